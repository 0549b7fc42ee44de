"""Discovered topics of many comments: ``python tests/benchmarks/topics_scale.py [COMMENTS]``.

Comments of 30 words are drawn from 20 invented topics (words by Zipf's law, a third of them the
topic's own). Printed are the processor seconds for finding all words once, the seconds of the whole
fit, what is left of it when the words' time is taken off for each time the fit finds them, the peak
memory, and how well the topics were found (adjusted Rand index).
"""

import resource
import sys
import time

import numpy as np
from sklearn.metrics import adjusted_rand_score

from toolkit.discovered import DiscoveredTopics
from toolkit.discovered.content_words import content_words

TOPICS, WORDS, SHARED, OWN = 20, 30, 20_000, 300
CHUNK = 10_000


def make_comments(n: int) -> tuple[list[str], np.ndarray]:
    """Comments and the topic of each."""
    source = np.random.default_rng(0)
    letters = np.array(list("bcdfgklmnprstvz"))
    words = np.array(
        ["".join(source.choice(letters, 3)) + "o" + "".join(source.choice(letters, 3)) + str(i)
         for i in range(SHARED + TOPICS * OWN)]
    )  # fmt: skip
    zipf = 1 / np.arange(1, SHARED + 1)
    own = 1 / np.arange(1, OWN + 1)
    topics = source.integers(TOPICS, size=n)
    texts: list[str] = []
    for start in range(0, n, CHUNK):
        some = topics[start : start + CHUNK]
        shared = source.choice(SHARED, size=(len(some), WORDS), p=zipf / zipf.sum())
        special = source.choice(OWN, size=(len(some), WORDS), p=own / own.sum())
        special += SHARED + OWN * some[:, np.newaxis]
        chosen = np.where(source.random((len(some), WORDS)) < 1 / 3, special, shared)
        texts += [" ".join(row) for row in words[chosen]]
    return texts, topics


def main(n: int) -> None:
    """Make, fit, print."""
    texts, topics = make_comments(n)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    for text in texts:
        content_words(text)
    finding = time.process_time() - start
    start = time.process_time()
    model = DiscoveredTopics().fit(texts)
    whole = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{n:,} comments of {WORDS} words, {model.n_topics_} topics found of {TOPICS}")
    print(f"finding the words once {finding:.1f} s, fit in all {whole:.1f} s")
    print(f"fit less the words: {whole - finding:.1f} s")
    print(f"memory {peak / 1024:.0f} MB at the peak, {before / 1024:.0f} MB before the fit")
    print(f"adjusted Rand index {adjusted_rand_score(topics, model.labels_):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
