"""The figures as the report embeds them, each in its section."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from toolkit.figures import Drawn, draw_figures
from toolkit.pipeline import Analysis

SECTIONS = {
    "when": "Who spoke when",
    "topics": "What about",
    "sentiment": "How they feel, and how far to trust it",
    "words": "Article and readers",
}
LARGEST_SVG = 400_000


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A figure in the report, or the reason why there is none.

    Attributes:
        section: Key of the report's section; ``discovered`` is a part of ``topics``.
        uri: The picture as a ``data:`` URI, "" where it was left out.
        file: Its PNG file, relative to the report's folder.
        files: Names and relative paths of its files.
        reason: Why it was left out, or "".
    """

    name: str
    section: str
    title: str
    caption: str = ""
    alt: str = ""
    uri: str = ""
    file: str = ""
    files: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def make_pictures(analysis: Analysis, folder: Path) -> tuple[Picture, ...]:
    """Draw the figures into ``folder/figures`` and embed them."""
    drawn = draw_figures(analysis, folder / "figures")
    return tuple(_embed(one, folder) for one in drawn)


def _embed(drawn: Drawn, folder: Path) -> Picture:
    section = choose_section(drawn.name)
    if drawn.omitted:
        return Picture(name=drawn.name, section=section, title=drawn.title, reason=drawn.omitted)
    paths = (("PNG", drawn.png), ("SVG", drawn.svg), ("numbers as CSV", drawn.csv))
    files = tuple((kind, path.relative_to(folder).as_posix()) for kind, path in paths)
    return Picture(
        name=drawn.name,
        section=section,
        title=drawn.title,
        caption=drawn.caption,
        alt=drawn.alt_text,
        uri=_data_uri(drawn.png, drawn.svg),
        file=files[0][1],
        files=files,
    )


def _data_uri(png: Path, svg: Path) -> str:
    """A picture as a ``data:`` URI: the sharper SVG unless it is large."""
    kind, data = "svg+xml", svg.read_bytes()
    if len(data) > LARGEST_SVG:
        kind, data = "png", png.read_bytes()
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def choose_section(name: str) -> str:
    """The section of a figure, by what its name says.

    >>> choose_section("comments_over_time"), choose_section("sentiment_by_topic")
    ('when', 'sentiment')
    >>> choose_section("topics_over_time"), choose_section("discovered_map")
    ('topics', 'discovered')
    """
    words = name.split("_")
    for word, section in (
        ("sentiment", "sentiment"), ("article", "words"), ("discovered", "discovered"),
        ("topics", "topics"), ("time", "when"),
    ):  # fmt: skip
        if word in words:
            return section
    return "topics"
