"""How well each topic suits each text: by its words and, on request, by its sentence vector.

Every part is learnt once from the texts without labels and then applied to any text, those that
it was learnt from included, so that a saved model gives the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from toolkit.discovered.mixture import Floats
from toolkit.errors import SettingsError
from toolkit.proposed.spreading import (
    Linear,
    find_sharpness,
    learn_from_vectors,
    learn_from_words,
    softmax,
)
from toolkit.proposed.stems import Weighting, find_stems, seed_weights
from toolkit.seeded.topics_file import Topic

Embed = Callable[[Sequence[str]], npt.NDArray[np.floating]]

_EVEN = 0.6  # mean probability of the best topic that each opinion is brought to before they add up
_TO_LEARN = 0.85  # the same, of the opinions that the model of vectors is fitted to
_FIRST_OPINIONS = 0.5  # weight of words and prototypes beside the model of vectors
_TURNS = 2


@dataclass(frozen=True)
class Opinions:
    """What is found in texts; each array texts by topics, None without vectors.

    Attributes:
        total: Log scores of all together.
        words: Scores of the words' model; 0 is what an average text has.
        seeds: Cosine with the topic's seed words, 0 for a text without any of them.
        likeness: Cosine of the centred vector with the topic's prototype.
        vectors: Scores of the vectors' model.
        known: Words of the vocabulary in each text.
    """

    total: Floats
    words: Floats
    seeds: Floats
    likeness: Floats | None
    vectors: Floats | None
    known: Floats


@dataclass(frozen=True)
class VectorScores:
    """The part that reads sentence vectors."""

    centre: Floats
    prototypes: Floats
    likeness_sharpness: float
    model: Linear
    sharpness: float


@dataclass(frozen=True)
class Scores:
    """All parts, as learnt."""

    weighting: Weighting
    seeds: Floats
    words: Linear
    words_sharpness: float
    by_vectors: VectorScores | None

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        stems: Sequence[Sequence[str]],
        topics: Sequence[Topic],
        shown_by: Mapping[str, Sequence[str]],
        embed: Embed | None,
    ) -> Scores:
        """Learn from texts and their stems; every topic has a seed word in one of them."""
        weighting, counts = Weighting.learn(stems)
        seeds = seed_weights(topics, shown_by, weighting.words)
        weighed = weighting.weigh(counts)
        words = learn_from_words(counts, weighed, seeds)
        scores = words.score(weighed)
        sharpness = find_sharpness(scores, _EVEN)
        by_vectors = None
        if embed is not None:
            opinion = _log_softmax(scores * sharpness)
            by_vectors = _learn_vectors(opinion, unit_vectors(embed, texts), topics, embed)
        return cls(weighting, seeds, words, sharpness, by_vectors)

    def look(
        self,
        texts: Sequence[str],
        embed: Embed | None,
        stems: Sequence[Sequence[str]] | None = None,
    ) -> Opinions:
        """What the parts say of texts; ``embed`` as it was when learning."""
        if stems is None:
            stems = [find_stems(text) for text in texts]
        counts = self.weighting.count(stems)
        known = np.asarray(counts.sum(axis=1)).ravel()
        weighed: sparse.csr_matrix = self.weighting.weigh(counts)
        words = self.words.score(weighed)
        seeds = self.weighting.similarity_to(self.seeds, weighed)
        first = _log_softmax(words * self.words_sharpness)
        part = self.by_vectors
        if part is None or embed is None:
            return Opinions(first, words, seeds, None, None, known)
        centred = _unit(unit_vectors(embed, texts) - part.centre)
        likeness = centred @ part.prototypes.T
        vectors = part.model.score(centred)
        first = first + _log_softmax(likeness * part.likeness_sharpness)
        total = _FIRST_OPINIONS * first + _log_softmax(vectors * part.sharpness)
        return Opinions(total, words, seeds, likeness, vectors, known)


def unit_vectors(embed: Embed, texts: Sequence[str]) -> Floats:
    """The vectors of texts, of length 1 and rounded so that no machine's last digits matter.

    Raises:
        SettingsError: ``embed`` gives something else than a finite vector a text.
    """
    vectors = np.asarray(embed(list(texts)), dtype=np.float64)
    if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
        raise SettingsError(
            f"embed gave an array of shape {vectors.shape} for {len(texts)} texts; it must give "
            f"a row of finite numbers for each text"
        )
    return _unit(vectors).round(5)


def _learn_vectors(
    opinion: Floats, vectors: Floats, topics: Sequence[Topic], embed: Embed
) -> VectorScores:
    centre = vectors.mean(axis=0)
    centred = _unit(vectors - centre)
    prototypes = _prototypes(topics, embed)
    likeness = centred @ prototypes.T
    likeness_sharpness = find_sharpness(likeness, _EVEN)
    first = opinion + _log_softmax(likeness * likeness_sharpness)
    total = first
    for _ in range(_TURNS):
        members = softmax(total * find_sharpness(total, _TO_LEARN))
        model = learn_from_vectors(centred, members)
        scores = model.score(centred)
        sharpness = find_sharpness(scores, _EVEN)
        total = _FIRST_OPINIONS * first + _log_softmax(scores * sharpness)
    return VectorScores(centre, prototypes, likeness_sharpness, model, sharpness)


def _prototypes(topics: Sequence[Topic], embed: Embed) -> Floats:
    """A vector a topic, of its label, of its seeds as one text, and of each seed."""
    seeds = [sorted(topic.seeds) or [topic.label] for topic in topics]
    each = np.array([unit_vectors(embed, own).mean(axis=0) for own in seeds])
    joined = unit_vectors(embed, [" ".join(own) for own in seeds])
    labels = unit_vectors(embed, [topic.label for topic in topics])
    parts = [_unit(part - part.mean(axis=0)) for part in (labels, joined, each)]
    return _unit(parts[0] + parts[1] + parts[2])


def _unit(rows: Floats) -> Floats:
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.where(lengths > 1e-9, lengths, 1))


def _log_softmax(scores: Floats) -> Floats:
    return np.asarray(np.log(softmax(scores) + 1e-12))
