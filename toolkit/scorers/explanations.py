"""Why VADER gave a score: the words and rules behind it, as spans in the text.

VADER (:mod:`toolkit.scorers.vader`) adds up a value for each word of its lexicon, changed by
rules on the words around it, and squashes the sum x to compound = x / sqrt(x² + 15). The steps
here are the terms of that sum, in the package's order of operation and with the package's faults:
"but", for one, may change the wrong word's value.
"""

from __future__ import annotations

import pandas as pd

from toolkit.schema import check_columns
from toolkit.scorers.base import text_values
from toolkit.scorers.vader_rules import (
    RULES,
    Step,
    TracedText,
    punctuation_steps,
    shift_by_but,
)
from toolkit.scorers.vader_words import find_vader_words

__all__ = ["RULES", "Step", "explain_scores", "explain_text"]

_EXPLANATION_TYPES = {
    "start": "int64", "end": "int64", "word": "string", "valence": "float64", "rule": "string",
    "amount": "float64", "cue_start": "Int64", "cue_end": "Int64", "cue": "string",
}  # fmt: skip


def explain_scores(table: pd.DataFrame) -> pd.DataFrame:
    """The steps behind each comment's ``vader_normalised_compound``.

    Args:
        table: One row a comment, with the columns ``id`` and ``text``.

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
    for row, text in enumerate(text_values(table["text"])):
        explained = explain_text(text or "")
        rows += [row] * len(explained)
        steps += explained
    explanations = pd.DataFrame(steps, columns=list(Step._fields)).astype(_EXPLANATION_TYPES)
    explanations.insert(0, "id", table["id"].iloc[rows].array)
    return explanations


def explain_text(text: str) -> list[Step]:
    """The steps that make VADER's score of a text with straightened quotes.

    Args:
        text: The text as it stands; offsets are into it.

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
    words, plain = find_vader_words(text)
    traced = TracedText(text, words)
    traces = [traced.trace(place) for place in range(len(words))]
    before = [trace.valence for trace in traces]
    after, but = shift_by_but([word.word for word in words], before)
    steps: list[Step] = []
    for place, trace in enumerate(traces):
        steps += trace.steps
        if after[place] != before[place]:
            steps.append(traced.step(place, "but", after[place] - before[place], (but, but)))
    return steps + list(punctuation_steps(text, plain, float(sum(after))))
