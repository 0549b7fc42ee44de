"""The pieces around the heads of a run, and which of them are the page's own."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toolkit.pages import vocabulary as words
from toolkit.pages.marks import Mark
from toolkit.pages.names import is_proper_name
from toolkit.pages.runs import Run, key_of

STOPS = ("form", "heading")
HABIT = 0.6  # share of the items in which a line must stand to be the page's own
FEW_HABIT, MANY = 0.8, 8  # the same of fewer items, who may say the same by chance
NEAR_HEAD = 4  # pieces above a head among which its author's name stands
LONGEST_CONTROL = 80  # characters of a line of buttons
SAMPLE = 400  # items of a long run by which its layout is learnt
REACH = 14  # pieces around a head that are looked at


@dataclass(frozen=True)
class Zones:
    """The pieces around the heads of a run.

    Attributes:
        marks: All pieces of the page.
        run: The run.
        before: For each head the pieces between the one before it and itself.
        after: For each head the pieces between itself and the next.
        recurring: Forms of the lines that the page repeats around the heads.
    """

    marks: Sequence[Mark]
    run: Run
    before: tuple[range, ...]
    after: tuple[range, ...]
    recurring: frozenset[str]

    def is_own(self, index: int) -> bool:
        """Whether a piece is the page's own: a button, a count, a line it repeats."""
        mark = self.marks[index]
        if mark.kind in ("button", "edited", "empty") or key_of(mark.text) in self.recurring:
            return True
        return is_control(mark.text)

    def said(self, zone: range) -> list[int]:
        """The pieces of a zone that aren't the page's own."""
        return [i for i in zone if not self.is_own(i)]

    @cached_property
    def sample(self) -> range:
        """Numbers of the items by which the layout is learnt: all, or some of very many."""
        count = len(self.run.anchors)
        return range(0, count, max(1, count // SAMPLE))

    @cached_property
    def inner(self) -> tuple[range, ...]:
        """The zones between two heads."""
        return self.after[:-1]


def is_control(text: str) -> bool:
    """Whether a line is only buttons ("Reply Share Report"), or has no letter or digit at all.

    >>> is_control("Antworten Melden"), is_control("+"), is_control("I like it")
    (True, True, False)
    """
    return len(text) <= LONGEST_CONTROL and _is_control(text)


@lru_cache(maxsize=1 << 16)
def _is_control(text: str) -> bool:
    return bool(words.CONTROL.fullmatch(text)) or not any(map(str.isalnum, text))


def find_zones(marks: Sequence[Mark], run: Run) -> Zones:
    """The pieces around the heads of a run, and the lines that the page repeats there."""
    anchors = run.anchors
    end = _tail_end(marks, run)
    begin = run.begin if run.heading is not None else max(run.begin, anchors[0] - 2 * REACH)
    before = [range(begin, anchors[0])]
    before += [range(a + 1, b) for a, b in itertools.pairwise(anchors)]
    after = [*before[1:], range(anchors[-1] + 1, end)]
    return Zones(marks, run, tuple(before), tuple(after), _recurring(marks, before, after))


def _tail_end(marks: Sequence[Mark], run: Run) -> int:
    """Where the last item's zone ends: a form, a heading, or less indent than all of the run."""
    last = run.anchors[-1]
    span = range(run.anchors[0], last + 1)
    left = min((marks[i].piece.column for i in span), default=0)
    for index in range(last + 1, run.end):
        mark = marks[index]
        if mark.kind in STOPS and (mark.gap or _in_block_of(marks, index)):
            return index
        if mark.piece.column < left and len(span) > 1:
            return index
    return run.end


def _in_block_of(marks: Sequence[Mark], index: int) -> bool:
    following = marks[index + 1].kind if index + 1 < len(marks) else "form"
    return following in (*STOPS, "after", "button")


def _recurring(
    marks: Sequence[Mark], before: Sequence[range], after: Sequence[range]
) -> frozenset[str]:
    """Forms of short lines that stand in most zones: the page's own, not the readers'."""
    zones = [before[0][-REACH:], *after[:-1], after[-1][:REACH]]
    count: Counter[str] = Counter()
    for zone in zones:
        if len(zone) > 1:
            edge = {*zone[:REACH], *zone[-REACH:]}
            count.update({key_of(marks[i].text) for i in edge} - {""})
    others = len(zones) - 1
    least = max(2, (HABIT if others >= MANY else FEW_HABIT) * others)
    found = {key for key, times in count.items() if times >= least and key[-1] not in ".!?"}
    return frozenset(key for key in found if not _is_one_of_names(marks, before, key))


def _is_one_of_names(marks: Sequence[Mark], before: Sequence[range], key: str) -> bool:
    """Whether a line that recurs is a name: in other items, other names stand at its place."""
    places = Counter(
        zone.stop - index
        for zone in before
        for index in zone[-NEAR_HEAD:]
        if key_of(marks[index].text) == key
    )
    if not places:
        return False
    place = places.most_common(1)[0][0]
    there = [marks[zone.stop - place].text for zone in before if zone.stop - place in zone]
    others = [text for text in there if key_of(text) != key]
    return len(others) >= 0.25 * len(there) and (
        sum(map(is_proper_name, others)) >= 0.7 * len(others)
    )
