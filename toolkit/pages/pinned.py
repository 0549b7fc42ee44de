"""A pasted page read by a layout file: its patterns say which lines are what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.dates import PrintedDate, find_date
from toolkit.errors import SettingsError
from toolkit.explanation import Explanation, Place
from toolkit.pages import vocabulary as words
from toolkit.pages.fields import read_items
from toolkit.pages.heads import Head
from toolkit.pages.items import Item
from toolkit.pages.marks import Mark
from toolkit.pages.thread import Thread
from toolkit.pages.zones import STOPS
from toolkit.pins import LinePattern, TextPin


@dataclass(frozen=True, slots=True)
class _Heading:
    """The lines that head a comment: ``start`` to ``stop - 1``, and what their groups hold."""

    start: int
    stop: int
    groups: Mapping[str, tuple[int, str]]


def pin_thread(
    marks: Sequence[Mark], pin: TextPin, source: str
) -> tuple[list[Mark], Thread, list[str]]:
    """The thread that a layout tells.

    Returns:
        The marks with the heading and the dates that the layout names, the thread, and what was
        uncertain, a sentence each.

    Raises:
        SettingsError: A pattern that is needed matches no line, or takes too long.
    """
    begin = _first(marks, pin.begin, 0, source)
    start = 0 if begin is None else begin + 1
    end = _first(marks, pin.end, start, source)
    part = range(start, len(marks) if end is None else end)
    heads = list(_heads(marks, pin, part))
    if not heads:
        raise _nothing(pin.head[0], marks, part, source)
    dated = list(marks)
    if begin is not None:
        dated[begin] = Mark(marks[begin].piece, "heading")
    for head in heads:
        if "date" in head.groups:
            line, text = head.groups["date"]
            dated[line] = _dated(marks[line], head, text)
    items = [
        _item(marks, pin, head, zone)
        for head, zone in zip(heads, _zones(marks, pin, heads, part), strict=True)
    ]
    reason = f"comments were pinned by {pin.file}: {len(heads)} heads"
    taken = {i for item in items for i in (*item.body, *item.dropped, *_lines(item))}
    items += [item for item in read_items(marks, None) if not taken & {*item.body, *_lines(item)}]
    items.sort(key=lambda item: item.first)
    kept = sum(_is_dropped(marks, pin, i) for item in items for i in item.body)
    warnings = [
        f"{pin.file}: [pasted] drop: {kept} lines amid a text stay in it, so that each record "
        f"still points at its place"
    ]
    return dated, Thread(tuple(items), None, begin, reason, ()), warnings if kept else []


def explain_pinned(pin: TextPin, thread: Thread, replies: Sequence[str | None]) -> Explanation:
    """The explanation of a pinned page's reading."""
    items, head = thread.items, " / ".join(pattern.source for pattern in pin.head)
    counts = {
        "author": sum(item.author is not None for item in items),
        "date": sum(item.date_line is not None for item in items),
        "text": sum(bool(item.body) for item in items),
        "reply": sum(reply is not None for reply in replies),
    }
    where = {"text": f"{pin.side} its head", "reply": "said in the head, or by indents"}
    return Explanation(
        how=f"pinned by {pin.file}: {len(items)} heads that match {head}",
        places=tuple(
            Place(field, where.get(field, "in the head"), found, len(items))
            for field, found in counts.items()
            if found
        ),
        given=True,
    )


def _match(pattern: LinePattern, mark: Mark) -> Mapping[str, str | None] | None:
    """The groups of a line that a pattern fits, with or without its list mark; else None."""
    found = pattern.match(mark.text)
    if found is None and mark.piece.marker:
        return pattern.match(f"{mark.piece.marker} {mark.text}")
    return found


def _first(
    marks: Sequence[Mark], pattern: LinePattern | None, start: int, source: str
) -> int | None:
    """The first line from a place on that a pattern fits; None without a pattern."""
    if pattern is None:
        return None
    for index in range(start, len(marks)):
        if _match(pattern, marks[index]) is not None:
            return index
    raise _nothing(pattern, marks, range(start, len(marks)), source)


def _heads(marks: Sequence[Mark], pin: TextPin, part: range) -> Iterator[_Heading]:
    index, before = part.start, part.start
    while index + len(pin.head) <= part.stop:
        head = _head(marks, pin.head, index)
        if head is None:
            index += 1
            continue
        room = index > part.start if before == part.start else index - 1 > before
        if pin.lead and room and (lead := _head(marks, (pin.lead,), index - 1)):
            head = _Heading(index - 1, head.stop, {**lead.groups, **head.groups})
        yield head
        index = before = head.stop


def _head(marks: Sequence[Mark], patterns: Sequence[LinePattern], index: int) -> _Heading | None:
    """The head whose first line is the given one, or None."""
    groups: dict[str, tuple[int, str]] = {}
    for line, pattern in enumerate(patterns, start=index):
        found = _match(pattern, marks[line])
        if found is None:
            return None
        groups |= {name: (line, text.strip()) for name, text in found.items()
                   if text and text.strip()}  # fmt: skip
    return _Heading(index, index + len(patterns), groups)


def _zones(
    marks: Sequence[Mark], pin: TextPin, heads: Sequence[_Heading], part: range
) -> Iterator[range]:
    """For each head the lines in which its text stands."""
    if pin.side == "above":
        starts = [part.start, *(head.stop for head in heads)]
        yield from (range(start, head.start) for start, head in zip(starts, heads, strict=False))
        return
    ends = [head.start for head in heads[1:]]
    last = range(heads[-1].stop, part.stop)
    ends.append(next((i for i in last if not pin.end and marks[i].kind in STOPS), part.stop))
    yield from (range(head.stop, end) for head, end in zip(heads, ends, strict=True))


def _item(marks: Sequence[Mark], pin: TextPin, head: _Heading, zone: range) -> Item:
    dropped = dict.fromkeys(range(head.start, head.stop), "head")
    apart = (i for i in zone if marks[i].kind in ("excerpt", "linkback"))
    if (first := next(apart, zone.stop)) > zone.start:
        zone = range(zone.start, first)
    feet = [i for i in zone if pin.foot and _match(pin.foot, marks[i]) is not None]
    body = zone
    if feet and pin.side == "below":
        body = range(zone.start, feet[0])
    elif feet:
        body = range(feet[-1] + 1, zone.stop)
    start, end = body.start, body.stop
    while start < end and _is_dropped(marks, pin, start):
        start += 1
    while start < end and _is_dropped(marks, pin, end - 1):
        end -= 1
    body = range(start, end)
    dropped |= {i: "beside a comment" for i in zone if i not in body}
    lines = {name: line for name, (line, _) in head.groups.items()}
    said = {name: text for name, (_, text) in head.groups.items()}
    author_line, date_line = lines.get("author"), lines.get("date")
    for line in (author_line, date_line):
        dropped.pop(-1 if line is None else line, None)
    if author_line is None and date_line is None:
        author_line = head.start  # neither is shown in this head
        dropped.pop(head.start, None)
    answers = said.get("answers")
    number = answers.lstrip("#") if answers else ""
    is_number = number.replace(".", "").isdigit()
    return Item(
        kind="pingback" if body and all(marks[i].kind == "excerpt" for i in body) else "comment",
        author=_shown(said.get("author")),
        answers=None if is_number else answers,
        number=said.get("number"),
        answers_number=number if is_number else None,
        author_line=author_line,
        date_line=date_line,
        body=body,
        dropped=dropped,
        column=marks[head.start].piece.column,
    )


def _lines(item: Item) -> list[int]:
    return [line for line in (item.author_line, item.date_line) if line is not None]


def _is_dropped(marks: Sequence[Mark], pin: TextPin, index: int) -> bool:
    return any(_match(pattern, marks[index]) is not None for pattern in pin.drop)


def _dated(mark: Mark, head: _Heading, text: str) -> Mark:
    """The line with the date that the layout names in it, whether or not it can be read."""
    date = find_date(text) or PrintedDate(start=0, end=len(text), shape="")
    author, number = head.groups.get("author"), head.groups.get("number")
    read = Head(
        date=date,
        printed=text,
        name=author[1] if author else None,
        name_first=bool(author),
        labels=(),
        number=number[1] if number else None,
    )
    return Mark(mark.piece, "date", read, read.name)


def _shown(name: str | None) -> str | None:
    """The name, unless it is only the mark of a deleted account."""
    gone = name and any(pattern.fullmatch(name) for _, pattern in words.STATES)
    return None if gone else name


def _nothing(
    pattern: LinePattern, marks: Sequence[Mark], part: range, source: str
) -> SettingsError:
    """The error of a pattern that fits nothing, with a line that it could have been meant for."""
    example = next((marks[i].text for i in part if marks[i].kind in ("date", "attribution")), "")
    shown = f"; a line of it reads {example[:60]!r}" if example else ""
    return SettingsError(
        f"{pattern.where}: {pattern.source!r} fits none of the {len(part)} lines of {source} where "
        f"it was looked for{shown}; a pattern must fit a whole line, and the patterns of a head "
        f"lines that follow each other"
    )
