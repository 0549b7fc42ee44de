"""A fitted model of seeded topics in a folder (:mod:`toolkit.model_files`).

::

    model/topics.json       the topics
    model/proposals.npz     arrays of the model that proposes topics, if one was fitted

Words are matched by the version that reads the folder; the version that wrote it stands in the
manifest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from toolkit.errors import SettingsError
from toolkit.model_files import damaged, from_npz, read_model, to_json, to_npz, write_model
from toolkit.seeded.topics_file import Topic, check_topics

KIND = "seeded topics"
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
    files = {_TOPICS: to_json([asdict(topic) for topic in topics])}
    if proposals is not None:
        files[_PROPOSALS] = to_npz(proposals.to_arrays())
    write_model(folder, KIND, files)


def load_model(folder: Path) -> tuple[tuple[Topic, ...], Any]:
    """Read the topics of a model, and the model that proposes topics, None without one.

    Raises:
        SourceError: It isn't there, isn't such a model, or is damaged.
    """
    files = read_model(folder, KIND, needed=[_TOPICS], optional=[_PROPOSALS])
    try:
        topics = tuple(_to_topic(table) for table in json.loads(files[_TOPICS]))
        check_topics(topics)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise damaged(folder / _TOPICS, f"it holds no topics ({error})") from None
    except SettingsError as error:
        raise damaged(folder / _TOPICS, str(error)) from None
    return topics, _read_proposals(files.get(_PROPOSALS), folder / _PROPOSALS)


def _read_proposals(content: bytes | None, path: Path) -> Any:
    """The place where the model that proposes topics is made of its arrays: none yet."""
    return None if content is None else from_npz(content, path)


def _to_topic(table: Mapping[str, Any]) -> Topic:
    lists = {key: value for key, value in table.items() if isinstance(value, list)}
    topic = Topic(**{**table, **{key: tuple(value) for key, value in lists.items()}})
    if not isinstance(topic.name, str) or not isinstance(topic.label, str):
        raise TypeError("a name or label is no text")
    return topic
