"""The Guardian's discussion API: a page of comments with the first answers to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_html
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_id, as_number, as_text, listed, objects

description = "Guardian discussions as the API gives them (JSON)"
times = "times are UTC, as the format documents"
by_rows = False
_STATES = {"visible": "visible", "blocked": "removed", "deleted": "deleted"}


def detect(export: Export) -> bool:
    """Whether it holds a discussion with comments that carry the API's own names."""
    return export.shape in (JSON, JSON_LINES) and any(
        isinstance(row.get("discussion"), dict)
        and isinstance(row["discussion"].get("comments"), list)
        for row in export.sample
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The comments in the order of the pages, each before the answers given with it."""
    for steps, page in objects(export):
        discussion = page.get("discussion")
        if not isinstance(discussion, dict):
            yield Other("object without a discussion", point(*steps))
            continue
        key = as_text(discussion.get("key"))
        yield Article(
            None,
            key=key,
            title=as_text(discussion.get("title")),
            address=as_text(discussion.get("webUrl")),
            expected=as_number(discussion.get("commentCount")),
        )
        comments = listed(discussion.get("comments"))
        for number, comment in enumerate(comments):
            yield from _read(comment, (*steps, "discussion", "comments", number), key)


def _read(comment: Any, steps: tuple[str | int, ...], key: str | None) -> Iterator[Item]:
    if not isinstance(comment, dict):
        yield Other("value that is no comment", point(*steps))
        return
    yield _post(comment, point(*steps), key, None)
    for number, answer in enumerate(listed(comment.get("responses"))):
        if isinstance(answer, dict):
            place = point(*steps, "responses", number)
            yield _post(answer, place, key, as_id(comment.get("id")))


def _post(comment: dict[str, Any], place: str, key: str | None, within: str | None) -> Post:
    answered, profile = comment.get("responseTo"), comment.get("userProfile")
    status = as_text(comment.get("status")) or "visible"
    state = _STATES.get(status, "removed")
    instant = as_text(comment.get("isoDateTime"))
    parent = as_id(answered.get("commentId")) if isinstance(answered, dict) else within
    return Post(
        as_id(comment.get("id")),
        from_html(as_text(comment.get("body")) or "") if state == "visible" else "",
        place,
        parent,
        key,
        as_text(profile.get("displayName")) if isinstance(profile, dict) else None,
        from_iso(instant, zone=UTC),
        instant or as_text(comment.get("date")),
        "comment",
        state,
        as_number(comment.get("numRecommends")),
    )
