"""Mixtures: groups of texts by their words, and by their vectors where there are any.

A group says how probable each word is in it, and where its centre lies among the texts' vectors.
Expectation maximisation finds them (Nigam et al. 2000, without labels; for unit vectors Banerjee
et al. 2005 with one fixed concentration). The words are weighted by TF-IDF and scaled to length 1,
so that a long text, or one that says a word over and over, doesn't drown what sets texts apart.

Several mixtures, each for some of the texts, are fitted in one go: their groups stand side by side
in wide matrices, which costs less than one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

_SMOOTHING = 0.1  # added to each word's weight in a group
_CONCENTRATION = 8.0  # of the vectors about a group's centre; the words' weight is 1
_ROUNDS = 10
_SETTLED = 0.01
_CHUNK = 20_000

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Features:
    """Texts as numbers.

    Attributes:
        weights: TF-IDF weights, texts by words; rows of length 1, or 0 for a text without a word.
        vectors: Unit vectors, texts by dimensions; None where only words are used.
    """

    weights: sparse.csr_matrix
    vectors: Floats | None = None

    def __len__(self) -> int:
        return int(self.weights.shape[0])

    def take(self, rows: Labels | slice) -> Features:
        """The features of some of the texts."""
        return Features(self.weights[rows], None if self.vectors is None else self.vectors[rows])


@dataclass(frozen=True)
class Mixture:
    """A fitted mixture.

    Attributes:
        words: Log probability of each word in each group, words by groups.
        sizes: Log probability of each group.
        centres: The groups' unit vectors, dimensions by groups; None where only words are used.
    """

    words: Floats
    sizes: Floats
    centres: Floats | None = None

    def log_joint(self, features: Features) -> Floats:
        """How well each group explains each text, texts by groups (log, up to a constant)."""
        log = np.asarray(features.weights @ self.words) + self.sizes
        if self.centres is not None and features.vectors is not None:
            log += _CONCENTRATION * (features.vectors @ self.centres)
        joint: Floats = log
        return joint

    def membership(self, features: Features) -> Floats:
        """The share of each group in each text, texts by groups; rows sum to 1."""
        return _share(self.log_joint(features), 1)

    def assign(self, features: Features) -> Labels:
        """The most probable group of each text."""
        labels = [
            self.log_joint(features.take(slice(start, start + _CHUNK))).argmax(axis=1)
            for start in range(0, len(features), _CHUNK)
        ]
        return np.concatenate([np.empty(0, dtype=np.int64), *labels]).astype(np.int64)


def fit_mixtures(features: Features, starts: Labels, k: int, *, rounds: int = _ROUNDS) -> Mixture:
    """Fit several mixtures of k groups.

    Args:
        features: The texts.
        starts: The groups to start from, 0 to k - 1, mixtures by texts; -1 for a text that a
            mixture leaves out.
        k: Groups of each mixture; one may end empty.
        rounds: Rounds of expectation maximisation at most.

    Returns:
        One mixture of ``len(starts) * k`` groups, those of the first start first.
    """
    n, r = len(features), len(starts)
    members = np.zeros((n, r * k))
    for number, labels in enumerate(starts):
        known = np.flatnonzero(labels >= 0)
        members[known, number * k + labels[known]] = 1
    left_out = np.repeat((starts < 0).T, k, axis=1)
    by_word = sparse.csr_matrix(features.weights.T)
    for _ in range(rounds):
        mixture = _maximise(features, by_word, members, r)
        expected = _share(mixture.log_joint(features), r)
        expected[left_out] = 0
        settled = np.abs(expected - members).max(initial=0) < _SETTLED
        members = expected
        if settled:
            break
    return _maximise(features, by_word, members, r)


def assign_each(mixture: Mixture, features: Features, r: int) -> Labels:
    """The groups that each of r mixtures gives each text, mixtures by texts."""
    log = mixture.log_joint(features)
    labels: Labels = log.reshape(len(features), r, -1).argmax(axis=2).T.astype(np.int64)
    return labels


def _maximise(features: Features, by_word: sparse.csr_matrix, members: Floats, r: int) -> Mixture:
    in_group = np.asarray(by_word @ members) + _SMOOTHING
    sizes = (members.sum(axis=0) + 1).reshape(r, -1)
    log_sizes = np.log(sizes / sizes.sum(axis=1, keepdims=True)).ravel()
    centres = None
    if features.vectors is not None:
        centres = features.vectors.T @ members
        lengths = np.sqrt((centres**2).sum(axis=0))
        centres = centres / np.where(lengths > 0, lengths, 1)
    return Mixture(np.log(in_group) - np.log(in_group.sum(axis=0)), log_sizes, centres)


def _share(log: Floats, r: int) -> Floats:
    """Log probabilities to shares that sum to 1 over each of r mixtures."""
    parts = np.ascontiguousarray(log.T).reshape(r, -1, len(log))
    parts -= parts.max(axis=1, keepdims=True)
    np.exp(parts, out=parts)
    parts /= parts.sum(axis=1, keepdims=True)
    flat: Floats = np.ascontiguousarray(parts.reshape(-1, len(log)).T)
    return flat
