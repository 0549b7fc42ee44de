"""The dates of a page: printed ones, and the machine's beside them, which may lie."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.dates import PrintedDate, find_date, to_timestamp
from toolkit.html.tree import Page
from toolkit.pages.heads import LONGEST_HEAD
from toolkit.relative_dates import calls_day

LONGEST_DATE = 60  # characters of a piece of a long line that can be a date of its own
LONGEST_AGE = 30  # characters of words that an attribute dates, though they can't be read
_ATTRIBUTES = (
    "datetime", "data-timestamp", "data-time", "data-utime", "data-date", "data-created",
    "data-published", "data-created-at", "created-timestamp", "content", "title",
    "data-original-title", "data-datetime", "data-iso", "data-epoch", "ts",
)  # fmt: skip
_NAMES = frozenset(_ATTRIBUTES)
_DATING = re.compile(
    r"(?<![a-z])(?:[a-z]*date(?:time)?|time(?:stamp)?|ts|utc|utime|created|posted|published|"
    r"epoch)(?![a-z])"
)
_OTHER = re.compile(r"up-?date|edit|modif|last|expir|end|until|valid|candidate")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*"
    r"(Z|[+-]\d\d:?\d\d|[+-]\d\d(?!\d))?)?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


@dataclass(slots=True)
class Dating:
    """A date on a page.

    Attributes:
        node: The element that holds it.
        start, end: Its pieces of text, ``start`` to ``end - 1``; none for a bare attribute.
        printed: The date as printed, or None.
        date: What was read of the printed date, or None.
        machine: The ISO 8601 timestamp of an attribute, or None.
        kind: What holds it, in words; filled in when groups are formed.
    """

    node: int
    start: int
    end: int
    printed: str | None
    date: PrintedDate | None
    machine: str | None
    kind: str = ""


def find_datings(page: Page) -> list[Dating]:
    """All dates of a page, in page order: of its short lines, and of attributes."""
    found = _printed(page)
    machines = _machines(page)
    for dating in found:
        node = dating.node
        for _ in range(3):
            if node < 0 or page.last[node] - page.first[node] > dating.end - dating.start + 1:
                break
            if node in machines:
                dating.machine, dating.node = machines.pop(node), node
                break
            node = page.parents[node]
    taken = {i for dating in found for i in range(dating.start, dating.end)}
    for node, machine in machines.items():
        start, end = page.first[node], page.last[node]
        if (end > start and not _is_dated(page, node)) or not taken.isdisjoint(
            range(start, min(end, start + 9))
        ):
            continue
        if end - start > 4:
            continue
        shown = " ".join(page.texts[start:end]) or None
        found.append(Dating(node, start, end, shown, None, machine))
    found.sort(key=lambda dating: (dating.node, dating.start))
    return found


def _is_dated(page: Page, node: int) -> bool:
    """Whether an attribute dates the few words that its element shows, though they can't be read.

    A moment of its own attribute, or a clock time in a title, beside a short text with digits.
    """
    found = page.attributes[node]
    if page.tags[node] == "time" or "datetime" in found:
        return True
    start, end = page.first[node], page.last[node]
    if end - start > 2 or sum(map(len, page.texts[start:end])) > LONGEST_AGE:
        return False
    return any(
        name != "content" and (name in _NAMES or _DATING.search(name))
        and 8 <= len(value) <= 60 and (machine := _attribute(name, value)) and "T" in machine
        for name, value in found.items()
    )  # fmt: skip


def read_machine(value: str) -> str | None:
    """The ISO 8601 timestamp of an attribute: ISO forms and epoch seconds or milliseconds.

    >>> read_machine("2020-04-09T08:34:03+0200"), read_machine("1538053911")
    ('2020-04-09T08:34:03+02:00', '2018-09-27T13:11:51+00:00')
    >>> read_machine("comment_date") is None
    True
    """
    value = value.strip()
    if match := _ISO.match(value):
        year, month, day, hour, minute, second, zone = match.groups()
        stamp = f"{year}-{month}-{day}"
        if hour is not None:
            stamp += f"T{hour}:{minute}" + (f":{second}" if second else "")
            if zone:
                digits = "+0000" if zone == "Z" else zone.replace(":", "").ljust(5, "0")
                stamp += f"{digits[:3]}:{digits[3:]}"
        try:
            dt.datetime.fromisoformat(stamp)
        except ValueError:
            return None
        return stamp if 1990 <= int(year) <= 2100 else None
    if _EPOCH.fullmatch(value):
        seconds = int(value[:10])
        if 631152000 <= seconds < 4102444800:
            return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
    return None


def _printed(page: Page) -> list[Dating]:
    found = []
    for start, end in page.blocks():
        pieces = page.texts[start:end]
        line = pieces[0] if end - start == 1 else " ".join(pieces)
        if len(line) <= LONGEST_HEAD:
            if _may_date(line) and (dating := _in_line(page, start, end, line)):
                found.append(dating)
            continue
        for index in range(start, end):
            piece = page.texts[index]
            if len(piece) <= LONGEST_DATE and _may_date(piece):
                date = _find(page, piece)
                if date and date.end - date.start >= 0.6 * len(piece):
                    printed = piece[date.start : date.end]
                    found.append(Dating(page.owners[index], index, index + 1, printed, date, None))
    return found


def _in_line(page: Page, start: int, end: int, line: str) -> Dating | None:
    date = _find(page, line)
    if date is None:
        return None
    first = last = None
    offset = 0
    for index in range(start, end):
        after = offset + len(page.texts[index])
        if after > date.start and offset < date.end:
            first = index if first is None else first
            last = index
        offset = after + 1
    if first is None or last is None:
        return None
    node = page.owners[first]
    if last != first:
        node = page.common(node, page.owners[last])
    return Dating(node, first, last + 1, line[date.start : date.end], date, None)


def _may_date(text: str) -> bool:
    return bool(_DIGIT.search(text)) or (len(text) < LONGEST_DATE and calls_day(text))


def _find(page: Page, text: str) -> PrintedDate | None:
    """The date of a line; "yesterday" and the like only where little else stands in it."""
    date = find_date(text)
    if date and date.unit and not any(map(str.isdigit, text[date.start : date.end])):
        if text.casefold() == "hier" and not page.attributes[0].get("lang", "fr").startswith("fr"):
            return None  # German "here"
        return date if 3 * (date.end - date.start) >= len(text) else None
    return date


def _machines(page: Page) -> dict[int, str]:
    """The timestamps of attributes by element; of a title only where it is nothing else."""
    machines = {}
    used = set().union(*page.attributes)
    others = sorted(
        name for name in used - _NAMES if _DATING.search(name) and not _OTHER.search(name)
    )
    wanted = (*_ATTRIBUTES, *others)
    names = frozenset(wanted)
    for node, attributes in enumerate(page.attributes):
        if not attributes or names.isdisjoint(attributes):
            continue
        for name in wanted:
            value = attributes.get(name)
            if value and 8 <= len(value) <= 60 and (machine := _attribute(name, value)):
                machines[node] = machine
                break
    return machines


@lru_cache(maxsize=4096)
def _attribute(name: str, value: str) -> str | None:
    machine = read_machine(value)
    if machine or name not in ("title", "data-original-title", "datetime"):
        return machine
    if not any(map(str.isdigit, value)):
        return None
    date = find_date(value)
    if date is None or date.year is None or date.order_open or date.unit:
        return None
    if date.end - date.start < 0.6 * len(value):
        return None
    return to_timestamp(date, day_order="dmy")
