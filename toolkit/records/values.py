"""Cells of unknown tables as texts, numbers and times."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from toolkit.dates import choose_day_order, find_date, to_timestamp
from toolkit.records.shapes import JSON_LINES
from toolkit.records.times import from_epoch, from_iso

if TYPE_CHECKING:
    from toolkit.records.export import Export

Steps: TypeAlias = tuple[str | int, ...]
_SECONDS = (10**8, 10**10)  # 1973 to 2286
_MILLISECONDS = (10**11, 10**13)
_LARGEST = 2**62  # beyond any count
_MISSING = ("", "NULL", "null", "None", "NaN", "nan", "NA", "N/A", "<NA>")


class Dates:
    """How a table writes its times, told from the first of them.

    Args:
        sample: Cells of the column of times.
    """

    def __init__(self, sample: Iterable[Any]) -> None:
        printed = [find_date(text) for cell in sample if (text := as_text(cell))]
        self._order = choose_day_order([date for date in printed if date])

    def read(self, cell: Any) -> str | None:  # noqa: PLR0911 - a form a line
        """The cell's time in ISO 8601, or None.

        >>> Dates([]).read("2013-02-04 15:26:26"), Dates([]).read(1134365188)
        ('2013-02-04T15:26:26', '2005-12-12T05:26:28+00:00')
        >>> Dates(["13/2/2004"]).read("1/2/2004 15:26")
        '2004-02-01T15:26'
        """
        if isinstance(cell, dt.datetime | dt.date):
            return from_iso(cell.isoformat())
        text = as_text(cell)
        if text is None:
            return None
        if (stamp := from_iso(text)) is not None:
            return stamp
        number = _number(text)
        if number is not None:
            if _SECONDS[0] <= number < _SECONDS[1]:
                return from_epoch(int(number))
            if _MILLISECONDS[0] <= number < _MILLISECONDS[1]:
                return from_epoch(int(number), unit=1000)
            return None
        date = find_date(text)
        return to_timestamp(date, day_order=self._order) if date else None


def as_text(cell: Any) -> str | None:  # noqa: PLR0911 - a type a line
    """A cell as text; whole numbers without a fraction, what is missing as None.

    >>> as_text(22022598.0), as_text("a"), as_text(float("nan")), as_text(["a"])
    ('22022598', 'a', None, '["a"]')
    """
    if cell.__class__ is str:
        return cell or None
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False, default=str)
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return str(cell)


def as_id(cell: Any) -> str | None:
    """A cell as an id: whole numbers that were written as fractions lose them; none for none.

    >>> as_id("22022598.0"), as_id("007"), as_id("NULL"), as_id(12)
    ('22022598', '007', None, '12')
    """
    text = as_text(cell)
    if text is None or text in _MISSING:
        return None
    if text.endswith(".0") and text[:-2].isdecimal():
        return text[:-2]
    return text


def as_parent(cell: Any) -> str | None:
    """A cell as the id of a parent, where 0 means that there is none.

    >>> as_parent("0.0"), as_parent("12.0"), as_parent("root")
    (None, '12', None)
    """
    text = as_id(cell)
    return None if text in (None, "0", "-1", "root", "false") else text


def as_number(cell: Any) -> int | None:
    """A cell as a whole number of at most 64 bits, or None.

    >>> as_number("12.0"), as_number(3), as_number("many"), as_number("9" * 400)
    (12, 3, None, None)
    """
    if cell.__class__ is int:
        return int(cell) if -_LARGEST < cell < _LARGEST else None
    text = as_text(cell)
    number = None if text is None or isinstance(cell, bool) else _number(text)
    return int(number) if number is not None and -_LARGEST < number < _LARGEST else None


def _number(text: str) -> float | None:
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return None


def listed(value: Any) -> list[Any]:
    """A list, or an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def objects(export: Export) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """The outermost objects of JSON: the one there is, those of a list, or one a line.

    Each with the steps that lead there, for :func:`toolkit.records.places.point`.
    """
    if export.shape == JSON_LINES:
        for place, row in export.rows():
            yield (place,), row
        return
    value = export.value
    if isinstance(value, dict):
        yield (), value
    items = listed(value)
    others = sum(not isinstance(item, dict) for item in items)
    if others:
        export.passed_over["value that is no object"] = others
    for number, item in enumerate(items):
        if isinstance(item, dict):
            yield (number,), item


def walk(
    value: Any, steps: Steps, is_record: Callable[[Any], bool], *, deepest: int = 4
) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """The objects in a value that are records, and those in lists that hold none, in its order.

    Args:
        value: A JSON value, wrapped in objects and lists of any kind.
        steps: Those that lead to it.
        is_record: Whether an object is one; what is in it is not looked at then.
        deepest: Levels looked into.

    >>> pages = {"page": 1, "data": [{"id": 5}, {"no": 6}]}
    >>> list(walk(pages, (), lambda value: isinstance(value, dict) and "id" in value))
    [(('data', 0), {'id': 5}), (('data', 1), {'no': 6})]
    """
    if is_record(value):
        yield steps, value
    elif isinstance(value, dict) and deepest:
        for name, item in value.items():
            if isinstance(item, dict | list):
                yield from walk(item, (*steps, name), is_record, deepest=deepest - 1)
    elif isinstance(value, list) and deepest:
        among = any(map(is_record, value))
        for number, item in enumerate(value):
            found = walk(item, (*steps, number), is_record, deepest=deepest - 1)
            inside = list(found) if isinstance(item, dict | list) else []
            if inside or not among or not isinstance(item, dict):
                yield from inside
            else:
                yield (*steps, number), item
