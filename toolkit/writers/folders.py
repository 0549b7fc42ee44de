"""Exports that are a folder of files: whole or not at all, and never over another's work."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit._version import __version__
from toolkit.files import GENERATOR, MANIFEST, list_files, whole_folder

FOLDER = "/"


@contextlib.contextmanager
def whole_export(folder: Path, name: str) -> Iterator[Path]:
    """Give a temporary folder to write an export to; move it to its place at the very end.

    A manifest with the SHA-256 of each file is added. A folder with an earlier export in the
    same format is replaced, but only if its files are as they were written.

    Args:
        folder: The output.
        name: The format, a name of :data:`toolkit.writers.WRITERS`.

    Raises:
        OutputError: ``folder`` holds something else, or can't be written.
    """
    with whole_folder(folder, lambda made: _unchanged(made, name), kind=f"{name} export") as part:
        yield part
        manifest = {
            "generator": GENERATOR,
            "version": __version__,
            "format": name,
            "files": {file: _digest(part / file) for file in list_files(part)},
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (part / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def _unchanged(folder: Path, name: str) -> set[str] | None:
    """The files of an earlier export that are as they were written; None if there is none."""
    try:
        manifest: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if (manifest["generator"], manifest["format"]) != (GENERATOR, name):
            return None
        files = {str(file): digest for file, digest in manifest["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return {MANIFEST, *(file for file in list_files(folder)
                        if file in files and _digest(folder / file) == files[file])}  # fmt: skip


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
