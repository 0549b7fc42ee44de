"""Words and phrases of the analyst's, found in texts: the longest at each place.

They match as the seeds of topics do (:mod:`toolkit.seeded.seeds`): inflected and possessive forms,
capitals where they are written in capitals ("US" is not "us"), never a part of another word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.seeded.seeds import SeedWord, find_seedable_words, match_at, parse_seed, seed_key
from toolkit.text import Word, straighten_quotes


class Found(NamedTuple):
    """A phrase in a text: whose it is, and where it stands."""

    start: int
    end: int
    entry: int


class PhraseFinder:
    """Finds the phrases of some entries; of two that overlap the longer counts, then the earlier.

    Args:
        phrases: For each entry, its phrases.

    Raises:
        SettingsError: A phrase that can't be used.

    >>> finder = PhraseFinder([["Korea"], ["North Korea", "Pyongyang"]])
    >>> finder.find("North Korea's Koreas")
    [Found(start=0, end=13, entry=1), Found(start=14, end=20, entry=0)]
    """

    def __init__(self, phrases: Sequence[Sequence[str]]) -> None:
        self._by_form: dict[str, list[tuple[int, tuple[SeedWord, ...]]]] = defaultdict(list)
        self._by_prefix: dict[str, list[tuple[int, tuple[SeedWord, ...]]]] = defaultdict(list)
        for entry, own in enumerate(phrases):
            for phrase in own:
                words = parse_seed(phrase)
                first = words[0]
                if first.prefix:
                    self._by_prefix[first.form].append((entry, words))
                for form in first.forms if not first.prefix else ():
                    self._by_form[form].append((entry, words))
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix})

    def find(self, text: str) -> list[Found]:
        """The phrases in a text, by place."""
        straight = straighten_quotes(text)
        words = find_seedable_words(straight)
        candidates = [
            (-len(phrase), first, entry)
            for first, word in enumerate(words)
            for entry, phrase in self._candidates(word)
            if match_at(phrase, straight, words, first)
        ]
        taken: set[int] = set()
        found = []
        for negative, first, entry in sorted(candidates):
            span = range(first, first - negative)
            if taken.isdisjoint(span):
                taken.update(span)
                found.append(Found(words[first].start, words[span[-1]].end, entry))
        return sorted(found)

    def _candidates(self, word: Word) -> list[tuple[int, tuple[SeedWord, ...]]]:
        some = list(self._by_form.get(word.form, ()))
        for length in self._lengths:
            some += self._by_prefix.get(word.form[:length], ()) if len(word.form) >= length else ()
        return some


def phrase_key(phrase: str) -> tuple[str, ...]:
    """Equal for phrases that are the same but for case, spacing and quotes.

    Raises:
        SettingsError: The phrase can't be used; the sentence lacks its beginning.
    """
    return seed_key(parse_seed(phrase))
