"""Reading a rule as the analyst wrote it; what can't be read is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.errors import SettingsError
from toolkit.seeded.rules import Every, Near, No, One, Rule, Some, Term, needs_words
from toolkit.seeded.seeds import is_function_word, parse_seed
from toolkit.text import straighten_quotes

_TOKEN = re.compile(r'"[^"]*"|[()"]|[^\s()"]+')
_DISTANCE = re.compile(r"(NEAR|BEFORE)/0*(\d{1,3})")
_OTHER_DISTANCE = re.compile(r"(?i)(near|before|adj|pre|onear|within|w|n)/?~?\d*")
_OPERATOR = re.compile(r"AND|OR|NOT|(?:NEAR|BEFORE)\b.*")
_DEEPEST = 100  # parentheses in parentheses
_FARTHEST = 100  # words
_EXAMPLE = 'china AND (mine* OR "rare earth")'


class _Token(NamedTuple):
    text: str
    place: int


@dataclass(slots=True)
class _Group:
    """What was read so far of one pair of parentheses, or of the whole rule."""

    opened: _Token | None
    parts: list[Rule] = field(default_factory=list)
    operators: list[_Token] = field(default_factory=list)
    negation: _Token | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a word must come next."""
        return len(self.parts) == len(self.operators)

    def add(self, part: Rule) -> None:
        self.parts.append(No(part) if self.negation else part)
        self.negation = None


def is_rule(written: str) -> bool:
    """Whether a text is written as a rule, not as a word or phrase.

    >>> is_rule("sanction a marriage"), is_rule("sanction NEAR/3 marriage")
    (False, True)
    """
    tokens = _TOKEN.findall(straighten_quotes(written))
    return any(token[0] in '()"' or _OPERATOR.fullmatch(token) for token in tokens)


def parse_rule(written: str) -> Rule:
    """Read a rule.

    Raises:
        SettingsError: It can't be read, or could be true of a comment without any of its words;
            the sentence lacks its beginning (which rule of which topic), which the caller knows.

    >>> parse_rule("war AND OR peace")
    Traceback (most recent call last):
    toolkit.errors.SettingsError: at character 9, 'OR': found an operator where a word ...
    """
    text = straighten_quotes(written)
    groups = [_Group(None)]
    token = _Token("", 0)
    for token in _tokens(text):
        _take(groups, token)
    last = groups[-1]
    if last.opened is not None:
        raise _error(last.opened, "this parenthesis is never closed; add the missing ')'")
    if not last.parts and not last.negation:
        raise SettingsError(f"is empty; write a condition like {_EXAMPLE}")
    if last.is_waiting or last.negation:
        raise SettingsError(
            f"ends after {token.text!r}, where a word must follow; add it, or remove {token.text!r}"
        )
    rule = _join(last)
    _check_words(rule)
    return rule


def _take(groups: list[_Group], token: _Token) -> None:
    """Read one token into the groups that are open."""
    group, text = groups[-1], token.text
    if text == ")":
        _close(groups, token)
    elif text == "NOT":
        if group.negation:
            raise _error(token, "NOT stands twice; remove one")
        if not group.is_waiting:  # "a NOT b" is "a AND NOT b"
            group.operators.append(_Token("AND", token.place))
        group.negation = token
    elif _OPERATOR.fullmatch(text):
        if group.is_waiting or group.negation:
            raise _error(
                token, f"found an operator where a word or '(' was expected; write words on both "
                f"sides of it, as in {_EXAMPLE}, or put it in quotation marks if it is a word"
            )  # fmt: skip
        _distance(token)
        group.operators.append(token)
    elif not group.is_waiting:
        raise _error(token, _say_missing_operator(text))
    elif text == "(":
        if len(groups) > _DEEPEST:
            raise _error(token, f"more than {_DEEPEST} parentheses in each other; write it flatter")
        groups.append(_Group(token))
    elif text == '"':
        raise _error(token, "this quotation mark is never closed; add the missing one")
    else:
        group.add(One(_parse_term(token)))


def _close(groups: list[_Group], token: _Token) -> None:
    group = groups[-1]
    if group.opened is None:
        raise _error(token, "this parenthesis was never opened; remove it or add the missing '('")
    if group.is_waiting or group.negation:
        raise _error(token, "a word must stand before this parenthesis; add it")
    groups.pop()
    groups[-1].add(_join(group))


def _join(group: _Group) -> Rule:
    """One rule of what stands side by side."""
    kinds = {_kind(token): token for token in group.operators}
    if "OR" in kinds and len(kinds) > 1:
        other = next(token for kind, token in kinds.items() if kind != "OR")
        raise _error(
            other, "stands beside OR, so that it's open what belongs together; put parentheses "
            "around one of the two, as in a AND (b OR c)"
        )  # fmt: skip
    if "OR" in kinds:
        return _either(group.parts)
    parts: list[Rule] = [group.parts[0]]
    chained = False
    for operator, part in zip(group.operators, group.parts[1:], strict=True):
        if _kind(operator) == "AND":
            parts.append(part)
        elif chained:
            raise _error(
                operator, "joins a third word; write two conditions, as in "
                "(a NEAR/5 b) AND (b NEAR/5 c)"
            )  # fmt: skip
        else:
            name, distance = _distance(operator)
            left, right = _side(parts[-1], operator), _side(part, operator)
            parts[-1] = Near(left, right, distance, name == "BEFORE")
        chained = _kind(operator) != "AND"
    if len(parts) == 1:
        return parts[0]
    flat = [own for part in parts for own in (part.parts if isinstance(part, Every) else (part,))]
    return Every(tuple(flat))


def _either(parts: Sequence[Rule]) -> Rule:
    terms: set[Term] = set()
    others: list[Rule] = []
    for part in parts:
        if isinstance(part, One):
            terms.add(part.term)
        elif isinstance(part, Some):
            terms |= part.terms
            others += part.parts
        else:
            others.append(part)
    return Some(frozenset(terms), tuple(others))


def _side(part: Rule, operator: _Token) -> frozenset[Term]:
    """The terms of one side of NEAR or BEFORE."""
    if isinstance(part, One):
        return frozenset([part.term])
    if isinstance(part, Some) and not part.parts:
        return part.terms
    raise _error(
        operator, "joins words, phrases, or alternatives such as (a OR b) only; join other "
        "conditions by AND or NOT, with parentheses around this one"
    )  # fmt: skip


def _parse_term(token: _Token) -> Term:
    text = token.text.strip('"')
    if token.text[0] != '"' and _OTHER_DISTANCE.fullmatch(text) and "/" in text:
        raise _error(token, _say_distance())
    try:
        parse_seed(text, function_words=True)
    except SettingsError as error:
        raise _error(token, str(error)) from None
    return text.strip()


def _distance(operator: _Token) -> tuple[str, int]:
    if operator.text in ("AND", "OR"):
        return operator.text, 0
    match = _DISTANCE.fullmatch(operator.text)
    if not match or not 1 <= int(match[2]) <= _FARTHEST:
        raise _error(operator, _say_distance())
    return match[1], int(match[2])


def _kind(operator: _Token) -> str:
    return operator.text if operator.text in ("AND", "OR") else "NEAR"


def _check_words(rule: Rule) -> None:
    if not needs_words(rule):
        raise SettingsError(
            "could be true without any of its words, and there would be nothing to show; add a "
            "word that must be there, as in war NOT trade"
        )
    for term in _loose_terms(rule):
        if is_function_word(parse_seed(term, function_words=True)):
            raise SettingsError(
                f"{term!r} is a function word that stands in almost any comment; use it "
                f"in a phrase, or beside NEAR or BEFORE only"
            )


def _loose_terms(rule: Rule) -> Iterator[Term]:
    """The terms outside NEAR and BEFORE."""
    match rule:
        case One():
            yield rule.term
        case No():
            yield from _loose_terms(rule.part)
        case Every() | Some():
            if isinstance(rule, Some):
                yield from sorted(rule.terms)
            for part in rule.parts:
                yield from _loose_terms(part)
        case Near():
            return


def _tokens(text: str) -> Iterator[_Token]:
    return (_Token(match.group(), match.start() + 1) for match in _TOKEN.finditer(text))


def _say_missing_operator(text: str) -> str:
    if text.upper() in ("AND", "OR", "NOT"):
        return f"found a word where an operator was expected; write {text.upper()} in capitals"
    if _OTHER_DISTANCE.fullmatch(text):
        return _say_distance()
    return (
        "no operator stands before it; write AND, OR, NOT, NEAR/5 or BEFORE/5, or put a phrase in "
        'quotation marks, as in "rare earth"'
    )


def _say_distance() -> str:
    return (
        f"not understood; write NEAR/5 (in either order) or BEFORE/5 (in this order), with a "
        f"number of words from 1 to {_FARTHEST}"
    )


def _error(token: _Token, what: str) -> SettingsError:
    shown = token.text if len(token.text) <= 40 else f"{token.text[:39]}…"
    return SettingsError(f"at character {token.place}, {shown!r}: {what}")
