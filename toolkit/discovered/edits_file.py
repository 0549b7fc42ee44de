"""The analyst's edits of discovered topics: the TOML file, read with its errors, and written.

::

    [[topic]]
    id = "t1"                       # stays the topic's in every run
    name = "War"                    # change it
    found = "war, army, tank"       # the name as it was found
    n = 34
    words = ["war", "army", "tank"]
    ids = ["a:1", "a:7"]            # comments by which it is found again
    merge = ["t4"]                  # add it: topic t4 becomes part of this one

    [[topic]]
    id = "t2"
    name = "Ships"
    split = 2                       # add it: this topic becomes two, t2.1 and t2.2

A topic that a run didn't find again is kept with ``vanished = true``. The parts of a split topic
stand beneath it as ``[[topic.part]]`` with an id, a name, words and ids. Comments (``#``) in the
file are the analyst's: it is never rewritten, a further run writes another file, without them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import OutputError, SettingsError
from toolkit.files import check_writable, whole_file
from toolkit.settings import check_keys, name_type, read_text, read_toml, suggest

_KEYS = ("id", "name", "found", "n", "words", "ids", "vanished", "merge", "split", "part")
_PART_KEYS = ("id", "name", "found", "n", "words", "ids", "vanished")
_MOST_PARTS = 20
_HEADER = """\
# Discovered topics. Give this file with --edits, so that they keep their names in further runs.
# You may change "name"; add  merge = ["t4"]  to put topic t4 into another; add  split = 2  to
# make two of one. Leave the other lines: by them the topics are found again.
"""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A topic as the edits file lists it.

    Attributes:
        id: Stable; ``t1``, ``t2`` and so on, ``t1.1`` for a part.
        name: As the analyst wants it, or as found.
        found: The name that it was found with.
        n: Its comments when it was listed.
        words: Its top words then.
        ids: Comments that it had, all or a sample, the most representative first.
        vanished: Whether the last run didn't find it again.
        merge: Ids of the topics that become part of it.
        split: In how many parts it falls; 0 for none.
        parts: Those parts, as listed.
    """

    id: str
    name: str
    found: str
    n: int
    words: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    vanished: bool = False
    merge: tuple[str, ...] = ()
    split: int = 0
    parts: tuple[Listed, ...] = field(default=())


Edits = tuple[Listed, ...]


def read_edits(path: str | Path) -> Edits:
    """Read an edits file.

    Raises:
        SettingsError: It can't be read, isn't TOML, or an edit can't be made: an unknown key or
            id, a topic merged into itself, into two or in a circle, a merged topic that is split,
            a name that two topics have. The sentence says where and what to do.
    """
    path = Path(path)
    content = read_toml(
        path, what="file of edits", example="write one with `toolkit topics --save-edits`"
    )
    check_keys(content, ["topic"], f"{path}: outside the topics")
    listed = tuple(
        _read_topic(table, where, _KEYS) for table, where in _tables(content, "topic", str(path))
    )
    check_edits(listed, str(path))
    return listed


def check_edits(listed: Edits, where: str = "the edits") -> None:
    """Raise :class:`SettingsError` for edits that contradict each other."""
    known: dict[str, Listed] = {}
    for one in (*listed, *(part for own in listed for part in own.parts)):
        if one.id in known:
            raise SettingsError(f"{where}: the id {one.id!r} stands twice; ids must be unique")
        known[one.id] = one
    topics = [one.id for one in listed]
    into: dict[str, str] = {}
    for one in listed:
        for other in one.merge:
            if other not in topics:
                raise SettingsError(
                    f"{where}: topic {one.id!r} merges {other!r}, which is no topic"
                    f"{suggest(other, topics)}; the topics are {', '.join(topics)}"
                )
            if other == one.id:
                raise SettingsError(f"{where}: topic {other!r} merges itself; remove it there")
            if other in into:
                raise SettingsError(
                    f"{where}: topic {other!r} is merged into {into[other]!r} and {one.id!r}; "
                    f"leave it in one of them"
                )
            into[other] = one.id
    _check_circles(into, where)
    for one in listed:
        if one.split and (one.merge or one.id in into):
            raise SettingsError(
                f"{where}: topic {one.id!r} is merged and split at once; remove one of the two"
            )
    names: dict[str, str] = {}
    for one in _named(listed, into):
        key = " ".join(one.name.casefold().split())
        if key in names:
            raise SettingsError(
                f"{where}: topics {names[key]!r} and {one.id!r} have the name {one.name!r}; give "
                f"each its own, or merge them"
            )
        names[key] = one.id


def check_new(path: str | Path) -> None:
    """Raise :class:`OutputError` if there is a file, so that no edits are lost, or can be none."""
    if Path(path).exists():
        raise OutputError(
            f"{path}: is there already, and edits in it would be lost; choose another name, or "
            f"give it with --edits"
        )
    check_writable(Path(path))


def write_edits(listed: Edits, path: str | Path) -> None:
    """Write an edits file, which must not be there yet.

    Raises:
        OutputError: The file is there, or can't be written.
    """
    path = Path(path)
    check_new(path)
    with whole_file(path) as part:
        part.write_text("".join(_lines(listed)), encoding="utf-8", newline="\n")


def merged_into(listed: Edits) -> dict[str, str]:
    """Of each merged topic the one that it ends in, through merged ones."""
    into = {other: one.id for one in listed for other in one.merge}
    ends: dict[str, str] = {}
    for start in list(into):
        walk = [start]
        while (following := into.get(walk[-1])) and walk[-1] not in ends:
            walk.append(following)
        end = ends.get(walk[-1], walk[-1])
        ends.update(dict.fromkeys(walk[:-1], end))
    return ends


def _check_circles(into: Mapping[str, str], where: str) -> None:
    settled: set[str] = set()
    for start in into:
        walk: dict[str, None] = {}
        at = start
        while at in into and at not in settled:
            if at in walk:
                circle = " into ".join([*list(walk)[list(walk).index(at) :][:9], at])
                raise SettingsError(f"{where}: topics merge in a circle ({circle}); break it")
            walk[at] = None
            at = into[at]
        settled.update(walk)


def _named(listed: Edits, into: Mapping[str, str]) -> Iterator[Listed]:
    """Those whose names stand in tables."""
    for one in listed:
        if one.id not in into:
            yield one
            yield from one.parts if one.split else ()


def _tables(
    content: Mapping[str, object], key: str, where: str
) -> Iterator[tuple[Mapping[str, object], str]]:
    tables = content.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{where}: {key!r} must be tables with double brackets, [[...]]")
    for number, table in enumerate(tables, 1):
        own = table.get("id")
        yield table, f"{where}: {key} {number}" + (f" ({own!r})" if isinstance(own, str) else "")


def _read_topic(table: Mapping[str, object], where: str, keys: Sequence[str]) -> Listed:
    check_keys(table, keys, where)
    found: dict[str, str] = {}
    for key in ("id", "name"):
        text = read_text(table, key, where)
        if text is None:
            raise SettingsError(f'{where}: has no {key}; add a line like {key} = "..."')
        found[key] = text
    parts = tuple(
        _read_topic(part, place, _PART_KEYS) for part, place in _tables(table, "part", where)
    )
    ids = _read_list(table, "ids", where)
    return Listed(
        **found, found=read_text(table, "found", where) or found["name"], ids=ids,
        n=_read_number(table, "n", where, low=0, high=10**12, default=len(ids)),
        words=_read_list(table, "words", where), vanished=_read_flag(table, "vanished", where),
        merge=_read_list(table, "merge", where), parts=parts,
        split=_read_number(table, "split", where, low=2, high=_MOST_PARTS, default=0),
    )  # fmt: skip


def _read_list(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingsError(f'{where}: {key} must be a list of texts, like {key} = ["t4"]')
    return tuple(dict.fromkeys(value))


def _read_number(
    table: Mapping[str, object], key: str, where: str, *, low: int, high: int, default: int
) -> int:
    value = table.get(key, default)
    if key not in table:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        said = repr(value) if isinstance(value, int) else name_type(value)
        raise SettingsError(
            f"{where}: {key} must be a whole number from {low:,} to {high:,}, found {said}"
        )
    return value


def _read_flag(table: Mapping[str, object], key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise SettingsError(f"{where}: {key} must be true or false, found {name_type(value)}")
    return value


def _lines(listed: Edits) -> Iterator[str]:
    yield _HEADER
    for one in listed:
        yield "\n[[topic]]\n"
        yield from _fields(one)
        if one.merge:
            yield f"merge = {_list(one.merge)}\n"
        if one.split:
            yield f"split = {one.split}\n"
        for part in one.parts:
            yield "\n[[topic.part]]\n"
            yield from _fields(part)


def _fields(one: Listed) -> Iterator[str]:
    yield f"id = {_text(one.id)}\nname = {_text(one.name)}\nfound = {_text(one.found)}\n"
    yield f"n = {one.n}\nwords = {_list(one.words)}\nids = {_list(one.ids)}\n"
    if one.vanished:
        yield "vanished = true\n"


def _list(items: Sequence[str]) -> str:
    return f"[{', '.join(_text(item) for item in items)}]"


def _text(text: str) -> str:
    """A text as a basic string of TOML; half characters, which it can't hold, become U+FFFD."""
    plain = text.encode("utf-8", "replace").decode() if not text.isascii() else text
    return "".join(
        json.dumps(c)[1:-1] if c in '"\\' or ord(c) < 32
        else c if c.isprintable() else _escaped(c)
        for c in plain
    ).join('""')  # fmt: skip


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
