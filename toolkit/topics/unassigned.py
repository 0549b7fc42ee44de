"""What the comments without a seeded topic are about: words, examples."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from toolkit.keyness import KEYNESS_COLUMNS, compare_words, content_words, is_distinctive
from toolkit.schema import check_columns
from toolkit.topics.membership import find_memberships, order_readers

UNASSIGNED_CONTRAST = "no seeded topic vs the others"
_EXAMPLES = 5
_EXAMPLE_WORDS = 10


def unassigned_words(comments: pd.DataFrame) -> pd.DataFrame:
    """The words that set the comments without a seeded topic apart from those with one.

    Args:
        comments: With ``id``, ``text`` and ``seeded_topics``.

    Returns:
        One row a content word, columns :data:`toolkit.keyness.KEYNESS_COLUMNS`, and
        ``distinctive`` (bool, past Bonferroni's limit for all words compared); positive
        log-odds mean more in the comments without a topic, ``ids`` are those among them in which
        the word stands. Highest ``z`` first. Empty where none or all comments have a topic.

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["Ore! Ore.", "War and ore"],
    ...                       "seeded_topics": [[], ["war"]]})
    >>> unassigned_words(table)[["word", "count", "other_count", "ids"]].values.tolist()
    [['ore', 2, 1, ['a']], ['war', 0, 1, []]]
    """
    check_columns(comments, ["id", "text", "seeded_topics"])
    readers = order_readers(comments)
    without = find_memberships(readers, "seeded")[-1].inside
    words = [content_words(text) for text in readers["text"].astype(str)]
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    where: dict[str, list[object]] = {}
    for identity, own, inside in zip(readers["id"], words, without, strict=True):
        counts[0 if inside else 1].update(own)
        for word in dict.fromkeys(own if inside else ()):
            where.setdefault(word, []).append(identity)
    table = compare_words(*counts)
    table["contrast"] = pd.Series(UNASSIGNED_CONTRAST, index=table.index, dtype="string")
    table["ids"] = pd.Series([where.get(word, []) for word in table["word"]], dtype="object")
    table["distinctive"] = is_distinctive(table)
    return table[[*KEYNESS_COLUMNS, "distinctive"]]


def example_ids(words: pd.DataFrame, *, among: list[str] | None = None) -> list[str]:
    """Comments that hold most of the words that set the unassigned comments apart.

    Args:
        words: From :func:`unassigned_words`.
        among: Only these comments.

    Returns:
        Up to five ids: most of the ten words with the highest z first, then by id.

    >>> example_ids(pd.DataFrame({"z": [2.0, 1.0], "ids": [["b", "a"], ["b"]]}))
    ['b', 'a']
    """
    held: Counter[str] = Counter()
    for ids in words.loc[words["z"] > 0, "ids"].head(_EXAMPLE_WORDS):
        held.update(str(identity) for identity in ids)
    if among is not None:
        held = Counter({identity: held[identity] for identity in among})
    ranked = sorted(held, key=lambda identity: (-held[identity], identity))
    return ranked[:_EXAMPLES]
