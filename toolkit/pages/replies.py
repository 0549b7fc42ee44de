"""Which comment answers which, where the page says so in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from toolkit.schema import Comment


def link_answers(records: Sequence[Comment], answers: Sequence[str | None]) -> list[Comment]:
    """Link each record to the nearest one by the author that it says it answers.

    Args:
        records: The records in page order.
        answers: For each record the name of whom it answers, or None.

    Returns:
        The records with ``reply_to`` and ``conversation_id`` set: the nearest record above by
        that author, else the nearest below; none where nobody of that name wrote.
    """
    places: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        places.setdefault(record.author or "", []).append(place)
    parents = [
        _nearest(places.get(name, []), place) if name else None
        for place, name in enumerate(answers)
    ]
    linked = []
    for place, record in enumerate(records):
        parent = parents[place]
        linked.append(
            replace(
                record,
                reply_to=None if parent is None else records[parent].id,
                conversation_id=records[_root(parents, place)].id,
            )
        )
    return linked


def _nearest(places: Sequence[int], place: int) -> int | None:
    """The nearest of the places above a place, else the nearest below it."""
    at = bisect_left(places, place)
    below = [other for other in places[at : at + 2] if other != place]
    return places[at - 1] if at else next(iter(below), None)


def _root(parents: Sequence[int | None], place: int) -> int:
    """The first comment of a conversation; a circle of answers ends where it began."""
    seen = {place}
    while (parent := parents[place]) is not None and parent not in seen:
        seen.add(parent)
        place = parent
    return place
