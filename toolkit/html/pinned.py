"""A web page read by a layout file: its selectors say what is an item, and what in it is what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.errors import SettingsError
from toolkit.explanation import Explanation, Place
from toolkit.html.datings import Dating
from toolkit.html.fields import Fields
from toolkit.html.items import Group, Item, own_spans
from toolkit.html.selectors import Match, Selectable
from toolkit.html.thread import Thread
from toolkit.html.tree import Page
from toolkit.pins import WebPin

_NEEDED = ("author", "date", "text")  # selectors that must match something, where given
_OPTIONAL = ("votes", "parent")


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a layout file's selectors found on a page.

    Attributes:
        pin: The layout.
        thread: The items as a thread.
        matches: For each key of the layout, for each item's element, the matches in it.
        dropped: The pieces of text that are no part of a comment.
        warnings: What was uncertain, a sentence each.
    """

    pin: WebPin
    thread: Thread
    matches: Mapping[str, Mapping[int, list[Match]]]
    dropped: frozenset[int]
    warnings: tuple[str, ...]


def pin_page(page: Page, datings: Sequence[Dating], pin: WebPin, source: str) -> Pinned:
    """Run a layout's selectors on a page.

    Raises:
        SettingsError: A selector can't be used, or matches nothing where it must.
    """
    tree = Selectable(page)
    found = tree.select(pin.item, f"{pin.file}: [web_page] item")
    nodes = sorted({m.node for m in found if page.first[m.node] < page.last[m.node]})
    if not nodes:
        raise _nothing(pin, "item", source)
    matches: dict[str, dict[int, list[Match]]] = {}
    warnings = []
    for key in (*_NEEDED, *_OPTIONAL):
        selector = getattr(pin, key)
        if selector is None:
            continue
        found = tree.select(selector, f"{pin.file}: [web_page] {key}", nodes)
        matches[key] = _share_out(page, nodes, found)
        if not matches[key] and key in _NEEDED:
            raise _nothing(pin, key, f"the {len(nodes)} items of {source}")
        if not matches[key]:
            warnings.append(
                f"{pin.file}: [web_page] {key}: {selector!r} matches nothing in the items"
            )
    dropped = [m.node for one in pin.drop
               for m in tree.select(one, f"{pin.file}: [web_page] drop", nodes)]  # fmt: skip
    owned = _datings(page, nodes, datings, matches.get("date"))
    spans = own_spans(page, nodes)
    items = [Item(n, n, own, owned.get(n, [])) for n, own in zip(nodes, spans, strict=True)]
    group = Group(f"that match {pin.item!r}", items, float(len(items)), 0)
    reason = f"comments were pinned by {pin.file}: {len(items)} elements {group.name}"
    thread = Thread((group,), reason, (), tuple(dropped), given=True)
    pieces = {i for node in dropped for i in range(page.first[node], page.last[node])}
    return Pinned(pin, thread, matches, frozenset(pieces), tuple(warnings))


def _nothing(pin: WebPin, key: str, where: str) -> SettingsError:
    return SettingsError(
        f"{pin.file}: [web_page] {key}: {getattr(pin, key)!r} matches no element with text in "
        f"{where}; look the element up in the page, or start from what `toolkit parse --explain` "
        f"prints"
    )


def explain_pinned(
    pinned: Pinned, found: Sequence[Fields], parents: Sequence[int | None]
) -> Explanation:
    """The explanation of a pinned page's reading."""
    pin, count = pinned.pin, len(found)
    there = {
        "author": sum(fields.author is not None for fields in found),
        "date": sum(fields.dating is not None for fields in found),
        "text": sum(bool(fields.body) for fields in found),
        "reply": sum(parent is not None for parent in parents),
    }
    selectors = {"author": pin.author, "date": pin.date, "text": pin.text, "reply": pin.parent}
    return Explanation(
        how=f"pinned by {pin.file}: {count} elements that match {pin.item!r}",
        places=tuple(
            Place(field, repr(selector) if selector else "learnt, not pinned", there[field], count)
            for field, selector in selectors.items()
            if selector or there[field]
        ),
        given=True,
    )


def _share_out(page: Page, nodes: Sequence[int], found: Sequence[Match]) -> dict[int, list[Match]]:
    """The matches by the innermost item that holds them."""
    items = set(nodes)
    held: dict[int, list[Match]] = defaultdict(list)
    for match in found:
        item = next((node for node in page.up(match.node) if node in items), None)
        if item is not None:
            held[item].append(match)
    return dict(held)


def _datings(
    page: Page,
    nodes: Sequence[int],
    datings: Sequence[Dating],
    pinned: Mapping[int, Sequence[Match]] | None,
) -> dict[int, list[Dating]]:
    """Each item's dates; where they are pinned, the one in the pinned element, or its words."""
    if pinned is None:
        shared = _share_out(page, nodes, [Match(dating.node) for dating in datings])
        of_node: dict[int, list[Dating]] = defaultdict(list)
        for dating in datings:
            of_node[dating.node].append(dating)
        return {
            item: [dating for node in sorted({m.node for m in own}) for dating in of_node[node]]
            for item, own in shared.items()
        }
    starts = sorted(datings, key=lambda dating: dating.start)
    places = [dating.start for dating in starts]
    owned = {}
    for item, matches in pinned.items():
        node = matches[0].node
        first, last = page.first[node], page.last[node]
        near = starts[bisect_left(places, first) : bisect_right(places, max(first, last - 1))]
        inside = [d for d in near if node <= d.node < page.ends[node] or d.end <= last]
        words = " ".join(page.texts[first:last]) or None
        owned[item] = inside[:1] or [Dating(node, first, last, words, None, None)]
    return owned
