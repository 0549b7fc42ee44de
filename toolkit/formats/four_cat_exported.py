"""4CAT files that ``toolkit export`` wrote: the same comments again."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.records import Article, Export, Item, Post
from toolkit.records.markup import from_plain
from toolkit.records.shapes import CSV
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_number, as_text
from toolkit.schema import KINDS, STATES
from toolkit.tables import unguarded


def is_exported(export: Export) -> bool:
    """Whether it has the columns that :mod:`toolkit.writers.four_cat` adds."""
    return export.shape == CSV and export.has("timestamp_as_read", "kind", "state")


def read_exported(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row, with what its article is called."""
    for place, cells in export.rows(skip=skip):
        row = unguarded(cells)
        thread = as_text(row["thread_id"])
        own, parent = (name and name.removeprefix(f"{thread}:")
                       for name in (as_text(row["id"]), as_text(row.get("parent_id"))))  # fmt: skip
        title, address = as_text(row.get("subject")), as_text(row.get("url"))
        if title or address:
            yield Article(None, thread, title, address)
        printed = as_text(row["timestamp"])
        kind, state = as_text(row["kind"]), as_text(row["state"])
        yield Post(
            own,
            from_plain(as_text(row["body"]) or ""),
            place,
            parent,
            thread,
            as_text(row["author"]),
            from_iso(row["timestamp_as_read"]) or from_iso(printed, zone=UTC),
            as_text(row.get("timestamp_text")) or printed,
            kind if kind in KINDS else "comment",
            state if state in STATES else "visible",
            as_number(row.get("likes")),
            as_number(row.get("dislikes")),
        )
