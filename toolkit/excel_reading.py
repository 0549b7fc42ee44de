"""Excel workbooks as rows and tables: what was continued is joined, nothing is run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

import pandas as pd

from toolkit.errors import FormatError, MissingExtraError, SourceError, ToolkitError
from toolkit.excel_cells import MOST_ROWS, find_continued, unescape


def excel_rows(file: IO[bytes], *, source: str, largest: int, notes: list[str]) -> Iterator[list[Any]]:  # fmt: skip # noqa: E501
    """The rows of the first sheet with a table, and of the sheets that go on with it.

    Args:
        file: The workbook.
        source: What to call it in messages.
        largest: Bytes that it may unpack to.
        notes: Gets a sentence on each thing that is left out.

    Yields:
        The cells of a row, the header first: texts, numbers, true or false, dates, None.

    Raises:
        FormatError: It is no workbook.
        SourceError: It unpacks to more than ``largest``.
        MissingExtraError: The extra ``excel`` is not installed.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError(
            f"{source}: is an Excel file; reading it needs an extra: "
            f"pip install 'reader-comment-toolkit[excel]', or save it as CSV"
        ) from None
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(info.file_size for info in archive.infolist()) > largest:
                raise SourceError(
                    f"{source}: unpacks to more than {largest // 2**20} MB; save it as CSV"
                )
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        yield from _joined(_book_rows(book, notes))
        book.close()
    except ToolkitError:
        raise
    except Exception as error:  # whatever a made-up workbook leads openpyxl into
        raise FormatError(f"{source}: is no Excel file that can be read ({error})") from error


def _book_rows(book: Any, notes: list[str]) -> Iterator[list[Any]]:
    """The rows of the sheets that are one table, the header once."""
    sheets = [sheet for sheet in book.worksheets if (sheet.max_column or 2) > 1]
    if not sheets:
        sheets = book.worksheets[:1]
    header: list[Any] = []
    left = []
    for sheet in sheets:
        rows = _sheet_rows(sheet)
        if not header:
            for row in rows:
                yield _fitted(row, len(header))
                header = header or row
            continue
        if next(filter(None, rows), None) == header:
            yield from (_fitted(row, len(header)) for row in rows)
        else:
            left.append(sheet.title)
    if left:
        notes.append(f"only the first sheet with a table is read; not read: {', '.join(left[:3])}")


def _sheet_rows(sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet without the empty cells at their ends.

    How many there are is not taken from what the sheet says of itself (its ``dimension``), which
    programs write wrongly and which only bounds what is read.
    """
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(values_only=True, max_row=MOST_ROWS):
        row = list(cells)
        while row and row[-1] is None:
            row.pop()
        yield row


def _fitted(row: list[Any], width: int) -> list[Any]:
    """A row with as many cells as the header at least; a blank one stays blank."""
    return row + [None] * (width - len(row)) if row else row


def _joined(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """The rows with escaped characters as they are, and texts that were continued as one."""
    header: list[Any] = []
    further: dict[int, int] = {}
    for row in rows:
        cells = [unescape(cell) if isinstance(cell, str) else cell for cell in row]
        if not header and any(cells):
            header = cells
            further = find_continued(header)
        for place, first in further.items():
            if cells is not header and place < len(cells) and isinstance(cells[place], str):
                cells[first] = f"{'' if cells[first] is None else cells[first]}{cells[place]}"
        yield [cell for place, cell in enumerate(cells) if place not in further]


def read_excel(data: bytes, *, source: str, largest: int) -> pd.DataFrame:
    """A table from a workbook; dates that a person made of texts are ISO 8601 again.

    Raises:
        FormatError: It is no workbook, or has no row with the names of columns.
        SourceError: It unpacks to more than ``largest`` bytes.
    """
    rows = excel_rows(io.BytesIO(data), source=source, largest=largest, notes=[])
    filled = (row for row in rows if any(cell is not None for cell in row))
    header = next(filled, None)
    if header is None:
        raise FormatError(f"{source}: has no sheet with a table; its first row names the columns")
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        name = plain = f"column {place}" if cell is None else str(cell)
        number = 2
        while name in names:
            name, number = f"{plain}.{number}", number + 1
        names.append(name)
    body = [[_from_cell(cell) for cell in row[: len(names)]] + [None] * (len(names) - len(row))
            for row in filled]  # fmt: skip
    cells = zip(*body, strict=True) if body else ([] for _ in names)
    return pd.DataFrame(
        {
            name: pd.Series(list(column), dtype=object)
            for name, column in zip(names, cells, strict=True)
        }
    )


def _from_cell(cell: Any) -> Any:
    """A cell's value: a date as ISO 8601, as a day where its clock says midnight."""
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    text = cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
    return text.removesuffix("T00:00:00")
