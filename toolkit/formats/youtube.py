"""YouTube Data API: threads with their first answers, or comments, as one page or several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from toolkit.records import Absent, Article, Export, Item, Other, Post
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_id, as_number, as_text, listed, objects

description = "YouTube comments of the Data API (commentThreads, comments; JSON)"
times = "times are UTC, as the format documents"
by_rows = False
_STATES = {"heldForReview": "held", "likelySpam": "held", "rejected": "removed"}
_WATCH = "https://www.youtube.com/watch?v="
_KINDS = ("comment", "commentThread", "commentListResponse", "commentThreadListResponse")
_NEXT = "the file names a next page, which is not in it"


class _Told(NamedTuple):
    """What the threads so far said of their answers.

    Attributes:
        answers: The texts of those that they gave, by id.
        missing: How many they count but don't give, by the thread's first comment.
    """

    answers: dict[str, str]
    missing: dict[str | None, int]


def detect(export: Export) -> bool:
    """Whether an object says that it is a comment, a thread or a list of either."""
    return export.shape in (JSON, JSON_LINES) and any(
        _kind(thing) in _KINDS
        for row in export.sample
        for thing in (row, *listed(row.get("comments"))[:1], *listed(row.get("items"))[:1])
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """Each thread's first comment, then those of its answers that are in the file.

    Lists of a thread's answers often stand beside the thread: what both give is read once.
    """
    told = _Told({}, {})
    going_on: str | None = None  # the kind of the page that the last one named as the next
    for steps, outer in objects(export):
        kind = _kind(outer)
        if kind in ("comment", "commentThread"):
            yield from _read(outer, steps, told)
            continue
        if going_on not in (None, kind):
            export.notes.append(_NEXT)
        name = "comments" if "comments" in outer else "items"
        for number, thing in enumerate(listed(outer.get(name))):
            yield from _read(thing, (*steps, name, number), told)
        going_on = (kind or "list") if outer.get("nextPageToken") else None
    if going_on:
        export.notes.append(_NEXT)
    export.notes[:] = dict.fromkeys(export.notes)
    if missing := sum(number for number in told.missing.values() if number > 0):
        yield Absent(missing)


def _kind(thing: Any) -> str | None:
    """What a thing is: its own word, or by its fields where only some were asked for."""
    if not isinstance(thing, dict):
        return None
    kind, snippet = thing.get("kind"), thing.get("snippet")
    if isinstance(kind, str) and kind.startswith("youtube#"):
        return kind.removeprefix("youtube#")
    if kind is not None or not isinstance(snippet, dict):
        return None
    if isinstance(snippet.get("topLevelComment"), dict):
        return "commentThread"
    return "comment" if "textDisplay" in snippet or "textOriginal" in snippet else None


def _read(thing: Any, steps: tuple[str | int, ...], told: _Told) -> Iterator[Item]:
    kind = _kind(thing)
    if kind == "commentThread":
        yield from _thread(thing, steps, told)
    elif kind == "comment":
        for item in _comment(thing, steps, None):
            if not isinstance(item, Post):
                yield item
            elif item.id is not None and told.answers.get(item.id) == item.text:
                yield Other("answer that its thread gave", item.place)
            else:
                if item.parent in told.missing and item.id not in told.answers:
                    told.missing[item.parent] -= 1
                yield item
    else:
        yield Other(f"thing of kind {kind}" if kind else "value that is no comment", point(*steps))


def _thread(thread: dict[str, Any], steps: tuple[str | int, ...], told: _Told) -> Iterator[Item]:
    snippet, own = thread.get("snippet"), as_id(thread.get("id"))
    snippet = snippet if isinstance(snippet, dict) else {}
    key = as_text(snippet.get("videoId")) or as_text(snippet.get("channelId"))
    top = snippet.get("topLevelComment")
    if isinstance(top, dict):
        own = as_id(top.get("id")) or own
        yield from _comment(top, (*steps, "snippet", "topLevelComment"), key)
    replies = thread.get("replies")
    answers = listed(replies.get("comments")) if isinstance(replies, dict) else []
    for number, answer in enumerate(answers):
        if not isinstance(answer, dict):
            continue
        for item in _comment(answer, (*steps, "replies", "comments", number), key):
            if isinstance(item, Post) and item.id:
                told.answers[item.id] = item.text
            yield item
    total = as_number(snippet.get("totalReplyCount"))
    if total is not None and total > len(answers):
        told.missing[own] = told.missing.get(own, 0) + total - len(answers)


def _comment(
    comment: dict[str, Any], steps: tuple[str | int, ...], within: str | None
) -> Iterator[Item]:
    snippet = comment.get("snippet")
    snippet = snippet if isinstance(snippet, dict) else {}
    own = as_id(comment.get("id"))
    parent = as_id(snippet.get("parentId"))
    if parent is None and own is not None and "." in own:
        parent = own.partition(".")[0]  # an answer's id begins with its parent's
    video = as_text(snippet.get("videoId"))
    key = video or within or as_text(snippet.get("channelId")) if within or video else None
    if video:
        yield Article(None, key=key, address=f"{_WATCH}{video}")
    typed = as_text(snippet.get("textOriginal"))
    yield Post(
        own,
        from_plain(typed) if typed is not None else from_html(
            as_text(snippet.get("textDisplay")) or ""),
        point(*steps),
        parent,
        within or key,
        as_text(snippet.get("authorDisplayName")),
        from_iso(snippet.get("publishedAt"), zone=UTC),
        as_text(snippet.get("publishedAt")),
        "comment",
        _STATES.get(as_text(snippet.get("moderationStatus")) or "", "visible"),
        as_number(snippet.get("likeCount")),
    )  # fmt: skip
