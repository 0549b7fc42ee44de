"""What speaks for a group being readers' comments, and what against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from toolkit.html import markup, phrases
from toolkit.html.authors import AUTHOR_KEYS, is_proper
from toolkit.html.datings import LONGEST_DATE
from toolkit.html.items import Group, Item, size_of
from toolkit.html.layout import learn_names
from toolkit.html.links import HEADINGS, read_links
from toolkit.html.published import beginning
from toolkit.html.tree import Page, block_text
from toolkit.html.views import Paths, key_of, view_items
from toolkit.pages import vocabulary as words

Value = TypeVar("Value")
DOUBT = 0.5  # points from which it is worth asking for the authors
DOUBTLESS = 5.0  # points from which that isn't asked, if the markup is sure
MANY = 6  # items from which dates with a clock tell a talk
SENTENCE = 25  # characters of a piece of at least four words that can be a sentence
PROSE = 40  # characters of the longest piece of an item that is more than labels
SAMPLE = 24  # items of a group that are looked at
_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(r"\W*\d{1,2}[:.h]\d\d(?:\s*(?:[ap]\.?m\.?|uhr))?\W*", re.IGNORECASE)


@dataclass(slots=True)
class Case:
    """The case for a group.

    Attributes:
        points: For it, less those against it.
        grounds: What counted, in words.
        sure: Whether its own markup says that it is comments.
        published: Whether most of its texts are published as comments for machines.
        named: Whether several authors were found.
        many: Whether at least :data:`MANY` items are by several people.
        proper: Whether most of them look like names by their capitals.
        answered: Whether most items have a button to answer.
        headed: Whether a heading of comments stands above them.
    """

    points: float
    grounds: list[str]
    sure: bool
    published: bool = False
    named: bool = False
    proper: bool = False
    many: bool = False
    answered: bool = False
    headed: bool = False

    def add(self, points: float, ground: str) -> None:
        """Count a ground."""
        self.points += points
        self.grounds.append(f"{ground} {points:+g}")


def weigh(
    page: Page,
    group: Group,
    *,
    reply_form: int | None,
    published: frozenset[str] = frozenset(),
) -> Case:
    """The case for a group, by its markup and by the words around it.

    Args:
        page: The page.
        group: The group.
        reply_form: The element of a form to answer, if the page has one.
        published: Beginnings of the comments that the page publishes for machines.
    """
    case = Case(0.0, [], False)
    items = group.items[:: max(1, len(group.items) // SAMPLE)][:SAMPLE]
    _weigh_words(page, items, case)
    if published and _most(items, lambda item: _is_published(page, item, published)):
        case.add(6, "published as comments for machines")
        case.sure = case.published = True
    _weigh_names(page, items, case)
    _weigh_place(page, group, case)
    if reply_form is not None:
        case.add(1, "a form to answer on the page")
    if len(group.items) == 1 and _is_frame(page, group.items[0]):
        case.add(-4, "the frame of the comments")
    if _most(items, lambda item: not AUTHOR_KEYS.isdisjoint(page.attributes[item.node])):
        case.add(1, "with their authors in an attribute")
    _weigh_links(page, items, sorted(item.node for item in group.items), case)
    undated = not any(item.datings for item in items)
    plain = len(items) > 2 and case.points > -DOUBT and _is_prose(page, items)
    if (plain or case.points > DOUBT) and (not case.sure or case.points < DOUBTLESS or undated):
        _weigh_authors(page, items, case)
    if plain and case.proper and not case.sure:
        case.add(1.5, "plain prose, without headings")
        if case.many and _most(items, _has_clock) and not _most(items, lambda i: _rows(page, i)):
            case.add(1, "a talk of many, by the clock")
    return case


def _is_frame(page: Page, item: Item) -> bool:
    """Whether an item begins with the heading of the comments, or holds the form to answer."""
    if not item.spans:
        return False
    block = page.block_of[item.spans[0][0]]
    text = block_text(page, page.starts[block], page.starts[block + 1])
    return len(text) < 90 and _is_heading(text)


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    """Whether a text is a heading of comments by its words."""
    return bool(
        words.HEADING.fullmatch(text) or (len(text) < 90 and markup.HEADING.fullmatch(text))
    )


def _rows(page: Page, item: Item) -> bool:
    """Whether an item is a row of a table, or begins a part of its own with a heading."""
    stop = min(page.ends[item.last], item.node + 120)
    return page.tags[item.node] == "tr" or any(
        page.tags[node] in HEADINGS for node in range(item.node, stop)
    )


def _has_clock(item: Item) -> bool:
    return any(
        (d.date and d.date.hour is not None) or (d.machine and "T" in d.machine)
        for d in item.datings
    )


def _is_published(page: Page, item: Item, published: frozenset[str]) -> bool:
    """Whether one of an item's blocks begins as a published comment does."""
    blocks = {page.block_of[i] for start, end in item.spans for i in range(start, end)}
    return any(
        beginning(block_text(page, page.starts[block], page.starts[block + 1])) in published
        for block in blocks
    )


def _weigh_names(page: Page, items: Sequence[Item], case: Case) -> None:
    own = Counter(
        _DIGITS.sub("0", page.words(item.node) + " " + _types(page, item.node)) for item in items
    )
    above = [up for up in page.up(items[0].node) if page.tags[up] not in ("html", "body")]
    around = " ".join(page.words(node) for node in above[1:7])
    latest = markup.LATEST.search(around) or _most_names(own, markup.LATEST.search)
    if latest and not case.answered:
        case.add(-8, "named as a list of the latest")
    elif _most_names(own, markup.ELSEWHERE.search) and not (
        case.answered and _most_names(own, markup.COMMENT.search)
    ):
        case.add(-3, "named as something else")
    elif _most_names(own, markup.SURE.search):
        case.add(5, "published as comments")
        case.sure = True
    elif _most_names(own, markup.COMMENT.search):
        case.add(3, "named as comments")
        case.sure = True
    elif _most_names(own, markup.MAYBE.search):
        case.add(1, "named as opinions")
    elif _most_names(own, markup.POST.search):
        case.add(1, "named as posts")
    if markup.COMMENT.search(around):
        case.add(2, "inside an element named for comments")
    if markup.ELSEWHERE.search(around) or any(page.tags[up] in ("aside", "nav") for up in above):
        case.add(-2, "inside a part of the page for something else")


def _types(page: Page, node: int) -> str:
    found = page.attributes[node]
    return " ".join(found.get(n, "") for n in ("itemtype", "typeof")).lower()


def _weigh_authors(page: Page, items: Sequence[Item], case: Case) -> None:
    """Readers have names, and more than one of them."""
    paths = Paths(page)
    views = view_items(page, items, [], paths)
    names = learn_names(page, views, paths)
    if 2 * len(names) < len(items):
        case.add(-1 if case.sure else -2, "without authors")
    elif len({key_of(name) for name in names}) == 1 and len(names) > 2:
        case.add(-1 if case.sure else -3, "all by one author")
    elif len(names) > 1:
        case.add(2, "by several authors")
        case.named = True
        case.many = len(items) >= MANY and len(set(names)) >= MANY - 2
        case.proper = 2 * sum(map(is_proper, names)) > len(names)


def _is_prose(page: Page, items: Sequence[Item]) -> bool:
    """Whether most items have a text of some length, and no titles."""
    plain = 0
    for item in items:
        stop = min(page.ends[item.last], item.node + 120)
        titled = any(
            page.tags[node] in HEADINGS and _is_title(page, node, item)
            for node in range(item.node, stop)
        )
        dated = {i for dating in item.datings for i in range(dating.start, dating.end)}
        longest = max(
            (page.texts[i] for start, end in item.spans for i in range(start, end)
             if page.tags[page.owners[i]] != "a"
             and (i not in dated or len(page.texts[i]) > LONGEST_DATE)),
            key=size_of, default="",
        )  # fmt: skip
        size = size_of(longest)
        plain += not titled and (size >= PROSE or (size >= SENTENCE and longest.count(" ") >= 3))
    return 2 * plain > len(items)


def _is_title(page: Page, node: int, item: Item) -> bool:
    """Whether a heading in an item is a title: more than a name, without a date."""
    if any(node <= dating.node < page.ends[node] for dating in item.datings):
        return False
    text = " ".join(page.texts[page.first[node] : page.last[node]])
    if text.count(" ") < 2 or is_proper(text):
        return False
    stop = min(page.ends[node], node + 9)
    return not any("#" in page.attributes[near].get("href", "") for near in range(node, stop))


def _weigh_place(page: Page, group: Group, case: Case) -> None:
    """A heading that announces comments, shortly before the first item."""
    start = page.block_of[group.items[0].spans[0][0]] if group.items[0].spans else 0
    for block in range(start - 1, max(-1, start - 9), -1):
        text = block_text(page, page.starts[block], page.starts[block + 1])
        if len(text) < 50 and words.LATEST.match(text) and not case.answered:
            case.add(-4, "under a heading of the latest comments")
            return
        if len(text) < 160 and _is_heading(text):
            case.add(2, "under a heading of comments")
            case.headed = True
            return


def _weigh_links(page: Page, items: Sequence[Item], nodes: Sequence[int], case: Case) -> None:
    others = frozenset(nodes)
    found = [read_links(page, item, nodes, others) for item in items]
    sizes = [sum(len(page.texts[i]) for start, end in item.spans for i in range(start, end))
             for item in items]  # fmt: skip
    half = len(items) / 2
    headed = sum(links.is_headed for links in found)
    titles = {title for links in found for title in links.titles}
    titled = sum(bool(links.titles) for links in found)
    linked = sum(links.size > 0.6 * max(size, 1) for links, size in zip(found, sizes, strict=True))
    if headed > half:
        case.add(-4, "headed by links to other pages")
    elif titled > half and len(titles) > min(2, half - 0.5):
        case.add(-2, "with titles that link to other pages")
    if linked > half:
        case.add(-4, "mostly links to other pages")
    elif sum(links.points for links in found) > half and headed <= half:
        case.add(-3, "with a link to another page for its longest text")
    if len({target for links in found for target in links.targets}) > max(half, 2):
        case.add(-4, "linked to places on other pages")
    elif sum(links.has_fragment for links in found) > half:
        case.add(1, "linked by their place on the page")
    if sum(links.is_foreign for links in found) > half:
        case.add(1, "links that search engines shall not follow")
    if sum(links.has_avatar for links in found) > half:
        case.add(1, "with avatars")


def _weigh_words(page: Page, items: Sequence[Item], case: Case) -> None:
    answers = more = cards = 0
    for item in items:
        answer = further = card = False
        for start, end in item.spans:
            for index in range(start, end):
                text = page.texts[index]
                if len(text) <= 60:
                    shows = _shows(text)
                    answer |= shows[0]
                    further |= shows[1]
                    card |= shows[2]
        answers += answer
        more += further
        cards += card
    half = len(items) / 2
    if answers >= half:
        case.add(2, "with buttons to answer")
        case.answered = True
    if more > half:
        case.add(-3, "with links to the rest of a text")
    if _most(items, lambda item: _is_membership(page, item)):
        case.add(-4, "dated by when their authors joined")
    elif _most(items, lambda item: _shows_clock_only(page, item)):
        case.add(-2, "dated by the clock alone, as a ticker is")
    if cards > half and not _most(items, lambda item: _is_membership(page, item)):
        case.add(2, "with cards of their authors")


@lru_cache(maxsize=4096)
def _shows(text: str) -> tuple[bool, bool, bool]:
    """Whether a short text is a button to answer, a link to the rest, a card of an author."""
    return (
        phrases.is_answer(text),
        bool(words.MORE.search(text)),
        bool(phrases.CARD.match(text)),
    )


def _shows_clock_only(page: Page, item: Item) -> bool:
    shown = [" ".join(page.texts[d.start : d.end]) for d in item.datings]
    return bool(shown) and all(_CLOCK.fullmatch(text) for text in shown)


def _is_membership(page: Page, item: Item) -> bool:
    """Whether an item has no date but that of a membership or an edit."""
    return bool(item.datings) and all(
        dating.end > dating.start and bool(words.EDITED.fullmatch(page.texts[dating.start]))
        for dating in item.datings
    )


def _most_names(names: Counter[str], test: Callable[[str], object]) -> bool:
    found = sum(count for name, count in names.items() if test(name))
    return 2 * found >= names.total()


def _most(values: Sequence[Value], test: Callable[[Value], object]) -> bool:
    found = sum(1 for value in values if test(value))
    return 2 * found >= len(values)
