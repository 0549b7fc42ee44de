"""Pingbacks and trackbacks that stand apart from a page's comments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from toolkit.html.families import is_named
from toolkit.html.fields import is_linkback
from toolkit.html.items import Item, own_spans
from toolkit.html.page import Page

_LINKBACKS = frozenset(
    "pingback trackback type-pingback type-trackback comment-type-pingback comment-pingback "
    "comment-trackback pings ping".split()
)


def find_linkbacks(page: Page, taken: Sequence[Item]) -> list[Item]:
    """Pingbacks and trackbacks that stand apart from the comments, dated or not.

    An element is one by its class, or because it begins with "Pingback:" and a link; in a page
    without comments only inside an element that is named for comments.
    """
    nodes = sorted(item.node for item in taken)
    ends = {item.node: page.ends[item.last] for item in taken}
    names = {classes for classes in {found.get("class", "") for found in page.attributes}
             if _is_marked(classes)}  # fmt: skip
    marked = [
        node for node, found in enumerate(page.attributes)
        if names and found and found.get("class") in names
        and page.first[node] < page.last[node] and page.tags[node] not in ("span", "a")
    ]  # fmt: skip
    for index, text in enumerate(page.texts):
        if text[0] in "PpTt" and text[:9].lower() in ("pingback:", "trackback") and (
            is_linkback(text) and (block := _block_above(page, index)) is not None
        ):  # fmt: skip
            marked.append(block)
    members: list[int] = []
    for node in sorted(set(marked), reverse=True):  # the innermost ones
        if not (members and members[-1] < page.ends[node]):
            members.append(node)
    kept = []
    for node in reversed(members):
        place = bisect_right(nodes, node)
        inside = any(other <= node < ends[other] for other in nodes[max(0, place - 40) : place])
        around = place < len(nodes) and nodes[place] < page.ends[node]
        if not inside and not around and _is_linked(page, node) and (
            nodes or any(is_named(page, up) for up in page.up(page.parents[node]))
        ):  # fmt: skip
            kept.append(node)
    spans = own_spans(page, kept) if kept else []
    return [Item(node, node, own, []) for node, own in zip(kept, spans, strict=True)]


@lru_cache(maxsize=4096)
def _is_marked(classes: str) -> bool:
    return any(name.lower() in _LINKBACKS for name in classes.split())


def _block_above(page: Page, index: int) -> int | None:
    """The entry or paragraph that begins with a piece of text."""
    for node in page.up(page.owners[index]):
        if page.first[node] != index or page.tags[node] in ("ul", "ol", "table", "body"):
            return None
        if page.tags[node] in ("li", "article", "p", "div", "dt", "td"):
            return node
    return None


def _is_linked(page: Page, node: int) -> bool:
    """Whether an element holds a link to another page."""
    stop = min(page.ends[node], node + 40)
    return any(
        page.tags[near] == "a" and "//" in page.attributes[near].get("href", "")
        for near in range(node, stop)
    )
