"""Comments that a page publishes for machines: schema.org objects in JSON-LD scripts.

They confirm and complete what the page shows, and are read alone where it shows none.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.html.datings import read_machine
from toolkit.html.page import Page
from toolkit.html.scripts import load_script, plain_text

MOST = 20_000  # objects looked at
BEGINNING = 40  # characters of a text by which it is known again
_TYPES = frozenset(("comment", "usercomments", "answer", "discussionforumposting"))
_HOLDERS = ("comment", "comments", "suggestedAnswer", "acceptedAnswer")
_ASIDE = frozenset(("author", "creator", "parentItem", "about", "itemReviewed", "@context"))


@dataclass(slots=True)
class Published:
    """A comment that the page publishes.

    Attributes:
        author, timestamp, upvotes, downvotes: As published, or None.
        text: Its plain text.
        parent: Number of the one it answers, or None.
        locator: ``json-ld=N;pointer=/…``: the script, counted from 1, and the JSON pointer of
            the text in it.
    """

    author: str | None
    timestamp: str | None
    text: str
    parent: int | None
    locator: str
    upvotes: int | None = None
    downvotes: int | None = None


def read_published(page: Page) -> list[Published]:
    """The comments that a page publishes, in the order of its scripts."""
    found: list[Published] = []
    named: dict[str, int] = {}
    wanted: list[str | None] = []
    for number, script in enumerate(page.scripts, start=1):
        places: dict[str, int] = {}
        for node, pointer, parent in _comments(load_script(script)):
            if (comment := _read(node, f"json-ld={number};pointer={pointer}")) is None:
                continue
            comment.parent = places.get(parent)
            places[pointer] = len(found)
            for name in (node.get("@id"), node.get("url")):
                if isinstance(name, str) and name:
                    named.setdefault(name, len(found))
            above = node.get("parentItem")
            above = above.get("@id") or above.get("url") if isinstance(above, dict) else above
            wanted.append(above if isinstance(above, str) else None)
            found.append(comment)
    for comment, name in zip(found, wanted, strict=True):
        if comment.parent is None and name is not None and name in named:
            comment.parent = named[name] if found[named[name]] is not comment else None
    return found


def beginning(text: str) -> str:
    """The first signs of a text, without spaces and case, by which it is known again."""
    return "".join(text[: 3 * BEGINNING].split()).casefold()[:BEGINNING]


def _comments(data: Any) -> Iterator[tuple[dict[str, Any], str, str]]:
    """The comments of a script: each object, its pointer, and the pointer of what it answers."""
    waiting: list[tuple[Any, str, str, bool]] = [(data, "", "", False)]
    seen = 0
    while waiting and seen < MOST:
        value, pointer, parent, held = waiting.pop()
        seen += 1
        if isinstance(value, list):
            waiting += [
                (child, f"{pointer}/{place}", parent, held)
                for place, child in reversed(list(enumerate(value)))
            ]
        elif isinstance(value, dict):
            is_comment = held or bool(_types(value) & {"comment", "usercomments"})
            if is_comment:
                key = next((k for k in ("text", "commentText", "description") if value.get(k)), "")
                if isinstance(value.get(key), str):
                    yield value, f"{pointer}/{key}", parent
                    parent = f"{pointer}/{key}"
            for key, child in reversed(list(value.items())):
                if key in _ASIDE or "/" in key or ";" in key:
                    continue
                if isinstance(child, dict | list):
                    waiting.append((child, f"{pointer}/{key}", parent, _holds(value, key)))


def _holds(value: dict[str, Any], key: str) -> bool:
    if key not in _HOLDERS:
        return False
    return key in ("comment", "comments") or "question" in _types(value)


def _types(value: dict[str, Any]) -> set[str]:
    types = value.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2].lower() for name in listed if isinstance(name, str)}


def _read(node: dict[str, Any], locator: str) -> Published | None:
    """A published comment; an object without author and date (an answer of a FAQ) is none."""
    types = _types(node)
    if types and not types & _TYPES:
        return None
    text = plain_text(str(node[locator.rpartition("/")[2]]))
    author = _name(node.get("author") or node.get("creator"))
    dates = [node.get(key) for key in ("dateCreated", "datePublished", "commentTime")]
    stamps = (read_machine(date) for date in dates if isinstance(date, str))
    stamp = next((stamp for stamp in stamps if stamp), None)
    if not text or (author is None and stamp is None):
        return None
    votes = [_count(node.get(key)) for key in ("upvoteCount", "downvoteCount")]
    return Published(author, stamp, text, None, locator, *votes)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def _count(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if str(value).isdigit() and len(str(value)) < 10 else None
