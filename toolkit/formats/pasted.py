"""Pasted page text: what a browser gives when a page is selected, copied and saved as text."""

from __future__ import annotations

import datetime as dt

from toolkit.documents import Document
from toolkit.pages import Reading, read_page

description = "the text of a web page, copied and pasted into a file"


def detect(document: Document) -> bool:
    """Whether the document is plain text."""
    return document.media_type == "text/plain"


def parse(document: Document, *, article_id: str, captured_at: dt.datetime | None) -> Reading:
    """Read the page by its structure; see :func:`toolkit.pages.read_page`."""
    return read_page(document, article_id=article_id, captured_at=captured_at)
