"""Web archives in one file (MHTML, RFC 2557): headers, then the page and its frames as parts."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice

from toolkit.errors import SourceError

_LONGEST_HEAD = 2**16  # bytes of the headers of a part
_DEEPEST = 4  # multiparts in multiparts
_MOST_PARTS = 20_000
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Part:
    """A page in an archive.

    Attributes:
        content_id: Its ``Content-ID`` without the angle brackets, or "".
        location: Its ``Content-Location``: the address it was saved from, or "".
        charset: The encoding its headers declare, or None.
        data: Its bytes, with the transfer encoding taken off.
    """

    content_id: str
    location: str
    charset: str | None
    data: bytes

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return self.location or f"cid:{self.content_id}"


@dataclass(frozen=True, slots=True)
class Archive:
    """The pages of an archive, the main one first.

    Attributes:
        pages: The parts that are HTML.
        address: Where the main page was saved from, or None.
        is_whole: Whether the archive's last boundary is there.
    """

    pages: tuple[Part, ...]
    address: str | None
    is_whole: bool


def is_mhtml(data: bytes) -> bool:
    """Whether bytes begin with MIME headers of several parts, or of one HTML page.

    >>> is_mhtml(b"MIME-Version: 1.0\\nContent-Type: multipart/related; boundary=x\\n\\n--x")
    True
    >>> is_mhtml(b"Note: read this\\n\\nComments")
    False
    """
    if not _HEADER.match(data[:200]):
        return False
    head, _ = _split_head(data.lstrip())
    if "content-type" not in head or "mime-version" not in head:
        return False
    return head.get_content_maintype() == "multipart" or head.get_content_type() in _PAGES


def read_mhtml(data: bytes, source: str) -> Archive:
    """Take an archive apart; of its parts only the HTML pages are decoded.

    Raises:
        SourceError: There is no HTML page in it.
    """
    head, body = _split_head(data.lstrip())
    closings: list[bool] = []
    found = list(_pages(head, body, closings, _DEEPEST))
    if not found:
        raise SourceError(
            f"{source}: is a web archive (MHTML) without a page in HTML; save the page again"
        )
    start = str(head.get_param("start") or "").strip("<>")
    root = next((part for part in found if start and part.content_id == start), found[0])
    address = str(head.get("Snapshot-Content-Location") or root.location).strip()
    pages = (root, *(part for part in found if part is not root))
    return Archive(pages, address or None, all(closings))


def _split_head(data: bytes) -> tuple[Message, bytes]:
    """The headers, and what follows the blank line after them."""
    blank = _BLANK.search(data, 0, _LONGEST_HEAD)
    end, begin = (blank.start(), blank.end()) if blank else (min(len(data), _LONGEST_HEAD),) * 2
    return BytesHeaderParser().parsebytes(data[:end]), data[begin:]


def _pages(head: Message, body: bytes, closings: list[bool], depth: int) -> Iterator[Part]:
    """The HTML pages of a part, in order; whether each multipart is closed goes to ``closings``."""
    if head.get_content_maintype() == "multipart":
        boundary = head.get_boundary()
        if not boundary or not depth:
            return
        marks = list(islice(_boundaries(body, boundary), _MOST_PARTS))
        closings.append(any(mark[1] for mark in marks))
        ends = [*(mark.start() for mark in marks[1:]), len(body)]
        for mark, end in zip(marks, ends, strict=False):
            if not mark[1]:
                inner, content = _split_head(body[mark.end() : end].lstrip(b"\r\n"))
                yield from _pages(inner, content, closings, depth - 1)
    elif head.get_content_type() in _PAGES:
        yield Part(
            content_id=str(head.get("Content-ID", "")).strip().strip("<>"),
            location="".join(str(head.get("Content-Location", "")).split()),
            charset=head.get_content_charset(),
            data=_without_transfer(body, str(head.get("Content-Transfer-Encoding", ""))),
        )


def _boundaries(body: bytes, boundary: str) -> Iterator[re.Match[bytes]]:
    """The boundary's lines; the closing one has a group."""
    text = re.escape(boundary.encode("utf-8", "replace"))
    for match in re.finditer(rb"--" + text + rb"(--)?[ \t]*(?=\r?\n|\Z)", body):
        if match.start() == 0 or body[match.start() - 1] == 0x0A:
            yield match


def _without_transfer(body: bytes, encoding: str) -> bytes:
    name = encoding.strip().lower()
    if name == "quoted-printable":
        return quopri.decodestring(body)
    if name == "base64":
        signs = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return binascii.a2b_base64(signs[: len(signs) - (len(signs) % 4 == 1)] + b"===")
    return body
