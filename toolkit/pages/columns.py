"""Tables that were printed side by side: the cells of a block of lines, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.documents import Line

GUTTER = 3  # columns of space that part two cells of one line
WIDE_GUTTER = 6  # the same where only one line of a block has a second cell
FEWEST_LINES = 3  # lines of a block that can be a row of a table
MOST_COLUMNS = 50  # places where cells begin that are tried, the commonest
MOST_LINES = 400  # lines of a block beyond which it is no table
_CELL = re.compile(r"\S+(?:\s{1,2}\S+)*")
_BAR = re.compile(r"\s*[|│┃║]\s*")
_BOX = re.compile(r"[│┃║]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line: ``text[start:end]`` of the document.

    Attributes:
        line: The line.
        start, end: Offsets in the document.
        continues: Whether it goes on the paragraph of the cell before it.
    """

    line: Line
    start: int
    end: int
    continues: bool = False


def find_cells(text: str, block: Sequence[Line], *, wrapped: bool) -> list[Cell] | None:
    """The cells of a block of lines without a blank one, or None if it has one column.

    The lines of the left column come first, then those beside them: so an author's card stands
    before the text that was printed beside it.
    """
    if not 2 <= len(block) <= MOST_LINES:
        return None
    if any(_BOX.search(line.text) for line in block):
        return [cell for line in block for cell in find_bars(text, line)]
    lines = [(line, list(_CELL.finditer(text[line.start : line.end]))) for line in block]
    column = _column(lines)
    return list(_cells(lines, column, wrapped=wrapped)) if column else None


def find_bars(text: str, line: Line) -> list[Cell]:
    """The cells of a Markdown table's row, parted by bars."""
    raw = text[line.start : line.end]
    cells, start = [], 0
    for bar in [*_BAR.finditer(raw), None]:
        end = bar.start() if bar else len(raw)
        if any(map(str.isalnum, raw[start:end])):
            cells.append(Cell(line, line.start + start, line.start + end))
        start = bar.end() if bar else end
    return cells or [Cell(line, line.end, line.end)]


def _column(lines: Sequence[tuple[Line, list[re.Match[str]]]]) -> int | None:
    """Where the right column begins: many cells begin there, and none goes across."""
    begins = Counter(
        cell.start()
        for _, cells in lines
        for left, cell in pairwise(cells)
        if cell.start() - left.end() >= GUTTER
    )
    alone = Counter(cells[0].start() for _, cells in lines if cells)
    best: tuple[int, int] | None = None
    for column, times in begins.most_common(MOST_COLUMNS):
        across = any(cell.start() < column < cell.end() for _, cells in lines for cell in cells)
        lefts = sum(1 for _, cells in lines if cells and cells[0].start() < column)
        wide = all(
            cell.start() - left.end() >= WIDE_GUTTER
            for _, cells in lines
            for left, cell in pairwise(cells)
            if cell.start() == column
        )
        support = times + alone[column]
        enough = (support > 1 and lefts > 1) or (wide and len(lines) >= FEWEST_LINES)
        if not across and enough and (best is None or (support, -column) > best):
            best = support, -column
    return -best[1] if best else None


def _cells(
    lines: Sequence[tuple[Line, list[re.Match[str]]]], column: int, *, wrapped: bool
) -> Iterator[Cell]:
    beside: list[Cell] = []
    for line, cells in lines:
        left = [cell for cell in cells if cell.start() < column]
        right = [cell for cell in cells if cell.start() >= column]
        if not right:
            yield from beside
            beside = []
        if left:
            yield Cell(line, line.start + left[0].start(), line.start + left[-1].end())
        if right:
            start, end = line.start + right[0].start(), line.start + right[-1].end()
            beside.append(Cell(line, start, end, continues=wrapped and bool(beside)))
    yield from beside
