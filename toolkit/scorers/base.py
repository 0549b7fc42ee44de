"""What a scorer is, and the check of the texts that every scorer gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pandas as pd

from toolkit.errors import SchemaError


class Scorer(Protocol):
    """Anything that gives each text numbers or labels; constructible without arguments.

    A text's scores depend on that text alone, and equal texts get equal scores.
    """

    @property
    def columns(self) -> Mapping[str, str]:
        """Name of each column it adds, with its meaning and range, in the table's order."""
        ...

    def score(self, texts: pd.Series) -> pd.DataFrame:
        """Score the texts.

        Args:
            texts: Strings; NA where there is no text.

        Returns:
            A table on the same index with the columns of ``columns``; NA for NA.

        Raises:
            SchemaError: A value that is neither a string nor NA.
        """
        ...


def text_values(texts: pd.Series) -> list[str | None]:
    """The texts as a list of strings, None for NA.

    Raises:
        SchemaError: A value that is neither a string nor NA.

    >>> text_values(pd.Series(["Hm", None, float("nan")]))
    ['Hm', None, None]
    >>> text_values(pd.Series([7]))
    Traceback (most recent call last):
    toolkit.errors.SchemaError: the text in row 1 is of type int, not str; make the column text ...
    """
    values: list[str | None] = []
    for row, value in enumerate(texts.tolist(), start=1):
        if isinstance(value, str):
            values.append(value)
        elif pd.api.types.is_scalar(value) and pd.isna(value):
            values.append(None)
        else:
            raise SchemaError(
                f"the text in row {row} is of type {type(value).__name__}, not str; "
                f"make the column text before it is scored"
            )
    return values
