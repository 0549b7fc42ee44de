"""A fitted model of proposed topics in a folder (:mod:`toolkit.model_files`).

::

    model/topics.json       the analyst's topics
    model/proposals.json    what was learnt, apart from
    model/arrays.npz        its arrays
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import SettingsError
from toolkit.model_files import damaged, from_npz, read_model, to_json, to_npz, write_model
from toolkit.proposed.arrays import from_arrays, to_arrays
from toolkit.proposed.model import ProposalModel
from toolkit.proposed.vectors import Embed
from toolkit.seeded.saving import read_topics_json, write_topics_json
from toolkit.seeded.topics_file import Topic

KIND = "proposed topics"
_TOPICS, _PROPOSALS, _ARRAYS = "topics.json", "proposals.json", "arrays.npz"


def save_model(folder: Path, topics: Sequence[Topic], model: ProposalModel) -> None:
    """Write a model to a folder, whole or not at all; an earlier model in it is replaced.

    Raises:
        OutputError: The folder holds something else, or can't be written.
    """
    settings, arrays = to_arrays(model)
    files = {
        _TOPICS: write_topics_json(topics),
        _PROPOSALS: to_json(settings),
        _ARRAYS: to_npz(arrays),
    }
    write_model(folder, KIND, files)


def load_model(folder: Path, embed: Embed | None) -> tuple[tuple[Topic, ...], ProposalModel]:
    """Read the topics and the model.

    Raises:
        SourceError: It isn't there, isn't such a model, or is damaged.
        SettingsError: The model was fitted with vectors, and there is no ``embed``.
    """
    files = read_model(folder, KIND, needed=[_TOPICS, _PROPOSALS, _ARRAYS])
    topics = read_topics_json(files[_TOPICS], folder / _TOPICS)
    arrays = from_npz(files[_ARRAYS], folder / _ARRAYS)
    try:
        model = from_arrays(json.loads(files[_PROPOSALS]), arrays, embed=embed)
    except (ValueError, RecursionError) as error:
        raise damaged(folder / _PROPOSALS, f"it is no JSON ({error})") from None
    except SettingsError as error:
        raise damaged(folder / _PROPOSALS, str(error)) from None
    if not {topic.name for topic in topics} >= set(model.names):
        raise damaged(folder / _PROPOSALS, "it proposes topics that aren't the analyst's")
    if model.scores and model.scores.by_vectors and embed is None:
        raise SettingsError(
            f"{folder}: the model was fitted with vectors; load it with the same `embed`"
        )
    return topics, model
