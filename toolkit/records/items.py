"""What a reader of exports gives, item by item; ids are the file's own, always strings."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Post(NamedTuple):
    """One comment, or what stands in a comment's place, as the file has it.

    Attributes:
        id: The file's own id, or None where it has none.
        text: Plain text (:mod:`toolkit.records.markup`).
        place: The record's locator (:mod:`toolkit.records.places`).
        parent: The own id of the comment answered, or None for an answer to the article.
        article: The own key of the article, or None where the file is about one and names none.
        author: Name as shown, or None.
        timestamp: ISO 8601 with an offset where the format documents the zone; or an instant as
            whole seconds since 1970 (:func:`toolkit.records.times.seconds`); or None.
        timestamp_text: The time as the file writes it, or None.
        kind: One of :data:`toolkit.schema.KINDS`.
        state: One of :data:`toolkit.schema.STATES`.
        upvotes: Votes for, or None.
        downvotes: Votes against, or None.
    """

    id: str | None
    text: str
    place: str
    parent: str | None = None
    article: str | None = None
    author: str | None = None
    timestamp: str | int | None = None
    timestamp_text: str | None = None
    kind: str = "comment"
    state: str = "visible"
    upvotes: int | None = None
    downvotes: int | None = None


class Article(NamedTuple):
    """The article, topic, video or post that comments are about.

    Attributes:
        place: The record's locator, or None where no record of its own tells of it.
        key: Its own key in the file, as the posts' ``article``.
        title: Its title, or None.
        address: Its address on the Web, or None.
        text: Its text, or None.
        expected: How many comments the file says it has, or None.
    """

    place: str | None
    key: str | None = None
    title: str | None = None
    address: str | None = None
    text: str | None = None
    expected: int | None = None


class Other(NamedTuple):
    """A record that is neither comment nor article, by name ("settings", "vote")."""

    name: str
    place: str


class Stub(NamedTuple):
    """A record that stands for comments which are not in the file.

    Attributes:
        place: The record's locator.
        number: How many comments it stands for, or None where it doesn't say.
    """

    place: str
    number: int | None = None


class Absent(NamedTuple):
    """Comments that a record says exist and are not in the file, where no stub stands for them.

    Attributes:
        number: How many.
        what: What they are ("replies").
    """

    number: int
    what: str = "replies"


Item: TypeAlias = Post | Article | Other | Stub | Absent
