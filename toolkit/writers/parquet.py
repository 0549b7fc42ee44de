"""Parquet: the table as it is, a column of several kinds of values as text."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from toolkit.cells import plain_value
from toolkit.tables import table_bytes
from toolkit.writers.details import Details

description = "Parquet"
ending = ".parquet"
carries = None


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:  # noqa: ARG001
    """Write the table with all its columns."""
    import pyarrow as pa  # noqa: PLC0415 - late: only this output needs it

    as_text = []
    made = table.reset_index(drop=True)
    made.columns = pd.Index([str(name) for name in table.columns])
    for place, name in enumerate(made.columns):
        column = made.iloc[:, place]
        if column.dtype != object:
            continue
        values = [plain_value(value) for value in column.tolist()]
        try:
            pa.array(values)
        except (ValueError, TypeError, OverflowError):  # as pyarrow's errors
            values = [value if value is None or isinstance(value, str)
                      else json.dumps(value, ensure_ascii=False) for value in values]  # fmt: skip
            as_text.append(name)
        made[name] = pd.Series(values, dtype=object)
    path.write_bytes(table_bytes(made, ending))
    return [
        f"{name!r} holds values of several kinds, or numbers too large for Parquet: written as text"
        for name in as_text
    ]
