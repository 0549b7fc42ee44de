"""The coded comments side by side with what the machine said of them, and their weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.clusters import Clusters, Floats, Statistic, find_clusters
from toolkit.errors import SchemaError
from toolkit.schema import reader_comments
from toolkit.validation.codes import NO, TOPIC, YES
from toolkit.validation.grid import read_grid
from toolkit.validation.items import item_names
from toolkit.validation.machine import NONE
from toolkit.validation.measuring import Drawing, Subject, measure
from toolkit.validation.reading import Coding
from toolkit.validation.results import CONSENSUS, Measure

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Units:
    """Coded comments, sorted by id so that no figure depends on the order of rows.

    Attributes:
        rows: Their rows of the table.
        codes: Each coder's codes, in the same order, coders sorted by name.
        strata: Columns ``stratum`` and ``stratum_size`` in the same order; None if not known.
        drawing: How intervals are made.
    """

    rows: pd.DataFrame
    codes: dict[str, pd.DataFrame]
    strata: pd.DataFrame | None
    drawing: Drawing

    def weights(self, kept: Mask) -> Floats:
        """How many comments of the table each kept one stands for: those of its stratum, shared.

        Comments that were drawn but are not kept (no code, a tie) are thus taken to be like the
        others of their stratum. All alike where the strata are not known.
        """
        if self.strata is None:
            return np.ones(int(kept.sum()))
        own = self.strata[kept]
        shared = own.groupby("stratum")["stratum"].transform("size")
        weights: Floats = (own["stratum_size"] / shared).to_numpy(dtype="float64")
        return weights

    def clusters(self, kept: Mask) -> tuple[Clusters, ...]:
        """How the kept comments are clustered."""
        return find_clusters(self.rows[kept])

    def column(self, name: str) -> pd.DataFrame:
        """The codes of one column of the sheet, a column a coder; NA where one is missing."""
        missing = pd.Series(pd.NA, index=self.rows.index, dtype="object")
        return pd.DataFrame(
            {coder: codes.get(name, missing) for coder, codes in self.codes.items()}
        )

    def measure(
        self,
        subject: Subject,
        kept: Mask,
        names: Sequence[tuple[str, str]],
        statistic: Statistic,
        *,
        weighted: bool = True,
    ) -> list[Measure]:
        """Figures of the kept comments, with intervals (:func:`measure`)."""
        weights = self.weights(kept) if weighted else np.ones(int(kept.sum()))
        return measure(names, statistic, weights, self.clusters(kept), subject, self.drawing)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of codes that some sheet has."""
        names = (str(name) for codes in self.codes.values() for name in codes)
        return tuple(dict.fromkeys(names))

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that some sheet has."""
        return tuple(name.removeprefix(TOPIC) for name in self.columns if name.startswith(TOPIC))


def join_units(
    table: pd.DataFrame,
    codings: Sequence[Coding],
    strata: pd.DataFrame | None,
    drawing: Drawing,
) -> Units:
    """Put the codes of all coders beside the table's rows."""
    coded = {str(identity) for coding in codings for identity in coding.codes.index}
    rows = table[table["id"].astype(str).isin(coded)]
    rows = rows.sort_values("id", key=lambda ids: ids.astype(str), ignore_index=True)
    ids = rows["id"].astype(str)
    codes = {
        coding.coder: coding.codes.reindex(ids).reset_index(drop=True)
        for coding in sorted(codings, key=lambda coding: coding.coder)
    }
    joined = None if strata is None else strata.reindex(ids).reset_index(drop=True)
    if joined is not None and joined["stratum"].isna().any():
        extra = ids[joined["stratum"].isna().to_numpy()].iloc[0]
        raise SchemaError(
            f"the comment {extra!r} is coded but is not in the sample that was drawn; give the "
            f"sample.csv that belongs to the sheets, or none"
        )
    return Units(rows, codes, joined, drawing)


def read_strata(path: Path, table: pd.DataFrame) -> pd.DataFrame:
    """The strata of a sample, from the ``sample.csv`` of its draw, by the comments' ids.

    Raises:
        SourceError: The file is missing or can't be read.
        SchemaError: It is no such file, or of another table.
    """
    grid = read_grid(path, ("item",))
    missing = [name for name in ("stratum", "stratum_size") if name not in grid.headers]
    if missing:
        raise SchemaError(
            f"{path}: has no column {missing[0]!r}; give the sample.csv that `toolkit validate` "
            f"wrote when it drew the sample"
        )
    readers = reader_comments(table)["id"].astype(str)
    known = dict(zip(item_names(readers), readers, strict=True))
    found: dict[str, tuple[str, int]] = {}
    for row in grid.rows:
        item, size = row.cells.get("item", ""), row.cells.get("stratum_size", "")
        if item not in known:
            raise SchemaError(f"{path}, row {row.number}: {item!r} is of no comment of the table")
        if not (size.isdecimal() and size.isascii() and int(size) > 0):
            raise SchemaError(f"{path}, row {row.number}: stratum_size {size!r} is no whole number")
        found[known[item]] = (row.cells.get("stratum", ""), int(size))
    return pd.DataFrame.from_dict(found, orient="index", columns=["stratum", "stratum_size"])


def agree_on(codes: pd.DataFrame) -> pd.Series:
    """The code that more than half of the given codes have, for each comment; NA for a tie.

    >>> codes = pd.DataFrame({"Ann": ["a", "a", None], "Bo": ["a", "b", "b"]})
    >>> agree_on(codes).tolist()
    ['a', <NA>, 'b']
    """
    return pd.Series([_majority(row) for row in codes.itertuples(index=False)], dtype="object")


def none_of(units: Units, codes: pd.DataFrame | None = None, coder: str = "") -> pd.Series:
    """Whether somebody found none of the topics: ``yes`` or ``no``; NA if a code is missing."""
    given = units.codes[coder] if codes is None else codes
    topics = given[[f"{TOPIC}{name}" for name in units.topics if f"{TOPIC}{name}" in given]]
    complete = topics.notna().all(axis=1) & (topics.shape[1] == len(units.topics))
    none = ~(topics == YES).any(axis=1)
    return none.map({True: YES, False: NO}).astype("object").where(complete, pd.NA)


def references(units: Units, name: str) -> dict[str, pd.Series]:
    """What the machine is compared with: the consensus, and each coder if there are several."""
    columns = units.column(name)
    if columns.shape[1] == 1:
        return {str(columns.columns[0]): columns.iloc[:, 0]}
    pool = columns.astype("float64").mean(axis=1) if name == "rating" else agree_on(columns)
    return {CONSENSUS: pool} | {str(coder): columns[coder] for coder in columns}


def none_column() -> str:
    """How the column of comments without any topic is called among the codes."""
    return f"{TOPIC}{NONE}"


def _majority(row: tuple[object, ...]) -> object:
    given = [code for code in row if not pd.isna(code)]  # type: ignore[call-overload]
    best = max(given, key=given.count, default=pd.NA)
    return best if given and 2 * given.count(best) > len(given) else pd.NA
