"""Saved web pages: HTML, read by its structure."""

from __future__ import annotations

import datetime as dt

from toolkit.documents import Document
from toolkit.html.reading import read_web_page
from toolkit.pages import Reading

description = "a web page saved as HTML"


def detect(document: Document) -> bool:
    """Whether the document is HTML."""
    return document.media_type == "text/html"


def parse(document: Document, *, article_id: str, captured_at: dt.datetime | None) -> Reading:
    """Read the page by its structure; see :func:`toolkit.html.reading.read_web_page`."""
    return read_web_page(document, article_id=article_id, captured_at=captured_at)
