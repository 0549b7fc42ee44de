"""Tables of comments written as they come, the file whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from toolkit.errors import OutputError
from toolkit.excel_writing import write_excel
from toolkit.files import whole_file
from toolkit.records.finish import OUTPUT_SCHEMA
from toolkit.schema import set_types
from toolkit.tables import check_ending, to_csv, to_json_lines

_FEW_VALUES = ["source", "article_id", "kind", "state"]  # columns written as numbers and a list


def write_tables(tables: Iterable[pa.Table], path: Path) -> None:
    """Write tables with the columns of :data:`toolkit.schema.COLUMNS` into one file.

    Args:
        tables: One after the other; each is written before the next is asked for.
        path: A ``.jsonl`` (or ``.ndjson``), ``.csv``, ``.parquet`` or ``.xlsx`` file.

    Raises:
        OutputError: The ending is not known or the file can't be written.
    """
    check_ending(path)
    with whole_file(path) as part:
        try:
            _WRITERS[path.suffix.lower()](tables, part)
        except pa.ArrowException as error:
            raise OutputError(f"{path}: can't be written ({error})") from error


def json_lines(tables: Iterable[pa.Table]) -> Iterator[str]:
    """The comments as JSON objects, one a line, without line ends."""
    for table in tables:
        yield from to_json_lines(set_types(table.to_pandas()))


def _write_parquet(tables: Iterable[pa.Table], part: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - late: only this output needs it

    with pq.ParquetWriter(
        part, OUTPUT_SCHEMA, use_dictionary=_FEW_VALUES, write_statistics=False
    ) as writer:
        for table in tables:
            writer.write_table(table)


def _write_json_lines(tables: Iterable[pa.Table], part: Path) -> None:
    with part.open("wb") as file:
        for line in json_lines(tables):
            file.write(line.encode("utf-8", "replace") + b"\n")


def _write_csv(tables: Iterable[pa.Table], part: Path) -> None:
    with part.open("wb") as file:
        header = True
        for table in tables:
            file.write(to_csv(set_types(table.to_pandas()), header=header))
            header = False
        if header:
            file.write(to_csv(set_types(OUTPUT_SCHEMA.empty_table().to_pandas())))


def _write_excel(tables: Iterable[pa.Table], part: Path) -> None:
    whole = pa.concat_tables([OUTPUT_SCHEMA.empty_table(), *tables])  # workbooks can't be added to
    with part.open("wb") as file:
        write_excel(set_types(whole.to_pandas()), file)


_WRITERS: dict[str, Callable[[Any, Path], None]] = {
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_excel,
}
