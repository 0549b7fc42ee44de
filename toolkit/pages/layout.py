"""Where on this page the author and the text stand, learnt from all heads together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.pages.marks import Mark, is_proper_name, looks_like_name
from toolkit.pages.thread import Thread

STOPS = ("form", "heading")
MOST = 0.8  # share of the heads that makes a habit of the page


@dataclass(frozen=True, slots=True)
class Layout:
    """How the items of one page are set.

    Attributes:
        text_side: ``below`` its date, ``above`` it, or ``between`` author line and date.
        author_at: ``none``, ``date line``, ``line above date``, ``line below date``,
            ``line above text`` or ``attribution`` ("Mark says:").
        needs_block: An author line counts only where it begins a block of lines.
    """

    text_side: str
    author_at: str
    needs_block: bool = False

    def describe(self) -> str:
        """The layout in words."""
        author = {"none": "no author shown"}.get(self.author_at, f"author: {self.author_at}")
        sides = {
            "below": "text below its date",
            "above": "text above its date",
            "between": "text between author line and date",
        }
        return f"{sides[self.text_side]}, {author}"


def learn_layout(marks: Sequence[Mark], thread: Thread) -> Layout:
    """Learn one layout for all items of a page.

    The text's side is settled by what stands after the last date and before the first, by the
    heading, and by which neighbour the dates touch; the author's place by what holds for most
    items, or, for pages of separate blocks, by single lines that begin a date's block.
    """
    dates = thread.dates
    if thread.attributions:
        return Layout("below" if thread.joined else "between", "attribution")
    side = _text_side(marks, thread)
    names = [marks[i].name for i in dates if marks[i].name]
    if len(names) > 3 and len(set(names)) == 1:
        names = []  # the same beside every date: a label ("Published"), not a name
    if names and len(names) >= 0.5 * len(dates):
        return Layout(side, "date line")
    above = [marks[i - 1] for i in dates if i and _can_be_name(marks[i - 1])]
    if _stand_above(marks, thread, above):
        return Layout(side, "line above date")
    below = [marks[i + 1] for i in dates if i + 1 < len(marks) and _can_be_name(marks[i + 1])]
    if len(dates) >= 3 and side == "below" and _habit(below, dates, is_proper_name):
        follows = [i for i in dates if i + 2 < len(marks) and marks[i + 2].kind == "text"]
        if len(follows) >= MOST * len(dates):
            return Layout(side, "line below date")
    if any(is_block_author(marks, i) for i in dates):
        return Layout(side, "line above date", needs_block=True)
    return Layout(side, "date line" if names else "none")


def _stand_above(marks: Sequence[Mark], thread: Thread, above: Sequence[Mark]) -> bool:
    """Whether the lines above the dates are names throughout."""
    dates = thread.dates
    if len(dates) == 1:  # a single comment: only between its heading and its date
        direct = thread.heading is not None and dates[0] == thread.heading + 2
        return direct and bool(above) and is_proper_name(above[0].line.text)
    touching = sum(1 for i in dates if not marks[i].gap)
    if touching not in (0, len(dates)):  # then the lines that touch their date are the names
        return False
    names = touching > 0 and _all_names(above, dates)
    return _habit(above, dates, is_proper_name) or names


def is_block_author(marks: Sequence[Mark], date: int) -> bool:
    """Whether the line above a date begins the date's own block and can be a name."""
    return (
        date > 0
        and not marks[date].gap
        and marks[date - 1].gap
        and _can_be_name(marks[date - 1])
        and looks_like_name(marks[date - 1].line.text)
    )


def _can_be_name(mark: Mark) -> bool:
    return mark.kind in ("text", "after")


def _habit(found: Sequence[Mark], dates: Sequence[int], test: Callable[[str], bool]) -> bool:
    fitting = sum(1 for mark in found if test(mark.line.text))
    return len(dates) >= 2 and fitting >= MOST * len(dates)


def _all_names(found: Sequence[Mark], dates: Sequence[int]) -> bool:
    """Whether every date has a short line above it: account names need no capitals."""
    short = [mark for mark in found if len(mark.line.text.split()) <= 3]
    return len(dates) >= 3 and _habit(short, dates, looks_like_name) and len(short) == len(dates)


def _text_side(marks: Sequence[Mark], thread: Thread) -> str:
    first, last = thread.dates[0], thread.dates[-1]
    tail = marks[last + 1 :]
    stop = next((n for n, mark in enumerate(tail) if mark.kind in (*STOPS, "after")), len(tail))
    text_after = any(mark.kind in ("text", "excerpt") for mark in tail[:stop])
    before = marks[thread.heading + 1 : first] if thread.heading is not None else marks[:first]
    prose_before = [mark for mark in before if mark.kind in ("text", "excerpt")]
    below = above = 0.0
    below += 2 * text_after
    above += 2 * (not text_after and bool(prose_before))
    if thread.heading is not None:
        short = not prose_before or (len(prose_before) == 1 and looks_like_name(
            prose_before[0].line.text))  # fmt: skip
        below += 2 * short
        above += 2 * (not short)
    touches_above = sum(1 for i in thread.dates if not marks[i].gap and not _named(marks, i))
    touches_below = sum(1 for i in thread.dates if i + 1 < len(marks) and not marks[i + 1].gap)
    if touches_above != touches_below:
        more = abs(touches_above - touches_below) / len(thread.dates)
        above, below = (above + 2 * more, below) if touches_above > touches_below else (
            above, below + 2 * more)  # fmt: skip
    above += sum(1 for i in thread.dates if marks[i].line.text[:1] in "—–~") / len(thread.dates)
    return "above" if above > below else "below"


def _named(marks: Sequence[Mark], date: int) -> bool:
    """Whether the line that a date touches above can be its author's name."""
    return is_block_author(marks, date) or (
        date > 0 and is_proper_name(marks[date - 1].line.text) and not marks[date].gap
    )
