"""How far people agree with each other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from toolkit.agreement import AlphaParts
from toolkit.validation.measuring import Subject, one_column
from toolkit.validation.results import Measure
from toolkit.validation.units import Units, none_column, none_of

AGAINST = "each other"


def agree(units: Units) -> list[Measure]:
    """Krippendorff's alpha and percent agreement for each column of codes.

    Alpha is of the coded comments as they are; ``alpha_weighted`` of the table they were drawn
    from, where the weights are known. Intervals resample comments by their clusters, not the pairs
    of codes of Hayes & Krippendorff (2007), because comments are what was sampled.
    """
    found: list[Measure] = []
    for name, codes in _columns(units).items():
        found += _agree(units, name, codes)
    return found


def confuse(units: Units) -> list[tuple[object, ...]]:
    """Rows of the confusion table: how often a coder said one thing and another the other."""
    rows: list[tuple[object, ...]] = []
    for name, codes in _columns(units).items():
        if name == "rating":
            continue
        for first, second in combinations(codes.columns, 2):
            both = codes[[first, second]].dropna()
            weights = units.weights(codes.index.isin(both.index))
            table = both.assign(weight=weights).groupby([first, second])["weight"]
            rows += [
                ("coders", name, first, second, one, other, len(cell), float(cell.sum()))
                for (one, other), cell in table
            ]
    return rows


def _columns(units: Units) -> dict[str, pd.DataFrame]:
    columns = {name: units.column(name) for name in units.columns}
    if len(units.topics) > 1:
        columns[none_column()] = pd.DataFrame(
            {coder: none_of(units, coder=coder) for coder in units.codes}
        )
    return columns


def _agree(units: Units, name: str, codes: pd.DataFrame) -> list[Measure]:
    level = "interval" if name == "rating" else "nominal"
    kept = (codes.notna().sum(axis=1) > 1).to_numpy()
    subject = Subject("coders", name, AGAINST)
    empty = subject.measure("all", "alpha", int(kept.sum()), np.nan)
    if codes.shape[1] < 2 or not kept.any():
        one = "one coder" if codes.notna().any().sum() < 2 else "no comment coded twice"
        return [empty._replace(note=f"{one}: agreement between people can't be told")]
    parts = AlphaParts(codes[kept], level=level)
    weights = units.weights(kept)
    wanted = [("alpha", parts.alpha, False), ("percent_agreement", parts.agreement, False)]
    if not np.allclose(weights, weights[0]):
        wanted.append(("alpha_weighted", parts.alpha, True))
    found: list[Measure] = []
    for what, values, weighted in wanted:
        found += units.measure(
            subject, kept, [("all", what)], one_column(values), weighted=weighted
        )
    return [_explain(one, parts) for one in found]


def _explain(found: Measure, parts: AlphaParts) -> Measure:
    """Say what it means where everybody agrees, or says the same."""
    if len(parts.values) == 1 and found.measure != "percent_agreement":
        only = str(parts.values[0])
        return found._replace(
            note=f"every code is {only!r}: all agree, but where nothing varies agreement can't be "
            f"told from chance, so alpha is undefined"
        )
    if found.estimate > 1 - 1e-12:
        return found._replace(
            note="all agree on every comment, so resampling can't show any spread"
        )
    return found
