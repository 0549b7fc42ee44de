"""Why the items of a web page were taken for comments, and where their fields stand."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.explanation import Explanation, Ground, Place, Weighed
from toolkit.html.evidence import Case
from toolkit.html.fields import Fields
from toolkit.html.items import LEAST_WHOLE, Group
from toolkit.html.learnt import Learnt, author_stands, date_stands, text_stands
from toolkit.html.skeleton import write_layout
from toolkit.html.thread import ENOUGH, ENOUGH_ALONE, ENOUGH_UNDATED, Thread
from toolkit.html.tree import Page

MOST_SHOWN = 8  # groups that were not taken, of those weighed


def explain_thread(
    page: Page,
    thread: Thread,
    learnt: Sequence[Learnt],
    found: Sequence[Fields],
    parents: Sequence[int | None],
) -> Explanation:
    """The explanation of a page's reading.

    Args:
        page: The page.
        thread: What was weighed and taken.
        learnt: The groups taken, as they were read.
        found: The records.
        parents: Of each record the number of the one that it answers.
    """
    held = {id(item) for group in thread.groups for item in group.items}
    names = {group.name for group in thread.groups}
    taken, rejected = [], []
    for group, case in thread.weighed:
        is_held = any(id(item) in held for item in group.items)
        if is_held and group.name in names:
            taken.append(_weighed(group, case, ""))
        else:
            rejected.append(_weighed(group, case, _why_not(group, case, is_held)))
    rejected.sort(key=lambda one: one.needed - one.points)
    return Explanation(
        how=thread.reason.partition(" (")[0] if taken else thread.reason,
        taken=tuple(taken),
        rejected=tuple(rejected[:MOST_SHOWN]),
        places=tuple(find_places(page, learnt, found, parents)),
        layout=write_layout(page, learnt),
        given=thread.given,
    )


def _weighed(group: Group, case: Case, reason: str) -> Weighed:
    grounds = []
    for said in case.grounds:
        text, _, points = said.rpartition(" ")
        grounds.append(Ground(float(points), text))
    return Weighed(
        name=group.name,
        items=len(group.items),
        points=round(case.points, 1),
        needed=_needed(group),
        grounds=tuple(grounds),
        reason=reason,
    )


def _needed(group: Group) -> float:
    if len(group.items) == 1:
        return ENOUGH_ALONE
    return ENOUGH if any(item.datings for item in group.items) else ENOUGH_UNDATED


def _why_not(group: Group, case: Case, is_held: bool) -> str:
    """Why a group that has points enough was not taken; empty where it has not."""
    if is_held:
        return "other elements around the items taken"
    if case.points < _needed(group):
        return ""
    if len(group.items) == 1 and not case.sure:
        return "a single item whose own markup does not say that it is a comment"
    if group.value < LEAST_WHOLE * len(group.items):
        return "too few of its items have one date and a text of their own"
    return "its dates are those of the items taken, or it frames them"


def find_places(
    page: Page,
    learnt: Sequence[Learnt],
    found: Sequence[Fields],
    parents: Sequence[int | None],
) -> list[Place]:
    """Where the fields of the records stand, and how many were found there."""
    places = []
    for one in learnt:
        items = {item.node for item in one.group.items}
        own = [fields for fields in found if fields.view.item.node in items]
        if not own:
            continue
        layout, paths = one.layout, one.paths
        where = f"in {paths.name(layout.authors[0][0])}" if layout.authors else "beside the date"
        if layout.authors or layout.by_line:
            there = sum(author_stands(page, fields, layout, paths) for fields in own)
            places.append(Place("author", where, there, len(own)))
        if layout.date:
            where = f"in {paths.name(layout.date[0])}"
            there = sum(date_stands(fields, layout, paths) for fields in own)
            places.append(Place("date", where, there, len(own)))
        body = layout.body
        where = f"in {paths.name(body)}" if body is not None else f"{layout.side} date and author"
        there = sum(text_stands(page, fields, layout, paths) for fields in own)
        places.append(Place("text", where, there, len(own)))
    answers = [(i, parent) for i, parent in enumerate(parents) if parent is not None]
    if answers:
        nodes = [fields.view.item.node for fields in found]
        ends = [page.ends[fields.view.item.last] for fields in found]
        nested = sum(nodes[parent] < nodes[i] < ends[parent] for i, parent in answers)
        where = (
            "inside the comment answered" if 2 * nested > len(answers)
            else "told by levels, keys, links or places beside the comment answered"
        )  # fmt: skip
        places.append(Place("reply", where, len(answers), len(found)))
    return places
