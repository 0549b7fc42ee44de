"""The analyst's topics: reading and checking the TOML file.

::

    [[topic]]
    name = "rare_earths"
    label = "Rare earths"          # optional; "Rare earths" would be made of the name too
    seeds = ["rare earth", "mineral", "min*", "WTO"]

How seeds match is told in :mod:`toolkit.topics.seeds`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import SettingsError
from toolkit.topics.seeds import parse_seed, seed_key

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
    content = _read_toml(path)
    for key in content:
        if key != "topic":
            raise SettingsError(
                f"{path}: unknown key {key!r} outside the topics{_suggest(key, ['topic'])}; "
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


def _read_toml(path: Path) -> dict[str, Any]:
    """The content of the file, or the sentence saying why it can't be read."""
    try:
        if path.is_dir():
            raise SettingsError(f"{path}: is a folder, not a topics file; give the TOML file in it")
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text)
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such topics file; check the path") from None
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(f"{path}: the topics file can't be read ({reason})") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SettingsError(
            f"{path}: line {line} is not UTF-8 text; save the topics file in UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        raise SettingsError(
            f"{path}: not valid TOML: {message[:1].lower()}{message[1:]}; mend it there, "
            f"or write topics as {_EXAMPLE}"
        ) from error
    except RecursionError:
        raise SettingsError(f"{path}: nested too deeply for a topics file") from None


def _read_topic(table: Mapping[str, object], where: str) -> Topic:
    name = table.get("name")
    if isinstance(name, str) and name.strip():
        where += f" ({name.strip()!r})"
    for key in table:
        if key not in _KEYS:
            raise SettingsError(
                f"{where}: unknown key {key!r}{_suggest(key, _KEYS)}; "
                f"the known keys are {', '.join(_KEYS)}, so remove or rename it"
            )
    name = _read_text(table, "name", where)
    if name is None:
        raise SettingsError(f'{where}: has no name; add a line like name = "trade"')
    if "|" in name:
        raise SettingsError(
            f"{where}: the name holds '|', which separates topics in CSV files; use another sign"
        )
    label = _read_text(table, "label", where)
    spaced = " ".join(name.replace("_", " ").split())
    return Topic(
        name=name,
        label=label or spaced[:1].upper() + spaced[1:] or name,
        seeds=_read_seeds(table, where),
    )


def _read_text(table: Mapping[str, object], key: str, where: str) -> str | None:
    """A one-line text, without white space around it; None if the key is missing."""
    if key not in table:
        return None
    value = table[key]
    if not isinstance(value, str):
        raise SettingsError(f"{where}: {key} must be a text in quotes, found {_kind(value)}")
    if not value.strip():
        raise SettingsError(f"{where}: {key} is empty; write a text between the quotes")
    if not value.strip().isprintable():
        raise SettingsError(
            f"{where}: {key} holds a line break or another control character; write it in one line"
        )
    return value.strip()


def _read_seeds(table: Mapping[str, object], where: str) -> tuple[str, ...]:
    if "seeds" not in table:
        raise SettingsError(f'{where}: has no seeds; add a line like seeds = ["tariff", "trade"]')
    seeds = table["seeds"]
    if not isinstance(seeds, list):
        raise SettingsError(
            f"{where}: seeds must be a list of texts in square brackets, found {_kind(seeds)}"
        )
    if not seeds:
        raise SettingsError(f"{where}: the list of seeds is empty; add at least one word or phrase")
    seen: dict[tuple[str, ...], str] = {}
    for number, seed in enumerate(seeds, 1):
        if not isinstance(seed, str):
            raise SettingsError(
                f"{where}: seed {number} must be a text in quotes, found {_kind(seed)}"
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


def _suggest(key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key.lower(), list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text",
             list: "a list", dict: "a table"}  # fmt: skip
    return names.get(type(value), f"a {type(value).__name__}")
