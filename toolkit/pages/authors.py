"""Where the authors' names stand: the place around the heads that most regularly holds a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.pages import vocabulary as words
from toolkit.pages.names import is_proper_name, looks_like_name, single_name, strip_connectors
from toolkit.pages.pieces import strip_picture
from toolkit.pages.prose import says_something
from toolkit.pages.runs import key_of
from toolkit.pages.zones import Zones, is_control

REACH = 10  # pieces before a head among which the author is looked for
REGULAR = 0.7  # mean likeness to a name from which a place is the authors'
VARIETY = 0.8  # what it counts for a place that the names there vary
FIELD = 0.2  # what it counts against it that a line of the page's own stands above each
BEGIN = 0.25  # what it counts that it begins the block of lines that holds the date
MOST_LABELS = 3  # words of the page's own before a name, and behind it
FEWEST = 3  # items that show what stands beside the names
_TOKEN = re.compile(r"\S+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the author stands in an item.

    Attributes:
        place: ``line`` (the head itself), ``head`` (counted from it), ``label`` (counted from
            a line that recurs), ``marked`` (the line that is a Markdown heading) or ``first``
            (of the item's own lines).
        offset: How many pieces further down; of a heading its level.
        key: Form of the line that recurs.
        labels: The page's own words around the names.
        words: The place in words.
    """

    place: str
    offset: int = 0
    key: str = ""
    labels: frozenset[str] = frozenset()
    words: str = ""

    def find(self, zones: Zones, number: int) -> int | None:
        """Index of the piece that holds the author of an item, or None."""
        anchor, before = zones.run.anchors[number], zones.before[number]
        if self.place == "line":
            return anchor
        if self.place == "head":
            place = anchor + self.offset
            return place if place in before or place in zones.after[number] else None
        if self.place == "first":
            return self._first(zones, number)
        near = before[-REACH:]
        for index in reversed(near):
            if self.place == "marked" and zones.marks[index].piece.heading == self.offset:
                return index
            if self.place == "label" and key_of(zones.marks[index].text) == self.key:
                return index + self.offset if index + self.offset in near else None
        return None

    def _first(self, zones: Zones, number: int) -> int | None:
        """The item's first line of its own, or the line that names who speaks."""
        before = zones.before[number]
        named = [i for i in before if zones.marks[i].kind == "attribution"]
        if number == 0 and zones.run.heading is None and named and not self.offset:
            return named[-1]
        said = zones.said(before)
        return said[self.offset] if self.offset < len(said) else None

    def read(self, text: str) -> str:
        """The name in a line at this place."""
        return strip_name(text, self.labels)


def strip_name(text: str, labels: frozenset[str]) -> str:
    """A line without the page's own words and the signs around a name."""
    text = strip_picture(text)
    if match := words.ATTRIBUTION.fullmatch(text):
        text = match["name"]
    tokens = _TOKEN.findall(text)
    while len(tokens) > 1 and _form(tokens[0]) in labels:
        tokens.pop(0)
    while len(tokens) > 1 and _form(tokens[-1]) in labels:
        tokens.pop()
    name = single_name(" ".join(tokens))
    account = "@" if name.startswith("@") else ""
    return account + strip_connectors(name) if strip_connectors(name) else name


def _form(token: str) -> str:
    """A word without its case and its number ("12楼", "#3")."""
    return _DIGITS.sub("0", token.casefold())


def learn_author(zones: Zones, side: str) -> Rule | None:
    """The place that holds a name in most items, or None.

    Names beside the date are the surest, then those right above or below it; a place further
    off must hold them more regularly.
    """
    best: tuple[float, Rule] | None = None
    for rule, bonus in _candidates(zones, side):
        labelled = replace(rule, labels=_labels(zones, rule))
        regularity, variety = _regularity(zones, labelled, side)
        if regularity < REGULAR:
            continue
        points = regularity + bonus + VARIETY * variety
        points += BEGIN * _begins_block(zones, labelled) - FIELD * _follow_labels(zones, labelled)
        if best is None or points > best[0]:
            best = points, labelled
    return best[1] if best else None


def likeness(text: str) -> float:
    """How much a text is like a name, from 0 to 1."""
    text = words.LIST_NUMBER.sub("", text)
    if answer := words.ANSWERS.fullmatch(text):
        text = answer["name"]
    if is_proper_name(text) and not says_something(text):
        if text.startswith("@"):
            return 0.85  # an account's name, beside which its owner's may stand
        return 1.0 if len(text.split()) <= 4 else 0.7
    return 0.5 if looks_like_name(text) and len(text.split()) <= 4 else 0.0


def _candidates(zones: Zones, side: str) -> Iterator[tuple[Rule, float]]:
    marks, run = zones.marks, zones.run
    if run.kind == "dated":
        named = sum(1 for i in run.anchors if marks[i].name)
        if named >= 0.5 * len(run.anchors):
            yield Rule("line", words="in the line of the date"), 0.5
        yield Rule("head", -1, words="in the line above the date"), 0.15
        for offset in range(1, 4):
            where = (
                "in the line below the date" if offset == 1 else f"{offset} lines below the date"
            )
            yield (
                Rule("head", offset, words=where),
                (0.15 if side == "below" else -0.3) - 0.1 * offset,
            )
    if side == "above":
        for offset in range(2):
            yield Rule("first", offset, words="in the item's first line"), 0.05 - 0.05 * offset
        return
    for level in sorted({marks[i].piece.heading for zone in zones.before for i in zone} - {0}):
        yield Rule("marked", level, words="in the item's heading"), 0.2
    for offset in (-2, -3, -4):
        yield Rule("head", offset, words=f"{-offset} lines above the date"), 0.05 * (3 + offset)
    for key in _keys(zones):
        for offset in (-1, 1, -2, -3):
            rule = Rule("label", offset, key, words=f"beside the line “{key}”")
            yield rule, -0.05 * abs(offset)


def _keys(zones: Zones) -> list[str]:
    """Forms of lines that stand before nearly every head."""
    count: Counter[str] = Counter()
    for zone in zones.before:
        count.update({key_of(zones.marks[i].text) for i in zone[-REACH:]} - {""})
    return [key for key, times in count.items() if times >= 0.7 * len(zones.before)]


def _texts(zones: Zones, rule: Rule) -> list[str | None]:
    """What stands at a place in each item, or None."""
    found: list[str | None] = []
    for number in zones.sample:
        index = rule.find(zones, number)
        mark = None if index is None else zones.marks[index]
        if mark is None or mark.kind in ("heading", "form", "linkback", "edited"):
            found.append(None)
        elif rule.place == "line":
            found.append(mark.name)
        else:
            found.append(mark.name or strip_picture(mark.text))
    return found


def _labels(zones: Zones, rule: Rule) -> frozenset[str]:
    """The words with which most lines at a place begin or end, if names are left without them."""
    texts = [text for text in _texts(zones, rule) if text]
    labels: set[str] = set()
    for end in (0, -1):
        for _ in range(MOST_LABELS):
            tokens = [t for t in (_TOKEN.findall(text) for text in texts) if len(t) > 1]
            count = Counter(_form(t[end]) for t in tokens)
            label, times = count.most_common(1)[0] if count else ("", 0)
            if len(texts) < FEWEST or times < 0.8 * len(texts):
                break
            stripped = [_without(text, label, end) for text in texts]
            if len(set(stripped)) == 1 or not all(any(map(str.isalpha, t)) for t in stripped):
                break  # a name that all share, or nothing but numbers behind it
            labels.add(label)
            texts = stripped
    return frozenset(labels)


def _without(text: str, label: str, end: int) -> str:
    tokens = _TOKEN.findall(text)
    if len(tokens) > 1 and _form(tokens[end]) == label:
        tokens.pop(end)
    return " ".join(tokens)


def _regularity(zones: Zones, rule: Rule, side: str) -> tuple[float, float]:
    """How much like names the texts at a place are, and how much they vary; from 0 to 1."""
    texts = _texts(zones, rule)
    read = [rule.read(text) if text and not is_control(text) else "" for text in texts]
    keys = {key_of(text) for text in read if text}
    count = len(texts)
    if count == 1:
        return _single(zones, rule, read[0]), 1.0
    if _is_label(rule, read, len(keys)) or not _fits(zones, rule, side, read):
        return 0.0, 0.0
    if rule.place == "line":  # where no name is, the account is gone, or there never was one
        read = [text for text in read if text]
    return sum(map(likeness, read)) / max(1, len(read)), len(keys) / count


def _is_label(rule: Rule, read: list[str], variety: int) -> bool:
    """Whether the texts at a place are (nearly) all the same: a label of the page's own."""
    if rule.place == "line":
        return variety == 1 and len(read) > FEWEST
    return variety == 1 or (len(read) > FEWEST and _most_common(read) >= 0.8 * len(read))


def _fits(zones: Zones, rule: Rule, side: str, read: list[str]) -> bool:
    """Whether a place belongs to the item: not beyond its buttons, nor to its neighbour."""
    if rule.place == "head" and rule.offset > 0:
        # below the last head of texts that stand above theirs, something else begins
        return _texts_follow(zones, rule) if side == "below" else likeness(read[-1]) > 0
    return not _beyond_buttons(zones, rule)


def _most_common(texts: list[str]) -> int:
    """How often the commonest text stands there."""
    return Counter(map(key_of, texts)).most_common(1)[0][1]


def _texts_follow(zones: Zones, rule: Rule) -> bool:
    """Whether most items go on below a place: else what stands there is their text."""
    follow = sum(
        any(not zones.is_own(i) for i in range(place + 1, min(place + 3, zone.stop)))
        for number, zone in ((number, zones.after[number]) for number in zones.sample)
        if (place := rule.find(zones, number)) is not None
    )
    return follow >= 0.6 * len(zones.sample)


def _beyond_buttons(zones: Zones, rule: Rule) -> bool:
    """Whether buttons part a place from the head: it belongs to the item above."""
    parted = 0
    for number in zones.sample:
        anchor, place = zones.run.anchors[number], rule.find(zones, number)
        if place is None or not place or zones.is_own(place - 1):
            continue
        between = range(place + 1, anchor)
        parted += any(words.CONTROL.fullmatch(zones.marks[i].text) for i in between)
    return parted >= 0.4 * len(zones.sample)


def _follow_labels(zones: Zones, rule: Rule) -> bool:
    """Whether the lines at a place follow a label that recurs: values of a field ("Location")."""
    if rule.place == "line":
        return False
    places = [rule.find(zones, number) for number in zones.sample]
    labelled = sum(
        key_of(zones.marks[i - 1].text) in zones.recurring
        for i in places
        if i and zones.marks[i - 1].text[:1].isalpha()
    )
    return labelled >= 0.6 * len(places)


def _begins_block(zones: Zones, rule: Rule) -> bool:
    """Whether a place above the heads is mostly the first line after a blank one."""
    places = [rule.find(zones, number) for number in zones.sample]
    found = [i for i in places if i is not None]
    first = sum(zones.marks[i].gap for i in found)
    blocks = sum(zones.marks[zones.run.anchors[n]].gap for n in zones.sample)
    return first >= 0.8 * len(places) and blocks <= 0.2 * len(places)


def _single(zones: Zones, rule: Rule, name: str) -> float:
    """Of a single comment: beside its date, or alone between the heading and the date."""
    if rule.place == "line":
        return likeness(name)
    anchor, heading = zones.run.anchors[0], zones.run.heading
    if rule.place != "head" or rule.offset != -1 or heading is None or not is_proper_name(name):
        return 0.0
    direct = anchor == heading + 2
    signed = not zones.marks[anchor].gap and not zones.marks[anchor - 1].gap
    return likeness(name) if direct or signed else 0.0
