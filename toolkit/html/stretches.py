"""Items without an element of their own: a head and what follows, or what precedes a foot."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from toolkit.html.datings import Dating
from toolkit.html.items import Group, Item, value_of
from toolkit.html.page import Page

LEAST_BEFORE = 10  # characters before the first of the dates that end their items
LONGEST_OPENER = 40  # characters of an element before a date that holds a name
_DIGITS = re.compile(r"\d+")


def find_runs(
    page: Page,
    name: str,
    members: list[int],
    owned: list[list[Dating]],
    lengths: list[int],
    dated: list[int],
) -> Group:
    """Items whose text stands in the elements that follow their head, up to the next head."""
    heads = [(node, dates) for node, dates in zip(members, owned, strict=True) if dates]
    heads = _with_names(page, heads, lengths)
    items: list[Item] = []
    frees, mass = [], 0
    for (node, dates), (following, _) in pairwise([*heads, (len(page.tags), [])]):
        parent = page.parents[node]
        last = node
        sibling = page.ends[node]
        limit = page.ends[parent] if parent >= 0 else sibling
        while sibling < limit and page.ends[sibling] <= following:
            if page.parents[sibling] != parent or page.tags[sibling] in ("form", "footer", "nav"):
                break
            last = sibling
            sibling = page.ends[sibling]
        start, end = page.first[node], page.last[last]
        if last == node:  # bare text may follow the head
            end = page.first[following] if following < limit else page.last[node]
        elif sibling >= limit:
            end = page.last[parent] if items else page.last[last]
        size = lengths[end] - lengths[start]
        frees.append(size - (dated[end] - dated[start]))
        mass += size
        items.append(Item(node, last, [(start, end)], dates))
    return Group(f"{name} and what follows", items, 0.9 * value_of(page, items, frees), mass)


def _with_names(
    page: Page, heads: list[tuple[int, list[Dating]]], lengths: list[int]
) -> list[tuple[int, list[Dating]]]:
    """The heads, each begun one element earlier where a short one of the same kind precedes all."""
    parent = page.parents[heads[0][0]] if heads else -1
    if len(heads) < 2 or parent < 0 or any(page.parents[node] != parent for node, _ in heads):
        return heads
    wanted = {node for node, _ in heads}
    before: dict[int, int] = {}
    child, previous = parent + 1, -1
    while child < page.ends[parent]:
        if child in wanted:
            before[child] = previous
        child, previous = page.ends[child], child
    openers = [before[node] for node, _ in heads]
    if min(openers) < 0 or not wanted.isdisjoint(openers):
        return heads
    kinds = {(page.tags[node], page.attributes[node].get("class", "")) for node in openers}
    sizes = [lengths[page.last[node]] - lengths[page.first[node]] for node in openers]
    if len(kinds) > 1 or min(sizes) < 1 or max(sizes) > LONGEST_OPENER:
        return heads
    return [(opener, dates) for opener, (_, dates) in zip(openers, heads, strict=True)]


def find_tails(
    page: Page,
    name: str,
    members: list[int],
    owned: list[list[Dating]],
    lengths: list[int],
    dated: list[int],
) -> Group | None:
    """Items that end with their date: the elements before it, back to the item before; or None."""
    heads = [(node, dates) for node, dates in zip(members, owned, strict=True) if dates]
    parent = page.parents[heads[0][0]] if heads else -1
    if len(heads) < 2 or parent < 0 or any(page.parents[node] != parent for node, _ in heads):
        return None
    children = []
    child = parent + 1
    while child < page.ends[parent]:
        children.append(child)
        child = page.ends[child]
    places = {node: place for place, node in enumerate(children)}
    first, final = places[heads[0][0]], places[heads[-1][0]]
    cycle = {_shape(page, node) for node in children[first + 1 : final + 1]}
    begin = first
    while begin and _shape(page, children[begin - 1]) in cycle:
        begin -= 1
    rest = final + 1
    while rest < len(children) and _shape(page, children[rest]) in cycle:
        rest += 1
    start = page.last[children[begin - 1]] if begin else page.first[parent]
    after = page.first[children[rest]] if rest < len(children) else page.last[parent]
    before = lengths[page.first[heads[0][0]]] - lengths[start]
    if before < LEAST_BEFORE or lengths[after] - lengths[page.last[heads[-1][0]]] > LEAST_BEFORE:
        return None
    items: list[Item] = []
    frees, mass = [], 0
    opening = children[begin]
    for node, dates in heads:
        end = page.last[node]
        size = lengths[end] - lengths[start]
        frees.append(size - (dated[end] - dated[start]))
        mass += size
        items.append(Item(opening, node, [(start, end)], dates))
        start = end
        opening = children[min(places[node] + 1, len(children) - 1)]
    return Group(f"{name} and what precedes", items, 0.9 * value_of(page, items, frees), mass)


def _shape(page: Page, node: int) -> str:
    """An element's tag and first class; of headings nothing that another element shares."""
    tag = page.tags[node]
    if tag in ("h1", "h2", "h3", "h4", "form"):
        return f"{tag} {node}"
    return f"{tag}.{_DIGITS.sub('#', ''.join(page.attributes[node].get('class', '').split()[:1]))}"


def find_ruled(
    page: Page, datings: Sequence[Dating], lengths: list[int], dated: list[int]
) -> Group | None:
    """Items that nothing but horizontal rules part from each other; or None."""
    rules: dict[int, list[int]] = defaultdict(list)
    for node, tag in enumerate(page.tags):
        if tag == "hr":
            rules[page.parents[node]].append(node)
    best = max(rules, key=lambda parent: len(rules[parent]), default=-1)
    if best < 0 or len(rules[best]) < 2:
        return None
    ends = [*rules[best], page.ends[best]]
    ordered = sorted(datings, key=lambda dating: dating.start)
    items: list[Item] = []
    frees, mass = [], 0
    for rule, following in pairwise(ends):
        start = page.first[rule]
        end = page.first[following] if following < page.ends[best] else page.last[best]
        low = bisect_left(ordered, start, key=lambda dating: dating.start)
        high = bisect_left(ordered, end, key=lambda dating: dating.start)
        held = ordered[low:high]
        if held and end > start:
            size = lengths[end] - lengths[start]
            frees.append(size - (dated[end] - dated[start]))
            mass += size
            items.append(Item(rule, following - 1, [(start, end)], held))
    if len(items) < 2:
        return None
    return Group("stretches between rules", items, 0.9 * value_of(page, items, frees), mass)
