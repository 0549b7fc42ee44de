"""The values of tables as JSON has them, and as one cell of a spreadsheet has them."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pandas as pd

LIST_SEPARATOR = "|"


def plain_value(value: Any) -> Any:
    """A JSON value: missing ones become None, numpy's become Python's.

    >>> plain_value(np.int64(3)), plain_value(pd.NA), plain_value((1, None))
    (3, None, [1, None])
    """
    if isinstance(value, list | tuple | np.ndarray):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain_value(item) for key, item in value.items()}
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)


def cell_value(value: Any) -> str | int | float | bool | None:
    """A value that fits into one cell: lists are joined by ``|``, objects become JSON.

    >>> cell_value(["mining", "costs"]), cell_value({"a": 1}), cell_value(2.5)
    ('mining|costs', '{"a": 1}', 2.5)
    """
    plain = plain_value(value)
    if isinstance(plain, list):
        return LIST_SEPARATOR.join(str(item) for item in plain)
    if isinstance(plain, dict):
        return json.dumps(plain, ensure_ascii=False)
    cell: str | int | float | bool | None = plain
    return cell
