"""The axis of periods: as many names as there is room for."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures import style
from toolkit.figures.wording import short_date, short_month


def period_ticks(panel: Axes, rows: pd.DataFrame, length: str) -> None:
    """Name the first period and, at equal steps, as many others as there is room for.

    Args:
        panel: Axes whose x is the number of the period, from 0.
        rows: The periods in order, with ``start``.
        length: Of a period: ``hour``, ``day``, ``week``, ``month``, ``quarter`` or ``year``.
    """
    last = len(rows) - 1
    panel.set_xlim(-0.6, last + 0.6)
    names = [short_period(start, length) for start in rows["start"]]
    wide = panel.get_position().width * style.WIDTH
    longest = max(style.text_width(name, style.SMALL) for name in names) + 0.1
    room = max(2, int(wide / longest))
    step = max(1, last // (room - 1))
    shown = list(range(0, last + 1, step))[:room]
    panel.set_xticks(range(last + 1), minor=True)
    panel.tick_params(axis="x", which="minor", length=1.5, color=style.GRID)
    panel.set_xticks(shown, [names[place] for place in shown], size=style.SMALL)
    panel.tick_params(axis="x", length=2.5, pad=2)
    panel.spines["bottom"].set_visible(True)


def short_period(start: pd.Timestamp, length: str) -> str:
    """A period's short name by its first moment.

    >>> short_period(pd.Timestamp("2012-08-27"), "week")
    '27 Aug'
    >>> short_period(pd.Timestamp("2012-07-01"), "quarter")
    'Q3 2012'
    """
    if length == "year":
        return str(start.year)
    if length == "quarter":
        return f"Q{(start.month + 2) // 3} {start.year}"
    if length == "month":
        return f"{short_month(start)} {start.year}"
    if length == "hour":
        return f"{short_date(start)}, {start.hour} h"
    return short_date(start)
