"""What the word lists and VADER measure of a passage, and how passages make a text.

    text → sentences → passages → VADER's numbers, sums of word values → a row of numbers a passage
         → averages by number of words → a row of numbers a text

A passage is as long as the texts that people rated: some sentences, up to 50 words together. Sums
are divided by the square root of the number of words, or squashed, so that they don't grow with
the length of a text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.scorers.vader_reading import read_comment
from toolkit.scorers.vader_sums import score_texts
from toolkit.scorers.vader_tables import analyzer
from toolkit.scorers.word_values import sum_words
from toolkit.text import find_sentences

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
FEATURES: Mapping[str, str] = {
    "compound": "VADER's compound",
    "positive_less_negative": "VADER's pos less its neg",
    "opinion_lexicon": "sum over Hu and Liu's words, by the root of the words",
    "opinion_lexicon_squashed": "the same sum, squashed to -1..1",
    "pattern": "sum over Pattern's words, by the root of the words",
    "pattern_squashed": "the same sum, squashed to -1..1",
    "ratings": "sum over the words learnt from human ratings, by the root of the words",
}
LONGEST_PASSAGE = 50  # words
_SQUASH_ALPHA = 4.0


class Features(NamedTuple):
    """A row for each passage, or for each text.

    Attributes:
        values: A column for each of :data:`FEATURES`.
        disagreement: Standard deviation of the readings of VADER, Hu and Liu, and Pattern: errors
            grow with it.
        words: Number of words; 1 for a passage of emoji or emoticons alone, 0 where there
            is nothing to judge.
        known: Number of words that a list has, and 1 more where VADER's compound isn't 0.
    """

    values: Numbers
    disagreement: Numbers
    words: Numbers
    known: Numbers


def part_texts(texts: Sequence[str]) -> tuple[list[str], Rows]:
    """The passages of the texts in VADER's plain characters, and the row of each one's text.

    >>> part_texts(["It’s great. He isn’t nice!", ""])
    (["It's great. He isn't nice!"], array([0]))
    """
    passages: list[str] = []
    owners: list[int] = []
    for row, text in enumerate(texts):
        for start, end in find_passages(text):
            passages.append(read_comment(text[start:end]))
            owners.append(row)
    return passages, np.array(owners, dtype=np.intp)


def find_passages(text: str) -> list[tuple[int, int]]:
    """The passages of a text as (start, end) offsets: sentences, up to 50 words together.

    A longer sentence is a passage of its own.

    >>> [end - start for start, end in find_passages("Not this one. " * 20)]
    [223, 55]
    """
    passages: list[tuple[int, int]] = []
    words = LONGEST_PASSAGE + 1  # the first sentence begins a passage
    for start, end in find_sentences(text):
        more = len(text[start:end].split())
        if words + more <= LONGEST_PASSAGE:
            passages[-1] = (passages[-1][0], end)
            words += more
        else:
            passages.append((start, end))
            words = more
    return passages


def measure_passages(passages: Sequence[str]) -> Features:
    """Measure each passage by itself.

    >>> row = measure_passages(["It isn't good."])
    >>> [round(number, 3) for number in row.values[0, [0, 2, 4]].tolist()]
    [-0.341, -0.25, -0.275]
    """
    vader = score_texts(passages).reshape(len(passages), 4)
    sums = np.array([sum_words(passage) for passage in passages], dtype=np.float64)
    words, known, opinion, pattern, ratings = sums.reshape(len(passages), 5).T
    compound = vader[:, 3]
    root = np.sqrt(words + 1)
    emoji = [count == 0 and has_emoji(text) for count, text in zip(words, passages, strict=True)]
    signs = (compound != 0) | np.array(emoji, dtype=bool)
    opinion_squashed = opinion / np.sqrt(opinion**2 + _SQUASH_ALPHA)
    pattern_squashed = pattern / np.sqrt(pattern**2 + _SQUASH_ALPHA)
    values = np.column_stack(
        [
            compound,
            vader[:, 2] - vader[:, 0],
            opinion / root,
            opinion_squashed,
            pattern / root,
            pattern_squashed,
            ratings / root,
        ]
    )
    readings = np.column_stack([compound, opinion_squashed, pattern_squashed])
    return Features(
        values,
        readings.std(axis=1),
        np.where((words == 0) & signs, 1.0, words),
        known + (compound != 0),
    )


def has_emoji(text: str) -> bool:
    """Whether a text has an emoji that VADER has an English name for."""
    names = analyzer().emojis
    return any(ord(character) > 255 and character in names for character in text)


def average_passages(rows: Numbers, owners: Rows, words: Numbers) -> Numbers:
    """The averages of a text's passages, each counting by its number of words.

    Args:
        rows: A row of numbers a passage.
        owners: Row of each passage's text.
        words: Number of words of each passage; shape of ``owners``.

    Returns:
        A row for each text up to the last that has a passage; NaN where it has no word.

    >>> average_passages(np.array([[0.8], [0.2]]), np.array([0, 0]), np.array([1.0, 3.0]))
    array([[0.35]])
    """
    total = np.bincount(owners, weights=words)
    sums = [np.bincount(owners, weights=column * words) for column in rows.T]
    with np.errstate(invalid="ignore"):
        averages: Numbers = np.column_stack(sums) / total[:, None]
    return averages
