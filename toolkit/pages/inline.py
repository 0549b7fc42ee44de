"""Comments of one line with their author and date in it: cut where these begin or end.

"I agree. – Ann Lee May 3, 2014 at 9:05" and "Ann Lee (3 May 2014): I agree." are told by several
lines of the page being so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from toolkit.dates import find_date
from toolkit.pages.names import is_proper_name, looks_like_name
from toolkit.pages.pieces import Piece

FEWEST = 3  # lines that make it a habit of the page
LONGEST_HEAD = 70  # characters of a name and a date
SHORTEST_TEXT = 20  # characters of a line's begin that its text has at least
_SIGNED = re.compile(r"[^\s–—-]\s*(\s[–—-]\s?(?=\S)([^–—]{8,70}))\Z")
_NAMED = re.compile(
    r"(?:\d{1,4}\s*[.:：)]\s*)?(?P<name>[^\d(\[:：]{2,40}?)\s*[(\[：]\s*(?P<date>[^()\[\]]{6,40}"
    r"(?:\([^)]{1,3}\)[^()\[\]]{0,20})?)[)\]]?\s*(?:ID:\S+\s*)?[:：]?\s+(?=\S)"
)
_DATED = re.compile(
    r"[(\[]?(?P<date>\d[^\[\]]{6,30}?)[)\]]?\s*[-–|]?\s+(?P<name>[^\d:：<>]{2,40})[:：>]\s+(?=\S)"
)


def split_inline(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those that hold a comment's head and its text cut into two.

    Args:
        text: The page's text.
        pieces: Its pieces, in reading order.
    """
    parted = list(pieces)
    for find in (_signature, _head):
        cuts = {n: cut for n, piece in enumerate(parted) if (cut := _cut(text, piece, find))}
        if len(cuts) >= FEWEST:
            parted = [
                part
                for n, piece in enumerate(parted)
                for part in (_parts(text, piece, cuts[n]) if n in cuts else [piece])
            ]
    return parted


def _signature(line: str) -> int | None:
    """Where the name and date at a line's end begin."""
    match = _SIGNED.search(line)
    if match is None:
        return None
    date = find_date(match[2])
    name = match[2][: date.start].strip(" ,") if date else ""
    closed = date is not None and len(match[2]) - date.end <= 3
    return match.start(1) if closed and looks_like_name(name) else None


def _head(line: str) -> int | None:
    """Where the text behind a name and date begins."""
    for pattern in (_NAMED, _DATED):
        match = pattern.match(line)
        if match and match.end() <= LONGEST_HEAD and find_date(match["date"]):
            return match.end() if looks_like_name(match["name"].strip()) else None
    if len(line) <= LONGEST_HEAD:
        return None
    date = find_date(line[:LONGEST_HEAD])
    if date is None or not date.start or LONGEST_HEAD - date.end < SHORTEST_TEXT:
        return None
    named = is_proper_name(line[: date.start].strip(" ,–—-|·•"))
    return date.end if named and line[date.end :].lstrip()[:1].isalpha() else None


def _cut(text: str, piece: Piece, find: Callable[[str], int | None]) -> int | None:
    """The offset in the document at which a piece is cut, if it stands there as it is shown."""
    raw = text[piece.start : piece.end]
    place = find(raw) if len(piece.lines) == 1 and raw.strip() == piece.text else None
    return None if place is None else piece.start + place


def _parts(text: str, piece: Piece, cut: int) -> list[Piece]:
    raw = text[piece.start : piece.end]
    at = cut - piece.start
    second = cut + len(raw[at:]) - len(raw[at:].lstrip())
    return [
        replace(piece, text=raw[:at].strip(), end=cut),
        replace(
            piece,
            text=raw[at:].strip(),
            begin=second,
            start=second,
            marker="",
            gap=False,
            column=piece.column,
        ),
    ]
