"""Formats of comment threads, one file a format, and the step from documents to tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import pyarrow as pa

from toolkit.accounting import line_table, source_table
from toolkit.confidence import assess
from toolkit.documents import Document
from toolkit.errors import FormatError, SchemaError, SettingsError, SourceError
from toolkit.explanation import Explanation
from toolkit.formats.finding import find_export_format, find_format, name_source
from toolkit.formats.reading import Told, finish_export, keeps_addresses
from toolkit.formats.registry import BY_CHUNKS, EXPORTS, FORMATS, PAGES, PINNED
from toolkit.pages import Reading
from toolkit.pages import text_at as page_text_at
from toolkit.pins import PinnedLayout
from toolkit.privacy.addresses import without_address
from toolkit.records import Export, Post
from toolkit.records.account import add_accounts, name_some
from toolkit.records.finish import OUTPUT_SCHEMA
from toolkit.records.gather import Tally, gather
from toolkit.records.store import MemoryParts
from toolkit.schema import set_types, to_table

__all__ = [
    "BY_CHUNKS",
    "EXPORTS",
    "FORMATS",
    "PAGES",
    "Parsed",
    "article_table",
    "find_export_format",
    "find_format",
    "name_source",
    "parse_comments",
    "text_at",
]


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What was read of one or several sources.

    Attributes:
        comments: The comments table (:data:`toolkit.schema.COLUMNS`).
        lines: The accounting of pages, one row for each line that isn't blank: ``source``,
            ``line`` (from 1), ``start``, ``end``, ``role`` (``title``, ``article``, ``comment``,
            ``pingback``, ``furniture``), ``name``, ``id`` (of the record, or NA), ``text``.
        sources: One row a source: counts, how it was read, how sure that is (``confidence``,
            ``doubts``, and ``doubtful``, the number of records read with doubts), and what was
            uncertain. Of exports: ``input`` (``records`` read and ``by_name``), ``orphans``,
            ``missing_parents``, ``stubs``, ``stands_for``, ``expected``, ``repeated_ids``,
            ``cycles``, ``repairs``, ``counts``.
        explanations: Why each page was read so, by source.
        articles: One row an article of an export: ``article_id``, ``source``, ``title``,
            ``address``, ``expected`` (comments that the file says it has), ``comments`` (found).
        privacy: How much was replaced by pseudonyms, a sentence; empty where nothing was.
    """

    comments: pd.DataFrame
    lines: pd.DataFrame
    sources: pd.DataFrame
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    articles: pd.DataFrame = field(default_factory=lambda: article_table([]))
    privacy: str = ""


def parse_comments(
    documents: Iterable[Document],
    *,
    format_name: str | None = None,
    captured_at: dt.datetime | None = None,
    mapping: Mapping[str, str] | None = None,
    layout: PinnedLayout | None = None,
) -> Parsed:
    """Read the comments of documents, and account for every line or record of them.

    Args:
        documents: What :func:`toolkit.documents.read_document` gives.
        format_name: A name from :data:`FORMATS`; by default it is told from the content.
        captured_at: When the pages were saved, to compute relative dates ("3 hours ago").
        mapping: For tables: the column that holds each role, as ``--map`` takes them.
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
    tables: list[pd.DataFrame] = []
    articles: list[dict[str, Any]] = []
    accounts: dict[int, dict[str, Any]] = {}
    seen: dict[str, Document] = {}
    archives: list[Export] = []
    whole: set[str] = set()
    for document in documents:
        if document.export is not None and mapping:
            document.export.mapping = mapping
        container = document.export.container if document.export else None
        if container in whole:
            continue
        name = find_format(document, format_name)
        if document.export is not None and document.source == container:
            archives.append(document.export)
            whole.update([container] if name else [])
        if name is None:
            continue
        if any(document.sha256 == other.sha256 for other in seen.values()):
            raise SourceError(
                f"{document.source}: has the same content as an earlier input; give each page once"
            )
        article_id = name_source(document.source, seen, document.sha256)
        seen[article_id] = document
        if name in PAGES and layout is None:
            reading = PAGES[name].parse(document, article_id=article_id, captured_at=captured_at)
        elif layout is not None:
            reading = _parse_pinned(
                document, name, layout, article_id=article_id, captured_at=captured_at
            )
        else:
            assert document.export is not None
            table, told = _read_export(document.export, name, article_id)
            reading = told.reading
            tables.append(table)
            accounts[len(readings)] = told.account
            articles += told.articles
        if name in PAGES:
            reading = _without_addresses(assess(reading))
            tables.append(to_table(reading.records))
        readings.append((document, name, article_id, reading))
    for archive in archives:
        if archive.source not in whole:
            _note_members(archive, [document.source for document, *_ in readings], accounts)
    filled = [table for table in tables if len(table)] or tables[:1] or [to_table([])]
    return Parsed(
        comments=set_types(pd.concat(filled, ignore_index=True)) if len(filled) > 1 else filled[0],
        lines=line_table((document, reading) for document, _, _, reading in readings),
        sources=add_accounts(source_table(readings), accounts),
        articles=article_table(articles),
        explanations={
            document.source: one.explanation for document, name, _, one in readings if name in PAGES
        },
    )


def _without_addresses(reading: Reading) -> Reading:
    """The reading of a page with no author that is an e-mail or IP address."""
    shown = {author: without_address(author) for one in reading.records if (author := one.author)}
    if all(author == name for author, name in shown.items()):
        return reading
    records = [
        replace(one, author=shown[one.author]) if one.author else one for one in reading.records
    ]
    return replace(reading, records=tuple(records))


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


def text_at(document: Document, locator: str) -> str:
    """The text that a record's locator points at, as plain as the record's own.

    Args:
        document: The document the record was read from.
        locator: Of a page see :func:`toolkit.pages.text_at`; of an export
            :mod:`toolkit.records.places`.

    Raises:
        SchemaError: The locator is of another form, or points at no record.
        FormatError: The document is in no known format.
    """
    name = find_format(document)
    if name is None or name not in EXPORTS or document.export is None:
        return page_text_at(document, locator)
    document.export.restart()
    for item in EXPORTS[name].read(document.export):
        if isinstance(item, Post) and item.place == locator:
            return item.text
    raise SchemaError(f"locator {locator!r}: {document.source} has no comment there")


def article_table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The articles of exports, one row each."""
    columns = ("article_id", "source", "title", "address", "expected", "comments")
    table = pd.DataFrame(list(rows), columns=list(columns))
    texts = dict.fromkeys(columns[:4], "string")
    return table.astype({**texts, "expected": "Int64", "comments": "Int64"})


def _read_export(export: Export, name: str, article_id: str) -> tuple[pd.DataFrame, Told]:
    """An export in memory: its comments, and what is known of it."""
    export.restart()
    known, tally, parts = EXPORTS[name], Tally(), MemoryParts()
    batches = gather(
        known.read(export), article_id, tally,
        whole_ids=export.whole_ids, whole_authors=keeps_addresses(export, known),
    )  # fmt: skip
    for batch in batches:
        parts.add(batch)
    *tables, told = finish_export(export, known, parts, tally)
    assert isinstance(told, Told)
    merged = pa.concat_tables([OUTPUT_SCHEMA.empty_table(), *tables])
    return set_types(merged.to_pandas()), told


def _note_members(
    archive: Export, read: Sequence[str], accounts: Mapping[int, dict[str, Any]]
) -> None:
    """Say with the first member of an archive which others were not read.

    Raises:
        FormatError: None was.
    """
    members = {f"{archive.source}/{name}": name for name in archive.members}
    first = next((row for row, source in enumerate(read) if source in members), None)
    left = [name for source, name in members.items() if source not in read]
    if first is None:
        raise FormatError(
            f"{archive.source}: holds nothing in a format that is known (it holds: "
            f"{name_some(left)}); see `toolkit formats`; pages are read when they are unpacked"
        )
    if left:
        accounts[first]["warnings"].append(f"not read of the archive: {name_some(left)}")
