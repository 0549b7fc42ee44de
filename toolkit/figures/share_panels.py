"""Panels of shares by period, as :mod:`toolkit.figures.topics_over_time` puts them together."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures import style
from toolkit.figures.period_axis import period_ticks
from toolkit.figures.words import two_lines

HEAD, LINE, HIGH, FOOT, STRIP = 0.52, 0.14, 1.05, 0.3, 0.4
"""Inches: a panel's head with two lines, a line, its axes, the names of periods, the dots of
comments."""


def highest_share(panels: list[pd.DataFrame]) -> float:
    """The upper end of the shares' axes, the same for all panels."""
    top = max(float(rows[["share", "ci_high"]].max().max()) for rows in panels)
    return min(1.0, max(0.1, math.ceil(top * 20) / 20))


def head_text(label: str, wide: float) -> str:
    """A panel's label in one line or two."""
    return two_lines(label, wide - 0.2, bold=True)


def start_panel(
    figure: Figure, label: str, total: str, place: tuple[float, float, float, float]
) -> Axes:
    """The head of a panel, and its axes."""
    left, top, wide, head = place
    across, up = figure.get_size_inches()
    text = head_text(label, wide)
    figure.text(left / across, (top - 0.04) / up, text, weight="bold", va="top", linespacing=1.1)
    under = top - 0.19 - LINE * ("\n" in text)
    figure.text(left / across, under / up, total, va="top", color=style.SOFT, size=style.SMALL)
    return style.add_panel(figure, left + 0.42, top - head - HIGH, wide - 0.62, HIGH)


def draw_shares(panel: Axes, rows: pd.DataFrame, highest: float, colour: str) -> None:
    """Each period's share as a dot on its interval; hollow where it has none."""
    step = next(step for step in (0.05, 0.1, 0.2, 0.25, 0.5) if highest / step <= 4.01)
    levels = [step * number for number in range(int(highest / step + 1e-9) + 1)]
    panel.set_ylim(0, highest * 1.04)
    panel.set_yticks(levels, [f"{level:.0%}".replace("%", " %") for level in levels],
                     size=style.SMALL)  # fmt: skip
    for level in levels:
        panel.axhline(level, color=style.GRID, linewidth=0.6, zorder=0)
    places = np.arange(len(rows))
    shares, low, high = (
        rows[name].to_numpy(dtype=float) for name in ("share", "ci_low", "ci_high")
    )
    sure = np.isfinite(low)
    panel.plot(places, shares, "-", color=colour, linewidth=0.6, alpha=0.6)
    panel.vlines(places[sure], low[sure], high[sure], color=colour, linewidth=1.4, alpha=0.55)
    size = 4.2 if len(rows) <= 20 else 2.8
    for some, face in ((sure, colour), (~sure, "white")):
        panel.plot(places[some], shares[some], "o", markersize=size, markerfacecolor=face,
                   markeredgecolor=colour, markeredgewidth=0.8, clip_on=False)  # fmt: skip
    period_ticks(panel, rows, str(rows["group_by"].iloc[0]))


def draw_comments(
    figure: Figure, rows: pd.DataFrame, place: tuple[float, float, float, float], colour: str
) -> None:
    """A dot a comment beneath each period, those with the topic first and filled."""
    left, top, wide, head = place
    width = wide - 0.62
    strip = style.add_panel(
        figure, left + 0.42, top - head - HIGH - FOOT - STRIP + 0.06, width, STRIP - 0.06
    )
    strip.set_xlim(-0.5, len(rows) - 0.5)
    strip.set_ylim(0, 1)
    column = width / len(rows)
    most = int(rows["total"].max())
    step = 0.085
    while step > 0.02 and int(column * 0.9 / step) * int((STRIP - 0.06) / step) < most:
        step *= 0.9
    across = max(1, int(column * 0.9 / step))
    for period, (n, total) in enumerate(zip(rows["n"], rows["total"], strict=True)):
        many = min(across, int(total))
        for number in range(int(total)):
            row, place_ = divmod(number, across)
            strip.plot(
                period + (place_ - (many - 1) / 2) * step / column,
                1 - (row + 0.5) * step / (STRIP - 0.06), "o", markersize=step * 72 * 0.75,
                markerfacecolor=colour if number < n else "white", markeredgecolor=colour,
                markeredgewidth=0.5,
            )  # fmt: skip
