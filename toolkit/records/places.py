"""Locators of records: where in an export a record stands.

``pointer=/a/0`` is a JSON Pointer (RFC 6901), ``line=12`` a line of a file of JSON lines or of
messages (from 1), ``row=3`` a row of a table, the header being row 1 (RFC 7111), ``xpath=/a/b[2]``
an element of XML by the names that the file writes, ``table=comments;rowid=5`` a row of a database.
``file=NAME;`` before one names a file of a folder or an archive that is read as a whole.
"""

from __future__ import annotations

from typing import Any

from toolkit.errors import SchemaError


def point(*steps: str | int) -> str:
    """The locator of a value in a JSON document, or within one line of JSON lines.

    >>> point("data", 0, "a/b"), point("line=3"), point("line=3", "data")
    ('pointer=/data/0/a~1b', 'line=3', 'line=3;pointer=/data')
    """
    if steps and isinstance(steps[0], str) and steps[0].startswith("line="):
        return f"{steps[0]};{point(*steps[1:])}" if len(steps) > 1 else steps[0]
    return "pointer=" + "".join(f"/{_escape(step)}" for step in steps)


def in_file(name: str, place: str) -> str:
    """The locator of a record in a file of a folder or an archive.

    >>> in_file("comments;2.csv", "row=3")
    'file=comments%3B2.csv;row=3'
    """
    return f"file={name.replace('%', '%25').replace(';', '%3B')};{place}"


def value_at(value: Any, locator: str) -> Any:
    """The value in a JSON document that a locator points at.

    Raises:
        SchemaError: The locator is of another form, or nothing is there.

    >>> value_at({"a/b": [1, 2]}, "pointer=/a~1b/1")
    2
    """
    if not locator.startswith("pointer="):
        raise SchemaError(f"locator {locator!r}: expected pointer=/... (RFC 6901)")
    for step in locator.removeprefix("pointer=").split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(name)] if isinstance(value, list) else value[name]
        except (KeyError, IndexError, ValueError, TypeError):
            raise SchemaError(f"locator {locator!r}: nothing is there") from None
    return value


def _escape(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
