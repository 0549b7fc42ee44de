"""Tables as Excel workbooks: cells typed as they are, nothing run, shifted or cut.

::

    table ──cells──▶ texts, numbers, true or false ──▶ sheets of at most 1,048,576 rows
                       `- a text beyond 32,767 characters goes on in the next column

Limits: Microsoft, "Excel specifications and limits".
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pandas as pd

from toolkit.cells import cell_value
from toolkit.errors import MissingExtraError, OutputError
from toolkit.excel_cells import MOST_CHARACTERS, MOST_ROWS, cut_text, escape
from toolkit.files import GENERATOR

MOST_COLUMNS = 16_384
_EXACT = 10**15  # Excel keeps fifteen digits of a whole number
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can say; the same table gives the same bytes
_SHEET = "comments"
_HALF = re.compile("[\ud800-\udfff]")
# what Excel would take for something else than text when a person edits the cell
_RETYPED = re.compile(r"\A\s*[=+\-@#\d.]|\A(?:true|false)\Z", re.IGNORECASE)
_WIDTHS = {"text": 80.0, "id": 24.0, "source": 24.0, "timestamp": 22.0, "author": 20.0}


class SteadyZip(zipfile.ZipFile):
    """A zip whose members have no date, so that the same table gives the same bytes."""

    def writestr(self, name: Any, data: Any, *_: Any) -> None:
        """Add a member by its content."""
        super().writestr(self._member(str(name)), data)

    def write(self, file: Any, name: Any = None, *_: Any) -> None:
        """Add a file as a member."""
        with (
            Path(file).open("rb") as source,
            self.open(self._member(str(name)), "w", force_zip64=True) as target,
        ):
            shutil.copyfileobj(source, target)

    @staticmethod
    def _member(name: str) -> zipfile.ZipInfo:
        member = zipfile.ZipInfo(name, _EARLIEST)
        member.compress_type = zipfile.ZIP_DEFLATED
        return member


def write_excel(table: pd.DataFrame, file: IO[bytes]) -> list[str]:
    """Write a table as a workbook with a header that stays in sight.

    Texts are cells of text whatever they look like (``=1+1``, ``007``, a date with its offset);
    whole numbers of more than fifteen digits are texts too.

    Returns:
        What a person should know: texts that go on in further columns, further sheets, numbers
        kept as text, characters that no file can hold.

    Raises:
        OutputError: The table has too many columns.
        MissingExtraError: The extra ``excel`` is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.writer.excel import ExcelWriter
    except ImportError:
        raise MissingExtraError(
            "writing .xlsx needs an extra: pip install 'reader-comment-toolkit[excel]'; "
            "or write .csv"
        ) from None
    columns, notes = _columns(table)
    if len(columns) > MOST_COLUMNS:
        raise OutputError(
            f"the table needs {len(columns):,} columns; a sheet of Excel has {MOST_COLUMNS:,}: "
            f"write .csv, .jsonl or .parquet"
        )
    book = Workbook(write_only=True)
    book.properties.creator = GENERATOR
    book.properties.created = book.properties.modified = dt.datetime(*_EARLIEST)
    sheets = max(1, -(-len(table) // (MOST_ROWS - 1)))
    for number in range(sheets):
        first = number * (MOST_ROWS - 1)
        _write_sheet(book, number + 1, columns, slice(first, first + MOST_ROWS - 1))
    if sheets > 1:
        notes.append(f"a sheet holds {MOST_ROWS:,} rows: the comments stand on {sheets} sheets")
    with SteadyZip(file, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return notes


def _columns(table: pd.DataFrame) -> tuple[list[tuple[str, list[Any]]], list[str]]:
    """The columns with their cells, long texts cut into several columns; and what to say."""
    columns: list[tuple[str, list[Any]]] = []
    notes = []
    digits = halves = 0
    for place, name in enumerate(table.columns):
        cells = [cell_value(value) for value in table.iloc[:, place].tolist()]
        long: dict[int, list[str]] = {}
        for row, cell in enumerate(cells):
            if isinstance(cell, str):
                halves += _HALF.search(cell) is not None
                cells[row] = text = escape(_HALF.sub("\ufffd", cell))
                if len(text) * 2 > MOST_CHARACTERS and len(parts := cut_text(text)) > 1:
                    long[row] = parts
            elif isinstance(cell, int) and abs(cell) >= _EXACT:
                cells[row] = str(cell)
                digits += 1
        header = cut_text(escape(_HALF.sub("\ufffd", str(name))))[0]
        for part in range(max(map(len, long.values()), default=1)):
            further: list[Any] = [None] * len(cells) if part else cells
            for row, parts in long.items():
                further[row] = parts[part] if part < len(parts) else None
            columns.append((f"{header} (continued {part + 1})" if part else header, further))
        if long:
            notes.append(
                f"{len(long):,} cells of {str(name)!r} are longer than the {MOST_CHARACTERS:,} "
                f"characters that a cell of Excel holds and go on in further columns"
            )
    if digits:
        notes.append(f"{digits:,} numbers have more digits than Excel keeps and are texts")
    if halves:
        notes.append(f"{halves:,} cells had half characters, which no file can hold: now \ufffd")
    return columns, notes


def _write_sheet(
    book: Any, number: int, columns: Sequence[tuple[str, list[Any]]], rows: slice
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    def text_cell(text: str) -> Any:
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type, cell.quotePrefix = "s", True
        return cell

    sheet = book.create_sheet(_SHEET if number == 1 else f"{_SHEET} {number}")
    sheet.freeze_panes = "A2"
    header = []
    for place, (name, _) in enumerate(columns, start=1):
        width = _WIDTHS.get(name, min(max(len(name) + 2, 12), 40))
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = text_cell(name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    for row in zip(*(cells[rows] for _, cells in columns), strict=True):
        sheet.append([text_cell(cell) if isinstance(cell, str) and _RETYPED.match(cell) else cell
                      for cell in row])  # fmt: skip
    last = 1 + len(columns[0][1][rows])
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(columns), 1))}{last}"
