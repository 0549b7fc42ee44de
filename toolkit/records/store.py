"""Where unlinked comments wait: in memory, or in a folder of parts that can be gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa

from toolkit.records.finish import MOST_WANTED, missing_parents
from toolkit.records.gather import Batch, Hashes
from toolkit.records.links import Links, link_rows

PART = 40_000  # comments of a file
PART_SIZE = 128 * 2**20  # bytes of them
_STRETCH = 2**17  # hashes read at once


class MemoryParts:
    """Batches kept in memory."""

    def __init__(self) -> None:
        self._batches: list[Batch] = []

    @property
    def lengths(self) -> Sequence[int]:
        """The number of rows of each part."""
        return [len(batch.ids) for batch in self._batches]

    def add(self, batch: Batch) -> None:
        """Keep a batch."""
        self._batches.append(batch)

    def part(self, number: int, columns: Sequence[str] | None = None) -> pa.Table:
        """A batch's table, or some of its columns."""
        table = self._batches[number].table
        return table if columns is None else table.select(list(columns))

    def ids(self) -> Iterator[Hashes]:
        """Hashes of the ids, stretch after stretch."""
        return (batch.ids for batch in self._batches)

    def wanted(self) -> Iterator[Hashes]:
        """Hashes of the parents' ids, stretch after stretch."""
        return (batch.wanted for batch in self._batches)


class DiskParts:
    """Batches written to files of a folder, a part when it is full.

    Args:
        folder: Of this source alone; made if it isn't there.
        lengths: The parts that are there already, to go on after them.
        on_part: Called when a part is full; what it gives is called once the part is written.
    """

    def __init__(
        self,
        folder: Path,
        lengths: Sequence[int] = (),
        on_part: Callable[[], Callable[[], None]] = lambda: lambda: None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lengths = list(lengths)
        self._waiting: list[Batch] = []
        self._rows = self._size = 0
        self._on_part = on_part
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._writing: Future[None] | None = None
        for name in ("ids", "wanted"):
            with (folder / name).open("ab") as file:
                file.truncate(sum(self._lengths) * 8)

    @property
    def lengths(self) -> Sequence[int]:
        """The number of rows of each part."""
        return tuple(self._lengths)

    def add(self, batch: Batch) -> None:
        """Keep a batch; write a part when enough wait."""
        self._waiting.append(batch)
        self._rows += len(batch.ids)
        self._size += batch.table.nbytes
        if self._rows >= PART or self._size >= PART_SIZE:
            self._rows = self._size = 0
            self.flush()

    def flush(self) -> None:
        """Begin to write what waits as a part; wait until the part before is written."""
        self.wait()
        if not self._waiting:
            return
        batches, self._waiting = self._waiting, []
        number = len(self._lengths)
        self._lengths.append(sum(len(batch.ids) for batch in batches))
        self._writing = self._worker.submit(self._write, number, batches, self._on_part())

    def wait(self) -> None:
        """Wait until the part that is being written is whole."""
        if self._writing is not None:
            writing, self._writing = self._writing, None
            writing.result()

    def _write(self, number: int, batches: list[Batch], keep: Callable[[], None]) -> None:
        table = pa.concat_tables([batch.table for batch in batches]).combine_chunks()
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with (
            pa.OSFile(str(self._folder / f"{number:06d}"), "wb") as file,
            pa.ipc.new_file(file, table.schema, options=options) as writer,
        ):
            for batch in table.to_batches():
                writer.write_batch(batch)
        for name in ("ids", "wanted"):
            with (self._folder / name).open("ab") as hashes:
                for waiting in batches:
                    hashes.write(getattr(waiting, name).tobytes())
        keep()

    def part(self, number: int, columns: Sequence[str] | None = None) -> pa.Table:
        """A part's table, or some of its columns."""
        with pa.OSFile(str(self._folder / f"{number:06d}"), "rb") as file:
            options = None
            if columns is not None:
                names = pa.ipc.open_file(file).schema.names
                options = pa.ipc.IpcReadOptions(included_fields=[names.index(c) for c in columns])
                file.seek(0)
            table = pa.ipc.open_file(file, options=options).read_all()
        return table if columns is None else table.select(list(columns))

    def ids(self) -> Iterator[Hashes]:
        """Hashes of the ids, stretch after stretch."""
        return self._hashes("ids")

    def wanted(self) -> Iterator[Hashes]:
        """Hashes of the parents' ids, stretch after stretch."""
        return self._hashes("wanted")

    def _hashes(self, name: str) -> Iterator[Hashes]:
        with (self._folder / name).open("rb") as file:
            while len(stretch := np.fromfile(file, dtype=np.uint64, count=_STRETCH)):
                yield stretch


def link_parts(parts: MemoryParts | DiskParts) -> tuple[Links, list[str]]:
    """The links of a source's comments, and the first of the missing ids that they want."""
    links = link_rows(parts.ids, parts.wanted, sum(parts.lengths))
    most = MOST_WANTED if isinstance(parts, DiskParts) else sum(parts.lengths)
    return links, missing_parents(parts, links, most=most) if links.orphans else []
