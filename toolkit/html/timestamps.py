"""Timestamps of a page's comments: printed dates and the attributes beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from toolkit.dates import PrintedDate, choose_day_order, settle_month, to_timestamp
from toolkit.html.datings import Dating
from toolkit.html.fields import Fields
from toolkit.html.page import Page
from toolkit.printed_dates import describe_unread

# languages whose numeric dates with three parts begin with the day; English ones by country
_DAY_FIRST = frozenset("de fr es it pt nl da nb nn no fi pl cs sk ru uk be bg el ro tr he ar hr sr "
                       "sl et lv ca gl id vi en-gb en-au en-nz en-ie en-in".split())  # fmt: skip


def read_timestamps(
    page: Page, found: Sequence[Fields], others: Sequence[Dating], captured_at: dt.datetime | None
) -> tuple[list[str | None], list[str]]:
    """The timestamps of a page's comments, and what is uncertain about them, a sentence each."""
    datings = [fields.dating for fields in found]
    language = _language(page)
    for dating in datings:
        if dating is not None and dating.date is not None and dating.date.month_open:
            dating.date = settle_month(dating.date, language[:2])
    order = _day_order(page, [d for d in datings if d is not None], others)
    stamps = [
        _timestamp(dating, order, captured_at) if dating is not None else None for dating in datings
    ]
    unread = [d for d, stamp in zip(datings, stamps, strict=True) if d and not stamp]
    dates = [d.date for d in unread if d.date]
    return stamps, describe_unread(dates, captured=captured_at is not None)


def _day_order(page: Page, datings: Sequence[Dating], others: Sequence[Dating]) -> str | None:
    """Day or month first: as the attributes beside open dates say, else as the page tells.

    The comments' own dates come first, then those of the rest of the page, then its language.
    """
    agree = {"dmy": 0, "mdy": 0}
    for dating in datings:
        if dating.date and dating.date.order_open and dating.machine:
            for tried in agree:
                shown = to_timestamp(dating.date, day_order=tried)
                agree[tried] += bool(shown) and _days_apart(str(shown), dating.machine) <= 1
    if agree["dmy"] != agree["mdy"]:
        return max(agree, key=agree.__getitem__)
    if not any(d.date and d.date.order_open for d in datings):
        return None
    own = choose_day_order([d.date for d in datings if d.date])
    order = own or choose_day_order([d.date for d in others if d.date])
    language = _language(page)
    if order is None and (language[:2] in _DAY_FIRST or language in _DAY_FIRST):
        return "dmy"
    return order


def _language(page: Page) -> str:
    root = page.attributes[0] if page.attributes else {}
    return root.get("lang", "").lower().replace("_", "-")


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
