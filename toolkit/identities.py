"""Identifiers of a page's records: the same whenever the page is read again."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_SPACE = re.compile(r"\s+")
DIGITS = 10  # of the digest: 40 bits


def name_records(article_id: str, contents: Iterable[Sequence[str | None]]) -> list[str]:
    """An identifier for each record of a page, made of what the record says.

    Args:
        article_id: Identifier of the page.
        contents: Of each record its kind, author, date as printed and text; how much white
            space stands between words makes no difference. Those that say the same are numbered.

    >>> name_records("a", [("comment", "Ann", None, "Yes."), ("comment", "Ann", None, "Yes.")])
    ['a:ef5387cc9a', 'a:ef5387cc9a-2']
    """
    seen: Counter[str] = Counter()
    identities = []
    for parts in contents:
        content = "\x1f".join(_SPACE.sub(" ", part or "") for part in parts)
        encoded = content.encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(encoded).hexdigest()[:DIGITS]
        seen[digest] += 1
        identities.append(
            f"{article_id}:{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")
        )
    return identities
