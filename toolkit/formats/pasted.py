"""Pasted page text: what a browser gives when a page is selected, copied and saved as text."""

from __future__ import annotations

import datetime as dt

from toolkit.documents import Document
from toolkit.errors import SettingsError
from toolkit.pages import Reading, read_page
from toolkit.pins import PinnedLayout

description = "the text of a web page, copied and pasted into a file"


def detect(document: Document) -> bool:
    """Whether the document is plain text."""
    return document.media_type == "text/plain"


def parse(document: Document, *, article_id: str, captured_at: dt.datetime | None) -> Reading:
    """Read the page by its structure; see :func:`toolkit.pages.read_page`."""
    return read_page(document, article_id=article_id, captured_at=captured_at)


def parse_pinned(
    document: Document,
    *,
    article_id: str,
    captured_at: dt.datetime | None,
    layout: PinnedLayout,
) -> Reading:
    """Read the page by the ``[pasted]`` table of a layout file."""
    if layout.pasted is None:
        raise SettingsError(
            f"{layout.file}: has no [pasted] table, and {document.source} is pasted text; add the "
            f"table, or give the file with web pages only"
        )
    return read_page(document, article_id=article_id, captured_at=captured_at, pin=layout.pasted)
