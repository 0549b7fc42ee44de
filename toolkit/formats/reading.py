"""An export read to its end: its comments, how it was read, its account and its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

import pyarrow as pa

from toolkit.pages import Reading
from toolkit.records import Export, Item
from toolkit.records.account import account_export
from toolkit.records.counts import Counts
from toolkit.records.finish import finish_tables
from toolkit.records.gather import Tally
from toolkit.records.store import DiskParts, MemoryParts, link_parts

MOST_ARTICLES = 10_000  # listed one by one of an export that is streamed


class ExportFormat(Protocol):
    """What a module of this package offers that reads exports."""

    @property
    def description(self) -> str:
        """What the format is, half a sentence for the list of formats."""
        ...

    @property
    def times(self) -> str:
        """How the zone of its times is known, half a sentence."""
        ...

    @property
    def by_rows(self) -> bool:
        """Whether it gives one item with a place for each row, and can go on after any of them."""
        ...

    def detect(self, export: Export) -> bool:
        """Whether the export is in this format, told from its content, never from its name."""
        ...

    def read(self, export: Export, *, skip: int = 0) -> Iterator[Item]:
        """Its records in the file's order.

        A reader by rows gives exactly one item with a place for each of :meth:`Export.rows`, as
        the last of what it gives for the row, and passes ``skip`` on, so that an interrupted run
        can be gone on with. Others are begun anew.
        """
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an export once it was read.

    Attributes:
        reading: For :func:`toolkit.accounting.source_table`; its sentence.
        account: What :func:`toolkit.records.account.account_export` gives, with the title,
            address and text of the article where there is only one, and ``counts``.
        articles: A row for each article.
    """

    reading: Reading
    account: dict[str, Any]
    articles: list[dict[str, Any]]


def keeps_addresses(export: Export, known: ExportFormat) -> bool:
    """Whether authors that look like e-mail addresses are taken as they are.

    They are where ``--map`` names their column, and in formats whose ``author_is_handle`` says
    that a name with a host is no address.
    """
    asked = bool(export.mapping.get("author"))
    return asked or bool(getattr(known, "author_is_handle", False))


def finish_export(
    export: Export, known: ExportFormat, parts: MemoryParts | DiskParts, tally: Tally
) -> Iterator[pa.Table | Told]:
    """The tables of an export that was gathered, and at the very end what is known of it."""
    links, missing = link_parts(parts)
    counts = Counts(MOST_ARTICLES if isinstance(parts, DiskParts) else None)
    escape = not export.whole_ids or links.repeated > 0
    for table in finish_tables(parts, links, export.source, escape=escape):
        counts.add(table)
        yield table
    account = account_export(
        export, tally, links, missing,
        kinds=counts.kinds, times=known.times, description=known.description,
    )  # fmt: skip
    articles = [
        {"article_id": key, "source": export.source, **tally.articles.get(key, {}),
         "comments": counts.articles.get(key, 0)}
        for key in dict.fromkeys([*islice(tally.articles, counts.most), *counts.articles])
    ]  # fmt: skip
    if counts.is_cut:
        account["warnings"].append(
            f"comments of more than {MOST_ARTICLES:,} articles; the summary lists the first of them"
        )
    only = articles[0] if len(articles) == 1 else {}
    account |= {
        "title": only.get("title"),
        "address": only.get("address"),
        "article_text": only.get("text") or "",
        "counts": counts.as_json(),
    }
    reading = Reading(
        title=None, records=(), entries=(), layout=None, reason=account["reading"], warnings=()
    )
    yield Told(reading, account, articles)
