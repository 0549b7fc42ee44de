"""Runs of like heads: dates of one form between two headings, that may be those of comments."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.pages import vocabulary as words
from toolkit.pages.marks import Mark
from toolkit.pages.pieces import strip_picture

LONGEST_KEY = 60  # characters of a line that can be the page's own
MOST_HEADINGS = 8  # headings of comments that are tried as the thread's
RECURS = 3  # times a heading stands on a page that parts nothing
_NUMBER = re.compile(r"(?<!\w)[+-]?\d+(?:[.,]\d+)*|\d+")

Form = tuple[bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that may each head (or close) a comment, as indices into the marks.

    Attributes:
        kind: ``dated``, ``named`` (lines that name who speaks) or ``answered`` (buttons).
        anchors: The lines, in page order.
        begin: Where the part of the page begins that they stand in.
        end: Where it ends.
        heading: The heading of comments above it, or None.
    """

    kind: str
    anchors: tuple[int, ...]
    begin: int
    end: int
    heading: int | None


def find_runs(marks: Sequence[Mark]) -> list[Run]:
    """All runs of a page, those with dates first."""
    parts = _parts(marks)
    groups: dict[object, list[int]] = defaultdict(list)
    for index, key in _group_keys(marks).items():
        groups[key].append(index)
    for index, mark in enumerate(marks):
        if head := mark.head:
            groups["form", head.form, head.labels, mark.piece.marker[-1:]].append(index)
            groups["form", head.form, head.name is not None].append(index)
            groups["form", head.form].append(index)
            groups["clock", head.date.hour is not None].append(index)
            groups["date"].append(index)
    dated = list(groups.values())
    answers: dict[str, list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        if len(mark.text) <= LONGEST_KEY and words.ANSWER.fullmatch(mark.text):
            answers[key_of(mark.text)].append(index)
    named = [i for i, mark in enumerate(marks) if mark.kind == "attribution"]
    runs: dict[tuple[int, ...], Run] = {}
    kinds = [*(("dated", group) for group in dated), ("named", named)]
    kinds += [("answered", group) for group in answers.values() if len(group) > 1]
    for kind, found in kinds:
        for begin, end, heading in parts:
            anchors = tuple(index for index in found if begin <= index < end)
            if anchors and (kind != "answered" or heading is not None or len(anchors) >= RECURS):
                runs.setdefault(anchors, Run(kind, anchors, begin, end, heading))
    return list(runs.values())


def key_of(text: str) -> str:
    """A line's form, by which lines that the page itself repeats are told; empty for long ones.

    >>> key_of("Like (12)") == key_of("like (3)")
    True
    """
    return _short_key(text) if len(text) <= LONGEST_KEY else ""


@lru_cache(maxsize=1 << 16)
def _short_key(text: str) -> str:
    return _NUMBER.sub("0", strip_picture(text).casefold().strip()) or "[]"


def _group_keys(marks: Sequence[Mark]) -> dict[int, object]:
    """Of each head what it shares with others: its form, the page's words before its date, its
    list mark, and the line above it if the page repeats that."""
    heads = {i: mark.head for i, mark in enumerate(marks) if mark.head}
    above = {i: key_of(marks[i - 1].text) if i else "" for i in heads}
    turns = {key for key in set(above.values()) if key and _takes_turns(above, key)}
    full = {
        i: (
            head.form,
            head.labels,
            marks[i].piece.marker[-1:],
            above[i] if above[i] in turns else "",
        )
        for i, head in heads.items()
    }
    count = Counter(full.values())
    common: dict[Form, object] = {}
    for key, _ in count.most_common():
        common.setdefault(key[0], key)
    return {i: key if count[key] > 1 else common[key[0]] for i, key in full.items()}


def _takes_turns(above: Mapping[int, str], key: str) -> bool:
    """Whether the heads below one line that recurs take turns with others: every other date is
    of something else, as that of the author's joining."""
    own = [key == found for found in above.values()]
    if not RECURS <= sum(own) <= 0.7 * len(own):
        return False
    changes = sum(one != other for one, other in itertools.pairwise(own))
    return changes >= 0.8 * (len(own) - 1)


def _parts(marks: Sequence[Mark]) -> list[tuple[int, int, int | None]]:
    """The page parted at headings of comments, and where something else begins."""
    count = Counter(key_of(mark.text) for mark in marks if mark.kind in ("heading", "after"))
    borders = [
        index
        for index, mark in enumerate(marks)
        if mark.kind in ("heading", "after")
        and count[key_of(mark.text)] < RECURS
        and (mark.kind == "heading" or mark.gap)
    ]
    edges = [-1, *borders, len(marks)]
    parts = {
        (start + 1, end): start if start >= 0 and marks[start].kind == "heading" else None
        for start, end in itertools.pairwise(edges)
    }
    # a heading's word can stand in a comment: every part from a heading on, too
    headings = [index for index in borders if marks[index].kind == "heading"]
    ends = [index for index in borders if marks[index].kind == "after"]
    for heading in headings[:MOST_HEADINGS]:
        place = bisect_right(ends, heading)
        parts.setdefault((heading + 1, ends[place] if place < len(ends) else len(marks)), heading)
    return [(begin, end, heading) for (begin, end), heading in parts.items() if end > begin]
