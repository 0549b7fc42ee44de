"""Comments of a thread whose lexicon score deserves distrust, by signs that can be counted.

A lexicon adds up words. It can't see irony, nor whom a feeling is about; these signs only point
to the comments to read first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.findings.counted import changed_by_quotes
from toolkit.findings.finding import ids_of
from toolkit.pipeline import Analysis
from toolkit.schema import reader_comments
from toolkit.stats import SENTIMENT, SENTIMENT_LABEL
from toolkit.text import find_words

LONG = 60
STRONG = 0.75
_SCARE_QUOTES = re.compile(r"(?<!\w)[\"'“‘]\w+(?: \w+)?[\"'”’](?!\w)")


@dataclass(frozen=True, slots=True)
class Trap:
    """A reason for distrust and the comments that show its sign."""

    name: str
    reason: str
    ids: tuple[str, ...]


def find_traps(analysis: Analysis) -> tuple[Trap, ...]:
    """The known traps of the lexicon that this thread's reader comments show, if any."""
    readers = reader_comments(analysis.comments)
    if readers.empty:
        return ()
    texts = readers["text"].astype(str)
    scores = readers[SENTIMENT]
    words = texts.map(lambda text: len(find_words(text)))
    labels = analysis.sentences[SENTIMENT_LABEL]
    mixed = set(analysis.sentences["id"][labels == "positive"]) & set(
        analysis.sentences["id"][labels == "negative"]
    )
    worded = set(analysis.explanations["id"])
    ironic = (texts.str.count(r"\?") >= 2) | texts.str.contains(_SCARE_QUOTES)
    traps = (
        Trap(
            "Possible irony",
            "two or more questions, or a word in quotation marks: signs of rhetoric, which the "
            "lexicon reads word by word",
            ids_of(readers[ironic]),
        ),
        Trap(
            "Both signs in one comment",
            "sentences of opposite sign: one value can’t say which of its targets is praised and "
            "which is blamed",
            ids_of(readers[readers["id"].isin(mixed)]),
        ),
        Trap(
            "Length",
            f"more than {LONG} words and a score beyond ±{STRONG}: the sum grows with every word, "
            "so long comments drift to the ends of the scale",
            ids_of(readers[(words > LONG) & (scores.abs() > STRONG)]),
        ),
        Trap(
            "No word in the lexicon",
            "scored 0.00 because no word of it is listed, not because it is neutral",
            ids_of(readers[(scores == 0) & ~readers["id"].isin(worded)]),
        ),
        Trap(
            "Characters",
            "another score with quotes, dashes and emoji as typed, because VADER reads ’ as no "
            "apostrophe and “good…but” as one word",
            changed_by_quotes(readers),
        ),
    )
    return tuple(trap for trap in traps if trap.ids)
