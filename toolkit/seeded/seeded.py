"""Seeded topics: which of the analyst's topics a comment is about, and by which words.

Every word found is evidence, with its place in the text; a comment without evidence is about none
of the topics. A comment's topics are ordered by strength: number of evidence, then number of
different seeds, then earliest evidence, then order in the topics file; the first is its main topic.
Within a topic the longest match wins, so that no word counts twice; two topics may share a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.seeds import SeedWord, find_seedable_words, match_at, parse_seed
from toolkit.seeded.topics_file import Topic
from toolkit.text import straighten_quotes

_TOO_MANY = 0.8  # share of comments above which a topic tells little
_SAME = 0.9  # Jaccard index above which two topics are one
_ENOUGH = 10  # comments below which neither can be told


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
        SettingsError: A seed that can't be used.

    >>> war = Topic(name="war", label="War", seeds=("war",))
    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["Two wars.", "Warm words."]})
    >>> assign_topics(table, [war])["seeded_topic"].tolist()
    ['war', '']
    """
    check_columns(table, ["id", "text"])
    matcher = _Matcher(topics)
    names = [
        [topics[strength.topic].name for strength in _strengths(matcher.find(text))]
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
        One row a match, by comment, place and topic: ``id``, ``topic`` (name), ``seed`` (as the
        analyst wrote it), ``start``, ``end`` (offsets in the comment's text), ``word``
        (``text[start:end]``).

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed that can't be used.

    >>> trade = Topic(name="trade", label="Trade", seeds=("trade war",))
    >>> table = pd.DataFrame({"id": ["a"], "text": ["No trade-wars!"]})
    >>> find_evidence(table, [trade]).to_numpy().tolist()
    [['a', 'trade', 'trade war', 3, 13, 'trade-wars']]
    """
    check_columns(table, ["id", "text"])
    matcher = _Matcher(topics)
    rows = [
        (identity, topics[match.topic].name, topics[match.topic].seeds[match.seed],
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
        SettingsError: A seed that can't be used.
    """
    check_columns(table, ["id", "text"])
    matcher = _Matcher(topics)
    rows: list[tuple[object, str, float, int, bool]] = []
    for identity, text in zip(table["id"], _texts(table), strict=True):
        strengths = _strengths(matcher.find(text))
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
        One row a topic in file order: ``topic``, ``label``, ``seeds`` (list), ``n`` (reader
        comments with it), ``n_main`` (with it as main topic), ``ids`` (list of comment ids);
        then a row for the comments without any, topic "" and label "none of these".

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed that can't be used.
    """
    readers = _assigned_readers(table, topics)
    rows = []
    for topic in topics:
        ids = _ids_with(readers, topic.name)
        n_main = int((readers["seeded_topic"] == topic.name).sum())
        rows.append((topic.name, topic.label, list(topic.seeds), len(ids), n_main, ids))
    none = readers.loc[readers["seeded_topic"] == "", "id"].tolist()
    rows.append(("", "none of these", [], len(none), len(none), none))
    summary = pd.DataFrame(rows, columns=["topic", "label", "seeds", "n", "n_main", "ids"])
    return summary.astype({"topic": "string", "label": "string"})


def topic_warnings(table: pd.DataFrame, topics: Sequence[Topic]) -> list[str]:
    """What the analyst should know about the topics: sentences, none if all is well.

    Told are topics that no reader comment has, topics that more than 80 % have, and pairs of
    topics that hold almost the same comments (Jaccard index 0.9 or more); the latter two from
    10 comments on.
    """
    readers = _assigned_readers(table, topics)
    total = len(readers)
    ids = {topic.name: set(_ids_with(readers, topic.name)) for topic in topics}
    warnings: list[str] = []
    for topic in topics:
        n = len(ids[topic.name])
        if n == 0 and total:
            warnings.append(f"topic {topic.name!r}: no comment holds any of its seeds; add seeds")
        elif total >= _ENOUGH and n > _TOO_MANY * total:
            warnings.append(
                f"topic {topic.name!r}: its seeds stand in {n} of {total} comments, so it tells "
                f"little; use narrower seeds"
            )
    for place, first in enumerate(topics):
        for second in topics[place + 1 :]:
            both = len(ids[first.name] & ids[second.name])
            either = len(ids[first.name] | ids[second.name])
            if either >= _ENOUGH and both >= _SAME * either:
                warnings.append(
                    f"topics {first.name!r} and {second.name!r} share {both} of the {either} "
                    f"comments that have either; put them together or use narrower seeds"
                )
    return warnings


class _Match(NamedTuple):
    start: int
    end: int
    topic: int
    seed: int


class _Strength(NamedTuple):
    topic: int
    n: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    topic: int
    seed: int
    words: tuple[SeedWord, ...]


class _Matcher:
    """All seeds, found by the form of their first word: one pass over a text's words."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._by_form: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_prefix: dict[str, list[_Pattern]] = defaultdict(list)
        for topic, own in enumerate(topics):
            for seed, written in enumerate(own.seeds):
                pattern = _Pattern(topic, seed, parse_seed(written))
                first = pattern.words[0]
                if first.prefix:
                    self._by_prefix[first.form].append(pattern)
                for form in first.forms if not first.prefix else ():
                    self._by_form[form].append(pattern)
        self._prefix_lengths = sorted({len(prefix) for prefix in self._by_prefix})

    def find(self, text: str) -> list[_Match]:
        """The matches in a text by place, then topic."""
        straight = straighten_quotes(text)
        words = find_seedable_words(straight)
        found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for first, word in enumerate(words):
            for pattern in self._candidates(word.form):
                if match_at(pattern.words, straight, words, first):
                    found[pattern.topic].append((-len(pattern.words), first, pattern.seed))
        matches = [
            _Match(words[first].start, words[first + length - 1].end, topic, seed)
            for topic, candidates in found.items()
            for first, length, seed in _longest(candidates)
        ]
        return sorted(matches, key=lambda match: (match.start, match.topic, match.seed))

    def _candidates(self, form: str) -> Iterator[_Pattern]:
        yield from self._by_form.get(form, ())
        for length in self._prefix_lengths:
            yield from self._by_prefix.get(form[:length], ()) if len(form) >= length else ()


def _longest(candidates: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The matches (first word, words, seed) left when longer ones, then earlier ones, win."""
    taken: set[int] = set()
    for negative, first, seed in sorted(candidates):
        span = range(first, first - negative)
        if taken.isdisjoint(span):
            taken.update(span)
            yield first, -negative, seed


def _strengths(matches: Sequence[_Match]) -> list[_Strength]:
    """The topics of one text, strongest first."""
    own: dict[int, list[_Match]] = defaultdict(list)
    for match in matches:
        own[match.topic].append(match)
    order = sorted(
        own,
        key=lambda topic: (
            -len(own[topic]),
            -len({match.seed for match in own[topic]}),
            own[topic][0].start,
            topic,
        ),
    )
    return [_Strength(topic, len(own[topic])) for topic in order]


def _assigned_readers(table: pd.DataFrame, topics: Sequence[Topic]) -> pd.DataFrame:
    assigned = assign_topics(table, topics)
    return reader_comments(assigned.assign(text=assigned["text"].astype("string")))


def _ids_with(readers: pd.DataFrame, name: str) -> list[str]:
    has = [name in names for names in readers["seeded_topics"]]
    return [str(identity) for identity in readers.loc[has, "id"]]


def _texts(table: pd.DataFrame) -> Iterator[str]:
    return ("" if pd.isna(text) else str(text) for text in table["text"])
