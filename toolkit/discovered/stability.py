"""Whether discovered groups come back when the comments are drawn again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.discovered.choosing import Grouping
from toolkit.discovered.mixture import Features, Floats, Labels
from toolkit.discovered.resampling import DRAWN, adjusted_rand, cross_groups, group_resamples

MINIMUM_COMMENTS = 50  # below it no group held in resamples of real threads
# comments with their words shuffled reach up to .42 at 50 and .31 from 100 on
# (tests/benchmarks/topic_null.py)
MINIMUM_AGREEMENT = 0.4
MINIMUM_OF_FEW = 0.5
_FEW = 100  # comments below which the latter is asked for
_RESAMPLES = 12


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
    again = group_resamples(features, reduced, grouping.k, _RESAMPLES, seed=(seed, 2))
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
    needed = MINIMUM_AGREEMENT if n >= _FEW else MINIMUM_OF_FEW
    stands = n >= MINIMUM_COMMENTS and estimate >= needed
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
            f"({figure}; {needed:.2f} is needed)."
        )
    return Stability(
        n=n, k=found, estimate=estimate, ci_low=float(low), ci_high=float(high),
        stands=stands,
        method=f"Agreement (adjusted Rand index) of the groups with those of {_RESAMPLES} "
               f"resamples of {DRAWN:.0%} of the comments.".replace("%", " %"),
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


def _best_overlaps(labels: Labels, others: Labels) -> Floats:
    """For each group the largest Jaccard index with one of the other groups."""
    together = cross_groups(labels, others)
    either = together.sum(axis=1, keepdims=True) + together.sum(axis=0) - together
    best: Floats = (together / np.maximum(either, 1)).max(axis=1)
    return best
