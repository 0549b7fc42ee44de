"""The columns of a table with one type each, and their values as plain Python ones."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from toolkit.cells import LIST_SEPARATOR, plain_value
from toolkit.schema import COLUMNS, INTEGER_COLUMNS

Kind = Literal["boolean", "integer", "number", "text"]
Value = bool | int | float | str | None

_LONGEST = 2**63  # of a whole number in most programs
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,18})")
_KINDS: tuple[tuple[type, Kind], ...] = ((bool, "boolean"), (float, "number"))
_BOOLEANS = {"True": True, "False": False}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column whose values are all of one type.

    Attributes:
        name: Its name in the table.
        kind: ``boolean``, ``integer`` (of 64 bits), ``number`` (floating point) or ``text``.
        cells: The cells as the table has them.
    """

    name: str
    kind: Kind
    cells: Sequence[Any] | pd.Series[Any]

    def values(self) -> Iterator[Value]:
        """The values one by one, None where one is missing (or no finite number)."""
        for cell in self.cells:
            yield _convert(plain_value(cell), self.kind)


def typed_columns(table: pd.DataFrame, leave_out: Sequence[str] = ()) -> list[Column]:
    """The columns of a table that have a value, each with the narrowest type that holds all.

    A column of texts counts as numbers where each text is what Python prints for one (as scores
    read from CSV are); the text columns of the comments table stay texts.

    >>> table = pd.DataFrame({"a": [1, None], "b": [["x", "y"], None], "c": ["0.5", "-1.0"],
    ...                       "d": ["007", "8"]})
    >>> [(column.name, column.kind, *column.values()) for column in typed_columns(table)]
    [('a', 'number', 1.0, None), ('b', 'text', 'x|y', None), ('c', 'number', 0.5, -1.0), ('d', \
'text', '007', '8')]
    """
    columns = []
    for place, name in enumerate(map(str, table.columns)):
        cells = table.iloc[:, place]
        if name not in leave_out and cells.notna().any():
            columns.append(Column(name=name, kind=_kind(name, cells), cells=cells))
    return columns


def names_in(value: Any) -> list[str]:
    """The names in a cell that holds a list of them, or the list joined as CSV has it.

    >>> names_in(["war", "trade"]), names_in("war|trade"), names_in(None)
    (['war', 'trade'], ['war', 'trade'], [])
    """
    value = plain_value(value)
    if value is None or value == "":
        return []
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return str(value).split(LIST_SEPARATOR)


def _kind(name: str, cells: pd.Series[Any]) -> Kind:
    if name in INTEGER_COLUMNS:
        return "integer"
    if name in COLUMNS:
        return "text"
    kinds = {_kind_of(plain_value(cell)) for cell in cells} - {None}
    if kinds == {"integer", "number"}:
        return "number"
    return kinds.pop() or "text" if len(kinds) == 1 else "text"


def _kind_of(value: Any) -> Kind | None:
    if isinstance(value, str):
        value = _unprinted(value)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return "integer" if -_LONGEST <= value < _LONGEST else "text"
    return next((kind for known, kind in _KINDS if isinstance(value, known)), "text")


def _unprinted(text: str) -> bool | int | float | str:
    """What Python would print as this text, else the text."""
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if len(text) > 25:  # no float is printed longer
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) and repr(number) == text else text


def _convert(value: Any, kind: Kind) -> Value:
    if value is None:
        return None
    if kind == "boolean":
        return _BOOLEANS[value] if isinstance(value, str) else bool(value)
    if kind == "integer":
        return int(value)
    if kind == "number":
        return float(value)
    if isinstance(value, list | tuple):
        return LIST_SEPARATOR.join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
