"""Isso: the JSON that it imports from other systems, and its own database (SQLite)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any
from urllib.parse import unquote_plus

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.database import open_database, select, table_columns
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES, SQLITE
from toolkit.records.times import UTC, from_iso, seconds
from toolkit.records.values import as_id, as_number, as_text, listed, objects

description = "Isso comments (generic JSON, SQLite database)"
times = "times are UTC, as the format documents"
by_rows = False
_STATES = {1: "visible", 2: "held", 4: "deleted"}
_COLUMNS = ("id", "tid", "parent", "created", "mode", "author", "text", "likes", "dislikes")
_NEEDED = {"id", "tid", "created", "text"}
_MARKS = ("remote_addr", "website", "email")


def detect(export: Export) -> bool:
    """Whether it holds threads as Isso imports them, or is a database with Isso's tables."""
    if export.shape == SQLITE:
        return set(table_columns(export, "comments")) >= _NEEDED and {"id", "uri"} <= set(
            table_columns(export, "threads")
        )
    return export.shape in (JSON, JSON_LINES) and any(
        _is_comment(comment) and "id" in row
        for row in export.sample for comment in listed(row.get("comments"))[:3]
    )  # fmt: skip


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The threads and their comments."""
    if export.shape == SQLITE:
        yield from _read_database(export)
        return
    for steps, thread in objects(export):
        if "comments" not in thread:
            yield Other("object without comments", point(*steps))
            continue
        key = as_id(thread.get("id"))
        yield Article(point(*steps), key=key, title=_title(thread), address=key)
        comments = listed(thread["comments"])
        ids = {as_id(comment.get("id")) for comment in comments if isinstance(comment, dict)}
        for number, comment in enumerate(comments):
            place = point(*steps, "comments", number)
            if isinstance(comment, dict):
                post = _post(comment, place, key)
                # 0 is an id like others where one has it, else it is none
                nobody = post.parent in ("0", "-1") and post.parent not in ids
                yield post._replace(parent=None) if nobody else post
            else:
                yield Other("value that is no comment", place)


def _is_comment(comment: Any) -> bool:
    return (
        isinstance(comment, dict)
        and {"text", "created"} <= comment.keys()
        and any(mark in comment for mark in _MARKS)
    )


def _title(thread: Mapping[str, Any]) -> str | None:
    """The title; it comes as an address writes it, unless a space tells otherwise."""
    title = as_text(thread.get("title"))
    return unquote_plus(title) if title and " " not in title else title


def _post(comment: Mapping[str, Any], place: str, key: str | None) -> Post:
    printed, text = as_text(comment.get("created")), as_text(comment.get("text")) or ""
    mode = as_number(comment.get("mode"))
    return Post(
        as_id(comment.get("id")),
        from_html(text) if "</p>" in text or "<br" in text else from_plain(text),
        place,
        None if comment.get("parent") is False else as_id(comment.get("parent")),
        key,
        as_text(comment.get("author")),
        from_iso(printed, zone=UTC) or seconds(comment.get("created")),
        printed,
        state="visible" if mode is None else _STATES.get(mode, "held"),
        upvotes=as_number(comment.get("likes")),
        downvotes=as_number(comment.get("dislikes")),
    )


def _read_database(export: Export) -> Iterator[Item]:
    have = table_columns(export, "comments")
    columns = ", ".join(name if name in have else f"NULL AS {name}" for name in _COLUMNS)
    with closing(open_database(export)) as database:
        title = "title" if "title" in table_columns(export, "threads") else "NULL AS title"
        for row in select(export, database, f"SELECT id, uri, {title} FROM threads ORDER BY id"):
            place = f"table=threads;rowid={row['id']}"
            yield Article(place, key=as_id(row["id"]), title=as_text(row["title"]),
                          address=as_text(row["uri"]))  # fmt: skip
        for row in select(export, database, f"SELECT {columns} FROM comments ORDER BY id"):
            yield _post(row, f"table=comments;rowid={row['id']}", as_id(row["tid"]))
