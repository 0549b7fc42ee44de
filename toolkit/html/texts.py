"""Plain text of an element, and the locators that lead back to it.

Blocks are separated by a blank line, list entries, table cells and ``<br>`` by a line end; lines
of a quotation within the element begin with ``> ``.
"""

from __future__ import annotations

import re

from toolkit.errors import SchemaError
from toolkit.html.scripts import published_text
from toolkit.html.tree import LINE, PARAGRAPH, Page, parse_page

_STEP = re.compile(r"/([^/]+)\[(\d+)\](?=/|\Z)")  # a tag may hold all but these: "d]iv"
_LOCATOR = re.compile(r"xpath=((?:/[^/]+\[\d+\])+);char=(\d+),(\d+)")
_BETWEEN = ("", " ", "\n", "\n\n")


def render(page: Page, node: int, start: int, end: int) -> str:
    """The plain text of an element's pieces ``start`` to ``end - 1``."""
    base = page.quotes[node]
    parts: list[str] = []
    quoted = 0
    for index in range(start, end):
        owner = page.owners[index]
        depth = page.quotes[owner] - base
        gap = page.gaps[index] if parts else 0
        if parts:
            if depth != quoted:
                gap = PARAGRAPH
            if gap == PARAGRAPH and depth and depth == quoted:
                parts.append("\n" + "> " * depth)
                gap = LINE
            parts.append(_BETWEEN[gap])
        if depth and (gap >= LINE or not parts):
            parts.append("> " * depth)
        parts.append(page.texts[index])
        quoted = depth
    return "".join(parts)


def locate(page: Page, start: int, end: int) -> tuple[str, str]:
    """The plain text of pieces ``start`` to ``end - 1``, and the locator that gives it back."""
    node = page.owners[start]
    if end - start > 1:
        node = page.common(node, page.owners[end - 1])
        for index in range(start + 1, end - 1):
            node = page.common(node, page.owners[index])
    before = page.first[node]
    text = render(page, node, before, end)
    offset = _offset(page, node, before, start, text)
    return text[offset:], f"xpath={page.path(node)};char={offset},{len(text)}"


def locate_nothing(page: Page, node: int) -> str:
    """The locator of an empty text, at the end of an element."""
    size = len(render(page, node, page.first[node], page.last[node]))
    return f"xpath={page.path(node)};char={size},{size}"


def text_of_page(source: str, text: str, locator: str) -> str:
    """The text that a locator points at in an HTML page.

    Args:
        source: The page's name, for messages.
        text: The page, decoded.
        locator: ``xpath=/html[1]/…;char=START,END``, offsets in the element's plain text; or
            ``json-ld=N;pointer=/…`` for a text that a script publishes.

    Raises:
        SchemaError: The locator is of another form, or points outside the page.
        FormatError: The text is no HTML.
    """
    page = parse_page(text)
    if (published := published_text(page, locator)) is not None:
        return published
    match = _LOCATOR.fullmatch(locator)
    if not match:
        raise SchemaError(
            f"locator {locator!r}: expected xpath=/html[1]/...;char=START,END for {source}"
        )
    node = _find(page, match[1])
    if node is None:
        raise SchemaError(f"locator {locator!r}: {source} has no such element")
    shown = render(page, node, page.first[node], page.last[node])
    start, end = int(match[2]), int(match[3])
    if not start <= end <= len(shown):
        raise SchemaError(
            f"locator {locator!r}: that element of {source} has {len(shown)} characters"
        )
    return shown[start:end]


def _offset(page: Page, node: int, before: int, start: int, text: str) -> int:
    """Where piece ``start`` begins in the rendered text, its quotation mark included."""
    if start == before:
        return 0
    head = render(page, node, before, start + 1)
    depth = page.quotes[page.owners[start]] - page.quotes[node]
    size = len(page.texts[start])
    if depth and head[: len(head) - size].endswith("> " * depth):
        size += 2 * depth
    assert text.startswith(head[: len(head) - size])
    return len(head) - size


def _find(page: Page, path: str) -> int | None:
    """The element of a path as :meth:`Page.path` writes it."""
    node = -1
    for tag, place in _STEP.findall(path):
        found = page.child(node, tag, int(place))
        if found is None:
            return None
        node = found
    return node if node >= 0 else None
