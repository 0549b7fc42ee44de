"""Estimates and counts: hand-worked cases, other implementations, invariants, and small n."""

from __future__ import annotations

import itertools
import math
import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats as scipy_stats

from toolkit.errors import SchemaError
from toolkit.stats import (
    COUNT_COLUMNS,
    ESTIMATE_COLUMNS,
    LARGE_N,
    MINIMUM_N,
    NO_DATE,
    NO_TOPIC,
    SENTIMENT,
    SENTIMENT_LABEL,
    choose_period,
    count_comments,
    estimate_sentiment,
)

TOPICS = pd.DataFrame({"topic": ["war", "ore", "sea", ""],
                       "label": ["The war", "Ore", "The sea", NO_TOPIC]})  # fmt: skip


def table(scores: list[float], **columns: object) -> pd.DataFrame:
    """Comments with these scores."""
    ids = [f"c{number}" for number in range(len(scores))]
    made = pd.DataFrame({"id": ids, "text": "x", SENTIMENT: pd.Series(scores, dtype="float64")})
    return made.assign(**columns)


def row(found: pd.DataFrame, name: str, by: str, group: str) -> pd.Series:
    """The only row of a name and group."""
    rows = found[(found["name"] == name) & (found["group_by"] == by) & (found["group"] == group)]
    assert len(rows) == 1
    return rows.iloc[0]


def mean_of(found: pd.DataFrame, by: str = "all", group: str = "all comments") -> pd.Series:
    return row(found, "mean_compound", by, group)


def test_mean_and_median_by_hand() -> None:
    found = estimate_sentiment(table([-0.8, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5]))
    assert tuple(found.columns) == ESTIMATE_COLUMNS
    assert mean_of(found)["estimate"] == pytest.approx(0.1)  # 0.7 / 7
    assert row(found, "median_compound", "all", "all comments")["estimate"] == pytest.approx(0.2)
    assert mean_of(found)["n"] == 7
    assert mean_of(found)["ids"] == [f"c{number}" for number in range(7)]


def test_percentile_interval_of_the_median_is_that_of_every_possible_resample() -> None:
    values = [-0.9, -0.4, -0.1, 0.3, 0.5, 0.8]
    medians = [np.median(draw) for draw in itertools.product(values, repeat=6)]  # all 6 ** 6
    exact = np.quantile(medians, [0.025, 0.975])
    found = row(estimate_sentiment(table(values)), "median_compound", "all", "all comments")
    assert [found["ci_low"], found["ci_high"]] == pytest.approx(exact, abs=0.05)
    assert "percentile bootstrap" in found["method"]


def test_interval_of_the_mean_nears_students_for_an_ordinary_sample() -> None:
    values = scipy_stats.norm.ppf((np.arange(200) + 0.5) / 200) * 0.2 + 0.1
    found = mean_of(estimate_sentiment(table(values.tolist()), resamples=4999))
    error = scipy_stats.t.ppf(0.975, 199) * values.std(ddof=1) / math.sqrt(200)
    assert found["ci_low"] == pytest.approx(0.1 - error, abs=0.004)
    assert found["ci_high"] == pytest.approx(0.1 + error, abs=0.004)


def test_bca_follows_the_skew_of_the_values() -> None:
    values = [0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.95]
    found = mean_of(estimate_sentiment(table(values)))
    assert "BCa" in found["method"]
    below, above = found["estimate"] - found["ci_low"], found["ci_high"] - found["estimate"]
    assert above > 1.5 * below
    assert found["ci_low"] >= 0


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(7)
    hits = 0
    for _ in range(60):
        sample = random.uniform(-1, 1, 30)  # its mean and median are 0
        found = mean_of(estimate_sentiment(table(sample.tolist()), resamples=199))
        hits += found["ci_low"] <= 0 <= found["ci_high"]
    assert 0.85 <= hits / 60 < 1


def test_a_higher_confidence_gives_a_wider_interval() -> None:
    scores = table([-0.8, -0.3, 0.0, 0.1, 0.2, 0.4, 0.5, 0.9])
    narrow, wide = (mean_of(estimate_sentiment(scores, confidence=level)) for level in (0.8, 0.99))
    assert wide["ci_low"] < narrow["ci_low"] < narrow["ci_high"] < wide["ci_high"]
    assert wide["method"].endswith("99%")


def test_the_row_order_and_the_index_do_not_matter() -> None:
    scores = table(
        np.random.default_rng(3).uniform(-1, 1, 40).tolist(),
        seeded_topics=[["war"], ["war", "ore"], [], ["ore"]] * 10,
        timestamp=[f"2012-0{1 + number % 9}-03" for number in range(40)],
    )
    shuffled = scores.sample(frac=1, random_state=1)
    shuffled.index = pd.Index(range(100, 140))
    first, second = (
        estimate_sentiment(one, topics=TOPICS, resamples=499).drop(columns="ids")
        for one in (scores, shuffled)
    )
    pd.testing.assert_frame_equal(first, second)


def test_the_seed_decides_the_resamples_and_is_named() -> None:
    scores = table(np.random.default_rng(3).uniform(-1, 1, 25).tolist())
    same, again, other = (
        mean_of(estimate_sentiment(scores, resamples=199, seed=seed)) for seed in (1, 1, 2)
    )
    assert same["ci_low"] == again["ci_low"]
    assert same["ci_low"] != other["ci_low"]
    assert same["method"] == "BCa bootstrap, 199 resamples, seed 1, 95%"


def test_arguments_stay_as_they_were() -> None:
    scores = table([0.5, -0.5], seeded_topics=[["war"], []], timestamp=["2012-01-01", None])
    before = scores.copy(deep=True)
    estimate_sentiment(scores, topics=TOPICS)
    count_comments(scores, topics=TOPICS)
    pd.testing.assert_frame_equal(scores, before)


@pytest.mark.parametrize("n", range(1, 9))
def test_the_minimum_is_the_first_n_at_which_an_exact_median_interval_exists(n: int) -> None:
    values = np.linspace(-0.9, 0.9, n)
    exact = scipy_stats.quantile_test(values, p=0.5).confidence_interval(0.95)
    found = estimate_sentiment(table(values.tolist()), resamples=199)
    assert math.isfinite(exact.low) == (n >= MINIMUM_N)
    assert found["ci_low"].notna().tolist() == [n >= MINIMUM_N] * 2
    assert all(found["note"])  # a reason below the minimum, a caution above it


def test_notes_say_why_there_is_no_interval() -> None:
    notes = {
        "no comments": [],
        "1 comment is too few for an interval (at least 6)": [0.1],
        "3 comments are too few for an interval (at least 6)": [0.1, 0.2, 0.3],
        "all 7 comments have the same score, so resampling can't show any spread": [0.0] * 7,
    }
    for note, scores in notes.items():
        found = estimate_sentiment(table(scores))
        assert found["note"].tolist() == [note, note]
        assert found["method"].tolist() == ["none", "none"]
        assert found[["ci_low", "ci_high"]].isna().all(axis=None)
    assert mean_of(estimate_sentiment(table([0.0] * 7)))["estimate"] == 0


def test_a_caution_below_thirty_and_none_from_there() -> None:
    for n, cautious in ((29, True), (30, False)):
        found = estimate_sentiment(table(np.linspace(-1, 1, n).tolist()), resamples=99)
        assert mean_of(found)["note"].startswith("n = 29 is small") == cautious


def test_comments_without_a_score_are_left_out_and_counted() -> None:
    found = mean_of(estimate_sentiment(table([0.5, math.nan, 0.7])))
    assert (found["n"], found["estimate"]) == (2, pytest.approx(0.6))
    assert found["note"].endswith("1 without a score left out")
    assert found["ids"] == ["c0", "c2"]
    found = mean_of(estimate_sentiment(table([math.nan])))
    assert math.isnan(found["estimate"])
    assert found["note"] == "no comments; 1 without a score left out"


def test_a_degenerate_bca_falls_back_on_percentiles_without_a_warning() -> None:
    values = [0.0] * 40 + [1e-9]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = mean_of(estimate_sentiment(table(values), resamples=99))
    assert math.isfinite(found["ci_low"])


def test_a_comment_with_two_topics_counts_in_each() -> None:
    scores = table([0.1, 0.3, -0.5, 0.9], seeded_topics=[["ore"], ["war", "ore"], [], ["ore"]])
    found = estimate_sentiment(scores, topics=TOPICS)
    by_topic = found[(found["group_by"] == "topic") & (found["name"] == "mean_compound")]
    assert by_topic["group"].tolist() == ["The war", "Ore", "The sea", NO_TOPIC]
    assert by_topic["n"].tolist() == [1, 3, 0, 1]
    assert by_topic["estimate"].tolist()[:2] == pytest.approx([0.3, 1.3 / 3])
    assert by_topic["ids"].tolist() == [["c1"], ["c0", "c1", "c3"], [], ["c2"]]
    assert mean_of(found, "topic", "The sea")["note"] == "no comments"


def test_topics_without_a_topics_table_go_by_name() -> None:
    scores = table([0.1, 0.3], seeded_topics=[["ore"], ["war", "ore"]])
    found = estimate_sentiment(scores)
    names = found.loc[found["group_by"] == "topic", "group"].unique()
    assert names.tolist() == ["ore", "war", NO_TOPIC]


@pytest.mark.parametrize(
    ("last", "period", "groups"),
    [
        ("2012-09-08T23:59", "day", ["2012-08-30", "2012-09-08"]),
        ("2012-09-10", "month", ["2012-08", "2012-09"]),
        ("2017-08-30", "month", ["2012-08", "2017-08"]),
        ("2018-08-30", "year", ["2012", "2018"]),
    ],
)
def test_periods_by_the_length_of_the_thread(last: str, period: str, groups: list[str]) -> None:
    scores = table([0.1, 0.3, 0.5, 0.7], timestamp=[last, "2012-08-30T00:47", None, last])
    assert choose_period(scores) == period
    found = estimate_sentiment(scores)
    by_period = found[(found["group_by"] == period) & (found["name"] == "mean_compound")]
    assert by_period["group"].tolist() == [*groups, NO_DATE]
    assert by_period["estimate"].tolist() == pytest.approx([0.3, 0.4, 0.5])
    assert by_period["n"].tolist() == [1, 2, 1]


def test_a_thread_without_dates_has_only_the_undated_group() -> None:
    counts = count_comments(table([0.1, 0.2], timestamp=pd.Series([None, None], dtype="string")))
    assert row(counts, "comments", "day", NO_DATE)["n"] == 2


def test_only_readers_comments_are_estimated_and_counted_but_kinds_count_all() -> None:
    scores = table(
        [0.1, 0.9, 0.9, 0.3],
        kind=["comment", "pingback", "comment", "comment"],
        state=["visible", "visible", "deleted", "visible"],
    )
    assert mean_of(estimate_sentiment(scores))["ids"] == ["c0", "c3"]
    counts = count_comments(scores)
    assert row(counts, "comments", "all", "all comments")["n"] == 2
    kind = row(counts, "records", "kind", "comment")
    assert (kind["n"], kind["total"], kind["share"]) == (3, 4, 0.75)
    assert math.isnan(kind["ci_low"])
    assert kind["note"]


def test_wilson_interval_of_a_share_by_hand() -> None:
    labels = ["positive"] * 5 + ["neutral"] * 3 + ["negative"] * 3
    counts = count_comments(table([0.0] * 11).assign(**{SENTIMENT_LABEL: labels}))
    assert tuple(counts.columns) == COUNT_COLUMNS
    found = row(counts, "comments", "label", "positive")
    z, p, n = 1.959964, 5 / 11, 11  # Wilson (1927)
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    assert (found["n"], found["total"]) == (5, 11)
    assert [found["ci_low"], found["ci_high"]] == pytest.approx([centre - reach, centre + reach])
    shares = counts.loc[counts["group_by"] == "label", "share"]
    assert shares.sum() == pytest.approx(1)


def test_labels_that_nobody_has_count_zero_and_few_comments_get_no_interval() -> None:
    counts = count_comments(table([0.0] * 5).assign(**{SENTIMENT_LABEL: ["neutral"] * 5}))
    found = row(counts, "comments", "label", "negative")
    assert (found["n"], found["share"], found["ids"]) == (0, 0, [])
    assert math.isnan(found["ci_high"])
    assert found["note"] == "5 comments are too few for an interval (at least 6)"


def test_comments_without_a_label_are_counted_as_such() -> None:
    labels = pd.Series(["neutral", None], dtype="string")
    counts = count_comments(table([0.0, math.nan]).assign(**{SENTIMENT_LABEL: labels}))
    assert row(counts, "comments", "label", "no score")["ids"] == ["c1"]


def test_an_empty_table_gives_empty_groups_and_no_error() -> None:
    empty = table([]).assign(seeded_topics=[], timestamp=pd.Series([], dtype="string"))
    found = estimate_sentiment(empty, topics=TOPICS)
    assert mean_of(found)["n"] == 0
    assert set(found["note"]) == {"no comments"}
    counts = count_comments(empty, topics=TOPICS)
    assert counts["n"].eq(0).all()
    assert counts["share"].isna().all()


def test_a_missing_score_column_is_said() -> None:
    with pytest.raises(SchemaError, match=SENTIMENT):
        estimate_sentiment(table([0.1]).drop(columns=SENTIMENT))


def test_many_comments_take_the_limits_of_the_bootstrap() -> None:
    values = np.random.default_rng(5).uniform(-1, 1, LARGE_N + 1)
    found = estimate_sentiment(table(values.tolist()))
    mean, median = found.iloc[0], found.iloc[1]
    boot = scipy_stats.bootstrap(
        (values,), np.mean, n_resamples=999, method="percentile",
        random_state=np.random.default_rng(0), batch=100,
    ).confidence_interval  # fmt: skip
    assert [mean["ci_low"], mean["ci_high"]] == pytest.approx([boot.low, boot.high], abs=0.003)
    assert mean["method"] == "normal approximation, 95%"
    ranks = scipy_stats.binom.ppf([0.025, 0.975], LARGE_N + 1, 0.5).astype(int)
    assert [median["ci_low"], median["ci_high"]] == pytest.approx(np.sort(values)[ranks], abs=0.003)
    assert median["method"] == "binomial order statistics, 95%"


@pytest.mark.parametrize(
    ("n", "total", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_intervals_as_published(n: int, total: int, low: float, high: float) -> None:
    labels = ["positive"] * n + ["neutral"] * (total - n)
    counts = count_comments(table([0.0] * total).assign(**{SENTIMENT_LABEL: labels}))
    found = row(counts, "comments", "label", "positive")
    assert found["share"] == pytest.approx(n / total)
    assert [found["ci_low"], found["ci_high"]] == pytest.approx([low, high], abs=5e-5)


def test_the_median_of_seven_by_hand() -> None:
    """A resample's median is at most the k-th smallest value if four or more of its draws are.

    P(Binomial(7, k/7) >= 4) is 0.010 for k = 1 and 0.128 for k = 2, so the 2.5 % point is the
    second value, and by symmetry the 97.5 % point is the sixth.
    """
    assert scipy_stats.binom.sf(3, 7, 1 / 7) < 0.025 < scipy_stats.binom.sf(3, 7, 2 / 7)
    found = estimate_sentiment(table([-0.9, -0.6, -0.2, 0.1, 0.3, 0.5, 0.95]))
    median = row(found, "median_compound", "all", "all comments")
    assert [median["ci_low"], median["ci_high"]] == [-0.6, 0.5]


def test_months_are_those_printed_whatever_the_offset() -> None:
    stamps = ["2012-08-31T23:59-09:00", "2012-10-01T00:01+09:00"]
    found = estimate_sentiment(table([0.1, 0.2], timestamp=stamps))
    assert found.loc[found["group_by"] == "month", "group"].unique().tolist() == [
        "2012-08", "2012-10"
    ]  # fmt: skip


def test_counts_stand_in_the_order_of_the_report() -> None:
    comments = table(
        [0.5, -0.5, 0.0, 0.9],
        kind=["comment", "comment", "comment", "pingback"],
        seeded_topics=[["war", "ore"], ["war"], [], ["ore"]],
    ).assign(**{SENTIMENT_LABEL: ["positive", "negative", "neutral", "positive"]})
    counts = count_comments(comments, topics=TOPICS)
    assert list(zip(counts["group_by"], counts["group"], counts["n"], strict=True)) == [
        ("kind", "comment", 3), ("kind", "pingback", 1), ("all", "all comments", 3),
        ("label", "positive", 1), ("label", "neutral", 1), ("label", "negative", 1),
        ("topic", "The war", 2), ("topic", "Ore", 1), ("topic", "The sea", 0),
        ("topic", NO_TOPIC, 1),
    ]  # fmt: skip
