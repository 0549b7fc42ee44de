"""schema.org data saved alone (JSON-LD): articles, postings and questions with their comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from toolkit import schema
from toolkit.pages.vocabulary import STATES
from toolkit.records import Article, Export, Item, Other, Post, Stub
from toolkit.records.articles import inherit_articles
from toolkit.records.linked_data import (
    author_of,
    get,
    interactions,
    is_reference,
    name_of,
    names_of,
    plain_name,
    types_of,
)
from toolkit.records.markup import from_escaped, from_html, from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.values import Dates, as_number, as_text, listed, objects

description = "schema.org articles, postings and questions with comments (JSON-LD)"
times = "times have a zone only where one is written with them"
by_rows = False
_COMMENTS = frozenset(("comment", "usercomments", "answer", "correctioncomment"))
_HOLDERS = ("comment", "comments", "acceptedAnswer", "suggestedAnswer")
_SIGNED = ("author", "creator", "dateCreated", "datePublished", "upvoteCount")  # of people's
_HELD = _COMMENTS | {"discussionforumposting", "socialmediaposting", "creativework", "review"}
_ASIDE = frozenset(
    ("author", "creator", "publisher", "parentItem", "about", "mentions", "itemReviewed",
     "@context", "isPartOf", "image", "interactionStatistic")
)  # fmt: skip
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_DATES = Dates([])
_Steps: TypeAlias = tuple[str | int, ...]


class _Node(NamedTuple):
    """A value on the way: where it stands, and what it was found in."""

    value: Any
    steps: _Steps
    article: str | None = None
    parent: str | None = None
    held: bool = False


class _Names(NamedTuple):
    """What the objects are called.

    Attributes:
        known: Each name's own id.
        comments: The ids of comments.
        shared: Names of several objects, such as the address of the page that all are on.
    """

    known: dict[str, str]
    comments: set[str]
    shared: set[str]

    def own(self, called: list[str]) -> str | None:
        """A comment's own id: the first of its names that is not the page's or the others' too."""
        own = [name for name in called if name not in self.shared]
        return next(iter(own), None)


def detect(export: Export) -> bool:
    """Whether it holds objects of schema.org among which there are comments."""
    return export.shape in (JSON, JSON_LINES) and any(_has_comments(row) for row in export.sample)


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The articles and comments, each comment before the answers that it holds."""
    rows = list(objects(export))
    names = _names_of(rows)
    adopted: dict[str, tuple[str | None, str | None]] = {}
    found: list[Item] = []
    for steps, row in rows:
        before = len(found)
        found += _walk(row, steps, names, adopted)
        if len(found) == before:
            found.append(Other("object without comments", point(*steps)))
    for number, item in enumerate(found):
        if isinstance(item, Post) and item.id in adopted:
            article, parent = adopted[item.id]  # beside what refers to it
            found[number] = item._replace(
                article=item.article or article, parent=item.parent or parent
            )
    yield from inherit_articles(_unnamed(found))


def _walk(
    row: dict[str, Any], steps: _Steps, names: _Names,
    adopted: dict[str, tuple[str | None, str | None]],
) -> Iterator[Item]:  # fmt: skip
    waiting = [_Node(row, steps)]
    while waiting:
        node = waiting.pop()
        value, place = node.value, point(*node.steps)
        if isinstance(value, list):
            waiting += [node._replace(value=one, steps=(*node.steps, n))
                        for n, one in reversed(list(enumerate(value)))]  # fmt: skip
            continue
        if not isinstance(value, dict) or (node.held and is_reference(value)):
            name = as_text(value.get("@id") if isinstance(value, dict) else value)
            if node.held and name is not None and name in names.known:
                adopted.setdefault(names.known[name], (node.article, node.parent))
            elif node.held:
                yield Stub(place, 1) if name else Other("value that is no comment", place)
            continue
        types = types_of(value)
        article, parent = node.article, node.parent
        if node.held and types and not types & _HELD:
            yield Other(f"{min(types)} among the comments", place)
            continue
        comment = node.held or bool(types & _COMMENTS)
        if "answer" in types and not any(get(value, key) for key in _SIGNED):
            yield Other("answer without author, date and votes", place)
            continue
        if comment:
            post = _comment(value, place, node, names)
            yield post
            article, parent = post.article, post.id
        elif _holds_comments(value) or types & {"discussionforumposting", "question"}:
            article, parent = name_of(value) or place, None
            yield _article(value, place, article)
        inner = []
        for key, child in value.items():
            name = plain_name(key)
            holder = name in _HOLDERS
            if name in _ASIDE or not isinstance(child, dict | list | str) or (
                (comment or isinstance(child, str)) and not holder
            ):  # fmt: skip
                continue
            inner.append(_Node(child, (*node.steps, key), article, parent, holder))
        waiting += reversed(inner)


def _unnamed(found: list[Item]) -> list[Item]:
    """The items without the place as the article's name, where there is only one article."""
    keys = {item.key for item in found if isinstance(item, Article)}
    if len(keys) != 1 or not (next(iter(keys)) or "").startswith(("pointer=", "line=")):
        return found
    return [
        item._replace(key=None) if isinstance(item, Article)
        else item._replace(article=None) if isinstance(item, Post) and item.article in keys
        else item
        for item in found
    ]  # fmt: skip


def _names_of(rows: list[tuple[_Steps, dict[str, Any]]]) -> _Names:
    found: list[tuple[list[str], bool]] = []
    often: Counter[str] = Counter()
    waiting: list[tuple[Any, bool]] = [(row, False) for _, row in rows]
    while waiting:
        value, held = waiting.pop()
        if isinstance(value, list):
            waiting += [(one, held) for one in value]
        elif isinstance(value, dict) and not is_reference(value):
            called = names_of(value)
            found.append((called, held or bool(types_of(value) & _COMMENTS)))
            often.update(set(called[1:] if "@id" in value else called))
            for key, child in value.items():
                if plain_name(key) not in _ASIDE and isinstance(child, dict | list):
                    waiting.append((child, plain_name(key) in _HOLDERS))
    pages = {name for names, comment in found if not comment for name in names}
    names = _Names({}, set(), {name for name, times in often.items() if times > 1} | pages)
    for called, comment in found:
        own = names.own(called) if comment else next(iter(called), None)
        for name in called if own is not None else ():
            if not comment or name not in names.shared or name == own:
                names.known.setdefault(name, own or name)
        if own is not None and comment:
            names.comments.add(own)
    return names


def _comment(value: dict[str, Any], place: str, node: _Node, names: _Names) -> Post:
    article, parent = node.article, node.parent
    own = names.own(names_of(value))
    above = get(value, "parentItem")
    called = names_of(above) if isinstance(above, dict) else [n for n in [as_text(above)] if n]
    if parent is None and called:
        target = next((names.known[n] for n in called if n in names.known), called[0])
        if target in names.comments or (target not in names.known and not _is_article(above)):
            parent = target if target != own else None
        elif article is None:
            article = target
    written = next((text for key in ("dateCreated", "datePublished", "commentTime", "dateModified")
                    if (text := as_text(get(value, key)))), None)  # fmt: skip
    text = _text(value)
    said = next((name for name, pattern in STATES if pattern.fullmatch(text)), None)
    kind, state = (as_text(get(value, key)) for key in ("additionalType", "creativeWorkStatus"))
    holds = any(get(value, key) for key in _HOLDERS)
    return Post(
        own or (place if holds else None),
        "" if said else text,
        place,
        parent,
        article,
        author_of(get(value, "author") or get(value, "creator")),
        _DATES.read(written),
        written,
        kind=kind if kind in schema.KINDS else "comment",
        state=said or (state if state in schema.STATES else "visible"),
        upvotes=_votes(value, "upvoteCount", "LikeAction"),
        downvotes=_votes(value, "downvoteCount", "DislikeAction"),
    )


def _article(value: dict[str, Any], place: str, key: str) -> Article:
    found = (as_number(get(value, "commentCount")), interactions(value, "CommentAction"),
             interactions(value, "ReplyAction"))  # fmt: skip
    return Article(
        place,
        key,
        as_text(get(value, "headline")) or as_text(get(value, "name")),
        as_text(get(value, "url")) or _page(get(value, "mainEntityOfPage"))
        or as_text(get(value, "@id")),
        _text(value) or None,
        next((n for n in found if n is not None), None),
    )  # fmt: skip


def _page(value: Any) -> str | None:
    """The address of the page that an object is the main thing of."""
    named = (get(value, "@id") or get(value, "url")) if isinstance(value, dict) else value
    address = as_text(named)
    return address if address and address.startswith(("http://", "https://")) else None


def _text(value: dict[str, Any]) -> str:
    for key in ("text", "commentText", "articleBody", "reviewBody", "description"):
        if text := as_text(get(value, key)):
            if as_text(get(value, "encodingFormat")) == "text/plain":
                return from_plain(text)
            return from_html(text) if _TAG.search(text) else from_escaped(text)
    return ""


def _votes(value: dict[str, Any], key: str, action: str) -> int | None:
    count = as_number(get(value, key))
    return interactions(value, action) if count is None else count


def _has_comments(row: dict[str, Any]) -> bool:
    """Whether an object is of schema.org, and comments are in it, as far as is looked."""
    if not any(name in row for name in ("@type", "@graph", "@context")):
        return False
    waiting, looked = [row], 0
    while waiting and looked < 2_000:
        value = waiting.pop()
        looked += 1
        if types_of(value) & _COMMENTS or (types_of(value) and _holds_comments(value)):
            return True
        waiting += [one for child in value.values()
                    for one in (child if isinstance(child, list) else [child])
                    if isinstance(one, dict)]  # fmt: skip
    return False


def _holds_comments(value: dict[str, Any]) -> bool:
    held = [value.get(key) for key in value if plain_name(key) in _HOLDERS]
    return any(isinstance(one, dict) for child in held for one in [child, *listed(child)])


def _is_article(value: Any) -> bool:
    return isinstance(value, dict) and bool(types_of(value)) and not types_of(value) & _COMMENTS
