"""Items with the paths of their pieces: the same path means the same place in another item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from toolkit.html import markup
from toolkit.html.datings import Dating
from toolkit.html.items import Item
from toolkit.html.page import Page, class_names

_DIGITS = re.compile(r"\d+")
_WRAPPERS = frozenset("a span b strong i em u font bdi".split())


@dataclass(slots=True)
class View:
    """An item as the fields are read from it.

    Attributes:
        item: The item.
        root: The element from which paths in it are counted.
        pieces: Its own pieces of text, in page order.
        paths: Of each of these pieces, the number of its path in the item.
        dating: The item's date, or None.
        placed: What :func:`placed` found, or None.
    """

    item: Item
    root: int
    pieces: list[int]
    paths: list[int]
    dating: Dating | None = None
    placed: list[tuple[int, int, int]] | None = None


@dataclass(slots=True)
class Paths:
    """Paths of elements within items, numbered; the same number means the same place."""

    page: Page
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    of_node: dict[int, int] = field(default_factory=dict)
    plains: dict[int, int] = field(default_factory=dict)
    furniture: dict[int, bool] = field(default_factory=dict)

    def number(self, node: int, root: int) -> int:
        """The path from the item's root (exclusive) to an element; -1 for the root itself."""
        chain = []
        while node != root and node >= 0 and node not in self.of_node:
            chain.append(node)
            node = self.page.parents[node]
        path = -1 if node == root or node < 0 else self.of_node[node]
        for inner in reversed(chain):
            key = (path, self._sign(inner))
            known = self.numbers.get(key)
            if known is None:
                known = self.numbers[key] = len(self.names)
                self.names.append(key[1])
                self.above.append(path)
            path = self.of_node[inner] = known
        return path

    def up(self, path: int) -> Iterator[int]:
        """A path and those above it, without the item's own."""
        while path >= 0:
            yield path
            path = self.above[path]

    def plain(self, path: int) -> int:
        """The path without links and bare wrappers at its end: a name may be linked or not."""
        known = self.plains.get(path)
        if known is None:
            known = path
            while (
                known >= 0
                and (self.names[known] in _WRAPPERS or self.names[known].startswith("a."))
                and self.above[known] >= 0
            ):
                known = self.above[known]
            self.plains[path] = known
        return known

    def is_furniture(self, node: int, root: int) -> bool:
        """Whether an element stands in one of the item that is named for furniture."""
        chain = []
        result = False
        while node != root and node >= 0:
            known = self.furniture.get(node)
            if known is not None:
                result = known
                break
            chain.append(node)
            node = self.page.parents[node]
        for inner in reversed(chain):
            called = self.page.words(inner)
            result = (
                result
                or self.page.tags[inner] == "button"
                or (bool(called) and _names_furniture(called))
            )
            self.furniture[inner] = result
        return result

    def name(self, path: int) -> str:
        """The path in words."""
        steps = []
        while path >= 0:
            steps.append(self.names[path])
            path = self.above[path]
        return "/".join(reversed(steps)) or "the item itself"

    def _sign(self, node: int) -> str:
        found = self.page.attributes[node]
        sign = self.page.tags[node]
        if found:
            if classes := class_names(found.get("class", "")):
                sign += "." + classes[0]
            if "itemprop" in found:
                sign += f"[{found['itemprop']}]"
        return sign


def view_items(page: Page, items: Sequence[Item], forms: Sequence[int], paths: Paths) -> list[View]:
    """The items with the paths of their own pieces; forms in them are left out."""
    hidden = {i for node in forms for i in range(page.first[node], page.last[node])}
    views = []
    for item in items:
        root = item.node if item.last == item.node else page.parents[item.node]
        pieces = [
            index for start, end in item.spans for index in range(start, end)
            if index not in hidden
        ]  # fmt: skip
        numbers = [paths.number(page.owners[index], root) for index in pieces]
        views.append(View(item, root, pieces, numbers))
    return views


def key_of(text: str) -> str:
    """A short text without its numbers, by which recurring ones are told."""
    return _DIGITS.sub("0", text.casefold()) if len(text) <= 60 else ""


def date_pieces(view: View) -> range:
    """The pieces of an item's date."""
    return range(view.dating.start, view.dating.end) if view.dating else range(0)


def placed(view: View, paths: Paths) -> list[tuple[int, int, int]]:
    """Each piece with its place among those of its path, links and bare wrappers left out."""
    if view.placed is None:
        places: dict[int, int] = {}
        view.placed = []
        for index, path in zip(view.pieces, view.paths, strict=True):
            plain = paths.plain(path)
            place = places.get(plain, 0)
            places[plain] = place + 1
            view.placed.append((place, plain, index))
    return view.placed


def names_of(page: Page, node: int, root: int | None) -> str:
    """The names that the markup gives an element and the two around it, within the item."""
    found: list[str] = []
    for up in page.up(node):
        if up == root or len(found) == 3:
            break
        found.append(page.tags[up] + " " + page.words(up))
    return " ".join(found)


@lru_cache(maxsize=8192)
def _names_furniture(called: str) -> bool:
    return bool(markup.NOT_BODY.search(called)) and not markup.BODY.search(called)
