"""The coding sheet as a workbook: texts that wrap, drop-down lists, nothing that runs."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from typing import IO, Any

import pandas as pd

from toolkit.cells import cell_value
from toolkit.errors import MissingExtraError
from toolkit.excel_cells import cut_text, escape
from toolkit.excel_writing import SteadyZip
from toolkit.files import GENERATOR
from toolkit.validation.codes import HIGHEST, LOWEST, NO, SENTIMENTS, TOPIC, YES

CODING, INSTRUCTIONS = "coding", "instructions"
_WIDTHS = {"item": 22.0, "text": 80.0, "answers": 40.0, "note": 40.0, "sentiment": 12.0}
_HALF = re.compile("[\ud800-\udfff]")
_LINE, _HIGHEST = 15.0, 409.0  # points; the second is Excel's limit
_MOST_SHOWN = 4000
_EPOCH = dt.datetime(1980, 1, 1)


def write_workbook(sheet: pd.DataFrame, codebook: str, file: IO[bytes]) -> None:
    """Write the sheet with its lists of codes, and the instructions on a second sheet.

    The same sheet gives the same bytes.

    Raises:
        MissingExtraError: The extra ``excel`` is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.writer.excel import ExcelWriter
    except ImportError:
        raise MissingExtraError(
            "writing .xlsx needs an extra: pip install 'reader-comment-toolkit[excel]'"
        ) from None
    book = Workbook()
    book.properties.creator = GENERATOR
    book.properties.created = book.properties.modified = _EPOCH
    coding = book.active
    coding.title = CODING
    _fill(coding, sheet)
    _explain(book.create_sheet(INSTRUCTIONS), codebook)
    with SteadyZip(file, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


def _fill(coding: Any, sheet: pd.DataFrame) -> None:
    from openpyxl.utils import get_column_letter

    place = 0
    for name in sheet.columns:
        cells = [_parts(value) for value in sheet[name].tolist()]
        for part in range(max(map(len, cells), default=1)):
            place += 1
            letter = get_column_letter(place)
            header = f"{name} (continued {part + 1})" if part else str(name)
            _put(coding.cell(1, place), header, bold=True)
            for row, parts in enumerate(cells, start=2):
                if part < len(parts):
                    _put(coding.cell(row, place), parts[part])
                else:
                    _put(coding.cell(row, place), None)
            width = _WIDTHS.get(str(name), min(max(len(header) + 2, 12), 30))
            coding.column_dimensions[letter].width = width
            _validate(coding, str(name), f"{letter}2:{letter}{max(2, len(sheet) + 1)}")
    for row in range(len(sheet)):
        coding.row_dimensions[row + 2].height = _height(sheet.iloc[row])
    coding.freeze_panes = "B2"
    coding.auto_filter.ref = f"A1:{get_column_letter(place)}{len(sheet) + 1}"
    coding.page_setup.orientation = "landscape"
    coding.page_setup.fitToHeight = 0
    coding.sheet_properties.pageSetUpPr.fitToPage = True
    coding.print_title_rows = "1:1"


def _height(row: pd.Series) -> float:
    """Points that the longest text of a row needs; no program measures wrapped text unasked."""
    lines = 1
    for name in ("text", "answers"):
        if isinstance(row.get(name), str):
            wide = int(_WIDTHS[name] * 0.95)
            own = str(row[name])[:_MOST_SHOWN].splitlines()
            lines = max(lines, sum(len(line) // wide + 1 for line in own))
    return min(_LINE * lines + 2, _HIGHEST)


def _parts(value: object) -> list[str | int | float | bool | None]:
    cell = cell_value(value)
    if not isinstance(cell, str):
        return [cell]
    return [*cut_text(escape(_HALF.sub("\ufffd", cell.replace("\r\n", "\n"))))]


def _put(cell: Any, value: object, *, bold: bool = False) -> None:
    """A cell that is never a formula, whatever its text begins with."""
    from openpyxl.styles import Alignment, Font

    cell.value = value
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)


def _validate(coding: Any, name: str, cells: str) -> None:
    """A drop-down list, or the limits of a number, where the column has codes."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if name == "rating":
        rule = DataValidation(
            type="decimal", operator="between", formula1=str(LOWEST), formula2=str(HIGHEST)
        )
        expected = f"a number from {LOWEST} to {HIGHEST}"
    elif name == "sentiment" or name.startswith(TOPIC):
        codes = SENTIMENTS if name == "sentiment" else (YES, NO)
        rule = DataValidation(type="list", formula1=f'"{",".join(codes)}"')
        expected = ", ".join(codes)
    else:
        return
    rule.allow_blank = True
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle, rule.error = "Not a code", f"Choose one of: {expected}; or leave it empty."
    rule.promptTitle, rule.prompt = name[:32], expected.capitalize()
    rule.add(cells)
    coding.add_data_validation(rule)


def _explain(sheet: Any, codebook: str) -> None:
    from openpyxl.styles import Font

    sheet.column_dimensions["A"].width = 110
    lines = [line for line in codebook.splitlines() if line]
    for row, line in enumerate(lines, start=1):
        heading = line.startswith("#")
        _put(sheet.cell(row, 1), escape(line.lstrip("# ") if heading else line), bold=heading)
        if row == 1:
            sheet.cell(row, 1).font = Font(bold=True, size=14)
