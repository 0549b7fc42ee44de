"""Feeds of comments (RSS, Atom), as blogs and forums offer them: the newest ones only."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from toolkit.records import Article, Export, Item, Post, feeds
from toolkit.records.markup import from_html, from_plain
from toolkit.records.values import as_number

description = "comment feeds of blogs and forums (RSS, Atom)"
times = "times have the zone that is written with them"
by_rows = False
_NAMED = re.compile(
    r"(?:li-|div-)?(?:isso-|dsq-)?(?:comment|c|cmt|reply|answer|post|msg|message|p|pid|entry)"
    r"[-_=]?(?:id[-_=]?)?\d+|\d+|comment[-_]\w+",
    re.IGNORECASE,
)
_PAGING = re.compile(r"/comment-page-\d+/?$|[?&](?:cpage|showComment)=\d+(?=&|$)", re.IGNORECASE)
# the sentence that a blog's program puts before an answer: words, a link to the comment, words
_LEAD = re.compile(
    r"\s*(?:<p[^<>]{0,200}>)?([^<>\n]{0,60})"
    r"<a\b[^<>]{0,2000}?\bhref\s*=\s*[\"']([^\"'<>]{1,2000})[\"'][^<>]{0,2000}>([^<>]{0,200})</a>"
    r"([^<>\n]{0,60})(?:</p>|\n\s*\n|<br\s*/?>)",
    re.IGNORECASE,
)
_OF_COMMENTS = re.compile(r"/(?:comments?|posts?|messages?|repl(?:y|ies)|p|c)$", re.IGNORECASE)
_LINKBACK = re.compile(r"\[(?:…|\.\.\.)\].*\[(?:…|\.\.\.)\]", re.DOTALL)
_NEWEST = "a feed of comments holds the newest only; older ones are not in it"
_UNTOLD = "the feed does not tell who answers whom: reply_to is empty everywhere"


class _Row(NamedTuple):
    """One entry: where it stands, its own name, all its names, and the page that it is on."""

    place: str
    entry: Any
    own: str | None
    names: tuple[str, ...]
    page: str | None


class _Lead(NamedTuple):
    """The first sentence of an entry, where it links to a comment on its page."""

    words: tuple[str, str]
    answered: str
    author: str
    end: int


def detect(export: Export) -> bool:
    """Whether its entries answer something, or lead to places of their own within pages."""
    entries = feeds.first_entries(export)
    if not entries or any(_is_article(entry) for entry in entries):
        return False
    answering = [e for e in entries if feeds.children(e, "in-reply-to", foreign=True)]
    if len(answering) * 2 >= len(entries):
        return True
    named = [own for entry in entries if (own := _fragment(entry))]
    return len(named) * 2 > len(entries) and len(set(named)) == len(named) and (
        len(named) > 1 or not named[0].isdecimal()
    )  # fmt: skip


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The comments in the feed's order, which mostly is newest first."""
    export.notes.append(_NEWEST)
    rows = [_row(place, entry) for place, entry in feeds.read_entries(export)]
    known = {name: row.own for row in reversed(rows) for name in row.names if row.own}
    authors = {(row.page, row.own): feeds.author(row.entry) for row in rows}
    leads = _find_leads(rows, authors)
    pages = {row.page for row in rows if _fragment(row.entry)}
    posts: list[Post] = []
    for row in rows:
        if row.page in pages and not _fragment(row.entry) and not _answers(row.entry):
            yield Article(row.place, key=row.page, title=feeds.title(row.entry),
                          address=row.page, text=feeds.text_of(row.entry) or None)  # fmt: skip
            continue
        posts.append(_read(row, known, leads.get(row.place)))
        yield posts[-1]
    if posts and not any(post.parent for post in posts) and not any(map(_threaded, rows)):
        export.notes.append(_UNTOLD)
    channel = feeds.channel_of(export.root)
    keys = list(dict.fromkeys(post.article for post in posts))
    for key in keys if len(keys) > 1 else ():
        yield Article(None, key=key, address=key)
    if len(keys) == 1:
        yield Article(
            None, key=keys[0], title=feeds.title(channel), address=keys[0] or feeds.link(channel),
            expected=as_number(feeds.value(channel, "totalResults", foreign=True)),
        )  # fmt: skip


def _row(place: str, entry: Any) -> _Row:
    names = [name for name in (feeds.value(entry, "id"), feeds.value(entry, "guid")) if name]
    address = feeds.link(entry)
    names += [address] if address else []
    fragment = _fragment(entry)
    names = [fragment, *names] if fragment else names
    page = _page(address or next((n for n in names if "://" in n), None))
    return _Row(place, entry, names[0] if names else None, tuple(names), page)


def _read(row: _Row, known: Mapping[str, str], lead: _Lead | None) -> Post:
    stamp, written = feeds.time_of(row.entry)
    markup = feeds.content(row.entry)
    parent = _answered(row.entry, known)
    if lead is not None:
        parent, markup = parent or lead.answered, markup[lead.end :]
    text = from_html(markup)
    return Post(
        row.own,
        text,
        row.place,
        None if parent == row.own else parent,
        row.page,
        feeds.author(row.entry),
        stamp,
        written,
        "pingback" if _LINKBACK.fullmatch(text) else "comment",
    )


def _threaded(row: _Row) -> bool:
    return bool(_answers(row.entry))


def _answers(entry: Any) -> list[Any]:
    return feeds.children(entry, "in-reply-to", foreign=True)


def _answered(entry: Any, known: Mapping[str, str]) -> str | None:
    """The comment that an entry says it answers, in the file or not; None for the article."""
    for element in _answers(entry):
        for name in ((element.get(key) or "").strip() for key in ("ref", "href")):
            if name in known:
                return known[name]
            if own := _named(name):
                return own
    return None


def _find_leads(
    rows: Sequence[_Row], authors: Mapping[tuple[str | None, str | None], str | None]
) -> dict[str, _Lead]:
    """The sentences that the feed's program put before answers, by place.

    A writer can begin with a link to a comment, too: the program's sentence names its author, or
    is the same before several answers.
    """
    found = {row.place: (row, lead) for row in rows if (lead := _lead(row))}
    often = Counter(lead.words for _, lead in found.values())
    return {
        place: lead
        for place, (row, lead) in found.items()
        if authors.get((row.page, lead.answered)) == lead.author
        or ((row.page, lead.answered) not in authors and often[lead.words] > 1)
    }


def _lead(row: _Row) -> _Lead | None:
    match = _LEAD.match(feeds.content(row.entry))
    address = html.unescape(match[2]) if match else ""
    answered = _named(address)
    if match is None or answered is None or (
        not address.startswith("#") and _page(address) != row.page
    ):  # fmt: skip
        return None
    author = from_plain(html.unescape(match[3]))
    return _Lead((match[1].strip(), match[4].strip()), answered, author, match.end())


def _is_article(entry: Any) -> bool:
    """Whether an entry has comments of its own somewhere, as articles say."""
    return any(feeds.local_name(child) in ("commentRss", "comments", "total") for child in entry)


def _fragment(entry: Any) -> str | None:
    """The place within a page that an entry leads to, where it is named as comments are."""
    for name in (feeds.link(entry), feeds.value(entry, "guid"), feeds.value(entry, "id")):
        if name and (own := _named(name)):
            return own
    return None


def _named(address: str) -> str | None:
    _, mark, fragment = address.partition("#")
    return fragment if mark and _NAMED.fullmatch(fragment) else None


def _page(address: str | None) -> str | None:
    """The address of the page a comment stands on, the same for all its parts; None if unknown."""
    if address is None:
        return None
    page, _, fragment = address.partition("#")
    number = re.sub(r"\D", "", fragment)
    if number:
        page = re.sub(rf"(?<=[?&])\w{{1,20}}={number}(?:&|$)", "", page).rstrip("?&")
        page = re.sub(rf"/{number}/?$", "", page)
        if _OF_COMMENTS.search(page):
            return None
    return _PAGING.sub("", page).rstrip("/") or None
