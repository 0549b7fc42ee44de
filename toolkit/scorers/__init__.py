"""Scorers: numbers for texts, one file per scorer.

A new scorer is a class like :class:`~toolkit.scorers.base.Scorer` in a file of its own and a line
in :data:`SCORERS`. How a score came about is told by :mod:`toolkit.scorers.explanations`; what a
comment quotes and what its sentences say by :mod:`toolkit.scorers.parts`; words of the analyst's
own are laid over the lexicon by :mod:`toolkit.scorers.overlay`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from toolkit.errors import SettingsError
from toolkit.schema import check_columns
from toolkit.scorers.base import Scorer, text_values
from toolkit.scorers.embedding import EmbeddingScorer
from toolkit.scorers.explanations import RULES, Step, explain_scores, explain_text
from toolkit.scorers.lexicon_file import Entry, Lexicon, read_lexicon
from toolkit.scorers.lexicons import LexiconsScorer
from toolkit.scorers.overlay import OVERLAY_COLUMNS, report_overlay, score_overlay
from toolkit.scorers.parts import PART_COLUMNS, score_parts
from toolkit.scorers.vader import VaderScorer
from toolkit.text import find_sentences

__all__ = [
    "OVERLAY_COLUMNS",
    "PART_COLUMNS",
    "RULES",
    "SCORERS",
    "EmbeddingScorer",
    "Entry",
    "Lexicon",
    "LexiconsScorer",
    "Scorer",
    "Step",
    "VaderScorer",
    "explain_scores",
    "explain_text",
    "read_lexicon",
    "report_overlay",
    "score_comments",
    "score_overlay",
    "score_parts",
    "score_sentences",
]

SCORERS: dict[str, Callable[[], Scorer]] = {
    "vader": VaderScorer,
    "lexicons": LexiconsScorer,
    "embedding": EmbeddingScorer,
}


def score_comments(table: pd.DataFrame, *, scorers: Sequence[str] = ("vader",)) -> pd.DataFrame:
    """Add the columns of the scorers to a table of comments.

    Args:
        table: One row a text, with the columns ``id`` and ``text``; NA where there is no text.
        scorers: Names from :data:`SCORERS`.

    Returns:
        The table with the columns of each scorer (see its ``columns``), rows and index as they
        were. Score columns that the table already has are replaced where they stand.

    Raises:
        SchemaError: No ``id`` or ``text`` column, an id missing or repeated, a text that is not
            a string.
        SettingsError: A name that is not in :data:`SCORERS`.
        MissingExtraError: ``embedding`` without the extra ``embeddings``.

    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["It isn’t good.", None]})
    >>> scored = score_comments(table)
    >>> scored[["vader_compound", "vader_normalised_compound"]].iloc[0].tolist()
    [0.4404, -0.3412]
    >>> scored["vader_label"].tolist()
    ['positive', <NA>]
    """
    check_columns(table, ["id", "text"])
    for name in scorers:
        if name not in SCORERS:
            known = ", ".join(sorted(SCORERS))
            raise SettingsError(f"there is no scorer {name!r}; choose one of: {known}")
    scored = table.copy()
    for name in scorers:
        for column, values in SCORERS[name]().score(table["text"]).items():
            scored[column] = values.array
    return scored


def score_sentences(table: pd.DataFrame) -> pd.DataFrame:
    """Score each sentence of each comment with VADER, read as a comment
    (:func:`toolkit.scorers.vader_reading.read_comment`).

    Args:
        table: One row a comment, with the columns ``id`` and ``text``.

    Returns:
        A row for each sentence (:func:`toolkit.text.find_sentences`), in order: ``id`` of its
        comment, ``sentence`` (from 0), ``start`` and ``end`` (offsets in the comment's text),
        ``text``, and the ``vader_normalised_*`` columns of
        :class:`~toolkit.scorers.vader.VaderScorer`. A comment without text has no row.

    Raises:
        SchemaError: As for :func:`score_comments`.

    >>> table = pd.DataFrame({"id": ["a"], "text": ["It’s great. He isn’t nice!"]})
    >>> score_sentences(table)[["sentence", "start", "end", "vader_normalised_compound"]].values
    array([[ 0.    ,  0.    , 11.    ,  0.6249],
           [ 1.    , 12.    , 26.    , -0.3867]])
    """
    check_columns(table, ["id", "text"])
    rows: list[int] = []
    spans: list[tuple[int, int, int, str]] = []
    for row, text in enumerate(text_values(table["text"])):
        for number, (start, end) in enumerate(find_sentences(text or "")):
            rows.append(row)
            spans.append((number, start, end, (text or "")[start:end]))
    sentences = pd.DataFrame(spans, columns=["sentence", "start", "end", "text"]).astype(
        {"sentence": "int64", "start": "int64", "end": "int64", "text": "string"}
    )
    sentences.insert(0, "id", table["id"].iloc[rows].array)
    scores = VaderScorer().score_normalised(sentences["text"])
    return pd.concat([sentences, scores], axis=1)
