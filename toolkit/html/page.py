"""A page as flat arrays: its elements in page order, and the pieces of text in them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

JOINED, SPACE, LINE, PARAGRAPH = range(4)  # what stands between a piece of text and the one before
NAMING = ("class", "id", "itemprop", "property", "data-testid", "rel")

_DIGITS = re.compile(r"\d+")


def _numbers() -> array[int]:
    return array("i")


@dataclass(slots=True)
class Page:
    """A parsed page. Elements and pieces of text are numbered from 0 in page order.

    Attributes:
        tags, attributes, parents, ends: Of each element: its tag, its attributes, its parent's
            number (-1 for the root), and the number after its last descendant.
        first, last: Of each element: its pieces of text are ``first[i]`` to ``last[i] - 1``.
        quotes: Of each element: how many quotations it stands in.
        texts, owners, gaps: Of each piece of text: its words with single spaces, the element it
            stands in, and what parts it from the piece before (:data:`JOINED` … ).
        starts: The first piece of each block of text (a line of its own), and the end.
        block_of: Of each piece of text: the number of its block.
        head_title: The text of the ``title`` element, or None.
        scripts: The texts of JSON-LD scripts.
        left_out: Hidden elements without a number: the number of the next one that has one, of
            their parent, and their tag.
        is_flattened: Whether elements nest deeper than is told apart, so that deeper ones stand
            side by side.
        is_cut: Whether they nest so deep that the rest of the page wasn't read.
    """

    tags: list[str] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    parents: array[int] = field(default_factory=_numbers)
    ends: array[int] = field(default_factory=_numbers)
    first: array[int] = field(default_factory=_numbers)
    last: array[int] = field(default_factory=_numbers)
    quotes: array[int] = field(default_factory=_numbers)
    texts: list[str] = field(default_factory=list)
    owners: array[int] = field(default_factory=_numbers)
    gaps: array[int] = field(default_factory=_numbers)
    starts: array[int] = field(default_factory=_numbers)
    block_of: array[int] = field(default_factory=_numbers)
    head_title: str | None = None
    scripts: list[str] = field(default_factory=list)
    left_out: list[tuple[int, int, str]] = field(default_factory=list)
    is_flattened: bool = False
    is_cut: bool = False
    _places: array[int] = field(default_factory=_numbers)
    _words: dict[int, str] = field(default_factory=dict)
    _children: dict[int, dict[tuple[str, int], int]] = field(default_factory=dict)
    _trail: list[tuple[int, str]] = field(default_factory=list)

    def number_blocks(self) -> None:
        """Fill in ``starts`` and ``block_of`` from the gaps, once all pieces are there."""
        begins = np.frombuffer(self.gaps, dtype=np.int32) >= LINE if self.gaps else np.zeros(0)
        starts = np.append(np.flatnonzero(begins), len(self.texts)).astype(np.int32)
        self.starts = array("i", starts.tobytes())
        self.block_of = array("i", (np.cumsum(begins) - 1).astype(np.int32).tobytes())

    def blocks(self) -> Iterator[tuple[int, int]]:
        """The blocks of text, each as its first piece and the piece after its last."""
        return zip(self.starts, self.starts[1:], strict=False)

    def up(self, node: int) -> Iterator[int]:
        """An element and its ancestors, innermost first."""
        parents = self.parents
        while node >= 0:
            yield node
            node = parents[node]

    def words(self, node: int) -> str:
        """The class, id and published properties of an element, lower case, for word tests."""
        found = self.attributes[node]
        if not found:
            return ""
        known = self._words.get(node)
        if known is None:
            parts = [found[name] for name in NAMING if name in found]
            known = self._words[node] = " ".join(parts).lower()
        return known

    def common(self, one: int, other: int) -> int:
        """The innermost element that holds both elements."""
        while one != other:
            if one > other:
                one = self.parents[one]
            else:
                other = self.parents[other]
        return one

    def place(self, node: int) -> int:
        """The place of an element among its siblings of the same tag, from 1."""
        if not self._places:
            self._places = array("i", bytes(4 * len(self.tags)))
        if not self._places[node]:
            parent = self.parents[node]
            counts: dict[str, int] = {}
            aside = [entry for entry in self.left_out if entry[1] == parent]
            child, following = parent + 1, 0
            while child < (self.ends[parent] if parent >= 0 else len(self.tags)):
                while following < len(aside) and aside[following][0] <= child:
                    tag = aside[following][2]
                    counts[tag] = counts.get(tag, 0) + 1
                    following += 1
                tag = self.tags[child]
                counts[tag] = self._places[child] = counts.get(tag, 0) + 1
                child = self.ends[child]
        return self._places[node]

    def child(self, parent: int, tag: str, place: int) -> int | None:
        """The child of an element, or the root, that has a tag and a place; None if none has."""
        known = self._children.get(parent)
        if known is None:
            known = self._children[parent] = {}
            child = parent + 1
            while child < (self.ends[parent] if parent >= 0 else len(self.tags)):
                known[self.tags[child], self.place(child)] = child
                child = self.ends[child]
        return known.get((tag, place))

    def path(self, node: int) -> str:
        """The element's XPath, every step with its place."""
        trail, steps = self._trail, []
        while node >= 0:
            while trail and trail[-1][0] > node:
                trail.pop()
            if trail and trail[-1][0] == node:
                break
            steps.append((node, f"/{self.tags[node]}[{self.place(node)}]"))
            node = self.parents[node]
        if node < 0:
            trail.clear()
        trail += reversed(steps)
        return "".join([step for _, step in trail])


@lru_cache(maxsize=8192)
def class_names(classes: str) -> tuple[str, ...]:
    """The names in a class attribute, numbers in them as ``#``.

    >>> class_names("comment comment-712 even")
    ('comment', 'comment-#', 'even')
    """
    return tuple(_DIGITS.sub("#", classes).split())


def block_text(page: Page, start: int, end: int) -> str:
    """The pieces of one block as one line."""
    if end - start == 1:
        return page.texts[start]
    parts = [page.texts[start]]
    for i in range(start + 1, end):
        if page.gaps[i]:
            parts.append(" ")
        parts.append(page.texts[i])
    return "".join(parts)
