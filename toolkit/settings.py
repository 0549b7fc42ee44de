"""Settings files in TOML: reading them, and what their errors have in common."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.errors import SettingsError


def read_toml(path: Path, *, what: str, example: str) -> dict[str, Any]:
    """The content of a settings file.

    Args:
        path: The file.
        what: What it is, for messages ("topics file").
        example: What such a file holds, for messages ("write topics as ...").

    Raises:
        SettingsError: It can't be read, or isn't TOML; the sentence says why.
    """
    try:
        if path.is_dir():
            raise SettingsError(f"{path}: is a folder, not a {what}; give the TOML file in it")
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text)
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such {what}; check the path") from None
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(f"{path}: the {what} can't be read ({reason})") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SettingsError(
            f"{path}: line {line} is not UTF-8 text; save the {what} in UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        raise SettingsError(
            f"{path}: not valid TOML: {message[:1].lower()}{message[1:]}; mend it there, "
            f"or {example}"
        ) from error
    except RecursionError:
        raise SettingsError(f"{path}: nested too deeply for a {what}") from None


def read_tables(
    path: Path, kinds: Sequence[str], *, what: str, example: str
) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """The tables of a settings file that holds nothing else: ``[[kind]]`` by kind.

    Args:
        path: The file.
        kinds: The kinds of tables it may hold.
        what: What it is, for messages ("targets file").
        example: What one table looks like, for messages.

    Returns:
        For each kind its tables in file order, each with the words that say where it is.

    Raises:
        SettingsError: It can't be read, isn't TOML, holds something else, or no table.
    """
    content = read_toml(path, what=what, example=f"write {example}")
    names = " and ".join(f"[[{kind}]]" for kind in kinds)
    for key in content:
        if key not in kinds:
            raise SettingsError(
                f"{path}: unknown key {key!r} outside the tables{suggest(key, kinds)}; "
                f"a {what} holds {names} tables only, so remove or rename it"
            )
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for kind in kinds:
        tables = content.get(kind, [])
        if isinstance(tables, dict):
            raise SettingsError(
                f"{path}: found [{kind}]; write it with double brackets, [[{kind}]]"
            )
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise SettingsError(f"{path}: {kind!r} must be [[{kind}]] tables; write {example}")
        found[kind] = [
            (_say_where(path, kind, number, table), table) for number, table in enumerate(tables, 1)
        ]
    if not any(found.values()):
        raise SettingsError(f"{path}: the {what} holds nothing; add at least one: {example}")
    return found


def read_text(table: Mapping[str, object], key: str, where: str) -> str | None:
    """A one-line text, without white space around it; None if the key is missing."""
    if key not in table:
        return None
    value = table[key]
    if not isinstance(value, str):
        raise SettingsError(f"{where}: {key} must be a text in quotes, found {name_type(value)}")
    if not value.strip():
        raise SettingsError(f"{where}: {key} is empty; write a text between the quotes")
    if not value.strip().isprintable():
        raise SettingsError(
            f"{where}: {key} holds a line break or another control character; write it in one line"
        )
    return value.strip()


def _say_where(path: Path, kind: str, number: int, table: Mapping[str, object]) -> str:
    name = next((table[key] for key in ("name", "word", "phrase") if key in table), None)
    named = f" ({name.strip()!r})" if isinstance(name, str) and name.strip() else ""
    return f"{path}: {kind} {number}{named}"


def check_keys(table: Mapping[str, object], known: Iterable[str], where: str) -> None:
    """Raise :class:`SettingsError` for a key of a table that is not known."""
    names = list(known)
    for key in table:
        if key not in names:
            raise SettingsError(
                f"{where}: unknown key {key!r}{suggest(key, names)}; "
                f"the known keys are {', '.join(names)}, so remove or rename it"
            )


def quote(text: str) -> str:
    """A text as TOML writes it: in single quotes where that can be, so that backslashes stay.

    >>> print(quote("two words"), quote("it's"))
    'two words' "it's"
    """
    if "'" in text or not text.isprintable():
        return json.dumps(text, ensure_ascii=not text.isprintable())
    return f"'{text}'"


def suggest(key: str, known: Iterable[str]) -> str:
    """A known name like the one that was given, in brackets; empty without one.

    >>> suggest("sedes", ["name", "seeds"])
    " (did you mean 'seeds'?)"
    """
    close = difflib.get_close_matches(key.lower(), list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def name_type(value: object) -> str:
    """What a value of a settings file is, in words.

    >>> name_type(3), name_type([])
    ('a number', 'a list')
    """
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text",
             list: "a list", dict: "a table"}  # fmt: skip
    return names.get(type(value), f"a {type(value).__name__}")
