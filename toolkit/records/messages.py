"""Lines to messages: an mbox, a Mailman archive, a batch of articles, or a single article.

A message begins at a line ``From `` that holds a time (or the number that old Usenet archives
write there) and is followed by a header; a line of a text that begins so is none (RFC 4155).
``#! rnews`` and the four control characters of MMDF divide messages too.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import numpy as np

LONGEST_MESSAGE = 32 * 2**20  # bytes; of a longer one the beginning is read
LONGEST_HEAD = 2**16  # bytes of a message whose headers only are wanted
_AROUND = 1024  # bytes that tell whether a message begins
_BREAK = re.compile(rb"^(?:From |#! rnews \d|\x01{4}\r?$)[^\n]{0,400}(?:\n|\Z)", re.MULTILINE)
_HEADER = re.compile(rb"[!-9;-~]{1,76}:(?:\s|\Z)|[A-Za-z][A-Za-z-]{1,75}:|>From ")
_TIMED = re.compile(
    rb"From (?:.{0,250}?\d\d?:\d\d(?::\d\d)?.{0,40}\b\d{4}\b|"
    rb".{0,250}?\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d|-?\d{5,}\s*\Z)"
)
_FULL = re.compile(rb"From .{0,250}\b[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d(?::\d\d)? ")
_ESCAPED = re.compile(rb"(?<![^\n])>+From ")
_AFTER_BLANK = re.compile(rb"(?:\A|\n)[ \t]*\r?\n\Z|\A\Z")


class Message(NamedTuple):
    """A message as it stands in a file.

    Attributes:
        line: The number of its first line, from 1.
        envelope: The line ``From …`` before it, without that word; empty where there is none.
        data: Its headers, a blank line, its text; line ends as ``\\n``.
        is_cut: Whether it was longer than :data:`LONGEST_MESSAGE`.
    """

    line: int
    envelope: bytes
    data: bytes
    is_cut: bool


def split_messages(blocks: Iterable[bytes], *, heads: bool = False) -> Iterator[Message]:
    """The messages of a file, one at a time.

    Args:
        blocks: Its bytes, in stretches of any size.
        heads: Whether only their headers are wanted.

    >>> text = b"From a  Mon Jan  5 10:00:00 2004\\nSubject: x\\n\\nHi\\n>From here\\nFrom me"
    >>> [(found.line, found.data) for found in split_messages([text])]
    [(1, b'Subject: x\\n\\nHi\\nFrom here\\nFrom me')]
    """
    most = LONGEST_HEAD if heads else LONGEST_MESSAGE
    held = _Held(1, b"", most)
    window, done, is_first = b"", 0, True  # done: bytes of the window that went into a message
    for block in chain(blocks, (b"",)):
        window += block
        is_last = not block
        end = len(window) if is_last else max(len(window) - _AROUND, done)
        for match in _BREAK.finditer(window, done):
            begin = match.start()
            if begin >= end or begin < done:
                continue
            if not _begins(window, match, is_first and begin == 0):
                continue
            held.add(window[done:begin])
            if held.is_filled():
                yield held.message()
            of_mbox = match[0].startswith(b"From ")
            line = held.next_line if of_mbox else held.next_line + 1
            held = _Held(line, match[0][5:].strip() if of_mbox else b"", most)
            held.next_line = line + of_mbox
            done = match.end()
        if done < end:
            held.add(window[done:end])
            done = end
        cut = max(done - _AROUND, 0)
        is_first = is_first and not cut
        window, done = window[cut:], done - cut
    if held.is_filled():
        yield held.message()


def _begins(window: bytes, match: re.Match[bytes], is_start: bool) -> bool:
    """Whether a message begins at a line."""
    if not match[0].startswith(b"From "):
        return True
    line, begin = match[0].rstrip(b"\r\n"), match.start()
    if not _HEADER.match(window, match.end()):
        return False
    is_after_blank = bool(_AFTER_BLANK.search(window[max(begin - 80, 0) : begin]))
    timed = is_after_blank and (is_start or _TIMED.match(line))
    return bool(timed or _FULL.match(line))


class _Held:
    """The bytes of a message so far."""

    def __init__(self, line: int, envelope: bytes, most: int) -> None:
        self.line = self.next_line = line
        self._envelope = envelope
        self._most = most
        self._size = 0
        self._pieces: list[bytes] = []
        self._is_cut = False

    def add(self, piece: bytes) -> None:
        """Some more of it."""
        self.next_line += piece.count(b"\n")
        left = self._most - self._size
        if len(piece) > left:
            self._is_cut = True
        if left > 0 and piece:
            self._pieces.append(piece[:left])
            self._size += len(self._pieces[-1])

    def is_filled(self) -> bool:
        """Whether there is more than blank lines in it."""
        return any(piece.strip() for piece in self._pieces)

    def message(self) -> Message:
        """The message."""
        data = b"".join(self._pieces).replace(b"\r\n", b"\n")
        line = self.line
        if not self._envelope:
            bare = data.lstrip(b"\n")
            line += len(data) - len(bare)
            data = bare
        elif b"\n>" in data:
            data = _ESCAPED.sub(_unescaped, data)
        return Message(line, self._envelope, data.rstrip(b"\n"), self._is_cut)


def _unescaped(found: re.Match[bytes]) -> bytes:
    """A line ``>From …`` without its mark, unless it stands in a quotation."""
    text = found.string
    before = text.rfind(b"\n", 0, max(found.start() - 1, 0)) + 1
    after = text.find(b"\n", found.end()) + 1
    quoted = text[before : before + 1] == b">" if found.start() else False
    quoted = quoted or (after > 0 and text[after : after + 1] == b">")
    return found[0] if quoted else found[0][1:]


class Known:
    """The ids of all messages of a file, as hashes: 8 bytes for each.

    >>> known = Known(["a", "b", "a"])
    >>> "a" in known, "c" in known, known.is_repeated("a"), known.is_repeated("b")
    (True, False, True, False)
    """

    def __init__(self, ids: Iterable[str]) -> None:
        hashes = np.array(array("Q", map(_hash, ids)), dtype=np.uint64)
        self._hashes, counts = np.unique(hashes, return_counts=True)
        self._repeated = frozenset(self._hashes[counts > 1].tolist())

    def __contains__(self, own: str) -> bool:
        wanted = np.uint64(_hash(own))
        place = int(np.searchsorted(self._hashes, wanted))
        return place < len(self._hashes) and bool(self._hashes[place] == wanted)

    def is_repeated(self, own: str) -> bool:
        """Whether several messages have this id."""
        return _hash(own) in self._repeated


def _hash(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
