"""BERTopic's part of ``topic_peers.py``, run by the Python that has BERTopic.

Everything is BERTopic's default, but for UMAP's ``random_state`` where a seed is given (the other
arguments are those that BERTopic gives it) and k-means in place of HDBSCAN where the number of
topics is.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from sklearn.cluster import KMeans
from sklearn.metrics.pairwise import cosine_similarity
from topic_runs import WARM_UP, Embed, Found, Run, Vectors, serve
from umap import UMAP


class Lookup(BaseEmbedder):  # type: ignore[misc]
    """BERTopic's view of vectors made beforehand."""

    def __init__(self, embed: Embed) -> None:
        super().__init__()
        self._embed = embed

    def embed(self, documents: list[str], verbose: bool = False) -> Vectors:  # noqa: ARG002
        """Vectors of the documents."""
        return self._embed(list(documents))


def fit(texts: list[str], vectors: Vectors, run: Run, embed: Embed) -> Found:
    """One fit."""
    options: dict[str, Any] = {}
    if run["seed"] is not None:
        options["umap_model"] = _umap(run["seed"])
    if run["k"] is not None:
        options["hdbscan_model"] = KMeans(run["k"], random_state=run["seed"])
    if run["seed_words"] is not None:
        options["seed_topic_list"] = run["seed_words"]
        options["embedding_model"] = Lookup(embed)
    model = BERTopic(**options)
    start = time.process_time()
    topics, _ = model.fit_transform(texts, vectors)
    seconds = time.process_time() - start
    told: dict[str, Any] = {}
    if run["seed_words"] is not None:
        numbers = sorted(set(topics))
        seeds = embed([" ".join(words) for words in run["seed_words"]])
        near = cosine_similarity(np.asarray(model.topic_embeddings_), seeds)
        told["nearest_seed"] = {
            str(number): int(row.argmax()) for number, row in zip(numbers, near, strict=True)
        }
    return {"topics": [int(topic) for topic in topics], "seconds": seconds, "told": told}


def _umap(seed: int | None, **more: Any) -> UMAP:
    return UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, **more
    )


def _compile(rows: int) -> None:
    """Have the code compiled by which UMAP searches neighbours among 4,096 rows and more."""
    if rows >= 4096:
        noise = np.random.default_rng(0).normal(size=(WARM_UP, 384)).astype(np.float32)
        for seed in (0, None):
            _umap(seed, force_approximation_algorithm=True).fit(noise)


if __name__ == "__main__":
    serve(fit, _compile)
