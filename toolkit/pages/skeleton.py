"""The layout learnt from a pasted page as a layout file, to be changed and given back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from toolkit.pages.items import Item
from toolkit.pages.marks import Mark
from toolkit.pages.thread import Thread
from toolkit.settings import quote

MOST_FORMS = 4  # forms of head lines that are written down
MOST_DROPPED = 8  # forms of lines that are no part of a text
LONGEST_BORDER = 200  # characters of a line that can be told to begin or end the comments
_NAME, _OPTIONAL_NAME = "(?P<author>.{1,60}?)", r"(?P<author>\p{Lu}[^.!?]{1,60})"
_WORD = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)


def write_layout(marks: Sequence[Mark], thread: Thread) -> str:
    """The layout as a ``[pasted]`` table; empty where the heads have no form to write down."""
    best, layout = thread.best, thread.layout
    if best is None or layout is None or best.run.kind == "answered":
        return ""
    own = [item for item in thread.items if item.kind == "comment" and item.first_line is not None]
    if not own:
        return ""
    head, lead = _head(marks, own)
    drop = _forms(
        _form(marks[index].text)
        for item in own for index, name in item.dropped.items()
        if name != "signature" and marks[index].text
    )  # fmt: skip
    begin = best.run.heading
    if begin is None and own[0].first > 0:
        begin = own[0].first - 1
    last = max(i for item in own for i in (*item.body, *item.dropped, *_lines(item)))
    lines = [
        "[pasted]",
        f"head = [{', '.join(map(quote, head))}]",
        f"text = {quote(layout.text_side)}",
    ]
    lines += [f"lead = {quote(lead)}"] if lead else []
    lines += [f"begin = {quote(line)}" for line in _border(marks, begin, 0)]
    lines += [f"end = {quote(line)}" for line in _border(marks, last + 1, own[0].first)]
    lines += [f"drop = [{', '.join(map(quote, drop[:MOST_DROPPED]))}]"] if drop else []
    return "\n".join(lines) + "\n"


def _head(marks: Sequence[Mark], items: Sequence[Item]) -> tuple[list[str], str]:
    """The patterns of the lines that all heads have, and of one that may stand above them."""
    lines: list[list[str]] = []
    places = Counter(_offset(item) for item in items if item.author_line is not None)
    offset, times = places.most_common(1)[0] if places else (None, 0)
    for item in items:
        anchor = item.date_line if item.date_line is not None else item.author_line
        assert anchor is not None
        lines.append([_pattern(marks[anchor], item)])
    dated = _join(_forms(line[0] for line in lines))
    if offset in (-1, 1):
        named = [item for item in items if _offset(item) == offset]
        author = _join(_forms(_pattern(marks[item.author_line or 0], item) for item in named))
        if times < len(items):
            return [dated], _OPTIONAL_NAME if offset < 0 else ""
        return ([author, dated] if offset < 0 else [dated, author]), ""
    return [dated], ""


def _lines(item: Item) -> list[int]:
    return [line for line in (item.author_line, item.date_line) if line is not None]


def _offset(item: Item) -> int | None:
    """How far from its date an item's author stands, in lines."""
    if item.author_line is None or item.date_line is None:
        return None
    return item.author_line - item.date_line


def _pattern(mark: Mark, item: Item) -> str:
    """The form of a head line: its fields as groups, its other words as they stand."""
    text, parts, place = mark.text, [], 0
    wanted = [(mark.head.printed, f"(?P<date>{_form(mark.head.printed, words=True)})")] if (
        mark.head
    ) else []  # fmt: skip
    wanted += [(item.author, _NAME)] if item.author else []
    wanted += [(item.answers, "(?P<answers>.{1,60})")] if item.answers else []
    spans: list[tuple[int, int, str]] = []
    for value, form in wanted:
        start = text.find(value)
        free = all(start >= end or start + len(value) <= begin for begin, end, _ in spans)
        if start >= 0 and free:
            spans.append((start, start + len(value), form))
    for start, end, form in sorted(spans):
        parts += [_form(text[place:start]), form]
        place = end
    return "".join([*parts, _form(text[place:])])


def _form(text: str, *, words: bool = False) -> str:
    """A text as a pattern: numbers for its numbers and, of a date, words for its words."""
    parts = []
    for token in _WORD.findall(text):
        if token.isdigit():
            parts.append(r"\d+")
        elif words and token.isalpha():
            parts.append(r"\w+")
        else:
            parts.append(
                " " if token.isspace() else re.sub(r"([\\.^$*+?{}\[\]|()])", r"\\\1", token)
            )
    return "".join(parts)


def _forms(forms: Iterable[str]) -> list[str]:
    """The forms, the most frequent first."""
    return [form for form, _ in Counter(forms).most_common()]


def _join(forms: Sequence[str]) -> str:
    return "|".join(sorted(forms[:MOST_FORMS], key=len, reverse=True))


def _border(marks: Sequence[Mark], index: int | None, start: int) -> list[str]:
    """The pattern of a line that begins or ends the comments, if no other line looks the same."""
    if index is None or index >= len(marks):
        return []
    form = _form(marks[index].text)
    first = next(i for i in range(start, len(marks)) if _form(marks[i].text) == form)
    return [form] if first == index and 0 < len(marks[index].text) <= LONGEST_BORDER else []
