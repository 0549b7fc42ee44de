"""Who answers whom: ids that occur twice, parents that are missing, cycles that must be cut.

Works on hashes of ids, a part of them at a time, so that ten million comments need about
120 MB and not the ids themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.records.gather import Hashes

_BUCKET = 200_000  # hashes that are sorted at once
NONE, MISSING, CUT = -1, -2, -3
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Links:
    """The links between the comments of one source, rows counted from 0.

    Attributes:
        parent: Of each row: the row it answers, or :data:`NONE`, :data:`MISSING` (it names one
            that is not there), :data:`CUT` (it would answer itself over others).
        root: Of each row: the row its conversation begins with.
        occurrence: Of each row: 1, or how often its id occurred until then.
        repeated: Rows whose id occurred before.
        orphans: Rows whose parent is missing.
        cycles: Links that were cut.
    """

    parent: Rows
    root: Rows
    occurrence: Rows
    repeated: int
    orphans: int
    cycles: int


def link_rows(
    ids: Callable[[], Iterator[Hashes]], wanted: Callable[[], Iterator[Hashes]], rows: int
) -> Links:
    """Link the rows of a source.

    Args:
        ids: Gives the hashes of the rows' ids, stretch after stretch.
        wanted: Gives the hashes of the ids that they answer, 0 for none.
        rows: How many there are.

    >>> ids, wanted = np.array([5, 6, 7, 6], np.uint64), np.array([0, 5, 9, 6], np.uint64)
    >>> links = link_rows(lambda: iter([ids]), lambda: iter([wanted]), 4)
    >>> links.parent.tolist(), links.root.tolist(), links.occurrence.tolist()
    ([-1, 0, -2, 1], [0, 0, 2, 0], [1, 1, 1, 2])
    """
    parent = np.full(rows, NONE, dtype=np.int32)
    occurrence = np.ones(rows, dtype=np.int32)
    buckets = max(1, -(-rows // _BUCKET))
    for bucket in range(buckets):
        own, own_rows = _of_bucket(ids, bucket, buckets)
        asked, asked_rows = _of_bucket(wanted, bucket, buckets)
        order = np.argsort(own, kind="stable")
        own, own_rows = own[order], own_rows[order]
        starts = np.flatnonzero(np.r_[True, own[1:] != own[:-1]]) if len(own) else own_rows[:0]
        runs = np.diff(np.r_[starts, len(own)])
        occurrence[own_rows] = np.arange(len(own)) - np.repeat(starts, runs) + 1
        firsts, first_rows = own[starts], own_rows[starts]
        real = asked != 0
        asked, asked_rows = asked[real], asked_rows[real]
        found = np.minimum(np.searchsorted(firsts, asked), max(len(firsts) - 1, 0))
        there = firsts[found] == asked if len(firsts) else np.zeros(len(asked), dtype=bool)
        parent[asked_rows] = MISSING
        parent[asked_rows[there]] = first_rows[found[there]]
    orphans = int((parent == MISSING).sum())
    root, cycles = _find_roots(parent)
    return Links(parent, root, occurrence, int((occurrence > 1).sum()), orphans, cycles)


def _of_bucket(
    hashes: Callable[[], Iterator[Hashes]], bucket: int, buckets: int
) -> tuple[Hashes, Rows]:
    found, rows, start = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)], 0
    for stretch in hashes():
        places = np.flatnonzero(stretch % np.uint64(buckets) == bucket)
        found.append(stretch[places])
        rows.append((places + start).astype(np.int32))
        start += len(stretch)
    return np.concatenate(found), np.concatenate(rows)


def _find_roots(parent: Rows) -> tuple[Rows, int]:
    """The first row of each row's conversation; cuts cycles in ``parent``."""
    root, closed = _jump(parent)
    if not len(closed):
        return root, 0
    cycles = 0
    state = dict.fromkeys(closed.tolist(), 0)
    for start in closed.tolist():
        path, row = [], start
        while row >= 0 and state.get(row) == 0:
            state[row] = 1
            path.append(row)
            row = int(parent[row])
        if row >= 0 and state.get(row) == 1:  # the path runs into itself
            parent[min(path[path.index(row) :])] = CUT
            cycles += 1
        for passed in path:
            state[passed] = 2
    return _jump(parent)[0], cycles


def _jump(parent: Rows) -> tuple[Rows, npt.NDArray[np.int64]]:
    """Roots by doubling the jumps, and the rows that reach none."""
    own = np.arange(len(parent), dtype=np.int32)
    root = np.where(parent >= 0, parent, own)
    for _ in range(max(1, len(parent).bit_length())):
        further = root[root]
        if np.array_equal(further, root):
            break
        root = further
    return root, np.flatnonzero(parent[root] >= 0)
