"""How many comments a page says it has, to compare with what was found."""

from __future__ import annotations

import re
from collections.abc import Container

from toolkit.html import markup
from toolkit.html.tree import Page, block_text
from toolkit.pages import vocabulary as words
from toolkit.pages.unloaded import UNLOADED

LONGEST = 90  # characters of a heading
MOST = 1_000_000
_NUMBER = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d+")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary"))


def announced_count(page: Page, first: int | None) -> int | None:
    """The number in the page's heading of comments, or None.

    Args:
        page: The page.
        first: The first comment's first piece of text; None where no comments were found.
    """
    if first is not None:
        block = page.block_of[first]
        candidates = range(block - 1, max(-1, block - 9), -1)
    else:
        candidates = range(len(page.starts) - 1)
    for number in candidates:
        start, end = page.starts[number], page.starts[number + 1]
        if end - start > 6:
            continue
        text = block_text(page, start, end)
        if len(text) > LONGEST or not any(map(str.isdigit, text)):
            continue
        if not (words.HEADING.fullmatch(text) or markup.HEADING.fullmatch(text)):
            continue
        if first is not None or _is_heading(page, page.owners[start]):
            match = _NUMBER.search(text)
            count = int(re.sub(r"\D", "", match[0])) if match and len(match[0]) < 12 else 0
            return count if 0 < count < MOST else None
    return None


def _is_heading(page: Page, node: int) -> bool:
    """Whether an element is a heading, and neither a link nor in a part for something else."""
    heading = False
    for up in page.up(node):
        tag = page.tags[up]
        if tag in ("a", "aside", "nav", "li", "article") and not heading:
            return False
        heading = heading or tag in _HEADINGS
        if markup.ELSEWHERE.search(page.words(up)):
            return False
    return heading


def count_unloaded(page: Page, shown: Container[int]) -> tuple[int, int]:
    """Places that offer to load more comments, and how many comments they name.

    Args:
        page: The page.
        shown: Pieces of text that are comments' own words.
    """
    places = comments = 0
    for start, end in page.blocks():
        text = block_text(page, start, end)
        if len(text) > LONGEST or start in shown:
            continue
        if match := UNLOADED.fullmatch(text):
            number = next((found for found in match.groups() if found), "")
            digits = re.sub(r"\D", "", number)
            places += 1
            comments += int(digits) if 0 < len(digits) < 7 else 0
    return places, comments
