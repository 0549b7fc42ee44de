"""Tables to the files of other tools, one file a format.

::

    table, Details ──a format's write──▶ file or folder (whole or not at all) ──▶ Written, notes
                           |                                                         |
                           |                     what the format can't carry, counted, is said
                           `- the format's own: XML, JSON, a folder of files

A writer is a module with a ``description``, an ``ending``, the columns it ``carries`` and
``write``; it is known by its line in :data:`WRITERS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pandas as pd

from toolkit.errors import SchemaError, SettingsError
from toolkit.files import whole_file
from toolkit.schema import check_columns
from toolkit.writers import (
    comma_separated,
    convokit,
    excel,
    four_cat,
    gexf,
    gexf_authors,
    graphml,
    graphml_authors,
    json_ld,
    json_lines,
    parquet,
    refi_qda,
    tei,
)
from toolkit.writers.details import Details, Written, not_carried, read_articles
from toolkit.writers.folders import FOLDER, whole_export
from toolkit.writers.rows import without_halves

__all__ = [
    "FOLDER",
    "WRITERS",
    "Details",
    "Writer",
    "Written",
    "export_table",
    "find_writer",
    "read_articles",
]


class Writer(Protocol):
    """What a module of this package offers."""

    @property
    def description(self) -> str:
        """What the format is, half a sentence for the list of formats."""
        ...

    @property
    def ending(self) -> str:
        """The ending of its files (``.csv``), or :data:`FOLDER` where it is a folder of files."""
        ...

    @property
    def carries(self) -> frozenset[str] | None:
        """The columns it has a place for; None for any column."""
        ...

    def write(self, table: pd.DataFrame, path: Path, details: Details) -> list[str]:
        """Write the table to ``path``, an empty folder where it is one.

        Gives what a person should know, a sentence each.
        """
        ...


WRITERS: Mapping[str, Writer] = {
    "csv": comma_separated,
    "jsonl": json_lines,
    "parquet": parquet,
    "excel": excel,
    "convokit": convokit,
    "schema_org": json_ld,
    "four_cat": four_cat,
    "tei": tei,
    "refi_qda": refi_qda,
    "graphml": graphml,
    "graphml_authors": graphml_authors,
    "gexf": gexf,
    "gexf_authors": gexf_authors,
}
# other names that people give a format, without signs between the letters
_ALSO: Mapping[str, str] = {
    "ndjson": "jsonl",
    "jsonlines": "jsonl",
    "commaseparated": "csv",
    "pq": "parquet",
    "xlsx": "excel",
    "msexcel": "excel",
    "convokitcorpus": "convokit",
    "jsonld": "schemaorg",
    "schema": "schemaorg",
    "schemaorgjsonld": "schemaorg",
    "4cat": "fourcat",
    "cmc": "tei",
    "teicmc": "tei",
    "teip5": "tei",
    "teip5cmc": "tei",
    "qdpx": "refiqda",
    "refi": "refiqda",
    "graphmlcomments": "graphml",
    "gexfcomments": "gexf",
}


def find_writer(name: str) -> str:
    """The name in :data:`WRITERS` of a format as a person writes it.

    Raises:
        SettingsError: No format is called so.

    >>> find_writer("JSON-Lines")
    'jsonl'
    """
    plain = "".join(letter for letter in name.casefold() if letter.isalnum())
    known = {"".join(filter(str.isalnum, writer)): writer for writer in WRITERS}
    found = known.get(_ALSO.get(plain, plain))
    if found is None:
        raise SettingsError(f"no format is called {name!r}; choose one of: {', '.join(WRITERS)}")
    return found


def export_table(
    table: pd.DataFrame, name: str, output: str | Path, details: Details | None = None
) -> Written:
    """Write a table of comments in the format of another tool, whole or not at all.

    Args:
        table: Comments, with at least ``id`` and ``text``; further columns of
            :data:`toolkit.schema.COLUMNS`, scores and topics go where the format has a place.
        name: A name from :data:`WRITERS`.
        output: The file to write, or the folder where the format is one; a folder may be missing,
            empty, or hold an earlier export in the same format and nothing else.
        details: What is known beyond the table: titles, addresses, labels of topics.

    Returns:
        How many comments were written, and what could not be carried.

    Raises:
        SettingsError: No format is called so.
        SchemaError: The table has no ``id`` or ``text``, or an id or a column twice.
        OutputError: The output can't be written, or the folder holds something else.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = export_table(pd.DataFrame({"id": ["a"], "text": ["Fine."]}), "csv",
    ...                            f"{folder}/comments.csv")
    >>> written.comments, written.notes
    (1, ())
    """
    names = pd.Index([str(column) for column in table.columns])
    if names.has_duplicates:
        twice = names[names.duplicated()][0]
        raise SchemaError(f"the table has the column {twice!r} more than once; rename one of them")
    table, halves = without_halves(table)
    check_columns(table, ["id", "text"])
    name, output = find_writer(name), Path(output)
    writer = WRITERS[name]
    with whole_export(output, name) if writer.ending == FOLDER else whole_file(output) as part:
        notes = writer.write(table, part, details or Details())
    notes = [*not_carried(table, writer.carries), *notes]
    if halves:
        notes.append(f"{halves:,} values had half characters, which no file can hold: now \ufffd")
    return Written(comments=len(table), notes=tuple(notes))
