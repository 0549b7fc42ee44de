"""SFU Opinion and Comments Corpus: the counter of a comment tells its place and its parent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.shapes import CSV, EXCEL, JSON_LINES, PARQUET
from toolkit.records.values import Dates, as_id, as_number, as_text

description = "SFU Opinion and Comments Corpus (CSV)"
times = "numbers of seconds or milliseconds are taken for UTC; days in words have no zone"
by_rows = True
_COUNTER = re.compile(r"(source\d+_\d+)((?:_\d+)+)")


def detect(export: Export) -> bool:
    """Whether its rows have the corpus's counter of comments beside their texts."""
    return export.shape in (CSV, EXCEL, PARQUET, JSON_LINES) and export.has(
        "comment_counter", "comment_text"
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row; the counter is its id, and without its last part its parent's."""
    dates = Dates(row.get("post_time") for row in export.sample)
    for place, row in export.rows(skip=skip):
        counter = as_text(row.get("comment_counter"))
        if counter is None and row.get("comment_text") is None:
            yield Other("empty row", place)
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
