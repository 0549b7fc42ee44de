"""Texts as they come to an estimator: lists, arrays, Series, tables of one column."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from toolkit.errors import SchemaError


class TextsError(SchemaError, ValueError, TypeError):
    """What was given isn't texts; a ValueError and TypeError too, as scikit-learn expects."""


def read_texts(texts: Iterable[str | None]) -> list[str]:
    """The texts in order, "" for a missing one.

    Args:
        texts: A list, array or Series of texts, or a table or two-dimensional array of one column.

    Raises:
        TextsError: It is one text, has several columns, or holds something else than texts.

    >>> read_texts(["war", None])
    ['war', '']
    """
    if isinstance(texts, str | bytes):
        raise TextsError("found one text where many are expected; put it in a list: [text]")
    if isinstance(texts, pd.DataFrame):
        texts = texts.to_numpy(dtype=object)
    if hasattr(texts, "toarray"):
        raise TextsError("found a sparse matrix where texts are expected; give the texts")
    if isinstance(texts, np.ndarray):
        texts = _one_column(texts)
    try:
        values = list(texts)
    except TypeError:
        raise TextsError(
            f"found {type(texts).__name__!r} where texts are expected; give a list of texts"
        ) from None
    return [_read_text(value, row) for row, value in enumerate(values)]


def _one_column(texts: np.ndarray) -> np.ndarray:
    if texts.ndim == 2 and texts.shape[1] == 1:
        return texts[:, 0]
    if texts.ndim != 1:
        raise TextsError(
            f"found an array of shape {texts.shape} where one column of texts is expected; choose "
            f"the column that holds the texts"
        )
    return texts


def _read_text(value: object, row: int) -> str:
    if isinstance(value, str):
        return str(value)
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    raise TextsError(f"row {row}: found {type(value).__name__!r} where a text is expected")
