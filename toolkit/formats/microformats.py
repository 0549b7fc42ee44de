"""Microformats as parsers give them (mf2 JSON): entries, and the comments that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from toolkit.records import Article, Export, Item, Other, Post, Stub
from toolkit.records.articles import inherit_articles
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import from_iso
from toolkit.records.values import as_text, listed, objects

description = "microformats2 as parsed (mf2 JSON)"
times = "times have a zone only where one is written with them"
by_rows = False
_ENTRIES = ("h-entry", "h-cite", "h-event", "h-item")
_REACTIONS = ("like-of", "repost-of", "bookmark-of", "rsvp", "reacji")
_Steps: TypeAlias = tuple[str | int, ...]
_Held: TypeAlias = tuple[Any, _Steps, str | None, str | None]


def detect(export: Export) -> bool:
    """Whether it holds entries that answer something or hold comments."""
    if export.shape not in (JSON, JSON_LINES):
        return False
    return any(
        _values(item, "in-reply-to") or _values(item, "comment") or "h-feed" in _types(item)
        for row in export.sample
        for _, outer in _outermost(row, ())
        for item in (outer, *listed(outer.get("children"))[:20])
        if _types(item)
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The entries in the file's order, each before the comments that it holds."""
    yield from inherit_articles(list(_read(export)))


def _read(export: Export) -> Iterator[Item]:
    waiting: list[_Held] = []
    for steps, row in objects(export):
        found = _outermost(row, steps)
        if not found:
            yield Other("object that is no microformat", point(*steps))
        waiting += [(item, place, None, None) for place, item in found]
    known = _known(waiting)
    waiting.reverse()
    while waiting:
        item, steps, article, parent = waiting.pop()
        held = article is not None
        place, types = point(*steps), _types(item)
        if not isinstance(item, dict):
            yield Stub(place, 1) if held else Other("address instead of an entry", place)
            continue
        if not set(types) & set(_ENTRIES):
            yield Other(types[0] if types else "value that is no microformat", place)
        elif any(_values(item, name) for name in _REACTIONS):
            yield Other("reaction", place)
        elif held or _values(item, "in-reply-to"):
            post = _comment(item, place, known, article, parent)
            if article is None and post.article is not None:
                yield Article(None, key=post.article, address=post.article)
            yield post
            article, parent = post.article or "", post.id
        else:
            article, parent = _name(item) or place, None
            yield _article(item, place, article)
        inner = [(value, (*steps, "properties", "comment", n), article, parent)
                 for n, value in enumerate(_values(item, "comment"))]  # fmt: skip
        inner += [(child, (*steps, "children", n), None, None)
                  for n, child in enumerate(listed(item.get("children")))]  # fmt: skip
        waiting += reversed(inner)


def _outermost(row: dict[str, Any], steps: _Steps) -> list[tuple[_Steps, dict[str, Any]]]:
    """The item that a row is, or those that a parser found on a page."""
    if _types(row):
        return [(steps, row)]
    items = [((*steps, "items", n), item) for n, item in enumerate(listed(row.get("items")))]
    return [(place, item) for place, item in items if _types(item)]


def _known(outer: list[_Held]) -> dict[str, tuple[str, bool]]:
    """What the items are called: each name's first one, and whether that is a comment."""
    known: dict[str, tuple[str, bool]] = {}
    waiting: list[tuple[Any, bool]] = [(item, False) for item, *_ in reversed(outer)]
    while waiting:
        item, held = waiting.pop()
        if not isinstance(item, dict):
            continue
        comment = held or bool(_values(item, "in-reply-to"))
        for name in _names(item):
            known.setdefault(name, (_name(item) or name, comment))
        waiting += [(value, True) for value in reversed(_values(item, "comment"))]
        waiting += [(child, False) for child in reversed(listed(item.get("children")))]
    return known


def _comment(
    item: dict[str, Any], place: str, known: dict[str, tuple[str, bool]],
    article: str | None, parent: str | None,
) -> Post:  # fmt: skip
    own = _name(item) or place.removeprefix("pointer=")
    answered = [name for value in _values(item, "in-reply-to") for name in _addresses(value)]
    for name in answered:
        target, is_comment = known.get(name, (name, False))
        if is_comment and target != own:
            parent = parent or target
        elif article is None and not is_comment:
            article = target
    written = next((text for text in map(as_text, _values(item, "published")) if text), None)
    return Post(
        own if _name(item) or _values(item, "comment") else None,
        _text(item),
        place,
        parent,
        article or None,
        next((name for name in map(_card, _values(item, "author")) if name), None),
        from_iso(written),
        written,
    )


def _article(item: dict[str, Any], place: str, key: str) -> Article:
    title = next((name for name in map(as_text, _values(item, "name")) if name), None)
    address = next((name for name in map(as_text, _values(item, "url")) if name), None)
    return Article(place, key, from_plain(title) if title else None, address, _text(item) or None)


def _text(item: dict[str, Any]) -> str:
    """The content; a summary or a name only where there is none."""
    for name in ("content", "summary", "name"):
        for value in _values(item, name):
            if isinstance(value, dict):
                marked = as_text(value.get("html")) or ""
                text = from_html(marked) or from_plain(as_text(value.get("value")) or "")
            else:
                text = from_plain(value) if isinstance(value, str) else ""
            if text:
                return text
    return ""


def _card(value: Any) -> str | None:
    """The name on a card, else its address; or the name that stands in a card's place."""
    if isinstance(value, dict):
        named = [*_values(value, "name"), value.get("value"), *_values(value, "url")]
        value = next((one for one in named if isinstance(one, str) and one.strip()), None)
    return from_plain(value) or None if isinstance(value, str) else None


def _types(item: Any) -> list[str]:
    if not isinstance(item, dict) or not isinstance(item.get("properties"), dict):
        return []
    types = item.get("type")
    return [name for name in (types if isinstance(types, list) else [types])
            if isinstance(name, str) and name.startswith("h-")]  # fmt: skip


def _values(item: Any, name: str) -> list[Any]:
    properties = item.get("properties") if isinstance(item, dict) else None
    value = properties.get(name) if isinstance(properties, dict) else None
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(item: dict[str, Any]) -> list[str]:
    return [name for key in ("uid", "url") for value in _values(item, key)
            if (name := as_text(value))]  # fmt: skip


def _name(item: dict[str, Any]) -> str | None:
    return next(iter(_names(item)), None)


def _addresses(value: Any) -> list[str]:
    """What an entry says it answers: an address, or another entry with its names."""
    if isinstance(value, dict):
        return _names(value) or [name for name in [as_text(value.get("value"))] if name]
    return [value] if isinstance(value, str) and value else []
