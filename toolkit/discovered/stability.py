"""How many groups there are, and whether they come back when the comments are drawn again."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn import config_context
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from toolkit.discovered.mixture import (
    Features,
    Floats,
    Labels,
    Mixture,
    assign_each,
    fit_mixtures,
)

MINIMUM_COMMENTS = 50  # below it no group held in resamples of real threads
MINIMUM_AGREEMENT = 0.4  # threads of shuffled words reach up to .39 at 50 comments, .34 at 100
_DRAWN = 0.7  # share of the comments in a resample
_SEARCH = 5  # resamples for each number of groups
_SEARCH_BY_VECTORS = 10  # the same with vectors, which take far longer to make
_AS_GOOD = 0.02
_PATIENCE = 5  # numbers of groups tried without gain before the search ends
_FEW = 2.5  # how much is taken off for few groups: this, divided by the number's square
_FAR_BETTER = 0.2  # by which two or three groups must come back better than all finer ones
_RESAMPLES = 12
_STARTS = 4  # of k-means
_DIMENSIONS = (15, 25, 40)  # resamples start from k-means in so many dimensions in turn
_FINAL_ROUNDS = 10


@dataclass(frozen=True, kw_only=True)
class Stability:
    """Agreement of the grouping of all comments with groupings of resamples.

    Attributes:
        n: Different comments grouped.
        k: Number of groups (0 where none was tried).
        estimate: Mean adjusted Rand index over the resamples (-0.5 to 1; 0 is chance); NaN where
            no grouping was tried.
        ci_low: 2.5th percentile over the resamples.
        ci_high: 97.5th percentile over the resamples.
        method: How it was measured, a sentence.
        stands: Whether the groups are stable enough to be called topics.
        reason: Why they stand or don't, a sentence for the report.
        by_group: How well each group comes back, 0 to 1: the mean over the resamples of its Jaccard
            index with the group that is most like it (Hennig 2007); below .5 it dissolves.
    """

    n: int
    k: int
    estimate: float
    ci_low: float
    ci_high: float
    method: str
    stands: bool
    reason: str
    by_group: tuple[float, ...] = ()


@dataclass(frozen=True)
class Grouping:
    """Texts in groups.

    Attributes:
        k: The number of groups asked for; some may be empty.
        labels: The group of each text.
        mixture: What tells the group of any text.
    """

    k: int
    labels: Labels
    mixture: Mixture


def choose_groups(features: Features, reduced: Floats, ks: Sequence[int], *, seed: int) -> Grouping:
    """Group texts with the number of groups that comes back best.

    For each number k, resamples (70 % of the texts) are grouped, each grouping is given all texts,
    and they are compared with each other by the adjusted Rand index. The mean less 2.5 / k² is what
    counts: a split in two or three comes back most easily and tells least, so it is kept only if it
    comes back far better than all finer ones. Of the resamples' groupings, the one that agrees best
    with the others is kept and settled on all texts. (How much to take off was measured on fifteen
    labelled sets: ``tests/benchmarks/README.md``.)

    Args:
        features: The texts.
        reduced: Their coordinates for k-means, the most important dimensions first.
        ks: Numbers of groups to try, ascending, until five in a row bring no gain; of those about
            as good as the best (within 0.02), the fewest win.
        seed: For the starts and the resamples.
    """
    if not ks:
        raise ValueError("ks is empty")
    resamples = _SEARCH if features.vectors is None else _SEARCH_BY_VECTORS
    found: dict[int, Labels] = {}
    agreement: dict[int, Floats] = {}
    scores: dict[int, float] = {}
    best, without_gain = -np.inf, 0
    for k in ks:
        found[k] = _group_resamples(features, reduced, k, resamples, seed=(seed, 0))
        agreement[k] = _agreement(found[k])
        scores[k] = float(agreement[k].mean()) - _FEW / k**2
        without_gain = 0 if scores[k] > best + _AS_GOOD else without_gain + 1
        best = max(best, scores[k])
        if without_gain == _PATIENCE:
            break
    k = min(k for k, score in scores.items() if score >= best - _AS_GOOD)
    for few in (2, 3):
        finer = [float(own.mean()) for other, own in agreement.items() if other > few]
        if few in agreement and agreement[few].mean() >= max(finer, default=0) + _FAR_BETTER:
            k = few
            break
    typical = found[k][int(agreement[k].sum(axis=1).round(9).argmax())]
    mixture = fit_mixtures(features, typical[np.newaxis], k, rounds=_FINAL_ROUNDS)
    return Grouping(k, mixture.assign(features), mixture)


def measure_stability(
    features: Features, reduced: Floats, grouping: Grouping, *, seed: int
) -> Stability:
    """How well a grouping comes back when some of the texts are drawn again.

    Each resample (70 % of the texts) is grouped from the start, all texts are assigned to its
    groups, and the two groupings are compared by the adjusted Rand index (Hubert and Arabie 1985).
    The vocabulary and the reduction are those of the whole.

    Args:
        features: The texts.
        reduced: Their coordinates for k-means.
        grouping: The grouping of all of them.
        seed: For the resamples; they differ from those that chose k.
    """
    again = _group_resamples(features, reduced, grouping.k, _RESAMPLES, seed=(seed, 2))
    labels = grouping.labels
    groups = np.unique(labels)
    if len(groups) < 2:  # one group agrees with itself always, which tells nothing
        agreement, by_group = np.zeros(_RESAMPLES), np.zeros(len(groups))
    else:
        agreement = np.array([adjusted_rand(labels, other) for other in again])
        by_group = np.mean([_best_overlaps(labels, other) for other in again], axis=0)[groups]
    low, high = np.percentile(agreement, [2.5, 97.5])
    n, found = len(labels), len(groups)
    estimate = float(agreement.mean())
    low, high = min(low, estimate), max(high, estimate)  # one bad resample can move the mean out
    figure = (
        f"mean adjusted Rand index {estimate:.2f}, 95 % of resamples {low:.2f} to {high:.2f}; "
        f"1 is the same groups each time, 0 is chance"
    )
    stands = n >= MINIMUM_COMMENTS and estimate >= MINIMUM_AGREEMENT
    if n < MINIMUM_COMMENTS:
        reason = (
            f"{n} comments are too few for discovered topics (at least {MINIMUM_COMMENTS} are "
            f"needed), so these groups are only tentative: {figure}."
        )
    elif stands:
        reason = f"The groups come back when the comments are resampled ({figure})."
    else:
        reason = (
            f"There are no stable topics here: the groups change when the comments are resampled "
            f"({figure}; {MINIMUM_AGREEMENT:.2f} is needed)."
        )
    return Stability(
        n=n, k=found, estimate=estimate, ci_low=float(low), ci_high=float(high),
        stands=stands,
        method=f"Agreement (adjusted Rand index) of the groups with those of {_RESAMPLES} "
               f"resamples of {_DRAWN:.0%} of the comments.".replace("%", " %"),
        reason=reason,
        by_group=tuple(float(share) for share in by_group),
    )  # fmt: skip


def no_groups(n: int, reason: str) -> Stability:
    """The stability where no grouping was tried."""
    missing = float("nan")
    return Stability(
        n=n, k=0, estimate=missing, ci_low=missing, ci_high=missing,
        method="Not measured.", stands=False, reason=reason,
    )  # fmt: skip


def adjusted_rand(first: Labels, second: Labels) -> float:
    """The adjusted Rand index of two groupings (Hubert and Arabie 1985).

    scikit-learn's, less the checks of its arguments, which take longer than the sum itself.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    together = _cross(first, second).astype(np.float64)
    pairs = (together * (together - 1)).sum()
    rows, columns = together.sum(axis=1), together.sum(axis=0)
    first_pairs, second_pairs = (rows * (rows - 1)).sum(), (columns * (columns - 1)).sum()
    n = len(first)
    expected = first_pairs * second_pairs / max(1, n * (n - 1))
    most = (first_pairs + second_pairs) / 2
    return float((pairs - expected) / (most - expected)) if most != expected else 1.0


def _group_resamples(
    features: Features, reduced: Floats, k: int, resamples: int, *, seed: tuple[int, int]
) -> Labels:
    """The groups of all texts by each of several resamples, resamples by texts."""
    n = len(features)
    starts = np.full((resamples, n), -1, dtype=np.int64)
    random = np.random.default_rng(seed)
    size = max(min(n, k), round(_DRAWN * n))
    for resample in range(resamples):
        drawn = np.sort(random.permutation(n)[:size])
        dimensions = _DIMENSIONS[resample % len(_DIMENSIONS)]
        places = reduced[drawn, :dimensions]
        lengths = np.sqrt((places**2).sum(axis=1, keepdims=True))
        places = places / np.where(lengths > 0, lengths, 1)
        with warnings.catch_warnings(), config_context(assume_finite=True):
            # fewer different texts than groups: some stay empty
            warnings.simplefilter("ignore", ConvergenceWarning)
            means = KMeans(k, n_init=_STARTS, random_state=int(random.integers(2**31)))
            starts[resample, drawn] = means.fit(places).labels_
    return assign_each(fit_mixtures(features, starts, k), features, resamples)


def _agreement(groupings: Labels) -> Floats:
    """The adjusted Rand index of each grouping with each other one, without the diagonal."""
    r = len(groupings)
    scores = np.zeros((r, r))
    for first in range(r):
        for second in range(first + 1, r):
            both = groupings[first], groupings[second]
            alone = min(len(np.unique(labels)) for labels in both) < 2
            scores[first, second] = 0 if alone else adjusted_rand(*both)
    scores += scores.T
    return scores[~np.eye(r, dtype=bool)].reshape(r, r - 1)


def _best_overlaps(labels: Labels, others: Labels) -> Floats:
    """For each group the largest Jaccard index with one of the other groups."""
    together = _cross(labels, others)
    either = together.sum(axis=1, keepdims=True) + together.sum(axis=0) - together
    best: Floats = (together / np.maximum(either, 1)).max(axis=1)
    return best


def _cross(first: Labels, second: Labels) -> Labels:
    """How many texts are in each pair of groups."""
    rows, columns = int(first.max()) + 1, int(second.max()) + 1
    table = np.bincount(first * columns + second, minlength=rows * columns)
    return table.reshape(rows, columns).astype(np.int64)
