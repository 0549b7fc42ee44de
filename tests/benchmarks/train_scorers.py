"""Fit the scorers ``lexicons`` and ``embedding`` anew: ``train_scorers.py FOLDER [VECTORS]``.

FOLDER holds the four rated sets (see ``rated_sentences.py``). Writes ``ratings.csv``,
``lexicons.json`` and ``embedding.json`` into ``toolkit/scorers/models``: the same bytes each time.
VECTORS is a file (.npy) to keep the sentences' vectors in, which take minutes to make.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from fitting import (
    LEVEL,
    OWN,
    choose_threshold,
    fit,
    fit_errors,
    hold_out,
    measure,
)
from rated_sentences import Numbers, Rated, read_rated
from threadpoolctl import threadpool_limits

from toolkit.scorers.sentence_features import FEATURES
from toolkit.scorers.sentence_vectors import load_model

MODELS = Path(__file__).parents[2] / "toolkit" / "scorers" / "models"
DIGITS = 5
VALUE_DIGITS = 3


def keep_vectors(path: Path | None) -> Callable[[list[str]], Numbers]:
    """The model of the extra ``embeddings``, or its vectors of an earlier run."""

    def embed(sentences: list[str]) -> Numbers:
        if path is not None and path.exists():
            vectors: Numbers = np.load(path)
            if len(vectors) == len(sentences):
                return vectors
        model = load_model(threads=1)
        vectors = np.vstack(
            [model(sentences[start : start + 500]) for start in range(0, len(sentences), 500)]
        )
        if path is not None:
            np.save(path, vectors)
        return vectors

    return embed


def round_all(numbers: Numbers) -> list[float]:
    """Numbers as they are written."""
    return [round(number, DIGITS) + 0.0 for number in numbers.tolist()]


def train(name: str, rated: Rated, embed: Callable[[list[str]], Numbers] | None) -> None:
    """Fit one scorer and write its files."""
    measured, ratings, domains = measure(rated, embed)
    held = hold_out(name, measured, ratings, domains)
    errors = fit_errors(held, measured.features.disagreement, ratings, domains)
    fitted = fit(name, measured, ratings, domains)
    weights = dict(zip(list(FEATURES)[:OWN], round_all(fitted.weights), strict=True))
    head: dict[str, Any] = {
        "fitted_on": rated.sha256,
        "intercept": round(fitted.intercept, DIGITS),
        "weights": weights | {"ratings": 1.0 if fitted.values else 0.0},
        "error": {
            "level": LEVEL,
            "intercept": round(errors.intercept, DIGITS),
            "weight": round(errors.weight, DIGITS),
            "quantile": round(errors.quantile, DIGITS),
        },
        "label_threshold": choose_threshold(held, ratings, domains),
        "vector_weights": round_all(fitted.vector_weights),
    }
    write(f"{name}.json", json.dumps(head, indent=1) + "\n")
    if fitted.values:
        rounded = {
            measured.vocabulary[number]: round(value, VALUE_DIGITS)
            for number, value in fitted.values.items()
        }
        lines = [f"{word},{value:g}\n" for word, value in sorted(rounded.items())]
        write("ratings.csv", "word,value\n" + "".join(lines))


def write(name: str, content: str) -> None:
    """Write a file of the folder of models."""
    (MODELS / name).write_text(content, encoding="utf-8", newline="\n")
    print(f"{name}: {len(content.encode()):,} bytes")


def main() -> None:
    """Fit both scorers."""
    rated = read_rated(Path(sys.argv[1]))
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with threadpool_limits(1):
        train("lexicons", rated, None)
        train("embedding", rated, keep_vectors(path))


if __name__ == "__main__":
    main()
