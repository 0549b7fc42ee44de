"""XML of unknown origin: no outside entities, no network, limits kept; strict first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from toolkit.errors import FormatError
from toolkit.records.xml_decoding import Decoder
from toolkit.records.xml_mending import declared_entities, mend

ALL = "all-documents"  # what holds those of a file that holds several
TAIL = 4096  # characters at the end that tell whether it is whole
NOT_WELL_FORMED = "XML that is not well formed"
ENDS_EARLY = "the file ends too early"


class Opening(NamedTuple):
    """How an XML document begins.

    Attributes:
        name: The root element's name, without a prefix.
        namespaces: The addresses that are declared at it, and at the first elements within.
    """

    name: str
    namespaces: frozenset[str]


class Problem(NamedTuple):
    """Why XML was not read as it stands: one of the two repairs, and what to say of it."""

    repair: str
    note: str


class Parser:
    """lxml's parser that is fed, and the events it gives for elements with certain names."""

    def __init__(
        self, names: tuple[str, ...], events: tuple[str, ...] = ("start", "end"), *,
        recover: bool = True,
    ) -> None:  # fmt: skip
        self._parser: Any = etree.XMLPullParser(
            events=events, tag=[name if name == "*" else f"{{*}}{name}" for name in names],
            encoding="utf-8", huge_tree=True, **_options(recover=recover),
        )  # fmt: skip

    def feed(self, data: bytes) -> Iterator[tuple[str, Any]]:
        """What is found in the next bytes."""
        self._parser.feed(data)
        return iter(self._parser.read_events())

    def close(self) -> Iterator[tuple[str, Any]]:
        """What is found at the end."""
        self._parser.close()
        return iter(self._parser.read_events())


def find_opening(head: str, source: str) -> Opening | None:
    """How a document begins, told from its first text; None where no element is in it.

    Raises:
        FormatError: It declares entities that grow.

    >>> find_opening("<?xml version='1.0'?><a:feed xmlns:a='urn:x'><a:ent", "x")
    Opening(name='feed', namespaces=frozenset({'urn:x'}))
    """
    parser = Parser(("*",), ("start", "start-ns"))
    root, namespaces = None, set()
    for text in (f"<{ALL}>", *mend([head], declared_entities(head, source))):
        for event, found in parser.feed(text.encode("utf-8", "replace")):
            if event == "start-ns":
                namespaces.add(found[1])
            elif root is None and found.tag != ALL:
                root = local_name(found)
    return None if root is None else Opening(root, frozenset(namespaces))


def load_xml(data: bytes, source: str, encoding: str = "utf-8") -> tuple[Any, Problem | None]:
    """The root element, and what had to be recovered, or None.

    Raises:
        FormatError: Nothing in it can be read as XML; it declares entities that grow.

    >>> root, problem = load_xml(b"`<?xml version='1.0'?><feed><a id=1/><b>x\\x0b</b></feed>", "x")
    >>> [child.tag for child in root], problem.repair
    (['a', 'b'], 'XML that is not well formed')
    """
    head = Decoder(encoding).decode(data[: 2**20])
    entities = declared_entities(head, source)
    try:
        if entities is None:
            return etree.fromstring(data, _lxml_parser(recover=False)), None
        said = None
    except (etree.LxmlError, ValueError) as error:
        said = what_of(error)
    text = Decoder(encoding).decode(data, final=True)
    whole = f"<{ALL}>" + "".join(mend([text], entities)) + f"</{ALL}>"
    try:
        holder = etree.fromstring(whole.encode("utf-8", "replace"), _lxml_parser(recover=True))
    except (etree.LxmlError, ValueError):
        holder = None
    if holder is None or not len(holder):
        raise refuse(source, said or "no element in it")
    root = holder[0]
    holder.remove(root)
    return root, name_problem(said, text[-TAIL:], local_name(root)) if said else None


def what_of(error: Exception) -> str:
    """What a parser says is wrong, in its words."""
    return str(getattr(error, "msg", None) or error)


def local_name(element: Any) -> str:
    """An element's name without namespace and prefix; ``""`` for comments and the like."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def attribute(element: Any, name: str) -> str | None:
    """The value of an attribute, whatever its prefix; None where there is none, or no text in it.

    >>> attribute(etree.fromstring('<a xmlns:d="urn:d" d:id=" 7 "/>'), "id")
    '7'
    """
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].rpartition(":")[2] == name and (text := str(value).strip()):
            return text
    return None


def markup_of(element: Any) -> str:
    """What stands in an element: its text, with the tags of the elements within, if any.

    Text with elements within comes as markup (``&amp;``), text alone as it is.

    >>> markup_of(etree.fromstring("<a>R&amp;D</a>"))
    'R&D'
    >>> markup_of(etree.fromstring("<a>1 &amp; <b>2</b></a>"))
    '1 &amp; <b>2</b>'
    """
    if not len(element):
        return element.text or ""
    first = etree.Element("x")
    first.text = element.text
    start = etree.tostring(first, encoding="unicode")[3:-4] if element.text else ""
    return start + "".join(etree.tostring(child, encoding="unicode") for child in element)


def name_problem(said: str | None, tail: str, root: str) -> Problem | None:
    """What to say of a document, by what a parser said and by its last characters, or None."""
    if not re.search(rf"</(?:[^\s<>:]+:)?{re.escape(root)}\s*>", tail):
        note = (
            f"the XML is broken or ends too early (no </{root}> at the end); what is whole is read"
        )
        return Problem(ENDS_EARLY, note)
    if said is None:
        return None
    return Problem(
        NOT_WELL_FORMED, f"the XML is not well formed ({said}); what could be recovered is read"
    )


def refuse(source: str, said: str) -> FormatError:
    """The error for what can't be read as XML at all."""
    return FormatError(f"{source}: looks like XML and can't be read ({said}); export it again")


def _lxml_parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(huge_tree=True, **_options(recover=recover))


def _options(*, recover: bool) -> dict[str, Any]:
    return {
        "resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True,
        "remove_pis": True, "recover": recover,
    }  # fmt: skip
