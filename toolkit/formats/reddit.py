"""Reddit's own JSON: listings of comments, nested, with stubs for those that were not loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from toolkit.records import Article, Export, Item, Other, Post, Stub
from toolkit.records.export import as_struct
from toolkit.records.markup import from_escaped, from_html
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import seconds

description = "Reddit comments as its API gives them (.json)"
times = "times are UTC, as the format documents"
by_rows = False

GONE = {"[deleted]": "deleted", "[removed]": "removed", "[ Removed by Reddit ]": "removed"}
_PERMALINK = re.compile(r"/comments/(\w+)/")
NOBODY = ("", "[deleted]", "[removed]")
_new = tuple.__new__
_SITE = "https://www.reddit.com"


def detect(export: Export) -> bool:
    """Whether it is a listing, or a list of them, that holds comments or a post."""
    if export.shape == JSON_LINES:
        return any(_kind(row) in ("Listing", "t1") for row in export.sample)
    return export.shape == JSON and any(True for _ in _top(export.value))


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The posts, comments and stubs, each comment before its answers."""
    if export.shape == JSON_LINES:
        for place, row in export.rows():
            yield from _walk(row, (place,))
        return
    for steps, thing in _top(export.value):
        yield from _walk(thing, steps)


class Fields(Struct, rename={"note": "_meta"}, gc=False):
    """The fields of a comment that are read, of the API and of dumps."""

    id: Any = None
    body: Any = None
    body_html: Any = None
    author: Any = None
    created_utc: Any = None
    link_id: Any = None
    parent_id: Any = None
    permalink: Any = None
    score: Any = None
    score_hidden: Any = None
    selftext: Any = None
    note: Any = None


def read_comment(data: Fields, place: str, state: str | None = None) -> Post:
    """A comment of the API or a dump, which have the same fields.

    Args:
        data: The comment's fields.
        place: Its locator.
        state: What is known of a removal beside the text, or None.
    """
    body, author, parent, link = data.body, data.author, data.parent_id, data.link_id
    created, own, votes = data.created_utc, data.id, data.score
    if body.__class__ is not str:
        html = data.body_html
        body = from_html(from_escaped(html)) if isinstance(html, str) else ""
    gone = GONE.get(body)
    link = link or _link(data.permalink)
    if parent is not None:
        parent = str(parent)
        parent = parent[3:] if parent[:3] == "t1_" else None if parent[:3] == "t3_" else parent
    # made without the checks of a call: dumps have hundreds of millions of lines
    return _new(Post, (
        own if own.__class__ is str else None if own is None else str(own),
        "" if gone else from_escaped(body),
        place,
        None if parent == link else parent,
        link if link.__class__ is str else None if link is None else str(link),
        author if author.__class__ is str and author not in NOBODY else None,
        seconds(created),
        None if created is None else str(created),
        "comment",
        gone or state or "visible",
        votes if votes.__class__ is int and not data.score_hidden else None,
        None,
    ))  # fmt: skip


def _kind(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) and isinstance(value.get("data"), dict) else None


def _top(value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The outermost things: of a listing, of a pair of listings, of a list of either."""
    things = [((), value)] if isinstance(value, dict) else list(enumerate(value)) if isinstance(
        value, list) else []  # fmt: skip
    for step, thing in things:
        steps = step if isinstance(step, tuple) else (step,)
        if _kind(thing) in ("Listing", "t1", "t3", "more"):
            yield steps, thing
        elif isinstance(thing, list):
            for number, inner in enumerate(thing):
                if _kind(inner) == "Listing":
                    yield (*steps, number), inner
        elif isinstance(thing, dict) and isinstance(json := thing.get("json"), dict):
            found = json.get("data", {}).get("things") if isinstance(json.get("data"), dict) else []
            for number, inner in enumerate(found or []):
                if _kind(inner):
                    yield (*steps, "json", "data", "things", number), inner


def _walk(first: Any, steps: tuple[str | int, ...]) -> Iterator[Item]:
    waiting: list[tuple[tuple[str | int, ...], Any]] = [(steps, first)]
    while waiting:
        steps, thing = waiting.pop()
        kind = _kind(thing)
        data: dict[str, Any] = thing["data"] if kind else {}
        place = point(*steps)
        if kind == "Listing":
            children = data.get("children")
            children = children if isinstance(children, list) else []
            inner = [((*steps, "data", "children", n), child) for n, child in enumerate(children)]
            waiting += reversed(inner)
        elif kind == "t1":
            yield read_comment(as_struct(Fields, data), place)
            if isinstance(data.get("link_title"), str):
                link = data.get("link_id") or _link(data.get("permalink"))
                yield Article(None, key=_text(link), title=data["link_title"],
                              address=_text(data.get("link_permalink")))  # fmt: skip
            if isinstance(data.get("replies"), dict):
                waiting.append(((*steps, "data", "replies"), data["replies"]))
        elif kind == "t3":
            yield _article(data, place)
        elif kind == "more":
            count = data.get("count")
            yield Stub(place, count if isinstance(count, int) else None)
        else:
            yield Other(f"thing of kind {kind}" if kind else "value that is no thing", place)


def _article(data: dict[str, Any], place: str) -> Article:
    link = data.get("permalink")
    count = data.get("num_comments")
    text = _text(data.get("selftext"))
    name = data.get("name") or (f"t3_{data['id']}" if data.get("id") else None)
    return Article(
        place,
        key=_text(name),
        title=_text(data.get("title")),
        address=f"{_SITE}{link}" if isinstance(link, str) else _text(data.get("url")),
        text=from_escaped(text) if text else None,
        expected=count if isinstance(count, int) else None,
    )


def _link(permalink: Any) -> str | None:
    """The full name of the post that a comment's address names."""
    match = _PERMALINK.search(permalink) if isinstance(permalink, str) else None
    return f"t3_{match[1]}" if match else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
