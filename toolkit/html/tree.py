"""A page's bytes as flat arrays: elements in page order, and the pieces of text in them.

Everything later works on these arrays, so that each step is one pass over them.
"""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from toolkit.errors import FormatError
from toolkit.html.building import Events, TooDeep
from toolkit.html.collector import collector_paused
from toolkit.html.page import JOINED, LINE, PARAGRAPH, SPACE, Page, block_text

__all__ = [
    "JOINED", "LINE", "PARAGRAPH", "SPACE", "Page", "block_text", "page_lines", "parse_page",
]  # fmt: skip


@lru_cache(maxsize=1)
@collector_paused()
def parse_page(text: str) -> Page:
    """Parse a page's text; the last page parsed is kept.

    Raises:
        FormatError: Nothing in the text can be read as HTML.

    >>> page = parse_page("<p>One <b>two</b><br>three</p>")
    >>> page.texts, [page.texts[start] for start, _ in page.blocks()]
    (['One', 'two', 'three'], ['One', 'three'])
    """
    page = Page()
    events = Events(page, text)
    parser = etree.HTMLParser(encoding="utf-8", target=events, huge_tree=True)
    try:
        etree.fromstring(text.encode("utf-8", "replace"), parser)
    except TooDeep:
        pass
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(f"the page holds no HTML that can be read ({error})") from error
    if not page.tags and not page.left_out:
        raise FormatError("the page holds no HTML that can be read")
    page.number_blocks()
    return page


def page_lines(text: str) -> list[str]:
    """The blocks of a page's visible text, each as one line.

    Raises:
        FormatError: Nothing in the text can be read as HTML.

    >>> page_lines("<h1>A</h1><p>B <i>c</i></p>")
    ['A', 'B c']
    """
    page = parse_page(text)
    return [block_text(page, start, end) for start, end in page.blocks()]
