"""Seeds: what the analyst writes, and which words of a text they match.

* A word matches its inflected English forms (:mod:`toolkit.seeded.word_forms`), in any case,
  with curly or straight apostrophes, possessive or not; never a part of another word.
* A word in capitals (two letters or more: "US", "WTO", "U.S.") matches in capitals only, with or
  without dots, also possessive or with a plural -s ("NGOs"). An acronym that is a function word in
  small letters ("US", "WHO") doesn't match where the words around it are in capitals too.
* A phrase matches consecutive words across white space, hyphens and quotation marks, not across
  other punctuation or a blank line; each of its content words may be inflected. Signs inside a
  phrase match themselves ("R&D").
* A ``*`` at the end matches any ending ("sanction*", "rare earth*").
* Words with letters outside a-z match exactly; accents are kept.
* A single function word ("the", "us") is refused, since it would match everything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.errors import SettingsError
from toolkit.seeded.word_forms import FUNCTION_WORDS, word_forms
from toolkit.text import Word, find_words, is_shouted, straighten_quotes

_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)
# a hyphen must touch the word before it: a dash between spaces separates
_GAP = re.compile(r"""[-‐‑–]\s*|[\s"'*_]*""")
_DOTTED = re.compile(r"[^\W\d_]\.[^\W\d_]")
_INITIAL_GAP = re.compile(r"\.?\s*")


@dataclass(frozen=True, slots=True)
class SeedWord:
    """One word of a seed.

    Attributes:
        form: The word as :func:`toolkit.text.find_words` gives it.
        forms: The forms (as :func:`toolkit.text.find_words` gives them) that match.
        acronym: The letters in capitals if it must stand in capitals, else "".
        prefix: What the word must begin with if the seed ends in ``*``, else "".
        gap: What stands between this word and the next in the seed, quotes straightened.
    """

    form: str
    forms: frozenset[str]
    acronym: str
    prefix: str
    gap: str


def parse_seed(seed: str, *, function_words: bool = False) -> tuple[SeedWord, ...]:
    """Read a seed into the words that must follow each other.

    Args:
        seed: As the analyst wrote it.
        function_words: Whether a single function word is allowed.

    Raises:
        SettingsError: No word, a single function word, or a ``*`` not at the end; the sentence
            lacks its beginning (which seed of which topic), which the caller knows.

    >>> parse_seed("the")
    Traceback (most recent call last):
    toolkit.errors.SettingsError: 'the' is a function word that would match almost any comment; ...
    """
    text = straighten_quotes(seed).strip()
    if not text:
        raise SettingsError("is empty; write a word or a phrase between the quotes")
    wildcard = text.endswith("*")
    text = text.removesuffix("*")
    if "*" in text:
        raise SettingsError(
            f"{seed!r} has a '*' that is not at its end; only an ending can be open"
        )
    words = find_seedable_words(text)
    if not words:
        raise SettingsError(f"{seed!r} holds no word; write letters or digits")
    if wildcard and (words[-1].end < len(text) or len(words[-1].form) < 2):
        raise SettingsError(f"{seed!r} needs at least two letters right before its '*'")
    single = len(words) == 1 and not wildcard and not function_words
    if single and _is_function_word(words[0], text):
        hint = f" ({words[0].form.upper()!r} would be the acronym)" if len(text) > 1 else ""
        raise SettingsError(
            f"{seed!r} is a function word that would match almost any comment; "
            f"remove it or write a longer phrase{hint}"
        )
    ends = [*(word.start for word in words[1:]), words[-1].end]
    return tuple(
        _seed_word(text, word, gap=text[word.end : end], wildcard=wildcard and word is words[-1])
        for word, end in zip(words, ends, strict=True)
    )


def is_function_word(seed: Sequence[SeedWord]) -> bool:
    """Whether a seed is a single function word, which alone would match almost any comment."""
    word = seed[0]
    return len(seed) == 1 and not word.acronym and not word.prefix and word.form in FUNCTION_WORDS


def seed_key(words: Sequence[SeedWord]) -> tuple[str, ...]:
    """Equal for seeds that are the same but for case, spacing and quotes."""
    return tuple(f"{word.form}*" if word.prefix else word.acronym or word.form for word in words)


def find_seedable_words(text: str) -> list[Word]:
    """The words of a text; capitals with dots between them ("U.S") are one word.

    >>> [word.form for word in find_seedable_words("the U.S and N. Korea")]
    ['the', 'us', 'and', 'n', 'korea']
    """
    found = find_words(text)
    if not may_be_joined(text):
        return found
    words: list[Word] = []
    for word in found:
        if words and _continues_letters(text, words[-1], word):
            words[-1] = Word(words[-1].start, word.end, words[-1].form + word.form)
        else:
            words.append(word)
    return words


def may_be_joined(text: str) -> bool:
    """Whether a text holds letters with dots between, so that words may be joined."""
    return "." in text and _DOTTED.search(text) is not None


def match_at(seed: Sequence[SeedWord], text: str, words: Sequence[Word], first: int) -> bool:
    """Whether the seed's words stand in the text from word number ``first`` on.

    Args:
        seed: What :func:`parse_seed` gave.
        text: The text, with straight quotes.
        words: All words of the text.
        first: Index into ``words``.
    """
    if first + len(seed) > len(words):
        return False
    for offset, wanted in enumerate(seed):
        index = first + offset
        if not _word_matches(wanted, text, words, index):
            return False
        if offset + 1 < len(seed):
            gap = text[words[index].end : words[index + 1].start]
            if not _gap_matches(gap, wanted.gap, words[index]):
                return False
    return True


def _seed_word(text: str, word: Word, *, gap: str, wildcard: bool) -> SeedWord:
    plain = _surface(text, word)
    letters = sum(letter.isalpha() for letter in plain)
    acronym = plain if plain.isupper() and letters > 1 else ""
    prefix = (acronym or word.form) if wildcard else ""
    if acronym or wildcard:
        forms = frozenset([word.form, word.form + "s"])
    else:
        # the surface tells a name; a possessive ending is no part of it
        forms = word_forms(plain if plain.lower() == word.form else word.form)
    return SeedWord(word.form, forms, acronym, prefix, gap)


def _continues_letters(text: str, before: Word, word: Word) -> bool:
    """Whether a capital follows capitals with dots between, as the S in "U.S"."""
    letters = text[before.start : word.end]
    joined = word.start == before.end + 1 and letters.isupper()
    return joined and re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", letters) is not None


def _is_function_word(word: Word, text: str) -> bool:
    plain = _surface(text, word)
    return word.form in FUNCTION_WORDS and not (plain.isupper() and len(plain) > 1)


def _word_matches(wanted: SeedWord, text: str, words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if not wanted.acronym:
        return word.form.startswith(wanted.prefix) if wanted.prefix else word.form in wanted.forms
    plain = _surface(text, word)
    if wanted.prefix:
        return plain.startswith(wanted.prefix)
    if plain not in (wanted.acronym, wanted.acronym + "s"):
        return False
    dotted = "." in text[word.start : word.end]
    return dotted or word.form not in FUNCTION_WORDS or not is_shouted(text, words, index)


def _gap_matches(gap: str, wanted: str, word: Word) -> bool:
    if gap == wanted:
        return True
    if gap.count("\n") > 1:  # a blank line
        return False
    after_initial = len(word.form) == 1 and _INITIAL_GAP.fullmatch(gap) is not None
    return after_initial or _GAP.fullmatch(gap) is not None


def _surface(text: str, word: Word) -> str:
    """How the word stands in the text, without inner dots and possessive ending."""
    return _POSSESSIVE.sub("", text[word.start : word.end].replace(".", ""))
