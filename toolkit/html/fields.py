"""Author, date, text, kind, state and votes of each item, by the layout learnt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.html import markup
from toolkit.html.authors import AUTHOR_KEYS, author_piece, beside_date, clean_name, may_be_name
from toolkit.html.datings import Dating
from toolkit.html.items import Item
from toolkit.html.layout import Layout
from toolkit.html.texts import locate, locate_nothing
from toolkit.html.tree import Page, block_text
from toolkit.html.views import Paths, View, date_pieces, key_of
from toolkit.pages import vocabulary as words
from toolkit.pages.unloaded import UNLOADED

_AUTHOR_PROPERTIES = ("author", "creator")
_SCORE = re.compile(r"(-?\d[\d,]{0,9})\s+[a-z]{1,20}", re.IGNORECASE)
_NUMBER = re.compile(r"\(?([+-]?\d{1,6})\)?")
_LINKBACK = re.compile(r"\W*(pingback|trackback)s?(?:\s*(?::|\bfrom\b|\bby\b|\bvon\b)\s*|$)", re.I)


@dataclass(slots=True)
class Fields:
    """What was read of one item.

    Attributes:
        view: The item.
        kind, state: As in :class:`toolkit.schema.Comment`.
        author: The name, or None.
        dating: The date, or None.
        text: The plain text, perhaps empty.
        locator: Where the text stands.
        body: The pieces of the text.
        upvotes, downvotes: The votes shown, or None.
        named: The piece that holds the author's name, or None.
    """

    view: View
    kind: str
    state: str
    author: str | None
    dating: Dating | None
    text: str
    locator: str
    body: range = field(default_factory=lambda: range(0))
    upvotes: int | None = None
    downvotes: int | None = None
    named: int | None = None


def read_fields(page: Page, views: Sequence[View], layout: Layout, paths: Paths) -> list[Fields]:
    """Read the fields of a page's items; items without author, date and text are left out."""
    return [_read(page, view, layout, paths) for view in views]


def _read(page: Page, view: View, layout: Layout, paths: Paths) -> Fields:
    named = author_piece(page, view, layout.authors, paths)
    view.placed = None
    author = _author(page, view, layout, named)
    kind = _kind(page, view)
    dating = view.dating
    if kind != "comment" and (named is None or author is None):
        named, author = _link_title(page, view)
        if dating and named is not None and dating.start <= named < dating.end:
            dating = view.dating = None  # a date in the linking page's title
    body = _body(page, view, layout, paths, named)
    if body:
        text, locator = locate(page, body.start, body.stop)
    else:
        text, locator = "", locate_nothing(page, view.item.node)
    state = next((name for name, p in words.STATES if p.fullmatch(text)), "visible")
    up, down = _votes(page, view, body)
    return Fields(view, kind, state, author, view.dating, text, locator, body, up, down, named)


def _author(page: Page, view: View, layout: Layout, named: int | None) -> str | None:
    if named is not None:
        name = clean_name(page.texts[named])
        if name and may_be_name(name.rstrip(".!?…")):
            return _whole_name(name)
    if (named is None or layout.by_line) and (name_beside := beside_date(page, view)):
        return _whole_name(name_beside)
    return _unshown_author(page, view.item)


def _unshown_author(page: Page, item: Item) -> str | None:
    """The author whom an attribute of the item names, or a ``meta`` element in it."""
    found = page.attributes[item.node]
    for key in sorted(AUTHOR_KEYS & found.keys()):
        if found[key].strip():
            return " ".join(found[key].split())
    for node in range(item.node, min(page.ends[item.last], item.node + 30)):
        if (
            page.tags[node] == "meta"
            and page.attributes[node].get("itemprop") in _AUTHOR_PROPERTIES
        ):
            return " ".join(page.attributes[node].get("content", "").split()) or None
    return None


def _whole_name(name: str) -> str | None:
    gone = any(pattern.fullmatch(name) for _, pattern in words.STATES)
    return None if gone else name


def _kind(page: Page, view: View) -> str:
    for node in {view.item.node, page.parents[view.item.node]}:
        if match := markup.LINKBACK.search(page.attributes[node].get("class", "").lower()):
            return match[1]
    for index in view.pieces[:3]:
        if match := _LINKBACK.match(page.texts[index]):
            return match[1].lower()
    return "comment"


def is_linkback(text: str) -> bool:
    """Whether a text begins as that of a pingback or trackback does.

    >>> is_linkback("Pingback: A page"), is_linkback("No pingbacks, please")
    (True, False)
    """
    return bool(_LINKBACK.match(text))


def _link_title(page: Page, view: View) -> tuple[int | None, str | None]:
    """Of a pingback the linking page's title: its first link's text."""
    for index in view.pieces:
        for node in page.up(page.owners[index]):
            if node == view.root:
                break
            if page.tags[node] == "a":
                return index, page.texts[index]
    return None, None


def _body(page: Page, view: View, layout: Layout, paths: Paths, named: int | None) -> range:
    """The pieces of an item's text, without what is furniture at its two ends."""
    if layout.body is not None:
        inside = [
            index for index, path in zip(view.pieces, view.paths, strict=True)
            if _is_under(path, layout.body, paths)
        ]  # fmt: skip
        if inside:
            return _trim(page, view, layout, inside, own=True)
    heads = set(date_pieces(view))
    if named is not None:
        heads.add(named)
    blocks = {page.block_of[i] for i in heads}
    marks = sorted(heads)
    if not marks:
        loose = view.pieces
    elif layout.side == "above":
        loose = [i for i in view.pieces if i < marks[0]]
    elif layout.side == "between":
        loose = [i for i in view.pieces if marks[0] < i < marks[-1]]
    else:
        loose = [i for i in view.pieces if i > marks[-1]]
    inline = [i for i in loose if page.block_of[i] in blocks]
    apart = [i for i in loose if page.block_of[i] not in blocks]
    if apart and not layout.inline and sum(len(page.texts[i]) for i in inline) < 60:
        body = _trim(page, view, layout, apart, own=False)
        if body:
            return body
    return _trim(page, view, layout, loose, own=False)


def _is_under(path: int, container: int, paths: Paths) -> bool:
    while path > container:
        path = paths.above[path]
    return path == container


def _trim(page: Page, view: View, layout: Layout, pieces: Sequence[int], *, own: bool) -> range:
    """The longest run of the pieces without furniture at its ends."""
    runs: list[list[int]] = []
    for index in pieces:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    if not runs:
        return range(0)
    kept = []
    for run in runs:
        start, end = 0, len(run)
        while end > start and _is_edge(page, view, layout, run[end - 1], own):
            end -= 1
        while start < end and _is_edge(page, view, layout, run[start], own):
            start += 1
        kept.append(run[start:end])
    best = max(kept, key=lambda run: sum(len(page.texts[i]) for i in run))
    if not best:
        if not own:
            return range(0)
        return range(runs[0][0], runs[0][-1] + 1)
    return range(best[0], best[-1] + 1)


def _is_edge(page: Page, view: View, layout: Layout, index: int, own: bool) -> bool:
    """Whether a piece at an end of a text is furniture by its words or by its element's name."""
    text = page.texts[index]
    block = page.block_of[index]
    if len(text) <= 60:
        line = block_text(page, page.starts[block], page.starts[block + 1])
        if key_of(text) in layout.recurring or words.EDITED.fullmatch(line):
            return True
        if not own and len(line) <= 80 and (
            words.BUTTON.fullmatch(text) or UNLOADED.fullmatch(line)
        ):  # fmt: skip
            return True
    for node in page.up(page.owners[index]):
        called = page.words(node)
        if node == view.root or markup.BODY.search(called):
            break
        if page.tags[node] == "button" or markup.NOT_BODY.search(called):
            return True
    return False


def _votes(page: Page, view: View, body: range) -> tuple[int | None, int | None]:
    votes: dict[str, int] = {}
    unseen = _unseen_variants(page, view)
    for index in view.pieces:
        text = page.texts[index]
        if len(text) > 30 or index in body or index in unseen:
            continue
        if match := words.VOTES.fullmatch(text):
            for name, value in match.groupdict().items():
                if value:
                    votes.setdefault(name.removesuffix("_after"), int(value.replace(",", "")))
        elif match := _NUMBER.fullmatch(text):
            owner = page.owners[index]
            called = " ".join(page.words(node) for node in (owner, page.parents[owner]))
            if markup.AGAINST.search(called):
                votes.setdefault("down", abs(int(match[1])))
            elif markup.FOR.search(called) and int(match[1]) >= 0:
                votes.setdefault("up", int(match[1]))
    return votes.get("up"), votes.get("down")


def _unseen_variants(page: Page, view: View) -> set[int]:
    """Of three scores side by side that count n - 1, n and n + 1: the outer two.

    They wait for the reader's own vote; the page shows the middle one.
    """
    unseen: set[int] = set()
    pieces = list(view.pieces)
    for three in zip(pieces, pieces[1:], pieces[2:], strict=False):
        found = [_SCORE.fullmatch(page.texts[index]) for index in three]
        owners = [page.owners[index] for index in three]
        if (
            all(found)
            and len(set(owners)) == 3
            and len({(page.parents[owner], page.tags[owner]) for owner in owners}) == 1
        ):
            low, middle, high = (int(match[1].replace(",", "")) for match in found if match)
            if low + 1 == middle == high - 1:
                unseen.update((three[0], three[2]))
    return unseen
