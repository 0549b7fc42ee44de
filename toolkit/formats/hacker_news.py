"""Hacker News: items of the Algolia API (nested), its search results, and Firebase items (flat)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.records import Absent, Article, Export, Item, Other, Post
from toolkit.records.markup import from_html
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso, seconds
from toolkit.records.values import as_id, as_number, as_text, listed, objects

description = "Hacker News items and search results (Algolia, Firebase; JSON)"
times = "times are UTC, as the format documents"
by_rows = False
_TYPES = ("story", "comment", "job", "poll", "pollopt")


def detect(export: Export) -> bool:
    """Whether it holds items with the names of one of the two APIs, or hits that are comments."""
    if export.shape not in (JSON, JSON_LINES):
        return False
    return any(_is_nested(row) or _is_search(row) or _is_flat(row) or _is_by_id(row)
               for row in export.sample)  # fmt: skip


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The items in the file's order; of nested ones each before its answers."""
    flat: list[tuple[tuple[str | int, ...], dict[str, Any]]] = []
    for steps, row in objects(export):
        if _is_search(row):
            yield from _read_hits(row, steps)
        elif _is_nested(row):
            yield from _read_nested(row, steps)
        elif _is_flat(row):
            flat.append((steps, row))
        elif _is_by_id(row):
            flat += [((*steps, key), item) for key, item in row.items() if isinstance(item, dict)]
            yield from (
                Other("item that is missing", point(*steps, key))
                for key, item in row.items()
                if not isinstance(item, dict)
            )
        else:
            yield Other("object that is no item", point(*steps))
    if flat:
        yield from _read_flat(flat)


def _is_nested(row: dict[str, Any]) -> bool:
    return isinstance(row.get("children"), list) and row.get("type") in _TYPES and "id" in row


def _is_search(row: dict[str, Any]) -> bool:
    hits = listed(row.get("hits"))
    return any(isinstance(hit, dict) and "_tags" in hit and "objectID" in hit for hit in hits)


def _is_flat(row: dict[str, Any]) -> bool:
    return (
        row.get("type") in _TYPES
        and "children" not in row
        and "id" in row
        and ("time" in row or "deleted" in row)
    )


def _is_by_id(row: dict[str, Any]) -> bool:
    items = [item for item in row.values() if isinstance(item, dict)]
    return bool(items) and all(key.isdecimal() for key in row) and any(map(_is_flat, items))


def _read_nested(root: dict[str, Any], steps: tuple[str | int, ...]) -> Iterator[Item]:
    story = as_id(root.get("story_id")) if root.get("type") == "comment" else as_id(root["id"])
    waiting: list[tuple[Any, tuple[str | int, ...], Any]] = [(root, steps, None)]
    while waiting:
        item, steps, above = waiting.pop()
        if not isinstance(item, dict):
            yield Other("value that is no item", point(*steps))
            continue
        own = as_id(item.get("id"))
        parent = as_id(item.get("parent_id")) or above
        if item.get("type") == "comment":
            text, author = as_text(item.get("text")), as_text(item.get("author"))
            yield Post(
                own, from_html(text or ""), point(*steps), None if parent == story else parent,
                story, author, seconds(item.get("created_at_i"))
                or from_iso(item.get("created_at"), zone=UTC),
                as_text(item.get("created_at")), "comment",
                "deleted" if text is None and author is None else "visible",
                as_number(item.get("points")),
            )  # fmt: skip
        elif item.get("type") == "pollopt":
            yield Other("poll option", point(*steps))
        else:
            yield _article(item, point(*steps))
        children = listed(item.get("children"))
        waiting += [(child, (*steps, "children", n), own)
                    for n, child in reversed(list(enumerate(children)))]  # fmt: skip


def _read_hits(answer: dict[str, Any], steps: tuple[str | int, ...]) -> Iterator[Item]:
    hits = listed(answer.get("hits"))
    for number, hit in enumerate(hits):
        place = point(*steps, "hits", number)
        if not isinstance(hit, dict):
            yield Other("value that is no hit", place)
            continue
        tags = listed(hit.get("_tags"))
        if "comment" not in tags and hit.get("comment_text") is None:
            yield Article(place, key=as_id(hit.get("objectID")), title=as_text(hit.get("title")),
                          address=as_text(hit.get("url")),
                          text=from_html(as_text(hit.get("story_text")) or "") or None,
                          expected=None)  # fmt: skip
            continue
        story, parent = as_id(hit.get("story_id")), as_id(hit.get("parent_id"))
        yield Article(None, key=story, title=as_text(hit.get("story_title")),
                      address=as_text(hit.get("story_url")))  # fmt: skip
        yield Post(
            as_id(hit.get("objectID")), from_html(as_text(hit.get("comment_text")) or ""), place,
            None if parent == story else parent, story, as_text(hit.get("author")),
            seconds(hit.get("created_at_i")) or from_iso(hit.get("created_at"), zone=UTC),
            as_text(hit.get("created_at")), upvotes=as_number(hit.get("points")),
        )  # fmt: skip
    found = as_number(answer.get("nbHits"))
    if found is not None and found > len(hits):
        yield Absent(found - len(hits), "hits of the search")


def _read_flat(items: list[tuple[tuple[str | int, ...], dict[str, Any]]]) -> Iterator[Item]:
    above = {as_id(item.get("id")): as_id(item.get("parent")) for _, item in items}
    stories = {as_id(item["id"]) for _, item in items
               if item.get("type") in ("story", "job", "poll") and "id" in item}  # fmt: skip
    of: dict[str | None, str | None] = {}

    def story_of(own: str | None) -> str | None:
        path = []
        while own is not None and own not in stories and own not in of and own in above:
            path.append(own)
            of[own] = None  # a cycle ends here
            own = above[own]
        found = own if own in stories else of.get(own)
        of.update(dict.fromkeys(path, found))
        return found

    only = next(iter(stories)) if len(stories) == 1 else None
    for steps, item in items:
        place, own = point(*steps), as_id(item.get("id"))
        kind = item.get("type")
        if kind in ("story", "job", "poll"):
            yield _article(item, place)
        elif kind == "pollopt":
            yield Other("poll option", place)
        else:
            parent = as_id(item.get("parent"))
            gone = "deleted" if item.get("deleted") else "removed" if item.get("dead") else None
            yield Post(
                own, from_html(as_text(item.get("text")) or ""), place,
                None if parent in stories else parent, story_of(own) or only,
                as_text(item.get("by")), seconds(item.get("time")), as_text(item.get("time")),
                "comment", gone or "visible",
            )  # fmt: skip


def _article(item: dict[str, Any], place: str) -> Article:
    return Article(
        place,
        key=as_id(item.get("id")),
        title=as_text(item.get("title")),
        address=as_text(item.get("url")),
        text=from_html(as_text(item.get("text")) or "") or None,
        expected=as_number(item.get("descendants")),
    )
