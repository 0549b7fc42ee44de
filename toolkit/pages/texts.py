"""Plain text of a stretch of a document."""

from __future__ import annotations

import re

from toolkit.documents import Document
from toolkit.errors import SchemaError
from toolkit.html.texts import text_of_page
from toolkit.pages.pieces import plain_text

_LOCATOR = re.compile(r"char=(\d+),(\d+)")


def text_at(document: Document, locator: str) -> str:
    """The text that a record's locator points at, as plain as the record's own.

    Args:
        document: The document the record was read from.
        locator: ``char=START,END`` (RFC 5147), offsets in characters, several parted by ``;``
            where a text stands in cells beside others; of an HTML page
            ``xpath=/html[1]/…;char=START,END``, offsets in that element's plain text, or
            ``json-ld=N;pointer=/…`` for a text that only a script publishes.

    Raises:
        SchemaError: The locator is of another form, or points outside the document.
    """
    if document.media_type == "text/html" and locator.startswith(("xpath=", "json-ld=")):
        return text_of_page(document.source, document.text, locator)
    spans = []
    for part in locator.split(";"):
        match = _LOCATOR.fullmatch(part)
        if not match or not int(match[1]) <= int(match[2]) <= len(document.text):
            raise SchemaError(
                f"locator {locator!r}: expected char=START,END within the {len(document.text)} "
                f"characters of {document.source}"
            )
        spans.append((int(match[1]), int(match[2])))
    return plain_text(document.text, spans)
