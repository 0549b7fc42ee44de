"""Families: elements that have a name, a place or their height above a date in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from toolkit.html import markup
from toolkit.html.datings import Dating
from toolkit.html.items import kind_of
from toolkit.html.page import Page, class_names
from toolkit.html.phrases import is_answer

HIGHEST = 9  # elements above a date that are grouped by their height above it
LONGEST_BUTTON = 30
MOST = 80
_NUMBERED = re.compile(r"(.*?)[-_]?\d[\w-]*")


def find_families(page: Page, datings: Sequence[Dating]) -> list[tuple[str, list[int]]]:
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
            for key in keys_of(page, node):
                families[key].append(node)
    for key, nodes in _by_height(page, datings).items():
        families[key] = sorted(nodes)
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
    large = ordered[:MOST]
    named = [pair for pair in ordered[MOST:] if markup.COMMENT.search(pair[1].lower())]
    return [(key, list(members)) for members, key in large + named[:MOST]]


def by_buttons(page: Page) -> dict[str, list[int]]:
    """Elements by how far above a button to answer they stand."""
    found: dict[str, set[int]] = defaultdict(set)
    for index, text in enumerate(page.texts):
        if len(text) > LONGEST_BUTTON or not is_answer(text):
            continue
        node = page.owners[index]
        kind = f"button {page.tags[node]} "
        for height in range(HIGHEST):
            if node < 0 or page.tags[node] in ("html", "body"):
                break
            found[f"{kind}up {height}"].add(node)
            node = page.parents[node]
            kind = f"{kind}< {page.tags[node]} " if node >= 0 else kind
    return {kind: sorted(nodes) for kind, nodes in found.items() if len(nodes) > 2}


def _by_height(page: Page, datings: Sequence[Dating]) -> dict[str, set[int]]:
    """Elements by how far above a date of one kind they stand, whatever they are called."""
    found: dict[str, set[int]] = defaultdict(set)
    for dating in datings:
        kind = kind_of(page, dating)
        node = dating.node
        for height in range(HIGHEST):
            if node < 0 or page.tags[node] in ("html", "body"):
                break
            found[f"{kind}up {height}"].add(node)
            kind = f"{kind}< {page.tags[node]} "
            node = page.parents[node]
    return found


def is_named(page: Page, node: int) -> bool:
    """Whether an element is named for comments: only then one alone can be a group."""
    found = page.attributes[node]
    return bool(found) and _is_named(page.words(node), found.get("itemtype", ""))


@lru_cache(maxsize=8192)
def _is_named(words: str, published: str) -> bool:
    return bool(markup.COMMENT.search(words) or markup.SURE.search(published.lower()))


def keys_of(page: Page, node: int) -> list[str]:
    """What an element can have in common with others: classes, id, properties, its parent."""
    tag, found = page.tags[node], page.attributes[node]
    keys = [f"{tag}.{name}" for name in class_names(found.get("class", ""))[:8]]
    if (identity := found.get("id")) and (match := _NUMBERED.fullmatch(identity)):
        keys.append(f"{tag}#{match[1]}-#")
    keys += [f"{tag}[{n}={found[n]}]" for n in ("itemtype", "itemprop", "typeof", "role")
             if n in found]  # fmt: skip
    above = page.parents[node]
    inside = class_names(page.attributes[above].get("class", "")) if above >= 0 else ()
    name = inside[0] if inside else ""
    keys.append(f"{page.tags[above] if above >= 0 else ''}.{name} > {tag}")
    return keys
