"""Pseudonyms as an HMAC of names, ids that lead nowhere, and the count of what was replaced."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_ALPHABET = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)  # Crockford's: no letter that looks like a digit
_SIGNS = 12  # 60 bits: one chance in 20,000 that any two of ten million names meet
PREFIX = "Reader"
ID_SHAPE = re.compile(rf"id-[0-9a-hjkmnp-tv-z]{{{_SIGNS}}}")
SHAPE = re.compile(rf"{PREFIX}[0-9A-HJKMNP-TV-Z]{{{_SIGNS}}}")
_NOBODY = frozenset(("", "[deleted]", "[removed]", "[gelöscht]", "null", "none", "nan"))


def normalise_name(name: str) -> str:
    """A name as it is compared: NFKC, small letters, no outer @, single spaces, nothing unseen.

    Small letters, because a mention seldom keeps the capitals of a name; "Ann" and "ann" are one.

    >>> normalise_name("  @Ann\\u00a0 LEE "), normalise_name("Ａnn")
    ('ann lee', 'ann')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
        name = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cc", "Cs")
                       or c.isspace())  # fmt: skip
    return " ".join(name.casefold().split()).lstrip("@").strip()


@dataclass(slots=True)
class Replaced:
    """How much was replaced.

    Attributes:
        authors: Different names of authors that got a pseudonym.
        merged: Spellings of authors beyond those, which differ in capitals, spaces or an @ only.
        mentions: @mentions.
        in_texts: Names of authors in texts.
        addressed: Parts of an author's name by which a text addresses somebody.
        left_names: Names that are ordinary words, with how often each stays in texts.
        masked: E-mail and IP addresses that were masked.
        notes: What else a person should know, a sentence each.
    """

    authors: int = 0
    merged: int = 0
    mentions: int = 0
    in_texts: int = 0
    addressed: int = 0
    left_names: dict[str, int] = field(default_factory=dict)
    masked: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Places where a name is an ordinary word, and stays."""
        return sum(self.left_names.values())

    def sentence(self) -> str:
        """The counts as a sentence.

        >>> Replaced(authors=2, mentions=1).sentence()
        'pseudonyms for 2 authors; in texts 1 @mention, 0 names and 0 addresses ...'
        """
        said = (
            f"pseudonyms for {_count(self.authors, 'author')}; in texts "
            f"{_count(self.mentions, '@mention')}, {_count(self.in_texts, 'name')} and "
            f"{_count(self.addressed, 'address', 'addresses')} by a part of a name replaced"
        )
        if self.left_names:
            said += (
                f"; {_count(len(self.left_names), 'name')} left in {_count(self.left, 'place')}, "
                f"as ordinary words"
            )
        if self.merged:
            said += (
                f"; {_count(self.merged, 'other spelling')} of these names (capitals, spaces) got "
                f"the same pseudonym"
            )
        if self.masked:
            said += f"; {say_masked(self.masked)} masked"
        return said


class Pseudonyms:
    """The pseudonyms under one secret.

    Args:
        secret: At least 16 bytes that stay with the user.

    >>> make = Pseudonyms(b"a secret of the user's own")
    >>> make.of("Ann Lee") == make.of("@ann  lee"), make.of("Ann Lee") == make.of("Ben")
    (True, False)
    """

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.new(secret, b"toolkit pseudonyms 1", hashlib.sha256).digest()
        self.of_key = lru_cache(maxsize=200_000)(self._of_key)
        self.identity = lru_cache(maxsize=200_000)(self._identity)

    def of(self, name: str) -> str:
        """The pseudonym of a name."""
        return self.of_key(normalise_name(name))

    @staticmethod
    def is_somebody(name: Any) -> bool:
        """Whether an author's field names somebody ("[deleted]" doesn't)."""
        return isinstance(name, str) and normalise_name(name) not in _NOBODY

    def author(self, name: Any) -> str | None:
        """The pseudonym of an author, which stays as it is; None for nobody ("[deleted]")."""
        if not isinstance(name, str):
            return None
        key = normalise_name(name)
        if SHAPE.fullmatch(name):
            return name
        return None if key in _NOBODY else self.of_key(key)

    def _of_key(self, key: str) -> str:
        return PREFIX + self._signs("name", key)

    def _identity(self, identity: str) -> str:
        """What stands for an id, which could lead to its author or was computed from the name."""
        own = identity.rpartition(":")[2]
        return own if ID_SHAPE.fullmatch(own) else f"id-{self._signs('id', identity).lower()}"

    def _signs(self, what: str, text: str) -> str:
        content = f"{what}\x1f{text}".encode("utf-8", "surrogatepass")
        digest = hmac.new(self._key, content, hashlib.sha256).digest()
        return base64.b32encode(digest)[:_SIGNS].translate(_ALPHABET).decode("ascii")


def say_masked(masked: Mapping[str, int]) -> str:
    """How many addresses, in words.

    >>> say_masked({"e-mail": 1, "IP": 2})
    '1 e-mail address and 2 IP addresses'
    """
    return " and ".join(
        _count(number, f"{what} address", f"{what} addresses") for what, number in masked.items()
    )


def _count(number: int, noun: str, nouns: str = "") -> str:
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
