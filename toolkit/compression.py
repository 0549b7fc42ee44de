"""Compressed inputs, told by their first bytes and unpacked up to a limit."""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from toolkit.errors import SourceError

MOST_UNPACKED = 256 * 2**20  # bytes; a page is far smaller, a decompression bomb far larger
_DEEPEST = 3  # layers: a packed file that was packed again
_STEP = 2**20


def unpack(data: bytes, source: str) -> tuple[bytes, list[str]]:
    """The bytes inside gzip, zlib, bzip2, xz or Zstandard data; other bytes as they are.

    A file that ends too early, or is damaged further on, gives what could be unpacked of it.

    Args:
        data: The bytes of a file.
        source: Its name, for messages.

    Returns:
        The bytes, and a warning for each file that was not whole.

    Raises:
        SourceError: They unpack to more than :data:`MOST_UNPACKED` bytes, or to nothing.

    >>> unpack(zlib.compress(b"<p>Hello"), "page.html")
    (b'<p>Hello', [])
    """
    warnings: list[str] = []
    for _ in range(_DEEPEST):
        name = recognise(data)
        if name is None:
            break
        unpacked, whole = _unpack(data, name, source)
        if name == "zlib" and not unpacked:
            break  # text that begins like it
        if not unpacked.strip():
            state = "is empty" if whole else "is damaged: nothing in it can be unpacked"
            raise SourceError(f"{source}: the {name} file {state}; save the page again")
        if not whole:
            warnings.append(
                f"the {name} file is damaged or ends too early; only what could be unpacked is read"
            )
        data = unpacked
    return data, warnings


def recognise(data: bytes) -> str | None:
    """The name of the packing that bytes begin with, or None."""
    for signature, name in (
        (b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
    ):  # fmt: skip
        if data.startswith(signature):
            return name
    # RFC 1950, section 2.2: deflate with a window of 32 kB, and a check of the two bytes
    return "zlib" if data[:1] == b"x" and int.from_bytes(data[:2], "big") % 31 == 0 else None


def _unpack(data: bytes, name: str, source: str) -> tuple[bytes, bool]:
    """What can be unpacked, and whether that is the whole; member after member."""
    parts: list[bytes] = []
    room, whole = MOST_UNPACKED, False
    start = starter(name)
    while True:
        worker = start()
        waiting = data
        try:
            while not worker.eof:
                part = worker.decompress(waiting, _STEP)
                # what is left over waits inside, except with zlib, which hands it back
                waiting = getattr(worker, "unconsumed_tail", b"")
                parts.append(part)
                room -= len(part)
                if room < 0:
                    raise SourceError(
                        f"{source}: the {name} file unpacks to more than "
                        f"{MOST_UNPACKED // 2**20} MB; unpack it and give the pages in it"
                    )
                if not part and not waiting:
                    break
            whole = worker.eof
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, zstandard().ZstdError):
            whole = False
        data = worker.unused_data.lstrip(b"\0") if whole else b""
        if recognise(data) != name:  # nothing that follows is of this file
            return b"".join(parts), whole


def starter(name: str) -> Callable[[], Any]:
    """What makes a decompressor of one member, for a name that :func:`recognise` gives."""
    if name in ("gzip", "zlib"):
        return partial(zlib.decompressobj, 31 if name == "gzip" else 15)
    if name == "bzip2":
        return bz2.BZ2Decompressor
    if name == "xz":
        return lzma.LZMADecompressor
    return partial(zstandard().ZstdDecompressor, options=zstd_options())


def zstandard() -> Any:
    """The module for Zstandard: part of Python from 3.14 on, its backport before."""
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def zstd_options() -> dict[Any, int]:
    """Options to unpack Zstandard with windows up to 2 GiB, as large dumps have them."""
    return {zstandard().DecompressionParameter.window_log_max: 31}
