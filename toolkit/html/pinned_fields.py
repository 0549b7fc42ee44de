"""The fields of items that a layout file pins, in the place of those that were learnt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from toolkit.html.authors import clean_name
from toolkit.html.fields import Fields
from toolkit.html.pinned import Pinned
from toolkit.html.selectors import Match
from toolkit.html.texts import locate
from toolkit.html.tree import Page
from toolkit.html.views import date_pieces
from toolkit.pages.names import looks_like_name
from toolkit.pages.vocabulary import STATES

_NUMBER = re.compile(r"[+-−]?\d[\d.,' ]*")
_DIGITS = re.compile(r"\d{2,}")


def pin_fields(
    page: Page, found: Sequence[Fields], pinned: Pinned
) -> tuple[list[Fields], list[str]]:
    """The fields with those that the layout pins in the place of those that were learnt.

    Returns:
        The fields, and what was uncertain, a sentence each.
    """
    fields = [_pin(page, one, pinned) for one in found]
    kept = sum(not pinned.dropped.isdisjoint(one.body) for one in fields)
    warnings = [
        f"{pinned.pin.file}: [web_page] drop: what stands amid {kept} of the texts stays in them, "
        f"so that each record still points at its place"
    ]
    return fields, warnings if kept else []


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
    return range(pieces[0], pieces[-1] + 1)


def _votes(text: str) -> tuple[int | None, int | None]:
    """Votes for and against: a number, a negative one is against."""
    match = _NUMBER.search(text)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    if match is None or not digits:
        return None, None
    return (None, int(digits)) if match[0][0] in "-−" else (int(digits), None)


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
