"""Texts as the cells of an Excel workbook hold them.

What XML can't hold (control characters) stands as ``_xHHHH_``, as Excel itself writes it
(ECMA-376, part 1, 22.9.2.19, ``ST_Xstring``); a text of more characters than a cell holds goes on
in further columns, ``text (continued 2)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

MOST_ROWS = 1_048_576  # of a sheet
MOST_CHARACTERS = 32_767  # of a cell, in units of UTF-16 (Excel specifications and limits)
_CONTINUED = re.compile(r"(.+) \(continued ([1-9]\d{0,4})\)", re.DOTALL)
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escape(text: str) -> str:
    """The text as a cell holds it.

    >>> escape("a\\x0bb"), escape("_x000b_ as typed")
    ('a_x000B_b', '_x005F_x000b_ as typed')
    """
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    """What a cell's text stands for.

    >>> unescape("a_x000B_b"), unescape("_x005F_x000b_ as typed")
    ('a\\x0bb', '_x000b_ as typed')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def cut_text(text: str) -> list[str]:
    """The text in parts that a cell can hold, never cut within an escape or a character."""
    data = text.encode("utf-16-le")
    parts, start = [], 0
    while len(data) - start > MOST_CHARACTERS * 2:
        end = start + MOST_CHARACTERS * 2
        tail = data[end - 14 : end + 12].decode("utf-16-le", "replace")
        inside = next((found.start() for found in _ESCAPED.finditer(tail)
                       if found.start() < 7 < found.end()), None)  # fmt: skip
        if inside is not None:
            end -= 2 * (7 - inside)
        elif 0xDC00 <= int.from_bytes(data[end : end + 2], "little") < 0xE000:
            end -= 2  # the second half of a character
        parts.append(data[start:end].decode("utf-16-le"))
        start = end
    return [*parts, data[start:].decode("utf-16-le")]


def find_continued(header: Sequence[Any]) -> dict[int, int]:
    """The place of each column that goes on with another, and that other's."""
    further: dict[int, int] = {}
    for place, name in enumerate(header):
        found = _CONTINUED.fullmatch(name) if isinstance(name, str) else None
        number = int(found[2]) if found else 0
        first = place - number + 1
        if found and first >= 0 and header[first] == found[1] and (
            number == 2 or further.get(place - 1) == first
        ):  # fmt: skip
            further[place] = first
    return further
