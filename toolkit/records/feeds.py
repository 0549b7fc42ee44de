"""Feeds, Atom and RSS: their entries, and what an entry says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from lxml import etree

from toolkit.records.export import Export
from toolkit.records.markup import from_escaped, from_html
from toolkit.records.shapes import XML
from toolkit.records.times import from_iso

_ROOTS = ("feed", "rss", "RDF")
_ENTRIES = ("entry", "item")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_SEEN = 50  # entries that a format is told by


class Link(NamedTuple):
    """A link of a feed or an entry.

    Attributes:
        address: Where it leads.
        relation: What for ("alternate", "self", "related").
        title: Its title, or None.
    """

    address: str
    relation: str
    title: str | None = None


def read_entries(export: Export) -> Iterator[tuple[str, Any]]:
    """The entries of a feed in its order, each with its locator."""
    yield from _entries(export.root)


def first_entries(export: Export) -> list[Any]:
    """The first entries of a feed, to tell its format by; none where it is no feed."""
    root = read_opening(export)
    found = [] if root is None else _entries(root)
    return [entry for _, (_, entry) in zip(range(_SEEN), found, strict=False)]


def read_opening(export: Export) -> Any:
    """The root of a feed as far as its first text tells, or None where it is none."""
    if export.shape != XML:
        return None
    text = _DECLARATION.sub("", export.head[max(export.head.find("<"), 0) :], count=1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if root is not None and local_name(root) in _ROOTS else None


def channel_of(root: Any) -> Any:
    """The element that tells of the feed itself."""
    return next((child for child in root if local_name(child) == "channel"), root)


def _entries(root: Any) -> Iterator[tuple[str, Any]]:
    number = 0
    for parent in (root, *(child for child in root if local_name(child) == "channel")):
        above = f"/{local_name(root)}" + ("" if parent is root else "/channel")
        for child in parent:
            if (name := local_name(child)) in _ENTRIES:
                number += 1
                yield f"xpath={above}/{name}[{number}]", child


def local_name(element: Any) -> str:
    """The name of an element without its prefix, declared or not.

    >>> local_name(etree.fromstring('<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>'))
    'feed'
    """
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str, *, foreign: bool = False) -> list[Any]:
    """The elements of a name in an element.

    Args:
        element: An entry, a feed, an author.
        name: Their name without prefix.
        foreign: Whether they are of another vocabulary than the element.
    """
    own = _namespace(element)
    return [child for child in element
            if local_name(child) == name and (_namespace(child) != own) == foreign]  # fmt: skip


def value(element: Any, name: str, *, foreign: bool = False) -> str | None:
    """The text of the first element of a name that holds one, or None."""
    for child in children(element, name, foreign=foreign):
        if text := "".join(child.itertext()).strip():
            return text
    return None


def links(element: Any) -> list[Link]:
    """The links of an entry or a feed; those of Atom in RSS, too."""
    found = []
    for child in element:
        if local_name(child) == "link":
            address = child.get("href") or "".join(child.itertext())
            relation = (child.get("rel") or "alternate").strip()
            if address.strip():
                found.append(Link(address.strip(), relation, child.get("title")))
    return found


def link(element: Any) -> str | None:
    """The address of the page of an entry or a feed, or None."""
    return next((one.address for one in links(element) if one.relation == "alternate"), None)


def author(entry: Any) -> str | None:
    """The name of an entry's author, or None. Addresses of people are not read."""
    for element in children(entry, "author"):
        if name := value(element, "name"):
            return from_escaped(name)
    return from_escaped(value(entry, "creator", foreign=True) or "") or None


def content(entry: Any) -> str:
    """The markup or the text of an entry as HTML; empty where it has none."""
    if encoded := value(entry, "encoded", foreign=True):
        return encoded
    for name in ("content", "summary", "description"):
        for element in children(entry, name):
            kind = (element.get("type") or "").lower()
            if kind == "xhtml" or "xml" in kind:
                inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
                return re.sub(r"(</?)[\w-]+:(?=\w)", r"\1", inner)
            if text := "".join(element.itertext()).strip():
                plain = kind in ("text", "text/plain") or (not kind and name in _PLAIN)
                return _as_html(text) if plain else text
    return ""


_PLAIN = ("content", "summary")  # whose type is text where they tell none (RFC 4287, 3.1.1)


def text_of(entry: Any) -> str:
    """The text of an entry as plain text."""
    return from_html(content(entry))


def title(element: Any) -> str | None:
    """The title of an entry or a feed as plain text, or None."""
    text = value(element, "title")
    return from_html(text) or None if text else None


def time_of(entry: Any) -> tuple[str | None, str | None]:
    """When an entry was published, in ISO 8601 and as written; else when it was updated."""
    for name, foreign in (("published", False), ("issued", False), ("pubDate", False),
                          ("date", True), ("updated", False), ("modified", False)):  # fmt: skip
        if written := value(entry, name, foreign=foreign):
            return from_iso(written) or from_message(written), written
    return None, None


def from_message(text: str) -> str | None:
    """A date as messages and RSS write it, in ISO 8601; None where it is none.

    >>> from_message("Sat, 07 Sep 2002 00:00:01 +0200"), from_message("soon")
    ('2002-09-07T00:00:01+02:00', None)
    """
    try:
        return parsedate_to_datetime(text[:100]).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\r\n?|\n", "<br>", escaped) + "<!-- -->"


def _namespace(element: Any) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[1:].partition("}")[0] if tag[0] == "{" else tag.rpartition(":")[0]
