"""Why VADER gave a score: the words and rules behind it, as spans in the text.

VADER (:mod:`toolkit.scorers.vader`) adds up a value for each word of its lexicon, changed by
rules on the words around it, and squashes the sum x to compound = x / sqrt(x² + 15). The steps
here are the terms of that sum, noted while the scorer's own code computes it, with the package's
faults: "but", for one, may change the wrong word's value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.schema import check_columns
from toolkit.scorers.base import text_values
from toolkit.scorers.overlay import Overlay, classify_overlaid
from toolkit.scorers.vader_reading import Reading, trace_comment
from toolkit.scorers.vader_rules import RULES, Change
from toolkit.scorers.vader_sums import MOST_MARKS, Valuation, chunk_texts, value_texts
from toolkit.scorers.vader_tables import analyzer
from toolkit.scorers.vader_words import WordSpans, classify_words, trace_words

__all__ = ["RULES", "Step", "explain_scores", "explain_text"]

_EXPLANATION_TYPES = {
    "start": "int64", "end": "int64", "word": "string", "valence": "float64", "rule": "string",
    "amount": "float64", "cue_start": "Int64", "cue_end": "Int64", "cue": "string",
}  # fmt: skip


class Step(NamedTuple):
    """One term of the sum that VADER squashes.

    Attributes:
        start: Where the word that carries the value begins in the text; for ``punctuation`` the
            mark.
        end: Where it ends.
        word: ``text[start:end]``.
        valence: The word's value in the lexicon (-4 to 4); None for ``punctuation``.
        rule: One of :data:`RULES`.
        amount: What the rule adds to the sum.
        cue_start: Where the other words that the rule goes by begin (the booster, the negation,
            "but", the idiom), or None.
        cue_end: Where they end.
        cue: ``text[cue_start:cue_end]``.
    """

    start: int
    end: int
    word: str
    valence: float | None
    rule: str
    amount: float
    cue_start: int | None = None
    cue_end: int | None = None
    cue: str | None = None


class _Term(NamedTuple):
    """What a rule adds to the value of a hit, and from which word to which its cue is."""

    rule: str
    amount: float
    cue: tuple[int, int] | None


def explain_scores(table: pd.DataFrame, *, normalised: bool = True) -> pd.DataFrame:
    """The steps behind each comment's ``vader_normalised_compound``.

    Args:
        table: One row a comment, with the columns ``id`` and ``text``.
        normalised: False for the steps behind ``vader_compound``, of the text as it stands.

    Returns:
        A row for each step of :func:`explain_text`, with the comment's ``id`` and the fields of
        :class:`Step`. A comment's amounts sum to the x of compound = x / sqrt(x² + 15); a comment
        without a word of the lexicon has no row.

    Raises:
        SchemaError: No ``id`` or ``text`` column, an id missing or repeated, a text that is not
            a string.

    >>> table = pd.DataFrame({"id": ["a"], "text": ["It isn’t good."]})
    >>> explain_scores(table)[["id", "word", "rule", "amount", "cue"]].values.tolist()
    [['a', 'good', 'lexicon', 1.9, <NA>], ['a', 'good', 'negation', -3.306, 'isn’t']]
    """
    check_columns(table, ["id", "text"])
    rows: list[int] = []
    steps: list[Step] = []
    texts = [text or "" for text in text_values(table["text"])]
    for row, explained in enumerate(explain_texts(texts, normalised=normalised)):
        rows += [row] * len(explained)
        steps += explained
    explanations = pd.DataFrame(steps, columns=list(Step._fields)).astype(_EXPLANATION_TYPES)
    explanations.insert(0, "id", table["id"].iloc[rows].array)
    return explanations


def explain_text(text: str, *, normalised: bool = True) -> list[Step]:
    """The steps that make VADER's score of a text.

    Args:
        text: The text as it stands; offsets are into it.
        normalised: Whether it is read as a comment
            (:func:`toolkit.scorers.vader_reading.read_comment`), else as it stands.

    Returns:
        The steps word by word, each word's in the package's order; then those of punctuation. A
        step that adds nothing is left out, except the lexicon value a word begins with.

    >>> for step in explain_text("not VERY good!"):
    ...     print(step.word, step.rule, round(step.amount, 4), step.cue)
    good lexicon 1.9 None
    good booster 1.026 VERY
    good negation -5.0912 not
    ! punctuation -0.292 None
    """
    return next(explain_texts([text], normalised=normalised))


def explain_texts(
    texts: Sequence[str], *, normalised: bool = True, overlay: Overlay | None = None
) -> Iterator[list[Step]]:
    """:func:`explain_text` for each text in order, many at once.

    With ``overlay`` (:mod:`toolkit.scorers.overlay`) the steps are those behind
    ``vader_overlay_compound``.
    """
    classify = classify_overlaid if overlay else classify_words
    for chunk in chunk_texts(texts):
        readings = [trace_words(_read(text, normalised, overlay)) for text in chunk]
        changes: list[Change] = []
        valuation = value_texts(
            [reading.text for reading in readings], changes=changes, classify=classify
        )
        terms = _terms(valuation, changes)
        for row, (text, reading) in enumerate(zip(chunk, readings, strict=True)):
            first, end = valuation.bounds[row : row + 2].tolist()
            if first == end:
                yield []
                continue
            start = int(valuation.starts[row])
            words = WordSpans(text, reading)
            steps = [
                _step(text, words, hit - start, valence, term, start)
                for hit, valence, own in zip(
                    valuation.hits[first:end].tolist(),
                    valuation.valences[first:end].tolist(),
                    terms[first:end],
                    strict=True,
                )
                for term in own
            ]
            marks = _punctuation_steps(text, reading, float(valuation.totals[row]))
            yield [*steps, *marks]


def _read(text: str, normalised: bool, overlay: Overlay | None) -> Reading:
    if overlay:
        return overlay.read(text).reading
    return trace_comment(text) if normalised else Reading(text, range(len(text)))


def _terms(valuation: Valuation, changes: Sequence[Change]) -> list[list[_Term]]:
    """The terms of each hit's value, in the package's order; cues by the place of their words."""
    terms = [[_Term("lexicon", valence, None)] for valence in valuation.valences.tolist()]
    hits = valuation.hits.tolist()
    for change in changes:
        for number, amount, first, last in zip(
            change.hits.tolist(),
            change.amounts.tolist(),
            change.first.tolist(),
            change.last.tolist(),
            strict=True,
        ):
            place = hits[number]
            cue = (place + first, place + last) if first or last else None
            terms[number].append(_Term(change.rule, amount, cue))
    shifts = np.array(valuation.values, dtype=float) - valuation.before
    buts = np.repeat(valuation.buts, np.diff(valuation.bounds))
    for number in np.flatnonzero(shifts).tolist():
        but = int(buts[number])
        terms[number].append(_Term("but", float(shifts[number]), (but, but)))
    return terms


def _step(text: str, words: WordSpans, place: int, valence: float, term: _Term, start: int) -> Step:
    word = words[place]
    rule = "emoji" if term.rule == "lexicon" and word.is_emoji else term.rule
    surface = text[word.start : word.end]
    if term.cue is None:
        return Step(word.start, word.end, surface, valence, rule, term.amount)
    first, last = words[term.cue[0] - start].start, words[term.cue[1] - start].end
    cue = text[first:last]
    return Step(word.start, word.end, surface, valence, rule, term.amount, first, last, cue)


def _punctuation_steps(text: str, reading: Reading, total: float) -> Iterator[Step]:
    """The emphasis by ``!`` and ``?``, shared out among the marks that count."""
    if total == 0:
        return
    sign = 1 if total > 0 else -1
    emphases = (
        ("!", analyzer()._amplify_ep(reading.text)),
        ("?", analyzer()._amplify_qm(reading.text)),
    )
    for mark, emphasis in emphases:
        count = min(reading.text.count(mark), MOST_MARKS)
        place = -1
        for _ in range(count if emphasis else 0):
            place = reading.text.index(mark, place + 1)
            start = reading.origins[place]
            word = text[start : start + 1]
            yield Step(start, start + 1, word, None, "punctuation", sign * emphasis / count)
