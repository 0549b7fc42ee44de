"""Times as exports write them, to ISO 8601; a zone only where the format documents one."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

UTC = "+00:00"
_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?\s*",
    re.IGNORECASE,
)
_TWO = tuple(f"{number:02d}" for number in range(60))
_FIRST, _LAST = -62135596800, 253402300799  # the years 1 and 9999


def from_epoch(value: Any, *, unit: int = 1) -> str | None:
    """The instant of a number of seconds (or ``1/unit`` seconds) since 1970, in UTC.

    Args:
        value: A number, or a string that holds one; anything else gives None.
        unit: 1 for seconds, 1,000 for milliseconds.

    >>> from_epoch("1134365188"), from_epoch(1134365188000, unit=1000)
    ('2005-12-12T05:26:28+00:00', '2005-12-12T05:26:28+00:00')
    """
    whole = seconds(value) if unit == 1 else _thousandth(value, unit)
    return None if whole is None else _utc(whole)


def _utc(whole: int) -> str:
    days, rest = divmod(whole, 86400)
    minutes, second = divmod(rest, 60)
    hour, minute = divmod(minutes, 60)
    return f"{_day(days)}T{_TWO[hour]}:{_TWO[minute]}:{_TWO[second]}+00:00"


def seconds(value: Any) -> int | None:
    """The whole seconds since 1970 of a number or a string that holds one, or None.

    >>> seconds("1134365188"), seconds(1134365188.9), seconds(None)
    (1134365188, 1134365188, None)
    """
    if value.__class__ is int:
        return int(value) if _FIRST <= value <= _LAST else None
    if value is None or isinstance(value, bool):
        return None
    try:
        whole = int(float(value)) if not isinstance(value, str) else _whole(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return whole if _FIRST <= whole <= _LAST else None


def from_iso(value: Any, *, zone: str | None = None) -> str | None:
    """An ISO 8601 time as precise as it is written, to the second at most.

    Args:
        value: A string; anything else, and what is no time, gives None.
        zone: The offset that the format documents for times without one, ``+00:00``.

    >>> from_iso("2013-02-04T15:26:26.278-05:00"), from_iso("2016-02-20 11:40", zone=UTC)
    ('2013-02-04T15:26:26-05:00', '2016-02-20T11:40+00:00')
    >>> from_iso("2015-09-29 10:50:41.987077+00"), from_iso("0000-00-00 00:00:00")
    ('2015-09-29T10:50:41+00:00', None)
    """
    match = _ISO.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0),
                    int(second or 0))  # fmt: skip
    except ValueError:
        return None
    text = f"{year}-{month}-{day}"
    if hour is None:
        return text
    text += f"T{hour}:{minute}" + (f":{second}" if second else "")
    return text + (_offset(offset) if offset else zone or "")


def _thousandth(value: Any, unit: int) -> int | None:
    try:
        return seconds((_whole(value) if isinstance(value, str) else int(value)) // unit)
    except (ValueError, TypeError, OverflowError):
        return None


def _offset(text: str) -> str:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def _whole(text: str) -> int:
    """The whole part of a number in a string, exact for whole numbers."""
    return int(text) if text.strip().lstrip("-").isdecimal() else int(float(text))


@lru_cache(maxsize=4096)
def _day(days: int) -> str:
    return (dt.date(1970, 1, 1) + dt.timedelta(days=days)).isoformat()
