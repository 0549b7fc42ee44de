"""The findings say what the data carry, for any number of comments, and link to it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import binomtest

import toolkit
from toolkit.comparisons import compare_groups
from toolkit.findings import Finding, conclude, state_absences, state_findings
from toolkit.pipeline import Analysis, analyse
from toolkit.report.traps import find_traps
from toolkit.stats import estimate_sentiment
from toolkit.wording import format_period, format_timestamp

DATA = Path(__file__).parents[1] / "data" / "diplomat-north-korea"
MakeAnalysis = Callable[..., Analysis]


@pytest.fixture(scope="module")
def diplomat() -> Analysis:
    page = toolkit.read_document(DATA / "diplomat-north-koreas-six-trillion-dollar-question.txt")
    topics = toolkit.read_topics(DATA / "topics.toml")
    return analyse(toolkit.parse_comments([page]), topics=topics, resamples=199)


def by_kind(analysis: Analysis) -> dict[str, Finding]:
    return {finding.kind: finding for finding in state_findings(analysis)}


def with_scores(analysis: Analysis, scores: list[float], **columns: list[object]) -> Analysis:
    """The analysis with these reader scores and everything counted and estimated anew."""
    comments = analysis.comments.copy()
    comments["vader_compound"] = comments["vader_normalised_compound"] = scores
    for name, values in columns.items():
        comments[name] = pd.Series(values, index=comments.index, dtype="object")
    estimates = estimate_sentiment(comments, topics=analysis.topics, resamples=199)
    comparisons = compare_groups(comments, topics=analysis.topics, resamples=499)
    return dataclasses.replace(
        analysis, comments=comments, estimates=estimates, comparisons=comparisons
    )


def test_the_diplomat_thread_counted_by_hand(diplomat: Analysis) -> None:
    when = by_kind(diplomat)["when"]
    assert when.sentence == (
        "8 of the 11 comments came within 4 days, 30 August to 2 September 2012; the longest "
        "silence lasted three months, 21 October 2012 to 21 January 2013."
    )
    times = diplomat.comments.set_index("id")["timestamp"].loc[list(when.ids)]
    assert sorted(times)[0] == "2012-08-30T00:47"
    assert sorted(times)[-1] == "2012-09-02T22:48"
    assert len(times) == 8


def test_topics_of_the_diplomat_thread(diplomat: Analysis) -> None:
    """Read by hand: China in six comments, Vietnam in three, sanctions in two, none in four."""
    topics = by_kind(diplomat)["topics"]
    linked = {piece.text: len(piece.ids) for piece in topics.pieces if piece.ids}
    assert linked == {"6 of the 11 comments": 6, "3": 3, "2": 2, "4": 4}
    assert "China's role comes up in 6 of the 11 comments" in topics.sentence
    assert "55 % (28 % to 79 %)" in topics.basis  # Wilson's interval of 6 of 11


def test_labels_are_the_tables(diplomat: Analysis) -> None:
    labels = diplomat.comments.query("kind == 'comment'")["vader_normalised_label"].value_counts()
    assert by_kind(diplomat)["labels"].sentence.startswith(
        f"The lexicon VADER reads {labels['positive']} of the 11 comments as positive, "
        f"{labels['neutral']} as neutral and {labels['negative']} as negative"
    )


def test_a_mean_whose_interval_holds_zero_is_not_called_positive(diplomat: Analysis) -> None:
    row = diplomat.estimates.query("name == 'mean_compound' and group_by == 'all'").iloc[0]
    assert row["ci_low"] < 0 < row["ci_high"]
    mean = by_kind(diplomat)["mean"]
    assert f"{row['estimate']:+.2f}" in mean.sentence
    assert "can’t be told from neutral" in mean.sentence


@pytest.mark.parametrize(("sign", "said"), [(1, "above neutral"), (-1, "below neutral")])
def test_a_mean_away_from_zero_is_said(make_analysis: MakeAnalysis, sign: int, said: str) -> None:
    scores = [sign * (0.3 + 0.01 * place) for place in range(12)]
    mean = by_kind(with_scores(make_analysis(12, pingbacks=0), scores))["mean"]
    assert said in mean.sentence


def test_topics_that_differ_are_said_and_those_that_overlap_are_not(
    make_analysis: MakeAnalysis,
) -> None:
    names = [["trade"] if place < 10 else ["war"] for place in range(20)]
    apart = [
        0.5 + 0.01 * (place % 10) if place < 10 else -0.5 + 0.01 * place for place in range(20)
    ]
    strangers = {"author": [None] * 20}
    analysis = with_scores(make_analysis(20, pingbacks=0), apart, seeded_topics=names, **strangers)
    finding = by_kind(analysis)["topic"]
    assert finding.sentence.startswith("Sentiment is higher in comments that name Trade (mean +0.5")
    assert [len(piece.ids) for piece in finding.pieces if piece.ids] == [10, 10]
    assert len(finding.ids) == 20
    assert not any("between topics" in said for said in state_absences(analysis))

    close = [0.5 * (-1) ** place + 0.01 * place for place in range(20)]
    analysis = with_scores(make_analysis(20, pingbacks=0), close, seeded_topics=names, **strangers)
    assert "topic" not in by_kind(analysis)
    assert any(
        "between topics: the one comparison of topics found none" in said
        for said in state_absences(analysis)
    )


def test_findings_come_counted_then_scored_then_estimated(make_analysis: MakeAnalysis) -> None:
    for size in (0, 1, 2, 11, 300):
        found = [finding.certainty for finding in state_findings(make_analysis(size))]
        assert found == sorted(found, key=["counted", "scored", "estimated"].index)
        assert len(found) <= 6


@pytest.mark.parametrize("size", [1, 2, 11, 300])
def test_linked_numbers_are_the_number_of_their_comments(
    make_analysis: MakeAnalysis, size: int
) -> None:
    analysis = make_analysis(size, pingbacks=3)
    readers = set(analysis.comments.query("kind == 'comment'")["id"])
    counted = [f for f in state_findings(analysis) if f.certainty != "estimated"]
    assert len(counted) >= 2
    for finding in counted:
        assert set(finding.ids) <= readers
        for piece in finding.pieces:
            number = re.match(r"(?:The |All )?(\d[\d,]*)", piece.text)
            if piece.ids and number:
                assert int(number[1].replace(",", "")) == len(piece.ids)


@pytest.mark.parametrize("size", [0, 1, 2, 5, 11])
def test_plurals_and_percentages(make_analysis: MakeAnalysis, size: int) -> None:
    analysis = make_analysis(size, pingbacks=0)
    findings = [finding.text for finding in state_findings(analysis)]
    said = " ".join([conclude(analysis), *findings, *state_absences(analysis)])
    said = said.replace(analysis.stability.reason.rstrip("."), "")
    assert not re.search(r"\b1 (comments|scores|days|topics|labels)\b", said)
    assert not re.search(r"(?<![\d,.])(0|[2-9]|1\d) (comment|score|day|topic|label)\b", said)
    assert "nan" not in said.lower()
    assert "-0" not in said


def test_no_readers_no_findings(make_analysis: MakeAnalysis) -> None:
    analysis = make_analysis(0, pingbacks=2)
    assert state_findings(analysis) == ()
    assert state_absences(analysis) == ()
    assert conclude(analysis).startswith("Nothing can be concluded")


def test_one_comment_gets_no_mean(make_analysis: MakeAnalysis) -> None:
    findings = by_kind(make_analysis(1))
    assert "mean" not in findings
    assert findings["when"].sentence.startswith("The only comment came on ")


@pytest.mark.parametrize("size", [11, 100_000])
def test_the_conclusion_gives_wilsons_interval_of_a_half(
    make_analysis: MakeAnalysis, size: int
) -> None:
    """For a large n scipy's interval of an exact half; at 11 between those of 5 and of 6."""
    analysis = make_analysis(11, pingbacks=0)
    if size > 11:
        repeated = analysis.comments.iloc[[0] * size].reset_index(drop=True)
        repeated["id"] = [f"a:{place}" for place in range(size)]
        analysis = dataclasses.replace(analysis, comments=repeated)
    low, high = binomtest(size // 2, size).proportion_ci(method="wilson")
    said = re.search(r"interval of (\d+) % to (\d+) %", conclude(analysis))
    assert said is not None
    assert f"{size:,} comments" in conclude(analysis)
    assert int(said[1]) / 100 == pytest.approx(low, abs=0.05 if size == 11 else 0.006)
    assert int(said[2]) / 100 == pytest.approx(high, abs=0.05 if size == 11 else 0.006)


def test_changed_scores_are_told(make_analysis: MakeAnalysis) -> None:
    analysis = make_analysis(11, score=0.4)
    comments = analysis.comments.copy()
    comments.loc[3, ["vader_compound", "vader_label"]] = [-0.4, "negative"]
    comments.loc[5, "vader_compound"] = 0.2
    labels = by_kind(dataclasses.replace(analysis, comments=comments))["labels"]
    assert labels.sentence.endswith(
        "; reading curly quotes, dashes and emoji as meant changes 2 scores and 1 label."
    )
    changed = [piece.ids for piece in labels.pieces if piece.text == "2 scores"]
    assert changed == [(comments["id"][3], comments["id"][5])]
    assert any("curly quotes" in said for said in state_absences(analysis))


def test_undated_threads_say_nothing_of_time(make_analysis: MakeAnalysis) -> None:
    assert "when" not in by_kind(make_analysis(11, dated=False))


def test_discovered_topics_are_findings_only_if_they_stand(diplomat: Analysis) -> None:
    assert "groups" not in by_kind(diplomat)
    assert any(
        said.startswith("Topics that the comments form") for said in state_absences(diplomat)
    )
    stability = dataclasses.replace(diplomat.stability, stands=True, estimate=0.83)
    stands = dataclasses.replace(diplomat, stability=stability)
    assert "0.83" in by_kind(stands)["groups"].basis
    assert not any("form by themselves" in said for said in state_absences(stands))


def test_words_pass_only_beyond_bonferroni(make_analysis: MakeAnalysis) -> None:
    """Of 400 words the limit is z = 3.84 (0.025 / 400 in each tail)."""
    analysis = make_analysis(11)
    words = pd.DataFrame(
        {
            "contrast": "article vs readers", "word": [f"w{place}" for place in range(400)],
            "count": 1, "other_count": 1, "log_odds": 1.0, "ci_low": 0.1, "ci_high": 1.9,
            "z": [3.83, -3.85, *[0.0] * 398], "ids": [["made:0000"]] * 400,
        }
    )  # fmt: skip
    words.loc[1, "log_odds"] = -1.0
    found = by_kind(dataclasses.replace(analysis, keyness=words))["words"]
    assert found.sentence == "Readers use “w1” more often than the article."
    assert found.ids == ("made:0000",)


def test_traps_point_to_the_comments_that_show_them(diplomat: Analysis) -> None:
    traps = {trap.name: trap.ids for trap in find_traps(diplomat)}
    texts = diplomat.comments.set_index("id")["text"]
    assert any("'constructively'" in texts[one] for one in traps["Possible irony"])
    assert all("!!!" not in texts[one] for one in traps["No word in the lexicon"])
    assert any(texts[one] == "I absolutely beg differ" for one in traps["No word in the lexicon"])


def test_periods_and_timestamps_are_said_as_precise_as_they_are() -> None:
    first, last = pd.Timestamp("2012-12-30T10:00"), pd.Timestamp("2013-01-02")
    assert format_period(first, last) == "30 December 2012 to 2 January 2013"
    assert format_period(first, first) == "30 December 2012"
    assert format_timestamp("2012-08-30T07:25Z") == "30 August 2012, 07:25 (UTC)"
    assert format_timestamp("2012-08-30T07:25-05:00") == "30 August 2012, 07:25 (UTC−05:00)"
    assert format_timestamp("not a date") == "not a date"
    assert format_timestamp(None) == "no date"
