"""Remark42: the lines of its backup, and the lists and trees of comments that its API gives."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import from_iso
from toolkit.records.values import as_id, as_number, as_text, listed, objects

description = "Remark42 backups and API answers (JSON lines, JSON)"
times = "times have the zone that is written with them"
by_rows = True


def detect(export: Export) -> bool:
    """Whether comments have a locator of their page, a writer and a parent's id."""
    return export.shape in (JSON, JSON_LINES) and any(
        _is_comment(row) or any(map(_is_comment, map(_unwrapped, listed(row.get("comments"))[:3])))
        for row in export.sample
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a line; trees in their order, each comment before its answers."""
    if export.shape == JSON_LINES:
        for place, row in export.rows(skip=skip):
            yield from _read(row, (place,))
        return
    for steps, row in objects(export):
        yield from _read(row, steps)


def _read(row: dict[str, Any], steps: tuple[str | int, ...]) -> Iterator[Item]:
    if _is_comment(row):
        yield from _items(row, point(*steps))
    elif "comments" in row:
        yield from _tree(row, (*steps, "comments"))
    elif "version" in row and ("users" in row or "posts" in row):
        yield Other("head of the backup", point(*steps))
    else:
        yield Other("object that is no comment", point(*steps))


def _tree(row: dict[str, Any], steps: tuple[str | int, ...]) -> Iterator[Item]:
    waiting = _numbered(row["comments"], steps)
    while waiting:
        node, at = waiting.pop()
        comment = _unwrapped(node)
        if not _is_comment(comment):
            yield Other("value that is no comment", point(*at))
            continue
        yield from _items(comment, point(*at))
        if isinstance(node, dict) and node is not comment:
            waiting += _numbered(node.get("replies"), (*at, "replies"))


def _numbered(nodes: Any, steps: tuple[str | int, ...]) -> list[tuple[Any, tuple[str | int, ...]]]:
    return [(node, (*steps, number)) for number, node in reversed(list(enumerate(listed(nodes))))]


def _unwrapped(node: Any) -> Any:
    """A comment; that of a tree stands beside its answers."""
    return node["comment"] if isinstance(node, dict) and "comment" in node else node


def _is_comment(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and {"id", "locator", "user"} <= row.keys()
        and ("pid" in row or "text" in row)
        and isinstance(row["locator"], dict)
    )


def _items(row: Mapping[str, Any], place: str) -> Iterator[Item]:
    address, title = as_text(row["locator"].get("url")), as_text(row.get("title"))
    if address:
        yield Article(None, key=address, title=html.unescape(title) if title else None,
                      address=address)  # fmt: skip
    user = row["user"] if isinstance(row["user"], dict) else {}
    name, printed = as_text(user.get("name")), as_text(row.get("time"))
    deleted = bool(row.get("delete") or row.get("deleted"))
    erased = deleted and user.get("id") in (None, "", "deleted")
    text, votes = as_text(row.get("text")), row.get("votes")
    cast = list(votes.values()) if isinstance(votes, dict) else []
    yield Post(
        as_id(row.get("id")),
        "" if deleted else from_html(text) if text else from_plain(as_text(row.get("orig")) or ""),
        place,
        as_id(row.get("pid")),
        address,
        None if erased or name is None else html.unescape(name),
        from_iso(printed),
        printed,
        state="deleted" if deleted else "visible",
        upvotes=sum(vote is True for vote in cast) if cast else as_number(row.get("score")),
        downvotes=sum(vote is False for vote in cast) if cast else None,
    )
