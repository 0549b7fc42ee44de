"""Author, date and text of each item of a thread, by the layout learnt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from toolkit.pages import vocabulary as words
from toolkit.pages.layout import MOST, STOPS, Layout, is_block_author
from toolkit.pages.marks import Mark, is_proper_name, looks_like_name
from toolkit.pages.thread import Thread

EDGE_KINDS = ("button", "edited", "after")
LONGEST_RECURRING = 30  # characters
RECURRING = 0.8  # share of the items in which a line must stand to be the page's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a thread, as indices into the marks.

    Attributes:
        kind: ``comment``, ``pingback`` or ``trackback``.
        author: Name as shown.
        answers: Whom the item says it answers ("Bob in reply to Ann").
        author_line, date_line: Their marks.
        body: Marks of the text, without gaps in between.
        dropped: Marks in the item's zone that are furniture, with their names.
    """

    kind: str
    author: str | None = None
    answers: str | None = None
    author_line: int | None = None
    date_line: int | None = None
    body: range = range(0)
    dropped: dict[int, str] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The item's first mark."""
        parts = [self.author_line, self.date_line, self.body.start if self.body else None]
        return min(part for part in parts if part is not None)


def read_items(marks: Sequence[Mark], thread: Thread, layout: Layout | None) -> list[Item]:
    """Read the items of a thread, and the undated pingback excerpts, in page order."""
    items = [] if layout is None else _dated_items(marks, thread, layout)
    taken = {i for item in items for i in (*item.body, *item.dropped)}
    for block in _blocks(marks):
        if marks[block.start].kind == "excerpt" and not taken & set(block):
            items.append(Item(kind="pingback", body=block))
    return sorted(items, key=lambda item: item.first)


def _dated_items(marks: Sequence[Mark], thread: Thread, layout: Layout) -> list[Item]:
    heads = [_head(marks, thread, layout, i) for i in _head_lines(thread)]
    zones = list(_zones(marks, thread, layout, heads))
    recurring = _recurring(marks, zones)
    heads, zones = _names_on_top(marks, layout, heads, zones)
    heads = [_split_answer(head) for head in _without_numbers(heads)]
    items = []
    for number, (head, zone) in enumerate(zip(heads, zones, strict=True)):
        items.extend(_item(marks, head, zone, recurring, last=number == len(heads) - 1))
    return items


def _head_lines(thread: Thread) -> list[int]:
    """One line for each item: its naming or linkback line, else its date."""
    named = {date for date in thread.attributions.values() if date is not None}
    apart = set() if thread.joined else set(thread.dates) - named
    return sorted({*thread.attributions, *thread.linkbacks, *thread.dates} - named - apart)


def _head(marks: Sequence[Mark], thread: Thread, layout: Layout, line: int) -> Item:
    mark = marks[line]
    if mark.kind == "linkback":
        match = words.LINKBACK.fullmatch(mark.line.text)
        kind = match["kind"].lower() if match else "pingback"
        return Item(kind=kind, author=mark.name, author_line=line)
    if mark.kind == "attribution":
        date = thread.attributions[line]
        return Item(kind="comment", author=mark.name, author_line=line, date_line=date)
    if layout.author_at == "date line":
        return Item(kind="comment", author=_shown(mark.name), date_line=line)
    near = line + 1 if layout.author_at == "line below date" else line - 1
    if layout.author_at.startswith("line") and 0 <= near < len(marks) and (
        is_block_author(marks, line)
        if layout.needs_block
        else marks[near].kind in ("text", "after") and looks_like_name(marks[near].line.text)
    ):  # fmt: skip
        name = marks[near].line.text.strip(words.SEPARATORS.replace("@", "") + "—")
        return Item(kind="comment", author=_shown(name), author_line=near, date_line=line)
    return Item(kind="comment", date_line=line)


def _shown(name: str | None) -> str | None:
    """The name, unless it is only the mark of a deleted account."""
    gone = name and any(pattern.fullmatch(name) for _, pattern in words.STATES)
    return None if gone else name


def _zones(
    marks: Sequence[Mark], thread: Thread, layout: Layout, heads: Sequence[Item]
) -> list[range]:
    """The marks between the heads in which each item's text stands."""
    firsts = [head.first for head in heads]
    ends = [_head_end(head, layout) for head in heads]
    if layout.text_side in ("below", "between"):
        return [
            range(end, following)
            for end, following in zip(ends, [*firsts[1:], len(marks)], strict=True)
        ]
    zones = [range(end, first) for end, first in zip(ends[:-1], firsts[1:], strict=True)]
    return [_first_zone(marks, thread, firsts[0], zones), *zones]


def _head_end(head: Item, layout: Layout) -> int:
    lines = [head.author_line, head.date_line if layout.text_side != "between" else None]
    return max(line for line in lines if line is not None) + 1


def _first_zone(
    marks: Sequence[Mark], thread: Thread, first: int, others: Sequence[range]
) -> range:
    """Of text above its date, the first: below the heading, else as many blocks as usual."""
    if thread.heading is not None:
        return range(thread.heading + 1, first)
    counts = [sum(1 for i in zone if marks[i].gap) or 1 for zone in others]
    start, blocks = first, 0
    while start > 0 and blocks < max(1, int(median(counts)) if counts else 1):
        start -= 1
        blocks += marks[start].gap
        if marks[start].kind == "excerpt":
            return range(start + 1, first)
    return range(start, first)


def _names_on_top(
    marks: Sequence[Mark], layout: Layout, heads: list[Item], zones: list[range]
) -> tuple[list[Item], list[range]]:
    """Of text above its date without an author: each zone's first line, if that is a habit."""
    if layout != Layout("above", "none"):
        return heads, zones
    tops = [next((i for i in zone if marks[i].kind not in EDGE_KINDS), None) for zone in zones]
    named = [
        top is not None and len(zone) > 1 and is_proper_name(marks[top].line.text)
        for top, zone in zip(tops, zones, strict=True)
    ]
    if len(heads) < 2 or sum(named) < MOST * len(heads):
        return heads, zones
    for place, top in enumerate(tops):
        if top is not None and named[place]:
            name = _shown(marks[top].line.text)
            heads[place] = replace(heads[place], author=name, author_line=top)
            zones[place] = range(top + 1, zones[place].stop)
    return heads, zones


def _split_answer(head: Item) -> Item:
    """The head with the name of whom it answers apart from its author's."""
    match = words.ANSWERS.fullmatch(head.author or "")
    return replace(head, author=match["name"], answers=match["other"]) if match else head


def _without_numbers(heads: list[Item]) -> list[Item]:
    """The heads without the numbers that a page puts before its authors' names."""
    names = [head.author for head in heads if head.author and head.kind == "comment"]
    if len(names) < 2 or not all(words.LIST_NUMBER.match(name) for name in names):
        return heads
    return [
        replace(head, author=words.LIST_NUMBER.sub("", head.author, count=1))
        if head.author and head.kind == "comment"
        else head
        for head in heads
    ]


def _recurring(marks: Sequence[Mark], zones: Sequence[range]) -> set[str]:
    """Short lines that stand in most items beside other text: the page's own, not the readers'."""
    seen = Counter(
        key for zone in zones if len(zone) > 1 for key in {_key(marks[i].line.text) for i in zone}
    )
    return {key for key, count in seen.items() if key and count >= max(3, RECURRING * len(zones))}


def _key(text: str) -> str:
    own = len(text) <= LONGEST_RECURRING and text[-1:] not in ".!?…"
    return re.sub(r"\d+", "0", text.casefold()) if own else ""


def _item(
    marks: Sequence[Mark], head: Item, zone: range, recurring: set[str], *, last: bool
) -> list[Item]:
    """The item of a head and its zone, and any pingback excerpts that follow its text."""
    stops = (*STOPS, "after") if last else STOPS
    whole = zone
    if head.date_line is not None and head.date_line in zone:  # text between author line and date
        zone = range(zone.start, head.date_line)
    end = next((i for i in zone[not last :] if _is_stop(marks, i, stops)), zone.stop)
    body = _trim(marks, range(zone.start, end), recurring)
    own, excerpts = _split_excerpts(marks, body)
    if excerpts and not own:
        own, *excerpts = excerpts
    kind = head.kind
    if kind == "comment" and own and all(marks[i].kind == "excerpt" for i in own):
        kind = "pingback"
    dropped = {
        i: name
        for i in (range(whole.start, end) if last else whole)
        if i not in body and (name := _furniture_name(marks[i], recurring))
    }
    item = replace(head, kind=kind, body=own, dropped=dropped)
    return [item, *(Item(kind="pingback", body=block) for block in excerpts)]


def _is_stop(marks: Sequence[Mark], index: int, stops: Sequence[str]) -> bool:
    """Whether a form, a heading or a footer begins here: a block, or a run of such lines."""
    if marks[index].kind not in stops:
        return False
    following = marks[index + 1].kind if index + 1 < len(marks) else "form"
    return marks[index].gap or following in (*STOPS, "after", "button")


def _trim(marks: Sequence[Mark], body: range, recurring: set[str]) -> range:
    """The body without the page's own lines at its two ends."""

    def is_edge(index: int) -> bool:
        mark = marks[index]
        return mark.kind in EDGE_KINDS or _key(mark.line.text) in recurring

    start, end = body.start, body.stop
    while end > start and is_edge(end - 1):
        end -= 1
    while start < end and is_edge(start):
        start += 1
    if start < end:
        return range(start, end)
    # nothing but edges: a short comment ("+1") can look like one, a recurring line can't
    own = [i for i in body if _key(marks[i].line.text) not in recurring]
    return range(own[0], own[0] + 1) if own else range(body.start, body.start)


def _split_excerpts(marks: Sequence[Mark], body: range) -> tuple[range, list[range]]:
    """The body without the excerpt blocks at its end, and those blocks."""
    blocks = _blocks(marks, body)
    excerpts: list[range] = []
    while blocks and marks[blocks[-1].start].kind == "excerpt":
        excerpts.insert(0, blocks.pop())
    return range(body.start, blocks[-1].stop if blocks else body.start), excerpts


def _furniture_name(mark: Mark, recurring: set[str]) -> str:
    names = {"button": "button", "edited": "edit note", "form": "comment form",
             "heading": "comment heading", "after": "page footer"}  # fmt: skip
    if mark.kind in names:
        return names[mark.kind]
    return "recurring line" if _key(mark.line.text) in recurring else ""


def _blocks(marks: Sequence[Mark], within: range | None = None) -> list[range]:
    """Runs of lines without a blank line between them."""
    span = range(len(marks)) if within is None else within
    starts = [i for i in span if marks[i].gap or i == span.start]
    return [range(a, b) for a, b in pairwise([*starts, span.stop])]
