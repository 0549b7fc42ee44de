"""What every figure must keep to, whatever it shows."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from toolkit.figures import FIGURES, FigureModule, style
from toolkit.pipeline import Analysis

WORDS = "trade war china minerals border idea plan coal winter regime good hopeful".split()
TWELVE = {f"topic_{number}": [word] for number, word in enumerate(WORDS)}
TWENTY_FIVE = {f"topic_{number}": [WORDS[number % 12]] for number in range(25)}
LONG = "A very long label that no figure has the room to show as a whole "
HOSTILE = [
    '<script>alert(1)</script> $x^2$ \\frac{a}{b} trade \u202e war \x07\x00 %s {0} & "',
    "=cmd|' /C calc'!A0 china ]]> -- --> war",
    "x" * 5000 + " trade",
]
FOREIGN = ["中国购买矿产 trade", "الحرب war خسرنا", "Торговля с Китаем china", "🙂🔥 war 👩‍👩‍👧"]

CASES: dict[str, dict[str, Any]] = {
    "eleven": {},
    "eleven with discovered topics": {"discovered": 2},
    "none": {"n": 0, "pingbacks": 0},
    "pingbacks only": {"n": 0, "pingbacks": 3},
    "one": {"n": 1, "pingbacks": 0},
    "no dates": {"n": 8, "dated": False},
    "no topics and no article": {"n": 8, "topics": {}, "article": ""},
    "topics that nobody names": {"n": 8, "topics": {"space": ["moon"]}},
    "all the same score": {"n": 8, "score": 0.0},
    "twenty-nine on a day": {"n": 29, "days": 0.5},
    "many": {"n": 100},
    "five thousand": {"n": 5000, "days": 900, "pingbacks": 0},
    "twelve topics with long labels": {
        "n": 14,
        "topics": TWELVE,
        "labels": {name: f"{LONG}{name} " * 3 for name in TWELVE},
        "title": LONG * 10,
    },
    "twenty-five topics with long labels": {
        "n": 300,
        "topics": TWENTY_FIVE,
        "labels": {name: f"{LONG}{name} " * 3 for name in TWENTY_FIVE},
    },
    "three hundred with discovered topics": {"n": 300, "discovered": 4},
    "twenty-five discovered topics": {"n": 300, "discovered": 25, "topics": {}},
    "one discovered topic on two days": {"n": 24, "days": 2, "discovered": 1, "even": True},
    "hostile text": {
        "n": 40,
        "discovered": 2,
        "texts": HOSTILE,
        "labels": {"war": "$\\frac{<b>\x07"},
        "title": "$a_b$",
    },
    "other scripts": {"texts": FOREIGN, "labels": {"war": "戦争"}, "title": "中国"},
}  # fmt: skip


@pytest.fixture(scope="session")
def made(make_analysis: Callable[..., Analysis]) -> Callable[[str], Analysis]:
    return functools.cache(lambda case: make_analysis(**CASES[case]))


@pytest.fixture(params=CASES)
def analysis(request: pytest.FixtureRequest, made: Callable[[str], Analysis]) -> Analysis:
    return made(request.param)


@pytest.fixture(params=FIGURES)
def module(request: pytest.FixtureRequest) -> FigureModule:
    return FIGURES[request.param]


def tables(analysis: Analysis) -> dict[str, pd.DataFrame]:
    fields = {field.name: getattr(analysis, field.name) for field in dataclasses.fields(analysis)}
    return {name: table for name, table in fields.items() if isinstance(table, pd.DataFrame)}


def shown_texts(figure: Figure) -> list[Text]:
    return [
        text
        for text in figure.findobj(Text)
        if isinstance(text, Text) and text.get_visible() and text.get_text().strip()
    ]


def check_layout(figure: Figure) -> None:
    """No text is cut off at the edge or covers another."""
    with style.theme():
        figure.draw_without_rendering()
        boxes = [(text.get_text(), text.get_window_extent()) for text in shown_texts(figure)]
    page = figure.bbox.padded(1)
    for text, box in boxes:
        assert page.contains(box.x0, box.y0), text
        assert page.contains(box.x1, box.y1), text
    inch = figure.dpi
    for (first, one), (second, other) in combinations(boxes, 2):
        wide = min(one.x1, other.x1) - max(one.x0, other.x0)
        high = min(one.y1, other.y1) - max(one.y0, other.y0)
        # boxes of neighbouring lines may touch: they hold the room above and below the letters
        assert wide < 0.01 * inch or high < 0.045 * inch, f"{first!r} over {second!r}"


def test_survives(module: FigureModule, analysis: Analysis) -> None:
    """Draws or says why not, in words, and leaves the analysis as it was."""
    before = {name: table.copy(deep=True) for name, table in tables(analysis).items()}
    reason = module.reason(analysis)
    assert module.available(analysis) == (not reason)
    if reason:
        assert re.fullmatch(r"[A-Z][^\n]{15,}\.", reason)
        return
    title, caption, alt = (
        step(analysis) for step in (module.title, module.caption, module.alt_text)
    )
    assert re.fullmatch(r"[^\n]{10,}[^.\s]", title)
    assert not title[0].islower()
    assert re.search(r"\bn = [\d,]+", caption)
    assert re.fullmatch(r".{20,}\.", caption + ".")
    assert len(alt) >= len(title)
    assert not re.search(r"\bnan\b|\bNone\b(?! of)|<NA>|NaT", title + caption + alt)
    assert not module.data(analysis).empty
    for text in (title, caption, alt):
        assert not re.search(r"[\x00-\x1f\u202a-\u202e]", text)
    figure = module.draw(analysis)
    assert figure.get_size_inches()[0] == pytest.approx(style.WIDTH)
    check_layout(figure)
    for name, table in tables(analysis).items():
        pd.testing.assert_frame_equal(table, before[name], obj=name)


def test_the_same_title_and_data_twice(
    module: FigureModule, made: Callable[[str], Analysis]
) -> None:
    analysis = made("eleven with discovered topics")
    assert module.title(analysis) == module.title(analysis)
    pd.testing.assert_frame_equal(module.data(analysis), module.data(analysis))


@pytest.mark.parametrize("case", ["none", "pingbacks only"])
def test_without_comments_there_is_no_figure(
    module: FigureModule, case: str, made: Callable[[str], Analysis]
) -> None:
    assert not module.available(made(case))


def test_n_is_that_of_the_readers(module: FigureModule, made: Callable[[str], Analysis]) -> None:
    """Eleven comments and two pingbacks: the caption counts eleven."""
    assert "n = 11 reader comments" in module.caption(made("eleven with discovered topics"))


def test_the_users_own_settings_stay(
    module: FigureModule, made: Callable[[str], Analysis], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(mpl.rcParams, "font.size", 17.0)
    before = dict(mpl.rcParams)
    module.draw(made("eleven with discovered topics"))
    assert dict(mpl.rcParams) == before
