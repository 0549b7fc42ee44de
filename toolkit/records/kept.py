"""A stream that can be had only once, kept so that it can be read again."""

from __future__ import annotations

import io
import tempfile
import weakref
from typing import IO, Any

IN_MEMORY = 2**28  # bytes kept in memory; of more, all are kept on disk


class Kept:
    """A stream of which is kept what was read, for whoever reads it again.

    Args:
        head: What was read of it already.
        rest: The stream.

    >>> kept = Kept(b"one ", io.BytesIO(b"two"))
    >>> kept.open().read(), kept.open().read()
    (b'one two', b'one two')
    """

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._rest = rest
        self._spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - see below
        self._spool.write(head)
        weakref.finalize(self, self._spool.close)

    def open(self) -> IO[bytes]:
        """The stream from its start."""
        return io.BufferedReader(_Reader(self))

    def read(self, place: int, size: int) -> bytes:
        """Some bytes of it, from a place up to which it was read before."""
        if place < self._spool.seek(0, io.SEEK_END):
            self._spool.seek(place)
            return self._spool.read(size)
        data = self._rest.read(size)
        self._spool.write(data)
        return data


class _Reader(io.RawIOBase):
    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._kept.read(self._place, len(buffer))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)
