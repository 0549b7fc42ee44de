"""Objects of platforms as a browser captured them for 4CAT: which is known, and what it says.

A reader of a platform's object gives its comments and answers, the object itself last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from toolkit.records import Article, Item, Post
from toolkit.records.markup import from_escaped, from_plain
from toolkit.records.places import point
from toolkit.records.times import from_epoch, seconds
from toolkit.records.values import as_id, as_number, as_parent, as_text, listed

Object = Mapping[str, Any]


class Opening(NamedTuple):
    """A post that opens a thread: an article, or a record where a set holds nothing else."""

    post: Post
    address: str | None = None
    title: str | None = None

    def as_article(self) -> Article:
        """The opening as the article that comments are about."""
        post = self.post
        return Article(post.place, key=post.article, title=self.title, address=self.address,
                       text=post.text or None)  # fmt: skip


def read_object(row: Object, place: str) -> list[Item | Opening]:
    """What an object holds; nothing where its form is not known."""
    for is_known, read in _FORMS:
        if is_known(row):
            return list(read(row, place))
    return []


def within(value: Any, *steps: str | int) -> Any:
    """What stands deeper in objects and lists, or None where the way ends.

    >>> within({"a": [{"b": 1}]}, "a", 0, "b"), within({"a": None}, "a", "b")
    (1, None)
    """
    for step in steps:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def _plain(value: Any) -> str:
    return from_plain(as_text(value) or "")


def _first(*values: Any) -> str | None:
    return next((text for value in values if (text := as_id(value))), None)


def _deeper(place: str, *steps: str | int) -> str:
    inner = point(*steps)
    if "pointer=" in place:
        return place + inner.removeprefix("pointer=")
    return f"{place};{inner}"


def _nested(row: Object, place: str, *names: str) -> Iterator[tuple[Object, str]]:
    """Answers that stand inside a comment, with their places."""
    for name in names:
        for number, answer in enumerate(listed(row.get(name))):
            if isinstance(answer, dict):
                yield answer, _deeper(place, name, number)


def _short_video_comment(row: Object, place: str, above: str | None = None) -> Iterator[Item]:
    """TikTok and Douyin: ``aweme_id`` is the video, ``reply_id`` 0 at top level."""
    own, video = as_id(row.get("cid")), as_id(row.get("aweme_id"))
    for answer, at in _nested(row, place, "reply_comment"):
        yield from _short_video_comment({"aweme_id": video, **answer, "reply_comment": None}, at,
                                        own)  # fmt: skip
    address, title = as_text(within(row, "share_info", "url")), within(row, "share_info", "title")
    yield Article(None, key=video, title=_plain(title) or None,
                  address=address.split(".html")[0] if address else None)  # fmt: skip
    user = row.get("user")
    yield Post(
        own,
        _plain(row.get("text")),
        place,
        as_parent(row.get("reply_to_reply_id")) or as_parent(row.get("reply_id")) or above,
        video,
        _first(within(user, "unique_id"), within(user, "nickname"), within(user, "uid")),
        seconds(row.get("create_time")),
        as_text(row.get("create_time")),
        upvotes=as_number(row.get("digg_count")),
    )


def _note_comment(row: Object, place: str, above: str | None = None) -> Iterator[Item]:
    """Xiaohongshu (RedNote): times are milliseconds, answers stand in ``sub_comments``."""
    own, note = as_id(row.get("id")), as_id(row.get("note_id"))
    for answer, at in _nested(row, place, "sub_comments"):
        yield from _note_comment({"note_id": note, **answer, "sub_comments": None}, at, own)
    user = row.get("user_info") or row.get("user")
    written = row.get("create_time") or row.get("time")
    yield Post(
        own,
        _plain(row.get("content")),
        place,
        _first(within(row, "target_comment", "id")) or above,
        note,
        _first(within(user, "nickname"), within(user, "user_id")),
        from_epoch(written, unit=1000),
        as_text(written),
        upvotes=as_number(row.get("like_count")),
    )


def _picture_comment(row: Object, place: str) -> Iterator[Item]:
    """Instagram: comments as the capture itself made them alike."""
    post = _first(row.get("post_id"), row.get("media_id"))
    yield Article(None, key=post, address=as_text(row.get("post_url")))
    written = row.get("created_at") or row.get("created_at_utc")
    yield Post(
        _first(row.get("comment_id"), row.get("pk"), row.get("id")),
        _plain(row.get("text")),
        place,
        as_parent(row.get("parent_comment_id")),
        post,
        _first(within(row, "user", "unique_id"), within(row, "user", "username")),
        seconds(written),
        as_text(written),
        upvotes=as_number(row.get("comment_like_count")),
    )


def _picture(row: Object, place: str) -> Iterator[Opening]:
    """Instagram and Threads: posts of a list, or nodes of a graph."""
    own = _first(row.get("code"), row.get("shortcode"))
    caption = within(row, "caption", "text") or within(
        row, "edge_media_to_caption", "edges", 0, "node", "text")  # fmt: skip
    written = row.get("taken_at") or row.get("taken_at_timestamp")
    likes = row.get("like_count")
    likes = within(row, "edge_media_preview_like", "count") if likes is None else likes
    post = Post(own, _plain(caption), place, None, own,
                _first(within(row, "user", "username"), within(row, "owner", "username")),
                seconds(written), as_text(written), upvotes=as_number(likes))  # fmt: skip
    yield Opening(post)


def _short_message(row: Object, place: str) -> Iterator[Item | Opening]:
    """X (Twitter): the old fields stand in ``legacy``."""
    legacy = row["legacy"]
    own = _first(row.get("rest_id"), legacy.get("id_str"))
    thread = _first(legacy.get("conversation_id_str")) or own
    user = within(row, "core", "user_results", "result")
    written = as_text(legacy.get("created_at"))
    text = within(row, "note_tweet", "note_tweet_results", "result", "text")
    post = Post(
        own,
        from_escaped(as_text(text) or as_text(legacy.get("full_text")) or ""),
        place,
        as_parent(legacy.get("in_reply_to_status_id_str")),
        thread,
        _first(within(user, "core", "screen_name"), within(user, "legacy", "screen_name"),
               within(row, "user", "screen_name")),
        _stamp(written),
        written,
        upvotes=as_number(legacy.get("favorite_count")),
    )  # fmt: skip
    yield Opening(post) if own == thread else post


def _video(row: Object, place: str) -> Iterator[Opening]:
    """TikTok and Douyin: videos."""
    own = _first(row.get("aweme_id"), row.get("awemeId"), row.get("id"))
    user = row.get("author") or row.get("authorInfo")
    name = user if isinstance(user, str) else _first(
        within(user, "uniqueId"), within(user, "unique_id"), within(user, "nickname"))  # fmt: skip
    written = row.get("create_time") or row.get("createTime")
    stats = row.get("statistics") or row.get("stats")
    likes = within(stats, "digg_count")
    likes = within(stats, "diggCount") if likes is None else likes
    yield Opening(Post(own, _plain(row.get("desc")), place, None, own, name, seconds(written),
                       as_text(written), upvotes=as_number(likes)))  # fmt: skip


def _page_comments(row: Object, place: str) -> Iterator[Item]:
    """Facebook: the comments of one post, in a list of a graph."""
    post = as_id(row.get("id"))
    steps = ("comment_rendering_instance_for_feed_location", "comments")
    edges = within(row, *steps, "edges")
    for number, edge in enumerate(listed(edges)):
        node, at = within(edge, "node"), _deeper(place, *steps, "edges", number, "node")
        if isinstance(node, dict):
            yield Post(
                _first(node.get("legacy_fbid"), node.get("id")),
                _plain(within(node, "body", "text") or within(node, "preferred_body", "text")),
                at,
                _first(within(node, "comment_direct_parent", "legacy_fbid"),
                       within(node, "comment_parent", "legacy_fbid")),
                post,
                _first(within(node, "author", "name")),
                seconds(node.get("created_time")),
                as_text(node.get("created_time")),
                upvotes=as_number(within(node, "feedback", "reactors", "count")),
            )  # fmt: skip
    yield Article(place, key=post, expected=as_number(within(row, *steps, "total_count")))


def _stamp(written: str | None) -> str | None:
    """A time as in ``Wed Oct 10 20:19:24 +0000 2018``."""
    try:
        stamp = dt.datetime.strptime(written or "", "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        return None
    return stamp.isoformat()


_FORMS: tuple[
    tuple[Callable[[Object], bool], Callable[[Object, str], Iterator[Item | Opening]]], ...
] = (
    (lambda row: {"cid", "text"} <= row.keys() and "aweme_id" in row, _short_video_comment),
    (lambda row: {"note_id", "content", "id"} <= row.keys(), _note_comment),
    (lambda row: "text" in row and "user" in row and ("parent_comment_id" in row or
     "comment_like_count" in row), _picture_comment),
    (lambda row: isinstance(row.get("legacy"), dict) and "full_text" in row["legacy"],
     _short_message),
    (lambda row: isinstance(row.get("comment_rendering_instance_for_feed_location"), dict),
     _page_comments),
    (lambda row: ("code" in row and "taken_at" in row) or ("shortcode" in row
     and "taken_at_timestamp" in row), _picture),
    (lambda row: "desc" in row and ("aweme_id" in row or "createTime" in row), _video),
)  # fmt: skip
