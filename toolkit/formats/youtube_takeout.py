"""One's own YouTube comments from Google Takeout: a table, its texts in segments of JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.shapes import CSV, JSON, JSON_LINES
from toolkit.records.times import UTC, from_iso
from toolkit.records.values import as_id, as_text

description = "one's own YouTube comments from Google Takeout (CSV)"
times = "times have the zone that is written with them, which is UTC"
by_rows = True
_ID = re.compile(r"Ug[\w-]{10,}(?:\.[\w-]+)?")
_NAMES = {
    "id": "commentid", "parent": "parentcommentid", "top": "toplevelcommentid",
    "text": "commenttext", "time": "commentcreatetimestamp", "video": "videoid", "post": "postid",
}  # fmt: skip


def detect(export: Export) -> bool:
    """Whether a cell holds segments of text, or the columns have the English names."""
    if export.shape not in (CSV, JSON, JSON_LINES):
        return False
    names = {_plain(name) for name in export.columns}
    return ({"commentid", "commenttext"} <= names and bool(
        names & {"commentcreatetimestamp", "channelid", "videoid"}
    )) or any(_is_segments(cell) for row in export.sample for cell in row.values())  # fmt: skip


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row; columns of other languages are told by what is in them."""
    columns = _find_columns(export)
    for place, row in export.rows(skip=skip):
        cell = {role: as_text(row.get(name)) for role, name in columns.items()}
        if not any(cell.values()):
            yield Other("empty row", place)
            continue
        parent = as_id(cell.get("parent"))
        if parent is None:
            top = as_id(cell.get("top"))
            parent = None if top == cell.get("id") else top
        yield Post(
            as_id(cell.get("id")),
            from_plain(_join(cell.get("text") or "")),
            place,
            parent,
            cell.get("video") or cell.get("post"),
            None,
            from_iso(cell.get("time"), zone=UTC),
            cell.get("time"),
        )


def _find_columns(export: Export) -> dict[str, str]:
    plain = {_plain(name): name for name in export.columns}
    found = {role: plain[known] for role, known in _NAMES.items() if known in plain}
    left = [name for name in export.columns if name not in found.values()]
    for role, is_one in (("text", _is_segments), ("time", from_iso), ("id", _is_id),
                         ("parent", _is_id)):  # fmt: skip
        if role in found:
            continue
        for name in left:
            cells = [row.get(name) for row in export.sample if row.get(name)]
            if cells and all(is_one(cell) for cell in cells):
                found[role] = name
                left.remove(name)
                break
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", str(name).casefold())


def _is_segments(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith(('{"text":', '{"takeoutSegments"'))


def _is_id(cell: Any) -> bool:
    return isinstance(cell, str) and bool(_ID.fullmatch(cell))


def _join(cell: str) -> str:
    """The text of a cell: its segments' texts joined; a cell that holds none is the text."""
    if not cell.startswith("{"):
        return cell
    try:
        segments = json.loads(f"[{cell}]")
    except (ValueError, RecursionError):
        return cell
    if len(segments) == 1 and isinstance(segments[0].get("takeoutSegments"), list):
        segments = segments[0]["takeoutSegments"]
    texts = [s.get("text") for s in segments if isinstance(s, Mapping)]
    return "".join(text for text in texts if isinstance(text, str)) if any(texts) else cell
