"""Dates told from the moment of capture: "3 hours ago", "yesterday at 14:05", "last Monday"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.calendar_words import (
    AGO,
    BEFORE_AMOUNT,
    DAY_BEFORE,
    LAST,
    TODAY,
    UNITS,
    WEEKDAY_NUMBERS,
    YESTERDAY,
)
from toolkit.date_patterns import ACCENTED_WORD, CLOCK, JOIN, WORD, ZONE, read_clock, read_offset
from toolkit.printed_dates import PrintedDate, clock_text, exists

_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_AMOUNT = r"(?P<amount>\d{1,3}|an?|one|eine[rmn]?|une?|un[ao]?|en|et|ett|o|jednu|één)"
_ABOUT = r"etwa|ca\.|circa|über|rund|mehr als|environ|unos|unas|alrededor de|cerca de|mais de|około"
_SIGN_UNITS = {
    "秒": "second", "초": "second", "分": "minute", "分钟": "minute", "分鐘": "minute",
    "分間": "minute", "분": "minute", "小时": "hour", "小時": "hour", "時間": "hour",
    "시간": "hour", "天": "day", "日": "day", "일": "day", "周": "week", "週間": "week",
    "週": "week", "주": "week", "个月": "month", "個月": "month", "か月": "month",
    "ヶ月": "month", "개월": "month", "달": "month", "年": "year", "년": "year",
}  # fmt: skip
_SIGN_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日", start=1)} | {"天": 7}
_FULL_WEEKDAYS = "|".join(
    sorted((re.escape(name) for name, n in WEEKDAY_NUMBERS.items() if n), key=len, reverse=True)
)
_WEEKDAY = (
    rf"(?:(?P<weekday>{_FULL_WEEKDAYS})|(?:星期|週|周|礼拜|禮拜)(?P<sign>[一二三四五六日天]))"
)
_DAYS = rf"(?:(?P<before>{DAY_BEFORE})|(?P<today>{TODAY})|(?P<yesterday>{YESTERDAY}))"
_LENGTHS = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days"}


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ALONE = r"(?!\w|\s*(?:[-–—]|bis|to|until|till|à|a|до|do|tot|til)\s*\d)"  # no opening hours
_COMING = ("next", "this", "every", "each", "nächsten", "kommenden", "jeden", "próximo", "prossimo")
_PAST = "".join(rf"(?<!\b{word}\s)" for word in _COMING)
_TIMED = (
    _compiled(rf"(?<!\w){_PAST}(?:{_DAYS}|{_WEEKDAY}){JOIN}(?:{CLOCK}){ZONE}?{_ALONE}"),
    _compiled(rf"(?<!\w)(?:{_DAYS})(?:{CLOCK}){_ALONE}"),
    _compiled(rf"(?<![\w:.])(?:{CLOCK}){ZONE}?,?\s+{_DAYS}(?!\w)"),
)
_LAST_WEEKDAY = _compiled(
    rf"(?<!\w)(?:(?:{LAST[0]})\s+{_WEEKDAY}|{_WEEKDAY.replace('P<', 'P<after_')}\s+(?:{LAST[1]}))"
    rf"(?:{JOIN}(?:{CLOCK}))?(?!\w|\s*[-–—]\s*\d)"
)
_AFTER = _compiled(rf"(?<!\w)(?:about\s+|~)?{_AMOUNT}\s?(?P<unit>{_UNIT})\.?\s+(?:{AGO})(?!\w)")
_BEFORE = _compiled(
    rf"(?<!\w)(?:{BEFORE_AMOUNT})\s+(?:(?:{_ABOUT})\s+)?{_AMOUNT}\s?(?P<unit>{_UNIT})(?!\w)"
)
_SHORT = re.compile(r"(?<!\S)(?P<amount>\d{1,2})\s?(?P<unit>min|mo|yr|hrs?|[smhdwy])(?!\S)")
_SIGNS = re.compile(
    r"(?<!\w)(?P<amount>\d{1,3})\s?(?P<unit>"
    rf"{'|'.join(sorted(_SIGN_UNITS, key=len, reverse=True))})\s?(?:之前|以前|[前전])"
)
_DAY_ALONE = _compiled(rf"(?<!\w){_DAYS}(?!\w)")


def _first_words(*alternatives: str) -> frozenset[str]:
    """The first words of alternatives, as they are told in a line."""
    matches = (re.match(r"[^\W\d_]+", text) for text in "|".join(alternatives).split("|"))
    return frozenset(match[0] for match in matches if match)


_CALLED = _first_words(TODAY, YESTERDAY, DAY_BEFORE) | {"l", "the"}
_LASTS = frozenset(re.findall(r"[^\W\d_]{3,}", "|".join(LAST)))
_AGO_WORDS, _BEFORE_WORDS = _first_words(AGO), _first_words(BEFORE_AMOUNT)
_NUMBERED = frozenset(name for name, number in WEEKDAY_NUMBERS.items() if number)
_TELLING = _CALLED | _AGO_WORDS | _BEFORE_WORDS | _NUMBERED  # without one of them: few forms
_CALLING = _TELLING - {"l", "the"}  # which other words follow
_SIGN_DAYS = re.compile("[今昨前一]日?天?|星期|[週周]|[礼禮]拜|오늘|어제|그저께")


@lru_cache(maxsize=8192)
def calls_day(line: str) -> bool:
    """Whether a line has a word that can tell a day without digits: "yesterday", "ago", "Monday".

    >>> calls_day("Yesterday"), calls_day("an hour ago"), calls_day("Reply")
    (True, True, False)
    """
    if line.isascii():
        return not _CALLING.isdisjoint(WORD.findall(line.lower()))
    words = ACCENTED_WORD.findall(line.lower())
    return not _CALLING.isdisjoint(words) or bool(_SIGN_DAYS.search(line))


def find_relative(line: str, words: set[str], *, digits: bool) -> PrintedDate | None:
    """The relative date of a line, or None.

    Args:
        line: A line of text.
        words: Its words, lower case: only patterns of which a word stands in it are tried.
        digits: Whether the line has a digit.
    """
    return next(filter(None, _attempts(line, words, digits)), None)


def _attempts(line: str, words: set[str], digits: bool) -> Iterator[PrintedDate | None]:
    signs = not line.isascii() and bool(_SIGN_DAYS.search(line))
    if not signs and _TELLING.isdisjoint(words):
        if digits:
            yield _short(line)
        return
    called = signs or not _CALLED.isdisjoint(words)
    weekday = signs or not _NUMBERED.isdisjoint(words)
    if digits and (called or weekday):
        yield from (_timed(match) for pattern in _TIMED if (match := pattern.search(line)))
    if weekday and not _LASTS.isdisjoint(words) and (match := _LAST_WEEKDAY.search(line)):
        yield _timed(match)
    if not _AGO_WORDS.isdisjoint(words) and (match := _AFTER.search(line)):
        yield _counted(match)
    if not _BEFORE_WORDS.isdisjoint(words) and (match := _BEFORE.search(line)):
        yield _counted(match, before=True)
    if digits:
        yield _short(line)
    if called and (match := _DAY_ALONE.search(line)):
        yield _timed(match)


def _short(line: str) -> PrintedDate | None:
    """An amount with a short sign of its unit: "6h", "3 分钟前"."""
    if match := _SHORT.search(line):
        return _counted(match)
    if not line.isascii() and (match := _SIGNS.search(line)):
        return _counted(match)
    return None


def from_capture(date: PrintedDate, captured_at: dt.datetime) -> str | None:
    """The timestamp of a relative date, as precise as its unit; None if that is over a day.

    A day of the week is the last one before the day of capture; on that day itself it isn't told.
    """
    if date.unit == "weekday":
        days = captured_at.isoweekday() - (date.weekday or 0)
        if not days:
            return None
        return _days_before(captured_at, days % 7) + clock_text(date)
    if date.unit not in _LENGTHS or date.amount is None:
        return None
    if date.unit == "day":
        return _days_before(captured_at, date.amount) + clock_text(date)
    moment = captured_at - dt.timedelta(**{_LENGTHS[date.unit]: date.amount})
    return (
        moment.date().isoformat() if date.unit == "hour" else moment.isoformat(timespec="minutes")
    )


def _days_before(moment: dt.datetime, days: int) -> str:
    return (moment - dt.timedelta(days=days)).date().isoformat()


def _timed(match: re.Match[str]) -> PrintedDate | None:
    """A day that is called by name, with the clock beside it."""
    found = {name: value for name, value in match.groupdict().items() if value}
    hour, minute, second = read_clock(found)
    name = found.get("weekday") or found.get("after_weekday")
    sign = found.get("sign") or found.get("after_sign")
    weekday = WEEKDAY_NUMBERS[name.lower()] if name else _SIGN_WEEKDAYS[sign] if sign else None
    date = PrintedDate(
        start=match.start(),
        end=match.end(),
        shape="relative",
        hour=hour,
        minute=minute,
        second=second,
        offset=read_offset(found) if hour is not None else None,
        unit="weekday" if weekday else "day",
        amount=None if weekday else 2 if "before" in found else int("yesterday" in found),
        weekday=weekday,
    )
    return date if exists(date) else None


def _counted(match: re.Match[str], *, before: bool = False) -> PrintedDate:
    """An amount of a unit of time."""
    amount, name = match["amount"], match["unit"].lower()
    unit = UNITS.get(name) or _SIGN_UNITS[name]
    if before and name.startswith("годин"):
        unit = "year"  # South Slavic; in Ukrainian, which says "ago" after it, it is an hour
    return PrintedDate(
        start=match.start(),
        end=match.end(),
        shape="relative",
        amount=int(amount) if amount.isdigit() else 1,
        unit=unit,
    )
