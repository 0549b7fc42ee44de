"""Numbers, dates and lists in words, for titles, captions and alternative texts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def spell(number: int) -> str:
    """A whole number in words up to twelve, in digits above.

    >>> spell(3), spell(0), spell(5000)
    ('three', 'no', '5,000')
    """
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def plural(number: int, noun: str, nouns: str | None = None) -> str:
    """A number with its noun.

    >>> plural(1, "comment"), plural(2, "reply", "replies"), plural(13, "comment")
    ('one comment', 'two replies', '13 comments')
    """
    return f"{spell(number)} {noun if number == 1 else nouns or noun + 's'}"


def part_of(part: int, whole: int) -> str:
    """A part of a whole, both in words or both in digits.

    >>> part_of(9, 11), part_of(9, 300), part_of(0, 3), part_of(2, 2)
    ('nine of eleven', '9 of 300', 'none of three', 'both')
    """
    if part == whole and whole > 1:
        return "both" if whole == 2 else f"all {spell(whole)}"
    if part == 0:
        return f"none of {spell(whole)}"
    words = max(part, whole) < len(_NUMBERS)
    return f"{spell(part)} of {spell(whole)}" if words else f"{part:,} of {whole:,}"


def listed(items: Sequence[str]) -> str:
    """Items in a sentence.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def capitalised(sentence: str) -> str:
    """The sentence with its first letter in upper case; the others stay.

    >>> capitalised("two of VADER's")
    "Two of VADER's"
    """
    return sentence[:1].upper() + sentence[1:]


def signed(value: float) -> str:
    """A score with its sign and two digits, with a true minus.

    >>> signed(-0.214), signed(0.3), signed(-0.001)
    ('−0.21', '+0.30', '0.00')
    """
    if math.isnan(value):
        return "unknown"
    rounded = round(value, 2)
    return "0.00" if rounded == 0 else f"{rounded:+.2f}".replace("-", "−")


def interval(low: float, high: float) -> str:
    """An interval's ends.

    >>> interval(-0.4, 0.12)
    '−0.40 to +0.12'
    """
    return f"{signed(low)} to {signed(high)}"


def percent(share: float) -> str:
    """A share in whole percent; never 0 % or 100 % unless it is.

    >>> percent(0.414), percent(0.001), percent(0.999), percent(1)
    ('41 %', 'under 1 %', 'over 99 %', '100 %')
    """
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 < share < 1:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")


def long_date(time: pd.Timestamp) -> str:
    """A day in words, in English whatever the machine's language.

    >>> long_date(pd.Timestamp("2012-08-30T07:25"))
    '30 August 2012'
    """
    return f"{time.day} {_MONTHS[time.month - 1]} {time.year}"


def short_date(time: pd.Timestamp) -> str:
    """Day and month, short.

    >>> short_date(pd.Timestamp("2012-08-30"))
    '30 Aug'
    """
    return f"{time.day} {short_month(time)}"


def short_month(time: pd.Timestamp) -> str:
    """The month, short.

    >>> short_month(pd.Timestamp("2012-08-30"))
    'Aug'
    """
    return _MONTHS[time.month - 1][:3]


def duration(time: pd.Timedelta) -> str:
    """A length of time in its largest sensible unit.

    >>> duration(pd.Timedelta(hours=5)), duration(pd.Timedelta(days=92)), duration(
    ...     pd.Timedelta(days=900))
    ('five hours', 'three months', '2.5 years')
    """
    days = time.total_seconds() / 86400
    if days < 1 / 24:
        return plural(max(1, round(days * 1440)), "minute")
    if days < 2:
        return plural(round(days * 24), "hour")
    if days < 60:
        return plural(round(days), "day")
    if days < 730:
        return plural(round(days / 30.44), "month")
    return f"{days / 365.25:.1f}".removesuffix(".0") + " years"
