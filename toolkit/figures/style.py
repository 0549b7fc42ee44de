"""How figures look: palette, type, page layout, and text made safe to draw."""

from __future__ import annotations

import contextlib
import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

WIDTH = 7.2
"""Width of every figure, inches."""
DOTS_PER_INCH = 225

INK, SOFT, FAINT, GRID = "#1f2329", "#5b626b", "#8b929a", "#e1e4e8"
COLOURS = {"positive": "#0f5c93", "neutral": "#a9aeb4", "negative": "#dd7a00"}
"""Sentiment from a dark blue over a light grey to an orange between the two in lightness, so that
the three differ for colour-blind readers and in grey print (after Okabe & Ito 2008)."""
TEXT_COLOURS = {"positive": "#0f5c93", "neutral": SOFT, "negative": "#a85a00"}
ACCENT = "#0f5c93"

FONT = "DejaVu Sans"  # comes with matplotlib, so figures are the same on every machine
TITLE, BODY, SMALL = 12.5, 8.5, 7.5
MISSING = "\N{WHITE SQUARE}"

_MARGIN = 0.15
_LINE = 1.3 / 72
_Draw = TypeVar("_Draw", bound=Callable[..., Figure])


@contextlib.contextmanager
def theme() -> Iterator[None]:
    """Use the figures' settings, whatever the user's own are, and leave those as they were."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(sns.axes_style("white"))
        mpl.rcParams.update(
            {
                "font.family": [FONT],
                "font.size": BODY,
                "text.color": INK,
                "text.parse_math": False,  # a dollar in a comment is a dollar
                "svg.hashsalt": "toolkit",
                "svg.fonttype": "path",
                "axes.spines.left": False,
                "axes.spines.right": False,
                "axes.spines.top": False,
                "axes.spines.bottom": False,
                "axes.edgecolor": FAINT,
                "axes.linewidth": 0.6,
                "grid.color": GRID,
                "grid.linewidth": 0.6,
                "xtick.color": SOFT,
                "ytick.color": SOFT,
                "xtick.labelsize": BODY,
                "ytick.labelsize": BODY,
                "savefig.dpi": DOTS_PER_INCH,
                "savefig.facecolor": "white",
            }
        )
        yield


def themed(draw: _Draw) -> _Draw:
    """Make a figure's ``draw`` run in :func:`theme`."""

    @functools.wraps(draw)
    def drawn(*arguments: object, **options: object) -> Figure:
        with theme():
            return draw(*arguments, **options)

    return drawn  # type: ignore[return-value]


def start_figure(title: str, subtitle: str, *, body: float) -> Figure:
    """A figure of the standard width with its headline, and ``body`` inches below it for panels.

    Title and subtitle are wrapped and left-aligned. Panels go to :func:`add_panel`, whose inches
    count from the lower left corner.
    """
    title_lines = wrap(title, WIDTH - 2 * _MARGIN, TITLE, bold=True)
    subtitle_lines = wrap(subtitle, WIDTH - 2 * _MARGIN, BODY)
    head = 0.16 + (len(title_lines) * TITLE + len(subtitle_lines) * BODY) * _LINE + 0.1
    figure = Figure(figsize=(WIDTH, head + body), facecolor="white")
    FigureCanvasAgg(figure)
    height, x = head + body, _MARGIN / WIDTH
    top = height - 0.1
    for lines, size, weight, colour in (
        (title_lines, TITLE, "bold", INK),
        (subtitle_lines, BODY, "normal", SOFT),
    ):
        for line in lines:
            figure.text(
                x, top / height, line, size=size, weight=weight, color=colour, va="top", ha="left"
            )
            top -= size * _LINE
        top -= 0.04
    return figure


def add_panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place given in inches, without ticks."""
    across, up = figure.get_size_inches()
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.tick_params(length=0)
    return axes


def count_axis(panel: Axes, highest: int, *, room: float = 1.02) -> None:
    """An upward axis of counts from 0 with a few lines, ``room`` times as high as the bars."""
    steps = (step * 10**power for power in range(9) for step in (1, 2, 5))
    step = next(step for step in steps if highest / step <= 4)
    levels = range(0, highest + 1, step)
    panel.set_ylim(0, max(highest, 1) * room)
    panel.set_yticks(list(levels), [f"{level:,}" for level in levels])
    for level in levels:
        panel.axhline(level, color=GRID, linewidth=0.6, zorder=0)


def score_axis(panel: Axes, *, grid: bool = True) -> None:
    """A sideways axis of sentiment scores, -1 to +1, named at its ends."""
    for value, text, label in (
        (-1, "−1 negative", "negative"), (-0.5, "", "neutral"), (0, "0", "neutral"),
        (0.5, "", "neutral"), (1, "+1 positive", "positive"),
    ):  # fmt: skip
        if grid:
            colour = FAINT if value == 0 else GRID
            panel.axvline(value, color=colour, linewidth=0.6, zorder=0)
        panel.annotate(text, (value, 0), (0, -5), xycoords=panel.get_xaxis_transform(),
                       textcoords="offset points", va="top", color=TEXT_COLOURS[label],
                       ha="center" if abs(value) < 1 else "right" if value > 0 else "left",
                       annotation_clip=False)  # fmt: skip


def clean(text: str) -> str:
    """The text on one line, without control, bidi and other invisible characters.

    >>> clean("a\\x07b\\u202e c\\n\\nd")
    'ab c d'
    """
    kept = "".join(
        letter if letter.isspace() or unicodedata.category(letter)[0] != "C" else ""
        for letter in text
    )
    return re.sub(r"\s+", " ", kept).strip()


def drawable(text: str) -> str:
    """The cleaned text with a white square for every character that the font has no shape for.

    >>> drawable("Čad, Ελλάδα, 中国")
    'Čad, Ελλάδα, □□'
    """
    shapes = _shapes()
    return "".join(letter if ord(letter) in shapes else MISSING for letter in clean(text))


def missing_note(texts: Sequence[str]) -> str:
    """A sentence for the caption if some characters are drawn as squares, or nothing."""
    if any(MISSING in drawable(text) and MISSING not in text for text in texts):
        return f" {MISSING} stands for a character that the figure's font lacks; the data has it."
    return ""


def fit(text: str, width: float, size: float = BODY, *, bold: bool = False) -> str:
    """The drawable text, cut with an ellipsis to a width in inches."""
    text = drawable(text[:500])
    if text_width(text, size, bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", size, bold) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The drawable text in lines of at most ``width`` inches."""
    lines: list[str] = []
    for word in drawable(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines.append(fit(word, width, size, bold=bold))
    return lines


@functools.lru_cache(maxsize=4096)
def text_width(text: str, size: float = BODY, bold: bool = False) -> float:
    """Width of a drawable text in inches."""
    font = FontProperties(family=[FONT], size=size, weight="bold" if bold else "normal")
    width, _, _ = RendererAgg(8, 8, DOTS_PER_INCH).get_text_width_height_descent(text, font, False)
    return float(width) / DOTS_PER_INCH


@functools.lru_cache(maxsize=1)
def _shapes() -> frozenset[int]:
    regular, bold = (
        get_font(findfont(FontProperties(family=[FONT], weight=weight))).get_charmap()
        for weight in ("normal", "bold")
    )
    return frozenset(regular) & frozenset(bold)
