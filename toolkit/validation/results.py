"""The result of a validation: tables of figures, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

MEASURE_COLUMNS = (
    "about", "name", "part", "against", "measure", "n", "estimate", "ci_low", "ci_high",
    "resampled", "clusters", "note",
)  # fmt: skip
CONFUSION_COLUMNS = ("about", "name", "part", "against", "row", "column", "n", "weight")
BIN_COLUMNS = ("name", "against", "kind", "low", "high", "n", "machine", "people")

CONSENSUS = "consensus"
SMALL_N = 30


class Measure(NamedTuple):
    """One figure. ``about`` is ``coders``, ``scorer`` or ``topics``; the others say of what.

    For coders ``name`` is the code they gave (``sentiment``, ``topic: war``); for a scorer its
    name; for topics ``seeded`` or ``proposed``. ``part`` is a label or topic, or ``all``.
    ``against`` is the reference: ``consensus`` or one coder.
    """

    about: str
    name: str
    part: str
    against: str
    measure: str
    n: int
    estimate: float
    ci_low: float = np.nan
    ci_high: float = np.nan
    resampled: str = ""
    clusters: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Validation:
    """Agreement between coders, and of the machine with them.

    Attributes:
        coders: Who coded.
        ids: The comments that somebody coded.
        population: Reader comments of the table.
        weighted: Whether the sample's weights were known.
        measures: One row a figure, columns :data:`MEASURE_COLUMNS`.
        confusion: One row a cell, columns :data:`CONFUSION_COLUMNS`: ``row`` is the reference's
            code (or the first coder's), ``column`` the machine's (or the second coder's), ``n``
            counts coded comments, ``weight`` the comments of the table they stand for.
        bins: Calibration, columns :data:`BIN_COLUMNS`.
        items: One row a coded comment: each coder's codes, the consensus, its weight.
        missing: Codes that are missing, by coder and column of the sheet.
        notes: What a reader has to know, a sentence each.
        settings: Seed, resamples, confidence.
    """

    coders: tuple[str, ...]
    ids: tuple[str, ...]
    population: int
    weighted: bool
    measures: pd.DataFrame
    confusion: pd.DataFrame
    bins: pd.DataFrame
    items: pd.DataFrame
    missing: Mapping[str, Mapping[str, int]]
    notes: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def figure(
        self, about: str, name: str, measure: str, *, part: str = "all", against: str = ""
    ) -> pd.Series | None:
        """A row of ``measures``, or None if there is none."""
        rows = self.measures
        kept = (rows["about"] == about) & (rows["name"] == name) & (rows["measure"] == measure)
        kept &= (rows["part"] == part) & (rows["against"] == (against or self.reference(about)))
        return None if not kept.any() else rows[kept].iloc[0]

    def reference(self, about: str) -> str:
        """What figures about coders, scorers or topics are against, if nothing else is said."""
        if about == "coders":
            return "each other"
        return CONSENSUS if len(self.coders) > 1 else self.coders[0]


def measure_table(measures: Iterable[Measure]) -> pd.DataFrame:
    """The table of figures."""
    return pd.DataFrame(list(measures), columns=list(MEASURE_COLUMNS)).astype(
        {"n": "int64", "clusters": "int64", "estimate": "float64", "ci_low": "float64",
         "ci_high": "float64"}
    )  # fmt: skip
