"""What is odd about single records of a pasted page, seen while it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from toolkit.doubts import ELSEWHERE, FORM, HABIT, ORPHAN
from toolkit.pages.items import Item
from toolkit.pages.marks import Mark

FAR = 3  # lines between head and text, more than usual, from which a text stands elsewhere


def notice_records(
    marks: Sequence[Mark], items: Sequence[Item], replies: Sequence[str | None]
) -> tuple[tuple[str, ...], ...]:
    """Of each record the phrases that say what is odd about it."""
    forms = [_form(marks, item) for item in items]
    count = Counter(form for form in forms if form is not None)
    usual, times = count.most_common(1)[0] if count else (None, 0)
    regular = times >= HABIT * sum(count.values())
    distances = [_distance(item) for item in items]
    known = [distance for distance in distances if distance is not None]
    middle = median(known) if known else 0.0
    noticed = []
    for item, form, distance, reply in zip(items, forms, distances, replies, strict=True):
        own = []
        if distance is not None and abs(distance - middle) >= FAR:
            own.append(ELSEWHERE)
        if regular and form is not None and form != usual:
            own.append(FORM)
        if reply is None and (item.answers or item.answers_number):
            own.append(ORPHAN)
        noticed.append(tuple(own))
    return tuple(noticed)


def _form(marks: Sequence[Mark], item: Item) -> object:
    """The form of a comment's date line, or None without one."""
    head = marks[item.date_line].head if item.date_line is not None else None
    if head is None or item.kind != "comment":
        return None
    return head.form, bool(head.name)


def _distance(item: Item) -> int | None:
    """Lines between a comment's head and its text."""
    lines = [line for line in (item.author_line, item.date_line) if line is not None]
    if item.kind != "comment" or not item.body or not lines:
        return None
    if item.body.start > max(lines):
        return item.body.start - max(lines)
    return min(lines) - item.body.stop
