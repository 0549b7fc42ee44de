"""Bytes of an input and their decoding, with errors that say what was found."""

from __future__ import annotations

import codecs
import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE
)
_ESCAPED = ("iso2022_jp", "iso2022_kr", "hz")  # encodings whose bytes look like ASCII
_AS_BROWSERS = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8", "tis-620": "cp874", "big5": "big5hkscs", "latin1": "cp1252",
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso8859-1": "cp1252",
}  # fmt: skip
_BINARY = {
    b"%PDF": "a PDF file: open it and copy its text",
    b"PK\x03\x04": "a ZIP archive or office document: unpack it, or save it as plain text",
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old office document: save it as plain text",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a source, with line ends as ``\\n`` and no byte-order mark.

    Attributes:
        text: The decoded text.
        encoding: The encoding it was read in.
        guessed: Whether the encoding was neither marked nor valid UTF-8.
    """

    text: str
    encoding: str
    guessed: bool


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        SourceError: The path is missing, a folder, unreadable, or an empty file.
    """
    try:
        if path.is_dir():
            raise SourceError(
                f"{path}: is a folder; give the files in it, for example {path}/*.txt"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{path}: can't be read ({reason})") from error
    if not data.strip():
        raise SourceError(f"{path}: is empty; save the page's text into it first")
    return data


def decode(data: bytes, path: Path) -> Decoded:
    """Decode bytes: byte-order mark, declared encoding, strict UTF-8, then Windows-1252.

    A declaration (``<meta charset>``, ``<?xml encoding>``) counts in markup only; if the bytes are
    valid UTF-8 beyond ASCII, they are UTF-8 whatever is declared.

    Args:
        data: The bytes of a text file.
        path: The file's name, for messages.

    Raises:
        SourceError: The bytes are not text (NUL bytes, a known binary signature), or in an
            encoding that can't be told.
    """
    for signature, found in _BINARY.items():
        if data.startswith(signature):
            raise SourceError(f"{path}: is not text but {found}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(_lines(data[len(mark) :].decode(encoding)), encoding, False)
            except UnicodeDecodeError as error:
                raise _broken(path, encoding, error) from error
    if b"\0" in data:
        place = data.index(b"\0")
        raise SourceError(
            f"{path}: is not text (a NUL byte at byte {place}); expected plain text, best in UTF-8"
        )
    declared = _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, path, declared, error)
    if declared in _ESCAPED and text.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            return Decoded(_lines(data.decode(declared)), declared, False)
    return Decoded(_lines(text), "utf-8", False)


def _not_utf8(data: bytes, path: Path, declared: str | None, utf8: UnicodeDecodeError) -> Decoded:
    """In the declared encoding; as UTF-8 if that is declared and nearly true; else a guess."""
    if declared == "utf-8":
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= max(3, len(text) // 1000):
            return Decoded(_lines(text), "utf-8", True)
    elif declared:
        with contextlib.suppress(UnicodeDecodeError):
            return Decoded(_lines(data.decode(declared)), declared, False)
    return _legacy(data, path, utf8, in_markup=declared is not None)


def _declared(data: bytes) -> str | None:
    """The encoding that markup declares in its head, by Python's name, or None.

    >>> _declared(b'<html><meta charset="ISO-8859-1">')
    'cp1252'
    """
    head = data[:4096]
    if not head.lstrip().startswith(b"<"):
        return None
    match = _DECLARED.search(head)
    if not match:
        return None
    name = match[1].decode("ascii").lower()
    name = _AS_BROWSERS.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and not found.name.startswith("utf-16") else None


def _legacy(
    data: bytes, path: Path, utf8: UnicodeDecodeError, *, in_markup: bool = False
) -> Decoded:
    """Windows-1252 if that gives readable text; it is by far the likeliest legacy encoding."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        if in_markup:  # mostly ASCII: read what can be read
            return Decoded(_lines(data.decode("cp1252", "replace")), "cp1252", True)
        raise _broken(path, "utf-8", utf8) from utf8
    controls = sum(1 for character in text if character < " " and character not in "\t\n\r\f")
    high = sum(1 for character in text if character > "\x7f")
    if controls or high > len(text) * 0.3:
        raise _broken(path, "utf-8", utf8) from utf8
    return Decoded(_lines(text), "cp1252", True)


def _broken(path: Path, encoding: str, error: UnicodeDecodeError) -> SourceError:
    byte = error.object[error.start]
    return SourceError(
        f"{path}: is not valid {encoding.upper()} (byte 0x{byte:02x} at byte {error.start}) and in "
        f"no encoding that can be told; save it as UTF-8"
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
