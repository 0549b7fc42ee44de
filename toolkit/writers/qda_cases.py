"""Comments as cases: what the table has of each, as variables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from toolkit.writers.columns import Column, Value, typed_columns
from toolkit.writers.network import value_rows
from toolkit.writers.qda_codes import guid
from toolkit.writers.rows import texts_of
from toolkit.writers.xml_stream import element
from toolkit.writers.xml_text import XmlText

_TYPES = {"boolean": "Boolean", "integer": "Integer", "number": "Float", "text": "Text"}
_ELSEWHERE = ("id", "text")  # the case's name, the source


def variable_elements(table: pd.DataFrame, text: XmlText) -> list[Any]:
    """The elements ``Variable``, one a column that has a value."""
    return [
        element(
            "Variable",
            {
                "guid": guid("variable", column.name),
                "name": text.clean(column.name),
                "typeOfVariable": _TYPES[column.kind],
            },
        )
        for column in _columns(table)
    ]


def case_elements(table: pd.DataFrame, text: XmlText) -> Iterator[Any]:
    """The elements ``Case``, one a comment, called by its id.

    A case refers to the selection of its text; a comment without a text has none.
    """
    columns = _columns(table)
    variables = [guid("variable", column.name) for column in columns]
    kinds = [f"{_TYPES[column.kind]}Value" for column in columns]
    texts = texts_of(table, "text")
    for identity, words, row in zip(
        table["id"], texts, value_rows(columns, len(table)), strict=True
    ):
        values = [
            _value(variable, kind, value, text)
            for variable, kind, value in zip(variables, kinds, row, strict=False)
            if value is not None
        ]
        if words:
            where = {"targetGUID": guid("selection", str(identity))}
            values.append(element("SelectionRef", where))
        place = {"guid": guid("case", str(identity)), "name": text.clean(str(identity))}
        yield element("Case", place, None, *values)


def _columns(table: pd.DataFrame) -> list[Column]:
    return typed_columns(table, leave_out=_ELSEWHERE)


def _value(variable: str, kind: str, value: Value, text: XmlText) -> Any:
    return element(
        "VariableValue",
        None,
        None,
        element("VariableRef", {"targetGUID": variable}),
        element(kind, None, text.clean(_print(value))),
    )


def _print(value: Value) -> str:
    """A value as the schema takes it: numbers without an exponent.

    >>> _print(1e-05), _print(True)
    ('0.00001', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)
