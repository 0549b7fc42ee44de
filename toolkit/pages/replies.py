"""Which comment answers which: in words, by numbers, or by the indent of their heads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from toolkit.conversations import find_roots, without_circles
from toolkit.pages.items import Item
from toolkit.schema import Comment

SAME_LEVEL = 2  # columns by which heads of one level can differ (list numbers of two lengths)
MOST_LEVELS = 30  # more are no nesting


def link_replies(records: Sequence[Comment], items: Sequence[Item]) -> list[Comment]:
    """Link each record to the one it answers.

    What an item says in words ("in reply to Ann", "#2.1") comes first, then its place below
    others that begin further left.

    Args:
        records: The records in page order.
        items: The items that they were made of.

    Returns:
        The records with ``reply_to`` and ``conversation_id`` set: of a name, the nearest record
        above by that author, else the nearest below; none where nobody of that name wrote.
    """
    nested = _parents_by_indent(items)
    numbered = {item.number: place for place, item in enumerate(items) if item.number}
    ids = [record.id for record in records]
    named: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        named.setdefault(record.author or "", []).append(place)
    parents: list[int | None] = []
    for place, item in enumerate(items):
        number = item.answers_number or _above(item.number)
        found = numbered.get(number) if number else None
        if found is None and item.answers:
            found = _nearest(named.get(item.answers, []), place)
        if found is None or found == place:
            found = nested[place]
        parents.append(found)
    parents = without_circles(parents)
    roots = find_roots(parents)
    return [
        replace(
            record,
            reply_to=None if parent is None else ids[parent],
            conversation_id=ids[roots[place]],
        )
        for place, (record, parent) in enumerate(zip(records, parents, strict=True))
    ]


def _parents_by_indent(items: Sequence[Item]) -> list[int | None]:
    """For each item the nearest above that begins further left, if the indents are a nesting."""
    parents: list[int | None] = [None] * len(items)
    levels = _levels([item.column for item in items if item.first_line is not None])
    if not 2 <= len(levels) <= MOST_LEVELS:
        return parents
    open_items: list[tuple[int, int]] = []  # level and place
    for place, item in enumerate(items):
        if item.first_line is None:
            continue
        level = next(n for n, (low, high) in enumerate(levels) if low <= item.column <= high)
        while open_items and open_items[-1][0] >= level:
            open_items.pop()
        if open_items:
            parents[place] = open_items[-1][1]
        elif place and level > 0:
            return [None] * len(items)  # the first is not the leftmost: no nesting
        open_items.append((level, place))
    return parents


def _levels(columns: Sequence[int]) -> list[tuple[int, int]]:
    """The levels of indent: ranges of columns, from the left."""
    levels: list[tuple[int, int]] = []
    for column in sorted(set(columns)):
        if levels and column - levels[-1][1] < SAME_LEVEL:
            levels[-1] = levels[-1][0], column
        else:
            levels.append((column, column))
    return levels


def _above(number: str | None) -> str | None:
    """The number of the comment that one with a number of two parts answers ("2" of "2.1")."""
    return number.rpartition(".")[0] or None if number else None


def _nearest(places: Sequence[int], place: int) -> int | None:
    """The nearest of the places above a place, else the nearest below it."""
    at = bisect_left(places, place)
    below = [other for other in places[at : at + 2] if other != place]
    return places[at - 1] if at else next(iter(below), None)
