"""Why the lines of a pasted page were taken for comments, and where their fields stand."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.explanation import Explanation, Ground, Place, Weighed
from toolkit.pages.evidence import ENOUGH
from toolkit.pages.items import Item
from toolkit.pages.marks import Mark
from toolkit.pages.skeleton import write_layout
from toolkit.pages.thread import Candidate, Thread

MOST_SHOWN = 8  # runs that were not taken, of those weighed
_LINES = {"dated": "date line", "named": "naming line", "answered": "button"}


def explain_thread(
    marks: Sequence[Mark], thread: Thread, replies: Sequence[str | None]
) -> Explanation:
    """The explanation of a pasted page's reading.

    Args:
        marks: The page.
        thread: What was weighed and taken.
        replies: Of each record the id of the one that it answers.
    """
    best = thread.best
    taken = {best.run.anchors} if best else set()
    rejected = []
    for one in sorted(thread.weighed, key=lambda one: one.rank, reverse=True):
        if one.run.anchors not in taken:
            taken.add(one.run.anchors)
            rejected.append(_weighed(marks, one, _why_not(one, best)))
    return Explanation(
        how=thread.reason,
        taken=(_weighed(marks, best, ""),) if best else (),
        rejected=tuple(rejected[:MOST_SHOWN]),
        places=tuple(_places(thread, replies)),
        layout=write_layout(marks, thread),
    )


def _weighed(marks: Sequence[Mark], one: Candidate, reason: str) -> Weighed:
    anchors = one.run.anchors
    first, last = marks[anchors[0]].piece.number, marks[anchors[-1]].piece.number
    what = _LINES[one.run.kind] + ("" if len(anchors) == 1 else "s")
    where = f"line {first}" if first == last else f"lines {first} to {last}"
    return Weighed(
        name=f"{what}, {where}",
        items=len(anchors),
        points=round(one.case.points, 1),
        needed=ENOUGH,
        grounds=tuple(Ground(points, text) for points, text in one.case.grounds),
        reason=reason,
    )


def _why_not(one: Candidate, best: Candidate | None) -> str:
    if best is None or one.case.points < ENOUGH:
        return ""
    if set(one.run.anchors) & set(best.run.anchors):
        return "other items of the same thread, less well read"
    return "the thread taken reads better"


def _places(thread: Thread, replies: Sequence[str | None]) -> list[Place]:
    layout, own = thread.layout, [item for item in thread.items if item.kind == "comment"]
    if layout is None or not own:
        return []
    count = len(own)
    places = []
    if layout.author:
        there = sum(item.author is not None for item in own)
        where = "date line" if layout.author.place == "line" else layout.author.words
        places.append(Place("author", where, there, count))
    elif named := sum(item.author is not None for item in own):
        places.append(Place("author", "a name that begins its date's block", named, count))
    dated = sum(item.date_line is not None for item in own)
    if dated:
        places.append(Place("date", "the line by which the comments were told", dated, count))
    head = {"dated": "date", "named": "author line", "answered": "button"}[layout.zones.run.kind]
    places.append(Place("text", f"{layout.text_side} its {head}", sum(map(_has_text, own)), count))
    answers = sum(reply is not None for reply in replies)
    if answers:
        said = sum(bool(item.answers or item.answers_number) for item in own)
        where = "said in the comment's head" if 2 * said > answers else "by numbers and indents"
        places.append(Place("reply", where, answers, len(replies)))
    return places


def _has_text(item: Item) -> bool:
    return bool(item.body)
