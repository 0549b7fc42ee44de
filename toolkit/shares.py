"""Shares of comments with Wilson's interval, narrowed to what clustered comments tell."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import stats

from toolkit.clusters import Clusters, Floats

MINIMUM_N = 6
"""Fewest values that get a 95 % interval. Below it even the range from the smallest to the largest
value holds the median with a probability of only 1 - 2 ** (1 - n): 93.75 % for five values."""


def share_interval(
    n: int,
    total: int,
    effective: float = math.inf,
    *,
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> tuple[float, float, str]:
    """Wilson's (1927) interval of a share, and what to know of it.

    Args:
        n: Comments counted.
        total: Comments among which they were counted.
        effective: Independent comments that would tell as much (:func:`effective_n`).
        confidence: Coverage, between 0 and 1.
        minimum_n: Fewest comments in all that get an interval.

    Returns:
        Its ends, from 0 to 1, NaN where there is none; and a note that says why there is none, or
        to how many comments clusters reduce what is known; "" for nothing.

    >>> low, high, note = share_interval(3, 8)
    >>> round(low, 3), round(high, 3), share_interval(1, 2)[2]
    (0.137, 0.694, '2 comments are too few for an interval (at least 6)')
    """
    if total < minimum_n:
        note = f"{comments_are(total)} too few for an interval (at least {minimum_n})"
        return np.nan, np.nan, note
    size = min(effective, float(total))
    if size == total:
        low, high = stats.binomtest(n, total).proportion_ci(confidence, method="wilson")
        return float(low), float(high), ""
    low, high = _wilson(n / total, size, confidence)
    return low, high, f"effective n = {size:.0f}, since comments are clustered"


def effective_n(inside: npt.NDArray[np.bool_], clusterings: Sequence[Clusters]) -> float:
    """Independent comments that would tell as much of a share; clusters where all are alike.

    n is divided by the design effect (Kish 1965; Korn & Graubard 1998).

    Args:
        inside: Whether each comment counts, shape (comments,).
        clusterings: Ways in which the same comments are clustered.
    """
    n, share = len(inside), float(inside.mean()) if len(inside) else 0.0
    if not n or clusterings[0].by == "comments":
        return float(n)
    if share in (0.0, 1.0):
        return float(min(one.count for one in clusterings))
    errors = [clustered_error(inside.astype(np.float64), one) for one in clusterings]
    return min(float(n), share * (1 - share) / max(errors) ** 2) if max(errors) else float(n)


def clustered_error(values: Floats, clusters: Clusters) -> float:
    """The cluster-robust standard error of a mean."""
    sums = np.bincount(clusters.codes, weights=values - values.mean())
    return float(np.sqrt(clusters.count / (clusters.count - 1) * (sums**2).sum()) / len(values))


def comments_are(n: int) -> str:
    """A number of comments with its verb.

    >>> comments_are(1), comments_are(3)
    ('1 comment is', '3 comments are')
    """
    return "1 comment is" if n == 1 else f"{n} comments are"


def _wilson(share: float, n: float, confidence: float) -> tuple[float, float]:
    """Wilson's interval of a share, for any n above 0."""
    z = float(stats.norm.ppf((1 + confidence) / 2))
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - reach), min(1.0, centre + reach)
