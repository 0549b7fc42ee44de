"""Groups of comments against the others: differences with intervals, tests and effect sizes.

Each group (a topic, a period, an article, the comments with a name) is compared with the other
comments of the same grouping, so that a comment of several topics never stands on both sides.
Authors and conversations are clusters: intervals draw them as wholes (:mod:`toolkit.clusters`), and
tests are the wild cluster bootstrap (Cameron, Gelbach & Miller 2008) where some cluster has several
comments, and elsewhere a permutation test, of shares Fisher's exact one. p-values are corrected for
the number of groups of one grouping (Holm 1979).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from toolkit.clusters import (
    MINIMUM_CLUSTERS,
    RESAMPLES,
    Clusters,
    Floats,
    Statistic,
    bootstrap,
    find_clusters,
)
from toolkit.effects import cliffs_delta, clustered_t, hedges_g, wild_cluster_test
from toolkit.schema import check_columns, reader_comments
from toolkit.shares import MINIMUM_N
from toolkit.stats import LARGE_N, NO_DATE, SENTIMENT, group_readers

COMPARISON_COLUMNS = (
    "group_by", "group", "n", "n_others", "mean", "mean_others", "difference", "ci_low", "ci_high",
    "resampled", "clusters", "test", "p_value", "p_holm", "cliffs_delta", "delta_low", "delta_high",
    "hedges_g", "note", "ids",
)  # fmt: skip
NAMED, UNNAMED = "with a name", "without a name"
_PERMUTATIONS = 9999


def compare_groups(
    comments: pd.DataFrame,
    *,
    column: str = SENTIMENT,
    label: str | None = None,
    topics: pd.DataFrame | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare each group of reader comments with the others of its grouping.

    Groupings are topics, periods (days, months or years), articles, and whether an author is
    named; each where the table has it. A grouping of two groups without overlap is one comparison.

    Args:
        comments: With ``id``, ``text`` and ``column``.
        column: A score; or labels, with ``label``.
        label: Compare the shares of comments with this label instead of means.
        topics: The topics table: order and labels of topics.
        resamples: Bootstrap draws.
        seed: Seed of everything drawn.
        confidence: Coverage of the intervals.

    Returns:
        One row a group, columns :data:`COMPARISON_COLUMNS`: ``difference`` is the group's mean
        less that of the others; Cliff's delta is the probability that a comment of the group
        scores higher than one of the others, less that of the reverse; Hedges' g is the difference
        in standard deviations. Where numbers are NaN, ``note`` says why. Beyond
        :data:`~toolkit.stats.LARGE_N` comments intervals and tests are the cluster-robust
        t (Cameron & Miller 2015, section II), and delta has no interval.

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": range(16), "text": "x", "article_id": list("ab") * 8,
    ...                       SENTIMENT: [0.1, 0.5, 0.2, 0.6] * 4})
    >>> row = compare_groups(table).iloc[0]
    >>> print(row["group"], row["n"], row["difference"].round(1), row["p_holm"])
    a 8 -0.4 0.0002
    """
    check_columns(comments, ["id", "text", column])
    readers = reader_comments(comments)
    readers = readers.assign(_order=readers["id"].astype(str)).sort_values("_order")
    values = readers[column]
    if label is None:
        scored = readers.assign(_value=values.astype("float64"))
    else:
        scored = readers.assign(_value=values.eq(label).astype("float64").where(values.notna()))
    scored = scored[scored["_value"].notna()].reset_index(drop=True)
    rows: list[dict[str, object]] = []
    for by, groups in _groupings(scored, topics).items():
        known: dict[int, tuple[Clusters, ...]] = {}
        for one in groups:
            if id(one.table) not in known:
                known[id(one.table)] = _clusterings(by, one.table)
        found = [
            _compare(by, one, known[id(one.table)], resamples, seed, confidence) for one in groups
        ]
        corrected = correct_holm([float(str(row["p_value"])) for row in found])
        rows += [row | {"p_holm": p} for row, p in zip(found, corrected, strict=True)]
    return pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS))


def compare_values(
    readers: pd.DataFrame,
    values: npt.ArrayLike,
    groups: Mapping[str, npt.NDArray[np.bool_]],
    *,
    by: str,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare each group of comments with the others, as :func:`compare_groups` does.

    Args:
        readers: With ``id``, in an order that doesn't depend on that of the rows.
        values: What is compared, shape (comments,); of shares 1 and 0.
        groups: The groups' names and whether each comment is in it, shape (comments,).
        by: The column that makes the groups; it is no cluster here.
        resamples: Bootstrap draws.
        seed: Seed of everything drawn.
        confidence: Coverage of the intervals.

    Returns:
        One row a group that isn't empty and has others, columns :data:`COMPARISON_COLUMNS`; of
        two groups that are each other's rest the first only. p-values are Holm's for all rows.
    """
    table = readers.assign(_value=np.asarray(values, dtype="float64")).reset_index(drop=True)
    clusterings = find_clusters(table.drop(columns=by, errors="ignore")) if len(table) else ()
    splits = [_Split(name, table, inside) for name, inside in groups.items()
              if inside.any() and not inside.all()]  # fmt: skip
    found = [_compare(by, one, clusterings, resamples, seed, confidence) for one in _once(splits)]
    corrected = correct_holm([float(str(row["p_value"])) for row in found])
    rows = [row | {"p_holm": p} for row, p in zip(found, corrected, strict=True)]
    return pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS))


def correct_holm(p_values: Sequence[float]) -> list[float]:
    """p-values corrected for their number by Holm's step-down method; NaN counts as none.

    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6(2), 65-70.

    >>> correct_holm([0.01, 0.04, 0.03, float("nan")])
    [0.03, 0.06, 0.06, nan]
    """
    corrected = [np.nan] * len(p_values)
    known = [place for place, p in enumerate(p_values) if np.isfinite(p)]
    largest = 0.0
    for rank, place in enumerate(sorted(known, key=lambda place: p_values[place])):
        largest = min(1.0, max(largest, (len(known) - rank) * p_values[place]))
        corrected[place] = largest
    return corrected


class _Split(NamedTuple):
    group: str
    table: pd.DataFrame
    inside: npt.NDArray[np.bool_]


def _groupings(scored: pd.DataFrame, topics: pd.DataFrame | None) -> dict[str, list[_Split]]:
    """The groups of each grouping, each with the comments that it is compared among."""
    found: dict[str, list[_Split]] = {}
    dated: dict[str, list[int]] = {}
    for group in group_readers(scored, topics):
        if group.by == "topic":
            inside = scored.index.isin(group.rows.index)
            found.setdefault("topic", []).append(_Split(group.label, scored, inside))
        elif group.by != "all" and group.label != NO_DATE:
            dated.setdefault(group.by, [])
            dated[group.by] += group.rows.index.tolist()
            found.setdefault(group.by, []).append(
                _Split(group.label, scored, scored.index.isin(group.rows.index))
            )
    for by, places in dated.items():
        among = scored.index.isin(places)
        rows = scored[among]
        found[by] = [_Split(one.group, rows, one.inside[among]) for one in found[by]]
    found |= dict(_columns(scored))
    return {by: _once([one for one in splits if one.inside.any() and not one.inside.all()])
            for by, splits in found.items()}  # fmt: skip


def _columns(scored: pd.DataFrame) -> Iterator[tuple[str, list[_Split]]]:
    if "article_id" in scored and scored["article_id"].nunique() > 1:
        known = scored[scored["article_id"].notna()]
        names = sorted(known["article_id"].astype(str).unique())
        yield (
            "article",
            [
                _Split(name, known, (known["article_id"].astype(str) == name).to_numpy(dtype=bool))
                for name in names
            ],
        )
    if "author" in scored:
        named = scored["author"].notna().to_numpy(dtype=bool)
        yield "author", [_Split(NAMED, scored, named), _Split(UNNAMED, scored, ~named)]


def _once(splits: list[_Split]) -> list[_Split]:
    """Two groups that are each other's rest are one comparison."""
    if len(splits) == 2 and (splits[0].inside != splits[1].inside).all():
        return splits[:1]
    return splits


def _compare(
    by: str,
    split: _Split,
    clusterings: tuple[Clusters, ...],
    resamples: int,
    seed: int,
    confidence: float,
) -> dict[str, object]:
    table, inside = split.table, split.inside
    values = table["_value"].to_numpy(dtype="float64")
    own, others = values[inside], values[~inside]
    row: dict[str, object] = {
        "group_by": by, "group": split.group, "n": len(own), "n_others": len(others),
        "mean": float(own.mean()), "mean_others": float(others.mean()),
        "difference": float(own.mean() - others.mean()),
        "cliffs_delta": cliffs_delta(own, others), "hedges_g": hedges_g(own, others),
        "ids": table["id"][inside].tolist(),
    }  # fmt: skip
    nothing = dict.fromkeys(("ci_low", "ci_high", "p_value", "delta_low", "delta_high"), np.nan)
    row |= nothing | {"resampled": "", "clusters": 0, "test": "none", "note": ""}
    note = _too_few(inside, values, clusterings)
    if note:
        return row | {"note": note}
    if len(values) > LARGE_N:
        return row | _robust(values, inside, clusterings, confidence)
    difference, delta = bootstrap(
        _statistic(values, inside), clusterings, resamples=resamples, seed=seed,
        confidence=confidence,
    )  # fmt: skip
    test, p_value = _test(values, inside, clusterings, seed)
    return row | {
        "ci_low": difference.low, "ci_high": difference.high, "resampled": difference.by,
        "clusters": difference.clusters, "delta_low": delta.low, "delta_high": delta.high,
        "test": test, "p_value": p_value, "note": difference.note,
    }  # fmt: skip


def _clusterings(by: str, table: pd.DataFrame) -> tuple[Clusters, ...]:
    """How the comments are clustered; an article is no cluster where articles are compared."""
    return find_clusters(table.drop(columns="article_id") if by == "article" else table)


def _too_few(inside: npt.NDArray[np.bool_], values: Floats, clusterings: Sequence[Clusters]) -> str:
    least = min(int(inside.sum()), int((~inside).sum()))
    if least < MINIMUM_N:
        noun = "comment is" if least == 1 else "comments are"
        return f"{least} {noun} too few on one side to compare (at least {MINIMUM_N})"
    if np.ptp(values) < 1e-12:
        return "all comments have the same score"
    for one in clusterings:
        fewest = min(len(np.unique(one.codes[inside])), len(np.unique(one.codes[~inside])))
        if fewest < MINIMUM_CLUSTERS:
            what = f"{fewest} {one.by if fewest > 1 else one.by.removesuffix('s')}"
            return f"the comments of one side come from {what}: too few to compare"
    return ""


def _statistic(values: Floats, inside: npt.NDArray[np.bool_]) -> Statistic:
    """The difference of means and Cliff's delta as functions of weights."""
    order = np.argsort(values, kind="stable")
    sorted_values, sorted_inside = values[order], inside[order].astype(np.float64)
    starts = np.flatnonzero(np.r_[True, np.diff(sorted_values) > 0])

    def statistic(weights: Floats) -> Floats:
        drawn = weights[:, order]
        own, others = drawn * sorted_inside, drawn * (1 - sorted_inside)
        n, m = own.sum(axis=1), others.sum(axis=1)
        mine = np.add.reduceat(own, starts, axis=1)
        theirs = np.add.reduceat(others, starts, axis=1)
        below = np.cumsum(theirs, axis=1) - theirs
        above = m[:, None] - below - theirs
        with np.errstate(invalid="ignore", divide="ignore"):
            means = own @ sorted_values / n - others @ sorted_values / m
            delta = (mine * (below - above)).sum(axis=1) / (n * m)
        return np.column_stack([means, delta])

    return statistic


def _test(
    values: Floats, inside: npt.NDArray[np.bool_], clusterings: Sequence[Clusters], seed: int
) -> tuple[str, float]:
    """The test's name and its two-sided p-value, the largest over the ways of clustering."""
    if clusterings[0].by == "comments" and np.isin(values, (0, 1)).all():
        own, others = values[inside], values[~inside]
        cells = [[own.sum(), len(own) - own.sum()], [others.sum(), len(others) - others.sum()]]
        return "Fisher's exact", float(stats.fisher_exact(np.array(cells, dtype=int)).pvalue)
    if clusterings[0].by == "comments":
        found = stats.permutation_test(
            (values[inside], values[~inside]),
            lambda own, others, axis: own.mean(axis=axis) - others.mean(axis=axis),
            vectorized=True, n_resamples=_PERMUTATIONS, batch=1000,
            random_state=np.random.default_rng(seed),
        )  # fmt: skip
        return "permutation", float(found.pvalue)
    p_values = [
        (wild_cluster_test(values, inside, one.codes, seed=seed), one.by) for one in clusterings
    ]
    largest, by = max(p_values)
    return f"wild cluster bootstrap ({by})", largest


def _robust(
    values: Floats,
    inside: npt.NDArray[np.bool_],
    clusterings: Sequence[Clusters],
    confidence: float,
) -> dict[str, object]:
    """The cluster-robust interval and test, by the clusters that give the largest error."""
    found = []
    for one in clusterings:
        difference, error = clustered_t(values, inside, one.codes)
        found.append((error, difference, one))
    error, difference, one = max(found, key=lambda item: item[0])
    freedom = one.count - 1
    reach = float(stats.t.ppf((1 + confidence) / 2, freedom)) * error
    p_value = float(2 * stats.t.sf(abs(difference) / error, freedom)) if error else np.nan
    return {
        "ci_low": difference - reach, "ci_high": difference + reach, "resampled": one.by,
        "clusters": one.count, "test": f"cluster-robust t ({one.by})", "p_value": p_value,
        "note": "many comments: normal approximation instead of resampling",
    }  # fmt: skip
