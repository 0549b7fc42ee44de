"""Printed dates to ISO 8601 timestamps, exactly as precise as they are printed.

Nothing is invented: no zone unless one is printed, no year unless one is printed, and a numeric
date whose day and month can't be told apart stays unread (:func:`choose_day_order` lets the page
as a whole decide). Relative dates ("3 hours ago") need the moment of capture.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from toolkit.calendar_words import CONTESTED_MONTHS, MONTHS, RISKY_MONTHS, WEEKDAY_NUMBERS
from toolkit.date_patterns import (
    ACCENTED_WORD,
    DIGIT,
    DIRECTIONS,
    DOTTED,
    DOTTED_MARKS,
    FORM,
    MONTH_BASE,
    NUMBERS,
    PATTERNS,
    RISKY_BASE,
    SIGNS,
    STANDARD,
    STRANGE,
    WEEKDAY_BASE,
    WEEKDAY_MARK,
    WORD,
    YEAR_MARK,
    YEARS,
    read_clock,
    read_offset,
)
from toolkit.printed_dates import PrintedDate, clock_text, exists, reorder, whole_year
from toolkit.relative_dates import find_relative, from_capture

__all__ = ["PrintedDate", "choose_day_order", "find_date", "to_timestamp"]

_ERAS = {  # the year before the first, and the days on which the era begins and ends
    "令和": (2018, "2019-05-01", "2100-01-01"), "平成": (1988, "1989-01-08", "2019-04-30"),
    "昭和": (1925, "1926-12-25", "1989-01-07"), "民國": (1911, "1912-01-01", "2100-01-01"),
    "民国": (1911, "1912-01-01", "2100-01-01"),
}  # fmt: skip


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
    if line.isascii():
        return _find(line, set(WORD.findall(line.lower())))
    if DIRECTIONS.search(line):
        return _without_directions(line)
    if STRANGE.search(line):
        line = line.translate(STANDARD)
    return _find(line, set(ACCENTED_WORD.findall(line.lower())))


def choose_day_order(dates: Sequence[PrintedDate]) -> str | None:
    """Whether a page's numeric dates are day first (``dmy``) or month first (``mdy``).

    Decided by the page as a whole: a date that only one order allows; else the order in which
    the dates run in one direction, if the other order doesn't.

    Returns:
        ``dmy``, ``mdy``, ``ymd`` (years of two digits that stand first), or None where the page
        doesn't tell (or has no such date).

    >>> choose_day_order([find_date("3/4/2012"), find_date("3/25/2012")])
    'mdy'
    """
    numeric = [date for date in dates if date.shape.startswith("numeric")]
    orders = {order: [reorder(date, order) for date in numeric] for order in ("dmy", "mdy")}
    possible = {
        name: [_instant(date) for date in read]
        for name, read in orders.items()
        if read and all(exists(date) for date in read)
    }
    if numeric and _years_first(numeric, possible.get("dmy")):
        return "ymd"
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
        day_order: ``dmy``, ``mdy`` or ``ymd``, for a numeric date.
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
        return from_capture(date, captured_at) if captured_at else None
    if date.shape.startswith("numeric"):
        ordered = _ordered(date, day_order)
    else:
        ordered = None if date.month_open else date
    if ordered is None or ordered.year is None:
        return None
    return f"{ordered.year:04d}-{ordered.month:02d}-{ordered.day:02d}{clock_text(ordered)}"


def _ordered(date: PrintedDate, day_order: str | None) -> PrintedDate | None:
    """A numeric date in the page's order, or in the only one that it allows; None if open."""
    if day_order == "ymd" and date.short_year:
        orders: tuple[str, ...] = ("ymd",)
    elif date.month_open or (date.order_open and day_order is None):
        return None
    else:
        orders = (day_order or "dmy",) if date.order_open else ("dmy", "mdy")
    return next((read for order in orders if exists(read := reorder(date, order))), None)


def _without_directions(line: str) -> PrintedDate | None:
    """The date of a line that has invisible marks of direction in it, at its place in the line."""
    kept = [index for index, sign in enumerate(line) if not DIRECTIONS.match(sign)]
    date = find_date("".join(line[index] for index in kept))
    if date is None:
        return None
    return replace(date, start=kept[date.start], end=kept[date.end - 1] + 1)


def _find(line: str, words: set[str]) -> PrintedDate | None:
    digits = bool(DIGIT.search(line))
    candidates = _calendar_dates(line, words) if digits else []
    if candidates:
        return max(candidates, key=_completeness)
    return find_relative(line, words, digits=digits)


def _calendar_dates(line: str, words: set[str]) -> list[PrintedDate]:
    """The calendar dates that the patterns find in a line."""
    named = not MONTHS.keys().isdisjoint(words)
    if not named and not NUMBERS.search(line) and not SIGNS.search(line):
        return []
    view = line
    if named or not WEEKDAY_NUMBERS.keys().isdisjoint(words):
        view = (WORD if line.isascii() else ACCENTED_WORD).sub(_marked, line)
    if not line.isascii() and any(end in line for end in ("ค.", "ย.", "ก.พ.")):
        view = DOTTED.sub(lambda match: DOTTED_MARKS[match[0]] * len(match[0]), view)
    skeleton = YEARS.sub(YEAR_MARK, view).translate(FORM).replace(YEAR_MARK, "2000")
    return [
        date
        for pattern in _fitting(skeleton)
        if (match := pattern.search(view)) and (date := _calendar(match, line))
    ]


@lru_cache(maxsize=4096)
def _fitting(skeleton: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that a line fits by its form: digits are 0, but for years, and months one."""
    return tuple(
        pattern
        for needed, forms in PATTERNS
        if needed.search(skeleton)
        for bare, patterns in forms
        if bare.search(skeleton)
        for pattern in patterns
        if pattern.search(skeleton)
    )


def _marked(match: re.Match[str]) -> str:
    """A month or weekday as a run of its private character, any other word as it is."""
    word = match.group().lower()
    number = MONTHS.get(word)
    if number is not None:
        base = RISKY_BASE if word in RISKY_MONTHS else MONTH_BASE
        return chr(base + number) * len(word)
    weekday = WEEKDAY_NUMBERS.get(word)
    return match.group() if weekday is None else chr(WEEKDAY_BASE + weekday) * len(word)


def _calendar(match: re.Match[str], line: str) -> PrintedDate | None:
    found = {name: value for name, value in match.groupdict().items() if value}
    year, month, day = _day_parts(found, line)
    month_open = False
    if "month_name" in found and (words := _contested(match, line)):
        month, month_open = _settled(words, found)
    numeric = "first" in found
    short = numeric and len(found["short_year"]) == 2
    if short and found["mark"] == "." and match.string[match.end("short_year") :][:1] == ".":
        month_open = " " in match.group()  # Korean prints "11. 7. 17." with the year first
    hour, minute, second = read_clock(found)
    stopped = "year_point" in found and match.end("year_point") == match.end()
    date = PrintedDate(
        start=match.start(),
        end=match.end() - stopped,  # the point may be the sentence's
        shape=_shape(match.group(), found),
        year=year,
        month=month,
        day=day,
        order_open=numeric and month <= 12 and day <= 12 and month != day,
        short_year=short,
        month_open=month_open,
        hour=hour,
        minute=minute,
        second=second,
        offset=read_offset(found) if hour is not None else None,
    )
    if numeric:
        return date if any(exists(read) for read in _readings(date)) else None
    if not exists(date):
        return None
    if year is None and "year" in found:
        return None
    return date if "era" not in found or _in_era(date, found["era"]) else None


def _readings(date: PrintedDate) -> list[PrintedDate]:
    """A numeric date in the orders in which it can be printed."""
    orders = ("dmy", "mdy", "ymd") if date.short_year else ("dmy", "mdy")
    return [reorder(date, order) for order in orders]


def _day_parts(found: dict[str, str], line: str) -> tuple[int | None, int, int]:
    """Year, month and day; the year in the common calendar, None where none is told."""
    if "first" in found:
        year = int(found["short_year"])
        year = whole_year(year) if year < 100 else year - 543 if year >= 2500 else year
        return year, int(found["second"]), int(found["first"])
    month = ord(found["month_name"][0]) % 16 if "month_name" in found else int(found["month"])
    day = int(found["day"])
    if "era" in found:
        count = found["era_year"]
        return _ERAS[found["era"]][0] + (1 if count == "元" else int(count)), month, day
    text = found.get("year") or found.get("korean_year")
    if text is None:
        return None, month, day
    year = int(text.lstrip("'’"))
    if year < 100:
        return whole_year(year), month, day
    if year < 2500:
        return year, month, day
    is_thai = any("\u0e00" <= sign <= "\u0e7f" for sign in line)
    return (year - 543 if is_thai else None), month, day


def _in_era(date: PrintedDate, era: str) -> bool:
    _, begin, end = _ERAS[era]
    return begin <= f"{date.year:04d}-{date.month:02d}-{date.day:02d}" <= end


def _contested(match: re.Match[str], line: str) -> tuple[int, int] | None:
    """The two months that the matched name means in different languages, or None."""
    return CONTESTED_MONTHS.get(line[match.start("month_name") : match.end("month_name")].lower())


def _settled(months: tuple[int, int], found: dict[str, str]) -> tuple[int, bool]:
    """The month by the points that Croatian prints after day and year, and whether it is open."""
    northern, croatian = months
    if "day_point" in found:
        sure = "year_point" in found
        return (croatian if sure else northern), not sure
    return northern, northern == 8  # Czech prints the day's point too


def _shape(text: str, found: dict[str, str]) -> str:
    """The date's form: which kind of date, its punctuation, whether it has a clock."""
    kind = "numeric" + found["mark"] if "first" in found else "calendar"
    bare = text.lower()
    if "month_name" in found:
        bare = bare.replace(found["month_name"], "month", 1)
    bare = re.sub(f"{WEEKDAY_MARK}+", "weekday", bare)
    bare = re.sub(r"\b[ap]\.?\s?m\b\.?", "am", bare.replace("month.", "month"))
    return f"{kind} " + re.sub(r"\d+(?:st|nd|rd|th)?", "0", bare)


def _instant(date: PrintedDate) -> tuple[int, ...]:
    parts = (date.year, date.month, date.day, date.hour, date.minute, date.second)
    return tuple(part or 0 for part in parts)


def _runs_one_way(instants: Iterable[tuple[int, ...]]) -> bool:
    run = list(instants)
    return run in (sorted(run), sorted(run, reverse=True))


def _completeness(date: PrintedDate) -> tuple[int, int]:
    parts = (date.year, date.hour, date.minute, date.second, date.offset)
    return sum(part is not None for part in parts), date.end - date.start


def _years_first(numeric: Sequence[PrintedDate], day_first: object) -> bool:
    """Whether years of two digits stand first: nothing else is possible, or the first number
    stays the same while the last has three values or more (one year, not one day of the month).
    """
    read = [reorder(date, "ymd") for date in numeric]
    if not all(date.short_year and exists(date) for date in read):
        return False
    years, others = ({date.year for date in dates} for dates in (read, numeric))
    return day_first is None or (len(years) == 1 and len(others) >= 3)
