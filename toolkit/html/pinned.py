"""A web page read by a layout file: its selectors say what is an item, and what in it is what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.errors import SettingsError
from toolkit.explanation import Explanation, Place
from toolkit.html.authors import clean_name
from toolkit.html.datings import Dating
from toolkit.html.fields import Fields
from toolkit.html.items import Group, Item, own_spans
from toolkit.html.selectors import Match, Selectable
from toolkit.html.texts import locate
from toolkit.html.thread import Thread
from toolkit.html.tree import Page
from toolkit.html.views import date_pieces
from toolkit.pages.names import looks_like_name
from toolkit.pages.vocabulary import STATES
from toolkit.pins import WebPin

_NUMBER = re.compile(r"[+-−]?\d[\d.,' ]*")
_DIGITS = re.compile(r"\d{2,}")
_NEEDED = ("item", "author", "date", "text")  # selectors that must match something


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
    warnings: list[str]


def pin_page(page: Page, datings: Sequence[Dating], pin: WebPin, source: str) -> Pinned:
    """Run a layout's selectors on a page.

    Raises:
        SettingsError: A selector can't be used, or matches nothing where it must.
    """
    tree = Selectable(page)
    nodes = [m.node for m in tree.select(pin.item, f"{pin.file}: [web_page] item")
             if page.first[m.node] < page.last[m.node]]  # fmt: skip
    matches: dict[str, dict[int, list[Match]]] = {}
    warnings = []
    for key in ("item", "author", "date", "text", "votes", "parent"):
        selector = getattr(pin, key)
        if selector is None:
            continue
        where = f"{pin.file}: [web_page] {key}"
        found = [] if key == "item" else tree.select(selector, where, nodes)
        held = _share_out(page, nodes, found)
        matches[key] = held
        if not nodes or (key in _NEEDED and key != "item" and not held):
            inside = f" in the {len(nodes)} items" if nodes else ""
            raise SettingsError(
                f"{where}: {selector!r} matches no element with text{inside} of {source}; look "
                f"the element up in the page, or start from what `toolkit parse --explain` prints"
            )
        if key not in _NEEDED and not held:
            warnings.append(f"{where}: {selector!r} matches nothing in the items")
    dropped = [m.node for one in pin.drop
               for m in tree.select(one, f"{pin.file}: [web_page] drop", nodes)]  # fmt: skip
    owned = _datings(page, nodes, datings, matches.get("date"))
    spans = own_spans(page, nodes)
    items = [Item(n, n, own, owned.get(n, [])) for n, own in zip(nodes, spans, strict=True)]
    group = Group(f"that match {pin.item!r}", items, float(len(items)), 0)
    reason = f"comments were pinned by {pin.file}: {len(items)} elements {group.name}"
    thread = Thread((group,), reason, (), tuple(dropped), given=True)
    pieces = {i for node in dropped for i in range(page.first[node], page.last[node])}
    return Pinned(pin, thread, matches, frozenset(pieces), warnings)


def pin_fields(page: Page, found: Sequence[Fields], pinned: Pinned) -> list[Fields]:
    """The fields with those that the layout pins in the place of those that were learnt."""
    return [_pin(page, fields, pinned) for fields in found]


def pin_parents(
    page: Page, found: Sequence[Fields], pinned: Pinned, learnt: Sequence[int | None]
) -> list[int | None]:
    """Which record each record answers: by the link, key or name that is pinned, else as learnt."""
    if "parent" not in pinned.matches:
        return list(learnt)
    own: dict[str, int] = {}
    names: dict[str, list[int]] = defaultdict(list)
    for number, fields in enumerate(found):
        node = fields.view.item.node
        for near in range(node, min(node + 3, page.ends[node])):
            for value in (v for k, v in page.attributes[near].items() if k.endswith("id")):
                for key in (value, *_DIGITS.findall(value)):
                    own.setdefault(key, number)
        names[(fields.author or "").casefold()].append(number)
    parents: list[int | None] = []
    for number, fields in enumerate(found):
        said = [_said(page, match) for match in _of(pinned, "parent", fields)]
        keys = [key for value in said for key in (value, *_DIGITS.findall(value))]
        parent = next((own[key] for key in keys if own.get(key, number) != number), None)
        for name in said if parent is None else ():
            above = names.get(clean_name(name).lstrip("@").casefold(), [])
            place = bisect_left(above, number)
            parent = above[place - 1] if place else parent
        parents.append(parent)
    return parents


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


def _pin(page: Page, fields: Fields, pinned: Pinned) -> Fields:
    if "author" in pinned.matches:
        match = next(iter(_of(pinned, "author", fields)), None)
        author = _author(page, match, fields) if match else None
        gone = author is not None and any(p.fullmatch(author) for _, p in STATES)
        shown = match and match.value is None and page.first[match.node] < page.last[match.node]
        named = page.first[match.node] if match and shown else None
        fields = replace(fields, author=None if gone else author, named=named)
    if "text" in pinned.matches:
        body = _hull(page, fields, pinned)
        text, locator = locate(page, body.start, body.stop) if body else ("", fields.locator)
        state = next((name for name, pattern in STATES if pattern.fullmatch(text)), "visible")
        fields = replace(fields, body=body, text=text, locator=locator, state=state)
    if "votes" in pinned.matches:
        votes = [_votes(_shown(page, match)) for match in _of(pinned, "votes", fields)]
        up, down = next((pair for pair in votes if pair != (None, None)), (None, None))
        fields = replace(fields, upvotes=up, downvotes=down)
    return fields


def _author(page: Page, match: Match, fields: Fields) -> str | None:
    """The name in a pinned element, without a date that stands there, too."""
    if match.value is not None:
        return clean_name(match.value) or match.value
    dated, printed = date_pieces(fields.view), fields.dating.printed if fields.dating else None
    pieces = range(page.first[match.node], page.last[match.node])
    texts = [page.texts[index] for index in pieces if index not in dated]
    if not texts and printed:
        texts = [page.texts[index].replace(printed, "") for index in pieces]
    joined = " ".join(texts)
    whole = () if set(joined) & set("|•·") else (joined,)
    names = [clean_name(text) for text in (*whole, *texts)]
    likely = (name for name in names if name and looks_like_name(name))
    return next(likely, None) or joined.strip() or None


def _hull(page: Page, fields: Fields, pinned: Pinned) -> range:
    """The pieces from the first to the last of the elements that hold an item's text."""
    own = set(fields.view.pieces)
    pieces = sorted(
        index
        for match in _of(pinned, "text", fields)
        for index in range(page.first[match.node], page.last[match.node])
        if index in own and index not in pinned.dropped
    )
    if not pieces:
        return range(0)
    body = range(pieces[0], pieces[-1] + 1)
    if any(index in pinned.dropped for index in body):
        warning = (
            f"{pinned.pin.file}: [web_page] drop: what stands amid a text stays in it, so that "
            f"each record still points at its place"
        )
        if warning not in pinned.warnings:
            pinned.warnings.append(warning)
    return body


def _votes(text: str) -> tuple[int | None, int | None]:
    """Votes for and against: a number, a negative one is against."""
    match = _NUMBER.search(text)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    if match is None or not digits:
        return None, None
    return (None, int(digits)) if match[0][0] in "-−" else (int(digits), None)


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


def _of(pinned: Pinned, key: str, fields: Fields) -> list[Match]:
    return pinned.matches[key].get(fields.view.item.node, [])


def _shown(page: Page, match: Match) -> str:
    """An attribute's value, or what an element shows."""
    shown = " ".join(page.texts[page.first[match.node] : page.last[match.node]])
    return shown if match.value is None else match.value


def _said(page: Page, match: Match) -> str:
    """Whom a match says is answered: the place that a link leads to, else what is shown."""
    target = page.attributes[match.node].get("href", "").partition("#")[2]
    return target if match.value is None and target else _shown(page, match)
