"""Printed dates to ISO 8601 timestamps, exactly as precise as they are printed.

Nothing is invented: no zone unless one is printed, no year unless one is printed, and a numeric
date whose day and month can't be told apart stays unread (:func:`choose_day_order` lets the page
as a whole decide). Relative dates ("3 hours ago") need the moment of capture.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.calendar_words import MONTHS, RISKY_MONTHS, UNITS, ZONES
from toolkit.date_patterns import (
    DIGIT,
    MONTH_BASE,
    PATTERNS,
    RELATIVE,
    RISKY_BASE,
    SIGN_UNITS,
    WEEKDAY_MARK,
    WEEKDAY_WORDS,
    WORD,
    YEAR_MARK,
    YEARS,
    ZEROS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date as it stands in a line of text.

    Attributes:
        start: Where it begins in the line.
        end: Where it ends in the line.
        shape: Its form with the digits taken out, to tell the dates of one thread from others.
        year, month, day: The calendar parts; year is None where none is printed.
        order_open: Whether ``day`` and ``month`` may have to be exchanged (``3/4/2012``).
        hour, minute, second: The clock parts that are printed, else None.
        offset: Minutes east of UTC where a zone is printed, else None.
        amount, unit: Of a relative date ("3 hours ago": 3, hour), else None.
    """

    start: int
    end: int
    shape: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    order_open: bool = False
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    amount: int | None = None
    unit: str | None = None


def find_date(line: str) -> PrintedDate | None:
    """The most complete date printed in a line, or None.

    A calendar date that can't exist (31 February) is none.

    >>> found = find_date("Mark • August 30, 2012 at 7:25 pm")
    >>> found.year, found.month, found.day, found.hour, found.minute
    (2012, 8, 30, 19, 25)
    >>> find_date("31 February 2012") is None
    True
    """
    line = line[:400]
    words = {word.lower() for word in WORD.findall(line)}
    digits = bool(DIGIT.search(line))
    candidates = _calendar_dates(line, words) if digits else []
    if candidates:
        return max(candidates, key=_completeness)
    for signs, pattern in RELATIVE:
        likely = digits if signs is None else _shows(signs, words, line)
        if likely and (match := pattern.search(line)):
            return _relative(match)
    return None


def choose_day_order(dates: Sequence[PrintedDate]) -> str | None:
    """Whether a page's numeric dates are day first (``dmy``) or month first (``mdy``).

    Decided by the page as a whole: a date that only one order allows; else the order in which
    the dates run in one direction, if the other order doesn't.

    Returns:
        ``dmy``, ``mdy``, or None where the page doesn't tell (or has no such date).

    >>> choose_day_order([find_date("3/4/2012"), find_date("3/25/2012")])
    'mdy'
    """
    numeric = [date for date in dates if date.shape.startswith("numeric")]
    orders = {"dmy": numeric, "mdy": [_exchanged(date) for date in numeric]}
    possible = {
        name: [_instant(date) for date in read]
        for name, read in orders.items()
        if read and all(_exists(date) for date in read)
    }
    if len(possible) == 1:
        return next(iter(possible))
    if any(date.shape.startswith("numeric.") for date in numeric):
        return "dmy"  # points between day, month and year are written day first everywhere
    running = [name for name, instants in possible.items() if _runs_one_way(instants)]
    distinct = len({instant for instants in possible.values() for instant in instants})
    return running[0] if len(running) == 1 and distinct > 2 else None


def to_timestamp(
    date: PrintedDate, *, day_order: str | None = None, captured_at: dt.datetime | None = None
) -> str | None:
    """The ISO 8601 timestamp of a printed date, or None where it can't be told.

    Args:
        date: What :func:`find_date` found.
        day_order: ``dmy`` or ``mdy``, for a numeric date.
        captured_at: The moment at which the page was saved, for a relative date.

    Returns:
        ``YYYY-MM-DD``, ``YYYY-MM-DDTHH:MM`` or ``YYYY-MM-DDTHH:MM:SS``, with ``±HH:MM`` where a
        zone is printed. A relative date is as precise as its unit: minutes give a minute, hours
        and days a day; weeks, months and years give None.

    >>> to_timestamp(find_date("August 30, 2012 at 07:25"))
    '2012-08-30T07:25'
    >>> to_timestamp(find_date("2 days ago"), captured_at=dt.datetime(2024, 5, 3, 12))
    '2024-05-01'
    """
    if date.unit is not None:
        return _from_capture(date, captured_at) if captured_at else None
    if date.year is None:
        return None
    if date.order_open:
        if day_order is None:
            return None
        date = date if day_order == "dmy" else _exchanged(date)
    elif date.shape.startswith("numeric") and not _exists(date):
        date = _exchanged(date)
    stamp = f"{date.year:04d}-{date.month:02d}-{date.day:02d}"
    if date.hour is None:
        return stamp
    stamp += f"T{date.hour:02d}:{date.minute or 0:02d}"
    if date.second is not None:
        stamp += f":{date.second:02d}"
    if date.offset is not None:
        sign, minutes = ("-" if date.offset < 0 else "+"), abs(date.offset)
        stamp += f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    return stamp


def _calendar_dates(line: str, words: set[str]) -> list[PrintedDate]:
    """The calendar dates that the patterns find in a line."""
    view = line
    if not MONTHS.keys().isdisjoint(words) or not WEEKDAY_WORDS.isdisjoint(words):
        view = WORD.sub(_marked, line)
    skeleton = YEARS.sub(YEAR_MARK, view).translate(ZEROS).replace(YEAR_MARK, "2000")
    return [
        date
        for pattern in _fitting(skeleton)
        if (match := pattern.search(view)) and (date := _calendar(match))
    ]


@lru_cache(maxsize=4096)
def _fitting(skeleton: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that a line fits by its form: all digits are 0, but for years."""
    return tuple(
        pattern
        for needed, patterns in PATTERNS
        if needed.search(skeleton)
        for pattern in patterns
        if pattern.search(skeleton)
    )


def _shows(signs: frozenset[str], words: set[str], line: str) -> bool:
    """Whether a line has one of the words; those of signs stand unparted in it."""
    if not signs.isdisjoint(words):
        return True
    return not line.isascii() and any(sign in line for sign in signs if sign[0] > "\u2e7f")


def _marked(match: re.Match[str]) -> str:
    """A month or weekday as a run of its private character, any other word as it is."""
    word = match.group().lower()
    number = MONTHS.get(word)
    if number is not None:
        base = RISKY_BASE if word in RISKY_MONTHS else MONTH_BASE
        return chr(base + number) * len(word)
    return WEEKDAY_MARK * len(word) if word in WEEKDAY_WORDS else match.group()


def _calendar(match: re.Match[str]) -> PrintedDate | None:
    found = {name: value for name, value in match.groupdict().items() if value}
    year, month, day, order_open = _day_parts(found)
    half = (found.get("half") or found.get("half_alone") or "").lower()
    hour_text = found.get("hour") or found.get("hour_alone")
    hour = int(hour_text) if hour_text else None
    if hour is not None and half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour is not None and "late" in found and hour < 12:
        hour += 12
    minute = found.get("minute") or found.get("minute_dot")
    date = PrintedDate(
        start=match.start(),
        end=match.end(),
        shape=_shape(match.group(), found),
        year=year,
        month=month,
        day=day,
        order_open=order_open,
        hour=hour,
        minute=int(minute) if minute else None,
        second=int(found["clock_second"]) if "clock_second" in found else None,
        offset=_offset(found),
    )
    return date if _exists(date) or ("first" in found and _exists(_exchanged(date))) else None


def _day_parts(found: dict[str, str]) -> tuple[int | None, int, int, bool]:
    if "first" in found:
        first, second, year = int(found["first"]), int(found["second"]), int(found["short_year"])
        if year < 100:
            year += 2000 if year < 70 else 1900
        return year, second, first, first <= 12 and second <= 12 and first != second
    month = ord(found["month_name"][0]) % 16 if "month_name" in found else int(found["month"])
    return (int(found["year"]) if "year" in found else None), month, int(found["day"]), False


def _shape(text: str, found: dict[str, str]) -> str:
    """The date's form: which kind of date, its punctuation, whether it has a clock."""
    kind = "numeric" + found["mark"] if "first" in found else "calendar"
    bare = text.lower()
    if "month_name" in found:
        bare = bare.replace(found["month_name"], "month", 1)
    bare = re.sub(f"^{WEEKDAY_MARK}+", "weekday", bare)
    bare = re.sub(r"\b[ap]\.?\s?m\b\.?", "am", bare.replace("month.", "month"))
    return f"{kind} " + re.sub(r"\d+(?:st|nd|rd|th)?", "0", bare)


def _offset(found: dict[str, str]) -> int | None:
    if "zulu" in found:
        return 0
    if "offset" in found:
        digits = found["offset"].replace(":", "")
        minutes = int(digits[1:3]) * 60 + int(digits[3:5])
        return -minutes if digits[0] == "-" else minutes
    if "zone" in found:
        return ZONES[found["zone"].lower()] + 60 * int(found.get("zone_offset", 0))
    return None


def _relative(match: re.Match[str]) -> PrintedDate:
    found = match.groupdict()
    start, end = match.span()
    if found.get("today") or found.get("yesterday"):
        days = 1 if found.get("yesterday") else 0
        return PrintedDate(start=start, end=end, shape="relative", amount=days, unit="day")
    amount = int(found["amount"]) if found["amount"].isdigit() else 1
    unit = UNITS.get(found["unit"].lower()) or SIGN_UNITS[found["unit"]]
    return PrintedDate(start=start, end=end, shape="relative", amount=amount, unit=unit)


def _from_capture(date: PrintedDate, captured_at: dt.datetime) -> str | None:
    lengths = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days"}
    if date.unit not in lengths or date.amount is None:
        return None
    moment = captured_at - dt.timedelta(**{lengths[date.unit]: date.amount})
    if date.unit in ("hour", "day"):
        return moment.date().isoformat()
    return moment.isoformat(timespec="minutes")


def _exists(date: PrintedDate) -> bool:
    try:
        dt.datetime(
            date.year or 2000, date.month or 1, date.day or 1,
            date.hour or 0, date.minute or 0, date.second or 0,
        )  # fmt: skip
    except ValueError:
        return False
    return abs(date.offset or 0) <= 14 * 60


def _exchanged(date: PrintedDate) -> PrintedDate:
    return replace(date, day=date.month, month=date.day)


def _instant(date: PrintedDate) -> tuple[int, ...]:
    parts = (date.year, date.month, date.day, date.hour, date.minute, date.second)
    return tuple(part or 0 for part in parts)


def _runs_one_way(instants: Iterable[tuple[int, ...]]) -> bool:
    run = list(instants)
    return run in (sorted(run), sorted(run, reverse=True))


def _completeness(date: PrintedDate) -> tuple[int, int]:
    parts = (date.year, date.hour, date.minute, date.second, date.offset)
    return sum(part is not None for part in parts), date.end - date.start
