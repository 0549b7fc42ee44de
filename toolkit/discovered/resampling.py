"""Groupings of resamples: some of the texts are drawn, grouped, and all are given their groups."""

from __future__ import annotations

import warnings

import numpy as np
from sklearn import config_context
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from toolkit.discovered.mixture import Features, Floats, Labels, assign_each, fit_mixtures

DRAWN = 0.7  # share of the texts in a resample
_STARTS = 3  # of k-means
_DIMENSIONS = (15, 25, 40)  # resamples start from k-means in so many dimensions in turn


def group_resamples(
    features: Features, reduced: Floats, k: int, resamples: int, *, seed: tuple[int, int]
) -> Labels:
    """The groups of all texts by each of several resamples, resamples by texts."""
    n = len(features)
    starts = np.full((resamples, n), -1, dtype=np.int64)
    random = np.random.default_rng(seed)
    size = max(min(n, k), round(DRAWN * n))
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


def compare_groupings(groupings: Labels) -> Floats:
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


def adjusted_rand(first: Labels, second: Labels) -> float:
    """The adjusted Rand index of two groupings (Hubert and Arabie 1985).

    scikit-learn's, less the checks of its arguments, which take longer than the sum itself.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    together = cross_groups(first, second).astype(np.float64)
    pairs = (together * (together - 1)).sum()
    rows, columns = together.sum(axis=1), together.sum(axis=0)
    first_pairs, second_pairs = (rows * (rows - 1)).sum(), (columns * (columns - 1)).sum()
    n = len(first)
    expected = first_pairs * second_pairs / max(1, n * (n - 1))
    most = (first_pairs + second_pairs) / 2
    return float((pairs - expected) / (most - expected)) if most != expected else 1.0


def cross_groups(first: Labels, second: Labels) -> Labels:
    """How many texts are in each pair of groups."""
    rows, columns = int(first.max()) + 1, int(second.max()) + 1
    table = np.bincount(first * columns + second, minlength=rows * columns)
    return table.reshape(rows, columns).astype(np.int64)
