"""Scores on the scale of human ratings: from texts to a table, for any head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from toolkit.scorers.base import text_values
from toolkit.scorers.heads import Head
from toolkit.scorers.languages import find_other_language, not_english
from toolkit.scorers.sentence_features import (
    Features,
    Numbers,
    Rows,
    average_passages,
    measure_passages,
    part_texts,
)

# gives each passage a vector, a row each
Embed = Callable[[Sequence[str]], Numbers]

MEASURES = {
    "score": "mean rating that people would give the text, -1 (extremely negative) to 1; missing "
    "where the reason is given",
    "low": "lower end of the score's 90 % interval, -1 to 1",
    "high": "upper end of the score's 90 % interval, -1 to 1",
    "label": "positive, neutral or negative, by the score",
    "reason": "why there is no score: no words, none that the lists know, or not "
    "English; missing where there is one",
}
NO_WORDS = "no words"
NO_KNOWN_WORDS = "no word that the lists know"
WORST_DISAGREEMENT = 0.94  # the largest standard deviation of three numbers from -1 to 1
_CHUNK_CHARACTERS = 1 << 20
_LETTER = re.compile(r"[^\W\d_]")


def name_columns(scorer: str) -> Mapping[str, str]:
    """The columns of a scorer with their meanings."""
    return {f"{scorer}_{measure}": meaning for measure, meaning in MEASURES.items()}


def rate_texts(
    texts: pd.Series, scorer: str, head: Head, embed: Embed | None = None
) -> pd.DataFrame:
    """Score texts with a head: the mean of their passages' scores, by number of words.

    Args:
        texts: Strings; NA where there is no text.
        scorer: Name that the columns begin with.
        head: Weights.
        embed: Gives passages vectors, where the head has weights for them.

    Returns:
        The columns of :func:`name_columns` on the index of the texts. NA for NA. No score but a
        reason for a text without words (empty, white space, marks alone), without vectors also
        for one whose words no list knows, and for one that isn't English
        (:func:`~toolkit.scorers.languages.find_other_language`). Emoji are scored by the English
        names that VADER has for them.

    Raises:
        SchemaError: A value that is neither a string nor NA.
    """
    values = text_values(texts)
    reasons: list[str | None] = [None] * len(values)
    rows: list[int] = []
    for row, text in enumerate(values):
        if text is None:
            continue
        language = find_other_language(text)
        if language is None:
            rows.append(row)
        else:
            reasons[row] = not_english(language)
    numbers = np.full((len(values), 3), np.nan)
    for chunk in _chunks(rows, values):
        numbers[chunk] = _rate([values[row] or "" for row in chunk], head, embed)
    for row in rows:
        if np.isnan(numbers[row, 0]):
            reasons[row] = NO_KNOWN_WORDS if _LETTER.search(values[row] or "") else NO_WORDS
    labels = [None if np.isnan(score) else head.label(score) for score in numbers[:, 0].tolist()]
    return pd.DataFrame(
        {
            f"{scorer}_score": pd.Series(numbers[:, 0], index=texts.index),
            f"{scorer}_low": pd.Series(numbers[:, 1], index=texts.index),
            f"{scorer}_high": pd.Series(numbers[:, 2], index=texts.index),
            f"{scorer}_label": pd.Series(labels, index=texts.index, dtype="string"),
            f"{scorer}_reason": pd.Series(reasons, index=texts.index, dtype="string"),
        },
        index=texts.index,
    )


def _rate(texts: Sequence[str], head: Head, embed: Embed | None) -> Numbers:
    """Score, low and high of each text; NaN where a text has no words."""
    numbers = np.full((len(texts), 3), np.nan)
    passages, owners = part_texts(texts)
    if not passages:
        return numbers
    features = measure_passages(passages)
    sides = np.zeros((len(passages), 1))
    if embed is not None:
        judged = np.flatnonzero(features.words)
        if len(judged):
            sides[judged, 0] = head.weigh_vectors(embed([passages[row] for row in judged]))
    averaged = average_features(features, owners)
    side = average_passages(sides, owners, features.words)[:, 0]
    scores = head.score(averaged, side)
    # where no list knows a word, their silence is no agreement
    disagreement = np.where(averaged.known > 0, averaged.disagreement, WORST_DISAGREEMENT)
    low, high = head.interval(scores, averaged._replace(disagreement=disagreement))
    told = np.flatnonzero(averaged.known if embed is None else averaged.words)
    numbers[told] = np.column_stack([scores, low, high])[told]
    return numbers


def average_features(features: Features, owners: Rows) -> Features:
    """The features of texts from those of their passages."""
    return Features(
        average_passages(features.values, owners, features.words),
        average_passages(features.disagreement[:, None], owners, features.words)[:, 0],
        np.bincount(owners, weights=features.words).astype(np.float64),
        np.bincount(owners, weights=features.known).astype(np.float64),
    )


def _chunks(rows: Sequence[int], values: Sequence[str | None]) -> Iterator[list[int]]:
    """The rows in chunks of about a million characters."""
    chunk: list[int] = []
    characters = 0
    for row in rows:
        chunk.append(row)
        characters += len(values[row] or "") + 1
        if characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
