"""What was read of sources, with the names in it replaced: lines, titles, warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.privacy.keys import Replaced, normalise_name
from toolkit.privacy.tables import hide_id, replace_in_table, walk
from toolkit.privacy.texts import Replacer

if TYPE_CHECKING:
    from toolkit.formats import Parsed

_OF_COMMENTS = ("comment", "pingback")  # roles of lines
_PATHS = ("source", "article_id", "address")
_FIGURES = ("sha256", "encoding", "format", "confidence", "doubts", "counts", "input")


def hide_parsed(parsed: Parsed, replacer: Replacer) -> Parsed:
    """What was read, with pseudonyms in the place of names in all its tables."""
    comments = replace_in_table(parsed.comments, replacer)
    said = replacer.replaced.sentence()  # of the comments: the lines show the same texts again
    replacer = Replacer(replacer.pseudonyms, replacer.names, Replaced())
    return replace(
        parsed,
        comments=comments,
        privacy=f"{said[0].upper()}{said[1:]}.",
        lines=_hide_lines(parsed, replacer),
        sources=_hide_rows(parsed.sources, replacer),
        articles=_hide_rows(parsed.articles, replacer),
        explanations={
            replacer.path(source): _hide_object(explanation, replacer)
            for source, explanation in parsed.explanations.items()
        },
    )


def _hide_rows(table: pd.DataFrame, replacer: Replacer) -> pd.DataFrame:
    """The sources or the articles."""
    hidden = table.copy()
    scopes = [replacer.names.scope(article) for article in table["article_id"]]
    missing = [
        _hidden_ids(ids, replacer) for ids in table.get("missing_parents", [()] * len(table))
    ]
    for column in table.columns:
        values = table[column].tolist()
        if column in _FIGURES or pd.api.types.is_numeric_dtype(table[column]):
            continue
        if column == "missing_parents":
            new: list[Any] = [list(ids.values()) for ids in missing]
        elif column in _PATHS:
            new = [replacer.path(replacer.text(value)) if column == "address"
                   else replacer.path(value) for value in values]  # fmt: skip
        else:
            new = [walk(_with_ids(value, ids), replacer, scope)
                   for value, ids, scope in zip(values, missing, scopes, strict=True)]  # fmt: skip
        hidden[column] = pd.Series(new, index=table.index, dtype=table[column].dtype)
    return hidden


def _hidden_ids(ids: Any, replacer: Replacer) -> dict[str, str]:
    return {one: hide_id(one, str(one).partition(":")[0], replacer) for one in ids or ()}


def _with_ids(value: Any, hidden: Mapping[str, str]) -> Any:
    """Warnings with the ids in them replaced."""
    if isinstance(value, list):
        return [_with_ids(inner, hidden) for inner in value]
    if isinstance(value, str) and hidden:
        for one in sorted((one for one in hidden if one in value), key=len, reverse=True):
            value = value.replace(one, hidden[one])
    return value


def _hide_lines(parsed: Parsed, replacer: Replacer) -> pd.DataFrame:
    """The lines; those that head a comment without its author, whatever the name is."""
    lines = parsed.lines
    if lines.empty:
        return lines.copy()
    article = dict(zip(parsed.sources["source"], parsed.sources["article_id"], strict=True))
    authors = dict(zip(parsed.comments["id"], parsed.comments["author"], strict=True))
    rows = list(
        zip(lines["source"], lines["role"], lines["name"], lines["id"], lines["text"], strict=True)
    )
    texts: list[str] = []
    for (source, head), group in groupby(rows, key=lambda row: (row[0], _is_head(row))):
        scope = replacer.names.scope(article.get(source))
        own = [_without_own(row[4], authors.get(row[3]), head, replacer) for row in group]
        joined = replacer.text("\n".join(own), scope, head=head, lines=True).split("\n")
        if len(joined) != len(own):  # a line that holds a line end
            joined = [replacer.text(text, scope, head=head) for text in own]
        texts += joined
    hidden = lines.copy()
    hidden["text"] = pd.Series(texts, index=lines.index, dtype="string")
    hidden["source"] = lines["source"].map(replacer.path).astype("string")
    hidden["id"] = pd.Series(
        [hide_id(one, article.get(source), replacer) for source, *_, one, _ in rows],
        index=lines.index, dtype="string",
    )  # fmt: skip
    return hidden


def _is_head(row: tuple[Any, ...]) -> bool:
    return row[1] in _OF_COMMENTS and "text" not in str(row[2])


def _without_own(text: str, author: Any, head: bool, replacer: Replacer) -> str:
    """A line of a comment without the name of its own author at its beginning or as its head."""
    if not isinstance(author, str) or not author.strip() or not replacer.pseudonyms.author(author):
        return text
    pseudonym = replacer.pseudonyms.of(author)
    if normalise_name(text) == normalise_name(author):
        return pseudonym
    after = text[len(author) : len(author) + 1]
    if text.startswith(author) and not (after.isalnum() or after == "_"):
        return pseudonym + text[len(author) :]
    return text.replace(author, pseudonym) if head and not author.isalnum() else text


def _hide_object(value: Any, replacer: Replacer) -> Any:
    """An explanation, or a part of it, with the names replaced in its texts."""
    if is_dataclass(value) and not isinstance(value, type):
        inner = {field.name: _hide_object(getattr(value, field.name), replacer)
                 for field in fields(value)}  # fmt: skip
        return replace(value, **inner)
    if isinstance(value, tuple):
        return tuple(_hide_object(inner, replacer) for inner in value)
    return walk(value, replacer)
