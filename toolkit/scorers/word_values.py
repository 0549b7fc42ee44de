"""The words of a sentence and their values in small lexicons, negations heeded.

Three lists, in ``models/`` with their origin and licence in ``models/README.md``: Hu and Liu's
opinion lexicon, Pattern's adjectives, and the words learnt from human ratings.
"""

from __future__ import annotations

import csv
import functools
import math
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

LISTS = ("opinion_lexicon", "pattern", "ratings")
# what a word counts after a negation, and how many words that reaches within a clause
NEGATED = -0.5
REACH = 4

_TOKEN = re.compile(r"[a-z]+(?:['-][a-z]+)*|[.;:!?]")
_NEGATIONS = frozenset(
    "no not never none nobody nothing nor neither cannot without hardly barely scarcely lack "
    "lacks lacking".split()
)
_CLAUSE_ENDS = frozenset(".;:!?")


class WordSums(NamedTuple):
    """What the lists say of a sentence: sums of word values, and what they know of it.

    Attributes:
        words: Number of words.
        known: Number of words that a list has.
        opinion_lexicon: Sum over the words of Hu and Liu's list, each 1 or -1.
        pattern: Sum over the words of Pattern's list, each -1 to 1.
        ratings: Sum over the words learnt from human ratings.
    """

    words: int
    known: int
    opinion_lexicon: float
    pattern: float
    ratings: float


def read_list(name: str) -> dict[str, float]:
    """One of :data:`LISTS`: its words with their values.

    >>> read_list("opinion_lexicon")["corrupt"]
    -1.0
    """
    with (resources.files("toolkit.scorers") / "models" / f"{name}.csv").open(
        "r", encoding="utf-8"
    ) as lines:
        return {row["word"]: float(row["value"]) for row in csv.DictReader(lines)}


def weigh_words(sentence: str) -> Iterator[tuple[str, float]]:
    """The words of a sentence, each with 1, or with :data:`NEGATED` after a negation.

    The sentence is one in VADER's plain characters
    (:func:`toolkit.scorers.vader_reading.read_comment`).

    >>> list(weigh_words("Not a good plan. Great!"))
    [('not', 1.0), ('a', -0.5), ('good', -0.5), ('plan', -0.5), ('great', 1.0)]
    """
    left = 0
    for token in _TOKEN.findall(sentence.lower()):
        if token in _CLAUSE_ENDS:
            left = 0
            continue
        parts = (token,) if "-" not in token or token in word_values() else token.split("-")
        for word in parts:
            yield word, NEGATED if left > 0 else 1.0
            left = REACH if word in _NEGATIONS or word.endswith("n't") else left - 1


def sum_words(sentence: str) -> WordSums:
    """Add up the values that each list has for the words of a sentence.

    >>> sum_words("It isn't good.")._asdict() | {"ratings": None}
    {'words': 3, 'known': 3, 'opinion_lexicon': -0.5, 'pattern': -0.55, 'ratings': None}
    """
    values = word_values()
    words = known = 0
    sums: tuple[list[float], list[float], list[float]] = ([], [], [])
    for word, weight in weigh_words(sentence):
        words += 1
        found = values.get(word)
        if found is not None:
            known += 1
            for list_sum, value in zip(sums, found, strict=True):
                list_sum.append(weight * value)
    return WordSums(words, known, *map(math.fsum, sums))


@functools.cache
def word_values() -> Mapping[str, tuple[float, float, float]]:
    """The value of each word in each of :data:`LISTS`, 0 where a list doesn't have it."""
    lists = [read_list(name) for name in LISTS]
    words = sorted(set().union(*lists))
    return MappingProxyType(
        {
            word: (lists[0].get(word, 0.0), lists[1].get(word, 0.0), lists[2].get(word, 0.0))
            for word in words
        }
    )
