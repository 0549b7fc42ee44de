"""Seeded topics: which of the analyst's topics a comment is about, and by which words.

Every word found is evidence, with its place in the text; a comment without evidence is about none
of the topics. A comment's topics are ordered by strength: number of evidence, then number of
different seeds, then earliest evidence, then order in the topics file; the first is its main topic.
Within a topic the longest match wins, so that no word counts twice; two topics may share a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.matching import Matcher, rank_topics
from toolkit.seeded.topics_file import Topic


def assign_topics(table: pd.DataFrame, topics: Sequence[Topic]) -> pd.DataFrame:
    """Add each row's seeded topics.

    Args:
        table: Any table with ``id`` and ``text``; rows of any kind get topics.
        topics: The analyst's topics, as from :func:`toolkit.seeded.read_topics`.

    Returns:
        The table with ``seeded_topics`` (lists of topic names, strongest first, ``[]`` for none)
        and ``seeded_topic`` (the main topic's name, "" for none).

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed or rule that can't be used.

    >>> war = Topic(name="war", label="War", seeds=("war",))
    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["Two wars.", "Warm words."]})
    >>> assign_topics(table, [war])["seeded_topic"].tolist()
    ['war', '']
    """
    check_columns(table, ["id", "text"])
    matcher = Matcher(topics)
    names = [
        [topics[strength.topic].name for strength in rank_topics(matcher.find(text))]
        for text in _texts(table)
    ]
    assigned = table.copy()
    assigned["seeded_topics"] = pd.Series(names, index=table.index, dtype="object")
    main = [own[0] if own else "" for own in names]
    assigned["seeded_topic"] = pd.Series(main, index=table.index, dtype="string")
    return assigned


def find_evidence(table: pd.DataFrame, topics: Sequence[Topic]) -> pd.DataFrame:
    """Where the words stand that show a topic.

    Returns:
        One row a match, by comment, place and topic: ``id``, ``topic`` (name), ``seed`` (seed or
        rule as the analyst wrote it), ``start``, ``end`` (offsets in the comment's text), ``word``
        (``text[start:end]``).

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed or rule that can't be used.

    >>> trade = Topic(name="trade", label="Trade", seeds=("trade war",))
    >>> table = pd.DataFrame({"id": ["a"], "text": ["No trade-wars!"]})
    >>> find_evidence(table, [trade]).to_numpy().tolist()
    [['a', 'trade', 'trade war', 3, 13, 'trade-wars']]
    """
    check_columns(table, ["id", "text"])
    matcher = Matcher(topics)
    written = [topic.shown_by for topic in topics]
    rows = [
        (identity, topics[match.topic].name, written[match.topic][match.seed],
         match.start, match.end, text[match.start : match.end])
        for identity, text in zip(table["id"], _texts(table), strict=True)
        for match in matcher.find(text)
    ]  # fmt: skip
    evidence = pd.DataFrame(rows, columns=["id", "topic", "seed", "start", "end", "word"])
    return evidence.astype({"id": "string", "topic": "string", "seed": "string", "word": "string",
                            "start": "int64", "end": "int64"})  # fmt: skip


def topic_scores(table: pd.DataFrame, topics: Sequence[Topic]) -> pd.DataFrame:
    """How strongly each comment shows each of its topics.

    Returns:
        One row a comment and topic with evidence, strongest first within a comment: ``id``,
        ``topic``, ``score`` (the topic's share of the comment's evidence, over 0 to 1; a comment's
        scores sum to 1), ``n_evidence``, ``main`` (bool).

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed or rule that can't be used.
    """
    check_columns(table, ["id", "text"])
    matcher = Matcher(topics)
    rows: list[tuple[object, str, float, int, bool]] = []
    for identity, text in zip(table["id"], _texts(table), strict=True):
        strengths = rank_topics(matcher.find(text))
        total = sum(strength.n for strength in strengths)
        rows += [
            (identity, topics[strength.topic].name, strength.n / total, strength.n, place == 0)
            for place, strength in enumerate(strengths)
        ]
    scores = pd.DataFrame(rows, columns=["id", "topic", "score", "n_evidence", "main"])
    return scores.astype({"id": "string", "topic": "string", "score": "float64",
                          "n_evidence": "int64", "main": "bool"})  # fmt: skip


def summarise_topics(table: pd.DataFrame, topics: Sequence[Topic]) -> pd.DataFrame:
    """Count the reader comments of each topic.

    Returns:
        One row a topic in file order: ``topic``, ``label``, ``seeds`` (list, rules after them),
        ``n`` (reader comments with it), ``n_main`` (with it as main topic), ``ids`` (list of
        comment ids); then a row for the comments without any, topic "" and label "none of these".

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed or rule that can't be used.
    """
    readers = _assigned_readers(table, topics)
    rows = []
    for topic in topics:
        ids = _ids_with(readers, topic.name)
        n_main = int((readers["seeded_topic"] == topic.name).sum())
        rows.append((topic.name, topic.label, list(topic.shown_by), len(ids), n_main, ids))
    none = readers.loc[readers["seeded_topic"] == "", "id"].tolist()
    rows.append(("", "none of these", [], len(none), len(none), none))
    summary = pd.DataFrame(rows, columns=["topic", "label", "seeds", "n", "n_main", "ids"])
    return summary.astype({"topic": "string", "label": "string"})


def _assigned_readers(table: pd.DataFrame, topics: Sequence[Topic]) -> pd.DataFrame:
    assigned = assign_topics(table, topics)
    return reader_comments(assigned.assign(text=assigned["text"].astype("string")))


def _ids_with(readers: pd.DataFrame, name: str) -> list[str]:
    has = [name in names for names in readers["seeded_topics"]]
    return [str(identity) for identity in readers.loc[has, "id"]]


def _texts(table: pd.DataFrame) -> Iterator[str]:
    texts = table["text"].to_numpy(dtype="object")
    missing = table["text"].isna().to_numpy()
    return ("" if none else str(text) for text, none in zip(texts, missing, strict=True))
