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
_SHORT_END = re.compile(r"\b(\w)\w{0,2}\.\Z")  # a name can end in "J." or "Jr."
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
    if answer := words.ANSWERS.fullmatch(text):
        text = answer["name"]
    if not 1 <= len(text) <= 50 or len(text.split()) > MOST_NAME_WORDS:
        return False
    short_end = _SHORT_END.search(text)
    initial = short_end is not None and short_end[1].isupper()
    if re.search(r"[.!?…:;,]\Z|://|[!?…{}<>=]", text) and not initial:
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
    text = words.VOTES_AT_END.sub("", line.text[: date.start])
    before, after = strip_connectors(text), strip_connectors(line.text[date.end :])
    if date.hour is not None and words.ZONE_NAME.fullmatch(after):
        after = ""  # a zone that isn't known: the time stays without one
    if not all(_beside_date(rest, date) for rest in (before, after) if rest):
        apart = text.rstrip()[-1:] in words.DIVIDERS or line.text[date.end :].lstrip()[:1] in (
            *words.DIVIDERS, )  # fmt: skip
        if not (apart and all(looks_like_name(rest) for rest in (before, after) if rest)):
            return None
    return Mark(line, gap, "date", date=date, name=before or after or None, name_first=bool(before))


def _beside_date(text: str, date: PrintedDate) -> bool:
    """Whether a text beside a date, with nothing to divide them, can be a name.

    "Sold mine 2 years ago" and "Not today" are what somebody says; beside a clock time even an
    unusual name is likelier than a sentence.
    """
    if date.hour is not None:
        return looks_like_name(text)
    return is_proper_name(text) and (date.unit is None or date.amount not in (0, 1))


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
