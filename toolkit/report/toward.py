"""What the report says of the analyst's targets and own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from toolkit.figures.wording import signed
from toolkit.findings import Piece
from toolkit.pipeline import Analysis
from toolkit.wording import format_count

MOST_SENTENCES = 60
TOWARD_LIMITS = (
    "The score toward a target adds up a lexicon’s words in the clauses that name it (or go on "
    "with a pronoun), so what the lexicon can’t see is missed here too: irony, facts that speak "
    "for themselves, words it doesn’t have. Questions, what would be or is wished, and quotations "
    "count as nothing said. On 60 invented comments held out from its making the sign was right "
    "for 53 of 80 targets (66 %, interval 55 to 76 %; the sign of the whole comment: 51 %), where "
    "several targets were named for 25 of 39 (64 % against 41 %). Read the sentences."
)
INTERVALS = (
    "In brackets behind a sentence: the range that holds 95 % of human ratings of sentences with "
    "such a score. It doesn’t hold a sentence said of somebody else."
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence said of a target: whose comment it is from, its text, the comment's score."""

    id: str
    sentences: tuple[str, ...]
    score: str


def state_target(target: pd.Series) -> tuple[Piece, ...]:
    """A target's row of the summary as a sentence."""
    said, nothing = tuple(map(str, target["said_ids"])), tuple(map(str, target["nothing_said_ids"]))
    if not target["n_mentioned"]:
        return (Piece("Named in no comment."),)
    pieces = [
        Piece("Named in "),
        Piece(format_count(target["n_mentioned"], "comment"), (*said, *nothing), "named"),
        Piece("; something is said in "),
        Piece(f"{target['n_said']:,}", said, "something said") if said else Piece("none"),
        Piece(_say_mean(target) if said else ""),
        Piece("; mentioned, nothing said: "),
        Piece(f"{target['n_nothing_said']:,}", nothing, "mentioned, nothing said"),
        Piece("."),
    ]
    return tuple(piece for piece in pieces if piece.text)


def find_quotes(analysis: Analysis, target: str) -> tuple[Quote, ...]:
    """The sentences said of a target by readers, in page order, at most so many comments'."""
    scores = analysis.target_scores
    summary = analysis.target_summary
    readers = set(summary.loc[summary["target"] == target, "said_ids"].iloc[0])
    own = scores[(scores["target"] == target) & scores["id"].isin(readers)]
    return tuple(
        Quote(
            str(row["id"]),
            tuple(str(row["evidence"]).split("\n")),
            f"{signed(row['score'])} ({signed(row['low'])} to {signed(row['high'])})",
        )
        for _, row in own.head(MOST_SENTENCES).iterrows()
    )


def state_entries(analysis: Analysis) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Each entry of the analyst's lexicon, with what it did as a sentence."""
    for _, row in analysis.lexicon.iterrows():
        valence = "a name" if pd.isna(row["valence"]) else signed(row["valence"])
        why = f", {row['why']}" if row["why"] else ""
        name = f"“{row['entry']}” ({valence}{why})"
        if not row["matches"]:
            yield name, (Piece("Found in no text."),)
            continue
        changed = tuple(map(str, row["changed_ids"]))
        times = "once" if row["matches"] == 1 else f"{row['matches']:,} times"
        yield name, (
            Piece(f"Found {times} in "),
            Piece(format_count(row["comments"], "text"), tuple(map(str, row["ids"])), "found"),
            Piece(f", where all entries together move the value by {signed(row['mean_change'])} on "
                  "average; another label in "),
            Piece(f"{len(changed):,}", changed, "another label") if changed else Piece("none"),
            Piece("."),
        )  # fmt: skip


def _say_mean(target: pd.Series) -> str:
    if pd.isna(target["ci_low"]):
        return f", mean {signed(target['estimate'])} ({target['note']})"
    return (
        f", mean {signed(target['estimate'])} (95 % interval {signed(target['ci_low'])} to "
        f"{signed(target['ci_high'])})"
    )
