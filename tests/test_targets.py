"""Sentiment toward targets: what is said of whom, and what isn't."""

import importlib.util
import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import SchemaError
from toolkit.scorers import Entry, Lexicon
from toolkit.targets import (
    TARGET_COLUMNS,
    Target,
    rename_targets,
    score_targets,
    summarise_targets,
)
from toolkit.targets.attribution import MOST_GROUPS
from toolkit.targets.intervals import HALF_WIDTHS, interval

CHINA = Target(name="China", aliases=("Chinese", "Beijing"))
US = Target(name="the US", aliases=("US", "USA", "United States", "American"))
KOREA = Target(name="Korea")
NORTH = Target(name="North Korea", aliases=("North Korean", "Pyongyang"))
ANN = Target(name="Ann", aliases=("@ann_b",))
ALL = (CHINA, US, KOREA, NORTH, ANN)


def toward(text, targets=ALL, **options):
    """Name of each target that is mentioned, with its mentions and score."""
    scores = score_targets(pd.DataFrame({"id": ["a"], "text": [text]}), targets, **options)
    named = scores[scores["mentions"] > 0]
    return {
        row["target"]: (row["mentions"], None if pd.isna(row["score"]) else row["score"])
        for _, row in named.iterrows()
    }


def signs(text, **options):
    return {
        name: "?" if score is None else "+" if score > 0 else "-" if score < 0 else "0"
        for name, (_, score) in toward(text, **options).items()
    }


def hand(*values):
    """The score of one sentence, worked by hand: sum / (n + 1), squashed."""
    x = sum(values) / (len(values) + 1)
    return x / math.sqrt(x * x + 15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China is great.", {"China": hand(3.1)}),
        ("China is not great.", {"China": hand(-0.74 * 3.1)}),
        ("China is great and good.", {"China": hand(3.1, 1.9)}),
        ("China is great. Beijing is horrible.", {"China": (hand(3.1) + hand(-2.5)) / 2}),
        ("China is great but Pyongyang is horrible.",
         {"China": hand(3.1), "North Korea": hand(-2.5)}),
        ("Unlike China, Korea is great.", {"China": hand(-0.5 * 3.1), "Korea": hand(3.1)}),
    ],
)  # fmt: skip
def test_scores_worked_by_hand(text, expected):
    got = {name: score for name, (_, score) in toward(text).items()}
    assert got == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beijing is honest while Pyongyang is corrupt and evil.",
         {"China": "+", "North Korea": "-"}),
        ("China is great; Korea is awful.", {"China": "+", "Korea": "-"}),
        ("Pyongyang is worse than Beijing.", {"China": "+", "North Korea": "-"}),
        ("Nobody is better than Beijing.", {"China": "+"}),
        ("The awful Chinese and the lovely Americans.", {"China": "-", "the US": "+"}),
        ("China and Korea are horrible.", {"China": "-", "Korea": "-"}),
        ("The Chinese were rude, the Americans were friendly.", {"China": "-", "the US": "+"}),
        ("I have great respect for the Chinese.", {"China": "+"}),
        ("Shame on Beijing and praise for Pyongyang.", {"China": "-", "North Korea": "+"}),
        ("I used to love the US.", {"the US": "-"}),
        ("China is suffering.", {"China": "?"}),
        ("China fixed the terrible problem.", {"China": "+"}),
        ("China is big. It is horrible.", {"China": "-"}),
        ("China is big. Rain is horrible.", {"China": "?"}),
        ("Nice try, Ann. You are stupid.", {"Ann": "-"}),
        ("@ann_b you are brilliant.", {"Ann": "+"}),
    ],
)  # fmt: skip
def test_what_is_said_of_whom(text, expected):
    assert signs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "China exports coal to Korea.",
        "Is China great?",
        "If China were great, we would know.",
        "China would not have been great.",
        "I wonder how good China is.",
        "> China is great\n\nI see.",
        'He wrote "China is great and we all love it dearly" there.',
    ],
)
def test_mentioned_nothing_said(text):
    mentions, score = toward(text)["China"]
    assert (mentions, score) == (1, None)
    scores = score_targets(pd.DataFrame({"id": ["a"], "text": [text]}), [CHINA])
    assert scores.loc[0, ["low", "high"]].isna().all()
    assert "China" in scores.loc[0, "evidence"]  # what names it can be read


def test_names_match_by_their_forms():
    text = "China's Chinese; the Chinese’s US. Tell us! The USA, the U.S., UNITED STATES, Chinatown"
    assert {name: n for name, (n, _) in toward(text).items()} == {"China": 3, "the US": 4}


def test_the_longest_alias_counts():
    assert toward("North Korea and Korea and North Koreans") == {
        "Korea": (1, None),
        "North Korea": (2, None),
    }


def test_a_row_for_each_comment_and_target():
    table = pd.DataFrame({"id": [7, 8, 9], "text": ["China is great.", None, ""]}, index=[5, 5, 1])
    scores = score_targets(table, [CHINA, US])
    assert list(scores.columns) == list(TARGET_COLUMNS)
    assert scores["id"].tolist() == [7, 7, 8, 8, 9, 9]
    assert scores["mentions"].tolist() == [1, 0, 0, 0, 0, 0]
    assert scores["evidence"].tolist()[0] == "China is great."
    assert scores["evidence"].isna().tolist() == [False, *[True] * 5]
    assert score_targets(table, []).empty


def test_a_text_that_is_none_is_refused():
    with pytest.raises(SchemaError, match="row 1 is of type int"):
        score_targets(pd.DataFrame({"id": ["a"], "text": [1]}, dtype=object), [CHINA])


WORDS = (
    "China Beijing the US Korea Pyongyang Ann is are not great awful good worse better than but "
    'and while unlike , . ? ; ! if it they you nobody I love hate “ ” " > \n fixed war 😀'
).split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@given(TEXTS)
def test_an_unrelated_target_changes_nothing(text):
    table = pd.DataFrame({"id": ["a"], "text": [text]})
    with_other = score_targets(table, [*ALL, Target(name="Atlantis", aliases=("Atlantean",))])
    kept = with_other[with_other["target"] != "Atlantis"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, score_targets(table, ALL))
    other = with_other[with_other["target"] == "Atlantis"].iloc[0]
    assert other["mentions"] == 0
    assert pd.isna(other["score"])


@given(st.lists(TEXTS, max_size=4), st.randoms())
def test_neither_rows_nor_targets_nor_aliases_have_an_order(texts, random):
    table = pd.DataFrame({"id": range(len(texts)), "text": pd.Series(texts, dtype="string")})
    shuffled = [
        Target(name=target.name, aliases=tuple(random.sample(target.aliases, len(target.aliases))))
        for target in random.sample(ALL, len(ALL))
    ]
    rows = random.sample(range(len(texts)), len(texts))
    keys = ["id", "target"]
    expected = score_targets(table, ALL).sort_values(keys, ignore_index=True)
    got = score_targets(table.iloc[rows], shuffled).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(got, expected)


@given(TEXTS)
def test_scores_lie_within_their_interval(text):
    scores = score_targets(pd.DataFrame({"id": ["a"], "text": [text]}), ALL).dropna(
        subset=["score"]
    )
    assert scores["mentions"].gt(0).all()
    assert scores["score"].between(scores["low"], scores["high"]).all()
    assert scores[["low", "high"]].abs().le(1).all(axis=None)
    for evidence in scores["evidence"]:
        assert all(line in text for line in evidence.split("\n"))


def test_few_sentences_make_wide_intervals():
    assert list(HALF_WIDTHS) == sorted(HALF_WIDTHS, reverse=True)
    assert interval(0.0, 1)[1] > interval(0.0, 3)[1] > interval(0.0, 60)[1] == HALF_WIDTHS[-1]


def test_intervals_end_where_the_scale_does():
    assert (interval(0.9, 1)[1], interval(-0.9, 1)[0]) == (1.0, -1.0)


def test_a_list_of_names_says_nothing():
    text = "love " + ", ".join(["China", "Korea"] * MOST_GROUPS) + " and war"
    assert set(signs(text).values()) <= {"+", "-", "?"}
    assert signs("China love " * (MOST_GROUPS + 1)) == {"China": "?"}


def test_the_analysts_words_count_toward_targets():
    corrupt = Lexicon((Entry(name="corrupt", phrases=("corrupt",), valence=-3.0),))
    assert signs("China is corrupt.") == {"China": "?"}
    got = toward("China is corrupt.", lexicon=corrupt)["China"][1]
    assert got == pytest.approx(hand(-3.0))


def test_summary_counts_readers_only():
    texts = ["China is great.", "China is awful.", "China!", "None.", "China is great."]
    comments = pd.DataFrame(
        {"id": list("abcde"), "text": texts, "kind": ["comment"] * 4 + ["pingback"]}
    )
    scores = score_targets(comments, [CHINA, US])
    summary = summarise_targets(comments, scores, [CHINA, US], resamples=99)
    china, us = summary.iloc[0], summary.iloc[1]
    assert (china["n_mentioned"], china["n_said"], china["n_nothing_said"]) == (3, 2, 1)
    assert (china["said_ids"], china["nothing_said_ids"]) == (["a", "b"], ["c"])
    assert china["estimate"] == pytest.approx((hand(3.1) + hand(-2.0)) / 2)
    assert "too few for an interval" in china["note"]
    assert us["n_mentioned"] == 0
    assert pd.isna(us["estimate"])


def test_commenters_names_can_be_replaced():
    renamed = rename_targets([ANN, CHINA], lambda name: "R1" if "nn" in name else name)
    assert renamed == (Target(name="R1", aliases=("R1",)), CHINA)
    assert renamed[0].phrases == ("R1",)


def test_the_published_figures_hold():
    path = Path(__file__).parent / "benchmarks" / "target_signs.py"
    spec = importlib.util.spec_from_file_location("target_signs", path)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    gold = benchmark.read_gold()
    read = benchmark.read_signs(gold[gold["half"] == "held out"])
    assert len(read) == 80
    assert (read["sign"] == read["gold"]).sum() == 53
    assert (read["plain"] == read["gold"]).sum() == 41
    several = read[read.groupby("id")["target"].transform("size") > 1]
    assert ((several["sign"] == several["gold"]).sum(), len(several)) == (25, 39)
    assert (several["plain"] == several["gold"]).sum() == 16
