"""The codes that people give, and how they may be written on a sheet.

Codes are read without regard to capitals, spaces and accents, in the languages below where a word
can mean one thing only. Anything else is an error with its row; nothing is guessed.
"""

from __future__ import annotations

import math
import re
import unicodedata

from toolkit.settings import suggest

SENTIMENTS = ("negative", "neutral", "positive", "unclear")
UNCLEAR = "unclear"
LOWEST, HIGHEST = -4, 4
YES, NO = "yes", "no"
TOPIC = "topic: "
"""How the column of a topic begins on a sheet."""

_SENTIMENTS = {
    "negative": "negative negativ negatief negatif negativo negativa neg",
    "neutral": "neutral neutraal neutre neutro neutra neu",
    "positive": "positive positiv positief positif positivo positiva pos",
    UNCLEAR: "unclear unklar onduidelijk incertain poco_claro indefinido ?",
}
_ANSWERS = {
    YES: "yes y true 1 x ja oui si sim",
    NO: "no n false 0 nein nee non nao",
}


def read_sentiment(cell: str) -> str:
    """The sentiment that a cell says.

    Raises:
        ValueError: What is expected there.

    >>> read_sentiment(" Negativ "), read_sentiment("POS")
    ('negative', 'positive')
    """
    return _read_word(cell, _SENTIMENTS, SENTIMENTS)


def read_topic(cell: str) -> str:
    """``yes`` or ``no``.

    Raises:
        ValueError: What is expected there.

    >>> read_topic("Ja"), read_topic("0")
    ('yes', 'no')
    """
    return _read_word(cell, _ANSWERS, (YES, NO))


def read_rating(cell: str) -> float:
    """A rating from -4 to 4; a comma or a true minus sign will do.

    Raises:
        ValueError: What is expected there.

    >>> read_rating("−2,5")
    -2.5
    """
    text = cell.strip().replace("\u2212", "-").replace("\u2013", "-").replace(",", ".")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,9})?", text):
        value = float(text)
        if math.isfinite(value) and LOWEST <= value <= HIGHEST:
            return value
    raise ValueError(f"a number from {LOWEST} to {HIGHEST}")


def _read_word(cell: str, known: dict[str, str], codes: tuple[str, ...]) -> str:
    plain = _plain(cell)
    for code, words in known.items():
        if plain in words.split():
            return code
    expected = f"{', '.join(codes[:-1])} or {codes[-1]}"
    raise ValueError(f"{expected}{suggest(plain, codes)}")


def _plain(cell: str) -> str:
    """Small letters without accents, points at the end and outer spaces."""
    letters = unicodedata.normalize("NFKD", cell.strip().casefold())
    text = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"\s+", "_", text.rstrip(".").strip())
