"""VADER's rules, word by word: what each adds to the sum of a text.

What the package does is taken from its own tables and methods. Its order of operation, and the
few places that it writes out inside a method, are followed here line by line.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    SPECIAL_CASES,
    allcap_differential,
    scalar_inc_dec,
)

from toolkit.scorers.vader import analyzer
from toolkit.scorers.vader_words import PlainText, VaderWord

RULES: dict[str, str] = {
    "lexicon": "the word's own value in the lexicon",
    "emoji": "the value of a word in the emoji's English name",
    "capitals": "the word is in capitals and others are not",
    "booster": "a degree word before it strengthens or weakens it",
    "negation": "a negation before it turns and weakens it",
    "no": "'no' loses its own value before another word of the lexicon",
    "emphasis": "'never so', or 'so' or 'this' directly before it, strengthens it",
    "idiom": "the value of a phrase replaces the word's own",
    "least": "'least' before it turns and weakens it",
    "but": "the word's value is halved before 'but', raised by half after it",
    "punctuation": "an exclamation or question mark strengthens the whole sum",
}

# the package's weights of a booster 1, 2 and 3 words before, written inside its method
_DISTANCE_WEIGHTS = (1, 0.95, 0.9)
# where the package looks for idioms around a word, from and to; the first that is found counts
_IDIOM_PLACES = ((0, 2), (0, 1), (-1, 0), (-2, 0), (-2, -1), (-3, -1), (-3, -2))
_BOOSTER_PLACES = ((-3, -1), (-3, -2), (-2, -1))


class Step(NamedTuple):
    """One term of the sum that VADER squashes.

    Attributes:
        start: Where the word that carries the value begins in the text; for ``punctuation`` the
            mark.
        end: Where it ends.
        word: ``text[start:end]``.
        valence: The word's value in the lexicon (-4 to 4); None for ``punctuation``.
        rule: One of :data:`RULES`.
        amount: What the rule adds to the sum.
        cue_start: Where the other words that the rule goes by begin (the booster, the negation,
            "but", the idiom), or None.
        cue_end: Where they end.
        cue: ``text[cue_start:cue_end]``.
    """

    start: int
    end: int
    word: str
    valence: float | None
    rule: str
    amount: float
    cue_start: int | None = None
    cue_end: int | None = None
    cue: str | None = None


class Trace(NamedTuple):
    """A word's value before "but", and the steps to it."""

    valence: Any  # the package's own number: an int here may be an int there
    steps: list[Step]


class TracedText:
    """A text and its words, for which each word's value can be traced."""

    def __init__(self, text: str, words: Sequence[VaderWord]) -> None:
        self.text = text
        self.words = words
        self.some_capitals = bool(allcap_differential([word.word for word in words]))
        self.lower = [word.word.lower() for word in words]
        self.lexicon: dict[str, float] = analyzer().lexicon

    def trace(self, i: int) -> Trace:
        """The value of word ``i`` before "but", and the steps to it.

        Follows ``SentimentIntensityAnalyzer.sentiment_valence`` line by line.
        """
        lower, lexicon = self.lower, self.lexicon
        is_kind_of = lower[i : i + 2] == ["kind", "of"]
        if lower[i] in BOOSTER_DICT or is_kind_of or lower[i] not in lexicon:
            return Trace(0, [])
        own = lexicon[lower[i]]
        trail = _Trail(self, i, own)
        if lower[i] == "no" and i + 1 < len(lower) and lower[i + 1] in lexicon:
            trail.add("no", 0.0, (i + 1, i + 1))
        if (no := self._no_before(i)) is not None:
            trail.add("negation", own * N_SCALAR, (no, no))
        if self.words[i].word.isupper() and self.some_capitals:
            sign = 1 if trail.valence > 0 else -1
            trail.add("capitals", trail.valence + sign * C_INCR, None)
        for distance in (1, 2, 3):
            if i >= distance and lower[i - distance] not in lexicon:
                self._look_back(trail, i, distance)
        # the methods lower-case all words they are given: a window keeps this linear
        at, window = self._window(i)
        trail.add("least", analyzer()._least_check(trail.valence, window, at), (i - 1, i - 1))
        return Trace(trail.valence, trail.steps)

    def step(self, i: int, rule: str, amount: float, cue: tuple[int, int] | None) -> Step:
        """A step of word ``i``, going by the words from ``cue[0]`` to ``cue[1]``."""
        carrier = self.words[i]
        span: tuple[int | None, int | None, str | None] = (None, None, None)
        if cue:
            start, end = self.words[cue[0]].start, self.words[cue[1]].end
            span = (start, end, self.text[start:end])
        word, valence = self.text[carrier.start : carrier.end], self.lexicon[self.lower[i]]
        return Step(carrier.start, carrier.end, word, valence, rule, amount, *span)

    def _look_back(self, trail: _Trail, i: int, distance: int) -> None:
        """The booster, the negation and the idioms that word ``i - distance`` may be part of."""
        cue = (i - distance, i - distance)
        boost = scalar_inc_dec(self.words[i - distance].word, trail.valence, self.some_capitals)
        trail.add("booster", trail.valence + boost * _DISTANCE_WEIGHTS[distance - 1], cue)
        at, window = self._window(i)
        negated = analyzer()._negation_check(trail.valence, window, distance - 1, at)
        if negated == trail.valence * N_SCALAR:
            trail.add("negation", negated, cue)
        else:
            first = i - distance if self.lower[i - distance] == "never" else i - 1
            trail.add("emphasis", negated, (first, i - 1))
        if distance == 3:
            self._check_phrases(trail, i)

    def _check_phrases(self, trail: _Trail, i: int) -> None:
        """The idiom around word ``i`` and the phrases like "kind of" before it."""
        idioms = [span for span in _IDIOM_PLACES if self._phrase(i, span) in SPECIAL_CASES]
        for span in idioms[:1]:
            value = SPECIAL_CASES[self._phrase(i, span)]
            trail.add("idiom", value, (i + span[0], i + span[1]))
        for span in _BOOSTER_PLACES:
            amount = BOOSTER_DICT.get(self._phrase(i, span), 0)
            trail.add("booster", trail.valence + amount, (i + span[0], i + span[1]))

    def _phrase(self, i: int, span: tuple[int, int]) -> str:
        if i + span[1] >= len(self.lower):
            return ""
        return " ".join(self.lower[i + span[0] : i + span[1] + 1])

    def _no_before(self, i: int) -> int | None:
        """Where a "no" stands that turns word ``i``, if any."""
        for distance in (1, 2, 3):
            reaches = distance < 3 or self.lower[i - 1] in ("or", "nor")
            if i >= distance and self.lower[i - distance] == "no" and reaches:
                return i - distance
        return None

    def _window(self, i: int) -> tuple[int, list[str]]:
        """Word ``i`` with the three before and the two after it, and its place among them."""
        first = max(0, i - 3)
        return i - first, self.lower[first : i + 3]


def shift_by_but(words: Sequence[str], values: Sequence[Any]) -> tuple[list[Any], int]:
    """The values after the rule on the first "but", and its place (-1 if there is none).

    As in the package, each value in turn changes the first one equal to it, wherever that stands
    (so "evil but problem" halves "evil" twice). The package searches the list for each; here the
    places of each value are kept in a heap.
    """
    but = next((place for place, word in enumerate(words) if word.lower() == "but"), -1)
    shifted = list(values)
    if but < 0:
        return shifted, but
    places: dict[Any, list[int]] = {}
    for place, value in enumerate(values):
        places.setdefault(value, []).append(place)  # ascending, so a heap
    for place in range(len(shifted)):
        value = shifted[place]
        if value != 0:  # the rule can't change a zero
            first = heapq.heappop(places[value])
            shifted[first] = value * (0.5 if first < but else 1.5)
            heapq.heappush(places.setdefault(shifted[first], []), first)
    return shifted, but


def punctuation_steps(text: str, plain: PlainText, total: float) -> Iterator[Step]:
    """The emphasis by ``!`` and ``?``, shared out among the marks that count."""
    if total == 0:
        return
    sign = 1 if total > 0 else -1
    emphases = (
        ("!", analyzer()._amplify_ep(plain.text)),
        ("?", analyzer()._amplify_qm(plain.text)),
    )
    for mark, emphasis in emphases:
        places = [match.start() for match in re.finditer(re.escape(mark), plain.text)][:4]
        for place in places if emphasis else []:
            start = plain.origins[place]
            word = text[start : start + 1]
            yield Step(start, start + 1, word, None, "punctuation", sign * emphasis / len(places))


class _Trail:
    """A word's value on its way through the rules."""

    def __init__(self, traced: TracedText, i: int, own: float) -> None:
        self.traced = traced
        self.i = i
        self.valence = own
        rule = "emoji" if traced.words[i].is_emoji else "lexicon"
        self.steps = [traced.step(i, rule, own, None)]

    def add(self, rule: str, valence: float, cue: tuple[int, int] | None) -> None:
        """Note the new value, if the rule changed it."""
        if valence != self.valence:
            self.steps.append(self.traced.step(self.i, rule, valence - self.valence, cue))
        self.valence = valence
