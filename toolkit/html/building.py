"""Fills a page's arrays from the events of the HTML parser, without a tree in between.

Elements that show nothing are left out; so is what a page hides that holds no date.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

from toolkit.html.page import JOINED, LINE, PARAGRAPH, SPACE, Page

DEEPEST = 5_000  # levels of elements that are told apart; deeper ones stand side by side
_SKIPPED = frozenset(
    "head script style template noscript iframe object svg math canvas audio video map "
    "frameset noembed noframes datalist meter progress".split()
)
_PARAGRAPHS = frozenset(
    "address article aside blockquote body center details dialog dir div dl fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend main menu nav ol p pre section "
    "summary table ul caption".split()
)
_LINES = frozenset("li dt dd tr td th thead tbody tfoot option select button optgroup".split())
_BREAKS = dict.fromkeys(_PARAGRAPHS, PARAGRAPH) | dict.fromkeys(_LINES, LINE)
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2060\ufeff]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_QUOTE = re.compile(
    r"(?:^|\s)(?:quote(?:[-_]?(?:container|block|box|d))?|bbCodeQuote|bbCodeBlock--quote|bb-quote|"
    r"zitat|cite-?box)(?=\s|$)",
    re.IGNORECASE,
)
_QUOTING = frozenset(("div", "aside", "section", "fieldset"))
_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr".split()
)
_SPECIAL = _SKIPPED | _QUOTING | _VOID | {"blockquote", "pre"}
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_COSTLY = 300_000_000  # end tags without a start, times open elements: what the parser compares
_ROOM = array("i", bytes(4096))
_BATCH = 2000  # events
_NOTHING: dict[str, str] = {}
_Note = tuple[str, Mapping[str, str]] | str | None  # an element's start, text, an element's end


class TooDeep(Exception):  # noqa: N818 - no error: the parser is told to stop
    """The rest of the page would take too long."""


@dataclass(slots=True)
class _Hidden:
    """A hidden element, and where the arrays stood before it."""

    depth: int
    node: int
    piece: int
    scripts: int
    gap: int
    dated: bool = False


@dataclass(slots=True)
class _Aside:
    """A part that shows nothing: of use are the page's title and published data in it."""

    page: Page
    depth: int = 0
    in_head: bool = False
    titled: bool = False
    wanted: str = ""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """The part begins."""
        self.depth = 1
        self.in_head = tag == "head"
        if self.in_head:
            self.page.head_title, self.titled = None, False
        elif tag == "script" and _is_data(attributes):
            self.wanted = tag

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element in it begins."""
        self.wanted = ""
        if tag in _VOID:
            return
        self.depth += 1
        if not self.in_head:
            return
        if tag == "title" and self.depth == 2 and not self.titled:
            self.titled, self.wanted = True, tag
        elif tag == "script" and _is_data(attributes):
            self.wanted = tag

    def end(self) -> None:
        """An element in it ends, or the part itself."""
        self.depth -= 1
        self.wanted = ""

    def take(self, text: str) -> None:
        """Take the text since the last element began or ended."""
        if self.wanted == "title":
            self.page.head_title = " ".join(text.split()) or None
        elif self.wanted:
            self.page.scripts.append(text)


class Events:
    """What an HTML parser calls: at each element's start and end, at text, and at the end.

    The calls are only noted; a generator reads the notes in batches, which is much faster than
    a function that does all its work at each call.
    """

    __slots__ = ("_filler", "data", "end", "start")

    def __init__(self, page: Page, source: str) -> None:
        notes: list[_Note] = []
        note = notes.append
        filler = _fill(page, source, notes)

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            note((tag, attributes))
            if len(notes) > _BATCH:
                next(filler)

        def end(tag: str) -> None:
            if tag not in _VOID:
                note(None)

        self.start: Callable[[str, Mapping[str, str]], None] = start
        self.end: Callable[[str], None] = end
        self.data: Callable[[str], None] = note
        self._filler = filler

    def close(self) -> None:
        """The page ends."""
        next(self._filler, None)
        self._filler.close()


def _fill(  # noqa: PLR0912, PLR0915 - flat for speed
    page: Page, source: str, notes: list[_Note]
) -> Generator[None, None, None]:
    """Read notes of events into an empty page, a batch at each step."""
    tags, first, last, ends = page.tags, page.first, page.last, page.ends
    quotes, texts = page.quotes, page.texts
    pending: list[str] = []
    kinds: dict[str, tuple[str, int, bool, bool]] = {}
    shared: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    quoting: dict[str, bool] = {}
    # of the elements around the innermost open one, and of that: number, gap around it, whether
    # line ends count in it
    outer: list[tuple[int, int, bool]] = []
    node, breaks, kept, gap = -1, JOINED, False, PARAGRAPH
    hidden: list[_Hidden] = []
    aside = _Aside(page)
    over = limit = 0  # open elements deeper than are told apart, and how many may be
    add_tag, add_attributes, add_parent = tags.append, page.attributes.append, page.parents.append
    add_first, add_text = first.append, texts.append
    add_owner, add_gap = page.owners.append, page.gaps.append
    try:
        while True:
            for event in notes:
                if isinstance(event, str):
                    pending.append(event)
                    continue
                if pending:
                    raw = pending[0] if len(pending) == 1 else "".join(pending)
                    pending.clear()
                    if hidden and not hidden[-1].dated:
                        hidden[-1].dated = any(map(str.isdigit, raw))
                    if aside.depth:
                        aside.take(raw)
                    elif raw.isspace():
                        gap = gap or SPACE
                    else:
                        by_line = kept and "\n" in raw
                        for line in raw.split("\n") if by_line else (raw,):
                            if text := _clean(line):
                                add_text(text)
                                add_owner(node)
                                add_gap(SPACE if not gap and line[0].isspace() else gap)
                                gap = SPACE if line[-1].isspace() else JOINED
                            if by_line and gap < LINE:
                                gap = LINE
                if event is None:
                    if aside.depth:
                        aside.end()
                        continue
                    leaving = True
                    if over:
                        over -= 1
                        leaving = len(outer) > DEEPEST
                    elif not hidden:  # what follows below, for nearly all elements
                        ends[node] = len(tags)
                        last[node] = len(texts)
                        gap = max(gap, breaks)
                        node, breaks, kept = outer.pop()
                        continue
                else:
                    tag, attributes = event
                    if aside.depth:
                        aside.start(tag, attributes)
                        continue
                    kind = kinds.get(tag)
                    if kind is None:
                        around = _BREAKS.get(tag, PARAGRAPH if "-" in tag else JOINED)
                        kind = kinds[tag] = tag, around, tag in _VOID, tag in _SPECIAL
                    tag, around, is_void, is_special = kind
                    if is_special and tag in _SKIPPED:
                        aside.begin(tag, attributes)
                        continue
                    leaving = False
                    if len(outer) >= DEEPEST and not is_void:
                        limit = limit or _deepest_affordable(source)
                        page.is_flattened = True
                        over += 1
                        leaving = len(outer) > DEEPEST
                        if over + DEEPEST > limit:
                            page.is_cut = True
                            break
                if leaving:
                    left = node
                    ends[left] = len(tags)
                    last[left] = len(texts)
                    gap = max(gap, breaks)
                    node, breaks, kept = outer.pop()
                    if hidden and hidden[-1].depth == len(outer):
                        place = hidden.pop()
                        if not place.dated:
                            page.left_out.append((left, node, tags[left]))
                            _take_back(page, place)
                            gap = place.gap
                        elif hidden:
                            hidden[-1].dated = True
                if event is None:
                    continue
                number = len(tags)
                quoted = quotes[node] if node >= 0 else 0
                if not attributes:
                    found = _NOTHING
                else:
                    classes = attributes.get("class")
                    if classes is not None and len(attributes) == 1:
                        found = shared.get(classes) or shared.setdefault(classes, dict(attributes))
                    else:
                        found = {names.setdefault(n, n): value for n, value in attributes.items()}
                        if ("style" in found or "hidden" in found) and _is_hidden(found):
                            if is_void:
                                page.left_out.append((number, node, tag))
                                continue
                            hidden.append(
                                _Hidden(len(outer), number, len(texts), len(page.scripts), gap)
                            )
                    if classes and is_special and tag in _QUOTING:
                        quotes_too = quoting.get(classes)
                        if quotes_too is None:
                            quotes_too = quoting[classes] = bool(_QUOTE.search(classes))
                        quoted += quotes_too
                if tag == "blockquote":
                    quoted += 1
                if around > gap:
                    gap = around
                elif tag == "br":
                    gap = PARAGRAPH if gap >= LINE else LINE
                add_tag(tag)
                add_attributes(found)
                add_parent(node)
                add_first(len(texts))
                if number >= len(ends):
                    for column in (ends, last, quotes):
                        column.extend(_ROOM)
                quotes[number] = quoted
                if is_void:
                    ends[number] = number + 1
                    last[number] = len(texts)
                    continue
                outer.append((node, breaks, kept))
                node, breaks, kept = number, around, kept or tag == "pre"
            else:
                notes.clear()
                yield
                continue
            break
        raise TooDeep
    finally:
        while node >= 0:
            ends[node], last[node] = len(tags), len(texts)
            node = outer.pop()[0]
        for column in (ends, last, quotes):
            del column[len(tags) :]


def _take_back(page: Page, place: _Hidden) -> None:
    """Leave out a hidden element: a template, a closed form."""
    for column in (page.tags, page.attributes, page.parents, page.first):
        del column[place.node :]
    for pieces in (page.texts, page.owners, page.gaps):
        del pieces[place.piece :]
    del page.scripts[place.scripts :]
    while page.left_out and page.left_out[-1][1] >= place.node:
        page.left_out.pop()


def _clean(raw: str) -> str:
    """A piece of text with single spaces, without what can't be seen."""
    text = " ".join(raw.split())
    if not (text.isascii() and text.isprintable()) and _INVISIBLE.search(text):
        text = " ".join(_INVISIBLE.sub("", text).split())
    return text


def _is_hidden(found: Mapping[str, str]) -> bool:
    return "hidden" in found or bool(_HIDDEN.search(found["style"]))


def _is_data(attributes: Mapping[str, str]) -> bool:
    return "ld+json" in attributes.get("type", "")


def _deepest_affordable(source: str) -> int:
    """How deep a text may nest: each end tag without a start is sought in all open elements."""
    opened: Counter[str] = Counter()
    strays = 1
    for closing, name in (match.groups() for match in _TAG.finditer(source)):
        if not closing:
            opened[name] += 1
        elif opened[name]:
            opened[name] -= 1
        else:
            strays += 1
    return max(DEEPEST, _COSTLY // strays)
