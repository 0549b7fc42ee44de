"""The words of titles, captions and alternative texts (:mod:`toolkit.phrases`)."""

from toolkit.phrases import (
    capitalised,
    duration,
    interval,
    listed,
    long_date,
    part_of,
    percent,
    plural,
    short_date,
    short_month,
    signed,
    spell,
)

__all__ = [
    "capitalised",
    "duration",
    "interval",
    "listed",
    "long_date",
    "part_of",
    "percent",
    "plural",
    "short_date",
    "short_month",
    "signed",
    "spell",
]
