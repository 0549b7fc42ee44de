"""What can be a person's or an account's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from toolkit.pages import vocabulary as words

MOST_NAME_WORDS = 6
FEWEST, MOST = 3, 0.5  # names, and share of them, in which a word run into them is not theirs
_RUN_IN = re.compile(
    r"(?P<affix>[^\W\d_][^\W\d_ ]{2,}[a-zà-ÿа-яα-ω])(?P<name>[^\W\da-zà-ÿа-яα-ω].*)"
)
_RUN_OUT = re.compile(r"(?P<name>.*[\da-zà-ÿа-яα-ω.])(?P<affix>[A-ZÀ-ÞА-ЯΑ-Ω][a-zà-ÿа-яα-ω]{2,})")
_ARTICLES = frozenset("Le La Il El Da Di De Del Den Der Van Von".split())
_ROLE = re.compile(
    r"\s{1,9}[(\[]?(?:author|admin(?:istrator)?|mod(?:erator)?|staff|team|editor|guest|member|"
    r"autor(?:in)?|redaktion|gast|abonnent(?:in)?|auteur|abonné|modérateur|invité|redazione|autore|"
    r"redacción|autora?|invitado|redacteur|redactie|redakcja|gość|автор|админ\w*|гость|redaktör)"
    r"[)\]]?\Z",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    r"\s{0,9}#?(?<!\d)\d{1,6}\s{0,9}(?:楼|樓|층|階)\Z"
)  # "12th floor": the comment's number
_SHORT_END = re.compile(r"\b(\w)\w{0,2}\.\Z")  # a name can end in "J." or "Jr."


@lru_cache(maxsize=4096)
@lru_cache(maxsize=1 << 14)
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
@lru_cache(maxsize=1 << 14)
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


@lru_cache(maxsize=1 << 14)
def strip_connectors(text: str) -> str:
    """Take separators and connecting words ("posted by", "at", "says") off both ends.

    >>> strip_connectors("Comment by Mark Thomason —")
    'Mark Thomason'
    """
    text = _ROLE.sub("", _FLOOR.sub("", text.strip(words.SEPARATORS)))
    while text:
        first, _, rest = text.partition(" ")
        article = first in _ARTICLES and rest[:1].isupper()  # "Le Grincheux", "De Wit"
        if first.lower().strip(":.") in words.CONNECTORS and not article:
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


def single_name(text: str) -> str:
    """A name that a page prints twice, as its picture's text and as itself, once.

    >>> single_name("AnnAnn"), single_name("Bo Lee avatar Bo Lee"), single_name("Anna Lee")
    ('Ann', 'Bo Lee', 'Anna Lee')
    """
    half = len(text) // 2
    if half > 1 and len(text) % 2 == 0 and text[:half] == text[half:]:
        return text[:half]
    parts = text.split()
    for size in range((len(parts)) // 2, 0, -1):
        if parts[:size] == parts[-size:] and len(parts) - 2 * size <= 2:
            return " ".join(parts[:size])
    return text


def without_affixes(names: Sequence[str]) -> list[str]:
    """The names without what most of them begin or end with, run into them ("ReplyAnn").

    >>> without_affixes(["ReplyAnn", "ReplyBo", "ReplyCy"])
    ['Ann', 'Bo', 'Cy']
    """
    changed = list(names)
    for pattern in (_RUN_IN, _RUN_OUT):
        found = [pattern.fullmatch(name) for name in changed]
        count = Counter(match["affix"] for match in found if match)
        affix, times = count.most_common(1)[0] if count else ("", 0)
        bare = [match["name"] for match in found if match and match["affix"] == affix]
        if len(set(bare)) >= FEWEST and times >= MOST * len(changed):
            changed = [
                match["name"] if match and match["affix"] == affix else name
                for name, match in zip(changed, found, strict=True)
            ]
    return changed
