"""Tables from and to files: JSON lines, CSV, Parquet and Excel."""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from toolkit.cells import cell_value, plain_value
from toolkit.errors import OutputError, SchemaError, SourceError
from toolkit.excel_reading import read_excel
from toolkit.excel_writing import write_excel
from toolkit.files import whole_file
from toolkit.schema import COLUMNS, check_columns, set_types
from toolkit.sources import decode, read_bytes

_LARGEST = 2**30  # bytes that a workbook, or the texts of a Parquet file, may unpack to
_MOST_COLUMNS = 4096
FORMULA = re.compile(r"\A'*[=+\-@\t\r]")
_HALF = re.compile("[\ud800-\udfff]")
_GUARDED = re.compile(r"\A'+[=+\-@\t\r]")


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a table of comments with at least the columns ``id`` and ``text``.

    Args:
        path: A ``.jsonl`` (or ``.ndjson``), ``.csv``, ``.parquet`` or ``.xlsx`` file.

    Returns:
        The table with its rows and columns in the file's order. CSV cells stay as they are
        written (``007`` stays ``007``, only an empty cell is NA); an apostrophe that
        :func:`write_table` put before a formula is taken off again.

    Raises:
        SourceError: The file is missing, empty or unreadable, or its ending is not known.
        SchemaError: A needed column is missing, an id is missing or repeated, or a line is
            not a JSON object.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(
            f"{path}: a table is read from {_endings(_READERS)} (found {path.suffix or 'no ending'}"
            f"); a page of comments is read with `toolkit parse`"
        )
    table = reader(path)
    check_columns(table, ["id", "text"], where=str(path))
    whole = set_types(table.drop(columns="id"))
    ids = table["id"]
    whole.insert(list(table.columns).index("id"), "id", ids)
    return whole


def write_table(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table whole or not at all.

    Missing values become ``null`` in JSON lines and empty cells in CSV; lists are joined by
    ``|`` in CSV. A CSV cell of text that a spreadsheet would run as a formula (it begins with
    ``=``, ``+``, ``-``, ``@``, a tab or a carriage return) gets an apostrophe before it
    (OWASP, "CSV Injection"); numbers stay numbers.

    Args:
        table: Any table, its index is not written.
        path: A ``.jsonl`` (or ``.ndjson``), ``.csv``, ``.parquet`` or ``.xlsx`` file.

    Raises:
        OutputError: The ending is not known or the file can't be written.
    """
    path = Path(path)
    check_ending(path)
    with whole_file(path) as part:
        part.write_bytes(table_bytes(table, path.suffix.lower()))


def table_bytes(table: pd.DataFrame, ending: str) -> bytes:
    """What :func:`write_table` puts into a file with this ending."""
    return _WRITERS[ending](table)


def check_ending(path: Path) -> None:
    """Raise :class:`OutputError` unless a table can be written to a file of this name."""
    if path.suffix.lower() not in _WRITERS:
        raise OutputError(
            f"{path}: a table is written to {_endings(_WRITERS)} (found "
            f"{path.suffix or 'no ending'}); rename the output"
        )


def to_json_lines(table: pd.DataFrame) -> Iterator[str]:
    """The rows as JSON objects, one a line, without line ends.

    >>> list(to_json_lines(pd.DataFrame({"id": ["a"], "n": [pd.NA]})))
    ['{"id": "a", "n": null}']
    """
    names = [str(column) for column in table.columns]
    columns = [table.iloc[:, index].tolist() for index in range(len(names))]
    for row in zip(*columns, strict=True):
        record = {name: plain_value(value) for name, value in zip(names, row, strict=True)}
        yield json.dumps(record, ensure_ascii=False)


def _json_lines(table: pd.DataFrame) -> bytes:
    return _bytes("".join(f"{line}\n" for line in to_json_lines(table)))


def to_csv(table: pd.DataFrame, *, header: bool = True) -> bytes:
    """The table as a CSV file safe to open in a spreadsheet, with or without its header."""
    cells = pd.DataFrame(index=table.index)
    for index, name in enumerate(table.columns):
        column = table.iloc[:, index]
        if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)):
            column = column.map(_cell).astype("object")
        cells[_cell(str(name))] = column
    text: str = cells.to_csv(index=False, header=header, lineterminator="\n")
    return _bytes(text)


def unguarded(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of CSV without the apostrophes that :func:`to_csv` put before formulas.

    >>> unguarded({"text": "'=1+1", "author": "'n Ann", "upvotes": None})
    {'text': '=1+1', 'author': "'n Ann", 'upvotes': None}
    """
    return {name: cell[1:] if isinstance(cell, str) and _GUARDED.match(cell) else cell
            for name, cell in row.items()}  # fmt: skip


def count_cells(table: pd.DataFrame, pattern: re.Pattern[str]) -> int:
    """How many cells of text match a pattern at their beginning."""
    found = 0
    for place in range(table.shape[1]):
        column = table.iloc[:, place]
        if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)):
            cells = map(cell_value, column.tolist())
            found += sum(isinstance(cell, str) and bool(pattern.match(cell)) for cell in cells)
    return found


def _bytes(text: str) -> bytes:
    """The text in UTF-8; half characters, which it can't hold, are shown as U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text).encode()


def _cell(value: Any) -> Any:
    plain = cell_value(value)
    if not isinstance(plain, str):
        return plain
    plain = plain.replace("\0", "\ufffd")  # no reader of CSV takes a NUL
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")  # or tells a bare one from a row's end
    return f"'{plain}" if FORMULA.match(plain) else plain


def _parquet(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    try:
        table.reset_index(drop=True).to_parquet(buffer, index=False)
    except (ValueError, TypeError, OverflowError) as error:  # as pyarrow's errors
        raise OutputError(
            f"the table can't be written as Parquet ({error}); write .jsonl instead"
        ) from error
    return buffer.getvalue()


def _excel(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    write_excel(table, buffer)
    return buffer.getvalue()


def _read_excel(path: Path) -> pd.DataFrame:
    return read_excel(read_bytes(path), source=str(path), largest=_LARGEST)


def _read_json_lines(path: Path) -> pd.DataFrame:
    records = []
    # a page without comments gives a file without lines: a table without rows
    data = b"" if path.is_file() and not path.stat().st_size else read_bytes(path)
    for number, line in enumerate(decode(data, path).text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SchemaError(
                f"{path}, line {number}: not JSON ({error}); each line must hold one object"
            ) from error
        if not isinstance(record, dict):
            raise SchemaError(
                f"{path}, line {number}: a JSON {type(record).__name__}; expected one object a line"
            )
        records.append(_without_surrogates(record) if "\\u" in line else record)
    names = list(dict.fromkeys(name for record in records for name in record)) or list(COLUMNS)
    _check_width(len(names), path)
    columns = {name: [record.get(name) for record in records] for name in names}
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def _without_surrogates(record: dict[str, Any]) -> dict[str, Any]:
    """The record with half characters (a lone ``\\ud83d``) replaced: no file can hold them."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in record.items()
    }


def _read_csv(path: Path) -> pd.DataFrame:
    data = _bytes(decode(read_bytes(path), path).text)  # a StringIO takes four times as much
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            _check_width(pd.read_csv(io.BytesIO(data), nrows=0, index_col=False).shape[1], path)
            table = pd.read_csv(
                io.BytesIO(data),
                dtype="string",
                keep_default_na=False,
                na_values=[""],
                index_col=False,
            )
    except (ValueError, pd.errors.ParserError, pd.errors.ParserWarning) as error:
        found = " ".join(str(error).split())
        raise SchemaError(
            f"{path}: not a CSV table whose rows have one length ({found})"
        ) from error
    if len(table.columns) == 1 and re.search(r"[;\t]", str(table.columns[0])):
        raise SchemaError(
            f"{path}: its first line is {str(table.columns[0])!r}; a CSV table is read with commas "
            f"between the columns, save it so"
        )
    for column in table.columns:
        guarded = table[column].str.match(_GUARDED).fillna(False).astype(bool)
        table[column] = table[column].where(~guarded, table[column].str.slice(1))
    return table


def _read_parquet(path: Path) -> pd.DataFrame:
    data = read_bytes(path)
    try:
        _check_width(len(parquet.read_schema(io.BytesIO(data))), path)
        if _text_bytes(data) > _LARGEST:
            raise SourceError(f"{path}: its texts take more than {_LARGEST // 2**20} MB; cut it up")
        table = pd.read_parquet(io.BytesIO(data))
    except (ValueError, OSError, TypeError, MemoryError, pa.ArrowException) as error:
        raise SourceError(f"{path}: not a Parquet file ({error})") from error
    for column in table.columns:
        values = table[column]
        if any(isinstance(value, np.ndarray) for value in values):
            table[column] = values.map(lambda v: list(v) if isinstance(v, np.ndarray) else v)
    return table


def _check_width(columns: int, path: Path) -> None:
    if columns > _MOST_COLUMNS:
        raise SchemaError(
            f"{path}: has {columns:,} columns; a table of at most {_MOST_COLUMNS:,} is read: leave "
            f"out those that are not needed"
        )


def _text_bytes(data: bytes) -> int:
    """Bytes that the texts of a Parquet file take, those that it holds once and repeats too."""
    names = [field.name for field in parquet.read_schema(io.BytesIO(data))
             if field.type in (pa.string(), pa.large_string())]  # fmt: skip
    file = parquet.ParquetFile(io.BytesIO(data), read_dictionary=names)
    total = 0
    for batch in file.iter_batches():
        for column in batch.columns:
            if pa.types.is_dictionary(column.type) and column.type.value_type in (
                pa.string(), pa.large_string()
            ):  # fmt: skip
                lengths = pc.binary_length(column.dictionary).cast(pa.int64())
                total += pc.sum(lengths.take(column.indices)).as_py() or 0
    return total


def _endings(known: dict[str, Any]) -> str:
    *first, last = sorted(known)
    return f"{', '.join(first)} or {last}"


_READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".csv": _read_csv,
    ".parquet": _read_parquet,
    ".xlsx": _read_excel,
}
_WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": to_csv,
    ".parquet": _parquet,
    ".xlsx": _excel,
}
