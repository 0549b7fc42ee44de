"""A report's folder, which appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.report.manifest import MANIFEST, list_files, read_files


def check_folder(folder: Path) -> None:
    """Raise :class:`OutputError` unless a report can be written to ``folder``.

    It may be missing, empty, or hold an earlier report and nothing else.
    """
    if folder.is_dir():
        _check_contents(folder)
    elif folder.exists() or folder.is_symlink():
        raise OutputError(f"{folder}: is a file; give the name of a folder for the report")
    parent = _existing(folder.parent)
    if not parent.is_dir():
        raise OutputError(f"{folder}: {parent} is a file; choose another folder for the report")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: {parent} can't be written; choose another folder")


@contextlib.contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a temporary folder beside ``folder``; swap it in if the block ends without an error.

    An earlier report in ``folder`` stays untouched until the very end, and comes back if the
    swap fails.

    Args:
        folder: The report's folder; missing folders above it are made.

    Yields:
        The folder to write to.

    Raises:
        OutputError: ``folder`` holds something else, or can't be written.
    """
    folder = folder.resolve()
    check_folder(folder)
    made: Path | None = None
    missing = [parent for parent in folder.parents if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        made.chmod(0o777 & ~_umask())
        yield made
        _swap(made, folder)
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{folder}: the report can't be written ({reason})") from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        for parent in missing:  # those that hold the report stay, being not empty
            with contextlib.suppress(OSError):
                parent.rmdir()


def _swap(made: Path, folder: Path) -> None:
    """Put ``made`` in the place of ``folder``; what stood there is deleted only after that."""
    if not folder.exists():
        made.rename(folder)
        return
    check_folder(folder)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".old", dir=folder.parent))
    old = aside / folder.name
    try:
        folder.rename(old)
        try:
            made.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
    finally:
        if folder.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _check_contents(folder: Path) -> None:
    try:
        found = set(list_files(folder))
        empty = not any(folder.iterdir())
    except OSError as error:
        raise OutputError(f"{folder}: can't be read ({error.strerror or error})") from error
    if empty:
        return
    ours = read_files(folder)
    if ours is None:
        raise OutputError(
            f"{folder}: is not empty and holds no report of ours (no {MANIFEST} of this toolkit); "
            f"choose another folder or empty it"
        )
    others = sorted(found - ours)
    if others:
        raise OutputError(
            f"{folder}: holds {others[0]}, which is no part of the earlier report and would be "
            f"lost; move it elsewhere or choose another folder"
        )


def _existing(folder: Path) -> Path:
    """The nearest folder above that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
