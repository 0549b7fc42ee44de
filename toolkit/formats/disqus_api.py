"""Answers of the Disqus API as JSON: lists of comments and of threads, embedded pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.formats.disqus import find_state, plain
from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.addresses import Known, merge_threads
from toolkit.records.markup import from_escaped
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_id, as_number, as_parent, as_text, objects, walk

description = "answers of the Disqus API (JSON)"
times = "times are UTC, as the format documents"
by_rows = False
_MARKS = ("isDeleted", "isSpam", "isApproved", "isEdited", "isHighlighted", "numReports", "forum")


def detect(export: Export) -> bool:
    """Whether comments are in it that have the API's own names."""
    return export.shape in (JSON, JSON_LINES) and any(
        _is_empty(row) or any(True for _ in walk(row, (), _is_post)) for row in export.sample
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The threads that are told of, and the comments, in the order of the answers."""
    found = [pair for steps, row in objects(export) for pair in walk(row, steps, _is_record)]
    threads = [thread for _, value in found if (thread := _thread(value))]
    articles = merge_threads(
        Known(key, as_text(thread.get("link")), as_text(thread.get("title")))
        for thread in threads
        if (key := as_id(thread.get("id")))
    )
    for steps, value in found:
        place = point(*steps)
        if _is_post(value):
            if thread := _thread(value):
                yield _article(thread, None, articles)
            yield _post(value, place, articles)
        elif thread := _thread(value):
            yield _article(thread, place, articles)
        else:
            yield Other("object that is no comment", place)
    more = [row["cursor"] for _, row in objects(export) if isinstance(row.get("cursor"), dict)]
    if more and (more[-1].get("hasNext") or more[-1].get("more")):
        export.notes.append("there are more pages of comments than are in the file")


def _is_post(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and ("message" in value or "raw_message" in value)
        and "createdAt" in value
        and "thread" in value
        and (any(mark in value for mark in _MARKS) or {"author", "parent"} <= value.keys())
    )


def _is_empty(row: dict[str, Any]) -> bool:
    """Whether it is a page without any comment."""
    return row.get("response") == [] and isinstance(row.get("cursor"), dict) and "code" in row


def _is_thread(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "id" in value
        and ("link" in value or "clean_title" in value)
        and ("identifiers" in value or "posts" in value or "isClosed" in value or "slug" in value)
        and not isinstance(value.get("posts"), list)
    )


def _is_record(value: Any) -> bool:
    return _is_post(value) or _is_thread(value)


def _thread(value: dict[str, Any]) -> dict[str, Any] | None:
    """A thread, or the one that is told with a comment."""
    if _is_thread(value):
        return value
    within = value.get("thread")
    return within if isinstance(within, dict) else None


def _article(thread: dict[str, Any], place: str | None, articles: dict[str, str]) -> Article:
    key = as_id(thread.get("id"))
    title = as_text(thread.get("clean_title")) or as_text(thread.get("title"))
    return Article(
        place,
        key=articles.get(key) if key else None,
        title=from_escaped(title or "") or None,
        address=as_text(thread.get("link")),
        expected=as_number(thread.get("posts")),
    )


def _post(post: dict[str, Any], place: str, articles: dict[str, str]) -> Post:
    thread, parent, author = post["thread"], post.get("parent"), post.get("author")
    key = as_id(thread.get("id") if isinstance(thread, dict) else thread)
    by = author if isinstance(author, dict) else {"name": author}
    message = as_text(post.get("message")) or as_text(post.get("raw_message"))
    return Post(
        as_id(post.get("id")),
        plain(message or ""),
        place,
        as_parent(parent.get("id") if isinstance(parent, dict) else parent),
        articles.get(key, key) if key else None,
        from_escaped(as_text(by.get("name")) or as_text(by.get("username")) or "") or None,
        from_iso(post.get("createdAt"), zone=UTC),
        as_text(post.get("createdAt")),
        "comment",
        find_state(
            deleted=_is_marked(post, "isDeleted") or _is_marked(post, "isDeletedByAuthor"),
            spam=_is_marked(post, "isSpam"),
            approved=post.get("isApproved") is None or _is_marked(post, "isApproved"),
        ),
        as_number(post.get("likes")),
        as_number(post.get("dislikes")),
    )


def _is_marked(post: dict[str, Any], name: str) -> bool:
    return (as_text(post.get(name)) or "").lower() in ("true", "1")
