"""The analyst's targets: reading and checking the TOML file.

::

    [[target]]
    name = "China"
    aliases = ["Chinese", "Beijing"]     # optional; the name itself is looked for too

    [[target]]
    name = "the US"
    aliases = ["US", "USA", "United States", "American", "Washington"]

How names and aliases match is told in :mod:`toolkit.seeded.seeds`; of two that overlap the longer
counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import SettingsError
from toolkit.phrases import phrase_key
from toolkit.settings import check_keys, name_type, read_tables, read_text

_KEYS = ("name", "aliases")
EXAMPLE = '[[target]], then name = "China", then aliases = ["Chinese", "Beijing"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Somebody or something that comments speak of.

    Attributes:
        name: Unique in the file; stands in the tables.
        aliases: What it is called besides, as the analyst wrote it.
    """

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """What is looked for: the aliases, and the name if it can be looked for."""
        known = {phrase_key(alias) for alias in self.aliases}
        try:
            key = phrase_key(self.name)
        except SettingsError:  # a function word ("us"), say
            return self.aliases
        return self.aliases if key in known else (self.name, *self.aliases)


def read_targets(path: str | Path) -> tuple[Target, ...]:
    """Read a targets file.

    Args:
        path: A TOML file in UTF-8 with one ``[[target]]`` table a target.

    Returns:
        The targets in file order, at least one.

    Raises:
        SettingsError: The file can't be read, isn't TOML, or has a key, name or alias that can't
            be used; the sentence says where and what to do.
    """
    path = Path(path)
    tables = read_tables(path, ("target",), what="targets file", example=EXAMPLE)["target"]
    targets = tuple(_read_target(table, where) for where, table in tables)
    _check_unlike(targets, path)
    return targets


def rename_targets(targets: Sequence[Target], rename: Callable[[str], str]) -> tuple[Target, ...]:
    """The targets with other names, where these stand for the names of commenters.

    >>> rename_targets([Target(name="Ann", aliases=("Ann B.",))], lambda name: "Reader1")
    (Target(name='Reader1', aliases=('Reader1',)),)
    """
    return tuple(
        Target(name=rename(target.name), aliases=tuple(dict.fromkeys(map(rename, target.aliases))))
        for target in targets
    )


def _read_target(table: Mapping[str, object], where: str) -> Target:
    check_keys(table, _KEYS, where)
    name = read_text(table, "name", where)
    if name is None:
        raise SettingsError(f'{where}: has no name; add a line like name = "China"')
    aliases = tuple(_read_aliases(table, where))
    target = Target(name=name, aliases=aliases)
    if not target.phrases:
        try:
            phrase_key(name)
        except SettingsError as error:
            raise SettingsError(f"{where}: the name {error}; or give aliases") from None
    return target


def _read_aliases(table: Mapping[str, object], where: str) -> Iterator[str]:
    aliases = table.get("aliases", [])
    if not isinstance(aliases, list):
        raise SettingsError(
            f"{where}: aliases must be a list of texts in square brackets, "
            f"found {name_type(aliases)}"
        )
    for number, alias in enumerate(aliases, 1):
        if not isinstance(alias, str):
            raise SettingsError(
                f"{where}: alias {number} must be a text in quotes, found {name_type(alias)}"
            )
        try:
            phrase_key(alias)
        except SettingsError as error:
            raise SettingsError(f"{where}: alias {number} {error}") from None
        yield alias


def _check_unlike(targets: tuple[Target, ...], path: Path) -> None:
    names: dict[str, int] = {}
    phrases: dict[tuple[str, ...], tuple[int, str]] = {}
    for number, target in enumerate(targets, 1):
        where = f"{path}: target {number} ({target.name!r})"
        if target.name.casefold() in names:
            raise SettingsError(
                f"{where} has the name of target {names[target.name.casefold()]}; rename one of "
                f"them, or put their aliases together"
            )
        names[target.name.casefold()] = number
        for phrase in target.phrases:
            key = phrase_key(phrase)
            if key in phrases:
                other, written = phrases[key]
                again = "repeats" if other == number else f"has target {other}'s"
                raise SettingsError(f"{where} {again} {written!r}; remove it from one place")
            phrases[key] = (number, phrase)
