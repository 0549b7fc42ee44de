"""A source as the parsers see it: decoded text in numbered lines with character offsets."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import SourceError
from toolkit.html.tree import page_lines
from toolkit.sources import decode, read_bytes

_INVISIBLE = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0xFEFF]))
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?(?:-->\s*|\Z))*(?:<!doctype\s+html|<html[\s>]|<(?:head|body|div|meta|"
    r"title|link|script|style|section|article|main|table|ul|ol|p|h[1-6]|span|center|font)[\s>/])|"
    r"<!--",
    re.DOTALL,
)
_DROPPED = {ord(character): None for character in _INVISIBLE if character not in "\t\n"}
_BLANK_TRANSLATION = {**_DROPPED, 0xA0: " ", 0x202F: " ", 0x09: " "}


@dataclass(frozen=True, slots=True)
class Line:
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
        media_type: ``text/plain``, ``text/html``, ``text/xml`` or ``application/json``, told
            from the content.
        encoding: The encoding the bytes were read in.
        encoding_guessed: Whether that was a guess (no mark, and not valid UTF-8).
        text: The text, line ends as ``\\n``, no byte-order mark (as RFC 5147 counts).
        lines: The text's lines; a line's own text is cleaned (:func:`clean_line`). Of an HTML
            page: the blocks of its visible text, with offsets in that text (one a line).
    """

    source: str
    sha256: str
    media_type: str
    encoding: str
    encoding_guessed: bool
    text: str = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)


def read_document(source: str | Path) -> Document:
    """Read a file, or standard input for ``-``.

    Raises:
        SourceError: It is missing, a folder, empty, binary, or in an encoding that can't be told.
    """
    if str(source) == "-":
        data = sys.stdin.buffer.read()
        if not data.strip():
            raise SourceError("standard input: is empty; pipe the page's text into it")
    else:
        data = read_bytes(Path(source))
    return make_document(data, source=str(source))


def make_document(data: bytes, *, source: str) -> Document:
    """Make a document of bytes that are at hand.

    >>> make_document(b"Hello\\n\\nWorld", source="page.txt").lines[2].text
    'World'
    """
    decoded = decode(data, Path(source))
    media_type = _media_type(decoded.text)
    is_page = media_type == "text/html"
    return Document(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        encoding=decoded.encoding,
        encoding_guessed=decoded.guessed,
        text=decoded.text,
        lines=tuple(_number(page_lines(decoded.text)) if is_page else split_lines(decoded.text)),
    )


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
