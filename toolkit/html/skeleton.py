"""The layout learnt from a web page as a layout file, to be changed and given back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.html.items import Item
from toolkit.html.learnt import Learnt
from toolkit.html.tree import Page
from toolkit.html.views import Paths
from toolkit.settings import quote

MOST_TRIED = 12  # selectors that are tried for the items
_STEP = re.compile(r"([A-Za-z][\w-]*)(?:\.([^\s.\[\]>]+))?(?:\[([^\]=\s]+)\])?")
_PLAIN = re.compile(r"-?[A-Za-z_][\w-]*")
_COUNTER = re.compile(r"[-_]?\d[\w-]*")


def write_layout(page: Page, learnt: Sequence[Learnt]) -> str:
    """The layout of the largest group as a ``[web_page]`` table; empty where it has no selector.

    What can't be written as a selector stands there as a comment, and is learnt anew.
    """
    if not learnt:
        return ""
    one = learnt[0]
    item = item_selector(page, one.group.items)
    if item is None:
        return ""
    layout, paths = one.layout, one.paths
    author = layout.authors[0] if layout.authors else None
    named = path_selector(paths, author[0]) if author and not author[1] else None
    dated = path_selector(paths, layout.date[0]) if layout.date else None
    body = path_selector(paths, layout.body)
    if named == dated and named is not None and "." not in named:
        named = dated = None  # elements that no name tells apart
    lines = [
        "[web_page]",
        f"item = {quote(item)}",
        _line("author", named, "beside the date" if layout.by_line else "not clear"),
        _line("date", dated, "not clear"),
        _line("text", body, f"loose in the item, {layout.side} date and author"),
    ]
    return "\n".join(lines) + "\n"


def item_selector(page: Page, items: Sequence[Item]) -> str | None:
    """A CSS selector that matches the items' elements, best nothing else; None without one."""
    nodes = [item.node for item in items]
    if any(item.last != item.node for item in items):
        return None  # several elements side by side make an item
    fit = []
    for selector, tested in _selectors(page, nodes):
        others = [node for node in tested if page.first[node] < page.last[node]]
        fit.append((len(others), selector))
    best = min(fit, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if nodes and len(nodes) <= best[0] <= 2 * len(nodes) else None


def _selectors(page: Page, nodes: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Selectors that match all the elements, with all the elements that they match."""
    tags = {page.tags[node] for node in nodes}
    if len(tags) != 1:
        return
    tag = tags.pop()
    alike = [node for node, other in enumerate(page.tags) if other == tag]
    first = page.attributes[nodes[0]]
    names = [name for name in first.get("class", "").split() if _PLAIN.fullmatch(name)]
    for name in names[:MOST_TRIED]:
        if all(name in page.attributes[node].get("class", "").split() for node in nodes):
            yield (
                f"{tag}.{name}",
                [node for node in alike if name in page.attributes[node].get("class", "").split()],
            )
    yield tag, alike
    prefix = _COUNTER.split(first.get("id", ""), maxsplit=1)[0]
    if prefix and all(page.attributes[node].get("id", "").startswith(prefix) for node in nodes):
        yield (
            f'{tag}[id^="{_escape(prefix)}"]',
            [node for node in alike if page.attributes[node].get("id", "").startswith(prefix)],
        )
    for key in ("itemtype", "itemprop", "typeof", "role"):
        value = first.get(key)
        if value and all(page.attributes[node].get(key) == value for node in nodes):
            yield (
                f'{tag}[{key}="{_escape(value)}"]',
                [node for node in alike if page.attributes[node].get(key) == value],
            )
    above = [page.parents[node] for node in nodes]
    inside = page.attributes[above[0]].get("class", "").split() if above[0] >= 0 else []
    for name in [name for name in inside if _PLAIN.fullmatch(name)][:MOST_TRIED]:
        if all(p >= 0 and name in page.attributes[p].get("class", "").split() for p in above):
            yield f".{name} > {tag}", [
                node for node in alike
                if page.parents[node] >= 0
                and name in page.attributes[page.parents[node]].get("class", "").split()
            ]  # fmt: skip


def path_selector(paths: Paths, path: int | None) -> str | None:
    """The selector of a path in an item, or None where it is none."""
    if path is None or path < 0:
        return None
    steps = [_STEP.fullmatch(step) for step in paths.name(path).split("/")]
    if not all(steps):
        return None
    parts = [f"{step[1]}{_class(step[2])}{_property(step[3])}" for step in steps if step]
    last = steps[-1]
    if last and not last[2] and not last[3]:
        parts[-1] += ":not([class])"
    return " > ".join(parts)


def _class(name: str | None) -> str:
    """A class in a selector; a number in its name can be any."""
    if not name:
        return ""
    if "#" in name:
        return f'[class*="{_escape(max(name.split("#"), key=len))}"]'
    return f".{name}" if _PLAIN.fullmatch(name) else f'[class~="{_escape(name)}"]'


def _property(name: str | None) -> str:
    return f'[itemprop="{_escape(name)}"]' if name else ""


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _line(key: str, selector: str | None, why: str) -> str:
    return f"{key} = {quote(selector)}" if selector else f"# {key} = '...'  # {why}: learnt"
