"""The analyst's topics: reading and checking the TOML file.

::

    [[topic]]
    name = "rare_earths"
    label = "Rare earths"          # optional; "Rare earths" would be made of the name too
    seeds = ["rare earth", "mineral", "min*", "WTO"]

How seeds match is told in :mod:`toolkit.seeded.seeds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import SettingsError
from toolkit.seeded.seeds import parse_seed, seed_key
from toolkit.settings import check_keys, name_type, read_text, read_toml, suggest

_KEYS = ("name", "label", "seeds")
_EXAMPLE = '[[topic]], then name = "trade", then seeds = ["tariff", "trade war"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of the analyst's.

    Attributes:
        name: Unique in the file; stands in the tables.
        label: How the report calls it.
        seeds: Words and phrases that show it, as the analyst wrote them.
    """

    name: str
    label: str
    seeds: tuple[str, ...]


def read_topics(path: str | Path) -> tuple[Topic, ...]:
    """Read a topics file.

    Args:
        path: A TOML file in UTF-8 with one ``[[topic]]`` table a topic.

    Returns:
        The topics in file order, at least one.

    Raises:
        SettingsError: The file can't be read, isn't TOML, or has a key, name or seed that can't
            be used; the sentence says where and what to do.
    """
    path = Path(path)
    content = read_toml(path, what="topics file", example=f"write topics as {_EXAMPLE}")
    for key in content:
        if key != "topic":
            raise SettingsError(
                f"{path}: unknown key {key!r} outside the topics{suggest(key, ['topic'])}; "
                f"a topics file holds [[topic]] tables only, so remove or rename it"
            )
    tables = content.get("topic", [])
    if isinstance(tables, dict):
        raise SettingsError(f"{path}: found [topic]; write it with double brackets, [[topic]]")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{path}: 'topic' must be [[topic]] tables; write {_EXAMPLE}")
    if not tables:
        raise SettingsError(f"{path}: no topics in the file; add at least one: {_EXAMPLE}")
    topics = tuple(_read_topic(table, f"{path}: topic {i}") for i, table in enumerate(tables, 1))
    _check_names(topics, path)
    return topics


def _read_topic(table: Mapping[str, object], where: str) -> Topic:
    name = table.get("name")
    if isinstance(name, str) and name.strip():
        where += f" ({name.strip()!r})"
    check_keys(table, _KEYS, where)
    name = read_text(table, "name", where)
    if name is None:
        raise SettingsError(f'{where}: has no name; add a line like name = "trade"')
    if "|" in name:
        raise SettingsError(
            f"{where}: the name holds '|', which separates topics in CSV files; use another sign"
        )
    label = read_text(table, "label", where)
    spaced = " ".join(name.replace("_", " ").split())
    return Topic(
        name=name,
        label=label or spaced[:1].upper() + spaced[1:] or name,
        seeds=_read_seeds(table, where),
    )


def _read_seeds(table: Mapping[str, object], where: str) -> tuple[str, ...]:
    if "seeds" not in table:
        raise SettingsError(f'{where}: has no seeds; add a line like seeds = ["tariff", "trade"]')
    seeds = table["seeds"]
    if not isinstance(seeds, list):
        raise SettingsError(
            f"{where}: seeds must be a list of texts in square brackets, found {name_type(seeds)}"
        )
    if not seeds:
        raise SettingsError(f"{where}: the list of seeds is empty; add at least one word or phrase")
    seen: dict[tuple[str, ...], str] = {}
    for number, seed in enumerate(seeds, 1):
        if not isinstance(seed, str):
            raise SettingsError(
                f"{where}: seed {number} must be a text in quotes, found {name_type(seed)}"
            )
        try:
            key = seed_key(parse_seed(seed))
        except SettingsError as error:
            raise SettingsError(f"{where}: seed {number} {error}") from None
        if key in seen:
            raise SettingsError(
                f"{where}: seed {number} {seed!r} repeats {seen[key]!r}; remove one of them"
            )
        seen[key] = seed
    return tuple(seeds)


def _check_names(topics: Iterable[Topic], path: Path) -> None:
    seen: dict[str, int] = {}
    for number, topic in enumerate(topics, 1):
        key = topic.name.casefold()
        if key in seen:
            raise SettingsError(
                f"{path}: topic {number} ({topic.name!r}) has the name of topic {seen[key]}; "
                f"rename one of them, or put their seeds together"
            )
        seen[key] = number
