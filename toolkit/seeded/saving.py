"""A fitted model of seeded topics in a folder: JSON, and NumPy arrays where it has any.

::

    model/manifest.json     generator, kind, versions, SHA-256 of each other file
    model/topics.json       the topics
    model/proposals.npz     arrays of the model that proposes topics, if one was fitted

Nothing is ever unpickled. Words are matched by the version that reads the folder; the version that
wrote it stands in the manifest.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from toolkit._version import __version__
from toolkit.errors import SettingsError, SourceError
from toolkit.files import GENERATOR, MANIFEST, whole_folder
from toolkit.seeded.topics_file import Topic, check_topics

KIND = "seeded topics"
FORMAT = 1
_TOPICS, _PROPOSALS = "topics.json", "proposals.npz"


def save_model(folder: Path, topics: Sequence[Topic], proposals: Any = None) -> None:
    """Write a model to a folder, whole or not at all; an earlier model in it is replaced.

    Args:
        folder: Missing, empty, or with an earlier model and nothing else.
        topics: The topics.
        proposals: A fitted model with ``to_arrays()``, or None.

    Raises:
        OutputError: The folder holds something else, or can't be written.
    """
    files = {_TOPICS: _to_json([asdict(topic) for topic in topics])}
    if proposals is not None:
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, **proposals.to_arrays())
        files[_PROPOSALS] = buffer.getvalue()
    manifest = {
        "generator": GENERATOR,
        "kind": KIND,
        "format": FORMAT,
        "version": __version__,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    with whole_folder(folder, _earlier_files, kind="model") as made:
        for name, content in {**files, MANIFEST: _to_json(manifest)}.items():
            (made / name).write_bytes(content)


def load_model(folder: Path) -> tuple[tuple[Topic, ...], Any]:
    """Read the topics of a model, and the model that proposes topics, None without one.

    Raises:
        SourceError: It isn't there, isn't such a model, or is damaged.
    """
    manifest = _read_manifest(folder)
    files = {name: _read_file(folder / name, wanted) for name, wanted in manifest.items()}
    try:
        topics = tuple(_to_topic(table) for table in json.loads(files[_TOPICS]))
        check_topics(topics)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _damaged(folder / _TOPICS, f"it holds no topics ({error})") from None
    except SettingsError as error:
        raise _damaged(folder / _TOPICS, str(error)) from None
    return topics, _read_proposals(files.get(_PROPOSALS))


def _read_proposals(content: bytes | None) -> Any:
    """The place where the model that proposes topics is made of its arrays: none yet."""
    return None if content is None else dict(np.load(io.BytesIO(content), allow_pickle=False))


def _read_manifest(folder: Path) -> dict[str, str]:
    """The files of a model with their SHA-256."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise SourceError(
            f"{folder}: no saved model here ({error.strerror or error}); give the folder that "
            f"SeededTopics.save wrote"
        ) from None
    except (ValueError, RecursionError):
        raise _damaged(path, "it is no JSON") from None
    if not isinstance(manifest, Mapping) or manifest.get("kind") != KIND:
        raise SourceError(
            f"{path}: is no manifest of a saved model; give the folder that SeededTopics.save wrote"
        )
    if manifest.get("format") != FORMAT:
        raise SourceError(
            f"{path}: has format {manifest.get('format')!r} (version {manifest.get('version')!r} "
            f"wrote it), and this version reads {FORMAT}; save the model anew"
        )
    files = manifest.get("files")
    if (
        not isinstance(files, dict)
        or not {_TOPICS} <= files.keys() <= {_TOPICS, _PROPOSALS}
        or not all(isinstance(wanted, str) for wanted in files.values())
    ):
        raise _damaged(path, "it doesn't list the model's files")
    return files


def _read_file(path: Path, wanted: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _damaged(path, f"it can't be read ({error.strerror or error})") from None
    if hashlib.sha256(content).hexdigest() != wanted:
        raise _damaged(path, "its SHA-256 isn't that of the manifest")
    return content


def _to_topic(table: Mapping[str, Any]) -> Topic:
    lists = {key: value for key, value in table.items() if isinstance(value, list)}
    topic = Topic(**{**table, **{key: tuple(value) for key, value in lists.items()}})
    if not isinstance(topic.name, str) or not isinstance(topic.label, str):
        raise TypeError("a name or label is no text")
    return topic


def _earlier_files(folder: Path) -> set[str] | None:
    try:
        return {MANIFEST, *_read_manifest(folder)}
    except SourceError:
        return None


def _damaged(path: Path, what: str) -> SourceError:
    return SourceError(f"{path}: the saved model is damaged: {what}; save it anew")


def _to_json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=True, indent=2)}\n".encode()
