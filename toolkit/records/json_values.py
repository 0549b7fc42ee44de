"""JSON values from text and lines: strict, then tolerant, then what is whole of one cut short."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import DecodeError
from msgspec.json import decode

from toolkit.errors import FormatError

DEEPEST = 1000  # levels of nesting
_CALL = re.compile(r"\s*(?:/\*.{0,200}?\*/\s*)?[A-Za-z_$][\w$.]{0,200}\s*\(\s*(?=[{\[])", re.DOTALL)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)
_SIGN = re.compile(r"[^\s,\ufeff]")
_CLOSING = {"{": "}", "[": "]"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def load_line(line: bytes) -> Any:
    """The JSON value of a line.

    Raises:
        ValueError: It is none; the message says why, in few words.

    >>> load_line(b'{"score": NaN}'), load_line(b'{"a": 1')
    Traceback (most recent call last):
    ValueError: not JSON
    """
    try:
        return decode(line)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        if "ecursion" in str(error) or _is_deep(line):
            raise ValueError(f"nested deeper than {DEEPEST} levels") from None
    try:
        return _whole_letters(json.loads(line.decode("utf-8", "replace").removeprefix("\ufeff")))
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None


def load_value(text: str, source: str) -> tuple[Any, str | None]:
    """The JSON value of a text, and what had to be recovered, or None.

    A JavaScript call around the value is taken off; a text of several values, one after the other,
    gives them as one list, with what is in those that are lists; of a text that is cut short, what
    is whole is given.

    Raises:
        FormatError: It holds no JSON, or it nests too deep.

    >>> load_value('[{"id": 1}, {"id": 2}, {"id"', "x")[0]
    [{'id': 1}, {'id': 2}]
    >>> load_value('[{"id": 1}]\\n[{"id": 2}, {"id": 3}]', "x")[0]
    [{'id': 1}, {'id': 2}, {'id': 3}]
    >>> load_value('/**/ app.show({"id": 1});', "x")
    ({'id': 1}, None)
    """
    if call := _CALL.match(text):
        text = text[call.end() : text.rfind(")")] if text.rstrip()[-2:].count(")") else text
        text = text[call.end() :] if _CALL.match(text) else text
    try:
        return decode(text.encode("utf-8", "replace")), None
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        problem = str(error)
    if "ecursion" in problem or _is_deep(text):
        raise FormatError(
            f"{source}: is JSON that nests deeper than {DEEPEST} levels, which no export does"
        )
    try:
        return _whole_letters(json.loads(text)), None
    except (ValueError, RecursionError):
        pass
    if (several := _load_several(text)) is not None:
        return several
    recovered = _close(text)
    if recovered is None:
        raise FormatError(
            f"{source}: looks like JSON and is none ({problem}); save or export it again"
        )
    value, end = recovered
    return value, (
        f"the JSON is broken or ends too early; what is complete before character {end:,} of "
        f"{len(text):,} is read"
    )


def cut_texts(value: Any, longest: int) -> int:
    """Cut the texts of a value that are longer than some characters, in place; how many were.

    >>> value = [{"text": "too long"}, "short"]
    >>> cut_texts(value, 5), value
    (1, [{'text': 'too l'}, 'short'])
    """
    cut = 0
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        pairs = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, item in pairs if isinstance(holder, dict | list) else ():
            if isinstance(item, str) and len(item) > longest:
                holder[key] = item[:longest]
                cut += 1
            elif isinstance(item, dict | list):
                waiting.append(item)
    return cut


def _load_several(text: str) -> tuple[list[Any], str | None] | None:
    """The values of a text that holds several, one after the other; None where it doesn't."""
    decode_next = json.JSONDecoder().raw_decode
    values: list[Any] = []
    number = place = 0
    while place := _next_sign(text, place):
        try:
            value, end = decode_next(text, place - 1)
        except (ValueError, RecursionError):
            break
        number += 1
        values += value if isinstance(value, list) else [value]
        place = end
    rest = _close(text[place - 1 :]) if number and place else None
    if number + (rest is not None) < 2:
        return None
    if not place:
        return _whole_letters(values), None
    if rest is not None:
        values += rest[0] if isinstance(rest[0], list) else [rest[0]]
    return _whole_letters(values), (
        f"the JSON is broken or ends too early; what is complete of the last part, from character "
        f"{place - 1:,} of {len(text):,} on, is read"
    )


def _next_sign(text: str, place: int) -> int:
    """The place after the next sign that is no white space and no comma, or 0."""
    match = _SIGN.search(text, place)
    return match.end() if match else 0


def _close(text: str) -> tuple[Any, int] | None:
    """What a cut text holds up to the last whole entry of a list, with all closed after it."""
    stack: list[str] = []
    best: tuple[int, str] | None = None
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign in _CLOSING:
            stack.append(sign)
            if len(stack) > DEEPEST:
                return None
        elif sign in ("}", "]"):
            if not stack or _CLOSING[stack.pop()] != sign:
                break
            if stack and stack[-1] == "[":
                best = match.end(), "".join(stack)
    if best is None:
        return None
    end, opened = best
    closed = text[:end] + "".join(_CLOSING[sign] for sign in reversed(opened))
    try:
        return _whole_letters(json.loads(closed[closed.find(opened[0]) :])), end
    except (ValueError, RecursionError):
        return None


def _is_deep(text: bytes | str) -> bool:
    """Whether brackets nest deeper than is read, as far as the first of them tell."""
    head = text[: 4 * DEEPEST * 10]
    plain = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
    depth = deepest = 0
    for match in _TOKEN.finditer(plain):
        if match[0] in _CLOSING:
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] in ("}", "]"):
            depth -= 1
    return deepest > DEEPEST


def _whole_letters(value: Any) -> Any:
    """The value with halves of letters (a lone ``\\ud83d``) replaced: no file can hold them."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole_letters(item) for item in value]
    if isinstance(value, dict):
        return {_whole_letters(name): _whole_letters(item) for name, item in value.items()}
    return value
