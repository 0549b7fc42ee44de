"""VADER's numbers of many texts at once: the values of their words, summed and squashed.

Every step has the package's arithmetic: sums run from left to right, by Python's own ``sum`` where
the package uses it (its result differs between versions of Python), and are rounded as Python
rounds.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from toolkit.scorers.vader_but import shift_by_but
from toolkit.scorers.vader_rules import Change, Valued, value_hits
from toolkit.scorers.vader_tables import PLAIN, Classes, Numbers, Places, analyzer, tables
from toolkit.scorers.vader_words import classify_words, name_emoji

_APART = bytes(3)  # places outside a text between two texts: as far as a rule looks
MOST_MARKS = 4  # more exclamation or question marks than this add nothing
_CHUNK = 1 << 20  # characters of the texts that are scored at once


class Valuation(NamedTuple):
    """The words of some texts that have a value, and the values.

    Attributes:
        starts: For each text, where its words begin.
        lengths: For each text, how many words it has.
        hits: Where the words with a value are, counted as ``starts`` are.
        bounds: For each text, how many hits there are before it; last, how many there are.
        valences: The value of each hit in the lexicon.
        before: The value of each hit before the rule on "but".
        values: The value of each hit in the end; ints where the package has ints.
        buts: For each text the place of its first "but", or -1.
        emphasis: For each text, what its marks add.
        totals: For each text the sum of the values.
    """

    starts: Places
    lengths: Places
    hits: Places
    bounds: Places
    valences: Numbers
    before: Numbers
    values: list[float]
    buts: Places
    emphasis: Numbers
    totals: Numbers


def score_texts(
    texts: Sequence[str], *, classify: Callable[[str], bytes] = classify_words
) -> Numbers:
    """neg, neu, pos and compound of each text, a row each, exactly as the package gives them.

    With ``classify`` the words have other classes than the package's
    (:mod:`toolkit.scorers.overlay`).

    >>> score_texts(["VADER is smart, handsome, and funny.", ""]).tolist()
    [[0.0, 0.254, 0.746, 0.8316], [0.0, 0.0, 0.0, 0.0]]
    """
    chunks = [_squash(value_texts(chunk, classify=classify)) for chunk in chunk_texts(texts)]
    return np.concatenate([np.empty((0, 4)), *chunks])


def chunk_texts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in order, in pieces small enough for the working memory."""
    first = characters = 0
    for number, text in enumerate(texts):
        characters += len(text)
        if characters > _CHUNK:
            yield texts[first : number + 1]
            first, characters = number + 1, 0
    if first < len(texts):
        yield texts[first:]


def value_texts(
    texts: Sequence[str],
    *,
    changes: list[Change] | None = None,
    classify: Callable[[str], bytes] = classify_words,
) -> Valuation:
    """The values of the words of some texts; what each rule changed is added to ``changes``."""
    table = tables()
    named = name_emoji(texts)
    classes = [classify(text) for text in named]
    words = np.frombuffer(_APART + _APART.join(classes) + _APART, dtype=np.uint8)
    lengths = np.fromiter(map(len, classes), dtype=np.int64, count=len(texts))
    ends = np.cumsum(lengths + len(_APART))
    starts = ends - lengths
    edges = np.concatenate([[0], ends])  # each text has its words between two of these

    notable = np.flatnonzero(words > PLAIN)
    own = words[notable]
    hits = _drop_kind_of(words, notable[table.is_hit[own]])
    bounds = np.searchsorted(hits, edges)
    capitals = np.diff(np.searchsorted(notable[table.in_capitals[own]], edges))
    mixed = (capitals > 0) & (capitals < lengths)
    mixed_hits = np.repeat(mixed, np.diff(bounds))
    valued = value_hits(words, hits, mixed_hits, changes=changes)

    buts = notable[table.name[own] == table.names["but"]]
    first_but = np.append(buts, -1)[np.searchsorted(buts, starts)]
    first_but[np.diff(np.searchsorted(buts, edges)) == 0] = -1
    values = _shift(valued, hits, bounds, first_but)
    totals = np.array([float(sum(values[a:b])) for a, b in pairwise(bounds.tolist())])
    return Valuation(
        starts=starts,
        lengths=lengths,
        hits=hits,
        bounds=bounds,
        valences=table.valence[words[hits]],
        before=valued.values,
        values=values,
        buts=first_but,
        emphasis=_emphasis(named),
        totals=totals,
    )


def _drop_kind_of(words: Classes, hits: Places) -> Places:
    """The hits without each "kind" that "of" comes after."""
    table = tables()
    kinds = np.flatnonzero(table.name[words[hits]] == table.names["kind"])
    return np.delete(hits, kinds[table.name[words[hits[kinds] + 1]] == table.names["of"]])


def _shift(valued: Valued, hits: Places, bounds: Places, buts: Places) -> list[float]:
    """The values after the rule on "but", in all texts that have one."""
    values: list[float] = valued.values.tolist()
    for number in np.flatnonzero(valued.whole).tolist():
        values[number] = int(values[number])
    rows = np.flatnonzero(buts >= 0)
    places = zip(
        bounds[rows].tolist(),
        np.searchsorted(hits, buts[rows]).tolist(),
        bounds[rows + 1].tolist(),
        strict=True,
    )
    for start, middle, end in places:
        own, before = values[start:end], middle - start
        if 0 in own:
            nonzero = [value for value in own if value]
            shifted = iter(shift_by_but(nonzero, before - own[:before].count(0)))
            values[start:end] = [next(shifted) if value else value for value in own]
        else:
            values[start:end] = shift_by_but(own, before)
    return values


def _emphasis(texts: Sequence[str]) -> Numbers:
    """What the exclamation and question marks of each text add to its sum, either way."""
    exclamations, questions = (
        np.minimum(np.array([text.count(mark) for text in texts], dtype=np.int64), MOST_MARKS)
        for mark in "!?"
    )
    emphasis: Numbers = _emphases()[exclamations, questions]
    return emphasis


@functools.cache
def _emphases() -> Numbers:
    counts = range(MOST_MARKS + 1)
    emphasis = analyzer()._punctuation_emphasis
    return np.array([[emphasis("!" * e + "?" * q) for q in counts] for e in counts], dtype=float)


def _squash(valuation: Valuation) -> Numbers:
    """neg, neu, pos and compound, a row a text."""
    values = np.array(valuation.values, dtype=float)
    count, emphasis = len(valuation.lengths), valuation.emphasis
    rows = np.repeat(np.arange(count), np.diff(valuation.bounds))
    positive, negative = values > 0, values < 0
    # bincount adds from left to right, as the package does
    pos = np.bincount(rows[positive], weights=values[positive] + 1, minlength=count)
    neg = np.bincount(rows[negative], weights=1 - values[negative], minlength=count)
    neutral = valuation.lengths - np.bincount(rows[positive | negative], minlength=count)
    pos, neg = np.where(pos > neg, pos + emphasis, pos), np.where(neg > pos, neg + emphasis, neg)
    whole = pos + neg + neutral
    whole[valuation.lengths == 0] = 1.0
    total = valuation.totals + np.sign(valuation.totals) * emphasis
    compound = np.clip(total / np.sqrt(total * total + 15), -1.0, 1.0)
    shares = round_as_python(np.stack([neg, neutral, pos]) / whole, 3)
    return np.column_stack([*shares, round_as_python(compound, 4)])


def round_as_python(numbers: Numbers, digits: int) -> Numbers:
    """The numbers (below 1,000) rounded as Python's ``round`` does, which numpy's doesn't.

    >>> round_as_python(np.array([0.0125, 0.0375]), 3).tolist(), np.round([0.0375], 3).tolist()
    ([0.013, 0.037], [0.038])
    """
    scaled = numbers * 10.0**digits
    rounded = np.rint(scaled) / 10.0**digits
    # only close to the middle of two can the multiplication tip the result
    for place in np.argwhere(np.abs(scaled - np.floor(scaled) - 0.5) < 1e-6):
        rounded[tuple(place)] = round(float(numbers[tuple(place)]), digits)
    return rounded
