"""A source as the parsers see it: decoded text in numbered lines with character offsets."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from toolkit.compression import unpack
from toolkit.errors import SourceError
from toolkit.frames import find_address, folder_finder, put_frames
from toolkit.html.tree import page_lines
from toolkit.mhtml import is_mhtml, read_mhtml
from toolkit.records import Export, find_exports
from toolkit.records.shapes import CSV, EXCEL, FOLDER, MESSAGES, PARQUET, SQLITE, XML
from toolkit.sources import Decoded, decode, read_bytes

_INVISIBLE = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0xFEFF]))
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?(?:-->\s*|\Z))*(?:<!doctype\s+html|<html[\s>]|<(?:head|body|div|meta|"
    r"title|link|script|style|section|article|main|table|ul|ol|p|h[1-6]|span|center|font)[\s>/])|"
    r"<!--",
    re.DOTALL,
)
_TEXTS = (CSV,)  # shapes of text that a page's text can have by chance
_MEDIA_TYPES = {
    XML: "text/xml", FOLDER: "inode/directory", CSV: "text/csv", MESSAGES: "application/mbox",
    SQLITE: "application/vnd.sqlite3", PARQUET: "application/vnd.apache.parquet",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_FRAME = re.compile(r"<i?frame\b", re.IGNORECASE)
_DROPPED = {ord(character): None for character in _INVISIBLE if character not in "\t\n"}
_BLANK_TRANSLATION = {**_DROPPED, 0xA0: " ", 0x202F: " ", 0x09: " "}


class Line(NamedTuple):
    """A line of a document: ``document.text[start:end]``, numbered from 1."""

    number: int
    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether the line shows nothing."""
        return not self.text


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its text.

    Attributes:
        source: The path as given, ``-`` for standard input.
        sha256: Digest of the source's bytes, hexadecimal.
        media_type: ``text/plain``, ``text/html``, ``text/xml``, ``application/json`` …, told
            from the content.
        encoding: The encoding the bytes were read in.
        encoding_guessed: Whether that was a guess (no mark, and not valid UTF-8).
        address: The page's address on the Web as the file tells it, or None.
        warnings: What was uncertain, or could not be read, a sentence each.
        text: The text, line ends as ``\\n``, no byte-order mark (as RFC 5147 counts).
        lines: The text's lines; a line's own text is cleaned (:func:`clean_line`). Of an HTML
            page: the blocks of its visible text, with offsets in that text (one a line).
            An export has none.
        export: The records of an export, where the source has the shape of one.
    """

    source: str
    sha256: str
    media_type: str
    encoding: str
    encoding_guessed: bool
    text: str = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    address: str | None = None
    warnings: tuple[str, ...] = ()
    export: Export | None = field(default=None, repr=False, compare=False)


def read_documents(
    source: str | Path, *, head: bytes = b"", as_table: bool = False
) -> list[Document]:
    """Read a file, a folder or standard input; an archive gives a document for each member.

    Args:
        source: A path, or ``-`` for standard input.
        head: What was read of standard input already.
        as_table: Whether a text is a table, whatever its columns are called.

    Raises:
        SourceError: As :func:`read_document`; also an archive that can't be read.
    """
    if str(source) == "-":
        data = head + sys.stdin.buffer.read()
        if not data.strip():
            raise SourceError("standard input: is empty; pipe the page's text into it")
        return _make_documents(data, source="-", as_table=as_table)
    exports, _ = find_exports(source, as_table=as_table)
    if exports and exports[0].shape not in _TEXTS:
        return [export_document(export) for export in exports]
    path = Path(source)
    return _make_documents(read_bytes(path), source=str(source), path=path, as_table=as_table)


def read_document(source: str | Path) -> Document:
    """Read a file, or standard input for ``-``.

    A page that a browser saved whole is read with its frames: those in a web archive (MHTML),
    and those in the folder beside a page (``page_files``). Compressed files are unpacked.

    Raises:
        SourceError: It is missing, a folder, empty, binary, or in an encoding that can't be told.
    """
    return _only(read_documents(source), str(source))


def make_document(data: bytes, *, source: str, path: Path | None = None) -> Document:
    """Make a document of bytes that are at hand.

    Args:
        data: A page or its text; compressed, or a web archive, too.
        source: What to call it.
        path: The page's file, to find the frames saved beside it; by default none are looked for.

    Raises:
        SourceError: As :func:`read_document`.

    >>> make_document(b"Hello\\n\\nWorld", source="page.txt").lines[2].text
    'World'
    """
    return _only(_make_documents(data, source=source, path=path), source)


def _only(documents: list[Document], source: str) -> Document:
    if len(documents) > 1:
        raise SourceError(f"{source}: holds several files; give them one by one, unpacked")
    return documents[0]


def _make_documents(
    data: bytes, *, source: str, path: Path | None = None, as_table: bool = False
) -> list[Document]:
    exports, _ = find_exports(source, data, as_table=as_table)
    if not exports:
        return [_make_page(data, source=source, path=path)]
    if exports[0].shape not in _TEXTS:
        return [export_document(export) for export in exports]
    try:  # a table or messages can be a page's text after all
        return [replace(_make_page(data, source=source, path=path), export=exports[0])]
    except SourceError:
        return [export_document(exports[0])]


def export_document(export: Export, sha256: str | None = None) -> Document:
    """An export as a document: without lines, its records read when asked for."""
    return Document(
        source=export.source,
        sha256=sha256 or export.digest(),
        media_type=_MEDIA_TYPES.get(export.shape, "application/json"),
        encoding=export.encoding,
        encoding_guessed=False,
        text="",
        lines=(),
        export=export,
    )


def _make_page(data: bytes, *, source: str, path: Path | None = None) -> Document:
    content, warnings = unpack(data, source)
    if is_mhtml(content):
        decoded, address, found = _read_archive(content, source)
    else:
        decoded = decode(content, Path(source))
        address, found = find_address(decoded.text), []
    if not decoded.text.strip():
        raise SourceError(f"{source}: is empty; save the page's text into it first")
    warnings += [*decoded.doubts, *found]
    media_type = _media_type(decoded.text)
    text, is_page = decoded.text, media_type == "text/html"
    if is_page and path is not None and _FRAME.search(text):
        missing: list[str] = []
        text, _ = put_frames(text, folder_finder(path, _read_frame, missing))
        if missing:
            warnings.append(
                f"frames that were saved beside the page can't be read: {_some(missing)}"
            )
    return Document(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        encoding=decoded.encoding,
        encoding_guessed=decoded.guessed,
        address=address,
        warnings=tuple(warnings),
        text=text,
        lines=tuple(_number(page_lines(text)) if is_page else split_lines(text)),
    )


def _read_archive(data: bytes, source: str) -> tuple[Decoded, str | None, list[str]]:
    """The main page of a web archive with its frames, its address, and what was not read."""
    archive = read_mhtml(data, source)
    root, *others = archive.pages
    decoded = decode(root.data, Path(source), declared=root.charset)
    texts: dict[str, tuple[str, str]] = {}
    for part in others:
        try:
            text = decode(part.data, Path(source), declared=part.charset).text
        except SourceError:
            continue  # named below
        for name in filter(
            None, (f"cid:{part.content_id}" if part.content_id else "", part.location)
        ):
            texts.setdefault(name, (part.name, text))
    text, taken = put_frames(decoded.text, texts.get)
    warnings = [] if archive.is_whole else ["the web archive ends too early; its end is missing"]
    left = [part.name for part in others if part.name not in taken]
    if left:
        warnings.append(f"pages in the web archive that were not read: {_some(left)}")
    address = archive.address if (archive.address or "").startswith("http") else None
    return replace(decoded, text=text), address or find_address(decoded.text), warnings


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _read_frame(path: Path) -> str:
    """The text of a frame saved beside a page; what can't be read counts as an OSError."""
    try:
        return decode(unpack(read_bytes(path), str(path))[0], path).text
    except SourceError as error:
        raise OSError(str(error)) from error


def clean_line(text: str) -> str:
    """The visible text of a line: no control or zero-width characters, no outer white space."""
    return text.translate(_BLANK_TRANSLATION).strip()


def split_lines(text: str) -> list[Line]:
    """The lines of a text, numbered from 1; each one's own text is cleaned."""
    lines, start = [], 0
    for number, raw in enumerate(text.split("\n"), start=1):
        lines.append(Line(number, start, start + len(raw), clean_line(raw)))
        start += len(raw) + 1
    return lines


def _number(texts: list[str]) -> Iterator[Line]:
    """The blocks of a page as lines, one after the other."""
    start = 0
    for number, text in enumerate(texts, start=1):
        yield Line(number, start, start + len(text), text)
        start += len(text) + 1


def _media_type(text: str) -> str:
    head = text[:4096].lstrip().lower()
    if _HTML.match(head):
        return "text/html"
    if head.startswith("<?xml") or re.match(r"<(?:rss|feed|disqus)[\s>]", head):
        return "text/xml"
    if head[:1] in ("{", "[") and _is_json(text):
        return "application/json"
    return "text/plain"


def _is_json(text: str) -> bool:
    """Whether the text, or its first line, is a JSON value."""
    for candidate in (text.strip().split("\n", 1)[0], text):
        try:
            json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        return True
    return False
