"""How near a text is to the texts that hold a topic's seeds, the seeds themselves apart.

The topic model asks which of the topics suits a text best, and some topic always does. Here the
question is whether any does: a regression learns, for each topic apart, where its seeds stand, from
all else that the texts hold. If seeds stand in any of a topic's texts alike, what it predicts is in
proportion to the probability of the topic (learning from positive and unlabelled examples, Elkan &
Noto 2008, Proc. KDD, Lemma 1); texts near none of the seeds are likely to be of none of the topics.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from toolkit.discovered.mixture import Floats
from toolkit.proposed.spreading import Linear, regress

PARTS = 5
Parts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Near:
    """How near texts are to the seeds of each topic.

    Attributes:
        units: Texts by topics: above the mean of all texts, in their standard deviations.
        shares: Texts by topics: 1 is what texts with the topic's seeds have on average.
    """

    units: Floats
    shares: Floats


@dataclass(frozen=True)
class Nearness:
    """The regressions, one for each part of the texts, learnt from the other parts.

    So no text, old or new, is judged by what was learnt from itself.

    Attributes:
        models: By part: a text's part comes from its digest.
        usual: Mean prediction, by topic.
        spread: Its standard deviation, by topic.
        reached: Mean prediction where the topic's seeds stand, by topic.
    """

    models: tuple[Linear, ...]
    usual: Floats
    spread: Floats
    reached: Floats

    @classmethod
    def learn(
        cls, features: sparse.csr_matrix | Floats, shown: Floats, parts: Parts, penalty: float
    ) -> Nearness:
        """Learn where seeds stand.

        Args:
            features: Texts by features, without those that the seeds are.
            shown: Texts by topics, weight of the topic's heaviest seed in the text.
            parts: The part of each text (:func:`find_parts`).
            penalty: Of the ridge regression.
        """
        models = tuple(
            regress(features[parts != part], shown[parts != part], penalty) for part in range(PARTS)
        )
        predicted = _predict(models, features, parts)
        usual = shown.mean(axis=0)
        reached = (predicted * shown).sum(axis=0) / np.maximum(shown.sum(axis=0), 1e-9)
        return cls(models, usual, predicted.std(axis=0), np.maximum(reached, usual * 1.2 + 1e-6))

    def look(self, features: sparse.csr_matrix | Floats, parts: Parts) -> Near:
        """How near texts are, from their features and parts."""
        predicted = _predict(self.models, features, parts)
        units = (predicted - self.usual) / (self.spread + 1e-9)
        return Near(units, predicted / self.reached)


def find_parts(texts: Sequence[str]) -> Parts:
    """The part of each text, from 0 to 4, from nothing but the text."""
    encoded = (text.encode("utf-8", "surrogatepass") for text in texts)
    digests = (hashlib.blake2b(own, digest_size=4).digest() for own in encoded)
    return np.array([int.from_bytes(own, "big") % PARTS for own in digests], dtype=np.int64)


def seeds_shown(weights: Floats, counts: sparse.csr_matrix) -> Floats:
    """The weight of the heaviest seed of each topic in each text.

    Args:
        weights: Topics by words: weight of a word as seed.
        counts: Texts by words.

    Returns:
        Texts by topics, 0 for a text without any seed of the topic.
    """
    present = counts.copy()
    present.data = np.ones_like(present.data)
    heaviest = [
        np.asarray(present.multiply(own[None, :]).tocsr().max(axis=1).todense()).ravel()
        for own in weights
    ]
    return np.column_stack(heaviest)


def _predict(
    models: Sequence[Linear], features: sparse.csr_matrix | Floats, parts: Parts
) -> Floats:
    predicted = np.zeros((len(parts), models[0].weights.shape[1]))
    for part, model in enumerate(models):
        own = np.flatnonzero(parts == part)
        if len(own):
            predicted[own] = model.score(features[own])
    return predicted
