"""VADER, as its authors' package computes it (vaderSentiment 3.3.2), many texts at once.

Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis
of Social Media Text. Proceedings of ICWSM-14, 216-225. doi:10.1609/icwsm.v8i1.14550

Lexicon and word lists are the package's; numbers equal those of its ``polarity_scores`` to the
last bit, whatever the text, in time that grows with the text's length. The flow:

    text → vader_reading (for the normalised columns) → vader_words: a class for each word
         → vader_rules: a value for each word of the lexicon → vader_but → vader_sums: numbers
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.scorers.base import text_values
from toolkit.scorers.vader_reading import read_comment
from toolkit.scorers.vader_sums import score_texts
from toolkit.scorers.vader_tables import Numbers

LABEL_THRESHOLD = 0.05
MEASURES = {
    "neg": "negative share of the text, 0 to 1",
    "neu": "neutral share of the text, 0 to 1",
    "pos": "positive share of the text, 0 to 1",
    "compound": "squashed sum of the word values, -1 to 1",
    "label": f"positive from compound {LABEL_THRESHOLD}, negative from -{LABEL_THRESHOLD}, "
    "else neutral",
}


class Polarity(NamedTuple):
    """VADER's four numbers for a text: shares to 3 decimals, compound to 4, as the package."""

    neg: float
    neu: float
    pos: float
    compound: float


class VaderScorer:
    """VADER's scores of the text as it is, and of the text as a comment is read.

    The package looks for straight apostrophes only: it reads ``isn’t`` as no negation, and finds
    no word in ``“great”``, ``good—bad`` or ``❤️``. The first set of columns (``vader_*``) is
    exactly what the package returns for the text; the second (``vader_normalised_*``) is what it
    returns for :func:`toolkit.scorers.vader_reading.read_comment` of it.

    >>> VaderScorer().score(pd.Series(["it isn’t good"]))["vader_normalised_label"].item()
    'negative'
    """

    columns: Mapping[str, str] = MappingProxyType(
        {f"vader_{measure}": meaning for measure, meaning in MEASURES.items()}
        | {
            f"vader_normalised_{measure}": f"{meaning}; quotes, dashes and emoji read as meant"
            for measure, meaning in MEASURES.items()
        }
    )

    def score(self, texts: pd.Series) -> pd.DataFrame:
        """Score the texts both ways.

        Args:
            texts: Strings; NA where there is no text. A text without words (empty, or white space
                alone) has zeros throughout and the label neutral; a text without words of the
                lexicon has ``neu`` 1 and the label neutral. Emoji are scored by the words of
                their English names. A text may be of any length.

        Returns:
            The columns of ``columns`` on the same index: numbers as float64 with NaN for NA,
            labels as ``string`` with NA for NA.

        Raises:
            SchemaError: A value that is neither a string nor NA.
        """
        known, values = _known(texts)
        raw = score_texts(values)
        readings = [read_comment(text) for text in values]
        changed = [
            row
            for row, (text, reading) in enumerate(zip(values, readings, strict=True))
            if text != reading
        ]
        normalised = raw.copy()
        normalised[changed] = score_texts([readings[row] for row in changed])
        return pd.concat(
            [
                score_columns(raw, "vader_", known, texts.index),
                score_columns(normalised, "vader_normalised_", known, texts.index),
            ],
            axis=1,
        )

    def score_normalised(self, texts: pd.Series) -> pd.DataFrame:
        """The ``vader_normalised_*`` columns of :meth:`score` alone."""
        known, values = _known(texts)
        scores = score_texts([read_comment(text) for text in values])
        return score_columns(scores, "vader_normalised_", known, texts.index)


def score_text(text: str) -> Polarity:
    """VADER's scores of one text, exactly as the package gives them.

    Many texts are scored much faster at once, by
    :func:`toolkit.scorers.vader_sums.score_texts`.

    >>> score_text("VADER is smart, handsome, and funny.")
    Polarity(neg=0.0, neu=0.254, pos=0.746, compound=0.8316)
    """
    return Polarity(*score_texts([text])[0].tolist())


def label_compound(compound: float) -> str:
    """``positive``, ``neutral`` or ``negative``, at the thresholds that VADER's authors give.

    >>> [label_compound(compound) for compound in (0.05, 0.0499, -0.0499, -0.05)]
    ['positive', 'neutral', 'neutral', 'negative']
    """
    if compound >= LABEL_THRESHOLD:
        return "positive"
    return "negative" if compound <= -LABEL_THRESHOLD else "neutral"


def _known(texts: pd.Series) -> tuple[Sequence[int], Sequence[str]]:
    """The rows that have a text, and their texts."""
    rows = [(row, text) for row, text in enumerate(text_values(texts)) if text is not None]
    return [row for row, _ in rows], [text for _, text in rows]


def score_columns(
    scores: Numbers, prefix: str, known: Sequence[int], index: pd.Index
) -> pd.DataFrame:
    """Scores and labels as columns: ``scores`` has the rows ``known``, the others are NA."""
    numbers = np.full((len(index), len(Polarity._fields)), np.nan)
    numbers[known] = scores
    columns: dict[str, pd.Series] = {
        prefix + measure: pd.Series(numbers[:, column], index=index)
        for column, measure in enumerate(Polarity._fields)
    }
    labels: list[str | None] = [None] * len(index)
    for row, compound in zip(known, scores[:, -1].tolist(), strict=True):
        labels[row] = label_compound(compound)
    columns[prefix + "label"] = pd.Series(labels, index=index, dtype="string")
    return pd.DataFrame(columns, index=index)
