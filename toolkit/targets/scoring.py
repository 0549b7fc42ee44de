"""Scores toward targets: a row for each comment and target."""

from __future__ import annotations

import bisect
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.phrases import PhraseFinder
from toolkit.quotations import find_quotations
from toolkit.schema import check_columns
from toolkit.scorers.base import text_values
from toolkit.scorers.explanations import explain_texts
from toolkit.scorers.lexicon_file import Lexicon
from toolkit.scorers.overlay import Overlay
from toolkit.targets.attribution import (
    ALL_RULES,
    ReadSentence,
    Rules,
    attribute,
    find_hits,
    read_sentences,
)
from toolkit.targets.intervals import interval
from toolkit.targets.targets_file import Target
from toolkit.text import find_sentences

TARGET_COLUMNS = ("id", "target", "mentions", "score", "low", "high", "evidence")
_TYPES = {"target": "string", "mentions": "int64", "score": "float64", "low": "float64",
          "high": "float64", "evidence": "string"}  # fmt: skip
_ALPHA = 15  # as in VADER


_BUT = re.compile(r"\A\W*but\b", re.IGNORECASE)


class _Reading(NamedTuple):
    text: str
    sentences: list[ReadSentence]
    mentions: dict[int, int]
    quoted: list[tuple[int, int]]


def score_targets(
    table: pd.DataFrame,
    targets: Sequence[Target],
    *,
    lexicon: Lexicon | None = None,
    rules: Rules = ALL_RULES,
) -> pd.DataFrame:
    """The sentiment of what each comment says of each target.

    Args:
        table: One row a comment, with the columns ``id`` and ``text``.
        targets: As from :func:`toolkit.targets.read_targets`.
        lexicon: The analyst's own words, laid over VADER's (:mod:`toolkit.scorers.overlay`).
        rules: The rules to use; for measuring what each is worth.

    Returns:
        A row for each comment and target, comments in the table's order and targets in theirs:
        ``id``; ``target`` (name); ``mentions`` (times it is named); ``score`` (-1 to 1: the
        mean of :func:`value_sentence` over the sentences that say something of it; NA if nothing
        is said); ``low`` and
        ``high`` (see :mod:`toolkit.targets.intervals`); ``evidence`` (the sentences that say
        something of it, or else that name it, one a line; NA if none). What the comment
        quotes is not its writer's: mentions in it count, but nothing is said there.

    Raises:
        SchemaError: No ``id`` or ``text`` column, an id missing or repeated, a text that is not
            a string.
        SettingsError: An alias that can't be used.

    >>> table = pd.DataFrame({"id": ["a"], "text": ["China is great, but Seoul is horrible."]})
    >>> targets = [Target(name="China"), Target(name="Korea", aliases=("Seoul",))]
    >>> score_targets(table, targets)[["target", "mentions", "score"]].round(2).values.tolist()
    [['China', 1, 0.37], ['Korea', 1, -0.31]]
    """
    check_columns(table, ["id", "text"])
    finder = PhraseFinder([target.phrases for target in targets])
    readings = [_read(text or "", finder, rules) for text in text_values(table["text"])]
    rows: list[tuple[object, ...]] = []
    for identity, reading, said in zip(
        table["id"], readings, _values(readings, lexicon, rules), strict=True
    ):
        for number, target in enumerate(targets):
            scored = _score(reading, number, said.get(number, {}))
            rows.append((identity, target.name, reading.mentions.get(number, 0), *scored))
    scores = pd.DataFrame(rows, columns=list(TARGET_COLUMNS))
    return scores.astype(_TYPES).astype({"id": table["id"].dtype})


def value_sentence(values: Sequence[float]) -> float:
    """The value of what a sentence says: its words' mean with one neutral word more, squashed.

    The neutral word keeps a single one from counting in full; of the ways tried (sum, mean, sum
    by the root of the number) this one lies nearest to human ratings.

    Args:
        values: The values of its words, about -4 to 4; none for 0.

    >>> round(value_sentence([3.1]), 2), round(value_sentence([3.1, 3.1]), 2)
    (0.37, 0.47)
    """
    return squash(sum(values) / (len(values) + 1))


def squash(valence: float) -> float:
    """A value on the scale of the lexicon (-4 to 4) as VADER writes it, between -1 and 1."""
    return float(valence / np.sqrt(valence * valence + _ALPHA))


def _read(text: str, finder: PhraseFinder, rules: Rules) -> _Reading:
    mentions = finder.find(text)
    counts: dict[int, int] = defaultdict(int)
    for mention in mentions:
        counts[mention.entry] += 1
    if not mentions:
        return _Reading(text, [], {}, [])
    sentences = list(read_sentences(text, find_sentences(text), mentions, rules))
    return _Reading(text, sentences, counts, find_quotations(text))


def _values(
    readings: Sequence[_Reading], lexicon: Lexicon | None, rules: Rules
) -> Iterator[dict[int, dict[int, list[float]]]]:
    """For each text: by target and sentence, the values of what is said."""
    clauses = [
        (row, number, clause)
        for row, reading in enumerate(readings)
        for number, sentence in enumerate(reading.sentences)
        if not (rules.questions and _asks(reading.text[sentence.start : sentence.end]))
        for clause in sentence.clauses
        if clause.groups
    ]
    # VADER's rule on "but" is for the clauses together, each is valued alone here
    texts = [
        _BUT.sub(_blank, readings[row].text[clause.start : clause.end])
        for row, _, clause in clauses
    ]
    values: list[dict[int, dict[int, list[float]]]] = [
        defaultdict(lambda: defaultdict(list)) for _ in readings
    ]
    explained = explain_texts(texts, overlay=Overlay(lexicon) if lexicon else None)
    for (row, number, clause), steps in zip(clauses, explained, strict=True):
        quoted = readings[row].quoted
        hits = [hit for hit in find_hits(steps, clause.start) if not _is_inside(hit.start, quoted)]
        for entry, value in attribute(readings[row].text, clause, hits, rules):
            values[row][entry][number].append(value)
    yield from values


def _score(
    reading: _Reading, target: int, said: dict[int, list[float]]
) -> tuple[float, float, float, str | None]:
    """Score, low, high and evidence."""
    sentences = sorted(said) or [
        number for number, sentence in enumerate(reading.sentences) if target in sentence.entries
    ]
    evidence = "\n".join(
        reading.text[sentence.start : sentence.end]
        for sentence in (reading.sentences[number] for number in sentences)
    )
    if not said:
        return np.nan, np.nan, np.nan, evidence or None
    score = float(np.mean([value_sentence(said[number]) for number in sentences]))
    low, high = interval(score, len(sentences))
    return score, low, high, evidence


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    number = bisect.bisect_right(spans, (place, sys.maxsize)) - 1
    return number >= 0 and place < spans[number][1]


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"'”’»)] !").endswith("?")
