"""WordPress exports (WXR): posts with their comments; the form that Disqus imports, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_escaped, from_lines_and_html
from toolkit.records.shapes import XML
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_parent
from toolkit.records.xml_tree import local_name, markup_of

description = "WordPress exports (WXR, XML)"
times = (
    "times are UTC where the export has the GMT one, as the format documents; others are the "
    "site's local time, its zone unknown"
)
by_rows = False
_NAMESPACE = re.compile(r"https?://(?:www\.)?wordpress\.org/export/")
_UNDECLARED = re.compile(r"<wp:(?:wxr_version|post_id|comment_id)\b")
_KINDS = {
    "pingback": "pingback", "trackback": "trackback", "webmention": "pingback",
    "mention": "pingback", "like": "pingback", "repost": "pingback",
}  # fmt: skip
_NOTE = re.compile(r"(?:^|_)(?:note|log)$")  # what shops write about orders
_STATES = {
    "0": "held", "hold": "held", "unapproved": "held", "pending": "held", "spam": "removed",
    "trash": "deleted", "post-trashed": "deleted",
}  # fmt: skip


def detect(export: Export) -> bool:
    """Whether it is a feed with WordPress's names for exports."""
    opening = export.opening
    return (
        export.shape == XML
        and opening is not None
        and opening.name == "rss"
        and (
            any(map(_NAMESPACE.match, opening.namespaces))
            or _UNDECLARED.search(export.head) is not None
        )
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """Each post, page and the like, then its comments, in the file's order."""
    seen: dict[str, str | None] = {}
    for place, element in export.elements("item", holders=("item",)):
        fields, comments = _parts(element)
        kind = fields.get("post_type")
        if not comments and kind not in (None, "post", "page"):
            yield Other(kind, place)
            continue
        address = fields.get("link") or fields.get("guid")
        key = _key(fields, address, place, seen)
        yield Article(
            place,
            key=key,
            title=from_escaped(fields.get("title", "")) or None,
            address=address,
            # only of use where the file has one article
            text=from_lines_and_html(fields.get("encoded", "")) or None if len(seen) == 1 else None,
        )
        for number, comment in enumerate(comments, start=1):
            prefix = f"{comment.prefix}:" if comment.prefix else ""
            yield _post(comment, f"{place}/{prefix}{local_name(comment)}[{number}]", key)


def kind_of(value: str | None) -> str:
    """The kind of a comment by its type.

    >>> kind_of(None), kind_of("Pingback"), kind_of("order_note"), kind_of("review")
    ('comment', 'pingback', 'system', 'comment')
    """
    named = (value or "").strip().lower()
    return _KINDS.get(named) or ("system" if _NOTE.search(named) else "comment")


def state_of(value: str | None) -> str:
    """The state of a comment by its approval.

    >>> state_of("1"), state_of("hold"), state_of("spam"), state_of(None)
    ('visible', 'held', 'removed', 'visible')
    """
    return _STATES.get((value or "").strip().lower(), "visible")


def time_of(gmt: str | None, local: str | None) -> tuple[str | None, str | None]:
    """A comment's time, and as it is written: in UTC where the file tells it, else local.

    >>> time_of("0000-00-00 00:00:00", "2014-01-14 17:31:03")
    ('2014-01-14T17:31:03', '2014-01-14 17:31:03')
    """
    if stamp := from_iso(gmt, zone=UTC):
        return stamp, gmt
    if stamp := from_iso(local):
        return stamp, local
    return None, local or gmt


def _parts(element: Any) -> tuple[dict[str, str], list[Any]]:
    """The texts of an element's fields by name, the first of each, and the comments in it."""
    fields: dict[str, str] = {}
    comments = []
    for child in element:
        name = local_name(child)
        if name == "comment" and len(child):
            comments.append(child)
        elif name != "encoded" or "excerpt" not in str(child.tag):
            text = markup_of(child).strip()
            if text:
                fields.setdefault(name, text)
    return fields, comments


def _key(
    fields: dict[str, str], address: str | None, place: str, seen: dict[str, str | None]
) -> str:
    """A post's key: its number, unless another site's post in the same file has it."""
    key = fields.get("post_id") or fields.get("thread_identifier") or address or place
    if seen.setdefault(key, address) != address:
        key = f"{key} {address or place}"
        seen[key] = address
    return key


def _post(comment: Any, place: str, article: str) -> Post:
    fields: dict[str, str] = {}
    for child in comment:
        name = local_name(child)
        if name.startswith("comment_") and not name.lower().endswith(("_email", "_ip")):
            fields.setdefault(name, markup_of(child).strip())
    stamp, written = time_of(fields.get("comment_date_gmt"), fields.get("comment_date"))
    return Post(
        fields.get("comment_id"),
        from_lines_and_html(fields.get("comment_content", "")),
        place,
        as_parent(fields.get("comment_parent")),
        article,
        " ".join(from_escaped(fields.get("comment_author", "")).split()) or None,
        stamp,
        written or None,
        kind_of(fields.get("comment_type")),
        state_of(fields.get("comment_approved")),
    )
