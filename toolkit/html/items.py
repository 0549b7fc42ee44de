"""Items: stretches of a page that could be one comment each, and how whole a group of them is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.html.datings import Dating
from toolkit.html.page import Page

ENOUGH = 40  # characters beside its dates with which an item surely holds a text
LEAST_WHOLE = 0.25  # share of a group's items that must look whole
PARITY = re.compile(r"(?:[\w-]+[-_])?(?:odd|even|alt|first|last)", re.IGNORECASE)
_SIGN = re.compile("[\u2e80-\U0010ffff]")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Item:
    """A stretch of the page that could be one comment.

    Attributes:
        node: Its element (of several side by side, the first).
        last: The last of its elements side by side; mostly ``node`` itself.
        spans: Its own pieces of text, without items nested in it, as half-open ranges.
        datings: The dates in it.
    """

    node: int
    last: int
    spans: list[tuple[int, int]]
    datings: list[Dating]


@dataclass(slots=True)
class Group:
    """Items of one kind.

    Attributes:
        name: What its elements have in common, for people.
        items: The items, in page order.
        value: How many of them look whole: one date, and some text beside it.
        mass: Characters of all items.
    """

    name: str
    items: list[Item]
    value: float
    mass: int


def size_of(text: str) -> int:
    """The length of a text; a sign of the scripts that write a word in one or two counts double.

    >>> size_of("three"), size_of("映画館")
    (5, 6)
    """
    return len(text) if text.isascii() or not _SIGN.search(text) else 2 * len(text)


def own_spans(page: Page, members: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Of each member the pieces of text that no member nested in it has."""
    spans: list[list[tuple[int, int]]] = [[] for _ in members]
    begun = [page.first[node] for node in members]
    stack: list[int] = []

    def leave(index: int) -> None:
        if begun[index] < page.last[members[index]]:
            spans[index].append((begun[index], page.last[members[index]]))

    for index, node in enumerate(members):
        while stack and page.ends[members[stack[-1]]] <= node:
            leave(stack.pop())
        if stack:
            outer = stack[-1]
            if begun[outer] < page.first[node]:
                spans[outer].append((begun[outer], page.first[node]))
            begun[outer] = page.last[node]
        stack.append(index)
    while stack:
        leave(stack.pop())
    return spans


def value_of(page: Page, items: Sequence[Item], frees: Sequence[int]) -> float:
    """How many items look whole: with one date of the kind that most have, and some text."""
    kinds = [[kind_of(page, dating) for dating in item.datings] for item in items]
    common = commonest(kinds)
    alike = any(common not in held for held in kinds) and _date_alike(page, items)
    value = 0.0
    for held, free in zip(kinds, frees, strict=True):
        repeated = 0
        if len(held) > 1:
            repeated = min(max(map(held.count, set(held[:9]))) - 1, 4)
        whole = min(1.0, free / ENOUGH) if common in held or alike else 0.0
        value += whole / (1 + 2 * repeated) - 0.5 * repeated
    return value


def _date_alike(page: Page, items: Sequence[Item]) -> bool:
    """Whether each item has one date, all by the same tags in the same place."""
    if any(len(item.datings) != 1 for item in items):
        return False
    frames = {page.parents[item.node] for item in items}
    chains = set()
    for item in items:
        chain = [page.tags[item.node]]
        for node in page.up(item.datings[0].node):
            if node == item.node:
                break
            chain.append(page.tags[node])
        chains.add(tuple(chain))
    return len(chains) == 1 and len(frames) == 1


def is_whole(group: Group) -> bool:
    """Whether the items, taken together, have dates and texts of their own."""
    return group.value >= LEAST_WHOLE * len(group.items)


def commonest(kinds: Sequence[Sequence[str]]) -> str:
    """The kind of date that most items hold."""
    counts = Counter([kind for held in kinds for kind in (set(held) if len(held) > 1 else held)])
    return max(sorted(counts), key=counts.__getitem__) if counts else ""


def kind_of(page: Page, dating: Dating) -> str:
    """What kind of date it is, by the elements that hold it."""
    if not dating.kind:
        for node in (dating.node, page.parents[dating.node]):
            called = page.attributes[node].get("class", "") if node >= 0 else ""
            dating.kind += f"{page.tags[node]}.{_first_class(called)} "
    return dating.kind


@lru_cache(maxsize=8192)
def _first_class(called: str) -> str:
    """The first name in a class attribute that doesn't tell odd from even, without numbers."""
    classes = [name for name in called.split()[:3] if not PARITY.fullmatch(name)]
    return _DIGITS.sub("#", classes[0]) if classes else ""
