"""What the machine said of comments: the columns of its scorers and topics in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.cells import LIST_SEPARATOR
from toolkit.stats import LABELS

NONE = "none"
"""How the comments without any topic are called in results; a topic's own name can't be empty."""
TOPIC_COLUMNS = {"seeded": "seeded_topics", "proposed": "proposed_topics"}
_SCORES = ("score", "compound")


@dataclass(frozen=True)
class ScorerColumns:
    """The columns of one scorer in a table; None where it has none.

    Attributes:
        name: The scorer, as its columns begin.
        label: ``<name>_label``: positive, neutral or negative.
        score: ``<name>_score`` or ``<name>_compound``, from -1 to 1.
        low: ``<name>_low``, the lower end of the score's interval.
        high: ``<name>_high``, the upper end.
        probability: ``<name>_probability``: how sure it is of its label, 0 to 1.
    """

    name: str
    label: str | None = None
    score: str | None = None
    low: str | None = None
    high: str | None = None
    probability: str | None = None


def find_scorers(table: pd.DataFrame) -> tuple[ScorerColumns, ...]:
    """The scorers of a table, told by their columns, in the table's order.

    A column counts only if its values fit: labels that are positive, neutral or negative, scores
    from -1 to 1, probabilities from 0 to 1. A scorer has a label, or a score with both ends.

    >>> table = pd.DataFrame({"vader_label": ["neutral"], "vader_compound": [0.0], "score": [17]})
    >>> [(one.name, one.score) for one in find_scorers(table)]
    [('vader', 'vader_compound')]
    """
    ends = ("label", *_SCORES)
    names = [str(column).rpartition("_") for column in table.columns]
    found = []
    for name in dict.fromkeys(stem for stem, _, end in names if stem and end in ends):
        scores = [f"{name}_{end}" for end in _SCORES if _in_range(table, f"{name}_{end}", -1, 1)]
        bounds = [f"{name}_{end}" for end in ("low", "high")]
        bounded = bool(scores) and all(_in_range(table, column, -1, 1) for column in bounds)
        label = f"{name}_label" if _has_labels(table, f"{name}_label") else None
        if label is None and not bounded:
            continue
        probability = f"{name}_probability"
        found.append(
            ScorerColumns(
                name=name,
                label=label,
                score=scores[0] if scores else None,
                low=bounds[0] if bounded else None,
                high=bounds[1] if bounded else None,
                probability=probability if _in_range(table, probability, 0, 1) else None,
            )
        )
    return tuple(found)


def numbers(table: pd.DataFrame, column: str) -> pd.Series:
    """A column as floats, NaN where it has no number."""
    return pd.to_numeric(table[column], errors="coerce").astype("float64")


def topic_lists(values: pd.Series) -> list[frozenset[str]]:
    """The topics of each row, from lists or from cells in which they are joined by ``|``.

    >>> topic_lists(pd.Series([["war", "trade"], "war|trade", None, ""]))[1:] == [
    ...     frozenset({"war", "trade"}), frozenset(), frozenset()]
    True
    """
    return [_topics_of(value) for value in values.tolist()]


def find_topics(table: pd.DataFrame, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The topics that the machine can give: those named, or all that the table has, sorted."""
    if names:
        return tuple(names)
    column = TOPIC_COLUMNS["seeded"]
    if column not in table:
        return ()
    return tuple(sorted(frozenset().union(*topic_lists(table[column]))))


def _topics_of(value: object) -> frozenset[str]:
    if isinstance(value, list | tuple | np.ndarray | set | frozenset):
        return frozenset(str(name) for name in value)
    if isinstance(value, str):
        return frozenset(name for name in value.split(LIST_SEPARATOR) if name)
    return frozenset()


def _in_range(table: pd.DataFrame, column: str, low: float, high: float) -> bool:
    if column not in table:
        return False
    given = table[column].dropna()
    values = pd.to_numeric(given, errors="coerce")
    return bool(len(values) and values.between(low, high).all())


def _has_labels(table: pd.DataFrame, column: str) -> bool:
    if column not in table:
        return False
    given = set(table[column].dropna().astype(str)) - {""}
    return bool(given) and given <= set(LABELS)
