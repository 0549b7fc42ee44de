"""Output files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import OutputError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; move it there if the block ends without an error.

    Args:
        path: The file to write; one that exists is replaced only at the very end.

    Yields:
        The path to write to.

    Raises:
        OutputError: The folder is missing, can't be written, or ``path`` is a folder.
    """
    check_writable(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror or error})") from error
    finally:
        part.unlink(missing_ok=True)


def check_writable(path: Path) -> None:
    """Raise :class:`OutputError` if a file can't be written at ``path``."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; give the name of a file to write")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: its folder does not exist; make it first: mkdir {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise OutputError(f"{path}: its folder can't be written; choose another place")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
