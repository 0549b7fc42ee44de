"""How well each topic suits each text: by its words and, on request, by its sentence vector.

Every part is learnt once from the texts without labels and then applied to any text, those that
it was learnt from included, so that a saved model gives the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

from toolkit.discovered.mixture import Floats
from toolkit.proposed.nearness import Near, Nearness, find_parts, seeds_shown
from toolkit.proposed.spreading import (
    EVEN,
    Linear,
    find_sharpness,
    learn_from_words,
    log_softmax,
)
from toolkit.proposed.stems import Weighting, find_stems, seed_weights
from toolkit.proposed.vectors import Embed, VectorScores
from toolkit.seeded.topics_file import Topic

_NEAR_PENALTY = 1.0  # of the regressions that learn where seeds stand


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
        shown: Weight of the topic's heaviest seed in the text.
        near: How near the texts are to those with seeds, by words and, with them, by vectors.
    """

    total: Floats
    words: Floats
    seeds: Floats
    likeness: Floats | None
    vectors: Floats | None
    known: Floats
    shown: Floats
    near: tuple[Near, ...]


@dataclass(frozen=True)
class Scores:
    """All parts, as learnt."""

    weighting: Weighting
    seeds: Floats
    words: Linear
    words_sharpness: float
    nearness: Nearness
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
        sharpness = find_sharpness(scores, EVEN)
        shown, parts = seeds_shown(seeds, counts), find_parts(texts)
        nearness = Nearness.learn(_without_seeds(weighed, seeds), shown, parts, _NEAR_PENALTY)
        by_vectors = None
        if embed is not None:
            opinion = log_softmax(scores * sharpness)
            by_vectors = VectorScores.learn(opinion, texts, topics, embed, shown, parts)
        return cls(weighting, seeds, words, sharpness, nearness, by_vectors)

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
        shown, parts = seeds_shown(self.seeds, counts), find_parts(texts)
        near = self.nearness.look(_without_seeds(weighed, self.seeds), parts)
        first = log_softmax(words * self.words_sharpness)
        if self.by_vectors is None or embed is None:
            return Opinions(first, words, seeds, None, None, known, shown, (near,))
        total, likeness, vectors, by_meaning = self.by_vectors.look(first, texts, embed, parts)
        return Opinions(total, words, seeds, likeness, vectors, known, shown, (near, by_meaning))


def _without_seeds(weighed: sparse.csr_matrix, seeds: Floats) -> sparse.csr_matrix:
    """TF-IDF of all words but the topics' own."""
    others = sparse.diags((seeds.max(axis=0) <= 0).astype(float))
    return sparse.csr_matrix(normalize(sparse.csr_matrix(weighed @ others)))
