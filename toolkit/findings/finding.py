"""A finding, its linked numbers, and the look-ups that every finding shares."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from toolkit.figures.wording import interval, percent
from toolkit.pipeline import Analysis


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence; one with ids is a number (or name) that links to its comments.

    Attributes:
        text: The words.
        ids: The comments behind them.
        label: What these comments are, where the words alone don't say it.
    """

    text: str
    ids: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A plain statement with the comments behind it.

    Attributes:
        kind: What it is about: "when", "topics", "labels", "mean", "topic", "period", "words",
            "groups".
        certainty: "counted" (read off the page or the seed words), "scored" (a lexicon's
            labels, counted) or "estimated" (has an interval).
        pieces: The sentence in pieces.
        basis: Its n, interval and method, one or two short sentences.

    >>> finding = Finding(kind="when", certainty="counted", basis="n = 2.",
    ...                   pieces=(Piece("2 comments", ("a", "b")), Piece(" came.")))
    >>> finding.text, finding.ids
    ('2 comments came. n = 2.', ('a', 'b'))
    """

    kind: str
    certainty: str
    pieces: tuple[Piece, ...]
    basis: str

    @property
    def sentence(self) -> str:
        """The sentence without its basis."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def text(self) -> str:
        """The sentence and its basis."""
        return f"{self.sentence} {self.basis}".strip()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all comments behind it, each once, as they are first named."""
        return tuple(dict.fromkeys(chain.from_iterable(piece.ids for piece in self.pieces)))


def make_pieces(*pieces: Piece | str) -> tuple[Piece, ...]:
    """Pieces from pieces and plain strings."""
    return tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces)


def ids_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The ids of a table's rows, in order."""
    return tuple(str(identity) for identity in table["id"])


def select(table: pd.DataFrame, **values: str) -> pd.DataFrame:
    """The rows of a table that have the given values, in order.

    >>> select(pd.DataFrame({"name": ["a", "b"], "n": [1, 2]}), name="b")["n"].item()
    2
    """
    kept = pd.Series(True, index=table.index)
    for column, value in values.items():
        kept &= table[column].astype("string").fillna("") == value
    return table[kept]


def has_interval(row: pd.Series) -> bool:
    """Whether a row of estimates or counts carries an interval."""
    return bool(math.isfinite(row["ci_low"]) and math.isfinite(row["ci_high"]))


def say_interval(row: pd.Series) -> str:
    """The 95 % interval of an estimate, or the reason why there is none."""
    if has_interval(row):
        return f"95 % interval {interval(row['ci_low'], row['ci_high'])}"
    return str(row["note"]).rstrip(".") or "too few for an interval"


def say_share(analysis: Analysis, group_by: str, groups: Iterable[str]) -> str:
    """A group's share of the reader comments with its interval, or "" where none was counted.

    The group is looked up by each of the given names in turn.
    """
    for group in groups:
        rows = select(analysis.counts, group_by=group_by, group=group)
        if len(rows) and math.isfinite(rows.iloc[0]["share"]):
            row = rows.iloc[0]
            if not has_interval(row):
                return percent(row["share"])
            low, high = percent(abs(row["ci_low"])), percent(row["ci_high"])
            return f"{percent(row['share'])} ({low} to {high})"
    return ""
