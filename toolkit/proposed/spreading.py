"""Which topic a text belongs to, learnt from texts without labels and from seed words.

Naive-Bayes expectation maximisation (Nigam et al. 2000, Machine Learning 39) in which each topic
begins with counts of its seed words (keyword bootstrapping, McCallum & Nigam 1999). Its posteriors
are all but 0 or 1, so they are damped, and a ridge regression on TF-IDF is fitted to them: it
smooths them over texts with the same words and is what is kept. The two take turns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import Ridge

from toolkit.discovered.mixture import Floats

_SEED_COUNT = 2.0  # what a seed of weight 1 counts
_SMOOTHING = 0.1  # counts added per word, spread as the words are spread in all texts
_DAMPING = 0.7  # exponent of the likelihood
_ROUNDS, _LATER_ROUNDS, _TURNS = 15, 3, 2
_SURE = 0.8  # mean probability of the best topic that a turn begins with
_WORDS_PENALTY = 10.0
_VECTORS_PENALTY = 10.0
EVEN = 0.6  # mean probability of the best topic that each opinion is brought to before they add up


@dataclass(frozen=True)
class Linear:
    """Scores of topics that are linear in a text's features: features by topics, and a constant."""

    weights: Floats
    constant: Floats

    def score(self, features: sparse.csr_matrix | Floats) -> Floats:
        """Texts by topics."""
        return np.asarray(features @ self.weights) + self.constant


def softmax(scores: Floats) -> Floats:
    """Each row as probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of :func:`softmax`, not below that of 1e-12."""
    return np.asarray(np.log(softmax(scores) + 1e-12))


def find_sharpness(scores: Floats, sure: float) -> float:
    """The factor with which the best topics' probabilities are ``sure`` on average.

    Found by 40 halvings between .001 and 100,000.
    """
    low, high = 1e-3, 1e5
    for _ in range(40):
        middle = float(np.sqrt(low * high))
        if softmax(scores * middle).max(axis=1).mean() < sure:
            low = middle
        else:
            high = middle
    return float(np.sqrt(low * high))


def expect_maximise(
    counts: sparse.csr_matrix, seeds: Floats, members: Floats | None = None, *, rounds: int
) -> Floats:
    """Naive-Bayes EM with pseudo-counts for seeds.

    Args:
        counts: Texts by words.
        seeds: Topics by words: weight of a word as seed.
        members: Texts by topics to begin with; by default what the seeds alone say.
        rounds: How often.

    Returns:
        Probabilities, texts by topics.
    """
    by_word = sparse.csr_matrix(counts.T)
    spread = np.asarray(counts.sum(axis=0)).ravel() + 0.01
    spread /= spread.sum()
    before = seeds * _SEED_COUNT + _SMOOTHING * len(spread) * spread
    expected = softmax(counts @ _log_odds(before, spread).T) if members is None else members
    for _ in range(rounds):
        in_topic = np.asarray(by_word @ expected).T + before
        size = np.log(expected.sum(axis=0) + 1)
        expected = softmax(_DAMPING * (counts @ _log_odds(in_topic, spread).T) + size)
    return expected


def learn_from_words(
    counts: sparse.csr_matrix, weighed: sparse.csr_matrix, seeds: Floats
) -> Linear:
    """Fit the model of words: EM and ridge regression in turns; its score is 0 on average.

    Args:
        counts: Texts by words.
        weighed: The same texts as TF-IDF.
        seeds: Topics by words: weight of a word as seed.
    """
    damped = _damp_lengths(counts)
    members = expect_maximise(damped, seeds, rounds=_ROUNDS)
    model = _regress_lift(weighed, members, _WORDS_PENALTY)
    for _ in range(_TURNS):
        scores = model.score(weighed)
        members = softmax(scores * find_sharpness(scores, _SURE))
        members = expect_maximise(damped, seeds, members, rounds=_LATER_ROUNDS)
        model = _regress_lift(weighed, members, _WORDS_PENALTY)
    return model


def learn_from_vectors(vectors: Floats, members: Floats) -> Linear:
    """Fit a model of sentence vectors to probabilities, texts by topics; 0 on average."""
    return _regress_lift(vectors, members, _VECTORS_PENALTY)


def regress(features: sparse.csr_matrix | Floats, members: Floats, penalty: float) -> Linear:
    """A ridge regression of each column of ``members``."""
    solver = "sparse_cg" if sparse.issparse(features) else "cholesky"
    ridge = Ridge(alpha=penalty, solver=solver).fit(features, members)
    weights = np.asarray(ridge.coef_, dtype=np.float64).reshape(members.shape[1], -1).T
    constant = np.broadcast_to(np.asarray(ridge.intercept_, dtype=np.float64), members.shape[1])
    return Linear(weights, constant)


def _regress_lift(features: sparse.csr_matrix | Floats, members: Floats, penalty: float) -> Linear:
    """The same, so that 0 is the mean."""
    model = regress(features, members, penalty)
    return Linear(model.weights, model.constant - members.mean(axis=0))


def _log_odds(counts: Floats, spread: Floats) -> Floats:
    return np.asarray(np.log(counts / counts.sum(axis=1, keepdims=True)) - np.log(spread))


def _damp_lengths(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Logarithms of counts, divided by the root of the text's length (over the median's)."""
    damped = counts.copy()
    damped.data = np.log2(1 + damped.data)
    lengths = np.maximum(np.asarray(damped.sum(axis=1)).ravel(), 1)
    return sparse.csr_matrix(sparse.diags(np.sqrt(np.median(lengths) / lengths)) @ damped)
