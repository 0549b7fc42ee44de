"""schema.org data saved alone (JSON-LD): articles, postings and questions with their comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from toolkit.pages.vocabulary import STATES
from toolkit.records import Article, Export, Item, Other, Post, Stub
from toolkit.records.articles import inherit_articles
from toolkit.records.markup import from_escaped, from_html
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.values import Dates, as_id, as_number, as_text, listed, objects

description = "schema.org articles, postings and questions with comments (JSON-LD)"
times = "times have a zone only where one is written with them"
by_rows = False
_COMMENTS = frozenset(("comment", "usercomments", "answer", "correctioncomment"))
_HOLDERS = ("comment", "comments", "acceptedAnswer", "suggestedAnswer")
_HELD = _COMMENTS | {"discussionforumposting", "socialmediaposting", "creativework", "review"}
_ASIDE = frozenset(
    ("author", "creator", "publisher", "parentItem", "about", "mentions", "itemReviewed",
     "@context", "isPartOf", "image", "interactionStatistic")
)  # fmt: skip
_VOCABULARY = ("schema:", "http://schema.org/", "https://schema.org/")
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


def detect(export: Export) -> bool:
    """Whether it holds objects of schema.org among which there are comments."""
    return export.shape in (JSON, JSON_LINES) and any(_has_comments(row) for row in export.sample)


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The articles and comments, each comment before the answers that it holds."""
    rows = list(objects(export))
    known, comments = _names_of(rows)
    adopted: dict[str, tuple[str | None, str | None]] = {}
    found: list[Item] = []
    for steps, row in rows:
        before = len(found)
        found += _walk(row, steps, known, comments, adopted)
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
    row: dict[str, Any], steps: _Steps, known: Mapping[str, str], comments: set[str],
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
        if not isinstance(value, dict) or (node.held and _is_reference(value)):
            name = as_text(value.get("@id") if isinstance(value, dict) else value)
            if node.held and name is not None and name in known:
                adopted.setdefault(known[name], (node.article, node.parent))
            elif node.held:
                yield Stub(place, 1)
            continue
        types = _types(value)
        article, parent = node.article, node.parent
        if node.held and types and not types & _HELD:
            yield Other(f"{min(types)} among the comments", place)
            continue
        comment = node.held or bool(types & _COMMENTS)
        if comment:
            post = _comment(value, place, node, known, comments)
            yield post
            article, parent = post.article, post.id
        elif _holds_comments(value) or types & {"discussionforumposting", "question"}:
            article, parent = _name(value) or place, None
            yield _article(value, place, article)
        inner = []
        for key, child in value.items():
            name = _plain(key)
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


def _names_of(
    rows: list[tuple[_Steps, dict[str, Any]]],
) -> tuple[dict[str, str], set[str]]:
    """What the objects are called, each name's own id; and the ids that are comments'."""
    known: dict[str, str] = {}
    comments: set[str] = set()
    waiting: list[tuple[Any, bool]] = [(row, False) for _, row in rows]
    while waiting:
        value, held = waiting.pop()
        if isinstance(value, list):
            waiting += [(one, held) for one in value]
        elif isinstance(value, dict) and not _is_reference(value):
            own = _name(value)
            if own is not None:
                for name in _names(value):
                    known.setdefault(name, own)
                if held or _types(value) & _COMMENTS:
                    comments.add(own)
            for key, child in value.items():
                if _plain(key) not in _ASIDE and isinstance(child, dict | list):
                    waiting.append((child, _plain(key) in _HOLDERS))
    return known, comments


def _comment(
    value: dict[str, Any], place: str, node: _Node, known: Mapping[str, str], comments: set[str]
) -> Post:
    article, parent = node.article, node.parent
    own = _name(value)
    above = _get(value, "parentItem")
    names = _names(above) if isinstance(above, dict) else [n for n in [as_text(above)] if n]
    if parent is None and names:
        target = next((known[name] for name in names if name in known), names[0])
        if target in comments or (target not in known.values() and not _is_article(above)):
            parent = target if target != own else None
        elif article is None:
            article = target
    written = next((text for key in ("dateCreated", "datePublished", "commentTime", "dateModified")
                    if (text := as_text(_get(value, key)))), None)  # fmt: skip
    text = _text(value)
    state = next((name for name, pattern in STATES if pattern.fullmatch(text)), "visible")
    holds = any(_get(value, key) for key in _HOLDERS)
    return Post(
        own or (place if holds else None),
        text if state == "visible" else "",
        place,
        parent,
        article,
        _author(_get(value, "author") or _get(value, "creator")),
        _DATES.read(written),
        written,
        state=state,
        upvotes=_votes(value, "upvoteCount", "LikeAction"),
        downvotes=_votes(value, "downvoteCount", "DislikeAction"),
    )


def _article(value: dict[str, Any], place: str, key: str) -> Article:
    count = as_number(_get(value, "commentCount"))
    return Article(
        place,
        key,
        as_text(_get(value, "headline")) or as_text(_get(value, "name")),
        as_text(_get(value, "url")) or as_text(_get(value, "@id")),
        _text(value) or None,
        _interactions(value, "CommentAction") if count is None else count,
    )


def _text(value: dict[str, Any]) -> str:
    for key in ("text", "commentText", "articleBody", "reviewBody", "description"):
        if text := as_text(_get(value, key)):
            return from_html(text) if _TAG.search(text) else from_escaped(text)
    return ""


def _author(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = _get(value, "name") or _get(value, "alternateName")
    return from_escaped(value) or None if isinstance(value, str) else None


def _votes(value: dict[str, Any], key: str, action: str) -> int | None:
    count = as_number(_get(value, key))
    return _interactions(value, action) if count is None else count


def _interactions(value: dict[str, Any], action: str) -> int | None:
    """The count of an action among the statistics of an object."""
    statistics = value.get("interactionStatistic")
    for one in statistics if isinstance(statistics, list) else [statistics]:
        if isinstance(one, dict):
            kind = one.get("interactionType")
            kind = kind.get("@type") if isinstance(kind, dict) else kind
            if isinstance(kind, str) and kind.rpartition("/")[2] == action:
                return as_number(one.get("userInteractionCount"))
    return None


def _has_comments(row: dict[str, Any]) -> bool:
    """Whether an object is of schema.org, and comments are in it, as far as is looked."""
    if not any(name in row for name in ("@type", "@graph", "@context")):
        return False
    waiting, looked = [row], 0
    while waiting and looked < 2_000:
        value = waiting.pop()
        looked += 1
        if _types(value) & _COMMENTS or (_types(value) and _holds_comments(value)):
            return True
        waiting += [one for child in value.values()
                    for one in (child if isinstance(child, list) else [child])
                    if isinstance(one, dict)]  # fmt: skip
    return False


def _holds_comments(value: dict[str, Any]) -> bool:
    held = [value.get(key) for key in value if _plain(key) in _HOLDERS]
    return any(isinstance(one, dict) for child in held for one in [child, *listed(child)])


def _is_reference(value: dict[str, Any]) -> bool:
    return "@id" in value and not value.keys() - {"@id", "@type"}


def _is_article(value: Any) -> bool:
    return isinstance(value, dict) and bool(_types(value)) and not _types(value) & _COMMENTS


def _types(value: dict[str, Any]) -> set[str]:
    types = value.get("@type")
    return {re.split(r"[/:#]", name)[-1].lower()
            for name in (types if isinstance(types, list) else [types])
            if isinstance(name, str)}  # fmt: skip


def _plain(key: str) -> str:
    """A property without the vocabulary it is of."""
    return next((key[len(name) :] for name in _VOCABULARY if key.startswith(name)), key)


def _get(value: dict[str, Any], key: str) -> Any:
    """A property's value, the first of several; its text where it has a type or a language."""
    found = value.get(key)
    if found is None:
        found = next((value[name + key] for name in _VOCABULARY if name + key in value), None)
    if isinstance(found, list) and key not in ("author", "creator"):
        found = found[0] if found else None
    return found["@value"] if isinstance(found, dict) and "@value" in found else found


def _names(value: dict[str, Any]) -> list[str]:
    found = [_get(value, key) for key in ("@id", "url", "identifier")]
    found = [one.get("@id") or one.get("value") if isinstance(one, dict) else one for one in found]
    return [name for name in map(as_id, found) if name]


def _name(value: dict[str, Any]) -> str | None:
    return next(iter(_names(value)), None)
