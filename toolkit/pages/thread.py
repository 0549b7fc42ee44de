"""Which marked lines are the heads of comments, and which only look like it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.pages.marks import Mark, looks_like_name
from toolkit.pages.vocabulary import BYLINE

PROSE_WORDS = 20  # words from which a line reads as a paragraph
ARTICLE_BLOCKS, ARTICLE_WORDS, ARTICLE_RATIO = 3, 120, 3.0


@dataclass(frozen=True, slots=True)
class Thread:
    """The lines that head (or close) comments, as indices into the marks.

    Attributes:
        dates: Date lines of comments.
        attributions: Lines that name an author ("Mark says:"), each with the date line that it
            goes with, or None.
        joined: Whether those date lines stand right beside them (else the text is between).
        linkbacks: ``Pingback:`` and ``Trackback:`` lines.
        heading: The heading of the comments, if there is one.
        reason: Why these were taken, or why there are none; a sentence.
        rejected: Date lines that aren't heads of comments, with the reason.
    """

    dates: tuple[int, ...]
    attributions: Mapping[int, int | None]
    joined: bool
    linkbacks: tuple[int, ...]
    heading: int | None
    reason: str
    rejected: tuple[tuple[int, str], ...]

    @property
    def heads(self) -> tuple[int, ...]:
        """All heads in page order."""
        return tuple(sorted({*self.dates, *self.attributions, *self.linkbacks}))


def find_thread(marks: Sequence[Mark]) -> Thread:
    """Find the comments' heads on a page.

    Dates count as heads together: those of another form than the rest, an article's dateline,
    and a date that stands alone without any sign of comments are rejected, with the reason.
    """
    dates = _of_kind(marks, "date")
    linkbacks = _of_kind(marks, "linkback")
    rejected: list[tuple[int, str]] = []
    dates = _drop_odd_shapes(marks, dates, rejected)
    heading = _find_heading(marks, dates or linkbacks or _of_kind(marks, "attribution"))
    if heading is not None:
        dates = _drop(dates, [i for i in dates if i < heading], "before the heading", rejected)
    else:
        dates = _drop_dateline(marks, dates, rejected)
    dates = _drop_related(marks, dates, rejected)
    attributions, joined = _attributions(marks, dates, heading)
    if len(dates) == 1 and not attributions and not _stands_alone(marks, dates[0], heading):
        dates = _drop(dates, dates, "a single date, with no sign of comments around it", rejected)
    if dates and not attributions and not _have_text(marks, dates):
        dates = _drop(dates, dates, "dates without text between them", rejected)
    return Thread(
        dates=tuple(dates),
        attributions=attributions,
        joined=joined,
        linkbacks=tuple(linkbacks),
        heading=heading,
        reason=_reason(marks, (dates, list(attributions), linkbacks), heading, rejected),
        rejected=tuple(rejected),
    )


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph rather than a label."""
    return len(text.split()) >= PROSE_WORDS


def _of_kind(marks: Sequence[Mark], kind: str) -> list[int]:
    return [index for index, mark in enumerate(marks) if mark.kind == kind]


def _drop(
    dates: list[int], out: list[int], reason: str, rejected: list[tuple[int, str]]
) -> list[int]:
    rejected.extend((index, reason) for index in out)
    gone = set(out)
    return [index for index in dates if index not in gone]


def _drop_odd_shapes(
    marks: Sequence[Mark], dates: list[int], rejected: list[tuple[int, str]]
) -> list[int]:
    """Without the dates that are unlike the thread's: another precision, seen once or twice."""

    def precision(index: int) -> tuple[bool, bool]:
        date = marks[index].date
        assert date is not None  # a mark of kind date has one
        return date.shape == "relative", date.hour is not None

    shapes = Counter(precision(index) for index in dates)
    if len(shapes) < 2:
        return dates
    common, count = max(shapes.items(), key=lambda item: (item[1], item[0]))
    above, beside = Counter[tuple[bool, bool]](), Counter[tuple[bool, bool]]()
    for index in dates:
        before = marks[index - 1] if index else None
        has_name = before is not None and before.kind == "text"
        above[precision(index)] += has_name and looks_like_name(marks[index - 1].line.text)
        beside[precision(index)] += marks[index].name is not None
    rare = [
        index
        for index in dates
        if (shape := precision(index)) != common
        and (
            (shapes[shape] * 3 <= count and not shape[0] and not common[0])
            or any(
                named[common] >= 0.8 * count and named[shape] < 0.5 * shapes[shape]
                for named in (above, beside)
            )
        )
    ]
    return _drop(dates, rare, "another form than the comments' dates", rejected)


def _find_heading(marks: Sequence[Mark], heads: list[int]) -> int | None:
    """The last heading with all heads after it, but for an article's own date or two."""
    found = None
    for index in _of_kind(marks, "heading"):
        before = heads[: bisect(heads, index)]
        if len(before) > 2:
            break
        article = before and any(is_prose(mark.line.text) for mark in marks[before[-1] : index])
        if len(before) < len(heads) and (not before or article):
            found = index
    return found


def _drop_dateline(
    marks: Sequence[Mark], dates: list[int], rejected: list[tuple[int, str]]
) -> list[int]:
    """Without an article's own date: the first, with much more text below it than the others."""
    kept = list(dates)
    if len(kept) > 1 and _has_byline(marks, kept[0]) and not _has_byline(marks, kept[1]):
        kept = _drop(kept, kept[:1], "the article's own date, under its byline", rejected)
    for _ in range(2):  # a page prints when it was published, and when it was updated
        if len(kept) < 2 or any(is_prose(mark.line.text) for mark in marks[: kept[0]]):
            break
        bodies = [marks[start + 1 : end] for start, end in pairwise([*kept, len(marks)])]
        sizes = [sum(len(mark.line.text.split()) for mark in body) for body in bodies]
        blocks = sum(1 for mark in bodies[0] if is_prose(mark.line.text))
        long = sizes[0] >= ARTICLE_WORDS and sizes[0] > ARTICLE_RATIO * max(sizes[1:])
        if not (long and blocks >= ARTICLE_BLOCKS):
            break
        kept = _drop(kept, kept[:1], "the article's own date", rejected)
    return kept


def _has_byline(marks: Sequence[Mark], date: int) -> bool:
    """Whether a date line, or the line above it, names the author of an article ("By ...")."""
    lines = [marks[date].line.text, *([marks[date - 1].line.text] if date else [])]
    return any(BYLINE.fullmatch(text) for text in lines)


def _drop_related(
    marks: Sequence[Mark], dates: list[int], rejected: list[tuple[int, str]]
) -> list[int]:
    """Without the dated links that stand below the comments, under "Related articles"."""
    for index in _of_kind(marks, "after"):
        below = [date for date in dates if date > index]
        if marks[index].gap and below and len(below) < len(dates):
            edges = pairwise([*below, len(marks)])
            told = [sum(len(m.line.text.split()) for m in marks[a + 1 : b - 1]) for a, b in edges]
            if sum(words >= 5 for words in told) < 0.5 * len(below):
                return _drop(dates, below, "below the comments, under a heading of links", rejected)
            return dates
    return dates


def _attributions(
    marks: Sequence[Mark], dates: list[int], heading: int | None
) -> tuple[dict[int, int | None], bool]:
    """The naming lines that go with the dates, or that alone make a thread."""
    found = [i for i in _of_kind(marks, "attribution") if heading is None or i > heading]
    if not dates:
        alone = found if len(found) >= (1 if heading is not None else 3) else []
        return dict.fromkeys(alone), True
    dated = set(dates)
    above: dict[int, int | None] = {i: i + 1 for i in found if i + 1 in dated}
    below: dict[int, int | None] = {i: i - 1 for i in found if i - 1 in dated and not marks[i].gap}
    if found and dates[0] < found[0] and len(below) > len(above):
        return below, True
    if len(above) >= 0.8 * len(dates):
        return above, True
    apart: dict[int, int | None] = {}
    for start, end in pairwise([*found, len(marks)]):
        following = bisect(dates, start)
        if bisect(dates, end) - following == 1:
            apart[start] = dates[following]
    return (apart, False) if len(apart) >= max(1, 0.8 * len(dates)) else ({}, True)


def _stands_alone(marks: Sequence[Mark], date: int, heading: int | None) -> bool:
    """Whether a single date can be a comment's: under a heading, or between article and form."""
    if heading is not None:
        return True
    article = sum(1 for mark in marks[:date] if is_prose(mark.line.text))
    has_name = marks[date].name is not None or (
        date > 0 and not marks[date].gap and looks_like_name(marks[date - 1].line.text)
    )
    return article >= 2 and (has_name or any(mark.kind == "form" for mark in marks[date:]))


def _have_text(marks: Sequence[Mark], dates: list[int]) -> bool:
    """Whether at least half of the dates have some text between them and the next."""
    filled = sum(
        1 for start, end in pairwise([*dates, len(marks)])
        if any(mark.kind in ("text", "excerpt", "attribution") for mark in marks[start + 1 : end])
    )  # fmt: skip
    return 2 * filled >= len(dates)


def _reason(
    marks: Sequence[Mark],
    heads: tuple[list[int], list[int], list[int]],
    heading: int | None,
    rejected: list[tuple[int, str]],
) -> str:
    dates, attributions, linkbacks = heads
    if any(heads):
        parts = [
            f"{len(found)} {name}{'' if len(found) == 1 else 's'}"
            for found, name in (
                (dates, "date line"),
                (attributions, "naming line"),
                (linkbacks, "linkback line"),
            )
            if found
        ]
        under = (
            "" if heading is None else f", under the heading in line {marks[heading].line.number}"
        )
        return f"comments were told by {' and '.join(parts)}{under}"
    excerpts = sum(1 for mark in marks if mark.kind == "excerpt")
    if excerpts:
        return "no comment has a date or an author line; only pingback excerpts were found"
    if rejected:
        index, why = rejected[0]
        return (
            f"no comments: {len(rejected)} date line{'s' if len(rejected) > 1 else ''} found, but "
            f"not of comments (line {marks[index].line.number}: {why})"
        )
    signs = "a date line, a line that names a commenter, or a pingback excerpt"
    return f"no comments: no line of the page is {signs}"
