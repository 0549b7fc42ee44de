"""Where the author and the text stand around the heads of a run, learnt from all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.pages import vocabulary as words
from toolkit.pages.authors import Rule, learn_author, likeness
from toolkit.pages.marks import Mark
from toolkit.pages.names import looks_like_name
from toolkit.pages.prose import says_something
from toolkit.pages.runs import Run, key_of
from toolkit.pages.zones import Zones, find_zones

TITLE_WORDS = 14  # words that a comment's title has at the most
NEAR = 6  # pieces after a head in which its text begins


@dataclass(frozen=True)
class Layout:
    """How the items of a run are set.

    Attributes:
        text_side: ``below`` its head, or ``above`` it.
        author: Where the author stands, or None.
        zones: The pieces around the heads.
    """

    text_side: str
    author: Rule | None
    zones: Zones

    def describe(self, authors: int, comments: int) -> str:
        """The layout in words; ``authors`` of the comments show an author."""
        head = {"dated": "date", "named": "author line", "answered": "button"}[self.zones.run.kind]
        side = f"text {self.text_side} its {head}"
        if self.zones.run.kind == "named":
            return side
        if self.author:
            return f"{side}, author: {self.author.words}"
        shown = f"author shown with {authors} of {comments}" if authors else "no author shown"
        return f"{side}, {shown}"


def learn_layout(marks: Sequence[Mark], run: Run) -> Layout:
    """Learn one layout for all items of a run.

    The text's side is settled by what stands after the last head and before the first, by list
    marks and buttons, and by which neighbour the heads touch; the author's place by where names
    stand most regularly.
    """
    zones = find_zones(marks, run)
    if run.kind == "named":
        return Layout("below", Rule("line", words="naming line"), zones)
    if run.kind == "answered":
        return Layout("above", learn_author(zones, "above"), zones)
    sides = {"below": 0.0, "above": 0.0}
    for weigh in (_ends, _lead, _list_marks, _buttons, _touching, _dashes):
        for side, points in weigh(zones).items():
            sides[side] += points
    side = max(sides, key=lambda name: (sides[name], name == "below"))
    return Layout(side, learn_author(zones, side), zones)


def _ends(zones: Zones) -> dict[str, float]:
    """What stands after the last head: a text as after the others, or something else."""
    marks = zones.marks

    def first_said(zone: range) -> int | None:
        told = (n for n, i in enumerate(zone[:NEAR]) if says_something(marks[i].text))
        return next(told, None)

    tail = first_said(zones.after[-1])
    if tail is None:
        said = zones.said(zones.after[-1])[:2]
        lead = zones.before[0][-NEAR:]
        return {"below": 1} if said else {
            "above": 2 * any(says_something(marks[i].text) for i in lead)
        }  # fmt: skip
    usual = sorted(place for zone in zones.inner if (place := first_said(zone)) is not None)
    like = not usual or abs(usual[len(usual) // 2] - tail) <= 1
    return {"below": 2.0 if like else 0.5}


def _lead(zones: Zones) -> dict[str, float]:
    """What stands between the heading of the comments and the first head."""
    near = zones.before[0]
    above = near.stop - 1
    while above in near and zones.is_own(above):
        above -= 1
    if zones.run.heading is None:  # the article may stand there
        closed = (
            above < near.stop - 1 and key_of(zones.marks[near.stop - 1].text) in zones.recurring
        )
        return {"above": 2.0 * (closed and says_something(zones.marks[above].text))}
    if above in near and likeness(zones.marks[above].text):
        above -= 1  # a name right above the head, whatever the side
    told = above in near and zones.marks[above].kind == "text"
    if told and says_something(zones.marks[above].text):
        alone = above - 1 not in near or zones.is_own(above - 1)
        title = alone and len(zones.marks[above].text.split()) <= TITLE_WORDS
        return {"above": 1.5 if title else 2.5}
    return {"below": 1.5}


def _list_marks(zones: Zones) -> dict[str, float]:
    """On which side of the heads the list marks of the items stand."""
    marks = zones.marks
    sides = Counter[str]()
    for zone, anchor in zip(zones.inner, zones.run.anchors[1:], strict=True):
        if marks[anchor].piece.marker:
            sides["below"] += 1
            continue
        marked = [i for i in zone if marks[i].piece.marker]
        if marked:
            told = any(says_something(marks[i].text) for i in range(marked[-1], zone.stop))
            before = any(says_something(marks[i].text) for i in range(zone.start, marked[-1]))
            sides["above" if told and not before else "below"] += 1
    count = len(zones.inner)
    return {side: 2.0 for side, times in sides.items() if count and times >= 0.8 * count}


def _buttons(zones: Zones) -> dict[str, float]:
    """Whether the page's own lines close the items, or stand between their text and head.

    A text, then buttons, then a name or the next head: the head stands above its text. A text,
    then own lines and a bare date right below them: the date closes the item.
    """
    marks, count = zones.marks, max(1, len(zones.inner))
    votes: Counter[str] = Counter()
    for zone, anchor in zip(zones.inner, zones.run.anchors[1:], strict=True):
        owned = [i for i in zone if zones.is_own(i)]
        if not owned:
            continue
        last = owned[-1]
        first = last
        while first - 1 in zone and zones.is_own(first - 1):
            first -= 1
        told_before = first - 1 in zone and says_something(marks[first - 1].text)
        rest = range(last + 1, zone.stop)
        title = told_before and len(rest) == 1 and len(marks[rest[0]].text.split()) <= TITLE_WORDS
        told_after = not title and any(says_something(marks[i].text) for i in rest)
        if told_after and not told_before:
            foot = any(words.CONTROL.fullmatch(marks[i].text) for i in range(first, last + 1))
            votes["above"] += foot
        elif told_before and not told_after:
            bare = not rest and not marks[anchor].name
            votes["above" if bare else "below"] += 1
    return {side: 2.5 * times / count for side, times in votes.items()}


def _touching(zones: Zones) -> dict[str, float]:
    """Which neighbour the heads touch, on a page that has blank lines between the others."""
    marks, anchors = zones.marks, zones.run.anchors
    count = len(anchors)
    over = [i for i in anchors if i and not marks[i].gap]
    below = sum(1 for i in anchors if i + 1 < len(marks) and not marks[i + 1].gap)
    if len(over) >= 0.8 * count and below >= 0.8 * count:
        return {}
    above = sum(
        1 for i in over if not looks_like_name(marks[i - 1].text) and not zones.is_own(i - 1)
    )
    more = 2 * abs(above - below) / count
    return {"above" if above > below else "below": more} if above != below else {}


def _dashes(zones: Zones) -> dict[str, float]:
    opened = sum(1 for i in zones.run.anchors if zones.marks[i].text[:1] in "—–~")
    return {"above": opened / len(zones.run.anchors)}
