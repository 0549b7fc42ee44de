"""A fitted model of discovered topics in a folder (:mod:`toolkit.model_files`).

::

    model/topics.json     settings, stability, names and words of the groups
    model/arrays.npz      vocabulary, idf, mixture, mean vector
"""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.discovered.mixture import Mixture
from toolkit.discovered.stability import Stability
from toolkit.errors import SettingsError
from toolkit.model_files import damaged, from_npz, read_model, to_json, to_npz, write_model

KIND = "discovered topics"
_TOPICS, _ARRAYS = "topics.json", "arrays.npz"


def save_arrays(folder: Path, model: Any) -> None:
    """Write what a fitted :class:`toolkit.discovered.DiscoveredTopics` holds."""
    described = {
        "n_topics": model.n_topics,
        "seed": model.seed,
        "names": list(model.names_),
        "top_words": [list(words) for words in model.top_words_],
        "stability_by_group": list(model.stability_.by_group),
        "stability": {
            name: None if pd.isna(value) else value  # NaN is no JSON
            for name, value in asdict(dataclasses.replace(model.stability_, by_group=())).items()
        },
    }
    mixture: Mixture = model.mixture_
    arrays = {
        "vocabulary": np.array(model.vocabulary_, dtype=np.str_),
        "idf": model.idf_,
        "labels": model.labels_,
        "words": mixture.words,
        "sizes": mixture.sizes,
    }
    if model.mean_ is not None:
        arrays["mean"] = model.mean_
    if mixture.centres is not None:
        arrays["centres"] = mixture.centres
    write_model(folder, KIND, {_TOPICS: to_json(described), _ARRAYS: to_npz(arrays)})


def load_arrays(folder: Path, model: Any) -> None:
    """Fill a model with what :func:`save_arrays` wrote."""
    files = read_model(folder, KIND, needed=[_TOPICS, _ARRAYS])
    arrays = from_npz(files[_ARRAYS], folder / _ARRAYS)
    try:
        described = json.loads(files[_TOPICS])
        stability: dict[str, Any] = {
            name: math.nan if value is None else value
            for name, value in described["stability"].items()
        }
        stability["by_group"] = tuple(described["stability_by_group"])
        model.n_topics, model.seed = described["n_topics"], described["seed"]
        model.names_, model.top_words_ = described["names"], described["top_words"]
        model.stability_ = Stability(**stability)
        model.vocabulary_ = tuple(str(word) for word in arrays["vocabulary"])
        model.idf_, model.labels_ = arrays["idf"], arrays["labels"]
        model.mixture_ = Mixture(arrays["words"], arrays["sizes"], arrays.get("centres"))
        model.mean_ = arrays.get("mean")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged(folder, f"something is missing in it ({error})") from None
    model.n_topics_ = len(model.names_)
    if model.mean_ is not None and model.embed is None:
        raise SettingsError(
            f"{folder}: the model was fitted with vectors; load it with the same `embed`"
        )
