"""What is odd about single records of a web page, seen while it was read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from toolkit.doubts import ELSEWHERE, FORM, HABIT, ORPHAN
from toolkit.html import markup
from toolkit.html.fields import Fields
from toolkit.html.learnt import Learnt, author_stands, date_stands, text_stands
from toolkit.html.tree import Page

_IDENTITY = re.compile(r"\D*[1-9]\d+")


def notice_records(
    page: Page,
    learnt: Sequence[Learnt],
    found: Sequence[Fields],
    parents: Sequence[int | None],
) -> tuple[tuple[str, ...], ...]:
    """Of each record the phrases that say what is odd about it."""
    outside = _outside(page, [fields.view.item.node for fields in found])
    unlike = _unlike(page, learnt, found)
    noticed = []
    for number, (fields, parent) in enumerate(zip(found, parents, strict=True)):
        own = []
        if number in outside:
            own.append(ELSEWHERE)
        if number in unlike:
            own.append(FORM)
        if parent is None and _names_parent(page, fields):
            own.append(ORPHAN)
        noticed.append(tuple(own))
    return tuple(noticed)


def _outside(page: Page, nodes: Sequence[int]) -> set[int]:
    """The items that stand outside the innermost element that holds nearly all.

    Such an element holds the item in the middle, too, whatever else it holds.
    """
    if len(nodes) < 3:
        return set()
    ordered = sorted(nodes)
    for inner in page.up(ordered[len(nodes) // 2]):
        inside = bisect_left(ordered, page.ends[inner]) - bisect_left(ordered, inner)
        if inside >= HABIT * len(nodes):
            return {i for i, node in enumerate(nodes) if not inner <= node < page.ends[inner]}
    return set()


def _unlike(page: Page, learnt: Sequence[Learnt], found: Sequence[Fields]) -> set[int]:
    """The comments one of whose fields stands elsewhere than in nearly all others."""
    unlike: set[int] = set()
    for one in learnt:
        nodes = {item.node for item in one.group.items}
        own = [(number, fields) for number, fields in enumerate(found)
               if fields.view.item.node in nodes and fields.kind == "comment"]  # fmt: skip
        layout, paths = one.layout, one.paths
        stands = (
            {n: author_stands(page, f, layout, paths) for n, f in own if f.author is not None},
            {n: date_stands(f, layout, paths) for n, f in own if f.dating is not None},
            {n: text_stands(page, f, layout, paths) for n, f in own if f.body},
        )
        for having in stands:
            odd = {number for number, is_there in having.items() if not is_there}
            if len(odd) <= (1 - HABIT) * len(having):
                unlike |= odd
    return unlike


def _names_parent(page: Page, fields: Fields) -> bool:
    """Whether an item's markup names a comment that it answers."""
    node = fields.view.item.node
    return any(
        name not in ("id", "class")
        and markup.PARENT_KEY.search(name)
        and bool(_IDENTITY.fullmatch(value))
        for near in range(node, min(node + 3, page.ends[node]))
        for name, value in page.attributes[near].items()
    )
