"""Bluesky threads and posts as its API gives them: nested, flat (second version), or listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from toolkit.records import Absent, Article, Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_number, as_text, listed, objects

description = "Bluesky threads and posts as the API gives them (JSON)"
times = "times are those that the writers' programs gave, with the zone written with them"
by_rows = False
_LISTS = ("posts", "feed", "records")
_Steps: TypeAlias = tuple[str | int, ...]


def detect(export: Export) -> bool:
    """Whether it holds a thread or a list of posts that have addresses of the AT protocol."""
    if export.shape not in (JSON, JSON_LINES):
        return False
    return any(_is_node(thing) for row in export.sample for thing in _candidates(row))


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The posts of threads, each before its answers; the first post of a thread is no comment."""
    for first, row in objects(export):
        thread, steps = row, first
        if "thread" in row:
            thread, steps = row["thread"], (*first, "thread")
        if isinstance(thread, list):
            yield from _read_flat(thread, steps)
        elif _is_thread(thread):
            yield from _read_nested(thread, steps)
        elif lists := [name for name in _LISTS if isinstance(row.get(name), list)]:
            for name in lists:
                for number, node in enumerate(row[name]):
                    yield _read_alone(node, (*first, name, number))
        else:
            yield _read_alone(row, first)


def _candidates(row: dict[str, Any]) -> list[Any]:
    thread = row.get("thread")
    listed_ = [node for name in _LISTS for node in listed(row.get(name))[:20]]
    flat = [item.get("value") for item in listed(thread)[:20] if isinstance(item, dict)]
    return [thread, row, *flat, *listed_]


def _is_node(thing: Any) -> bool:
    if not isinstance(thing, dict):
        return False
    if isinstance(thing.get("post"), dict):
        thing = thing["post"]
    named = str(thing.get("uri") or "").startswith("at://")
    return named and (_record(thing) is not None or _gone(thing) is not None)


def _is_thread(thing: Any) -> bool:
    return isinstance(thing, dict) and _is_node(thing) and (
        "replies" in thing or "parent" in thing or _gone(thing) is not None
        or "hread" in str(thing.get("$type"))
    )  # fmt: skip


def _read_nested(thread: dict[str, Any], steps: _Steps) -> Iterator[Item]:
    above = [(thread, steps)]
    while isinstance(parent := above[-1][0].get("parent"), dict):
        above.append((parent, (*above[-1][1], "parent")))
    root = next((root for node, _ in above if (root := _root(_post(node)))), _address(above[-1][0]))
    within: str | None = None
    for node, place in reversed(above[1:]):
        yield from _emit(node, place, root, within, shown=1)
        within = _address(node)
    waiting = [(thread, steps, within)]
    while waiting:
        node, place, within = waiting.pop()
        if not isinstance(node, dict):
            yield Other("value that is no post", point(*place))
            continue
        replies = listed(node.get("replies"))
        yield from _emit(node, place, root, within, shown=len(replies))
        own = _address(node)
        waiting += [((reply), (*place, "replies", n), own)
                    for n, reply in reversed(list(enumerate(replies)))]  # fmt: skip


def _read_flat(items: list[Any], steps: _Steps) -> Iterator[Item]:
    """A list in reading order, each item with its depth; the parent is named in the post."""
    posts = [item["value"] for item in items
             if isinstance(item, dict) and isinstance(item.get("value"), dict)]  # fmt: skip
    root = next((root for post in posts if (root := _root(_post(post)))), None)
    chain: dict[int, str | None] = {}
    for number, item in enumerate(items):
        place = (*steps, number, "value")
        if not isinstance(item, dict) or not isinstance(item.get("value"), dict):
            yield Other("value that is no post", point(*steps, number))
            continue
        depth = as_number(item.get("depth")) or 0
        node = {"uri": item.get("uri"), **item["value"]}
        chain[depth] = _address(node)
        yield from _emit(node, place, root or _address(node), chain.get(depth - 1), shown=None)
        if more := as_number(node.get("moreReplies")):
            yield Absent(more)


def _emit(
    node: dict[str, Any], steps: _Steps, root: str | None, within: str | None, *, shown: int | None
) -> Iterator[Item]:
    """A node of a thread: its opening, a comment, or what stands in the place of one."""
    place, post, own = point(*steps), _post(node), _address(node)
    if own is not None and own == root:
        record = _record(post) or {}
        yield Article(place, key=root, address=own, text=_text(record) or None)
    elif own is None and _record(post) is None:
        yield Other("value that is no post", place)
    else:
        parent = _parent(post) or within
        yield _comment(post, place, None if parent == root else parent, root, _gone(node))
    count = as_number(post.get("replyCount"))
    if shown is not None and count is not None and count > shown:
        yield Absent(count - shown)


def _read_alone(node: Any, steps: _Steps) -> Item:
    place = point(*steps)
    if not _is_node(node):
        return Other("value that is no post", place)
    if isinstance(node.get("reason"), dict):
        return Other("repost or pinned post", place)
    post = _post(node)
    return _comment(post, place, _parent(post), None, _gone(node))


def _comment(
    post: dict[str, Any], place: str, parent: str | None, root: str | None, gone: str | None
) -> Post:
    record, author = _record(post) or {}, post.get("author")
    author = author if isinstance(author, dict) else {}
    written = as_text(record.get("createdAt")) or as_text(post.get("indexedAt"))
    handle = as_text(author.get("handle"))
    if handle == "handle.invalid":  # stands for one that no longer leads to the account
        handle = as_text(author.get("displayName")) or as_text(author.get("did"))
    return Post(
        as_text(post.get("uri")),
        "" if gone else _text(record),
        place,
        parent,
        root,
        handle or as_text(author.get("displayName")),
        from_iso(written, zone=UTC if written and written.endswith("Z") else None),
        written,
        state=gone or "visible",
        upvotes=as_number(post.get("likeCount")),
    )


def _post(node: dict[str, Any]) -> dict[str, Any]:
    post = node.get("post")
    return post if isinstance(post, dict) else node


def _record(post: dict[str, Any]) -> dict[str, Any] | None:
    for name in ("record", "value"):
        record = post.get(name)
        if isinstance(record, dict) and ("text" in record or "createdAt" in record):
            return record
    return None


def _gone(node: dict[str, Any]) -> str | None:
    """The state of what stands in a post's place, or None for a post."""
    kind = str(node.get("$type")).lower()
    if node.get("notFound") or kind.endswith(("#notfoundpost", "#threaditemnotfound")):
        return "deleted"
    if node.get("blocked") or "#blocked" in kind or "#threaditemblocked" in kind or (
        "#threaditemnounauthenticated" in kind
    ):  # fmt: skip
        return "removed"
    return None


def _address(node: Any) -> str | None:
    return as_text(_post(node).get("uri")) if isinstance(node, dict) else None


def _reference(post: dict[str, Any], name: str) -> str | None:
    reply = (_record(post) or {}).get("reply")
    target = reply.get(name) if isinstance(reply, dict) else None
    return as_text(target.get("uri")) if isinstance(target, dict) else None


def _parent(post: dict[str, Any]) -> str | None:
    return _reference(post, "parent")


def _root(post: dict[str, Any]) -> str | None:
    return _reference(post, "root")


def _text(record: dict[str, Any]) -> str:
    """The text, its shortened links written out; their places count bytes of UTF-8."""
    data = (as_text(record.get("text")) or "").encode("utf-8", "replace")
    found = []
    for facet in listed(record.get("facets")):
        index = facet.get("index") if isinstance(facet, dict) else None
        if not isinstance(index, dict):
            continue
        start, end = as_number(index.get("byteStart")), as_number(index.get("byteEnd"))
        addresses = [f["uri"] for f in listed(facet.get("features"))
                     if isinstance(f, dict) and isinstance(f.get("uri"), str)]  # fmt: skip
        if start is not None and end is not None and 0 <= start < end <= len(data) and addresses:
            found.append((start, end, addresses[0]))
    parts, last = [], 0
    for start, end, address in sorted(found):
        shown = data[start:end].decode("utf-8", "replace")
        if start >= last and shown.endswith(("...", "…")):
            parts += [data[last:start], address.encode("utf-8", "replace")]
            last = end
    return from_plain(b"".join([*parts, data[last:]]).decode("utf-8", "replace"))
