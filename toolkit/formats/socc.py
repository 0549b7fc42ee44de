"""SFU Opinion and Comments Corpus: the counter of a comment tells its place and its parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.joining import find_parts, note_unread, part_rows
from toolkit.records.markup import from_html, from_plain
from toolkit.records.shapes import CSV, EXCEL, FOLDER, JSON_LINES, PARQUET
from toolkit.records.values import Dates, as_id, as_number, as_text

description = "SFU Opinion and Comments Corpus (CSV, with its articles)"
times = "numbers of seconds or milliseconds are taken for UTC; days in words have no zone"
by_rows = True
_COUNTER = re.compile(r"(source\d+_\d+)((?:_\d+)+)")


def detect(export: Export) -> bool:
    """Whether its rows have the corpus's counter of comments beside their texts.

    A folder or an archive is one export where it has the table of articles beside.
    """
    if export.shape == FOLDER:
        return bool(find_parts(export, _is_comment) and find_parts(export, _is_article))
    return export.shape in (CSV, EXCEL, PARQUET, JSON_LINES) and export.has(
        "comment_counter", "comment_text"
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row; the counter is its id, and without its last part its parent's."""
    if export.shape != FOLDER:
        yield from _read(export.rows(skip=skip), export.sample, {})
        return
    articles, comments = find_parts(export, _is_article), find_parts(export, _is_comment)
    comments.sort(key=lambda name: -len(export.parts[name].columns))  # what tells most comes first
    for name in articles:
        for place, row in part_rows(export, name):
            yield Article(
                place,
                key=as_id(row.get("article_id")),
                title=as_text(row.get("title")),
                address=as_text(row.get("article_url")),
                text=from_html(as_text(row.get("article_text")) or "") or None,
                expected=as_number(row.get("ncomments")),
            )
    seen: dict[str, str] = {}
    for name in comments:
        yield from _read(part_rows(export, name), export.parts[name].sample, seen, name)
    note_unread(export, [*articles, *comments])


def _is_comment(row: Mapping[str, Any]) -> bool:
    return "comment_counter" in row and "comment_text" in row


def _is_article(row: Mapping[str, Any]) -> bool:
    return "article_id" in row and "article_text" in row and "comment_counter" not in row


def _read(
    rows: Iterable[tuple[str, Mapping[str, Any]]],
    sample: Iterable[Mapping[str, Any]],
    seen: dict[str, str],
    name: str | None = None,
) -> Iterator[Item]:
    """The comments of one table; those that an earlier one of several gave are told as such.

    Args:
        rows: The table's rows.
        sample: The first of them.
        seen: The table that gave each counter first; is filled where there are several.
        name: The table, where there are several.
    """
    dates = Dates(row.get("post_time") for row in sample)
    for place, row in rows:
        counter = as_text(row.get("comment_counter"))
        if counter is None and row.get("comment_text") is None:
            yield Other("empty row", place)
            continue
        if name is not None and counter is not None and seen.setdefault(counter, name) != name:
            yield Other("comment that another table gave", place)
            continue
        title, address = as_text(row.get("title")), as_text(row.get("globe_url"))
        key = as_id(row.get("article_id"))
        if title or address:
            yield Article(None, key=key, title=title, address=address)
        match = _COUNTER.fullmatch(counter or "")
        above = match[2].rpartition("_")[0] if match else ""
        stamp, printed = as_text(row.get("timestamp")), as_text(row.get("post_time"))
        yield Post(
            counter or as_id(row.get("comment_id")),
            from_plain(as_text(row.get("comment_text")) or ""),
            place,
            f"{match[1]}{above}" if match and above else None,
            key,
            as_text(row.get("comment_author")),
            dates.read(stamp) or dates.read(printed),
            printed or stamp,
            upvotes=as_number(row.get("posVotes")),
            downvotes=as_number(row.get("negVotes")),
        )
