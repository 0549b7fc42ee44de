"""4CAT: CSV with the columns that all its datasets have, further ones under their own names.

4CAT takes the file as a custom upload; an empty timestamp is allowed there.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from toolkit.tables import FORMULA, count_cells, table_bytes
from toolkit.writers.details import ArticleDetails, Details
from toolkit.writers.rows import find_answers, instant, is_known, local_note, texts_of

description = "4CAT dataset (CSV, times in UTC where the instant is known)"
ending = ".csv"
carries = None
# our columns that have another name there
_RENAMED = {"reply_to": "parent_id", "upvotes": "likes", "downvotes": "dislikes",
            "timestamp": "timestamp_as_read", "locator": "source_locator"}  # fmt: skip
_THEIRS = ("id", "thread_id", "author", "body", "timestamp", "unix_timestamp", "subject", "url")


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:
    """Write the table; a thread is an article, or a conversation where no article is known."""
    ids = [str(own) for own in texts_of(table, "id")]
    authors, times = texts_of(table, "author"), texts_of(table, "timestamp")
    articles = texts_of(table, "article_id")
    roots = find_answers(ids, texts_of(table, "reply_to")).roots
    known = [details.articles.get(article or "", ArticleDetails()) for article in articles]
    instants = [instant(time) for time in times]
    made = {
        "id": ids,
        "thread_id": [ids[root] if article is None else article
                      for article, root in zip(articles, roots, strict=True)],
        "author": [author if is_known(author) else None for author in authors],
        "body": texts_of(table, "text"),
        "timestamp": [None if when is None else _utc(when) for when in instants],
        "unix_timestamp": instants,
        "subject": [article.title for article in known],
        "url": [article.address for article in known],
    }  # fmt: skip
    columns = {name: pd.Series(values, dtype=object) for name, values in made.items()}
    columns["unix_timestamp"] = columns["unix_timestamp"].astype("Int64")
    for place, name in enumerate(map(str, table.columns)):
        if name not in ("id", "text", "author"):
            new = _RENAMED.get(name, name)
            while new in columns:
                new = f"{new}_"
            columns[new] = table.iloc[:, place].reset_index(drop=True)
    for name, usual in (("timestamp_as_read", None), ("kind", "comment"), ("state", "visible")):
        columns.setdefault(name, pd.Series([usual] * len(ids), dtype=object))
    out = pd.DataFrame(columns)
    path.write_bytes(table_bytes(out, ending))
    notes = local_note(times, "timestamp is left empty, the time stands in 'timestamp_as_read'")
    guarded = count_cells(out, FORMULA)
    if guarded:
        notes.append(
            f"{guarded:,} cells that a spreadsheet would run as a formula have an apostrophe in "
            f"front, which 4CAT takes for a part of the text"
        )
    return notes


def _utc(when: int) -> str:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=when)
    return moment.strftime("%Y-%m-%d %H:%M:%S").zfill(19)
