"""How stable discovered groups are under resampling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import adjusted_rand_score

from toolkit.discovered.groups import Floats, Labels, Mixture, Vectors, fit_groups

MINIMUM_COMMENTS = 50  # below it no group held in resamples of real threads
MINIMUM_AGREEMENT = 0.5
_SEARCH_RESAMPLES = (3, 9)  # the second only for those not hopeless after the first
_RESAMPLES = 50
_STARTS = 10
_AS_GOOD = 0.02
_HOPELESS = 0.15


@dataclass(frozen=True, kw_only=True)
class Stability:
    """Agreement of the grouping of all comments with groupings of resamples.

    Attributes:
        n: Comments grouped.
        k: Number of groups (0 where none was tried).
        estimate: Mean adjusted Rand index over the resamples (-0.5 to 1; 0 is chance); NaN where
            no grouping was tried.
        ci_low: 2.5th percentile over the resamples.
        ci_high: 97.5th percentile over the resamples.
        method: How it was measured, a sentence.
        stands: Whether the groups are stable enough to be called topics.
        reason: Why they stand or don't, a sentence for the report.
    """

    n: int
    k: int
    estimate: float
    ci_low: float
    ci_high: float
    method: str
    stands: bool
    reason: str


def choose_groups(vectors: Vectors, ks: Sequence[int], *, seed: int) -> tuple[Labels, Mixture, int]:
    """Group texts with the number of groups that comes back best in resamples.

    Args:
        vectors: The texts.
        ks: Numbers of groups to try; ascending; of those about as good as the best
            (within 0.02, less than the resamples' own error), the fewest win.
        seed: For the starts and the resamples.

    Returns:
        The groups of all texts, the mixture behind them, and the number of groups asked for.
    """
    fits = {
        k: fit_groups(vectors.counts, vectors.reduced, k, seed=seed, starts=_STARTS) for k in ks
    }
    if not fits:
        raise ValueError("ks is empty")
    scores: dict[int, Floats] = {k: np.empty(0) for k in ks}
    for stage, resamples in enumerate(_SEARCH_RESAMPLES if len(fits) > 1 else ()):
        for k in _within(scores, _HOPELESS):
            more = _agreement(vectors, fits[k][0], k, seed=(seed, stage), resamples=resamples)
            scores[k] = np.concatenate([scores[k], more])
    k = min(_within(scores, _AS_GOOD))
    return *fits[k], k


def measure_stability(vectors: Vectors, labels: Labels, k: int, *, seed: int) -> Stability:
    """How well a grouping comes back when the texts are drawn again with replacement.

    Each resample is grouped like the whole, then all texts are assigned to its groups and the two
    groupings compared by the adjusted Rand index (Hubert and Arabie 1985). The vocabulary and the
    reduction are those of the whole.

    Args:
        vectors: The texts.
        labels: Their groups.
        k: The number of groups asked for.
        seed: For the resamples; they differ from those that chose k.
    """
    agreement = _agreement(
        vectors, labels, k, seed=(seed, len(_SEARCH_RESAMPLES)), resamples=_RESAMPLES
    )
    low, high = np.percentile(agreement, [2.5, 97.5])
    n, found = len(labels), len(np.unique(labels))
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
               f"bootstrap resamples of the comments.",
        reason=reason,
    )  # fmt: skip


def no_groups(n: int, reason: str) -> Stability:
    """The stability where no grouping was tried."""
    missing = float("nan")
    return Stability(
        n=n, k=0, estimate=missing, ci_low=missing, ci_high=missing,
        method="Not measured.", stands=False, reason=reason,
    )  # fmt: skip


def _within(scores: Mapping[int, Floats], margin: float) -> list[int]:
    """The numbers of groups whose mean score is within a margin of the best, ascending."""
    means = {k: float(own.mean()) if len(own) else 0.0 for k, own in scores.items()}
    best = max(means.values())
    return sorted(k for k, mean in means.items() if mean >= best - margin)


def _agreement(
    vectors: Vectors, labels: Labels, k: int, *, seed: tuple[int, int], resamples: int
) -> Floats:
    """The adjusted Rand index of each resample's grouping of all texts with the given one."""
    if len(np.unique(labels)) < 2:  # one group agrees with itself always, which tells nothing
        return np.zeros(resamples)
    random = np.random.default_rng([*seed, k])
    scores = np.empty(resamples)
    for resample in range(resamples):
        drawn = random.integers(len(labels), size=len(labels))
        start = int(random.integers(2**31))
        _, mixture = fit_groups(
            vectors.counts[drawn], vectors.reduced[drawn], k, seed=start, starts=2
        )
        scores[resample] = adjusted_rand_score(labels, mixture.assign(vectors.counts))
    return scores
