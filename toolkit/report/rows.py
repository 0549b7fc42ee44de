"""The comments as the report shows them: one row each, with its marks, scores and place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from toolkit.figures.wording import signed
from toolkit.pipeline import Analysis
from toolkit.report.disagreement import say_second
from toolkit.report.marks import Span, make_anchor, mark_paragraphs, show_controls
from toolkit.wording import format_number, format_timestamp

MOST_ROWS = 2000


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of a comment with its score."""

    text: str
    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a score: the word as it stands, its value in the lexicon, what it adds."""

    word: str
    valence: str
    rule: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A word that gave a comment a topic, and the analyst's seed for it."""

    topic: str
    seed: str
    word: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A comment in the report's table; all texts are as they stand and still to be escaped.

    Attributes:
        number: Place among the records, from 1, in page order.
        date_key: The timestamp to sort by, "" where there is none.
        doubts: How sure the reading is and why, "" where it is sure.
        paragraphs: The text as safe HTML with marked words.
        sentiment: Score of the text read as a comment, as written everywhere.
        raw: Score and label of the text as it stands where they differ, otherwise "".
        second: The second score with its interval and label, "" where there is none.
        mean: Mean score of its sentences, "" where it has none of its own.
        quoted: Score of what it quotes, "" where it quotes nothing.
        own: Score of its own words, "" where it has none.
        discovered: Name of its discovered topic, "" unless these stand.
        total: Sum of the steps, "" where there are none.
    """

    number: int
    anchor: str
    id: str
    date: str
    date_key: str
    author: str
    kind: str
    doubts: str
    text: str
    paragraphs: tuple[Markup, ...]
    sentiment: str
    sentiment_key: str
    label: str
    raw: str
    topics: tuple[str, ...]
    main_topic: str
    discovered: str
    steps: tuple[Step, ...]
    total: str
    sentences: tuple[Sentence, ...]
    second: str
    mean: str
    quoted: str
    own: str
    evidence: tuple[Evidence, ...]
    place: str


def make_rows(analysis: Analysis, *, most: int = MOST_ROWS) -> tuple[Row, ...]:
    """The first records in page order, at most ``most`` of them."""
    comments = analysis.comments.head(most)
    labels = topic_labels(analysis)
    wanted = set(comments["id"])
    tables = {
        name: _by_id(table, wanted)
        for name, table in (
            ("sentences", analysis.sentences),
            ("steps", analysis.explanations),
            ("evidence", analysis.topic_evidence),
            ("lines", analysis.lines),
        )
    }
    rows = []
    for number, (_, record) in enumerate(comments.iterrows(), start=1):
        parts = {name: groups.get(str(record["id"])) for name, groups in tables.items()}
        row = _make_row(number, record, parts, labels)
        rows.append(row if analysis.stability.stands else replace(row, discovered=""))
    return tuple(rows)


def topic_labels(analysis: Analysis) -> dict[str, str]:
    """Names of the analyst's topics and their labels."""
    topics = analysis.topics[analysis.topics["topic"] != ""]
    return {
        str(name): show_controls(str(label))
        for name, label in zip(topics["topic"], topics["label"], strict=True)
    }


def _make_row(
    number: int,
    record: pd.Series,
    parts: Mapping[str, pd.DataFrame | None],
    labels: Mapping[str, str],
) -> Row:
    text = _text(record["text"])
    timestamp = _text(record["timestamp"]) or None
    value, label = record["vader_normalised_compound"], _text(record["vader_normalised_label"])
    steps, evidence, sentences = parts["steps"], parts["evidence"], parts["sentences"]
    spans = [*_sentiment_spans(steps), *_topic_spans(evidence, labels)]
    state = _text(record["state"])
    main = _text(record["seeded_topic"])
    return Row(
        number=number,
        anchor=make_anchor(str(record["id"])),
        id=show_controls(str(record["id"])),
        date=format_timestamp(timestamp),
        date_key=timestamp or "",
        author=show_controls(_text(record["author"])),
        kind=show_controls(_text(record["kind"]))
        + ("" if state in ("", "visible") else f" ({state})"),
        doubts=_say_doubts(record),
        text=show_controls(text),
        paragraphs=tuple(mark_paragraphs(text, spans)),
        sentiment=signed(value) if pd.notna(value) else "–",
        sentiment_key=f"{value:.4f}" if pd.notna(value) else "",
        label=label or "no score",
        raw=_say_raw(record),
        topics=tuple(labels.get(name, show_controls(name)) for name in record["seeded_topics"]),
        main_topic=labels.get(main, show_controls(main)),
        discovered=show_controls(_text(record["discovered_name"])),
        steps=_steps(steps),
        total="" if steps is None else format_number(steps["amount"].sum()),
        sentences=_sentences(sentences),
        second=say_second(record),
        mean=_say_value(record.get("vader_sentence_mean")),
        quoted=_say_value(record.get("vader_quoted_compound")),
        own=_say_value(record.get("vader_own_words_compound")),
        evidence=_evidence(evidence, labels),
        place=_say_place(record, parts["lines"]),
    )


def _by_id(table: pd.DataFrame, wanted: set[str]) -> dict[str, pd.DataFrame]:
    kept = table[table["id"].isin(wanted)]
    return {str(identity): part for identity, part in kept.groupby("id", sort=False)}


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _say_value(value: Any) -> str:
    return "" if pd.isna(value) else signed(value)


def _say_doubts(record: pd.Series) -> str:
    confidence, doubts = _text(record["confidence"]), _text(record["doubts"])
    if confidence in ("", "high"):
        return ""
    return f"read with {confidence} confidence{f': {doubts}' if doubts else ''}"


def _say_raw(record: pd.Series) -> str:
    raw, straight = record["vader_compound"], record["vader_normalised_compound"]
    if pd.isna(raw) or pd.isna(straight) or abs(raw - straight) < 1e-9:
        return ""
    said = signed(raw) if signed(raw) != signed(straight) else format_number(raw, 4)
    return f"{said} {_text(record['vader_label'])}"


def _sentiment_spans(steps: pd.DataFrame | None) -> list[Span]:
    """One mark a word: the sum of what its steps add, and the rules behind it."""
    if steps is None:
        return []
    spans = []
    for _, part in steps.groupby(["start", "end"], sort=True):
        start, end = part["start"].iloc[0], part["end"].iloc[0]
        amount = float(part["amount"].sum())
        if round(amount, 4) == 0:
            continue
        name = "positive" if amount > 0 else "negative"
        rules = ", ".join(dict.fromkeys(str(rule) for rule in part["rule"]))
        spans.append(Span(int(start), int(end), name, f"{name}, {signed(amount)} ({rules})"))
    return spans


def _topic_spans(evidence: pd.DataFrame | None, labels: Mapping[str, str]) -> list[Span]:
    if evidence is None:
        return []
    return [
        Span(int(row["start"]), int(row["end"]), "topic", f"topic: {_label(row, labels)}")
        for _, row in evidence.iterrows()
    ]


def _label(row: pd.Series, labels: Mapping[str, str]) -> str:
    return labels.get(str(row["topic"]), str(row["topic"]))


def _steps(steps: pd.DataFrame | None) -> tuple[Step, ...]:
    if steps is None:
        return ()
    return tuple(
        Step(
            word=show_controls(_text(row["word"])),
            valence=signed(row["valence"]) if pd.notna(row["valence"]) else "–",
            rule=_say_rule(row),
            amount=signed(row["amount"]),
        )
        for _, row in steps.iterrows()
    )


def _say_rule(step: pd.Series) -> str:
    cue = _text(step.get("cue"))
    return f"{step['rule']} (“{show_controls(cue)}”)" if cue else str(step["rule"])


def _sentences(sentences: pd.DataFrame | None) -> tuple[Sentence, ...]:
    if sentences is None:
        return ()
    return tuple(
        Sentence(
            text=show_controls(str(row["text"])),
            value=signed(row["vader_normalised_compound"]),
            label=_text(row["vader_normalised_label"]),
        )
        for _, row in sentences.iterrows()
    )


def _evidence(evidence: pd.DataFrame | None, labels: Mapping[str, str]) -> tuple[Evidence, ...]:
    if evidence is None:
        return ()
    rows = [
        Evidence(
            topic=_label(row, labels),
            seed=show_controls(str(row["seed"])),
            word=show_controls(row["word"]),
        )
        for _, row in evidence.iterrows()
    ]
    return tuple(dict.fromkeys(rows))


def _say_place(record: pd.Series, lines: pd.DataFrame | None) -> str:
    """Source, lines and characters of a comment's text."""
    places = [show_controls(_text(record["source"]))]
    if lines is not None and len(lines):
        first, last = int(lines["line"].min()), int(lines["line"].max())
        places.append(f"line {first:,}" if first == last else f"lines {first:,} to {last:,}")
    locator = _text(record["locator"])
    characters = re.fullmatch(r"char=(\d+),(\d+)", locator)
    if characters:
        places.append(f"characters {int(characters[1]):,} to {int(characters[2]):,}")
    elif locator:
        places.append(show_controls(locator))
    return ", ".join(places)
