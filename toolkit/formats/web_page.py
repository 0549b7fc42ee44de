"""Saved web pages: HTML, read by its structure."""

from __future__ import annotations

import datetime as dt

from toolkit.documents import Document
from toolkit.errors import SettingsError
from toolkit.html.reading import read_web_page
from toolkit.pages import Reading
from toolkit.pins import PinnedLayout

description = "a web page saved as HTML"


def detect(document: Document) -> bool:
    """Whether the document is HTML."""
    return document.media_type == "text/html"


def parse(document: Document, *, article_id: str, captured_at: dt.datetime | None) -> Reading:
    """Read the page by its structure; see :func:`toolkit.html.reading.read_web_page`."""
    return read_web_page(document, article_id=article_id, captured_at=captured_at)


def parse_pinned(
    document: Document,
    *,
    article_id: str,
    captured_at: dt.datetime | None,
    layout: PinnedLayout,
) -> Reading:
    """Read the page by the ``[web_page]`` table of a layout file."""
    if layout.web_page is None:
        raise SettingsError(
            f"{layout.file}: has no [web_page] table, and {document.source} is a web page; add "
            f"the table, or give the file with pasted text only"
        )
    return read_web_page(
        document, article_id=article_id, captured_at=captured_at, pin=layout.web_page
    )
