"""Conversations from who answers whom: their roots, and no circles."""

from __future__ import annotations

from collections.abc import Sequence


def find_roots(parents: Sequence[int | None]) -> list[int]:
    """Of each item the one at the top of its conversation; parents may come later.

    >>> find_roots([2, None, 1])
    [1, 1, 1]
    """
    roots: dict[int, int] = {}
    for item in range(len(parents)):
        chain: dict[int, None] = {}
        top, above = item, parents[item]
        while top not in roots and above is not None and above not in chain:
            chain[top] = None
            top, above = above, parents[above]
        root = roots.get(top, top)
        roots.update(dict.fromkeys((*chain, top), root))
    return [roots[item] for item in range(len(parents))]


def without_circles(parents: Sequence[int | None]) -> list[int | None]:
    """The parents without those through which an item would answer itself.

    >>> without_circles([1, 2, 0, 0])
    [1, 2, None, 0]
    """
    kept = list(parents)
    walk_of: dict[int, int] = {}
    for item in range(len(kept)):
        node: int | None = item
        while node is not None and node not in walk_of:
            walk_of[node] = item
            above = kept[node]
            if above is not None and walk_of.get(above) == item:
                kept[node] = above = None
            node = above
    return kept
