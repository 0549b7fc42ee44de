"""An export as its readers see it: one JSON value, rows, an XML tree, messages or a folder."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeVar

from msgspec import DecodeError, Struct
from msgspec.json import Decoder

from toolkit.charsets import find_declared
from toolkit.errors import FormatError
from toolkit.records import shapes
from toolkit.records.ahead import run_ahead
from toolkit.records.json_values import cut_texts, load_line, load_value
from toolkit.records.streams import BLOCK, LONGEST_LINE, Counted, Unpacked, in_chunks, read_lines
from toolkit.records.tabular import header, table_cells, table_rows
from toolkit.records.xml_elements import read_elements
from toolkit.records.xml_tree import Opening, Problem, find_opening, load_xml
from toolkit.schema import COLUMNS
from toolkit.sources import decode

MOST_PLACES = 5  # places named for each kind of repair
_Struct = TypeVar("_Struct", bound=Struct)
_NOTHING = object()
_CHUNK = 10_000  # lines taken at once
_CHUNK_SIZE = 32 * 2**20  # bytes of them
_AHEAD = 8  # stretches read ahead
_OWN = {"article_id", "kind", "state"}  # columns that tell a corpus written by this toolkit
_GLANCE = 2**17  # characters of JSON that are enough to tell what is in it
_COUNTED = ("records_read", "passed_over", "repairs", "places", "notes")


class Export:
    """An input made of records. Its bytes are read when asked for, and only as far.

    Attributes:
        source: The path as given; a member of an archive is ``archive/member``.
        shape: One of the shapes of :mod:`toolkit.records.shapes`.
        encoding: What its text is encoded in.
        container: The archive or folder that it was found in, or None.
        members: Of a folder or an archive: how to open each file, by its path inside.
        size: Its size in bytes as stored, or None where that can't be told.
        records_read: Rows that were read so far.
        passed_over: What was read and can be no record, by name.
        repairs: How often each repair was made, by what it is.
        places: The first places of each repair.
        notes: What a person should know of how it was read, a sentence each.
        mapping: Column names by role, as the user gave them.
        left: Files of the archive that are read by nobody.
        ahead: Whether its lines are read, digested and unpacked ahead, in a thread.
        on_read: Called with the number of stored bytes of each stretch that is read.
    """

    def __init__(
        self,
        source: str,
        shape: str,
        opener: Callable[[], IO[bytes]],
        *,
        encoding: str = "utf-8",
        size: int | None = None,
        container: str | None = None,
        members: Mapping[str, Callable[[], IO[bytes]]] | None = None,
        find_parts: Callable[[], Mapping[str, Export]] | None = None,
    ) -> None:
        self.source = source
        self.shape = shape
        self.encoding = encoding
        self.size = size
        self.container = container
        self.members = members or {}
        self.mapping: Mapping[str, str] = {}
        self.left: tuple[str, ...] = ()
        self._find_parts = find_parts
        self.ahead = False
        self.on_read: Callable[[int], None] | None = None
        self._opener = opener
        self._counted: Counted | None = None
        self.restart()

    def restart(self) -> None:
        """Forget what was counted and made, to read it from the start."""
        self._forget()
        for name in ("value", "root", "data"):  # made anew, with their notes
            self.__dict__.pop(name, None)

    def _forget(self) -> None:
        self.records_read = 0
        self.passed_over: Counter[str] = Counter()
        self.repairs: Counter[str] = Counter()
        self.places: dict[str, list[str]] = {}
        self.notes: list[str] = []

    @cached_property
    def head(self) -> str:
        """The first text of it, about :data:`toolkit.records.shapes.HEAD` characters."""
        stream = Unpacked(Counted(self._opener()), self.source)
        data = b""
        while len(data) < shapes.HEAD and (block := stream.read(shapes.HEAD - len(data))):
            data += block
        if self.shape in (shapes.PARQUET, shapes.EXCEL, shapes.FOLDER, shapes.SQLITE):
            return ""
        text = codecs.getincrementaldecoder(self.encoding)("replace").decode(data)
        return text.removeprefix("\ufeff")

    @cached_property
    def value(self) -> Any:
        """The JSON value that the file holds; what can be recovered of one cut short.

        Raises:
            FormatError: It holds none, or one that nests too deep.
            SourceError: It is larger than is read at once.
        """
        data = self._read_whole()
        path = Path(self.source)
        try:  # the usual case, without a second copy of the text
            loaded, note = Decoder().decode(data), None
            doubts = decode(data[: data.rfind(b",", 0, _GLANCE) + 1] or data, path).doubts
        except (DecodeError, UnicodeDecodeError, RecursionError):
            decoded = decode(data, path)
            loaded, note = load_value(decoded.text, self.source)
            doubts = decoded.doubts
        self.notes += [*doubts, *([note] if note else [])]
        if note:
            self.repairs["the file ends too early"] += 1
        if len(data) > LONGEST_LINE and (cut := cut_texts(loaded, LONGEST_LINE)):
            self.repairs[f"texts longer than {LONGEST_LINE // 2**20} MB cut"] += cut
        return loaded

    @cached_property
    def root(self) -> Any:
        """The root element of XML, its entities left alone; recovered where it isn't well formed.

        Raises:
            FormatError: Nothing in it can be read as XML.
        """
        root, problem = load_xml(self._read_whole(), self.source, self.encoding)
        if problem:
            self._note_problem(problem)
        return root

    @cached_property
    def opening(self) -> Opening | None:
        """How XML begins: the root's name and the namespaces declared; None for other shapes.

        Raises:
            FormatError: It declares entities that grow.
        """
        return find_opening(self.head, self.source) if self.shape == shapes.XML else None

    def elements(self, *names: str, holders: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
        """The outermost elements of XML with these names, each with its locator.

        In bounded memory: each is emptied once the next is asked for. What is not well formed is
        recovered, and counted in ``repairs``.

        Args:
            names: Without prefixes; elements of the same names within these don't come.
            holders: Those whose elements hold records of their own: where the file ends within
                one, it comes without the record that is cut.

        Raises:
            FormatError: It declares entities that grow.
        """
        if not self.encoding.startswith(("utf-8", "utf-16", "utf-32")):
            declared = find_declared(self.head[:4096].encode("ascii", "replace"))
            if declared != self.encoding:
                self.notes.append(f"the encoding is not declared as such; read as {self.encoding}")

        def blocks() -> Iterator[bytes]:
            stream = self.unpacked()
            yield from iter(stream.read, b"")
            self._note_damage(stream)

        yield from read_elements(
            blocks, names, head=self.head, source=self.source, encoding=self.encoding,
            holders=holders, on_problem=self._note_problem,
        )  # fmt: skip

    @cached_property
    def data(self) -> bytes:
        """All its bytes, unpacked."""
        return self._read_whole()

    def _read_whole(self) -> bytes:
        stream = self.unpacked()
        data = stream.read_whole()
        self._note_damage(stream)
        return data

    @cached_property
    def sample(self) -> list[dict[str, Any]]:
        """The first records, to tell the format by: objects of JSON, rows of a table."""
        if self.shape == shapes.JSON:
            rows = self.value if isinstance(self.value, list) else [self.value]
            return [row for row in rows[: shapes.SAMPLE] if isinstance(row, dict)]
        if self.shape == shapes.JSON_LINES:
            return list(_objects(self.head.split("\n")[: shapes.SAMPLE]))
        if self.shape in (shapes.CSV, shapes.PARQUET, shapes.EXCEL):
            kept = {name: self.__dict__[name] for name in _COUNTED}
            self._forget()
            rows = [row for _, (_, row) in zip(range(shapes.SAMPLE), self.rows(), strict=False)]
            self.__dict__.update(kept)
            return rows or [dict.fromkeys(self.columns)]
        return []

    @cached_property
    def glance(self) -> list[dict[str, Any]]:
        """As :attr:`sample`, as far as the first text of it tells, without reading on."""
        rows = self.sample if self.shape != shapes.JSON else _first_of(self.head[:_GLANCE])
        self.__dict__.pop("head", None)
        return rows

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, or the keys of its first records."""
        if self.shape in (shapes.CSV, shapes.PARQUET, shapes.EXCEL):
            return header(self)
        return tuple(dict.fromkeys(key for row in self.sample for key in row))

    @cached_property
    def parts(self) -> Mapping[str, Export]:
        """Of a folder or an archive: its files that have the shape of an export, by name.

        They are found once, and read through :mod:`toolkit.records.joining`, so that what is
        counted and mended there counts here.
        """
        return self._find_parts() if self._find_parts else {}

    def cells(self) -> Iterator[tuple[str, list[Any]]]:
        """The rows of a table without a header, with their locators, the first being row 1."""
        for place, row in table_cells(self):
            self.records_read += 1
            yield place, row

    def remember(self) -> dict[str, Any]:
        """What was counted so far, as JSON-ready data for :meth:`recall`."""
        return {name: self.__dict__[name] for name in _COUNTED}

    def recall(self, saved: Mapping[str, Any]) -> None:
        """Go on counting from what :meth:`remember` gave."""
        self.__dict__.update(saved)
        self.passed_over = Counter(saved["passed_over"])
        self.repairs = Counter(saved["repairs"])

    @property
    def whole_ids(self) -> bool:
        """Whether it is a table that this toolkit wrote, so that its ids are whole already."""
        return not self.mapping and (self.own or set(COLUMNS) - {"source"} <= set(self.columns))

    @cached_property
    def own(self) -> bool:
        """Whether it is a corpus that this toolkit wrote: the record's columns are its metadata."""
        parts = self.parts.values() if self.shape == shapes.FOLDER else (self,)
        lines = (part for part in parts if part.shape in (shapes.JSON, shapes.JSON_LINES))
        return any(set(_meta(row)) >= _OWN for part in lines for row in part.glance[:1])

    def has(self, *keys: str) -> bool:
        """Whether its first records have these keys (each at least one of them)."""
        columns = self.columns
        return bool(columns) and all(key in columns for key in keys)

    def rows(self, *, skip: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
        """Its records one by one, each with its locator, in bounded memory.

        Lines of JSON, rows of a table, and the objects of a JSON list. What is no object is
        counted in ``passed_over``, what is no JSON in ``repairs``.

        Args:
            skip: Rows from the start to leave out, which have been read before.
        """
        if self.shape == shapes.JSON_LINES:
            return self._json_lines(skip, dict)
        if self.shape == shapes.JSON:
            return self._json_rows(skip)
        return table_rows(self, skip)

    def structs(self, kind: type[_Struct], *, skip: int = 0) -> Iterator[tuple[str, _Struct]]:
        """Its rows as structures with the fields that a reader needs, several times as fast.

        Args:
            kind: The fields, all of type ``Any``, None where a row has none.
            skip: Rows from the start to leave out.
        """
        if self.shape == shapes.JSON_LINES:
            return self._json_lines(skip, kind)
        return ((place, as_struct(kind, row)) for place, row in self.rows(skip=skip))

    def line_chunks(self, *, skip: int = 0) -> Iterator[tuple[int, list[bytes]]]:
        """Its lines, many at once, each list with the number of its first line.

        The reader counts ``records_read`` itself, or has :meth:`parse_lines` do it.
        """
        lines, number = self.lines(), 1
        for _ in islice(lines, skip):
            number += 1
        for chunk in in_chunks(lines, _CHUNK, size_of=len, largest=_CHUNK_SIZE):
            yield number, chunk
            number += len(chunk)

    def parse_lines(
        self, kind: type[_Struct], lines: Iterable[bytes], first: int
    ) -> Iterator[tuple[str, _Struct]]:
        """As :meth:`structs`, of lines that are at hand."""
        return self._parse_lines(enumerate(lines, start=first), kind)

    def _json_lines(self, skip: int, kind: Any) -> Iterator[tuple[str, Any]]:
        return self._parse_lines(islice(enumerate(self.lines(), start=1), skip, None), kind)

    def _parse_lines(
        self, lines: Iterable[tuple[int, bytes]], kind: Any
    ) -> Iterator[tuple[str, Any]]:
        decode = Decoder(kind).decode
        for number, line in lines:
            try:
                row = decode(line)
            except (DecodeError, UnicodeDecodeError, RecursionError):
                row = self._mended(line, number)
                if row is _NOTHING:
                    continue
                if kind is not dict and row.__class__ is dict:
                    row = as_struct(kind, row)
            self.records_read += 1
            if row.__class__ is kind:
                yield f"line={number}", row
            else:
                self.passed_over["line without an object"] += 1

    def _mended(self, line: bytes, number: int) -> Any:
        """The value of a line that is not as expected; ``_NOTHING``, and counted, if it is none."""
        try:
            return load_line(line)
        except ValueError as error:
            if line.strip():
                self.records_read += 1
                self.passed_over["line that is not read"] += 1
                self.repair(f"lines skipped: {error}", f"line={number}")
            return _NOTHING

    def _json_rows(self, skip: int) -> Iterator[tuple[str, dict[str, Any]]]:
        value = self.value
        if isinstance(value, dict):
            self.records_read += 1
            yield "pointer=", value
        for number, row in enumerate(value if isinstance(value, list) else ()):
            if number < skip:
                continue
            self.records_read += 1
            if isinstance(row, dict):
                yield f"pointer=/{number}", row
            else:
                self.passed_over["value that is no object"] += 1

    def lines(self) -> Iterator[bytes]:
        """Its lines as UTF-8 without their ends, in bounded memory."""
        stream = self.unpacked()
        read = stream.read if self.encoding == "utf-8" else self._recoded(stream)
        if self.ahead:
            with closing(run_ahead(iter(read, b""), _AHEAD)) as blocks:
                yield from read_lines(lambda: next(blocks, b""), self._on_long)
        else:
            yield from read_lines(read, self._on_long)
        self._note_damage(stream)

    def blocks(self, *, counted: bool = True) -> Iterator[bytes]:
        """Its bytes, unpacked, a stretch at a time.

        Args:
            counted: Whether they count as read; not where they are looked at beforehand.
        """
        stream = self.unpacked() if counted else Unpacked(Counted(self._opener()), self.source)
        yield from iter(stream.read, b"")
        if counted:
            self._note_damage(stream)

    def unpacked(self) -> Unpacked:
        """A new stream of its bytes, unpacked; the digest is of the stored ones."""
        self._counted = Counted(self._opener(), self.on_read)
        return Unpacked(self._counted, self.source)

    def digest(self) -> str:
        """The SHA-256 of the stored bytes; reads what was not read yet."""
        if self.shape == shapes.FOLDER and self.container is None:
            whole = sha256()
            for name in sorted(self.members):
                whole.update(f"{name}\0{Counted(self.members[name]()).finish()}\0".encode())
            return whole.hexdigest()
        if self._counted is None or self._counted.closed:
            self._counted = Counted(self._opener())
        return self._counted.finish()

    def repair(self, what: str, place: str) -> None:
        """Count a repair, and keep its place if it is among the first."""
        self.repairs[what] += 1
        places = self.places.setdefault(what, [])
        if len(places) < MOST_PLACES:
            places.append(place)

    def member(self, name: str) -> bytes:
        """The bytes of a member of a folder or an archive, unpacked.

        Raises:
            FormatError: It has no such member.
        """
        if name not in self.members:
            raise FormatError(f"{self.source}: has no file {name!r}")
        return Unpacked(Counted(self.members[name]()), f"{self.source}/{name}").read_whole()

    def _recoded(self, stream: Unpacked) -> Callable[[], bytes]:
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")

        def read() -> bytes:
            while block := stream.read(BLOCK):
                if text := decoder.decode(block):
                    return text.encode("utf-8", "replace")
            return decoder.decode(b"", True).encode("utf-8", "replace")

        return read

    def _on_long(self, number: int) -> None:
        self.repair(f"lines longer than {LONGEST_LINE // 2**20} MB skipped", f"line={number}")

    def _note_damage(self, stream: Unpacked) -> None:
        if stream.damage and stream.damage not in self.notes:
            self.notes.append(stream.damage)

    def _note_problem(self, problem: Problem) -> None:
        self.notes.append(problem.note)
        self.repairs[problem.repair] += 1


def _objects(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            value = load_line(line.encode("utf-8", "replace"))
        except ValueError:
            continue
        if isinstance(value, dict):
            yield value


def _first_of(text: str) -> list[dict[str, Any]]:
    try:
        value, _ = load_value(text, "")
    except FormatError:
        return []
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows[: shapes.SAMPLE] if isinstance(row, dict)]


def _meta(row: Mapping[str, Any]) -> Mapping[str, Any]:
    meta = row.get("meta")
    return meta if isinstance(meta, Mapping) else {}


def as_struct(kind: type[_Struct], row: Mapping[str, Any]) -> _Struct:
    """The fields of an object that a structure has."""
    names = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    return kind(**{name: row.get(key) for name, key in names})
