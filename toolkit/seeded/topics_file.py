"""The analyst's topics: reading and checking the TOML file.

::

    [[topic]]
    name = "rare_earths"
    label = "Rare earths"          # optional; "Rare earths" would be made of the name too
    seeds = ["rare earth", "mineral", "min*", "WTO"]
    rules = ['china NEAR/5 (export OR quota)']     # optional: what shows the topic, too
    exclude = ["mineral water"]                    # optional: occurrences that don't count
    unless = ["bitcoin"]                           # optional: comments that aren't of the topic

How seeds match is told in :mod:`toolkit.seeded.seeds`, how rules are written in
:mod:`toolkit.seeded.rules`. ``exclude`` and ``unless`` hold words, phrases or rules:

* A word in an excluded phrase shows nothing, for seeds and rules alike; the same word elsewhere in
  the comment does. (Of two that overlap the longer counts: with the seed "Deputy Prime Minister",
  excluding "prime minister" leaves it as it is.)
* A comment that holds one of ``unless`` isn't of the topic, whatever else it holds. NOT says the
  same within a rule, for that rule alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import SettingsError
from toolkit.seeded.patterns import Patterns, parse_patterns
from toolkit.settings import check_keys, name_type, read_text, read_toml, suggest

_PATTERNS = ("seeds", "rules", "exclude", "unless")
_KEYS = ("name", "label", *_PATTERNS)
_EXAMPLE = '[[topic]], then name = "trade", then seeds = ["tariff", "trade war"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of the analyst's.

    Attributes:
        name: Unique in the file; stands in the tables.
        label: How the report calls it.
        seeds: Words and phrases that show it, as the analyst wrote them.
        rules: Rules that show it.
        exclude: Words, phrases and rules; what they match doesn't count.
        unless: Words, phrases and rules; a comment that holds one isn't of the topic.
    """

    name: str
    label: str
    seeds: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def shown_by(self) -> tuple[str, ...]:
        """Seeds, then rules: any of them shows the topic."""
        return (*self.seeds, *self.rules)


def describe_topic(topic: Topic) -> str:
    """What shows a topic, in one line.

    >>> describe_topic(Topic(name="war", label="War", seeds=("war",), exclude=("price war",)))
    'Seeds: war. Not counted: price war.'
    """
    parts = {
        "Seeds": topic.seeds,
        "Rules": topic.rules,
        "Not counted": topic.exclude,
        "Not in comments with": topic.unless,
    }
    said = [f"{what}: {', '.join(written)}" for what, written in parts.items() if written]
    return ". ".join(said) + ("." if len(said) > 1 else "")


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
    _check_names(topics, str(path))
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
    written = {key: _read_list(table, key, where) for key in _PATTERNS}
    parse_patterns(where, **written)
    return Topic(name=name, label=label or spaced[:1].upper() + spaced[1:] or name, **written)


def _read_list(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    if key not in table:
        return ()
    texts = table[key]
    what = f"the list of {key}" if key in ("seeds", "rules") else f"the list {key!r}"
    if not isinstance(texts, list):
        raise SettingsError(
            f"{where}: {key} must be a list of texts in square brackets, found {name_type(texts)}"
        )
    if not texts:
        raise SettingsError(f"{where}: {what} is empty; add a word or phrase, or remove the line")
    return tuple(texts)


def check_topics(topics: Sequence[Topic]) -> None:
    """Check topics that were not read from a file.

    Raises:
        SettingsError: No topics, two of one name, or a seed or rule that can't be used.
    """
    if not topics or not all(isinstance(topic, Topic) for topic in topics):
        raise SettingsError("no topics; give a list of Topic, or the path of a topics file")
    _check_names(topics, "topics")
    for topic in topics:
        parse_topic(topic)


def parse_topic(topic: Topic) -> Patterns:
    """The patterns of a topic.

    Raises:
        SettingsError: One can't be used, or there are none.
    """
    return parse_patterns(
        f"topic {topic.name!r}", seeds=topic.seeds, rules=topic.rules, exclude=topic.exclude,
        unless=topic.unless,
    )  # fmt: skip


def _check_names(topics: Iterable[Topic], where: str) -> None:
    seen: dict[str, int] = {}
    for number, topic in enumerate(topics, 1):
        key = topic.name.casefold()
        if key in seen:
            raise SettingsError(
                f"{where}: topic {number} ({topic.name!r}) has the name of topic {seen[key]}; "
                f"rename one of them, or put their seeds together"
            )
        seen[key] = number
