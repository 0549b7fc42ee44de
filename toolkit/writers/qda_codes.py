"""Topics as codes: the code book, and which comments and words are coded."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.seeded import describe_topic, find_evidence
from toolkit.writers.answers import stripped_texts
from toolkit.writers.columns import names_in
from toolkit.writers.details import Details
from toolkit.writers.qda_sources import plain_lines, unused
from toolkit.writers.rows import texts_of
from toolkit.writers.xml_stream import element
from toolkit.writers.xml_text import XmlText

_SPACE = uuid.UUID("6c1f3f0e-52a5-5e0d-9b0c-3d7a1c4be2f4")  # of the ids made here
_COLOURS = ("#1B9E77", "#D95F02", "#7570B3", "#E7298A", "#66A61E", "#E6AB02", "#A6761D", "#666666")
SEEDED, DISCOVERED = "Seeded topics", "Discovered topics"


def guid(*of: str) -> str:
    """The id of a thing, always the same (a UUID of version 5, RFC 9562).

    >>> guid("case", "a:1") == guid("case", "a:1") != guid("case", "a:2")
    True
    """
    name = "\x1f".join(of).encode("utf-8", "surrogatepass").decode("latin-1")
    return str(uuid.uuid5(_SPACE, name))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A word that shows a topic: the topic, and the place of the word in the comment's text."""

    topic: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Codes:
    """What is coded.

    Attributes:
        seeded: The seeded topics by name, with what shows them as a description.
        discovered: The discovered topics' names.
        comments: Of each row the ids of the codes that the whole comment has.
        evidence: Of each row the words that show a topic; empty where no topics file was given.
        differing: How many rows show other topics than their column ``seeded_topics`` says.
    """

    seeded: dict[str, str | None]
    discovered: list[str]
    comments: list[list[str]]
    evidence: dict[int, list[Evidence]]
    differing: int


def find_codes(table: pd.DataFrame, details: Details) -> Codes:
    """The codes of each comment, from its topics and from the topics file."""
    evidence = _evidence(table, details)
    shown = [list(dict.fromkeys(one.topic for one in evidence.get(row, ())))
             for row in range(len(table))]  # fmt: skip
    differing = 0
    if "seeded_topics" in table:
        told = [names_in(cell) for cell in table["seeded_topics"]]
        if details.topics:
            differing = sum(set(a) != set(b) for a, b in zip(told, shown, strict=True))
    else:
        told = shown
    found = stripped_texts(table, "discovered_name")
    seeded: dict[str, str | None] = {topic.name: describe_topic(topic) for topic in details.topics}
    for name in (name for own in (*told, *shown) for name in own):
        seeded.setdefault(name, None)
    comments = [
        [guid(SEEDED, name) for name in own] + ([guid(DISCOVERED, other)] if other else [])
        for own, other in zip(told, found, strict=True)
    ]
    return Codes(
        seeded=seeded,
        discovered=list(dict.fromkeys(filter(None, found))),
        comments=comments,
        evidence=evidence,
        differing=differing,
    )


def code_elements(codes: Codes, details: Details, text: XmlText) -> list[Any]:
    """The elements ``Code``: a folder for each kind of topics, which codes nothing itself."""
    kinds: dict[str, list[tuple[str, str, str | None]]] = {
        SEEDED: [
            (name, details.topic_labels.get(name, name), seeds)
            for name, seeds in codes.seeded.items()
        ],
        DISCOVERED: [(name, name, None) for name in codes.discovered],
    }
    folders = []
    used: set[str] = set()  # programs want each code to have a name of its own
    for folder, topics in kinds.items():
        children = [
            _code(guid(folder, name), unused(label, used), about, n, text)
            for n, (name, label, about) in enumerate(topics)
        ]
        if children:
            place = {"guid": guid("folder", folder), "name": folder, "isCodable": "false"}
            folders.append(element("Code", place, None, *children))
    return folders


def _code(identity: str, name: str, about: str | None, n: int, text: XmlText) -> Any:
    place = {
        "guid": identity,
        "name": text.clean(name),
        "isCodable": "true",
        "color": _COLOURS[n % len(_COLOURS)],
    }
    described = [element("Description", None, text.clean(about))] if about else []
    return element("Code", place, None, *described)


def _evidence(table: pd.DataFrame, details: Details) -> dict[int, list[Evidence]]:
    if not details.topics:
        return {}
    texts = [plain_lines(cell or "") for cell in texts_of(table, "text")]
    rows = pd.DataFrame({"id": [str(row) for row in range(len(table))],
                         "text": pd.Series(texts, dtype="object")})  # fmt: skip
    found: dict[int, list[Evidence]] = {}
    for match in _matches(find_evidence(rows, details.topics)):
        row, topic, start, end = match
        found.setdefault(row, []).append(Evidence(topic=topic, start=start, end=end))
    return found


def _matches(evidence: pd.DataFrame) -> Iterator[tuple[int, str, int, int]]:
    columns = [evidence[name].tolist() for name in ("id", "topic", "start", "end")]
    for identity, topic, start, end in zip(*columns, strict=True):
        yield int(identity), str(topic), int(start), int(end)
