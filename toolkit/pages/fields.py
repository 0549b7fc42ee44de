"""Author, date and text of each item of a run, by the layout learnt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from toolkit.pages import vocabulary as words
from toolkit.pages.bodies import (
    between_own,
    find_change,
    find_foot,
    furniture_name,
    is_stop,
    split_blocks,
    split_excerpts,
    split_reference,
    trim,
)
from toolkit.pages.items import Item, head_lines
from toolkit.pages.layout import Layout
from toolkit.pages.marks import Mark
from toolkit.pages.naming import find_starts, read_heads
from toolkit.pages.runs import key_of
from toolkit.pages.zones import STOPS, Zones

SHORTEST_SIGNATURE = 15  # characters; less are a habit of speech


def read_items(marks: Sequence[Mark], layout: Layout | None) -> list[Item]:
    """Read the items of a run, and the pingbacks among and around them, in page order."""
    items = _run_items(marks, layout) if layout else []
    taken = {i for item in items for i in (*item.body, *item.dropped)}
    taken |= {i for item in items for i in (item.author_line, item.date_line) if i is not None}
    for index, mark in enumerate(marks):
        if mark.kind == "linkback" and index not in taken:
            items.append(_linkback(mark, index))
    for block in split_blocks(marks, range(len(marks))):
        if marks[block.start].kind == "excerpt" and not taken & set(block):
            items.append(Item(kind="pingback", body=block))
    return sorted(items, key=lambda item: item.first)


def _linkback(mark: Mark, index: int) -> Item:
    match = words.LINKBACK.fullmatch(mark.text)
    kind = match["kind"].lower() if match else "pingback"
    return Item(kind=kind, author=mark.name, author_line=index, column=mark.piece.column)


def _run_items(marks: Sequence[Mark], layout: Layout) -> list[Item]:
    zones = layout.zones
    heads = read_heads(marks, layout)
    starts = find_starts(marks, zones, heads)
    items: list[Item] = []
    closing: Counter[str] = Counter()
    for number, head in enumerate(heads):
        zone = _zone(layout, heads, starts, number)
        last = number == len(heads) - 1
        if last and number:
            zone = range(zone.start, find_foot(zones, zone, closing, number))
            zone = range(zone.start, find_change(marks, zone, [item.body for item in items]))
        read = _item(marks, zones, head, zone, last=last)
        if read[0].body and not last:
            after = range(read[0].body.stop, min(head_lines(heads[number + 1])))
            closing.update({key_of(marks[i].text) for i in after})
        items += read
    items = _without_signatures(marks, items)
    return [
        replace(item, column=marks[min(head_lines(item))].piece.column)
        if head_lines(item)
        else item
        for item in items
    ]


def _without_signatures(marks: Sequence[Mark], items: Sequence[Item]) -> list[Item]:
    """The items without the last lines that an author repeats under all of theirs."""
    by_author: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        if item.author and len(item.body) > 1:
            by_author.setdefault(item.author, []).append(place)
    changed = list(items)
    for places in by_author.values():
        lasts = Counter(marks[items[place].body[-1]].text for place in places)
        text, times = lasts.most_common(1)[0]
        if times < 2 or times < 0.6 * len(places) or len(text) < SHORTEST_SIGNATURE:
            continue
        for place in places:
            item = items[place]
            if marks[item.body[-1]].text == text:
                dropped = item.dropped | {item.body[-1]: "signature"}
                changed[place] = replace(item, body=item.body[:-1], dropped=dropped)
    return changed


def _zone(layout: Layout, heads: Sequence[Item], starts: Sequence[int], number: int) -> range:
    """The marks between the heads in which an item's text stands."""
    zones = layout.zones
    lines = head_lines(heads[number])
    if layout.text_side == "below":
        following = zones.after[number]
        end = starts[number + 1] if number + 1 < len(starts) else following.stop
        breaks = [i for i in following if zones.marks[i].kind == "linkback"]
        return range(max(lines) + 1, min([end, *breaks]))
    before = zones.before[number]
    breaks = [i for i in before if zones.marks[i].kind == "linkback"]
    begin = max(breaks) + 1 if breaks else before.start
    first, last = min(lines), max(lines)
    if zones.run.kind == "answered":
        anchor = zones.run.anchors[number]
        return range(begin if first == anchor else first + 1, anchor)
    open_begin = number == 0 and zones.run.heading is None  # the page's own lines may stand there
    direct = open_begin or not zones.said(range(begin, first))
    if zones.said(range(first + 1, last)) and direct:
        return range(first + 1, last)  # text between author line and date
    if number == 0:
        begin = _first_begin(zones, first) if zones.run.heading is None else begin
        begin = max([begin, *_after_forms(zones, range(begin, first))])
    return range(begin, first)


def _after_forms(zones: Zones, zone: range) -> list[int]:
    """Where the first item can begin below a form: with a list mark, if the others have one."""
    marks = zones.marks
    forms = [i for i in zone if marks[i].kind == "form"]
    if not forms or forms[-1] + 1 >= zone.stop:
        return []
    said = [zones.said(inner)[:1] for inner in zones.inner]
    marked = sum(bool(found) and bool(marks[found[0]].piece.marker) for found in said)
    below = range(forms[-1] + 1, zone.stop)
    if said and marked >= 0.8 * len(said):
        return [i for i in below if marks[i].piece.marker][:1] or [below.start]
    return [below.start]


def _first_begin(zones: Zones, first: int) -> int:
    """Of text above its date and without a heading, where the first begins: as many blocks as
    the others have."""
    marks = zones.marks
    counts = sorted(sum(marks[i].gap for i in zone) or 1 for zone in zones.inner)
    usual = counts[len(counts) // 2] if counts else 1
    start, blocks = first, 0
    while start > zones.before[0].start and blocks < usual:
        start -= 1
        blocks += marks[start].gap
        if marks[start].kind in ("excerpt", "form", "button"):
            return start + 1
    return start


def _item(
    marks: Sequence[Mark], zones: Zones, head: Item, zone: range, *, last: bool
) -> list[Item]:
    """The item of a head and its zone, and any pingback excerpts that follow its text."""
    stops = (*STOPS, "after") if last else STOPS
    end = next((i for i in zone[not last :] if is_stop(marks, i, stops)), zone.stop)
    body = trim(zones, between_own(zones, head, range(zone.start, end)))
    body, answered = split_reference(marks, body)
    if answered and head.answers is None:
        head = replace(head, answers=answered[0], answers_number=answered[1])
    own, excerpts = split_excerpts(marks, body)
    if excerpts and not own:
        own, *excerpts = excerpts
    kind = head.kind
    if own and all(marks[i].kind == "excerpt" for i in own):
        kind = "pingback"
    dropped = {
        i: name
        for i in (range(zone.start, end) if last else zone)
        if i not in body and (name := furniture_name(zones, i))
    }
    item = replace(head, kind=kind, body=own, dropped=dropped)
    return [item, *(Item(kind="pingback", body=block) for block in excerpts)]
