"""What speaks for the items of a run being readers' comments, and what against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from toolkit.pages import vocabulary as words
from toolkit.pages.items import Item
from toolkit.pages.layout import Layout
from toolkit.pages.marks import Mark
from toolkit.pages.prose import is_prose, says_something
from toolkit.pages.runs import RECURS, key_of

LATEST = "under a heading of the latest comments"
OWN_DATE = "the first the article's own date"
ENOUGH = 2.5  # points from which a run is taken for comments
NEAR = 8  # pieces above the first item in which its heading stands
MOST_OF_PAGE = 0.75  # share of a page's lines from which nothing but comments was pasted
SPOKEN_WORDS = 150  # words from which "I" and "you" are said in articles, too
ARTICLE_WORDS = 350  # words from which a text is likelier an article
ARTICLE_BLOCKS, ARTICLE_LEAST, ARTICLE_RATIO = 2, 120, 3.0
LONGEST_COUNT = 40  # characters of a line that says how many comments there are
_COUNTED = re.compile(
    r"\W*(\d{1,6})(?:\s+|(?=[^\W\da-zA-Z_]))[^\W\d_][^\d,.]*|[^\d,.]*[^\W\d_][\s:：(（]*(\d{1,6})[^\W\d_]?\W*"
)
_AT = re.compile(r"(?<!\w)@\s?\w|(?<!\w)>>?\s?\d+|#\d+\b")
_CUT = re.compile(r"(?:\[…\]|\[\.\.\.\]|…|\.\.\.)(?:\s*\W?\w+(?: \w+){0,3}\W*)?\Z")


@dataclass(slots=True)
class Case:
    """The case for a run.

    Attributes:
        points: For it, less those against it.
        grounds: What counted: points, and why.
    """

    points: float = 0.0
    grounds: list[tuple[float, str]] = field(default_factory=list)

    def add(self, points: float, ground: str) -> None:
        """Count a ground."""
        self.points += points
        self.grounds.append((points, ground))

    @property
    def against(self) -> list[str]:
        """What counted against it, the weightiest first."""
        return [ground for points, ground in sorted(self.grounds) if points < 0]


def weigh(marks: Sequence[Mark], layout: Layout, items: Sequence[Item]) -> Case:
    """The case for a run, by its items and the words around them."""
    case = Case()
    bare = layout.zones.run.heading is None and not _reads_as_article(marks, items)
    if bare and _share_of_page(marks, items) >= MOST_OF_PAGE:
        case.add(1.5, "nearly all of the page")
    elif not _has_signs(marks):
        case.add(-2, "without a word of comments")
    own = [item for item in items if item.kind == "comment"]
    if not own:
        case.add(-9, "without items")
        return case
    _weigh_place(marks, layout, items, case)
    _weigh_words(marks, layout, own, case)
    _weigh_dates(marks, layout, case)
    _weigh_authors(marks, own, case)
    headed = layout.zones.run.heading is not None
    _weigh_texts(marks, own, case, headed=headed)
    _weigh_titles(marks, layout, own, case)
    _weigh_article(marks, layout, own, case)
    return case


def _is_gone(marks: Sequence[Mark], item: Item) -> bool:
    """Whether an item is only the place of one that was deleted."""
    return bool(item.body) and any(
        pattern.fullmatch(marks[item.body.start].text) for _, pattern in words.STATES
    )


def _reads_as_article(marks: Sequence[Mark], items: Sequence[Item]) -> bool:
    """Whether a single item has an article's paragraphs."""
    return len(items) == 1 and sum(is_prose(marks[i].text) for i in items[0].body) > ARTICLE_BLOCKS


def _share_of_page(marks: Sequence[Mark], items: Sequence[Item]) -> float:
    """Share of the page's lines from the first item to the last."""
    if not items:
        return 0.0
    last: int = max(i for item in items for i in (*item.body, item.first))
    first: int = min(item.first for item in items)
    return float(last - first + 1) / len(marks)


def _has_signs(marks: Sequence[Mark]) -> bool:
    """Whether any line of the page speaks of comments or of answering."""
    kinds = ("heading", "form", "attribution", "linkback", "excerpt")
    return any(
        mark.kind in kinds or (len(mark.text) <= 80 and words.CONTROL.fullmatch(mark.text))
        for mark in marks
    )


def _weigh_place(marks: Sequence[Mark], layout: Layout, items: Sequence[Item], case: Case) -> None:
    first = min(item.first for item in items)
    last = max(i for item in items for i in (*item.body, item.first))
    above = [marks[i].text for i in range(max(0, first - NEAR), first)]
    keys = Counter(key_of(mark.text) for mark in marks)
    if any(words.LATEST.match(text) and len(text) < 50 for text in above):
        case.add(-4, LATEST)
    elif layout.zones.run.heading is not None:
        case.add(3, "under a heading of comments")
    elif _counts([text for text in above if keys[key_of(text)] < RECURS], len(items)):
        case.add(2.5, "as many as a line above them says")
    border = layout.zones.run.begin - 1
    if first - NEAR <= border and border >= 0 and marks[border].kind == "after":
        case.add(-2, "below a heading of something else")
    following = range(last + 1, min(len(marks), last + 3 * NEAR))
    if any(marks[i].kind == "form" for i in following):
        case.add(1, "above a form to comment")
    elif any(mark.kind == "form" for mark in marks):
        case.add(0.5, "on a page with a form to comment")
    if any(item.kind != "comment" for item in items):
        case.add(1, "among pingbacks")


def _counts(above: Sequence[str], count: int) -> bool:
    """Whether a short line says how many there are ("5 замечаний")."""
    return count > 1 and any(
        len(text) <= LONGEST_COUNT
        and (match := _COUNTED.fullmatch(text)) is not None
        and int(match[1] or match[2]) == count
        for text in above
    )


def _weigh_words(marks: Sequence[Mark], layout: Layout, items: Sequence[Item], case: Case) -> None:
    zones = layout.zones
    around = [range(a.first, b.first) for a, b in pairwise(items)]
    around.append(range(items[-1].first, zones.after[-1].stop))
    texts = [[marks[i].text for i in zone if len(marks[i].text) <= 80] for zone in around]

    def share(test: Callable[[str], object]) -> float:
        return sum(1.0 for own in texts if any(test(text) for text in own)) / len(texts)

    answered = share(_is_answer)
    if answered >= 0.4:
        case.add(round(2 * answered, 1), "with buttons to answer")
        if LATEST in case.against:  # then it is how they are sorted
            case.add(4, "with buttons to answer all the same")
    elif share(words.VOTES.fullmatch) >= 0.5:
        case.add(1.5, "with votes")
    elif _shared_button(layout):
        case.add(0.5, "closed by a line that recurs")
    if share(words.MORE.search) > 0.5:
        case.add(-4, "with links to the rest of a text")
    heads = {marks[i].text for i in zones.run.anchors}
    if share(lambda text: text not in heads and words.BYLINE.fullmatch(text)) > 0.5:
        case.add(-2, "with bylines")
    if zones.run.kind == "named":
        case.add(1, "with lines that name who speaks")
    if any(words.ATTRIBUTION.fullmatch(text) for own in texts for text in own[:3]):
        case.add(1, "with lines that name who speaks")


def _skipped(marks: Sequence[Mark], anchors: Sequence[int]) -> int:
    """How many dates of a run's form stand between its own, but for those of membership."""
    own, forms = set(anchors), {head.form for i in anchors if (head := marks[i].head)}
    return sum(
        index not in own
        and (head := marks[index].head) is not None
        and head.form in forms
        and not words.MEMBER_SINCE.fullmatch(marks[index - 1].text)
        for index in range(anchors[0] + 1, anchors[-1])
    )


def _is_answer(text: str) -> bool:
    return bool(words.ANSWER.fullmatch(text))


def _weigh_dates(marks: Sequence[Mark], layout: Layout, case: Case) -> None:
    """Comments mostly stand in the order of their dates; members' dates of joining don't."""
    anchors = layout.zones.run.anchors
    since = sum(bool(i and words.MEMBER_SINCE.fullmatch(marks[i - 1].text)) for i in anchors)
    if since > 0.2 * len(anchors):
        case.add(round(-2 - 4 * since / len(anchors), 1), "dates of members")
    heads = [mark.head for mark in (marks[i] for i in anchors) if mark.head]
    moments = [
        (date.year, date.month, date.day, date.hour or 0, date.minute or 0)
        for date in (head.date for head in heads)
        if date.year and date.month and date.day and not date.order_open
    ]
    if heads and sum(head.date.hour is not None for head in heads) > 0.8 * len(anchors):
        case.add(1, "dated to the minute")
    elif heads and sum(head.date.unit is not None for head in heads) > 0.8 * len(anchors):
        case.add(0.5, "dated by how long ago it was")
    if len(anchors) > 1 and _skipped(marks, anchors) >= 0.5 * len(anchors):
        case.add(-3, "others of their form stand between them")
    steps = [(a < b) - (a > b) for a, b in pairwise(moments)]
    turns = [step for step in steps if step]
    if len(turns) >= 3 and abs(sum(turns)) >= 0.8 * len(turns):
        case.add(0.5, "in the order of their dates")


def _shared_button(layout: Layout) -> bool:
    zones = layout.zones
    closed = [any(zones.is_own(i) for i in zone) for zone in zones.inner]
    return bool(closed) and sum(closed) >= 0.8 * len(closed)


def _weigh_authors(marks: Sequence[Mark], items: Sequence[Item], case: Case) -> None:
    items = [item for item in items if item.author or not _is_gone(marks, item)]
    names = [item.author for item in items if item.author]
    if 2 * len(names) < len(items):
        case.add(-1 if len(items) > 2 else -1.5, "without authors")
    elif len(set(names)) == 1 and len(names) > 2:
        case.add(-3, "all by one author")
    elif len(set(names)) > 1:
        case.add(round(1.5 * len(names) / len(items), 1), "by several authors")
        if len(set(names)) < len(names) > 3:
            case.add(0.5, "some of whom write again")


def _weigh_texts(marks: Sequence[Mark], items: Sequence[Item], case: Case, *, headed: bool) -> None:
    bodies = [[marks[i] for i in item.body] for item in items]
    sizes = [sum(len(mark.text.split()) for mark in body) for body in bodies]
    texts = [" ".join(mark.text for mark in body) for body in bodies]
    count = len(items)
    empty = sum(not body for body in bodies)
    if empty > 0.4 * count:
        case.add(-4, "dates without text between them")
        return
    if empty > 0.2 * count:
        case.add(-1, "some without a text")
    told = _share(texts, says_something)
    if told >= 0.6:
        case.add(1.5, "made of sentences")
    elif told < 0.4 and not headed:
        case.add(-2, "of labels, not of sentences")
    if median(sizes) < SPOKEN_WORDS and _share(texts, words.PERSON.search) >= 0.3:
        case.add(1.5, "that say I and you")
    talk = sum(bool(_AT.search(text)) for text in texts)
    if talk and count > 1:
        case.add(1, "that talk to each other")
    elif _names_in(items, texts):
        case.add(1, "that name each other")
    linked = sum(_linked(body) for body in bodies)
    if linked > 0.5 * count:
        case.add(-4, "mostly links to other pages")
    if _share(texts, _CUT.search) > 0.5:
        case.add(-2, "cut off at their end")
    if median(sizes) > ARTICLE_WORDS and count > 1:
        case.add(-2, "as long as articles")
    titled = sum(_is_titled(body) for body in bodies)
    if titled > 0.6 * count and count > 2:
        case.add(-2, "each under a title")


def _weigh_titles(marks: Sequence[Mark], layout: Layout, items: Sequence[Item], case: Case) -> None:
    """Articles: a title above the date, and a date that says when they were published."""
    zones = layout.zones
    dates = [item.date_line for item in items if item.date_line is not None]
    published = sum(bool(words.PUBLISHED.match(marks[i].text)) for i in dates)
    if dates and published >= 0.5 * len(dates) and zones.run.heading is None:
        case.add(-2, "with dates of publication")
    if layout.text_side == "above" or len(items) < 2 or zones.run.heading is not None:
        return
    firsts = [(item.date_line if layout.author is None else item.first_line) or 0 for item in items]
    firsts = [first for first in firsts if first]
    titled = sum(_is_title(marks, i) for i in firsts if not zones.is_own(i - 1))
    if len(items) > 2 and titled >= 0.5 * len(firsts):
        case.add(-2.5, "each below a title")


def _weigh_article(
    marks: Sequence[Mark], layout: Layout, items: Sequence[Item], case: Case
) -> None:
    """An article's own date among the comments', or alone; a template's words."""
    if len(items) == 1 and items[0].author and words.FORM.fullmatch(items[0].author):
        case.add(-6, "a form's words for an author")
    if layout.zones.run.heading is not None or layout.text_side == "above":
        return
    if is_article_date(marks, items[0], items[1:]):
        case.add(-3, OWN_DATE)
    if len(items) > 1:
        return
    if items[0].author and _share_of_page(marks, items) >= MOST_OF_PAGE:
        return
    article = sum(is_prose(mark.text) for mark in marks[: items[0].first])
    if article < ARTICLE_BLOCKS or not (items[0].author or _shows_form(marks, items[0])):
        case.add(-3, "a single date, with no sign of comments around it")


def _shows_form(marks: Sequence[Mark], item: Item) -> bool:
    return any(mark.kind == "form" for mark in marks[item.first :])


def is_article_date(marks: Sequence[Mark], item: Item, others: Sequence[Item]) -> bool:
    """Whether a date is the article's own: under a byline, or with far more text below it."""
    lines = [item.date_line, item.author_line]
    near = [marks[i].text for i in lines if i is not None]
    near += [marks[item.first - 1].text] if item.first else []
    if any(words.BYLINE.fullmatch(text) or words.PUBLISHED.match(text) for text in near):
        return not any(
            words.BYLINE.fullmatch(marks[i].text) or words.PUBLISHED.match(marks[i].text)
            for other in others
            for i in (other.date_line, other.author_line)
            if i is not None
        )
    sizes = [sum(len(marks[i].text.split()) for i in one.body) for one in (item, *others)]
    blocks = sum(is_prose(marks[i].text) for i in item.body)
    return (
        len(sizes) > 1
        and blocks > ARTICLE_BLOCKS
        and sizes[0] >= ARTICLE_LEAST
        and sizes[0] > ARTICLE_RATIO * max(sizes[1:])
    )


def _is_title(marks: Sequence[Mark], first: int) -> bool:
    """Whether a head stands right below a headline."""
    above = marks[first - 1]
    if above.kind != "text" or above.text[-1:] in ".!…,;:)":
        return False
    if not above.gap and not (first > 1 and says_something(marks[first - 2].text)):
        return False
    return 2 <= len(above.text.split()) <= 16 or above.piece.heading > 0


def _share(texts: Iterable[str], test: Callable[[str], object]) -> float:
    found = [bool(test(text)) for text in texts]
    return sum(found) / len(found) if found else 0.0


def _names_in(items: Sequence[Item], texts: Sequence[str]) -> bool:
    names = {item.author for item in items if item.author and len(item.author) > 3}
    return any(
        name in text[:200]
        for item, text in zip(items, texts, strict=True)
        for name in list(names)[:50]
        if name != item.author
    )


def _linked(body: Sequence[Mark]) -> bool:
    size = sum(len(mark.text) for mark in body)
    return size > 0 and sum(m.piece.linked * len(m.text) for m in body) > 0.6 * size


def _is_titled(body: Sequence[Mark]) -> bool:
    """Whether a text begins with a line like a headline, and then goes on in paragraphs."""
    if len(body) < 2:
        return False
    first = body[0]
    if first.piece.heading:
        return True
    short = 3 <= len(first.text.split()) <= 14 and first.text[-1:] not in ".!?…,;:)"
    return short and body[1].gap and is_prose(body[1].text)
