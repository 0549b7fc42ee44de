"""Bytes of an input one stretch at a time: counted, digested, unpacked; lines of bounded length."""

from __future__ import annotations

import hashlib
import io
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any, TypeVar
from zipfile import BadZipFile

from toolkit.compression import recognise, starter, zstandard
from toolkit.errors import SourceError

BLOCK = 2**20  # bytes read at once
LONGEST_LINE = 16 * 2**20  # bytes of a record; a longer one is skipped and counted
LARGEST_WHOLE = 2**29  # bytes of a file that can't be read record by record
_PIECE = 2**16  # unpacked bytes at once
_PACKED = 2**16  # packed bytes at once
_FEW = 10  # items taken at once, whatever their size
_Item = TypeVar("_Item")
_DEEPEST = 3  # layers: a packed file that was packed again


class Counted(io.RawIOBase):
    """A binary stream that counts and digests what is read of it, in order.

    Args:
        stream: Where the bytes come from.
        on_read: Called with the number of bytes of each stretch.
    """

    def __init__(self, stream: IO[bytes], on_read: Callable[[int], None] | None = None) -> None:
        self._stream = stream
        self._on_read = on_read
        self.digest = hashlib.sha256()
        self.count = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; the number of bytes, 0 at the end."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.digest.update(data)
        self.count += len(data)
        if self._on_read is not None:
            self._on_read(len(data))
        return len(data)

    def finish(self) -> str:
        """Read what is left and give the digest of all bytes, hexadecimal."""
        while self.read(BLOCK):
            pass
        return self.digest.hexdigest()

    def close(self) -> None:
        """Close the stream beneath, too."""
        self._stream.close()
        super().close()


class Unpacked:
    """The unpacked bytes of a stream; damage further on ends them instead of raising.

    Attributes:
        damage: What is wrong with the packed file, or None as far as it was read.
    """

    def __init__(self, stream: io.RawIOBase, source: str) -> None:
        self.damage: str | None = None
        self._source = source
        self._name = ""
        reader = io.BufferedReader(stream, BLOCK)
        for _ in range(_DEEPEST):
            try:
                name = recognise(reader.peek(8)[:8])
            except _errors() as error:
                self._end(error)
                break
            if name in (None, "zlib"):  # nobody packs exports so, and text can begin like it
                break
            self._name = self._name or name
            reader = io.BufferedReader(_Unpacker(name, reader), _PIECE)
        self._reader = reader

    def read(self, size: int = BLOCK) -> bytes:
        """At most ``size`` bytes; none at the end, or where the packed file is damaged."""
        if self.damage:
            return b""
        try:
            return self._reader.read1(size)
        except _errors() as error:
            self._end(error)
            return b""

    def _end(self, error: Exception) -> None:
        if not self._name:
            raise SourceError(f"{self._source}: can't be read further ({error})") from error
        self.damage = (
            f"the {self._name} file is damaged or ends too early; only what could be unpacked is "
            f"read"
        )

    def read_whole(self) -> bytes:
        """All bytes.

        Raises:
            SourceError: More than :data:`LARGEST_WHOLE`.
        """
        parts, size = [], 0
        while block := self.read(BLOCK):
            parts.append(block)
            size += len(block)
            if size > LARGEST_WHOLE:
                raise SourceError(
                    f"{self._source}: holds more than {LARGEST_WHOLE // 2**20} MB in one piece, "
                    f"which is more than is read at once; write it as JSON lines (one record a "
                    f"line, for example with: jq -c '.[]' FILE) or as CSV, or in several files"
                )
        return b"".join(parts)


def read_lines(
    read: Callable[[], bytes], on_long: Callable[[int], None], *, longest: int = LONGEST_LINE
) -> Iterator[bytes]:
    """The lines of a stream, without their line ends; too long a line comes as ``b""``.

    Args:
        read: Gives the next stretch, none at the end.
        on_long: Called with the number (from 1) of each line that is longer than ``longest``.
        longest: Bytes.

    >>> blocks = iter([b"one\\ntw", b"o\\nthree", b""])
    >>> list(read_lines(lambda: next(blocks), print))
    [b'one', b'two', b'three']
    """
    number = 1
    held: list[bytes] = []
    size, skipping = 0, False
    while block := read():
        first, *others = block.split(b"\n")
        size += len(first)
        if size > longest:
            held, skipping = [], True
        else:
            held.append(first)
        if not others:
            continue
        if skipping:
            on_long(number)
        yield b"" if skipping else b"".join(held)
        last = others.pop()
        yield from others
        number += len(others) + 1
        held, size, skipping = [last], len(last), False
    if skipping:
        on_long(number)
    elif size:
        yield b"".join(held)


def in_chunks(
    items: Iterable[_Item], most: int, *, size_of: Callable[[_Item], int], largest: int
) -> Iterator[list[_Item]]:
    """The items, many at once, but fewer where they are large.

    Args:
        items: Any.
        most: Items of a list, a multiple of ten.
        size_of: Gives the size of an item.
        largest: The size from which a list is full.

    >>> list(in_chunks([b"a"] * 25, 20, size_of=len, largest=15))[0] == [b"a"] * 20
    True
    """
    stream = iter(items)
    held: list[_Item] = []
    size = 0
    while few := list(islice(stream, _FEW)):
        held += few
        size += sum(map(size_of, few))
        if len(held) >= most or size >= largest:
            yield held
            held, size = [], 0
    if held:
        yield held


class _Unpacker(io.RawIOBase):
    """The unpacked bytes of a stream, member after member, all that there is before any damage."""

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        self._name, self._stream = name, stream
        self._start = starter(name)
        self._worker: Any = None
        self._waiting = b""
        self._begun = False

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; the number of bytes, 0 at the end.

        Raises:
            EOFError: The stream ends within a member; so do the errors of what it is packed with.
        """
        while True:
            if self._worker is None:
                self._waiting = self._waiting.lstrip(b"\0") or self._stream.read(_PACKED)
                if not self._waiting or (self._begun and recognise(self._waiting) != self._name):
                    return 0  # nothing that follows is of this file
                self._worker, self._begun = self._start(), True
            elif not self._waiting and getattr(self._worker, "needs_input", True):
                self._waiting = self._stream.read(_PACKED)
                if not self._waiting:
                    raise EOFError
            data = self._worker.decompress(self._waiting, len(buffer))
            # what is left over waits inside, except with zlib, which hands it back
            self._waiting = getattr(self._worker, "unconsumed_tail", b"")
            if self._worker.eof:
                self._waiting, self._worker = self._worker.unused_data, None
            if data:
                buffer[: len(data)] = data
                return len(data)

    def close(self) -> None:
        """Close the stream beneath, too."""
        self._stream.close()
        super().close()


def _errors() -> tuple[type[Exception], ...]:
    """What reading a packed or torn file can raise."""
    zstd_error: type[Exception] = zstandard().ZstdError
    return (zlib.error, lzma.LZMAError, OSError, EOFError, BadZipFile, zstd_error)
