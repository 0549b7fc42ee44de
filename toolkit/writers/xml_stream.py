"""XML documents written piece by piece, so that a long one needs no memory."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lxml import etree

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class XmlStream:
    """An XML document in writing; all its elements are of the root's namespace."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def put(self, element: Any) -> None:
        """Write an element with all that is in it, on a line of its own."""
        self._file.write(element)
        self._file.write("\n")

    @contextlib.contextmanager
    def inside(self, tag: str, attributes: dict[str, str] | None = None) -> Iterator[None]:
        """Write an element's start, and its end after the block."""
        with self._file.element(tag, attributes or {}):
            self._file.write("\n")
            yield
        self._file.write("\n")


@contextlib.contextmanager
def xml_document(
    target: Path | IO[bytes], root: str, namespace: str, attributes: dict[str, str] | None = None
) -> Iterator[XmlStream]:
    """Open a document in UTF-8.

    Args:
        target: A path, or a file that takes bytes.
        root: The root element's tag.
        namespace: Of all elements.
        attributes: Of the root element.
    """
    file = str(target) if isinstance(target, Path) else target
    with etree.xmlfile(file, encoding="UTF-8") as opened:
        opened.write_declaration()
        # elements within are written without a namespace of their own and so have the root's
        with opened.element(f"{{{namespace}}}{root}", attributes or {}, nsmap={None: namespace}):
            opened.write("\n")
            yield XmlStream(opened)


def element(
    tag: str, attributes: dict[str, str] | None = None, text: str | None = None, *inner: Any
) -> Any:
    """An element with attributes, a text and further elements.

    >>> from lxml import etree
    >>> etree.tostring(element("p", {"n": "1"}, "Is 2 < 3?", element("lb")))
    b'<p n="1">Is 2 &lt; 3?<lb/></p>'
    """
    made = etree.Element(tag, attributes or {})
    made.text = text
    made.extend(inner)
    return made
