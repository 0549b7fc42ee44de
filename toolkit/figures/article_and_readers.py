"""Words that the article uses and its readers don't, and the reverse."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from toolkit.figures import style
from toolkit.figures.readings import readers, source_line
from toolkit.figures.wording import listed, spell
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
    typical,
    words_width,
)
from toolkit.keyness import ARTICLE_CONTRAST
from toolkit.pipeline import Analysis

MOST_WORDS = 8
"""Words drawn of each side at most."""
MOST_NAMED = 3
"""Words of each side that the title names at most."""

_MIDDLE = 0.3  # inches between the two halves
_HEAD, _FOOT = 0.38, 0.3  # inches above and below the rows


def available(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return not reason(analysis)


def reason(analysis: Analysis) -> str:
    """Why there is nothing to draw, or an empty string."""
    if readers(analysis).empty:
        return "There are no reader comments to compare with the article."
    if contrast(analysis, ARTICLE_CONTRAST).empty:
        return "There is no article text, or too few words, to compare article and readers."
    if not all(len(side) for side in _sides(analysis)):
        return "Article or readers use no word of their own twice, too little to compare."
    return ""


def title(analysis: Analysis) -> str:
    """What is seen: the words of each side that pass Bonferroni’s limit."""
    article, comments = (
        quoted(side["shown"][side["sure"]].head(MOST_NAMED).tolist()) for side in _sides(analysis)
    )
    one = len(readers(analysis)) == 1
    who, say = ("reader", "says") if one else ("readers", "say")
    if article and comments:
        return f"The article says {listed(article)}; the {who} {say} {listed(comments)}"
    if article:
        return f"The article says {listed(article)}; no word is the {who}’{'s' * one} own for sure"
    if comments:
        return f"The {who} {say} {listed(comments)}; no word is the article’s own for sure"
    return f"No word sets article and {who} apart for sure"


def caption(analysis: Analysis) -> str:
    """n, source and method."""
    table = contrast(analysis, ARTICLE_CONTRAST)
    words = [word for side in _sides(analysis) for word in side["shown"]]
    parts = [
        source_line(analysis, len(readers(analysis))),
        f"Compared are the {int(table['count'].sum()):,} content words of the article and the "
        f"{int(table['other_count'].sum()):,} of the comments. Up to {spell(MOST_WORDS)} words of "
        f"each side, the most typical first, that stand there {spell(LEAST)} or more times.",
        LOG_ODDS,
        limit_note(len(table)),
    ]
    return " ".join(parts) + cut_note(_sides(analysis)) + style.missing_note(words)


def alt_text(analysis: Analysis) -> str:
    """The finding in words."""
    sides = [
        listed([
            f"{shorten(str(one.shown), 30)} ({one.count:,} to {one.other_count:,})"
            for one in side.itertuples()
        ])
        for side in _sides(analysis)
    ]  # fmt: skip
    return (
        f"{title(analysis)}. More typical of the article, with how often they stand in the article "
        f"and in the comments: {sides[0]}. More typical of the comments: {sides[1]}."
    )


def data(analysis: Analysis) -> pd.DataFrame:
    """The words drawn, with counts, log-odds (positive for the article), intervals and ids."""
    columns = [
        "side", "word", "count", "other_count", "log_odds", "ci_low", "ci_high", "z", "ids"
    ]  # fmt: skip
    article, comments = _sides(analysis)
    tables = [article.assign(side="article"), comments.assign(side="readers")]
    table = pd.concat(tables, ignore_index=True)[columns]
    return table.rename(columns={"count": "article_count", "other_count": "readers_count"})


@style.themed
def draw(analysis: Analysis) -> Figure:
    """The figure."""
    sides = _sides(analysis)
    rows = max(len(side) for side in sides)
    height = ROW * rows
    figure = style.start_figure(title(analysis), _subtitle(analysis), body=_HEAD + height + _FOOT)
    words_wide, counts_wide = words_width(sides, 1.5), counts_width(sides)
    middle = style.WIDTH / 2
    wide = middle - 0.15 - words_wide - counts_wide - 0.16 - _MIDDLE / 2
    article, comments = (reach([side]) for side in sides)
    other = min(article[0], -comments[1])  # the halves mirror each other: their own side outwards
    own = max(article[1], -comments[0])
    up = figure.get_size_inches()[1]
    for side, right, head in (
        (sides[0], False, "The article’s words"),
        (sides[1], True, "The readers’ words"),
    ):
        left = middle + _MIDDLE / 2 + counts_wide + 0.08 if right else 0.15 + words_wide + 0.08
        tall = ROW * len(side)
        panel = style.add_panel(figure, left, _FOOT + height - tall, wide, tall)
        panel.set_xlim(*((-other, -own) if right else (own, other)))
        draw_words(panel, side, words_wide=words_wide, words_right=right)
        draw_axis(panel)
        edge = (style.WIDTH - 0.15 if right else 0.15) / style.WIDTH
        figure.text(edge, (_FOOT + height + 0.1) / up, head, weight="bold", va="bottom",
                    ha="right" if right else "left")  # fmt: skip
    return figure


def _sides(analysis: Analysis) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The most typical words of the article, and those of the readers."""
    table = contrast(analysis, ARTICLE_CONTRAST)
    article, comments = (
        spelled(analysis, typical(table, first=first).head(MOST_WORDS)) for first in (True, False)
    )
    return article, comments


def _subtitle(analysis: Analysis) -> str:
    sure = any(side["sure"].any() for side in _sides(analysis))
    blue = ", blue and thick where past Bonferroni’s limit" if sure else ""
    return (
        f"Log-odds with 95 % interval{blue}; counts in the article : in the comments; "
        f"n = {len(readers(analysis)):,}"
    )
