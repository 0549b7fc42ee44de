"""What can be a person's or an account's name."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.pages import vocabulary as words

MOST_NAME_WORDS = 6
_FLOOR = re.compile(r"\s*#?\d+\s*(?:楼|樓|층|階)\Z")  # "12th floor": the comment's number
_SHORT_END = re.compile(r"\b(\w)\w{0,2}\.\Z")  # a name can end in "J." or "Jr."


@lru_cache(maxsize=4096)
def looks_like_name(text: str) -> bool:
    """Whether a text can be a person's or an account's name.

    >>> [looks_like_name(text) for text in ("Mark Thomason", "I beg to differ!", "x_1987")]
    [True, False, True]
    """
    if answer := words.ANSWERS.fullmatch(text):
        text = answer["name"]
    if not 1 <= len(text) <= 50 or len(text.split()) > MOST_NAME_WORDS:
        return False
    short_end = _SHORT_END.search(text)
    initial = short_end is not None and short_end[1].isupper()
    if re.search(r"[.!?…:;,]\Z|://|[!?…{}<>=]", text) and not initial:
        return False
    return any(character.isalpha() for character in text) or text.startswith("@")


@lru_cache(maxsize=4096)
def is_proper_name(text: str) -> bool:
    """Whether a text looks like a name by its capitals, or is one word.

    >>> [is_proper_name(text) for text in ("Mark Thomason", "Nice work", "x_1987", "Jan de Wit")]
    [True, False, True, True]
    """
    parts = re.findall(r"[^\W_][\w.'’-]*", text)
    small = {"de", "van", "von", "der", "den", "di", "da", "la", "le", "el", "of", "the", "y", "al"}
    # a script without capitals (Chinese, Arabic, …) has none to ask for
    capital = [not part[0].islower() or part in small for part in parts]
    return looks_like_name(text) and bool(parts) and (len(parts) == 1 or all(capital))


def strip_connectors(text: str) -> str:
    """Take separators and connecting words ("posted by", "at", "says") off both ends.

    >>> strip_connectors("Comment by Mark Thomason —")
    'Mark Thomason'
    """
    text = _FLOOR.sub("", text.strip(words.SEPARATORS))
    while text:
        first, _, rest = text.partition(" ")
        if first.lower().strip(":.") in words.CONNECTORS:
            text = rest.strip(words.SEPARATORS)
            continue
        rest, _, last = text.rpartition(" ")
        if last.lower().strip(":.") in words.CONNECTORS:
            text = rest.strip(words.SEPARATORS)
            continue
        break
    if "(" in text and ")" not in text:  # a bracket whose end was a separator: "Ann (12345"
        inside = text.rpartition("(")
        text = inside[0].rstrip() if not any(map(str.isalpha, inside[2])) else f"{text})"
    return text
