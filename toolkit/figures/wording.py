"""The words of titles, captions and alternative texts (:mod:`toolkit.plain_words`)."""

from toolkit.plain_words import (
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
