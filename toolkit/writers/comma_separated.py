"""CSV: the table as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from toolkit.tables import count_cells, table_bytes
from toolkit.writers.details import Details

description = (
    "CSV, safe to open in a spreadsheet (a cell that begins like a formula gets an apostrophe)"
)
ending = ".csv"
carries = None
_NUL = re.compile(r"[^\0]*\0")


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:  # noqa: ARG001
    """Write the table with all its columns."""
    path.write_bytes(table_bytes(table, ending))
    nul = count_cells(table, _NUL)
    return [f"{nul:,} cells had a NUL, which CSV can't hold: now \ufffd"] if nul else []
