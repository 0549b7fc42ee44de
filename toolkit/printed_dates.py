"""A date as it is printed: the parts that are read of it, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

EARLIEST = 1990  # of the years that two digits can mean: pages are no older


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date as it stands in a line of text.

    Attributes:
        start: Where it begins in the line.
        end: Where it ends in the line.
        shape: Its form with the digits taken out, to tell the dates of one thread from others.
        year, month, day: The calendar parts; year is None where none is printed.
        order_open: Whether ``day`` and ``month`` may have to be exchanged (``3/4/2012``).
        short_year: Whether the year has two digits, so that it may stand first too (``19/1/10``).
        month_open: Whether nothing in the line tells which number or name means what: the
            name is of another month in another language (Polish and Croatian ``listopada``),
            or the form is one that is printed with the year first, too (``11. 7. 17.``).
        hour, minute, second: The clock parts that are printed, else None.
        offset: Minutes east of UTC where a zone is printed, else None.
        amount, unit: Of a relative date ("3 hours ago": 3, hour), else None; of a day of the
            week the unit is ``weekday``.
        weekday: Of a day of the week ("Monday at 14:05"): 1 for Monday to 7; else None.
    """

    start: int
    end: int
    shape: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    order_open: bool = False
    short_year: bool = False
    month_open: bool = False
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    amount: int | None = None
    unit: str | None = None
    weekday: int | None = None


def reorder(date: PrintedDate, order: str) -> PrintedDate:
    """A numeric date read in another order (``dmy``, ``mdy``, ``ymd``) than day first."""
    if order == "mdy":
        return replace(date, day=date.month, month=date.day)
    if order == "ymd" and date.short_year:
        assert date.day is not None
        assert date.year is not None
        return replace(date, year=whole_year(date.day), day=date.year % 100)
    return date


def whole_year(short: int) -> int:
    """The year that is meant by two digits, from 1936 to 2035.

    >>> whole_year(98), whole_year(11)
    (1998, 2011)
    """
    return short + (2000 if short <= 35 else 1900)


def exists(date: PrintedDate) -> bool:
    """Whether there is such a day and time; with a year of two digits: on the Web, so from 1990."""
    if date.short_year and date.year is not None and date.year < EARLIEST:
        return False
    try:
        dt.datetime(
            date.year or 2000,
            1 if date.month is None else date.month, 1 if date.day is None else date.day,
            date.hour or 0, date.minute or 0, date.second or 0,
        )  # fmt: skip
    except ValueError:
        return False
    return abs(date.offset or 0) <= 14 * 60


def clock_text(date: PrintedDate) -> str:
    """The clock and the zone of a date as ISO 8601 writes them, ``T09:17+02:00``; "" without."""
    if date.hour is None:
        return ""
    text = f"T{date.hour:02d}:{date.minute or 0:02d}"
    if date.second is not None:
        text += f":{date.second:02d}"
    if date.offset is not None:
        sign, minutes = ("-" if date.offset < 0 else "+"), abs(date.offset)
        text += f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    return text


def describe_unread(dates: Sequence[PrintedDate], *, captured: bool) -> list[str]:
    """Why dates that became no timestamps stay as printed, a sentence each.

    Args:
        dates: Those dates.
        captured: Whether it is known when the page was saved.
    """
    reasons = []
    if any(date.order_open for date in dates):
        reasons.append(
            "the page does not tell whether its dates are day first or month first; they stay "
            "as printed"
        )
    relative = sum(1 for date in dates if date.unit)
    if relative:
        why = "are coarser than a day" if captured else "need the moment of capture (--captured-at)"
        reasons.append(f"{relative} relative dates {why}; they stay as printed")
    if any(date.year is None and not date.unit for date in dates):
        reasons.append("dates without a year stay as printed")
    return reasons
