"""Rows of tables: CSV, Parquet and Excel, as dictionaries by column, in bounded memory."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from toolkit.errors import FormatError
from toolkit.excel_reading import excel_rows
from toolkit.records import shapes
from toolkit.records.csv_rows import csv_rows
from toolkit.records.streams import BLOCK, LARGEST_WHOLE

if TYPE_CHECKING:
    from toolkit.records.export import Export

_BATCH = 20_000  # rows of a Parquet file at once


def header(export: Export) -> tuple[str, ...]:
    """The names of a table's columns; one that occurs twice gets a number."""
    if export.shape == shapes.PARQUET:
        return tuple(_parquet(export).schema_arrow.names)
    rows = _excel_cells(export) if export.shape == shapes.EXCEL else _csv_cells(export)
    return _names(next((row for row in rows if any(row)), []))


def table_rows(export: Export, skip: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a table with their locators, the header being row 1 (RFC 7111)."""
    if export.shape == shapes.PARQUET:
        return _parquet_rows(export, skip)
    cells = _excel_cells(export) if export.shape == shapes.EXCEL else _csv_cells(export)
    return _named_rows(export, cells, skip)


def table_cells(export: Export) -> Iterator[tuple[str, list[Any]]]:
    """The rows of a table without a header, each with its locator; blank rows are left out."""
    cells = _excel_cells(export) if export.shape == shapes.EXCEL else _csv_cells(export)
    for number, row in enumerate(cells, start=1):
        if any(row):
            yield f"row={number}", row


def _named_rows(
    export: Export, cells: Iterator[list[Any]], skip: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    names: tuple[str, ...] = ()
    width = 0
    number = 0
    for row in cells:
        number += 1
        if not any(row):
            continue
        if not names:
            names = _names(row)
            width = len(names)
            continue
        if number <= skip:
            continue
        export.records_read += 1
        if len(row) != width:
            fewer = len(row) < width
            what = "rows with fewer cells than the header" if fewer else (
                "rows with more cells than the header; what is beyond it is left out"
            )  # fmt: skip
            export.repair(what, f"row={number}")
        yield (
            f"row={number}",
            {
                name: (None if value == "" else value)
                for name, value in zip(names, row, strict=False)
            },
        )


def _names(row: list[Any]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    names = []
    for place, cell in enumerate(row, start=1):
        name = str(cell).strip().strip("\ufeff") if cell not in (None, "") else f"column {place}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return tuple(names)


def _csv_cells(export: Export) -> Iterator[list[Any]]:
    def note(what: str, number: int, lost: int) -> None:
        if lost:
            export.records_read += 1
            export.passed_over["row that is not read"] += 1
        export.repair(what, f"row={number}")

    delimiter = shapes.find_delimiter(export.head)
    return csv_rows(_text_lines(export), delimiter, on_repair=note)


def _text_lines(export: Export) -> Iterator[str]:
    """The lines of a CSV file, their ends kept; broken UTF-8 is counted, not hidden."""
    broken = 0
    old = "\n" not in export.head and "\r" in export.head
    for number, line in enumerate(export.lines(), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("utf-8", "replace")
            broken += 1
            export.repair("lines with broken UTF-8, its places shown as \ufffd", f"line={number}")
        if number == 1:
            text = text.removeprefix("\ufeff")
        if old:
            yield from (f"{part}\n" for part in text.split("\r"))
        else:
            yield text + "\n"


def _parquet(export: Export) -> Any:
    import pyarrow.parquet as pq
    from pyarrow.lib import ArrowException

    try:
        return pq.ParquetFile(io.BytesIO(export.data))
    except (ArrowException, OSError) as error:
        raise FormatError(f"{export.source}: is no Parquet file that can be read ({error})") from (
            error
        )


def _parquet_rows(export: Export, skip: int) -> Iterator[tuple[str, dict[str, Any]]]:
    number = 1
    for batch in _parquet(export).iter_batches(batch_size=_BATCH):
        if number + batch.num_rows <= skip:
            number += batch.num_rows
            continue
        for row in batch.to_pylist():
            number += 1
            if number <= skip:
                continue
            export.records_read += 1
            yield f"row={number}", row


def _excel_cells(export: Export) -> Iterator[list[Any]]:
    """The rows of the first sheet that holds a table."""
    with tempfile.SpooledTemporaryFile(max_size=64 * 2**20) as file:
        stream = export.unpacked()
        while block := stream.read(BLOCK):
            file.write(block)
        file.seek(0)
        yield from excel_rows(file, source=export.source, largest=LARGEST_WHOLE, notes=export.notes)
