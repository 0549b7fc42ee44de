"""4CAT datasets: the columns that all its sources have, with those that tell of answers."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.shapes import CSV, EXCEL, JSON_LINES, PARQUET
from toolkit.records.times import UTC, from_iso, seconds
from toolkit.records.values import as_id, as_number, as_parent, as_text

description = "4CAT datasets (CSV, NDJSON)"
times = "times are UTC, as the format documents"
by_rows = True


def detect(export: Export) -> bool:
    """Whether its rows have the five columns of every dataset, and no column of ours."""
    return (
        export.shape in (CSV, EXCEL, PARQUET, JSON_LINES)
        and export.has("id", "thread_id", "author", "body", "timestamp")
        and "locator" not in export.columns
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row; a row that opens its thread is the thread's article."""
    for place, row in export.rows(skip=skip):
        own, thread = as_id(row.get("id")), as_id(row.get("thread_id"))
        body, author = as_text(row.get("body")), as_text(row.get("author"))
        if own is None and body is None:
            yield Other("empty row", place)
            continue
        post = as_id(row.get("post_id"))
        nested = (as_text(row.get("is_comment_on_comment")) or "").lower() in ("yes", "true")
        if own == thread and not nested and post is None:
            yield Article(place, key=thread, title=as_text(row.get("subject")),
                          address=as_text(row.get("url")), text=from_plain(body or "") or None,
                          expected=None)  # fmt: skip
            continue
        parent = as_parent(row.get("parent_id"))
        if parent is None and nested:
            parent = thread
        key = post or thread
        printed = as_text(row.get("timestamp"))
        yield Post(
            own,
            from_plain(body or ""),
            place,
            None if parent in (key, own) else parent,
            key,
            None if author in ("REDACTED", "") else author,
            from_iso(printed, zone=UTC) or seconds(row.get("unix_timestamp")),
            printed,
            upvotes=as_number(row.get("likes") or row.get("like_count")),
        )
