"""What shows a topic: seeds, rules, and what doesn't count, read from what the analyst wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.errors import SettingsError
from toolkit.seeded.rule_syntax import is_rule, parse_rule
from toolkit.seeded.rules import One, Rule
from toolkit.seeded.seeds import parse_seed, seed_key
from toolkit.settings import name_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What shows a topic, in the order in which it was written.

    Attributes:
        shows: Seeds, then rules: any of them shows the topic.
        exclude: Words of which an occurrence doesn't count.
        unless: What a comment of the topic must not hold.
    """

    shows: tuple[Rule, ...]
    exclude: tuple[Rule, ...]
    unless: tuple[Rule, ...]


def parse_patterns(
    where: str,
    *,
    seeds: Sequence[str],
    rules: Sequence[str] = (),
    exclude: Sequence[str] = (),
    unless: Sequence[str] = (),
) -> Patterns:
    """Read the patterns of a topic.

    Args:
        where: Which topic it is, for messages.
        seeds: Words and phrases (:mod:`toolkit.seeded.seeds`).
        rules: Rules (:mod:`toolkit.seeded.rules`).
        exclude: Words, phrases or rules.
        unless: Words, phrases or rules.

    Raises:
        SettingsError: One can't be used, stands twice, or there are neither seeds nor rules.
    """
    if not seeds and not rules:
        raise SettingsError(
            f'{where}: has no seeds; add a line like seeds = ["tariff", "trade"], or rules'
        )
    return Patterns(
        shows=(*_parse_seeds(seeds, where), *_parse_rules(rules, where)),
        exclude=_parse_either(exclude, "exclude", where),
        unless=_parse_either(unless, "unless", where),
    )


def _parse_seeds(seeds: Sequence[str], where: str) -> tuple[Rule, ...]:
    seen: dict[tuple[str, ...], str] = {}
    for number, seed in enumerate(seeds, 1):
        _check_text(seed, f"{where}: seed {number}")
        try:
            key = seed_key(parse_seed(seed))
        except SettingsError as error:
            raise SettingsError(f"{where}: seed {number} {error}") from None
        _check_new(seen, key, seed, f"{where}: seed {number}")
    return tuple(One(seed) for seed in seeds)


def _parse_rules(rules: Sequence[str], where: str) -> tuple[Rule, ...]:
    seen: dict[tuple[str, ...], str] = {}
    parsed = []
    for number, rule in enumerate(rules, 1):
        _check_text(rule, f"{where}: rule {number}")
        parsed.append(_parse_rule(rule, f"{where}: rule {number}"))
        _check_new(seen, tuple(rule.split()), rule, f"{where}: rule {number}")
    return tuple(parsed)


def _parse_either(written: Sequence[str], key: str, where: str) -> tuple[Rule, ...]:
    """Words, phrases and rules."""
    seen: dict[tuple[str, ...], str] = {}
    parsed: list[Rule] = []
    for number, text in enumerate(written, 1):
        place = f"{where}: {key} {number}"
        _check_text(text, place)
        if is_rule(text):
            parsed.append(_parse_rule(text, place))
        else:
            try:
                parse_seed(text)
            except SettingsError as error:
                raise SettingsError(f"{place} {error}") from None
            parsed.append(One(text))
        _check_new(seen, tuple(text.split()), text, place)
    return tuple(parsed)


def _parse_rule(rule: str, where: str) -> Rule:
    try:
        return parse_rule(rule)
    except SettingsError as error:
        joint = ", " if str(error).startswith("at character") else " "
        raise SettingsError(f"{where}{joint}{error}") from None


def _check_text(text: object, where: str) -> None:
    if not isinstance(text, str):
        raise SettingsError(f"{where} must be a text in quotes, found {name_type(text)}")


def _check_new(
    seen: dict[tuple[str, ...], str], key: tuple[str, ...], written: str, where: str
) -> None:
    if key in seen:
        raise SettingsError(f"{where} {written!r} repeats {seen[key]!r}; remove one of them")
    seen[key] = written
