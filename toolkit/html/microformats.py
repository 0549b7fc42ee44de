"""Comments that a page declares by microformats2 classes (``p-comment h-cite``, ``u-in-reply-to``).

Source: microformats.org, "h-entry" and "comment-presentation".
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.html.page import Page

_ENTRIES = frozenset(("h-entry", "h-cite"))
_COMMENTS = frozenset(("p-comment", "u-comment"))
_REACTIONS = frozenset(("u-like-of", "u-repost-of", "u-bookmark-of", "p-rsvp"))
_PERSONS = frozenset(("h-card", "p-author"))
_CONTENT = (frozenset(("e-content", "p-content")), frozenset(("p-name", "p-summary")))


def declared_comments(page: Page) -> dict[int, str]:
    """The entries that are comments by their classes, reactions left out, and their texts.

    >>> from toolkit.html.tree import parse_page
    >>> page = parse_page("<html><body><div class='p-comment h-cite'><b class=p-author>Ann</b>"
    ...                   "<p class=e-content>I see.</p></div>")
    >>> list(declared_comments(page).values())
    ['I see.']
    """
    declared = {}
    for node in range(len(page.tags)):
        own = _classes(page, node)
        if own.isdisjoint(_ENTRIES):
            continue
        within = list(_own(page, node))
        held = frozenset[str]().union(*(classes for _, classes in within))
        is_comment = not own.isdisjoint(_COMMENTS) or "u-in-reply-to" in held
        if not is_comment or not held.isdisjoint(_REACTIONS):
            continue
        content = next(
            (n for wanted in _CONTENT for n, classes in within if not classes.isdisjoint(wanted)),
            None,
        )
        if content is not None and page.first[content] < page.last[content]:
            declared[node] = " ".join(page.texts[page.first[content] : page.last[content]])
    return declared


def is_entry_name(page: Page, node: int) -> bool:
    """Whether an element is the name of an entry, not of a person (``h-card``)."""
    for above in page.up(node):
        classes = _classes(page, above)
        if not classes.isdisjoint(_PERSONS):
            return False
        if "p-name" in classes:
            node = above
            break
    else:
        return False
    for above in page.up(node):
        classes = _classes(page, above)
        if not classes.isdisjoint(_PERSONS):
            return False
        if not classes.isdisjoint(_ENTRIES):
            return True
    return False


def _own(page: Page, node: int) -> Iterator[tuple[int, frozenset[str]]]:
    """The elements within an entry with their classes, without those of entries within it."""
    child = node + 1
    while child < page.ends[node]:
        classes = _classes(page, child)
        if not classes.isdisjoint(_ENTRIES):
            child = page.ends[child]
            continue
        yield child, classes
        child += 1


def _classes(page: Page, node: int) -> frozenset[str]:
    return frozenset(page.attributes[node].get("class", "").split())
