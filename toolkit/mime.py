"""Parts of MIME messages (RFC 2045 and 2046) in linear time: headers, boundaries, encodings."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from itertools import islice

_LONGEST_HEAD = 2**16  # bytes of the headers of a part
_MOST_PARTS = 20_000
_FIELD = re.compile(r"([!-9;-~]{1,998}):[ \t]*")
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")


def split_head(data: bytes) -> tuple[Message, bytes]:
    """The headers, and what follows the blank line after them."""
    if data[:2] in (b"\n", b"\r\n"):
        return Message(), data.lstrip(b"\r\n")
    blank = _BLANK.search(data, 0, _LONGEST_HEAD)
    end, begin = (blank.start(), blank.end()) if blank else (min(len(data), _LONGEST_HEAD),) * 2
    return _read_head(data[:end].decode("ascii", "surrogateescape")), data[begin:]


def _read_head(text: str) -> Message:
    """The headers of a text, as :class:`email.parser.HeaderParser` gives them.

    Unlike its objects these hold no circles, of which millions would wait for the collector; and
    a line that is no header ends nothing.
    """
    message = Message()
    fields: list[tuple[str, list[str]]] = []
    for line in text.replace("\r", "").split("\n"):
        if line[:1] in (" ", "\t") and fields:
            fields[-1][1].append(line)
        elif match := _FIELD.match(line):
            fields.append((match[1], [line[match.end() :]]))
    for name, lines in fields:
        message.set_raw(name, "\n".join(lines))
    return message


def find_parts(body: bytes, boundary: str) -> tuple[list[bytes], bool]:
    """The parts that a boundary divides a body into, and whether the last of them is closed.

    >>> find_parts(b"--x\\n\\none\\n--x\\n\\ntwo\\n--x--\\n", "x")
    ([b'\\n\\none\\n', b'\\n\\ntwo\\n'], True)
    """
    marks = list(islice(_boundaries(body, boundary), _MOST_PARTS))
    ends = [*(mark.start() for mark in marks[1:]), len(body)]
    parts = [body[mark.end() : end] for mark, end in zip(marks, ends, strict=False) if not mark[1]]
    return parts, any(mark[1] for mark in marks)


def without_transfer(body: bytes, encoding: str) -> bytes:
    """The bytes of a part with its transfer encoding taken off, whatever of it is damaged.

    >>> without_transfer(b"caf=C3=A9", "Quoted-Printable").decode()
    'café'
    """
    name = encoding.strip().lower()
    if name == "quoted-printable":
        return quopri.decodestring(body)
    if name == "base64":
        signs = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return binascii.a2b_base64(signs[: len(signs) - (len(signs) % 4 == 1)] + b"===")
    return body


def _boundaries(body: bytes, boundary: str) -> Iterator[re.Match[bytes]]:
    """The boundary's lines; the closing one has a group."""
    text = re.escape(boundary.encode("utf-8", "replace"))
    for match in re.finditer(rb"--" + text + rb"(--)?[ \t]*(?=\r?\n|\Z)", body):
        if match.start() == 0 or body[match.start() - 1] == 0x0A:
            yield match
