"""Bytes of an input and their decoding, with errors that say what was found."""

from __future__ import annotations

import codecs
import contextlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from toolkit.charsets import (
    Guess,
    find_declared,
    find_label,
    guess_legacy,
    guess_wide,
    is_of_other_script,
)
from toolkit.errors import SourceError
from toolkit.signatures import name_file

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ODD = (
    ("a pipe", stat.S_ISFIFO), ("a device", stat.S_ISCHR), ("a device", stat.S_ISBLK),
    ("a socket", stat.S_ISSOCK),
)  # fmt: skip
_ESCAPED = ("iso2022_jp", "iso2022_kr", "hz")  # encodings whose bytes look like ASCII
_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00ff\u0152-\u2122]{1,3}")
_STRETCH = 1 << 12  # characters looked at at once
_MOST_TWICE = 400  # places that a text is looked at for


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a source, with line ends as ``\\n`` and no byte-order mark.

    Attributes:
        text: The decoded text.
        encoding: The encoding it was read in.
        guessed: Whether the encoding was neither marked nor valid UTF-8.
        doubts: What is uncertain of it, a sentence each.
    """

    text: str
    encoding: str
    guessed: bool
    doubts: tuple[str, ...] = ()


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
        check_regular(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{path}: can't be read ({reason})") from error
    if not data.strip():
        raise SourceError(f"{path}: is empty; save the page's text into it first")
    return data


def check_regular(path: Path) -> None:
    """Raise :class:`SourceError` for a pipe, which can be read once only, and for a device."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return  # whoever opens it says it
    what = next((name for name, is_one in _ODD if is_one(mode)), None)
    if what is not None:
        raise SourceError(
            f"{path}: is {what}, not a file; write what it gives into a file, or give that as "
            f"standard input (-)"
        )


def decode(data: bytes, path: Path, *, declared: str | None = None) -> Decoded:
    """Decode bytes: byte-order mark, valid UTF-8, the declared encoding, then a guess.

    A declaration (``<meta charset>``, ``<?xml encoding>``) counts in markup only; if the bytes are
    valid UTF-8 beyond ASCII, they are UTF-8 whatever is declared. The guess is
    :func:`toolkit.charsets.guess_legacy`; ``guessed`` and ``doubts`` tell of it.

    Args:
        data: The bytes of a text file.
        path: The file's name, for messages.
        declared: An encoding declared outside the text (in MIME headers), by any label.

    Raises:
        SourceError: The bytes are not text (NUL bytes, a known binary signature), or in an
            encoding that can't be told.
    """
    if found := name_file(data):
        raise SourceError(f"{path}: is not text but {found}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise _broken(path, encoding, error) from error
    if b"\0" in data:
        if wide := guess_wide(data):
            doubt = f"the encoding is not marked; read as {wide}, by where its zero bytes are"
            return _decoded(data.decode(wide), wide, doubt)
        place = data.index(b"\0")
        raise SourceError(
            f"{path}: is not text (a NUL byte at byte {place}); expected plain text, best in UTF-8"
        )
    label = (find_label(declared) if declared else None) or find_declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, path, label, error)
    if label in _ESCAPED and text.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            return _decoded(data.decode(label), label)
    return _decoded(text, "utf-8")


def _decoded(text: str, encoding: str, doubt: str | None = None) -> Decoded:
    """The decoded text; a doubt about its encoding means that it was guessed."""
    doubts = [] if doubt is None else [doubt]
    if _is_coded_twice(text):
        doubts.append(
            "letters look as if they had been encoded twice (as in \u00c3\u00a9 for \u00e9) before "
            "the page was saved; they are kept as they are"
        )
    return Decoded(_lines(text), encoding, doubt is not None, tuple(doubts))


def _not_utf8(data: bytes, path: Path, declared: str | None, utf8: UnicodeDecodeError) -> Decoded:
    """In the declared encoding; as UTF-8 if that is declared and nearly true; else a guess."""
    if declared in ("utf-8", None):
        text = data.decode("utf-8", "replace")
        lost = text.count("\ufffd")
        high = sum(1 for sign in text if sign > "\x7f") - lost
        if (declared and lost <= max(3, len(text) // 1000)) or lost * 20 < high:
            doubt = f"the encoding is nearly UTF-8; {lost} broken places are shown as \ufffd"
            return _decoded(text, "utf-8", doubt)
    elif declared == "cp1252" and is_of_other_script(data):
        if (guess := guess_legacy(data)) and guess.encoding != "cp1252" and guess.sure:
            doubt = f"the encoding is declared as Western, but the text reads as {guess.encoding}"
            return _decoded(data.decode(guess.encoding, "replace"), guess.encoding, doubt)
        return _decoded(_as_browsers(data), "cp1252")
    elif declared == "cp1252":
        return _decoded(_as_browsers(data), "cp1252")
    else:
        with contextlib.suppress(UnicodeDecodeError):
            return _decoded(data.decode(declared), declared)
    return _guessed(data, path, declared, utf8)


def _guessed(data: bytes, path: Path, declared: str | None, utf8: UnicodeDecodeError) -> Decoded:
    """In the likeliest encoding, with how sure that is."""
    guess = guess_legacy(data)
    if guess is None and declared:  # mostly ASCII: read what can be read
        guess = Guess("cp1252", False)
    if guess is None:
        raise _broken(path, "utf-8", utf8) from utf8
    try:
        text = data.decode(guess.encoding)
    except UnicodeDecodeError:
        if guess.encoding == "cp1252" and not declared:
            raise _broken(path, "utf-8", utf8) from utf8
        is_western = guess.encoding == "cp1252"
        text = _as_browsers(data) if is_western else data.decode(guess.encoding, "replace")
    controls = sum(1 for sign in text if sign < " " and sign not in "\t\n\r\f\x1b")
    high = sum(1 for sign in text if sign > "\x7f")
    if controls or (guess.encoding == "cp1252" and high > len(text) * 0.3):
        raise _broken(path, "utf-8", utf8) from utf8
    why = f"is declared as {declared}, which it isn't" if declared else "is not declared"
    sure = "surely" if guess.sure else "perhaps"
    rivals = f", else {', '.join(guess.rivals)}" if guess.rivals else ""
    return _decoded(
        text, guess.encoding, f"the encoding {why}; read as {guess.encoding} ({sure}{rivals})"
    )


def _as_browsers(data: bytes) -> str:
    """Windows-1252 with the five bytes that it leaves open as control characters."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        table = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)}
        return data.decode("latin-1").translate(table)


def _is_coded_twice(text: str) -> bool:
    """Whether most of what lies beyond ASCII is UTF-8 that was read as Windows-1252 once."""
    if text.isascii():
        return False
    places = [match for _, match in zip(range(_MOST_TWICE), _twice_coded(text), strict=False)]
    if len(places) < 3:
        return False
    twice = 0
    for place in places:
        try:
            twice += len(place[0].encode("cp1252").decode("utf-8")) < len(place[0])
        except UnicodeError:
            continue
    before = text[: places[-1].end()]
    beyond = sum(int((codes[:_STRETCH] > 0x7F).sum()) for _, codes in _codes(before))
    return twice >= 3 and twice * 4 > beyond


def _codes(text: str) -> Iterator[tuple[int, npt.NDArray[np.uint32]]]:
    """The numbers of a text's characters, a stretch at a time, each with the next one's first."""
    for start in range(0, len(text), _STRETCH):
        part = text[start : start + _STRETCH + 1]
        if not part.isascii():
            yield start, np.frombuffer(part.encode("utf-32-le", "surrogatepass"), np.uint32)


def _twice_coded(text: str) -> Iterator[re.Match[str]]:
    """Where a letter that can begin a sequence of UTF-8 stands before those that can go on."""
    end = 0
    for start, codes in _codes(text):
        begins = (codes[:-1] >= 0xC2) & (codes[:-1] <= 0xF4) & (codes[1:] > 0x7F)
        for place in np.flatnonzero(begins):
            if start + place >= end and (match := _TWICE.match(text, start + int(place))):
                end = match.end()
                yield match


def _broken(path: Path, encoding: str, error: UnicodeDecodeError) -> SourceError:
    byte = error.object[error.start]
    return SourceError(
        f"{path}: is not valid {encoding.upper()} (byte 0x{byte:02x} at byte {error.start}) and in "
        f"no encoding that can be told; save it as UTF-8"
    )


def _lines(text: str) -> str:
    if "\r" not in text:
        return text
    text = text.replace("\r\n", "\n")
    return text.replace("\r", "\n") if "\r" in text else text
