"""VADER, as its authors' package computes it (vaderSentiment 3.3.2).

Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis
of Social Media Text. Proceedings of ICWSM-14, 216-225. doi:10.1609/icwsm.v8i1.14550
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from toolkit.scorers.base import text_values
from toolkit.text import straighten_quotes

LABEL_THRESHOLD = 0.05
_MEASURES = {
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
    """VADER's scores of the text as it is, and of the text with straight quotes.

    The package looks for straight apostrophes only: it reads ``isn’t`` as no negation, and finds
    no word in ``“great”``. The first set of columns (``vader_*``) is exactly what the package
    returns for the text; the second (``vader_normalised_*``) is what it returns for
    :func:`toolkit.text.straighten_quotes` of it.

    >>> VaderScorer().score(pd.Series(["it isn’t good"]))["vader_normalised_label"].item()
    'negative'
    """

    columns: Mapping[str, str] = MappingProxyType(
        {f"vader_{measure}": meaning for measure, meaning in _MEASURES.items()}
        | {
            f"vader_normalised_{measure}": f"{meaning}; quotes straightened"
            for measure, meaning in _MEASURES.items()
        }
    )

    def score(self, texts: pd.Series) -> pd.DataFrame:
        """Score the texts both ways.

        Args:
            texts: Strings; NA where there is no text. An empty text has compound 0 and the label
                neutral.

        Returns:
            The columns of ``columns`` on the same index: numbers as float64 with NaN for NA,
            labels as ``string`` with NA for NA.

        Raises:
            SchemaError: A value that is neither a string nor NA.
        """
        values = text_values(texts)
        raw = [_polarity_or_none(text) for text in values]
        normalised = [
            polarity if text is None or straighten_quotes(text) == text else _normalised(text)
            for text, polarity in zip(values, raw, strict=True)
        ]
        return pd.concat(
            [
                _score_columns(raw, "vader_", texts.index),
                _score_columns(normalised, "vader_normalised_", texts.index),
            ],
            axis=1,
        )

    def score_normalised(self, texts: pd.Series) -> pd.DataFrame:
        """The ``vader_normalised_*`` columns of :meth:`score` alone."""
        normalised = [_normalised(text) for text in text_values(texts)]
        return _score_columns(normalised, "vader_normalised_", texts.index)


def score_text(text: str) -> Polarity:
    """VADER's scores of one text, exactly as the package gives them.

    All scoring goes through this function. The package takes time quadratic in the text's length.

    >>> score_text("VADER is smart, handsome, and funny.")
    Polarity(neg=0.0, neu=0.254, pos=0.746, compound=0.8316)
    """
    return Polarity(**analyzer().polarity_scores(text))


def label_compound(compound: float) -> str:
    """``positive``, ``neutral`` or ``negative``, at the thresholds that VADER's authors give.

    >>> [label_compound(compound) for compound in (0.05, 0.0499, -0.0499, -0.05)]
    ['positive', 'neutral', 'neutral', 'negative']
    """
    if compound >= LABEL_THRESHOLD:
        return "positive"
    return "negative" if compound <= -LABEL_THRESHOLD else "neutral"


@functools.cache
def analyzer() -> Any:
    """The package's analyzer, its lexicon read once."""
    with warnings.catch_warnings():
        # it opens its files with codecs.open, which Python 3.14 deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        return SentimentIntensityAnalyzer()


def _polarity_or_none(text: str | None) -> Polarity | None:
    return None if text is None else score_text(text)


def _normalised(text: str | None) -> Polarity | None:
    return None if text is None else score_text(straighten_quotes(text))


def _score_columns(
    polarities: Iterable[Polarity | None], prefix: str, index: pd.Index
) -> pd.DataFrame:
    known = list(polarities)
    columns: dict[str, pd.Series] = {
        prefix + measure: pd.Series(
            [None if polarity is None else getattr(polarity, measure) for polarity in known],
            index=index,
            dtype="float64",
        )
        for measure in Polarity._fields
    }
    columns[prefix + "label"] = pd.Series(
        [None if polarity is None else label_compound(polarity.compound) for polarity in known],
        index=index,
        dtype="string",
    )
    return pd.DataFrame(columns, index=index)
