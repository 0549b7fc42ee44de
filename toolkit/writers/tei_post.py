"""One comment as a ``<post>`` of TEI."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toolkit.schema import STATES
from toolkit.writers.columns import Value
from toolkit.writers.graphml import print_value
from toolkit.writers.tei_text import text_blocks
from toolkit.writers.times import precision
from toolkit.writers.xml_stream import XML_ID, element
from toolkit.writers.xml_text import XmlText, is_name, xml_name

_TOMBSTONES = ("deleted", "removed")
_WORD = re.compile(r"[A-Za-z0-9_.-]+")


def post_element(
    identity: str,
    record: Mapping[str, Value],
    pointers: Mapping[str, str | list[str] | None],
    *,
    indent: int,
    answered: bool,
    text: XmlText,
) -> Any:
    """A comment as a post: its text, and a feature structure of what has no place of its own.

    Args:
        identity: Its ``xml:id``.
        record: Its values by column.
        pointers: ``who``, ``replyTo``, ``source``, ``ana``: the ids they point to.
        indent: How many comments are above it.
        answered: If the comment that it answers is in the file.
        text: Makes texts fit for XML.
    """
    left = {name: text.clean(v) if isinstance(v, str) else v for name, v in record.items()}
    place = {XML_ID: identity, "modality": "written", "indentLevel": str(indent)}
    place |= _kind_and_state(left) | _time(left)
    for name, target in pointers.items():
        targets = [target] if isinstance(target, str) else target or []
        if targets:
            place[name] = " ".join(f"#{one}" for one in targets)
    if pointers["who"]:
        left.pop("author", None)
    if answered:
        left.pop("reply_to", None)
    inner = []
    printed = left.pop("timestamp_text", None)
    if printed is not None:
        inner.append(element("time", {"generatedBy": "system"}, str(printed)))
    words = str(left.pop("text", ""))
    if place.get("subtype") in _TOMBSTONES:
        gone = [element("desc", None, words)] if words.strip() else []
        inner.append(
            element("p", None, None, element("gap", {"reason": place["subtype"]}, None, *gone))
        )
    else:
        inner.extend(text_blocks(words))
    if left:
        inner.append(_features(left))
    return element("post", place, None, *inner)


def _kind_and_state(left: dict[str, Value]) -> dict[str, str]:
    """``type`` (and ``subtype`` of one that isn't just visible), taken out of what is left."""
    kind, state = left.pop("kind", "comment"), left.pop("state", "visible")
    place = {"type": "comment"}
    if isinstance(kind, str) and _WORD.fullmatch(kind):
        place["type"] = kind
    else:
        left["kind"] = kind
    if place["type"] in ("pingback", "trackback", "system"):
        place["generatedBy"] = "system"
    if state not in STATES:
        left["state"] = state
    elif state != "visible":
        place["subtype"] = str(state)
    return place


def _time(left: dict[str, Value]) -> dict[str, str]:
    """The attributes that say when, as precise as the source; taken out of what is left."""
    stamp = left.get("timestamp")
    known = precision(stamp) if isinstance(stamp, str) else None
    if known is None:
        return {}
    stamp = str(left.pop("timestamp"))
    if known == "day":
        return {"notBefore": stamp, "notAfter": stamp}
    return {"when" if known == "second" else "when-iso": stamp}


def _features(left: Mapping[str, Value]) -> Any:
    features = []
    for column, value in left.items():
        if isinstance(value, bool):
            holder = element("binary", {"value": print_value(value)})
        elif isinstance(value, int | float):
            holder = element("numeric", {"value": print_value(value)})
        else:
            holder = element("string", None, str(value))
        name = column if is_name(column) else xml_name("f", column)
        features.append(element("f", {"name": name}, None, holder))
    return element("fs", {"type": "record"}, None, *features)
