"""How well each topic suits each text by sentence vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.discovered.mixture import Floats
from toolkit.errors import SettingsError
from toolkit.proposed.meanings import Meanings
from toolkit.proposed.nearness import Near, Nearness, Parts
from toolkit.proposed.spreading import (
    EVEN,
    Linear,
    find_sharpness,
    learn_from_vectors,
    log_softmax,
    softmax,
)
from toolkit.seeded.topics_file import Topic

Embed = Callable[[Sequence[str]], npt.NDArray[np.floating]]

_TO_LEARN = 0.85  # mean probability of the best topic in what the model is fitted to
_FIRST_OPINIONS = 0.5  # weight of words, prototypes and meanings beside the model
_TURNS = 2
_NEAR_PENALTY = 3.0  # of the regressions that learn where seeds stand


@dataclass(frozen=True)
class VectorScores:
    """The part that reads sentence vectors, as learnt.

    Attributes:
        centre: The texts' mean vector.
        prototypes: A vector a topic, of its label and seeds.
        likeness_sharpness: What likeness to the prototypes is multiplied with.
        meanings: Likeness of single words.
        meanings_sharpness: The same for it.
        model: A regression that learnt from all other opinions.
        sharpness: The same for it.
        nearness: How near texts are to those with seeds.
    """

    centre: Floats
    prototypes: Floats
    likeness_sharpness: float
    meanings: Meanings
    meanings_sharpness: float
    model: Linear
    sharpness: float
    nearness: Nearness

    @classmethod
    def learn(
        cls,
        by_words: Floats,
        texts: Sequence[str],
        topics: Sequence[Topic],
        embed: Embed,
        shown: Floats,
        parts: Parts,
    ) -> VectorScores:
        """Learn from texts.

        Args:
            by_words: Log scores by words, texts by topics.
            texts: The texts.
            topics: The topics.
            embed: Gives a vector for each of a list of texts.
            shown: Weight of the topic's heaviest seed in the text, texts by topics.
            parts: The part of each text.
        """

        def vectors(words: Sequence[str]) -> Floats:
            return unit_vectors(embed, words)

        raw = vectors(texts)
        centre = raw.mean(axis=0)
        centred = unit(raw - centre)
        prototypes = _prototypes(topics, embed)
        meanings = Meanings.learn(texts, topics, vectors)
        opinions = centred @ prototypes.T, meanings.look(texts, vectors)
        sharp = [find_sharpness(opinion, EVEN) for opinion in opinions]
        first = by_words + sum(
            log_softmax(opinion * own) for opinion, own in zip(opinions, sharp, strict=True)
        )
        total = first
        for _ in range(_TURNS):
            members = softmax(total * find_sharpness(total, _TO_LEARN))
            model = learn_from_vectors(centred, members)
            scores = model.score(centred)
            sharpness = find_sharpness(scores, EVEN)
            total = _FIRST_OPINIONS * first + log_softmax(scores * sharpness)
        nearness = Nearness.learn(centred, shown, parts, _NEAR_PENALTY)
        return cls(centre, prototypes, sharp[0], meanings, sharp[1], model, sharpness, nearness)

    def look(
        self, by_words: Floats, texts: Sequence[str], embed: Embed, parts: Parts
    ) -> tuple[Floats, Floats, Floats, Near]:
        """Log scores of all together, likeness to prototypes, the model's scores, nearness."""
        centred = unit(unit_vectors(embed, texts) - self.centre)
        likeness = centred @ self.prototypes.T
        vectors = self.model.score(centred)
        meanings = self.meanings.look(texts, lambda words: unit_vectors(embed, words))
        first = by_words + log_softmax(likeness * self.likeness_sharpness)
        first = first + log_softmax(meanings * self.meanings_sharpness)
        total = _FIRST_OPINIONS * first + log_softmax(vectors * self.sharpness)
        return total, likeness, vectors, self.nearness.look(centred, parts)


class Remembered:
    """An ``embed`` whose vectors are made once for each text."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._vectors: dict[str, npt.NDArray[np.floating]] = {}

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.floating]:
        """A row a text.

        Raises:
            SettingsError: ``embed`` gives something else than a finite vector a text.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, _checked(self._embed, new), strict=True))
        return np.array([self._vectors[text] for text in texts])


def unit_vectors(embed: Embed, texts: Sequence[str]) -> Floats:
    """The vectors of texts, of length 1 and rounded so that no machine's last digits matter.

    Raises:
        SettingsError: ``embed`` gives something else than a finite vector a text.
    """
    return unit(_checked(embed, texts)).round(5)


def _checked(embed: Embed, texts: Sequence[str]) -> Floats:
    vectors = np.asarray(embed(list(texts)), dtype=np.float64)
    if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
        raise SettingsError(
            f"embed gave an array of shape {vectors.shape} for {len(texts)} texts; it must give "
            f"a row of finite numbers for each text"
        )
    return vectors


def _prototypes(topics: Sequence[Topic], embed: Embed) -> Floats:
    """A vector a topic, of its label, of its seeds as one text, and of each seed."""
    seeds = [sorted(topic.seeds) or [topic.label] for topic in topics]
    each = np.array([unit_vectors(embed, own).mean(axis=0) for own in seeds])
    joined = unit_vectors(embed, [" ".join(own) for own in seeds])
    labels = unit_vectors(embed, [topic.label for topic in topics])
    parts = [unit(part - part.mean(axis=0)) for part in (labels, joined, each)]
    return unit(parts[0] + parts[1] + parts[2])


def unit(rows: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays."""
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.where(lengths > 1e-9, lengths, 1))
