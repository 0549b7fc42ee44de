"""VADER's rules: what each adds to the value of a word, for all words of many texts at once.

The rules are those of ``SentimentIntensityAnalyzer.sentiment_valence`` in the package, in its
order and with its arithmetic, so that every value is the same to the last bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from vaderSentiment.vaderSentiment import C_INCR, N_SCALAR

from toolkit.scorers.vader_tables import Classes, Flags, Numbers, Places, tables

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

# written inside the package's method: the weights of a degree word 1, 2 and 3 words before, and
# what "never so" multiplies by
_DISTANCE_WEIGHTS = (1.0, 0.95, 0.9)
_NEVER_SO = 1.25
# where the package looks for idioms around a word, from and to; the last that is found counts
_IDIOM_PLACES = ((-3, -2), (-3, -1), (-2, -1), (-2, 0), (-1, 0), (0, 1), (0, 2))
_BOOSTER_PLACES = ((-3, -1), (-3, -2), (-2, -1))


class Change(NamedTuple):
    """What a rule did to the values of some hits.

    Attributes:
        rule: One of :data:`RULES`.
        hits: The hits it changed, by their number.
        amounts: What it added to the value of each.
        first: Where the words that it goes by begin, in words from the hit; 0 for none.
        last: Where they end.
    """

    rule: str
    hits: Places
    amounts: Numbers
    first: Places
    last: Places


class Valued(NamedTuple):
    """The values of hits before "but", and which of them the package holds as whole numbers."""

    values: Numbers
    whole: Flags


def value_hits(
    words: Classes, hits: Places, capitals: Flags, *, changes: list[Change] | None = None
) -> Valued:
    """The value of each hit, before "but".

    Args:
        words: The classes of all words, three places outside a text around each text.
        hits: Where the words of the lexicon are among them.
        capitals: For each hit, whether capitals count in its text.
        changes: If given, what each rule changed is added to it, in order.
    """
    table = tables()
    own = words[hits]
    values = table.valence[own]
    whole = np.zeros(len(hits), dtype=bool)
    touched = table.altered[own]
    for distance in (1, 2, 3):
        touched = touched | table.alters[words[hits - distance]]
    some = np.flatnonzero(touched)
    if len(some):
        valued = _Valuing(words, hits[some], capitals[some], some, changes).run()
        values[some], whole[some] = valued
    return Valued(values, whole)


class _Valuing:
    """The values of some hits on their way through the rules."""

    def __init__(
        self,
        words: Classes,
        hits: Places,
        capitals: Flags,
        numbers: Places,
        changes: list[Change] | None,
    ) -> None:
        self.table = tables()
        # around[k] is the word k places from the hit, names[k] its number by name
        self.around = {k: words[hits + k] for k in range(-3, 3)}
        self.names = {k: self.table.name[around] for k, around in self.around.items()}
        self.capitals = capitals
        self.numbers = numbers
        self.changes = changes
        self.own = self.table.valence[self.around[0]]
        self.values = self.own.copy()
        self.whole = np.zeros(len(hits), dtype=bool)

    def run(self) -> Valued:
        self._check_no()
        values, upper = self.values, self.table.in_capitals[self.around[0]] & self.capitals
        self._set("capitals", upper, values + np.where(values > 0, C_INCR, -C_INCR))
        for distance in (1, 2, 3):
            self._check_booster(distance)
            self._check_negation(distance)
        self._check_phrases()
        not_at_least = ~(self._is(-2, "at") | self._is(-2, "very"))
        least = self._is(-1, "least") & self.table.reaches[self.around[-1]] & not_at_least
        self._set("least", least, self.values * N_SCALAR, (-1, -1))
        return Valued(self.values, self.whole)

    def _is(self, k: int, *names: str) -> Flags:
        """Whether the word k places from the hit is one of these."""
        flags: Flags = np.zeros(len(self.values), dtype=bool)
        for name in names:
            flags |= self.names[k] == self.table.names[name]
        return flags

    def _set(self, rule: str, where: Flags, values: Numbers, cue: tuple[int, int] = (0, 0)) -> None:
        """Take over the values where the rule holds, and note the change if asked."""
        rows = np.flatnonzero(where)
        if not len(rows):
            return
        before, after = self.values[rows], values[rows]
        self.values[rows] = after
        self.whole[rows] = False
        if self.changes is not None:
            differ = np.flatnonzero(before != after)
            first, last = (np.full(len(differ), place, dtype=np.int64) for place in cue)
            amounts = (after - before)[differ]
            hits = self.numbers[rows[differ]]
            self.changes.append(Change(rule, hits, amounts, first, last))

    def _check_no(self) -> None:
        is_no = self._is(0, "no") & self.table.in_lexicon[self.around[1]]
        self._set("no", is_no, np.zeros_like(self.values), (1, 1))
        found = np.zeros(len(self.values), dtype=bool)
        for distance in (1, 2, 3):
            here = self._is(-distance, "no") & ~found
            if distance == 3:
                here &= self._is(-1, "or", "nor")
            self._set("negation", here, self.own * N_SCALAR, (-distance, -distance))
            found |= here

    def _check_booster(self, distance: int) -> None:
        word, values = self.around[-distance], self.values
        boost = self.table.boost[word]
        loud = self.table.in_capitals[word] & self.capitals
        amount = np.where(values < 0, -boost, boost)
        shouted = np.where(values > 0, amount + C_INCR, amount - C_INCR)
        weighed = np.where(loud, shouted, amount) * _DISTANCE_WEIGHTS[distance - 1]
        self._set("booster", boost != 0, values + weighed, (-distance, -distance))

    def _check_negation(self, distance: int) -> None:
        word = self.around[-distance]
        negates = self.table.negates[word]
        if distance > 1:
            never, doubt = self._is(-distance, "never"), self._is(-1, "doubt")
            emphasis = never & self._is(1 - distance, "so", "this")
            if distance == 3:
                emphasis |= self._is(-1, "so", "this")
                doubt |= self._is(-2, "doubt")
            emphasis &= self.table.reaches[word]
            strong = self.values * _NEVER_SO
            self._set("emphasis", emphasis & never, strong, (-distance, -1))
            self._set("emphasis", emphasis & ~never, strong, (-1, -1))
            negates = negates & ~emphasis & ~(self._is(-distance, "without") & doubt)
        self._set("negation", negates, self.values * N_SCALAR, (-distance, -distance))

    def _check_phrases(self) -> None:
        """The idiom around a hit and the phrases like "kind of" before it."""
        reaches = self.table.reaches[self.around[-3]]
        places = dict.fromkeys([*_IDIOM_PLACES, *_BOOSTER_PLACES])
        found = {place: self._phrases(place) * reaches for place in places}
        chosen = np.full(len(self.values), -1)
        for number, place in enumerate(_IDIOM_PLACES):
            chosen[~np.isnan(self.table.idiom[found[place]])] = number
        for number, place in enumerate(_IDIOM_PLACES):
            here, idiom = chosen == number, self.table.idiom[found[place]]
            self._set("idiom", here, idiom, place)
            self.whole |= here & (idiom == np.rint(idiom))
        for place in _BOOSTER_PLACES:
            boost = self.table.phrase_boost[found[place]]
            self._set("booster", boost != 0, self.values + boost, place)

    def _phrases(self, place: tuple[int, int]) -> Classes:
        """The numbers of the phrases that stand there, from and to."""
        names = tuple(self.names[k] for k in range(place[0], place[1] + 1))
        phrases: Classes = (self.table.pairs if len(names) == 2 else self.table.triples)[names]
        return phrases
