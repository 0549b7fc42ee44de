"""Which item answers which: by nesting, by containers side by side, by numbers, by links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.html import markup
from toolkit.html.fields import Fields
from toolkit.html.tree import Page

_LEVELS = (
    "aria-level", "data-depth", "data-level", "depth", "level", "data-nesting-level",
    "data-indent", "indent",
)  # fmt: skip
_LEVELLING = frozenset(_LEVELS)
_INDENT = re.compile(r"(?:margin|padding)-(?:left|inline-start)\s*:\s*(\d+(?:\.\d+)?)")
_DIGITS = re.compile(r"\d{2,}")
_NUMBER = re.compile(
    r"(?:#|nr\.?\s?|no\.?\s?)?(\d{1,4}(?:\.\d{1,3}){0,6})\.?(?=\s|$)", re.IGNORECASE
)


def link_replies(page: Page, found: Sequence[Fields]) -> list[int | None]:
    """For each item the number of the item that it answers, or None."""
    nodes = [fields.view.item.node for fields in found]
    nested = _by_nesting(page, nodes)
    if any(parent is not None for parent in nested):
        return nested
    for method in (_by_keys, _by_levels, _by_numbers, _by_containers, _by_names):
        parents = method(page, found)
        if any(parent is not None for parent in parents):
            return parents
    return _by_links(page, found)


def _by_nesting(page: Page, nodes: Sequence[int]) -> list[int | None]:
    parents: list[int | None] = []
    stack: list[int] = []
    for index, node in enumerate(nodes):
        while stack and page.ends[nodes[stack[-1]]] <= node:
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(index)
    return parents


def _by_keys(page: Page, found: Sequence[Fields]) -> list[int | None]:
    """Attributes that name the parent's id, on the item or right inside it."""
    own: dict[str, int] = {}
    for index, fields in enumerate(found):
        node = fields.view.item.node
        for near in range(node, min(node + 3, page.ends[node])):
            for name, value in page.attributes[near].items():
                if (name == "id" or name.endswith("id")) and not markup.PARENT_KEY.search(name):
                    for number in (value, *_DIGITS.findall(value)):
                        own.setdefault(number, index)
    parents: list[int | None] = []
    for index, fields in enumerate(found):
        node, parent = fields.view.item.node, None
        for near in range(node, min(node + 3, page.ends[node])):
            for name, value in page.attributes[near].items():
                if name not in ("id", "class") and markup.PARENT_KEY.search(name):
                    for number in (value, *_DIGITS.findall(value)):
                        other = own.get(number)
                        if other is not None and other != index and parent is None:
                            parent = other
        parents.append(parent)
    return parents


def _by_levels(page: Page, found: Sequence[Fields]) -> list[int | None]:
    """Levels told by a class, an attribute, an indent, or a number such as 2.1."""
    for read in (_class_level, _attribute_level, _indent, _width):
        levels = [read(page, fields) for fields in found]
        known = [level for level in levels if level is not None]
        if len(known) >= 0.9 * len(levels) and len(set(known)) > 1:
            lowest = min(known)
            filled = [lowest if level is None else level for level in levels]
            if filled[0] == lowest:
                return _from_levels(filled)
    return [None] * len(found)


def _from_levels(levels: Sequence[float]) -> list[int | None]:
    parents: list[int | None] = []
    stack: list[int] = []
    for index, level in enumerate(levels):
        while stack and levels[stack[-1]] >= level:
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(index)
    return parents


def _class_level(page: Page, fields: Fields) -> float | None:
    node = fields.view.item.node
    for near in (node, page.parents[node], min(node + 1, page.ends[node] - 1)):
        if near >= 0 and (match := markup.LEVEL.search(page.attributes[near].get("class", ""))):
            return float(match[1])
    return None


def _attribute_level(page: Page, fields: Fields) -> float | None:
    node = fields.view.item.node
    around = (node, page.parents[node], min(node + 1, page.ends[node] - 1))
    places = [near for near in around
              if near >= 0 and not _LEVELLING.isdisjoint(page.attributes[near])]  # fmt: skip
    for name in _LEVELS if places else ():
        for near in places:
            value = page.attributes[near].get(name, "")
            if value.isdigit():
                return float(value)
    return None


def _indent(page: Page, fields: Fields) -> float | None:
    node = fields.view.item.node
    for near in (node, page.parents[node], min(node + 1, page.ends[node] - 1)):
        style = page.attributes[near].get("style", "") if near >= 0 else ""
        if match := _INDENT.search(style):
            return float(match[1])
    return 0.0


def _width(page: Page, fields: Fields) -> float | None:
    """The width of a spacer before an item's own text."""
    node = fields.view.item.node
    for near in range(node, min(node + 12, page.ends[node])):
        found = page.attributes[near]
        is_spacer = page.tags[near] == "img" and found.get("height") in ("1", "0")
        if is_spacer and found.get("width", "").isdigit():
            return float(found["width"])
    return None


def _by_numbers(page: Page, found: Sequence[Fields]) -> list[int | None]:
    """Numbers printed in the items' heads: 2.1 answers 2."""
    numbers: list[str | None] = []
    for fields in found:
        outside = (i for i in fields.view.pieces[:12] if i not in fields.body)
        matches = (_NUMBER.match(page.texts[i]) for i in outside)
        numbers.append(next((match[1] for match in matches if match), None))
    if sum(number is not None for number in numbers) < 0.9 * len(numbers):
        return [None] * len(found)
    own = {number: index for index, number in reversed(list(enumerate(numbers)))}
    return [
        own.get(number.rpartition(".")[0]) if number and "." in number else None
        for number in numbers
    ]


def _by_names(page: Page, found: Sequence[Fields]) -> list[int | None]:
    """Items that are named as replies, after one that isn't."""
    parents: list[int | None] = []
    top = None
    for index, fields in enumerate(found):
        node = fields.view.item.node
        called = " ".join(
            page.attributes[near].get("class", "") for near in (node, page.parents[node])
        )
        if markup.CHILD.search(called) and top is not None:
            parents.append(top)
        else:
            parents.append(None)
            top = index if not markup.CHILD.search(called) else None
    return parents


def _by_containers(page: Page, found: Sequence[Fields]) -> list[int | None]:
    """Replies in a container beside the item answered, deeper than it."""
    nodes = [fields.view.item.node for fields in found]
    depths = [sum(1 for _ in page.up(node)) for node in nodes]
    parents: list[int | None] = []
    stack: list[int] = []
    for index, node in enumerate(nodes):
        while stack:
            other = nodes[stack[-1]]
            around = page.parents[other]
            if depths[stack[-1]] < depths[index] and around < node < page.ends[around]:
                break
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(index)
    return parents


def _by_links(page: Page, found: Sequence[Fields]) -> list[int | None]:
    """Links to another item's id, in a line that says so ("in reply to")."""
    own: dict[str, int] = {}
    for index, fields in enumerate(found):
        node = fields.view.item.node
        stop = min(page.ends[node], node + 40)
        for near in range(node, stop):
            for name in ("id", "name"):
                if value := page.attributes[near].get(name):
                    own.setdefault(value, index)
    parents: list[int | None] = []
    for index, fields in enumerate(found):
        node, parent = fields.view.item.node, None
        for near in range(node, min(page.ends[fields.view.item.last], node + 60)):
            if page.tags[near] != "a":
                continue
            fragment = page.attributes[near].get("href", "").partition("#")[2]
            other = own.get(fragment)
            if other is None or other >= index:
                continue
            said = " ".join(page.texts[max(0, page.first[near] - 1) : page.last[near]])
            called = page.words(near) + " " + page.words(page.parents[near])
            if markup.REPLY_LINK.search(called) or re.search(
                r"repl|ant?woord|antwort|respon|réponse|respuesta|risposta|resposta|odpowied|odpov[eě]|"
                r"ответ|відповід|yanıt|vastau|válasz|\bsvar|απάντηση|回复|回覆|返信|답글|@|»|→|↑|>>",
                said,
                re.IGNORECASE,
            ):
                parent = other
                break
        parents.append(parent)
    return parents
