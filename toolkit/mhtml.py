"""Web archives in one file (MHTML, RFC 2557): headers, then the page and its frames as parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from toolkit.errors import SourceError
from toolkit.mime import find_parts, split_head, without_transfer

_DEEPEST = 4  # multiparts in multiparts
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
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
    head, _ = split_head(data.lstrip())
    if "content-type" not in head or "mime-version" not in head:
        return False
    return head.get_content_maintype() == "multipart" or head.get_content_type() in _PAGES


def read_mhtml(data: bytes, source: str) -> Archive:
    """Take an archive apart; of its parts only the HTML pages are decoded.

    Raises:
        SourceError: There is no HTML page in it.
    """
    head, body = split_head(data.lstrip())
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


def _pages(head: Message, body: bytes, closings: list[bool], depth: int) -> Iterator[Part]:
    """The HTML pages of a part, in order; whether each multipart is closed goes to ``closings``."""
    if head.get_content_maintype() == "multipart":
        boundary = head.get_boundary()
        if not boundary or not depth:
            return
        parts, is_closed = find_parts(body, boundary)
        closings.append(is_closed)
        for part in parts:
            inner, content = split_head(part.lstrip(b"\r\n"))
            yield from _pages(inner, content, closings, depth - 1)
    elif head.get_content_type() in _PAGES:
        yield Part(
            content_id=str(head.get("Content-ID", "")).strip().strip("<>"),
            location="".join(str(head.get("Content-Location", "")).split()),
            charset=head.get_content_charset(),
            data=without_transfer(body, str(head.get("Content-Transfer-Encoding", ""))),
        )
