"""Measures of agreement with a reference as functions of weights, for figures and intervals.

Each function returns a statistic for :func:`toolkit.clusters.bootstrap`: from weights of shape
(weightings, comments) to values of shape (weightings, measures), NaN where one is undefined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.clusters import RESAMPLES, Clusters, Floats, Statistic, bootstrap
from toolkit.validation.results import SMALL_N, Measure

Codes = npt.NDArray[np.int64]
CLASS_MEASURES = ("precision", "recall", "f1")


class Drawing(NamedTuple):
    """How intervals are made: draws of the bootstrap, their seed, the intervals' coverage."""

    resamples: int = RESAMPLES
    seed: int = 0
    confidence: float = 0.95


class Subject(NamedTuple):
    """Of what a figure is: see :class:`~toolkit.validation.results.Measure`."""

    about: str
    name: str
    against: str

    def measure(
        self, part: str, what: str, n: int, estimate: float, *more: Any, **at: Any
    ) -> Measure:
        """A figure of it."""
        return Measure(self.about, self.name, part, self.against, what, n, estimate, *more, **at)


def classification(truth: Codes, found: Codes, classes: int) -> Statistic:
    """Accuracy and macro-F1, then precision, recall and F1 of each class.

    Macro-F1 is the mean over the classes that occur in truth or among those found. Precision is
    undefined for a class never found, recall for one that never is, F1 for one that is neither.

    Args:
        truth: The reference's class of each comment, from 0.
        found: The machine's class of each comment.
        classes: Number of classes.
    """
    pairs = np.eye(classes * classes)[truth * classes + found]

    def statistic(weights: Floats) -> Floats:
        table = (weights @ pairs).reshape(-1, classes, classes)
        hits = np.einsum("rcc->rc", table)
        each = _precision_recall_f1(hits, table.sum(axis=1), table.sum(axis=2))
        f1 = each[2]
        defined = np.isfinite(f1)
        macro = _divide(np.where(defined, f1, 0).sum(axis=1), defined.sum(axis=1))
        accuracy = _divide(hits.sum(axis=1), table.sum(axis=(1, 2)))
        return np.column_stack([accuracy, macro, np.concatenate(each, axis=1)])

    return statistic


def labelling(truth: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]) -> Statistic:
    """Micro-F1 and macro-F1 over topics, then precision, recall and F1 of each.

    Args:
        truth: Whether each comment has each topic, shape (comments, topics).
        found: The same as the machine has it.
    """
    topics = truth.shape[1]
    stacked = np.concatenate([truth & found, found, truth], axis=1).astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        hits, given, true = np.split(weights @ stacked, [topics, 2 * topics], axis=1)
        each = _precision_recall_f1(hits, given, true)
        defined = np.isfinite(each[2])
        macro = _divide(np.where(defined, each[2], 0).sum(axis=1), defined.sum(axis=1))
        micro = _divide(2 * hits.sum(axis=1), given.sum(axis=1) + true.sum(axis=1))
        return np.column_stack([micro, macro, np.concatenate(each, axis=1)])

    return statistic


def correlation(x: Floats, y: Floats) -> Statistic:
    """Pearson's r; undefined where one of them doesn't vary."""
    x, y = x - x.mean(), y - y.mean()
    moments = np.column_stack([np.ones_like(x), x, y, x * x, y * y, x * y])

    def statistic(weights: Floats) -> Floats:
        n, sx, sy, sxx, syy, sxy = (weights @ moments).T
        mx, my = _divide(sx, n), _divide(sy, n)
        vx, vy = _divide(sxx, n) - mx**2, _divide(syy, n) - my**2
        spread = np.where((vx > 1e-12) & (vy > 1e-12), np.sqrt(np.abs(vx * vy)), np.nan)
        found: Floats = ((_divide(sxy, n) - mx * my) / spread)[:, None]
        return found

    return statistic


def mean(values: Floats) -> Statistic:
    """The weighted mean of the values; with several columns, of each."""
    columns = values.reshape(len(values), -1)

    def statistic(weights: Floats) -> Floats:
        found: Floats = (weights @ columns) / weights.sum(axis=1)[:, None]
        return found

    return statistic


def calibration_error(said: Floats, happened: Floats, bins: Codes) -> Statistic:
    """Expected calibration error: the gap between both means in a bin, averaged by weight.

    Naeini, Cooper & Hauskrecht (2015), "Obtaining Well Calibrated Probabilities Using Bayesian
    Binning". It is above 0 by chance alone, the more so the fewer comments there are.
    """
    places = np.eye(int(bins.max()) + 1 if len(bins) else 1)[bins]
    gaps = places * (said - happened)[:, None]

    def statistic(weights: Floats) -> Floats:
        found: Floats = np.abs(weights @ gaps).sum(axis=1) / weights.sum(axis=1)
        return found[:, None]

    return statistic


def one_column(values: Callable[[Floats], Floats]) -> Statistic:
    """A statistic of one measure, from a function that gives one value a weighting."""
    return lambda weights: values(weights)[:, None]


def measure(
    names: Sequence[tuple[str, str]],
    statistic: Statistic,
    weights: Floats,
    clusterings: Sequence[Clusters],
    subject: Subject,
    drawing: Drawing,
) -> list[Measure]:
    """The figures of a statistic, each with its interval or the reason why it has none.

    Args:
        names: Part and measure of each value of the statistic.
        statistic: The measures as a function of weights.
        weights: How many comments of the table each comment stands for.
        clusterings: What is resampled.
        subject: Of what the figures are.
        drawing: How the intervals are made.
    """
    n = len(weights)
    if not n:
        return [subject.measure(part, what, 0, np.nan, note="no comments to compare")
                for part, what in names]  # fmt: skip
    estimates = statistic(weights[None, :])[0]
    intervals = bootstrap(
        lambda drawn: statistic(drawn * weights), clusterings, resamples=drawing.resamples,
        seed=drawing.seed, confidence=drawing.confidence,
    )  # fmt: skip
    found = []
    for place, (part, what) in enumerate(names):
        interval, estimate = intervals[place], float(estimates[place])
        notes = [interval.note] if np.isfinite(estimate) else ["undefined for these comments"]
        if np.isfinite(interval.low) and interval.clusters < SMALL_N:
            notes.append(
                f"{interval.clusters} {interval.by} are few: bootstrap intervals come out "
                f"too narrow"
            )
        low, high = (interval.low, interval.high) if np.isfinite(estimate) else (np.nan, np.nan)
        note = "; ".join(filter(None, notes))
        found.append(subject.measure(part, what, n, estimate, low, high, interval.by,
                                     interval.clusters, note))  # fmt: skip
    return found


def _precision_recall_f1(hits: Floats, given: Floats, true: Floats) -> tuple[Floats, ...]:
    return _divide(hits, given), _divide(hits, true), _divide(2 * hits, given + true)


def _divide(over: Floats, under: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(under > 0, over / under, np.nan)
