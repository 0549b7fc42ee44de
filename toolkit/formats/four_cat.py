"""4CAT datasets: the columns that all its sources have, or a platform's objects as captured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.formats.captured import Opening, read_object
from toolkit.formats.four_cat_exported import is_exported, read_exported
from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.shapes import CSV, EXCEL, JSON, JSON_LINES, PARQUET
from toolkit.records.times import UTC, from_iso, seconds
from toolkit.records.values import as_id, as_number, as_parent, as_text

description = "4CAT datasets (CSV, NDJSON), objects of platforms captured with Zeeschuimer (NDJSON)"
times = "times are UTC, as the format documents"
by_rows = True
_ONLY_POSTS = "the first records only open threads, so that such records are read as comments"


def detect(export: Export) -> bool:
    """Whether its rows have the five columns of every dataset, or are captured objects."""
    if export.shape in (JSON, JSON_LINES) and any(_object(row)[0] for row in export.sample):
        return True
    return (
        export.shape in (CSV, EXCEL, PARQUET, JSON_LINES)
        and export.has("id", "thread_id", "author", "body", "timestamp")
        and "locator" not in export.columns
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """A comment a row; a row that opens its thread is the thread's article.

    Where the first rows hold nothing but such openings, they are comments.
    """
    if is_exported(export):
        yield from read_exported(export, skip=skip)
        return
    firsts = [one for row in export.sample for one in _row(row, "", Counter())]
    known = [one for one in firsts if isinstance(one, Post | Opening)]
    only_posts = bool(known) and all(isinstance(one, Opening) for one in known)
    if only_posts and _ONLY_POSTS not in export.notes:
        export.notes.append(_ONLY_POSTS)
    unknown: Counter[str] = Counter()
    for place, row in export.rows(skip=skip):
        for one in _row(row, place, unknown):
            if isinstance(one, Post) and one.parent == one.article and not only_posts:
                yield one._replace(parent=None)
            elif not isinstance(one, Opening):
                yield one
            elif only_posts:
                if one.address or one.title:
                    yield Article(None, key=one.post.article, address=one.address,
                                  title=one.title)  # fmt: skip
                yield one.post
            else:
                yield one.as_article()
    for source, number in unknown.items():
        export.notes.append(f"{number:,} × objects of {source} not read: their form is not known")


def _row(row: Mapping[str, Any], place: str, unknown: Counter[str]) -> list[Item | Opening]:
    thing, source = _object(row)
    if thing is None:
        return [_of_columns(row, place)]
    found = [_shown(one) for one in read_object(thing, place)]
    if not found:
        unknown[source] += 1
        return [Other(f"object of {source}", place)]
    return found


def _object(row: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, str]:
    """The platform's own object in a row and what the platform is called; None for columns."""
    meta, data = row.get("__import_meta"), row.get("data")
    if isinstance(meta, dict):
        return row, as_text(meta.get("source_platform")) or "an unnamed platform"
    if isinstance(data, dict) and "source_platform" in row:
        return data, as_text(row["source_platform"]) or "an unnamed platform"
    return None, ""


def _shown(one: Item | Opening) -> Item | Opening:
    """Without the word that stands for a name that was taken out."""
    if isinstance(one, Opening):
        return one._replace(post=_shown_post(one.post))
    return _shown_post(one) if isinstance(one, Post) else one


def _shown_post(post: Post) -> Post:
    return post._replace(author=None) if post.author in ("REDACTED", "") else post


def _of_columns(row: Mapping[str, Any], place: str) -> Item | Opening:
    own, thread = as_id(row.get("id")), as_id(row.get("thread_id"))
    body, author = as_text(row.get("body")), as_text(row.get("author"))
    if own is None and body is None:
        return Other("empty row", place)
    post = as_id(row.get("post_id"))
    nested = (as_text(row.get("is_comment_on_comment")) or "").lower() in ("yes", "true")
    parent = as_parent(row.get("parent_id"))
    if parent is None and nested:
        parent = thread
    key = post or thread
    printed = as_text(row.get("timestamp"))
    found = Post(
        own,
        from_plain(body or ""),
        place,
        None if parent in (post, own) else parent,
        key,
        author,
        from_iso(printed, zone=UTC) or seconds(row.get("unix_timestamp")),
        printed,
        upvotes=as_number(row.get("likes") or row.get("like_count")),
    )
    if own == thread and not nested and post is None:
        return Opening(_shown_post(found), as_text(row.get("url")), as_text(row.get("subject")))
    return _shown_post(found)
