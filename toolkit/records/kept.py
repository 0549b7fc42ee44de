"""A stream that can be read only once, kept so that it can be read again."""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
from typing import IO, Any


class Kept:
    """A stream whose rest goes to a temporary file when it is first asked for.

    Args:
        head: What was read of it already.
        rest: The stream.

    >>> kept = Kept(b"one ", io.BytesIO(b"two"))
    >>> kept.open().read(), kept.open().read()
    (b'one two', b'one two')
    """

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest
        self._file: IO[bytes] | None = None

    def open(self) -> IO[bytes]:
        """The stream from its start."""
        return io.BufferedReader(_Reader(self))

    def read(self, place: int, size: int) -> bytes:
        """Some bytes of it, from a place on."""
        if place < len(self._head):
            return self._head[place : place + size]
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closes with this object
            weakref.finalize(self, self._file.close)
            shutil.copyfileobj(self._rest, self._file)
        self._file.seek(place - len(self._head))
        return self._file.read(size)


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
