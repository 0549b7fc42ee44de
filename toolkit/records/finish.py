"""Linked comments: whole ids, answers and conversations, as tables with the known columns."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.records.links import Links
from toolkit.schema import COLUMNS, Comment

_NUMBERED = r"~\d+$"
MOST_WANTED = 1000  # missing parents that are named


def _type_of(field: dataclasses.Field[Any]) -> pa.DataType:
    """A column's type by the record's own annotation."""
    name = str(field.type)
    return pa.int64() if "int" in name else pa.float64() if "float" in name else pa.string()


_USUAL = {
    field.name: field.default
    for field in dataclasses.fields(Comment)
    if isinstance(field.default, str)
}
OUTPUT_SCHEMA = pa.schema([(field.name, _type_of(field)) for field in dataclasses.fields(Comment)])


class Parts(Protocol):
    """Tables of comments one after the other, as :func:`toolkit.records.gather.gather` makes."""

    @property
    def lengths(self) -> Sequence[int]:
        """The number of rows of each."""
        ...

    def part(self, number: int, columns: Sequence[str] | None = None) -> pa.Table:
        """One of them, or some of its columns."""
        ...


def finish_tables(
    parts: Parts, links: Links, source: str, *, escape: bool = True
) -> Iterator[pa.Table]:
    """The tables with all columns of :data:`toolkit.schema.COLUMNS`, in the file's order.

    An id that occurred before gets ``~2``, ``~3`` …; answers go to the first that had it.

    Args:
        parts: The comments.
        links: How they are linked.
        source: The input's name.
        escape: Whether an id of the file's own that ends like that gets ``~1``, to stay different.
    """
    escaped: Callable[[Any], Any] = _escaped if escape else lambda names: names
    starts = np.r_[0, np.cumsum(parts.lengths)].astype(np.int64)

    @lru_cache(maxsize=8)
    def natives(number: int) -> Any:
        return escaped(parts.part(number, ["native"])["native"].combine_chunks())

    for number in range(len(parts.lengths)):
        table = parts.part(number)
        first, last = int(starts[number]), int(starts[number + 1])
        own = escaped(table["native"].combine_chunks())
        article = table["article_id"].combine_chunks()
        named = own
        occurrence = links.occurrence[first:last]
        if (occurrence > 1).any():
            named = pa.array(
                [
                    f"{name}~{times}" if times > 1 else name
                    for name, times in zip(own.to_pylist(), occurrence.tolist(), strict=True)
                ],
                pa.string(),
            )
        ids = _join(article, named)
        linked = pa.array(links.parent[first:last] >= 0)
        wanted = escaped(table["wanted"].combine_chunks())
        roots = links.root[first:last]
        columns = {
            "id": ids,
            "source": pa.repeat(pa.scalar(source, pa.string()), last - first),
            "conversation_id": _conversations(ids, article, roots, first, starts, natives),
            "reply_to": pc.if_else(linked, _join(article, wanted), pa.scalar(None, pa.string())),
            "position": pa.array(np.arange(first, last, dtype=np.int64)),
        }
        for field in OUTPUT_SCHEMA:
            if field.name in table.column_names:
                columns.setdefault(field.name, table[field.name].combine_chunks())
            else:  # nothing that exports tell
                usual = pa.scalar(_USUAL.get(field.name), field.type)
                columns.setdefault(field.name, pa.repeat(usual, last - first))
        yield pa.Table.from_arrays([columns[name] for name in COLUMNS], schema=OUTPUT_SCHEMA)


def missing_parents(parts: Parts, links: Links, *, most: int = MOST_WANTED) -> list[str]:
    """The ids that orphans want, in the file's order, each once, at most ``most``."""
    found: dict[str, None] = {}
    start = 0
    for number, length in enumerate(parts.lengths):
        orphans = np.flatnonzero(links.parent[start : start + length] == -2)
        start += length
        if not len(orphans):
            continue
        table = parts.part(number, ["article_id", "wanted"]).take(pa.array(orphans))
        for article, wanted in zip(*(table[c].to_pylist() for c in table.column_names),
                                   strict=True):  # fmt: skip
            found.setdefault(f"{article}:{wanted}")
            if len(found) >= most:
                return list(found)
    return list(found)


def _conversations(
    ids: Any, article: Any, roots: Any, first: int, starts: Any, natives: Any
) -> Any:
    """The id of each row's first comment; those of other tables are looked up there."""
    others = np.flatnonzero(roots != np.arange(first, first + len(roots)))
    if not len(others):
        return ids
    wanted = roots[others]
    of_part = np.searchsorted(starts, wanted, side="right") - 1
    names = np.empty(len(others), dtype=object)
    for number in np.unique(of_part):
        places = np.flatnonzero(of_part == number)
        taken = natives(int(number)).take(pa.array(wanted[places] - starts[number]))
        names[places] = taken.to_numpy(zero_copy_only=False)
    keys = article.take(pa.array(others))
    full = _join(keys, pa.array(names, pa.string()))
    mask = np.zeros(len(roots), dtype=bool)
    mask[others] = True
    return pc.replace_with_mask(ids, pa.array(mask), full)


def _join(article: Any, name: Any) -> Any:
    return pc.binary_join_element_wise(article, name, ":")


def _escaped(names: Any) -> Any:
    """Own ids that look as if they were numbered get a number, so that all stay different."""
    if not pc.any(pc.match_substring_regex(names, _NUMBERED)).as_py():
        return names
    return pa.array(
        [
            f"{name}~1" if name is not None and re.search(_NUMBERED, name) else name
            for name in names.to_pylist()
        ],
        pa.string(),
    )
