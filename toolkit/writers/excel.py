"""Excel: the table as it is, every text a text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.excel_writing import write_excel
from toolkit.writers.details import Details

description = "Excel workbook (texts stay texts, no formulas; long ones go on in further columns)"
ending = ".xlsx"
carries = None


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:  # noqa: ARG001
    """Write the table with all its columns."""
    with path.open("wb") as file:
        return write_excel(table, file)
