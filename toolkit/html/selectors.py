"""CSS selectors and XPath on a page's flat arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree

from toolkit.errors import SettingsError
from toolkit.html.tree import Page


class Match(NamedTuple):
    """What a selector gives: an element, or the value of one of its attributes."""

    node: int
    value: str | None = None


class Selectable:
    """A page on which selectors can be run; elements are those of the page's arrays.

    >>> from toolkit.html.tree import parse_page
    >>> page = Selectable(parse_page("<div><p class=a>One</p><p id=x>Two</p></div>"))
    >>> [page.page.tags[match.node] for match in page.select("p.a", "example")]
    ['p']
    >>> page.select("//p/@id", "example")[0].value
    'x'
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.elements = _build(page)
        self.numbers = {element: number for number, element in enumerate(self.elements)}

    def select(self, selector: str, where: str, items: Sequence[int] = ()) -> list[Match]:
        """The matches of a selector, in page order.

        Args:
            selector: XPath if it begins with ``/``, ``(`` or ``.``, else CSS.
            where: Where it stands, for messages.
            items: Elements from which an XPath that begins with ``.`` is followed.

        Raises:
            SettingsError: The selector can't be used.
        """
        test = _compile(selector, where)
        relative = selector.startswith(".") and not _is_class(selector)
        starts = [self.elements[item] for item in items] if relative else self.elements[:1]
        found: set[Match] = set()
        for start in starts:
            try:
                result = test(start)
            except etree.XPathError as error:
                raise SettingsError(
                    f"{where}: {selector!r} can't be followed ({error}); mend it there"
                ) from None
            if not isinstance(result, list):
                raise SettingsError(
                    f"{where}: {selector!r} gives {_kind(result)}, not elements; select elements "
                    f"or attributes"
                )
            found.update(self._matches(result))
        return sorted(found, key=lambda match: (match.node, match.value or ""))

    def _matches(self, result: Sequence[Any]) -> list[Match]:
        matches = []
        for one in result:
            if isinstance(one, str):  # an attribute, or a text
                parent = one.getparent()  # type: ignore[attr-defined]
                if parent is not None and parent in self.numbers and one.strip():
                    matches.append(Match(self.numbers[parent], " ".join(one.split())))
            elif one in self.numbers:
                matches.append(Match(self.numbers[one]))
        return matches


def _compile(selector: str, where: str) -> Any:
    """An XPath of lxml's; CSS is translated."""
    from cssselect import SelectorError  # noqa: PLC0415 - late: only layout files need it
    from lxml.cssselect import CSSSelector  # noqa: PLC0415

    try:
        if selector[:1] in ("/", ".", "(") and not _is_class(selector):
            return etree.XPath(selector, regexp=False)
        return CSSSelector(selector, translator="html")
    except (SelectorError, etree.XPathError, RecursionError) as error:
        raise SettingsError(
            f"{where}: {selector!r} is neither a CSS selector nor an XPath ({error}); mend it "
            f'there, as in "div.comment > p" or "//div[@class=\'comment\']"'
        ) from None


def _is_class(selector: str) -> bool:
    """Whether a selector that begins with a dot is CSS: a class name follows the dot."""
    return selector[0] == "." and selector[1:2] not in ("/", ".", "")


def _build(page: Page) -> list[Any]:
    """The page's elements as a tree of lxml's, with their texts."""
    elements: list[Any] = []
    made = 0
    for index in range(len(page.texts) + 1):
        while made < len(page.tags) and page.first[made] <= index:
            elements.append(_element(page, made, elements))
            made += 1
        if index < len(page.texts):
            _add_text(elements[page.owners[index]], page.texts[index])
    while made < len(page.tags):
        elements.append(_element(page, made, elements))
        made += 1
    return elements


def _element(page: Page, node: int, elements: Sequence[Any]) -> Any:
    parent = page.parents[node]
    if parent < 0 and elements:
        parent = 0  # a second root: selectors are run from the first
    try:
        made = etree.Element(page.tags[node])
    except ValueError:  # a name that XML doesn't allow
        made = etree.Element("unknown")
    for name, value in page.attributes[node].items():
        try:
            made.set(name, value)
        except ValueError:
            continue
    if parent >= 0:
        elements[parent].append(made)
    return made


def _add_text(owner: Any, text: str) -> None:
    text = "".join(sign for sign in text if sign.isprintable())
    if len(owner):
        owner[-1].tail = f"{owner[-1].tail or ''} {text}".strip()
    else:
        owner.text = f"{owner.text or ''} {text}".strip()


def _kind(result: object) -> str:
    return {bool: "true or false", float: "a number", str: "a text"}.get(type(result), "no list")
