"""Log-odds with an informative Dirichlet prior: worked by hand, by simulation, and invariants."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import SchemaError, SettingsError
from toolkit.keyness import (
    ARTICLE_CONTRAST,
    KEYNESS_COLUMNS,
    compare_words,
    content_words,
    contrast_words,
)

TOPICS = pd.DataFrame(
    {"topic": ["mining", "war", "sea", ""], "label": ["Mining", "War", "Sea", "none of these"]}
)
COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40), min_size=1)


def comments(texts: list[str], topics: list[list[str]] | None = None) -> pd.DataFrame:
    ids = [f"c{number}" for number in range(len(texts))]
    return pd.DataFrame({"id": ids, "text": texts, "seeded_topics": topics or [[] for _ in texts]})


def test_the_papers_equations_by_hand() -> None:
    """ "ore" six times in eight words against three times in twelve.

    Prior (eq. 23): both groups have 20 words, 9 of them "ore"; worth as many words as the smaller
    group has, a0 = 8, so a = 8 * 9/20 = 3.6.

    delta (eq. 16) = log((6 + 3.6) / (8 + 8 - 6 - 3.6)) - log((3 + 3.6) / (12 + 8 - 3 - 3.6))
                   = log(9.6 / 6.4) - log(6.6 / 13.4)
                   = 0.405465 + 0.708185 = 1.113650

    variance = 1/9.6 + 1/6.4 + 1/6.6 + 1/13.4
             = 0.104167 + 0.156250 + 0.151515 + 0.074627 = 0.486559

    z (eq. 22) = 1.113650 / sqrt(0.486559) = 1.113650 / 0.697538 = 1.596544
    """
    first, second = {"ore": 6, "war": 2}, {"ore": 3, "war": 8, "coal": 1}
    row = compare_words(first, second).set_index("word").loc["ore"]
    assert (row["count"], row["other_count"]) == (6, 3)
    assert row["log_odds"] == pytest.approx(1.113650, abs=1e-5)
    assert row["variance"] == pytest.approx(0.486559, abs=1e-6)
    assert row["z"] == pytest.approx(1.596544, abs=1e-5)
    assert row["ci_low"] == pytest.approx(1.113650 - 1.959964 * 0.697538, abs=1e-5)
    assert row["ci_high"] == pytest.approx(1.113650 + 1.959964 * 0.697538, abs=1e-5)


def test_worked_by_hand() -> None:
    """Ore 6 : 1, coal 2 : 3, sea 2 : 1.

    n1 = 10, n2 = 5, so the prior is worth a0 = 5 words: the pooled shares of ore, coal and sea
    are 7/15, 5/15 and 3/15, the prior counts 7/3, 5/3 and 1 (eq. 23).

    ore: 6 + 7/3 = 25/3 of 15, the rest 20/3, odds 5/4; 1 + 7/3 = 10/3 of 10, the rest 20/3, odds
    1/2; delta = log(5/4) - log(1/2) = log(5/2); variance 3/25 + 3/20 + 3/10 + 3/20 = 0.72.
    sea: 2 + 1 = 3 of 15, odds 1/4; 1 + 1 = 2 of 10, odds 1/4; delta = 0.
    coal: 2 + 5/3 = 11/3 of 15, the rest 34/3; 3 + 5/3 = 14/3 of 10, the rest 16/3;
    delta = log(11/34) - log(14/16); variance 3/11 + 3/34 + 3/14 + 3/16.
    """
    found = compare_words({"ore": 6, "coal": 2, "sea": 2}, {"ore": 1, "coal": 3, "sea": 1})
    assert found["word"].tolist() == ["ore", "sea", "coal"]
    assert found["count"].tolist() == [6, 2, 2]
    assert found["other_count"].tolist() == [1, 1, 3]
    coal = math.log(11 / 34) - math.log(14 / 16)
    spread = 3 / 11 + 3 / 34 + 3 / 14 + 3 / 16
    assert found["log_odds"].tolist() == pytest.approx([math.log(5 / 2), 0, coal])
    assert found["variance"].tolist()[::2] == pytest.approx([0.72, spread])
    assert found["z"].tolist() == pytest.approx(
        [math.log(5 / 2) / math.sqrt(0.72), 0, coal / math.sqrt(spread)]
    )
    reach = 1.959964 * math.sqrt(0.72)
    assert found["ci_low"][0] == pytest.approx(math.log(5 / 2) - reach)
    assert found["ci_high"][0] == pytest.approx(math.log(5 / 2) + reach)


def test_a_prior_of_ones_by_hand() -> None:
    """Prior counts of 1: ore (3 + 1) of (4 + 2) against (1 + 1) of (4 + 2)."""
    found = compare_words(
        {"ore": 3, "war": 1}, {"ore": 1, "war": 3}, prior={"ore": 1, "war": 1, "unused": 9}
    )
    assert found["log_odds"][0] == pytest.approx(math.log(4 / 2) - math.log(2 / 4))
    assert found["variance"][0] == pytest.approx(1 / 4 + 1 / 2 + 1 / 2 + 1 / 4)


def test_estimate_and_spread_are_those_of_the_posterior() -> None:
    """Draws from the two Dirichlet posteriors: the mean and spread of their log-odds-ratio."""
    first, second = {"ore": 60, "war": 25, "sea": 40}, {"ore": 20, "war": 45, "sea": 30}
    prior = {"ore": 8.0, "war": 7.0, "sea": 5.0}
    found = compare_words(first, second, prior=prior).set_index("word")
    random = np.random.default_rng(0)
    words = list(prior)
    shares = [
        random.dirichlet([counts[word] + prior[word] for word in words], 200_000)
        for counts in (first, second)
    ]
    odds = [np.log(share / (1 - share)) for share in shares]
    draws = odds[0] - odds[1]
    # the mean of a logarithm is below the logarithm of the mean by about 1/(2 counts): for "ore"
    # 1/(2*28) - 1/(2*87) - 1/(2*68) + 1/(2*77) = 0.011
    assert found.loc[words, "log_odds"].tolist() == pytest.approx(draws.mean(0).tolist(), abs=0.02)
    assert found.loc[words, "variance"].tolist() == pytest.approx(draws.var(0), rel=0.05)


@given(COUNTS, COUNTS)
@settings(deadline=None, max_examples=30)
def test_swapping_the_groups_changes_the_sign_only(
    first: dict[str, int], second: dict[str, int]
) -> None:
    there = compare_words(first, second).set_index("word").sort_index()
    back = compare_words(second, first).set_index("word").sort_index()
    assert there.index.tolist() == back.index.tolist()
    np.testing.assert_allclose(there["log_odds"], -back["log_odds"], atol=1e-9)
    np.testing.assert_allclose(there["variance"], back["variance"])
    np.testing.assert_allclose(there["ci_low"], -back["ci_high"], atol=1e-9)


@given(COUNTS)
@settings(deadline=None, max_examples=20)
def test_the_same_words_on_both_sides_differ_in_nothing(counts: dict[str, int]) -> None:
    found = compare_words(counts, counts)
    np.testing.assert_allclose(found["log_odds"], 0, atol=1e-12)
    assert found["word"].tolist() == sorted(found["word"])


@given(COUNTS, COUNTS)
@settings(deadline=None, max_examples=30)
def test_all_values_are_finite_and_ordered(first: dict[str, int], second: dict[str, int]) -> None:
    found = compare_words(first, second)
    numbers = found.drop(columns="word").to_numpy(dtype=float)
    assert np.isfinite(numbers).all()
    assert (found["ci_low"] < found["ci_high"]).all()
    assert found["z"].round(6).is_monotonic_decreasing
    if len(found):
        assert set(found["word"]) == set(first) | set(second)


def test_the_prior_draws_rare_words_to_zero() -> None:
    """Both words stand on one side only; the rarer one has the lower z."""
    found = compare_words({"often": 20, "once": 1, "x": 79}, {"x": 100}).set_index("word")
    assert found.loc["often", "z"] > found.loc["once", "z"] > 0
    strong = {"often": 200.0, "once": 10.0, "x": 1790.0}
    drawn = compare_words({"often": 20, "once": 1, "x": 79}, {"x": 100}, prior=strong)
    assert drawn.set_index("word").loc["often", "log_odds"] < found.loc["often", "log_odds"] / 2


def test_ties_stand_in_alphabetical_order() -> None:
    found = compare_words({"b": 2, "a": 2, "z": 1}, {"y": 2, "x": 2, "z": 1})
    assert found["word"].tolist() == ["a", "b", "z", "x", "y"]


@pytest.mark.parametrize(
    ("first", "second"), [({}, {}), ({"a": 1}, {}), ({}, {"a": 1, "b": 1}), ({"a": 2}, {"a": 5})]
)
def test_nothing_to_compare(first: dict[str, int], second: dict[str, int]) -> None:
    found = compare_words(first, second)
    assert found.empty
    assert "log_odds" in found


@pytest.mark.parametrize("prior", [{"a": 1.0}, {"a": 1.0, "b": 0.0}, {"a": 1.0, "b": math.nan}])
def test_a_prior_that_lacks_a_word_is_refused(prior: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match="'b'"):
        compare_words({"a": 1}, {"b": 1}, prior=prior)


def test_content_words_leave_out_what_says_nothing() -> None:
    words = content_words("It wasn’t the 58% of China’s ore: a trade-off, 1979 N. Korea, 稀土")
    assert words == ["china", "ore", "trade", "korea", "稀土"]


def test_article_against_readers() -> None:
    table = comments(["War and war over ore", "A long war"]).assign(kind=["comment", "comment"])
    found = contrast_words(table, "Ore, ore and more coal.", TOPICS)
    article = found[found["contrast"] == ARTICLE_CONTRAST].set_index("word")
    assert tuple(found.columns) == KEYNESS_COLUMNS
    assert article[["count", "other_count"]].to_dict("index") == {
        "coal": {"count": 1, "other_count": 0},
        "long": {"count": 0, "other_count": 1},
        "ore": {"count": 2, "other_count": 1},
        "war": {"count": 0, "other_count": 3},
    }
    assert article.loc["coal", "log_odds"] > 0 > article.loc["war", "log_odds"]
    assert article["ids"].to_dict() == {
        "coal": [], "long": ["c1"], "ore": ["c0"], "war": ["c0", "c1"]
    }  # fmt: skip


def test_each_topic_against_the_rest() -> None:
    table = comments(["ore ore coal", "ore war", "war sea"], [["mining"], ["mining", "war"], []])
    found = contrast_words(table, "", TOPICS)
    assert found["contrast"].unique().tolist() == ["topic: mining", "topic: war"]
    mining = found[found["contrast"] == "topic: mining"].set_index("word")
    assert mining["count"].to_dict() == {"ore": 3, "coal": 1, "war": 1, "sea": 0}
    assert mining["other_count"].to_dict() == {"ore": 0, "coal": 0, "war": 1, "sea": 1}
    assert mining.loc["war", "ids"] == ["c1", "c2"]


def test_both_sides_of_a_topic_add_up_to_all_readers_words() -> None:
    texts = ["ore ore coal", "ore war", "war sea", "sea"]
    found = contrast_words(comments(texts, [["mining"], ["mining"], [], []]), "", TOPICS)
    sums = (found["count"] + found["other_count"]).tolist()
    assert dict(zip(found["word"], sums, strict=True)) == Counter(" ".join(texts).split())


def test_a_topic_of_all_comments_and_pingbacks_are_left_out() -> None:
    table = comments(["ore coal", "coal war", "spam spam"], [["mining"], ["mining"], []])
    table = table.assign(kind=["comment", "comment", "pingback"])
    found = contrast_words(table, "Ore and coal.", TOPICS)
    assert found["contrast"].unique().tolist() == [ARTICLE_CONTRAST]
    assert "spam" not in set(found["word"])


def test_no_comments_no_words() -> None:
    found = contrast_words(comments([]), "An article on ore.", TOPICS)
    assert found.empty
    assert tuple(found.columns) == KEYNESS_COLUMNS


def test_row_order_changes_no_number_and_arguments_stay() -> None:
    table = comments(["ore ore coal", "ore war", "war sea"], [["mining"], ["war"], []])
    before = table.copy(deep=True)
    first = contrast_words(table, "Coal and ore.", TOPICS).drop(columns="ids")
    second = contrast_words(table.iloc[::-1], "Coal and ore.", TOPICS).drop(columns="ids")
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(table, before)


def test_a_missing_column_is_said() -> None:
    with pytest.raises(SchemaError, match="text"):
        contrast_words(comments(["a"]).drop(columns="text"), "", TOPICS)
