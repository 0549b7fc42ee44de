"""Addresses of articles: which of them are of the same article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit


class Known(NamedTuple):
    """A thread with what is known of its article."""

    key: str
    address: str | None
    title: str | None


def merge_threads(threads: Iterable[Known]) -> dict[str, str]:
    """The key of the first thread of the same article, by the key of each.

    Addresses are the same but for scheme, ``www.``, a slash at the end and what follows ``#``.
    Where the queries differ they may name the article (``?p=198``): then the titles must be the
    same, or one is missing and the path names a page of the site.

    >>> merge_threads([Known("1", "http://s.example/a?x=1", "A"),
    ...     Known("2", "https://s.example/a/", "A"), Known("3", "http://s.example/?p=3", "B"),
    ...     Known("4", "http://s.example/?p=4", "C")])
    {'1': '1', '2': '1', '3': '3', '4': '4'}
    """
    first: dict[str, str] = {}
    by_name: dict[tuple[str, ...], str] = {}
    for key, address, title in threads:
        if key in first:
            continue
        first[key] = key
        bare = bare_address(address)
        if bare is None:
            continue
        place, query = bare
        titled = " ".join((title or "").split()).casefold()
        names: list[tuple[str, ...]] = [("query", place, query)]
        if titled:
            names.append(("title", place, titled))
        kept = [*names, ("any", place)] + ([] if titled else [("untitled", place)])
        if "/" in place and not (titled and query):
            names.append(("untitled" if titled else "any", place))
        first[key] = found = next((by_name[name] for name in names if name in by_name), key)
        for name in kept:
            by_name.setdefault(name, found)
    return first


def bare_address(address: str | None) -> tuple[str, str] | None:
    """An address without scheme, ``www.``, fragment and a slash at its end; its query apart.

    >>> bare_address("HTTPS://WWW.Site.example/A/?page=2#top")
    ('site.example/A', 'page=2')
    """
    if not address or not address.strip():
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip(), ""
    host = parts.netloc.lower().removeprefix("www.")
    return host + parts.path.rstrip("/"), parts.query
