"""yt-dlp's description of a video (``.info.json``) with its comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import from_epoch
from toolkit.records.values import as_id, as_number, as_parent, as_text, listed, objects

description = "comments of a video that yt-dlp saved (.info.json)"
times = (
    "times that yt-dlp computed from words (“2 years ago”) are not exact: they stay in words; "
    "others are UTC"
)
by_rows = False


def detect(export: Export) -> bool:
    """Whether comments have a text, an id and a parent, and the video's own fields are beside."""
    return export.shape in (JSON, JSON_LINES) and any(
        isinstance(comment, dict) and {"id", "text", "parent"} <= comment.keys()
        and ("author_id" in comment or "extractor" in row)
        for row in export.sample for comment in listed(row.get("comments"))[:1]
    )  # fmt: skip


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The comments in the file's order."""
    for steps, video in objects(export):
        key = as_id(video.get("id"))
        yield Article(
            None,
            key=key,
            title=as_text(video.get("title")),
            address=as_text(video.get("webpage_url")),
            text=from_plain(as_text(video.get("description")) or "") or None,
            expected=as_number(video.get("comment_count")),
        )
        for number, comment in enumerate(listed(video.get("comments"))):
            place = point(*steps, "comments", number)
            if isinstance(comment, dict):
                yield _post(comment, place, key)
            else:
                yield Other("value that is no comment", place)


def _post(comment: dict[str, Any], place: str, key: str | None) -> Post:
    printed = as_text(comment.get("_time_text")) or as_text(comment.get("time_text"))
    instant = comment.get("timestamp")
    return Post(
        as_id(comment.get("id")),
        from_plain(as_text(comment.get("text")) or ""),
        place,
        as_parent(comment.get("parent")),
        key,
        as_text(comment.get("author")),
        None if printed else from_epoch(instant),
        printed or as_text(instant),
        upvotes=as_number(comment.get("like_count")),
        downvotes=as_number(comment.get("dislike_count")),
    )
