"""What about: how many comments name each topic, and which topics go together."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures import style
from toolkit.figures.readings import label_of, members, readers, source_line, topic_labels
from toolkit.figures.wording import capitalised, listed, part_of, plural, spell
from toolkit.figures.words import shorten, two_lines
from toolkit.pipeline import Analysis
from toolkit.stats import NO_TOPIC, SMALL_N

MOST_COLUMNS = 12
"""Combinations drawn at most, the largest ones."""
MOST_NAMED = 4
"""Topics that the title names at most; of more than these only the first three."""

_ROW, _DOT, _BAR = 0.27, 0.135, 1.3  # inches: a row, a comment's dot, the longest bar
_PITCH, _GAP = 0.8, 0.25  # inches: the widest column, and the gap left of the columns


class Combination(NamedTuple):
    """Topics that comments name together, () for none, and the comments' ids."""

    topics: tuple[str, ...]
    ids: list[str]


def available(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return not reason(analysis)


def reason(analysis: Analysis) -> str:
    """Why there is nothing to draw, or an empty string."""
    if readers(analysis).empty:
        return "There are no reader comments to sort into topics."
    if not _sizes(analysis):
        return "No topics were given, so there are no sizes to compare."
    return ""


def title(analysis: Analysis) -> str:
    """What is seen: the sizes of all topics, or of the largest."""
    n, sizes = len(readers(analysis)), _sizes(analysis)
    names = [shorten(label_of(name, topic_labels(analysis)), 60) for name in sizes]
    counts = list(sizes.values())
    if not any(counts):
        several = "either" if len(names) == 2 else "any"
        which = names[0] if len(names) == 1 else f"{several} of the {spell(len(names))} topics"
        return f"No comment names {which}" if n > 1 else f"The only comment does not name {which}"
    if n == 1:
        found = [name for name, count in zip(names, counts, strict=True) if count]
        more = len(found) - MOST_NAMED
        said = [*found[:MOST_NAMED], plural(more, "other topic")] if more > 0 else found
        return f"The only comment names {listed(said)}"
    if len(names) == 1:
        verb = "names" if counts[0] == 1 else "name"
        return f"{capitalised(part_of(counts[0], n))} comments {verb} {names[0]}"
    named = len(names) if len(names) <= MOST_NAMED else MOST_NAMED - 1
    none = len(members(analysis)[""])
    say = spell if max([none, *counts[:named]]) <= 12 else "{:,}".format
    parts = [f"{name} {say(k) if k else 'none'}" for name, k in zip(names, counts, strict=True)]
    parts[0] = f"{names[0]} drew {say(counts[0])} {'comment' if counts[0] == 1 else 'comments'}"
    said = parts[:named]
    if named < len(names):
        most = counts[named]
        at_most = f"at most {say(most)} each" if most else "none"
        said.append(f"the other {spell(len(names) - named)} {at_most}")
    rest = f"; {say(none)} {'names' if none == 1 else 'name'} none of these" if none else ""
    return ", ".join(said) + rest


def caption(analysis: Analysis) -> str:
    """n, source and method."""
    shown, left_out = _columns(analysis)
    parts = [source_line(analysis, len(readers(analysis)))]
    if any(len(one.topics) > 1 for one in [*shown, *left_out]):
        parts.append("A comment counts for every topic it names.")
    if left_out:
        comments = sum(len(one.ids) for one in left_out)
        parts.append(
            f"Left out of the columns: {plural(len(left_out), 'smaller combination')} with "
            f"{plural(comments, 'comment')}; the topics' totals count all."
        )
    parts.append(
        "The topics are the analyst's; a comment names one if a seed word of it, in any of its "
        "inflected forms, stands in the text."
    )
    return " ".join(parts) + style.missing_note(list(topic_labels(analysis).values()))


def alt_text(analysis: Analysis) -> str:
    """The finding in words."""
    labels = topic_labels(analysis)
    shown, left_out = _columns(analysis)
    parts = [
        f"{listed([shorten(labels.get(name, name), 60) for name in one.topics]) or NO_TOPIC}"
        f"{' only' if len(one.topics) == 1 and len(labels) > 1 else ''}: {len(one.ids):,}"
        for one in shown
    ]
    if left_out:
        parts.append(f"smaller combinations: {sum(len(one.ids) for one in left_out):,}")
    return f"{title(analysis)}. Comments by combination of topics: {'; '.join(parts)}."


def data(analysis: Analysis) -> pd.DataFrame:
    """The topics, then the combinations, largest first, each with n and the comments' ids."""
    inside = members(analysis)
    rows = [("topic", [name] if name else [], inside[name]) for name in [*_sizes(analysis), ""]]
    rows += [("combination", list(one.topics), one.ids) for one in _combinations(analysis)]
    table = pd.DataFrame(rows, columns=["counted", "topics", "ids"])
    table.insert(2, "n", [len(ids) for ids in table["ids"]])
    return table


@style.themed
def draw(analysis: Analysis) -> Figure:
    """The figure."""
    n = len(readers(analysis))
    dots = n < SMALL_N
    shown, _ = _columns(analysis)
    labels = topic_labels(analysis)
    sizes = {**_sizes(analysis), "": len(members(analysis)[""])}
    texts = {name: two_lines(label_of(name, labels), 2.1) for name in sizes}
    names_wide = 0.1 + max(
        style.text_width(line) for text in texts.values() for line in text.split("\n")
    )
    space = style.WIDTH - 0.3 - _GAP - names_wide
    wanted = max(_DOT * max(sizes.values()) + 0.4, 1.6) if dots else 2.6
    sizes_wide = max(1.6, min(wanted, space - 0.55 * len(shown)))
    pitch = min(_PITCH, (space - sizes_wide) / len(shown))
    across, stacks = _stack(max(len(one.ids) for one in shown), pitch)
    top, rows = (stacks * _DOT if dots else _BAR) + 0.3, len(sizes) * _row_height(texts)
    mark = "One dot a comment" if dots else "Number of comments"
    figure = style.start_figure(title(analysis), f"{mark}; n = {n:,}", body=rows + top + 0.45)
    left, right = 0.15 + names_wide, 0.15 + names_wide + sizes_wide + _GAP
    _draw_stripes(figure, len(sizes), rows, right + pitch * len(shown) - 0.1)
    side = style.add_panel(figure, left, 0.12, sizes_wide, rows)
    _draw_sizes(side, sizes, texts, (sizes_wide, names_wide), dots)
    matrix = style.add_panel(figure, right, 0.12, pitch * len(shown), rows)
    _draw_matrix(matrix, shown, list(sizes))
    heads = style.add_panel(figure, right, 0.12 + rows, pitch * len(shown), top + 0.2)
    heads.set_xlim(-0.5, len(shown) - 0.5)
    heads.set_ylim(0, top + 0.2)
    _draw_heading(heads, style.WIDTH - right - 0.1, pitch * len(shown))
    for place, one in enumerate(shown):
        colour = style.ACCENT if one.topics else style.FAINT
        if dots:
            high = _draw_stack(heads, place, len(one.ids), (across, _DOT / pitch), colour)
        else:
            high = 0.06 + _BAR * len(one.ids) / max(len(other.ids) for other in shown)
            heads.bar(place, high - 0.06, 0.66, bottom=0.06, color=colour, linewidth=0)
        heads.text(place, high + 0.04, f"{len(one.ids):,}", ha="center", va="bottom",
                   size=style.BODY if pitch > 0.33 else style.SMALL)  # fmt: skip
    return figure


def _sizes(analysis: Analysis) -> dict[str, int]:
    """Comments of each topic by name, largest first, ties in file order."""
    found = {name: len(ids) for name, ids in members(analysis).items() if name}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _combinations(analysis: Analysis) -> list[Combination]:
    """The combinations that occur, largest first, and last the comments without a topic."""
    order = list(members(analysis))
    table = readers(analysis)
    found: dict[tuple[str, ...], list[str]] = {}
    for identifier, names in zip(table["id"], table["seeded_topics"], strict=True):
        found.setdefault(tuple(sorted(set(names), key=order.index)), []).append(identifier)
    ranked = sorted(
        found.items(),
        key=lambda item: (-len(item[1]), len(item[0]), [order.index(name) for name in item[0]]),
    )
    with_topics = [Combination(names, ids) for names, ids in ranked if names]
    return with_topics + [Combination(names, ids) for names, ids in ranked if not names]


def _columns(analysis: Analysis) -> tuple[list[Combination], list[Combination]]:
    """The combinations drawn, and those left out; the comments without a topic are never."""
    every = _combinations(analysis)
    if len(every) <= MOST_COLUMNS:
        return every, []
    none = [one for one in every if not one.topics]
    kept = MOST_COLUMNS - len(none)
    named = every[: len(every) - len(none)]
    return named[:kept] + none, named[kept:]


def _stack(highest: int, pitch: float) -> tuple[int, int]:
    """Dots side by side in a column, and how many rows of them the highest column needs."""
    across = max(1, min(int(pitch / _DOT) - 1, -(-highest // 6)))
    return across, -(-highest // across)


def _draw_heading(panel: Axes, room: float, columns: float) -> None:
    """The heading of the columns, from their left edge on, or up to the right if it is too long."""
    text = "comments that name exactly these topics"
    fits = style.text_width(text) <= room
    panel.text(0 if fits else room / columns, 1, text, ha="left" if fits else "right", va="top",
               color=style.SOFT, transform=panel.transAxes)  # fmt: skip


def _draw_stack(panel: Axes, place: int, n: int, shape: tuple[int, float], colour: str) -> float:
    """Dots from the bottom up, ``across`` in a row; gives the height that they reach."""
    across, step = shape
    for number in range(n):
        row, column = divmod(number, across)
        many = min(across, n - row * across)
        panel.plot(place + (column - (many - 1) / 2) * step, 0.06 + (row + 0.5) * _DOT, "o",
                   markersize=7.5, markerfacecolor=colour, markeredgecolor="white",
                   markeredgewidth=0.8, clip_on=False)  # fmt: skip
    return 0.06 + -(-n // across) * _DOT


def _row_height(texts: dict[str, str]) -> float:
    return _ROW + (0.12 if any("\n" in text for text in texts.values()) else 0)


def _draw_stripes(figure: Figure, rows: int, height: float, right: float) -> None:
    """Every other row tinted, to lead the eye from a topic's name to its columns."""
    panel = style.add_panel(figure, 0.1, 0.12, right, height)
    panel.set_ylim(rows - 0.5, -0.5)
    for row in range(0, rows, 2):
        panel.axhspan(row - 0.5, row + 0.5, color="#f5f6f7", linewidth=0)


def _draw_sizes(
    panel: Axes,
    sizes: dict[str, int],
    texts: dict[str, str],
    widths: tuple[float, float],
    dots: bool,
) -> None:
    """The topics' names and totals."""
    width, names_wide = widths
    panel.patch.set_visible(False)
    panel.set_ylim(len(sizes) - 0.5, -0.5)
    panel.set_xlim(0, width)
    panel.text(-names_wide, -0.75, "all comments that name a topic", color=style.SOFT)
    longest = max(*sizes.values(), 1)
    step = min(_DOT, (width - 0.35) / longest)
    for row, (name, n) in enumerate(sizes.items()):
        colour = style.ACCENT if name else style.FAINT
        said = style.INK if name else style.SOFT
        panel.text(-0.1, row, texts[name], ha="right", va="center", color=said,
                   linespacing=1.05)  # fmt: skip
        if dots:
            end = step * n
            panel.plot([step * (number + 0.5) for number in range(n)], [row] * n, "o",
                       markersize=7.5 * step / _DOT, markerfacecolor=colour,
                       markeredgecolor="white", markeredgewidth=0.8 * step / _DOT)  # fmt: skip
        else:
            end = (width - 0.5) * n / longest
            panel.barh(row, end, 0.5, color=colour, linewidth=0)
        panel.text(end + 0.06, row, f"{n:,}", ha="left", va="center", color=said)


def _draw_matrix(panel: Axes, shown: list[Combination], names: list[str]) -> None:
    """Which topics make up each column: filled dots, joined by a line."""
    panel.patch.set_visible(False)
    panel.set_ylim(len(names) - 0.5, -0.5)
    panel.set_xlim(-0.5, len(shown) - 0.5)
    for place, one in enumerate(shown):
        inside = [names.index(name) for name in one.topics or ("",)]
        panel.plot([place] * len(names), range(len(names)), "o", color="#dcdfe3", markersize=5.5,
                   markeredgewidth=0)  # fmt: skip
        colour = style.INK if one.topics else style.FAINT
        panel.plot([place] * len(inside), inside, "o-", color=colour, markersize=7, linewidth=1.6)
