"""Rules: Boolean and proximity conditions on a comment's words, and when they are true.

::

    china AND (mine* OR "rare earth")     both; one of the two
    sanction NOT (marriage OR wedding)    the first, in a comment without the others
    aid NEAR/5 food                       at most five words apart, in either order
    north BEFORE/3 korea                  the second among the three words after the first

Words and phrases in quotation marks match as seeds do (:mod:`toolkit.seeded.seeds`). NEAR and
BEFORE bind closest and join words, phrases, or alternatives in parentheses; neighbours are one
word apart, punctuation doesn't count. Search engines disagree on how other operators bind, so that
OR beside another operator needs parentheses.

A rule that is true has evidence: the words that made it so, never those under NOT.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# a word or phrase as the analyst wrote it, without quotation marks
Term = str


class Occurrence(NamedTuple):
    """A term in a text: number of its first word, and how many words."""

    first: int
    length: int


# the terms that stand in a text, each with its places in order
Found = Mapping[Term, Sequence[Occurrence]]


@dataclass(frozen=True, slots=True)
class One:
    """True where the term occurs."""

    term: Term


@dataclass(frozen=True, slots=True)
class Every:
    """True where all parts are: AND."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True where a term occurs or a part is true: OR."""

    terms: frozenset[Term]
    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class No:
    """True where the part is not."""

    part: Rule


@dataclass(frozen=True, slots=True)
class Near:
    """True where a term of each side is at most ``distance`` words from one of the other's.

    Attributes:
        left: Terms of one side.
        right: Terms of the other.
        distance: Words from the end of one to the beginning of the other; neighbours have 1.
        ordered: Whether the right one must come after the left one.
    """

    left: frozenset[Term]
    right: frozenset[Term]
    distance: int
    ordered: bool


Rule = One | Every | Some | No | Near


def evaluate(rule: Rule, found: Found) -> list[Occurrence] | None:
    """The evidence of a rule in a text, in no order; None where the rule isn't true.

    Args:
        rule: What :func:`toolkit.seeded.rule_syntax.parse_rule` gave.
        found: Where the terms stand that the text holds; only those.
    """
    match rule:
        case One():
            places = found.get(rule.term)
            return None if places is None else list(places)
        case No():
            return [] if evaluate(rule.part, found) is None else None
        case Near():
            return _evaluate_near(rule, found)
        case Every():
            every: list[Occurrence] = []
            for part in rule.parts:
                evidence = evaluate(part, found)
                if evidence is None:
                    return None
                every += evidence
            return every
        case Some():
            there = found.keys() & rule.terms
            some = [place for term in there for place in found[term]]
            true = [evidence for part in rule.parts
                    if (evidence := evaluate(part, found)) is not None]  # fmt: skip
            some += (place for evidence in true for place in evidence)
            return some if there or true else None


def needs_words(rule: Rule) -> bool:
    """Whether the rule can only be true with evidence."""
    match rule:
        case No():
            return False
        case Every():
            return any(map(needs_words, rule.parts))
        case Some():
            return all(map(needs_words, rule.parts))
        case _:
            return True


def terms_of(rule: Rule, *, evidence: bool = False) -> Iterator[Term]:
    """The terms of a rule; with ``evidence`` only those that can be its evidence."""
    match rule:
        case One():
            yield rule.term
        case Near():
            yield from rule.left | rule.right
        case No():
            if not evidence:
                yield from terms_of(rule.part)
        case Every() | Some():
            if isinstance(rule, Some):
                yield from rule.terms
            for part in rule.parts:
                yield from terms_of(part, evidence=evidence)


def _evaluate_near(rule: Near, found: Found) -> list[Occurrence] | None:
    left, right = _places(rule.left, found), _places(rule.right, found)
    if not left or not right:
        return None
    close = _followed(left, right, rule.distance)
    close += _preceded(right, left, rule.distance)
    if not rule.ordered:
        close += _followed(right, left, rule.distance)
        close += _preceded(left, right, rule.distance)
    return close or None


def _places(terms: Iterable[Term], found: Found) -> list[Occurrence]:
    return [place for term in found.keys() & terms for place in found[term]]


def _followed(
    places: Sequence[Occurrence], others: Sequence[Occurrence], distance: int
) -> list[Occurrence]:
    """The places after which one of the others begins, at most ``distance`` words on."""
    starts = sorted(other.first for other in others)
    close = []
    for place in places:
        end = place.first + place.length
        next_start = bisect_left(starts, end)
        if next_start < len(starts) and starts[next_start] - end < distance:
            close.append(place)
    return close


def _preceded(
    places: Sequence[Occurrence], others: Sequence[Occurrence], distance: int
) -> list[Occurrence]:
    """The places before which one of the others ends, at most ``distance`` words back."""
    ends = sorted(other.first + other.length for other in others)
    close = []
    for place in places:
        before = bisect_right(ends, place.first)
        if before and place.first - ends[before - 1] < distance:
            close.append(place)
    return close
