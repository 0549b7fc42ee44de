"""Which format a document is in, and what a source is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from pathlib import Path

from toolkit.documents import Document
from toolkit.errors import FormatError, SettingsError
from toolkit.formats import table
from toolkit.formats.registry import EXPORTS, FORMATS, PAGES, ROW_SHAPES
from toolkit.records import Export

_NO_TABLE = "without a table of comments whose columns are known; say which: --map text=NAME"
_INSTEAD = {
    "text/xml": "an XML file in none of the formats that are read (see `toolkit formats`)",
    "application/json": "a JSON file in none of the formats that are read (see `toolkit formats`); "
    "a list of objects is read with --map text=NAME, naming what holds the comments' texts",
    "application/vnd.apache.parquet": f"a Parquet file {_NO_TABLE}",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        f"an Excel workbook {_NO_TABLE}"
    ),
    "application/vnd.sqlite3": "an SQLite database without the tables of a format that is read "
    "(see `toolkit formats`); write its comments as CSV and give that",
    "inode/directory": "a folder; give the files in it, for example {source}/*.txt",
}


def find_format(document: Document, format_name: str | None = None) -> str | None:
    """The name of the format that a document is in; None for a member of an archive in none.

    Raises:
        FormatError: It is in no known format, or not in the one that is named.
        SettingsError: The named format is not known.
    """
    if format_name is not None and format_name not in FORMATS:
        raise SettingsError(
            f"no format is called {format_name!r}; choose one of: {', '.join(FORMATS)}"
        )
    export = document.export
    if export is not None and (name := find_export_format(export, format_name)):
        return name
    for name, page in PAGES.items():
        if name == format_name or (format_name is None and page.detect(document)):
            return name
    if export is not None and export.container is not None and format_name is None:
        return None
    what = _INSTEAD.get(document.media_type, f"{document.media_type}, which is not read")
    what = what.replace("{source}", document.source)
    if export is not None and (said := table.find_refusal(export)):
        what = f"an error that a program answered instead of comments ({said[:200]}); save it again"
    if format_name is not None:
        what += f" that can't be read as {format_name}"
    raise FormatError(f"{document.source}: is {what}")


def find_export_format(export: Export, format_name: str | None = None) -> str | None:
    """The name of the format that an export is in, or None.

    A named format is taken as it is, where the export has a shape at all.
    """
    if format_name in EXPORTS:
        return format_name
    if format_name is not None:
        return None
    if export.mapping and export.shape in ROW_SHAPES:
        return "table"
    return next((name for name, known in EXPORTS.items() if known.detect(export)), None)


def name_source(source: str, seen: Container[str], digest: str) -> str:
    """The source's file name as an identifier, with a digest where two files share a name."""
    stem = "standard-input" if source == "-" else _stem(Path(source).name)
    plain = unicodedata.normalize("NFKC", stem).casefold()
    identifier = re.sub(r"[^\w]+", "-", plain).strip("-_") or "page"
    if identifier in seen:
        identifier = f"{identifier}-{digest[:8]}"
    return identifier


def _stem(name: str) -> str:
    """A file's name without its endings, those of packed files too."""
    stem = Path(name).stem
    packed = Path(name).suffix.lower() in (".gz", ".bz2", ".xz", ".zst")
    return Path(stem).stem if packed else stem
