"""How many groups there are: as many as come back best in resamples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.discovered.mixture import Features, Floats, Labels, Mixture, fit_mixtures
from toolkit.discovered.resampling import compare_groupings, group_resamples

_SEARCH = 5  # resamples for each number of groups
_SEARCH_BY_VECTORS = 10  # the same with vectors, which take far longer to make
_AS_GOOD = 0.02
_PATIENCE = 4  # numbers of groups tried without gain before the search ends
_FEW = 2.5  # how much is taken off for few groups: this, divided by the number's square
_FAR_BETTER = 0.2  # by which two or three groups must come back better than all finer ones
_FINAL_ROUNDS = 10


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
        ks: Numbers of groups to try, ascending, until four in a row bring no gain; of those about
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
        found[k] = group_resamples(features, reduced, k, resamples, seed=(seed, 0))
        agreement[k] = compare_groupings(found[k])
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
