"""The analyst's own words laid over VADER's lexicon."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from toolkit.scorers import (
    OVERLAY_COLUMNS,
    Entry,
    Lexicon,
    VaderScorer,
    report_overlay,
    score_comments,
    score_overlay,
)
from toolkit.scorers.explanations import explain_texts
from toolkit.scorers.overlay import Overlay
from toolkit.scorers.vader_reading import read_comment


def entry(phrase, valence=None):
    return Entry(name=phrase, phrases=(phrase,), valence=valence)


LEXICON = Lexicon(
    (entry("zorgle", 1.9), entry("regime", -2.1), entry("regime change", 1.0),
     entry("Justice Department"), entry("good", 0.0), entry("awful", 4.0))
)  # fmt: skip


def compounds(*texts, lexicon=LEXICON):
    table = pd.DataFrame({"id": range(len(texts)), "text": pd.Series(texts, dtype="string")})
    return score_overlay(table, lexicon)["vader_overlay_compound"].tolist()


@pytest.mark.parametrize(
    "text",
    ["It is {}.", "it is not {}", "It isn’t VERY {}!", "{} but {} war", "IT IS {}", "so {}, {}?!",
     "He was hardly “{}”… {}—bad", "no {}", "😀 {}", "never so {} as {}", "at least {}"],
)  # fmt: skip
def test_a_word_behaves_as_one_of_the_lexicon_with_its_value(text):
    # the package's own value of the same text with "fine"-like word of valence 1.9: "good"
    package = SentimentIntensityAnalyzer()
    package.lexicon["zorgle"] = 1.9
    for word in ("zorgle", "ZORGLE"):
        written = text.replace("{}", word)
        expected = package.polarity_scores(read_comment(written))["compound"]
        assert compounds(written, lexicon=Lexicon((entry("zorgle", 1.9),))) == [expected]


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("The Justice Department sued.", "The x x sued."),
        ("JUSTICE departments are bad", "X x are bad"),
        ("That is good.", "That is x."),
        ("anti-regime words", "x words"),  # as VADER sees no word in it
        ("the \U000f0000\U000f0000\U000f0000 word", "the x word"),
    ],
)
def test_what_has_no_value(text, same_as):
    assert compounds(text) == compounds(same_as)


@pytest.mark.parametrize("text", ["anti-regime", "war/regime", "regime-minded", "a_regime"])
def test_a_part_of_what_vader_takes_for_a_word_is_no_match(text):
    assert Overlay(LEXICON).read(text).found == []
    assert len(Overlay(LEXICON).read("(“regime,”) a").found) == 1


def test_the_longest_entry_counts():
    assert compounds("a regime change") == compounds("a regime change", lexicon=Lexicon((
        entry("regime change", 1.0),)))  # fmt: skip
    assert compounds("a regime change")[0] > 0 > compounds("a regime, change")[0]
    assert compounds("the regime’s ways")[0] == compounds("regimes")[0] < 0


def test_vaders_own_columns_stay_to_the_bit():
    texts = ["The regime is good.", None, "", "awful zorgle 😀 isn’t", "Justice Department!"]
    table = pd.DataFrame({"id": range(5), "text": texts})
    before = score_comments(table)
    scored = score_overlay(before, LEXICON)
    pd.testing.assert_frame_equal(scored[before.columns], before)
    assert [name for name in scored.columns if name not in before] == list(OVERLAY_COLUMNS)
    assert scored[list(OVERLAY_COLUMNS)].isna().all(axis=1).tolist() == [False, True, *[False] * 3]
    exact = SentimentIntensityAnalyzer()
    assert scored["vader_compound"].tolist()[0] == exact.polarity_scores(texts[0])["compound"]


@given(st.text(max_size=60))
def test_without_a_match_the_overlay_is_the_normalised_reading(text):
    nothing = Lexicon((entry("qqqqqxx", 2.0),))
    plain = VaderScorer().score(pd.Series([text], dtype="string"))["vader_normalised_compound"]
    if not any("\U000f0000" <= character <= "\U000f00ff" for character in text):
        assert compounds(text, lexicon=nothing) == plain.tolist()


SOUP = st.lists(
    st.sampled_from(["zorgle", "REGIME", "regime change", "Justice Department", "awful", "not",
                     "very", "but", "good", "😀", "!", "“regime’s”", "—", "x"]), max_size=15,
).map(" ".join)  # fmt: skip


@given(SOUP)
def test_steps_add_up_to_the_overlays_score(text):
    (steps,) = explain_texts([text], overlay=Overlay(LEXICON))
    x = sum(step.amount for step in steps)
    assert compounds(text)[0] == pytest.approx(x / (x * x + 15) ** 0.5, abs=5e-5)
    assert all(text[step.start : step.end] == step.word for step in steps)


def test_the_report_counts_matches_and_changes():
    table = pd.DataFrame(
        {"id": list("abc"), "text": ["regime, regimes!", "The Justice Department", "war"]}
    )
    report = report_overlay(table, LEXICON).set_index("entry")
    assert report.loc["regime", ["matches", "comments", "changed_labels"]].tolist() == [2, 1, 1]
    assert report.loc["regime", "ids"] == ["a"]
    assert report.loc["Justice Department", "changed_ids"] == ["b"]
    # "justice" is +2.4: x / sqrt(x² + 15) = 0.5267
    assert report.loc["Justice Department", "mean_change"] == pytest.approx(-0.5267)
    assert report.loc["zorgle", "matches"] == 0
    assert pd.isna(report.loc["zorgle", "mean_change"])
