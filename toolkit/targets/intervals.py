"""The interval around a score toward a target, by how many sentences it rests on.

The half-widths hold 95 % of how far the mean rating of twenty human raters (-4 to 4, squashed as
the score is) lies from the score, for sentences of product reviews and means of several sentences
of one (data: Hutto & Gilbert 2014, doi:10.1609/icwsm.v8i1.14550; measured by
``tests/benchmarks/target_intervals.py``). They hold at least as many for sentences of opinion
pieces and for tweets, fewer for movie reviews. What they don't hold is a sentence that is said of
somebody else than the rules think.
"""

from __future__ import annotations

HALF_WIDTHS = (0.57, 0.46, 0.41, 0.41, 0.37, 0.35)
"""For one sentence, two, ..., six or more."""


def interval(score: float, sentences: int) -> tuple[float, float]:
    """Low and high for a score from -1 to 1 that rests on so many sentences.

    >>> low, high = interval(0.5, 2)
    >>> round(low, 2), round(high, 2)
    (0.04, 0.96)
    >>> interval(-0.6, 1)[0]
    -1.0
    """
    half = HALF_WIDTHS[min(sentences, len(HALF_WIDTHS)) - 1]
    return max(-1.0, score - half), min(1.0, score + half)
