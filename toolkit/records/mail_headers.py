"""Headers of messages: who, when, in answer to what. Addresses are never given out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_tz
from pathlib import Path
from typing import TypeAlias

from toolkit.errors import SourceError
from toolkit.sources import decode

_LONGEST = 4096  # characters of a header that are looked at
_MOST_IDS = 1000  # references of a message
_WORDS = re.compile(
    r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\n]*\?=(?:\s+=\?[^?\s]{1,60}\?[bBqQ]\?[^?\n]*\?=)*"
)
_ID = re.compile(r"<([^<>\s]{1,500})>")
_ID_FIELD = re.compile(rb"^Message-ID:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_BLANK = re.compile(rb"\n[ \t]*\r?\n")
_ANGLE = re.compile(r"\s*<[^<>]*>?\s*\Z")
_COMMENT = re.compile(r"\A([^\s()]+(?: at \S+)?)\s+\((.*)\)\s*\Z", re.DOTALL)
_HOST = re.compile(
    r"@(?:(?:[^\W_][\w-]{0,62}\.)+[^\W_][\w-]{0,62}|\[[\d.:a-fA-F]{3,45}\])|"
    r" at (?:[A-Za-z0-9][\w-]{0,62}\.)+[A-Za-z]{2,24}\b"
)
_LOCAL = re.compile(r"[^\s<>()\[\]\",:;@]+\Z")
_SPELT = re.compile(r"\S at (?:[A-Za-z0-9][\w-]{0,62}\.)+[A-Za-z]{2,24}\b")
_PLAIN = re.compile(r"[^\W\d_]+\Z")
_FIRST_YEAR, _LAST_YEAR = 1970, 2200  # of messages
HIDDEN = "…@…"  # stands for an address; holds no word
# zones by name beyond those of RFC 5322, where the name tells one zone only
_ZONES = {
    "CET": 1, "MET": 1, "MEZ": 1, "WET": 0, "WEST": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "AEST": 10, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_KNOWN = frozenset("UT UTC GMT Z AST ADT EST EDT CST CDT MST MDT PST PDT".split())
_ZONE = re.compile(
    r"\d\d?:\d\d(?::\d\d)?(?:\.\d+)?\s*(?:(\d{4})\s*)?([+-]\d{4}|[A-Za-z]{1,5})?(.*)\Z", re.DOTALL
)


Fields: TypeAlias = dict[str, list[str]]


def fields_of(message: Message) -> Fields:
    """The headers of a message by their names in small letters, as they stand."""
    fields: Fields = {}
    for name, value in message.raw_items():
        fields.setdefault(name.lower(), []).append(str(value))
    return fields


def header(fields: Fields, name: str) -> str | None:
    """A header as one line of readable text (RFC 2047), or None.

    >>> header({"subject": ["=?utf-8?q?Caf=C3=A9?= and\\n more"]}, "Subject")
    'Café and more'
    """
    found = fields.get(name.lower())
    return readable(found[0]) if found else None


def headers(fields: Fields, name: str) -> list[str]:
    """All headers of a name, as :func:`header` gives them."""
    return [readable(value) for value in fields.get(name.lower(), ())]


def readable(value: str) -> str:
    """A header's value as the email package holds it, decoded."""
    value = value[:_LONGEST]
    if not value.isascii():
        raw = value.encode("utf-8", "surrogateescape")
        try:
            value = decode(raw, Path("header")).text
        except SourceError:
            value = raw.decode("utf-8", "replace")
    if "=?" in value:
        value = _WORDS.sub(lambda match: _decode_words(match[0]), value)
    if not value.isprintable():
        value = "".join(sign if sign.isprintable() else " " for sign in value)
    return " ".join(value.split())


def name_of(value: str | None) -> str | None:
    """The writer's name of a ``From`` header; without one, what stands before the ``@``.

    >>> name_of('"Ann B." <ann@site.example>'), name_of("ann at site.example (Ann B.)")
    ('Ann B.', 'Ann B.')
    >>> name_of("ann@site.example"), name_of("<ann@site.example>"), name_of("Ann"), name_of("")
    ('ann', 'ann', 'Ann', None)
    """
    value = (value or "").strip()
    name = _ANGLE.sub("", value)
    if name == value and (match := _COMMENT.match(value)):
        name = match[2]
    name = re.sub(r"\\(.)", r"\1", name.strip().strip("\"'").strip())
    if not name or "@" in name or _SPELT.search(name):
        name = _before_at(name or value)
    return name or None


def _before_at(text: str) -> str:
    """What stands before the sign of an address, without its brackets."""
    return re.split(r"@| at ", text.strip("<>()\"' "), maxsplit=1)[0].strip("<>()\"' ")


def hide_addresses(text: str, *, spelt: bool = False, own: str | None = None) -> tuple[str, int]:
    """The text with each e-mail address as :data:`HIDDEN`, and how many there were.

    Args:
        text: Any text.
        spelt: Whether every ``name at host.tld`` is one, as in headers and lines that name people;
            elsewhere it must stand in angle brackets, or look like no word.
        own: The writer's own name before the ``@``, which is one everywhere.

    >>> hide_addresses("Ask bob@site.example, or <bob at site.example>; look at site.example!")
    ('Ask …@…, or <…@…>; look at site.example!', 2)
    """
    if "@" not in text and " at " not in text:
        return text, 0
    pieces: list[str] = []
    done = found = 0
    for match in _HOST.finditer(text):
        local = _LOCAL.search(text[max(done, match.start() - 128) : match.start()])
        if local is None:
            continue
        begin = match.start() - len(local[0])
        is_one = spelt or text[begin - 1 : begin] == "<" or local[0] == own
        if match[0].startswith("@") or is_one or not _PLAIN.match(local[0]):
            pieces += [text[done:begin], HIDDEN]
            done = match.end()
            found += 1
    return "".join([*pieces, text[done:]]), found


def id_of(value: str | None) -> str | None:
    """The id of a ``Message-ID`` header, without its brackets.

    >>> id_of("<a.1@site.example>"), id_of(" a.1@site.example "), id_of(None)
    ('a.1@site.example', 'a.1@site.example', None)
    """
    if not value:
        return None
    match = _ID.search(value)
    words = value.strip().strip("<>").split()
    return match[1] if match else words[0] if words else None


def find_id(data: bytes) -> str | None:
    """The id of a message by its bytes, without reading its other headers.

    >>> find_id(b"Subject: x\\nMessage-Id:\\n <a.1@site.example>\\n\\nMessage-ID: <b>")
    'a.1@site.example'
    """
    head = data[: blank.start() + 1] if (blank := _BLANK.search(data)) else data
    match = _ID_FIELD.search(head)
    return id_of(readable(match[1].decode("ascii", "surrogateescape"))) if match else None


def answered(references: Iterable[str], in_reply_to: Iterable[str]) -> list[str]:
    """The ids that a message answers, the likeliest first: the last reference, then those before.

    >>> answered(["<a@x> <b@x>"], ["<b@x> from Bob", "your message of Monday"])
    ['b@x', 'a@x']
    """
    found = [own for value in references for own in _ID.findall(value)][-_MOST_IDS:][::-1]
    found += [own for value in in_reply_to for own in _ID.findall(value)][:_MOST_IDS]
    return list(dict.fromkeys(found))


def moment(value: str | None) -> tuple[str | None, bool]:
    """The time of a date header in ISO 8601, and whether it tells its offset.

    >>> moment("Wed, 22 Sep 2004 02:03:40 -0700"), moment("12 Jan 93 03:26 GMT")
    (('2004-09-22T02:03:40-07:00', True), ('1993-01-12T03:26+00:00', True))
    >>> moment("Wed Sep 22 05:05:28 2004"), moment("yesterday")
    (('2004-09-22T05:05:28', False), (None, False))
    """
    text = (value or "")[:200]
    zone = _ZONE.search(text)
    if zone is None:
        return None, False
    name = zone[2] or ""
    is_odd = not name and zone[3].strip(" \t();.,")[:1] > "\x7f"  # letters where a zone should be
    try:
        parsed = parsedate_tz(text[: zone.end(2)] if name else text[: zone.start(3)])
        stamp = dt.datetime(*parsed[:6]) if parsed else dt.datetime.min
    except (ValueError, TypeError, IndexError, OverflowError):
        stamp, parsed = dt.datetime.min, None
    if parsed is None or is_odd or not _FIRST_YEAR <= stamp.year <= _LAST_YEAR:
        return None, False
    iso = stamp.isoformat(timespec="seconds" if text.count(":") > 1 else "minutes")
    if name.upper() in _ZONES:
        seconds = _ZONES[name.upper()] * 3600
    elif name.startswith(("+", "-")) or name.upper() in _KNOWN:
        seconds = parsed[9] or 0
    else:
        return iso, False
    if abs(seconds) > 15 * 3600:
        return iso, False
    sign, minutes = "+" if seconds >= 0 else "-", abs(seconds) // 60
    return f"{iso}{sign}{minutes // 60:02d}:{minutes % 60:02d}", True


def _decode_words(words: str) -> str:
    try:
        pieces = decode_header(words)
    except (HeaderParseError, ValueError, LookupError):
        return words
    texts = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        try:
            texts.append(piece.decode(charset or "ascii"))
        except (LookupError, ValueError):
            texts.append(piece.decode("utf-8", "replace"))
    return "".join(texts) or words
