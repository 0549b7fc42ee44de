"""What each line of a page could be, seen alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.dates import PrintedDate, find_date
from toolkit.documents import Line
from toolkit.pages import vocabulary as words

LONGEST_HEAD = 160  # characters of a line that can be the head of a comment
MOST_NAME_WORDS = 6
_PATTERNS = (
    ("edited", words.EDITED),
    ("heading", words.HEADING),
    ("form", words.FORM),
    ("after", words.AFTER),
    ("button", words.BUTTON),
    ("button", words.VOTES),
    ("linkback", words.LINKBACK),
    ("attribution", words.ATTRIBUTION),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that shows something, and what it could be.

    Attributes:
        line: The line.
        gap: Whether a blank line (or the page's start) comes before it.
        kind: ``date``, ``attribution``, ``linkback``, ``heading``, ``form``, ``after``,
            ``button``, ``edited``, ``excerpt`` or ``text``.
        date: The date printed in a ``date`` line.
        name: Who is named in a ``date``, ``attribution`` or ``linkback`` line.
        name_first: Whether the name stands before the date.
    """

    line: Line
    gap: bool
    kind: str
    date: PrintedDate | None = None
    name: str | None = None
    name_first: bool = True


def mark_lines(lines: Sequence[Line]) -> list[Mark]:
    """Mark every line that isn't blank, in order."""
    marks: list[Mark] = []
    gap = True
    for line in lines:
        if line.is_blank:
            gap = True
            continue
        marks.append(_mark(line, gap))
        gap = False
    return _with_excerpts(marks)


def looks_like_name(text: str) -> bool:
    """Whether a text can be a person's or an account's name.

    >>> [looks_like_name(text) for text in ("Mark Thomason", "I beg to differ!", "x_1987")]
    [True, False, True]
    """
    if not 1 <= len(text) <= 50 or len(text.split()) > MOST_NAME_WORDS:
        return False
    if re.search(r"[.!?…:;,]\Z|://|[!?…{}<>=]", text) and not re.search(r"\b\w{1,3}\.\Z", text):
        return False
    return any(character.isalpha() for character in text) or text.startswith("@")


def is_proper_name(text: str) -> bool:
    """Whether a text looks like a name by its capitals, or is one word.

    >>> [is_proper_name(text) for text in ("Mark Thomason", "Nice work", "x_1987", "Jan de Wit")]
    [True, False, True, True]
    """
    parts = re.findall(r"[^\W_][\w.'’-]*", text)
    small = {"de", "van", "von", "der", "den", "di", "da", "la", "le", "el", "of", "the", "y", "al"}
    capital = [part[0].isupper() or part[0].isdigit() or part in small for part in parts]
    return looks_like_name(text) and bool(parts) and (len(parts) == 1 or all(capital))


def strip_connectors(text: str) -> str:
    """Take separators and connecting words ("posted by", "at", "says") off both ends.

    >>> strip_connectors("Comment by Mark Thomason —")
    'Mark Thomason'
    """
    text = text.strip(words.SEPARATORS)
    while text:
        first, _, rest = text.partition(" ")
        if first.lower().strip(":.") in words.CONNECTORS:
            text = rest.strip(words.SEPARATORS)
            continue
        rest, _, last = text.rpartition(" ")
        if last.lower().strip(":.") in words.CONNECTORS:
            text = rest.strip(words.SEPARATORS)
            continue
        break
    return text


def _mark(line: Line, gap: bool) -> Mark:
    text = line.text
    if len(text) > LONGEST_HEAD and not words.EXCERPT_OPENS.match(text):
        return Mark(line, gap, "text")
    for kind, pattern in _PATTERNS:
        if kind == "attribution":
            dated = _dated(line, gap)
            if dated:
                return dated
        if match := pattern.fullmatch(text):
            named = match.groupdict().get("name") or match.groupdict().get("title")
            return Mark(line, gap, kind, name=named.strip(words.SEPARATORS) if named else None)
    return Mark(line, gap, "text")


def _dated(line: Line, gap: bool) -> Mark | None:
    """The line as the head of a comment: a date, and beside it a name at the most."""
    date = find_date(line.text)
    if date is None:
        return None
    before = strip_connectors(line.text[: date.start])
    after = strip_connectors(line.text[date.end :])
    if not all(not rest or looks_like_name(rest) for rest in (before, after)):
        return None
    if date.unit and date.shape == "relative" and len(before.split()) + len(after.split()) > 4:
        return None
    return Mark(line, gap, "date", date=date, name=before or after or None, name_first=bool(before))


def _with_excerpts(marks: list[Mark]) -> list[Mark]:
    """Mark the blocks that stand as a whole between ``[...]`` and ``[...]``."""
    marked = list(marks)
    start = 0
    for end in range(1, len(marks) + 1):
        if end < len(marks) and not marks[end].gap:
            continue
        first, last = marks[start].line.text, marks[end - 1].line.text
        opened = words.EXCERPT_OPENS.match(first)
        closed = words.EXCERPT_CLOSES.search(last)
        if opened and closed and (start < end - 1 or closed.start() >= opened.end()):
            for index in range(start, end):
                marked[index] = Mark(marks[index].line, marks[index].gap, "excerpt")
        start = end
    return marked
