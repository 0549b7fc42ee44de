"""The analyst's own words for the sentiment: reading and checking the TOML file.

::

    [[word]]
    word = "sanctions"              # or phrase = "regime change"
    valence = -1.5                  # -4 (most negative) to 4, at most one decimal, as VADER's own
    why = "a punishment, in this thread"

    [[entity]]
    name = "Justice Department"     # a name: none of its words is praise or blame
    aliases = ["DOJ"]               # optional
    why = "'justice' counts +2.4"

Words match as the seeds of topics do (:mod:`toolkit.seeded.seeds`), also inflected; of two entries
that overlap the longer counts. A word with the valence 0 is taken out of VADER's lexicon.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import SettingsError
from toolkit.phrases import phrase_key
from toolkit.settings import check_keys, name_type, read_tables, read_text

HIGHEST = 4
_WORD_KEYS = ("word", "phrase", "valence", "why")
_ENTITY_KEYS = ("name", "aliases", "why")
EXAMPLE = '[[word]], then word = "sanctions", then valence = -1.5, or [[entity]], then name = "WTO"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A word, phrase or name with its value.

    Attributes:
        name: The first of its phrases, as the analyst wrote it; stands in the tables.
        phrases: What is looked for.
        valence: Its value, -4 to 4; None for a name that has none.
        why: The analyst's reason, or "".
    """

    name: str
    phrases: tuple[str, ...]
    valence: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The analyst's own entries, in file order: words, then names."""

    entries: tuple[Entry, ...]


def read_lexicon(path: str | Path) -> Lexicon:
    """Read a lexicon file.

    Args:
        path: A TOML file in UTF-8 with ``[[word]]`` and ``[[entity]]`` tables.

    Returns:
        Its entries, at least one.

    Raises:
        SettingsError: The file can't be read, isn't TOML, or has a key, word or valence that
            can't be used; the sentence says where and what to do.
    """
    path = Path(path)
    tables = read_tables(path, ("word", "entity"), what="lexicon file", example=EXAMPLE)
    located = [(_read_word(table, where), where) for where, table in tables["word"]]
    located += [(_read_entity(table, where), where) for where, table in tables["entity"]]
    seen: dict[tuple[str, ...], str] = {}
    for entry, where in located:
        for phrase in entry.phrases:
            key = phrase_key(phrase)
            if key in seen:
                raise SettingsError(f"{where}: {phrase!r} repeats {seen[key]}; remove one of them")
            seen[key] = f"{phrase!r} of {where.removeprefix(f'{path}: ')}"
    return Lexicon(tuple(entry for entry, _ in located))


def _read_word(table: Mapping[str, object], where: str) -> Entry:
    check_keys(table, _WORD_KEYS, where)
    word, phrase = (read_text(table, key, where) for key in ("word", "phrase"))
    if (word is None) == (phrase is None):
        raise SettingsError(
            f'{where}: give either word or phrase, as word = "sanctions" or phrase = "trade war"'
        )
    name = word or phrase or ""
    key = _check_phrase(name, where)
    if word is not None and len(key) > 1:
        raise SettingsError(f"{where}: {word!r} is more than one word; write it as phrase = ...")
    why = read_text(table, "why", where) or ""
    return Entry(name=name, phrases=(name,), valence=_read_valence(table, where), why=why)


def _read_valence(table: Mapping[str, object], where: str) -> float:
    if "valence" not in table:
        raise SettingsError(f"{where}: has no valence; add a line like valence = -1.5")
    value = table["valence"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SettingsError(f"{where}: valence must be a number, found {name_type(value)}")
    if not math.isfinite(value) or abs(value) > HIGHEST or round(value, 1) != value:
        raise SettingsError(
            f"{where}: valence is {value}; it must be from -{HIGHEST} to {HIGHEST}, with one "
            f"decimal at most, like VADER's own (good 1.9, war -2.9)"
        )
    return float(value)


def _read_entity(table: Mapping[str, object], where: str) -> Entry:
    check_keys(table, _ENTITY_KEYS, where)
    name = read_text(table, "name", where)
    if name is None:
        raise SettingsError(f'{where}: has no name; add a line like name = "Justice Department"')
    aliases = table.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise SettingsError(f"{where}: aliases must be a list of texts in square brackets")
    for phrase in (name, *aliases):
        _check_phrase(phrase, where)
    why = read_text(table, "why", where) or ""
    return Entry(name=name, phrases=(name, *aliases), valence=None, why=why)


def _check_phrase(phrase: str, where: str) -> tuple[str, ...]:
    try:
        return phrase_key(phrase)
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from None
