"""Words as the proposals count them, and what the analyst's seeds say about them.

Inflected forms are one word, and of that word only the first five letters count, which joins
derived forms too ("vaccine", "vaccinated"): on short texts that gains more than it mixes up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

from toolkit.discovered.content_words import choose_vocabulary, count_words
from toolkit.discovered.mixture import Floats
from toolkit.seeded.topics_file import Topic
from toolkit.seeded.word_forms import FUNCTION_WORDS, word_forms
from toolkit.text import find_words

_LETTERS = 5  # of a word that count
_IN_PHRASE = 0.5  # weight of a word that is a seed only with others
_IN_LABEL = 0.3  # weight of a word of a topic's label


def find_stems(text: str) -> list[str]:
    """The content words of a text as they are counted.

    >>> find_stems("They banned the 3 vaccines; vaccination is no ban.")
    ['ban', 'vacci', 'vacci', 'ban']
    """
    return [_stem(form) for form in find_forms(text)]


def find_forms(text: str) -> list[str]:
    """The content words of a text as written, in lower case.

    >>> find_forms("They banned the 3 vaccines.")
    ['banned', 'vaccines']
    """
    forms = (word.form for word in find_words(text))
    return [
        form
        for form in forms
        if len(form) > 1 and form not in FUNCTION_WORDS and not form.isnumeric()
    ]


def seed_weights(
    topics: Sequence[Topic], shown_by: Mapping[str, Iterable[str]], words: Sequence[str]
) -> Floats:
    """How much each word of the vocabulary speaks for each topic before any comment is counted.

    A seed of one word weighs 1, a word of a phrase or of a match of the rules .5, a word of the
    label .3; a word of several topics weighs less, one of all topics next to nothing.

    Args:
        topics: The analyst's topics.
        shown_by: By topic name the words in comments that show the topic (its evidence).
        words: The vocabulary.

    Returns:
        Topics by words, from 0 to 1.
    """
    column = {word: place for place, word in enumerate(words)}
    weights = np.zeros((len(topics), len(words)))
    for row, topic in enumerate(topics):
        evidence = sorted(set(shown_by.get(topic.name, ())))
        texts = [(topic.label, _IN_LABEL), *((text, _IN_PHRASE) for text in evidence)]
        for seed in topic.seeds:
            texts.append((seed, 1.0 if len(find_stems(seed)) == 1 else _IN_PHRASE))
        for text, weight in texts:
            for place in {column[stem] for stem in find_stems(text) if stem in column}:
                weights[row, place] = max(weights[row, place], weight)
    in_topics = (weights > 0).sum(axis=0)
    several = len(topics) + 1
    return np.asarray(weights * np.log(several / np.maximum(in_topics, 1)) / np.log(several))


@dataclass(frozen=True)
class Weighting:
    """A vocabulary with its inverse document frequencies, ``log((1 + n) / (1 + df)) + 1``."""

    words: tuple[str, ...]
    rarity: Floats

    @classmethod
    def learn(cls, stems: Sequence[Sequence[str]]) -> tuple[Weighting, sparse.csr_matrix]:
        """Of the stems of each text; with the counts, texts by words."""
        words = choose_vocabulary(stems)
        counts = count_words(stems, words)
        frequency = np.bincount(counts.indices, minlength=len(words))
        return cls(words, np.log((1 + len(stems)) / (1 + frequency)) + 1), counts

    def count(self, stems: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """Counts of the vocabulary's words, texts by words."""
        return count_words(stems, self.words)

    def weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """TF-IDF: rows of length 1, or 0 for a text without a known word."""
        weighted = counts.copy()
        weighted.data = (1 + np.log(weighted.data)) * self.rarity[weighted.indices]
        return sparse.csr_matrix(normalize(weighted))

    def similarity_to(self, weights: Floats, texts: sparse.csr_matrix) -> Floats:
        """Cosine of each text (as weighed) with each topic's seed words."""
        return np.asarray(texts @ normalize(weights * self.rarity).T)


def _stem(form: str) -> str:
    if not re.fullmatch(r"[a-z]+", form):
        return form
    return min(word_forms(form), key=lambda word: (len(word), word))[:_LETTERS]
