"""New York Times: answers of the community API, and the tables of comments on Kaggle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Absent, Article, Export, Item, Other, Post
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import CSV, EXCEL, JSON, JSON_LINES, PARQUET
from toolkit.records.times import seconds
from toolkit.records.values import as_id, as_number, as_parent, as_text, listed, objects

description = "New York Times comments (community API JSON, Kaggle CSV)"
times = "times are UTC, as the format documents"
by_rows = False
_NO_TITLE = ("<br/>", "<br />", "n/a", "NULL")


def detect(export: Export) -> bool:
    """Whether it holds the API's results, or a table with the API's column names."""
    if export.shape in (CSV, PARQUET, EXCEL):
        return export.has("commentBody", "commentID")
    return export.shape in (JSON, JSON_LINES) and any(
        "commentBody" in row
        or any(isinstance(c, dict) and "commentBody" in c for c in _comments(row)[:1])
        for row in export.sample
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """The comments; in the API's answers each before the answers given with it."""
    if export.shape not in (JSON, JSON_LINES):
        for place, row in export.rows(skip=skip):
            if row.get("commentBody") is None and row.get("commentID") is None:
                yield Other("empty row", place)
            else:
                yield _post(row, place, None)
        return
    for steps, page in objects(export):
        if "commentBody" in page:
            yield from _read(page, steps, None)
            continue
        results = page.get("results")
        outer = (*steps, "results", "comments") if isinstance(results, dict) else (
            *steps, "comments")  # fmt: skip
        found = as_number((results if isinstance(results, dict) else page).get(
            "totalCommentsFound"))  # fmt: skip
        if found is not None:
            yield Article(None, expected=found)
        for number, comment in enumerate(_comments(page)):
            if isinstance(comment, dict):
                yield from _read(comment, (*outer, number), None)
            else:
                yield Other("value that is no comment", point(*outer, number))


def _comments(page: Mapping[str, Any]) -> list[Any]:
    results = page.get("results", page)
    return listed(results.get("comments")) if isinstance(results, Mapping) else []


def _read(
    comment: dict[str, Any], steps: tuple[str | int, ...], within: str | None
) -> Iterator[Item]:
    waiting: list[tuple[dict[str, Any], tuple[str | int, ...], str | None]]
    waiting = [(comment, steps, within)]
    while waiting:
        comment, steps, within = waiting.pop()
        yield _post(comment, point(*steps), within)
        own = as_id(comment.get("commentID"))
        replies = listed(comment.get("replies"))
        waiting += [(reply, (*steps, "replies", n), own)
                    for n, reply in reversed(list(enumerate(replies)))
                    if isinstance(reply, dict)]  # fmt: skip
        total = as_number(comment.get("replyCount"))
        if total is not None and total > len(replies) and "replies" in comment:
            yield Absent(total - len(replies))


def _post(row: Mapping[str, Any], place: str, within: str | None) -> Post:
    title = as_text(row.get("commentTitle"))
    parts = [
        "" if title is None or title.strip() in _NO_TITLE else from_plain(title),
        from_html(as_text(row.get("commentBody")) or ""),
    ]
    votes = row.get("recommendations")
    author = as_text(row.get("userDisplayName"))
    status = as_text(row.get("status")) or "approved"
    created = as_id(row.get("createDate"))
    return Post(
        as_id(row.get("commentID")),
        "\n\n".join(part for part in parts if part),
        place,
        as_parent(row.get("parentID")) or within,
        as_id(row.get("articleID")),
        None if author == "NULL" else author,
        seconds(created),
        created,
        "comment",
        "visible" if status == "approved" else "held",
        as_number(row.get("recommendationCount") if votes is None else votes),
    )
