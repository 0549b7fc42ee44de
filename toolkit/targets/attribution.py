"""Which words of a comment's sentiment are said of which target.

Each clause is valued alone, by VADER's words and rules; then each valued word goes to one of the
clause's mentions: to the one after it if only function words part them ("respect for the police")
and no other comes before as the subject; else to the last one before it ("the police were rude"),
else to the first after it. A target held against another ("worse than X", "unlike X") gets the
opposite of what the other gets, at half weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.phrases import Found
from toolkit.scorers.explanations import Step
from toolkit.targets.clauses import Clause, Group, find_clauses, has_content

_CARRIES = re.compile(
    r"\W*(?:(?:and|but|because|so|also|then|yet|still|now|though|although|while|if|unless)\W+)*"
    r"(it|it's|its|they|they're|their|he|he's|his|she|she's|her|these people|this place|"
    r"that country|this country)\b(?!['’]d\b)",
    re.IGNORECASE,
)
_CARRIES_TO_READER = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
# negations that VADER doesn't know, or that stand too far before the word for it
_NEGATES = re.compile(
    r"\b(?:nobody|no one|noone|nothing(?! but)|anything but|none|neither|hardly|"
    r"barely|lack(?:s|ed|ing)? of|used to)\b",
    re.IGNORECASE,
)
# words for what somebody bears, not for what somebody is or does
_BORNE = re.compile(
    r"(?:suffer|victim|starv|mourn|griev|pity|pitied)\w*|poor|sorry|sad|condolences", re.IGNORECASE
)
# what somebody does to something bad; as a demand ("should stop lying") it isn't done
_MENDS = re.compile(
    r"(?<!should )(?<!must )(?<!to )\b(?:fix|solv|end|stopp|cur|prevent|reduc|clean|repair|defeat|"
    r"caught|catch|remov|abolish|condemn|expos)(?:e?s|ed|ing)?\b",
    re.IGNORECASE,
)
_ATTRIBUTE_OF_NEXT = re.compile(
    r"\b(?:the|a|an|this|that|these|those|of|by|with|on|to|for|in|as|and|our|my|your|their|his|"
    r"her|its)\s+$",
    re.IGNORECASE,
)
_VOCATIVE_AFTER = re.compile(r"\s*,")
_OPPOSITE = -0.5
_NEGATION = -0.74  # as in VADER


MOST_GROUPS = 50
"""A clause that names more is a list, and says nothing of any."""
_NEAR = 60  # characters


class Rules(NamedTuple):
    """Which of the rules are used; all by default. What each is worth is measured by
    ``tests/benchmarks/target_signs.py``."""

    clauses: bool = True
    questions: bool = True
    conditions: bool = True
    contrasts: bool = True
    negations: bool = True
    mending: bool = True
    borne: bool = True
    pronouns: bool = True
    next_sentence: bool = True


ALL_RULES = Rules()


class Hit(NamedTuple):
    """A word with a value, after all of VADER's rules."""

    start: int
    end: int
    value: float
    negated: bool


class Said(NamedTuple):
    """A value that is said of a target in a sentence."""

    sentence: int
    entry: int
    value: float


class ReadSentence(NamedTuple):
    """A sentence with its clauses.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        clauses: Its clauses, by place; those that say something of a target have their mentions
            or those carried over.
        entries: The targets that it mentions.
    """

    start: int
    end: int
    clauses: tuple[Clause, ...]
    entries: tuple[int, ...]


def read_sentences(
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Found],
    rules: Rules = ALL_RULES,
) -> Iterator[ReadSentence]:
    """The sentences with clauses; pronouns stand for the mention before them.

    Args:
        text: The text.
        sentences: Its sentences, by place.
        mentions: The mentions of targets in it, by place.
        rules: The rules to use.
    """
    last: tuple[Group, ...] = ()
    place, addressed = 0, False
    for start, end in sentences:
        own: list[Found] = []
        while place < len(mentions) and mentions[place].start < end:
            if mentions[place].start >= start:
                own.append(mentions[place])
            place += 1
        found = find_clauses(text, start, end, own)
        if not rules.clauses:
            groups = tuple(group for clause in found for group in clause.groups)
            found = [Clause(start, end, groups, False)]
        carried = last if rules.next_sentence else ()
        clauses = []
        for clause in found:
            groups = clause.groups
            if any(not group.contrast for group in groups):
                carried = tuple(group for group in groups if not group.contrast)[-1:]
                addressed = _is_addressed(text, carried[0], start, end)
            elif rules.pronouns and carried and _carries(text, clause, addressed):
                groups = (carried[0]._replace(start=clause.start, end=clause.start), *groups)
            clauses.append(clause._replace(groups=groups))
        last = carried if own or any(clause.groups for clause in clauses) else ()
        entries = tuple(mention.entry for mention in own)
        yield ReadSentence(start, end, tuple(clauses), entries)


def attribute(
    text: str, clause: Clause, hits: Sequence[Hit], rules: Rules = ALL_RULES
) -> Iterator[tuple[int, float]]:
    """The values of a clause's words with the targets that they are said of.

    Args:
        text: The whole text.
        clause: The clause.
        hits: Its words with a value, by their places in the text.
        rules: The rules to use.

    Yields:
        Target (by number) and value, for each.
    """
    if (clause.condition and rules.conditions) or len(clause.groups) > MOST_GROUPS:
        return
    held = [group for group in clause.groups if group.contrast and rules.contrasts]
    groups = [group for group in clause.groups if group not in held]
    negated = _first_end(_NEGATES, text, clause) if rules.negations else clause.end
    mended = _first_end(_MENDS, text, clause) if rules.mending else clause.end
    bears = False
    for hit in hits:
        bears |= rules.borne and _BORNE.fullmatch(text, hit.start, hit.end) is not None
        if bears and hit.value < 0:
            continue
        value = hit.value
        if negated <= hit.start and not hit.negated:
            value *= _NEGATION
        group = _choose(text, clause, groups, hit)
        if value < 0 and mended <= hit.start and group is not None and group.end <= mended:
            value *= _NEGATION
        if group is not None:
            yield from ((entry, value) for entry in sorted(group.entries))
        for other in held:
            if other.contrast != "than" or hit.end <= other.start:
                yield from ((entry, value * _OPPOSITE) for entry in sorted(other.entries))


def find_hits(steps: Sequence[Step], start: int) -> list[Hit]:
    """The words of a clause with the sums of their steps; ``start`` is where it begins."""
    sums: dict[tuple[int, int], tuple[float, bool]] = {}
    for step in steps:
        if step.valence is not None:
            amount, negated = sums.get((step.start, step.end), (0.0, False))
            negates = negated or step.rule == "negation"
            sums[step.start, step.end] = (amount + step.amount, negates)
    return [
        Hit(start + first, start + last, amount, negated)
        for (first, last), (amount, negated) in sorted(sums.items())
        if round(amount, 9)
    ]


def _choose(text: str, clause: Clause, groups: Sequence[Group], hit: Hit) -> Group | None:
    """The mention that a word with a value is said of."""
    before = [group for group in groups if group.end <= hit.start]
    after = [group for group in groups if group.start >= hit.end]
    around = [group for group in groups if group.start <= hit.start < group.end]
    if around:  # a name that is itself a word of the lexicon says nothing
        return None
    leads = (
        after
        and after[0].start - hit.end <= _NEAR
        and not has_content(text[hit.end : after[0].start])
    )
    begins = max(clause.start, hit.start - _NEAR)
    if leads and (not before or _ATTRIBUTE_OF_NEXT.search(text, begins, hit.start)):
        return after[0]
    if before:
        return before[-1]
    return after[0] if after else None


def _first_end(pattern: re.Pattern[str], text: str, clause: Clause) -> int:
    """Where the first match in a clause ends; the clause's end without one."""
    found = pattern.search(text, clause.start, clause.end)
    return found.end() if found else clause.end


def _carries(text: str, clause: Clause, addressed: bool) -> bool:
    start = clause.groups[0].end if clause.groups else clause.start  # after "unlike X"
    piece = text[start : min(clause.end, start + 200)]
    if _CARRIES.match(piece):
        return True
    return addressed and _CARRIES_TO_READER.search(piece) is not None


def _is_addressed(text: str, group: Group, start: int, end: int) -> bool:
    """Whether a mention is an address: "Ann, ...", "..., Ann."""
    if text[group.start : group.start + 1] == "@" or text[group.start - 1 : group.start] == "@":
        return True
    begins = group.start == start and _VOCATIVE_AFTER.match(text, group.end) is not None
    before = text[max(start, group.start - _NEAR) : group.start].rstrip()
    ends = end - group.end <= _NEAR and not text[group.end : end].strip(" .!?…")
    return begins or (ends and before.endswith(","))
