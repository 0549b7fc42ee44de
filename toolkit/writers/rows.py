"""What several writers need of a table's rows: plain values, who answers whom, instants."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.cells import plain_value
from toolkit.conversations import find_roots, without_circles

_HALF = re.compile("[\ud800-\udfff]")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST, _LAST = -62135596800, 253402300799  # the years 1 to 9999 in UTC
# what stands for an author where an account is gone, in tables of other tools
_NOBODY = ("", "[deleted]", "[removed]", "redacted")


class Answers(NamedTuple):
    """Who answers whom, by row.

    Attributes:
        parents: The row of the comment answered; None at the top.
        roots: The row at the top of the conversation.
        orphans: Answers to a comment that is not in the table; they stand at the top.
        circles: Answers through which a comment would answer itself; they stand at the top.
    """

    parents: list[int | None]
    roots: list[int]
    orphans: int
    circles: int

    def notes(self) -> list[str]:
        """What a person should know of it."""
        said = []
        if self.orphans:
            said.append(
                f"{self.orphans:,} comments answer one that is not in the table; each stands at "
                f"the top of a conversation of its own"
            )
        if self.circles:
            said.append(
                f"{self.circles:,} comments would answer themselves through others; each stands "
                f"at the top of a conversation of its own"
            )
        return said


def find_answers(ids: Sequence[str], wanted: Sequence[str | None]) -> Answers:
    """Who answers whom, from the ids and those answered.

    >>> find_answers(["a", "b", "c"], ["b", None, "gone"])
    Answers(parents=[1, None, None], roots=[1, 1, 2], orphans=1, circles=0)
    """
    rows = {own: row for row, own in enumerate(ids)}
    found = [None if name is None else rows.get(name) for name in wanted]
    orphans = sum(name is not None and row is None
                  for name, row in zip(wanted, found, strict=True))  # fmt: skip
    parents = without_circles(found)
    circles = sum(old is not new for old, new in zip(found, parents, strict=True))
    return Answers(parents, find_roots(parents), orphans, circles)


def texts_of(table: pd.DataFrame, name: str) -> list[str | None]:
    """A column as texts, None where it has nothing or is missing."""
    if name not in table:
        return [None] * len(table)
    plain = map(plain_value, table[name].tolist())
    return [None if value is None else str(value) for value in plain]


def plain_rows(table: pd.DataFrame, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows as dictionaries of JSON values, of some columns."""
    columns = [table[name].tolist() for name in names]
    if not columns:
        yield from ({} for _ in range(len(table)))
    for row in zip(*columns, strict=True):
        yield {str(name): plain_value(value) for name, value in zip(names, row, strict=True)}


def is_known(author: str | None) -> bool:
    """Whether an author is named, and not what stands in place of an account that is gone.

    >>> is_known("ann"), is_known("[deleted]"), is_known(None)
    (True, False, False)
    """
    return author is not None and author.strip().lower() not in _NOBODY


def instant(timestamp: str | None) -> int | None:
    """The seconds since 1970 of a time with an offset; None for a day or a local time.

    >>> instant("1970-01-01T01:00:05+01:00"), instant("1970-01-01T01:00"), instant("1970-01-01")
    (5, None, None)
    """
    try:
        read = dt.datetime.fromisoformat(timestamp or "")
    except ValueError:
        return None
    seconds = None if read.tzinfo is None else (read - _EPOCH) // dt.timedelta(seconds=1)
    return seconds if seconds is not None and _FIRST <= seconds <= _LAST else None


def local_note(timestamps: Sequence[str | None], what: str) -> list[str]:
    """How many times are no instants, because no zone is known or only the day, and what then.

    >>> local_note(["2012-08-30", None], "left empty")
    ['1 times tell no zone or only a day, so that the instant is not known: left empty']
    """
    local = sum(time is not None and instant(time) is None for time in timestamps)
    return [
        f"{local:,} times tell no zone or only a day, so that the instant is not known: {what}"
    ] if local else []  # fmt: skip


def without_halves(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The table without half characters (lone surrogates), which no file can hold.

    Returns:
        A table with ``\\ufffd`` in their place, and how many values had some.

    >>> table = pd.DataFrame({"text": ["a\\ud83d", "b"]}, dtype=object)
    >>> made, cells = without_halves(table)
    >>> made["text"].tolist() == ["a\\ufffd", "b"], cells
    (True, 1)
    """
    changed: dict[int, list[Any]] = {}
    cells = 0
    for place in range(table.shape[1]):
        column = table.iloc[:, place]
        arrow = getattr(column.dtype, "storage", "") == "pyarrow"  # holds valid UTF-8 only
        if arrow or not (column.dtype == object or pd.api.types.is_string_dtype(column.dtype)):
            continue
        before = column.tolist()
        after = [_whole(value) for value in before]
        found = sum(old is not new for old, new in zip(before, after, strict=True))
        if found:
            changed[place] = after
            cells += found
    if not changed:
        return table, 0
    made = table.copy()
    for place, values in changed.items():
        made.isetitem(place, np.array([*values, None], dtype=object)[:-1])
    return made, cells


def _whole(value: Any) -> Any:
    """The value itself if it has no half characters, or another without them."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value) if _HALF.search(value) else value
    if isinstance(value, list | tuple):
        items = [_whole(item) for item in value]
        same = all(old is new for old, new in zip(value, items, strict=True))
        return value if same else items
    if isinstance(value, dict):
        pairs = {_whole(key): _whole(item) for key, item in value.items()}
        same = all(pairs.get(key) is item for key, item in value.items())
        return value if same else pairs
    return value
