"""Coral (Talk): documents of its database, rows of its tables, nodes of its answers as posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.records import Article, Post
from toolkit.records.markup import from_html, from_plain
from toolkit.records.times import UTC, from_epoch, from_iso
from toolkit.records.values import Dates, as_id, as_number, as_text, listed

Row = Mapping[str, Any]
STATES = {
    "NONE": "visible", "APPROVED": "visible", "ACCEPTED": "visible", "REJECTED": "removed",
    "PREMOD": "held", "SYSTEM_WITHHELD": "held",
}  # fmt: skip
_REACTIONS = ("reaction", "upvote", "respect", "like", "love")
OWN_COLUMNS = ("Comment ID", "Article URL", "Comment Text")
HEADER = ("id", "author_id", "story_id", "created_at", "body", "parent_id", "status", "rating")
_WIDTHS = (6, 7, 8)  # cells of a row of comments for import
_USER, _STORY = 6, 7  # cells of one of users and of stories


def is_comment(row: Row) -> bool:
    """Whether it is a comment of the database, of version 5 and later or of version 4."""
    of_story = "storyID" in row and ("revisions" in row or "authorID" in row)
    return of_story or ("asset_id" in row and ("body_history" in row or "author_id" in row))


def is_user(row: Row) -> bool:
    """Whether it is a user of the database."""
    return "username" in row and ("tenantID" in row or "profiles" in row or "role" in row
                                  or "status" in row)  # fmt: skip


def is_story(row: Row) -> bool:
    """Whether it is a story of the database (an asset in version 4)."""
    return "url" in row and "storyID" not in row and (
        "tenantID" in row or "commentCounts" in row or "scraped" in row or "metadata" in row
    ) and "username" not in row  # fmt: skip


def is_bare_comment(cells: Sequence[Any]) -> bool:
    """Whether cells are a comment for import: ids, then an instant in the fourth place."""
    return (
        len(cells) in _WIDTHS
        and from_iso(cells[3]) is not None
        and "T" in str(cells[3]).replace(" ", "T")
        and all(name and " " not in str(name) for name in (cells[0], cells[2]))
    )


def is_bare_user(cells: Sequence[Any]) -> bool:
    """Whether cells are a user for import: the second is an e-mail address."""
    return len(cells) == _USER and "@" in str(cells[1])


def is_bare_story(cells: Sequence[Any]) -> bool:
    """Whether cells are a story for import: the second is an address of the Web."""
    return len(cells) == _STORY and str(cells[1]).startswith(("http://", "https://"))


def own_id(row: Row) -> str | None:
    """The id of a document; Mongo's own where there is no other."""
    return plain_id(row.get("id")) or plain_id(row.get("_id"))


def plain_id(value: Any) -> str | None:
    """An id, without the object that Mongo puts around some (``{"$oid": …}``)."""
    if isinstance(value, dict):
        value = next(iter(value.values()), None)
    return as_id(value)


def read_date(value: Any) -> tuple[str | None, str | None]:
    """A time as Mongo exports write it: ISO 8601 in UTC, and as it is written.

    >>> read_date({"$date": {"$numberLong": "1600000000000"}})
    ('2020-09-13T12:26:40+00:00', '1600000000000')
    >>> read_date({"$date": "2020-09-13T12:26:40Z"})[0], read_date({"$date": -62135596800000})[0]
    ('2020-09-13T12:26:40+00:00', None)
    """
    while isinstance(value, dict):
        value = value.get("$date", value.get("$numberLong"))
    text = as_text(value)
    if text is None:
        return None, None
    number = as_number(text)
    if number is not None:
        return from_epoch(number, unit=1000) if number > 0 else None, text
    return from_iso(text, zone=UTC), text


def read_comment(row: Row, place: str, names: Mapping[str, str]) -> Post:
    """A comment of the database; the last of its versions is the current one."""
    new = "storyID" in row
    versions = [one for one in listed(row.get("revisions" if new else "body_history"))
                if isinstance(one, dict)]  # fmt: skip
    current = versions[-1] if versions else {}
    body = as_text(current.get("body")) or as_text(row.get("body")) or ""
    rich = row.get("metadata")
    rich = as_text(rich.get("richTextBody")) if isinstance(rich, dict) else None
    gone = row.get("deletedAt" if new else "deleted_at")
    timestamp, printed = read_date(row.get("createdAt" if new else "created_at"))
    writer = plain_id(row.get("authorID" if new else "author_id"))
    state = "deleted" if gone else STATES.get(as_text(row.get("status")) or "NONE", "held")
    return Post(
        own_id(row),
        "" if gone else from_html(rich or body) if new or rich else from_plain(body),
        place,
        plain_id(row.get("parentID" if new else "parent_id")),
        plain_id(row.get("storyID" if new else "asset_id")),
        names.get(writer or "", writer),
        timestamp,
        printed,
        state=state,
        upvotes=_reactions(row.get("actionCounts" if new else "action_counts")),
    )


def read_story(row: Row, place: str) -> Article:
    """A story of the database, or an asset."""
    meta, counts = row.get("metadata"), row.get("commentCounts")
    meta = meta if isinstance(meta, dict) else {}
    statuses = counts.get("status") if isinstance(counts, dict) else None
    numbers = [as_number(n) for n in statuses.values()] if isinstance(statuses, dict) else []
    return Article(
        place,
        key=own_id(row),
        title=as_text(meta.get("title")) or as_text(row.get("title")),
        address=as_text(row.get("url")),
        expected=sum(n for n in numbers if n is not None) if numbers else None,
    )


def read_import(cells: Sequence[Any], place: str, names: Mapping[str, str]) -> Post:
    """A row of comments for import: its cells in :data:`HEADER`'s order."""
    row = dict(zip(HEADER, cells, strict=False))
    printed, writer = as_text(row["created_at"]), as_id(row["author_id"])
    return Post(
        as_id(row["id"]),
        from_html(as_text(row["body"]) or ""),
        place,
        as_id(row.get("parent_id")),
        as_id(row["story_id"]),
        names.get(writer or "", writer),
        from_iso(printed),
        printed,
        state=STATES.get(as_text(row.get("status")) or "NONE", "held"),
    )


def read_own(row: Row, place: str, dates: Dates) -> Post:
    """A row of the comments that a reader downloaded of themselves."""
    printed = as_text(row.get("Published Timestamp"))
    return Post(
        as_id(row.get("Comment ID")),
        from_plain(as_text(row.get("Comment Text")) or ""),
        place,
        article=as_text(row.get("Article URL")),
        timestamp=dates.read(printed),
        timestamp_text=printed,
    )


def read_node(node: Row, place: str, key: str | None, above: str | None) -> Post:
    """A comment as pages load it."""
    new = "createdAt" in node
    author, parent = node.get("author") or node.get("user"), node.get("parent")
    timestamp, printed = read_date(node.get("createdAt" if new else "created_at"))
    status = as_text(node.get("status")) or "NONE"
    state = "deleted" if node.get("deleted") else STATES.get(status, "held")
    body = as_text(node.get("body")) or ""
    return Post(
        as_id(node.get("id")),
        "" if node.get("deleted") else from_html(body) if new else from_plain(body),
        place,
        (as_id(parent.get("id")) if isinstance(parent, dict) else None) or above,
        key,
        as_text(author.get("username")) if isinstance(author, dict) else None,
        timestamp,
        printed,
        state="held" if node.get("pending") and state == "visible" else state,
        upvotes=_reactions(node.get("actionCounts")),
    )


def _reactions(counts: Any) -> int | None:
    """How often readers agreed, by whatever name the site gives it; None where nothing is told."""
    if not isinstance(counts, dict):
        return None
    found = {str(name).lower(): number for name, number in counts.items()}
    numbers = []
    for name in _REACTIONS:
        number = found.get(name)
        number = as_number(number.get("total") if isinstance(number, dict) else number)
        if number is not None:
            numbers.append(number)
    return sum(numbers) if numbers or counts == {} else None
