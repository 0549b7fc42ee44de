"""Counts, periods and timestamps in sentences; the rest is in :mod:`toolkit.plain_words`."""

from __future__ import annotations

import math
import re

import pandas as pd

from toolkit.plain_words import long_date


def format_number(value: float, digits: int = 2) -> str:
    """A number without a plus sign, with a true minus; "–" where there is none.

    >>> format_number(-0.2345), format_number(-0.001), format_number(float("nan"))
    ('−0.23', '0.00', '–')
    """
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{abs(value):,.{digits}f}"
    return f"−{text}" if value < 0 and float(text.replace(",", "")) else text


def format_count(count: int, noun: str, plural: str | None = None) -> str:
    """A count and its noun in the right number.

    >>> format_count(1, "comment"), format_count(100000, "reply", "replies")
    ('1 comment', '100,000 replies')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def format_period(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """A period of days, without saying a month or year twice.

    >>> format_period(pd.Timestamp('2012-08-30'), pd.Timestamp('2012-09-02'))
    '30 August to 2 September 2012'
    >>> format_period(pd.Timestamp('2012-09-01'), pd.Timestamp('2012-09-02'))
    '1 to 2 September 2012'
    """
    if first.date() == last.date():
        return long_date(last)
    if first.year != last.year:
        return f"{long_date(first)} to {long_date(last)}"
    start = str(first.day) if first.month == last.month else long_date(first).rsplit(" ", 1)[0]
    return f"{start} to {long_date(last)}"


def format_period_name(name: str, length: str) -> str:
    """A period of :func:`toolkit.topics.topics_over_time` as it is said.

    >>> format_period_name("2012-08", "month"), format_period_name("2012-Q3", "quarter")
    ('August 2012', '3rd quarter of 2012')
    >>> format_period_name("2012-08-27", "week"), format_period_name("2012-08-30T14", "hour")
    ('week of 27 August 2012', '30 August 2012, 14:00')
    >>> format_period_name("no date", "month")
    'no date'
    """
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", name)
    if quarter:
        return f"{('1st', '2nd', '3rd', '4th')[int(quarter[2]) - 1]} quarter of {quarter[1]}"
    if length == "hour" and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d", name):
        return format_timestamp(f"{name}:00")
    said = format_timestamp(name)
    return f"week of {said}" if length == "week" and said != name else said


def format_timestamp(timestamp: str | None) -> str:
    """An ISO 8601 timestamp as it is said, exactly as precise as it is.

    >>> format_timestamp("2012-08-30T07:25"), format_timestamp("2012-08-30")
    ('30 August 2012, 07:25', '30 August 2012')
    >>> format_timestamp("2012-08-30T07:25:10+02:00"), format_timestamp("2012-08")
    ('30 August 2012, 07:25:10 (UTC+02:00)', 'August 2012')
    """
    if timestamp is None:
        return "no date"
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", timestamp):
        return long_date(pd.Timestamp(f"{timestamp}-01")).split(" ", 1)[1]
    parts = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T([\d:.]+)(Z|[+-][\d:]+)?)?", timestamp)
    if parts is None:
        return timestamp
    day, clock, zone = parts.groups()
    said = long_date(pd.Timestamp(day)) + (f", {clock}" if clock else "")
    offset = (zone or "").replace("Z", "").replace("-", "−")
    return f"{said} (UTC{offset})" if zone else said
