"""Who speaks in each item of a run: its head, by the layout learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.pages import vocabulary as words
from toolkit.pages.bodies import is_page_line
from toolkit.pages.items import Item, head_lines
from toolkit.pages.layout import Layout
from toolkit.pages.marks import Mark
from toolkit.pages.names import is_proper_name, looks_like_name, without_affixes
from toolkit.pages.prose import says_something
from toolkit.pages.zones import Zones

MOST_HEAD_LINES = 8  # lines above an author's that can still be of the same head


def read_heads(marks: Sequence[Mark], layout: Layout) -> list[Item]:
    """The items of a run with their authors and dates, and whom they say they answer."""
    heads = [_head(marks, layout, number) for number in range(len(layout.zones.run.anchors))]
    named = without_affixes([head.author or "" for head in heads])
    heads = [replace(head, author=name or None) for head, name in zip(heads, named, strict=True)]
    heads = [_split_answer(head) for head in _without_numbers(heads)]
    return [replace(head, number=_number(marks, head)) for head in _split_pairs(heads)]


def find_starts(marks: Sequence[Mark], zones: Zones, heads: Sequence[Item]) -> list[int]:
    """The first line of each item: of its head, or of the title above that."""
    return _below_titles(zones, [_head_start(marks, zones, head) for head in heads])


def _head(marks: Sequence[Mark], layout: Layout, number: int) -> Item:
    zones, rule = layout.zones, layout.author
    anchor = zones.run.anchors[number]
    date = anchor if marks[anchor].head else None
    if zones.run.kind == "named":
        return Item(kind="comment", author=_shown(marks[anchor].name), author_line=anchor)
    line = rule.find(zones, number) if rule else _block_author(marks, zones, anchor)
    if line is None and date is None:  # a button, without a name above the text
        return Item(kind="comment", author_line=anchor)
    if line is None:
        return Item(kind="comment", date_line=anchor)
    if rule is not None and rule.place == "line":
        mark = marks[anchor]
        name = rule.read(mark.name) if mark.name else None
        return Item(kind="comment", author=_shown(name), date_line=date)
    text = marks[line].name or marks[line].text
    name = rule.read(text) if rule else text
    if not looks_like_name(name) or marks[line].kind in ("heading", "form", "linkback"):
        return Item(kind="comment", date_line=date, author_line=anchor if date is None else None)
    return Item(kind="comment", author=_shown(name), author_line=line, date_line=date)


def _number(marks: Sequence[Mark], item: Item) -> str | None:
    """The number that the page gives an item beside its date."""
    head = marks[item.date_line].head if item.date_line is not None else None
    return head.number if head else None


def _block_author(marks: Sequence[Mark], zones: Zones, anchor: int) -> int | None:
    """The line above a date, if it begins the date's own block and can be a name."""
    above = anchor - 1
    named = (
        above >= 0
        and not marks[anchor].gap
        and marks[above].gap
        and marks[above].kind in ("text", "after")
        and not zones.is_own(above)
        and is_proper_name(marks[above].text)
    )
    return above if named else None


def _shown(name: str | None) -> str | None:
    """The name, unless it is only the mark of a deleted account."""
    gone = name and any(pattern.fullmatch(name) for _, pattern in words.STATES)
    return None if gone else name


def _head_start(marks: Sequence[Mark], zones: Zones, head: Item) -> int:
    """The first line of an item's head: above its author only what repeats the name or recurs."""
    start = min(head_lines(head))
    name = (head.author or "").casefold()
    for index in range(start - 1, max(-1, start - MOST_HEAD_LINES), -1):
        text = marks[index].text
        repeats = len(name) > 2 and name in text.casefold() and len(text) <= len(name) + 30
        if text.casefold() == name or (repeats and not says_something(text)):
            start = index
        elif len(text.strip()) == 1 and not text.isdigit():
            start = index  # the initial that stands for a picture
        elif not zones.is_own(index):
            break
    return start


def _below_titles(zones: Zones, starts: list[int]) -> list[int]:
    """The heads' first lines, with the titles of their own that most items have above them.

    Such a title stands alone between the page's own lines below the text before and the head.
    """
    marks = zones.marks
    titled = [
        marks[start - 1].kind == "text"
        and not zones.is_own(start - 1)
        and start - 2 in before
        and is_page_line(zones, start - 2)
        and any(not zones.is_own(i) for i in range(before.start, start - 2))
        for start, before in zip(starts[1:], zones.inner, strict=True)
    ]
    if not titled or sum(titled) < 0.6 * len(titled):
        return starts
    return [starts[0]] + [
        start - 1 if alone else start for start, alone in zip(starts[1:], titled, strict=True)
    ]


def _split_answer(head: Item) -> Item:
    """The head with the name of whom it answers apart from its author's."""
    match = words.ANSWERS.fullmatch(head.author or "")
    return replace(head, author=match["name"], answers=match["other"]) if match else head


def _split_pairs(heads: Sequence[Item]) -> list[Item]:
    """The heads with the name of another author, printed behind their own, as whom they answer
    ("Bob Ann" where Ann writes, too)."""
    names = {head.author for head in heads if head.author}
    changed = []
    for head in heads:
        parts = (head.author or "").split()
        for cut in range(1, len(parts)):
            own, other = " ".join(parts[:cut]), " ".join(parts[cut:])
            if head.answers is None and other in names and len(other) > 1:
                head = replace(head, author=own, answers=other)  # noqa: PLW2901
                break
        changed.append(head)
    return changed


def _without_numbers(heads: list[Item]) -> list[Item]:
    """The heads without the numbers that a page puts before its authors' names."""
    names = [head.author for head in heads if head.author]
    if len(names) < 2 or not all(words.LIST_NUMBER.match(name) for name in names):
        return heads
    return [
        replace(head, author=words.LIST_NUMBER.sub("", head.author, count=1))
        if head.author
        else head
        for head in heads
    ]
