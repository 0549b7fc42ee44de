"""Grouping word counts: latent semantic analysis, k-means, then a mixture of multinomials.

k-means on the reduced TF-IDF vectors (Deerwester et al. 1990) finds where the groups lie; some
rounds of expectation maximisation on the counts (Nigam et al. 2000, without labels) settle where
they end. The same input gives the same groups: seeds are given and linear algebra runs in one
thread, because the number of threads changes its rounding.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

_DIMENSIONS = 50
_SMOOTHING = 1.0  # added to each count of a word in a group (Laplace)
_ROUNDS = 25
_CHUNK = 20_000

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Vectors:
    """Texts as numbers.

    Attributes:
        words: The vocabulary in the columns' order.
        counts: Word counts, texts by words.
        reduced: Unit vectors (of length 0 for a text without a word of the vocabulary), texts by
            dimensions.
    """

    words: tuple[str, ...]
    counts: sparse.csr_matrix
    reduced: Floats


@dataclass(frozen=True)
class Mixture:
    """A fitted mixture: log probability of each word in each group, and of each group."""

    word_log_probability: Floats
    group_log_probability: Floats

    def assign(self, counts: sparse.csr_matrix) -> Labels:
        """The most probable group of each row."""
        labels = [
            (counts[start : start + _CHUNK] @ self.word_log_probability
             + self.group_log_probability).argmax(axis=1)
            for start in range(0, counts.shape[0], _CHUNK)
        ]  # fmt: skip
        return np.concatenate([np.empty(0, dtype=np.int64), *labels]).astype(np.int64)


def count_words(
    texts: Sequence[Sequence[str]], vocabulary: Sequence[str] | None = None, *, min_texts: int = 1
) -> tuple[tuple[str, ...], sparse.csr_matrix]:
    """Count words by text, of a given vocabulary or of the words in at least ``min_texts`` texts.

    Returns:
        The vocabulary (sorted, if not given) and the counts, texts by words; both may be empty.
    """
    if vocabulary is None:
        in_texts: dict[str, int] = {}
        for text in texts:
            for word in set(text):
                in_texts[word] = in_texts.get(word, 0) + 1
        vocabulary = sorted(word for word, n in in_texts.items() if n >= min_texts)
    words = tuple(vocabulary)
    if not words or not texts:
        return words, sparse.csr_matrix((len(texts), len(words)), dtype=np.float64)
    vectorizer = CountVectorizer(analyzer=_as_it_is, vocabulary=words, dtype=np.float64)
    return words, sparse.csr_matrix(vectorizer.transform(texts))


def make_vectors(words: tuple[str, ...], counts: sparse.csr_matrix, *, seed: int) -> Vectors:
    """Weight by TF-IDF, reduce to 50 dimensions where there are more, and scale to length 1."""
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    if min(weights.shape) > _DIMENSIONS + 1:
        reduced = TruncatedSVD(_DIMENSIONS, random_state=seed).fit_transform(weights)
    else:
        reduced = weights.toarray()
    return Vectors(words, counts, np.asarray(normalize(reduced), dtype=np.float64))


def fit_groups(
    counts: sparse.csr_matrix, reduced: Floats, k: int, *, seed: int, starts: int
) -> tuple[Labels, Mixture]:
    """Group texts into at most k groups.

    Args:
        counts: Word counts, texts by words.
        reduced: The same texts' vectors.
        k: Groups to look for, at most the number of texts.
        seed: For k-means' starts.
        starts: How many starts k-means tries.

    Returns:
        A group from 0 to k-1 for each text (a group may stay empty) and the mixture.
    """
    with warnings.catch_warnings():  # fewer different texts than groups: some stay empty
        warnings.simplefilter("ignore", ConvergenceWarning)
        labels = KMeans(k, n_init=starts, random_state=seed).fit(reduced).labels_
    members = np.eye(k)[labels]
    by_word = sparse.csr_matrix(counts.T)
    for _ in range(_ROUNDS):
        mixture = _maximise(by_word, members)
        expected = _expect(counts, mixture)
        settled = np.abs(expected - members).max() < 1e-3
        members = expected
        if settled:
            break
    mixture = _maximise(by_word, members)
    return mixture.assign(counts), mixture


def _maximise(by_word: sparse.csr_matrix, members: Floats) -> Mixture:
    in_group = np.asarray(by_word @ members) + _SMOOTHING
    sizes = members.sum(axis=0) + 1
    return Mixture(np.log(in_group) - np.log(in_group.sum(axis=0)), np.log(sizes / sizes.sum()))


def _expect(counts: sparse.csr_matrix, mixture: Mixture) -> Floats:
    log = np.asarray(counts @ mixture.word_log_probability) + mixture.group_log_probability
    probability: Floats = np.exp(log - log.max(axis=1, keepdims=True))
    probability /= probability.sum(axis=1, keepdims=True)
    return probability


def _as_it_is(words: Sequence[str]) -> Sequence[str]:
    return words
