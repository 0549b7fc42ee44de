"""Words, sentences and quotes of a plain text, always with their character offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

_APOSTROPHES = "’‘‚‛ʼ‹›′＇´`"
_QUOTES = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys("“”„‟«»″＂", '"'))

# a letter or digit, with the accents that may follow it as characters of their own
_SIGN = r"[^\W_][\u0300-\u036f]*"
_WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])"  # an abbreviation by letters: U.S.
    r"|\d+(?:[.,]\d+)+[^\W_]*"  # a number with separators: 10,000 or 3.5m
    rf"|(?:{_SIGN})+(?:['{_APOSTROPHES}](?:(?!\d){_SIGN})+)*"  # a word, also don't, China's
)
# the same for a text of ASCII alone, where it takes a third of the time
_ASCII_WORD = re.compile(
    r"[A-Za-z](?:\.[A-Za-z])+\.?(?![A-Za-z0-9])"
    r"|[0-9]+(?:[.,][0-9]+)+[A-Za-z0-9]*"
    r"|[A-Za-z0-9]+(?:['`][A-Za-z]+)*"
)
_POSSESSIVE = re.compile(r"'s?$")
_LONGEST_REMEMBERED = 32  # characters of a word whose form is kept for the next time

# each run of end marks is tried once, from its first mark: linear time on a wall of dots
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)"  # end marks and what closes after them
    r"|[。！？]+[」』”]?"
    r"|\n"
)
_ELISION = re.compile(r"[\[(](?:\.{3}|…)[\])]$")
_WORD_BEFORE_DOT = re.compile(r"[^\s(\[\"'“‘—–/]{1,16}\.$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘«(\[]*([^\W_]{0,12})")
# abbreviations that are never at a sentence's end; before a number only ("No. 5", but "He said
# no."); inside a sentence or at its end; and words that begin a sentence after such a one
_TITLES = "mr mrs ms dr prof gen col sen rep gov st vs cf e.g i.e approx"
_BEFORE_NUMBER = "no nos nr p pp c ca fig art vol ch sec"
_OTHER_ABBREVIATIONS = "etc inc ltd co corp jr sr dept est"
_STARTERS = (
    "A An And As At But For He Her His How However I If In It Its My No Not Now Of On Our She So "
    "That The Their Then There These They This Those To We What When Where Which Who Why With Yes "
    "You Your"
)

# words without content of their own, beyond scikit-learn's list: clitics and discourse fillers
_MORE_STOP_WORDS = (
    "ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't he'd he'll he's i'd "
    "i'll i'm i've isn't it'd it'll it's let's mustn't shan't she'd she'll she's shouldn't that's "
    "there'd there'll there're there's they'd they'll they're they've wasn't we'd we'll we're "
    "we've weren't what's where's who's won't wouldn't you'd you'll you're you've dont doesnt "
    "didnt isnt cant wont im ive youre theyre thats oh yeah yes ok okay just really like did does "
    "doing got lot let say says said don doesn didn isn aren wasn weren won ll ve re"
)
STOP_WORDS = frozenset(ENGLISH_STOP_WORDS) | frozenset(_MORE_STOP_WORDS.split())


class Word(NamedTuple):
    """A word of a text: ``text[start:end]`` is how it stands there, ``form`` how it is counted."""

    start: int
    end: int
    form: str


def straighten_quotes(text: str) -> str:
    """Replace curly quotes and apostrophes by straight ones, character for character.

    The length stays the same, so offsets into the result are offsets into the text.

    >>> straighten_quotes("it isn’t “good”")
    'it isn\\'t "good"'
    """
    return text.translate(_QUOTES)


def find_words(text: str) -> list[Word]:
    """The words of a text in order, lower-cased, without possessive endings and inner dots.

    Numbers keep their separators ("10,000"); accents are composed (NFC) in ``form``.

    >>> [word.form for word in find_words("China’s U.S. policy: isn’t it Taiwan-like?")]
    ['china', 'us', 'policy', "isn't", 'it', 'taiwan', 'like']
    """
    pattern = _pattern(text)
    return [Word(*match.span(), _word_form(match.group())) for match in pattern.finditer(text)]


def find_word_forms(text: str) -> list[str]:
    """The ``form`` of each of :func:`find_words`, several times as fast.

    >>> find_word_forms("China’s policy")
    ['china', 'policy']
    """
    surfaces = _pattern(text).findall(text)
    short = max(map(len, surfaces), default=0) <= _LONGEST_REMEMBERED
    return list(map(_short_form if short else _word_form, surfaces))


def find_word_spans(text: str) -> list[tuple[int, int]]:
    """The ``start`` and ``end`` of each of :func:`find_words`."""
    return [match.span() for match in _pattern(text).finditer(text)]


def find_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) offsets, without the white space around them.

    A sentence ends at ``.``, ``!``, ``?`` or ``…`` before white space, or at a line's end; not
    after an initial or a title ("N. Korea", "Dr. Kim"), not in "No. 5" or "[...]", and after
    another abbreviation only if the next word is one that begins sentences ("in the U.S. They").
    After an ellipsis or a closing quote a small letter carries the sentence on.

    >>> text = "Will we see N. Korea change? I doubt it."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Will we see N. Korea change?', 'I doubt it.']
    """
    return list(_sentences(text))


def is_shouted(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether the words around a word are in capitals too, so that its own capitals tell nothing.

    >>> text = "LET US GO NOW"
    >>> is_shouted(text, find_words(text), 1)
    True
    """
    near = [*words[max(0, index - 3) : index], *words[index + 1 : index + 4]]
    around = [text[word.start : word.end] for word in near]
    return not any(word != word.upper() for word in around) and (
        sum(len(word) > 1 and word.isupper() for word in around) >= 2
    )


def _pattern(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _WORD


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ends_sentence(text, start, match):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the marks that were found end the sentence that begins at ``start``."""
    marks, end = match.group(), match.end()
    if marks[0] not in ".!?…" or end == len(text) or text[end] == "\n":
        return True
    if _ELISION.search(text, max(start, match.start() - 1), end):
        return False
    following = _next_word(text, end)
    if following[:1].islower() and (marks[-1] in "\"'”’»" or marks.endswith(("...", "…"))):
        return False
    before = _WORD_BEFORE_DOT.search(text, max(start, end - 18), end) if marks == "." else None
    return not before or not _is_abbreviation(before.group()[:-1], following)


def _is_abbreviation(word: str, following: str) -> bool:
    """Whether the dot after the word belongs to it and the sentence goes on."""
    lower = word.lower()
    if lower in _TITLES.split():
        return True
    if lower in _BEFORE_NUMBER.split() and following[:1].isdigit():
        return True
    initial = len(word) == 1 and word.isupper() and word != "I"
    by_letters = len(word) > 1 and all(
        len(part) == 1 and part.isalpha() for part in lower.split(".")
    )
    if initial or by_letters or lower in _OTHER_ABBREVIATIONS.split():
        return following not in _STARTERS.split()
    return False


def _next_word(text: str, start: int) -> str:
    """The word after the white space at ``start``, up to 12 letters of it."""
    match = _NEXT_WORD.match(text, start)
    return match.group(1) if match else ""


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        left = len(piece) - len(piece.lstrip())
        yield start + left, start + len(piece.rstrip())


def _word_form(surface: str) -> str:
    return _short_form(surface) if len(surface) <= _LONGEST_REMEMBERED else _make_form(surface)


@lru_cache(maxsize=1 << 16)
def _short_form(surface: str) -> str:
    return _make_form(surface)


def _make_form(surface: str) -> str:
    form = unicodedata.normalize("NFC", surface.translate(_QUOTES)).lower()
    if not form[0].isdigit():
        form = form.replace(".", "")
    bare = _POSSESSIVE.sub("", form)
    return form if form in STOP_WORDS else bare or form
