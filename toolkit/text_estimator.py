"""Estimators over texts, and texts as they come to them: lists, arrays, tables of one column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator

from toolkit.errors import SchemaError


class TextsError(SchemaError, ValueError, TypeError):
    """What was given isn't texts; a ValueError and TypeError too, as scikit-learn expects."""


class TextEstimator(BaseEstimator):
    """A scikit-learn estimator that takes texts, and tells scikit-learn so."""

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _more_tags(self) -> dict[str, Any]:
        """The same tags for scikit-learn before 1.6."""
        return {"X_types": ["string"]}


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
