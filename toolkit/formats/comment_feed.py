"""Feeds of comments (RSS, Atom), as blogs and forums offer them: the newest ones only."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from toolkit.formats import blogger
from toolkit.records import Article, Export, Item, Post, feeds
from toolkit.records.markup import from_escaped, from_html
from toolkit.records.xml_tree import local_name

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
    """One entry, and what it and its page are called."""

    place: str
    names: tuple[str, ...]
    fragment: str | None
    page: str | None
    title: str | None
    author: str | None
    timestamp: str | None
    written: str | None
    markup: str
    answers: tuple[str, ...] | None

    @property
    def own(self) -> str | None:
        """The name that other entries know it by."""
        return self.names[0] if self.names else None


class _Lead(NamedTuple):
    """The first sentence of an entry, where it links to a comment on its page."""

    words: tuple[str, str]
    answered: str
    author: str
    end: int


def detect(export: Export) -> bool:
    """Whether its entries answer something, or lead to places of their own within pages."""
    if blogger.detect(export):
        return False
    number, answering, named, pages = 0, 0, [], []
    for entry in feeds.first_entries(export):
        if _is_article(entry):
            return False
        number += 1
        answering += _answers(entry) is not None
        named += [own for own in [_fragment(entry)] if own]
        pages += [page for page in [_page(feeds.link(entry))] if page]
    if answering * 2 >= max(number, 1):
        return True
    if not named or len(named) * 2 < number or len(set(named)) * 2 < len(named):
        return False  # no places of their own, or marks of whoever counts visits
    return len(set(pages)) < len(pages) or not named[0].isdecimal()


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The comments in the feed's order, which mostly is newest first."""
    export.notes.append(_NEWEST)
    rows = [_row(place, entry) for place, entry in feeds.read_entries(export)]
    known = {name: row.own for row in reversed(rows) for name in row.names if row.own}
    leads = _find_leads(rows)
    pages = {row.page for row in rows if row.fragment}
    posts: list[Post] = []
    for row in rows:
        if row.page in pages and row.fragment is None and row.answers is None:
            text = from_html(row.markup) or None
            yield Article(row.place, key=row.page, title=row.title, address=row.page, text=text)
        else:
            posts.append(_read(row, known, leads.get(row.place)))
            yield posts[-1]
    if posts and all(post.parent is None for post in posts) and not any(r.answers for r in rows):
        export.notes.append(_UNTOLD)
    told = feeds.read_head(export)
    keys = list(dict.fromkeys(post.article for post in posts))
    if len(keys) == 1:
        yield Article(None, key=keys[0], title=told.get("title"),
                      address=keys[0] or told.get("link"))  # fmt: skip
    else:
        yield from (Article(None, key=key, address=key) for key in keys)


def _row(place: str, entry: Any) -> _Row:
    address, fragment = feeds.link(entry), _fragment(entry)
    named = (fragment, feeds.value(entry, "id"), feeds.value(entry, "guid"), address)
    names = tuple(name for name in named if name)
    page = _page(address or next((name for name in names if "://" in name), None))
    stamp, written = feeds.time_of(entry)
    return _Row(
        place, names, fragment, page, feeds.title(entry), feeds.author(entry), stamp, written,
        feeds.content(entry), _answers(entry),
    )  # fmt: skip


def _read(row: _Row, known: Mapping[str, str], lead: _Lead | None) -> Post:
    parent, markup = _answered(row, known), row.markup
    if lead is not None:
        parent, markup = parent or lead.answered, markup[lead.end :]
    text = from_html(markup)
    return Post(
        row.own,
        text,
        row.place,
        None if parent == row.own else parent,
        row.page,
        row.author,
        row.timestamp,
        row.written,
        "pingback" if _LINKBACK.fullmatch(text) else "comment",
    )


def _answers(entry: Any) -> tuple[str, ...] | None:
    """What an entry says it answers, by name and address; None where it says nothing of it."""
    elements = feeds.children(entry, "in-reply-to", foreign=True)
    found = [(element.get(key) or "").strip() for element in elements for key in ("ref", "href")]
    return tuple(name for name in found if name) if elements else None


def _answered(row: _Row, known: Mapping[str, str]) -> str | None:
    """The comment that an entry says it answers, in the file or not; None for the article."""
    for name in row.answers or ():
        if name in known:
            return known[name]
        if own := _named(name):
            return own
    return None


def _find_leads(rows: Sequence[_Row]) -> dict[str, _Lead]:
    """The sentences that the feed's program put before answers, by place.

    A writer can begin with a link to a comment, too: the program's sentence names its author, or
    is the same before several answers.
    """
    authors = {(row.page, row.own): row.author for row in rows}
    found = {row.place: (row, lead) for row in rows if (lead := _lead(row))}
    often = Counter(lead.words for _, lead in found.values())
    return {
        place: lead
        for place, (row, lead) in found.items()
        if authors.get((row.page, lead.answered)) == lead.author
        or ((row.page, lead.answered) not in authors and often[lead.words] > 1)
    }


def _lead(row: _Row) -> _Lead | None:
    match = _LEAD.match(row.markup)
    address = html.unescape(match[2]) if match else ""
    answered = _named(address)
    if match is None or answered is None or (
        not address.startswith("#") and _page(address) != row.page
    ):  # fmt: skip
        return None
    author = from_escaped(match[3])
    return _Lead((match[1].strip(), match[4].strip()), answered, author, match.end())


def _is_article(entry: Any) -> bool:
    """Whether an entry has comments of its own somewhere, as articles say."""
    return any(local_name(child) in ("commentRss", "comments", "total") for child in entry)


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
    page = _PAGING.sub("", page).rstrip("/")
    return page if not number or "/" in page.partition("://")[2] or "?" in page else None
