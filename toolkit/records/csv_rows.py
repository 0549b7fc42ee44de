"""Rows of CSV whose quotation marks may never close, in bounded memory and linear time."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from toolkit.records.streams import LONGEST_LINE

_LONGEST_CELL = 2 * LONGEST_LINE  # characters; the lines of a row are counted before


def csv_rows(
    lines: Iterable[str],
    delimiter: str,
    *,
    on_repair: Callable[[str, int, int], None],
    longest: int = LONGEST_LINE,
) -> Iterator[list[str]]:
    """The rows of a table, one that can't be read as an empty one, so that numbers stay right.

    A cell in quotation marks goes on over lines until it is closed. Where it isn't, within
    ``longest`` characters or to the end of the file, it ends before the first line that has as
    many cells as the header, if most lines from there on have.

    Args:
        lines: With their ends.
        delimiter: What stands between the cells.
        on_repair: Called with what was done, the number of the row, and how many rows or lines
            could not be read.
        longest: Characters of a row.

    >>> lines = ['id,text\\n', '1,"open\\n', 'more\\n', '2,Fine.\\n', '3,Yes.\\n']
    >>> list(csv_rows(lines, ",", on_repair=lambda what, row, lost: None))
    [['id', 'text'], ['1', 'open\\nmore\\n'], ['2', 'Fine.'], ['3', 'Yes.']]
    """
    csv.field_size_limit(_LONGEST_CELL)
    taken = _Lines(lines, longest)
    reader = csv.reader(taken, delimiter=delimiter)
    width = number = 0
    while True:
        number += 1
        taken.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            on_repair(f"rows skipped: {error}", number, 1)
            yield []
            continue
        except _TooLongError:
            row = None
        if row is not None and not taken.is_cut:
            width = width or len(row)
            yield row
            continue
        end = _find_row(taken.of_row, delimiter, width)
        if row is None and end == len(taken.of_row):
            on_repair(f"rows skipped: longer than {longest // 2**20} MB", number, 1)
            if lost := taken.drop(partial(_is_row, delimiter=delimiter, width=width)):
                what = "lines skipped: within a quotation mark that never closes"
                on_repair(what, number, lost)
            yield []
            continue
        if row is None or end < len(taken.of_row):
            row = next(csv.reader(taken.of_row[:end], delimiter=delimiter))
            taken.put_back(end)
            on_repair("rows with a quotation mark that never closes, ended there", number, 0)
        else:
            on_repair("the file ends within a quotation mark", number, 0)
        yield row


class _TooLongError(Exception):
    """The lines of a row are too many."""


class _Lines:
    """Lines for a reader of rows, those of the current row kept to be read again.

    Attributes:
        of_row: The lines of the row so far.
        is_cut: Whether the lines ended before the row did.
    """

    def __init__(self, lines: Iterable[str], longest: int) -> None:
        self._lines = iter(lines)
        self._longest = longest
        self._again: deque[str] = deque()
        self.begin()

    def begin(self) -> None:
        """A new row begins."""
        self.of_row: list[str] = []
        self.is_cut = False
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._again.popleft() if self._again else next(self._lines)
        except StopIteration:
            self.is_cut = bool(self.of_row)
            raise
        self.of_row.append(line)
        self._size += len(line)
        if self._size > self._longest and len(self.of_row) > 1:
            raise _TooLongError
        return line

    def put_back(self, start: int) -> None:
        """Give the lines of the row from a place on again."""
        self._again.extendleft(reversed(self.of_row[start:]))
        self.begin()

    def drop(self, is_row: Callable[[str], bool]) -> int:
        """Leave out lines up to one that is a row; how many."""
        self.begin()
        dropped = 0
        for line in self:
            if is_row(line):
                self.put_back(0)
                break
            self.begin()
            dropped += 1
        self.begin()
        return dropped


def _find_row(lines: list[str], delimiter: str, width: int) -> int:
    """The place of the first line that is a row, most of those after it being rows too."""
    rows = [place > 0 and _is_row(line, delimiter, width) for place, line in enumerate(lines)]
    first = next((place for place, is_row in enumerate(rows) if is_row), len(lines))
    return first if 2 * sum(rows[first:]) > len(lines) - first else len(lines)


def _is_row(line: str, delimiter: str, width: int) -> bool:
    """Whether a line has as many cells as the header."""
    enough = width > 1 and line.count(delimiter) >= width - 1
    return enough and count_cells(line, delimiter) == width


def count_cells(line: str, delimiter: str) -> int:
    """How many cells a line has, read alone.

    >>> count_cells('1,"a, b",c', ",")
    3
    """
    csv.field_size_limit(_LONGEST_CELL)
    return len(next(csv.reader([line], delimiter=delimiter), []))
