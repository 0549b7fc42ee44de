"""Disqus exports as XML: all threads of a site, then all comments, flat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.addresses import Known, merge_threads
from toolkit.records.markup import from_escaped, from_html, from_lines_and_html
from toolkit.records.shapes import XML
from toolkit.records.times import UTC, from_iso
from toolkit.records.xml_tree import attribute, local_name, markup_of

description = "Disqus exports (XML)"
times = "times are UTC, as the format documents"
by_rows = False
_TOLD = ("link", "title", "isDeleted")  # of threads, while the comments are read


def detect(export: Export) -> bool:
    """Whether the root is the one of Disqus."""
    return export.opening is not None and export.shape == XML and export.opening.name == "disqus"


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The threads as articles, then the comments, in the file's order.

    The file is gone through twice: a comment's thread may come after it.
    """
    export.on_read, on_read = None, export.on_read  # progress is that of the second time
    threads = {
        key: {name: text for name, text in _fields(element).items() if name in _TOLD}
        for _, element in export.elements("thread", "post")
        if local_name(element) == "thread" and (key := attribute(element, "id"))
    }
    export.restart()
    export.on_read = on_read
    articles = merge_threads(
        Known(key, fields.get("link"), fields.get("title")) for key, fields in threads.items()
    )
    strangers = 0
    for place, element in export.elements("category", "thread", "post"):
        name = local_name(element)
        if name == "category":
            yield Other("category", place)
        elif name == "thread":
            yield _article(element, place, articles)
        elif not (attribute(element, "id") or "").isdecimal():
            export.repair("posts without the number (dsq:id) that Disqus gives a comment, "
                          "not taken for comments", place)  # fmt: skip
            yield Other("post without a number", place)
        else:
            post = _post(element, place, articles)
            if post.timestamp is None:
                export.repair("comments without a time that can be read", place)
            strangers += post.article is not None and post.article not in articles
            yield post
    export.notes += _notes(threads, articles, strangers)


def find_state(*, deleted: bool, spam: bool, approved: bool = True) -> str:
    """The state of a comment by its marks.

    >>> find_state(deleted=False, spam=True), find_state(deleted=False, spam=False, approved=False)
    ('removed', 'held')
    """
    if deleted:
        return "deleted"
    return "removed" if spam else "visible" if approved else "held"


def plain(message: str) -> str:
    """The text of a message; the line ends of those without paragraphs count.

    >>> plain("<p>One</p>\\n<p>Two</p>"), plain("One\\nTwo <b>three</b>")
    ('One\\n\\nTwo', 'One\\nTwo three')
    """
    lowered = message.lower()
    return (from_html if "<p" in lowered or "<br" in lowered else from_lines_and_html)(message)


def _fields(element: Any) -> dict[str, str]:
    """The texts of the elements within that hold only text, by name; the first of each."""
    found: dict[str, str] = {}
    for child in element:
        text = (child.text or "").strip() if not len(child) else ""
        if text:
            found.setdefault(local_name(child), text)
    return found


def _article(element: Any, place: str, articles: dict[str, str]) -> Article:
    key, fields = attribute(element, "id"), _fields(element)
    return Article(
        place,
        key=articles.get(key) if key else None,
        title=from_escaped(fields.get("title", "")) or None,
        address=fields.get("link"),
        text=plain(fields.get("message", "")) or None,
    )


def _post(element: Any, place: str, articles: dict[str, str]) -> Post:
    fields = _fields(element)
    within: dict[str, Any] = {local_name(child): child for child in reversed(element)}
    thread, parent, author = (within.get(name) for name in ("thread", "parent", "author"))
    by = {} if author is None else _fields(author)
    key = None if thread is None else attribute(thread, "id")
    message = within.get("message")
    marks = {
        name: fields.get(name, "").lower() in ("true", "1") for name in ("isDeleted", "isSpam")
    }
    return Post(
        attribute(element, "id"),
        "" if message is None else plain(markup_of(message).strip()),
        place,
        None if parent is None else attribute(parent, "id"),
        articles.get(key, key) if key else None,
        from_escaped(by.get("name") or by.get("username") or "") or None,
        from_iso(fields.get("createdAt"), zone=UTC),
        fields.get("createdAt"),
        "comment",
        find_state(deleted=marks["isDeleted"], spam=marks["isSpam"],
                   approved=fields.get("isApproved", "").lower() != "false"),
    )  # fmt: skip


def _notes(
    threads: dict[str, dict[str, str]], articles: dict[str, str], strangers: int
) -> list[str]:
    merged = len(articles) - len(set(articles.values()))
    deleted = sum(fields.get("isDeleted", "").lower() == "true" for fields in threads.values())
    said = (
        ("threads with the address of another but for its query or scheme, read as one", merged),
        ("threads marked as deleted, their comments read as they are", deleted),
        ("comments of threads that are not in the file", strangers),
    )
    return [f"{what}: {number:,}" for what, number in said if number]
