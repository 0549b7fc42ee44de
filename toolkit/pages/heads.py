"""Lines with a date that can be the head (or foot) of a comment, seen together.

What stands beside the date is a name at the most, once the words that recur beside the dates of
the page ("Comment by … — … @", "… am … Permanenter Link") are taken off.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.dates import PrintedDate, find_date
from toolkit.pages import vocabulary as words
from toolkit.pages.names import is_proper_name, looks_like_name, strip_connectors

LONGEST_HEAD = 160  # characters of a line that can be the head of a comment
MOST_BESIDE = 14  # words beside the date
HABIT = 0.3  # share of the dated lines in which a word must stand to be the page's own
MOST_SHARE = 0.6  # the same of a word that stands with the same others
VARIED = 0.5  # share of different texts beside a word that tells it from a name
_TOKEN = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")
_BY = re.compile(
    r"(?:by|von|par|por|di|da|de|av|af|door|przez|autor|от|kirjoittaja)\b", re.IGNORECASE
)
_GLUED_COUNT = re.compile(r"\d{1,4}[^\W\d_]{2}")
_NUMBER = re.compile(r"(?<!\w)(?:#|№|n[°º]|nr\.?)\s?(\d+(?:\.\d+)*)(?!\w)", re.IGNORECASE)
_GLUED = (
    (re.compile(r"(?<=[^\W\d_])(?=\d{1,2}[./-]\s?(?:\d{1,2}[./-]|[^\W\d_]{3}))"), " "),
    (re.compile(r"(?<=[^\W\d_][.)])(?=\d{1,2}[./-]\s?(?:\d{1,2}[./-]|[^\W\d_]{3}))"), " "),
    (re.compile(r"(\d{1,2}[./-]\d{1,2}[./-]\d{2})(?=\d{2}:\d{2})"), r"\1 "),
    (re.compile(r"(\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2})(?=\d{1,2}:\d{2})"), r"\1 "),
    (re.compile(r"(?<=[^\W\d_])(?=\d{1,2}\.? [^\W\d_]{3,12}\.?,? \d{4})"), " "),
    (re.compile(r"(?<=[a-zà-ÿ\d])(?=[A-Z][a-zà-ÿ]{2,8}\.? \d{1,2},? \d{4})"), " "),
    (re.compile(r"(?<=\d{4})(?=[^\W\d_]{2})"), " "),
)  # fmt: skip
_LOOSE = re.compile(
    r"(?<=[^\W\d_.])(?=\d{1,2}\s[^\W\d_])|(?<=[^\W\d_]\.)(?=\d)|(?<=[^\W\d_])(?=\d{4}-\d\d-\d\d)|"
    r"(?<=\d:\d\d)(?=[^\W\d_]{3})(?!uhr|min|sec|sek)|"
    r"(?<=[^\W\d_])(?=(?:vor|před|il y a|hace|há|acum|πριν|for|pred)\s\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """A line with a date, and what else it says.

    Attributes:
        date: The date.
        printed: The date as printed.
        name: What stands beside it and can be a name, or None.
        name_first: Whether that stands before the date.
        labels: The page's own words before the date, by which heads of one kind are told.
        number: The number that the page gives the comment (``2.1`` of "#2.1"), or None.
    """

    date: PrintedDate
    printed: str
    name: str | None
    name_first: bool
    labels: tuple[str, ...]
    number: str | None

    @property
    def form(self) -> tuple[bool, bool, bool]:
        """Whether the date is relative, has a clock time, has a year."""
        date = self.date
        return date.unit is not None, date.hour is not None, date.year is not None


def find_heads(texts: Mapping[int, str]) -> dict[int, Head]:
    """The lines that can be heads, of those of a page that are short enough.

    Args:
        texts: Lines by their index.

    >>> heads = find_heads({0: "Ann am 3. Mai 2014 Link", 1: "Bob am 4. Mai 2014 Link"})
    >>> [head.name for head in heads.values()]
    ['Ann', 'Bob']
    """
    dated: dict[int, tuple[str, PrintedDate]] = {}
    for index, text in texts.items():
        found = _find(text)
        if found and len(_TOKEN.findall(_without(found))) <= 2 * MOST_BESIDE:
            dated[index] = found
    labels = _labels(list(dated.values()))
    heads = {}
    for index, (text, date) in dated.items():
        if head := _head(text, date, labels):
            heads[index] = head
    return heads


def _find(text: str) -> tuple[str, PrintedDate] | None:
    """A line and its date; a line whose words run into its date, with a space between."""
    date = find_date(text)
    parted = text
    for pattern, between in _GLUED:
        parted = pattern.sub(between, parted)
    loose = _LOOSE.sub(" ", parted)
    found = (text, date) if date else None
    for other_text in dict.fromkeys((parted, loose)):
        if other_text == text or (found and found[0] != text):
            continue
        other = find_date(other_text)
        if other and (found is None or _size(other) > _size(found[1])):
            found = other_text, other
    return found


def _size(date: PrintedDate) -> tuple[bool, bool, int]:
    return date.year is not None, date.hour is not None, date.end - date.start


def _without(found: tuple[str, PrintedDate]) -> str:
    text, date = found
    return f"{text[: date.start]} {text[date.end :]}"


def _labels(dated: Sequence[tuple[str, PrintedDate]]) -> frozenset[str]:
    """The words that stand beside many dates, each time with something else: not names."""
    beside: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    clocks: Counter[bool] = Counter()
    for text, date in dated:
        clock = date.hour is not None
        clocks[clock] += 1
        tokens = [token.casefold() for token in _TOKEN.findall(_without((text, date)))]
        for token in set(tokens):
            beside[clock, token][" ".join(other for other in tokens if other != token)] += 1
    labels = set()
    for (clock, token), rests in beside.items():
        times = sum(rests.values())
        varied = len(rests) >= min(3, VARIED * times)
        if times >= max(3, (HABIT if varied else MOST_SHARE) * clocks[clock]):
            labels.add(token)
    return frozenset(labels)


def _head(text: str, date: PrintedDate, labels: frozenset[str]) -> Head | None:
    before = words.VOTES_AT_END.sub("", text[: date.start])
    if words.MEMBER_AT_END.search(before):
        return None
    after = text[date.end :]
    named_before, named_after = strip_connectors(before), strip_connectors(after)
    if date.hour is not None and words.ZONE_NAME.fullmatch(named_after):
        named_after = ""  # a zone that isn't known: the time stays without one
    bare_before, bare_after = _strip(named_before, labels), _strip(named_after, labels)
    if bare_before or bare_after:  # else the words that recur are the name itself
        named_before, named_after = bare_before, bare_after
    elif named_before and named_after:
        named_after = bare_after
    elif not any(_is_name(rest) and not _is_buttons(rest) for rest in (named_before, named_after)):
        named_before = named_after = ""
    named_before, named_after = _lettered(named_before), _lettered(named_after)
    rests = [rest for rest in (named_before, named_after) if rest]
    if not all(_beside(rest, date) for rest in rests):
        apart = before.rstrip()[-1:] in words.DIVIDERS or after.lstrip()[:1] in (*words.DIVIDERS,)
        if not (apart and all(looks_like_name(rest) for rest in rests)):
            return None
    own = tuple(
        token for token in map(str.casefold, _TOKEN.findall(before))
        if token in labels and token.isalpha()
    )  # fmt: skip
    by_after = named_after and _BY.match(after.lstrip(words.SEPARATORS))
    name = (named_after if by_after else named_before or named_after) or None
    number = _NUMBER.search(f"{before} {after}")
    return Head(
        date=date,
        printed=text[date.start : date.end],
        name=name,
        name_first=bool(named_before),
        labels=own,
        number=number[1] if number else None,
    )


def _strip(text: str, labels: frozenset[str]) -> str:
    """A text without labels, buttons and numbers of votes at its two ends."""
    tokens = [(m.start(), m.end(), m[0].casefold()) for m in _TOKEN.finditer(text)]
    while tokens and (tokens[0][2] in labels or words.CONTROL.fullmatch(tokens[0][2])):
        tokens.pop(0)
        if tokens and _GLUED_COUNT.match(tokens[0][2]):  # "Reply 1Ann": a count, then the next name
            start, end, token = tokens[0]
            digits = len(token) - len(token.lstrip("0123456789"))
            tokens[0] = start + digits, end, token[digits:]
    while tokens and (tokens[-1][2] in labels or words.CONTROL.fullmatch(tokens[-1][2])):
        tokens.pop()
        if tokens and tokens[-1][2].isdigit():
            tokens.pop()
    return strip_connectors(text[tokens[0][0] : tokens[-1][1]]) if tokens else ""


def _lettered(text: str) -> str:
    """A text, unless it is nothing but numbers and signs ("#1.2", "•")."""
    return text if any(map(str.isalpha, text)) or text.startswith("@") else ""


def _is_buttons(text: str) -> bool:
    """Whether a text has a word of the page's buttons in it ("赞 3 回复")."""
    return any(words.CONTROL.fullmatch(token) for token in _TOKEN.findall(text))


def _is_name(text: str) -> bool:
    return bool(text) and is_proper_name(text)


def _beside(text: str, date: PrintedDate) -> bool:
    """Whether a text beside a date, with nothing to divide them, can be a name.

    "Sold mine 2 years ago" and "Not today" are what somebody says; beside a clock time even an
    unusual name is likelier than a sentence.
    """
    if date.hour is not None:
        return looks_like_name(text)
    return is_proper_name(text) and (date.unit is None or date.amount not in (0, 1))
