"""Lines that were wrapped at a column, told from lines that end where their author ended them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from toolkit.documents import Line

NARROWEST, WIDEST = 40, 130  # columns; pages wrapped wider were not wrapped for reading
SLACK = 14  # columns that the last word of a full line may leave free
FEWEST = 3  # pairs of lines that show where a page wraps
_WIDE = frozenset("WF")


def wrap_width(text: str, lines: Sequence[Line]) -> int | None:
    """The column at which a page's lines are wrapped, or None where they aren't.

    Wrapped lines pile up just below one column, and nearly always, when a long line is followed
    by another without a blank line, the second one's first word would not have fitted.
    """
    widths = [display_width(raw_text(text, line)) for line in lines]
    ordered = sorted(width for width in widths if width >= NARROWEST)
    if not ordered:
        return None
    # a few lines (addresses, tables) may stand out on the right
    column = ordered[max(0, len(ordered) - 1 - len(ordered) // 20)]
    candidates = {ordered[-1], column, *(w for w in (72, 76, 78, 79, 80, 100) if w <= ordered[-1])}
    fitting = [width for width in candidates if _wraps_at(lines, widths, width)]
    return max(fitting, default=None)


def continues(text: str, above: Line, below: Line, width: int) -> bool:
    """Whether a line goes on the paragraph of the line above it, on a page wrapped at a width."""
    if above.is_blank or below.is_blank:
        return False
    free = width - display_width(raw_text(text, above))
    return free < _first_word(below.text) + 1


def raw_text(text: str, line: Line) -> str:
    """A line as it stands, with its indent and without the space at its end."""
    return text[line.start : line.end].rstrip()


def display_width(text: str) -> int:
    """The columns that a text takes in a terminal: two for a wide character (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def _first_word(text: str) -> int:
    """The columns of what can't be parted at the start of a text."""
    if unicodedata.east_asian_width(text[0]) in _WIDE:
        return 1
    return display_width(text.split(None, 1)[0])


def _wraps_at(lines: Sequence[Line], widths: Sequence[int], width: int) -> bool:
    if not NARROWEST <= width <= WIDEST:
        return False
    if sum(1 for found in widths if found > width) > 0.05 * len(widths):
        return False
    pairs = full = 0
    for found, below in zip(widths, lines[1:], strict=False):
        if below.is_blank or not width / 2 < found <= width:
            continue
        pairs += 1
        full += width - found < _first_word(below.text) + 1
    return full >= FEWEST and full >= 0.3 * pairs
