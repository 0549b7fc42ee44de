"""Discovered topics in a hierarchy: which are nearest to each other, from pairs to all.

Average linkage (UPGMA; Sokal & Michener 1958) of the Hellinger distances between the topics'
distributions of words: from 0, the same words equally often, to 1, no word in common.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from toolkit.clusters import Floats
from toolkit.discovered.splitting import CountedTexts
from toolkit.schema import check_columns
from toolkit.terminal import printable
from toolkit.wording import format_count

HIERARCHY_COLUMNS = ("node", "left", "right", "distance", "topics", "n", "name", "top_words", "ids")
_NAME_WORDS = 3


def build_hierarchy(comments: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Merge the nearest topics step by step until one is left.

    Args:
        comments: With ``id`` and ``text``.
        topics: With ``topic`` (numbers), ``name`` and ``ids``.

    Returns:
        One row a merge, nearest first, columns :data:`HIERARCHY_COLUMNS`: ``node`` is a number
        after those of the topics, ``left`` (the one with more comments) and ``right`` are topics
        or earlier nodes, ``distance`` from 0 to 1, ``topics`` the numbers of all topics beneath,
        ``n`` their comments, whose ids are ``ids``, ``top_words`` what tells them from the other
        comments and ``name`` the first three of these ("all topics" for the last). Empty for
        fewer than two topics.

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": list("abc"), "text": ["sea ship", "sea wave", "oven"]})
    >>> topics = pd.DataFrame({"topic": [0, 1, 2], "name": ["ship", "wave", "oven"],
    ...                        "ids": [["a"], ["b"], ["c"]]})
    >>> build_hierarchy(table, topics)[["node", "left", "right", "topics"]].values.tolist()
    [[3, 0, 1, [0, 1]], [4, 3, 2, [0, 1, 2]]]
    """
    check_columns(comments, ["id", "text"])
    check_columns(topics, ["topic", "name", "ids"], where="the topics table")
    texts = {str(one): str(text) for one, text in zip(comments["id"], comments["text"], strict=True)
             if pd.notna(text)}  # fmt: skip
    members = [[str(one) for one in own] for own in topics["ids"]]
    numbers = [int(one) for one in topics["topic"]]
    if len(members) < 2:
        return pd.DataFrame(columns=list(HIERARCHY_COLUMNS))
    counted = CountedTexts(texts)
    distances = word_distances(counted.sums(members))
    first = max(numbers) + 1
    beneath = {place: [place] for place in range(len(members))}
    node_of = dict(enumerate(numbers))
    rows = []
    for step, merge in enumerate(linkage(squareform(distances.round(9)), method="average")):
        one, two, place = int(merge[0]), int(merge[1]), len(members) + step
        sizes = {at: sum(len(members[leaf]) for leaf in beneath[at]) for at in (one, two)}
        left, right = sorted((one, two), key=lambda at: (-sizes[at], node_of[at]))
        beneath[place] = sorted(beneath[one] + beneath[two])
        node_of[place] = first + step
        ids = [identity for leaf in beneath[place] for identity in members[leaf]]
        words = counted.top_words([ids])[0] if len(beneath[place]) < len(members) else []
        name = ", ".join(words[:_NAME_WORDS]) or "no distinctive words"
        rows.append((
            node_of[place], node_of[left], node_of[right], round(float(merge[2]), 6),
            sorted(numbers[leaf] for leaf in beneath[place]), len(ids),
            name if len(beneath[place]) < len(members) else "all topics", words, ids,
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(HIERARCHY_COLUMNS))


def word_distances(counts: npt.ArrayLike) -> Floats:
    """Hellinger distances between the distributions of words of groups, shape (groups, groups).

    A group without words is at distance 1 from every other.

    Args:
        counts: How often each word stands in each group, shape (groups, words).

    >>> word_distances([[1, 1, 0], [2, 2, 0], [0, 0, 1]]).round(3).tolist()
    [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0]]
    """
    every = np.asarray(counts, dtype=np.float64)
    totals = every.sum(axis=1, keepdims=True)
    roots = np.sqrt(np.divide(every, totals, out=np.zeros_like(every), where=totals > 0))
    distances: Floats = np.sqrt(np.clip(1 - np.einsum("iw,jw->ij", roots, roots), 0, 1))
    np.fill_diagonal(distances, 0)
    return distances


def draw_hierarchy(hierarchy: pd.DataFrame, topics: pd.DataFrame) -> str:
    """The hierarchy as a tree of text, for a terminal; control characters are made visible.

    >>> topics = pd.DataFrame({"topic": [0, 1], "name": ["ship", "oven"], "n": [2, 1]})
    >>> merges = pd.DataFrame([(2, 0, 1, 1.0, [0, 1], 3, "all topics", [], [])],
    ...                       columns=list(HIERARCHY_COLUMNS))
    >>> print(draw_hierarchy(merges, topics))
    all topics (3 comments), joined at 1.00
    ├─ ship (2 comments)
    └─ oven (1 comment)
    """
    said = {int(row["topic"]): f"{row['name']} ({format_count(int(row['n']), 'comment')})"
            for _, row in topics.iterrows()}  # fmt: skip
    children: dict[int, tuple[int, int]] = {}
    for _, row in hierarchy.iterrows():
        node = int(row["node"])
        children[node] = (int(row["left"]), int(row["right"]))
        many = format_count(int(row["n"]), "comment")
        said[node] = f"{row['name']} ({many}), joined at {row['distance']:.2f}"
    roots = [max(children)] if children else sorted(said)
    return "\n".join(line for root in roots for line in _lines(root, children, said))


def _lines(root: int, children: dict[int, tuple[int, int]], said: dict[int, str]) -> Iterator[str]:
    """The lines of a tree; without recursion, however deep it is."""
    waiting = [(root, "", "")]
    while waiting:
        node, before, beneath = waiting.pop()
        yield before + " ".join(printable(said[node]).split())
        if node in children:
            left, right = children[node]
            waiting.append((right, f"{beneath}└─ ", f"{beneath}   "))
            waiting.append((left, f"{beneath}├─ ", f"{beneath}│  "))
