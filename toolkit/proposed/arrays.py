"""A fitted model of proposals as what JSON can hold and as arrays, and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.errors import SettingsError
from toolkit.proposed.calibration import Surroundings
from toolkit.proposed.meanings import Meanings
from toolkit.proposed.model import ProposalModel
from toolkit.proposed.nearness import PARTS, Nearness
from toolkit.proposed.scores import Scores
from toolkit.proposed.spreading import Linear
from toolkit.proposed.stems import Weighting
from toolkit.proposed.vectors import Embed, VectorScores

_FORM = 2  # of what to_arrays gives
_SHARPNESSES = "likeness_sharpness", "meanings_sharpness", "sharpness"
_OF_TOPICS = "usual", "spread", "reached"
_Shaped = tuple[npt.NDArray[np.float64], tuple[int, ...]]


def to_arrays(model: ProposalModel) -> tuple[dict[str, Any], dict[str, npt.NDArray[np.float64]]]:
    """The model as what JSON can hold and as named arrays (``embed`` is not in them)."""
    settings: dict[str, Any] = {"form": _FORM, "names": list(model.names), "reason": model.reason}
    if model.scores is None or model.surroundings is None:
        return settings, {}
    scores, part = model.scores, model.scores.by_vectors
    settings["vocabulary"] = list(scores.weighting.words)
    settings["words_sharpness"] = scores.words_sharpness
    settings["surroundings"] = dataclasses.asdict(model.surroundings)
    arrays = {
        "rarity": scores.weighting.rarity,
        "seeds": scores.seeds,
        "words_weights": scores.words.weights,
        "words_constant": scores.words.constant,
        **_write_nearness("words", scores.nearness),
    }
    if part is not None:
        for name in _SHARPNESSES:
            settings[name] = getattr(part, name)
        arrays |= {
            "centre": part.centre,
            "prototypes": part.prototypes,
            "vectors_weights": part.model.weights,
            "vectors_constant": part.model.constant,
            **{f"meanings_{name}": array for name, array in vars(part.meanings).items()},
            **_write_nearness("vectors", part.nearness),
        }
    return settings, arrays


def from_arrays(
    settings: Mapping[str, Any],
    arrays: Mapping[str, npt.NDArray[np.float64]],
    *,
    embed: Embed | None = None,
) -> ProposalModel:
    """A model as :func:`to_arrays` gave it; its proposals are the same.

    Raises:
        SettingsError: Another version of the toolkit wrote it, or something is missing.
    """
    form = settings.get("form") if isinstance(settings, Mapping) else None
    if form != _FORM:
        raise SettingsError(
            f"a model of proposals in the form {form!r}, not {_FORM}; fit it anew with this version"
        )
    try:
        model = _read(settings, arrays, embed)
        _check_shapes(model)
        return model
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(f"a model of proposals that isn't whole ({error})") from None


def _read(
    settings: Mapping[str, Any],
    arrays: Mapping[str, npt.NDArray[np.float64]],
    embed: Embed | None,
) -> ProposalModel:
    names, reason = tuple(settings["names"]), str(settings["reason"])
    if reason:
        return ProposalModel(names, reason)
    part = None
    if "centre" in arrays:
        own = {field.name: arrays[f"meanings_{field.name}"] for field in fields(Meanings)}
        part = VectorScores(
            centre=arrays["centre"],
            prototypes=arrays["prototypes"],
            meanings=Meanings(**own),
            model=Linear(arrays["vectors_weights"], arrays["vectors_constant"]),
            nearness=_read_nearness("vectors", arrays),
            **{name: float(settings[name]) for name in _SHARPNESSES},
        )
    scores = Scores(
        Weighting(tuple(settings["vocabulary"]), arrays["rarity"]),
        arrays["seeds"],
        Linear(arrays["words_weights"], arrays["words_constant"]),
        float(settings["words_sharpness"]),
        _read_nearness("words", arrays),
        part,
    )
    surroundings = Surroundings(**settings["surroundings"])
    return ProposalModel(names, reason, scores, surroundings, embed)


def _write_nearness(kind: str, nearness: Nearness) -> dict[str, npt.NDArray[np.float64]]:
    return {
        f"near_{kind}_weights": np.array([model.weights for model in nearness.models]),
        f"near_{kind}_constants": np.array([model.constant for model in nearness.models]),
        **{f"near_{kind}_{name}": getattr(nearness, name) for name in _OF_TOPICS},
    }


def _read_nearness(kind: str, arrays: Mapping[str, npt.NDArray[np.float64]]) -> Nearness:
    weights, constants = arrays[f"near_{kind}_weights"], arrays[f"near_{kind}_constants"]
    if len(weights) != PARTS:
        raise ValueError(f"{len(weights)} regressions where {PARTS} are expected")
    models = tuple(Linear(*own) for own in zip(weights, constants, strict=True))
    return Nearness(models, **{name: arrays[f"near_{kind}_{name}"] for name in _OF_TOPICS})


def _check_shapes(model: ProposalModel) -> None:
    if model.scores is None:
        return
    scores, part, n_topics = model.scores, model.scores.by_vectors, len(model.names)
    n_words = len(scores.weighting.words)
    wanted = [
        (scores.weighting.rarity, (n_words,)),
        (scores.seeds, (n_topics, n_words)),
        *_shapes(scores.words, n_words, n_topics),
        *_near_shapes(scores.nearness, n_words, n_topics),
    ]
    if part is not None:
        n_numbers, n_seeds = len(part.centre), len(part.meanings.vectors)
        wanted += [
            (part.centre, (n_numbers,)),
            (part.prototypes, (n_topics, n_numbers)),
            (part.meanings.centre, (n_numbers,)),
            (part.meanings.vectors, (n_seeds, n_numbers)),
            (part.meanings.weights, (n_topics, n_seeds)),
            (part.meanings.usual, (n_topics,)),
            *_shapes(part.model, n_numbers, n_topics),
            *_near_shapes(part.nearness, n_numbers, n_topics),
        ]
    for array, shape in wanted:
        if array.shape != shape or array.dtype.kind != "f":
            raise ValueError(f"an array of shape {array.shape} where {shape} is expected")


def _shapes(model: Linear, n_features: int, n_topics: int) -> Iterator[_Shaped]:
    yield model.weights, (n_features, n_topics)
    yield model.constant, (n_topics,)


def _near_shapes(nearness: Nearness, n_features: int, n_topics: int) -> Iterator[_Shaped]:
    for model in nearness.models:
        yield from _shapes(model, n_features, n_topics)
    for name in _OF_TOPICS:
        yield getattr(nearness, name), (n_topics,)
