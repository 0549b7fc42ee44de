"""The inflected forms of an English word: plural, third person, -ed, -ing, common irregulars.

Forms are generated from the word, never cut off the text, so that a seed can't match a mere part
of another word ("aid" gives "aids", "aided", "aiding", but not "aide" or "said"). A generated
non-word ("Chinaed") does no harm: no text holds it. Derivation ("bank": "banker") isn't inflection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.text import STOP_WORDS

# scikit-learn's stop words hold some words that have content of their own
_CONTENT_WORDS = (
    "amount bill bottom call computer con cry describe detail empty fill find fire found front "
    "full give interest keep like made mill mine move name part put see serious show side sincere "
    "system take thick thin third top"
)
FUNCTION_WORDS = STOP_WORDS - frozenset(_CONTENT_WORDS.split())

_IRREGULAR_NOUNS = """
child children|man men|woman women|foot feet|tooth teeth|goose geese|mouse mice|life lives
wife wives|knife knives|wolf wolves|leaf leaves|half halves|thief thieves|shelf shelves
loaf loaves|calf calves|criterion criteria|phenomenon phenomena|bacterium bacteria
"""
_IRREGULAR_VERBS = """
arise arose arisen|bear bore borne|beat beaten|become became|begin began begun|bite bit bitten
bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt
buy bought|catch caught|choose chose chosen|cling clung|creep crept|deal dealt|dig dug
draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen
feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden
forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get gotten|give gave given
grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known
lead led|learn learnt|lend lent|light lit|lose lost|make made|meet met|overcome overcame
overthrow overthrew overthrown|pay paid|ride rode ridden|ring rang rung|rise rose risen
run ran|see saw seen|seek sought|sell sold|send sent|shake shook shaken|shine shone|shoot shot
show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sleep slept|speak spoke spoken
speed sped|spend spent|spin spun|spoil spoilt|steal stole stolen|stick stuck|strike struck
swear swore sworn|sweep swept|swim swam swum|take took taken|teach taught|tear tore torn
tell told|think thought|throw threw thrown|understand understood|undertake undertook undertaken
wake woke woken|wear wore worn|weep wept|win won|withdraw withdrew withdrawn|write wrote written
"""
_IRREGULAR_FORMS: dict[str, tuple[str, ...]] = {
    words[0]: tuple(words[1:])
    for words in (
        entry.split() for entry in re.split(r"[|\n]", _IRREGULAR_NOUNS + _IRREGULAR_VERBS) if entry
    )
}
# past forms that are far more often another word ("a rose", "saw", "lit"): not read backwards
_NOT_BACK = frozenset("bore bit lit rose saw shone shook felt".split())
_IRREGULAR_BASES: dict[str, str] = {
    form: base
    for base, forms in _IRREGULAR_FORMS.items()
    for form in forms
    if form not in _NOT_BACK
}

_SINGULARS = {
    form: base for base, form in map(str.split, re.split(r"[|\n]", _IRREGULAR_NOUNS.strip()))
}

# words in -s, -ed or -ing that aren't (or mean something else than) a form of what is left
_NO_BASE = frozenset(
    "news goods means arms customs glasses savings lens chaos series species gas bus texas bias "
    "christmas atlas yes alas pants spectacles headquarters morning evening wedding ceiling "
    "sibling pudding sterling bearing being hundred sacred wicked naked kindred hatred reed".split()
)
_NO_FORM = frozenset(
    [
        ("new", "news"),
        ("good", "goods"),
        ("fee", "feed"),
        ("wee", "weed"),
        ("mean", "means"),
        ("unit", "united"),
        ("unit", "uniting"),
    ]
)

_VOWEL_GROUP = re.compile(r"(?:(?<!q)u|[aeio]|(?<=[^aeiou])y)+")
_DOUBLES = re.compile(r"(?:^|[^aeiou]|qu)[aeiou][bcdfghjklmnpqrstvz]$")


@lru_cache(maxsize=100_000)
def word_forms(word: str) -> frozenset[str]:
    """The word, lower-cased, with its inflected forms and those of its base form.

    A word with a letter outside a-z or an apostrophe is taken as it is (it may be of any
    language), and so is a function word. A capitalised word may be a name, so no -ed or -ing is
    taken off it ("Beijing").

    Args:
        word: One word, as :func:`toolkit.text.find_words` would find it.

    >>> sorted(word_forms("ban"))
    ['ban', 'banned', 'banning', 'bans']
    >>> {"policy", "policies"} <= word_forms("policies")
    True
    >>> sorted(word_forms("größe"))
    ['größe']
    """
    lower = word.lower()
    if not re.fullmatch(r"[a-z]{2,}", lower) or lower in FUNCTION_WORDS:
        return frozenset([lower])
    forms = {lower}
    bases = set(_bases(lower, may_be_name=word != lower)) - FUNCTION_WORDS
    for base in bases:
        forms |= {base, *_inflected(base)}
    if not bases:  # an inflected form isn't inflected again
        forms |= set(_inflected(lower))
    return frozenset(forms)


@lru_cache(maxsize=100_000)
def base_form(word: str) -> str:
    """The singular of a regular or common irregular plural, otherwise the word itself.

    For counting and naming, where "sanction" and "sanctions" are the same word.

    >>> [base_form(word) for word in ("sanctions", "countries", "women", "news", "crisis")]
    ['sanction', 'country', 'woman', 'news', 'crisis']
    """
    if not re.fullmatch(r"[a-z]{4,}", word):
        return word
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word in _NO_BASE or word.endswith(("ss", "us", "is", "ics")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def _inflected(base: str) -> Iterator[str]:
    """Forms of a base form."""
    yield from _IRREGULAR_FORMS.get(base, ())
    forms = [*_plurals(base), *_verb_forms(base)]
    yield from (form for form in forms if (base, form) not in _NO_FORM)


def _plurals(base: str) -> Iterator[str]:
    if re.search(r"[^aeiou]y$", base):
        yield base[:-1] + "ies"
    elif base.endswith("sis"):
        yield base[:-2] + "es"
    elif base.endswith(("s", "x", "z", "ch", "sh")):
        yield base + "es"
    else:
        yield base + "s"
        if base.endswith("o"):
            yield base + "es"


def _verb_forms(base: str) -> Iterator[str]:
    syllables = len(_VOWEL_GROUP.findall(re.sub(r"e$", "", base)))
    if base.endswith("ie"):
        yield from (base + "d", base[:-2] + "ying")
    elif base.endswith(("ee", "oe", "ye")):
        yield from (base + "d", base + "ing")
    elif base.endswith("e"):
        yield from (base + "d", base[:-1] + "ing")
    elif re.search(r"[^aeiou]y$", base):
        yield from (base[:-1] + "ied", base + "ing")
    elif base.endswith("c"):
        yield from (base + "ked", base + "king")
    elif _DOUBLES.search(base):
        yield from (base + base[-1] + "ed", base + base[-1] + "ing")
        if syllables > 1:  # benefited and benefitted: spelling and stress decide, so both
            yield from (base + "ed", base + "ing")
    else:
        yield from (base + "ed", base + "ing")


def _bases(word: str, *, may_be_name: bool) -> Iterator[str]:
    """What the word may be a form of; candidates are kept only if they give the word back."""
    if word in _IRREGULAR_BASES:
        yield _IRREGULAR_BASES[word]
        return
    if word in _NO_BASE or word.endswith(("ss", "ics")):
        return
    candidates: set[str] = set()
    if word.endswith("s") and not word.endswith(("us", "is")):
        candidates |= {word[:-1]}
        if word.endswith("es"):
            candidates |= {word[:-2], word[:-3] + "y" if word.endswith("ies") else word[:-2] + "is"}
        yield from (base for base in sorted(candidates) if word in _plurals(base))
    elif not may_be_name and (match := re.fullmatch(r"(.+?)(ed|ing)", word)):
        stem = match[1]
        candidates = {stem, stem + "e", stem[:-1]} if len(stem) > 2 else set()
        if stem.endswith("i"):
            candidates.add(stem[:-1] + "y")
        if match[2] == "ing" and stem.endswith("y"):
            candidates.add(stem[:-1] + "ie")
        for base in sorted(candidates):
            if len(base) > 2 and _VOWEL_GROUP.search(base) and word in _verb_forms(base):
                yield base
