"""Which topics a text is about, and by which words.

Within a topic the longest match wins, so that no word counts twice, exclusions included: of an
occurrence and an exclusion that share a word the longer counts, the exclusion if they are as long.
Rules are asked of the occurrences that are left; ``unless`` is asked of the whole text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.seeded.rules import Found, Occurrence, Rule, Term, evaluate, terms_of
from toolkit.seeded.seeds import parse_seed
from toolkit.seeded.term_index import TermIndex
from toolkit.seeded.topics_file import Topic, parse_topic
from toolkit.text import straighten_quotes


class Match(NamedTuple):
    """A stretch of a text that shows a topic: offsets, and numbers of the topic and its seed.

    ``seed`` counts the topic's seeds, then its rules.
    """

    start: int
    end: int
    topic: int
    seed: int


class Strength(NamedTuple):
    """A topic of a text, and how many matches show it."""

    topic: int
    n: int


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A topic: seeds by their terms, rules with their numbers, and what doesn't count."""

    seeds: dict[Term, int]
    rules: tuple[tuple[int, Rule], ...]
    exclude: tuple[Rule, ...]
    unless: tuple[Rule, ...]


class Matcher:
    """All topics, found in one pass over a text's words.

    Args:
        topics: The analyst's topics.

    Raises:
        SettingsError: A seed or rule that can't be used, or a topic without any.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = [_compile(topic) for topic in topics]
        all_terms = dict.fromkeys(term for topic in self._topics for term in _terms(topic))
        needed = {term for topic in self._topics for term in _evidence_terms(topic)}
        words = {term: parse_seed(term, function_words=True) for term in all_terms}
        self._index = TermIndex(words, needed)

    def find(self, text: str) -> list[Match]:
        """The matches in a text by place, then topic."""
        words, found = self._index.find(straighten_quotes(text))
        matches = [
            Match(words[first].start, words[first + length - 1].end, number, seed)
            for number, topic in enumerate(self._topics if found else ())
            for first, length, seed in _longest(_candidates(topic, found))
        ]
        return sorted(matches, key=lambda match: (match.start, match.topic, match.seed))

    def find_true(self, text: str) -> set[tuple[int, int]]:
        """The topics and seeds (or rules) that a text holds, also where a longer match wins."""
        _, found = self._index.find(straighten_quotes(text))
        return {
            (number, seed)
            for number, topic in enumerate(self._topics if found else ())
            for _, _, seed in _candidates(topic, found)
        }


def rank_topics(matches: Sequence[Match]) -> list[Strength]:
    """The topics of one text, strongest first.

    By number of matches, then of different seeds, then the earliest match, then the topics' order.

    Args:
        matches: What :meth:`Matcher.find` gave.
    """
    own: dict[int, list[Match]] = defaultdict(list)
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
    return [Strength(topic, len(own[topic])) for topic in order]


def _compile(topic: Topic) -> _Compiled:
    patterns = parse_topic(topic)
    n = len(topic.seeds)
    return _Compiled(
        seeds={term: number for number, term in enumerate(topic.seeds)},
        rules=tuple(enumerate(patterns.shows[n:], n)),
        exclude=patterns.exclude,
        unless=patterns.unless,
    )


def _terms(topic: _Compiled) -> Iterator[Term]:
    yield from topic.seeds
    for rule in (*(rule for _, rule in topic.rules), *topic.exclude, *topic.unless):
        yield from terms_of(rule)


def _evidence_terms(topic: _Compiled) -> Iterator[Term]:
    yield from topic.seeds
    for _, rule in topic.rules:
        yield from terms_of(rule, evidence=True)


def _candidates(topic: _Compiled, found: Found) -> list[tuple[int, int, int]]:
    """All matches of a topic as (minus words, first word, seed), also those that overlap."""
    if any(evaluate(rule, found) is not None for rule in topic.unless):
        return []
    if topic.exclude:
        found = _without_excluded(topic.exclude, found)
    candidates = [
        (-place.length, place.first, topic.seeds[term])
        for term in found.keys() & topic.seeds.keys()
        for place in found[term]
    ]
    for number, rule in topic.rules:
        evidence = evaluate(rule, found)
        candidates += {(-place.length, place.first, number) for place in evidence or ()}
    return candidates


def _without_excluded(exclude: Iterable[Rule], found: Found) -> Found:
    """The occurrences that don't share a word with an exclusion at least as long."""
    longest: dict[int, int] = {}
    for rule in exclude:
        for first, length in set(evaluate(rule, found) or ()):
            for word in range(first, first + length):
                longest[word] = max(longest.get(word, 0), length)
    if not longest:
        return found
    left = {
        term: [place for place in places if not _is_excluded(place, longest)]
        for term, places in found.items()
    }
    return {term: places for term, places in left.items() if places}


def _is_excluded(place: Occurrence, longest: dict[int, int]) -> bool:
    words = range(place.first, place.first + place.length)
    return any(longest.get(word, 0) >= place.length for word in words)


def _longest(candidates: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The matches (first word, words, seed) left when longer ones, then earlier ones, win."""
    taken: set[int] = set()
    for negative, first, seed in sorted(candidates):
        span = range(first, first - negative)
        if taken.isdisjoint(span):
            taken.update(span)
            yield first, -negative, seed
