"""Effect sizes of two groups, and tests that respect clusters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from toolkit.clusters import Floats

_DRAWS = 4999
_CELLS = 2_000_000


def cliffs_delta(own: npt.ArrayLike, others: npt.ArrayLike) -> float:
    """Probability that a value of the first group is the larger, less that of the reverse.

    From -1 to 1; 0 where the groups overlap fully. Cliff, N. (1993). Dominance statistics.
    Psychological Bulletin 114(3), 494-509.

    >>> cliffs_delta([3, 4, 5], [1, 2, 3]), cliffs_delta([1], [1])
    (0.8888888888888888, 0.0)
    """
    first, second = np.asarray(own, dtype="float64"), np.asarray(others, dtype="float64")
    n, m = len(first), len(second)
    ranks = stats.rankdata(np.concatenate([first, second]))
    greater = ranks[:n].sum() - n * (n + 1) / 2  # Mann and Whitney's U, ties as halves
    return float(2 * greater / (n * m) - 1)


def hedges_g(own: npt.ArrayLike, others: npt.ArrayLike) -> float:
    """The difference of means in pooled standard deviations, corrected for small groups.

    NaN where nothing varies or there are fewer than three values. Hedges, L. V. (1981).
    Distribution theory for Glass's estimator of effect size. Journal of Educational Statistics
    6(2), 107-128.

    >>> round(hedges_g([3, 4, 5], [1, 2, 3]), 3)
    1.6
    """
    first, second = np.asarray(own, dtype="float64"), np.asarray(others, dtype="float64")
    freedom = len(first) + len(second) - 2
    if freedom < 1:
        return float("nan")
    squares = ((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum()
    spread = float(np.sqrt(squares / freedom))
    if spread < 1e-12:
        return float("nan")
    return float((1 - 3 / (4 * freedom - 1)) * (first.mean() - second.mean()) / spread)


def clustered_t(
    values: Floats, inside: npt.NDArray[np.bool_], codes: npt.NDArray[np.int64]
) -> tuple[float, float]:
    """A difference of two means and its cluster-robust standard error (CR1).

    The errors are those of ordinary least squares on a constant and the group, with the small
    sample factor G / (G - 1) * (n - 1) / (n - 2) (Cameron & Miller 2015, equation 12).

    Args:
        values: Shape (rows,).
        inside: Whether each row is of the group.
        codes: The cluster of each row, from 0.
    """
    scores = _cluster_scores(values[None, :], inside, codes)[0]
    n, clusters = len(values), len(scores)
    factor = clusters / (clusters - 1) * (n - 1) / (n - 2)
    difference = float(values[inside].mean() - values[~inside].mean())
    return difference, float(np.sqrt(factor * (scores**2).sum()))


def wild_cluster_test(
    values: Floats,
    inside: npt.NDArray[np.bool_],
    codes: npt.NDArray[np.int64],
    *,
    draws: int = _DRAWS,
    seed: int = 0,
) -> float:
    """The two-sided p-value of a difference of means by the wild cluster bootstrap-t.

    Residuals under the null hypothesis (one mean for all) get the same random sign in a whole
    cluster (Rademacher weights), and the cluster-robust t is computed anew (Cameron, Gelbach &
    Miller 2008, "Bootstrap-based improvements for inference with clustered errors").

    Args:
        values: Shape (rows,).
        inside: Whether each row is of the group.
        codes: The cluster of each row, from 0.
        draws: Bootstrap draws.
        seed: Their seed.

    Returns:
        Above 0, at most 1; NaN where nothing varies.
    """
    difference, error = clustered_t(values, inside, codes)
    if error < 1e-12:
        return float("nan")
    observed = abs(difference) / error
    random = np.random.default_rng(seed)
    clusters, n = int(codes.max()) + 1, len(values)
    residuals = values - values.mean()
    factor = np.sqrt(clusters / (clusters - 1) * (n - 1) / (n - 2))
    block, larger, done = max(1, _CELLS // n), 0, 0
    while done < draws:
        size = min(block, draws - done)
        signs = random.integers(0, 2, (size, clusters)) * 2.0 - 1
        drawn = residuals * signs[:, codes]
        errors = factor * np.sqrt((_cluster_scores(drawn, inside, codes) ** 2).sum(axis=1))
        differences = drawn[:, inside].mean(axis=1) - drawn[:, ~inside].mean(axis=1)
        larger += int((np.abs(differences) >= observed * errors * (1 - 1e-12)).sum())
        done += size
    return (larger + 1) / (draws + 1)


def _cluster_scores(
    values: Floats, inside: npt.NDArray[np.bool_], codes: npt.NDArray[np.int64]
) -> Floats:
    """What each cluster adds to the error of the difference, shape (draws, clusters)."""
    means = np.where(inside, values[:, inside].mean(axis=1, keepdims=True),
                     values[:, ~inside].mean(axis=1, keepdims=True))  # fmt: skip
    share = np.where(inside, 1 / inside.sum(), -1 / (~inside).sum())
    parts = (values - means) * share
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(codes[order]) > 0])
    scores: Floats = np.add.reduceat(parts[:, order], starts, axis=1)
    return scores
