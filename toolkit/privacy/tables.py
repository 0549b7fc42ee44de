"""Tables of comments: the names in them learnt, and replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.privacy.keys import Pseudonyms
from toolkit.privacy.names import MOST, Names
from toolkit.privacy.texts import Replacer
from toolkit.records.columns import names_of_role

_IDS = ("id", "conversation_id", "reply_to")
_ADDED = ("vader_", "seeded_", "discovered_")  # columns that this toolkit adds
_PLAIN = frozenset(("kind", "state", "timestamp", "confidence", "doubts"))  # nobody stands there

Read = Callable[[Sequence[str]], Iterable[pd.DataFrame]]


def learn_names(
    read: Read, own_words: Iterable[tuple[str | None, str]] = (), *, most: int = MOST
) -> Names:
    """The names of the authors of tables, weighed by how they stand in the texts.

    Args:
        read: Gives the tables, with those of the columns asked for that they have.
        own_words: Articles with their titles and texts: a word there is no name of a commenter.
        most: How many names are kept.
    """
    names = Names(most)
    for table in read(["author", "article_id"]):
        for author, article, comments in _authors(table):
            if Pseudonyms.is_somebody(author):
                names.add(author, article, comments)
    if names.is_full:
        return names
    names.weigh(((text, names.scope(article)) for article, text in own_words), at_home=True)
    for table in read(["text", "article_id"]):
        texts = table["text"].tolist()
        pairs = zip(texts, _scopes(table, names), strict=True)
        names.weigh((text, scope) for text, scope in pairs if isinstance(text, str))
    names.settle()
    return names


def of_table(table: pd.DataFrame) -> Read:
    """A reader of one table for :func:`learn_names`; all columns of authors count.

    >>> read = of_table(pd.DataFrame({"user": ["Ann"], "text": ["Hm"]}))
    >>> [list(part.columns) for part in read(["author", "article_id"])]
    [['author']]
    """

    def read(columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        kept = [name for name in columns if name in table.columns]
        people = names_of_role(map(str, table.columns), "author") if "author" in columns else []
        if "author" not in columns:
            yield table[kept]
        for column in people:
            part = pd.DataFrame({"author": table[column].astype("string")})
            if "article_id" in kept:
                part["article_id"] = table["article_id"]
            yield part

    return read


def replace_in_table(table: pd.DataFrame, replacer: Replacer) -> pd.DataFrame:
    """The table with all its names replaced."""
    hidden = table.copy()
    articles = table["article_id"].tolist() if "article_id" in table else [None] * len(table)
    people = set(names_of_role(map(str, table.columns), "author"))
    ids = {
        identity: hide_id(identity, article, replacer)
        for identity, article in zip(table["id"].tolist(), articles, strict=True)
    }
    for place, column in enumerate(map(str, table.columns)):
        cells = table.iloc[:, place]
        kind: Any = cells.dtype
        if column in _IDS:
            new = [
                ids.get(cell) or hide_id(cell, article, replacer) if isinstance(cell, str) else cell
                for cell, article in zip(cells.tolist(), articles, strict=True)
            ]
        elif column in people:
            make = replacer.pseudonyms.author
            new = [make(cell) for cell in cells.astype("string").tolist()]
            kind = "string"
        elif column in ("article_id", "source"):
            new = _each(cells, replacer.path)
        elif column == "locator":
            new = [replacer.locator(cell) for cell in cells.tolist()]
        elif column in _PLAIN or column.startswith(_ADDED) or not _may_hold_text(cells):
            continue
        else:
            new = [walk(cell, replacer, scope) for cell, scope in
                   zip(cells.tolist(), _scopes(table, replacer.names), strict=True)]  # fmt: skip
        hidden.isetitem(place, pd.Series(new, index=table.index, dtype=kind))
    return hidden


def hide_id(identity: Any, article: Any, replacer: Replacer) -> Any:
    """What stands for an id, the article's before it where it was so; None for none."""
    if not isinstance(identity, str):
        return identity
    hidden = replacer.pseudonyms.identity(identity)
    if isinstance(article, str) and identity.startswith(f"{article}:"):
        return f"{replacer.path(article)}:{hidden}"
    return hidden


def walk(value: Any, replacer: Replacer, scope: int = 0) -> Any:
    """A value with the names replaced in all texts within it."""
    if isinstance(value, str):
        return replacer.text(value, scope)
    if isinstance(value, list | tuple):
        return type(value)([walk(inner, replacer, scope) for inner in value])
    if isinstance(value, Mapping):
        return {name: walk(inner, replacer, scope) for name, inner in value.items()}
    return value


def _authors(table: pd.DataFrame) -> Iterator[tuple[Any, str | None, int]]:
    if "author" not in table:
        return
    keys = [name for name in ("author", "article_id") if name in table]
    counted = table[keys].astype("string").value_counts(sort=False, dropna=True)
    for key, comments in counted.items():
        author, article = (*key, None)[:2] if isinstance(key, tuple) else (key, None)
        yield author, article, int(comments)


def _scopes(table: pd.DataFrame, names: Names) -> list[int]:
    """The scope of each row."""
    if "article_id" not in table:
        return [0] * len(table)
    articles = table["article_id"].tolist()
    of = {a: names.scope(a if isinstance(a, str) else None) for a in dict.fromkeys(articles)}
    return [of[article] for article in articles]


def _each(cells: pd.Series, change: Callable[[Any], Any]) -> list[Any]:
    values = cells.tolist()
    changed = {value: change(value) for value in dict.fromkeys(values)}
    return [changed[value] for value in values]


def _may_hold_text(cells: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_bool_dtype(cells)
                or pd.api.types.is_datetime64_any_dtype(cells))  # fmt: skip
