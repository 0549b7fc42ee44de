"""Where words and phrases stand in a text: all of them in one pass over its words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from toolkit.seeded.lazy_words import read_words
from toolkit.seeded.rules import Occurrence, Term
from toolkit.seeded.seeds import SeedWord, match_at, may_be_joined
from toolkit.text import Word

_LONGEST_KEPT = 32  # letters of words whose terms are kept at hand
_MOST_SIGNS = 100  # strings looked for in a text before its words are; with more it doesn't pay


class TermIndex:
    """Terms by the form of their first word.

    Args:
        terms: The terms with their words (:func:`toolkit.seeded.seeds.parse_seed`).
        needed: Those of which one must stand in a text for it to be of interest; all if None.
    """

    def __init__(
        self, terms: Mapping[Term, Sequence[SeedWord]], needed: Iterable[Term] | None = None
    ) -> None:
        self._by_form: dict[str, list[tuple[Term, Sequence[SeedWord]]]] = defaultdict(list)
        self._by_prefix: dict[str, list[tuple[Term, Sequence[SeedWord]]]] = defaultdict(list)
        for term, words in terms.items():
            first = words[0]
            if first.prefix:
                self._by_prefix[first.form].append((term, words))
            for form in first.forms if not first.prefix else ():
                self._by_form[form].append((term, words))
        self._prefix_lengths = sorted({len(prefix) for prefix in self._by_prefix})
        self._look_up = lru_cache(maxsize=1 << 16)(self._make_candidates)
        self._signs = _signs([terms[term] for term in (terms if needed is None else needed)])

    def may_hold(self, straight: str) -> bool:
        """Whether one of the needed terms may stand in a text; False is certain.

        Looks for parts of the terms in the letters, which is much faster than making words of
        them. Not tried where letters aren't those of the words' forms: with dots in between
        ("C.I.A."), or where accents or small letters depend on what stands beside them.

        Args:
            straight: The text, with straight quotes.
        """
        if self._signs is None:
            return True
        small, capital = self._signs
        if not straight.isascii() and (
            "Σ" in straight or not unicodedata.is_normalized("NFC", straight)
        ):
            return True
        if may_be_joined(straight):
            return True
        lower = straight.lower()
        return any(map(lower.__contains__, small)) or any(map(straight.__contains__, capital))

    def find(self, straight: str) -> tuple[Sequence[Word], dict[Term, list[Occurrence]]]:
        """The words of a text, and the terms that stand in it, each with its places in order.

        Args:
            straight: The text, with straight quotes.
        """
        found: dict[Term, list[Occurrence]] = {}
        if not self.may_hold(straight):
            return (), found
        words = read_words(straight)
        look_up = self._look_up if _are_short(words.forms) else self._make_candidates
        for first, candidates in enumerate(map(look_up, words.forms)):
            for term, pattern in candidates:
                if match_at(pattern, straight, words, first):
                    found.setdefault(term, []).append(Occurrence(first, len(pattern)))
        return words, found

    def _make_candidates(self, form: str) -> tuple[tuple[Term, Sequence[SeedWord]], ...]:
        """The terms that may begin with a word of this form."""
        candidates = list(self._by_form.get(form, ()))
        for length in self._prefix_lengths:
            if len(form) >= length:
                candidates += self._by_prefix.get(form[:length], ())
        return tuple(candidates)


def _are_short(forms: Sequence[str]) -> bool:
    """Whether what is known of these words may be kept for the next text."""
    return max(map(len, forms), default=0) <= _LONGEST_KEPT


def _signs(terms: Iterable[Sequence[SeedWord]]) -> tuple[list[str], list[str]] | None:
    """Strings of which one must stand in a text that holds a term: in small letters, as it is.

    None where there are too many, or where a term has none.
    """
    small: set[str] = set()
    capital: set[str] = set()
    for words in terms:
        # of a phrase the word of the longest form: it is rarest
        usable = [word for word in words if not (word.acronym and word.acronym[0].isdigit())]
        if not usable:
            return None
        word = max(usable, key=lambda word: (len(word.form), word.form))
        if word.acronym:
            capital.add(word.acronym)
        elif word.prefix:
            small.add(word.prefix)
        else:
            small |= word.forms
    small, capital = _shortest(small), _shortest(capital)
    return (sorted(small), sorted(capital)) if len(small) + len(capital) <= _MOST_SIGNS else None


def _shortest(strings: Iterable[str]) -> set[str]:
    """The strings that don't begin with another one: where any stands, one of these does."""
    kept: set[str] = set()
    for string in sorted(strings, key=len):
        if not any(string[:length] in kept for length in range(1, len(string))):
            kept.add(string)
    return kept
