"""What a writer is told beyond the table, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from toolkit._version import __version__
from toolkit.errors import SettingsError
from toolkit.files import GENERATOR
from toolkit.seeded.topics_file import Topic
from toolkit.sources import decode, read_bytes

PROGRAM = f"{GENERATOR} {__version__}"


@dataclass(frozen=True, kw_only=True)
class ArticleDetails:
    """What is known of an article.

    Attributes:
        title: Its title, or None.
        address: Its address on the Web, or None.
    """

    title: str | None = None
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is known beyond the table.

    Attributes:
        articles: Title and address by ``article_id``.
        topic_labels: Labels of seeded topics by name; the name stands where none is given.
        topics: The analyst's topics, for formats that have a place for the words that show them.
    """

    articles: Mapping[str, ArticleDetails] = field(default_factory=dict)
    topic_labels: Mapping[str, str] = field(default_factory=dict)
    topics: Sequence[Topic] = ()


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was written.

    Attributes:
        comments: How many comments.
        notes: What could not be carried or was changed, a sentence each.
    """

    comments: int
    notes: tuple[str, ...] = ()


def not_carried(table: pd.DataFrame, carries: frozenset[str] | None) -> list[str]:
    """The columns with values that a format has no place for, with how many comments have one.

    >>> table = pd.DataFrame({"id": ["a", "b"], "upvotes": [3, None], "downvotes": [None, None]})
    >>> not_carried(table, frozenset({"id"}))
    ["not carried, because the format has no place for it: 'upvotes' (1 of 2 comments)"]
    """
    if carries is None:
        return []
    left = {
        str(name): int(table[name].notna().sum()) for name in table.columns if name not in carries
    }
    return [
        f"not carried, because the format has no place for it: {name!r} ({n:,} of {len(table):,} "
        f"comments)"
        for name, n in left.items()
        if n
    ]


def read_articles(path: Path) -> dict[str, ArticleDetails]:
    """Titles and addresses of the articles, from what ``toolkit parse --summary`` wrote.

    Raises:
        SourceError: The file is missing or can't be read.
        SettingsError: It is no such summary.
    """
    try:
        summary = json.loads(decode(read_bytes(path), path).text)
        rows = [*summary["sources"], *summary.get("articles", [])]
        return {
            row["article_id"]: ArticleDetails(title=row["title"], address=row["address"])
            for row in rows
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SettingsError(
            f"{path}: is no summary of `toolkit parse`; make one with `toolkit parse ... --summary "
            f"{path.name}`"
        ) from None
