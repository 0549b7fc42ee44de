"""Fitted models in folders: JSON, and NumPy arrays where they have any.

::

    model/manifest.json     generator, kind, version, SHA-256 of each other file
    model/*.json, *.npz     what the model is made of

Nothing is ever unpickled. A folder is written whole or not at all, and read only if every file in
it is the one that was written.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from toolkit._version import __version__
from toolkit.errors import SourceError
from toolkit.files import GENERATOR, MANIFEST, whole_folder

FORMAT = 1


def write_model(folder: Path, kind: str, files: Mapping[str, bytes]) -> None:
    """Write a model to a folder, whole or not at all; an earlier model of its kind is replaced.

    Args:
        folder: Missing, empty, or with an earlier model of the kind and nothing else.
        kind: What it is a model of ("seeded topics").
        files: The files by name.

    Raises:
        OutputError: The folder holds something else, or can't be written.
    """
    manifest = {
        "generator": GENERATOR,
        "kind": kind,
        "format": FORMAT,
        "version": __version__,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }

    def earlier_files(earlier: Path) -> set[str] | None:
        try:
            return {MANIFEST, *_read_manifest(earlier, kind)}
        except SourceError:
            return None

    with whole_folder(folder, earlier_files, kind="model") as made:
        for name, content in {**files, MANIFEST: to_json(manifest)}.items():
            (made / name).write_bytes(content)


def read_model(
    folder: Path, kind: str, *, needed: Collection[str], optional: Collection[str] = ()
) -> dict[str, bytes]:
    """Read the files of a model.

    Args:
        folder: What :func:`write_model` wrote.
        kind: What it must be a model of.
        needed: The files that it must have.
        optional: The files that it may have.

    Raises:
        SourceError: It isn't there, isn't such a model, or is damaged.
    """
    listed = _read_manifest(folder, kind)
    if not set(needed) <= listed.keys() <= {*needed, *optional}:
        raise damaged(folder / MANIFEST, "it doesn't list the model's files")
    return {name: _read_file(folder / name, wanted) for name, wanted in listed.items()}


def to_json(value: object) -> bytes:
    """A value as JSON, the same bytes each time."""
    return f"{json.dumps(value, ensure_ascii=True, indent=2)}\n".encode()


def to_npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Arrays of numbers or texts as an ``.npz`` file."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def from_npz(content: bytes, path: Path) -> dict[str, np.ndarray]:
    """The arrays of an ``.npz`` file.

    Raises:
        SourceError: It isn't such a file, or holds anything but plain arrays.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return dict(arrays)
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise damaged(path, f"it holds no plain arrays ({error})") from None


def damaged(path: Path, what: str) -> SourceError:
    """The error that a file of a saved model is damaged."""
    return SourceError(f"{path}: the saved model is damaged: {what}; save it anew")


def _read_manifest(folder: Path, kind: str) -> dict[str, str]:
    """The files of a model with their SHA-256."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise SourceError(
            f"{folder}: no saved model here ({error.strerror or error}); give the folder that a "
            f"model of {kind} was saved to"
        ) from None
    except (ValueError, RecursionError):
        raise damaged(path, "it is no JSON") from None
    if not isinstance(manifest, Mapping) or manifest.get("kind") != kind:
        raise SourceError(
            f"{path}: is no manifest of a saved model of {kind}; give the folder that such a model "
            f"was saved to"
        )
    if manifest.get("format") != FORMAT:
        raise SourceError(
            f"{path}: has format {manifest.get('format')!r} (version {manifest.get('version')!r} "
            f"wrote it), and this version reads {FORMAT}; save the model anew"
        )
    files = manifest.get("files")
    if not isinstance(files, dict) or not all(isinstance(wanted, str) for wanted in files.values()):
        raise damaged(path, "it doesn't list the model's files")
    return files


def _read_file(path: Path, wanted: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise damaged(path, f"it can't be read ({error.strerror or error})") from None
    if hashlib.sha256(content).hexdigest() != wanted:
        raise damaged(path, "its SHA-256 isn't that of the manifest")
    return content
