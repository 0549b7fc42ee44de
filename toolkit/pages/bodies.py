"""The text of an item, without the page's own lines around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from toolkit.pages import vocabulary as words
from toolkit.pages.items import Item
from toolkit.pages.marks import Mark
from toolkit.pages.prose import says_something
from toolkit.pages.runs import key_of
from toolkit.pages.zones import STOPS, Zones

LONGEST_REFERENCE = 100  # characters of a line that only says whom a comment answers
MOST_LABELS = 3  # short lines in a row that end the last comment
MOST_CARD_LINES = 12  # lines of an author's card below the date


def between_own(zones: Zones, head: Item, zone: range) -> range:
    """The zone between the page's own lines near its ends, if nothing is said beyond them.

    At the begin these are lines of the author's card ("Joined", "Messages 12"), at the end
    buttons, below which the next item's head may begin, or the author's card again.
    """
    marks = zones.marks
    start, end = zone.start, zone.stop
    for index in zone[:MOST_CARD_LINES]:
        if says_something(marks[index].text) and not zones.is_own(index):
            break
        if is_page_line(zones, index):
            start = index + 1
    if not any(not zones.is_own(i) for i in range(start, end)):
        start = zone.start
    for index in reversed(range(start + 1, end)):
        if zones.is_own(index):
            if is_page_line(zones, index):
                end = index
        elif says_something(marks[index].text):
            break
    while end - 1 > start and head.author and marks[end - 1].text == head.author:
        end -= 1
    return range(start, end)


def is_page_line(zones: Zones, index: int) -> bool:
    """Whether a line is the page's own beyond doubt: buttons, and lines that recur."""
    mark = zones.marks[index]
    if mark.kind == "button" and any(map(str.isalpha, mark.text)):
        return True
    return key_of(mark.text) in zones.recurring or bool(words.CONTROL.fullmatch(mark.text))


def split_reference(
    marks: Sequence[Mark], body: range
) -> tuple[range, tuple[str | None, str | None] | None]:
    """The body without a line at its edge that says whom it answers, and who that is."""
    for edge, rest in ((body.start, body[1:]), (body.stop - 1, body[:-1])):
        if not body or len(marks[edge].text) > LONGEST_REFERENCE:
            continue
        match = words.REFERENCE.fullmatch(marks[edge].text)
        if match and (rest or match["number"]):
            return rest, (match["name"], match["number"])
    return body, None


def find_foot(zones: Zones, zone: range, closing: Counter[str], others: int) -> int:
    """Where the last item ends: after the line that closes the others, if they all have one."""
    keys = {key for key, times in closing.items() if times >= 0.8 * others}
    closed = None
    for index in zone:
        if key_of(zones.marks[index].text) in keys:
            closed = index
        elif closed is not None:
            return closed + 1
    return zone.stop


def find_change(marks: Sequence[Mark], zone: range, bodies: Sequence[range]) -> int:
    """Where the last item ends: before a title, a link or a list of labels, of which the other
    items' texts have none."""
    others = [marks[i] for body in bodies for i in body]
    titled = any(mark.piece.heading for mark in others)
    linked = sum(_is_link(mark) for mark in others) > 0.1 * len(others)
    longest = max((_run_of_labels(marks, body) for body in bodies), default=0)
    run = 0
    for index in zone[1:]:
        mark = marks[index]
        if (mark.piece.heading and not titled) or (_is_link(mark) and not linked):
            return index
        run = run + 1 if _is_label(mark) else 0
        if run > max(MOST_LABELS, 2 * longest):
            return index - run + 1
    return zone.stop


def _run_of_labels(marks: Sequence[Mark], body: range) -> int:
    """The longest run of short lines in a text that are no sentences."""
    longest = run = 0
    for index in body:
        run = run + 1 if _is_label(marks[index]) else 0
        longest = max(longest, run)
    return longest


def _is_label(mark: Mark) -> bool:
    return len(mark.text.split()) <= 5 and not says_something(mark.text)


def _is_link(mark: Mark) -> bool:
    return mark.piece.linked > 0.8 and not mark.text.startswith(("http", "www", "@"))


def is_stop(marks: Sequence[Mark], index: int, stops: Sequence[str]) -> bool:
    """Whether a form, a heading or a footer begins here: a block, or a run of such lines."""
    if marks[index].kind not in stops:
        return False
    following = marks[index + 1].kind if index + 1 < len(marks) else "form"
    return marks[index].gap or following in (*STOPS, "after", "button")


def trim(zones: Zones, body: range) -> range:
    """The body without the page's own lines at its two ends."""
    marks = zones.marks

    def is_edge(index: int) -> bool:
        return zones.is_own(index) or marks[index].kind == "after"

    start, end = body.start, body.stop
    while end > start and is_edge(end - 1):
        end -= 1
    while start < end and is_edge(start):
        start += 1
    if start < end:
        return range(start, end)
    # nothing but edges: a short comment ("+1") can look like one, a recurring line can't
    own = [i for i in body if key_of(marks[i].text) not in zones.recurring]
    return range(own[0], own[0] + 1) if own else range(body.start, body.start)


def split_excerpts(marks: Sequence[Mark], body: range) -> tuple[range, list[range]]:
    """The body without the excerpt blocks at its end, and those blocks."""
    blocks = split_blocks(marks, body)
    excerpts: list[range] = []
    while blocks and marks[blocks[-1].start].kind == "excerpt":
        excerpts.insert(0, blocks.pop())
    return range(body.start, blocks[-1].stop if blocks else body.start), excerpts


def furniture_name(zones: Zones, index: int) -> str:
    """What a piece of the page's own is called in the accounting, or empty."""
    names = {"button": "button", "edited": "edit note", "form": "comment form",
             "heading": "comment heading", "after": "page footer"}  # fmt: skip
    kind = zones.marks[index].kind
    if kind in names:
        return names[kind]
    return "recurring line" if zones.is_own(index) else ""


def split_blocks(marks: Sequence[Mark], span: range) -> list[range]:
    """Runs of lines without a blank line between them."""
    starts = [i for i in span if marks[i].gap or i == span.start]
    return [range(a, b) for a, b in pairwise([*starts, span.stop])]
