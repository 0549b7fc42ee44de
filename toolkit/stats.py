"""Counts and estimates of a scored comments table, each with its n and its uncertainty.

Comments by one author, in one conversation or beneath one article are no independent draws: where
the table shows any, intervals are those of whole clusters (:mod:`toolkit.clusters`), else of single
comments.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from toolkit.clusters import bootstrap, few_clusters, find_clusters
from toolkit.schema import KINDS, check_columns, local_times, reader_comments
from toolkit.shares import MINIMUM_N, clustered_error, comments_are, effective_n, share_interval

SENTIMENT = "vader_normalised_compound"
SENTIMENT_LABEL = "vader_normalised_label"
LABELS = ("positive", "neutral", "negative")
NO_TOPIC = "none of these"
NO_DATE = "no date"

SMALL_N = 30
"""Below it a bootstrap interval carries a caution: percentile and BCa intervals come out too
narrow, at n = 10 by about a fifth (Hesterberg 2015, The American Statistician 69(4))."""
LARGE_N = 2000
"""Above it the bootstrap is replaced by its limit (normal for means, binomial for medians)."""

ESTIMATE_COLUMNS = (
    "name", "group_by", "group", "n", "estimate", "ci_low", "ci_high", "method", "note", "ids"
)  # fmt: skip
COUNT_COLUMNS = (
    "name", "group_by", "group", "n", "total", "share", "ci_low", "ci_high", "note", "ids"
)  # fmt: skip

_DAYS_BY_DAY = 10
_DAYS_BY_MONTH = 5 * 366
_BATCH = 2_000_000
_Values = npt.NDArray[np.float64]


def estimate_sentiment(
    comments: pd.DataFrame,
    *,
    column: str = SENTIMENT,
    topics: pd.DataFrame | None = None,
    resamples: int = 9999,
    seed: int = 0,
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Mean and median sentiment of the reader comments: overall, by topic and by period.

    A comment with several topics counts in each. Periods are days, months or years by the
    thread's length (:func:`choose_period`). Intervals resample the group's comments: BCa for the
    mean (Efron 1987), percentile for the median; above :data:`LARGE_N` values the normal
    approximation and binomial order statistics. Where authors, conversations or articles occur
    twice, whole ones are resampled (percentile), above :data:`LARGE_N` the cluster-robust normal
    approximation stands for the mean. The numbers don't depend on the row order.

    Args:
        comments: A comments table with ``id``, ``text`` and the score column; topics are read
            from ``seeded_topics`` and dates from ``timestamp`` where the table has them.
        column: The score, -1 (most negative) to 1 (most positive).
        topics: The topics table (columns ``topic`` and ``label``): order and labels of topics.
            Without it topics are sorted by name.
        resamples: Bootstrap resamples of each interval.
        seed: Seed of each interval's resampling.
        confidence: Coverage of the intervals, between 0 and 1.
        minimum_n: Fewest values that get an interval.

    Returns:
        One row a statistic and group, columns :data:`ESTIMATE_COLUMNS`. Where ``ci_low`` and
        ``ci_high`` are NaN, ``note`` says why.

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": list("abc"), "text": "x", SENTIMENT: [-0.5, 0.0, 0.8]})
    >>> estimate_sentiment(table)[["name", "n", "estimate", "note"]].values.tolist()[1]
    ['median_compound', 3, 0.0, '3 comments are too few for an interval (at least 6)']
    """
    check_columns(comments, ["id", "text", column])
    rows = []
    for group in group_readers(reader_comments(comments), topics):
        scores = group.rows[column].astype("float64")
        scored = group.rows[scores.notna()]
        # sorted, so that resampling sees no row order
        values: _Values = np.sort(scores.dropna().to_numpy(dtype="float64"))
        unscored = len(group.rows) - len(values)
        for name, statistic in (("mean_compound", np.mean), ("median_compound", np.median)):
            estimate, low, high, method, note = _estimate(
                values,
                statistic,
                resamples=resamples,
                seed=seed,
                confidence=confidence,
                minimum_n=minimum_n,
            )
            if np.isfinite(low):
                clustered = _clustered(scored, column, name, resamples, seed, confidence)
                low, high, method, note = clustered or (low, high, method, note)
                note = "; ".join(filter(None, [note, *few_clusters(scored)]))
            if unscored:
                note = "; ".join(filter(None, [note, f"{unscored} without a score left out"]))
            found = (name, group.by, group.label, len(values), estimate, low, high, method, note)
            rows.append((*found, scored["id"].tolist()))
    return pd.DataFrame(rows, columns=list(ESTIMATE_COLUMNS))


def count_comments(
    comments: pd.DataFrame,
    *,
    topics: pd.DataFrame | None = None,
    column: str = SENTIMENT_LABEL,
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Count records by kind, and reader comments by sentiment label, topic and period.

    Shares are of all reader comments (of all records for kinds); those of topics may add to more
    than 1, since a comment can have several. Intervals of shares are Wilson's (1927), of the
    reader comments as a sample of what readers might have written; kinds are counted in full.
    Where authors, conversations or articles occur twice, n is divided by the design effect
    (Kish 1965; Korn & Graubard 1998), and ``note`` says to how much.

    Args:
        comments: A comments table with ``id`` and ``text``; each other grouping is made where
            the table has its column.
        topics: The topics table: order and labels of topics.
        column: The column of sentiment labels.
        confidence: Coverage of the intervals, between 0 and 1.
        minimum_n: Fewest comments in all that get intervals.

    Returns:
        One row a group, columns :data:`COUNT_COLUMNS`.

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": list("abcdefgh"), "text": "x", SENTIMENT_LABEL: "neutral"})
    >>> count_comments(table)[["group", "n", "share", "ci_low"]].round(3).values.tolist()[2]
    ['neutral', 8, 1.0, 0.676]
    """
    check_columns(comments, ["id", "text"])
    readers = reader_comments(comments)
    rows = [_count("records", group, len(comments), None, 0) for group in _kinds(comments)]
    clusterings = find_clusters(readers) if len(readers) else ()
    few = few_clusters(readers)
    for group in (*group_readers(readers, topics), *_labels(readers, column)):
        level = None if group.by == "all" else confidence
        inside = readers["id"].isin(group.rows["id"]).to_numpy(dtype=bool)
        effective = effective_n(inside, clusterings)
        rows.append(_count("comments", group, len(readers), level, minimum_n, effective, few))
    counts = pd.DataFrame(rows, columns=list(COUNT_COLUMNS))
    order = {"kind": 0, "all": 1, "label": 2, "topic": 3}
    return counts.sort_values(
        "group_by", key=lambda by: by.map(order).fillna(4), kind="stable", ignore_index=True
    )


def choose_period(comments: pd.DataFrame) -> str:
    """``day``, ``month`` or ``year``, by the time between the first and the last dated comment.

    >>> choose_period(pd.DataFrame({"timestamp": ["2012-08-30T00:47", "2013-01-21T09:17"]}))
    'month'
    """
    times = local_times(comments["timestamp"]).dropna()
    days = (times.max() - times.min()).days if len(times) else 0
    if days < _DAYS_BY_DAY:
        return "day"
    return "month" if days <= _DAYS_BY_MONTH else "year"


class Group(NamedTuple):
    """Comments that belong together: what they are grouped by, the group's name, its rows."""

    by: str
    label: str
    rows: pd.DataFrame


def group_readers(readers: pd.DataFrame, topics: pd.DataFrame | None) -> Iterator[Group]:
    """All reader comments, those of each topic, those of each period."""
    yield Group("all", "all comments", readers)
    if "seeded_topics" in readers:
        yield from _topics(readers, topics)
    if "timestamp" in readers:
        yield from _periods(readers)


def _topics(readers: pd.DataFrame, topics: pd.DataFrame | None) -> Iterator[Group]:
    pairs = readers["seeded_topics"].reset_index(drop=True).explode().dropna()
    places = {str(name): part.index.unique().to_numpy() for name, part in pairs.groupby(pairs)}
    labels = {name: name for name in sorted(places)}
    if topics is not None:
        named = topics[topics["topic"] != ""]
        labels = dict(zip(named["topic"], named["label"], strict=True)) | {
            name: name for name in labels if name not in set(named["topic"])
        }
    for name, label in labels.items():
        yield Group("topic", label, readers.iloc[places.get(name, np.array([], dtype=int))])
    if labels:
        without = np.setdiff1d(np.arange(len(readers)), pairs.index.to_numpy())
        yield Group("topic", NO_TOPIC, readers.iloc[without])


def _periods(readers: pd.DataFrame) -> Iterator[Group]:
    period = choose_period(readers)
    width = {"day": 10, "month": 7, "year": 4}[period]
    names = readers["timestamp"].astype("string").str.slice(0, width)
    names = names.where(local_times(readers["timestamp"]).notna())
    for name, part in readers.groupby(names, sort=True):
        yield Group(period, str(name), part)
    if names.isna().any():
        yield Group(period, NO_DATE, readers[names.isna()])


def _kinds(comments: pd.DataFrame) -> Iterator[Group]:
    if "kind" in comments:
        kinds = comments["kind"].fillna("comment")
        for kind in [*KINDS, *sorted(set(kinds) - set(KINDS))]:
            if (kinds == kind).any():
                yield Group("kind", kind, comments[kinds == kind])


def _labels(readers: pd.DataFrame, column: str) -> Iterator[Group]:
    if column in readers:
        for label in LABELS:
            yield Group("label", label, readers[readers[column].eq(label).fillna(False)])
        if readers[column].isna().any():
            yield Group("label", "no score", readers[readers[column].isna()])


def _count(
    name: str,
    group: Group,
    total: int,
    confidence: float | None,
    minimum_n: int,
    effective: float = math.inf,
    few: tuple[str, ...] = (),
) -> tuple[Any, ...]:
    n = len(group.rows)
    share = n / total if total else np.nan
    low, high, note = np.nan, np.nan, ""
    if confidence is None:
        note = "counted in full, not a sample"
    else:
        low, high, said = share_interval(
            n, total, effective, confidence=confidence, minimum_n=minimum_n
        )
        note = said if total < minimum_n else "; ".join(filter(None, [said, *few]))
    ids = group.rows["id"].tolist()
    return name, group.by, group.label, n, total, share, float(low), float(high), note, ids


def _clustered(
    scored: pd.DataFrame, column: str, name: str, resamples: int, seed: int, confidence: float
) -> tuple[float, float, str, str] | None:
    """The interval that respects clusters, its method and note; None where there are none."""
    ordered = scored.assign(_id=scored["id"].astype(str)).sort_values([column, "_id"])
    clusterings = find_clusters(ordered)
    if clusterings[0].by == "comments":
        return None
    values: _Values = ordered[column].to_numpy(dtype="float64")
    if len(values) > LARGE_N:
        if name != "mean_compound":
            return None
        error, by = max((clustered_error(values, one), one.by) for one in clusterings)
        reach = float(stats.norm.ppf((1 + confidence) / 2)) * error
        method = f"normal approximation, clusters of {by}, {confidence:.0%}"
        return float(values.mean()) - reach, float(values.mean()) + reach, method, ""

    def statistic(weights: _Values) -> _Values:
        totals = weights.sum(axis=1, keepdims=True)
        if name == "mean_compound":
            found: _Values = (weights @ values)[:, None] / totals
            return found
        return _weighted_medians(values, weights, totals)

    [found] = bootstrap(
        statistic, clusterings, resamples=resamples, seed=seed, confidence=confidence
    )
    if not np.isfinite(found.low):
        return found.low, found.high, "none", found.note
    method = f"percentile bootstrap of {found.by}, {resamples} resamples, seed {seed}"
    few = found.clusters < SMALL_N
    note = f"{found.clusters} {found.by} are few: bootstrap intervals come out too narrow"
    return found.low, found.high, f"{method}, {confidence:.0%}", note if few else found.note


def _weighted_medians(values: _Values, weights: _Values, totals: _Values) -> _Values:
    """The median of sorted values for each row of weights, between two where both are."""
    reached = np.cumsum(weights, axis=1)
    low = values[(reached < totals / 2).sum(axis=1)]
    high = values[(reached <= totals / 2).sum(axis=1).clip(max=len(values) - 1)]
    medians: _Values = ((low + high) / 2)[:, None]
    return medians


def _estimate(
    values: _Values,
    statistic: Callable[..., Any],
    *,
    resamples: int,
    seed: int,
    confidence: float,
    minimum_n: int,
) -> tuple[float, float, float, str, str]:
    """The estimate, its interval's ends, the method and the note."""
    n = len(values)
    if n == 0:
        return np.nan, np.nan, np.nan, "none", "no comments"
    estimate = float(statistic(values))
    if n < minimum_n:
        note = f"{comments_are(n)} too few for an interval (at least {minimum_n})"
        return estimate, np.nan, np.nan, "none", note
    if values[0] == values[-1]:
        note = f"all {n} comments have the same score, so resampling can't show any spread"
        return estimate, np.nan, np.nan, "none", note
    if n > LARGE_N:
        return (estimate, *_large_interval(values, statistic, confidence), "")
    low, high, method = _bootstrap(values, statistic, resamples, seed, confidence)
    note = f"n = {n} is small: bootstrap intervals come out too narrow" if n < SMALL_N else ""
    return estimate, low, high, f"{method}, {confidence:.0%}", note


def _large_interval(
    values: _Values, statistic: Callable[..., Any], confidence: float
) -> tuple[float, float, str]:
    if statistic is np.mean:
        error = stats.norm.ppf((1 + confidence) / 2) * values.std(ddof=1) / np.sqrt(len(values))
        mean = float(values.mean())
        return mean - error, mean + error, f"normal approximation, {confidence:.0%}"
    low, high = stats.quantile_test(values, p=0.5).confidence_interval(confidence)
    return float(low), float(high), f"binomial order statistics, {confidence:.0%}"


def _bootstrap(
    values: _Values, statistic: Callable[..., Any], resamples: int, seed: int, confidence: float
) -> tuple[float, float, str]:
    names = {"BCa": "BCa bootstrap", "percentile": "percentile bootstrap"}
    low = high = np.nan
    method = ""
    for method in ("BCa", "percentile") if statistic is np.mean else ("percentile",):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", stats.DegenerateDataWarning)  # gives NaN, tried next
            low, high = stats.bootstrap(
                (values,), statistic, n_resamples=resamples, confidence_level=confidence,
                method=method, batch=max(1, _BATCH // len(values)),
                random_state=np.random.default_rng(seed),
            ).confidence_interval  # fmt: skip
        if np.isfinite([low, high]).all():
            break
    return float(low), float(high), f"{names[method]}, {resamples} resamples, seed {seed}"
