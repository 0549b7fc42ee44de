"""Reddit dumps (Pushshift, Arctic Shift): one comment a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import DecodeError
from msgspec.json import Decoder

from toolkit.formats.reddit import GONE, NOBODY, Fields, read_comment
from toolkit.records import Export, Item, Other, Post
from toolkit.records.gather import Chunk, whole_seconds
from toolkit.records.markup import from_escaped
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import seconds

description = "Reddit comments from a dump (Pushshift, Arctic Shift), one a line"
times = "times are UTC, as the format documents"
by_rows = True
_TEXTS = tuple(map(attrgetter, ("id", "body", "author", "link_id", "parent_id")))
_NOBODY = pa.array(NOBODY)
_FIRST, _LAST = -(2**35), 2**37  # seconds within years of four digits
# texts that are not as they are to be: white space at an end, entities, control characters,
# the words for texts that are gone
_ODD = (
    r"^\s|\s$|&|[ \t]\n|\n\n\n|^\[|[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{200b}\x{2028}\x{2029}"
    r"\x{feff}\x{fffe}\x{ffff}\x{a0}\x{1680}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]"
)


def detect(export: Export) -> bool:
    """Whether its lines are comments with the keys that dumps of every year have."""
    return export.shape in (JSON, JSON_LINES) and export.has(
        "body", "link_id", "parent_id", "created_utc"
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a line; a post among them is named as such."""
    return _items(export.structs(Fields, skip=skip))


def read_chunks(export: Export, *, skip: int = 0) -> Iterator[Chunk]:
    """The same, two thousand lines at once where they are as most are; twice as fast."""
    decode = Decoder(list[Fields]).decode
    for first, lines in export.line_chunks(skip=skip):
        last = f"line={first + len(lines) - 1}"
        rows: list[Fields] = []
        if all(line[:1] == b"{" and line[-1:] == b"}" for line in lines):
            with suppress(DecodeError, UnicodeDecodeError, RecursionError):
                rows = decode(b"[" + b",".join(lines) + b"]")
        table = _as_table(rows, first) if len(rows) == len(lines) else None
        if table is None:
            yield Chunk(list(_items(export.parse_lines(Fields, lines, first))), last)
        else:
            export.records_read += len(rows)
            yield Chunk(table, last)


def _items(rows: Iterable[tuple[str, Fields]]) -> Iterator[Item]:
    for place, row in rows:
        if row.body is not None:
            yield read_comment(row, place, _removal(row.note) if row.note else None)
        else:
            yield Other("line without a text" if row.selftext is None else "post", place)


def _as_table(rows: list[Fields], first: int) -> pa.Table | None:
    """The comments as a table; None where one is not as :func:`read_comment` likes it best."""
    try:
        own, body, author, link, parent = (
            pa.array(list(map(get, rows)), pa.string()) for get in _TEXTS
        )
    except (pa.ArrowException, UnicodeEncodeError):
        return None
    if (
        any(column.null_count for column in (own, body, link))
        or pc.any(pc.or_(pc.equal(own, ""), pc.equal(link, ""))).as_py()
    ):
        return None
    body, states = _texts_and_states(body, rows)
    try:
        created, printed = _times([row.created_utc for row in rows])
        places = pa.array(range(first, first + len(rows)), pa.int64()).cast(pa.string())
        columns = [
            own,
            body,
            pc.binary_join_element_wise("line=", places, ""),
            _parents(parent, link),
            link,
            pc.if_else(pc.is_in(author, _NOBODY), pa.scalar(None, pa.string()), author),
            created,
            printed,
            pa.repeat(pa.scalar("comment"), len(rows)),
            states,
            _votes(rows),
            pa.nulls(len(rows), pa.int64()),
        ]
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        return None
    return pa.Table.from_arrays(columns, names=list(Post._fields))


def _texts_and_states(body: Any, rows: list[Fields]) -> tuple[Any, Any]:
    """The texts, those cleaned that need it, and which comments are gone."""
    odd = np.flatnonzero(pc.match_substring_regex(body, _ODD).to_numpy(zero_copy_only=False))
    states = {place: _removal(row.note) for place, row in enumerate(rows) if row.note}
    if len(odd):
        bodies = body.to_pylist()
        for place in odd.tolist():
            gone = GONE.get(bodies[place])
            bodies[place] = "" if gone else from_escaped(bodies[place])
            states[place] = gone or states.get(place)
        body = pa.array(bodies, pa.string())
    if not any(states.values()):
        return body, pa.repeat(pa.scalar("visible"), len(rows))
    told = [states.get(place) or "visible" for place in range(len(rows))]
    return body, pa.array(told, pa.string())


def _times(values: list[Any]) -> tuple[Any, Any]:
    """Times of creation in ISO 8601, and as they are written."""
    if set(map(type, values)) == {int} and min(values) > _FIRST and max(values) < _LAST:
        whole = pa.array(values, pa.int64())
        return whole_seconds(whole), whole.cast(pa.string())
    printed = pa.array([None if value is None else str(value) for value in values], pa.string())
    read = whole_seconds([seconds(value) for value in values])
    return (pa.array(read, pa.string()) if isinstance(read, list) else read), printed


def _votes(rows: list[Fields]) -> Any:
    """The scores that are shown, as whole numbers."""
    votes = [row.score for row in rows]
    if set(map(type, votes)) != {int} or any(row.score_hidden for row in rows):
        votes = [vote if vote.__class__ is int and not row.score_hidden else None
                 for vote, row in zip(votes, rows, strict=True)]  # fmt: skip
    return pa.array(votes, pa.int64())


def _parents(parent: Any, link: Any) -> Any:
    """The ids that comments answer; none for those that answer the post."""
    nobody = pa.scalar(None, pa.string())
    top = pc.or_(pc.starts_with(parent, "t3_"), pc.equal(parent, link))
    bare = pc.if_else(pc.starts_with(parent, "t1_"), pc.utf8_slice_codeunits(parent, 3), parent)
    return pc.if_else(pc.fill_null(top, True), nobody, bare)


def _removal(note: Any) -> str | None:
    """What the archive says of a removal, where it does."""
    removal = note.get("removal_type") if isinstance(note, dict) else None
    if not isinstance(removal, str):
        return None
    return "deleted" if removal == "deleted" else "removed"
