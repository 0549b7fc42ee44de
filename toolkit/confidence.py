"""How sure a reading is: of each record, and of a page as a whole.

A level says how well a reading holds together; it is no probability.

``high``
    The page's comments were told by more than is needed, and nothing about the record is odd:
    its fields stand where the others have theirs.
``medium``
    One thing about the record is odd, or much of the page is, or the comments were told by
    little more than is needed.
``low``
    Several things are odd, or one that mostly means a mistake (the text is empty, holds a date
    line, is far too long; the form is unlike the others'), or the comments were told by hardly
    more than is needed, or much speaks against their being comments.

What is odd is said in the phrases of :mod:`toolkit.doubts`. That a date stays as printed is
said, too, but lowers nothing, since nothing wrong is claimed; so it is with authors where a page
shows few. A page where no comments were found is the less sure the nearer a group came to being
taken. How often records of each level are right is measured by
``tests/benchmarks/confidence.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from toolkit import doubts as phrases
from toolkit.dates import find_date
from toolkit.doubts import HABIT, WEIGHTS, weigh_doubts
from toolkit.pages.reading import Reading
from toolkit.pages.vocabulary import HEADING
from toolkit.schema import CONFIDENCES, Comment

FEW = 3  # comments that are too few to have habits
RATIO, LEAST = 8.0, 900  # times the median, and characters, of an overlong text
LONGEST_LINE = 60  # characters of a line within a text that can be the head of another comment
LONGEST_EDGE = 80  # characters of a line that the page may repeat under its comments
PROSE = 12  # words from which a line is prose
HARDLY, LITTLE = 1.0, 2.0  # points beyond what is needed, below which a page's thread is unsure
MUCH = 3.0  # points against it with which a page's thread is unsure, whatever speaks for it
MANY, MOST = 0.2, 0.5  # shares of records with doubts


def assess(reading: Reading) -> Reading:
    """The reading with its own confidence and doubts, and those of each of its records."""
    found = doubt_records(reading.records, reading.noticed)
    level, cap, doubts = _assess_page(reading, found)
    records = [
        replace(record, confidence=_lowest(_level(own), cap), doubts="; ".join(own) or None)
        for record, own in zip(reading.records, found, strict=True)
    ]
    return replace(reading, records=tuple(records), confidence=level, doubts=tuple(doubts))


def doubt_records(
    records: Sequence[Comment], noticed: Sequence[Sequence[str]] = ()
) -> list[list[str]]:
    """Of each record what is uncertain about it.

    Args:
        records: The records of one page.
        noticed: Of each record what its reader noticed.
    """
    own = [record for record in records if record.kind == "comment"]
    shown = [record for record in own if record.state == "visible"]
    habits = _habits(shown)
    middle = median(len(record.text) for record in shown) if len(shown) >= FEW else None
    times = Counter(record.text for record in own)
    pairs = {(line, record.author) for record in own for line in _edges(record.text)}
    edges = Counter(line for line, _ in pairs)  # an author's own signature counts once
    doubts = []
    for record, seen in zip(records, noticed or [()] * len(records), strict=True):
        found = {*seen}
        if record.timestamp is None and record.timestamp_text is not None:
            found.add(phrases.AS_PRINTED)
        if record.kind == "comment":
            found |= _missing(record, habits) | _odd_text(record.text, middle)
            if record.text and times[record.text] > 1:
                found.add(phrases.SAME)
            if any(edges[line] > 1 for line in _edges(record.text)):
                found.add(phrases.EDGED)
            if len(own) == 1:
                found.add(phrases.ALONE)
        doubts.append([phrase for phrase in WEIGHTS if phrase in found])
    return doubts


def _habits(shown: Sequence[Comment]) -> set[str]:
    """The fields that nearly all comments of a page have."""
    if len(shown) < FEW:
        return set()
    return {
        name
        for name in ("author", "timestamp_text", "timestamp")
        if sum(getattr(one, name) is not None for one in shown) >= HABIT * len(shown)
    }


def _missing(record: Comment, habits: set[str]) -> set[str]:
    found = set()
    if record.author is None and "author" in habits and record.state == "visible":
        found.add(phrases.NO_AUTHOR)
    if record.timestamp is None and record.timestamp_text is None and habits - {"author"}:
        found.add(phrases.NO_DATE)
    return found


def _odd_text(text: str, middle: float | None) -> set[str]:
    found = set()
    if not text:
        found.add(phrases.EMPTY)
    if middle is not None and len(text) > max(LEAST, RATIO * middle):
        found.add(phrases.LONG)
    if any(_is_date(line) for line in text.split("\n")):
        found.add(phrases.DATED)
    return found


def _is_date(line: str) -> bool:
    """Whether a line of a text is mostly a date."""
    if not 0 < len(line) <= LONGEST_LINE or not any(map(str.isdigit, line)):
        return False
    date = find_date(line)
    return date is not None and 2 * (date.end - date.start) >= len(line)


def _edges(text: str) -> set[str]:
    """The first and the last line of a text that has more than one."""
    lines = [line for line in text.split("\n") if line]
    ends = (lines[0], lines[-1]) if len(lines) > 1 else ()
    return {line for line in ends if len(line) <= LONGEST_EDGE}


def _level(doubts: Sequence[str]) -> str:
    return CONFIDENCES[min(2, weigh_doubts(doubts))]


def _lowest(*levels: str) -> str:
    return max(levels, key=CONFIDENCES.index)


def _assess_page(reading: Reading, found: Sequence[Sequence[str]]) -> tuple[str, str, list[str]]:
    """A page's level, the highest that its records can have, and the page's doubts."""
    count = len(reading.records)
    comments = sum(record.kind == "comment" for record in reading.records)
    doubtful = sum(weigh_doubts(own) > 0 for own in found)
    cap, doubts = _weigh_evidence(reading, comments)
    level = cap
    if count > 1 and doubtful >= MANY * count:
        level = _lowest(level, "medium")
        cap = _lowest(cap, "medium") if doubtful >= MOST * count else cap
        doubts.append(f"{phrases.DOUBTFUL} ({doubtful} of {count})")
    printed = _printed_counts(reading)
    if printed and not printed & {comments, count}:
        level = _lowest(level, "medium")
        doubts.append(f"{phrases.COUNTED} ({max(printed)}, {comments} were found)")
    prose = sum(
        entry.name == "after the comments" and len(entry.line.text.split()) >= PROSE
        for entry in reading.entries
    )
    if comments and prose > comments:
        doubts.append(f"{phrases.UNKNOWN} ({prose})")
    return level, cap, doubts


def _weigh_evidence(reading: Reading, comments: int) -> tuple[str, list[str]]:
    """How far the thread taken is above what is needed; or how far below it the nearest was."""
    explanation = reading.explanation
    if explanation.given:
        return "high", []
    if explanation.taken and not reading.records:
        return "low", [phrases.EMPTIED]
    if not comments:
        nearest = max((one.points - one.needed for one in explanation.rejected), default=-LITTLE)
        if nearest <= -LITTLE:
            return "high", []
        return "low" if nearest > -HARDLY else "medium", [phrases.NEARLY]
    level, doubts = "high", []
    margin = max((one.points - one.needed for one in explanation.taken), default=LITTLE)
    if margin < LITTLE:
        level = "low" if margin < HARDLY else "medium"
        doubts.append(phrases.SCARCELY)
    against = [ground for one in explanation.taken[:1] for ground in one.grounds
               if ground.points < 0]  # fmt: skip
    if sum(ground.points for ground in against) <= -MUCH:
        level = "low"
        doubts.append(f"{phrases.CONTESTED} ({', '.join(ground.text for ground in against)})")
    return level, doubts


def _printed_counts(reading: Reading) -> set[int]:
    """How many comments the page's own headings say there are."""
    headings = (entry.line.text for entry in reading.entries if entry.name == "comment heading")
    matches = [match for text in headings if (match := HEADING.fullmatch(text))]
    digits = [re.sub(r"\D", "", match["count"] or match["count_after"] or "") for match in matches]
    return {int(number) for number in digits if number}
