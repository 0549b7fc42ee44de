"""Words that set each topic's comments apart from the others, a panel a topic."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from toolkit.figures import style
from toolkit.figures.readings import readers, source_line, topic_labels
from toolkit.figures.wording import capitalised, listed, plural, spell
from toolkit.figures.words import (
    LEAST,
    LOG_ODDS,
    ROW,
    contrast,
    counts_width,
    cut_note,
    draw_axis,
    draw_words,
    limit_note,
    quoted,
    reach,
    shorten,
    spelled,
    topic_contrast,
    two_lines,
    words_width,
)
from toolkit.keyness import TOPIC_CONTRAST
from toolkit.pipeline import Analysis

MOST_WORDS = 8
"""Words drawn of a topic at most; where there are more than six topics, fewer."""
MOST_SEEDS = 3
"""Seed words among them at most, so that there is room for others."""
MOST_NAMED = 3
"""Topics that the title names at most."""

_HEAD, _FOOT, _LINE = 0.42, 0.3, 0.14  # inches above and below a panel's rows; a label's line


class Panel(NamedTuple):
    """What is drawn of a topic."""

    topic: str
    label: str
    n: int
    words: pd.DataFrame


def available(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return not reason(analysis)


def reason(analysis: Analysis) -> str:
    """Why there is nothing to draw, or an empty string."""
    if readers(analysis).empty:
        return "There are no reader comments whose words could be compared."
    if not topic_labels(analysis):
        return "No topics were given, so there are no words to tell them apart."
    if not analysis.keyness["contrast"].str.startswith(TOPIC_CONTRAST).any():
        return "No topic has both comments that name it and comments that do not, to be compared."
    if not _panels(analysis):
        return "No word stands twice in the comments of a topic, too little to compare."
    return ""


def title(analysis: Analysis) -> str:
    """What is seen: words past Bonferroni’s limit, other than the topics' own seeds."""
    panels, n = _panels(analysis), len(readers(analysis))
    marked = [(panel, _sure(panel)) for panel in panels if len(_sure(panel))]
    if not marked:
        seeds = any(panel.words["sure"].any() for panel in panels)
        what = (
            "Beyond their own seed words no word sets topics" if seeds else "No word sets a topic"
        )
        return f"{what} apart for sure among {plural(n, 'comment')}"
    marked.sort(key=lambda pair: -float(pair[1]["z"].max()))
    said = [
        f"{shorten(panel.label, 32)} {'is marked ' if place == 0 else ''}"
        f"by {listed(quoted(words['shown'].head(2).tolist()))}"
        for place, (panel, words) in enumerate(marked[:MOST_NAMED])
    ]
    more = len(marked) - MOST_NAMED
    if more > 0:
        said.append(
            f"{plural(more, 'other topic')} by words of {'its' if more == 1 else 'their'} own"
        )
    return capitalised(", ".join(said))


def caption(analysis: Analysis) -> str:
    """n, source and method."""
    panels = _panels(analysis)
    compared = sum(
        len(contrast(analysis, TOPIC_CONTRAST + name)) for name in topic_labels(analysis)
    )
    parts = [
        source_line(analysis, len(readers(analysis))),
        f"Words that stand {spell(LEAST)} or more times in a topic's comments and more often than "
        "in the others, the most distinctive first. " + LOG_ODDS,
    ]
    if any(panel.words["seed"].any() for panel in panels):
        parts.append(
            f"Rings are the topic's own seed words (at most {spell(MOST_SEEDS)} shown): they are "
            "distinctive by construction."
        )
    parts.append(limit_note(compared))
    drawn = {panel.topic for panel in panels}
    missing = [label for name, label in topic_labels(analysis).items() if name not in drawn]
    if missing:
        parts.append(
            f"Without a panel, for want of comments or of repeated words: {listed(missing)}."
        )
    texts = [
        *topic_labels(analysis).values(),
        *(w for panel in panels for w in panel.words["word"]),
    ]
    cut = cut_note([panel.words for panel in panels])
    return " ".join(parts) + cut + style.missing_note(texts)


def alt_text(analysis: Analysis) -> str:
    """The finding in words."""
    parts, panels = [], _panels(analysis)
    most = 4 if len(panels) <= 4 else 2
    for panel in panels:
        words = [
            f"{word} ({count:,} to {other:,}{', a seed' if seed else ''})"
            for word, count, other, seed in zip(
                [shorten(word, 30) for word in panel.words["shown"].head(most)],
                panel.words["count"], panel.words["other_count"], panel.words["seed"], strict=False,
            )
        ]  # fmt: skip
        parts.append(f"{shorten(panel.label, 60)}: {listed(words)}")
    return (
        f"{title(analysis)}. Most distinctive words, with how often they stand in the topic's "
        f"comments and elsewhere: {'; '.join(parts)}."
    )


def data(analysis: Analysis) -> pd.DataFrame:
    """The words drawn, by topic, with counts, log-odds, intervals and comment ids."""
    columns = [
        "topic", "topic_n", "word", "seed", "count", "other_count", "log_odds", "ci_low", "ci_high",
        "z", "ids",
    ]  # fmt: skip
    tables = [panel.words.assign(topic=panel.topic, topic_n=panel.n) for panel in _panels(analysis)]
    return pd.concat(tables, ignore_index=True)[columns]


@style.themed
def draw(analysis: Analysis) -> Figure:
    """The figure."""
    panels = _panels(analysis)
    across = min(len(panels), 2 if len(panels) in (2, 4) else 3)
    rows = [panels[start : start + across] for start in range(0, len(panels), across)]
    wide = (style.WIDTH - 0.3) / across
    labels = {panel.topic: two_lines(panel.label, wide - 0.25, bold=True) for panel in panels}
    heads = [_HEAD + _LINE * any("\n" in labels[panel.topic] for panel in row) for row in rows]
    heights = [
        head + _FOOT + ROW * max(len(panel.words) for panel in row)
        for head, row in zip(heads, rows, strict=True)
    ]
    figure = style.start_figure(title(analysis), _subtitle(analysis), body=sum(heights))
    ends = reach([panel.words for panel in panels])
    tables = [panel.words for panel in panels]
    words_wide, counts_wide = words_width(tables, 1.0 if across == 3 else 1.6), counts_width(tables)
    between = wide - words_wide - counts_wide - 0.34
    top = sum(heights)
    for row, head, height in zip(rows, heads, heights, strict=True):
        for column, one in enumerate(row):
            high = ROW * len(one.words)
            left = 0.15 + column * wide
            low = top - head - high
            axes = style.add_panel(figure, left + words_wide + 0.08, low, between, high)
            axes.set_xlim(*ends)
            draw_words(axes, one.words, words_wide=words_wide)
            draw_axis(axes)
            place = left / style.WIDTH
            up = figure.get_size_inches()[1]
            figure.text(place, (top - 0.08) / up, labels[one.topic], weight="bold", va="top")
            under = top - 0.23 - _LINE * ("\n" in labels[one.topic])
            figure.text(place, under / up, _comments(one.n), va="top", color=style.SOFT,
                        size=style.SMALL)  # fmt: skip
        top -= height
    return figure


def _panels(analysis: Analysis) -> list[Panel]:
    """The topics that have words to show, in file order."""
    labels = topic_labels(analysis)
    most = MOST_WORDS if len(labels) <= 6 else MOST_WORDS - 3
    sizes = dict(zip(analysis.topics["topic"], analysis.topics["n"], strict=True))
    panels = []
    for name, label in labels.items():
        words = topic_contrast(analysis, name)
        seeds = words.index[words["seed"]][MOST_SEEDS:]
        kept = spelled(analysis, words.drop(index=seeds).head(most).reset_index(drop=True))
        if len(kept):
            panels.append(Panel(name, label, int(sizes[name]), kept))
    return panels


def _sure(panel: Panel) -> pd.DataFrame:
    return panel.words[panel.words["sure"] & ~panel.words["seed"]]


def _comments(n: int) -> str:
    return f"{n:,} comment{'' if n == 1 else 's'}"


def _subtitle(analysis: Analysis) -> str:
    panels = _panels(analysis)
    parts = ["Log-odds with 95 % interval"]
    if any(panel.words["sure"].any() for panel in panels):
        parts[0] += ", blue and thick where past Bonferroni’s limit"
    if any(panel.words["seed"].any() for panel in panels):
        parts.append("rings: the topic's own seed words")
    return f"{'; '.join(parts)}; counts in the topic : elsewhere; n = {len(readers(analysis)):,}"
