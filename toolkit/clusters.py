"""Comments that belong together, and how far chance moves a number when they do.

Comments by one author, in one conversation or beneath one article are no independent draws. The
bootstrap here draws whole clusters, with replacement (Davison & Hinkley 1997, section 3.8), once
for each way of clustering that the table knows; of these intervals the widest is given, as Cameron
and Miller (2015, section V) advise where two ways of clustering compete. A comment without an
author is a cluster of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""From weights of the rows, shape (resamples, rows), to values, shape (resamples, measures)."""

FACTORS = {"author": "authors", "conversation_id": "conversations", "article_id": "articles"}
MINIMUM_CLUSTERS = 6
"""Fewest clusters that are resampled; below it no interval holds what it promises."""
RESAMPLES = 2000
_CELLS = 4_000_000  # weights held at once


@dataclass(frozen=True)
class Clusters:
    """One way of clustering the rows of a table.

    Attributes:
        by: What the clusters are: ``comments``, ``authors``, ``conversations`` or ``articles``.
        codes: The cluster of each row, from 0, shape (rows,).
        count: Number of clusters.
    """

    by: str
    codes: npt.NDArray[np.int64]
    count: int


@dataclass(frozen=True)
class Interval:
    """An interval, or why there is none.

    Attributes:
        low: Lower end; NaN where there is none.
        high: Upper end.
        by: What was resampled.
        clusters: How many of them there are.
        note: Why there is no interval, or what to think of it; "" for nothing.
    """

    low: float
    high: float
    by: str
    clusters: int
    note: str = ""


def find_clusters(table: pd.DataFrame) -> tuple[Clusters, ...]:
    """The ways in which a table's rows are clustered and that can be resampled.

    Args:
        table: With ``id``, and any of ``author``, ``conversation_id``, ``article_id``.

    Returns:
        One entry for each of these columns in which some value occurs twice and that has at least
        :data:`MINIMUM_CLUSTERS` clusters; the rows themselves where there is none. Codes follow
        the names, so that they don't depend on the order of the rows.

    >>> table = pd.DataFrame({"id": list("abcdefgh"), "author": list("uuvwxyz") + [None]})
    >>> [(clusters.by, clusters.count) for clusters in find_clusters(table)]
    [('authors', 7)]
    """
    found = [_cluster(table, column, by) for column, by in FACTORS.items() if column in table]
    kept = [one for one in found if MINIMUM_CLUSTERS <= one.count < len(table)]
    if kept:
        return tuple(kept)
    codes = np.unique(table["id"].astype(str).to_numpy(dtype=object), return_inverse=True)[1]
    return (Clusters("comments", codes.astype(np.int64), len(table)),)


def few_clusters(table: pd.DataFrame) -> tuple[str, ...]:
    """What a reader should know of clusters that are too few to be resampled.

    >>> few_clusters(pd.DataFrame({"id": list("abcdefg"), "author": list("uuuuvvv")}))
    ('2 authors are too few to be resampled: comments count as independent of their author',)
    """
    said = []
    for column, by in FACTORS.items():
        if column not in table or column == "article_id":
            continue
        found = _cluster(table, column, by)
        if found.count < min(MINIMUM_CLUSTERS, len(table)):
            one = by.removesuffix("s")
            named = f"1 {one} is" if found.count == 1 else f"{found.count} {by} are"
            said.append(
                f"{named} too few to be resampled: comments count as independent of their {one}"
            )
    return tuple(said)


def bootstrap(
    statistic: Statistic,
    clusterings: Sequence[Clusters],
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> list[Interval]:
    """Percentile intervals of several measures of the same rows, resampled by clusters.

    Args:
        statistic: The measures as a function of the rows' weights; NaN where one is undefined.
        clusterings: Ways of clustering the rows (:func:`find_clusters`).
        resamples: Draws for each way.
        seed: Seed of the draws.
        confidence: Coverage of the intervals, between 0 and 1.

    Returns:
        One interval a measure: the widest over the ways of clustering. Resamples in which a
        measure is undefined are left out of it, and told if they are more than 5 %.

    >>> scores = np.array([0.1, 0.4, 0.2, 0.9, 0.3, 0.5])
    >>> def mean(weights): return (weights @ scores / weights.sum(axis=1))[:, None]
    >>> table = pd.DataFrame({"id": list("abcdef")})
    >>> [found] = bootstrap(mean, find_clusters(table))
    >>> found.by, round(found.low, 1), round(found.high, 1)
    ('comments', 0.2, 0.6)
    """
    ways = [_intervals(statistic, one, resamples, seed, confidence) for one in clusterings]
    return [max(found, key=_width) for found in zip(*ways, strict=True)]


def draw_weights(clusters: Clusters, *, resamples: int, seed: int) -> Iterator[Floats]:
    """How often each row is drawn in each resample, in blocks of shape (resamples, rows)."""
    block = max(1, _CELLS // max(1, len(clusters.codes)))
    for drawn in _draw(clusters.count, resamples, seed, block):
        yield drawn[:, clusters.codes].astype(np.float64)


@lru_cache(maxsize=8)
def _draw(count: int, resamples: int, seed: int, block: int) -> tuple[npt.NDArray[np.int32], ...]:
    """How often each cluster is drawn: the same for all figures of as many clusters."""
    random = np.random.default_rng(seed)
    shares = np.full(count, 1 / max(1, count))
    sizes = [min(block, resamples - start) for start in range(0, resamples, block)]
    return tuple(random.multinomial(count, shares, size=size).astype(np.int32) for size in sizes)


def _cluster(table: pd.DataFrame, column: str, by: str) -> Clusters:
    names = ["" if pd.isna(name) else str(name).strip() for name in table[column].tolist()]
    # a row without a name is its own cluster, and no name is taken for an id
    keys = [f"={name}" if name else f"#{identity}"
            for name, identity in zip(names, table["id"].tolist(), strict=True)]  # fmt: skip
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    codes = np.fromiter((places[key] for key in keys), dtype=np.int64, count=len(keys))
    return Clusters(by, codes, len(places))


def _intervals(
    statistic: Statistic, clusters: Clusters, resamples: int, seed: int, confidence: float
) -> list[Interval]:
    blocks = draw_weights(clusters, resamples=resamples, seed=seed)
    values = np.concatenate([statistic(weights) for weights in blocks])
    return [_interval(column, clusters, confidence) for column in values.T]


def _interval(values: Floats, clusters: Clusters, confidence: float) -> Interval:
    known = np.sort(values[np.isfinite(values)])
    nothing = Interval(np.nan, np.nan, clusters.by, clusters.count)
    if clusters.count < MINIMUM_CLUSTERS:
        few = f"{clusters.count} {clusters.by} are too few for an interval"
        return _with(
            nothing,
            f"{few} (at least {MINIMUM_CLUSTERS})".replace("1 comments are", "1 comment is"),
        )
    if len(known) < 0.5 * len(values):
        return _with(nothing, "undefined in most resamples, so there is no interval")
    if known[-1] - known[0] < 1e-12:
        return _with(nothing, "the same in every resample, so resampling can't show any spread")
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    lost = 1 - len(known) / len(values)
    note = f"undefined in {lost:.0%} of the resamples, which are left out" if lost > 0.05 else ""
    return Interval(float(low), float(high), clusters.by, clusters.count, note)


def _with(interval: Interval, note: str) -> Interval:
    return Interval(interval.low, interval.high, interval.by, interval.clusters, note)


def _width(interval: Interval) -> float:
    return -1.0 if np.isnan(interval.low) else interval.high - interval.low
