"""The figures of a report: one module or object each, listed in :data:`FIGURES`.

A new figure is one module with the functions of :class:`FigureModule` and one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd
from matplotlib.figure import Figure

from toolkit.errors import OutputError
from toolkit.figures import (
    article_and_readers,
    comments_over_time,
    discovered_map,
    sentiment_by_topic,
    sentiment_distribution,
    style,
    topic_sizes,
    topic_words,
    topics_over_time,
)
from toolkit.files import whole_file
from toolkit.pipeline import Analysis
from toolkit.tables import write_table


class FigureModule(Protocol):
    """What a figure's module offers; none of its functions changes the analysis.

    ``title``, ``caption``, ``alt_text``, ``data`` and ``draw`` are for analyses for which the
    figure is available.
    """

    def available(self, analysis: Analysis) -> bool:
        """Whether there is anything to draw."""
        ...

    def reason(self, analysis: Analysis) -> str:
        """Why there is nothing to draw, a sentence, or an empty string."""
        ...

    def title(self, analysis: Analysis) -> str:
        """What is seen, in words."""
        ...

    def caption(self, analysis: Analysis) -> str:
        """n, source and method."""
        ...

    def alt_text(self, analysis: Analysis) -> str:
        """The finding in words, for those who don't see the picture."""
        ...

    def data(self, analysis: Analysis) -> pd.DataFrame:
        """The numbers behind the picture."""
        ...

    def draw(self, analysis: Analysis) -> Figure:
        """The picture."""
        ...


FIGURES: dict[str, FigureModule] = {
    "comments_over_time": comments_over_time,
    "topic_sizes": topic_sizes,
    "topic_words": topic_words.SEEDED,
    "topics_over_time": topics_over_time.SEEDED,
    "discovered_words": topic_words.DISCOVERED,
    "discovered_map": discovered_map,
    "discovered_over_time": topics_over_time.DISCOVERED,
    "sentiment_distribution": sentiment_distribution,
    "sentiment_by_topic": sentiment_by_topic,
    "article_and_readers": article_and_readers,
}
"""The figures by name, in the order in which they are read."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A figure and its files, or why it was left out.

    Attributes:
        name: Its name in :data:`FIGURES`.
        title: What is seen; of a figure left out, what it would have been about.
        caption: n, source and method.
        alt_text: The finding in words.
        png: Its picture, 1,620 pixels wide.
        svg: The same as vectors.
        csv: The numbers behind it.
        omitted: Why the figure was left out, a sentence, or ""; then no file is written.
    """

    name: str
    title: str
    caption: str = ""
    alt_text: str = ""
    png: Path
    svg: Path
    csv: Path
    omitted: str = ""


def draw_figures(analysis: Analysis, folder: Path) -> tuple[Drawn, ...]:
    """Draw every figure into a folder: ``<name>.png``, ``<name>.svg`` and ``<name>.csv``.

    Args:
        analysis: What :func:`toolkit.analyse` gives.
        folder: Where the files go; made if it is missing and there is anything to draw.

    Returns:
        One entry a figure of :data:`FIGURES`, those left out among them. The same analysis
        gives the same bytes.

    Raises:
        OutputError: The folder or a file can't be written.
    """
    return tuple(_draw(name, module, analysis, folder) for name, module in FIGURES.items())


def _draw(name: str, module: FigureModule, analysis: Analysis, folder: Path) -> Drawn:
    png, svg, csv = (folder / f"{name}.{ending}" for ending in ("png", "svg", "csv"))
    if not module.available(analysis):
        about = name.replace("_", " ").capitalize()
        return Drawn(
            name=name, title=about, png=png, svg=svg, csv=csv, omitted=module.reason(analysis)
        )
    _make_folder(folder)
    figure = module.draw(analysis)
    _save(figure, png, "png", {"Software": None})
    _save(figure, svg, "svg", {"Date": None, "Creator": None})
    write_table(module.data(analysis), csv)
    return Drawn(
        name=name,
        title=module.title(analysis),
        caption=module.caption(analysis),
        alt_text=module.alt_text(analysis),
        png=png,
        svg=svg,
        csv=csv,
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: the figures' folder can't be made ({error.strerror or error}); choose "
            f"another"
        ) from error


def _save(figure: Figure, path: Path, kind: str, metadata: dict[str, None]) -> None:
    """Write a picture whole or not at all, without the date and version that would change it."""
    with style.theme(), whole_file(path) as part:
        figure.savefig(part, format=kind, dpi=style.DOTS_PER_INCH, metadata=metadata)
