"""Formats of comment threads, one file a format, and the step from documents to tables."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pandas as pd

from toolkit.accounting import line_table, source_table
from toolkit.confidence import assess
from toolkit.documents import Document
from toolkit.errors import FormatError, SettingsError, SourceError
from toolkit.explanation import Explanation
from toolkit.formats import pasted, web_page
from toolkit.pages import Reading
from toolkit.pins import PinnedLayout
from toolkit.schema import to_table


class Format(Protocol):
    """What a module of this package offers."""

    @property
    def description(self) -> str:
        """What the format is, half a sentence for the list of formats."""
        ...

    def detect(self, document: Document) -> bool:
        """Whether the document is in this format, told from its content."""
        ...

    def parse(
        self, document: Document, *, article_id: str, captured_at: dt.datetime | None
    ) -> Reading:
        """Read the document's records and account for its lines."""
        ...


class PinnedFormat(Protocol):
    """What a module of this package offers whose layout can be pinned."""

    def parse_pinned(
        self,
        document: Document,
        *,
        article_id: str,
        captured_at: dt.datetime | None,
        layout: PinnedLayout,
    ) -> Reading:
        """Read the document by a layout file."""
        ...


FORMATS: Mapping[str, Format] = {
    "pasted": pasted,
    "web_page": web_page,
}
PINNED: Mapping[str, PinnedFormat] = {
    "pasted": pasted,
    "web_page": web_page,
}
_INSTEAD = {
    "text/xml": "an XML file: only web pages and their text are read",
    "application/json": "a JSON file: only web pages and their text are read; a table of comments "
    "(.jsonl, .csv, .parquet) goes to `toolkit score` and `toolkit topics`",
}


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What was read of one or several sources.

    Attributes:
        comments: The comments table (:data:`toolkit.schema.COLUMNS`).
        lines: The accounting, one row for each line that isn't blank: ``source``, ``line``
            (from 1), ``start``, ``end``, ``role`` (``title``, ``article``, ``comment``,
            ``pingback``, ``furniture``), ``name``, ``id`` (of the record, or NA), ``text``.
        sources: One row a source: counts, how it was read, how sure that is (``confidence``,
            ``doubts``, and ``doubtful``, the number of records read with doubts), and what was
            uncertain.
        explanations: Why each source was read so, by source.
    """

    comments: pd.DataFrame
    lines: pd.DataFrame
    sources: pd.DataFrame
    explanations: Mapping[str, Explanation] = field(default_factory=dict)


def parse_comments(
    documents: Iterable[Document],
    *,
    format_name: str | None = None,
    captured_at: dt.datetime | None = None,
    layout: PinnedLayout | None = None,
) -> Parsed:
    """Read the comments of documents, and account for every line of them.

    Args:
        documents: What :func:`toolkit.documents.read_document` gives.
        format_name: A name from :data:`FORMATS`; by default it is told from the content.
        captured_at: When the pages were saved, to compute relative dates ("3 hours ago").
        layout: Where the fields stand (:func:`toolkit.pins.read_layout`); by default it is learnt.

    Raises:
        FormatError: A document is in no known format.
        SettingsError: ``format_name`` is not known, or the layout does not fit a document.
        SourceError: A document is given twice.

    >>> from toolkit.documents import make_document
    >>> page = b"Comments\\n\\nAnn\\nMay 3, 2014\\nFine.\\n\\nBob\\nMay 4, 2014\\nI see.\\n"
    >>> parse_comments([make_document(page, source="page.txt")]).comments["author"].tolist()
    ['Ann', 'Bob']
    """
    readings: list[tuple[Document, str, str, Reading]] = []
    seen: dict[str, Document] = {}
    for document in documents:
        name = format_name or _detect(document)
        if name not in FORMATS:
            raise SettingsError(
                f"no format is called {name!r}; choose one of: {', '.join(FORMATS)}"
            )
        if any(document.sha256 == other.sha256 for other in seen.values()):
            raise SourceError(
                f"{document.source}: has the same content as an earlier input; give each page once"
            )
        article_id = _article_id(document, seen)
        seen[article_id] = document
        if layout is None:
            reading = FORMATS[name].parse(document, article_id=article_id, captured_at=captured_at)
        else:
            reading = _parse_pinned(
                document, name, layout, article_id=article_id, captured_at=captured_at
            )
        readings.append((document, name, article_id, assess(reading)))
    return Parsed(
        comments=to_table(record for *_, reading in readings for record in reading.records),
        lines=line_table((document, reading) for document, _, _, reading in readings),
        sources=source_table(readings),
        explanations={document.source: one.explanation for document, *_, one in readings},
    )


def _parse_pinned(
    document: Document,
    name: str,
    layout: PinnedLayout,
    *,
    article_id: str,
    captured_at: dt.datetime | None,
) -> Reading:
    if name not in PINNED:
        raise SettingsError(
            f"{layout.file}: a layout can't change how {document.source} is read: its format, "
            f"{name!r}, says itself what each field is; leave --layout out"
        )
    return PINNED[name].parse_pinned(
        document, article_id=article_id, captured_at=captured_at, layout=layout
    )


def _detect(document: Document) -> str:
    for name, known in FORMATS.items():
        if known.detect(document):
            return name
    instead = _INSTEAD.get(document.media_type, f"{document.media_type}, which is not read")
    raise FormatError(f"{document.source}: is {instead}")


def _article_id(document: Document, seen: Mapping[str, Document]) -> str:
    """The source's file name as an identifier, with a digest where two files share a name."""
    stem = "standard-input" if document.source == "-" else Path(document.source).stem
    plain = unicodedata.normalize("NFKC", stem).casefold()
    identifier = re.sub(r"[^\w]+", "-", plain).strip("-_") or "page"
    if identifier in seen:
        identifier = f"{identifier}-{document.sha256[:8]}"
    return identifier
