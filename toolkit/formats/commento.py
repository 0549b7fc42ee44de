"""Commento's export, with those of its descendants Commento++ and Comentario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_id, as_number, as_parent, as_text, listed, objects

description = "Commento and Comentario exports (JSON)"
times = "times are UTC, as the format documents"
by_rows = False
_STATES = {"approved": "visible", "unapproved": "held", "flagged": "held"}
_NOBODY = ("", "anonymous")


def detect(export: Export) -> bool:
    """Whether it holds comments with Commento's hexadecimal ids, or with Comentario's marks."""
    return export.shape in (JSON, JSON_LINES) and any(
        isinstance(comment, dict) and _is_comment(comment)
        for row in export.sample
        for comment in listed(row.get("comments"))[:3]
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The pages, then the comments in the file's order, then who wrote them."""
    for steps, whole in objects(export):
        names = dict(_commenters(whole))
        for number, page in enumerate(listed(whole.get("pages"))):
            if isinstance(page, dict):
                yield Article(
                    point(*steps, "pages", number),
                    key=as_id(page.get("id")),
                    title=as_text(page.get("title")),
                    address=as_text(page.get("path")),
                )
        comments = listed(whole.get("comments"))
        marked = any(isinstance(comment, dict) and ("isApproved" in comment or "isPending" in
                     comment) for comment in comments)  # fmt: skip
        for number, comment in enumerate(comments):
            place = point(*steps, "comments", number)
            if not isinstance(comment, dict):
                yield Other("value that is no comment", place)
                continue
            post = _post(comment, place, names, marked=marked)
            if "commentHex" in comment:
                yield Article(None, key=post.article, address=post.article)
            yield post
        for number in range(len(listed(whole.get("commenters")))):
            yield Other("commenter", point(*steps, "commenters", number))


def _is_comment(comment: Mapping[str, Any]) -> bool:
    return "commentHex" in comment or ("pageId" in comment and "markdown" in comment)


def _commenters(whole: Mapping[str, Any]) -> Iterator[tuple[str | None, str | None]]:
    """The names by the commenters' ids: a list of them, or an object by id as pages load it."""
    commenters = whole.get("commenters")
    found = listed(commenters)
    if isinstance(commenters, dict):
        found = [{"id": key, **one} for key, one in commenters.items() if isinstance(one, dict)]
    for one in found:
        if isinstance(one, dict):
            key = as_id(one.get("commenterHex")) or as_id(one.get("id"))
            yield key, as_text(one.get("name"))


def _post(
    comment: Mapping[str, Any], place: str, names: Mapping[str | None, str | None], *, marked: bool
) -> Post:
    writer = as_id(comment.get("commenterHex")) or as_id(comment.get("userCreated"))
    printed = as_text(comment.get("creationDate")) or as_text(comment.get("createdTime"))
    state = _state(comment, marked=marked)
    return Post(
        as_id(comment.get("commentHex")) or as_id(comment.get("id")),
        _text(comment) if state != "deleted" else "",
        place,
        _parent(comment.get("parentHex") or comment.get("parentId")),
        as_id(comment.get("pageId")) if "commentHex" not in comment else _address(comment),
        names.get(writer) or as_text(comment.get("authorName")),
        from_iso(printed, zone=UTC),
        printed,
        state=state,
        upvotes=as_number(comment.get("score")),
    )


def _address(comment: Mapping[str, Any]) -> str | None:
    """The page as far as the comment names it: its host and its path, without a scheme."""
    host = as_text(comment.get("domain")) or as_text(comment.get("host")) or ""
    path = as_text(comment.get("path")) or as_text(comment.get("url")) or ""
    if path.startswith(("http://", "https://")):
        return path
    slash = "" if not (host and path) or path.startswith("/") else "/"
    return host + slash + path or None


def _parent(value: Any) -> str | None:
    """Who is answered; none is a word, or an id of zeros."""
    parent = as_parent(value)
    return None if parent is None or not parent.strip("0-") else parent


def _state(comment: Mapping[str, Any], *, marked: bool) -> str:
    writer = as_text(comment.get("commenterHex")) or ""
    emptied = comment.get("markdown") == "[deleted]" and writer.strip("0") in _NOBODY
    if comment.get("deleted") or comment.get("isDeleted") or emptied:
        return "deleted"
    if "state" in comment or "commentHex" in comment:
        return _STATES.get(as_text(comment.get("state")) or "approved", "held")
    if comment.get("isPending"):
        return "held"
    return "visible" if comment.get("isApproved") or not marked else "removed"


def _text(comment: Mapping[str, Any]) -> str:
    markdown = as_text(comment.get("markdown"))
    return from_plain(markdown) if markdown else from_html(as_text(comment.get("html")) or "")
