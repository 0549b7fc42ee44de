"""The comment record and the comments table: one place for their columns and types.

A comments table is a plain :class:`pandas.DataFrame`, one row a record in page order, with the
columns of :data:`COLUMNS`. Each later step returns a new table with columns added.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.errors import SchemaError

KINDS = ("comment", "pingback", "trackback", "system")
STATES = ("visible", "deleted", "removed", "held")
CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One record of a comment thread, as the source shows it.

    Attributes:
        id: Unique in the table: the article's id, a colon, and a digest of the record's own
            content, so that it stays the same when a longer capture of the thread is read.
        source: The input's path as it was given.
        article_id: The page commented on.
        conversation_id: ``id`` of the first comment of the conversation (its own at top level).
        reply_to: ``id`` of the comment answered, or None at top level.
        author: Name as shown, or None where none is shown.
        timestamp: ISO 8601, as precise as the source (day, minute or second), with an offset
            only where the source tells the zone; None where it tells no full date.
        timestamp_text: The date as printed, or None.
        text: Plain text, paragraphs separated by a blank line.
        kind: One of :data:`KINDS`.
        state: One of :data:`STATES`.
        upvotes: Votes for, or None where none are shown.
        downvotes: Votes against, or None where none are shown.
        position: Place on the page among the records, from 0.
        locator: Where the text stands in the source. For text files ``char=START,END``
            (RFC 5147): offsets in characters, a line end counted as one, no byte-order mark.
        confidence: One of :data:`CONFIDENCES`: how sure the reading of the record is
            (:mod:`toolkit.confidence`).
        doubts: What is uncertain, fixed phrases joined by ``"; "``, or None.

    >>> Comment(id="a:1", source="a.txt", article_id="a", conversation_id="a:1", text="Hm",
    ...         position=0, locator="char=0,2").kind
    'comment'
    """

    id: str
    source: str
    article_id: str
    conversation_id: str
    reply_to: str | None = None
    author: str | None = None
    timestamp: str | None = None
    timestamp_text: str | None = None
    text: str
    kind: str = "comment"
    state: str = "visible"
    upvotes: int | None = None
    downvotes: int | None = None
    position: int
    locator: str
    confidence: str = "high"
    doubts: str | None = None


COLUMNS: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(Comment))
INTEGER_COLUMNS = ("upvotes", "downvotes", "position", "discovered_topic")


def to_table(comments: Iterable[Comment]) -> pd.DataFrame:
    """Make the comments table of an iterable of records.

    Args:
        comments: The records, in page order.

    Returns:
        A table of shape (records, ``len(COLUMNS)``); text columns of dtype ``string`` with NA
        where the source has nothing, vote and position columns of dtype ``Int64``.

    >>> to_table([]).shape
    (0, 17)
    """
    rows = [dataclasses.astuple(comment) for comment in comments]
    return set_types(pd.DataFrame(rows, columns=list(COLUMNS)))


def set_types(table: pd.DataFrame) -> pd.DataFrame:
    """Give the record columns that a table has their types; other columns stay as they are.

    Raises:
        SchemaError: A value that the column can't hold.
    """
    typed = table.copy()
    for column in typed.columns:
        try:
            if column in INTEGER_COLUMNS:
                typed[column] = pd.to_numeric(typed[column]).astype("Int64")
            elif column in COLUMNS:
                typed[column] = typed[column].astype("string")
        except (ValueError, TypeError) as error:
            raise SchemaError(
                f"column {column!r} holds a value that is not a whole number: {error}"
            ) from error
    return typed


def check_columns(table: pd.DataFrame, needed: Sequence[str], *, where: str = "the table") -> None:
    """Raise :class:`SchemaError` unless the table has the needed columns, with ``id`` unique.

    >>> check_columns(pd.DataFrame({"id": ["a"]}), ["id", "text"])
    Traceback (most recent call last):
    toolkit.errors.SchemaError: the table has no column 'text' (it has: id); rename the column ...
    """
    missing = [column for column in needed if column not in table.columns]
    if missing:
        has = ", ".join(map(str, table.columns)) or "none"
        raise SchemaError(
            f"{where} has no column {missing[0]!r} (it has: {has}); rename the column that holds "
            f"it, or make the table with `toolkit parse`"
        )
    if "id" in needed:
        if table["id"].isna().any():
            row = int(table["id"].isna().to_numpy().argmax()) + 1
            raise SchemaError(f"{where} has no id in row {row}; every row needs one of its own")
        repeated = table["id"][table["id"].duplicated()]
        if len(repeated):
            raise SchemaError(
                f"{where} has the id {repeated.iloc[0]!r} more than once; ids must be unique"
            )


def reader_comments(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that readers wrote and that can be read: visible comments with a text.

    A table without ``kind`` or ``state`` columns holds comments only.
    """
    kept = pd.Series(True, index=table.index)
    if "kind" in table:
        kept &= table["kind"].fillna("comment") == "comment"
    if "state" in table:
        kept &= table["state"].fillna("visible") == "visible"
    return table[kept & (table["text"].astype("string").fillna("").str.strip() != "")]


def timestamp_precision(timestamps: pd.Series) -> pd.Series:
    """``day``, ``minute`` or ``second`` for each ISO 8601 timestamp; NA for NA.

    >>> timestamp_precision(pd.Series(["2012-08-30", "2012-08-30T07:25", None])).tolist()
    ['day', 'minute', <NA>]
    """
    names = {10: "day", 16: "minute", 19: "second"}
    return _printed_clock(timestamps).str.len().map(names).astype("string")


def local_times(timestamps: pd.Series) -> pd.Series:
    """The printed clock times as datetimes without a zone, for drawing and counting by period.

    A day without a time becomes its midnight; an offset is dropped, not applied, because a
    thread's periods are those its readers saw. What is no date of the calendar (30 February) is
    NaT.

    >>> local_times(pd.Series(["2012-08-30T07:25+02:00"])).dt.hour.item()
    7
    """
    return pd.to_datetime(_printed_clock(timestamps), format="ISO8601", errors="coerce")


def _printed_clock(timestamps: pd.Series) -> pd.Series:
    """The timestamps without their offsets."""
    pattern = r"^(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)"
    return timestamps.astype("string").str.extract(pattern, expand=False)
