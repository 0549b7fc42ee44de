"""How ``topic_peers.py`` talks with the programs that it measures, each in a process of its own.

``python run_NAME.py TASKS ANSWERS`` reads tasks and writes what was found for each of their runs,
both JSON. A task is a set of texts with the file of their vectors (.npy, texts by dimensions), the
vectors of its seed words, and runs. Only NumPy is needed, so that the environment of a peer can
read this file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
WARM_UP = 200  # texts of the fit before the measured ones


class Run(TypedDict):
    """One fit that is asked for.

    ``k`` is the number of topics (None: to be chosen), ``seed`` None for a program as it comes,
    ``vectors`` whether the toolkit may use them, ``seed_words`` those of each seeded topic.
    """

    k: int | None
    seed: int | None
    shuffled: bool
    vectors: bool
    seed_words: list[list[str]] | None


class Task(TypedDict):
    """A set and the runs on it."""

    name: str
    texts: list[str]
    vectors: str
    seed_texts: list[str]
    seed_vectors: list[list[float]]
    runs: list[Run]


class Found(TypedDict):
    """What came of it: a topic a text (-1 for none), CPU seconds, and what else there is to say."""

    topics: list[int]
    seconds: float
    told: dict[str, Any]


Fit = Callable[[list[str], Vectors, Run, "Embed"], Found]


class Embed:
    """Vectors made beforehand, by text."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        self._vectors = dict(zip(texts, vectors, strict=True))

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Vectors of some of the texts, a row each."""
        return np.array([self._vectors[text] for text in texts], dtype=np.float32)


def serve(fit: Fit, prepare: Callable[[int], None] = lambda _: None) -> None:
    """Do the tasks named on the command line, telling on standard error how far they are.

    ``prepare`` is called first, with the number of texts of the largest set.
    """
    tasks: list[Task] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    prepare(max(len(task["texts"]) for task in tasks))
    warmed: set[tuple[bool, ...]] = set()
    found: list[list[Found]] = []
    for task in tasks:
        texts = task["texts"]
        vectors: Vectors = np.load(task["vectors"]).astype(np.float32)
        seeds = np.array(task["seed_vectors"], dtype=np.float32).reshape(-1, vectors.shape[1])
        embed = Embed([*texts, *task["seed_texts"]], np.concatenate([vectors, seeds]))
        few = slice(None, None, max(1, len(texts) // WARM_UP))
        own: list[Found] = []
        for run in task["runs"]:
            # what is compiled or loaded on first use is not measured
            given = (run["k"], run["seed"], run["seed_words"])
            kind = (run["vectors"], *(one is None for one in given))
            if kind not in warmed:
                fit(texts[few], vectors[few], run, embed)
                warmed.add(kind)
            own.append(fit_in_order(fit, texts, vectors, run, embed))
        found.append(own)
        print(f"{Path(sys.argv[0]).stem}: {task['name']}", file=sys.stderr, flush=True)
    Path(sys.argv[2]).write_text(json.dumps(found), encoding="utf-8")


def fit_in_order(fit: Fit, texts: list[str], vectors: Vectors, run: Run, embed: Embed) -> Found:
    """Fit once; topics stand in the order of the texts, whether they were shuffled or not."""
    order = np.arange(len(texts))
    if run["shuffled"]:
        order = np.random.default_rng(0).permutation(order)
    found = fit([texts[row] for row in order], vectors[order], run, embed)
    topics = np.empty(len(texts), dtype=np.int64)
    topics[order] = found["topics"]
    return {**found, "topics": topics.tolist()}
