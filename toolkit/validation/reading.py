"""Coders' sheets read back: every code by its comment, every slip with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from toolkit.errors import SchemaError, SettingsError
from toolkit.schema import check_columns, reader_comments
from toolkit.validation.codes import NO, TOPIC, read_rating, read_sentiment, read_topic
from toolkit.validation.grid import Grid, Row, read_grid
from toolkit.validation.items import item_names

MOST_SLIPS = 5
_KEYS = ("item", "id")
_SHOWN = ("text", "answers", "article_id", "note")


@dataclass(frozen=True)
class Coding:
    """What one person coded.

    Attributes:
        coder: The person, by the name of the file.
        codes: Indexed by the comments' ids; columns ``sentiment``, ``rating`` and ``topic: NAME``
            as the sheet has them, NA where a code is missing.
        source: The file.
        notes: What was odd about it, a sentence each.
    """

    coder: str
    codes: pd.DataFrame
    source: str
    notes: tuple[str, ...] = ()


def read_codings(
    paths: Sequence[str | Path],
    table: pd.DataFrame,
    *,
    topics: Sequence[str] = (),
    blank_means_no: bool = False,
) -> tuple[Coding, ...]:
    """Read the sheets of several coders, one file each.

    Args:
        paths: Files as ``toolkit validate`` wrote them, filled in: CSV with commas, semicolons or
            tabs, or XLSX; rows in any order, with empty rows and added columns.
        table: The table that the comments were drawn from.
        topics: Names of topics that columns may have; any if not given.
        blank_means_no: Whether an empty cell of a topic means ``no`` in a row that has some code.

    Raises:
        SourceError: A file is missing, empty or can't be read.
        SchemaError: A file has no item or no code, a code that can't be, an item that is not of
            the table, or two codes for one; the sentence names the rows.
        SettingsError: A file is given twice.
    """
    check_columns(table, ["id", "text"])
    readers = reader_comments(table)["id"].astype(str)
    known = dict(zip(item_names(readers), readers, strict=True))
    places = [Path(path).resolve() for path in paths]
    names: dict[str, int] = {}
    codings = []
    for path, place in zip(map(Path, paths), places, strict=True):
        if places.count(place) > 1:
            raise SettingsError(f"{path}: is given twice; give each coder's sheet once")
        names[path.stem] = number = names.get(path.stem, 0) + 1
        coder = path.stem if number == 1 else f"{path.stem} ({number})"
        codings.append(_read(path, coder, known, topics, blank_means_no))
    return tuple(codings)


def _read(
    path: Path, coder: str, known: Mapping[str, str], topics: Sequence[str], blank_means_no: bool
) -> Coding:
    grid = read_grid(path, _KEYS)
    columns = _code_columns(grid, topics, path)
    key = next(name for name in _KEYS if name in grid.headers)
    ids = set(known.values())
    slips: list[str] = []
    found: dict[str, tuple[int, dict[str, object]]] = {}
    notes = []
    repeated = 0
    for row in grid.rows:
        given = {name: row.cells.get(header, "") for name, header in columns.items()}
        if not row.cells.get(key) and not any(given.values()):
            continue
        identity = _identity(row, key, known, ids, slips)
        codes = _codes(row, given, slips)
        if identity is None:
            continue
        if blank_means_no and any(code is not pd.NA for code in codes.values()):
            codes |= {name: NO for name, code in codes.items()
                      if name.startswith(TOPIC) and code is pd.NA}  # fmt: skip
        if identity in found:
            repeated += 1
            earlier, same = found[identity]
            if list(map(str, same.values())) != list(map(str, codes.values())):
                slips.append(f"row {row.number}: codes the comment of row {earlier} differently")
            continue
        found[identity] = (row.number, codes)
    if slips:
        more = len(slips) - MOST_SLIPS
        also = f"; and {more} more" if more > 0 else ""
        raise SchemaError(f"{path}: {'; '.join(slips[:MOST_SLIPS])}{also}. Mend the sheet there")
    table = pd.DataFrame.from_dict(
        {identity: codes for identity, (_, codes) in found.items()},
        orient="index",
        columns=list(columns),
    )
    table.index = table.index.astype("object")
    if "rating" in table:
        table["rating"] = pd.to_numeric(table["rating"], errors="coerce")
    if not len(table) or not table.notna().to_numpy().any():
        raise SchemaError(f"{path}: has no code in it; fill it in first, and save it")
    added = [name for name in grid.headers if name not in {*columns.values(), *_KEYS, *_SHOWN}
             and "(continued" not in name]  # fmt: skip
    if added:
        notes.append(f"{path}: columns that are no codes are not read: {', '.join(added[:5])}")
    if repeated:
        notes.append(f"{path}: {repeated} rows repeat another with the same codes and count once")
    return Coding(coder, table, str(path), tuple(notes))


def _code_columns(grid: Grid, topics: Sequence[str], path: Path) -> dict[str, str]:
    """The columns of codes by their names, each with its header in the sheet."""
    known = {name.casefold(): name for name in topics}
    columns: dict[str, str] = {
        name: name for name in ("sentiment", "rating") if name in grid.headers
    }
    for header in grid.headers:
        told = re.fullmatch(r"topic\s*:\s*(.+)", header)
        if told is None:
            continue
        name = known.get(told[1]) if known else told[1]
        if name is None:
            raise SchemaError(
                f"{path}: has a column for the topic {told[1]!r}, which is not one of "
                f"{', '.join(topics)}; give the topics file that the sheet was made with"
            )
        columns[f"{TOPIC}{name}"] = header
    if not columns:
        raise SchemaError(
            f"{path}: has no column with codes (sentiment, rating or topic: NAME); give the sheet "
            f"that `toolkit validate` wrote, with its header"
        )
    return columns


def _identity(
    row: Row, key: str, known: Mapping[str, str], ids: set[str], slips: list[str]
) -> str | None:
    cell = row.cells.get(key, "")
    identity = known.get(cell.casefold()) if key == "item" else cell if cell in ids else None
    if identity is None:
        what = f"the {key} {cell[:60]!r} is of no comment of the table" if cell else f"no {key}"
        slips.append(f"row {row.number}: {what}")
    return identity


def _codes(row: Row, given: Mapping[str, str], slips: list[str]) -> dict[str, object]:
    """The codes of a row, NA where a cell is empty or can't be read."""
    codes: dict[str, object] = {}
    for name, cell in given.items():
        codes[name] = pd.NA if name != "rating" else np.nan
        if cell:
            try:
                codes[name] = _reader(name)(cell)
            except ValueError as error:
                slips.append(f"row {row.number}, {name}: {cell[:40]!r} is not {error}")
    return codes


def _reader(name: str) -> Callable[[str], object]:
    return {"sentiment": read_sentiment, "rating": read_rating}.get(name, read_topic)
