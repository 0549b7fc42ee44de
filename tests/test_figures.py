"""Titles in words, files that stay the same, and the words and times that figures are made of."""

from __future__ import annotations

import csv
import dataclasses
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from toolkit.errors import OutputError
from toolkit.figures import (
    FIGURES,
    comments_over_time,
    draw_figures,
    sentiment_by_topic,
    sentiment_distribution,
)
from toolkit.figures import wording as words
from toolkit.figures.timeline import (
    bin_starts,
    choose_frequency,
    find_burst,
    find_silence,
    time_ticks,
)
from toolkit.pipeline import Analysis
from toolkit.stats import SENTIMENT, SENTIMENT_LABEL, count_comments, estimate_sentiment

MakeAnalysis = Callable[..., Analysis]


def with_scores(analysis: Analysis, scores: list[float]) -> Analysis:
    """The analysis with other scores of its reader comments, and all that follows from them."""
    table = analysis.comments.copy()
    values = pd.Series([*scores, *[0.0] * (len(table) - len(scores))], index=table.index)
    label = values.map(
        lambda v: "positive" if v >= 0.05 else "negative" if v <= -0.05 else "neutral"
    )
    for prefix in ("vader", "vader_normalised"):
        table[f"{prefix}_compound"] = values
        table[f"{prefix}_label"] = label.where(values.notna()).astype("string")
    return dataclasses.replace(
        analysis,
        comments=table,
        estimates=estimate_sentiment(table, topics=analysis.topics, resamples=199),
        counts=count_comments(table, topics=analysis.topics),
    )


def with_dates(analysis: Analysis, dates: list[str | None]) -> Analysis:
    table = analysis.comments.assign(timestamp=pd.Series(dates, dtype="string"))
    return dataclasses.replace(analysis, comments=table)


# registry and files


def test_figures_stand_in_the_order_in_which_they_are_read() -> None:
    assert list(FIGURES) == [
        "comments_over_time", "topic_sizes", "topic_words", "topics_over_time", "discovered_words",
        "discovered_map", "discovered_over_time", "sentiment_distribution", "sentiment_by_topic",
        "article_and_readers",
    ]  # fmt: skip


def test_files_are_the_same_on_each_run(make_analysis: MakeAnalysis, tmp_path: Path) -> None:
    analysis = make_analysis(6)
    first, second = (draw_figures(analysis, tmp_path / name) for name in ("first", "second"))
    assert [drawn.name for drawn in first] == list(FIGURES)
    shown = [drawn for drawn in first if not drawn.omitted]
    assert len(shown) >= 5
    assert {path.name for path in (tmp_path / "first").iterdir()} == {
        f"{drawn.name}.{ending}" for drawn in shown for ending in ("png", "svg", "csv")
    }
    for one, other in zip(first, second, strict=True):
        if one.omitted:
            continue
        for kind in ("png", "svg", "csv"):
            assert getattr(one, kind).read_bytes() == getattr(other, kind).read_bytes()
        width = struct.unpack(">I", one.png.read_bytes()[16:20])[0]
        assert 1600 <= width <= 1650
        assert ElementTree.fromstring(one.svg.read_bytes()).tag.endswith("}svg")
        with one.csv.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file))) >= 2
        assert one.title == FIGURES[one.name].title(analysis)
        assert one.caption == FIGURES[one.name].caption(analysis)
        assert one.alt_text == FIGURES[one.name].alt_text(analysis)


def test_nothing_to_draw_leaves_no_trace_but_reasons(
    make_analysis: MakeAnalysis, tmp_path: Path
) -> None:
    drawn = draw_figures(make_analysis(0, pingbacks=0), tmp_path / "figures")
    assert not (tmp_path / "figures").exists()
    assert [one.title for one in drawn][:2] == ["Comments over time", "Topic sizes"]
    assert all(one.omitted.endswith(".") for one in drawn)


def test_a_hostile_comment_makes_sound_files(make_analysis: MakeAnalysis, tmp_path: Path) -> None:
    texts = ["]]> --> <script>alert('trade')</script> \x07 war & war", "=cmd|'/C calc'!A0 china"]
    for drawn in draw_figures(make_analysis(6, texts=texts, title="<b>"), tmp_path):
        if drawn.omitted:
            continue
        tree = ElementTree.fromstring(drawn.svg.read_bytes())
        assert not [element for element in tree.iter() if str(element.tag).endswith("}script")]
        with drawn.csv.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_a_folder_that_cannot_be_made(make_analysis: MakeAnalysis, tmp_path: Path) -> None:
    (tmp_path / "figures").write_text("mine")
    with pytest.raises(OutputError, match="figures"):
        draw_figures(make_analysis(3), tmp_path / "figures")
    assert (tmp_path / "figures").read_text() == "mine"


# titles


@pytest.mark.parametrize(
    ("scores", "title"),
    [
        ([0.9, 0.8, 0.7, 0.6, 0.5, 0, 0, 0, -0.2, -0.3, -0.4],
         "Five of eleven comments score positive, three negative"),
        ([0.05], "The only comment scores positive"),
        ([0.04], "The only comment scores neutral"),
        ([-0.05, -0.9], "Both comments score negative"),
        ([0.5, -0.5], "One of two comments scores positive, one negative"),
        ([0.5, 0.5, 0], "Two of three comments score positive, none negative"),
        ([0, 0, 0.2], "Two of three comments score neutral, one positive and none negative"),
        ([-0.5] * 9 + [0.5] * 4, "9 of 13 comments score negative, 4 positive"),
        ([0.5, 0.5, float("nan")], "Both scored comments score positive"),
        ([-0.5] * 24 + [0.5] * 15 + [0] * 21, "40 % of 60 comments score negative, 25 % positive"),
        ([0.0] * 40, "All 40 comments score neutral"),
    ],
)  # fmt: skip
def test_titles_of_the_distribution(
    make_analysis: MakeAnalysis, scores: list[float], title: str
) -> None:
    analysis = with_scores(make_analysis(len(scores), pingbacks=1), scores)
    assert sentiment_distribution.title(analysis) == title


def test_words_behind_the_scores(make_analysis: MakeAnalysis) -> None:
    """Steps of one word add up; punctuation is no word; numbers are those of the whole table."""
    analysis = with_scores(make_analysis(2, pingbacks=0), [-0.5, 0.5])
    steps = pd.DataFrame(
        [("made:0000", "Good", 1.9), ("made:0000", "good", -0.95), ("made:0000", "war", -2.9),
         ("made:0000", "bad", -2.5), ("made:0000", "!!", 0.3), ("made:0001", "fine", 0.8)],
        columns=["id", "word", "amount"],
    )  # fmt: skip
    table = sentiment_distribution.data(dataclasses.replace(analysis, explanations=steps))
    comments = table[table["what"] == "comment"]
    assert comments["number"].tolist() == [2, 1]  # the highest score first
    assert comments["positive_words"].tolist() == [["fine"], ["good"]]
    assert comments["negative_words"].tolist() == [[], ["war", "bad"]]
    assert table.loc[table["what"] == "share", "n"].tolist() == [1, 0, 1]


def test_bars_meet_at_the_labels_thresholds(make_analysis: MakeAnalysis) -> None:
    scores = [-1, -0.95, -0.05, -0.0499, 0, 0.0499, 0.05, 0.1499, 0.15, 0.95, 1] * 3
    table = sentiment_distribution.data(with_scores(make_analysis(33, pingbacks=0), scores))
    bars = table[table["what"] == "bar"].set_index("from")["n"]
    assert bars[bars > 0].to_dict() == {
        -1.0: 6, -0.15: 3, -0.05: 9, 0.05: 6, 0.15: 3, 0.95: 6
    }  # fmt: skip
    shares = table[table["what"] == "share"].set_index("label")["n"]
    assert shares.to_dict() == {"positive": 15, "neutral": 9, "negative": 9}


ONE_TOPIC = {"topics": {"war": ["war"]}, "pingbacks": 0}


@pytest.mark.parametrize(
    ("about_war", "others", "title"),
    [
        ([-0.5, -0.6, -0.7, -0.5, -0.4, -0.6], [0.5],
         "Comments on “War” average below zero"),
        ([0.5, 0.6, 0.7, 0.5, 0.4, 0.6], [], "Comments on “War” average above zero"),
        ([-0.9, 0.9, -0.8, 0.8, 0.1, -0.1], [0.5],
         "Comments on “War” lean neither way for certain"),
        ([-0.9, -0.8], [0.5] * 9,
         "Every topic has too few comments to tell which way its sentiment leans"),
        ([0.4] * 8, [], "No topic’s scores vary enough to tell which way its sentiment leans"),
    ],
)  # fmt: skip
def test_titles_by_topic(
    make_analysis: MakeAnalysis, about_war: list[float], others: list[float], title: str
) -> None:
    texts = ["The war"] * len(about_war) + ["Something else"] * len(others)
    analysis = make_analysis(len(texts), texts=texts, **ONE_TOPIC)
    analysis = with_scores(analysis, [*about_war, *others])
    assert sentiment_by_topic.title(analysis) == title


def test_a_topic_with_too_few_comments_says_so_at_its_row(make_analysis: MakeAnalysis) -> None:
    analysis = make_analysis(8, texts=["The war", *["Else"] * 3], **ONE_TOPIC)
    texts = {text.get_text() for text in sentiment_by_topic.draw(analysis).axes[0].texts}
    assert {"War", "n = 2", "too few for an interval", "none of these", "n = 6"} <= texts
    table = sentiment_by_topic.data(analysis)
    assert table["n"].tolist() == [2, 6]
    assert table["ci_low"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("dates", "title"),
    [
        (["2012-08-30"], "The only comment came on 30 August 2012"),
        (["2012-08-30T01:00", "2012-08-30T23:00"], "Both comments came on 30 August 2012"),
        (["2012-08-30", None, "2012-08-30"], "Both dated comments came on 30 August 2012"),
        (["2012-08-30", "2012-09-30", "2012-10-30"], "Three comments came over two months"),
        ([f"2012-09-{1 + place:02d}" for place in range(20)], "20 comments came over 19 days"),
    ],
)
def test_titles_over_time(make_analysis: MakeAnalysis, dates: list[str | None], title: str) -> None:
    analysis = with_dates(make_analysis(len(dates), pingbacks=0), dates)
    assert comments_over_time.title(analysis) == title


def test_a_burst_is_in_the_title(make_analysis: MakeAnalysis) -> None:
    dates = ["2012-08-30", "2012-08-31", "2012-08-31", "2012-09-01", "2013-01-21"]
    title = comments_over_time.title(with_dates(make_analysis(5, pingbacks=0), [*dates]))
    assert title.startswith("Four of five comments came within two days")


def test_pingbacks_are_never_counted(make_analysis: MakeAnalysis) -> None:
    analysis = with_scores(make_analysis(3, pingbacks=4), [0.5, 0.5, -0.5])
    table = analysis.comments.copy()
    table.loc[3:, [SENTIMENT]] = -1.0
    table.loc[3:, [SENTIMENT_LABEL]] = "negative"
    same = dataclasses.replace(analysis, comments=table)
    for module in (sentiment_distribution, sentiment_by_topic):
        assert module.title(same) == module.title(analysis)
        pd.testing.assert_frame_equal(module.data(same), module.data(analysis))
    assert (comments_over_time.data(analysis)["kind"] == "pingback").sum() == 4


# words


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.spell(12), "twelve"), (words.spell(13), "13"), (words.spell(-1), "-1"),
        (words.part_of(12, 12), "all twelve"), (words.part_of(1, 1), "one of one"),
        (words.part_of(0, 300), "none of 300"), (words.part_of(1200, 5000), "1,200 of 5,000"),
        (words.plural(0, "comment"), "no comments"), (words.listed([]), ""),
        (words.listed(["a", "b"]), "a and b"), (words.capitalised(""), ""),
        (words.signed(float("nan")), "unknown"), (words.signed(1), "+1.00"),
        (words.signed(0.004), "0.00"), (words.signed(-0.006), "−0.01"),
        (words.interval(-1, 0), "−1.00 to 0.00"), (words.percent(0), "0 %"),
        (words.percent(0.004), "under 1 %"), (words.percent(0.996), "over 99 %"),
        (words.percent(0.5), "50 %"), (words.short_date(pd.Timestamp("2012-05-01")), "1 May"),
        (words.duration(pd.Timedelta(seconds=0)), "one minute"),
        (words.duration(pd.Timedelta(minutes=90)), "two hours"),
        (words.duration(pd.Timedelta(hours=47)), "47 hours"),
        (words.duration(pd.Timedelta(days=59)), "59 days"),
        (words.duration(pd.Timedelta(days=60)), "two months"),
        (words.duration(pd.Timedelta(days=731)), "2 years"),
    ],
)  # fmt: skip
def test_numbers_in_words(said: str, expected: str) -> None:
    assert said == expected


# times


def times(*stamps: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(stamps), format="ISO8601"))


def test_a_burst_needs_half_of_four_comments() -> None:
    assert find_burst(times()) is None
    assert find_burst(times("2012-01-01", "2012-01-01", "2012-12-01")) is None
    assert find_burst(times(*["2012-01-01"] * 5)) is None  # no time in which to burst
    assert find_burst(times(*[f"2012-01-{day:02d}" for day in range(1, 21)])) is None


def test_the_burst_of_the_diplomat_thread() -> None:
    """Eight of the eleven within four days, by hand from the page."""
    burst = find_burst(
        times(
            "2013-01-21T09:17", "2012-10-21T00:00", "2012-09-20T12:00", "2012-09-02T22:48",
            "2012-09-01T10:00", "2012-09-01T08:00", "2012-08-31T20:00", "2012-08-30T22:00",
            "2012-08-30T12:00", "2012-08-30T07:25", "2012-08-30T00:47",
        )
    )  # fmt: skip
    assert burst is not None
    assert (burst.n, burst.days) == (8, 4)
    assert burst.start == pd.Timestamp("2012-08-30T00:47")


def test_a_silence_is_a_fifth_of_the_whole_and_a_day() -> None:
    found = find_silence(times("2012-03-01", "2012-01-01", "2012-01-05"))
    assert found is not None
    assert (found.start, found.end) == (pd.Timestamp("2012-01-05"), pd.Timestamp("2012-03-01"))
    assert find_silence(times("2012-01-01", "2012-03-01")) is None
    assert find_silence(times("2012-01-01T00", "2012-01-01T01", "2012-01-01T20")) is None
    assert find_silence(times(*[f"2012-01-{day:02d}" for day in range(1, 21)])) is None


@pytest.mark.parametrize(
    ("last", "frequency"),
    [("2012-01-02", "h"), ("2012-01-07", "3h"), ("2012-01-14", "6h"), ("2012-02-20", "D"),
     ("2012-12-31", "W-MON"), ("2015-01-01", "MS"), ("2020-01-01", "QS"), ("2072-01-01", "YS")],
)  # fmt: skip
def test_bins_are_few_and_hold_their_times(last: str, frequency: str) -> None:
    spread = times("2012-01-01", "2012-01-01T13:45", last)
    assert choose_frequency(spread) == frequency
    starts = bin_starts(spread, frequency)
    assert (starts <= spread).all()
    grid = pd.date_range(starts.min(), starts.max(), freq=frequency)
    assert set(starts) <= set(grid)
    assert len(grid) <= 62


@pytest.mark.parametrize(
    "span", ["30min", "5h", "40h", "3D", "20D", "90D", "200D", "700D", "3000D", "20000D"]
)
def test_ticks_are_few_inside_and_tell_the_year(span: str) -> None:
    start = pd.Timestamp("2012-08-28T10:20")
    end = start + pd.Timedelta(span)
    ticks = time_ticks(start, end)
    assert len(ticks) <= 9
    assert all(start <= tick <= end for tick, _ in ticks)
    labels = [label for _, label in ticks]
    assert len(set(labels)) == len(labels) or pd.Timedelta(span) > pd.Timedelta("1D")
    if pd.Timedelta(span) > pd.Timedelta("2D"):
        assert ticks
        assert any("20" in label for label in labels)


# topics over time


def with_shares(analysis: Analysis, shares: list[tuple[int, int]]) -> Analysis:
    """One topic in months of so many comments with it, of so many in all."""
    rows = []
    for month, (n, total) in enumerate(shares, start=1):
        half = 1.96 * (n / total * (1 - n / total) / total) ** 0.5 if total >= 6 else float("nan")
        start = pd.Timestamp(2020, month, 1)
        rows.append({
            "kind": "seeded", "topic": "war", "label": "War", "group_by": "month",
            "group": f"{start:%Y-%m}", "start": start, "end": start + pd.DateOffset(months=1),
            "n": n, "total": total, "share": n / total, "ci_low": n / total - half,
            "ci_high": n / total + half, "method": "", "note": "", "ids": [],
        })  # fmt: skip
    return dataclasses.replace(analysis, topic_tables={"seeded_over_time": pd.DataFrame(rows)})


@pytest.mark.parametrize(
    ("shares", "title"),
    [
        ([(10, 100), (60, 100), (12, 100)], "War rose from 10 % of the comments (January 2020) to "
         "60 % (February 2020)"),
        ([(60, 100), (58, 100), (12, 100)], "War fell from 60 % of the comments (January 2020) to "
         "12 % (March 2020)"),
        ([(4, 10), (6, 10), (5, 10)], "No change for sure in the topic’s share over three months"),
        # three pairs: |z| is 2.29 here, past 1.96 and short of Bonferroni's 2.39
        ([(40, 100), (56, 100), (48, 100)], "No change for sure in the topic’s share over three "
         "months"),
    ],
)  # fmt: skip
def test_a_change_is_named_only_past_bonferronis_limit(
    make_analysis: MakeAnalysis, shares: list[tuple[int, int]], title: str
) -> None:
    analysis = with_shares(make_analysis(11, topics={"war": ["war"]}), shares)
    assert FIGURES["topics_over_time"].title(analysis) == title


def test_too_few_comments_in_the_periods_are_a_reason(make_analysis: MakeAnalysis) -> None:
    analysis = with_shares(make_analysis(11, topics={"war": ["war"]}), [(2, 8), (1, 5)])
    assert FIGURES["topics_over_time"].reason(analysis) == (
        "Dates are too few to follow topics over time: only one of two months holds six comments "
        "or more."
    )
