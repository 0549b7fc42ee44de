"""E-mail and IP addresses: found in texts and masked, taken off authors' names.

An e-mail address has a domain with a dot. An IP address is a valid one that nothing speaks
against: four small numbers ("1.2.3.4") are as often a version, so that they count only with a
part above 31, a port, or a word such as "IP" before them, and never after "version".
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

E_MAIL, IP = "e-mail", "IP"
MASKS = {E_MAIL: "[e-mail address]", IP: "[IP address]"}

# begun at the start of a run only, and nothing is given back: linear on any text
_E_MAIL = re.compile(
    r"(?<![\w.+%@-])(?:mailto:)?[\w.+%-]++@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,63}(?![\w@])"
)
_V4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d|-\d)(?::\d{1,5}(?!\d))?")
_V6 = re.compile(r"(?<![\w:.%])[0-9A-Fa-f:]{2,45}+(?:(?:\.\d{1,3}){3})?(?![\w:]|\.\d)")
_VERSION = re.compile(
    r"(?i)(?:\bv|\bver|\bversion|\brelease|\bbuild|\bfirmware|\bupdate|\bsection|\bchapter|"
    r"\bparagraph|\babschnitt|\bkapitel|§)[\s.:]*\Z"
)
_CONTEXT = re.compile(
    r"(?i)\b(?:ip|ipv4|ip[- ]?address|address|addr|adresse|host|server|ping|proxy|dns|from|"
    r"http|https|ftp|ssh)(?:[\s:/=#(\[]|is)*\Z"
)
_LARGEST_DAY = 31  # of a date; versions seldom go beyond it
_NAME_OF = re.compile(r"\A\s*(.*?)\s*<[^<>\s]+@[^<>\s]+>\s*\Z|\A[^\s()]+@[^\s()]+\s+\((.+)\)\s*\Z")


def mask_addresses(text: str) -> tuple[str, Counter[str]]:
    """A text without its e-mail and IP addresses, and how many of each there were.

    >>> mask_addresses("Write to ann@mail.example, not from 192.0.2.77.")
    ('Write to [e-mail address], not from [IP address].', Counter({'e-mail': 1, 'IP': 1}))
    >>> mask_addresses("Version 10.15.7.1 of 1.2.2024 at 12:30:45 costs 1.2.3.4")[0]
    'Version 10.15.7.1 of 1.2.2024 at 12:30:45 costs 1.2.3.4'
    """
    found: Counter[str] = Counter()
    if "@" in text:
        text, number = _E_MAIL.subn(MASKS[E_MAIL], text)
        found.update({E_MAIL: number} if number else {})
    for mark, pattern, holds in ((":", _V6, _is_v6), (".", _V4, _is_v4)):
        if text.count(mark) > 1:
            pieces, end = [], 0
            for match in pattern.finditer(text):
                if holds(match, text):
                    pieces += [text[end : match.start()], MASKS[IP]]
                    end = match.end()
                    found[IP] += 1
            if end:
                text = "".join((*pieces, text[end:]))
    return text, found


def without_address(author: str) -> str | None:
    """An author's name without the e-mail address in it; None for an IP address alone.

    >>> without_address("Ann Lee <ann@mail.example>"), without_address("ann@mail.example")
    ('Ann Lee', 'ann@…')
    >>> without_address("192.0.2.77"), without_address("@ann@social.example")
    (None, '@ann@social.example')
    """
    if is_ip(author):
        return None
    if "@" not in author:
        return author
    named = _NAME_OF.match(author)
    if named and (name := (named[1] or named[2] or "").strip(" \t\"'")):
        author = name
    return _E_MAIL.sub(_without_domain, author)


def is_address(value: Any) -> bool:
    """Whether a value is an e-mail or IP address and nothing else.

    >>> is_address(" ann@mail.example"), is_address("2001:db8::7"), is_address("Ann")
    (True, True, False)
    """
    if not isinstance(value, str) or len(value) > 320:
        return False
    return is_ip(value) or bool(_E_MAIL.fullmatch(value.strip()))


def is_ip(text: str) -> bool:
    """Whether a text is an IP address and nothing else."""
    text = text.strip().strip("[]")
    if not 2 <= len(text) <= 45 or (text.count(".") != 3 and text.count(":") < 2):
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def without_addresses(authors: Any) -> tuple[Any, int]:
    """An Arrow array of authors without addresses, and how many were changed."""
    odd = pc.fill_null(pc.match_substring_regex(authors, r"@|^\s*\[?[0-9A-Fa-f.:]+\]?\s*$"), False)
    if not pc.any(odd).as_py():
        return authors, 0
    before = authors.to_pylist()
    after = [None if name is None else without_address(name) for name in before]
    changed = sum(old != new for old, new in zip(before, after, strict=True))
    return pa.array(after, pa.string()), changed


def _without_domain(match: re.Match[str]) -> str:
    return match.group().removeprefix("mailto:").split("@", 1)[0] + "@…"


def _is_v4(match: re.Match[str], text: str) -> bool:
    address, _, port = match.group().partition(":")
    parts = address.split(".")
    if any(int(part) > 255 or (part[0] == "0" and part != "0") for part in parts):
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    if _VERSION.search(before) or parts[0] == "0":
        return False
    large = any(int(part) > _LARGEST_DAY for part in parts)
    return bool(port) or large or bool(_CONTEXT.search(before))


def _is_v6(match: re.Match[str], text: str) -> bool:  # noqa: ARG001
    found = match.group()
    groups = [group for group in found.split(":") if group]
    if found.count(":") < 2 or len(groups) < 2 or not re.search(r"\d", found):
        return False
    try:
        ipaddress.IPv6Address(found)
    except ValueError:
        return False
    return "::" not in found or len(groups) > 2 or len(found) > 6
