"""Names of comments on a coding sheet that no spreadsheet takes for anything but text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_LETTERS = "bcdfghjklmnpqrstvwxz"  # no vowels: no words, no dates, no 1e5
_GROUPS, _LENGTH = 4, 4


def item_name(identity: str) -> str:
    """The name of a comment on the sheets, made of its id alone.

    An id can be a long number, a date or a formula in the eyes of a spreadsheet, or lead to its
    author; sixteen letters made of its SHA-256 are none of these.

    >>> item_name("page:1")
    'smpw-nhws-czwm-pqbk'
    """
    number = int.from_bytes(hashlib.sha256(identity.encode("utf-8", "replace")).digest(), "big")
    signs = []
    for _ in range(_GROUPS * _LENGTH):
        number, place = divmod(number, len(_LETTERS))
        signs.append(_LETTERS[place])
    name = "".join(signs)
    return "-".join(name[start : start + _LENGTH] for start in range(0, len(name), _LENGTH))


def item_names(identities: Iterable[object]) -> list[str]:
    """The names of several comments, in their order."""
    return [item_name(str(identity)) for identity in identities]
