"""A page's lines as its author saw them: unwrapped, without list marks and Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.dates import find_date
from toolkit.documents import Line, clean_line, split_lines
from toolkit.pages.markdown import is_markdown, read_plain
from toolkit.pages.wrapping import continues, wrap_width

_BULLET = re.compile(r"(?:[*+•●○▪◦‣■□♦]|o(?=\s{1,3}\S))\s+")
_BARE = re.compile(r"[*+•●○▪◦‣■□♦o]")
_NUMBER = re.compile(r"\(?\d{1,5}[.)]\s+(?=\S)")
_PICTURE = re.compile(
    r"\[(?:[\w.%:+-]*\d[\w.%:+-]*|(?:img|image|pic|photo|avatar|icon)\b[^\]]{0,60}|\w{1,2}|"
    r"[A-Z]{3}::[A-Z]{3})?\]\s*(?!\()"
)
_LEAST_INDENT = 4  # columns from which an "o" alone is a list mark
_TAB = 8
LONGEST_LABEL, RECURS = 30, 3  # a line as short that stands so often is one of its own


@dataclass(frozen=True, slots=True)
class Piece:
    """A line that shows something, or several that were one before a terminal wrapped them.

    Attributes:
        lines: The lines of the source.
        text: What it says, without list mark and Markdown.
        start: Offset of its first character after the list mark.
        end: Offset of its end.
        marker: The list mark (``*``, ``12.``), or empty.
        column: Column of its first character, the list mark's if there is one.
        gap: Whether a blank line (or the page's start) comes before it.
        heading: Level of the Markdown heading it is, 0 for none.
        linked: Share of the text that stands in Markdown links.
    """

    lines: tuple[Line, ...]
    text: str
    start: int
    end: int
    marker: str = ""
    column: int = 0
    gap: bool = False
    heading: int = 0
    linked: float = 0.0

    @property
    def number(self) -> int:
        """Number of its first line in the source."""
        return self.lines[0].number


@lru_cache(maxsize=4)
def split_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a page's text, in order.

    >>> [(piece.marker, piece.text) for piece in split_pieces("  2. Ann says:\\n\\n  Fine.")]
    [('2.', 'Ann says:'), ('', 'Fine.')]
    """
    lines = split_lines(text)
    width = wrap_width(text, lines)
    markdown = is_markdown(text)
    count = Counter(line.text for line in lines if 0 < len(line.text) <= LONGEST_LABEL)
    pieces: list[Piece] = []
    group: list[Line] = []
    gap = True
    for line in lines:
        own = count[line.text] >= RECURS or _begins_item(line)
        if group and width and not own and continues(text, group[-1], line, width):
            group.append(line)
            continue
        if group:
            pieces += _piece(text, group, gap=gap, markdown=markdown)
            gap = False
        gap = gap or line.is_blank
        group = [] if line.is_blank else [line]
    if group:
        pieces += _piece(text, group, gap=gap, markdown=markdown)
    return tuple(pieces)


def plain_text(text: str, start: int, end: int) -> str:
    """Plain text of a stretch of a page: a blank line between its pieces.

    A list mark is part of the text unless the stretch begins after it.
    """
    paragraphs = []
    for piece in split_pieces(text):
        first = piece.lines[0]
        if piece.end <= start or first.start >= end:
            continue
        marked = piece.marker and start <= first.start
        if max(start, first.start) <= piece.start and piece.end <= end:
            paragraphs.append(f"{piece.marker} {piece.text}" if marked else piece.text)
        else:
            cut = text[max(start, first.start) : min(end, piece.end)]
            paragraphs.append(clean_line(cut.replace("\n", " ")))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _piece(text: str, lines: Sequence[Line], *, gap: bool, markdown: bool) -> list[Piece]:
    raw = text[lines[0].start : lines[0].end]
    column = _column(raw)
    joined = _join([line.text for line in lines])
    marker = _marker(joined, column)
    offset = len(raw) - len(raw.lstrip()) + len(marker)
    content = joined[len(marker) :].lstrip()
    if _BARE.fullmatch(joined) and (joined != "o" or column >= _LEAST_INDENT):
        return [Piece(tuple(lines), "", lines[-1].end, lines[-1].end, joined, column, gap)]
    if not content:
        marker, content, offset = "", joined, 0
    start = lines[0].start + offset
    start += len(text[start : lines[0].end]) - len(text[start : lines[0].end].lstrip())
    plain = read_plain(content) if markdown else None
    shown = plain.text if plain else content
    return [
        Piece(
            lines=tuple(lines),
            text=shown,
            start=start,
            end=lines[-1].end,
            marker=marker.strip(),
            column=column,
            gap=gap,
            heading=plain.heading if plain else 0,
            linked=plain.linked if plain else 0.0,
        )
    ]


def strip_picture(text: str) -> str:
    """A line without the sign of a picture that a terminal browser puts before it.

    >>> strip_picture("[4bde] Ann Lee says:")
    'Ann Lee says:'
    """
    return _PICTURE.sub("", text, count=1) if text.startswith("[") else text


def _begins_item(line: Line) -> bool:
    return bool(_marker(line.text, _LEAST_INDENT)) if line.text else False


def _marker(text: str, column: int) -> str:
    """The list mark that a line begins with, or empty; a date's day is none."""
    bullet = _BULLET.match(text)
    if bullet:
        return "" if text[0] == "o" and column < _LEAST_INDENT else bullet[0]
    number = _NUMBER.match(text)
    if not number:
        return ""
    date = find_date(text[:60])
    return "" if date and date.start < number.end() else number[0]


def _column(raw: str) -> int:
    column = 0
    for character in raw:
        if character == "\t":
            column += _TAB - column % _TAB
        elif character.isspace():
            column += 1
        else:
            break
    return column


def _join(texts: Sequence[str]) -> str:
    """Wrapped lines as one: no space inside an address or between wide characters."""
    joined = texts[0]
    for text in texts[1:]:
        address = "://" in joined.rsplit(" ", 1)[-1] and joined[-1] in "/-_&?="
        wide = joined[-1] > "⺀" and text[0] > "⺀"
        joined += text if address or wide else f" {text}"
    return joined
