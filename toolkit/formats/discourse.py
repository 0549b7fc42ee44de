"""Discourse topics as JSON: the posts that were loaded of a stream; the first is the opening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_escaped, from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import from_iso
from toolkit.records.values import as_id, as_number, as_text, listed, objects

description = "Discourse topics (JSON)"
times = "times have the zone that is written with them"
by_rows = False
_KINDS = {3: "system"}
_NOT_WRITTEN = re.compile(
    r"<aside[^<>]*class=\"[^\"<>]*\bonebox\b.*?</aside>|<div class=\"meta\">.*?</div>", re.DOTALL
)

_QUOTE_HEAD = re.compile(
    r"<aside[^<>]{0,300}class=\"[^\"<>]*\bquote\b[^<>]{0,300}>(?:(?!</aside>).){0,3000}?"
    r"(?=<blockquote)",
    re.DOTALL,
)  # fmt: skip


def detect(export: Export) -> bool:
    """Whether it holds a stream of posts."""
    return export.shape in (JSON, JSON_LINES) and any(_posts(row) for row in export.sample)


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The posts of each topic; the first is its opening, no comment."""
    ids = {
        (_key(topic), as_id(post.get("post_number"))): _own_id(post)
        for _, topic in objects(export)
        for post in _posts(topic)
    }
    for steps, topic in objects(export):
        if not _posts(topic):
            yield Other("object without posts", point(*steps))
            continue
        key = _key(topic)
        count = as_number(topic.get("posts_count"))
        fancy = from_escaped(as_text(topic.get("fancy_title")) or "") or None
        title = as_text(topic.get("title")) or fancy
        yield Article(None, key=key, title=title, expected=None if count is None else count - 1)
        for number, post in enumerate(topic["post_stream"]["posts"]):
            place = point(*steps, "post_stream", "posts", number)
            if not isinstance(post, dict):
                yield Other("value that is no post", place)
            elif post.get("post_number") == 1:
                yield Article(place, key=key, text=_text(post) or None)
            else:
                yield _post(post, place, key, ids)


def _posts(topic: dict[str, Any]) -> list[dict[str, Any]]:
    stream = topic.get("post_stream")
    posts = listed(stream.get("posts")) if isinstance(stream, dict) else []
    return [post for post in posts if isinstance(post, dict)]


def _key(topic: dict[str, Any]) -> str | None:
    """The topic's own id; a later page of its posts may tell it with the posts alone."""
    posts = (as_id(post["topic_id"]) for post in _posts(topic) if "topic_id" in post)
    return as_id(topic.get("id")) or next(posts, None)


def _own_id(post: dict[str, Any]) -> str | None:
    return as_id(post.get("id")) or _numbered(post.get("post_number"))


def _numbered(number: Any) -> str | None:
    return None if number is None else f"post_number-{number}"


def _text(post: dict[str, Any]) -> str:
    cooked = as_text(post.get("cooked"))
    if cooked is not None:
        return from_html(_QUOTE_HEAD.sub("", _NOT_WRITTEN.sub("", cooked)))
    return from_plain(as_text(post.get("raw")) or "")


def _post(
    post: dict[str, Any],
    place: str,
    key: str | None,
    ids: dict[tuple[str | None, str | None], str | None],
) -> Post:
    answered = as_id(post.get("reply_to_post_number"))
    parent = None if answered in (None, "1") else ids.get((key, answered)) or _numbered(answered)
    deleted = post.get("user_deleted") or post.get("deleted_at")
    likes = as_number(post.get("like_count"))
    if likes is None:
        actions = [a for a in listed(post.get("actions_summary")) if isinstance(a, dict)]
        likes = next((as_number(a.get("count")) for a in actions if a.get("id") == 2), None)
    kind = post.get("post_type")
    return Post(
        _own_id(post),
        _text(post),
        place,
        parent,
        key,
        as_text(post.get("username")) or as_text(post.get("name")),
        from_iso(post.get("created_at")),
        as_text(post.get("created_at")),
        _KINDS.get(kind, "comment") if isinstance(kind, int) else "comment",
        "deleted" if deleted else "held" if post.get("hidden") else "visible",
        likes,
    )
