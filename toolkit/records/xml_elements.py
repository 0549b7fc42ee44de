"""Elements of XML one by one, in bounded memory; what is not well formed is mended on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from toolkit.errors import FormatError
from toolkit.records.xml_decoding import Decoder
from toolkit.records.xml_mending import declared_entities, mend
from toolkit.records.xml_tree import (
    ALL,
    TAIL,
    Parser,
    Problem,
    find_opening,
    local_name,
    name_problem,
    refuse,
    what_of,
)

_FARTHEST = 128 * 2**20  # characters from where an element begins or ends to the next such place
_CUT = "cut-here"  # where a file ends too early


def read_elements(
    blocks: Callable[[], Iterable[bytes]],
    names: tuple[str, ...],
    *,
    head: str,
    source: str,
    encoding: str = "utf-8",
    holders: tuple[str, ...] = (),
    on_problem: Callable[[Problem], None],
) -> Iterator[tuple[str, Any]]:
    """The outermost elements with certain names, one by one, each with its locator.

    Strict until a problem; then from the start again, mended, going on where the strict reading
    stopped. Each is emptied once the next is asked for, so that memory stays bounded by the
    largest. Several documents in one file are read one after the other.

    Args:
        blocks: Gives the file's bytes from the start, a stretch at a time, whenever it is called.
        names: Without prefixes.
        head: The first text of it.
        source: Its name, for messages.
        encoding: What it is encoded in, as far as the head tells.
        holders: Those of the names whose elements hold records of their own: where the file ends
            within one, it comes without the part that is cut; of other names it doesn't come.
        on_problem: Called with what was found wrong.

    Raises:
        FormatError: It declares entities that grow, or nothing in it can be read as XML.
    """
    entities = declared_entities(head, source)
    done, said = 0, None
    if entities is None:
        try:
            for found in _read_strictly(blocks(), names, encoding, source):
                yield found
                done += 1
            return
        except (etree.LxmlError, ValueError) as error:
            said = what_of(error)
    yield from _read_mended(
        blocks(), names, entities=entities or {}, head=head, source=source, encoding=encoding,
        skip=done, holders=holders, said=said, on_problem=on_problem,
    )  # fmt: skip


def _read_strictly(
    blocks: Iterable[bytes], names: tuple[str, ...], encoding: str, source: str
) -> Iterator[tuple[str, Any]]:
    parser, records, decoder = (
        Parser(names, recover=False),
        _Records(names, source),
        Decoder(encoding),
    )
    for block in blocks:
        text = decoder.decode(block)
        if "\ufffd" in text and b"\xef\xbf\xbd" not in block:
            raise ValueError(f"bytes that are no letters in {encoding}")
        yield from records.take(parser.feed(text.encode("utf-8")), len(text))
    yield from records.take(parser.feed(decoder.decode(b"", final=True).encode("utf-8")))
    yield from records.take(parser.close())


def _read_mended(
    blocks: Iterable[bytes], names: tuple[str, ...], *, entities: dict[str, str], head: str,
    source: str, encoding: str, skip: int, holders: tuple[str, ...], said: str | None,
    on_problem: Callable[[Problem], None],
) -> Iterator[tuple[str, Any]]:  # fmt: skip
    opening = find_opening(head, source)
    if opening is None:
        raise refuse(source, said or "no element in it")
    parser, records, decoder = Parser((*names, _CUT)), _Records(names, source), Decoder(encoding)
    tail = ""

    def texts() -> Iterator[str]:
        nonlocal tail
        for block in blocks:
            text = decoder.decode(block)
            tail = (tail + text)[-TAIL:]
            yield text
        yield decoder.decode(b"", final=True)

    parser.feed(f"<{ALL}>".encode())
    number = 0
    for text in mend(texts(), entities, apart=names):
        for found in records.take(parser.feed(text.encode("utf-8", "replace")), len(text)):
            number += 1
            if number > skip:
                yield found
    for found in records.end(parser.feed(f"<{_CUT}/>".encode()), holders):
        number += 1
        if number > skip:
            yield found
    problem = name_problem(said, tail, opening.name)
    if problem:
        on_problem(problem)


class _Records:
    """The outermost elements among the events of a parser, and where each stands."""

    def __init__(self, names: tuple[str, ...], source: str) -> None:
        self._source = source
        self._names = frozenset(names)
        self._depth = self._waiting = 0
        self._parent: Any = None
        self._path = ""
        self._counts: Counter[str] = Counter()

    def take(self, events: Iterable[tuple[str, Any]], size: int = 0) -> Iterator[tuple[str, Any]]:
        """Those that are whole; each is emptied once the next is asked for.

        Args:
            events: Of the parser.
            size: Characters that it was given to make them.

        Raises:
            FormatError: None begins or ends for too long.
        """
        self._waiting += size
        for event, element in events:
            self._waiting = 0
            self._depth += 1 if event == "start" else -1
            if event == "end" and self._depth == 0:
                yield self._place(element), element
                element.clear()
                parent = element.getparent()
                while parent is not None and (before := element.getprevious()) is not None:
                    parent.remove(before)
        if self._waiting > _FARTHEST:
            raise FormatError(
                f"{self._source}: is XML with nothing that can be read in "
                f"{_FARTHEST // 2**20} MB, or with a text of that length; cut that out, or export "
                f"it again"
            )

    def end(
        self, events: Iterable[tuple[str, Any]], holders: tuple[str, ...]
    ) -> Iterator[tuple[str, Any]]:
        """The one that the file ends in, without what is cut, if its name is a holder's."""
        for event, element in events:
            if event != "start" or element.tag != _CUT:
                continue
            above = [element, *element.iterancestors()]
            within = next((at for at in reversed(range(len(above)))
                           if local_name(above[at]) in self._names), None)  # fmt: skip
            if within is not None and local_name(above[within]) in holders:
                record = above[within]
                record.remove(above[within - 1])
                yield self._place(record), record

    def _place(self, element: Any) -> str:
        parent = element.getparent()
        if parent is not self._parent or parent is None:
            self._parent, self._path = parent, _path(parent)
        path = f"{self._path}/{_written(element)}"
        self._counts[path] += 1
        return f"xpath={path}[{self._counts[path]}]"


def _path(element: Any) -> str:
    steps = []
    while element is not None and element.tag != ALL:
        before = sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        steps.append(_written(element) + (f"[{before + 1}]" if before else ""))
        element = element.getparent()
    return "".join(f"/{step}" for step in reversed(steps))


def _written(element: Any) -> str:
    """An element's name as the file writes it."""
    name = str(etree.QName(element).localname) if "}" in element.tag else str(element.tag)
    return f"{element.prefix}:{name}" if element.prefix else name
