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

from toolkit.calendar_words import CONTESTED_MONTHS, MONTHS, RISKY_MONTHS, WEEKDAY_NUMBERS
from toolkit.date_forms import DateForm, find_forms, form_of
from toolkit.date_patterns import (
    ACCENTED_WORD,
    COLON_BETWEEN,
    DIGIT,
    DIRECTIONS,
    DOTTED,
    DOTTED_MARKS,
    MONTH_BASE,
    NUMBERS,
    RISKY_BASE,
    SIGNS,
    STANDARD,
    STRANGE,
    WEEKDAY_BASE,
    WORD,
    read_clock,
    read_offset,
)
from toolkit.printed_dates import EARLIEST, PrintedDate, clock_text, exists, reorder, whole_year
from toolkit.relative_dates import find_relative, from_capture

__all__ = ["PrintedDate", "choose_day_order", "find_date", "settle_month", "to_timestamp"]

_ERAS = {  # the year before the first, and the days on which the era begins and ends
    "令和": (2018, "2019-05-01", "2100-01-01"), "平成": (1988, "1989-01-08", "2019-04-30"),
    "昭和": (1925, "1926-12-25", "1989-01-07"), "民國": (1911, "1912-01-01", "2100-01-01"),
    "民国": (1911, "1912-01-01", "2100-01-01"),
}  # fmt: skip
_CROATIAN, _NORTHERN = ("hr", "bs"), ("pl", "cs", "uk", "sk")  # who calls which month so


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
        line = COLON_BETWEEN.sub(" ", line).translate(STANDARD)
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


def settle_month(date: PrintedDate, language: str) -> PrintedDate:
    """A date whose month's name two languages share, read in a page's language.

    Args:
        date: What :func:`find_date` found.
        language: The language's ISO 639-1 code. Other languages leave the date as it is.

    >>> date = find_date("7. listopada 2021")
    >>> to_timestamp(settle_month(date, "hr")), to_timestamp(settle_month(date, "pl"))
    ('2021-10-07', '2021-11-07')
    """
    if not date.month_open or date.month is None or date.shape.startswith("numeric"):
        return date
    if language in _CROATIAN:
        return replace(date, month=date.month - 1, month_open=False)
    return replace(date, month_open=False) if language in _NORTHERN else date


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
    if digits and (date := _calendar_date(line, words)):
        return date
    return find_relative(line, words, digits=digits)


def _calendar_date(line: str, words: set[str]) -> PrintedDate | None:
    """The most complete calendar date that the patterns find in a line, if it can exist."""
    named = not MONTHS.keys().isdisjoint(words)
    if not named and not NUMBERS.search(line) and not SIGNS.search(line):
        return None
    view = line
    if named or not WEEKDAY_NUMBERS.keys().isdisjoint(words):
        view = (WORD if line.isascii() else ACCENTED_WORD).sub(_marked, line)
    if not line.isascii() and any(end in line for end in ("ค.", "ย.", "ก.พ.")):
        view = DOTTED.sub(lambda match: DOTTED_MARKS[match[0]] * len(match[0]), view)
    best, told = None, (-1, 0)
    offset, text = form_of(view)
    for form in find_forms(text):
        if form.completeness < told:
            break
        date = _calendar(form, view, line, offset)
        if date and (completeness := _completeness(date)) > told:
            best, told = date, completeness
    return best


def _marked(match: re.Match[str]) -> str:
    """A month or weekday as a run of its private character, any other word as it is."""
    word = match.group().lower()
    number = MONTHS.get(word)
    if number is not None:
        base = RISKY_BASE if word in RISKY_MONTHS else MONTH_BASE
        return chr(base + number) * len(word)
    weekday = WEEKDAY_NUMBERS.get(word)
    return match.group() if weekday is None else chr(WEEKDAY_BASE + weekday) * len(word)


def _calendar(form: DateForm, view: str, line: str, offset: int) -> PrintedDate | None:
    """The date of a line by its form, or None if it can't exist."""
    found = {name: view[offset + start : offset + end] for name, start, end in form.spans}
    place = slice(offset + form.start, offset + form.end)
    year, month, day = _day_parts(found, line)
    month_open = False
    if "month_name" in found and (months := _contested(form, line[offset:])):
        month, month_open = _settled(months, found)
    numeric = "first" in found
    short = numeric and len(found["short_year"]) == 2
    if short and found["mark"] == "." and _goes_on(form, view[offset:]):
        month_open = " " in view[place]  # Korean prints "11. 7. 17." with the year first
    hour, minute, second = read_clock(found)
    stopped = ("year_point", form.end - 1, form.end) in form.spans
    date = PrintedDate(
        start=place.start,
        end=place.stop - stopped,  # the point may be the sentence's
        shape=form.shape,
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
        orders = ("dmy", "mdy", "ymd") if short else ("dmy", "mdy")
        return date if any(exists(reorder(date, order)) for order in orders) else None
    if not exists(date):
        return None
    if year is None and not found.keys().isdisjoint(("year", "korean_year")):
        return None
    return date if "era" not in found or _in_era(date, found["era"]) else None


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
        year = whole_year(year)
        return (year if year >= EARLIEST else None), month, day
    if year < 2500:
        return year, month, day
    is_thai = any("\u0e00" <= sign <= "\u0e7f" for sign in line)
    return (year - 543 if is_thai else None), month, day


def _in_era(date: PrintedDate, era: str) -> bool:
    _, begin, end = _ERAS[era]
    return begin <= f"{date.year:04d}-{date.month:02d}-{date.day:02d}" <= end


def _goes_on(form: DateForm, view: str) -> bool:
    """Whether a point follows the number that stands last."""
    after = next(end for name, _, end in form.spans if name == "short_year")
    return view[after : after + 1] == "."


def _contested(form: DateForm, line: str) -> tuple[int, int] | None:
    """The two months that the name means in different languages, or None."""
    start, end = next((begin, end) for name, begin, end in form.spans if name == "month_name")
    return CONTESTED_MONTHS.get(line[start:end].lower())


def _settled(months: tuple[int, int], found: dict[str, str]) -> tuple[int, bool]:
    """The month by the points that Croatian prints after day and year, and whether it is open."""
    northern, croatian = months
    if "day_point" in found:
        sure = "year_point" in found
        return (croatian if sure else northern), not sure
    return northern, northern == 8  # Czech prints the day's point too


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
