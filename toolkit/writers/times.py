"""Timestamps as XML Schema writes them."""

from __future__ import annotations

import re
from datetime import datetime

import pandas as pd

from toolkit.writers.answers import stripped_texts

_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:T(?P<minute>\d\d:\d\d)(?P<second>:\d\d(?:\.\d{1,6})?)?(?P<zone>Z|[+-]\d\d:\d\d)?)?"
)


def precision(timestamp: str) -> str | None:
    """``day``, ``minute`` or ``second`` of a timestamp in ISO 8601; None if it is none.

    >>> precision("2012-08-30T07:25+02:00"), precision("30 August")
    ('minute', None)
    """
    found = _STAMP.fullmatch(timestamp)
    try:
        real = found is not None and datetime.fromisoformat(timestamp)
    except ValueError:
        return None
    if not found or not real:
        return None
    return "second" if found["second"] else "minute" if found["minute"] else "day"


def schema_time(timestamp: str) -> str | None:
    """The timestamp as ``xsd:date`` or ``xsd:dateTime``; None if it is none in ISO 8601.

    >>> schema_time("2012-08-30T07:25Z"), schema_time("2012-08-30")
    ('2012-08-30T07:25:00Z', '2012-08-30')
    """
    if precision(timestamp) != "minute":
        return timestamp if precision(timestamp) else None
    return timestamp[:16] + ":00" + timestamp[16:]


def schema_times(table: pd.DataFrame) -> list[str | None]:
    """:func:`schema_time` of each row."""
    return [time and schema_time(time) for time in stripped_texts(table, "timestamp")]


def latest_day(table: pd.DataFrame) -> str | None:
    """The last day that a comment was written on, as printed; None if no day is known.

    >>> latest_day(pd.DataFrame({"timestamp": ["2012-08-30", "2012-08-29T23:59Z"]}))
    '2012-08-30'
    """
    return max((time[:10] for time in schema_times(table) if time), default=None)
