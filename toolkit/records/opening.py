"""From a path, standard input or bytes to the exports in it; a page gives none."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from toolkit.errors import SourceError
from toolkit.records import shapes
from toolkit.records.export import Export
from toolkit.records.kept import Kept
from toolkit.records.streams import Counted, Unpacked
from toolkit.signatures import name_file
from toolkit.sources import check_regular

_ZIP = b"PK\x03\x04"
_RAW_HEAD = 2**21  # stored bytes that are enough for a head, however they are packed
_MOST_MEMBERS = 10_000
_MOST_PARTS = 1_000  # files of a folder that are looked into
_BOMB = 500  # times that a member unpacks to, from
_BOMB_SIZE = 64 * 2**20  # this size on
_READ_AGAIN = (shapes.JSON, shapes.XML, shapes.MESSAGES)  # shapes read more than once
_MOST_INPUT = 2**32  # bytes of an archive that comes through a pipe


def find_exports(
    source: str | Path, data: bytes | None = None, *, as_table: bool = False
) -> tuple[list[Export], bytes]:
    """The exports in a file, folder, archive or standard input; none for a page or its text.

    A folder gives one export; a zip archive one for the whole and one for each member that
    has the shape of an export.

    Args:
        source: A path, or ``-`` for standard input.
        data: The bytes, where they are at hand.
        as_table: Whether a text of no other shape is a table, whatever its columns are called.

    Returns:
        The exports, and the bytes that were read: those of standard input are gone from there.

    Raises:
        SourceError: An archive that can't be read or is a bomb; a file that can't be opened.
    """
    name = str(source)
    if data is None and name != "-" and Path(source).is_dir():
        return [_folder(Path(source))], b""
    opener, size = _opener(name, data)
    if data is None and name != "-":
        check_regular(Path(name))
    try:
        with opener() as stream:
            raw = _read_up_to(stream, _RAW_HEAD)
    except FileNotFoundError:
        return [], b""  # the page's reader says it
    except (OSError, ValueError) as error:
        raise SourceError(
            f"{source}: can't be read ({getattr(error, 'strerror', None) or error})"
        ) from error
    if raw.startswith(_ZIP):
        return _archive(name, opener, raw), raw
    if name == "-" and data is None:
        opener = partial(_Replay, raw, sys.stdin.buffer)
    found = _single(name, raw, opener, size, as_table=as_table)
    if name == "-" and data is None and found and found[0].shape in _READ_AGAIN:
        opener = Kept(raw, sys.stdin.buffer).open
        found = _single(name, raw, opener, size, as_table=as_table)
    return found, raw


def _single(
    name: str, raw: bytes, opener: Callable[[], IO[bytes]], size: int | None,
    container: str | None = None, *, as_table: bool = False,
) -> list[Export]:  # fmt: skip
    stream = Unpacked(Counted(io.BytesIO(raw)), name)
    head, whole = b"", False
    while len(head) < shapes.HEAD:
        block = stream.read(shapes.HEAD - len(head))
        if not block:
            whole = len(raw) < _RAW_HEAD
            break
        head += block
    found = shapes.find_shape(head, name, whole=whole, as_table=as_table)
    if found is None:
        return []
    shape, encoding = found
    return [Export(name, shape, opener, encoding=encoding, size=size, container=container)]


def _opener(name: str, data: bytes | None) -> tuple[Callable[[], IO[bytes]], int | None]:
    if data is not None:
        return partial(io.BytesIO, data), len(data)
    if name == "-":
        return _standard_input, None
    path = Path(name)
    with contextlib.suppress(OSError, ValueError):
        return partial(_open_file, path), path.stat().st_size
    return partial(_open_file, path), None


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _standard_input() -> IO[bytes]:
    return io.BufferedReader(_Open(sys.stdin.buffer))


class _Open(io.RawIOBase):
    """A stream that stays open when its reader closes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]
        """Read into a buffer."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Replay(io.BytesIO):
    """What was read of a stream already, then what is left of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__(head)
        self._rest = rest

    def read(self, size: int | None = -1, /) -> bytes:
        """At most ``size`` bytes."""
        data = super().read(size)
        return data or self._rest.read(-1 if size is None else size)


def _read_up_to(stream: IO[bytes], size: int) -> bytes:
    parts = []
    while size > 0 and (block := stream.read(size)):
        parts.append(block)
        size -= len(block)
    return b"".join(parts)


def _folder(path: Path) -> Export:
    found = islice((p for p in _walk(path) if p.is_file()), _MOST_MEMBERS)
    members: dict[str, Callable[[], IO[bytes]]] = {
        p.relative_to(path).as_posix(): partial(_open_file, p) for p in sorted(found)
    }
    return _whole(str(path), partial(io.BytesIO, b""), members)


def _walk(path: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(path):
        folders.sort()
        yield from (Path(folder, name) for name in files)


def _whole(
    name: str,
    opener: Callable[[], IO[bytes]],
    members: Mapping[str, Callable[[], IO[bytes]]],
    container: str | None = None,
) -> Export:
    """A folder or an archive as one export."""
    return Export(
        name, shapes.FOLDER, opener, members=members, container=container,
        find_parts=partial(_find_parts, name, members),
    )  # fmt: skip


def _find_parts(name: str, members: Mapping[str, Callable[[], IO[bytes]]]) -> Mapping[str, Export]:
    """The files that have the shape of an export; none where there are too many to look into.

    Beside others a text is a table, whatever its columns are called; what an operating system
    puts beside files (``._name``) is left out.
    """
    parts: dict[str, Export] = {}
    for member in members if len(members) <= _MOST_PARTS else ():
        if member.rpartition("/")[2].startswith("."):
            continue
        try:
            with members[member]() as stream:
                raw = _read_up_to(stream, _RAW_HEAD)
            if not raw.startswith(_ZIP):
                for part in _single(
                    f"{name}/{member}", raw, members[member], None, name, as_table=True
                ):
                    parts[member] = part
        except (OSError, zipfile.BadZipFile, EOFError, ValueError, SourceError):
            continue
    return parts


def _archive(name: str, opener: Callable[[], IO[bytes]], raw: bytes) -> list[Export]:
    if name == "-" and opener is _standard_input:
        opener = partial(io.BytesIO, raw + _read_up_to(sys.stdin.buffer, _MOST_INPUT))
    try:
        with opener() as stream, zipfile.ZipFile(stream) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            stored = stream.seek(0, io.SEEK_END)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SourceError(
            f"{name}: is not text but {name_file(raw)}, and can't be unpacked ({error})"
        ) from error
    if len(infos) > _MOST_MEMBERS:
        raise SourceError(f"{name}: holds {len(infos):,} files; unpack it and give those to read")
    sizes = [(f"{info.filename} in it", info.file_size, info.compress_size) for info in infos]
    for what, size, packed in [*sizes, ("what is in it", sum(s for _, s, _ in sizes), stored)]:
        times = size // max(packed, 1)
        if size > _BOMB_SIZE and times > _BOMB:
            raise SourceError(
                f"{name}: {what} unpacks to {times:,} times its size, as only decompression bombs "
                f"do; it is not read"
            )
    if any(info.filename == "[Content_Types].xml" for info in infos):
        if any(info.filename.startswith("xl/") for info in infos):
            return [Export(name, shapes.EXCEL, opener)]
        return []
    members = {info.filename: partial(_Member, opener, info, name) for info in infos}
    found = [_whole(name, opener, members, name)]
    for info in infos:
        try:
            with members[info.filename]() as stream:
                raw = _read_up_to(stream, _RAW_HEAD)
        except (OSError, zipfile.BadZipFile, EOFError, ValueError):
            continue
        found += _single(
            f"{name}/{info.filename}", raw, members[info.filename], info.file_size, name
        )
    return found


class _Member(io.BufferedReader):
    """A member of an archive; what it is read of closes with it."""

    def __init__(self, opener: Callable[[], IO[bytes]], info: zipfile.ZipInfo, name: str) -> None:
        self._beneath = opener()
        self._archive = zipfile.ZipFile(self._beneath)
        try:
            super().__init__(self._archive.open(info))  # type: ignore[arg-type]
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
            self._archive.close()
            self._beneath.close()
            raise SourceError(
                f"{name}: {info.filename} in it can't be unpacked ({error})"
            ) from error

    def close(self) -> None:
        """Close the member, the archive and its file."""
        super().close()
        self._archive.close()
        self._beneath.close()
