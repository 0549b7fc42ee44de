"""The toolkit's part of ``topic_peers.py``."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd
from topic_runs import Embed, Found, Run, Vectors, serve

from toolkit.discovered import discover_topics
from toolkit.discovered.content_words import content_words


def fit(texts: list[str], _vectors: Vectors, run: Run, embed: Embed) -> Found:
    """One fit; groups are kept whether they stand or not, and it is told whether they do."""
    table = pd.DataFrame({"id": [f"{row:09}" for row in range(len(texts))], "text": texts})
    options: dict[str, Any] = {}
    if run["k"] is not None:
        options["n_topics"] = run["k"]
    if run["vectors"]:
        options["embed"] = embed
    content_words.cache_clear()
    start = time.process_time()
    found = discover_topics(table, seed=run["seed"] or 0, keep_unstable=True, **options)
    seconds = time.process_time() - start
    content_words.cache_clear()
    start = time.process_time()
    for text in texts:
        content_words(text)
    tokenising = time.process_time() - start
    return {
        "topics": [int(topic) for topic in found.table["discovered_topic"]],
        "seconds": seconds,
        "told": {"stands": found.stability.stands, "tokenising": min(tokenising, seconds)},
    }


if __name__ == "__main__":
    serve(fit)
