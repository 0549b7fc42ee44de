"""The words that VADER sees in a text, with their places in it."""

from __future__ import annotations

import re
import string
from typing import NamedTuple

from vaderSentiment.vaderSentiment import SentiText

from toolkit.scorers.vader import analyzer
from toolkit.text import straighten_quotes


class VaderWord(NamedTuple):
    """A word as the package compares it: a part of an emoji's name, no punctuation around it."""

    word: str
    start: int
    end: int
    is_emoji: bool


class PlainText(NamedTuple):
    """The text with emoji replaced by their names, and where each of its characters is from."""

    text: str
    origins: list[int]


def find_vader_words(text: str) -> tuple[list[VaderWord], PlainText]:
    """The package's words of the text with straightened quotes, with their places in the text.

    >>> words, plain = find_vader_words("so “good” 😁")
    >>> [(word.word, word.start, word.end) for word in words if word.start < 9]
    [('so', 0, 2), ('good', 4, 8)]
    >>> plain.text
    'so "good" beaming face with smiling eyes'
    """
    plain = _replace_emoji(straighten_quotes(text))
    tokens = []
    for match in re.finditer(r"\S+", plain.text):
        word = SentiText._strip_punc_if_word(match.group())
        start = match.start()
        if word != match.group():
            start += len(match.group()) - len(match.group().lstrip(string.punctuation))
        origins = plain.origins[start : start + len(word)]
        is_emoji = text[origins[0]] in analyzer().emojis
        tokens.append(VaderWord(word, origins[0], origins[-1] + 1, is_emoji))
    return tokens, plain


def _replace_emoji(text: str) -> PlainText:
    """The text as ``polarity_scores`` sees it: each emoji replaced by its English name."""
    emojis = analyzer().emojis
    characters: list[str] = []
    origins: list[int] = []
    after_space = True
    for position, character in enumerate(text):
        name = emojis.get(character)
        if name is None:
            piece, after_space = character, character == " "
        else:
            piece, after_space = (name if after_space else f" {name}"), False
        characters += piece
        origins += [position] * len(piece)
    whole = "".join(characters)
    left = len(whole) - len(whole.lstrip())
    return PlainText(whole.strip(), origins[left:])
