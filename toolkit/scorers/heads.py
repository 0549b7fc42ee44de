"""The fitted part of a scorer: weights, an interval, thresholds of the labels.

A head is made by ``tests/benchmarks/train_scorers.py`` and read from ``models/NAME.json``, with
its card in ``models/NAME.md``. Its scale: the mean rating that people give a text, from -1
(extremely negative) to 1 (extremely positive).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

import numpy as np

from toolkit.scorers.sentence_features import FEATURES, Features, Numbers

DIGITS = 4


@dataclass(frozen=True, kw_only=True)
class Head:
    """Weights of a linear model, and of how far it is off.

    Attributes:
        intercept: Score of a text without any sign of sentiment.
        weights: One for each of :data:`~toolkit.scorers.sentence_features.FEATURES`.
        vector_weights: One for each number of a sentence's vector; empty without vectors.
        error_intercept: Typical error, on the score's scale, where the lists agree.
        error_weight: What disagreement among the lists adds to it.
        error_quantile: So many typical errors reach from the score to each end of its interval.
        level: Share of rated sentences in each set, unseen by the model, that the interval held.
        label_threshold: Scores from here are positive, those from its negative are negative.
    """

    intercept: float
    weights: Numbers
    vector_weights: Numbers
    error_intercept: float
    error_weight: float
    error_quantile: float
    level: float
    label_threshold: float

    def score(self, features: Features, sides: Numbers | float = 0.0) -> Numbers:
        """The score of each row, -1 to 1, to 4 decimals.

        Args:
            features: A row for each text.
            sides: What the texts' vectors add (:meth:`weigh_vectors`).
        """
        scores = self.intercept + (features.values * self.weights).sum(axis=1) + sides
        rounded: Numbers = np.round(np.clip(scores, -1, 1), DIGITS) + 0.0
        return rounded

    def weigh_vectors(self, vectors: Numbers) -> Numbers:
        """What the vectors of sentences add to their scores."""
        added: Numbers = (vectors * self.vector_weights).sum(axis=1)
        return added

    def interval(self, scores: Numbers, features: Features) -> tuple[Numbers, Numbers]:
        """The lower and the upper end of each score's interval, within -1 to 1."""
        reach = self.error_quantile * self.typical_error(features)
        low, high = np.clip(scores - reach, -1, 1), np.clip(scores + reach, -1, 1)
        return np.round(low, DIGITS) + 0.0, np.round(high, DIGITS) + 0.0

    def typical_error(self, features: Features) -> Numbers:
        """How far the score of each row is typically off."""
        return self.error_intercept + self.error_weight * features.disagreement

    def label(self, score: float) -> str:
        """``positive``, ``negative`` or ``neutral``."""
        if score >= self.label_threshold:
            return "positive"
        return "negative" if score <= -self.label_threshold else "neutral"


def read_head(name: str) -> Head:
    """Read the head of a scorer.

    >>> head = read_head("lexicons")
    >>> head.label(0.9), head.label(0.0), head.level
    ('positive', 'neutral', 0.9)
    """
    told = json.loads(
        (resources.files("toolkit.scorers") / "models" / f"{name}.json").read_text("utf-8")
    )
    return Head(
        intercept=told["intercept"],
        weights=np.array([told["weights"][name] for name in FEATURES]),
        vector_weights=np.array(told["vector_weights"], dtype=np.float64),
        error_intercept=told["error"]["intercept"],
        error_weight=told["error"]["weight"],
        error_quantile=told["error"]["quantile"],
        level=told["error"]["level"],
        label_threshold=told["label_threshold"],
    )
