"""Fitting the heads of the scorers ``lexicons`` and ``embedding`` on rated sentences.

Everything is linear and solved exactly: no seed, no order, no number of threads changes a weight
by more than its rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from rated_sentences import NEUTRAL, Numbers, Rated, Rows, classes, macro_f1
from scipy.optimize import nnls
from scipy.sparse import csr_matrix

from toolkit.scorers.rated import average_features
from toolkit.scorers.sentence_features import (
    FEATURES,
    Features,
    average_passages,
    measure_passages,
    part_texts,
)
from toolkit.scorers.word_values import weigh_words

# a word gets a value of its own if so many sentences, in so many domains, have it
LEAST_SENTENCES, LEAST_DOMAINS = 8, 2
PENALTIES = {"lexicons": 10.0, "embedding": 30.0}
DOMAIN_WEIGHT = 6_000.0
LEVEL = 0.9
OWN = len(FEATURES) - 1  # all but "ratings", which is fitted here


class Measured(NamedTuple):
    """What is known of each text before anything is fitted.

    Attributes:
        features: As the package measures them; ``ratings`` and ``known`` are of no use here.
        words: How often each text has each word, as a passage's sum counts it.
        vocabulary: The words.
        vectors: The mean vectors of the texts' passages; no column without embeddings.
    """

    features: Features
    words: csr_matrix
    vocabulary: list[str]
    vectors: Numbers


class Fit(NamedTuple):
    """A fitted model: see :class:`toolkit.scorers.heads.Head`; ``values`` are the words' own."""

    intercept: float
    weights: Numbers
    values: dict[int, float]
    vector_weights: Numbers


def measure(
    rated: Rated, embed: Callable[[list[str]], Numbers] | None
) -> tuple[Measured, Numbers, Rows]:
    """Measure the texts by the package's own code; with the ratings and domains of those that
    have a word."""
    measured = measure_texts(rated.texts, embed)
    rows = np.flatnonzero(measured.features.words)
    return take(measured, rows), rated.ratings[rows], rated.domains[rows]


def measure_texts(texts: Sequence[str], embed: Callable[[list[str]], Numbers] | None) -> Measured:
    """Measure all texts."""
    passages, owners = part_texts(texts)
    measured = measure_passages(passages)
    numbers: dict[str, int] = {}
    total = np.bincount(owners, weights=measured.words)
    cells: list[tuple[int, int, float]] = []
    for passage, owner, words in zip(passages, owners.tolist(), measured.words, strict=True):
        share = words / max(total[owner], 1) / np.sqrt(words + 1)
        for word, weight in weigh_words(passage):
            cells.append((owner, numbers.setdefault(word, len(numbers)), weight * share))
    rows, columns, weights = map(np.array, zip(*cells, strict=True))
    vectors = np.zeros((len(texts), 0))
    if embed is not None:
        vectors = average_passages(embed(passages), owners, measured.words)
    return Measured(
        average_features(measured, owners),
        csr_matrix((weights, (rows, columns)), (len(texts), len(numbers))),
        list(numbers),
        vectors,
    )


def choose_words(measured: Measured, domains: Rows) -> Rows:
    """The words that get a value of their own, by their number in the vocabulary, in order."""
    there = measured.words.astype(bool)
    counts = np.array(
        [np.asarray(there[domains == domain].sum(axis=0))[0] for domain in np.unique(domains)]
    )
    chosen = np.flatnonzero((counts >= LEAST_SENTENCES).sum(axis=0) >= LEAST_DOMAINS)
    chosen = np.array([n for n in chosen if measured.vocabulary[n].replace("'", "").isalpha()])
    return chosen[np.argsort(np.array(measured.vocabulary)[chosen])]


def fit(name: str, measured: Measured, ratings: Numbers, domains: Rows) -> Fit:
    """Fit a model on all rows, each domain counting alike, by ridge regression."""
    dense = measured.features.values[:, :OWN]
    words = choose_words(measured, domains) if name == "lexicons" else np.array([], dtype=np.intp)
    counts = np.array([(domains == domain).sum() for domain in domains])
    weight = DOMAIN_WEIGHT / counts
    mean = np.average(dense, axis=0, weights=weight)
    spread = np.sqrt(np.average((dense - mean) ** 2, axis=0, weights=weight))
    scaled = np.hstack([(dense - mean) / spread, measured.vectors])
    root = np.sqrt(weight)
    design = np.hstack([scaled, np.asarray(measured.words[:, words].todense())])
    centre = np.average(design, axis=0, weights=weight)
    middle = float(np.average(ratings, weights=weight))
    weighted = (design - centre) * root[:, None]
    gram = weighted.T @ weighted + PENALTIES[name] * np.eye(design.shape[1])
    solved = np.linalg.solve(gram, weighted.T @ ((ratings - middle) * root))
    weights = solved[:OWN] / spread
    intercept = middle - float(centre @ solved) - float(mean @ weights)
    vector_end = OWN + measured.vectors.shape[1]
    values = dict(zip(words.tolist(), solved[vector_end:].tolist(), strict=True))
    return Fit(intercept, weights, values, solved[OWN:vector_end])


def predict(fitted: Fit, measured: Measured) -> Numbers:
    """The scores of all rows."""
    scores = fitted.intercept + measured.features.values[:, :OWN] @ fitted.weights
    scores = scores + measured.vectors @ fitted.vector_weights
    if fitted.values:
        numbers = list(fitted.values)
        scores = scores + measured.words[:, numbers] @ np.array(list(fitted.values.values()))
    clipped: Numbers = np.clip(scores, -1, 1)
    return clipped


def take(measured: Measured, rows: Rows) -> Measured:
    """Some rows of what was measured."""
    features = Features(*(part[rows] for part in measured.features))
    return Measured(
        features,
        measured.words[rows],
        measured.vocabulary,
        measured.vectors[rows],
    )


def hold_out(name: str, measured: Measured, ratings: Numbers, domains: Rows) -> Numbers:
    """Score each domain by a model fitted on the others."""
    scores = np.zeros(len(ratings))
    for domain in np.unique(domains):
        train, test = np.flatnonzero(domains != domain), np.flatnonzero(domains == domain)
        fitted = fit(name, take(measured, train), ratings[train], domains[train])
        scores[test] = predict(fitted, take(measured, test))
    return scores


class Errors(NamedTuple):
    """How far scores are typically off, and so many times that hold :data:`LEVEL` of them."""

    intercept: float
    weight: float
    quantile: float

    def reach(self, disagreement: Numbers) -> Numbers:
        """Half the width of each interval."""
        return self.quantile * (self.intercept + self.weight * disagreement)


def fit_errors(held: Numbers, disagreement: Numbers, ratings: Numbers, domains: Rows) -> Errors:
    """Fit the intervals on scores of unseen domains.

    Typical errors grow with the disagreement of the lists, by least squares within the domains;
    their quantile is the conformal one of the domain that needs the widest.
    """
    off = np.abs(ratings - held)
    kinds = np.unique(domains)
    counts = np.array([(domains == domain).sum() for domain in domains])
    root = np.sqrt(DOMAIN_WEIGHT / counts)
    own = (domains[:, None] == kinds).astype(float)
    solved, _ = nnls(np.column_stack([own, disagreement]) * root[:, None], off * root)
    intercept, weight = float(solved[:-1].mean()), float(solved[-1])
    times = off / (intercept + weight * disagreement)
    quantiles = []
    for domain in kinds:
        ranked = np.sort(times[domains == domain])
        place = int(np.ceil(LEVEL * (len(ranked) + 1)))
        quantiles.append(ranked[min(place, len(ranked)) - 1])
    return Errors(intercept, weight, float(max(quantiles)))


def choose_threshold(held: Numbers, ratings: Numbers, domains: Rows) -> float:
    """The threshold of the labels with the highest mean macro-F1 over unseen domains."""
    thresholds = np.arange(0.02, 0.301, 0.01)
    truth = classes(ratings, NEUTRAL)
    means = [
        np.mean(
            [
                macro_f1(truth[domains == domain], classes(held[domains == domain], step))
                for domain in np.unique(domains)
            ]
        )
        for step in thresholds
    ]
    return round(float(thresholds[int(np.argmax(means))]), 2)
