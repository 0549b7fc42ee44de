"""What a comment quotes, apart from its writer's own words.

Quoted are: lines that begin with ``>``; what stands between quotation marks (“…”, „…“, «…», "…")
within a paragraph, from :data:`FEWEST_WORDS` words on, since fewer are a title or a word at arm's
length; a paragraph that begins and ends with ``[...]`` or ``[…]``, as the excerpts of pingbacks do.
Between single quotation marks nothing is taken for a quotation: they are apostrophes too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FEWEST_WORDS = 6

_LINE = re.compile(r"^[ \t]{0,3}>(?=[\s>\"“'‘(*\[]|[^\W\d_])[^\n]*", re.MULTILINE)
_MARKED = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|"
    r"(?<![^\s(\[{—–-])\"(?=[^\s\"])[^\"]*\"(?!\w)"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_ELISION = r"(?:\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))"
_BEGINS_CUT = re.compile(rf"\s*{_ELISION}")
_ENDS_CUT = re.compile(rf"{_ELISION}\s*\Z")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MARKS = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)


def find_quotations(text: str) -> list[tuple[int, int]]:
    """The quoted stretches of a text as (start, end) offsets, by place, apart from each other.

    >>> text = '> You are all wrong.\\n\\nHe says "we will do it when we can", and a "plan".'
    >>> [text[start:end] for start, end in find_quotations(text)]
    ['> You are all wrong.', '"we will do it when we can"']
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_stretches(text)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def without_quotations(text: str, start: int, end: int, quoted: list[tuple[int, int]]) -> str:
    """A stretch of a text without what is quoted, a space in its place.

    >>> text = 'I say "no no no no no no" too.'
    >>> without_quotations(text, 0, len(text), find_quotations(text))
    'I say   too.'
    """
    pieces = []
    for first, last in quoted:
        if last > start and first < end:
            pieces.append(text[start : max(start, first)])
            start = last
    return " ".join([*pieces, text[start:end]])


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


def unmark(text: str) -> str:
    """A quotation without the ``>`` of its lines."""
    return _MARKS.sub("", text)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    if ">" in text:
        yield from (match.span() for match in _LINE.finditer(text))
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        opening = _BEGINS_CUT.match(text, start, end)
        if opening and _ENDS_CUT.search(paragraph[0], max(0, len(paragraph[0].rstrip()) - 5)):
            yield start, end
        for match in _MARKED.finditer(text, start, end):
            if count_words(match[0]) >= FEWEST_WORDS:
                yield match.span()
