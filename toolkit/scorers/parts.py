"""A comment scored by its parts: its sentences, and what it quotes apart from its own words.

VADER squashes the sum of a text's words, so that a long comment ends near -1 or 1 whatever it
says. The mean of its sentences' scores doesn't grow with length. For 498 opinion pieces and 291
product reviews put together from rated sentences it agrees better with the mean rating than the
squashed sum does (Pearson r .63 against .53, .78 against .63; from 15 sentences on .84 against
.72, .79 against .45), and than means weighted by words or by strength; for two or three sentences
they agree as well (``tests/benchmarks/sentence_means.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from toolkit.quotations import count_words, find_quotations, unmark, without_quotations
from toolkit.schema import check_columns
from toolkit.scorers.base import text_values
from toolkit.scorers.vader_reading import read_comment
from toolkit.scorers.vader_sums import score_texts
from toolkit.scorers.vader_tables import Numbers
from toolkit.text import find_sentences

PART_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "vader_sentence_count": "sentences of the commenter's own words",
        "vader_sentence_mean": "mean of their normalised compounds, -1 to 1; NA without any",
        "vader_own_words_compound": "normalised compound of the commenter's own words, -1 to 1; "
        "NA where all is quoted",
        "vader_quoted_compound": "normalised compound of what is quoted, -1 to 1; NA where "
        "nothing is",
        "vader_quoted_words": "words quoted",
    }
)


def score_parts(table: pd.DataFrame) -> pd.DataFrame:
    """Add the columns :data:`PART_COLUMNS` to a table of comments.

    Args:
        table: One row a text, with the columns ``id`` and ``text``; NA where there is no text.

    Raises:
        SchemaError: No ``id`` or ``text`` column, an id missing or repeated, a text that is not
            a string.

    >>> text = "> This is a horrible and stupid idea.\\n\\nI like it. It's great."
    >>> table = pd.DataFrame({"id": ["a"], "text": [text]})
    >>> score_parts(table)[list(PART_COLUMNS)].values.tolist()
    [[2, 0.493, 0.765, -0.7845, 7]]
    """
    check_columns(table, ["id", "text"])
    sentences: list[str] = []
    owners: list[int] = []
    owns: list[str | None] = []
    quotations: list[str | None] = []
    texts = text_values(table["text"])
    for row, text in enumerate(texts):
        quoted = find_quotations(text or "")
        own = without_quotations(text or "", 0, len(text or ""), quoted)
        owns.append(own if text is not None and (own.strip() or not quoted) else None)
        joined = "\n".join(unmark((text or "")[start:end]) for start, end in quoted)
        quotations.append(joined if quoted else None)
        for start, end in find_sentences(text or ""):
            piece = without_quotations(text or "", start, end, quoted)
            if any(map(_says, piece)):
                sentences.append(piece)
                owners.append(row)
    compounds = score_texts([read_comment(piece) for piece in sentences])[:, -1]
    count = np.bincount(np.array(owners, dtype=np.int64), minlength=len(texts))
    total = np.bincount(np.array(owners, dtype=np.int64), compounds, minlength=len(texts))
    scored = table.copy()
    missing = [text is None for text in texts]
    columns = {
        "vader_sentence_count": _integers(count.tolist(), missing),
        "vader_sentence_mean": np.round(total / np.where(count, count, np.nan), 4),
        "vader_own_words_compound": _compounds(owns),
        "vader_quoted_compound": _compounds(quotations),
        "vader_quoted_words": _integers([count_words(text or "") for text in quotations], missing),
    }
    for column, values in columns.items():
        scored[column] = pd.Series(values).array
    return scored


def _says(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) == "So"  # an emoji


def _compounds(texts: Sequence[str | None]) -> Numbers:
    """The normalised compounds, NaN for None."""
    compounds = np.full(len(texts), np.nan)
    known = [row for row, text in enumerate(texts) if text is not None]
    compounds[known] = score_texts([read_comment(texts[row] or "") for row in known])[:, -1]
    return compounds


def _integers(values: Sequence[int], missing: Sequence[bool]) -> pd.Series:
    return pd.Series(list(values), dtype="Int64").mask(pd.Series(missing, dtype=bool))
