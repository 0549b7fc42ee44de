"""Labelled sets for ``topic_peers.py``, with vectors of their texts and seed words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from topic_runs import Task, Vectors

from toolkit.scorers.sentence_vectors import SentenceModel
from toolkit.seeded import Topic, read_topics

ALIKE = 0.95  # least cosine of a text's kept vector with a new one


class Labelled(NamedTuple):
    """A labelled set."""

    name: str
    texts: list[str]
    labels: list[str]
    left_out: int
    topics: tuple[Topic, ...]


def read_set(path: Path) -> Labelled:
    """Read a labelled set and the topics file beside it, if there is one."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    if not {"text", "label"} <= set(table.columns):
        sys.exit(f"{path}: has the columns {', '.join(table.columns)}; text and label are needed")
    kept = table[(table["text"].str.strip() != "") & (table["label"].str.strip() != "")]
    kept = kept.drop_duplicates("text")
    seeds = path.with_suffix(".toml")
    topics = read_topics(seeds) if seeds.exists() else ()
    labels = kept["label"].tolist()
    if topics and (missing := set(labels) - {topic.name for topic in topics}):
        sys.exit(f"{seeds}: no topic is named as the label {min(missing)!r}; add it")
    return Labelled(path.stem, kept["text"].tolist(), labels, len(table) - len(kept), topics)


def read_vectors(texts: list[str], path: Path, model: SentenceModel) -> None:
    """Make the file of the texts' vectors; one that is there must be of these texts."""
    if not path.exists():
        batches = [texts[start : start + 500] for start in range(0, len(texts), 500)]
        np.save(path, np.vstack([model(batch) for batch in batches]).astype(np.float32))
        return
    kept: Vectors = np.load(path)
    some = list(range(0, len(texts), max(1, len(texts) // 20)))
    if len(kept) != len(texts) or (
        (kept[some] * model([texts[row] for row in some])).sum(axis=1).min() < ALIKE
    ):
        sys.exit(f"{path}: is of other texts; remove it, and it is made anew")


def make_task(labelled: Labelled, folder: Path, model: SentenceModel) -> Task:
    """A set as the programs take it, without runs."""
    path = folder / f"vectors_{labelled.name}.npy"
    read_vectors(labelled.texts, path, model)
    seeds = [" ".join(words) for words in seed_words(labelled.topics)]
    return {
        "name": labelled.name, "texts": labelled.texts, "vectors": str(path.absolute()),
        "seed_texts": seeds, "seed_vectors": model(seeds).tolist() if seeds else [], "runs": [],
    }  # fmt: skip


def seed_words(topics: Sequence[Topic]) -> list[list[str]]:
    """The topics' seeds as a peer takes them, without the sign for any ending."""
    return [[seed.replace("*", "") for seed in topic.seeds] for topic in topics]
