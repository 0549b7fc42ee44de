"""The rows of a sheet as Excel, LibreOffice and others save it, with their numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import FormatError, MissingExtraError, SchemaError, SourceError
from toolkit.excel_cells import unescape
from toolkit.sources import decode, read_bytes
from toolkit.tables import unguarded

_LARGEST = 512 * 2**20  # bytes that a workbook may unpack to
_LONGEST = 2**26  # characters of a cell
_SEPARATORS = ",;\t"
_HEADERS_WITHIN = 20  # rows in which the header is looked for


class Row(NamedTuple):
    """A row of a sheet: its number as a spreadsheet shows it, and its cells by header."""

    number: int
    cells: dict[str, str]


class Grid(NamedTuple):
    """A sheet: its headers in order, in small letters, and its rows that are not empty."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_grid(path: Path, key: tuple[str, ...]) -> Grid:
    """Read a coding sheet.

    Of a workbook the first sheet counts that has a header with one of the ``key`` columns. Of CSV
    the separator (comma, semicolon, tab) and the encoding are told from the file.

    Args:
        path: A ``.csv``, ``.tsv``, ``.txt`` or ``.xlsx`` file.
        key: Names of columns, one of which a header must have.

    Raises:
        SourceError: The file is missing, empty or can't be read.
        SchemaError: It has no header with a key column, or a column twice.
    """
    data = read_bytes(path)
    if data.startswith(b"PK"):
        sheets: Iterable[Iterable[list[Any]]] = _workbook(data, path)
    elif path.suffix.lower() in (".xlsx", ".ods", ".xls"):
        raise SourceError(f"{path}: is no .xlsx workbook; save the sheet as .xlsx or .csv")
    else:
        sheets = _comma_separated(data, path)
    first: list[str] = []
    for rows in sheets:
        numbered = enumerate(rows, start=1)
        for number, cells in numbered:
            names = [" ".join(_text(cell).split()).casefold() for cell in cells]
            if not first and any(names):
                first = [name for name in names if name]
            if any(name in key for name in names):
                return _read_rows(path, names, numbered)
            if number >= _HEADERS_WITHIN:
                break
    has = ", ".join(first[:12]) or "nothing"
    raise SchemaError(
        f"{path}: has no column {key[0]!r} (found: {has}); give the sheet that "
        f"`toolkit validate` wrote, with its header"
    )


def _read_rows(path: Path, names: list[str], rows: Iterable[tuple[int, list[Any]]]) -> Grid:
    named = [name for name in names if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise SchemaError(f"{path}: has the column {twice!r} twice; remove or rename one of them")
    found = []
    for number, cells in rows:
        texts = {
            name: _text(cell).strip() for name, cell in zip(names, cells, strict=False) if name
        }
        if any(texts.values()):
            found.append(Row(number, texts))
    return Grid(tuple(named), tuple(found))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unescape(cell) if isinstance(cell, str) else str(cell)


def _comma_separated(data: bytes, path: Path) -> Iterator[Iterator[list[Any]]]:
    text = decode(data, path).text
    head = next((line for line in text.split("\n") if line.strip(" \t;,\ufeff")), "")
    if head.lower().startswith("sep=") and len(head) > 4:
        separator = head[4]
    else:
        separator = max(_SEPARATORS, key=head.count)
    yield _csv_rows(text, separator, path)


def _csv_rows(text: str, separator: str, path: Path) -> Iterator[list[Any]]:
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SchemaError(f"{path}, line {reader.line_num}: not CSV ({error})") from error
        yield [*unguarded({str(place): cell for place, cell in enumerate(row)}).values()]


def _workbook(data: bytes, path: Path) -> Iterator[Iterator[list[Any]]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError(
            f"{path}: is an Excel file; reading it needs an extra: "
            f"pip install 'reader-comment-toolkit[excel]', or save it as CSV"
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise SourceError(f"{path}: unpacks to more than {_LARGEST // 2**20} MB")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield (list(row) for row in sheet.iter_rows(values_only=True))
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise FormatError(
            f"{path}: is no Excel workbook that can be read ({error}); save it as .xlsx or .csv"
        ) from error
