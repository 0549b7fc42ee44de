"""Plain text of a stretch of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit.documents import Document, Line, clean_line
from toolkit.errors import SchemaError
from toolkit.html.texts import text_of_page

WIDEST_WRAP = 130  # columns; pages that are wrapped wider were not wrapped for reading
_LOCATOR = re.compile(r"char=(\d+),(\d+)")


def text_at(document: Document, locator: str) -> str:
    """The text that a record's locator points at, as plain as the record's own.

    Args:
        document: The document the record was read from.
        locator: ``char=START,END`` (RFC 5147), offsets in characters; of an HTML page
            ``xpath=/html[1]/…;char=START,END``, offsets in that element's plain text.

    Raises:
        SchemaError: The locator is of another form, or points outside the document.
    """
    if document.media_type == "text/html" and locator.startswith("xpath="):
        return text_of_page(document.source, document.text, locator)
    match = _LOCATOR.fullmatch(locator)
    if not match or not int(match[1]) <= int(match[2]) <= len(document.text):
        raise SchemaError(
            f"locator {locator!r}: expected char=START,END within the {len(document.text)} "
            f"characters of {document.source}"
        )
    return text_between(document, int(match[1]), int(match[2]), wrapped=is_wrapped(document.lines))


def text_between(document: Document, start: int, end: int, *, wrapped: bool) -> str:
    """Plain text between two offsets: clean lines, a blank line between paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for raw in document.text[start:end].split("\n"):
        line = clean_line(raw)
        if not line or not wrapped:
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether a page's lines are wrapped at a column, so that a line end is no paragraph end.

    That is so if, nearly always when two lines follow each other without a blank line, the
    second one's first word would not have fitted on the first.
    """
    width = max((len(line.text) for line in lines), default=0)
    if not 40 <= width <= WIDEST_WRAP:
        return False
    pairs = [
        (one.text, two.text)
        for one, two in pairwise(lines)
        if len(one.text) > width / 2 and not two.is_blank
    ]
    full = sum(1 for one, two in pairs if len(one) + 1 + len(two.split()[0]) > width)
    return len(pairs) >= 3 and full >= 0.9 * len(pairs)
