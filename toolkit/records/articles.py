"""Articles of comments that do not name theirs: that of the comment answered, or the only one."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.records.items import Article, Item, Post


def inherit_articles(items: Sequence[Item]) -> list[Item]:
    """The items, each comment with the article of what it answers, where it names none itself.

    What then still has none is of the file's only article, where there is only one.

    >>> items = [Article(None, "a"), Article(None, "b"), Post("1", "", "", article="a"),
    ...          Post("2", "", "", parent="1")]
    >>> inherit_articles(items)[3].article
    'a'
    """
    first: dict[str, Post] = {}
    for item in items:
        if isinstance(item, Post) and item.id is not None:
            first.setdefault(item.id, item)
    found: dict[str, str | None] = {
        own: post.article
        for own, post in first.items() if post.article is not None
    }  # fmt: skip
    for own in first:
        path, at = [], own
        while at not in found and at in first:
            path.append(at)
            found[at] = None  # ends a circle
            at = first[at].parent or ""
        for passed in path:
            found[passed] = found.get(at)
    keys = {item.key for item in items if isinstance(item, Article)}
    only = next(iter(keys)) if len(keys) == 1 else None
    return [
        item._replace(article=found.get(item.id or "") or found.get(item.parent or "") or only)
        if isinstance(item, Post) and item.article is None
        else item
        for item in items
    ]
