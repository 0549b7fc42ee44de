"""Findings in plain sentences, computed from an analysis and linked to the comments behind them.

Counts come before estimates; a sentence that its interval doesn't carry is not written but
listed among what was looked for and not found.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from toolkit.figures.wording import percent
from toolkit.findings.compared import (
    state_contrast,
    state_groups,
    state_mean,
    state_no_contrast,
    state_no_groups,
    state_no_words,
    state_words,
)
from toolkit.findings.counted import (
    state_labels,
    state_no_quotes,
    state_no_replies,
    state_no_topics,
    state_times,
    state_topics,
)
from toolkit.findings.finding import Finding, Piece
from toolkit.pipeline import Analysis
from toolkit.schema import reader_comments

__all__ = ["Finding", "Piece", "conclude", "state_absences", "state_findings"]

MOST_FINDINGS = 6

_FINDINGS: tuple[Callable[[Analysis, pd.DataFrame], Finding | None], ...] = (
    state_times,
    state_topics,
    state_labels,
    state_mean,
    state_contrast("topic"),
    state_words,
    state_contrast("period"),
    state_groups,
)
_ABSENCES: tuple[Callable[[Analysis, pd.DataFrame], str | None], ...] = (
    state_no_topics,
    state_no_contrast("topic"),
    state_no_contrast("period"),
    state_no_groups,
    state_no_words,
    state_no_quotes,
    state_no_replies,
)


def state_findings(analysis: Analysis) -> tuple[Finding, ...]:
    """What the data carry, at most six findings, the most certain first.

    Args:
        analysis: The tables of one analysis.

    Returns:
        When the comments came and what they name (counted), how the lexicon labels them
        (scored), then means and differences (estimated). None without reader comments.
    """
    readers = reader_comments(analysis.comments)
    if readers.empty:
        return ()
    stated = (state(analysis, readers) for state in _FINDINGS)
    return tuple(finding for finding in stated if finding is not None)[:MOST_FINDINGS]


def state_absences(analysis: Analysis) -> tuple[str, ...]:
    """What was looked for and not found, a sentence each; none without reader comments."""
    readers = reader_comments(analysis.comments)
    if readers.empty:
        return ()
    stated = (state(analysis, readers) for state in _ABSENCES)
    return tuple(sentence for sentence in stated if sentence is not None)


def conclude(analysis: Analysis) -> str:
    """One sentence on how much can be concluded from this number of reader comments.

    The interval it names is Wilson's (1927) for a share of one half.
    """
    readers = reader_comments(analysis.comments)
    count = len(readers)
    if count == 0:
        return "Nothing can be concluded about readers: the input holds no reader comment."
    if count == 1:
        return "One comment shows what one reader wrote, and nothing about any other reader."
    if count < 30:
        reach = "enough to read one by one, too few to measure what readers think"
    elif count < 200:
        reach = "enough to see large differences between them, too few for small ones"
    else:
        reach = "enough to measure this thread, though not readers beyond it"
    half_width = 1.96 / (2 * math.sqrt(count + 1.96**2))
    low, high = percent(0.5 - half_width), percent(0.5 + half_width)
    unnamed = int(readers["author"].isna().sum())
    people = "" if not unnamed else f", and {_say_unnamed(unnamed, count)}"
    return (
        f"{count:,} comments are {reach}: even a topic in half of them would carry a 95 % interval "
        f"of {low} to {high}{people}."
    )


def _say_unnamed(unnamed: int, count: int) -> str:
    which = "none of them shows a name" if unnamed == count else f"{unnamed:,} show no name"
    if unnamed == 1:
        which = "1 shows no name"
    return f"since {which}, how many people wrote is unknown"
