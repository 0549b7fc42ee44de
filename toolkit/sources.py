"""Bytes of an input and their decoding, with errors that say what was found."""

from __future__ import annotations

import codecs
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
    """Decode bytes: byte-order mark, then strict UTF-8, then Windows-1252.

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
    try:
        return Decoded(_lines(data.decode("utf-8")), "utf-8", False)
    except UnicodeDecodeError as error:
        return _legacy(data, path, error)


def _legacy(data: bytes, path: Path, utf8: UnicodeDecodeError) -> Decoded:
    """Windows-1252 if that gives readable text; it is by far the likeliest legacy encoding."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
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
