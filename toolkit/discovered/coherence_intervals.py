"""Intervals of coherence, where the comments are enough for any.

A pair of words that never meets counts as -1, and may meet in the next comment: where more than a
few pairs never met, no interval holds what it promises (in draws from 961 arguments, intervals of
95 % held the coherence of all in 84 % where 89 % of the pairs met, in 64 % where 76 % did; in made
comments, in 94 to 99 % where 93 % or more did). There is none, then, and the note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from toolkit.clusters import RESAMPLES, Clusters, Floats, bootstrap, find_clusters
from toolkit.discovered.coherence import Meetings, coherence_influence, topic_coherence
from toolkit.shares import MINIMUM_N, clustered_error, comments_are
from toolkit.stats import LARGE_N

_MET = 0.93  # share of a topic's pairs that must have met
_OFTEN = 5  # comments in which they must have, for the delta method


@dataclass(frozen=True)
class Measured:
    """A coherence with its interval, NaN where there is none, and a note that says why."""

    estimate: float
    low: float
    high: float
    method: str
    note: str


def coherence_intervals(
    readers: pd.DataFrame,
    meetings: Meetings,
    estimates: Floats,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> list[Measured]:
    """The interval of each topic's coherence, and last of their mean.

    Comments are drawn (whole authors, conversations or articles where some occur twice) and the
    draws reflected at the estimate (the basic bootstrap: a draw loses rare pairs, as the comments
    themselves did); above :data:`~toolkit.stats.LARGE_N` comments the delta method.

    Args:
        readers: The comments, in an order that doesn't depend on that of the rows.
        meetings: Of their words.
        estimates: The coherence of each topic, NaN for none.
        resamples: Bootstrap draws.
        seed: Their seed.
        confidence: Coverage, between 0 and 1.
    """
    n, known = len(readers), np.isfinite(estimates)
    every = np.append(estimates, estimates[known].mean() if known.any() else np.nan)
    notes = _say_unmet(meetings, known, least=_OFTEN if n > LARGE_N else 1)
    lacking = any("no interval" in note for note in notes)
    notes.append("a topic has no interval, so there is no interval of the mean" if lacking else "")
    if not known.any():
        notes[-1] = "no topic has a coherence"
    if n < MINIMUM_N:
        few = f"{comments_are(n)} too few for an interval (at least {MINIMUM_N})"
        return [Measured(float(one), np.nan, np.nan, "", few) for one in every]
    clusterings = find_clusters(readers)
    found = (_by_delta if n > LARGE_N else _by_bootstrap)(
        meetings, every, known, clusterings, resamples, seed, confidence
    )
    return [
        Measured(float(one.estimate), np.nan, np.nan, "", note)
        if "no interval" in note or np.isnan(one.estimate)
        else Measured(one.estimate, one.low, one.high, one.method,
                      "; ".join(filter(None, [note, one.note])))
        for one, note in zip(found, notes, strict=True)
    ]  # fmt: skip


def _say_unmet(meetings: Meetings, known: np.ndarray, *, least: int) -> list[str]:
    times = np.asarray((meetings.pairs > 0).sum(axis=0)).ravel()
    notes = []
    for pairs, measured in zip(meetings.topic_pairs, known, strict=True):
        never, total = int((times[pairs] == 0).sum()), len(pairs)
        rare = int((times[pairs] < least).sum())
        note = ""
        if not measured:
            note = "fewer than two words that some comment holds"
        elif never:
            note = f"{never} of {total} pairs of words never meet and count as −1"
        if measured and total - rare < _MET * total:
            seldom = f"{rare} of {total} meet in fewer than {least} comments" * (least > 1)
            why = "too many for this number of comments, so there is no interval"
            note = ": ".join(["; ".join(filter(None, [note, seldom])), why])
        notes.append(note)
    return notes


def _by_bootstrap(
    meetings: Meetings,
    every: Floats,
    known: np.ndarray,
    clusterings: Sequence[Clusters],
    resamples: int,
    seed: int,
    confidence: float,
) -> list[Measured]:
    def statistic(weights: Floats) -> Floats:
        drawn = topic_coherence(meetings, weights)
        return np.column_stack([drawn, _mean_of(drawn[:, known])])

    found = []
    drawn = bootstrap(statistic, clusterings, resamples=resamples, seed=seed, confidence=confidence)
    for estimate, one in zip(every, drawn, strict=True):
        low, high = 2 * estimate - one.high, 2 * estimate - one.low
        ends = (max(-1.0, min(low, estimate)), min(1.0, max(high, estimate)))
        by = f"basic bootstrap of {one.by}, {resamples} resamples, seed {seed}, {confidence:.0%}"
        if np.isnan(low):
            ends, by = (np.nan, np.nan), ""
        found.append(Measured(float(estimate), float(ends[0]), float(ends[1]), by, one.note))
    return found


def _by_delta(
    meetings: Meetings,
    every: Floats,
    known: np.ndarray,
    clusterings: Sequence[Clusters],
    resamples: int,
    seed: int,
    confidence: float,
) -> list[Measured]:
    del resamples, seed
    z = float(stats.norm.ppf((1 + confidence) / 2))
    moved = coherence_influence(meetings)
    found = []
    for estimate, column in zip(every, [*moved.T, _mean_of(moved[:, known])], strict=True):
        error, by = max((clustered_error(column, one), one.by) for one in clusterings)
        low, high = max(-1.0, estimate - z * error), min(1.0, estimate + z * error)
        method = f"delta method, clusters of {by}, {confidence:.0%}"
        found.append(Measured(float(estimate), float(low), float(high), method, ""))
    return found


def _mean_of(columns: Floats) -> Floats:
    if not columns.shape[1]:
        return np.full(len(columns), np.nan)
    found: Floats = columns.mean(axis=1)
    return found
