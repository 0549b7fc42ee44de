"""Author, date and text of each item of a run, by the layout learnt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from toolkit.pages import vocabulary as words
from toolkit.pages.layout import Layout
from toolkit.pages.marks import Mark
from toolkit.pages.names import is_proper_name, looks_like_name, without_affixes
from toolkit.pages.prose import says_something
from toolkit.pages.runs import key_of
from toolkit.pages.zones import STOPS, Zones

LONGEST_REFERENCE = 100  # characters of a line that only says whom a comment answers
MOST_LABELS = 3  # short lines in a row that end the last comment
SHORTEST_SIGNATURE = 15  # characters; less are a habit of speech
MOST_CARD_LINES = 12  # lines of an author's card below the date
MOST_HEAD_LINES = 8  # lines above an author's that can still be of the same head


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a thread, as indices into the marks.

    Attributes:
        kind: ``comment``, ``pingback`` or ``trackback``.
        author: Name as shown.
        answers: Whom the item says it answers ("Bob in reply to Ann").
        number: The number that the page gives the item, or None.
        answers_number: The number of the item that it says it answers, or None.
        author_line, date_line: Their marks.
        body: Marks of the text, without gaps in between.
        dropped: Marks in the item's zone that are furniture, with their names.
        column: Column at which the item begins.
    """

    kind: str
    author: str | None = None
    answers: str | None = None
    number: str | None = None
    answers_number: str | None = None
    author_line: int | None = None
    date_line: int | None = None
    body: range = range(0)
    dropped: dict[int, str] = field(default_factory=dict)
    column: int = 0

    @property
    def first_line(self) -> int | None:
        """The first mark of the item's head, or None without one."""
        return min(_lines(self), default=None)

    @property
    def first(self) -> int:
        """The item's first mark."""
        parts = [self.author_line, self.date_line, self.body.start if self.body else None]
        return min(part for part in parts if part is not None)


def read_items(marks: Sequence[Mark], layout: Layout | None) -> list[Item]:
    """Read the items of a run, and the pingbacks among and around them, in page order."""
    items = _run_items(marks, layout) if layout else []
    taken = {i for item in items for i in (*item.body, *item.dropped)}
    taken |= {i for item in items for i in (item.author_line, item.date_line) if i is not None}
    for index, mark in enumerate(marks):
        if mark.kind == "linkback" and index not in taken:
            items.append(_linkback(mark, index))
    for block in _blocks(marks, range(len(marks))):
        if marks[block.start].kind == "excerpt" and not taken & set(block):
            items.append(Item(kind="pingback", body=block))
    return sorted(items, key=lambda item: item.first)


def _linkback(mark: Mark, index: int) -> Item:
    match = words.LINKBACK.fullmatch(mark.text)
    kind = match["kind"].lower() if match else "pingback"
    return Item(kind=kind, author=mark.name, author_line=index, column=mark.piece.column)


def _run_items(marks: Sequence[Mark], layout: Layout) -> list[Item]:
    zones = layout.zones
    heads = [_head(marks, layout, number) for number in range(len(zones.run.anchors))]
    named = without_affixes([head.author or "" for head in heads])
    heads = [replace(head, author=name or None) for head, name in zip(heads, named, strict=True)]
    heads = [_split_answer(head) for head in _without_numbers(heads)]
    heads = [replace(head, number=_number(marks, head)) for head in _split_pairs(heads)]
    starts = _below_titles(zones, [_head_start(marks, zones, head) for head in heads])
    items: list[Item] = []
    closing: Counter[str] = Counter()
    for number, head in enumerate(heads):
        zone = _zone(layout, heads, starts, number)
        last = number == len(heads) - 1
        if last and number:
            zone = range(zone.start, _foot(zones, zone, closing, number))
            zone = range(zone.start, _change(marks, zone, [item.body for item in items]))
        read = _item(marks, zones, head, zone, last=last)
        if read[0].body and not last:
            after = range(read[0].body.stop, min(_lines(heads[number + 1])))
            closing.update({key_of(marks[i].text) for i in after})
        items += read
    items = _without_signatures(marks, items)
    return [
        replace(item, column=marks[min(_lines(item))].piece.column) if _lines(item) else item
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


def _number(marks: Sequence[Mark], item: Item) -> str | None:
    """The number that the page gives an item beside its date."""
    head = marks[item.date_line].head if item.date_line is not None else None
    return head.number if head else None


def _lines(item: Item) -> list[int]:
    """The lines of an item's head."""
    return [i for i in (item.author_line, item.date_line) if i is not None]


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
    start = min(_lines(head))
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
        and _is_page_line(zones, start - 2)
        and any(not zones.is_own(i) for i in range(before.start, start - 2))
        for start, before in zip(starts[1:], zones.inner, strict=True)
    ]
    if not titled or sum(titled) < 0.6 * len(titled):
        return starts
    return [starts[0]] + [
        start - 1 if alone else start for start, alone in zip(starts[1:], titled, strict=True)
    ]


def _zone(layout: Layout, heads: Sequence[Item], starts: Sequence[int], number: int) -> range:
    """The marks between the heads in which an item's text stands."""
    zones = layout.zones
    lines = _lines(heads[number])
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


def _item(
    marks: Sequence[Mark], zones: Zones, head: Item, zone: range, *, last: bool
) -> list[Item]:
    """The item of a head and its zone, and any pingback excerpts that follow its text."""
    stops = (*STOPS, "after") if last else STOPS
    end = next((i for i in zone[not last :] if _is_stop(marks, i, stops)), zone.stop)
    body = _trim(zones, _between_own(zones, head, range(zone.start, end)))
    body, answered = _split_reference(marks, body)
    if answered and head.answers is None:
        head = replace(head, answers=answered[0], answers_number=answered[1])
    own, excerpts = _split_excerpts(marks, body)
    if excerpts and not own:
        own, *excerpts = excerpts
    kind = head.kind
    if own and all(marks[i].kind == "excerpt" for i in own):
        kind = "pingback"
    dropped = {
        i: name
        for i in (range(zone.start, end) if last else zone)
        if i not in body and (name := _furniture_name(zones, i))
    }
    item = replace(head, kind=kind, body=own, dropped=dropped)
    return [item, *(Item(kind="pingback", body=block) for block in excerpts)]


def _between_own(zones: Zones, head: Item, zone: range) -> range:
    """The zone between the page's own lines near its ends, if nothing is said beyond them.

    At the begin these are lines of the author's card ("Joined", "Messages 12"), at the end
    buttons, below which the next item's head may begin, or the author's card again.
    """
    marks = zones.marks
    start, end = zone.start, zone.stop
    for index in zone[:MOST_CARD_LINES]:
        if says_something(marks[index].text) and not zones.is_own(index):
            break
        if _is_page_line(zones, index):
            start = index + 1
    if not any(not zones.is_own(i) for i in range(start, end)):
        start = zone.start
    for index in reversed(range(start + 1, end)):
        if zones.is_own(index):
            if _is_page_line(zones, index):
                end = index
        elif says_something(marks[index].text):
            break
    while end - 1 > start and head.author and marks[end - 1].text == head.author:
        end -= 1
    return range(start, end)


def _is_page_line(zones: Zones, index: int) -> bool:
    """Whether a line is the page's own beyond doubt: buttons, and lines that recur."""
    mark = zones.marks[index]
    if mark.kind == "button" and any(map(str.isalpha, mark.text)):
        return True
    return key_of(mark.text) in zones.recurring or bool(words.ANSWER.fullmatch(mark.text))


def _split_reference(
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


def _foot(zones: Zones, zone: range, closing: Counter[str], others: int) -> int:
    """Where the last item ends: after the line that closes the others, if they all have one."""
    keys = {key for key, times in closing.items() if times >= 0.8 * others}
    closed = None
    for index in zone:
        if key_of(zones.marks[index].text) in keys:
            closed = index
        elif closed is not None:
            return closed + 1
    return zone.stop


def _change(marks: Sequence[Mark], zone: range, bodies: Sequence[range]) -> int:
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


def _is_stop(marks: Sequence[Mark], index: int, stops: Sequence[str]) -> bool:
    """Whether a form, a heading or a footer begins here: a block, or a run of such lines."""
    if marks[index].kind not in stops:
        return False
    following = marks[index + 1].kind if index + 1 < len(marks) else "form"
    return marks[index].gap or following in (*STOPS, "after", "button")


def _trim(zones: Zones, body: range) -> range:
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


def _split_excerpts(marks: Sequence[Mark], body: range) -> tuple[range, list[range]]:
    """The body without the excerpt blocks at its end, and those blocks."""
    blocks = _blocks(marks, body)
    excerpts: list[range] = []
    while blocks and marks[blocks[-1].start].kind == "excerpt":
        excerpts.insert(0, blocks.pop())
    return range(body.start, blocks[-1].stop if blocks else body.start), excerpts


def _furniture_name(zones: Zones, index: int) -> str:
    names = {"button": "button", "edited": "edit note", "form": "comment form",
             "heading": "comment heading", "after": "page footer"}  # fmt: skip
    kind = zones.marks[index].kind
    if kind in names:
        return names[kind]
    return "recurring line" if zones.is_own(index) else ""


def _blocks(marks: Sequence[Mark], span: range) -> list[range]:
    """Runs of lines without a blank line between them."""
    starts = [i for i in span if marks[i].gap or i == span.start]
    return [range(a, b) for a, b in pairwise([*starts, span.stop])]
