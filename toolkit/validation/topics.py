"""The machine's topics against the people who coded: each topic, all together, and "none"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.agreement import AlphaParts
from toolkit.clusters import Floats
from toolkit.validation.codes import NO, TOPIC, YES
from toolkit.validation.machine import NONE, TOPIC_COLUMNS, numbers, topic_lists
from toolkit.validation.measuring import (
    CLASS_MEASURES,
    Codes,
    Subject,
    calibration_error,
    labelling,
    one_column,
)
from toolkit.validation.results import CONSENSUS, Measure
from toolkit.validation.units import Mask, Units, agree_on

_EDGES = np.linspace(0, 1, 11)


class _Compared(NamedTuple):
    system: str
    against: str
    topics: tuple[str, ...]
    truth: Mask
    machine: Mask
    kept: Mask


def compare_topics(units: Units) -> list[Measure]:
    """Precision, recall, F1 and alpha of each topic, of ``none``, and micro- and macro-F1.

    Only comments count for which every topic is decided. Micro- and macro-F1 are over the topics
    without ``none``. Topics of the machine that no sheet asks for are left out, so that ``none``
    is none of those asked for.
    """
    found: list[Measure] = []
    for one in _compared(units):
        names = [("all", "micro_f1"), ("all", "macro_f1")]
        names += [(topic, what) for what in CLASS_MEASURES for topic in one.topics]
        subject = Subject("topics", one.system, one.against)
        found += units.measure(subject, one.kept, names, labelling(one.truth, one.machine))
        none = _none(one)
        names = [("", ""), ("", ""), *((NONE, what) for what in CLASS_MEASURES)]
        found += units.measure(subject, one.kept, names, labelling(*none))[2:]
        columns = zip((*one.topics, NONE), np.hstack([one.truth, none[0]]).T,
                      np.hstack([one.machine, none[1]]).T, strict=True)  # fmt: skip
        for topic, people, machine in columns:
            codes = pd.DataFrame({"people": people, "machine": machine})
            alpha = AlphaParts(codes, level="nominal").alpha
            found += units.measure(subject, one.kept, [(topic, "alpha")], one_column(alpha))
    return [*found, *_calibration(units)]


def confuse_topics(units: Units) -> list[tuple[object, ...]]:
    """Rows of the confusion table: a topic by people and by the machine."""
    rows: list[tuple[object, ...]] = []
    for one in _compared(units):
        weights = units.weights(one.kept)
        none = _none(one)
        truth, machine = np.hstack([one.truth, none[0]]), np.hstack([one.machine, none[1]])
        for place, topic in enumerate((*one.topics, NONE)):
            for said in (True, False):
                for read in (True, False):
                    cell = (truth[:, place] == said) & (machine[:, place] == read)
                    rows.append(("topics", one.system, topic, one.against, YES if said else NO,
                                 YES if read else NO, int(cell.sum()),
                                 float(weights[cell].sum())))  # fmt: skip
    return rows


def _compared(units: Units) -> Iterator[_Compared]:
    topics = units.topics
    for system, column in TOPIC_COLUMNS.items():
        if not topics or column not in units.rows:
            continue
        lists = topic_lists(units.rows[column])
        machine = np.array([[topic in own for topic in topics] for own in lists], dtype=bool)
        for against, truth, kept in _decided(units):
            yield _Compared(system, against, topics, truth[kept], machine[kept], kept)


def _decided(units: Units) -> Iterator[tuple[str, Mask, Mask]]:
    """Reference, its topics, and the comments for which it has all."""
    columns = {topic: units.column(f"{TOPIC}{topic}") for topic in units.topics}
    coders = list(units.codes)
    pools: dict[str, list[pd.Series]] = {}
    if len(coders) > 1:
        pools[CONSENSUS] = [agree_on(codes) for codes in columns.values()]
    for coder in coders:
        pools[coder] = [codes[coder] for codes in columns.values()]
    for against, codes in pools.items():
        table = pd.concat(codes, axis=1)
        kept = table.notna().all(axis=1).to_numpy(dtype=bool)
        yield against, (table == YES).fillna(False).to_numpy(dtype=bool), kept


def _none(one: _Compared) -> tuple[Mask, Mask]:
    without = [np.asarray(~mask.any(axis=1, keepdims=True)) for mask in (one.truth, one.machine)]
    return without[0], without[1]


def _calibration(units: Units) -> list[Measure]:
    """The expected calibration error of ``proposed_probability``."""
    needed = ("proposed_topic", "proposed_probability")
    if not units.topics or any(name not in units.rows for name in needed):
        return []
    said = numbers(units.rows, "proposed_probability").to_numpy()
    proposed = units.rows["proposed_topic"].tolist()
    places = np.array([units.topics.index(name) if name in units.topics else -1
                       for name in proposed], dtype=np.int64)  # fmt: skip
    found: list[Measure] = []
    for against, truth, decided in _decided(units):
        kept = decided & np.isfinite(said) & (places >= 0)
        if kept.any():
            right: Floats = truth[kept, places[kept]].astype(np.float64)
            bins: Codes = np.clip(np.searchsorted(_EDGES, said[kept], side="right") - 1, 0, 9)
            gaps = calibration_error(said[kept], right, bins.astype(np.int64))
            found += units.measure(
                Subject("topics", "proposed", against), kept,
                [("all", "expected_calibration_error")], gaps,
            )  # fmt: skip
    return found
