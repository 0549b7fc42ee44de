"""A page read as a whole: marks, thread, layout, fields, account."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from toolkit.dates import choose_day_order, to_timestamp
from toolkit.documents import Document
from toolkit.explanation import UNEXPLAINED, Explanation
from toolkit.identities import name_records
from toolkit.pages import vocabulary as words
from toolkit.pages.account import Entry, account_lines
from toolkit.pages.article import find_title
from toolkit.pages.explaining import explain_thread
from toolkit.pages.inline import split_inline
from toolkit.pages.items import Item
from toolkit.pages.marks import Mark, mark_pieces
from toolkit.pages.noticing import notice_records
from toolkit.pages.pieces import join_pieces, split_pieces
from toolkit.pages.pinned import explain_pinned, pin_thread
from toolkit.pages.replies import link_replies
from toolkit.pages.thread import Thread, find_thread
from toolkit.pins import TextPin
from toolkit.printed_dates import describe_unread
from toolkit.schema import Comment

REACH = 60  # pieces around a text among which others of its lines can stand
MOST_DOUBTS = 10  # dates not taken for a comment's that are named one by one


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read.

    Attributes:
        title: The article's title, or None.
        records: The records in page order.
        entries: Every line that isn't blank, with its role.
        layout: How the page's items are set, in words; None without dated items.
        reason: Why these records were taken, or why there are none.
        warnings: What is uncertain, a sentence each.
        explanation: Why it was read so.
        noticed: Of each record what the reader noticed while reading it
            (:mod:`toolkit.doubts`).
        confidence: How sure the reading of the page as a whole is.
        doubts: What is uncertain of the page as a whole, a phrase each.
    """

    title: str | None
    records: tuple[Comment, ...]
    entries: tuple[Entry, ...]
    layout: str | None
    reason: str
    warnings: tuple[str, ...]
    explanation: Explanation = UNEXPLAINED
    noticed: tuple[tuple[str, ...], ...] = ()
    confidence: str = "high"
    doubts: tuple[str, ...] = ()


def read_page(
    document: Document,
    *,
    article_id: str,
    captured_at: dt.datetime | None = None,
    pin: TextPin | None = None,
) -> Reading:
    """Read a pasted page: its comments, its article, and what each line is.

    Args:
        document: The page's text.
        article_id: Identifier of the page, used in the records' ids.
        captured_at: When the page was saved; without it relative dates stay unread.
        pin: The layout, where it is not to be learnt.

    Raises:
        SettingsError: The layout does not fit the page.
    """
    pieces = split_pieces(document.text)
    if pin:
        marks, thread, doubts = pin_thread(mark_pieces(pieces), pin, document.source)
    else:
        marks = mark_pieces(split_inline(document.text, pieces))
        thread, doubts = find_thread(marks), []
    items = thread.items
    starts = [item.first for item in items]
    starts += [] if thread.heading is None else [thread.heading]
    title = find_title(marks[: min(starts, default=len(marks))])
    timestamps, warnings = _timestamps(marks, items, captured_at)
    records = _records(document, marks, items, timestamps, article_id)
    warnings += doubts + _doubts(marks, thread, items, records)
    records = link_replies(records, items)
    replies = [record.reply_to for record in records]
    comments = [item for item in items if item.kind == "comment"]
    authors = sum(item.author is not None for item in comments)
    return Reading(
        title=title,
        records=tuple(records),
        entries=tuple(account_lines(marks, thread, title)),
        layout=thread.layout.describe(authors, len(comments)) if thread.layout else None,
        reason=thread.reason,
        warnings=tuple(warnings),
        explanation=explain_pinned(pin, thread, replies)
        if pin
        else explain_thread(marks, thread, replies),
        noticed=notice_records(marks, items, replies),
    )


def _timestamps(
    marks: Sequence[Mark], items: Sequence[Item], captured_at: dt.datetime | None
) -> tuple[list[str | None], list[str]]:
    heads = [marks[i.date_line].head if i.date_line is not None else None for i in items]
    dates = [head.date if head else None for head in heads]
    printed = [date for date in dates if date is not None]
    order = choose_day_order(printed)
    stamps = [
        to_timestamp(date, day_order=order, captured_at=captured_at) if date else None
        for date in dates
    ]
    unread = [date for date, stamp in zip(dates, stamps, strict=True) if date and not stamp]
    return stamps, describe_unread(unread, captured=captured_at is not None)


def _records(
    document: Document,
    marks: Sequence[Mark],
    items: Sequence[Item],
    timestamps: Sequence[str | None],
    article_id: str,
) -> list[Comment]:
    heads = [None if item.date_line is None else marks[item.date_line].head for item in items]
    dates = [head.printed if head else None for head in heads]
    texts = [join_pieces([marks[i].piece for i in item.body]) for item in items]
    identities = name_records(
        article_id,
        ((item.kind, item.author, printed, text)
         for item, printed, text in zip(items, dates, texts, strict=True)),
    )  # fmt: skip
    records = []
    for position, (item, timestamp, printed, text, identity) in enumerate(
        zip(items, timestamps, dates, texts, identities, strict=True)
    ):
        spans = _spans(marks, item)
        votes = _votes(marks, item)
        records.append(
            Comment(
                id=identity,
                source=document.source,
                article_id=article_id,
                conversation_id=identity,
                author=item.author,
                timestamp=timestamp,
                timestamp_text=printed,
                text=text,
                kind=item.kind,
                state=next((name for name, p in words.STATES if p.fullmatch(text)), "visible"),
                upvotes=votes.get("up"),
                downvotes=votes.get("down"),
                position=position,
                locator=";".join(f"char={start},{end}" for start, end in spans),
            )
        )
    return records


def _spans(marks: Sequence[Mark], item: Item) -> list[tuple[int, int]]:
    """Offsets of an item's text, a stretch each where other pieces stand in between; of an empty
    one the place right after its head."""
    if not item.body:
        heads = [i for i in (item.author_line, item.date_line) if i is not None]
        end = marks[max(heads)].piece.end
        return [(end, end)]
    first, last = marks[item.body.start].piece, marks[item.body.stop - 1].piece
    pieces = [marks[i].piece for i in item.body]
    inside = sum(first.start <= mark.piece.begin < last.end for mark in _near(marks, item.body))
    in_order = all(one.end <= two.begin for one, two in pairwise(pieces))
    if in_order and inside <= len(pieces):
        return [(first.start, last.end)]
    return [(first.start, first.end), *((piece.begin, piece.end) for piece in pieces[1:])]


def _near(marks: Sequence[Mark], body: range) -> Sequence[Mark]:
    """The marks around a body, among which the other cells of its lines are."""
    return marks[max(0, body.start - REACH) : body.stop + REACH]


def _votes(marks: Sequence[Mark], item: Item) -> dict[str, int]:
    votes: dict[str, int] = {}
    for index in item.dropped:
        if match := words.VOTES.fullmatch(marks[index].text):
            for name, value in match.groupdict().items():
                if value:
                    number = int(value.replace(",", ""))
                    votes.setdefault(name.removesuffix("_after"), number)
    return votes


def _doubts(
    marks: Sequence[Mark], thread: Thread, items: Sequence[Item], records: Sequence[Comment]
) -> list[str]:
    doubts = [
        f"line {marks[index].piece.number}, {marks[index].text!r}: a date, not taken for a "
        f"comment's ({why})"
        for index, why in thread.rejected[:MOST_DOUBTS]
    ]
    if len(thread.rejected) > MOST_DOUBTS:
        doubts.append(f"and {len(thread.rejected) - MOST_DOUBTS} more such dates")
    counted = _printed_count(marks, thread)
    found = sum(1 for item in items if item.kind == "comment")
    if counted is not None and counted not in (found, len(items)):
        doubts.append(f"the page says {counted} comments, {found} are here")
    empty = sum(1 for item in items if not item.body and item.kind == "comment")
    if empty:
        doubts.append(f"comments without text: {empty}")
    sizes = [len(item.body) for item in items if item.kind == "comment"]
    if len(sizes) > 2 and sizes[-1] > 3 + 3 * median(sizes[:-1]):
        doubts.append(
            f"the last comment ({records[-1].id}) is much longer than the others; page text that "
            f"follows the comments may be part of it"
        )
    return doubts


def _printed_count(marks: Sequence[Mark], thread: Thread) -> int | None:
    """How many comments the thread's heading says there are."""
    if thread.heading is None:
        return None
    match = words.HEADING.fullmatch(marks[thread.heading].text)
    digits = match and (match["count"] or match["count_after"])
    return int(re.sub(r"\D", "", digits)) if digits else None
