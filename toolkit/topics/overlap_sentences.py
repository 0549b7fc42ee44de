"""What the overlap of seeded and discovered topics says, in sentences with their comments."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from toolkit.plain_words import capitalised, listed, part_of, percent, plural
from toolkit.topics.membership import order_readers
from toolkit.topics.together import compare_topics
from toolkit.topics.unassigned import example_ids, unassigned_words
from toolkit.wording import format_count

SENTENCE_COLUMNS = ("about", "topic", "sentence", "n", "ids")
MAJORITY = 0.5
"""A discovered topic adds something where more than this share of its comments has no seeded
topic, and a lower end of the interval above it says so."""
PART = 0.1
"""A discovered topic is part of a seeded one where the interval of its share lies above this."""
_WORDS = 5
_EXAMPLES = 5


def describe_overlap(comments: pd.DataFrame, pairs: pd.DataFrame | None = None) -> pd.DataFrame:
    """What the discovered topics add, which seeded ones split, and what "none" contains.

    Args:
        comments: With ``id``, ``text``, ``seeded_topics`` and ``discovered_topic``.
        pairs: What :func:`compare_topics` gives for them; computed where it is not given.

    Returns:
        One row a sentence, columns :data:`SENTENCE_COLUMNS`: ``about`` is ``adds`` (a discovered
        topic mostly of comments without a seeded one; ``topic`` is its number), ``splits`` (a
        seeded topic whose comments are of several discovered ones; ``topic`` is its name),
        ``none`` (the comments without a seeded topic: their discovered topics), ``none_words``
        (their words), ``none_examples`` (``ids`` the most typical), or ``nothing`` (what was
        looked for and not found). ``n`` comments are behind it, with ``ids``. No rows without
        reader comments.

    Raises:
        SchemaError: A needed column is missing.
    """
    pairs = compare_topics(comments) if pairs is None else pairs
    readers = order_readers(comments)
    rows: list[tuple[str, str, str, int, list[str]]] = []
    if len(readers):
        adds, splits = list(_adds(pairs)), list(_splits(pairs))
        rows = [*adds, *splits, *_none(comments, pairs), *_nothing(pairs, adds, splits)]
    return pd.DataFrame(rows, columns=list(SENTENCE_COLUMNS))


_Row = tuple[str, str, str, int, list[str]]


def _adds(pairs: pd.DataFrame) -> Iterator[_Row]:
    rows = pairs[(pairs["seeded"] == "") & (pairs["discovered"] != "")]
    if (pairs["seeded"] == "").all():  # the analyst has no topics to add to
        return
    rows = rows[rows["of_discovered_low"] > MAJORITY].sort_values("n", ascending=False,
                                                                 kind="stable")  # fmt: skip
    for _, row in rows.iterrows():
        sentence = (
            f"The discovered topic “{row['discovered_label']}” adds to the seeded ones: "
            f"{part_of(row['n'], row['n_discovered'])} of its comments have no seeded topic "
            f"({_share(row, 'discovered')})."
        )
        yield "adds", row["discovered"], sentence, row["n"], row["ids"]


def _splits(pairs: pd.DataFrame) -> Iterator[_Row]:
    rows = pairs[(pairs["seeded"] != "") & (pairs["discovered"] != "")]
    for topic, own in rows.groupby("seeded", sort=False):
        parts = own[own["of_seeded_low"] > PART].sort_values("n", ascending=False, kind="stable")
        if len(parts) < 2:
            continue
        said = [f"“{row['discovered_label']}” ({row['n']:,})" for _, row in parts.iterrows()]
        first = parts.iloc[0]
        ids = list(dict.fromkeys(identity for ids in parts["ids"] for identity in ids))
        sentence = (
            f"The {format_count(first['n_seeded'], 'comment')} of the seeded topic "
            f"“{first['seeded_label']}” are of several discovered ones: {listed(said)}."
        )
        yield "splits", str(topic), sentence, len(ids), ids


def _none(comments: pd.DataFrame, pairs: pd.DataFrame) -> Iterator[_Row]:
    rows = pairs[pairs["seeded"] == ""]
    n, total = int(rows["n_seeded"].iloc[0]), int(rows["total"].iloc[0])
    ids = list(dict.fromkeys(identity for own in rows["ids"] for identity in own))
    if not n:
        yield "none", "", f"Every one of the {plural(total, 'comment')} has a seeded topic.", 0, []
        return
    found = rows[(rows["discovered"] != "") & (rows["n"] > 0)]
    found = found.sort_values("n", ascending=False, kind="stable")
    have = "has" if n == 1 else "have"
    sentence = f"{capitalised(part_of(n, total))} comments {have} no seeded topic"
    if total == 1:
        sentence = "The only comment has no seeded topic"
    if len(found):
        said = [f"“{row['discovered_label']}” ({row['n']:,})" for _, row in found.iterrows()]
        sentence += f"; of discovered topics they hold {listed(said)}"
    yield "none", "", f"{sentence}.", n, ids
    words = unassigned_words(comments)
    top = words[words["distinctive"] & (words["z"] > 0)]
    if len(top):
        said = [f"“{row['word']}” ({row['count']:,})" for _, row in top.head(_WORDS).iterrows()]
        sentence = f"Words that set them apart from the other comments: {listed(said)}."
    elif len(words):
        most = words[words["z"] > 0].head(_WORDS)
        said = [f"“{row['word']}” ({row['count']:,})" for _, row in most.iterrows()]
        sentence = (
            f"Of {format_count(len(words), 'word')} none sets them apart past Bonferroni’s limit"
            + (f"; the nearest are {listed(said)}." if said else ".")
        )
        top = most
    else:
        sentence = "Their words can’t be set against others: no comment has a seeded topic."
        if n < total:
            sentence = "They or the others hold no words to set against each other."
    held = {str(identity) for own in top.head(_WORDS)["ids"] for identity in own}
    yield "none_words", "", sentence, len(held), [one for one in ids if str(one) in held]
    examples = example_ids(words, among=[str(one) for one in ids])
    if not examples:
        examples = [str(one) for one in ids[:_EXAMPLES]]
    hold = "holds" if len(examples) == 1 else "hold"
    which = f"that {hold} most of these words" if len(top) else "first by their ids"
    sentence = f"Read as examples: the {plural(len(examples), 'comment')} {which}."
    yield "none_examples", "", sentence, len(examples), examples


def _nothing(pairs: pd.DataFrame, adds: list[_Row], splits: list[_Row]) -> Iterator[_Row]:
    discovered = pairs.loc[pairs["discovered"] != "", "discovered"].nunique()
    seeded = pairs.loc[pairs["seeded"] != "", "seeded"].nunique()
    if not discovered:
        sentence = (
            "No stable discovered topics, so whether the data hold topics beside the seeded ones, "
            "or within them, can’t be told from groups."
        )
        yield "nothing", "", sentence, 0, []
        return
    if not adds and seeded:
        sentence = (
            f"None of the {plural(discovered, 'discovered topic')} is clearly (by its interval) "
            f"made mostly of comments without a seeded topic."
        )
        yield "nothing", "", sentence, 0, []
    if not splits and seeded:
        sentence = (
            f"None of the {plural(seeded, 'seeded topic')} clearly holds more than "
            f"{percent(PART)} of two discovered topics each."
        )
        yield "nothing", "", sentence, 0, []


def _share(row: pd.Series, whole: str) -> str:
    low, high = percent(row[f"of_{whole}_low"]), percent(row[f"of_{whole}_high"])
    return f"{percent(row[f'share_of_{whole}'])}, 95 % interval {low} to {high}"
