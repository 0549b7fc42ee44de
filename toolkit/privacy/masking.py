"""What was read, without e-mail and IP addresses: what every report is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.privacy.addresses import is_ip, mask_addresses, without_address

if TYPE_CHECKING:
    from toolkit.formats import Parsed

_IDS = ("id", "conversation_id", "reply_to", "article_id", "missing_parents")


def mask_parsed(parsed: Parsed) -> tuple[Parsed, Counter[str]]:
    """What was read with all addresses masked, and how many stood in the comments' texts.

    Authors that are addresses keep what stands before the domain; those that are alike then get
    a number, so that as many stay different as were.
    """
    found: Counter[str] = Counter()
    for text in parsed.comments["text"].dropna():
        found.update(mask_addresses(text)[1])
    comments = _mask_table(parsed.comments.drop(columns="author"))
    authors = _mask_authors(parsed.comments["author"])
    comments.insert(list(parsed.comments.columns).index("author"), "author", authors)
    masked = replace(
        parsed,
        comments=comments,
        lines=_mask_table(parsed.lines),
        sources=_mask_table(parsed.sources),
        articles=_mask_table(parsed.articles),
    )
    return masked, found


def _mask_table(table: pd.DataFrame) -> pd.DataFrame:
    masked = table.copy()
    for column in table.columns:
        if column in _IDS or pd.api.types.is_numeric_dtype(table[column]):
            continue
        values = [_mask(value) for value in table[column].tolist()]
        masked[column] = pd.Series(values, index=table.index, dtype=table[column].dtype)
    return masked


def _mask(value: Any) -> Any:
    if isinstance(value, str):
        return mask_addresses(value)[0]
    if isinstance(value, list | tuple):
        return type(value)([_mask(inner) for inner in value])
    if isinstance(value, Mapping):
        return {_mask(name): _mask(inner) for name, inner in value.items()}
    return value


def _mask_authors(authors: pd.Series) -> pd.Series:
    shown: dict[Any, Any] = {}
    times: Counter[str] = Counter()
    for author in authors.dropna().unique():
        name = "[IP address]" if is_ip(author) else without_address(author) or author
        if name != author:
            times[name] += 1
            name = f"{name} ({times[name]})" if times[name] > 1 else name
        shown[author] = mask_addresses(name)[0]
    return authors.map(lambda author: shown.get(author, author)).astype(authors.dtype)
