"""Bursts, silences, bins and tick marks of a series of times."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd

from toolkit.figures.wording import short_date, short_month

_FREQUENCIES = ("h", "3h", "6h", "D", "W-MON", "MS", "QS", "YS")


class Stretch(NamedTuple):
    """A stretch of time with the comments from its first to its last."""

    start: pd.Timestamp
    end: pd.Timestamp
    n: int

    @property
    def days(self) -> int:
        """Length in whole days, rounded up: all its comments came within so many days."""
        return max(1, math.ceil((self.end - self.start) / pd.Timedelta(days=1)))


def find_burst(times: pd.Series) -> Stretch | None:
    """The stretch that stands out most: the largest share of comments in the least share of time.

    It is taken if it holds at least half of four or more comments and its share of the comments
    exceeds its share of the time by 0.35 or more.

    Args:
        times: Datetimes in any order, without NaT.

    Returns:
        The shortest such stretch, or None.

    >>> days = ["2012-09-01", "2012-09-02", "2012-09-02", "2012-09-03", "2012-12-01"]
    >>> burst = find_burst(pd.to_datetime(pd.Series(days)))
    >>> burst.n, burst.days
    (4, 2)
    """
    ordered = times.sort_values().reset_index(drop=True)
    n = len(ordered)
    whole = (ordered.iloc[-1] - ordered.iloc[0]) if n else pd.Timedelta(0)
    if n < 4 or not whole:
        return None
    best, excess = None, 0.35
    parts = ((ordered - ordered.iloc[0]) / whole).to_numpy()
    for size in _sizes(n):
        lengths = parts[size - 1 :] - parts[: n - size + 1]
        first = int(lengths.argmin())
        gain = size / n - lengths[first]
        if gain >= excess:
            best, excess = (first, size), gain
    if best is None:
        return None
    first, size = best
    return Stretch(ordered.iloc[first], ordered.iloc[first + size - 1], size)


def find_silence(times: pd.Series) -> Stretch | None:
    """The longest time between two comments, if it is at least a fifth of the whole and a day.

    >>> find_silence(pd.to_datetime(pd.Series(["2012-09-01", "2012-09-02", "2012-12-01"]))).days
    90
    """
    ordered = times.sort_values().reset_index(drop=True)
    if len(ordered) < 3:
        return None
    gaps = ordered.diff().iloc[1:]
    longest = int(gaps.to_numpy().argmax()) + 1
    length = gaps[longest]
    if length < pd.Timedelta(days=1) or length < (ordered.iloc[-1] - ordered.iloc[0]) / 5:
        return None
    return Stretch(ordered[longest - 1], ordered[longest], 0)


def choose_frequency(times: pd.Series, *, most: int = 60) -> str:
    """The finest pandas frequency that cuts the times into at most ``most`` bins."""
    span = times.max() - times.min()
    hours = span / pd.Timedelta(hours=1)
    lengths = (1, 3, 6, 24, 168, 730, 2190, 8760)
    for frequency, length in zip(_FREQUENCIES, lengths, strict=True):
        if hours / length <= most:
            return frequency
    return _FREQUENCIES[-1]


def bin_starts(times: pd.Series, frequency: str) -> pd.Series:
    """The start of each time's bin."""
    if frequency in ("h", "3h", "6h", "D"):
        floors: pd.Series = times.dt.floor(frequency)
        return floors
    period = {"W-MON": "W-SUN", "MS": "M", "QS": "Q", "YS": "Y"}[frequency]
    starts: pd.Series = times.dt.to_period(period).dt.start_time
    return starts


def time_ticks(
    start: pd.Timestamp, end: pd.Timestamp, *, most: int = 7
) -> list[tuple[pd.Timestamp, str]]:
    """At most about ``most`` round times from ``start`` to ``end`` with their labels.

    Labels are English whatever the machine's language; the year stands where it changes.

    >>> time_ticks(pd.Timestamp("2012-08-28"), pd.Timestamp("2013-01-23"))[0][1]
    'Sep\\n2012'
    """
    hours = (end - start) / pd.Timedelta(hours=1)
    if hours <= 48:
        step = next((step for step in (1, 2, 3, 6, 12) if hours / step <= most), 12)
        ticks = pd.date_range(start.ceil("h"), end, freq="h")
        return [
            (tick, f"{tick:%H:%M}" + _beneath(tick, before, short_date(tick), "day"))
            for before, tick in _pairs([tick for tick in ticks if tick.hour % step == 0])
        ]
    days = hours / 24
    if days <= 100:
        step = next((step for step in (1, 2, 7, 14) if days / step <= most), 14)
        ticks = pd.date_range(start.ceil("D"), end, freq=f"{step}D")
        return [
            (tick, short_date(tick) + _beneath(tick, before, str(tick.year), "year"))
            for before, tick in _pairs(list(ticks))
        ]
    months = days / 30.44
    if months <= 30:
        step = next((step for step in (1, 2, 3, 6) if months / step <= most), 6)
        ticks = pd.date_range(start.ceil("D"), end, freq="MS")
        kept = [tick for tick in ticks if (tick.month - 1) % step == 0]
        return [
            (tick, short_month(tick) + _beneath(tick, before, str(tick.year), "year"))
            for before, tick in _pairs(kept)
        ]
    years = math.ceil(days / 365.25 / most)
    ticks = pd.date_range(start.ceil("D"), end, freq="YS")
    return [(tick, str(tick.year)) for tick in ticks if tick.year % years == 0]


def _sizes(n: int) -> list[int]:
    """Numbers of comments to try for a burst: from half up to all but one, about 200 of them."""
    low = math.ceil(n / 2)
    return list(range(low, n, max(1, (n - low) // 200)))


def _pairs(ticks: list[pd.Timestamp]) -> list[tuple[pd.Timestamp | None, pd.Timestamp]]:
    return list(zip([None, *ticks[:-1]], ticks, strict=True)) if ticks else []


def _beneath(tick: pd.Timestamp, before: pd.Timestamp | None, text: str, part: str) -> str:
    changed = before is None or getattr(tick, part) != getattr(before, part)
    return f"\n{text}" if changed else ""
