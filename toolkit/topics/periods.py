"""Periods of a thread: how long they should be, and in which each comment falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from toolkit.errors import SettingsError
from toolkit.plain_words import capitalised, plural, spell
from toolkit.schema import local_times, timestamp_precision
from toolkit.stats import NO_DATE

Period = Literal["hour", "day", "week", "month", "quarter", "year"]

NO_CLOCK = "no time of day"
_CODES = {"hour": "h", "day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_WIDTHS = {"hour": 13, "day": 10, "week": 10, "month": 7, "year": 4}
_ENOUGH = 10  # comments a period on the average
_MOST_CHOSEN = 60
_MOST_GIVEN = 1_000
_ZONE = r"(Z|[+-]\d\d(?::?\d\d)?)$"


@dataclass(frozen=True, kw_only=True)
class Periods:
    """Comments in periods.

    Attributes:
        length: Of one period.
        names: The period of each comment, as an ISO 8601 beginning ("2012-08"; of a week its
            Monday, of a quarter "2012-Q3"), or :data:`NO_DATE` or :data:`NO_CLOCK`.
        bounds: Of every period from the first to the last its name, start and end (exclusive); of
            more than 1,000 only those with a comment.
        zones: The zone that each comment's timestamp tells, "" for none.
        why: Why the periods have this length, a sentence.
    """

    length: Period
    names: pd.Series
    bounds: tuple[tuple[str, pd.Timestamp, pd.Timestamp], ...]
    zones: pd.Series
    why: str


def find_periods(timestamps: pd.Series, length: Period | None = None) -> Periods:
    """Put timestamps into periods by the clock times as printed.

    A zone is neither assumed nor applied, because a thread's periods are those its readers saw.

    Args:
        timestamps: ISO 8601, NA for none.
        length: Of the periods; by default the shortest that leaves ten comments a period on the
            average (and at most 60 periods), a year where none does. Hours are chosen only if
            every date has its time of day.

    Raises:
        SettingsError: No such length, or it gives more than 1,000 periods.

    >>> days = pd.Series(["2012-08-30"] * 12 + ["2012-09-01"] * 18)
    >>> found = find_periods(days)
    >>> found.length, [name for name, _, _ in found.bounds]
    ('day', ['2012-08-30', '2012-08-31', '2012-09-01'])
    """
    if length is not None and length not in get_args(Period):
        raise SettingsError(f"period {length!r}: choose one of {', '.join(get_args(Period))}")
    times = local_times(timestamps)
    dated = times.dropna()
    clocked = bool((timestamp_precision(timestamps[times.notna()]) != "day").all())
    chosen, why = _given(length, dated) if length else _choose(dated, clocked=clocked)
    names = pd.Series(NO_DATE, index=timestamps.index, dtype="object")
    bounds: list[tuple[str, pd.Timestamp, pd.Timestamp]] = []
    if chosen == "hour":
        known = times.notna() & (timestamp_precision(timestamps) != "day").fillna(False)
        names[times.notna() & ~known] = NO_CLOCK
        dated = times[known.astype(bool)]
    if len(dated):
        own = dated.dt.to_period(_CODES[chosen])
        names = names.where(~names.index.isin(dated.index), own.map(lambda one: _name(one, chosen)))
        every = sorted(set(own))
        if _count(dated, chosen) <= _MOST_GIVEN:  # with those in which nobody wrote
            every = list(pd.period_range(own.min(), own.max(), freq=_CODES[chosen]))
        bounds = [(_name(one, chosen), one.start_time, (one + 1).start_time) for one in every]
    zones = timestamps.astype("string").str.extract(_ZONE, expand=False)
    zones = zones.where(times.notna() & timestamps.astype("string").str.contains("T")).fillna("")
    return Periods(length=chosen, names=names, bounds=tuple(bounds), zones=zones, why=why)


def say_zones(zones: pd.Series) -> str:
    """What to know of timestamps whose zones differ; "" for nothing.

    >>> say_zones(pd.Series(["+02:00", "", ""]))
    'one of three comments tells its zone and two do not: clock times as printed are compared'
    """
    told = int((zones != "").sum())
    kinds = zones[zones != ""].nunique()
    if 0 < told < len(zones):
        rest = len(zones) - told
        verb, other = (
            "tells its zone" if told == 1 else "tell their zone",
            "does" if rest == 1 else "do",
        )
        return (
            f"{spell(told)} of {plural(len(zones), 'comment')} {verb} and {spell(rest)} {other} "
            f"not: clock times as printed are compared"
        )
    if kinds > 1:
        return f"the times are of {kinds} zones: clock times as printed are compared"
    return ""


def _given(length: Period, dated: pd.Series) -> tuple[Period, str]:
    many = _count(dated, length)
    if many > _MOST_GIVEN:
        raise SettingsError(
            f"period {length!r}: gives {many:,} periods from {dated.min():%Y-%m-%d} to "
            f"{dated.max():%Y-%m-%d}, more than {_MOST_GIVEN:,}; choose a longer one"
        )
    return length, f"Periods of a {length}, as asked for."


def _choose(dated: pd.Series, *, clocked: bool) -> tuple[Period, str]:
    lengths: tuple[Period, ...] = get_args(Period)
    n = len(dated)
    if not n:
        return "year", "No comment shows a full date, so none stands in a period."
    for length in lengths if clocked else lengths[1:]:
        many = _count(dated, length)
        if many == 1:
            said = "The only dated comment is" if n == 1 else f"{_all(n)} dated comments are"
            return length, f"{said} of one {length}."
        if many <= _MOST_CHOSEN and n >= _ENOUGH * many:
            why = f"the shortest with {_ENOUGH} or more comments a period on the average"
            return length, f"Periods of a {length}, {why}."
    said = capitalised(plural(n, "dated comment"))
    return "year", f"{said} are too few for periods shorter than a year."


def _all(n: int) -> str:
    return "Both" if n == 2 else f"All {spell(n)}"


def _count(dated: pd.Series, length: str) -> int:
    """How many periods lie between the first and the last time, both included."""
    if not len(dated):
        return 0
    ends = pd.Series([dated.min(), dated.max()]).dt.to_period(_CODES[length])
    return int(ends.iloc[1].ordinal - ends.iloc[0].ordinal) + 1


def _name(period: pd.Period, length: str) -> str:
    if length == "quarter":
        return f"{period.year:04d}-Q{period.quarter}"
    return period.start_time.isoformat()[: _WIDTHS[length]]
