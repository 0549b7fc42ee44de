"""Where the links of an item lead: to its own page, to others, to their authors' sites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from toolkit.html import phrases
from toolkit.html.authors import is_proper
from toolkit.html.items import Item
from toolkit.html.page import Page

TITLE = 15  # characters from which a link can be a title
HEADLINE = 25  # characters from which a link in a heading surely is one
NEAR = 120  # elements of an item that are looked at
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Links:
    """The links of one item.

    Attributes:
        size: Characters in links to other pages, dates and buttons to answer apart.
        is_headed: Whether a heading in it links to another page.
        has_fragment: Whether it links to a place on a page.
        is_foreign: Whether a link tells search engines not to follow.
        has_avatar: Whether it shows an avatar.
        points: Whether its longest text is a link to another page.
        targets: The pages of its links to places, without numbers.
        titles: Texts of its links to other pages that are no names.
    """

    size: int = 0
    is_headed: bool = False
    has_fragment: bool = False
    is_foreign: bool = False
    has_avatar: bool = False
    points: bool = False
    targets: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def read_links(page: Page, item: Item, nodes: Sequence[int], others: Set[int]) -> Links:
    """The links of an item, and of the element around it that is its alone.

    Args:
        page: The page.
        item: The item.
        nodes: The elements of all items of its group, in page order.
        others: The same as a set.
    """
    links = Links(points=_points_elsewhere(page, item))
    dated = {i for dating in item.datings for i in range(dating.start, dating.end)}
    node = scope = _scope(page, item, nodes)
    stop = min(max(page.ends[item.last], page.ends[scope]), scope + NEAR)
    while node < stop:
        tag = page.tags[node]
        if node in others and node not in (item.node, scope):
            node = page.ends[node]  # an answer nested in the item
            continue
        if tag == "a":
            _read_link(page, links, node, scope, inside=node >= item.node, dated=dated)
        elif tag == "img":
            called = page.words(node) + page.attributes[node].get("src", "").lower()
            links.has_avatar |= "avatar" in called or "userpic" in called
        node += 1
    return links


def _read_link(
    page: Page, links: Links, node: int, scope: int, *, inside: bool, dated: set[int]
) -> None:
    href = page.attributes[node].get("href", "")
    pieces = page.texts[page.first[node] : page.last[node]]
    size = sum(map(len, pieces))
    if "#" in href and not href.endswith("#"):
        links.has_fragment = True
        links.targets.add(_DIGITS.sub("0", href.partition("#")[0].partition("?")[0]))
        return
    links.is_foreign |= "nofollow" in page.attributes[node].get("rel", "")
    is_date = page.first[node] in dated
    is_button = 0 < size <= 40 and phrases.is_answer(pieces[0])
    if inside and not is_date and not is_button:
        links.size += size
    if size >= TITLE and href and not is_date:
        title = " ".join(pieces)
        if title.count(" ") > 1 and not is_proper(title):
            links.titles.add(title)
    if size > HEADLINE and not links.is_headed:
        links.is_headed = any(page.tags[up] in HEADINGS for up in page.up(node) if up >= scope)


def _scope(page: Page, item: Item, nodes: Sequence[int]) -> int:
    """The element around an item that holds one more at the most: a title may stand beside it."""
    scope = item.node
    for _ in range(3):
        above = page.parents[scope]
        if len(nodes) < 2 or above < 0 or page.tags[above] in ("body", "html", "main"):
            break
        if bisect_left(nodes, page.ends[above]) - bisect_left(nodes, above) > 2:
            break
        scope = above
    return scope


def _points_elsewhere(page: Page, item: Item) -> bool:
    """Whether an item's longest text, its dates apart, is a link to another page."""
    dated = {i for dating in item.datings for i in range(dating.start, dating.end)}
    pieces = [i for start, end in item.spans for i in range(start, end) if i not in dated]
    if not pieces:
        return False
    longest = max(pieces, key=lambda i: len(page.texts[i]))
    if len(page.texts[longest]) < TITLE:
        return False
    for node in page.up(page.owners[longest]):
        if page.tags[node] == "a":
            return "#" not in page.attributes[node].get("href", "#")
        if node <= item.node:
            break
    return False
