"""Whether a line is something that somebody says, rather than a label or a name."""

from __future__ import annotations

import re
from functools import lru_cache

PROSE_WORDS = 20  # words from which a line reads as a paragraph
LONG = 150  # characters of a line that can only be a text
SAID_WORDS = 7  # words from which a line is no name and no label
_ENDS = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*\Z|[:;=]-?[)(DP]\Z")
_INITIAL = re.compile(r"(?:\b[^\W\d_]|\b[JS]r)\.\Z")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]")
WIDE_SIGNS = 16  # characters of a script without spaces that tell as much as SAID_WORDS


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph rather than a label."""
    return len(text.split()) >= PROSE_WORDS or len(_WIDE.findall(text)) >= 2 * WIDE_SIGNS


def says_something(text: str) -> bool:
    """Whether a line reads as a sentence, or as more words than a name has.

    >>> [says_something(text) for text in ("Mark T.", "Indeed.", "2 likes")]
    [False, True, False]
    """
    return len(text) > LONG or _says_something(text)


@lru_cache(maxsize=1 << 15)
def _says_something(text: str) -> bool:
    count = len(text.split())
    if count >= SAID_WORDS or len(_WIDE.findall(text)) >= WIDE_SIGNS:
        return True
    return bool(_ENDS.search(text)) and not _INITIAL.search(text)
