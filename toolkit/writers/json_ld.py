"""schema.org as JSON-LD: articles with their comments, as search engines read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from toolkit.writers.details import ArticleDetails, Details
from toolkit.writers.rows import is_known, plain_rows, texts_of

description = "schema.org articles with comments (JSON-LD)"
ending = ".jsonld"
carries = frozenset(
    ("id", "text", "article_id", "author", "timestamp", "reply_to", "kind", "state", "upvotes",
     "downvotes", "position", "seeded_topics")
)  # fmt: skip
_CONTEXT = "https://schema.org"


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:
    """Write one article, or a graph of several; answers name what they answer (``parentItem``)."""
    articles = texts_of(table, "article_id")
    rows: dict[str | None, list[int]] = {}
    for row, article in enumerate(articles):
        rows.setdefault(article, []).append(row)
    rows = rows or {None: []}
    comments = list(_comments(table, details))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        several = len(rows) > 1
        context = f'{{"@context": {_json(_CONTEXT)}, '
        file.write(context + '"@graph": [\n' if several else context)
        for number, (article, its) in enumerate(rows.items()):
            head = _json(_article(article, len(its), details))[1:-1]
            file.write((",\n{" if number else "{") + head if several else head)
            file.write(', "comment": [\n')
            file.writelines(
                ("" if place == 0 else ",\n") + _json(comments[row])
                for place, row in enumerate(its)
            )
            file.write("\n]}")
        file.write("\n]}\n" if several else "\n")
    known = {str(own) for own in texts_of(table, "id")}
    orphans = sum(name is not None and name not in known for name in texts_of(table, "reply_to"))
    notes = []
    if orphans:
        notes.append(
            f"{orphans:,} comments answer one that is not in the table; they name it all the same"
        )
    unknown = sum(author is not None and not is_known(author)
                  for author in texts_of(table, "author"))  # fmt: skip
    if unknown:
        notes.append(f"{unknown:,} names that stand for an account that is gone are left out")
    return notes


def _article(article: str | None, comments: int, details: Details) -> dict[str, Any]:
    known = details.articles.get(article or "", ArticleDetails())
    return _without_nothing({
        "@type": "Article",
        "identifier": article,
        "headline": known.title,
        "url": known.address,
        "commentCount": comments,
    })  # fmt: skip


def _comments(table: pd.DataFrame, details: Details) -> Iterator[dict[str, Any]]:
    names = [name for name in table.columns if name in carries]
    for row in plain_rows(table, names):
        author, answered = row.get("author"), row.get("reply_to")
        kind, state = row.get("kind"), row.get("state")
        topics = row.get("seeded_topics")
        topics = topics.split("|") if isinstance(topics, str) else topics
        yield _without_nothing({
            "@type": "Comment",
            "@id": _name(row["id"]),
            "identifier": str(row["id"]),
            "additionalType": kind if kind != "comment" else None,
            "creativeWorkStatus": state if state != "visible" else None,
            "author": {"@type": "Person", "name": str(author)}
            if author is not None and is_known(str(author)) else None,
            "datePublished": row.get("timestamp"),
            "encodingFormat": "text/plain",
            "text": row.get("text") or "",
            "parentItem": None if answered is None
            else {"@type": "Comment", "@id": _name(answered)},
            "upvoteCount": row.get("upvotes"),
            "downvoteCount": row.get("downvotes"),
            "position": row.get("position"),
            "keywords": [details.topic_labels.get(topic, topic) for topic in topics or []] or None,
        })  # fmt: skip


def _name(identifier: object) -> str:
    """An id as an address within the file; any text makes a valid one."""
    return f"#{quote(str(identifier), safe='')}"


def _without_nothing(value: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in value.items() if one is not None}


def _json(value: Any) -> str:
    """JSON that can stand in a page's ``<script>``: no text in it can end the element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
