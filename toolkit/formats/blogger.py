"""Blogger: exports as Atom (the old ones and those of Takeout), and its feeds of comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.records import Absent, Article, Export, Item, Other, Post, feeds
from toolkit.records.values import as_number

description = "Blogger exports, Takeout and comment feeds (Atom)"
times = "times have the zone that is written with them"
by_rows = False
_OWN_ID = re.compile(r"tag:blogger\.com,1999:(?:.*\.)?post-?(\w+)", re.DOTALL)
_ANSWERED = re.compile(r"/comments/default/(\d+)")
_TAKEOUT = "http://schemas.google.com/blogger/2018"
_TAG = "tag:blogger.com,1999:"
_KIND = "schemas.google.com/g/2005#kind"
_NAMES = {"post": "POST", "page": "PAGE", "comment": "COMMENT", "settings": "setting"}
_REMOVED = re.compile(r"DELETE|REMOVE|TRASH|GHOST")


def detect(export: Export) -> bool:
    """Whether its entries have Blogger's kinds or identifiers."""
    opening = export.opening
    return (
        opening is not None
        and opening.name == "feed"
        and (_TAKEOUT in opening.namespaces or _KIND in export.head or _TAG in export.head)
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The posts, pages, comments and settings in the file's order."""
    names: set[str] = set()
    articles: set[str | None] = set()
    comments = 0
    for place, entry in feeds.read_entries(export):
        name = _name(entry)
        names.add(name)
        if name == "COMMENT":
            post = _comment(entry, place)
            articles.add(post.article)
            comments += 1
            answered = next(iter(feeds.children(entry, "in-reply-to", foreign=True)), None)
            if answered is not None and post.article is not None:
                yield Article(None, key=post.article, address=_page(answered))
            yield post
        elif name in ("POST", "PAGE"):
            yield _article(entry, place)
        else:
            yield Other(name.lower(), place)
    told = feeds.read_head(export)
    total = as_number(told.get("totalResults"))
    if names == {"COMMENT"} and total is not None:
        if len(articles) == 1:
            title = told.get("title")
            yield Article(None, key=next(iter(articles)), title=title, expected=total)
        elif total > comments:
            yield Absent(total - comments, "comments")


def _comment(entry: Any, place: str) -> Post:
    stamp, written = feeds.time_of(entry)
    state = _state(entry)
    answered = feeds.children(entry, "in-reply-to", foreign=True)
    article = feeds.value(entry, "parent", foreign=True) or next(
        (ref.strip() for element in answered if (ref := element.get("ref"))), None
    )
    gone = _is_notice(entry)
    return Post(
        _short(feeds.value(entry, "id")),
        "" if gone else feeds.text_of(entry),
        place,
        _parent(entry),
        article and f"post-{short}" if (short := _number(article)) else article,
        feeds.author(entry),
        stamp,
        written,
        state="removed" if gone else state,
    )


def _parent(entry: Any) -> str | None:
    """The comment answered: named as such in Takeout, in older files by its feed's address."""
    if (answered := feeds.value(entry, "inReplyTo", foreign=True)) is not None:
        return _short(answered)
    for link in feeds.links(entry):
        if link.relation == "related" and (match := _ANSWERED.search(link.address)):
            return match[1]
    return None


def _article(entry: Any, place: str) -> Article:
    own = feeds.value(entry, "id")
    short = _number(own)
    return Article(
        place,
        key=f"post-{short}" if short else own,
        title=feeds.title(entry),
        address=feeds.link(entry) or feeds.value(entry, "filename", foreign=True),
        text=feeds.text_of(entry) or None,
        expected=as_number(feeds.value(entry, "total", foreign=True)),
    )


def _name(entry: Any) -> str:
    """What an entry is: POST, PAGE, COMMENT, or the format's own word."""
    typed = _typed(entry)
    if typed is not None:
        return typed.upper()
    kind = _scheme(entry)
    if kind is not None:
        return _NAMES.get(kind, kind or "entry")
    return "COMMENT" if feeds.children(entry, "in-reply-to", foreign=True) else "POST"


def _typed(entry: Any) -> str | None:
    kinds = [kind for kind in feeds.children(entry, "type", foreign=True) if "blogger" in kind.tag]
    return (kinds[0].text or "").strip() or None if kinds else None


def _scheme(entry: Any) -> str | None:
    """The word after ``kind#`` of the entry's category of kinds."""
    for category in feeds.children(entry, "category"):
        if _KIND in (category.get("scheme") or ""):
            return str((category.get("term") or "").rpartition("#")[2]).strip().lower()
    return None


def _state(entry: Any) -> str:
    if feeds.value(entry, "trashed", foreign=True):
        return "removed"
    status = (feeds.value(entry, "status", foreign=True) or "LIVE").upper()
    if status == "LIVE":
        return "visible"
    return "removed" if _REMOVED.search(status) else "held"


def _is_notice(entry: Any) -> bool:
    """Whether a notice that the comment was removed stands in its text's place."""
    return any(
        "contentRemoved" in (element.get("name") or "") and element.get("value") != "false"
        for element in feeds.children(entry, "extendedProperty", foreign=True)
    )


def _number(own: str | None) -> str | None:
    match = _OWN_ID.fullmatch(own.strip()) if own else None
    return match[1] if match else None


def _short(own: str | None) -> str | None:
    return _number(own) or own


def _page(answered: Any) -> str | None:
    """The address of the post that a comment names, where it is a page and no feed."""
    address = (answered.get("href") or "").strip()
    return address if address and "atom" not in (answered.get("type") or "") else None
