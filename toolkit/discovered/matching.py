"""Topics found anew matched to those listed before: by the comments they share, and by words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from toolkit.clusters import Floats
from toolkit.discovered.edits_file import Listed
from toolkit.seeded.word_forms import base_form

LEAST_LIKENESS = 0.3
"""Likeness below which two topics are not the same."""


def match_topics(
    listed: Sequence[Listed], words: Sequence[Sequence[str]], group_of: Mapping[str, int]
) -> dict[int, int]:
    """Which listed topic each found one is.

    The one-to-one matching with the largest sum of likenesses (Kuhn 1955), without those below
    :data:`LEAST_LIKENESS`. The likeness is half the Jaccard index of the comments and half the
    cosine of the sets of top words; of a topic whose listed comments are no longer among these,
    the cosine counts the more.

    Args:
        listed: The topics as listed.
        words: The top words of each found topic.
        group_of: The found topic, from 0, of each comment id; -1 for none.

    Returns:
        By the found topic's number the listed one's place; without those that are new.

    >>> before = [Listed(id="t1", name="War", found="war", n=2, words=("war",), ids=("a", "b")),
    ...           Listed(id="t2", name="Sea", found="sea", n=1, words=("sea",), ids=("c",))]
    >>> match_topics(before, [["sea"], ["wars"]], {"a": 1, "b": 1, "c": 0, "d": 0})
    {0: 1, 1: 0}
    """
    if not listed or not words:
        return {}
    shared, known = _shared(listed, len(words), group_of)
    with np.errstate(invalid="ignore"):
        either = known[:, None] + shared.sum(axis=0) - shared
        jaccard = np.where(shared > 0, shared / either, 0)
    present = [sum(one in group_of for one in own.ids) / max(1, len(own.ids)) for own in listed]
    weight = np.array(present)[:, None] / 2
    likeness = (weight * jaccard + (1 - weight) * _cosines(listed, words)).round(9)
    rows, columns = linear_sum_assignment(-likeness)
    return {
        int(column): int(row)
        for row, column in sorted(zip(rows, columns, strict=True), key=lambda pair: pair[1])
        if likeness[row, column] >= LEAST_LIKENESS
    }


def _shared(
    listed: Sequence[Listed], found: int, group_of: Mapping[str, int]
) -> tuple[Floats, Floats]:
    """Comments that each listed topic shares with each found one, and those it has here at all.

    A sample of a topic's ids stands for all of them.
    """
    shared, known = np.zeros((len(listed), found)), np.zeros(len(listed))
    for row, own in enumerate(listed):
        weight = max(own.n, len(own.ids)) / max(1, len(own.ids))
        for identity in own.ids:
            if identity in group_of:
                known[row] += weight
                if group_of[identity] >= 0:
                    shared[row, group_of[identity]] += weight
    return shared, known


def _cosines(listed: Sequence[Listed], words: Sequence[Sequence[str]]) -> Floats:
    before = [{base_form(word) for word in own.words} for own in listed]
    now = [{base_form(word) for word in own} for own in words]
    return np.array([
        [len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0 for b in now] for a in before
    ]).reshape(len(before), len(now))  # fmt: skip
