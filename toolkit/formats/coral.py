"""Coral (Talk): dumps of its database, tables for import, a reader's download, its answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.formats import coral_records as records
from toolkit.formats.coral_records import Row
from toolkit.records import Absent, Article, Export, Item, Other, Post
from toolkit.records.joining import find_parts, note_unread, part_cells, part_rows
from toolkit.records.places import point
from toolkit.records.shapes import CSV, EXCEL, FOLDER, JSON, JSON_LINES
from toolkit.records.values import Dates, as_id, as_number, as_text, objects

description = "Coral (Talk) dumps, tables for import, own downloads and GraphQL answers"
times = "times are UTC, as the format documents; those of a download are as written"
by_rows = False
_LISTS = ("comments", "replies", "allChildComments")
_BY_ID = "authors are given by id: their names are in a file of users that is not here"
_Steps = tuple[str | int, ...]


def detect(export: Export) -> bool:
    """Whether it holds comments of Coral; a folder or an archive, whether a file in it does."""
    if export.shape == FOLDER:
        return bool(find_parts(export, records.is_comment)) or any(map(_is_import, _tables(export)))
    if export.shape in (CSV, EXCEL):
        return _is_import(export) or export.has(*records.OWN_COLUMNS)
    return export.shape in (JSON, JSON_LINES) and any(
        records.is_comment(row) or _stories(row) for row in export.sample
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """Users and stories, where they are at hand, then the comments in the file's order."""
    names: dict[str, str] = {}
    if export.shape == FOLDER:
        yield from _read_folder(export, names)
    elif export.shape in (CSV, EXCEL) and export.has(*records.OWN_COLUMNS):
        dates = Dates(row.get("Published Timestamp") for row in export.sample)
        for place, row in export.rows():
            post = records.read_own(row, place, dates)
            yield Article(None, key=post.article, address=post.article)
            yield post
    elif export.shape in (CSV, EXCEL):
        for place, cells in export.cells():
            yield _imported(cells, place, names)
    else:
        for steps, row in objects(export):
            yield from _read_object(row, steps, names)
    by_id = export.shape == FOLDER or _is_import(export) or any(
        map(records.is_comment, export.sample)
    )  # fmt: skip
    if by_id and not names:
        export.notes.append(_BY_ID)


def _read_folder(export: Export, names: dict[str, str]) -> Iterator[Item]:
    users, stories, comments = (
        find_parts(export, one) for one in (records.is_user, records.is_story, records.is_comment)
    )
    for name in users:
        for place, row in part_rows(export, name):
            if (key := records.own_id(row)) and (shown := as_text(row.get("username"))):
                names[key] = shown
            yield Other("user", place)
    for name in stories:
        for place, row in part_rows(export, name):
            yield records.read_story(row, place)
    for name in comments:
        for place, row in part_rows(export, name):
            yield records.read_comment(row, place, names)
    tables = {part.source: part for part in _tables(export)}
    bare = [name for name, part in export.parts.items() if part.source in tables]
    bare.sort(key=lambda name: _is_import(export.parts[name]))  # comments last
    read = []
    for name in bare:
        columns = export.parts[name].columns
        if _is_import(export.parts[name]) or records.is_bare_user(columns) or (
            records.is_bare_story(columns)
        ):  # fmt: skip
            read.append(name)
            for place, cells in part_cells(export, name):
                yield _imported(cells, place, names)
    note_unread(export, [*users, *stories, *comments, *read])


def _tables(export: Export) -> list[Export]:
    return [part for part in export.parts.values() if part.shape == CSV]


def _is_import(export: Export) -> bool:
    """Whether a table's first row is a comment for import, or the names of such a row's cells."""
    return records.is_bare_comment(export.columns) or export.columns[:5] == records.HEADER[:5]


def _imported(cells: list[Any], place: str, names: dict[str, str]) -> Item:
    if records.is_bare_user(cells):
        names[str(cells[0])] = str(cells[2])
        return Other("user", place)
    if records.is_bare_story(cells):
        return Article(place, key=as_id(cells[0]), title=as_text(cells[2]),
                       address=as_text(cells[1]))  # fmt: skip
    if records.is_bare_comment(cells):
        return records.read_import(cells, place, names)
    return Other("header" if tuple(cells[:5]) == records.HEADER[:5] else "row that is not read",
                 place)  # fmt: skip


def _read_object(row: dict[str, Any], steps: _Steps, names: dict[str, str]) -> Iterator[Item]:
    if records.is_comment(row):
        yield records.read_comment(row, point(*steps), names)
        return
    stories = _stories(row)
    if not stories:
        yield Other("object that is no comment", point(*steps))
    for story, inner in stories:
        at = (*steps, *inner)
        key = as_id(story.get("id"))
        if inner[-1] == "comment":  # answers to one comment that were loaded later
            held = story.get("story")
            key = as_id(held.get("id")) if isinstance(held, dict) else None
            yield from _tree(story, at, key, as_id(story.get("id")))
            continue
        meta, counts = story.get("metadata"), story.get("commentCounts")
        title = as_text(meta.get("title")) if isinstance(meta, dict) else None
        total = counts.get("totalPublished") if isinstance(counts, dict) else None
        total = story.get("commentCount") if total is None else total
        yield Article(None, key=key, title=title or as_text(story.get("title")),
                      address=as_text(story.get("url")),
                      expected=as_number(total))  # fmt: skip
        yield from _tree(story, at, key, None)


def _stories(row: Row) -> list[tuple[dict[str, Any], _Steps]]:
    """The stories (assets) with comments in an answer, or the comment whose answers it gives."""
    data = row.get("data")
    found: list[tuple[dict[str, Any], _Steps]] = []
    for name in ("story", "asset", "comment"):
        one = data.get(name) if isinstance(data, dict) else None
        if isinstance(one, dict) and any(_nodes(one, part, ()) is not None for part in _LISTS):
            found.append((one, ("data", name)))
    return found


def _nodes(holder: Row, name: str, steps: _Steps) -> list[tuple[Any, _Steps]] | None:
    """The comments of a connection, with their places; None where it is none."""
    held = holder.get(name)
    if not isinstance(held, dict):
        return None
    if isinstance(held.get("edges"), list):
        return [
            (
                edge.get("node") if isinstance(edge, dict) else None,
                (*steps, name, "edges", n, "node"),
            )
            for n, edge in enumerate(held["edges"])
        ]
    if isinstance(held.get("nodes"), list):
        return [(node, (*steps, name, "nodes", n)) for n, node in enumerate(held["nodes"])]
    return None


def _tree(holder: Row, steps: _Steps, key: str | None, above: str | None) -> Iterator[Item]:
    """The comments in a story or beneath a comment, each before its answers."""
    waiting = [(node, at, above) for node, at in reversed(_all_nodes(holder, steps))]
    while waiting:
        node, at, above = waiting.pop()
        if not isinstance(node, dict):
            yield Other("value that is no comment", point(*at))
            continue
        post: Post = records.read_node(node, point(*at), key, above)
        yield post
        answers = _all_nodes(node, at)
        waiting += [(answer, place, post.id) for answer, place in reversed(answers)]
        total = as_number(node.get("replyCount"))
        if total is not None and "replies" in node and total > len(answers):
            yield Absent(total - len(answers))


def _all_nodes(holder: Row, steps: _Steps) -> list[tuple[Any, _Steps]]:
    return [found for name in _LISTS for found in _nodes(holder, name, steps) or ()]
