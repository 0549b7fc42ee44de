"""What several figures read from an analysis in the same way."""

from __future__ import annotations

import pandas as pd

from toolkit.figures.style import clean
from toolkit.pipeline import Analysis
from toolkit.schema import reader_comments
from toolkit.stats import NO_TOPIC, SENTIMENT
from toolkit.validation.sentences import say_in_report

VADER = (
    "Sentiment is VADER's compound score (Hutto & Gilbert 2014), −1 to +1, of the text with "
    "quotes and dashes read as meant; labels at its published thresholds of ±0.05."
)


SCORER = "vader_normalised"
"""Whose scores the figures show: the validation of this scorer is theirs."""


def say_validated(analysis: Analysis) -> str:
    """How far people agree with the scores, or that nobody has looked."""
    return say_in_report(analysis.validation, SCORER, set(readers(analysis)["id"].astype(str)))


def readers(analysis: Analysis) -> pd.DataFrame:
    """The reader comments, in page order, with their index from 0."""
    return reader_comments(analysis.comments).reset_index(drop=True)


def scored_readers(analysis: Analysis) -> pd.DataFrame:
    """The reader comments that have a sentiment score."""
    table = readers(analysis)
    return table[table[SENTIMENT].notna()].reset_index(drop=True)


def source_line(analysis: Analysis, n: int, what: str = "reader comment") -> str:
    """The caption's first sentence: n and where they are from."""
    title = clean(analysis.title)
    title = title if len(title) <= 120 else title[:119].rstrip() + "…"
    where = f" beneath “{title}”" if title else ""
    return f"n = {n:,} {what}{'' if n == 1 else 's'}{where}."


def topic_labels(analysis: Analysis) -> dict[str, str]:
    """Topic names and their labels in file order, without "none of these"."""
    named = analysis.topics[analysis.topics["topic"] != ""]
    return {
        str(name): clean(str(label)) or str(name)
        for name, label in zip(named["topic"], named["label"], strict=True)
    }


def discovered_labels(analysis: Analysis) -> dict[str, str]:
    """Numbers of the discovered topics, as texts, and their names; none unless they stand."""
    if not analysis.stability.stands:
        return {}
    found = analysis.discovered
    return {
        str(topic): clean(str(name)) or str(topic)
        for topic, name in zip(found["topic"], found["name"], strict=True)
    }


def estimate(analysis: Analysis, name: str, by: str, group: str) -> pd.Series | None:
    """A row of the estimates, or None if there is none."""
    table = analysis.estimates
    found = table[(table["name"] == name) & (table["group_by"] == by) & (table["group"] == group)]
    return None if found.empty else found.iloc[0]


def members(analysis: Analysis) -> dict[str, list[str]]:
    """Ids of the reader comments of each topic by name, and under "" those without a topic."""
    table = readers(analysis)
    found: dict[str, list[str]] = {name: [] for name in [*topic_labels(analysis), ""]}
    for identifier, names in zip(table["id"], table["seeded_topics"], strict=True):
        for name in names if len(names) else [""]:
            found.setdefault(name, []).append(identifier)
    return found


def label_of(name: str, labels: dict[str, str]) -> str:
    """A topic's label; that of the comments without one for ""."""
    return labels.get(name, name) or NO_TOPIC
