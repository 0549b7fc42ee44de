"""Civil Comments, as published by Jigsaw: texts with shares of raters, no authors."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.records import Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.shapes import CSV, EXCEL, JSON_LINES, PARQUET
from toolkit.records.times import from_iso
from toolkit.records.values import as_id, as_number, as_parent, as_text

description = "Civil Comments (CSV)"
times = "times have the zone that is written with them, which is UTC"
by_rows = True


def detect(export: Export) -> bool:
    """Whether its rows have texts, and ratings of their kind or the publication."""
    return (
        export.shape in (CSV, EXCEL, PARQUET, JSON_LINES)
        and export.has("id", "comment_text", "created_date")
        and bool({"publication_id", "severe_toxicity", "rating"} & set(export.columns))
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row; one that was rejected keeps its text and is marked as removed."""
    for place, row in export.rows(skip=skip):
        if row.get("comment_text") is None and row.get("id") is None:
            yield Other("empty row", place)
            continue
        created = as_text(row.get("created_date"))
        yield Post(
            as_id(row.get("id")),
            from_plain(as_text(row.get("comment_text")) or ""),
            place,
            as_parent(row.get("parent_id")),
            as_id(row.get("article_id")),
            None,
            from_iso(created),
            created,
            "comment",
            "removed" if as_text(row.get("rating")) == "rejected" else "visible",
            as_number(row.get("likes")),
            as_number(row.get("disagree")),
        )
