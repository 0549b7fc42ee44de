"""What can be uncertain about a reading, in fixed phrases, and what each phrase weighs.

Records carry the phrases in their column ``doubts``; :mod:`toolkit.confidence` says how they
make a level.
"""

from __future__ import annotations

from collections.abc import Sequence

HABIT = 0.8  # share of a page's comments from which something is what they have

NO_AUTHOR = "no author where the others have one"
NO_DATE = "no date where the others have one"
AS_PRINTED = "date stays as printed"
LONG = "much longer than the others"
EMPTY = "text is empty"
ELSEWHERE = "not where the others stand"
FORM = "by a form unlike the others"
DATED = "a date line stands in the text"
EDGED = "begins or ends with a line that others have"
SAME = "the same text as another"
ORPHAN = "reply not found on this page"
ALONE = "single comment"

# 2: mostly a mistake; 1: odd; 0: nothing wrong is claimed
WEIGHTS = {
    NO_AUTHOR: 1,
    NO_DATE: 1,
    AS_PRINTED: 0,
    LONG: 2,
    EMPTY: 2,
    ELSEWHERE: 1,
    FORM: 2,
    DATED: 2,
    EDGED: 1,
    SAME: 1,
    ORPHAN: 1,
    ALONE: 1,
}

# of a page as a whole; numbers follow in brackets
SCARCELY = "the comments were told by little more than is needed"
CONTESTED = "something speaks against their being comments"
EMPTIED = "items were told as comments, but none of them has a text"
NEARLY = "a group that was not taken came close to reading as comments"
DOUBTFUL = "many of its records were read with doubts"
COUNTED = "the page says another number of comments"
UNKNOWN = "long lines after the comments belong to nothing known"


def weigh_doubts(phrases: Sequence[str]) -> int:
    """What a record's doubts weigh together.

    >>> weigh_doubts([AS_PRINTED, NO_AUTHOR, EMPTY])
    3
    """
    return sum(WEIGHTS[phrase] for phrase in phrases)
