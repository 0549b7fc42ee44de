"""Any table of comments: CSV, JSON lines or lists, Parquet, Excel; its columns guessed or given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toolkit.errors import SettingsError
from toolkit.privacy.addresses import is_address
from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.columns import choose_columns, describe_columns, guess_columns
from toolkit.records.markup import from_html, from_plain
from toolkit.records.shapes import CSV, EXCEL, JSON, JSON_LINES, PARQUET
from toolkit.records.values import Dates, as_number, as_text
from toolkit.schema import KINDS, STATES
from toolkit.tables import unguarded

description = (
    "any table of comments (CSV, JSON lines, Parquet, Excel), its columns guessed or given"
)
times = "times are as written; numbers of seconds or milliseconds since 1970 are taken for UTC"
by_rows = True
_SHAPES = (CSV, JSON_LINES, JSON, PARQUET, EXCEL)
_OF_COMMENTS = {"id", "author", "timestamp", "reply_to"}  # one of them, in JSON of any kind
_NO_PARENT = ("", "0", "0.0", "none", "null", "nan", "root", "-1")


def detect(export: Export) -> bool:
    """Whether its columns name one of texts, and another that comments have."""
    if export.shape not in _SHAPES:
        return False
    found = guess_columns(export.columns)
    if "text" not in found or len(found) < 2:
        return False
    if export.whole_ids:
        return True
    cells = {role: [row.get(name) for row in export.sample if row.get(name) not in (None, "")]
             for role, name in found.items()}  # fmt: skip
    texts = sum(isinstance(cell, str) and not _is_number(cell) for cell in cells.pop("text"))
    if 2 * texts < sum(row.get(found["text"]) not in (None, "") for row in export.sample):
        return False  # counts of comments, or objects
    if export.shape in (JSON, JSON_LINES):
        plain = {role for role, filled in cells.items() if not any(map(_is_nested, filled))}
        return bool(plain & _OF_COMMENTS) and find_refusal(export) is None
    return True


def find_refusal(export: Export) -> str | None:
    """What a program answered instead of records, where that is all that the file holds.

    Such an answer has a message with a code, a status or the word error, and neither a list of
    objects nor what a comment has (RFC 9457 has the same parts under other names).
    """
    if export.shape not in (JSON, JSON_LINES) or not export.sample:
        return None
    said = [_refusal(row) for row in export.sample]
    return said[0] if all(said) else None


def _refusal(answer: Mapping[str, Any]) -> str | None:
    inner = answer.get("error")
    told = inner if isinstance(inner, Mapping) else answer
    message = next((told[key] for key in ("message", "detail", "error_description", "error")
                    if isinstance(told.get(key), str)), None)  # fmt: skip
    codes = (told[key] for key in ("code", "status", "error")
             if isinstance(told.get(key), str | int))  # fmt: skip
    code = next((code for code in codes if code != message), None)
    if message is None or not (told is inner or code is not None or answer.keys() == {"error"}):
        return None
    lists = (value for value in answer.values() if isinstance(value, list))
    if any(isinstance(item, Mapping) for value in lists for item in value):
        return None
    if {"id", "author", "reply_to"} & guess_columns(answer).keys():
        return None
    return message if code is None else f"{code}: {message}"


def _is_number(text: str) -> bool:
    return text.strip().removeprefix("-").replace(".", "", 1).replace(",", "").isdecimal()


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping | list)


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row, by the columns that were guessed or given."""
    names = export.columns
    if export.whole_ids:
        yield from _read_own(export, skip)
        return
    private = [name for name in names if _holds_addresses(row.get(name) for row in export.sample)]
    columns = choose_columns(names, export.mapping, where=export.source, private=private)
    if "text" not in columns:
        raise SettingsError(
            f"{export.source}: no column is known to hold the texts (it has: "
            f"{', '.join(names[:40])}); say which: --map text=NAME"
        )
    note = describe_columns(columns, names)
    if note not in export.notes:
        export.notes.append(note)
    dates = Dates(_value(row, columns.get("timestamp")) for row in export.sample)
    texts = (as_text(_value(row, columns["text"])) or "" for row in export.sample)
    markup = any("</p>" in text or "<br" in text for text in texts)
    for place, row in export.rows(skip=skip):
        if "title" in columns or "address" in columns:
            yield Article(
                None,
                key=as_text(_value(row, columns.get("article_id"))),
                title=as_text(_value(row, columns.get("title"))),
                address=as_text(_value(row, columns.get("address"))),
            )
        yield _post(row, place, columns, dates, markup=markup)


def _post(
    row: Mapping[str, Any], place: str, columns: Mapping[str, str], dates: Dates, *, markup: bool
) -> Item:
    value = {role: _value(row, name) for role, name in columns.items()}
    text = as_text(value.get("text"))
    if text is None and not any(cell is not None for cell in value.values()):
        return Other("empty row", place)
    parent = as_text(value.get("reply_to"))
    kind, state = as_text(value.get("kind")), as_text(value.get("state"))
    printed = as_text(value.get("timestamp"))
    return Post(
        as_text(value.get("id")),
        (from_html if markup else from_plain)(text or ""),
        place,
        None if parent is None or parent.lower() in _NO_PARENT else parent,
        as_text(value.get("article_id")),
        as_text(value.get("author")),
        dates.read(value.get("timestamp")),
        printed,
        kind if kind in KINDS else "comment",
        state if state in STATES else "visible",
        as_number(value.get("upvotes")),
        as_number(value.get("downvotes")),
    )


def _read_own(export: Export, skip: int) -> Iterator[Item]:
    """A table that this toolkit wrote: the same records again."""
    for place, cells in export.rows(skip=skip):
        row = cells
        if export.shape == CSV:  # as toolkit.tables.write_table writes it
            row = unguarded(cells)
        article = as_text(row["article_id"])
        prefix = f"{article}:"
        yield Post(
            (as_text(row["id"]) or "").removeprefix(prefix) or None,
            as_text(row["text"]) or "",
            place,
            (as_text(row["reply_to"]) or "").removeprefix(prefix) or None,
            article,
            as_text(row["author"]),
            as_text(row["timestamp"]),
            as_text(row["timestamp_text"]),
            as_text(row["kind"]) or "comment",
            as_text(row["state"]) or "visible",
            as_number(row["upvotes"]),
            as_number(row["downvotes"]),
        )


def _holds_addresses(cells: Iterable[Any]) -> bool:
    """Whether most cells of a column are e-mail or IP addresses."""
    filled = [cell for cell in cells if cell is not None and cell != ""]
    return bool(filled) and 2 * sum(map(is_address, filled)) > len(filled)


def _value(row: Mapping[str, Any], name: str | None) -> Any:
    """The cell of a column; ``a.b`` leads into objects."""
    if name is None or name in row:
        return None if name is None else row[name]
    value: Any = row
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
