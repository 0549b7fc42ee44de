"""Mastodon statuses (a context, a list) and ActivityStreams notes (collections, archives)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.records import Absent, Export, Item, Other, Post, Stub
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_id, as_number, as_text, listed, objects

description = "Mastodon statuses and ActivityStreams notes (JSON)"
times = "times have the zone that is written with them, which is UTC"
author_is_handle = True  # name@host, which takes no mail
by_rows = False
_LISTS = ("ancestors", "descendants", "orderedItems", "items")
_NOTES = ("Note", "Article", "Question", "Page", "Tombstone")
_ACTIONS = ("Create", "Update", "Announce", "Like", "Delete", "Follow")


def detect(export: Export) -> bool:
    """Whether it holds statuses or notes, alone or in a context or collection."""
    if export.shape not in (JSON, JSON_LINES):
        return False
    return any(_is_known(thing) or _is_collection(thing)
               for row in export.sample for thing in (row, *_inside(row)))  # fmt: skip


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The statuses in the file's order; boosts and other actions are named as such."""
    for first, outer in objects(export):
        waiting: list[tuple[Any, tuple[str | int, ...]]] = [(outer, first)]
        while waiting:
            thing, steps = waiting.pop()
            if not isinstance(thing, dict):
                missing = "items" in steps  # a reply that is not in the file
                place = point(*steps)
                yield Stub(place, 1) if missing else Other("address instead of a note", place)
                continue
            if _is_status(thing):
                yield _status(thing, point(*steps))
                continue
            kind = _kind(thing)
            if kind in _NOTES:
                yield _note(thing, point(*steps))
                replies = _collection(thing.get("replies"), (*steps, "replies"))
                waiting += reversed(replies)
            elif kind in _ACTIONS:
                if isinstance(thing.get("object"), dict) and kind in ("Create", "Update"):
                    waiting.append((thing["object"], (*steps, "object")))
                else:
                    yield Other(str(kind).lower(), point(*steps))
            else:
                inner = _collection(thing, steps)
                total = as_number(thing.get("totalItems"))
                if total is not None and total > len(inner):
                    yield Absent(total - len(inner), "items of the collection")
                if inner or any(name in thing for name in _LISTS):
                    waiting += reversed(inner)
                else:
                    yield Other("object that is no status", point(*steps))


def _inside(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [thing for name in _LISTS for thing in listed(row.get(name))[:20]
            if isinstance(thing, dict)]  # fmt: skip


def _is_known(thing: dict[str, Any]) -> bool:
    if _is_status(thing):
        return True
    inner = thing.get("object") if _kind(thing) == "Create" else thing
    return isinstance(inner, dict) and _kind(inner) in _NOTES and (
        "content" in inner or _kind(inner) == "Tombstone"
    ) and ("attributedTo" in inner or "@context" in inner or "actor" in thing
           or "inReplyTo" in inner)  # fmt: skip


def _is_collection(thing: dict[str, Any]) -> bool:
    """Whether it says itself that it is a collection of ActivityStreams."""
    return "activitystreams" in str(thing.get("@context")) and "Collection" in str(
        thing.get("type")
    )


def _kind(thing: dict[str, Any]) -> str | None:
    """An object's type, the first of several."""
    kind = thing.get("type")
    kind = next(iter(kind), None) if isinstance(kind, list) else kind
    return kind if isinstance(kind, str) else None


def _is_status(thing: dict[str, Any]) -> bool:
    account = thing.get("account")
    return (
        isinstance(account, dict)
        and ("acct" in account or "username" in account)
        and "content" in thing
        and "id" in thing
        and ("in_reply_to_id" in thing or "visibility" in thing or "uri" in thing)
    )


def _collection(
    value: Any, steps: tuple[str | int, ...]
) -> list[tuple[Any, tuple[str | int, ...]]]:
    """What a context or a collection holds, its first page too."""
    found: list[tuple[Any, tuple[str | int, ...]]] = []
    if isinstance(value, dict):
        for name in _LISTS:
            if isinstance(value.get(name), dict):  # a list of one may stand without brackets
                found.append((value[name], (*steps, name)))
            found += [(item, (*steps, name, n)) for n, item in enumerate(listed(value.get(name)))]
        if isinstance(value.get("first"), dict):
            found += _collection({**value["first"], "first": None}, (*steps, "first"))
    return found


def _status(status: dict[str, Any], place: str) -> Item:
    if status.get("reblog"):
        return Other("boost", place)
    account = status["account"]
    return Post(
        as_id(status.get("id")),
        _warned(status.get("spoiler_text"), status.get("content")),
        place,
        as_id(status.get("in_reply_to_id")),
        None,
        as_text(account.get("acct")) or as_text(account.get("username")),
        from_iso(status.get("created_at"), zone=UTC),
        as_text(status.get("created_at")),
        upvotes=as_number(status.get("favourites_count")),
    )


def _note(note: dict[str, Any], place: str) -> Post:
    gone = _kind(note) == "Tombstone"
    content = note.get("content")
    if content is None and isinstance(note.get("contentMap"), dict):
        content = next(iter(note["contentMap"].values()), None)
    published = note.get("published") or (note.get("deleted") if gone else None)
    likes = note.get("likes")
    return Post(
        as_id(note.get("id")),
        "" if gone else _warned(note.get("summary") or note.get("name"), content),
        place,
        _address(note.get("inReplyTo")),
        None,
        _named(note.get("attributedTo")) or _address(note.get("attributedTo")),
        from_iso(published, zone=UTC),
        as_text(published),
        state="deleted" if gone else "visible",
        upvotes=as_number(likes.get("totalItems")) if isinstance(likes, dict) else None,
    )


def _warned(warning: Any, content: Any) -> str:
    """The text with its content warning, which its writer wrote too, before it."""
    parts = (from_plain(as_text(warning) or ""), from_html(as_text(content) or ""))
    return "\n\n".join(part for part in parts if part)


def _named(value: Any) -> str | None:
    """The name of who is given as an object, or as a list of such."""
    value = next(iter(value), None) if isinstance(value, list) else value
    if not isinstance(value, dict):
        return None
    return as_text(value.get("name")) or as_text(value.get("preferredUsername"))


def _address(value: Any) -> str | None:
    """The address of what can be given as one, as an object, or as a list of either."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("id") or value.get("url")
    return value if isinstance(value, str) and value else None
