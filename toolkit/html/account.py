"""The accounting of a web page: every block of visible text has exactly one role."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from toolkit.documents import Line
from toolkit.html.fields import Fields
from toolkit.html.tree import Page, block_text
from toolkit.html.views import date_pieces
from toolkit.pages import vocabulary as words
from toolkit.pages.account import Entry

PROSE = 12  # words from which a block before the thread reads as the article's
_NOT_ARTICLE = ("nav", "footer", "aside", "form", "button", "select", "menu")


def account_blocks(
    page: Page, lines: Sequence[Line], found: Sequence[Fields], title: str | None
) -> list[Entry]:
    """Give each block of text its role, in page order."""
    roles: dict[int, tuple[str, str, int]] = {}
    for number, fields in enumerate(found):
        role = "comment" if fields.kind == "comment" else "pingback"
        for index in fields.view.pieces:
            roles.setdefault(page.block_of[index], ("furniture", "beside a comment", -1))
        for index in date_pieces(fields.view):
            roles[page.block_of[index]] = (role, "date", number)
        if fields.named is not None:
            roles[page.block_of[fields.named]] = (role, "author", number)
        for index in fields.body:
            roles[page.block_of[index]] = (role, "text", number)
    first = min(roles, default=len(lines))
    entries = []
    tags_of: dict[int, frozenset[str]] = {-1: frozenset()}
    for block, (line, (start, _)) in enumerate(zip(lines, page.blocks(), strict=True)):
        if block in roles:
            role, name, number = roles[block]
        else:
            role, name = _around(page, start, line.text, title, tags_of, before=block < first)
            number = -1
        entries.append(Entry(line, role, name, None if number < 0 else number))
    return entries


def find_title(page: Page) -> str | None:
    """The article's title: the first ``h1`` that the page's own title repeats, or the first."""
    shown = (page.head_title or "").casefold()
    headings = []
    for node, tag in enumerate(page.tags):
        if tag == "h1" and page.first[node] < page.last[node]:
            text = block_text(page, page.first[node], page.last[node])
            if text.casefold() in shown:
                return text
            headings.append(text)
    return headings[0] if headings else page.head_title


def _tags(page: Page, node: int, known: dict[int, frozenset[str]]) -> frozenset[str]:
    """The tags of an element and its ancestors."""
    chain = []
    while node not in known:
        chain.append(node)
        node = page.parents[node]
    tags = known[node]
    for inner in reversed(chain):
        if page.tags[inner] not in tags:
            tags |= {page.tags[inner]}
        known[inner] = tags
    return tags


def _around(
    page: Page,
    start: int,
    text: str,
    title: str | None,
    tags_of: dict[int, frozenset[str]],
    *,
    before: bool,
) -> tuple[str, str]:
    if text == title:
        return "title", "title"
    tags = _tags(page, page.owners[start], tags_of)
    if not tags.isdisjoint(_NOT_ARTICLE):
        return "furniture", "form" if "form" in tags else "navigation"
    if name := _furniture(text):
        return "furniture", name
    linked = "a" in tags
    if before and not linked and len(text.split()) >= PROSE:
        return "article", "paragraph"
    if before and not linked and tags & {"article", "main"} and tags & {"p", "h2", "h3", "li"}:
        return "article", "paragraph" if "p" in tags else "heading"
    return "furniture", "before the comments" if before else "after the comments"


@lru_cache(maxsize=4096)
def _furniture(text: str) -> str | None:
    """What a text names itself as, if it is furniture by its words."""
    for name, pattern in (("comment heading", words.HEADING), ("button", words.BUTTON)):
        if pattern.fullmatch(text):
            return name
    return None
