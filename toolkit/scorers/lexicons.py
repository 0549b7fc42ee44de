"""Sentiment from VADER and three word lists together: light, and better than VADER alone.

A linear model over VADER's numbers, Hu and Liu's opinion lexicon, Pattern's adjectives and words
learnt from human ratings, fitted on sentences rated by people. Its card, with data, figures and
limits, is ``models/lexicons.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import pandas as pd

from toolkit.scorers.heads import read_head
from toolkit.scorers.rated import name_columns, rate_texts

_head = functools.cache(read_head)


class LexiconsScorer:
    """The mean rating that people would give a text, told from its words, with an interval.

    >>> table = LexiconsScorer().score(pd.Series(["A corrupt and cheap deal.", "Merci!", "…"]))
    >>> table["lexicons_label"].tolist()
    ['negative', <NA>, <NA>]
    >>> table["lexicons_reason"].tolist()
    [<NA>, 'no word that the lists know', 'no words']
    """

    columns: Mapping[str, str] = name_columns("lexicons")

    def score(self, texts: pd.Series) -> pd.DataFrame:
        """Score the texts (:func:`toolkit.scorers.rated.rate_texts`)."""
        return rate_texts(texts, "lexicons", _head("lexicons"))
