"""Sentences cut into clauses, and the mentions of targets in each, those of a list together."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.phrases import Found
from toolkit.seeded.word_forms import FUNCTION_WORDS
from toolkit.text import find_words

# what parts two clauses, whoever they are about
_PARTING = re.compile(
    r"[;:]\s|\s[–—-]+\s|[—…]|\.\.\.|"
    r"(?<!nothing )(?<!anything )\bbut\b|"
    r"\b(?:while|whereas|although|though|however|yet|until|because|if|unless)\b",
    re.IGNORECASE,
)
# what parts two clauses if each is about a target of its own
_JOINING = re.compile(r",\s+(?:and|or|so|nor)\b|,|\band\b|\bor\b|\bnor\b", re.IGNORECASE)
_CONTRAST = re.compile(
    r"\b(than|unlike|(?:as )?(?:opposed|compared) (?:to|with))(?:\s+\w+){0,2}\s*$", re.IGNORECASE
)
_CONDITION = re.compile(r"\s*(?:if|unless)\b", re.IGNORECASE)
# what would have been, is asked or is wished
_SUPPOSES = re.compile(
    r"\bwould(?:n['’]t| not)?\s+have\b|\bI(?:['’]m)? wonder(?:ed|ing)?\b|\bI wish\b", re.IGNORECASE
)
_REACH = 3  # words between what joins two clauses and the target that the second is about


class Group(NamedTuple):
    """Mentions that share what is said: "China and Vietnam".

    Attributes:
        start: Where the first begins in the text.
        end: Where the last ends.
        entries: The targets, by number.
        contrast: "than", "unlike", ... if others are held against it, else "".
    """

    start: int
    end: int
    entries: frozenset[int]
    contrast: str


class Clause(NamedTuple):
    """A clause of a sentence: where it stands in the text, and whom it mentions.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        groups: The mentions in it, by place.
        condition: Whether it says what would be ("if ...", "would have been", "I wonder").
    """

    start: int
    end: int
    groups: tuple[Group, ...]
    condition: bool


def find_clauses(text: str, start: int, end: int, mentions: Sequence[Found]) -> list[Clause]:
    """The clauses of the sentence ``text[start:end]``.

    Args:
        text: The whole text.
        start: Where the sentence begins.
        end: Where it ends.
        mentions: The mentions in it, by place.

    >>> text = "China lies, Seoul waits, but Hanoi and Tokyo won."
    >>> mentions = [Found(0, 5, 0), Found(12, 17, 1), Found(29, 34, 2), Found(39, 44, 3)]
    >>> [(text[clause.start : clause.end], len(clause.groups))
    ...  for clause in find_clauses(text, 0, 49, mentions)]
    [('China lies', 1), (', Seoul waits, ', 1), ('but Hanoi and Tokyo won.', 1)]
    """
    starts = [mention.start for mention in mentions]
    cuts = []
    for match in _PARTING.finditer(text, start, end):
        number = bisect.bisect_left(starts, match.start()) - 1
        if match.start() > start and (number < 0 or mentions[number].end <= match.start()):
            cuts.append(match.start())
    edges = sorted({start, end, *cuts, *_joints(text, mentions, cuts)})
    clauses = []
    for first, last in pairwise(edges):
        own = mentions[bisect.bisect_left(starts, first) : bisect.bisect_left(starts, last)]
        condition = _CONDITION.match(text, first, last) is not None
        comma = text.find(",", first, last) if condition else -1
        if comma >= 0:  # what follows from the condition
            after = [mention for mention in own if mention.start > comma]
            before = own[: len(own) - len(after)]
            clauses.append(Clause(first, comma, tuple(_groups(text, before)), True))
            supposed = _SUPPOSES.search(text, comma, last) is not None
            clauses.append(Clause(comma, last, tuple(_groups(text, after)), supposed))
        else:
            supposed = condition or _SUPPOSES.search(text, first, last) is not None
            clauses.append(Clause(first, last, tuple(_groups(text, own)), supposed))
    return clauses


def has_content(text: str) -> bool:
    """Whether a text holds more than function words.

    >>> has_content("of the"), has_content("of the old")
    (False, True)
    """
    return any(word.form not in FUNCTION_WORDS for word in find_words(text))


def _joints(text: str, mentions: Sequence[Found], cuts: Sequence[int]) -> Iterator[int]:
    """Where two clauses are joined that are each about a target of its own."""
    for before, after in pairwise(mentions):
        cut = bisect.bisect_left(cuts, before.end)
        if cut < len(cuts) and cuts[cut] <= after.start:
            continue
        joints = list(_JOINING.finditer(text, before.end, after.start))
        if not joints:
            continue
        joint = joints[-1]
        between = text[joint.end() : after.start]
        if len(find_words(between)) > _REACH:
            continue
        if has_content(text[before.end : joint.start()]) or has_content(between):
            yield joint.start()


def _groups(text: str, mentions: Sequence[Found]) -> Iterator[Group]:
    """The mentions, those that are listed put together."""
    group: Group | None = None
    for mention in mentions:
        found = _CONTRAST.search(text, max(0, mention.start - 60), mention.start)
        contrast = found[1].lower() if found else ""
        gap = text[group.end : mention.start] if group else ""
        if group and not contrast and not group.contrast and _is_listed(gap):
            group = Group(group.start, mention.end, group.entries | {mention.entry}, "")
            continue
        if group:
            yield group
        group = Group(mention.start, mention.end, frozenset([mention.entry]), contrast)
    if group:
        yield group


def _is_listed(gap: str) -> bool:
    return _JOINING.search(gap) is not None and not has_content(gap)
