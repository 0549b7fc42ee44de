"""How near the single words of a text are in meaning to a topic's seeds.

A sentence vector tells what a text is about as a whole; two topics of one debate are told apart by
a word or two. So each seed is compared with the word of the text that is nearest to it, and the
likenesses are averaged (late interaction, Khattab & Zaharia 2020, Proc. SIGIR, equation 3; here
with the vectors of words alone, and weights).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.discovered.mixture import Floats
from toolkit.proposed.stems import find_forms
from toolkit.seeded.topics_file import Topic

_BLOCK = 2_000  # texts at a time
_LEAST = 0.01  # weight of a seed that stands in every text or topic
Vectors = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Meanings:
    """What the seeds' single words mean.

    Attributes:
        centre: Mean vector of the words of the texts.
        vectors: Seed words (of all topics, one after the other) by numbers.
        weights: Topics by seed words; rows sum to 1, or are 0 for a topic without any.
        usual: Mean likeness of the texts, by topic.
    """

    centre: Floats
    vectors: Floats
    weights: Floats
    usual: Floats

    @classmethod
    def learn(cls, texts: Sequence[str], topics: Sequence[Topic], vectors: Vectors) -> Meanings:
        """Learn what is usual in texts.

        Args:
            texts: The texts.
            topics: The topics; of one without seed words, the label's count.
            vectors: Gives vectors of length 1.
        """
        forms = [set(find_forms(text)) for text in texts]
        frequency = Counter(form for own in forms for form in own)
        centre = vectors(sorted(frequency)).mean(axis=0)
        seeds = [_seed_forms(topic) for topic in topics]
        topics_of = Counter(form for own in seeds for form in own)
        told = [(row, form) for row, own in enumerate(seeds) for form in own]
        weights = np.zeros((len(topics), len(told)))
        for column, (row, form) in enumerate(told):
            apart = np.log((len(topics) + 1) / topics_of[form]) / np.log(len(topics) + 1)
            rare = np.log((len(texts) + 1) / (1 + frequency[form]))
            weights[row, column] = max(apart * rare, _LEAST)
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
        own = vectors([form for _, form in told]) if told else np.zeros((0, len(centre)))
        blank = cls(centre, _centred(own, centre), weights, np.zeros(len(topics)))
        usual = blank.look(texts, vectors).mean(axis=0)
        return cls(centre, blank.vectors, weights, usual)

    def look(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Texts by topics: likeness above what is usual; 0 for a text without content words."""
        found = np.zeros((len(texts), len(self.weights)))
        for start in range(0, len(texts), _BLOCK):
            forms = [sorted(set(find_forms(text))) for text in texts[start : start + _BLOCK]]
            known = sorted({form for own in forms for form in own})
            if not known or not len(self.vectors):
                continue
            like = np.maximum(_centred(vectors(known), self.centre) @ self.vectors.T, 0)
            place = {form: column for column, form in enumerate(known)}
            for row, own in enumerate(forms):
                if own:
                    nearest = like[[place[form] for form in own]].max(axis=0)
                    found[start + row] = self.weights @ nearest - self.usual
        return found


def _seed_forms(topic: Topic) -> list[str]:
    forms = {form for seed in topic.seeds for form in find_forms(seed)}
    return sorted(forms or set(find_forms(topic.label)))


def _centred(vectors: Floats, centre: Floats) -> Floats:
    moved = vectors - centre
    lengths = np.sqrt((moved**2).sum(axis=1, keepdims=True))
    return np.asarray(moved / np.where(lengths > 1e-9, lengths, 1))
