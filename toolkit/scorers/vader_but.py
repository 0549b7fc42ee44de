"""VADER's rule on "but": what is said before it counts half, what is said after it by half more."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

_BEFORE, _AFTER = 0.5, 1.5


def shift_by_but(values: Sequence[float], before: int) -> list[float]:
    """The values after the rule.

    As in the package, each value in turn changes the first one that is equal to it, wherever that
    stands (so that "evil but problem" halves "evil" twice). The package searches the whole list
    for each; here that is done only where it makes a difference, and by keeping the places that
    have each value in a heap.

    Args:
        values: The values of the words in order, zeros left out.
        before: How many of them stand before the first "but".

    >>> shift_by_but([1.9, -2.5], 1), shift_by_but([-3.4, -1.7], 1)
    ([0.95, -3.75], [-0.85, -1.7])
    """
    shifted = [value * _BEFORE for value in values[:before]]
    shifted += [value * _AFTER for value in values[before:]]
    # if none is equal to one that has changed, each has changed itself
    return shifted if set(shifted).isdisjoint(values) else _shift_first_equals(values, before)


def _shift_first_equals(values: Sequence[float], before: int) -> list[float]:
    shifted = list(values)
    passed: dict[float, list[int]] = {}  # the places already passed, by the value there now
    for place, value in enumerate(values):
        first = place
        if passed.get(value):
            first = heapq.heapreplace(passed[value], place)
        shifted[first] = value * (_BEFORE if first < before else _AFTER)
        heapq.heappush(passed.setdefault(shifted[first], []), first)
    return shifted
