"""Groups of like elements that each hold a date: what a page's comments could be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from toolkit.html import markup
from toolkit.html.datings import Dating
from toolkit.html.page import Page, class_names

ENOUGH = 40  # characters beside its dates with which an item surely holds a text
LABEL = 30  # characters of the longest piece beside a date that is rather a label than a text
MOST_GROUPS = 80
_NUMBERED = re.compile(r"(.*?)[-_]?\d[\w-]*")


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


def find_groups(page: Page, datings: Sequence[Dating]) -> list[Group]:
    """The groups of a page, the best first: more whole items, then more text."""
    groups = []
    lengths = list(accumulate(map(len, page.texts), initial=0))
    dated = _dated_lengths(page, datings)
    for name, members in _families(page, datings):
        owned = _share_out(page, members, datings)
        group = _group(page, name, members, owned, lengths, dated)
        if group.items:
            groups.append(group)
        if group.value < 0.5 * len(group.items) and len(group.items) > 1:
            groups.append(_runs(page, name, members, owned, lengths, dated))
    groups.sort(key=lambda group: (-round(group.value, 2), -group.mass, group.items[0].node))
    return groups


def find_undated(page: Page) -> list[Group]:
    """Groups of elements that are named for comments, whether dated or not; the best first."""
    families: dict[str, list[int]] = defaultdict(list)
    for node in range(len(page.tags)):
        if page.attributes[node] and is_named(page, node) and page.first[node] < page.last[node]:
            for key in _keys(page, node):
                if markup.COMMENT.search(key.lower()) or markup.SURE.search(key.lower()):
                    families[key].append(node)
    lengths = list(accumulate(map(len, page.texts), initial=0))
    groups = []
    for name, members in sorted(families.items()):
        if len(members) < 2:
            continue
        items, value, mass = [], 0.0, 0
        for node, spans in zip(members, own_spans(page, members), strict=True):
            size = sum(lengths[end] - lengths[start] for start, end in spans)
            value += min(1.0, size / ENOUGH)
            mass += size
            items.append(Item(node, node, spans, []))
        groups.append(Group(name, items, value, mass))
    groups.sort(key=lambda group: (-round(group.value, 2), -group.mass, group.items[0].node))
    return groups[:MOST_GROUPS]


def _families(page: Page, datings: Sequence[Dating]) -> list[tuple[str, list[int]]]:
    """Elements that hold a date, by what they have in common; the largest families first."""
    families: dict[str, list[int]] = defaultdict(list)
    seen = bytearray(len(page.tags))
    for dating in datings:
        for node in page.up(dating.node):
            if seen[node]:
                break
            seen[node] = 1
    for node, marked in enumerate(seen):
        if marked and page.tags[node] not in ("html", "body"):
            for key in _keys(page, node):
                families[key].append(node)
    unique: dict[tuple[int, ...], str] = {}
    for key, members in families.items():
        if len(members) == 1 and not is_named(page, members[0]):
            continue
        known = unique.setdefault(tuple(members), key)
        if (
            known is not key
            and markup.COMMENT.search(key.lower())
            and not markup.COMMENT.search(known.lower())
        ):
            unique[tuple(members)] = key
    ordered = sorted(unique.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    large = ordered[:MOST_GROUPS]
    named = [pair for pair in ordered[MOST_GROUPS:] if markup.COMMENT.search(pair[1].lower())]
    return [(key, list(members)) for members, key in large + named[:MOST_GROUPS]]


def is_named(page: Page, node: int) -> bool:
    """Whether an element is named for comments: only then one alone can be a group."""
    published = page.attributes[node].get("itemtype", "").lower()
    return bool(markup.COMMENT.search(page.words(node)) or markup.SURE.search(published))


def _keys(page: Page, node: int) -> list[str]:
    tag, found = page.tags[node], page.attributes[node]
    classes = class_names(found.get("class", ""))
    keys = [f"{tag}.{name}" for name in classes[:8]]
    if (identity := found.get("id")) and (match := _NUMBERED.fullmatch(identity)):
        keys.append(f"{tag}#{match[1]}-#")
    keys += [f"{tag}[{n}={found[n]}]" for n in ("itemtype", "itemprop", "typeof", "role")
             if n in found]  # fmt: skip
    if not classes:
        above = page.parents[node]
        inside = class_names(page.attributes[above].get("class", "")) if above >= 0 else ()
        name = inside[0] if inside else ""
        keys.append(f"{page.tags[above] if above >= 0 else ''}.{name} > {tag}")
    return keys


def _dated_lengths(page: Page, datings: Sequence[Dating]) -> list[int]:
    """Running sum of the characters of dates, and of short pieces in a line with one."""
    blocks = {page.block_of[dating.start] for dating in datings if dating.end > dating.start}
    dated = {i for dating in datings for i in range(dating.start, dating.end)}
    return list(
        accumulate(
            (len(text) if i in dated or (block in blocks and len(text) <= LABEL) else 0
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
        size = sum(lengths[end] - lengths[start] for start, end in spans)
        frees.append(size - sum(dated[end] - dated[start] for start, end in spans))
        mass += size
        items.append(Item(node, node, spans, datings))
    return Group(name, items, _value(page, items, frees), mass)


def _value(page: Page, items: Sequence[Item], frees: Sequence[int]) -> float:
    """How many items look whole: with one date of the kind that most have, and some text."""
    kinds = [[_local(page, dating) for dating in item.datings] for item in items]
    common = _commonest(kinds)
    value = 0.0
    for held, free in zip(kinds, frees, strict=True):
        repeated = 0
        if len(held) > 1:
            repeated = min(max(map(held.count, set(held[:9]))) - 1, 4)
        whole = min(1.0, free / ENOUGH) if common in held else 0.0
        value += whole / (1 + 2 * repeated) - 0.5 * repeated
    return value


def without_strays(page: Page, group: Group) -> Group:
    """The group without items that stand apart from the rest and hold dates of another kind."""
    kinds = [[_local(page, dating) for dating in item.datings] for item in group.items]
    common = _commonest(kinds)
    alike = [item for item, held in zip(group.items, kinds, strict=True) if common in held]
    if len(alike) < 2 or len(alike) == len(group.items):
        return group
    frame = page.common(alike[0].node, alike[-1].node)
    kept = [
        item for item, held in zip(group.items, kinds, strict=True)
        if common in held or frame < item.node < page.ends[frame]
    ]  # fmt: skip
    return Group(group.name, kept, group.value, group.mass)


def _commonest(kinds: Sequence[Sequence[str]]) -> str:
    """The kind of date that most items hold."""
    counts = Counter(kind for held in kinds for kind in set(held))
    return max(sorted(counts), key=counts.__getitem__) if counts else ""


def _local(page: Page, dating: Dating) -> str:
    """What kind of date it is, by the elements that hold it."""
    if not dating.kind:
        for node in (dating.node, page.parents[dating.node]):
            classes = class_names(page.attributes[node].get("class", "")) if node >= 0 else ()
            dating.kind += f"{page.tags[node]}.{''.join(classes[:1])} "
    return dating.kind


def _runs(
    page: Page,
    name: str,
    members: list[int],
    owned: list[list[Dating]],
    lengths: list[int],
    dated: list[int],
) -> Group:
    """Items whose text stands in the elements that follow their head, up to the next head."""
    heads = [(node, dates) for node, dates in zip(members, owned, strict=True) if dates]
    items: list[Item] = []
    frees, mass = [], 0
    for (node, dates), (following, _) in pairwise([*heads, (len(page.tags), [])]):
        parent = page.parents[node]
        last = node
        sibling = page.ends[node]
        limit = page.ends[parent] if parent >= 0 else sibling
        while sibling < limit and not sibling <= following < page.ends[sibling]:
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
    return Group(f"{name} and what follows", items, 0.9 * _value(page, items, frees), mass)
