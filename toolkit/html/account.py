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
_FORM, _OUTSIDE, _LINK, _ARTICLE, _PARAGRAPH, _PROSE = 1, 2, 4, 8, 16, 32
_PARTS = {
    **dict.fromkeys(("nav", "footer", "aside", "button", "select", "menu"), _OUTSIDE),
    **dict.fromkeys(("article", "main"), _ARTICLE),
    **dict.fromkeys(("h2", "h3", "li"), _PROSE),
    "form": _FORM | _OUTSIDE,
    "a": _LINK,
    "p": _PARAGRAPH | _PROSE,
}


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
    parts = {-1: 0}
    for block, (line, (start, _)) in enumerate(zip(lines, page.blocks(), strict=True)):
        if block in roles:
            role, name, number = roles[block]
        else:
            role, name = _around(page, start, line.text, title, parts, before=block < first)
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


def _around(
    page: Page, start: int, text: str, title: str | None, parts: dict[int, int], *, before: bool
) -> tuple[str, str]:
    if text == title:
        return "title", "title"
    part = _part_of(page, page.owners[start], parts)
    if part & _OUTSIDE:
        return "furniture", "form" if part & _FORM else "navigation"
    if name := _furniture(text):
        return "furniture", name
    linked = part & _LINK
    if before and not linked and len(text.split()) >= PROSE:
        return "article", "paragraph"
    if before and not linked and part & _ARTICLE and part & _PROSE:
        return "article", "paragraph" if part & _PARAGRAPH else "heading"
    return "furniture", "before the comments" if before else "after the comments"


def _part_of(page: Page, node: int, known: dict[int, int]) -> int:
    """What an element stands in, itself included, as the sum of :data:`_PARTS`."""
    chain = []
    while node not in known:
        chain.append(node)
        node = page.parents[node]
    part = known[node]
    for inner in reversed(chain):
        part |= _PARTS.get(page.tags[inner], 0)
        known[inner] = part
    return part


@lru_cache(maxsize=4096)
def _furniture(text: str) -> str | None:
    """What a text names itself as, if it is furniture by its words."""
    for name, pattern in (("comment heading", words.HEADING), ("button", words.BUTTON)):
        if pattern.fullmatch(text):
            return name
    return None
