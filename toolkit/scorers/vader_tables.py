"""VADER's lexicon and word lists as arrays, taken from its authors' package.

Words that every rule of VADER treats alike share a class, a number below 256: the text is then an
array of bytes, and each property of its words is one look-up in an array of 256 entries.
"""

from __future__ import annotations

import functools
import warnings
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    negated,
)

Classes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

OUTSIDE = 0  # the class of the places before and after a text
PLAIN = 1  # the class of words that no rule knows, unless they are in capitals
CLASSES = 256

# the words that the package's methods name; those of its phrases come from its tables
_NAMED = "kind of no or nor never so this without doubt least at very but".split()
VALENCES = tuple(step / 10 for step in range(-40, 41))
"""The values that a word can have, also one that is not the package's."""
_CONTRACTION = "n't"  # any word that holds it is a negation


class Traits(NamedTuple):
    """What VADER's rules may ask of a word, but whether it is in capitals."""

    valence: float | None = None
    boost: float = 0.0
    negates: bool = False
    name: str = ""


class Tables(NamedTuple):
    """The properties of the classes; each array has an entry for each class.

    Attributes:
        traits: Of each word form (lower case) that some rule knows.
        classes: Of each traits, in small letters and in capitals; also of words with a value
            and no other trait, for each of :data:`VALENCES`.
        names: Of each word that is known by name, its number (from 1).
        valence: The value in the lexicon, 0 if it isn't there.
        is_hit: Whether a word gets a value: in the lexicon and no degree word.
        in_lexicon: Whether it is in the lexicon.
        reaches: Whether it may change the value of a word after it: a word, not in the lexicon.
        in_capitals: Whether it is written in capitals.
        boost: What it adds as a degree word, 0 if it doesn't.
        negates: Whether it negates a word after it.
        name: Its number among the words known by name, 0 if it is none.
        alters: Whether any rule asks for it before a hit.
        altered: Whether it is a hit that some rule treats apart by its form or capitals.
        pairs: Of the numbers a, b of two words at [a, b], the number of their phrase, or 0.
        triples: The same for three words.
        idiom: Of each phrase its value as an idiom, NaN if it is none.
        phrase_boost: Of each phrase what it adds as a degree phrase.
    """

    traits: dict[str, Traits]
    classes: dict[tuple[Traits, bool], int]
    names: dict[str, int]
    valence: Numbers
    is_hit: Flags
    in_lexicon: Flags
    reaches: Flags
    in_capitals: Flags
    boost: Numbers
    negates: Flags
    name: Classes
    alters: Flags
    altered: Flags
    pairs: Classes
    triples: Classes
    idiom: Numbers
    phrase_boost: Numbers

    def class_of(self, word: str) -> int:
        """The class of a word without the punctuation around it."""
        form = word.lower()
        traits = self.traits.get(form)
        if traits is None:
            traits = self.traits[_CONTRACTION] if _CONTRACTION in form else Traits()
        return self.classes[traits, word.isupper()]


@functools.cache
def analyzer() -> Any:
    """The package's analyzer, its lexicon read once."""
    with warnings.catch_warnings():
        # it opens its files with codecs.open, which Python 3.14 deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        return SentimentIntensityAnalyzer()


@functools.cache
def tables() -> Tables:
    """The tables of the package's lexicon and word lists, made once."""
    lexicon: dict[str, float] = analyzer().lexicon
    phrases = [tuple(phrase.split()) for phrase in [*SPECIAL_CASES, *BOOSTER_DICT]]
    phrases = [phrase for phrase in phrases if len(phrase) > 1]
    words = dict.fromkeys([*_NAMED, *(word for phrase in phrases for word in phrase)])
    names = {word: number for number, word in enumerate(words, start=1)}
    forms = dict.fromkeys([*lexicon, *BOOSTER_DICT, *NEGATE, *names, _CONTRACTION])
    traits = {
        form: Traits(
            lexicon.get(form),
            BOOSTER_DICT.get(form, 0.0),
            negated([form]),
            form if form in names else "",
        )
        for form in forms
    }
    kinds = dict.fromkeys([Traits(), *traits.values(), *map(Traits, VALENCES)])
    pairs = [(kind, capitals) for kind in kinds for capitals in (False, True)]
    classes = {pair: number for number, pair in enumerate(pairs, start=PLAIN)}
    return Tables(
        traits,
        classes,
        names,
        **_class_arrays(classes, names, phrases),
        **_phrase_arrays(names, phrases),
    )


def _class_arrays(
    classes: dict[tuple[Traits, bool], int],
    names: dict[str, int],
    phrases: list[tuple[str, ...]],
) -> dict[str, Any]:
    lexicon: dict[str, float] = analyzer().lexicon
    # a phrase is looked for only where the word is that is rarest: one of the lexicon
    marks = {max(phrase, key=lambda word: (word in lexicon, len(word))) for phrase in phrases}
    in_phrases = {word for phrase in phrases for word in phrase}
    arrays: dict[str, Any] = {
        **{name: np.zeros(CLASSES) for name in ("valence", "boost")},
        **{
            name: np.zeros(CLASSES, dtype=bool)
            for name in (
                "is_hit", "in_lexicon", "reaches", "in_capitals", "negates", "alters", "altered"
            )
        },
        "name": np.zeros(CLASSES, dtype=np.uint8),
    }  # fmt: skip
    for (kind, capitals), number in classes.items():
        known = kind.valence is not None
        entries = {
            "valence": kind.valence or 0.0,
            "is_hit": known and not kind.boost,
            "in_lexicon": known,
            "reaches": not known,
            "in_capitals": capitals,
            "boost": 0.0 if known else kind.boost,
            "negates": kind.negates and not known,
            "name": names.get(kind.name, 0),
            "alters": bool(kind.boost or kind.negates)
            or kind.name in {*marks, "no", "least", "so", "this"},
            "altered": capitals or kind.name in {"no", *in_phrases},
        }
        for name, entry in entries.items():
            arrays[name][number] = entry
    return arrays


def _phrase_arrays(names: dict[str, int], phrases: list[tuple[str, ...]]) -> dict[str, Any]:
    size = len(names) + 1
    pairs = np.zeros((size, size), dtype=np.uint8)
    triples = np.zeros((size, size, size), dtype=np.uint8)
    idiom = np.full(len(phrases) + 1, np.nan)
    boost = np.zeros(len(phrases) + 1)
    for number, phrase in enumerate(phrases, start=1):
        place = tuple(names[word] for word in phrase)
        (pairs if len(phrase) == 2 else triples)[place] = number
        idiom[number] = SPECIAL_CASES.get(" ".join(phrase), np.nan)
        boost[number] = BOOSTER_DICT.get(" ".join(phrase), 0.0)
    return {"pairs": pairs, "triples": triples, "idiom": idiom, "phrase_boost": boost}
