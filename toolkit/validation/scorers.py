"""Each scorer against the people who coded: labels, scores, intervals, probabilities."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from toolkit.agreement import AlphaParts
from toolkit.clusters import Floats
from toolkit.stats import LABELS
from toolkit.validation.codes import HIGHEST
from toolkit.validation.machine import ScorerColumns, numbers
from toolkit.validation.measuring import (
    CLASS_MEASURES,
    Codes,
    Subject,
    calibration_error,
    classification,
    correlation,
    mean,
    one_column,
)
from toolkit.validation.results import Measure
from toolkit.validation.units import Mask, Units, references

_VALUES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
_SCORE_BINS = np.linspace(-1, 1, 6)
_PROBABILITY_BINS = np.linspace(0, 1, 11)

Bin = tuple[str, str, str, float, float, int, float, float]


def compare_labels(units: Units, scorer: ScorerColumns) -> list[Measure]:
    """A scorer's labels against the consensus and each coder.

    Comments that people found unclear, or on which no code has a majority, are left out of the
    comparison with the consensus, as are those that the scorer doesn't label.
    """
    found: list[Measure] = []
    for against, truth, machine, kept in _labelled(units, scorer):
        names = [("all", "accuracy"), ("all", "macro_f1")]
        names += [(label, what) for what in CLASS_MEASURES for label in LABELS]
        subject = Subject("scorer", scorer.name, against)
        own = truth[kept], machine[kept]
        found += units.measure(subject, kept, names, classification(*own, len(LABELS)))
        codes = pd.DataFrame({"people": own[0], "machine": own[1]})
        alpha = AlphaParts(codes, level="nominal").alpha
        found += units.measure(subject, kept, [("all", "alpha")], one_column(alpha))
        known = truth >= 0
        labelled = (machine[known] >= 0).astype(np.float64)
        if not labelled.all():
            found += units.measure(subject, known, [("all", "labelled")], mean(labelled))
    return found


def confuse_labels(units: Units, scorer: ScorerColumns) -> list[tuple[object, ...]]:
    """Rows of the confusion table: what people say, and what the scorer says."""
    rows: list[tuple[object, ...]] = []
    for against, truth, machine, kept in _labelled(units, scorer):
        weights = units.weights(kept)
        for row, said in enumerate(LABELS):
            for column, read in enumerate(LABELS):
                cell = (truth[kept] == row) & (machine[kept] == column)
                rows.append(("scorer", scorer.name, "all", against, said, read, int(cell.sum()),
                             float(weights[cell].sum())))  # fmt: skip
    return rows


def compare_scores(units: Units, scorer: ScorerColumns) -> list[Measure]:
    """A scorer's scores against ratings, and against labels as -1, 0 and 1; and its intervals.

    ``coverage`` is the share of comments whose rating, divided by 4, lies within the interval.
    """
    if scorer.score is None:
        return []
    score = numbers(units.rows, scorer.score).to_numpy()
    found: list[Measure] = []
    for against, ratings, what in _numbered(units):
        kept = np.isfinite(score) & np.isfinite(ratings)
        if not kept.any():
            continue
        subject = Subject("scorer", scorer.name, against)
        found += units.measure(
            subject, kept, [("all", what)], correlation(score[kept], ratings[kept])
        )
        if what != "r":
            continue
        scaled = ratings / HIGHEST
        gaps = calibration_error(score[kept], scaled[kept], _place(score[kept], _SCORE_BINS))
        found += units.measure(subject, kept, [("all", "score_calibration_error")], gaps)
        if scorer.low is None or scorer.high is None:
            continue
        low = numbers(units.rows, scorer.low).to_numpy()
        high = numbers(units.rows, scorer.high).to_numpy()
        bounded = kept & np.isfinite(low) & np.isfinite(high)
        inside = (low <= scaled) & (scaled <= high)
        columns = np.column_stack([inside, high - low]).astype(np.float64)
        names = [("all", "coverage"), ("all", "interval_width")]
        found += units.measure(subject, bounded, names, mean(columns[bounded]))
    return found


def compare_probabilities(units: Units, scorer: ScorerColumns) -> list[Measure]:
    """The expected calibration error of a scorer's probabilities, in ten bins."""
    if scorer.probability is None or scorer.label is None:
        return []
    said = numbers(units.rows, scorer.probability).to_numpy()
    found: list[Measure] = []
    for against, truth, machine, labelled in _labelled(units, scorer):
        kept = labelled & np.isfinite(said)
        if not kept.any():
            continue
        right = (truth == machine)[kept].astype(np.float64)
        gaps = calibration_error(said[kept], right, _place(said[kept], _PROBABILITY_BINS))
        found += units.measure(
            Subject("scorer", scorer.name, against), kept,
            [("all", "expected_calibration_error")], gaps,
        )  # fmt: skip
    return found


def bin_scores(units: Units, scorer: ScorerColumns) -> Iterator[Bin]:
    """What people say of comments by what the scorer says: means in bins, weighted."""
    if scorer.score is not None:
        score = numbers(units.rows, scorer.score).to_numpy()
        for against, ratings, what in _numbered(units):
            kept = np.isfinite(score) & np.isfinite(ratings)
            if what == "r" and kept.any():
                scaled, weights = ratings[kept] / HIGHEST, units.weights(kept)
                yield from _bins(
                    scorer.name, against, "score", score[kept], scaled, weights, _SCORE_BINS
                )
    if scorer.probability is not None and scorer.label is not None:
        said = numbers(units.rows, scorer.probability).to_numpy()
        for against, truth, machine, labelled in _labelled(units, scorer):
            kept = labelled & np.isfinite(said)
            right = (truth == machine)[kept].astype(np.float64)
            yield from _bins(scorer.name, against, "probability", said[kept], right,
                             units.weights(kept), _PROBABILITY_BINS)  # fmt: skip


def _labelled(units: Units, scorer: ScorerColumns) -> Iterator[tuple[str, Codes, Codes, Mask]]:
    """Reference, its labels, the machine's, and where both have one; -1 for none."""
    if scorer.label is None or "sentiment" not in units.columns:
        return
    machine = _label_codes(units.rows[scorer.label])
    for against, codes in references(units, "sentiment").items():
        truth = _label_codes(codes)
        yield against, truth, machine, (truth >= 0) & (machine >= 0)


def _numbered(units: Units) -> Iterator[tuple[str, Floats, str]]:
    """Reference, its numbers, and the name of the correlation with them."""
    if "rating" in units.columns:
        for against, ratings in references(units, "rating").items():
            yield against, pd.to_numeric(ratings, errors="coerce").to_numpy("float64"), "r"
    if "sentiment" in units.columns:
        for against, codes in references(units, "sentiment").items():
            values = codes.map(_VALUES, na_action="ignore")
            yield against, pd.to_numeric(values, errors="coerce").to_numpy("float64"), "r_labels"


def _label_codes(labels: pd.Series) -> Codes:
    places = {label: place for place, label in enumerate(LABELS)}
    return np.array([places.get(label, -1) if isinstance(label, str) else -1
                     for label in labels.tolist()], dtype=np.int64)  # fmt: skip


def _place(values: Floats, edges: Floats) -> Codes:
    places: Codes = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    return places.astype(np.int64)


def _bins(
    name: str, against: str, kind: str, said: Floats, true: Floats, weights: Floats, edges: Floats
) -> Iterator[Bin]:
    places = _place(said, edges)
    for place in np.unique(places):
        own = places == place
        yield (name, against, kind, float(edges[place]), float(edges[place + 1]), int(own.sum()),
               float(np.average(said[own], weights=weights[own])),
               float(np.average(true[own], weights=weights[own])))  # fmt: skip
