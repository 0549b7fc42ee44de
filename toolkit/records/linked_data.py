"""Objects of linked data (JSON-LD): their types, properties and names, however they are written."""

from __future__ import annotations

import re
from typing import Any

from toolkit.records.markup import from_escaped
from toolkit.records.values import as_id, as_number

_VOCABULARY = ("schema:", "http://schema.org/", "https://schema.org/")


def author_of(value: Any) -> str | None:
    """The name of an author who is given as a name, as an object, or as a list of either."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = get(value, "name") or get(value, "alternateName")
    return from_escaped(value) or None if isinstance(value, str) else None


def interactions(value: dict[str, Any], action: str) -> int | None:
    """The count of an action among the statistics of an object."""
    statistics = value.get("interactionStatistic")
    for one in statistics if isinstance(statistics, list) else [statistics]:
        if isinstance(one, dict):
            kind = one.get("interactionType")
            kind = kind.get("@type") if isinstance(kind, dict) else kind
            if isinstance(kind, str) and kind.rpartition("/")[2] == action:
                return as_number(one.get("userInteractionCount"))
    return None


def is_reference(value: dict[str, Any]) -> bool:
    """Whether an object only names another one."""
    return "@id" in value and not value.keys() - {"@id", "@type"}


def types_of(value: dict[str, Any]) -> set[str]:
    """The types of an object in lower case, without their vocabulary.

    >>> types_of({"@type": ["https://schema.org/Comment", "schema:Answer"]}) == {
    ...     "comment", "answer"}
    True
    """
    types = value.get("@type")
    return {re.split(r"[/:#]", name)[-1].lower()
            for name in (types if isinstance(types, list) else [types])
            if isinstance(name, str)}  # fmt: skip


def plain_name(key: str) -> str:
    """A property without the vocabulary it is of."""
    return next((key[len(name) :] for name in _VOCABULARY if key.startswith(name)), key)


def get(value: dict[str, Any], key: str) -> Any:
    """A property's value, the first of several; its text where it has a type or a language."""
    found = value.get(key)
    if found is None:
        found = next((value[name + key] for name in _VOCABULARY if name + key in value), None)
    if isinstance(found, list) and key not in ("author", "creator"):
        found = found[0] if found else None
    return found["@value"] if isinstance(found, dict) and "@value" in found else found


def names_of(value: dict[str, Any]) -> list[str]:
    """What others can call an object by: its id, its address, its identifier."""
    found = [get(value, key) for key in ("@id", "url", "identifier")]
    found = [one.get("@id") or one.get("value") if isinstance(one, dict) else one for one in found]
    return [name for name in map(as_id, found) if name]


def name_of(value: dict[str, Any]) -> str | None:
    """The first of an object's names, or None."""
    return next(iter(names_of(value)), None)
