"""The words that tell what a text is about, and how often they stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from scipy import sparse

from toolkit.seeded.word_forms import base_form
from toolkit.text import STOP_WORDS, find_word_forms

# nouns among the stop words
_STOP = STOP_WORDS - {"bill", "fire", "interest", "mill", "system"}


@lru_cache(maxsize=1 << 14)  # a fit asks for its sample's words several times
def content_words(text: str) -> tuple[str, ...]:
    """The words that tell what a text is about, as they are counted.

    No stop words, no numbers, no single letters; plurals count as their singular.

    >>> content_words("The sanctions of 2012 didn't work: X lost.")
    ('sanction', 'work', 'lost')
    """
    return tuple(word for word in map(_counted, find_word_forms(text)) if word)


def usual_forms(texts: Iterable[str]) -> dict[str, str]:
    """The most frequent form of each content word, by its base form.

    >>> usual_forms(["Sanctions, sanctions!", "a sanction"])
    {'sanction': 'sanctions'}
    """
    counted = Counter(chain.from_iterable(find_word_forms(text) for text in texts))
    usual: dict[str, str] = {}
    for form, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        usual.setdefault(_counted(form), form)
    usual.pop("", None)
    return usual


def choose_vocabulary(texts: Iterable[Sequence[str]], *, min_texts: int = 1) -> tuple[str, ...]:
    """The words that stand in at least ``min_texts`` of the texts (lists of words), sorted."""
    in_texts = Counter(chain.from_iterable(set(words) for words in texts))
    return tuple(sorted(word for word, n in in_texts.items() if n >= min_texts))


def count_words(texts: Iterable[Sequence[str]], vocabulary: Sequence[str]) -> sparse.csr_matrix:
    """Count the words of a vocabulary in each text.

    Returns:
        Counts, texts by words, float64.
    """
    columns = {word: column for column, word in enumerate(vocabulary)}
    found: list[int] = []
    ends = [0]
    for words in texts:
        found += [columns[word] for word in words if word in columns]
        ends.append(len(found))
    counts = sparse.csr_matrix(
        (np.ones(len(found)), np.array(found, dtype=np.int32), np.array(ends, dtype=np.int32)),
        shape=(len(ends) - 1, len(vocabulary)),
    )
    counts.sum_duplicates()
    return counts


@lru_cache(maxsize=1 << 17)
def _counted(form: str) -> str:
    """The base form of a content word, "" for any other."""
    if len(form) < 2 or form in _STOP or form.isnumeric():
        return ""
    return base_form(form)
