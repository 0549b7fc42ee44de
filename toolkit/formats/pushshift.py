"""Reddit dumps (Pushshift, Arctic Shift): one comment a line."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.json import ParseOptions, ReadOptions, read_json

from toolkit.formats.reddit import GONE, NOBODY, Fields, read_comment
from toolkit.records import Export, Item, Other, Post
from toolkit.records.gather import Chunk, whole_seconds
from toolkit.records.markup import from_escaped
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import seconds

description = "Reddit comments from a dump (Pushshift, Arctic Shift), one a line"
times = "times are UTC, as the format documents"
by_rows = True
_TEXTS = ("id", "body", "author", "link_id", "parent_id")
# the fields that are read; the time is a number in most dumps, a text in some
_SCHEMAS = tuple(
    pa.schema(
        [
            *((name, pa.string()) for name in _TEXTS),
            ("created_utc", created),
            ("score", pa.int64()),
            ("score_hidden", pa.bool_()),
            ("_meta", pa.struct([("removal_type", pa.string())])),
        ]
    )
    for created in (pa.int64(), pa.string())
)
_WORKERS = 2  # threads that decode; the decoder runs outside Python's lock
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
    """The same, thousands of lines at once where they are as most are; several times as fast."""
    for first, lines, fields in _decoded(export.line_chunks(skip=skip)):
        last = f"line={first + len(lines) - 1}"
        table = None if fields is None else _as_table(fields, first)
        if table is None:
            yield Chunk(list(_items(export.parse_lines(Fields, lines, first))), last)
        else:
            export.records_read += len(lines)
            yield Chunk(table, last)


def _decoded(
    chunks: Iterable[tuple[int, list[bytes]]],
) -> Iterator[tuple[int, list[bytes], pa.Table | None]]:
    """Chunks of lines with their fields, in their order, decoded ahead side by side."""
    waiting: deque[tuple[int, list[bytes], Future[pa.Table | None]]] = deque()
    with ThreadPoolExecutor(max_workers=_WORKERS) as pool:
        for first, lines in chunks:
            waiting.append((first, lines, pool.submit(_decode, lines)))
            if len(waiting) > _WORKERS:
                number, held, fields = waiting.popleft()
                yield number, held, fields.result()
        for number, held, fields in waiting:
            yield number, held, fields.result()


def _decode(lines: list[bytes]) -> pa.Table | None:
    """The fields of lines that each hold one object with texts and numbers where they belong."""
    if not all(line[:1] == b"{" and line[-1:] == b"}" for line in lines):
        return None
    data = pa.py_buffer(b"\n".join(lines))
    for schema in _SCHEMAS:
        with suppress(pa.ArrowException):
            table = read_json(
                data,
                read_options=ReadOptions(use_threads=False, block_size=data.size + 1),
                parse_options=ParseOptions(
                    explicit_schema=schema, unexpected_field_behavior="ignore"
                ),
            ).combine_chunks()
            table.validate(full=True)
            return table if len(table) == len(lines) else None
    return None


def _items(rows: Iterable[tuple[str, Fields]]) -> Iterator[Item]:
    for place, row in rows:
        if row.body is not None:
            yield read_comment(row, place, _removal(row.note) if row.note else None)
        else:
            yield Other("line without a text" if row.selftext is None else "post", place)


def _as_table(fields: pa.Table, first: int) -> pa.Table | None:
    """The comments as a table; None where one is not as :func:`read_comment` likes it best."""
    own, body, author, link, parent = (fields.column(name).combine_chunks() for name in _TEXTS)
    if (
        any(column.null_count for column in (own, body, link))
        or pc.any(pc.or_(pc.equal(own, ""), pc.equal(link, ""))).as_py()
    ):
        return None
    body, states = _texts_and_states(body, fields.column("_meta").combine_chunks())
    created, printed = _times(fields.column("created_utc").combine_chunks())
    places = pa.array(range(first, first + len(fields)), pa.int64()).cast(pa.string())
    columns = [
        own,
        body,
        pc.binary_join_element_wise("line=", places, ""),
        _parents(parent, link),
        link,
        pc.if_else(pc.is_in(author, _NOBODY), pa.scalar(None, pa.string()), author),
        created,
        printed,
        pa.repeat(pa.scalar("comment"), len(fields)),
        states,
        _votes(fields.column("score"), fields.column("score_hidden")).combine_chunks(),
        pa.nulls(len(fields), pa.int64()),
    ]
    return pa.Table.from_arrays(columns, names=list(Post._fields))


def _texts_and_states(body: Any, notes: Any) -> tuple[Any, Any]:
    """The texts, those cleaned that need it, and which comments are gone."""
    odd = np.flatnonzero(pc.match_substring_regex(body, _ODD).to_numpy(zero_copy_only=False))
    states: dict[int, str | None] = {}
    if notes.null_count < len(notes):
        states = {place: _removal(note) for place, note in enumerate(notes.to_pylist()) if note}
    if len(odd):
        bodies = body.to_pylist()
        for place in odd.tolist():
            gone = GONE.get(bodies[place])
            bodies[place] = "" if gone else from_escaped(bodies[place])
            states[place] = gone or states.get(place)
        body = pa.array(bodies, pa.string())
    if not any(states.values()):
        return body, pa.repeat(pa.scalar("visible"), len(body))
    told = [states.get(place) or "visible" for place in range(len(body))]
    return body, pa.array(told, pa.string())


def _times(values: Any) -> tuple[Any, Any]:
    """Times of creation in ISO 8601, and as they are written."""
    printed = values.cast(pa.string())
    if pa.types.is_int64(values.type) and not values.null_count:
        ends = pc.min_max(values)
        if ends["min"].as_py() > _FIRST and ends["max"].as_py() < _LAST:
            return whole_seconds(values), printed
    read = whole_seconds([seconds(value) for value in values.to_pylist()])
    return (pa.array(read, pa.string()) if isinstance(read, list) else read), printed


def _votes(score: Any, hidden: Any) -> Any:
    """The scores that are shown."""
    return pc.if_else(pc.fill_null(hidden, False), pa.scalar(None, pa.int64()), score)


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
