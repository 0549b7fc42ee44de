"""Who spoke when: one dot a comment on a time axis, or counts by period where there are many."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from toolkit.accounting import medium_of
from toolkit.figures import style
from toolkit.figures.readings import VADER, readers, say_validated, source_line
from toolkit.figures.timeline import (
    Stretch,
    bin_starts,
    choose_frequency,
    find_burst,
    find_silence,
    time_ticks,
)
from toolkit.figures.wording import (
    capitalised,
    duration,
    long_date,
    part_of,
    plural,
    short_date,
    spell,
)
from toolkit.pipeline import Analysis
from toolkit.schema import local_times, timestamp_precision
from toolkit.stats import LABELS, SENTIMENT, SENTIMENT_LABEL

MANY = 200
"""Above so many dated comments they are counted by period instead of drawn one by one."""

_SPANS = {
    "h": "hour", "3h": "three hours", "6h": "six hours", "D": "day", "W-MON": "week",
    "MS": "month", "QS": "quarter", "YS": "year",
}  # fmt: skip
_ALONE = " on its own"


def available(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return not reason(analysis)


def reason(analysis: Analysis) -> str:
    """Why there is nothing to draw, or an empty string."""
    if readers(analysis).empty:
        return "There are no reader comments to place in time."
    if not len(_dated(analysis)):
        return "No reader comment shows a full date, so none can be placed in time."
    return ""


def title(analysis: Analysis) -> str:
    """What is seen: a burst if there is one, else how long the comments took."""
    times = _dated(analysis)["time"]
    n, first, last = len(times), times.min(), times.max()
    dated = "comments" if n == len(readers(analysis)) else "dated comments"
    if n == 1:
        return f"The only {dated[:-1]} came on {long_date(first)}"
    if first.normalize() == last.normalize():
        return f"{capitalised(part_of(n, n))} {dated} came on {long_date(first)}"
    if burst := find_burst(times):
        start = " of the first" if burst.start == first else ""
        within = plural(burst.days, "day") if burst.days > 1 else "a day"
        return f"{capitalised(part_of(burst.n, n))} {dated} came within {within}{start}"
    return f"{capitalised(spell(n))} {dated} came over {duration(last - first)}"


def caption(analysis: Analysis) -> str:
    """n, source and method."""
    table = _table(analysis)
    comments = table[table["kind"] == "comment"]
    parts = [source_line(analysis, len(comments))]
    undated = int(comments["time"].isna().sum())
    if undated:
        parts.append(f"{capitalised(plural(undated, 'comment'))} without a full date.")
    days = int((comments["precision"] == "day").sum())
    if days:
        parts.append(
            f"{capitalised(plural(days, 'comment'))} with a day but no time of day, at its noon."
        )
    others = table[table["kind"] != "comment"]
    if len(others) and not _many(analysis):
        kinds = [plural(int(n), str(kind)) for kind, n in others["kind"].value_counts().items()]
        parts.append(f"Also {', '.join(sorted(kinds))}, not counted as readers.")
    parts.append(
        f"Times are as the {medium_of(analysis.sources)} gives them, no zone is assumed. A burst "
        "is the stretch whose share of the comments most exceeds its share of the time."
    )
    return " ".join([*parts, VADER, say_validated(analysis)])


def alt_text(analysis: Analysis) -> str:
    """The finding in words."""
    times = _dated(analysis)["time"]
    sentences = [title(analysis)]
    if len(times) > 1:
        sentences.append(f"The first is of {long_date(times.min())}, the last of "
                         f"{long_date(times.max())}")  # fmt: skip
    if silence := find_silence(times):
        sentences.append(
            f"The longest silence lasted {duration(silence.end - silence.start)}, from "
            f"{long_date(silence.start)} to {long_date(silence.end)}"
        )
    labels = readers(analysis)[SENTIMENT_LABEL].value_counts()
    found = [f"{int(labels.get(label, 0)):,} {label}" for label in LABELS]
    sentences.append(f"By VADER's labels {', '.join(found)}")
    return ". ".join(sentences) + "."


def data(analysis: Analysis) -> pd.DataFrame:
    """The records drawn, or for many comments their counts by period and label."""
    if _many(analysis):
        counts = _bins(analysis).reset_index()
        counts["period"] = counts["period"].astype("string").str.slice(0, 16)
        return counts
    table = _table(analysis)
    columns = ["id", "kind", "timestamp", "precision", SENTIMENT, SENTIMENT_LABEL]
    return table[columns].reset_index(drop=True)


@style.themed
def draw(analysis: Analysis) -> Figure:
    """The figure."""
    return _draw_counts(analysis) if _many(analysis) else _draw_dots(analysis)


def _table(analysis: Analysis) -> pd.DataFrame:
    """Reader comments and the visible records of other kinds, with their times."""
    table = analysis.comments
    ids = set(readers(analysis)["id"])
    shown = table["id"].isin(ids) | (
        (table["kind"].fillna("comment") != "comment")
        & (table["state"].fillna("visible") == "visible")
    )
    table = table[shown].reset_index(drop=True)
    precision = timestamp_precision(table["timestamp"])
    times = local_times(table["timestamp"])
    noon = times + pd.Timedelta(hours=12)
    return table.assign(
        kind=table["kind"].fillna("comment"),
        precision=precision,
        time=times.where((precision != "day").fillna(True).astype(bool), noon),
    )


def _dated(analysis: Analysis) -> pd.DataFrame:
    table = _table(analysis)
    return table[(table["kind"] == "comment") & table["time"].notna()]


def _many(analysis: Analysis) -> bool:
    return len(_dated(analysis)) > MANY


def _bins(analysis: Analysis) -> pd.DataFrame:
    """Comments by period (rows, without gaps) and label (columns), with the mean score."""
    dated = _dated(analysis)
    frequency = choose_frequency(dated["time"])
    starts = bin_starts(dated["time"], frequency).rename("period")
    counts = pd.crosstab(starts, dated[SENTIMENT_LABEL].fillna("no score"))
    extra = ["no score"] if "no score" in counts else []
    every = pd.date_range(starts.min(), starts.max(), freq=frequency, name="period")
    counts = counts.reindex(index=every, columns=[*LABELS, *extra], fill_value=0)
    counts.columns.name = None
    return counts.assign(mean_compound=dated.groupby(starts)[SENTIMENT].mean().reindex(every))


def _draw_dots(analysis: Analysis) -> Figure:
    table = _table(analysis)
    dated = table[table["time"].notna()]
    kinds = sorted(set(table["kind"]) - {"comment"})
    rows = [-1.38 - 0.26 * number for number in range(len(kinds))]
    low = (rows[-1] if rows else -1.0) - 0.16
    spread = dated.loc[dated["kind"] == "comment", "time"]
    burst, silence = find_burst(spread), find_silence(spread)
    high = 1.14 + 0.24 * bool(burst) + 0.24 * bool(silence)
    undated = table["time"].isna().any()
    body = 0.5 + (high - low) * 1.06
    figure = style.start_figure(title(analysis), _subtitle(analysis), body=body)
    wide, left = style.WIDTH - (1.0 if undated else 0.25) - 0.95, 0.95
    panel = style.add_panel(figure, left, 0.5, wide, (high - low) * 1.06)
    panel.set_ylim(low, high)
    start, end = _limits(dated["time"])
    panel.set_xlim(date2num(start), date2num(end))
    _scale(panel)
    _time_axis(panel, time_ticks(start, end))
    if burst:
        _mark_burst(panel, burst, high - 0.12, len(spread))
    if silence:
        _mark_silence(panel, silence, 1.16)
    places = dict(zip(kinds, rows, strict=True))
    for kind, row in places.items():
        panel.text(-0.012, row, f"{kind}s", transform=panel.get_yaxis_transform(), ha="right",
                   va="center", color=style.SOFT, size=style.BODY)  # fmt: skip
        panel.axhline(row, color=style.GRID, linewidth=0.6, zorder=0)
    _dots(panel, dated, [date2num(time) for time in dated["time"]], places)
    if undated:
        place = (left + wide + 0.12, low, high)
        _draw_undated(figure, table[table["time"].isna()], place, places)
    return figure


def _draw_undated(
    figure: Figure,
    table: pd.DataFrame,
    place: tuple[float, float, float],
    rows: dict[str, float],
) -> None:
    left, low, high = place
    panel = style.add_panel(figure, left, 0.5, style.WIDTH - left - 0.15, (high - low) * 1.06)
    panel.set_facecolor("#f5f6f7")
    panel.set_ylim(low, high)
    panel.set_xlim(0, 1)
    panel.axhline(0, color=style.GRID, linewidth=0.6, zorder=0)
    across = table.groupby("kind").cumcount() + 1
    many = table.groupby("kind")["id"].transform("size") + 1
    _dots(panel, table, (across / many).tolist(), rows)
    panel.text(0.5, low - 0.08, "no date", ha="center", va="top", color=style.SOFT)


def _dots(panel: Axes, table: pd.DataFrame, x: list[float], rows: dict[str, float]) -> None:
    """Comments as discs at their score, other kinds as open diamonds in their own row."""
    for place, kind, score, label in zip(
        x, table["kind"], table[SENTIMENT], table[SENTIMENT_LABEL], strict=True
    ):
        if kind != "comment":
            panel.plot(place, rows[kind], "D", markersize=4.5, markerfacecolor="white",
                       markeredgecolor=style.SOFT, markeredgewidth=0.9)  # fmt: skip
        elif pd.notna(score):
            panel.plot(place, score, "o", markersize=7.5, markerfacecolor=style.COLOURS[label],
                       markeredgecolor="white", markeredgewidth=0.8, clip_on=False)  # fmt: skip
        else:
            panel.plot(place, 0, "x", markersize=5, color=style.SOFT)


def _scale(panel: Axes) -> None:
    for value, text, label in (
        (1, "+1 positive", "positive"), (0, "0 neutral", "neutral"), (-1, "−1 negative", "negative")
    ):  # fmt: skip
        panel.axhline(
            value, color=style.FAINT if value == 0 else style.GRID, linewidth=0.6, zorder=0
        )
        panel.text(-0.012, value, text, transform=panel.get_yaxis_transform(), ha="right",
                   va="center", color=style.TEXT_COLOURS[label])  # fmt: skip


def _time_axis(
    panel: Axes, ticks: list[tuple[pd.Timestamp, str]], shift: pd.Timedelta | None = None
) -> None:
    labels = [label if "\n" in label else f"{label}\n " for _, label in ticks]
    panel.set_xticks([date2num(time + (shift or pd.Timedelta(0))) for time, _ in ticks], labels)
    panel.tick_params(axis="x", length=3, pad=3)
    panel.spines["bottom"].set_visible(True)


def _mark_burst(panel: Axes, burst: Stretch, height: float, n: int) -> None:
    start, end = date2num(burst.start), date2num(burst.end)
    low, high = panel.get_xlim()
    edge = (high - low) * 0.006
    panel.axvspan(start - edge, end + edge, color="#eef2f6", zorder=-1)
    left = (start + end) / 2 < (low + high) / 2
    dates = (short_date(burst.start), short_date(burst.end))
    when = dates[0] if dates[0] == dates[1] else f"{dates[0]} to {dates[1]}"
    place, side = (end + 2 * edge, "left") if left else (start - 2 * edge, "right")
    text = f"{burst.n:,} of {n:,} comments, {when}"
    panel.text(place, height, text, ha=side, va="center", color=style.INK)


def _mark_silence(panel: Axes, silence: Stretch, height: float) -> None:
    start, end = date2num(silence.start), date2num(silence.end)
    panel.annotate(
        "", (start, height), (end, height),
        arrowprops={"arrowstyle": "|-|,widthA=0.25,widthB=0.25", "color": style.FAINT,
                    "linewidth": 0.7, "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip
    panel.text((start + end) / 2, height, f" {duration(silence.end - silence.start)} of silence ",
               ha="center", va="center", color=style.SOFT,
               bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip


def _draw_counts(analysis: Analysis) -> Figure:
    counts = _bins(analysis)
    dated = _dated(analysis)["time"]
    figure = style.start_figure(title(analysis), _subtitle(analysis), body=3.5)
    left, wide = 0.95, style.WIDTH - 1.2
    bars = style.add_panel(figure, left, 1.75, wide, 1.75)
    means = style.add_panel(figure, left, 0.5, wide, 1.0)
    places = [date2num(start) for start in counts.index]
    last = counts.index[-1] + (counts.index[-1] - counts.index[-2] if len(counts) > 1 else
                               pd.Timedelta(hours=1))  # fmt: skip
    ends = [*places[1:], date2num(last)]
    widths = [(end - start) * 0.92 for start, end in zip(places, ends, strict=True)]
    base = pd.Series(0, index=counts.index)
    for label in ("negative", "neutral", "positive"):
        bars.bar(places, counts[label], widths, bottom=base, align="edge",
                 color=style.COLOURS[label], linewidth=0)  # fmt: skip
        base = base + counts[label]
    style.count_axis(bars, int(base.max()))
    middles = [(start + end) / 2 for start, end in zip(places, ends, strict=True)]
    means.set_ylim(-1.05, 1.05)
    _scale(means)
    enough = counts["mean_compound"].notna() & (base >= 5)
    means.plot(
        middles,
        counts["mean_compound"].where(enough), color=style.FAINT, linewidth=0.8,
        marker="o", markersize=3.5, markerfacecolor=style.INK, markeredgewidth=0,
    )  # fmt: skip
    for panel in (bars, means):
        panel.set_xlim(places[0], ends[-1])
    noon = pd.Timedelta(hours=12 if choose_frequency(dated) == "D" else 0)
    _time_axis(means, time_ticks(counts.index[0], dated.max()), noon)
    return figure


def _subtitle(analysis: Analysis) -> str:
    n = len(readers(analysis))
    if _many(analysis):
        span = _SPANS[choose_frequency(_dated(analysis)["time"])]
        each = f"per {span}" if " " not in span else f"every {span}"
        return (
            f"Comments {each}, from the bottom up negative (orange), neutral (grey) and positive "
            f"(blue); below, the mean sentiment of each with five comments or more; n = {n:,}"
        )
    return f"One dot a comment, by date and by sentiment; n = {n:,}"


def _limits(times: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    span = times.max() - times.min()
    pad = max(span * 0.03, pd.Timedelta(hours=1)) if span else pd.Timedelta(hours=18)
    return times.min() - pad, times.max() + pad
