"""New York Times: answers of the community API, and the tables of comments on Kaggle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Absent, Article, Export, Item, Other, Post
from toolkit.records.joining import find_parts, note_unread, part_rows
from toolkit.records.markup import from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import CSV, EXCEL, FOLDER, JSON, JSON_LINES, PARQUET
from toolkit.records.times import from_iso, seconds
from toolkit.records.values import as_id, as_number, as_parent, as_text, listed, objects

description = "New York Times comments (community API JSON, Kaggle CSV with its articles)"
times = "numbers of seconds are UTC, as the format documents; others are as written"
by_rows = False
_NO_TITLE = ("<br/>", "<br />", "n/a", "NULL", "Unknown")


def detect(export: Export) -> bool:
    """Whether it holds the API's results, or a table with the API's column names.

    A folder or an archive is one export where it has a table of articles beside.
    """
    if export.shape == FOLDER:
        return bool(find_parts(export, _is_row) and find_parts(export, _is_article))
    if export.shape in (CSV, PARQUET, EXCEL):
        return export.has("commentBody", "commentID")
    return export.shape in (JSON, JSON_LINES) and any(
        "commentBody" in row
        or any(isinstance(c, dict) and "commentBody" in c for c in _comments(row)[:1])
        for row in export.sample
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """The comments; in the API's answers each before the answers given with it."""
    if export.shape == FOLDER:
        yield from _read_folder(export)
        return
    if export.shape not in (JSON, JSON_LINES):
        for place, row in export.rows(skip=skip):
            yield _of_row(row, place)
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


def _read_folder(export: Export) -> Iterator[Item]:
    articles, comments = find_parts(export, _is_article), find_parts(export, _is_row)
    for name in articles:
        for place, row in part_rows(export, name):
            yield _article(row, place)
    for name in comments:
        for place, row in part_rows(export, name):
            yield _of_row(row, place)
    note_unread(export, [*articles, *comments])


def _is_row(row: Mapping[str, Any]) -> bool:
    return "commentBody" in row and "commentID" in row


def _is_article(row: Mapping[str, Any]) -> bool:
    return "headline" in row and ("articleID" in row or "uniqueID" in row)


def _of_row(row: Mapping[str, Any], place: str) -> Item:
    if row.get("commentBody") is None and row.get("commentID") is None:
        return Other("empty row", place)
    return _post(row, place, None)


def _article(row: Mapping[str, Any], place: str) -> Item:
    title = as_text(row.get("headline"))
    return Article(
        place,
        key=as_id(row.get("articleID")) or as_id(row.get("uniqueID")),
        title=None if title is None or title.strip() in _NO_TITLE else from_html(title),
        address=as_text(row.get("webURL")) or as_text(row.get("web_url")),
        expected=as_number(row.get("n_comments")),
    )


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
        seconds(created) if from_iso(created) is None else from_iso(created),
        created,
        "comment",
        "visible" if status == "approved" else "held",
        as_number(row.get("recommendationCount") if votes is None else votes),
    )
