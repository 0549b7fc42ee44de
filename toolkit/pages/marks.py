"""What each piece of a page could be, seen alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.pages import vocabulary as words
from toolkit.pages.heads import LONGEST_HEAD, Head, find_heads
from toolkit.pages.pieces import Piece, strip_picture

LONGEST_TITLE = 40  # characters of a line that can be the title of a list
_PATTERNS = (
    ("edited", words.EDITED),
    ("heading", words.HEADING),
    ("form", words.FORM),
    ("after", words.AFTER),
    ("button", words.BUTTON),
    ("button", words.VOTES),
    ("linkback", words.LINKBACK),
    ("date", None),
    ("attribution", words.ATTRIBUTION),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece, and what it could be.

    Attributes:
        piece: The piece.
        kind: ``date``, ``attribution``, ``linkback``, ``heading``, ``form``, ``after``,
            ``button``, ``edited``, ``excerpt``, ``empty`` (a picture, a link without a text) or
            ``text``.
        head: Of a ``date`` piece its date and what stands beside it.
        name: Who is named in a ``date``, ``attribution`` or ``linkback`` piece.
    """

    piece: Piece
    kind: str
    head: Head | None = None
    name: str | None = None

    @property
    def text(self) -> str:
        """What the piece says."""
        return self.piece.text

    @property
    def gap(self) -> bool:
        """Whether a blank line (or the page's start) comes before it."""
        return self.piece.gap


def mark_pieces(pieces: Sequence[Piece]) -> list[Mark]:
    """Mark every piece, in order."""
    texts = [strip_picture(piece.text) for piece in pieces]
    heads = find_heads({
        index: text for index, text in enumerate(texts) if len(text) <= LONGEST_HEAD
    })  # fmt: skip
    marks = [
        _mark(piece, text, heads.get(index))
        for index, (piece, text) in enumerate(zip(pieces, texts, strict=True))
    ]
    return _with_excerpts(marks)


def _mark(piece: Piece, text: str, head: Head | None) -> Mark:
    if not text:
        return Mark(piece, "empty")
    if len(text) > LONGEST_HEAD and not words.EXCERPT_OPENS.match(text):
        return Mark(piece, "text")
    if len(text) < LONGEST_TITLE and words.LATEST.match(text):
        return Mark(piece, "after")
    for kind, pattern in _PATTERNS:
        if pattern is None:
            if head is not None:
                return Mark(piece, kind, head, head.name)
        elif match := pattern.fullmatch(text):
            groups = match.groupdict()
            named = groups.get("name") or groups.get("title")
            return Mark(piece, kind, name=named.strip(words.SEPARATORS) if named else None)
    return Mark(piece, "text")


def _with_excerpts(marks: list[Mark]) -> list[Mark]:
    """Mark the blocks that stand as a whole between ``[...]`` and ``[...]``."""
    marked = list(marks)
    start = 0
    for end in range(1, len(marks) + 1):
        if end < len(marks) and not marks[end].gap:
            continue
        first, last = marks[start].text, marks[end - 1].text
        opened = words.EXCERPT_OPENS.match(first)
        closed = words.EXCERPT_CLOSES.search(last)
        if opened and closed and (start < end - 1 or closed.start() >= opened.end()):
            for index in range(start, end):
                marked[index] = Mark(marks[index].piece, "excerpt")
        start = end
    return marked
