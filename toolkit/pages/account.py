"""The accounting: every line that shows something belongs to exactly one role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.documents import Line
from toolkit.pages.article import Role, name_after, name_before
from toolkit.pages.items import Item
from toolkit.pages.marks import Mark
from toolkit.pages.thread import Thread

ROLES = ("title", "article", "comment", "pingback", "furniture")


class Entry(NamedTuple):
    """A line's place in the accounting.

    Attributes:
        line: The line.
        role: One of :data:`ROLES`.
        name: What it is within its role: ``date``, ``author``, ``text``, ``paragraph``,
            ``image credit``, ``comment form``, …
        item: Index of the record it belongs to, or None.
    """

    line: Line
    role: str
    name: str
    item: int | None = None


def account_lines(marks: Sequence[Mark], thread: Thread, title: str | None) -> list[Entry]:
    """Give each line that isn't blank exactly one role, in page order."""
    items: Sequence[Item] = thread.items
    roles: dict[int, tuple[Role, int | None]] = {}
    for position, item in enumerate(items):
        role = "comment" if item.kind == "comment" else "pingback"
        lines = {item.author_line: "author", item.date_line: "date"} | dict.fromkeys(
            item.body, "text"
        )
        roles |= {i: ((role, name), position) for i, name in lines.items() if i is not None}
        roles |= {i: (("furniture", name), None) for i, name in item.dropped.items()}
    taken = sorted(roles)
    first = taken[0] if taken else len(marks)
    if thread.heading is not None:
        first = min(first, thread.heading)
    last = taken[-1] + 1 if taken else len(marks)
    before, after = name_before(marks[:first], title), name_after(marks[last:])
    entries = []
    for index, mark in enumerate(marks):
        if index in roles:
            (role, name), number = roles[index]
        else:
            number = None
            if index < first:
                role, name = before[index]
            elif index >= last:
                role, name = after[index - last]
            else:
                role, name = name_after([mark])[0]
        entries += [Entry(line, role, name, number) for line in mark.piece.lines]
    return _one_each(entries)


def _one_each(entries: Sequence[Entry]) -> list[Entry]:
    """One entry a line: of a line with several cells the one that says most of a record."""
    ranks = ("text", "date", "author")
    best: dict[int, Entry] = {}
    for entry in entries:
        known = best.get(entry.line.number)
        if known is None or _rank(entry, ranks) < _rank(known, ranks):
            best[entry.line.number] = entry
    return [best[number] for number in sorted(best)]


def _rank(entry: Entry, ranks: Sequence[str]) -> int:
    if entry.item is None:
        return len(ranks) + 1
    return ranks.index(entry.name) if entry.name in ranks else len(ranks)
