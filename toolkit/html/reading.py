"""A web page read as a whole: dates, groups, layout, fields, replies, account."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence

from toolkit.dates import PrintedDate, choose_day_order, to_timestamp
from toolkit.documents import Document
from toolkit.errors import FormatError
from toolkit.html.account import account_blocks, find_title
from toolkit.html.building import DEEPEST
from toolkit.html.collector import collector_paused
from toolkit.html.datings import Dating, find_datings
from toolkit.html.fields import Fields, read_fields
from toolkit.html.layout import learn_layout
from toolkit.html.replies import find_roots, link_replies, without_circles
from toolkit.html.thread import Thread, find_thread, with_undated
from toolkit.html.tree import Page, parse_page
from toolkit.html.views import Paths, view_items
from toolkit.pages.reading import Reading
from toolkit.schema import Comment


@collector_paused()
def read_web_page(
    document: Document, *, article_id: str, captured_at: dt.datetime | None = None
) -> Reading:
    """Read a web page: its comments, its article, and what each block of text is.

    Args:
        document: The page, decoded.
        article_id: Identifier of the page, used in the records' ids.
        captured_at: When the page was saved; without it relative dates stay unread.

    Raises:
        FormatError: The document is no HTML page, or nothing in it can be read as HTML.
    """
    if document.media_type != "text/html":
        raise FormatError(
            f"{document.source}: expected a web page (text/html), found {document.media_type}; "
            "give it to the format that reads such files"
        )
    page = parse_page(document.text)
    thread = find_thread(page, find_datings(page))
    found, layouts = _read_groups(page, thread)
    timestamps, warnings = _timestamps(found, captured_at)
    title = find_title(page)
    records = _records(document, found, timestamps, link_replies(page, found), article_id)
    warnings += [f"not taken for comments: {rejected}" for rejected in thread.rejected]
    if page.is_cut:
        warnings.insert(0, "the page nests deeper than can be read; what lies deeper is missing")
    elif page.is_flattened:
        warnings.insert(
            0, f"the page nests deeper than {DEEPEST:,} elements; deeper ones are read side by side"
        )
    return Reading(
        title=title,
        records=tuple(records),
        entries=tuple(account_blocks(page, document.lines, found, title)),
        layout="; ".join(layouts) or None,
        reason=thread.reason,
        warnings=tuple(warnings),
    )


def _read_groups(page: Page, thread: Thread) -> tuple[list[Fields], list[str]]:
    found: list[Fields] = []
    layouts = []
    for group in thread.groups:
        paths = Paths(page)
        views = view_items(page, with_undated(page, group), thread.forms, paths)
        layout = learn_layout(page, [v for v in views if v.item.datings] or views, paths)
        layouts.append(layout.describe(paths))
        found += read_fields(page, views, layout, paths)
    kept = [f for f in found if f.text or f.kind != "comment"]
    return sorted(kept, key=lambda fields: fields.view.item.node), layouts


def _timestamps(
    found: Sequence[Fields], captured_at: dt.datetime | None
) -> tuple[list[str | None], list[str]]:
    datings = [fields.dating for fields in found]
    order = _day_order([d for d in datings if d is not None])
    stamps = [
        _timestamp(dating, order, captured_at) if dating is not None else None for dating in datings
    ]
    unread = [d for d, stamp in zip(datings, stamps, strict=True) if d and not stamp]
    warnings = []
    if any(d.date and d.date.order_open for d in unread):
        warnings.append(
            "the page does not tell whether its dates are day first or month first; they stay "
            "as printed"
        )
    if any(d.date and d.date.unit for d in unread):
        relative = sum(1 for d in unread if d.date and d.date.unit)
        why = (
            "are coarser than a day" if captured_at
            else "need the moment of capture (--captured-at)"
        )  # fmt: skip
        warnings.append(f"{relative} relative dates {why}; they stay as printed")
    if any(d.date and d.date.year is None and not d.date.unit for d in unread):
        warnings.append("dates without a year stay as printed")
    return stamps, warnings


def _day_order(datings: Sequence[Dating]) -> str | None:
    """Day or month first: as the attributes beside open dates say, else as the page tells."""
    agree = {"dmy": 0, "mdy": 0}
    for dating in datings:
        if dating.date and dating.date.order_open and dating.machine:
            for order in agree:
                shown = to_timestamp(dating.date, day_order=order)
                agree[order] += bool(shown) and _days_apart(str(shown), dating.machine) <= 1
    if agree["dmy"] != agree["mdy"]:
        return max(agree, key=agree.__getitem__)
    return choose_day_order([d.date for d in datings if d.date])


def _timestamp(dating: Dating, order: str | None, captured_at: dt.datetime | None) -> str | None:
    """The printed date and the attribute beside it read together; the printed one wins."""
    date, machine = dating.date, dating.machine
    shown = to_timestamp(date, day_order=order) if date else None
    if machine is None:
        return to_timestamp(date, day_order=order, captured_at=captured_at) if date else None
    if shown is None:
        return None if date and _contradicts(date, machine) else machine
    if _days_apart(shown, machine) > 1:
        return shown
    if "T" not in shown:
        return machine
    if machine[:16] == shown[:16]:
        return machine if len(machine) >= len(shown) else shown
    return shown


def _contradicts(date: PrintedDate, machine: str) -> bool:
    """Whether a date printed without a year is of another day than the attribute's."""
    if date.unit or date.month is None or date.day is None:
        return False
    pairs = {(date.month, date.day)} | ({(date.day, date.month)} if date.order_open else set())
    moment = dt.date.fromisoformat(machine[:10])
    near = {moment + dt.timedelta(days=days) for days in (-1, 0, 1)}
    return not pairs & {(day.month, day.day) for day in near}


def _days_apart(one: str, other: str) -> int:
    return abs((dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])).days)


def _records(
    document: Document,
    found: Sequence[Fields],
    timestamps: Sequence[str | None],
    parents: Sequence[int | None],
    article_id: str,
) -> list[Comment]:
    seen: dict[str, int] = {}
    records: list[Comment] = []
    identities: list[str] = []
    parents = without_circles(parents)
    roots = find_roots(parents)
    for fields in found:
        printed = fields.dating.printed if fields.dating else None
        digest = _digest(fields.kind, fields.author, printed, fields.text)
        seen[digest] = seen.get(digest, 0) + 1
        identities.append(
            f"{article_id}:{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")
        )
    for position, (fields, timestamp, parent) in enumerate(
        zip(found, timestamps, parents, strict=True)
    ):
        records.append(
            Comment(
                id=identities[position],
                source=document.source,
                article_id=article_id,
                conversation_id=identities[roots[position]],
                reply_to=None if parent is None else identities[parent],
                author=fields.author,
                timestamp=timestamp,
                timestamp_text=fields.dating.printed if fields.dating else None,
                text=fields.text,
                kind=fields.kind,
                state=fields.state,
                upvotes=fields.upvotes,
                downvotes=fields.downvotes,
                position=position,
                locator=fields.locator,
            )
        )
    return records


def _digest(*parts: str | None) -> str:
    content = "\x1f".join(re.sub(r"\s+", " ", part or "") for part in parts)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:10]
