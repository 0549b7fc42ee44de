"""Comments as WordPress gives them by REST (``wp/v2``), and WordPress.com (``v1.1``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.formats.wordpress import kind_of, state_of, time_of
from toolkit.records import Absent, Article, Export, Item, Other, Post
from toolkit.records.markup import from_escaped, from_html, from_lines_and_html
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.values import as_id, as_number, as_parent, as_text, listed, objects, walk

description = "WordPress comments by REST (wp/v2, and WordPress.com's v1.1; JSON)"
times = (
    "times are UTC where the answer has the GMT one or writes an offset, as the format documents; "
    "others are the site's local time, its zone unknown"
)
by_rows = False
_OWN_PAGE = re.compile(r"(?:(?<=/)comment-page-\d+/?)?(?:#.*)?\Z", re.DOTALL)


def detect(export: Export) -> bool:
    """Whether comments are in it that have the names of one of the two."""
    return export.shape in (JSON, JSON_LINES) and any(
        True for row in _first(export) for _ in walk(row, (), _is_comment)
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The comments in the order of the answers."""
    told: set[str | None] = set()
    number = expected = 0
    for steps, row in _all(export):
        for page in row if isinstance(row, list) else [row]:
            if isinstance(page, dict):
                expected = max(expected, as_number(page.get("found")) or 0)
        for inner, value in walk(row, steps, _is_comment):
            place = point(*inner)
            if not _is_comment(value):
                yield Other("object that is no comment", place)
                continue
            number += 1
            article = _article(value)
            if article.key not in told:
                told.add(article.key)
                yield article
            yield (_dotcom_post if _is_dotcom(value) else _post)(value, place, article.key)
    if expected > number:
        yield Absent(expected - number, "comments")


def _first(export: Export) -> list[Any]:
    value = export.value if export.shape == JSON else None
    return value[:20] if isinstance(value, list) else export.sample


def _all(export: Export) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """A list of comments or of pages of them as one; else the outermost objects."""
    value = export.value if export.shape == JSON else None
    if isinstance(value, list):
        yield (), value
    else:
        yield from objects(export)


def _is_comment(value: Any) -> bool:
    return _is_own(value) or _is_dotcom(value)


def _is_own(value: Any) -> bool:
    if not isinstance(value, dict) or "author_name" not in value or "content" not in value:
        return False
    content = value["content"]
    return isinstance(content, dict) and ("rendered" in content or "raw" in content)


def _is_dotcom(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "ID" in value
        and isinstance(value.get("post"), dict)
        and isinstance(value.get("content"), str)
        and ("parent" in value or "status" in value)
        and "author" in value
    )


def _article(comment: dict[str, Any]) -> Article:
    """The article that a comment is about, as far as it tells."""
    post = comment.get("post")
    if isinstance(post, dict):  # WordPress.com
        return Article(None, key=as_id(post.get("ID")), title=_plain(post.get("title")),
                       address=_page(comment.get("URL")) or as_text(post.get("link")))  # fmt: skip
    embedded = comment.get("_embedded")
    above = listed(embedded.get("up")) if isinstance(embedded, dict) else []
    told = next((item for item in above if isinstance(item, dict)), {})
    title = told.get("title")
    return Article(
        None,
        key=as_parent(post),
        title=_plain(title.get("rendered") if isinstance(title, dict) else title),
        address=as_text(told.get("link")) or _page(comment.get("link")),
    )


def _page(link: Any) -> str | None:
    """The address of the page on which a comment stands."""
    return _OWN_PAGE.sub("", as_text(link) or "") or None


def _plain(value: Any) -> str | None:
    return from_html(as_text(value) or "") or None


def _post(comment: dict[str, Any], place: str, article: str | None) -> Post:
    content = comment["content"]
    rendered, raw = as_text(content.get("rendered")), as_text(content.get("raw"))
    stamp, written = time_of(as_text(comment.get("date_gmt")), as_text(comment.get("date")))
    return Post(
        as_id(comment.get("id")),
        from_html(rendered) if rendered else from_lines_and_html(raw or ""),
        place,
        as_parent(comment.get("parent")),
        article,
        from_escaped(as_text(comment["author_name"]) or "") or None,
        stamp,
        written,
        kind_of(as_text(comment.get("type"))),
        state_of(as_text(comment.get("status"))),
    )


def _dotcom_post(comment: dict[str, Any], place: str, article: str | None) -> Post:
    parent, author = comment.get("parent"), comment.get("author")
    stamp, written = time_of(None, as_text(comment.get("date")))
    name = author.get("name") if isinstance(author, dict) else author
    return Post(
        as_id(comment.get("ID")),
        from_html(comment["content"]),
        place,
        as_parent(parent.get("ID") if isinstance(parent, dict) else parent),
        article,
        from_escaped(as_text(name) or "") or None,
        stamp,
        written,
        kind_of(as_text(comment.get("type"))),
        state_of(as_text(comment.get("status"))),
        as_number(comment.get("like_count")),
    )
