"""Topics over time: the share of each period's comments that have a topic, a panel a topic."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy import stats

from toolkit.figures import style
from toolkit.figures.period_axis import period_ticks
from toolkit.figures.readings import discovered_labels, readers, source_line, topic_labels
from toolkit.figures.share_panels import (
    FOOT,
    HEAD,
    HIGH,
    LINE,
    STRIP,
    draw_comments,
    draw_shares,
    head_text,
    highest_share,
    start_panel,
)
from toolkit.figures.wording import capitalised, percent, plural, spell
from toolkit.figures.words import shorten
from toolkit.pipeline import Analysis
from toolkit.shares import MINIMUM_N
from toolkit.stats import NO_DATE, SMALL_N
from toolkit.topics.membership import Kind
from toolkit.topics.periods import NO_CLOCK
from toolkit.wording import format_period_name

MOST_PANELS = 10
"""Topics drawn at most, those with the most comments."""

_GAP = 0.16  # inches between rows of panels
_NORMAL = 1.959964


class Change(NamedTuple):
    """Two periods in which a topic's share differs most, in their order."""

    label: str
    first: pd.Series
    second: pd.Series
    strength: float


@dataclass(frozen=True)
class TopicsOverTime:
    """The figure, of the analyst's topics (``seeded``) or of the data's (``discovered``)."""

    kind: Kind

    def available(self, analysis: Analysis) -> bool:
        """Whether there is anything to draw."""
        return not self.reason(analysis)

    def reason(self, analysis: Analysis) -> str:
        """Why there is nothing to draw, or an empty string."""
        if readers(analysis).empty:
            return "There are no reader comments to follow over time."
        if not self._labels(analysis):
            what = "No topics were given" if self.kind == "seeded" else "No discovered topics stand"
            return f"{what}, so there are none to follow over time."
        table = self._table(analysis)
        sizes = table.groupby("group", sort=False)["total"].first()
        if not len(sizes):
            return "No comment shows a full date, so topics can’t be followed over time."
        enough = int((sizes >= MINIMUM_N).sum())
        if enough < 2:
            length = table["group_by"].iloc[0]
            if len(sizes) == 1:
                return f"All dated comments are of one {length}, so topics can’t be followed."
            hold = f"{'none' if not enough else 'only one'} of {spell(len(sizes))} {length}s"
            return (
                f"Dates are too few to follow topics over time: {hold} "
                f"{'holds' if enough else 'hold'} {spell(MINIMUM_N)} comments or more."
            )
        return ""

    def title(self, analysis: Analysis) -> str:
        """The clearest change of a topic's share, if there is one."""
        changes, length = self._changes(analysis), self._length(analysis)
        if not changes:
            many = self._table(analysis)["group"].nunique()
            which = "the topic’s" if len(self._labels(analysis)) == 1 else "any topic’s"
            return f"No change for sure in {which} share over {plural(many, length)}"
        first = changes[0]
        shares = [float(row["share"]) for row in (first.first, first.second)]
        verb = "rose" if shares[1] > shares[0] else "fell"
        when = [
            format_period_name(str(row["group"]), length) for row in (first.first, first.second)
        ]
        more = len(changes) - 1
        rest = f"; {plural(more, 'other topic')} changed, too" if more else ""
        return (
            f"{self._named(first.label)} {verb} from {percent(shares[0])} of the "
            f"comments ({when[0]}) to {percent(shares[1])} ({when[1]}){rest}"
        )

    def caption(self, analysis: Analysis) -> str:
        """n, source and method."""
        table, length = self._table(analysis), self._length(analysis)
        parts = [
            source_line(analysis, len(readers(analysis))),
            f"Dots are shares of the comments of each {length}, bars their 95 % intervals "
            "(Wilson’s, wider where authors or conversations come up more than once); where fewer "
            f"than {spell(MINIMUM_N)} comments were written, the dot is hollow and has none. Times "
            "are as the source gives them.",
        ]
        if self.kind == "seeded" and readers(analysis)["seeded_topics"].map(len).max() > 1:
            parts.append("A comment counts for every topic it names.")
        every = self._all(analysis)
        apart = every[every["start"].isna()].groupby("group", sort=False)["total"].first().to_dict()
        for name, why in ((NO_DATE, "without a full date"), (NO_CLOCK, "without a time of day")):
            if apart.get(name, 0):
                parts.append(f"Left out: {plural(int(apart[name]), 'comment')} {why}.")
        parts.append(
            "The title names a change only where two periods differ past Bonferroni’s limit for "
            f"all {self._pairs(table):,} pairs of periods and topics."
        )
        left_out = len(self._labels(analysis)) - len(self._drawn(analysis))
        if left_out:
            parts.append(
                f"Drawn are the {spell(MOST_PANELS)} topics with the most comments; "
                f"{spell(left_out)} more {'is' if left_out == 1 else 'are'} in the numbers."
            )
        return " ".join(parts) + style.missing_note(list(self._labels(analysis).values()))

    def alt_text(self, analysis: Analysis) -> str:
        """The finding in words."""
        length, parts = self._length(analysis), []
        for label, rows in self._drawn(analysis):
            known = rows[rows["total"] >= MINIMUM_N].sort_values("share", kind="stable")
            ends = [
                f"{percent(float(row['share']))} ({format_period_name(str(row['group']), length)})"
                for row in (known.iloc[0], known.iloc[-1])
            ]
            parts.append(f"{shorten(label, 60)} from {ends[0]} to {ends[1]}")
        return f"{self.title(analysis)}. Lowest and highest shares: {'; '.join(parts)}."

    def data(self, analysis: Analysis) -> pd.DataFrame:
        """The shares of all topics and periods with their intervals and the comments' ids."""
        return self._all(analysis)

    @style.themed
    def draw(self, analysis: Analysis) -> Figure:
        """The figure."""
        drawn, n, length = self._drawn(analysis), len(readers(analysis)), self._length(analysis)
        rest = self._without(analysis)
        panels = [*drawn, *([("none of these", rest)] if rest["n"].any() else [])]
        across = 2 if len(panels) in (1, 3) else 3
        wide = (style.WIDTH - 0.3) / across
        dots = n < SMALL_N
        two = any("\n" in head_text(label, wide) for label, _ in panels)
        head = HEAD if two else HEAD - LINE
        each = head + HIGH + FOOT + (STRIP if dots else 0) + _GAP
        rows = -(-(len(panels) + 1) // across)
        subtitle = f"Share of the comments of each {length}, with 95 % interval; n = {n:,}"
        if dots:
            subtitle += "; below, one dot a comment, filled if it has the topic"
        figure = style.start_figure(self.title(analysis), subtitle, body=rows * each)
        highest = highest_share([rows_ for _, rows_ in panels])
        for place, (label, own) in enumerate(panels):
            row, column = divmod(place, across)
            left, top = 0.15 + column * wide, (rows - row) * each
            colour = style.ACCENT if place < len(drawn) else style.FAINT
            total = f"{int(own['n'].sum()):,} with a date"
            axes = start_panel(figure, label, total, (left, top, wide, head))
            draw_shares(axes, own, highest, colour)
            if dots:
                draw_comments(figure, own, (left, top, wide, head), colour)
        row, column = divmod(len(panels), across)
        place_ = (0.15 + column * wide, (rows - row) * each, wide, head)
        counts = drawn[0][1]["total"].to_numpy()
        axes = start_panel(figure, "All comments", f"{int(counts.sum()):,} with a date", place_)
        style.count_axis(axes, int(counts.max()), room=1.08)
        axes.tick_params(axis="y", labelsize=style.SMALL)
        axes.bar(range(len(counts)), counts, 0.8, color=style.COLOURS["neutral"], linewidth=0)
        period_ticks(axes, drawn[0][1], length)
        return figure

    def _named(self, label: str) -> str:
        """A topic at the beginning of a sentence; a discovered one's words in quotation marks."""
        short = shorten(label, 50)
        return capitalised(short) if self.kind == "seeded" else f"“{short}”"

    def _labels(self, analysis: Analysis) -> dict[str, str]:
        return topic_labels(analysis) if self.kind == "seeded" else discovered_labels(analysis)

    def _all(self, analysis: Analysis) -> pd.DataFrame:
        table = analysis.topic_tables.get(f"{self.kind}_over_time")
        return pd.DataFrame(columns=["topic", "group", "total"]) if table is None else table

    def _table(self, analysis: Analysis) -> pd.DataFrame:
        """The rows of topics and periods with a date."""
        table = self._all(analysis)
        return table[table["start"].notna() & (table["topic"] != "")] if len(table) else table

    def _without(self, analysis: Analysis) -> pd.DataFrame:
        table = self._all(analysis)
        return table[table["start"].notna() & (table["topic"] == "")]

    def _length(self, analysis: Analysis) -> str:
        return str(self._table(analysis)["group_by"].iloc[0])

    def _drawn(self, analysis: Analysis) -> list[tuple[str, pd.DataFrame]]:
        """The topics with most comments, in file order: label and rows."""
        table = self._table(analysis)
        sizes = table.groupby("topic", sort=False)["n"].sum().sort_values(
            ascending=False, kind="stable")  # fmt: skip
        kept = set(sizes.index[:MOST_PANELS])
        return [
            (label, table[table["topic"] == name])
            for name, label in self._labels(analysis).items()
            if name in kept
        ]

    def _pairs(self, table: pd.DataFrame) -> int:
        estimated = table[table["ci_low"].notna()].groupby("topic").size()
        return int((estimated * (estimated - 1) // 2).sum())

    def _changes(self, analysis: Analysis) -> list[Change]:
        """The topics that changed past Bonferroni's limit, the clearest change first."""
        table = self._table(analysis)
        limit = stats.norm.isf(0.025 / max(1, self._pairs(table)))
        found = []
        for name, label in self._labels(analysis).items():
            rows = table[(table["topic"] == name) & table["ci_low"].notna()]
            error = ((rows["ci_high"] - rows["ci_low"]) / 2 / _NORMAL).to_numpy()
            share = rows["share"].to_numpy()
            best = max(
                combinations(range(len(rows)), 2), default=None,
                key=lambda pair: abs(share[pair[0]] - share[pair[1]])
                / np.hypot(error[pair[0]], error[pair[1]]),
            )  # fmt: skip
            if best is None:
                continue
            first, second = best
            z = abs(share[first] - share[second]) / np.hypot(error[first], error[second])
            if z > limit:
                found.append(Change(label, rows.iloc[first], rows.iloc[second], float(z)))
        return sorted(found, key=lambda change: -change.strength)


SEEDED = TopicsOverTime("seeded")
DISCOVERED = TopicsOverTime("discovered")
