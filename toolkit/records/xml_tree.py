"""XML of unknown origin: no outside entities, no network, limits kept; strict first."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from toolkit.errors import FormatError

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]+")


def load_xml(data: bytes, source: str) -> tuple[Any, str | None]:
    """The root element, and what had to be recovered, or None.

    Raises:
        FormatError: Nothing in it can be read as XML.

    >>> root, note = load_xml(b"`<?xml version='1.0'?><feed><a id=1/><b>x\\x0b</b></feed>", "x")
    >>> [child.tag for child in root], "not well formed" in note
    (['a', 'b'], True)
    """
    try:
        return etree.fromstring(data, _parser(recover=False)), None
    except (etree.LxmlError, ValueError) as error:
        problem = str(error)
    mended = data if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _CONTROLS.sub(b"", data)
    mended = mended[max(mended.find(b"<"), 0) :]
    try:
        root = etree.fromstring(mended, _parser(recover=True))
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise FormatError(
            f"{source}: looks like XML and can't be read ({problem}); export it again"
        )
    return root, f"the XML is not well formed ({problem}); what could be recovered is read"


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=recover,
    )  # fmt: skip
