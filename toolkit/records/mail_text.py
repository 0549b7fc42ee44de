"""Texts of messages: what the writer wrote, with quotations and signatures marked ``> ``.

Told by structure: lines that begin with ``>``; the line before them that says who wrote them
(it ends in a colon and holds a time or an address, in whatever language); what follows ``-- ``
(RFC 3676, 4.3), a list's footer, or the head of a forwarded message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.records.mail_headers import hide_addresses
from toolkit.records.markup import from_plain

_QUOTED = re.compile(r"[ ]?(?:(?:>[ \t]?)+|[A-Z]{1,4}>[ \t]?)")
# quotation signs of some programs, told only after a line that says who wrote what follows
_SIGN = re.compile(r"[ ]?([:|}])(?:[ \t]|\Z|(?<!:)(?=[^\W_]))")
_COLON = re.compile(r"[:：]\s*\Z")
_DATE = re.compile(  # a whole date, its month as a number or a word
    r"\d{4}\s?[-/.年]\s?\d\d?\s?[-/.月]\s?\d\d?|\b\d\d?[./-]\s?\d\d?[./-]\s?\d{2,4}\b|"
    r"\b\d\d?\.?[\s-]+(?:de\s+)?[^\W\d_]{3,12}\.?,?[\s-]+(?:de\s+)?\d{2,4}\b|"
    r"[^\W\d_]{3,12}\.?\s+\d\d?(?:st|nd|rd|th)?,?\s+\d{4}\b"
)
_CLOCK = re.compile(r"\b\d\d?:\d\d\b")
_ADDRESS = re.compile(r"…@…|<[^<>]{3,}>|\S@\S|\[mailto:|\S at (?:[\w-]+\.)+[A-Za-z]{2,}\b")
# verbs of lines without time or address ("Ann wrote:")
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|écrit|écrivait|escribi[óo]|escribe|escreveu|scritto|scrive|"
    r"schreef|skrev|skriver|kirjoitti|napisał[a]?|napsal[a]?|írta|yazdı|написал[а]?|писал[а]?|пишет)\b",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"\s*-{2,}\s?[^\s-][^-]{2,60}-{2,}\s*\Z|\s*_{20,}\s*\Z")
_LABEL = re.compile(r"\s*\*?[^\W\d_][\w ./-]{0,24}\s?[:：]\*?(?:\s|\Z)")
_FOOTER = re.compile(r"[_=-]{30,}\s*\Z")
_LIST = re.compile(r"https?://|mailto:|…@…|\S@\S| at \S+\.\w{2,}|mailing list", re.IGNORECASE)
_BULLET = re.compile(r"\s|[*+•o-]\s|\(?[\w]{1,3}[.)]\s|\[\d+\]|https?://|[|#=_~$]")
_MOST_FOOTER = 8  # lines of a list's footer
_MOST_INTRODUCING = 4  # lines that say who wrote what is quoted
_LONGEST_INTRODUCING = 400  # characters of them
_MOST_SIGNATURE = 13  # lines of a signature whose mark lost its space
_NARROWEST, _WIDEST = 55, 82  # columns at which mail programs wrap
_SLACK = 24  # columns that a word too long for the line may have left free
_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_OWN, _QUOTE, _OTHER, _SIGNATURE = "own", "quote", "other", "signature"


def mark_others(text: str, *, own: str | None = None) -> tuple[str, int]:
    """The text with the words of others and the signature marked, and addresses hidden.

    Args:
        text: The text of a message.
        own: The writer's name before the ``@``, to be hidden where it is spelt out.

    Returns:
        The plain text, and the number of addresses in it.

    >>> text = "I see.\\n\\nOn 3 May 2014, Ann <ann@site.example> wrote:\\n>Hi\\n>>Ho\\n-- \\nBob"
    >>> print(mark_others(text)[0])
    I see.
    <BLANKLINE>
    > On 3 May 2014, Ann <…@…> wrote:
    > Hi
    > > Ho
    <BLANKLINE>
    > --
    > Bob
    """
    plain = _ENDS.sub("\n", text.replace("\u00a0", " "))
    lines = [line if line == "-- " else line.rstrip() for line in plain.strip("\n").split("\n")]
    marks = [_QUOTE if _QUOTED.match(line) else _OWN for line in lines]
    _mark_signs(lines, marks)
    _mark_introductions(lines, marks)
    _mark_ends(lines, marks)
    made, before, hidden = [], _OWN, 0
    for mark, line in _join_wrapped(lines, marks):
        plain, count = hide_addresses(line, spelt=mark in (_OTHER, _SIGNATURE), own=own)
        hidden += count
        shown = line.strip() and mark
        if shown and before != shown and (shown == _SIGNATURE or _OWN in (before, shown)):
            made.append("")
        if line.strip():
            before = mark
        if mark == _OWN or not line.strip():
            made.append(plain)
        else:
            made.append(_normal(plain) if mark == _QUOTE else f"> {plain.strip()}")
    return from_plain("\n".join(made)), hidden


def unflow(text: str, *, delete_space: bool = False) -> str:
    """A text of ``format=flowed`` (RFC 3676) with its paragraphs in one line each.

    >>> unflow("One \\ntwo.\\n> a \\n> b\\n-- \\n  x")
    'One two.\\n> a b\\n-- \\n x'
    """
    made: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        rest = line[depth:]
        rest = rest[1:] if rest.startswith(" ") else rest
        if rest == "-- ":
            made.append(f"{'>' * depth} -- " if depth else "-- ")
            open_depth = -1
            continue
        if depth == open_depth:
            made[-1] += rest
        else:
            made.append(f"{'>' * depth} {rest}" if depth else rest)
        flows = rest.endswith(" ")
        if flows and delete_space:
            made[-1] = made[-1][:-1]
        open_depth = depth if flows else -1
    return "\n".join(made)


def _mark_signs(lines: Sequence[str], marks: list[str]) -> None:
    """Mark quotations whose lines begin with another sign, where a line says whose words follow."""
    for place in range(1, len(lines)):
        match = _SIGN.match(lines[place])
        if match is None or marks[place] != _OWN or marks[place - 1] == _QUOTE:
            continue
        last = next((n for n in (place - 1, place - 2) if n >= 0 and lines[n].strip()), None)
        if last is None or not _COLON.search(lines[last]):
            continue
        first = _introduction(lines, marks, last)
        says = "" if first is None else " ".join(lines[first : last + 1])
        if not (_WROTE.search(says) or _ADDRESS.search(says)):
            continue
        end = place
        while end < len(lines) and (
            ((other := _SIGN.match(lines[end])) and other[1] == match[1])
            or (not lines[end].strip() and end + 1 < len(lines)
                and (after := _SIGN.match(lines[end + 1])) and after[1] == match[1])
        ):  # fmt: skip
            marks[end] = _QUOTE
            end += 1


def _mark_introductions(lines: Sequence[str], marks: list[str]) -> None:
    """Mark the lines before a quotation that say whose words they are."""
    for place in range(1, len(lines)):
        if marks[place] != _QUOTE or marks[place - 1] == _QUOTE:
            continue
        last = place - 1
        while last >= max(place - 2, 0) and not lines[last].strip():
            last -= 1
        if last < 0 or marks[last] != _OWN or not _COLON.search(lines[last]):
            continue
        first = _introduction(lines, marks, last)
        if first is not None:
            marks[first : last + 1] = [_OTHER] * (last + 1 - first)


def _introduction(lines: Sequence[str], marks: Sequence[str], last: int) -> int | None:
    """The first of the lines up to ``last`` that say whose words follow, or None."""
    weaker, joined = None, ""
    for first in range(last, max(last - _MOST_INTRODUCING, -1), -1):
        if not lines[first].strip() or marks[first] != _OWN:
            break
        joined = f"{lines[first]} {joined}"
        if len(joined) > _LONGEST_INTRODUCING:
            break
        if _DATE.search(joined):
            return first
        if weaker is None and any(p.search(joined) for p in (_ADDRESS, _WROTE, _CLOCK)):
            weaker = first
    return weaker


def _mark_ends(lines: Sequence[str], marks: list[str]) -> None:
    """Mark signatures, lists' footers and forwarded messages."""
    for place, line in enumerate(lines):
        if marks[place] == _OWN:
            is_short = line == "--" and len(lines) - place <= _MOST_SIGNATURE
            is_footer = (
                len(lines) - place <= 2 * _MOST_FOOTER
                and _FOOTER.match(line)
                and _is_footer(lines[place + 1 :])
            )
            is_head = _FORWARDED.match(line) and _is_head(lines[place + 1 : place + 8])
            if line == "-- " or is_short or is_footer or is_head:
                ending = _OTHER if is_head else _SIGNATURE
                marks[place:] = [mark if mark == _QUOTE else ending for mark in marks[place:]]
                return


def _is_footer(lines: Sequence[str]) -> bool:
    """Whether the lines after a rule are the few of a list that names itself and its address."""
    shown = [line[:_LONGEST_INTRODUCING] for line in lines if line.strip()]
    return 0 < len(shown) <= _MOST_FOOTER and any(map(_LIST.search, shown))


def _is_head(lines: Sequence[str]) -> bool:
    """Whether lines are the head of a message: labels, one of them with a time or an address."""
    labels = [line[:_LONGEST_INTRODUCING] for line in lines if _LABEL.match(line)]
    shown = [line for line in lines if line.strip()]
    return (
        len(labels) >= 2
        and bool(shown)
        and bool(_LABEL.match(shown[0]))
        and any(pattern.search(line) for line in labels for pattern in (_DATE, _CLOCK, _ADDRESS))
    )


def _join_wrapped(lines: Sequence[str], marks: Sequence[str]) -> list[tuple[str, str]]:
    """The lines with their marks; the writer's, where wrapped at a column, as paragraphs.

    A line goes on where its next word would not have fitted.
    """
    own = [len(line) for line, mark in zip(lines, marks, strict=True)
           if mark == _OWN and not _BULLET.match(line)]  # fmt: skip
    width = max((size for size in own if size <= _WIDEST), default=0)
    made: list[tuple[str, str]] = []
    full = 0  # columns of the line that may go on
    for line, mark in zip(lines, marks, strict=True):
        if mark == _OWN and line.strip():
            first = len(line.split(None, 1)[0])
            if full and not _BULLET.match(line) and full + 1 + first > width:
                made[-1] = _OWN, f"{made[-1][1]} {line}"
            else:
                made.append((mark, line))
            prose = width >= _NARROWEST and "  " not in line.strip().replace(".  ", ". ")
            full = len(line) if prose and width - len(line) < _SLACK <= len(line) else 0
        else:
            made.append((mark, line))
            full = 0
    return made


def _normal(line: str) -> str:
    """A quoted line with one ``> `` for each level.

    >>> _normal(">>So"), _normal("> > So"), _normal("AB> So")
    ('> > So', '> > So', '> So')
    """
    match = _QUOTED.match(line) or _SIGN.match(line)
    depth = max(match[0].count(">"), 1) if match else 1
    return "> " * depth + (line[match.end() :] if match else line)
