"""What stands around a thread: title, article, and the page's furniture, each by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.pages import vocabulary as words
from toolkit.pages.marks import Mark
from toolkit.pages.prose import is_prose

TITLE_WORDS = (4, 25)  # fewer is a section's label, more a sentence
HEADING_WORDS = 12

Role = tuple[str, str]  # role and name
_FURNITURE = {
    "heading": "comment heading",
    "form": "comment form",
    "button": "button",
    "edited": "edit note",
    "attribution": "naming line",
    "linkback": "linkback line",
    "excerpt": "excerpt",
    "date": "date line",
}


def find_title(marks: Sequence[Mark]) -> str | None:
    """The article's title: a short line before the first paragraph.

    A line that stands there twice wins (pages repeat their title as a heading), then the first
    with at least four words, then the first at all if a paragraph follows.
    """
    head: list[str] = []
    for mark in marks:
        if not mark.text:
            continue
        if is_prose(mark.text) or mark.kind in ("heading", "form"):
            break
        if mark.kind in ("text", "attribution", "after") and not _is_label(mark.text):
            head.append(mark.text)
    has_article = any(is_prose(mark.text) for mark in marks)
    times = Counter(head)
    repeated = [text for text in head if times[text] > 1]
    long = [text for text in head if TITLE_WORDS[0] <= len(text.split()) <= TITLE_WORDS[1]]
    candidates = repeated or long or (head if has_article else [])
    return candidates[0] if candidates else None


def name_before(marks: Sequence[Mark], title: str | None) -> list[Role]:
    """Name each line before the thread (of all lines, where there is none)."""
    roles: list[Role] = []
    prose = [i for i, mark in enumerate(marks) if is_prose(mark.text)]
    first = prose[0] if prose else len(marks)
    for index, mark in enumerate(marks):
        block = _block(marks, index)
        roles.append(_name(mark, marks, index, block, title, before_article=index < first))
    return roles


def name_after(marks: Sequence[Mark]) -> list[Role]:
    """Name each line after the thread's last comment: forms, sign-ups, footers."""
    roles: list[Role] = []
    name = "after the comments"
    for index, mark in enumerate(marks):
        text = mark.text
        if mark.kind == "form":
            name = "comment form"
        elif mark.kind == "after":
            sign_up = any(word in text.lower() for word in ("newsletter", "sign up", "subscribe"))
            name = "newsletter" if sign_up else "page footer"
        elif mark.gap and index and name != "comment form":
            name = "after the comments"
        roles.append(("furniture", _FURNITURE.get(mark.kind, name)))
    return roles


def _block(marks: Sequence[Mark], index: int) -> Sequence[Mark]:
    start = index
    while start > 0 and not marks[start].gap and index - start < 6:
        start -= 1
    end = index + 1
    while end < len(marks) and not marks[end].gap and end - index < 6:
        end += 1
    return marks[start:end]


def _name(
    mark: Mark,
    marks: Sequence[Mark],
    index: int,
    block: Sequence[Mark],
    title: str | None,
    *,
    before_article: bool,
) -> Role:
    text = mark.text
    if text == title:
        return "title", "title"
    furniture = _furniture(mark, marks, index, block)
    if furniture:
        return "furniture", furniture
    few = len(text.split()) <= HEADING_WORDS
    if before_article and not is_prose(text):
        return ("furniture", "label") if few else ("article", "standfirst")
    if not is_prose(text) and few and len(block) == 1 and text[-1:] not in (*".!…",):
        return "article", "heading"
    return "article", "paragraph"


def _furniture(mark: Mark, marks: Sequence[Mark], index: int, block: Sequence[Mark]) -> str | None:
    """The name of a line that is furniture by its own words or its neighbour's, or None."""
    text = mark.text
    if any(words.VIDEO.fullmatch(other.text) for other in block):
        return "video"
    if words.CREDIT.fullmatch(text) and not is_prose(text):
        return "image credit"
    for name, pattern in (("byline", words.BYLINE), ("related link", words.RELATED)):
        if pattern.fullmatch(text):
            return name
    following = marks[index + 1] if index + 1 < len(marks) else None
    if following and not following.gap and words.CREDIT.fullmatch(following.text):
        return "image caption"
    if is_prose(text):
        return None
    return "page furniture" if mark.kind == "after" else _FURNITURE.get(mark.kind)


def _is_label(text: str) -> bool:
    """Whether a line before the article is a credit, a byline or a link rather than a title."""
    patterns = (words.CREDIT, words.BYLINE, words.RELATED, words.VIDEO, words.EDITED)
    return any(pattern.fullmatch(text) for pattern in patterns)
