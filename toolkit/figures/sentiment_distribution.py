"""How they feel: each comment at its score with the words behind it, or a histogram of many."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.accounting import medium_of
from toolkit.figures import style
from toolkit.figures.readings import (
    VADER,
    estimate,
    readers,
    say_validated,
    scored_readers,
    source_line,
)
from toolkit.figures.wording import capitalised, interval, part_of, percent, plural, signed
from toolkit.pipeline import Analysis
from toolkit.shares import MINIMUM_N
from toolkit.stats import LABELS, SENTIMENT, SENTIMENT_LABEL, SMALL_N

RAW = "vader_compound"

_ROW, _HEAD, _GAP = 0.235, 0.29, 0.1  # inches: a comment, a label's heading, the space after it
_NUMBER, _SCORE = 0.52, 1.06  # right edges of the first two columns
_STRIP, _STRIP_WIDE = 1.2, 1.75  # the strip from −1 to +1
_EXCERPT, _WORDS, _EDGE = 3.2, 5.45, style.WIDTH - 0.15


class _Share(NamedTuple):
    """A label's part of the scored comments, with its interval where there is one."""

    label: str
    n: int
    share: float
    ci_low: float
    ci_high: float

    def say(self, total: int) -> str:
        known = np.isfinite([self.ci_low, self.ci_high]).all()
        reach = f" ({percent(self.ci_low)} to {percent(self.ci_high)})" if known else ""
        return f"{self.n:,} of {total:,}, {percent(self.share)}{reach}"


def available(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return not reason(analysis)


def reason(analysis: Analysis) -> str:
    """Why there is nothing to draw, or an empty string."""
    if readers(analysis).empty:
        return "There are no reader comments whose sentiment could be shown."
    if scored_readers(analysis).empty:
        return "No reader comment has a sentiment score."
    return ""


def title(analysis: Analysis) -> str:
    """How many comments have the most frequent label, and how many the opposite one."""
    counts = {share.label: share.n for share in _shares(analysis)}
    n = sum(counts.values())
    noun = "comment" if n == len(readers(analysis)) else "scored comment"
    # most frequent first; of equal ones positive, then negative, then neutral
    first, *_ = sorted(("positive", "negative", "neutral"), key=lambda label: -counts[label])
    others = {"positive": ["negative"], "negative": ["positive"]}.get(
        first, ["positive", "negative"]
    )
    if n == 1:
        return f"The only {noun} scores {first}"
    if counts[first] == n:
        return f"{capitalised(part_of(n, n))} {noun}s score {first}"
    if n < SMALL_N:
        verb = "scores" if counts[first] == 1 else "score"
        lead = f"{capitalised(part_of(counts[first], n))} {noun}s {verb} {first}"
        # a part without its whole, written as in "nine of eleven" or "9 of 300"
        parts = [part_of(counts[label], n).split(" of ")[0] for label in others]
    else:
        lead = f"{percent(counts[first] / n)} of {n:,} {noun}s score {first}"
        parts = [percent(counts[label] / n) if counts[label] else "none" for label in others]
    rest = [f"{part} {label}" for part, label in zip(parts, others, strict=True)]
    return f"{lead}, {' and '.join(rest)}"


def caption(analysis: Analysis) -> str:
    """n, source and method."""
    table = _ranked(analysis)
    parts = [source_line(analysis, len(table))]
    unscored = len(readers(analysis)) - len(table)
    if unscored:
        parts.append(f"{capitalised(plural(unscored, 'comment'))} without a score left out.")
    parts += [VADER, say_validated(analysis)]
    if len(table) < SMALL_N:
        parts.append(
            f"Numbers count the records in the {medium_of(analysis.sources)}'s order. The words "
            "are those that raised (+) or lowered (−) the score most, with the rules applied to "
            "them."
        )
        if _differs(table).any():
            parts.append("Open rings: the score with all characters as typed.")
    else:
        parts.append(
            "Bars are 0.1 wide and meet at the labels' thresholds; the outermost two, from ±0.95 "
            "to ±1, are half as wide."
        )
    if any(np.isfinite(share.ci_low) for share in _shares(analysis)):
        parts.append("Shares with their 95 % intervals (Wilson 1927).")
    mean = _mean(analysis)
    if mean is not None and pd.notna(mean["ci_low"]):
        note = f"; {mean['note']}" if mean["note"] else ""
        parts.append(f"Interval of the mean: {mean['method']}{note}.")
    words = [word for name in ("positive", "negative") for own in table[name] for word in own]
    shown = [*table["text"].str.slice(0, 60), *words]
    return " ".join(parts) + (style.missing_note(shown) if len(table) < SMALL_N else "")


def alt_text(analysis: Analysis) -> str:
    """The finding in words."""
    table, shares = scored_readers(analysis), _shares(analysis)
    sentences = [title(analysis)]
    if len(table) > 1:
        found = [f"{share.n:,} {share.label}" for share in shares]
        sentences.append(f"By label {', '.join(found)}")
        low, high = table[SENTIMENT].min(), table[SENTIMENT].max()
        sentences.append(f"Scores run from {signed(low)} to {signed(high)}")
        if _mean(analysis) is not None:
            sentences.append(capitalised(_say_mean(analysis)))
    return ". ".join(sentences) + "."


def data(analysis: Analysis) -> pd.DataFrame:
    """What is drawn: a row a comment or bar, then the labels' shares and the mean."""
    rows: list[dict[str, Any]] = []
    if len(scored_readers(analysis)) < SMALL_N:
        for row in _ranked(analysis).to_dict("records"):
            rows.append({"what": "comment", "number": row["number"], "id": row["id"],
                         "label": row[SENTIMENT_LABEL], "n": 1, "value": row[SENTIMENT],
                         "as_typed": row[RAW], "positive_words": row["positive"],
                         "negative_words": row["negative"],
                         "begins": style.clean(str(row["text"])[:400])[:200]})  # fmt: skip
    else:
        for low, high, label, n in _bars(analysis):
            rows.append({"what": "bar", "from": low, "to": high, "label": label, "n": n})
    for share in _shares(analysis):
        rows.append({"what": "share", "label": share.label, "n": share.n, "value": share.share,
                     "ci_low": share.ci_low, "ci_high": share.ci_high})  # fmt: skip
    mean = _mean(analysis)
    if mean is not None:
        rows.append({"what": "mean", "n": mean["n"], "value": mean["estimate"],
                     "ci_low": mean["ci_low"], "ci_high": mean["ci_high"]})  # fmt: skip
    table = pd.DataFrame(rows)
    whole = [column for column in ("number", "n") if column in table]
    return table.astype(dict.fromkeys(whole, "Int64"))


@style.themed
def draw(analysis: Analysis) -> Figure:
    """The figure."""
    few = len(scored_readers(analysis)) < SMALL_N
    return _draw_ranked(analysis) if few else _draw_histogram(analysis)


def _mean(analysis: Analysis) -> pd.Series | None:
    return estimate(analysis, "mean_compound", "all", "all comments")


def _say_mean(analysis: Analysis) -> str:
    mean = _mean(analysis)
    if mean is None:
        return ""
    said = f"mean {signed(mean['estimate'])}"
    if pd.notna(mean["ci_low"]):
        return f"{said}, 95 % interval {interval(mean['ci_low'], mean['ci_high'])}"
    few = mean["n"] < MINIMUM_N
    return f"{said}, {'too few comments for an' if few else 'all scores alike, so no'} interval"


def _shares(analysis: Analysis) -> list[_Share]:
    labels, counts = scored_readers(analysis)[SENTIMENT_LABEL], analysis.counts
    total = len(labels)
    found = []
    for label in LABELS:
        n, low, high = int((labels == label).sum()), np.nan, np.nan
        row = counts[(counts["group_by"] == "label") & (counts["group"] == label)]
        # the counts are of all reader comments: their intervals hold only if all have a score
        if len(row) and row["total"].iloc[0] == total:
            low, high = float(row["ci_low"].iloc[0]), float(row["ci_high"].iloc[0])
        found.append(_Share(label, n, n / total, low, high))
    return found


def _differs(table: pd.DataFrame) -> pd.Series:
    """Whether the characters typed change the score by more than the figure's last digit."""
    return (table[RAW] - table[SENTIMENT]).abs() >= 0.005


def _ranked(analysis: Analysis) -> pd.DataFrame:
    """The scored comments, highest score first, with their numbers and the words behind them."""
    table = scored_readers(analysis)
    numbers = {str(own): number for number, own in enumerate(analysis.comments["id"], start=1)}
    words = _telling_words(analysis)
    lists = {
        name: pd.Series([words.get((own, sign), []) for own in table["id"]], dtype="object")
        for name, sign in (("positive", 1), ("negative", -1))
    }
    table = table.assign(number=table["id"].map(numbers).astype("Int64"), **lists)
    return table.sort_values([SENTIMENT, "number"], ascending=[False, True], ignore_index=True)


def _telling_words(analysis: Analysis) -> dict[tuple[str, int], list[str]]:
    """For each comment and sign its words, most important first."""
    steps = analysis.explanations
    found: dict[tuple[str, int], list[str]] = {}
    if steps.empty:
        return found
    steps = steps.assign(word=steps["word"].astype("string").fillna("").str.lower())
    steps = steps[steps["word"].str.contains(r"[^\W_]", regex=True)]
    sums = steps.groupby(["id", "word"], as_index=False)["amount"].sum()
    # rounded, so that words that tie but for the last bit stay in alphabetical order
    sums = sums.assign(amount=sums["amount"].round(6), size=sums["amount"].abs().round(6))
    sums = sums.sort_values(["id", "size", "word"], ascending=[True, False, True])
    for own, word, amount in zip(sums["id"], sums["word"], sums["amount"], strict=True):
        if abs(amount) >= 0.005:
            found.setdefault((str(own), 1 if amount > 0 else -1), []).append(style.clean(word))
    return found


def _draw_ranked(analysis: Analysis) -> Figure:
    ranked = _ranked(analysis)
    shares = [share for share in _shares(analysis) if share.n]
    n = len(ranked)
    foot = 0.62 if n > 1 else 0.3  # one comment needs no mean
    body = 0.16 + len(shares) * (_HEAD + _GAP) + n * _ROW + foot
    which = "Each comment" if n > 1 else "The comment"
    figure = style.start_figure(
        title(analysis),
        f"{which} at its score, with how it begins and the words that count most; n = {n}",
        body=body,
    )
    sheet = style.add_panel(figure, 0, 0, style.WIDTH, body)
    sheet.set_xlim(0, style.WIDTH)
    sheet.set_ylim(0, body)
    for score, text in ((-1, "−1"), (0, "0"), (1, "+1")):
        colour = style.FAINT if score == 0 else style.GRID
        sheet.plot([_place(score)] * 2, [0.32, body - 0.16], color=colour, linewidth=0.6)
        sheet.text(_place(score), 0.2, text, ha="center", va="center", color=style.SOFT)
    for x, text in ((_NUMBER, "No."), (_SCORE, "score")):
        sheet.text(
            x, body - 0.08, text, ha="right", va="center", color=style.SOFT, size=style.SMALL
        )
    y = body - 0.12
    for share in shares:
        y -= _HEAD
        colour = style.TEXT_COLOURS[share.label]
        sheet.text(0.15, y + 0.02, share.label, weight="bold", color=colour, va="center")
        if n > 1:
            sheet.text(_EXCERPT, y + 0.02, share.say(n), va="center", color=colour)
        for _, row in ranked[ranked[SENTIMENT_LABEL] == share.label].iterrows():
            y -= _ROW
            _draw_comment(sheet, y, row)
        y -= _GAP
    if n > 1:
        _draw_mean(sheet, foot - 0.16, analysis)
    return figure


def _place(score: float) -> float:
    return _STRIP + (score + 1) / 2 * _STRIP_WIDE


def _draw_comment(sheet: Axes, y: float, row: pd.Series) -> None:
    score, raw, label = float(row[SENTIMENT]), row[RAW], row[SENTIMENT_LABEL]
    sheet.text(_NUMBER, y, f"{row['number']}", ha="right", va="center", color=style.SOFT)
    sheet.text(_SCORE, y, signed(score), ha="right", va="center", color=style.TEXT_COLOURS[label])
    sheet.plot([_place(0), _place(score)], [y, y], color=style.COLOURS[label], linewidth=1.2)
    if pd.notna(raw) and abs(raw - score) >= 0.005:
        sheet.plot(_place(raw), y, "o", markersize=6, markerfacecolor="white",
                   markeredgecolor=style.SOFT, markeredgewidth=0.9)  # fmt: skip
    sheet.plot(_place(score), y, "o", markersize=7, markerfacecolor=style.COLOURS[label],
               markeredgecolor="white", markeredgewidth=0.8)  # fmt: skip
    sheet.text(_EXCERPT, y, style.fit(str(row["text"]), _WORDS - _EXCERPT - 0.15), va="center")
    left = _WORDS
    for text, colour in _telling(row, _EDGE - _WORDS):
        sheet.text(left, y, text, va="center", color=colour)
        left += style.text_width(text) + 0.1


def _telling(row: pd.Series, room: float) -> list[tuple[str, str]]:
    """The words behind a score as (text, colour): the first of each sign, then more that fit."""
    signs = [
        (sign, [style.drawable(word) for word in row[name]], style.TEXT_COLOURS[name])
        for sign, name in (("+", "positive"), ("−", "negative"))
        if row[name]
    ]
    if not signs:
        return [("no word of the lexicon", style.SOFT)]
    room -= 0.1 * (len(signs) - 1)
    texts = [f"{sign} {words[0]}" for sign, words, _ in signs]
    if sum(map(style.text_width, texts)) > room:
        texts = [style.fit(text, room / len(signs)) for text in texts]
    for number, (_, words, _) in enumerate(signs):
        for word in words[1:]:
            longer = [*texts[:number], f"{texts[number]}, {word}", *texts[number + 1 :]]
            if sum(map(style.text_width, longer)) > room:
                break
            texts = longer
    return [(text, colour) for text, (_, _, colour) in zip(texts, signs, strict=True)]


def _draw_mean(sheet: Axes, y: float, analysis: Analysis) -> None:
    mean = _mean(analysis)
    if mean is None:
        return
    _mark_mean(sheet, y, [_place(mean[name]) for name in ("estimate", "ci_low", "ci_high")])
    sheet.text(0.15, y, "mean", va="center", weight="bold")
    sheet.text(_SCORE, y, signed(mean["estimate"]), ha="right", va="center")
    sheet.text(_EXCERPT, y, _say_mean(analysis).partition(", ")[2], va="center")


def _mark_mean(panel: Axes, y: float, places: list[float]) -> None:
    """A diamond at the mean, and a line over its interval where it has one."""
    middle, low, high = places
    if np.isfinite([low, high]).all():
        panel.plot([low, high], [y, y], color=style.INK, linewidth=1.4, solid_capstyle="butt")
    panel.plot(middle, y, "D", markersize=5.5, color=style.INK, markeredgecolor="white",
               markeredgewidth=0.8)  # fmt: skip


def _bars(analysis: Analysis) -> list[tuple[float, float, str, int]]:
    """Ends, label and count of each bar: centred on multiples of 0.1, cut off at ±1."""
    scores = scored_readers(analysis)[SENTIMENT].to_numpy(dtype="float64")
    # in ten-thousandths, as VADER rounds; a score on an edge goes away from zero, as its label
    steps = np.sign(scores) * ((np.rint(np.abs(scores) * 10_000) + 500) // 1000)
    found = []
    for step in range(-10, 11):
        label = "neutral" if step == 0 else "positive" if step > 0 else "negative"
        low, high = max(-1.0, step / 10 - 0.05), min(1.0, step / 10 + 0.05)
        found.append((round(low, 2), round(high, 2), label, int((steps == step).sum())))
    return found


def _draw_histogram(analysis: Analysis) -> Figure:
    bars = _bars(analysis)
    total = sum(n for *_, n in bars)
    subtitle = f"Comments by score, and below the mean of all; n = {total:,}"
    figure = style.start_figure(title(analysis), subtitle, body=3.4)
    left, wide = 0.75, style.WIDTH - 1.0
    panel = style.add_panel(figure, left, 0.55, wide, 2.2)
    below = style.add_panel(figure, left, 0.3, wide, 0.25)
    heads = style.add_panel(figure, left, 2.85, wide, 0.55)
    for axes in (panel, below, heads):
        axes.set_xlim(-1.03, 1.03)
    for low, high, label, n in bars:
        panel.bar(low, n, high - low - 0.008, align="edge", color=style.COLOURS[label], linewidth=0)
    style.count_axis(panel, max(n for *_, n in bars))
    below.set_ylim(-1, 1)
    below.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    heads.set_ylim(0, 1)
    for share, place in zip(_shares(analysis), (0.64, 0.0, -0.64), strict=True):
        colour = style.TEXT_COLOURS[share.label]
        count, _, part = share.say(total).partition(", ")
        heads.text(place, 0.72, f"{share.label}: {count}", ha="center", va="center",
                   color=colour, weight="bold")  # fmt: skip
        heads.text(place, 0.36, part, ha="center", va="center", color=colour)
    mean = _mean(analysis)
    if mean is not None:
        _mark_mean(below, 0.1, [mean[name] for name in ("estimate", "ci_low", "ci_high")])
        right = mean["estimate"] <= 0
        end = mean["ci_high" if right else "ci_low"]
        end = mean["estimate"] if pd.isna(end) else end
        below.text(end + (0.03 if right else -0.03), 0.1, _say_mean(analysis), va="center",
                   ha="left" if right else "right")  # fmt: skip
    return figure
