"""SQLite databases, read from a copy in memory, so that the file is never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from toolkit.errors import FormatError
from toolkit.records.export import Export

_MODES = slice(18, 20)  # "file format version" of the header: 2 while a log stands beside the file
_ERRORS = (sqlite3.Error, OverflowError, UnicodeDecodeError)  # of damaged files
_LONGEST = 16 * 2**20  # bytes of a value


def open_database(export: Export) -> sqlite3.Connection:
    """A connection to a copy of a database; the caller closes it.

    What a write-ahead log beside the file holds is not in it, which is noted.

    Raises:
        FormatError: The file is damaged.
        SourceError: It is larger than is read at once.
    """
    data = bytearray(export.data)
    if 2 in data[_MODES]:
        data[_MODES] = b"\1\1"
        note = (
            "the database was in use: what stands only in the log beside it (-wal) is not read; "
            "close the program that uses it, or copy the database with its own backup"
        )
        if note not in export.notes:
            export.notes.append(note)
    connection = sqlite3.connect(":memory:")
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        connection.deserialize(bytes(data))
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except _ERRORS as error:
        connection.close()
        raise _damaged(export, error) from error
    return connection


def table_columns(export: Export, table: str) -> tuple[str, ...]:
    """The columns of a table of a database; none where it is missing, or a view, or virtual."""
    try:
        with closing(open_database(export)) as database:
            found = database.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
            ).fetchone()
            if found is None or not str(found[0]).upper().lstrip().startswith("CREATE TABLE"):
                return ()
            rows = database.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0",
                                    (table,)).fetchall()  # fmt: skip
    except (*_ERRORS, FormatError):
        return ()
    return tuple(name for (name,) in rows)


def select(
    export: Export, database: sqlite3.Connection, statement: str
) -> Iterator[dict[str, Any]]:
    """The rows of a statement, by column; damage further on ends them and is noted."""
    try:
        cursor = database.execute(statement)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))
    except _ERRORS as error:
        export.notes.append(f"the database is damaged ({error}); only what could be read is here")
        export.repairs["the file ends too early"] += 1


def _damaged(export: Export, error: Exception) -> FormatError:
    return FormatError(
        f"{export.source}: is an SQLite database that can't be read ({error}); copy it again while "
        f"nothing uses it"
    )
