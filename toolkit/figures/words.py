"""Words with their log-odds, as the figures of distinctive words choose and draw them."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures import style
from toolkit.keyness import DISCOVERED_CONTRAST, TOPIC_CONTRAST, is_distinctive
from toolkit.pipeline import Analysis
from toolkit.text import find_sentences, find_words, straighten_quotes

LEAST = 2
"""A word that stands only once tells nothing of its group and is not drawn."""
LOG_ODDS = (
    "Log-odds-ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), the "
    "prior being the words' shares in both groups together. Function words are left out; capitals "
    "and possessive endings make no difference, words are spelled as most often."
)
FARTHEST = 6.0
"""Log-odds at which the axis ends, odds 400 times as high: a word of a tiny group goes anywhere."""
ROW = 0.235
"""Height of a row, inches."""


def contrast(analysis: Analysis, name: str) -> pd.DataFrame:
    """The words of a contrast, highest z first, with ``sure`` (bool).

    A word is sure if it passes Bonferroni's limit for all words compared: those of the contrast,
    or of all topics of its kind together.
    """
    compared = analysis.keyness[analysis.keyness["z"].notna()]
    prefixes = [one for one in (TOPIC_CONTRAST, DISCOVERED_CONTRAST) if name.startswith(one)]
    if prefixes:
        compared = compared[compared["contrast"].str.startswith(prefixes[0])]
    else:
        compared = compared[compared["contrast"] == name]
    marked = compared.assign(sure=is_distinctive(compared))
    return marked[marked["contrast"] == name].reset_index(drop=True)


def typical(table: pd.DataFrame, *, first: bool) -> pd.DataFrame:
    """The words more often in the first (or the second) group, standing there twice or more.

    Args:
        table: A contrast of the keyness table.
        first: Whether the first-named group is meant.

    Returns:
        Their rows, the most typical first.
    """
    column = "count" if first else "other_count"
    side = table["log_odds"] > 0 if first else table["log_odds"] < 0
    kept = table[side & (table[column] >= LEAST)]
    strength = kept["z"].abs().round(9)
    kept = kept.assign(strength=strength).sort_values(["strength", "word"], ascending=[False, True])
    return kept.drop(columns="strength").reset_index(drop=True)


def seed_words(analysis: Analysis) -> dict[str, frozenset[str]]:
    """The words that showed each topic by its name, in the form in which they are counted."""
    evidence = analysis.topic_evidence
    pairs = evidence[["topic", "word"]].drop_duplicates()
    found: dict[str, set[str]] = {}
    for topic, word in zip(pairs["topic"], pairs["word"], strict=True):
        found.setdefault(str(topic), set()).update(one.form for one in find_words(str(word)))
    return {topic: frozenset(forms) for topic, forms in found.items()}


def topic_contrast(analysis: Analysis, topic: str, *, prefix: str = TOPIC_CONTRAST) -> pd.DataFrame:
    """The typical words of a topic's comments, with ``seed`` (bool): whether it is a seed word."""
    table = typical(contrast(analysis, f"{prefix}{topic}"), first=True)
    has_seeds = prefix == TOPIC_CONTRAST
    seeds = seed_words(analysis).get(topic, frozenset()) if has_seeds else frozenset()
    return table.assign(seed=[word in seeds for word in table["word"]])


def quoted(words: Sequence[str]) -> list[str]:
    """Words in quotation marks, long ones cut.

    >>> quoted(["war"])
    ['“war”']
    """
    return [f"“{shorten(word, 30)}”" for word in words]


def shorten(text: str, most: int) -> str:
    """The cleaned text, cut with an ellipsis to ``most`` characters.

    >>> shorten("Vietnam's  history", 9)
    "Vietnam'…"
    """
    text = style.clean(text[: 4 * most])
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def spelled(analysis: Analysis, table: pd.DataFrame) -> pd.DataFrame:
    """Add ``shown``: each word as it is most often spelled inside a sentence.

    Looked at are the article and up to 25 comments of each word. Words at a sentence's beginning
    count only where there is no other; among equals small letters come first.
    """
    texts = dict(zip(analysis.comments["id"], analysis.comments["text"], strict=True))
    article = [str(text) for text in analysis.sources["article_text"] if text]
    shown = []
    for word, ids in zip(table["word"], table["ids"], strict=True):
        inside: Counter[str] = Counter()
        anywhere: Counter[str] = Counter()
        for text in [*article, *(str(texts[identifier]) for identifier in ids[:25])]:
            for spelling, begins in _spellings(text).get(word, ()):
                anywhere[spelling] += 1
                inside[spelling] += not begins
        ranked = sorted(anywhere, key=lambda one: (-inside[one], -anywhere[one], one != word, one))
        shown.append(ranked[0] if ranked else word)
    return table.assign(shown=pd.Series(shown, index=table.index, dtype="string"))


def two_lines(text: str, width: float, *, bold: bool = False) -> str:
    """The drawable text in one line or two of a width in inches, the second one cut."""
    lines = style.wrap(text[:500], width, style.BODY, bold=bold)
    return "\n".join(
        [lines[0], *([style.fit(" ".join(lines[1:]), width, bold=bold)] * (len(lines) > 1))]
    )


def limit_note(compared: int) -> str:
    """When a word is called sure, for the caption.

    >>> limit_note(400)
    'Each interval is for its word alone; “for sure” means past Bonferroni’s limit for 400 words.'
    """
    return (
        "Each interval is for its word alone; “for sure” means past Bonferroni’s limit for "
        f"{compared:,} words."
    )


def reach(tables: Sequence[pd.DataFrame]) -> tuple[float, float]:
    """Ends of an axis that holds 0 and the intervals, as far as :data:`FARTHEST`."""
    low = min(0.0, *(float(table["ci_low"].min()) for table in tables))
    high = max(0.0, *(float(table["ci_high"].max()) for table in tables))
    pad = 0.04 * (min(high, FARTHEST) - max(low, -FARTHEST)) or 1.0
    return max(low, -FARTHEST) - pad, min(high, FARTHEST) + pad


def cut_note(tables: Sequence[pd.DataFrame]) -> str:
    """A sentence for the caption if an interval is cut at the axis' end, or nothing."""
    if all(
        float(table["ci_low"].min()) >= -FARTHEST and float(table["ci_high"].max()) <= FARTHEST
        for table in tables
    ):
        return ""
    return f" Intervals are drawn as far as ±{FARTHEST:g}; an arrow tells that one goes on."


def draw_words(
    panel: Axes, table: pd.DataFrame, *, words_wide: float, words_right: bool = False
) -> None:
    """Words as rows: name, interval and dot, counts of both groups.

    Args:
        panel: Axes for the intervals alone; names and counts go beside it.
        table: Rows of :func:`typical` with :func:`spelled`; seeds, if marked, become rings.
        words_wide: Room for the words, inches.
        words_right: Words on the right and counts on the left instead of the reverse.
    """
    panel.set_ylim(len(table) - 0.5, -0.5)
    panel.axvline(0, color=style.FAINT, linewidth=0.8, zorder=0)
    beside = panel.get_yaxis_transform()
    inch = 1 / (panel.get_position().width * style.WIDTH)
    word_at, count_at = (1 + 0.08 * inch, -0.08 * inch) if words_right else (
        -0.08 * inch, 1 + 0.08 * inch)  # fmt: skip
    word_side, count_side = ("left", "right") if words_right else ("right", "left")
    seeds = table["seed"].tolist() if "seed" in table else [False] * len(table)
    values = table[["log_odds", "ci_low", "ci_high"]].to_numpy(dtype=float)
    counts = zip(table["count"], table["other_count"], strict=True)
    for row, (word, sure, (count, other)) in enumerate(
        zip(table["shown"], table["sure"].tolist(), counts, strict=True)
    ):
        _draw_interval(panel, row, values[row], sure=sure, ring=seeds[row])
        panel.text(word_at, row, style.fit(str(word), words_wide), transform=beside,
                   ha=word_side, va="center", color=style.INK)  # fmt: skip
        panel.text(count_at, row, f"{count:,} : {other:,}", transform=beside,
                   ha=count_side, va="center", color=style.SOFT, size=style.SMALL)  # fmt: skip


def draw_axis(panel: Axes) -> None:
    """Ticks and faint lines at round log-odds, about five to two inches."""
    low, high = sorted(panel.get_xlim())
    most = max(2.0, 2.5 * panel.get_position().width * style.WIDTH)
    step = next(step for step in (0.5, 1, 2, 4, 6, 12) if (high - low) / step <= most or step == 12)
    ticks = [step * number for number in range(int(low / step), int(high / step) + 1)]
    panel.set_xticks(ticks, [_tick(tick) for tick in ticks], size=style.SMALL)
    panel.tick_params(axis="x", length=0, pad=2)
    panel.grid(axis="x", color=style.GRID, linewidth=0.6)
    panel.set_axisbelow(True)


def words_width(tables: Sequence[pd.DataFrame], most: float) -> float:
    """Room for all words, up to ``most`` inches."""
    words = [style.fit(str(word), most) for table in tables for word in table["shown"]]
    return max([0.3, *(style.text_width(word) for word in words)])


def counts_width(tables: Sequence[pd.DataFrame]) -> float:
    """Room for all counts, inches."""
    counts = [
        f"{one:,} : {other:,}"
        for table in tables
        for one, other in zip(table["count"], table["other_count"], strict=True)
    ]
    return max([0.3, *(style.text_width(text, style.SMALL) for text in counts)])


def _draw_interval(
    panel: Axes, row: int, values: npt.NDArray[np.float64], *, sure: bool, ring: bool
) -> None:
    """A dot on its interval; what lies beyond the axis becomes an arrow at its end."""
    colour = style.ACCENT if sure else style.FAINT
    value, low, high = np.clip(values, -FARTHEST, FARTHEST)
    panel.plot([low, high], [row, row], "-", color=colour, linewidth=1.8 if sure else 1.0,
               solid_capstyle="butt")  # fmt: skip
    forward = panel.get_xlim()[0] < panel.get_xlim()[1]
    for end, real in ((low, values[1]), (high, values[2])):
        if end != real:
            panel.plot(end, row, ">" if (real > end) == forward else "<", color=colour,
                       markersize=4, markeredgewidth=0, clip_on=False)  # fmt: skip
    if value == values[0]:
        panel.plot(value, row, "o", markersize=5.5, markeredgecolor=colour,
                   markerfacecolor="white" if ring else colour, markeredgewidth=1.3)  # fmt: skip


@functools.lru_cache(maxsize=2048)
def _spellings(text: str) -> dict[str, list[tuple[str, bool]]]:
    """By counted form, each word's spelling in the text and whether it begins a sentence."""
    found: dict[str, list[tuple[str, bool]]] = {}
    starts = iter([start for start, _ in find_sentences(text)])
    start = next(starts, None)
    for word in find_words(text):
        begins = start is not None and word.start >= start
        while start is not None and word.start >= start:
            start = next(starts, None)
        surface = text[word.start : word.end].replace(".", "")
        spelling = unicodedata.normalize("NFC", straighten_quotes(surface))[: len(word.form)]
        if spelling.lower() == word.form:
            found.setdefault(word.form, []).append((spelling, begins))
    return found


def _tick(value: float) -> str:
    return "0" if value == 0 else f"{value:+g}".replace("-", "−")
