"""Words that set each topic's comments apart from the others, a panel a topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from toolkit.figures import style
from toolkit.figures.readings import discovered_labels, readers, source_line, topic_labels
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
from toolkit.keyness import DISCOVERED_CONTRAST, TOPIC_CONTRAST
from toolkit.pipeline import Analysis
from toolkit.topics.membership import Kind

MOST_WORDS = 8
"""Words drawn of a topic at most; where there are more than six topics, fewer."""
MOST_SEEDS = 3
"""Seed words among them at most, so that there is room for others."""
MOST_NAMED = 3
"""Topics that the title names at most."""
MOST_PANELS = 12
"""Topics drawn at most, those with the most comments."""

_HEAD, _FOOT, _LINE = 0.42, 0.3, 0.14  # inches above and below a panel's rows; a label's line
_CIRCULAR = (
    "The topics were made of these very words: that a word differs is no finding, only how much."
)


class Panel(NamedTuple):
    """What is drawn of a topic."""

    topic: str
    label: str
    n: int
    words: pd.DataFrame


@dataclass(frozen=True)
class TopicWords:
    """The figure, of the analyst's topics (``seeded``) or of the data's (``discovered``)."""

    kind: Kind

    def available(self, analysis: Analysis) -> bool:
        """Whether there is anything to draw."""
        return not self.reason(analysis)

    def reason(self, analysis: Analysis) -> str:
        """Why there is nothing to draw, or an empty string."""
        if readers(analysis).empty:
            return "There are no reader comments whose words could be compared."
        if not self._labels(analysis):
            if self.kind == "discovered":
                return "No discovered topics stand, so there are no words to tell them apart."
            return "No topics were given, so there are no words to tell them apart."
        if not analysis.keyness["contrast"].str.startswith(self._prefix).any():
            return (
                "No topic has both comments that name it and comments that do not, to be compared."
            )
        if not self._panels(analysis):
            return "No word stands twice in the comments of a topic, too little to compare."
        return ""

    def title(self, analysis: Analysis) -> str:
        """What is seen: words past Bonferroni’s limit, other than the topics' own seeds."""
        panels, n = self._panels(analysis), len(readers(analysis))
        marked = [(panel, _sure(panel)) for panel in panels if len(_sure(panel))]
        if not marked:
            seeds = any(panel.words["sure"].any() for panel in panels)
            what = (
                "Beyond their own seed words no word sets topics"
                if seeds
                else "No word sets a topic"
            )
            return f"{what} apart for sure among {plural(n, 'comment')}"
        if self.kind == "discovered":
            words = quoted([one["shown"].iloc[0] for _, one in marked[:MOST_NAMED]])
            many = len(self._labels(analysis))
            return (
                f"{capitalised(plural(many, 'topic'))} that the comments form by themselves, told "
                f"apart by words such as {listed(words)}"
            )
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

    def caption(self, analysis: Analysis) -> str:
        """n, source and method."""
        panels, labels = self._panels(analysis), self._labels(analysis)
        compared = sum(len(contrast(analysis, self._prefix + name)) for name in labels)
        parts = [
            source_line(analysis, len(readers(analysis))),
            f"Words that stand {spell(LEAST)} or more times in a topic's comments and more often "
            "than in the others, the most distinctive first. " + LOG_ODDS,
        ]
        if self.kind == "discovered":
            parts.append(f"Words that stand once in all comments are left out. {_CIRCULAR}")
        if any(panel.words["seed"].any() for panel in panels):
            parts.append(
                f"Rings are the topic's own seed words (at most {spell(MOST_SEEDS)} shown): they "
                "are distinctive by construction."
            )
        parts.append(limit_note(compared))
        left_out = len(self._every_panel(analysis)) - len(panels)
        if left_out:
            parts.append(
                f"Drawn are the {spell(MOST_PANELS)} topics with the most comments; "
                f"{spell(left_out)} more with words of their own "
                f"{'is' if left_out == 1 else 'are'} in keyness.csv."
            )
        drawn = {panel.topic for panel in self._every_panel(analysis)}
        missing = [shorten(label, 60) for name, label in labels.items() if name not in drawn]
        if missing:
            parts.append(
                f"Without a panel, for want of comments or of repeated words: {listed(missing)}."
            )
        texts = [*labels.values(), *(w for panel in panels for w in panel.words["word"])]
        cut = cut_note([panel.words for panel in panels])
        return " ".join(parts) + cut + style.missing_note(texts)

    def alt_text(self, analysis: Analysis) -> str:
        """The finding in words."""
        parts, panels = [], self._panels(analysis)
        most = 4 if len(panels) <= 4 else 2
        for panel in panels:
            shown = [shorten(word, 30) for word in panel.words["shown"].head(most)]
            words = [
                f"{word} ({count:,} to {other:,}{', a seed' if seed else ''})"
                for word, count, other, seed in zip(
                    shown, panel.words["count"], panel.words["other_count"], panel.words["seed"],
                    strict=False,
                )
            ]  # fmt: skip
            parts.append(f"{shorten(panel.label, 60)}: {listed(words)}")
        return (
            f"{self.title(analysis)}. Most distinctive words, with how often they stand in the "
            f"topic's comments and elsewhere: {'; '.join(parts)}."
        )

    def data(self, analysis: Analysis) -> pd.DataFrame:
        """The words drawn, by topic, with counts, log-odds, intervals and comment ids."""
        columns = [
            "topic", "topic_n", "word", "seed", "count", "other_count", "log_odds", "ci_low",
            "ci_high", "z", "ids",
        ]  # fmt: skip
        panels = self._panels(analysis)
        tables = [panel.words.assign(topic=panel.topic, topic_n=panel.n) for panel in panels]
        return pd.concat(tables, ignore_index=True)[columns]

    @style.themed
    def draw(self, analysis: Analysis) -> Figure:
        """The figure."""
        panels = self._panels(analysis)
        across = min(len(panels), 2 if len(panels) in (2, 4) else 3)
        rows = [panels[start : start + across] for start in range(0, len(panels), across)]
        wide = (style.WIDTH - 0.3) / across
        labels = {panel.topic: two_lines(panel.label, wide - 0.25, bold=True) for panel in panels}
        heads = [_HEAD + _LINE * any("\n" in labels[panel.topic] for panel in row) for row in rows]
        heights = [
            head + _FOOT + ROW * max(len(panel.words) for panel in row)
            for head, row in zip(heads, rows, strict=True)
        ]
        subtitle = _subtitle(panels, len(readers(analysis)))
        figure = style.start_figure(self.title(analysis), subtitle, body=sum(heights))
        ends = reach([panel.words for panel in panels])
        tables = [panel.words for panel in panels]
        words_wide = words_width(tables, 1.0 if across == 3 else 1.6)
        between = wide - words_wide - counts_width(tables) - 0.34
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

    @property
    def _prefix(self) -> str:
        return TOPIC_CONTRAST if self.kind == "seeded" else DISCOVERED_CONTRAST

    def _labels(self, analysis: Analysis) -> dict[str, str]:
        return topic_labels(analysis) if self.kind == "seeded" else discovered_labels(analysis)

    def _panels(self, analysis: Analysis) -> list[Panel]:
        """The topics drawn, in file order."""
        panels = self._every_panel(analysis)
        largest = {one.topic for one in sorted(panels, key=lambda one: -one.n)[:MOST_PANELS]}
        return [panel for panel in panels if panel.topic in largest]

    def _every_panel(self, analysis: Analysis) -> list[Panel]:
        """The topics that have words to show, in file order."""
        labels = self._labels(analysis)
        most = MOST_WORDS if len(labels) <= 6 else MOST_WORDS - 3
        topics = analysis.topics if self.kind == "seeded" else analysis.discovered
        sizes = dict(zip(topics["topic"].astype(str), topics["n"], strict=True))
        panels = []
        for name, label in labels.items():
            words = topic_contrast(analysis, name, prefix=self._prefix)
            seeds = words.index[words["seed"]][MOST_SEEDS:]
            kept = spelled(analysis, words.drop(index=seeds).head(most).reset_index(drop=True))
            if len(kept):
                panels.append(Panel(name, label, int(sizes[name]), kept))
        return panels


SEEDED = TopicWords("seeded")
DISCOVERED = TopicWords("discovered")


def _sure(panel: Panel) -> pd.DataFrame:
    return panel.words[panel.words["sure"] & ~panel.words["seed"]]


def _comments(n: int) -> str:
    return f"{n:,} comment{'' if n == 1 else 's'}"


def _subtitle(panels: list[Panel], n: int) -> str:
    parts = ["Log-odds with 95 % interval"]
    if any(panel.words["sure"].any() for panel in panels):
        parts[0] += ", blue and thick where past Bonferroni’s limit"
    if any(panel.words["seed"].any() for panel in panels):
        parts.append("rings: the topic's own seed words")
    return f"{'; '.join(parts)}; counts in the topic : elsewhere; n = {n:,}"
