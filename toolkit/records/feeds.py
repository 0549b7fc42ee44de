"""Feeds, Atom and RSS: their entries, and what an entry says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, NamedTuple

from toolkit.records.export import Export
from toolkit.records.markup import from_escaped, from_html
from toolkit.records.times import from_iso
from toolkit.records.xml_elements import read_elements
from toolkit.records.xml_tree import local_name, markup_of

_ROOTS = ("feed", "rss", "RDF")
_HEADS = ("feed", "channel")
_ENTRIES = ("entry", "item")
_TOLD = ("title", "link", "totalResults")
_PAGE = "alternate"
# "ann@mail.example (Ann)", as RSS 2.0 has it, or a name alone
_NAMED_AUTHOR = re.compile(r"\(([^()]{1,200})\)\s*\Z|\A([^@]{1,200})\Z")
_SEEN = 50  # entries that a format is told by


class Link(NamedTuple):
    """A link of a feed or an entry.

    Attributes:
        address: Where it leads.
        relation: What for ("alternate", "self", "related").
    """

    address: str
    relation: str


def read_entries(export: Export) -> Iterator[tuple[str, Any]]:
    """The entries of a feed in its order, each with its locator, gone at the next one."""
    return export.elements(*_ENTRIES)


def first_entries(export: Export) -> Iterator[Any]:
    """The first entries of a feed, to tell its format by; none where it is no feed."""
    if export.opening is not None and export.opening.name in _ROOTS:
        yield from islice(_first_elements(export, *_ENTRIES), _SEEN)


def read_head(export: Export) -> dict[str, str]:
    """What a feed tells of itself before its entries: ``title``, ``link``, ``totalResults``."""
    told: dict[str, str] = {}
    for element in _first_elements(export, *_ENTRIES, *_TOLD):
        name = local_name(element)
        if name in _ENTRIES:
            break
        if local_name(element.getparent()) not in _HEADS:
            continue
        if name == "link":
            found = [one.address for one in links_of([element]) if one.relation == _PAGE]
        else:
            text = "".join(element.itertext()).strip()
            found = [from_html(text) if name == "title" else text]
        if found and found[0]:
            told.setdefault(name, found[0])
    return told


def _first_elements(export: Export, *names: str) -> Iterator[Any]:
    """Elements of the first text, each gone once the next is asked for."""
    head = export.head.encode("utf-8", "replace")
    for _, element in read_elements(
        lambda: [head], names, head=export.head, source=export.source, on_problem=lambda _: None
    ):
        yield element


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
    """The links of an entry; those of Atom in RSS, too."""
    return links_of(child for child in element if local_name(child) == "link")


def links_of(elements: Iterable[Any]) -> list[Link]:
    """What elements of links say."""
    found = []
    for element in elements:
        address = element.get("href") or "".join(element.itertext())
        relation = (element.get("rel") or _PAGE).strip()
        if address.strip():
            found.append(Link(address.strip(), relation))
    return found


def link(element: Any) -> str | None:
    """The address of the page of an entry, or None."""
    return next((one.address for one in links(element) if one.relation == _PAGE), None)


def author(entry: Any) -> str | None:
    """The name of an entry's author, or None. Addresses of people are not read."""
    names = [value(element, "name") for element in children(entry, "author")]
    names.append(value(entry, "creator", foreign=True))
    if match := _NAMED_AUTHOR.search(value(entry, "author") or ""):
        names.append(match[1] or match[2])
    return next((plain for name in names if name and (plain := from_escaped(name))), None)


def content(entry: Any) -> str:
    """The markup or the text of an entry as HTML; empty where it has none."""
    if encoded := value(entry, "encoded", foreign=True):
        return encoded
    for name in ("content", "summary", "description"):
        for element in children(entry, name):
            kind = (element.get("type") or "").lower()
            if kind == "xhtml" or "xml" in kind:
                return re.sub(r"(</?)[\w-]+:(?=\w)", r"\1", markup_of(element))
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
