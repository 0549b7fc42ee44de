"""The parts of a message: its text, and by name what else is in it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from toolkit.errors import SourceError
from toolkit.mime import find_parts, split_head, without_transfer
from toolkit.records.mail_headers import hide_addresses, readable
from toolkit.records.mail_text import unflow
from toolkit.records.markup import from_html
from toolkit.sources import decode

_OF_CONTENT = ("content-type", "content-transfer-encoding", "content-disposition")
_DEEPEST = 8  # multiparts in multiparts
_LONGEST_TEXT = 4 * 2**20  # bytes of a text that are read
_NEXT_PART = re.compile(r"^-{10,} next part -{10,}[ \t]*\n", re.MULTILINE)
_SCRUBBED = re.compile(
    r"\s*(?:[^\n]{0,120}\bscrubbed\b[^\n]{0,60}|Skipped content of type [^\n]{0,80})\n"
    r"((?:(?:[A-Z][A-Za-z -]{1,20}:[^\n]*|[ \t]+[^\n]*)(?:\n|\Z))*)", re.IGNORECASE)  # fmt: skip
_SCRUBBED_ABROAD = re.compile(  # the same in other languages: its shape, and where the file went
    r"^-{14} [^\n]{2,40} -{14}[ \t]*\n[^\n]{5,160}\n"
    r"(?:[^\W\d_][\w -]{0,20}:[^\n]*\n|[ \t]+[^\n]*\n){0,8}?URL ?: ?<?https?://[^\n]*(?:\n|\Z)",
    re.MULTILINE,
)
_NAME = re.compile(r"^Name: *([^\n]*)", re.MULTILINE)
_BEGIN = re.compile(  # uuencode, yEnc, and the signatures of PGP
    r"begin(?:-base64)? [0-7]{3,4} (?P<uu>.+)|=ybegin .*?name=(?P<y>.+)|"
    r"-----BEGIN PGP (?P<pgp>SIGNATURE|PUBLIC KEY BLOCK|MESSAGE)-----\s*\Z"
)
_END = re.compile(r"(?P<uu>end|====)\s*\Z|(?P<y>=yend\b)|(?P<pgp>-----END PGP )")
_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+:[^\n]*\n)*", re.MULTILINE)


@dataclass(slots=True)
class Body:
    """What a message holds.

    Attributes:
        text: Its text, quotations as they stand; of HTML the text that it shows.
        attached: The names of the files in it, "" for one without a name.
        doubts: What had to be mended, in few words.
    """

    text: str = ""
    attached: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_body(head: Message, data: bytes) -> Body:
    """The text of a message: its plain parts, or where there is none what its HTML shows.

    >>> head = Message()
    >>> head["Content-Transfer-Encoding"], head["Content-Type"] = "base64", "text/html"
    >>> read_body(head, b"PHA+SGk8L3A+").text
    'Hi'
    """
    body = Body()
    texts = [text for text in _texts(head, data, body, _DEEPEST) if text.strip()]
    body.text = "\n\n".join(text.strip("\n") for text in texts)
    body.text = _without_coded(body.text, body)
    if "-----BEGIN PGP SIGNED" in body.text:
        body.text = re.sub(r"^- ", "", _SIGNED.sub("", body.text), flags=re.MULTILINE)
    pieces = _NEXT_PART.split(body.text)
    for place, other in enumerate(pieces[1:], start=1):
        if match := _SCRUBBED.match(other):
            name = _NAME.search(match[1])
            body.attached.append(name[1].strip() if name and "not available" not in name[1] else "")
            pieces[place] = other[match.end() :]
    body.text, scrubbed = _SCRUBBED_ABROAD.subn("", "\n".join(pieces))
    body.attached += [""] * scrubbed
    body.attached = [hide_addresses(name)[0] for name in body.attached]
    return body


def _texts(head: Message, data: bytes, body: Body, depth: int) -> Iterator[str]:
    """The texts of a part, in order."""
    about = _about(head)
    kind, charset = about.get_content_type(), about.get_content_charset()
    boundary = about.get_boundary()
    if kind.startswith("multipart/") and boundary:
        parts, _ = find_parts(data, boundary)
        if not parts or not depth:
            body.doubts.append("messages whose parts can't be told apart")
            yield "" if parts else _decode(data, charset, body)
            return
        split = [split_head(_after_line(part)) for part in parts]
        if kind == "multipart/alternative":
            yield from _best(split, body, depth - 1)
        else:
            for inner, content in split:
                yield from _texts(inner, content, body, depth - 1)
        return
    name = about.get_filename()
    is_file = about.get_content_disposition() == "attachment" or name is not None
    if is_file or kind not in ("text/plain", "text/html", "text", "multipart/mixed"):
        body.attached.append(readable(str(name or "")))
        return
    content = without_transfer(data, str(about.get("Content-Transfer-Encoding", "")))
    text = _decode(content, charset, body)
    if kind == "text/html":
        text = from_html(text)
    elif str(about.get_param("format", "")).lower() == "flowed":
        text = unflow(text, delete_space=str(about.get_param("delsp", "")).lower() == "yes")
    yield text


def _best(parts: list[tuple[Message, bytes]], body: Body, depth: int) -> Iterator[str]:
    """The plain one of several forms of a text, else the first that holds any."""
    plain_first = sorted(parts, key=lambda part: _about(part[0]).get_content_type() != "text/plain")
    for inner, content in plain_first:
        tried = Body()
        found = [text for text in _texts(inner, content, tried, depth) if text.strip()]
        if found:
            body.attached += tried.attached
            body.doubts += tried.doubts
            yield from found
            return


def _about(head: Message) -> Message:
    """The headers that tell of a part's content, short and of plain letters."""
    about = Message()
    for name, value in head.raw_items():
        if name.lower() in _OF_CONTENT and name not in about:
            plain = str(value)[:2000].encode("ascii", "replace").decode("ascii")
            about[name] = " ".join(plain.split())
    return about


def _after_line(part: bytes) -> bytes:
    """A part without what is left of its boundary's line."""
    return part.split(b"\n", 1)[1] if b"\n" in part else b""


def _decode(data: bytes, charset: str | None, body: Body) -> str:
    if len(data) > _LONGEST_TEXT:
        data = data[:_LONGEST_TEXT].rsplit(b"\n", 1)[0]
        body.doubts.append(f"texts longer than {_LONGEST_TEXT // 2**20} MB cut")
    if data.isascii() and (charset or "").lower() in ("", "us-ascii", "utf-8", "iso-8859-1"):
        return data.decode("ascii").replace("\r\n", "\n").replace("\0", "")
    try:
        decoded = decode(data.replace(b"\0", b""), Path("message"), declared=charset)
    except SourceError:
        body.doubts.append("texts whose encoding can't be told, with \ufffd in them")
        return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\0", "")
    if decoded.guessed:
        body.doubts.append("texts whose encoding is missing or wrong, which was guessed")
    return decoded.text


def _without_coded(text: str, body: Body) -> str:
    """The text without the files and signatures that are written into it."""
    if not any(sign in text for sign in ("begin", "-----BEGIN PGP")):
        return text
    lines = text.split("\n")
    ends: dict[str, list[int]] = {"uu": [], "y": [], "pgp": []}
    for number, line in enumerate(lines):
        if match := _END.match(line[:200]):
            ends[match.lastgroup or ""].append(number)
    kept, number = [], 0
    while number < len(lines):
        line = lines[number]
        match = _BEGIN.match(line[:1000])
        number += 1
        if match is None:
            kept.append(line)
            continue
        kind = match.lastgroup or ""
        place = bisect(ends[kind], number)
        if place == len(ends[kind]):
            kept.append(line)
            continue
        number = ends[kind][place] + 1
        if kind != "pgp":
            body.attached.append(readable(match[kind]))
    return "\n".join(kept)
