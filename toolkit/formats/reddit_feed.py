"""Reddit's feeds (.rss) of a thread, a community or a user: no votes, and no answers told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.formats.reddit import GONE, NOBODY
from toolkit.records import Article, Export, Item, Other, Post, feeds
from toolkit.records.markup import from_html

description = "Reddit feeds (.rss), which tell neither votes nor who answers whom"
times = "times have the zone that is written with them"
by_rows = False
_FULL_NAME = re.compile(r"t[1-6]_[0-9a-z]+")
_WRITTEN = re.compile(r"<!--\s*SC_OFF\s*-->(.*?)<!--\s*SC_ON\s*-->", re.DOTALL)
_THREAD = re.compile(r"/comments/([0-9a-z]+)(?:/|\Z)")
_TITLED = re.compile(r"/u/\S+ on (.+)", re.DOTALL)
_UNTOLD = "the feed does not tell who answers whom: reply_to is empty everywhere"
_NEWEST = "a feed holds some of the comments at most, and does not say how many there are"


def detect(export: Export) -> bool:
    """Whether its entries are called by the full names of comments or posts."""
    found = [feeds.value(entry, "id") or "" for entry in feeds.first_entries(export)]
    return any(_FULL_NAME.fullmatch(own) for own in found)


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The posts and comments in the feed's order."""
    export.notes += [_UNTOLD, _NEWEST]
    told: set[str | None] = set()
    for place, entry in feeds.read_entries(export):
        own = feeds.value(entry, "id") or ""
        if own.startswith("t1_"):
            post = _comment(entry, own, place)
            if post.article not in told:
                told.add(post.article)
                titled = _TITLED.fullmatch(feeds.title(entry) or "")
                yield Article(None, key=post.article, title=titled[1] if titled else None)
            yield post
        elif own.startswith("t3_"):
            told.add(own)
            yield Article(
                place,
                key=own,
                title=feeds.title(entry),
                address=feeds.link(entry),
                text=_text(entry, whole=False) or None,
            )
        else:
            yield Other("entry that is neither post nor comment", place)


def _comment(entry: Any, own: str, place: str) -> Post:
    stamp, written = feeds.time_of(entry)
    text = _text(entry, whole=True)
    thread = _THREAD.search(feeds.link(entry) or "")
    author = (feeds.author(entry) or "").removeprefix("/").removeprefix("u/")
    gone = GONE.get(text)
    return Post(
        own.removeprefix("t1_"),
        "" if gone else text,
        place,
        None,
        f"t3_{thread[1]}" if thread else None,
        None if author in NOBODY else author,
        stamp,
        written,
        state=gone or "visible",
    )


def _text(entry: Any, *, whole: bool) -> str:
    """What the writer wrote, between the feed's own marks; without them all of it, or nothing."""
    markup = feeds.content(entry)
    written = _WRITTEN.search(markup)
    return from_html(written[1] if written else markup if whole else "")
