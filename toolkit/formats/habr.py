"""Habr: the comments of an article by their ids, as the site's own pages load them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Export, Item, Other, Post
from toolkit.records.markup import from_html
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import from_iso
from toolkit.records.values import as_id, as_number, as_parent, as_text, objects

description = "Habr comments of an article (JSON)"
times = "times have the zone that is written with them"
by_rows = False


def detect(export: Export) -> bool:
    """Whether comments stand by id in an object, each with a message and a time."""
    return export.shape in (JSON, JSON_LINES) and any(
        _is_comment(comment)
        for row in export.sample
        for comment in list(_comments(row).values())[:3]
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The comments in the file's order."""
    for steps, row in objects(export):
        outer = (*steps, "data", "comments") if "comments" not in row else (*steps, "comments")
        for key, comment in _comments(row).items():
            place = point(*outer, key)
            if _is_comment(comment):
                yield _post(comment, place, key)
            else:
                yield Other("value that is no comment", place)


def _comments(row: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = row if "comments" in row else row.get("data")
    found = inner.get("comments") if isinstance(inner, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _is_comment(comment: Any) -> bool:
    return isinstance(comment, Mapping) and "message" in comment and "timePublished" in comment


def _post(comment: Mapping[str, Any], place: str, key: str) -> Post:
    author, printed = comment.get("author"), as_text(comment.get("timePublished"))
    text = from_html(as_text(comment.get("message")) or "")
    name = as_text(author.get("alias")) if isinstance(author, Mapping) else None
    return Post(
        as_id(comment.get("id")) or key,
        text,
        place,
        as_parent(comment.get("parentId")),
        None,
        name,
        from_iso(printed),
        printed,
        state="visible" if text or name else "deleted",
        upvotes=as_number(comment.get("score")),
    )
