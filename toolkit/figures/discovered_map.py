"""A map of the comments by the topics that they form by themselves."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures import style
from toolkit.figures.readings import discovered_labels, readers, source_line
from toolkit.figures.wording import capitalised, percent, plural, spell
from toolkit.figures.words import shorten, two_lines
from toolkit.pipeline import Analysis
from toolkit.topics.map_layout import LEAST_TRUSTWORTHINESS, NEIGHBOURS

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b5b95")
_MARKS = "o^sD"
_MAP, _SIDE, _LABEL = 3.6, 1.55, 0.42  # inches: the map, the names beside it, a name's height


class Place(NamedTuple):
    """A topic's name beside the map: where it points to, colour and mark."""

    topic: int
    label: str
    n: int
    x: float
    y: float
    look: tuple[str, str]


def available(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return not reason(analysis)


def reason(analysis: Analysis) -> str:
    """Why there is nothing to draw, or an empty string."""
    if readers(analysis).empty:
        return "There are no reader comments to be shown on a map."
    if not discovered_labels(analysis):
        return "No discovered topics stand, so there are none to be shown on a map."
    return analysis.topic_map.reason


def title(analysis: Analysis) -> str:
    """Which topic keeps most to itself, and which least."""
    labels = discovered_labels(analysis)
    near = analysis.topic_map.neighbours.sort_values("same_in_full", kind="stable")
    least, most = near.iloc[0], near.iloc[-1]
    said = [f"“{shorten(labels[str(int(row['topic']))], 45)}”" for row in (most, least)]
    shares = [percent(float(row["same_in_full"])) for row in (most, least)]
    if len(near) < 2 or shares[0] == shares[1]:
        return f"{capitalised(plural(len(near), 'topic'))} of the comments’ own, on a map"
    return (
        f"{said[0]} keeps most to itself ({shares[0]} of the nearest comments are its own), "
        f"{said[1]} least ({shares[1]})"
    )


def caption(analysis: Analysis) -> str:
    """n, source and method."""
    found, n = analysis.topic_map, len(readers(analysis))
    shown = len(found.places)
    parts = [source_line(analysis, n)]
    if shown < found.total:
        parts.append(
            f"Shown are {shown:,} different texts of the {found.total:,} comments that have a "
            "discovered topic; where there are more than the map holds, chosen by their digests."
        )
    if found.total < n:
        parts.append(f"{capitalised(plural(n - found.total, 'comment'))} have no such topic.")
    how = {
        "t-SNE": "t-SNE (van der Maaten & Hinton 2008), begun from the principal components",
        "principal components": "the first two principal components",
    }[found.layout]
    parts.append(
        f"Laid out by {how} of their words (latent semantic analysis). How far to trust it: on the "
        f"map {percent(found.same_on_map)} of each comment’s {spell(NEIGHBOURS)} nearest "
        f"neighbours are of its topic, in the full space {percent(found.same_in_full)}; "
        f"trustworthiness (Venna & Kaski 2001) {found.trustworthiness:.2f}, where 1 is no false "
        f"neighbour and below {LEAST_TRUSTWORTHINESS:.2f} no map is drawn."
    )
    if found.layout == "t-SNE":
        parts.append(
            "Who lies next to whom tells something; the clouds’ sizes, shapes and the distances "
            "between them don’t."
        )
    return " ".join(parts) + style.missing_note(list(discovered_labels(analysis).values()))


def alt_text(analysis: Analysis) -> str:
    """The finding in words."""
    labels = discovered_labels(analysis)
    near = analysis.topic_map.neighbours
    said = [
        f"{shorten(labels[str(int(row['topic']))], 60)} {percent(float(row['same_in_full']))}"
        for _, row in near.iterrows()
    ]
    return (
        f"{title(analysis)}. Share of the ten nearest comments that are of the same topic: "
        f"{'; '.join(said)}."
    )


def data(analysis: Analysis) -> pd.DataFrame:
    """Where each comment lies."""
    labels = discovered_labels(analysis)
    places = analysis.topic_map.places
    return places.assign(name=[labels[str(topic)] for topic in places["topic"]])


@style.themed
def draw(analysis: Analysis) -> Figure:
    """The figure."""
    spots, topics = analysis.topic_map.places, _places(analysis)
    sides = _share_out(topics)
    high = max(_MAP * float(spots["y"].max()) + 0.3, 2.2, _LABEL * max(map(len, sides)) + 0.2)
    n = f"n = {len(spots):,}"
    figure = style.start_figure(title(analysis), f"One mark a comment; {n}", body=high + 0.15)
    page = style.add_panel(figure, 0, 0.1, style.WIDTH, high)
    page.set_xlim(0, style.WIDTH)
    page.set_ylim(0, high)
    left = (style.WIDTH - _MAP * float(spots["x"].max())) / 2
    bottom = (high - _MAP * float(spots["y"].max())) / 2
    for place in topics:
        own = spots[spots["topic"] == place.topic]
        colour, mark = place.look
        page.plot(left + _MAP * own["x"], bottom + _MAP * own["y"], mark, color=colour,
                  markersize=2.6 if len(spots) > 400 else 3.6, markeredgewidth=0,
                  alpha=0.75)  # fmt: skip
    for side, named in zip(("left", "right"), sides, strict=True):
        _draw_names(page, named, side, high, (left, bottom))
    return figure


def _places(analysis: Analysis) -> list[Place]:
    """The topics on the map, each pointed to at the comment in its middle."""
    labels, spots = discovered_labels(analysis), analysis.topic_map.places
    found = []
    for order, (topic, own) in enumerate(spots.groupby("topic", sort=True)):
        xy = own[["x", "y"]].to_numpy(dtype=float)
        x, y = xy[((xy - np.median(xy, axis=0)) ** 2).sum(axis=1).argmin()]
        look = (_COLOURS[order % len(_COLOURS)], _MARKS[order // len(_COLOURS) % len(_MARKS)])
        number = int(str(topic))
        found.append(Place(number, labels[str(number)], len(own), float(x), float(y), look))
    return found


def _share_out(topics: list[Place]) -> tuple[list[Place], list[Place]]:
    """Half of the topics' names to the left, half to the right, from the top down."""
    across = sorted(topics, key=lambda place: (place.x, place.topic))
    half = (len(across) + 1) // 2
    first, second = (
        sorted(some, key=lambda place: (-place.y, place.topic))
        for some in (across[:half], across[half:])
    )
    return first, second


def _draw_names(
    page: Axes, own: list[Place], side: str, high: float, origin: tuple[float, float]
) -> None:
    """Names at a side, each with a line to its topic's middle, evenly spread."""
    left = side == "left"
    edge = 0.15 + _SIDE if left else style.WIDTH - 0.15 - _SIDE
    outward = -0.1 if left else 0.1
    align = "right" if left else "left"
    pitch = high / max(1, len(own))
    for row, place in enumerate(own):
        y = high - (row + 0.5) * pitch
        colour, mark = place.look
        to = origin[0] + _MAP * place.x, origin[1] + _MAP * place.y
        page.plot([edge, to[0]], [y, to[1]], "-", color=style.INK, linewidth=0.6, alpha=0.75)
        page.plot(*to, mark, markersize=5.5, markerfacecolor=colour, markeredgecolor=style.INK,
                  markeredgewidth=0.9)  # fmt: skip
        page.plot(edge, y, mark, markersize=6, markerfacecolor=colour, markeredgecolor="white",
                  markeredgewidth=0.5)  # fmt: skip
        text = f"{two_lines(place.label, _SIDE - 0.15)}\n{place.n:,}"
        page.text(edge + outward, y, text, ha=align, va="center", linespacing=1.05,
                  size=style.SMALL if len(own) > 8 else style.BODY)  # fmt: skip
