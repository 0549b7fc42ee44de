"""A page's lines as its author saw them: unwrapped, without list marks and Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from toolkit.dates import find_date
from toolkit.documents import Line, clean_line, split_lines
from toolkit.pages import vocabulary as words
from toolkit.pages.columns import Cell, find_bars, find_cells
from toolkit.pages.markdown import is_markdown, is_rule, read_plain
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
_TAIL = re.compile(rf"(?<=[.!?…。！？])\s?(?=[^\W\d]){words.ANSWER.pattern}\Z", re.I)
_TAIL_LINKS = re.compile(r"(?:\s*\[[^\[\]()]{1,60}\]\([^()\s]*\))+\Z")
_LABEL = re.compile(r"\[([^\[\]()]{1,60})\]\(")
_LONGEST_TAIL = 120  # characters of the buttons at a line's end, addresses apart
_LONGEST_LINKS = 1_000  # the same with the addresses
LONGEST_LABEL, RECURS = 30, 3  # a line as short that stands so often is one of its own


@dataclass(frozen=True, slots=True)
class Piece:
    """A line that shows something, or several that were one before a terminal wrapped them.

    Attributes:
        lines: The lines of the source.
        text: What it says, without list mark and Markdown.
        begin: Offset of its first character.
        start: Offset of its first character after the list mark.
        end: Offset of its end.
        marker: The list mark (``*``, ``12.``), or empty.
        column: Column of its first character, the list mark's if there is one.
        gap: Whether a blank line (or the page's start) comes before it.
        heading: Level of the Markdown heading it is, 0 for none.
        linked: Share of the text that stands in Markdown links.
        continues: Whether it goes on the paragraph of the piece before it (wrapped cells).
    """

    lines: tuple[Line, ...]
    text: str
    begin: int
    start: int
    end: int
    marker: str = ""
    column: int = 0
    gap: bool = False
    heading: int = 0
    linked: float = 0.0
    continues: bool = False

    @property
    def number(self) -> int:
        """Number of its first line in the source."""
        return self.lines[0].number


@lru_cache(maxsize=4)
def split_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a page's text, in reading order.

    >>> [(piece.marker, piece.text) for piece in split_pieces("  2. Ann says:\n\n  Fine.")]
    [('2.', 'Ann says:'), ('', 'Fine.')]
    """
    lines = split_lines(text)
    width = wrap_width(text, lines)
    markdown = is_markdown(text)
    count = Counter(line.text for line in lines if 0 < len(line.text) <= LONGEST_LABEL)
    pieces: list[Piece] = []
    for block in _blocks(lines):
        cells = None if markdown else find_cells(text, block, wrapped=width is not None)
        if cells is not None:
            made = [_cell(text, cell) for cell in cells]
        elif markdown and any(is_rule(line.text) for line in block):
            made = [_cell(text, cell, markdown=True) for line in block
                    for cell in find_bars(text, line)]  # fmt: skip
        else:
            groups = _paragraphs(text, block, width, count)
            made = [
                piece for group in groups for piece in _with_tail(text, group, markdown=markdown)
            ]
        pieces += [replace(made[0], gap=True), *made[1:]] if made else []
    return tuple(pieces)


def join_pieces(pieces: Sequence[Piece]) -> str:
    """Plain text of pieces: a blank line between them; the first without its list mark."""
    shown = [
        f"{piece.marker} {piece.text}" if piece.marker and number else piece.text
        for number, piece in enumerate(pieces)
    ]
    return _paragraphs_of(zip(pieces, shown, strict=True))


def plain_text(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Plain text of stretches of a page: a blank line between its pieces.

    A list mark is part of the text unless a stretch begins after it.
    """
    shown: list[tuple[Piece, str]] = []
    for start, end in spans:
        for piece in split_pieces(text):
            if piece.end <= start or piece.begin >= end:
                continue
            if max(start, piece.begin) <= piece.start and piece.end <= end:
                marked = piece.marker and start <= piece.begin
                own = f"{piece.marker} {piece.text}" if marked else piece.text
            else:
                own = clean_line(
                    text[max(start, piece.begin) : min(end, piece.end)].replace("\n", " ")
                )
            shown.append((piece, own))
    return _paragraphs_of(shown)


def _paragraphs_of(shown: Iterable[tuple[Piece, str]]) -> str:
    paragraphs: list[str] = []
    for piece, own in shown:
        if piece.continues and paragraphs and own:
            paragraphs[-1] = _join([paragraphs[-1], own])
        elif own:
            paragraphs.append(own)
    return "\n\n".join(paragraphs)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines without a blank one."""
    for blank, block in groupby(lines, key=lambda line: line.is_blank):
        if not blank:
            yield list(block)


def _paragraphs(
    text: str, block: Sequence[Line], width: int | None, count: Mapping[str, int]
) -> list[list[Line]]:
    """The lines of a block, those that were wrapped put together."""
    groups: list[list[Line]] = []
    for line in block:
        own = count[line.text] >= RECURS or _begins_item(line)
        if groups and width and not own and continues(text, groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _cell(text: str, cell: Cell, *, markdown: bool = False) -> Piece:
    """A cell of a table as a piece of its own."""
    shown = clean_line(text[cell.start : cell.end])
    plain = read_plain(shown) if markdown else None
    return Piece(
        lines=(cell.line,),
        text=plain.text if plain else shown,
        begin=cell.start,
        start=cell.start,
        end=cell.end,
        column=cell.start - cell.line.start,
        heading=plain.heading if plain else 0,
        linked=plain.linked if plain else 0.0,
        continues=cell.continues,
    )


def _tail(raw: str) -> int | None:
    """Where the buttons at a line's end begin, a sentence's end before them."""
    first = max(len(raw) - _LONGEST_TAIL, 0)
    tail = _TAIL.search(raw[first:])
    return None if tail is None else first + tail.start()


def _tail_links(raw: str) -> int | None:
    """Where the Markdown links at a line's end begin, if all of them are buttons to answer."""
    if not raw.endswith(")"):
        return None
    first = max(len(raw) - _LONGEST_LINKS, 0)
    tail = _TAIL_LINKS.search(raw[first:])
    if tail and all(words.ANSWER.fullmatch(label.strip()) for label in _LABEL.findall(tail[0])):
        return first + tail.start()
    return None


def _with_tail(text: str, lines: Sequence[Line], *, markdown: bool) -> list[Piece]:
    """Lines as a piece, and the buttons at their end ("… I think.Reply") as another."""
    last = lines[-1]
    raw = text[last.start : last.end].rstrip()
    tail = _tail_links(raw) if markdown else _tail(raw)
    if tail is None or (len(lines) == 1 and not raw[:tail].strip(" *+•○□o-")):
        return [_piece(text, lines, markdown=markdown)]
    cut = last.start + tail
    head = replace_line(last, cut)
    button = Cell(last, cut, last.start + len(raw))
    return [
        _piece(text, [*lines[:-1], head], markdown=markdown),
        _cell(text, button, markdown=markdown),
    ]


def replace_line(line: Line, end: int) -> Line:
    """A line up to an offset."""
    return Line(line.number, line.start, end, line.text[: max(0, end - line.start)].rstrip())


def _piece(text: str, lines: Sequence[Line], *, markdown: bool) -> Piece:
    raw = text[lines[0].start : lines[0].end]
    column = _column(raw)
    joined = _join([line.text for line in lines])
    marker = _marker(joined, column)
    offset = len(raw) - len(raw.lstrip()) + len(marker)
    content = joined[len(marker) :].lstrip()
    begin, end = lines[0].start, lines[-1].end
    if _BARE.fullmatch(joined) and (joined != "o" or column >= _LEAST_INDENT):
        return Piece(tuple(lines), "", begin, end, end, joined, column)
    if not content:
        marker, content, offset = "", joined, 0
    start = begin + offset
    start += len(text[start : lines[0].end]) - len(text[start : lines[0].end].lstrip())
    plain = read_plain(content) if markdown else None
    return Piece(
        lines=tuple(lines),
        text=plain.text if plain else content,
        begin=begin,
        start=start,
        end=end,
        marker=marker.strip(),
        column=column,
        heading=plain.heading if plain else 0,
        linked=plain.linked if plain else 0.0,
    )


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
