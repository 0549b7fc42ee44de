"""The forms of calendar dates in a line: where which parts stand, whatever their digits are.

A line's form is the line with all digits alike but for those that tell a year, and all months and
weekdays alike. What the patterns find in it holds for every line of that form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.date_patterns import (
    CLOCK_BEGINS,
    FORM,
    PATTERNS,
    THAI_MARK,
    THAI_YEARS,
    WEEKDAY_MARK,
    YEAR_MARK,
    YEARS,
)

LONGEST_BEFORE = 15  # characters that can belong to a date before its first digit or month
LONGEST_AFTER = 24  # and after its last
_FIRST = re.compile(r"[\d\ue001-\ue047]")
_LAST = re.compile(r".*[\d\ue001-\ue047]", re.DOTALL)
_HALF_BEFORE = re.compile(r"(?:d[ue]\.|[ap]\.?m\.?)\s$", re.IGNORECASE)
_SIGNS = re.compile("thứ|chủ|[\u2e80-\udfff\uf900-\uffff]", re.IGNORECASE)
_YEAR = frozenset(("year", "first", "era", "korean_year"))
_HOUR = frozenset(("hour", "hour_alone"))
_MINUTE = frozenset(("minute", "minute_dot"))
_SECOND = frozenset(("clock_second",))
_OFFSET = frozenset(("offset", "zulu", "zone"))
_PARTS = (_YEAR, _HOUR, _MINUTE, _SECOND, _OFFSET)
_WEEKDAYS = re.compile(f"{WEEKDAY_MARK}+")
_HALF = re.compile(r"\b[ap]\.?\s?m\b\.?")
_NUMBERS = re.compile(r"\d+(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class DateForm:
    """Where a pattern found a date in a line's form.

    Attributes:
        start, end: The date's place.
        spans: The places of the parts that are printed, by name.
        shape: The form in words: which kind of date, its punctuation, whether it has a clock.
        completeness: How many parts tell a year, a clock and a zone, and how long the date is:
            no date read from it tells more.
    """

    start: int
    end: int
    spans: tuple[tuple[str, int, int], ...]
    shape: str
    completeness: tuple[int, int]


def form_of(line: str) -> tuple[int, str]:
    """The form of the part of a line that can be a date, and where that part begins.

    Months and weekdays are written as their private characters already.
    """
    first = _FIRST.search(line)
    begin = first.start() if first else 0
    if not line.isascii() and _SIGNS.search(line):
        begin -= LONGEST_BEFORE
    elif half := _HALF_BEFORE.search(line, max(0, begin - 6), begin):
        begin = half.start()
    begin = max(0, begin - 2)  # what may not stand before a date, and a space
    last = _LAST.match(line)
    end = last.end() + LONGEST_AFTER if last else len(line)
    part = line[begin:] if end >= len(line) else line[begin:end] + "x"
    marked = YEARS.sub(YEAR_MARK, part)
    if "25" in marked:
        marked = THAI_YEARS.sub(THAI_MARK, marked)
    form = marked.translate(FORM).replace(YEAR_MARK, "2000").replace(THAI_MARK, "2500")
    return begin, form


@lru_cache(maxsize=4096)
def find_forms(form: str) -> tuple[DateForm, ...]:
    """The dates that the patterns find in a line's form, those that can tell the most first."""
    found = []
    clock = CLOCK_BEGINS.search(form)
    for needed, forms in PATTERNS:
        if not needed.search(form):
            continue
        for bare, before, after in forms:
            if not bare.search(form):
                continue
            if (
                clock
                and before
                and bare.search(form, clock.start() + 1)
                and (match := before.search(form))
            ):
                found.append(_read(match))
            if match := after.search(form):
                found.append(_read(match))
    found.sort(key=lambda one: one.completeness, reverse=True)
    return tuple(found)


def _read(match: re.Match[str]) -> DateForm:
    names = {name: value for name, value in match.groupdict().items() if value}
    told = sum(not part.isdisjoint(names) for part in _PARTS)
    return DateForm(
        match.start(),
        match.end(),
        tuple((name, *match.span(name)) for name in names),
        _shape(match.group(), names),
        (told, match.end() - match.start()),
    )


def _shape(text: str, found: dict[str, str]) -> str:
    kind = "numeric" + found["mark"] if "first" in found else "calendar"
    bare = text.lower()
    if "month_name" in found:
        bare = bare.replace(found["month_name"], "month", 1)
    bare = _WEEKDAYS.sub("weekday", bare)
    bare = _HALF.sub("am", bare.replace("month.", "month"))
    return f"{kind} " + _NUMBERS.sub("0", bare)
