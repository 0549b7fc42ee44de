"""The report on topics: numbers are the tables', links lead to their comments, few say little."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import lxml.html
import pandas as pd
import pytest

from toolkit.figures import FIGURES
from toolkit.pipeline import Analysis
from toolkit.report import write_report
from toolkit.report.marks import make_anchor
from toolkit.topics.map_layout import TopicMap

MakeAnalysis = Callable[..., Analysis]
HOSTILE = '<script>alert(1)</script> & "x"'
Html = lxml.html.HtmlElement


@pytest.fixture(scope="module")
def analysis(make_analysis: MakeAnalysis) -> Analysis:
    """120 comments on six days, three of the analyst's topics, four discovered ones."""
    made = make_analysis(120, days=6, even=True, discovered=4, labels={"war": HOSTILE})
    named = made.discovered.assign(name=[HOSTILE, *made.discovered["name"].iloc[1:]])
    return dataclasses.replace(made, discovered=named)


@pytest.fixture(scope="module")
def folder(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report") / "topics"
    write_report(analysis, made)
    return made


@pytest.fixture(scope="module")
def page(folder: Path) -> Html:
    return lxml.html.fromstring((folder / "report.html").read_text("utf-8"))


def find(page: Html, anchor: str) -> Html:
    (found,) = page.xpath("//*[@id=$anchor]", anchor=anchor)
    return found


def comments_of(page: Html, link: Html) -> set[str]:
    """The anchors of the comments that a number leads to: of a list, or one."""
    target = link.get("href")[1:]
    if target.startswith("c-"):
        return {target}
    return {one.get("href")[1:] for one in find(page, target).iter("a")}


def anchors(ids: list[str]) -> set[str]:
    return {make_anchor(identity) for identity in ids}


def test_each_topics_row_has_its_numbers_and_comments(page: Html, analysis: Analysis) -> None:
    for _, topic in analysis.discovered.iterrows():
        row = find(page, f"group-{topic['topic']}")
        cells = list(row)
        assert cells[0].text_content() == topic["name"]
        assert cells[1].text_content() == str(topic["n"])
        assert comments_of(page, cells[1][0]) == anchors(topic["ids"])
        typical = [link.get("href")[1:] for link in cells[3]]
        assert typical == [make_anchor(one) for one in topic["representative_ids"]]
        assert cells[4].text_content().startswith(f"{topic['stability']:.2f}")
        flagged = "fewer than half" in cells[4].text_content()
        assert flagged == (topic["stability"] < 0.5)


@pytest.mark.parametrize("kind", ["seeded", "discovered"])
def test_shares_over_time_are_the_tables(page: Html, analysis: Analysis, kind: str) -> None:
    table = analysis.topic_tables[f"{kind}_over_time"]
    shown = find(page, f"topics-{kind}-over-time")
    for period, row in zip(dict.fromkeys(table["group"]), shown.xpath("tbody/tr"), strict=True):
        cells = list(row)[2:]
        own = table[(table["group"] == period)].head(len(cells))
        for cell, (_, expected) in zip(cells, own.iterrows(), strict=True):
            assert cell.text_content().split(" ")[0] == str(expected["n"])
            if expected["n"]:
                percent = int(re.search(r"\((\d+)\W%", cell.text_content())[1])
                assert percent == round(100 * expected["share"])
                assert comments_of(page, cell[0]) == anchors(expected["ids"])
            else:
                assert not len(cell)


def test_overlaps_are_the_tables(page: Html, analysis: Analysis) -> None:
    pairs = analysis.topic_tables["together"]
    rows = find(page, "topics-together").xpath("tbody/tr")
    shown = [[cell.text_content() for cell in list(row)[2:]] for row in rows]
    numbers = pairs.pivot_table(index="discovered", columns="seeded", values="n", sort=False)
    expected = numbers.loc[[one for one in numbers.index if one != ""]].astype(int).astype(str)
    assert shown == expected.to_numpy().tolist()
    for row, (_, own) in zip(rows, pairs.groupby("discovered", sort=False), strict=False):
        for cell, ids in zip(list(row)[2:], own["ids"], strict=True):
            assert (comments_of(page, cell[0]) if len(cell) else set()) == anchors(ids)


def test_the_sentences_stand_in_page_and_markdown(
    page: Html, folder: Path, analysis: Analysis
) -> None:
    about = page.xpath("string(//section[@id='about'])").replace("\u00a0", " ")
    written = unescape((folder / "report.md").read_text("utf-8").replace("\\", ""))
    for sentence in analysis.topic_tables["sentences"]["sentence"]:
        assert sentence.replace(" %", "") in about.replace(" %", "")
        assert sentence.replace(" %", "") in written.replace("\u00a0%", "").replace(" %", "")


def test_quality_is_explained(page: Html, analysis: Analysis) -> None:
    quality = analysis.topic_tables["quality"].set_index("name")
    rows = [[cell.text_content() for cell in row] for row in
            find(page, "topics-quality").xpath("tbody/tr")]  # fmt: skip
    assert [row[0] for row in rows] == [
        "Coherence, mean (NPMI)", "Diversity", "Share unassigned", "Stability"
    ]  # fmt: skip
    assert rows[3][1] == "0.80 (0.70 to 0.90)"
    assert rows[1][1].startswith(f"{quality.loc['diversity', 'estimate']:.2f}")
    assert [row[2] for row in rows] == [
        quality.loc[name, "explanation"]
        for name in ("mean_coherence_npmi", "diversity", "unassigned", "stability")
    ]


def test_links_lead_somewhere_and_files_exist(page: Html, folder: Path) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page.xpath("//section[@id='about']//a/@href")
    assert len(links) > 100
    for link in links:
        assert link[1:] in ids if link.startswith("#") else (folder / link).is_file()


def test_tables_are_files_with_the_same_rows(folder: Path, analysis: Analysis) -> None:
    names = {path.stem for path in (folder / "topics").glob("*.csv")}
    assert names == set(analysis.topic_tables)
    for name, table in analysis.topic_tables.items():
        assert len(pd.read_csv(folder / "topics" / f"{name}.csv")) == len(table)


def test_hostile_names_are_text(page: Html, folder: Path) -> None:
    assert page.xpath("count(//script)") == 1
    assert HOSTILE in page.xpath("string(//table[@id='topics-found'])")
    assert "<script>alert" not in (folder / "report.md").read_text("utf-8")


@pytest.mark.parametrize("n", [0, 1, 11])
def test_few_comments_have_no_tables_and_no_empty_parts(
    make_analysis: MakeAnalysis, tmp_path: Path, n: int
) -> None:
    write_report(make_analysis(n, pingbacks=0), tmp_path / "few")
    page = lxml.html.fromstring((tmp_path / "few" / "report.html").read_text("utf-8"))
    about = page.xpath("//section[@id='about']")
    assert len(about) == (n > 0)
    if n:
        text = about[0].text_content()
        assert not about[0].xpath(".//table | .//h3 | .//h4")
        assert "discovered" not in text.lower().replace("too few for discovered topics", "")
        assert text.count("too few to group") == 1
        assert "follow" in text  # the reason why there are no topics over time
    assert "](topics/" not in (tmp_path / "few" / "report.md").read_text("utf-8")


def test_without_a_faithful_map_a_sentence_says_why(analysis: Analysis, tmp_path: Path) -> None:
    reason = "No map of the topics is drawn, because it would show false neighbours."
    bare = dataclasses.replace(analysis, topic_map=TopicMap(reason=reason))
    assert FIGURES["discovered_map"].reason(bare) == reason
    write_report(bare, tmp_path / "bare")
    assert reason in (tmp_path / "bare" / "report.html").read_text("utf-8")
    assert not (tmp_path / "bare" / "figures" / "discovered_map.png").exists()


def test_one_sentence_says_that_no_topics_were_given(
    make_analysis: MakeAnalysis, tmp_path: Path
) -> None:
    write_report(make_analysis(8, topics={}), tmp_path / "none")
    page = lxml.html.fromstring((tmp_path / "none" / "report.html").read_text("utf-8"))
    about = page.xpath("string(//section[@id='about'])")
    assert about.count("No topics were given") == 1
