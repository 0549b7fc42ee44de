"""Output files and folders that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.errors import OutputError

MANIFEST = "manifest.json"
GENERATOR = "reader-comment-toolkit"

# what of a folder's files an earlier output of the same kind is made of; None if there is none
Earlier = Callable[[Path], set[str] | None]


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


def check_folder(folder: Path, earlier: Earlier, *, kind: str) -> None:
    """Raise :class:`OutputError` unless an output of several files can be written to ``folder``.

    It may be missing, empty, or hold an earlier output of the same kind and nothing else.

    Args:
        folder: The output.
        earlier: Gives the files of an earlier output, as relative POSIX paths, or None.
        kind: What the output is, in one or two words for messages (``report``).
    """
    if folder.is_dir():
        _check_contents(folder, earlier, kind)
    elif folder.exists() or folder.is_symlink():
        raise OutputError(f"{folder}: is a file; give the name of a folder for the {kind}")
    parent = _existing(folder.parent)
    if not parent.is_dir():
        raise OutputError(f"{folder}: {parent} is a file; choose another folder for the {kind}")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: {parent} can't be written; choose another folder")


@contextlib.contextmanager
def whole_folder(folder: Path, earlier: Earlier, *, kind: str) -> Iterator[Path]:
    """Give a temporary folder beside ``folder``; swap it in if the block ends without an error.

    An earlier output in ``folder`` stays untouched until the very end, and comes back if the
    swap fails.

    Args:
        folder: The output; missing folders above it are made.
        earlier: Gives the files of an earlier output, as relative POSIX paths, or None.
        kind: What the output is, in one or two words for messages.

    Yields:
        The folder to write to.

    Raises:
        OutputError: ``folder`` holds something else, or can't be written.
    """
    folder = folder.resolve()
    check_folder(folder, earlier, kind=kind)
    made: Path | None = None
    missing = [parent for parent in folder.parents if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        made.chmod(0o777 & ~_umask())
        yield made
        if folder.exists():
            check_folder(folder, earlier, kind=kind)
        _swap(made, folder)
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{folder}: the {kind} can't be written ({reason})") from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        for parent in missing:  # those that hold the output stay, being not empty
            with contextlib.suppress(OSError):
                parent.rmdir()


def list_files(folder: Path) -> list[str]:
    """All files of a folder, as relative POSIX paths in order."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )


def _swap(made: Path, folder: Path) -> None:
    """Put ``made`` in the place of ``folder``; what stood there is deleted only after that."""
    if not folder.exists():
        made.rename(folder)
        return
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


def _check_contents(folder: Path, earlier: Earlier, kind: str) -> None:
    try:
        found = set(list_files(folder))
        empty = not any(folder.iterdir())
    except OSError as error:
        raise OutputError(f"{folder}: can't be read ({error.strerror or error})") from error
    if empty:
        return
    ours = earlier(folder)
    if ours is None:
        raise OutputError(
            f"{folder}: is not empty and holds no {kind} of ours (no manifest of this toolkit "
            f"that says so); choose another folder or empty it"
        )
    others = sorted(found - ours)
    if others:
        raise OutputError(
            f"{folder}: holds {others[0]}, which is no part of the earlier {kind} and would be "
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
