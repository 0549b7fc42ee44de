"""Which run of a page is the thread, and which dates only look like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

from toolkit.pages import vocabulary as words
from toolkit.pages.evidence import ENOUGH, OWN_DATE, Case, is_article_date, weigh
from toolkit.pages.fields import read_items
from toolkit.pages.items import Item
from toolkit.pages.layout import Layout, learn_layout
from toolkit.pages.marks import Mark
from toolkit.pages.names import looks_like_name
from toolkit.pages.prose import says_something
from toolkit.pages.runs import Run, find_runs, key_of

NEAR = 3  # pieces below a head in which the mark of a deleted comment stands
REGULAR = 0.4  # share of what most items have below which one is no item of the run
MOST_CUTS = 3
NEARLY = 1.5  # points that a wider run of heads may have less
MOST_ARTICLE_DATES = 2  # when it was published, and when it was updated


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of a page.

    Attributes:
        items: The records, in page order.
        layout: How they are set, or None where only pingbacks were found.
        heading: The heading of the comments, or None.
        reason: Why these were taken, or why there are none; a sentence.
        rejected: Dates that aren't heads of comments, with the reason.
        weighed: The runs that were weighed.
        best: The one that was taken, or None.
    """

    items: tuple[Item, ...]
    layout: Layout | None
    heading: int | None
    reason: str
    rejected: tuple[tuple[int, str], ...]
    weighed: tuple[Candidate, ...] = ()
    best: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run as it would be read, and the case for it."""

    run: Run
    layout: Layout
    items: list[Item]
    case: Case

    @property
    def rank(self) -> tuple[float, int]:
        """By which the best candidate is chosen."""
        found = sum(1 for item in self.items if item.kind == "comment" and item.body)
        undated = 3 * (self.run.kind != "dated")
        return self.case.points + 0.75 * log2(1 + found) - undated, found


def find_thread(marks: Sequence[Mark]) -> Thread:
    """Read every run of a page as if it were the thread, and take the best that holds."""
    candidates = [one for run in find_runs(marks) for one in _candidates(marks, run)]
    holding = [one for one in candidates if one.case.points >= ENOUGH]
    best = _widest(holding, max(holding, key=lambda one: one.rank, default=None))
    items = best.items if best else read_items(marks, None)
    taken = set(best.run.anchors) if best else set()
    rejected = [
        (index, _why_not(marks, index, candidates, best))
        for index, mark in enumerate(marks)
        if mark.head and index not in taken
    ]
    heading = best.run.heading if best else None
    return Thread(
        items=tuple(items),
        layout=best.layout if best else None,
        heading=heading,
        reason=_reason(marks, best, items, rejected),
        rejected=tuple(rejected),
        weighed=tuple(candidates),
        best=best,
    )


def _widest(holding: Sequence[Candidate], best: Candidate | None) -> Candidate | None:
    """The best candidate, or one that has all of its heads and more and is nearly as good."""
    while best is not None:
        own = set(best.run.anchors)
        wider = [
            one
            for one in holding
            if own < set(one.run.anchors)
            and one.case.points >= best.case.points - NEARLY
            and OWN_DATE not in one.case.against
            and _author_place(one) == _author_place(best)
            and (best.run.heading is None or one.run.anchors[0] > best.run.heading)
        ]
        if not wider:
            break
        best = max(wider, key=lambda one: one.rank)
    return best


def _author_place(candidate: Candidate) -> str | None:
    return candidate.layout.author.place if candidate.layout.author else None


def _candidates(marks: Sequence[Mark], run: Run) -> Iterator[Candidate]:
    """A run as it stands, and without the article's own dates at its begin."""
    candidate = _candidate(marks, run)
    yield candidate
    if run.heading is None and len(run.anchors) > 1:
        yield _candidate(marks, replace(run, anchors=run.anchors[1:]))
    for _ in range(MOST_ARTICLE_DATES):
        anchors, items = candidate.run.anchors, candidate.items
        if len(anchors) < 2 or len(items) < 2 or not is_article_date(marks, items[0], items[1:]):
            return
        candidate = _candidate(marks, replace(run, anchors=anchors[1:]))
        yield candidate


def _candidate(marks: Sequence[Mark], run: Run) -> Candidate:
    layout = learn_layout(marks, run)
    for _ in range(MOST_CUTS):
        kept = _regular_stretch(marks, layout)
        if len(kept) == len(run.anchors):
            break
        run = replace(run, anchors=kept)
        layout = learn_layout(marks, run)
    if inner := _inner_dates(marks, layout):
        run = replace(run, anchors=tuple(i for i in run.anchors if i not in inner))
        layout = learn_layout(marks, run)
    items = read_items(marks, layout)
    inside = [item for item in items if run.begin <= item.first < run.end]
    return Candidate(run, layout, items, weigh(marks, layout, inside))


def _regular_stretch(marks: Sequence[Mark], layout: Layout) -> tuple[int, ...]:
    """The stretch of a run whose items have what most have: names, buttons, the date's form."""
    anchors = layout.zones.run.anchors
    if len(anchors) < 3:
        return anchors
    signs = [_signs(marks, layout, number) for number in range(len(anchors))]
    count = Counter(sign for own in signs for sign in own)
    habits = {sign for sign, times in count.items() if times >= 0.5 * len(anchors)}
    if not habits:
        return anchors
    best, start, total = (0.0, 0, len(anchors)), 0, 0.0
    for number, own in enumerate(signs):  # the stretch with the greatest sum
        total += len(habits & own) / len(habits) - REGULAR
        if "author" in habits and "author" not in own:
            total -= 0.5
        if total <= 0:
            start, total = number + 1, 0.0
        elif total >= best[0]:
            best = total, start, number + 1
    return anchors[best[1] : best[2]] or anchors


def _inner_dates(marks: Sequence[Mark], layout: Layout) -> set[int]:
    """Heads in the midst of a text: something is said where all others have their author."""
    zones, rule = layout.zones, layout.author
    if rule is None or rule.place == "line" or layout.text_side == "above":
        return set()
    places = [rule.find(zones, number) for number in range(len(zones.run.anchors))]
    inner = {
        anchor
        for anchor, place in zip(zones.run.anchors, places, strict=True)
        if place is None or says_something(marks[place].text)
    }
    return inner if len(inner) <= 0.25 * len(places) else set()


def _signs(marks: Sequence[Mark], layout: Layout, number: int) -> set[str]:
    """What an item has: an author where the others have theirs, the lines that recur."""
    zones, rule = layout.zones, layout.author
    signs = set()
    line = rule.find(zones, number) if rule else None
    if rule and line is not None:
        mark = marks[line]
        name = mark.name if rule.place == "line" else mark.name or mark.text
        if name and looks_like_name(rule.read(name)):
            signs.add("author")
    near = zones.after[number][:NEAR]
    if any(pattern.fullmatch(marks[i].text) for _, pattern in words.STATES for i in near):
        signs.add("author")  # a deleted comment keeps its place without its author
    zone = zones.after[number] if layout.text_side == "below" else zones.before[number]
    if any(not zones.is_own(i) and marks[i].kind == "text" for i in zone):
        signs.add("text")
    signs |= {key for i in zone if (key := key_of(marks[i].text)) in zones.recurring}
    head = marks[zones.run.anchors[number]].head
    if head:
        signs.add(f"form {head.form} {head.labels}")
        signs.add(head.date.shape.split()[0])
    return signs


def _why_not(
    marks: Sequence[Mark], index: int, candidates: Sequence[Candidate], best: Candidate | None
) -> str:
    if best and index < best.run.anchors[0]:
        near = [marks[i].text for i in (index - 1, index) if i >= 0]
        byline = any(words.BYLINE.fullmatch(text) for text in near)
        return "the article's own date, under its byline" if byline else "before the comments"
    if best and index > best.run.anchors[-1]:
        between = range(best.run.anchors[-1], index)
        links = any(marks[i].kind == "after" and marks[i].gap for i in between)
        return "below the comments" + (", under a heading of links" if links else "")
    if best:
        return "another form than the comments' dates"
    own = [one for one in candidates if index in one.run.anchors]
    against = [ground for one in own[:1] for ground in one.case.against]
    return ", ".join(against) or "no sign of comments around it"


def _reason(
    marks: Sequence[Mark],
    best: Candidate | None,
    items: Sequence[Item],
    rejected: Sequence[tuple[int, str]],
) -> str:
    if best:
        what = {"dated": "date line", "named": "naming line", "answered": "button"}[best.run.kind]
        count = len(best.run.anchors)
        under = (
            ""
            if best.run.heading is None
            else f", under the heading in line {marks[best.run.heading].piece.number}"
        )
        return f"comments were told by {count} {what}{'' if count == 1 else 's'}{under}"
    if items:
        return "no comment has a date or an author line; only pingbacks were found"
    if rejected:
        index, why = rejected[0]
        return (
            f"no comments: {len(rejected)} date line{'s' if len(rejected) > 1 else ''} found, but "
            f"not of comments (line {marks[index].piece.number}: {why})"
        )
    signs = "a date line, a line that names a commenter, or a pingback excerpt"
    return f"no comments: no line of the page is {signs}"
