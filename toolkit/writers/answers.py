"""Who wrote and who answered whom, by rows of the table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from toolkit.conversations import without_circles
from toolkit.writers.rows import texts_of

_TOMBSTONES = ("deleted", "removed")
_BRACKETED = re.compile(r"\[.*\]|<.*>", re.S)
# of a record of an export; what a page's records have holds char= or json-ld=
_RECORD = re.compile(r"(?:file=[^;]*;)?(?:(?:pointer|line|row|table)=|xpath=(?!.*;char=))", re.S)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Who answers whom.

    Attributes:
        parents: For each row the row that it answers, or None.
        depths: For each row how many are above it; a circle of answers is cut for that.
        missing: How many rows answer a comment that is not in the table.
    """

    parents: list[int | None]
    depths: list[int]
    missing: int


def find_answers(table: pd.DataFrame) -> Answers:
    """Follow ``reply_to`` from row to row.

    >>> found = find_answers(pd.DataFrame({"id": ["a", "b", "c"], "reply_to": [None, "a", "x"]}))
    >>> found.parents, found.depths, found.missing
    ([None, 0, None], [0, 1, 0], 1)
    """
    rows = {str(identity): row for row, identity in enumerate(table["id"])}
    wanted = [text or None for text in texts_of(table, "reply_to")]
    parents = [None if name is None else rows.get(name) for name in wanted]
    missing = sum(
        name is not None and row is None for name, row in zip(wanted, parents, strict=True)
    )
    return Answers(parents=parents, depths=_depths(without_circles(parents)), missing=missing)


def find_technical(table: pd.DataFrame) -> list[bool]:
    """For each row if the source itself names the comment answered.

    So it is in exports, whose records name their parent; on pages an answer may be told by an
    indent or by a name, and the table doesn't say. The form of ``locator`` tells which it was.
    """
    return [
        place is not None and _RECORD.match(place) is not None
        for place in stripped_texts(table, "locator")
    ]


def find_authors(table: pd.DataFrame) -> list[str | None]:
    """For each row its author's name, None where the name stands for nobody.

    What stands in brackets (``[deleted]``), and what several deleted or removed comments and no
    other show ("Deleted user"), is no name of one person.

    >>> find_authors(pd.DataFrame({"author": ["Ann", " ", "[deleted]", None]}))
    ['Ann', None, None, None]
    """
    names = stripped_texts(table, "author")
    gone = [state in _TOMBSTONES for state in stripped_texts(table, "state")]
    shown = {name for name, dead in zip(names, gone, strict=True) if not dead}
    buried = Counter(name for name, dead in zip(names, gone, strict=True) if dead)
    return [
        None if name is None or _BRACKETED.fullmatch(name)
        or (name not in shown and buried[name] > 1) else name
        for name in names
    ]  # fmt: skip


def stripped_texts(table: pd.DataFrame, column: str) -> list[str | None]:
    """The texts of a column without white space around them, None where nothing is left."""
    return [text.strip() or None if text else None for text in texts_of(table, column)]


def _depths(parents: list[int | None]) -> list[int]:
    depths: list[int | None] = [None] * len(parents)
    for row in range(len(parents)):
        chain = []
        node: int | None = row
        while node is not None and depths[node] is None:
            chain.append(node)
            node = parents[node]
        above = -1 if node is None else depths[node] or 0
        for below in reversed(chain):
            above += 1
            depths[below] = above
    return [depth or 0 for depth in depths]
