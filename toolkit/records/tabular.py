"""Rows of tables: CSV, Parquet and Excel, as dictionaries by column, in bounded memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from toolkit.errors import FormatError
from toolkit.excel_reading import excel_rows
from toolkit.records import shapes
from toolkit.records.csv_rows import csv_rows
from toolkit.records.streams import LARGEST_WHOLE, LONGEST_LINE

if TYPE_CHECKING:
    from toolkit.records.export import Export

_BATCH = 20_000  # rows of a Parquet file at once
_BATCH_TEXT = 64 * 2**20  # bytes of their texts
_IN_MEMORY = 64 * 2**20  # bytes of a file; more are kept on disk


def header(export: Export) -> tuple[str, ...]:
    """The names of a table's columns; one that occurs twice gets a number."""
    if export.shape == shapes.PARQUET:
        with _parquet(export) as file:
            return tuple(file.schema_arrow.names)
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


@contextmanager
def _parquet(export: Export) -> Iterator[Any]:
    """A Parquet file, its texts as dictionaries; what is wrong with it is named."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with _spooled(export) as file:
            known = pq.ParquetFile(file).schema_arrow
            kinds = (pa.string(), pa.large_string())
            texts = [column.name for column in known if column.type in kinds]
            file.seek(0)
            yield pq.ParquetFile(file, read_dictionary=texts)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise FormatError(
            f"{export.source}: is no Parquet file that can be read ({error}); write it again, or "
            f"as CSV"
        ) from error


def _parquet_rows(export: Export, skip: int) -> Iterator[tuple[str, dict[str, Any]]]:
    number = 1
    with _parquet(export) as file:
        for batch in _parquet_batches(export, file):
            if number + batch.num_rows <= skip:
                number += batch.num_rows
                continue
            for row in batch.to_pylist():
                number += 1
                if number <= skip:
                    continue
                export.records_read += 1
                yield f"row={number}", row


def _parquet_batches(export: Export, file: Any) -> Iterator[Any]:
    """Batches whose texts are of bounded size, be they repeated as often as one likes.

    The dictionary of their different texts is as large as the file makes it; those that are too
    long are cut there.
    """
    for read in file.iter_batches(batch_size=_BATCH):
        longest = 1
        columns = read.columns
        for place, column in enumerate(columns):
            if hasattr(column, "dictionary"):
                columns[place], cut = _cut_words(column)
                longest = max(longest, cut[0])
                if cut[1]:
                    what = f"texts longer than {LONGEST_LINE // 2**20} MB cut"
                    export.repair(what, f"column={read.schema.names[place]}")
        rows = max(1, _BATCH_TEXT // longest)
        for start in range(0, read.num_rows, rows):
            yield read.from_arrays(
                [column.slice(start, rows).dictionary_decode() if hasattr(column, "dictionary")
                 else column.slice(start, rows) for column in columns],
                names=read.schema.names,
            )  # fmt: skip


def _cut_words(column: Any) -> tuple[Any, tuple[int, bool]]:
    """A column with the texts of its dictionary cut, the length of the longest, whether one was."""
    import pyarrow.compute as pc

    words = column.dictionary
    try:
        longest = pc.max(pc.binary_length(words)).as_py() or 0
    except NotImplementedError:  # no texts
        return column, (1, False)
    if longest <= LONGEST_LINE:
        return column, (longest, False)
    cut = column.from_arrays(column.indices, pc.utf8_slice_codeunits(words, 0, LONGEST_LINE))
    return cut, (LONGEST_LINE, True)


def _excel_cells(export: Export) -> Iterator[list[Any]]:
    """The rows of the first sheet that holds a table."""
    with _spooled(export) as file:
        yield from excel_rows(file, source=export.source, largest=LARGEST_WHOLE, notes=export.notes)


@contextmanager
def _spooled(export: Export) -> Iterator[IO[bytes]]:
    """Its bytes, unpacked, as a file in which one can go back."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        for block in export.blocks():
            file.write(block)
        file.seek(0)
        yield file
