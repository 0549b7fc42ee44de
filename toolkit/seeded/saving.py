"""A fitted model of seeded topics in a folder (:mod:`toolkit.model_files`).

::

    model/topics.json       the topics

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
from toolkit.model_files import damaged, read_model, to_json, write_model
from toolkit.seeded.topics_file import Topic, check_topics

KIND = "seeded topics"
_TOPICS = "topics.json"


def save_model(folder: Path, topics: Sequence[Topic]) -> None:
    """Write a model to a folder, whole or not at all; an earlier model in it is replaced.

    Args:
        folder: Missing, empty, or with an earlier model and nothing else.
        topics: The topics.

    Raises:
        OutputError: The folder holds something else, or can't be written.
    """
    write_model(folder, KIND, {_TOPICS: write_topics_json(topics)})


def load_model(folder: Path) -> tuple[Topic, ...]:
    """Read the topics of a model.

    Raises:
        SourceError: It isn't there, isn't such a model, or is damaged.
    """
    files = read_model(folder, KIND, needed=[_TOPICS])
    return read_topics_json(files[_TOPICS], folder / _TOPICS)


def write_topics_json(topics: Sequence[Topic]) -> bytes:
    """Topics as JSON."""
    return to_json([asdict(topic) for topic in topics])


def read_topics_json(content: bytes, path: Path) -> tuple[Topic, ...]:
    """Topics that :func:`write_topics_json` wrote.

    Raises:
        SourceError: It holds something else, or topics that can't be used.
    """
    try:
        topics = tuple(_to_topic(table) for table in json.loads(content))
        check_topics(topics)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise damaged(path, f"it holds no topics ({error})") from None
    except SettingsError as error:
        raise damaged(path, str(error)) from None
    return topics


def _to_topic(table: Mapping[str, Any]) -> Topic:
    lists = {key: value for key, value in table.items() if isinstance(value, list)}
    topic = Topic(**{**table, **{key: tuple(value) for key, value in lists.items()}})
    if not isinstance(topic.name, str) or not isinstance(topic.label, str):
        raise TypeError("a name or label is no text")
    return topic
