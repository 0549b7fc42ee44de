"""Stability of topics that aren't there: ``python tests/benchmarks/topic_null.py SET.csv...``.

Of each set (column ``text``) some texts are drawn, and their words are shuffled among them, so that
lengths and frequencies stay and no topics are left. Printed are the stability (mean adjusted Rand
index over resamples) of the topics discovered in the texts as they are and in the shuffled ones,
the least and most of five draws. Where the two are far apart, a threshold can tell them.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from toolkit.discovered import discover_topics

SIZES = (50, 100, 200, 500)
DRAWS = 5


def stability(texts: list[str]) -> float:
    """The stability of what is discovered in texts."""
    table = pd.DataFrame({"id": [str(row) for row in range(len(texts))], "text": texts})
    return discover_topics(table).stability.estimate


def shuffle_words(texts: list[str], source: np.random.Generator) -> list[str]:
    """Texts of the same lengths of the same words, each word anywhere."""
    words = source.permutation([word for text in texts for word in text.split()])
    ends = np.cumsum([len(text.split()) for text in texts])
    return [" ".join(own) for own in np.split(words, ends[:-1])]


def main(paths: list[str]) -> None:
    """Draw, shuffle, print."""
    most = dict.fromkeys(SIZES, 0.0)
    for path in paths:
        texts = pd.read_csv(path, dtype=str)["text"].dropna().drop_duplicates()
        for n in (n for n in SIZES if n <= len(texts)):
            real, null = [], []
            for draw in range(DRAWS):
                drawn = texts.sample(n, random_state=draw).tolist()
                real.append(stability(drawn))
                null.append(stability(shuffle_words(drawn, np.random.default_rng(draw))))
            most[n] = max(most[n], *null)
            print(
                f"{Path(path).stem:20} {n:4}  as they are {min(real):.2f} to {max(real):.2f}, "
                f"shuffled {min(null):.2f} to {max(null):.2f}"
            )
    print("most when shuffled:", ", ".join(f"{n}: {value:.2f}" for n, value in most.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
