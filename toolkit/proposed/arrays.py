"""A fitted model of proposals as what JSON can hold and as arrays, and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.errors import SettingsError
from toolkit.proposed.calibration import Surroundings
from toolkit.proposed.model import ProposalModel
from toolkit.proposed.scores import Embed, Scores, VectorScores
from toolkit.proposed.spreading import Linear
from toolkit.proposed.stems import Weighting

_FORM = 1  # of what to_arrays gives


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
    }
    if part is not None:
        settings["likeness_sharpness"] = part.likeness_sharpness
        settings["vectors_sharpness"] = part.sharpness
        arrays |= {
            "centre": part.centre,
            "prototypes": part.prototypes,
            "vectors_weights": part.model.weights,
            "vectors_constant": part.model.constant,
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
        part = VectorScores(
            arrays["centre"],
            arrays["prototypes"],
            settings["likeness_sharpness"],
            Linear(arrays["vectors_weights"], arrays["vectors_constant"]),
            settings["vectors_sharpness"],
        )
    scores = Scores(
        Weighting(tuple(settings["vocabulary"]), arrays["rarity"]),
        arrays["seeds"],
        Linear(arrays["words_weights"], arrays["words_constant"]),
        settings["words_sharpness"],
        part,
    )
    told = settings["surroundings"]
    pairs = {key: tuple(told[key]) for key in ("evidence_mean", "evidence_spread")}
    return ProposalModel(names, reason, scores, Surroundings(**{**told, **pairs}), embed)


def _check_shapes(model: ProposalModel) -> None:
    if model.scores is None:
        return
    scores, part, n_topics = model.scores, model.scores.by_vectors, len(model.names)
    n_words = len(scores.weighting.words)
    wanted = [
        (scores.weighting.rarity, (n_words,)),
        (scores.seeds, (n_topics, n_words)),
        (scores.words.weights, (n_words, n_topics)),
        (scores.words.constant, (n_topics,)),
    ]
    if part is not None:
        n_numbers = len(part.centre)
        wanted += [
            (part.centre, (n_numbers,)),
            (part.prototypes, (n_topics, n_numbers)),
            (part.model.weights, (n_numbers, n_topics)),
            (part.model.constant, (n_topics,)),
        ]
    for array, shape in wanted:
        if array.shape != shape or array.dtype.kind != "f":
            raise ValueError(f"an array of shape {array.shape} where {shape} is expected")
