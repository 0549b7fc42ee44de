"""Where VADER and the second score disagree on a comment, and why, in plain words."""

from __future__ import annotations

import pandas as pd

from toolkit.figures.wording import signed
from toolkit.findings.finding import ids_of
from toolkit.pipeline import SECOND, Analysis
from toolkit.report.traps import Trap
from toolkit.schema import reader_comments
from toolkit.stats import SENTIMENT, SENTIMENT_LABEL

STRONG = 0.5  # VADER's value from which a sum of many sentences is worth a remark
ABOUT = (
    "The report counts VADER’s labels, because they are the best known. A second score stands "
    "beside them: “lexicons” adds three more word lists to VADER’s numbers and was fitted to "
    "ratings of sentences by people. On rated sentences of kinds that it had not seen it follows "
    "people better than VADER (mean correlation .66 against .60); on readers’ comments neither "
    "was measured. Its interval, in brackets, holds nine of ten human ratings of such sentences. "
    "Where the two give different labels, read the comment."
)


def find_disagreements(analysis: Analysis) -> tuple[Trap, ...]:
    """The reader comments that the two scores label differently, by the reason that can be seen.

    A comment stands with the first reason that holds for it.
    """
    readers = reader_comments(analysis.comments)
    label = f"{SECOND}_label"
    if readers.empty or label not in readers:
        return ()
    both = readers[readers[SENTIMENT_LABEL].notna() & readers[label].notna()]
    differ = both[both[SENTIMENT_LABEL] != both[label]]
    worded = differ["id"].isin(set(analysis.explanations["id"]))
    summed = (differ[SENTIMENT].abs() >= STRONG) & (
        differ["vader_sentence_mean"].abs() < differ[SENTIMENT].abs() / 2
    )
    opposed = differ[SENTIMENT_LABEL].ne("neutral") & differ[label].ne("neutral")
    reasons = (
        ("Opposite signs", opposed,
         "one score says positive, the other negative: the words weigh differently in the lists"),
        ("Only the other lists know a word", ~worded,
         "VADER finds none of its words and says 0.00; the other lists know some"),
        ("Many sentences added up", summed,
         "VADER adds up every word of a comment, so that many mild sentences make a strong value; "
         "the second score averages over the text and comes out nearer to neutral"),
        ("Words weigh differently", pd.Series(True, differ.index),
         "the words that VADER counts say less, or something else, in the other lists"),
    )  # fmt: skip
    found, left = [], pd.Series(True, differ.index)
    if len(differ):
        whole = f"of the {len(both):,} with both scores the two give different labels"
        found.append(Trap("Another label", whole, ids_of(differ)))
    for name, holds, reason in reasons:
        chosen = differ[left & holds]
        left &= ~holds
        if len(chosen):
            found.append(Trap(name, reason, ids_of(chosen)))
    unscored = readers[readers[label].isna()]
    if len(unscored):
        found.append(
            Trap(
                "Without a second score",
                "the text is not in English, or the lists know no word of it",
                ids_of(unscored),
            )
        )
    return tuple(found)


def say_second(record: pd.Series) -> str:
    """A comment's second score with its interval and label, or why there is none; "" without.

    >>> say_second(pd.Series({"lexicons_score": -0.3, "lexicons_low": -1.0, "lexicons_high": 0.4,
    ...                       "lexicons_label": "negative"}))
    '−0.30 (−1.00 to +0.40), negative'
    """
    score = record.get(f"{SECOND}_score")
    if score is None or pd.isna(score):
        reason = record.get(f"{SECOND}_reason")
        return "" if reason is None or pd.isna(reason) else f"none: {reason}"
    low, high = record[f"{SECOND}_low"], record[f"{SECOND}_high"]
    return f"{signed(score)} ({signed(low)} to {signed(high)}), {record[f'{SECOND}_label']}"
