"""Which records were read with doubts, as a sentence whose numbers link to them."""

from __future__ import annotations

import pandas as pd

from toolkit.doubts import WEIGHTS
from toolkit.findings import Piece
from toolkit.findings.finding import ids_of
from toolkit.wording import format_count

FOR_THE_PAGE = "for the page as a whole"


def state_doubts(comments: pd.DataFrame) -> tuple[Piece, ...]:
    """The sentence as pieces; none where every record's confidence is high."""
    doubtful = comments[comments["confidence"].fillna("high") != "high"]
    if doubtful.empty:
        return ()
    phrases = doubtful["doubts"].fillna("").str.split("; ")
    own = {phrase: phrases.map(lambda said, phrase=phrase: phrase in said) for phrase in WEIGHTS}
    known = pd.DataFrame(own).any(axis=1)
    parts = [(phrase, doubtful[has]) for phrase, has in own.items() if has.any()]
    if not known.all():
        parts.append((FOR_THE_PAGE, doubtful[~known]))
    counted = f"{len(doubtful):,} of {format_count(len(comments), 'record')}"
    pieces = [
        Piece(counted, ids_of(doubtful), "read with doubts"),
        Piece(f" {'was' if len(doubtful) == 1 else 'were'} read with doubts: "),
    ]
    for number, (phrase, rows) in enumerate(parts):
        pieces += [Piece("; ")] if number else []
        pieces += [Piece(f"{phrase} ({len(rows):,})", ids_of(rows), phrase)]
    return (*pieces, Piece("."))
