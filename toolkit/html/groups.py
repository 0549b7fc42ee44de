"""Groups of like elements that each hold a date: what a page's comments could be."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate

from toolkit.html import markup
from toolkit.html.datings import Dating
from toolkit.html.families import by_buttons, find_families, is_named, keys_of
from toolkit.html.items import (
    ENOUGH,
    PARITY,
    Group,
    Item,
    commonest,
    is_whole,
    kind_of,
    own_spans,
    size_of,
    value_of,
)
from toolkit.html.page import Page
from toolkit.html.stretches import find_ruled, find_runs, find_tails

LABEL = 30  # characters of the longest piece beside a date that is rather a label than a text
LEAST_VALUE = 0.2  # whole items with which a group is looked at
MOST_GROUPS = 80
_DECLARED = "declared as comments (microformats)"  # name of a group


def find_groups(page: Page, datings: Sequence[Dating]) -> list[Group]:
    """The groups of a page that look whole, the best first: more whole items, then more text."""
    groups: list[Group] = []
    lengths = list(accumulate(map(size_of, page.texts), initial=0))
    dated = _dated_lengths(page, datings)
    for name, members in find_families(page, datings):
        owned = _share_out(page, members, datings)
        group = _group(page, name, members, owned, lengths, dated)
        _keep(groups, group)
        if group.value < 0.5 * len(group.items) and len(group.items) > 1:
            tails = find_tails(page, name, members, owned, lengths, dated)
            _keep(groups, tails or find_runs(page, name, members, owned, lengths, dated))
    if (ruled := find_ruled(page, datings, lengths, dated)) is not None:
        _keep(groups, ruled)
    ranks = [(-round(group.value, 2), -group.mass) for group in groups]
    times = Counter(ranks)
    order = sorted(
        range(len(groups)),
        key=lambda number: (
            ranks[number],
            times[ranks[number]] > 1 and not _are_alike(page, groups[number].items),
            groups[number].items[0].node,
        ),
    )
    return [groups[number] for number in order]


def _keep(groups: list[Group], group: Group) -> None:
    if group.items and group.value >= LEAST_VALUE and is_whole(group):
        groups.append(group)


def find_undated(page: Page, declared: Sequence[int] = ()) -> list[Group]:
    """Groups of elements that are named for comments, or have a button to answer each.

    Whether dated or not; the best first. Those that are declared as comments are one, too.
    """
    families: dict[str, list[int]] = defaultdict(list)
    families.update(by_buttons(page))
    for node in range(len(page.tags)):
        if page.attributes[node] and is_named(page, node) and page.first[node] < page.last[node]:
            for key in keys_of(page, node):
                if markup.COMMENT.search(key.lower()) or markup.SURE.search(key.lower()):
                    families[key].append(node)
    lengths = list(accumulate(map(size_of, page.texts), initial=0))
    groups = []
    named = [(name, nodes) for name, nodes in sorted(families.items()) if len(nodes) > 1]
    if len(declared) > 1:
        named.append((_DECLARED, list(declared)))
    for name, members in named:
        items, value, mass = [], 0.0, 0
        for node, spans in zip(members, own_spans(page, members), strict=True):
            size = sum(lengths[end] - lengths[start] for start, end in spans)
            value += min(1.0, size / ENOUGH)
            mass += size
            items.append(Item(node, node, spans, []))
        groups.append(Group(name, items, value, mass))
    groups.sort(
        key=lambda group: (
            group.name != _DECLARED, -round(group.value, 2), -group.mass, group.items[0].node
        )
    )  # fmt: skip
    return groups[:MOST_GROUPS]


def without_strays(page: Page, group: Group) -> Group:
    """The group without items that stand apart from the rest and hold dates of another kind."""
    kinds = [[kind_of(page, dating) for dating in item.datings] for item in group.items]
    common = commonest(kinds)
    alike = [item for item, held in zip(group.items, kinds, strict=True) if common in held]
    if len(alike) < 2 or len(alike) == len(group.items):
        return group
    frame = page.common(alike[0].node, alike[-1].node)
    kept = [
        item for item, held in zip(group.items, kinds, strict=True)
        if common in held or frame < item.node < page.ends[frame]
    ]  # fmt: skip
    return Group(group.name, kept, group.value, group.mass)


def _are_alike(page: Page, items: Sequence[Item]) -> bool:
    """Whether nearly all items have the same first class, or none has any."""
    classes = Counter(page.attributes[item.node].get("class", "")[:40] for item in items)
    if len(classes) == 1:
        return True
    first = Counter(
        next((name for name in page.attributes[item.node].get("class", "").split()
              if not PARITY.fullmatch(name)), "")
        for item in items
    )  # fmt: skip
    return max(first.values()) >= 0.9 * len(items)


def _dated_lengths(page: Page, datings: Sequence[Dating]) -> list[int]:
    """Running sum of the characters of dates, and of short pieces in a line with one."""
    blocks = {page.block_of[dating.start] for dating in datings if dating.end > dating.start}
    dated = {i for dating in datings for i in range(dating.start, dating.end)}
    return list(
        accumulate(
            (size_of(text) if i in dated or (block in blocks and len(text) <= LABEL) else 0
             for i, (text, block) in enumerate(zip(page.texts, page.block_of, strict=True))),
            initial=0,
        )
    )  # fmt: skip


def _share_out(page: Page, members: Sequence[int], datings: Sequence[Dating]) -> list[list[Dating]]:
    """Each date to the innermost member that holds it."""
    owned: list[list[Dating]] = [[] for _ in members]
    stack: list[int] = []
    following = 0
    begin = bisect_left(datings, members[0], key=lambda dating: dating.node)
    for dating in datings[begin:]:
        while following < len(members) and members[following] <= dating.node:
            while stack and page.ends[members[stack[-1]]] <= members[following]:
                stack.pop()
            stack.append(following)
            following += 1
        while stack and page.ends[members[stack[-1]]] <= dating.node:
            stack.pop()
        if stack:
            owned[stack[-1]].append(dating)
        elif following == len(members):
            break
    return owned


def _group(
    page: Page,
    name: str,
    members: list[int],
    owned: list[list[Dating]],
    lengths: list[int],
    dated: list[int],
) -> Group:
    items, frees, mass = [], [], 0
    for node, spans, datings in zip(members, own_spans(page, members), owned, strict=True):
        if not datings:
            continue
        size = free = 0
        for start, end in spans:
            size += lengths[end] - lengths[start]
            free += dated[end] - dated[start]
        frees.append(size - free)
        mass += size
        items.append(Item(node, node, spans, datings))
    return Group(name, items, value_of(page, items, frees), mass)
