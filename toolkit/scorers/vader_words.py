"""The words that VADER sees in a text: their classes, and their places in it."""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from vaderSentiment.vaderSentiment import SentiText

from toolkit.scorers.vader_reading import Reading, trace_characters
from toolkit.scorers.vader_tables import Flags, Tables, analyzer, tables

# the package's emoji are ©, ® and characters from here to there
_FIRST_LATE_EMOJI, _BEYOND_EMOJI = 0x203C, 0x20000
_WORD = re.compile(r"\S+")
# words kept with their classes: enough for any vocabulary, few enough for hostile ones
_KEPT_WORDS = 1 << 17
_KEPT_LENGTH = 64


class WordClasses(dict[str, int]):
    """The class of each word as it stands between white space, computed when first asked for.

    >>> classes = WordClasses(tables())
    >>> classes["“good”"] == classes["table"], classes["good!"] == classes["good"]
    (True, True)
    """

    def __init__(self, known: Tables) -> None:
        super().__init__()
        self._tables = known

    def __missing__(self, word: str) -> int:
        number = self._tables.class_of(SentiText._strip_punc_if_word(word))
        if len(word) <= _KEPT_LENGTH:
            if len(self) >= _KEPT_WORDS:
                self.clear()
            self[word] = number
        return number


@functools.cache
def word_classes() -> WordClasses:
    """The one memory of classes; what it holds never changes a result."""
    return WordClasses(tables())


def classify_words(text: str) -> bytes:
    """The class of each word of a text without emoji, a byte each."""
    return bytes(map(word_classes().__getitem__, text.split()))


def name_emoji(texts: Sequence[str]) -> list[str]:
    """The texts with each emoji replaced by its English name, as the package does it.

    A name stands apart from what is before it, not from what is after it.

    >>> name_emoji(["so😀good", "so good"])
    ['so grinning facegood', 'so good']
    """
    named = list(texts)
    rows = [row for row, text in enumerate(named) if not text.isascii()]
    if not rows:
        return named
    odd = "".join([named[row] for row in rows])
    codes = np.frombuffer(odd.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    # few characters can be emoji: only these are looked up
    has_signs = "©" in odd or "®" in odd
    perhaps = np.flatnonzero(codes >= (ord("©") if has_signs else _FIRST_LATE_EMOJI))
    emoji = perhaps[_emoji_flags()[np.minimum(codes[perhaps], _BEYOND_EMOJI)]]
    ends = np.cumsum([len(named[row]) for row in rows])
    names, start, first = _emoji_names(), 0, 0
    for row, end, last in zip(rows, ends, np.searchsorted(emoji, ends).tolist(), strict=True):
        if last > first:
            pieces, done = [], start
            for place in emoji[first:last].tolist():
                pieces += [odd[done:place], names[ord(odd[place])]]
                done = place + 1
            named[row] = "".join(pieces) + odd[done:end]
        start, first = end, last
    return named


@functools.cache
def _emoji_names() -> dict[int, str]:
    emojis: dict[str, str] = analyzer().emojis
    return {ord(emoji): f" {name}" for emoji, name in emojis.items() if len(emoji) == 1}


@functools.cache
def _emoji_flags() -> Flags:
    flags = np.zeros(_BEYOND_EMOJI + 1, dtype=bool)
    flags[list(_emoji_names())] = True
    return flags


class WordSpan(NamedTuple):
    """Where a word, without the punctuation around it, begins and ends in the text.

    Attributes:
        start: Its first character; for a part of an emoji's name, the emoji.
        end: The place after its last.
        is_emoji: Whether it begins in an emoji's name.
    """

    start: int
    end: int
    is_emoji: bool


class WordSpans:
    """The places of the words of a text, as they stand in a reading of it.

    >>> text = "so (good) 😁"
    >>> spans = WordSpans(text, trace_words(Reading(text, range(11))))
    >>> spans[0], spans[1], spans[2]
    (WordSpan(start=0, end=2, is_emoji=False), WordSpan(start=4, end=8, is_emoji=False), \
WordSpan(start=10, end=11, is_emoji=True))
    """

    def __init__(self, text: str, reading: Reading) -> None:
        self._text, self._reading = text, reading
        self._tokens = [match.span() for match in _WORD.finditer(reading.text)]

    def __getitem__(self, place: int) -> WordSpan:
        start, end = self._tokens[place]
        token = self._reading.text[start:end]
        word = SentiText._strip_punc_if_word(token)
        if word != token:
            start += len(token) - len(token.lstrip(string.punctuation))
        first, last = (self._reading.origins[at] for at in (start, start + len(word) - 1))
        return WordSpan(first, last + 1, ord(self._text[first]) in _emoji_names())


def trace_words(reading: Reading) -> Reading:
    """:func:`name_emoji` of a reading, with the places that its characters are from."""
    if name_emoji([reading.text]) == [reading.text]:
        return reading
    names = _emoji_names()
    named = trace_characters(reading.text, lambda code: names.get(code, chr(code)))
    return Reading(named.text, [reading.origins[place] for place in named.origins])
