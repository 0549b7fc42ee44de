"""A page's bytes as flat arrays: elements in page order, and the pieces of text in them.

Everything later works on these arrays, so that each step is one pass over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from toolkit.errors import FormatError

JOINED, SPACE, LINE, PARAGRAPH = range(4)  # what stands between a piece of text and the one before

_SKIPPED = frozenset(
    "head script style template noscript iframe object embed svg math canvas audio video map "
    "frameset noembed noframes datalist meter progress".split()
)
_PARAGRAPHS = frozenset(
    "address article aside blockquote body center details dialog dir div dl fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend main menu nav ol p pre section "
    "summary table ul caption".split()
)
_LINES = frozenset("li dt dd tr td th thead tbody tfoot option select button optgroup".split())
_BREAKS = dict.fromkeys(_PARAGRAPHS, PARAGRAPH) | dict.fromkeys(_LINES, LINE)
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2060\ufeff]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_QUOTE = re.compile(
    r"(?:^|\s)(?:quote(?:[-_]?(?:container|block|box|d))?|bbCodeQuote|bbCodeBlock--quote|bb-quote|"
    r"zitat|cite-?box)(?=\s|$)",
    re.IGNORECASE,
)
_NAMING = ("class", "id", "itemprop", "property", "data-testid", "rel")
_QUOTING = ("div", "aside", "section", "fieldset")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(slots=True)
class Page:
    """A parsed page. Elements and pieces of text are numbered from 0 in page order.

    Attributes:
        tags, attributes, parents, places, ends: Of each element: its tag, its attributes, its
            parent's number (-1 for the root), its place among its siblings of that tag (from
            1), and the number after its last descendant.
        first, last: Of each element: its pieces of text are ``first[i]`` to ``last[i] - 1``.
        quotes: Of each element: how many quotations it stands in.
        texts, owners, gaps: Of each piece of text: its words with single spaces, the element it
            stands in, and what parts it from the piece before (:data:`JOINED` … ).
        starts: The first piece of each block of text (a line of its own), and the end.
        block_of: Of each piece of text: the number of its block.
        head_title: The text of the ``title`` element, or None.
        scripts: The texts of JSON-LD scripts.
        is_cut: Whether elements nest deeper than the HTML library reads, so that text is missing.
    """

    tags: list[str] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    block_of: list[int] = field(default_factory=list)
    head_title: str | None = None
    scripts: list[str] = field(default_factory=list)
    is_cut: bool = False
    _words: dict[int, str] = field(default_factory=dict)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """The blocks of text, each as its first piece and the piece after its last."""
        return zip(self.starts, self.starts[1:], strict=False)

    def up(self, node: int) -> Iterator[int]:
        """An element and its ancestors, innermost first."""
        while node >= 0:
            yield node
            node = self.parents[node]

    def words(self, node: int) -> str:
        """The class, id and published properties of an element, lower case, for word tests."""
        known = self._words.get(node)
        if known is None:
            found = self.attributes[node]
            parts = [found[name] for name in _NAMING if name in found] if found else []
            known = self._words[node] = " ".join(parts).lower()
        return known

    def common(self, one: int, other: int) -> int:
        """The innermost element that holds both elements."""
        while one != other:
            if one > other:
                one = self.parents[one]
            else:
                other = self.parents[other]
        return one

    def path(self, node: int) -> str:
        """The element's XPath, every step with its place."""
        steps = [f"{self.tags[i]}[{self.places[i]}]" for i in self.up(node)]
        return "/" + "/".join(reversed(steps))


@lru_cache(maxsize=1)
def parse_page(text: str) -> Page:
    """Parse a page's text; the last page parsed is kept.

    Raises:
        FormatError: Nothing in the text can be read as HTML.

    >>> page = parse_page("<p>One <b>two</b><br>three</p>")
    >>> page.texts, [page.texts[start] for start, _ in page.blocks()]
    (['One', 'two', 'three'], ['One', 'three'])
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = text.encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(f"the page holds no HTML that can be read ({error})") from error
    if root is None:
        raise FormatError("the page holds no HTML that can be read")
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    page = Page(is_cut=cut)
    _walk(page, root)
    page.starts = [i for i, gap in enumerate(page.gaps) if gap >= LINE]
    block = -1
    for gap in page.gaps:
        block += gap >= LINE
        page.block_of.append(block)
    page.starts.append(len(page.texts))
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


def block_text(page: Page, start: int, end: int) -> str:
    """The pieces of one block as one line."""
    if end - start == 1:
        return page.texts[start]
    parts = [page.texts[start]]
    for i in range(start + 1, end):
        if page.gaps[i]:
            parts.append(" ")
        parts.append(page.texts[i])
    return "".join(parts)


def _walk(page: Page, root: Any) -> None:  # noqa: PLR0912, PLR0915 - flat for speed
    """Fill the arrays from the tree, without recursion: pages nest as deep as they like."""
    tags, parents, ends = page.tags, page.parents, page.ends
    first, last, quotes = page.first, page.last, page.quotes
    add_attributes, add_place = page.attributes.append, page.places.append
    texts, breaks_of, skipped, void = page.texts, _BREAKS, _SKIPPED, _VOID
    # of each open element: its children, number, gap after it, places so far, line ends kept, tail
    frames: list[tuple[Iterator[Any], int, int, dict[str, int], bool, str | None]]
    frames = [(iter((root,)), -1, JOINED, {}, False, None)]
    gap, quoted = PARAGRAPH, 0
    while frames:
        children, node, closing, counts, kept, tail = frames[-1]
        for child in children:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            counts[tag] = place = counts.get(tag, 0) + 1
            found = dict(child.items())
            if tag in skipped or (
                found and ("hidden" in found or "style" in found) and _is_hidden(child, found)
            ):
                _keep_aside(page, child, tag)
                if child.tail:
                    gap = _add(page, child.tail, node, gap, kept)
                continue
            breaks = breaks_of.get(tag, JOINED)
            if not breaks and "-" in tag:
                breaks = PARAGRAPH
            gap = max(breaks, gap)
            if tag == "br":
                gap = PARAGRAPH if gap >= LINE else LINE
            number = len(tags)
            tags.append(tag)
            add_attributes(found)
            parents.append(node)
            add_place(place)
            first.append(len(texts))
            quoted = quotes[node] if node >= 0 else 0
            if tag == "blockquote" or (found and "class" in found and _is_quote(tag, found)):
                quoted += 1
            quotes.append(quoted)
            if tag in void:
                ends.append(number + 1)
                last.append(len(texts))
                if child.tail:
                    gap = _add(page, child.tail, node, gap, kept)
                continue
            ends.append(0)
            last.append(0)
            inside = kept or tag == "pre"
            if child.text:
                gap = _add(page, child.text, number, gap, inside)
            if len(child):
                frames.append((iter(child), number, breaks, {}, inside, child.tail))
                break
            ends[number], last[number] = number + 1, len(texts)
            gap = max(breaks, gap)
            if child.tail:
                gap = _add(page, child.tail, node, gap, kept)
        else:
            frames.pop()
            if node >= 0:
                ends[node], last[node] = len(tags), len(texts)
                gap = max(closing, gap)
                if tail:
                    gap = _add(page, tail, parents[node], gap, frames[-1][4])


def _add(page: Page, raw: str, owner: int, gap: int, kept: bool) -> int:
    """Add a piece of text, or one a line where line ends count; the gap before the next one."""
    words = raw.split()
    if not words:
        return SPACE if raw and gap == JOINED else gap
    if kept and "\n" in raw:
        for line in raw.split("\n"):
            gap = max(_add(page, line, owner, gap, False), LINE)
        return gap
    text = " ".join(words)
    if not text.isascii() or not text.isprintable():
        text = " ".join(_INVISIBLE.sub("", text).split())
        if not text:
            return gap
    if gap == JOINED and raw[0].isspace():
        gap = SPACE
    page.texts.append(text)
    page.owners.append(owner)
    page.gaps.append(gap)
    return SPACE if raw[-1].isspace() else JOINED


def _is_quote(tag: str, found: dict[str, str]) -> bool:
    return tag in _QUOTING and bool(_QUOTE.search(found["class"]))


def _is_hidden(element: Any, found: dict[str, str]) -> bool:
    """Whether an element shows nothing and holds no dated text: a template, a closed form."""
    if "hidden" not in found and not _HIDDEN.search(found["style"]):
        return False
    return not any(character.isdigit() for text in element.itertext() for character in text)


def _keep_aside(page: Page, element: Any, tag: str) -> None:
    """Keep what is of use of an element that shows nothing: the page's title, published data."""
    if tag == "head":
        page.head_title = " ".join((element.findtext("title") or "").split()) or None
    scripts = [element] if tag == "script" else element.iter("script") if tag == "head" else ()
    for script in scripts:
        if "ld+json" in (script.get("type") or "") and script.text:
            page.scripts.append(script.text)
