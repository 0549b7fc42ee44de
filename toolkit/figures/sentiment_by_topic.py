"""Sentiment by topic: each comment, and the mean with its interval where n carries one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures import style
from toolkit.figures.readings import (
    VADER,
    estimate,
    label_of,
    members,
    say_validated,
    scored_readers,
    source_line,
    topic_labels,
)
from toolkit.figures.wording import capitalised, interval, listed, signed
from toolkit.figures.words import shorten
from toolkit.pipeline import Analysis
from toolkit.shares import MINIMUM_N
from toolkit.stats import NO_TOPIC, SENTIMENT, SENTIMENT_LABEL

CROWDED = 150
"""Above so many comments a topic's spread is drawn instead of its dots."""
_ROW = 0.52


class _Row(NamedTuple):
    topic: str
    label: str
    n: int
    estimate: float
    ci_low: float
    ci_high: float
    method: str
    note: str
    ids: list[str]


def available(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return not reason(analysis)


def reason(analysis: Analysis) -> str:
    """Why there is nothing to draw, or an empty string."""
    if scored_readers(analysis).empty:
        return "There are no scored reader comments to compare by topic."
    if not topic_labels(analysis):
        return "No topics were given to compare sentiment by."
    if not any(ids for name, ids in members(analysis).items() if name):
        return (
            "No reader comment touches any of the topics, so sentiment can't be compared by topic."
        )
    return ""


def title(analysis: Analysis) -> str:
    """What is seen: topics whose mean is clear of zero, or that none is."""
    rows = [row for row in _rows(analysis) if row.topic]
    known = [row for row in rows if not np.isnan(row.ci_low)]
    if not known:
        if all(row.n < MINIMUM_N for row in rows):
            return "Every topic has too few comments to tell which way its sentiment leans"
        return "No topic’s scores vary enough to tell which way its sentiment leans"
    below = [_quoted(row.label) for row in known if row.ci_high < 0]
    above = [_quoted(row.label) for row in known if row.ci_low > 0]
    findings = [
        f"on {_few(names)} average {where} zero"
        for names, where in ((below, "below"), (above, "above"))
        if names
    ]
    if findings:
        return f"Comments {listed(findings)}"
    if len(known) == 1:
        others = "; the other topics have too few" if len(rows) > 1 else ""
        return f"Comments on {_quoted(known[0].label)} lean neither way for certain{others}"
    return "No topic’s comments lean clearly to either side"


def caption(analysis: Analysis) -> str:
    """n, source and method."""
    n = len(scored_readers(analysis))
    methods = sorted({row.method for row in _rows(analysis) if not np.isnan(row.ci_low)})
    parts = [source_line(analysis, n), "A comment with several topics stands in each.", VADER]
    parts.append(say_validated(analysis))
    if methods:
        parts.append(f"Intervals of the mean: {'; '.join(methods)}; each for its topic alone.")
        if any("small" in row.note for row in _rows(analysis)):
            parts.append("At such small n bootstrap intervals come out too narrow.")
    if any(np.isnan(row.ci_low) for row in _rows(analysis)):
        parts.append("Where no interval is drawn, the comments are too few or all alike.")
    return " ".join(parts) + style.missing_note(list(topic_labels(analysis).values()))


def alt_text(analysis: Analysis) -> str:
    """The finding in words."""
    sentences = [title(analysis)]
    for row in _rows(analysis):
        spread = f"interval {interval(row.ci_low, row.ci_high)}"
        if not row.n:
            sentences.append(f"{capitalised(row.label)}: no comments")
            continue
        if np.isnan(row.ci_low):
            spread = "no interval"
        sentences.append(
            f"{capitalised(row.label)}: mean {signed(row.estimate)}, {spread}, n = {row.n:,}"
        )
    return ". ".join(sentences) + "."


def data(analysis: Analysis) -> pd.DataFrame:
    """One row a topic, with the comments behind it."""
    columns = ["topic", "label", "n", "estimate", "ci_low", "ci_high", "method", "note", "ids"]
    table = pd.DataFrame(_rows(analysis), columns=columns)
    return table.rename(columns={"estimate": "mean_compound"})


@style.themed
def draw(analysis: Analysis) -> Figure:
    """The figure."""
    rows = _rows(analysis)
    scores = scored_readers(analysis).set_index("id")
    crowded = any(row.n > CROWDED for row in rows)
    what = "Bars: the middle half and the middle four fifths" if crowded else "Dots: comments"
    spread = any(not np.isnan(row.ci_low) for row in rows)
    mean = "diamond: their mean with its 95 % interval" if spread else "diamond: their mean"
    figure = style.start_figure(
        title(analysis),
        f"{what} by score; {mean}; n = {len(scores):,}",
        body=0.5 + _ROW * len(rows),
    )
    left, right = 1.75, 1.45
    wide = style.WIDTH - left - right
    panel = style.add_panel(figure, left, 0.42, wide, _ROW * len(rows))
    panel.set_xlim(-1.05, 1.05)
    panel.set_ylim(len(rows) - 0.5, -0.5)
    style.score_axis(panel)
    edges = panel.get_yaxis_transform()
    for place, row in enumerate(rows):
        own = scores.loc[row.ids]
        _draw_comments(panel, place + 0.05, own, crowded=crowded)
        _draw_mean(panel, place - 0.24, row)
        colour = style.INK if row.topic else style.SOFT
        lines = _label_lines(row.label, left - 0.3)
        size = style.BODY if len(lines) == 1 else style.SMALL
        for number, line in enumerate(lines):
            high = place - 0.14 if len(lines) == 1 else place - 0.3 + 0.25 * number
            panel.text(-0.03, high, line, transform=edges, ha="right", va="center", color=colour,
                       weight="bold", size=size)  # fmt: skip
        panel.text(-0.03, place + 0.2, f"n = {row.n:,}", transform=edges, ha="right", va="center",
                   color=style.SOFT, size=style.SMALL)  # fmt: skip
        first, second = _beside(row)
        panel.text(1.03, place - 0.14, first, transform=edges, va="center", color=style.INK)
        panel.text(1.03, place + 0.2, second, transform=edges, va="center", color=style.SOFT,
                   size=style.SMALL)  # fmt: skip
        if place:
            ends = [(0.15 - left) / wide, (style.WIDTH - 0.15 - left) / wide]
            panel.plot(ends, [place - 0.5] * 2, transform=edges, color=style.GRID,
                       linewidth=0.6, clip_on=False, zorder=0)  # fmt: skip
    return figure


def _rows(analysis: Analysis) -> list[_Row]:
    """Topics in file order, then the comments without one, with their estimates."""
    labels = topic_labels(analysis)
    # the estimates are by the label as the analyst wrote it, not as it is drawn
    groups = dict(zip(analysis.topics["topic"], analysis.topics["label"], strict=True))
    scored = set(scored_readers(analysis)["id"])
    rows = []
    for name, ids in members(analysis).items():
        label = label_of(name, labels)
        found = estimate(
            analysis, "mean_compound", "topic", groups.get(name, name) if name else NO_TOPIC
        )
        own = [identifier for identifier in ids if identifier in scored]
        values = {} if found is None else found.to_dict()
        rows.append(
            _Row(
                topic=name,
                label=label,
                n=len(own),
                estimate=float(values.get("estimate", np.nan)),
                ci_low=float(values.get("ci_low", np.nan)),
                ci_high=float(values.get("ci_high", np.nan)),
                method=str(values.get("method", "")),
                note=str(values.get("note", "")),
                ids=own,
            )
        )
    return rows


def _quoted(label: str) -> str:
    return f"“{shorten(label, 60)}”"


def _few(names: list[str]) -> str:
    return (
        listed(names) if len(names) < 4 else listed([*names[:2], f"{len(names) - 2} more topics"])
    )


def _label_lines(label: str, width: float) -> list[str]:
    """The label on one line, or smaller on two."""
    if style.text_width(style.drawable(label), bold=True) <= width:
        return [style.drawable(label)]
    first, *rest = style.wrap(label, width, style.SMALL, bold=True)
    return [first, style.fit(" ".join(rest), width, style.SMALL, bold=True)] if rest else [first]


def _beside(row: _Row) -> tuple[str, str]:
    if not row.n:
        return "", "no comments"
    mean = f"mean {signed(row.estimate)}"
    if np.isnan(row.ci_low):
        return mean, "too few for an interval" if "too few" in row.note else "all alike"
    return mean, interval(row.ci_low, row.ci_high)


def _draw_mean(panel: Axes, place: float, row: _Row) -> None:
    if not np.isnan(row.ci_low):
        panel.plot([row.ci_low, row.ci_high], [place] * 2, color=style.INK, linewidth=1.3)
    if row.n:
        panel.plot(row.estimate, place, "D", markersize=5, color=style.INK,
                   markeredgecolor="white", markeredgewidth=0.6)  # fmt: skip


def _draw_comments(panel: Axes, place: float, own: pd.DataFrame, *, crowded: bool) -> None:
    scores = own[SENTIMENT].astype("float64").to_numpy()
    if crowded and len(scores):
        ends = np.quantile(scores, [0.1, 0.25, 0.75, 0.9])
        panel.plot(ends[[0, 3]], [place] * 2, color="#cfd5db", linewidth=7, solid_capstyle="butt")
        panel.plot(ends[[1, 2]], [place] * 2, color="#93a5b8", linewidth=7, solid_capstyle="butt")
        return
    for score, label, lift in zip(scores, own[SENTIMENT_LABEL], _lifts(scores), strict=True):
        panel.plot(score, place + lift, "o", markersize=6, color=style.COLOURS[label],
                   markeredgecolor="white", markeredgewidth=0.6, clip_on=False)  # fmt: skip


def _lifts(scores: np.ndarray) -> list[float]:
    """Heights that keep dots of nearly the same score apart: level, down, up and so on."""
    steps = (0, 0.12, 0.24, 0.36, 0.06, 0.18, 0.3)
    used: dict[int, int] = {}
    lifts = []
    for score in scores:
        cell = round(score / 0.055)
        taken = used.get(cell, 0)
        used[cell] = taken + 1
        lifts.append(steps[taken % len(steps)])
    return lifts
