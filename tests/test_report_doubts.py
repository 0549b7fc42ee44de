"""The report's sentence on records read with doubts, and the marks of these records."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

from toolkit.doubts import ALONE, EMPTY, NO_AUTHOR
from toolkit.pipeline import Analysis
from toolkit.report import write_report
from toolkit.report.doubts import FOR_THE_PAGE, state_doubts


def doubtful(analysis: Analysis) -> Analysis:
    """The analysis with doubts about its first three records."""
    comments = analysis.comments.copy()
    comments.loc[comments.index[:3], "confidence"] = ["medium", "low", "medium"]
    comments.loc[comments.index[:2], "doubts"] = [NO_AUTHOR, f"{NO_AUTHOR}; {EMPTY}"]
    sources = analysis.sources.copy()
    sources["doubtful"] = 3
    sources["confidence"] = "medium"
    sources["doubts"] = [["many of its records were read with doubts (3 of 13)"]]
    return dataclasses.replace(analysis, comments=comments, sources=sources)


def test_the_sentence() -> None:
    comments = pd.DataFrame({
        "id": list("abcd"),
        "confidence": ["low", "high", "medium", "medium"],
        "doubts": [f"{NO_AUTHOR}; {EMPTY}", None, NO_AUTHOR, None],
    })  # fmt: skip
    pieces = state_doubts(comments)
    assert "".join(piece.text for piece in pieces) == (
        f"3 of 4 records were read with doubts: {NO_AUTHOR} (2); {EMPTY} (1); {FOR_THE_PAGE} (1)."
    )
    linked = {piece.label: piece.ids for piece in pieces if piece.ids}
    assert linked["read with doubts"] == ("a", "c", "d")
    assert (linked[NO_AUTHOR], linked[EMPTY], linked[FOR_THE_PAGE]) == (("a", "c"), ("a",), ("d",))


def test_one_record() -> None:
    comments = pd.DataFrame({"id": ["a"], "confidence": ["medium"], "doubts": [ALONE]})
    assert "".join(piece.text for piece in state_doubts(comments)) == (
        f"1 of 1 record was read with doubts: {ALONE} (1)."
    )
    assert state_doubts(comments.assign(confidence="high")) == ()


@pytest.fixture(scope="module")
def folder(make_analysis, tmp_path_factory):
    target: Path = tmp_path_factory.mktemp("reports") / "doubts"
    write_report(doubtful(make_analysis()), target)
    return target


def test_the_page_links_and_marks_the_doubtful_records(folder):
    page = html.parse(str(folder / "report.html"), html.HTMLParser(encoding="utf-8")).getroot()
    (sentence,) = page.xpath("//*[@id='reading-doubts']")
    assert " ".join(sentence.text_content().split()).startswith(
        f"3 of 13 records were read with doubts: {NO_AUTHOR} (2); {EMPTY} (1);"
    )
    target = sentence.xpath(".//a")[0].get("href")[1:]
    links = page.xpath(f"//*[@id='{target}']//a/@href")
    rows = page.xpath("//table[contains(@class, 'comments')]/tbody/tr")
    assert links == [f"#{row.get('id')}" for row in rows[:3]]
    kinds = [row.xpath("./td[@data-name='Kind']")[0].text_content() for row in rows]
    assert [("read with" in kind) for kind in kinds] == [True] * 3 + [False] * 10
    assert f"read with low confidence: {NO_AUTHOR}; {EMPTY}" in kinds[1]
    reading = page.xpath("//section[@id='reading']")[0].text_content()
    assert "Confidence: medium." in reading
    assert "many of its records were read with doubts (3 of 13)" in reading


def test_the_markdown_says_the_same(folder):
    said = (folder / "report.md").read_text(encoding="utf-8")
    assert f"3 of 13 records were read with doubts: {NO_AUTHOR} (2)" in said
    assert f"read with low confidence: {NO_AUTHOR}; {EMPTY}" in said
    assert "Confidence: medium." in said
