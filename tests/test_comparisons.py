"""Clusters and comparisons: other libraries' values, hand-worked cases, invariances."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from toolkit.clusters import bootstrap, few_clusters, find_clusters
from toolkit.comparisons import compare_groups, correct_holm
from toolkit.effects import cliffs_delta, clustered_t, hedges_g, wild_cluster_test
from toolkit.stats import SENTIMENT, SENTIMENT_LABEL, count_comments, estimate_sentiment

VALUES = np.array([0.1, 0.5, 0.2, 0.9, 0.4, -0.3, 0.7, 0.0, 0.6, -0.2, 0.3, 0.8])
INSIDE = np.array([1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1], dtype=bool)
CODES = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 6])


def table(values, **columns):
    ids = [f"c{place:03d}" for place in range(len(values))]
    return pd.DataFrame({"id": ids, "text": "x", SENTIMENT: values, **columns})


def mean(values):
    return lambda weights: (weights @ values / weights.sum(axis=1))[:, None]


def test_the_clustered_error_is_that_of_statsmodels():
    """OLS(values, constant and group).fit(cov_type="cluster"), statsmodels: .43333, .17817591."""
    assert clustered_t(VALUES, INSIDE, CODES) == pytest.approx((13 / 30, 0.17817591))


def test_holm_as_statsmodels_and_without_undefined_ones():
    assert correct_holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert correct_holm([0.6, 0.7]) == [1.0, 1.0]
    assert correct_holm([]) == []


def test_effect_sizes_by_hand():
    # of nine pairs eight are won and one is tied
    assert cliffs_delta([3, 4, 5], [1, 2, 3]) == pytest.approx(8 / 9)
    assert cliffs_delta([1, 2, 3], [3, 4, 5]) == pytest.approx(-8 / 9)
    # both variances are 1, the means 2 apart, the correction 1 - 3 / 15
    assert hedges_g([3, 4, 5], [1, 2, 3]) == pytest.approx(1.6)
    assert np.isnan(hedges_g([1, 1], [1, 1]))


def test_the_wild_bootstrap_finds_what_is_there_and_not_what_is_not():
    random = np.random.default_rng(0)
    codes = np.repeat(np.arange(40), 3)
    inside = np.tile([True, False, True], 40)
    noise = random.normal(size=40)[codes] + random.normal(size=120)
    assert wild_cluster_test(noise + 2 * inside, inside, codes) < 0.001
    p_values = [
        wild_cluster_test(
            random.normal(size=40)[codes] + random.normal(size=120), inside, codes, draws=199
        )
        for _ in range(200)
    ]
    assert 0.01 < np.mean(np.array(p_values) < 0.05) < 0.1  # the test keeps its level


def test_comments_of_one_author_widen_the_interval():
    random = np.random.default_rng(1)
    authors = np.repeat([f"a{n}" for n in range(20)], 6)
    values = np.repeat(random.normal(size=20), 6) + random.normal(0, 0.1, 120)
    alone, together = table(values), table(values, author=authors)
    [narrow] = bootstrap(mean(values), find_clusters(alone))
    [wide] = bootstrap(mean(values), find_clusters(together))
    assert (narrow.by, wide.by, wide.clusters) == ("comments", "authors", 20)
    # twenty independent values, not 120: wider by the root of six, about 2.4
    assert 2 < (wide.high - wide.low) / (narrow.high - narrow.low) < 3


def test_authors_without_a_name_are_no_author_together():
    rows = table(range(8), author=[None, "", "u", "u", None, "v", "w", "x"])
    [found] = find_clusters(rows)
    assert (found.by, found.count) == ("authors", 7)


def test_few_clusters_are_not_resampled_but_said():
    rows = table(range(8), author=list("uuuuvvvv"))
    assert [one.by for one in find_clusters(rows)] == ["comments"]
    assert few_clusters(rows)[0].startswith("2 authors are too few")


def test_estimates_and_shares_respect_authors():
    random = np.random.default_rng(2)
    values = np.repeat(np.clip(random.normal(0, 0.4, 20), -1, 1), 6)
    labels = np.where(values > 0, "positive", "negative")
    alone = table(values, **{SENTIMENT_LABEL: labels})
    together = alone.assign(author=np.repeat([f"a{n}" for n in range(20)], 6))
    for make in (estimate_sentiment, count_comments):
        narrow, wide = make(alone), make(together)
        widths = [
            (one["ci_high"] - one["ci_low"])[one["group"] != "neutral"].dropna()
            for one in (narrow, wide)
        ]
        assert (widths[1] > 1.8 * widths[0]).all()
    mean_row = estimate_sentiment(together).iloc[0]
    assert mean_row["method"].startswith("percentile bootstrap of authors")
    # all comments of an author are alike, so that 120 comments tell as much as 20 authors, or 19
    notes = count_comments(together)["note"].dropna()
    assert any("effective n = 19" in note or "effective n = 20" in note for note in notes)


def test_large_tables_use_the_clustered_error():
    random = np.random.default_rng(3)
    values = np.repeat(random.normal(0, 0.3, 700), 3)
    row = estimate_sentiment(table(values, author=np.repeat(np.arange(700).astype(str), 3))).iloc[0]
    error = values[::3].std(ddof=1) / np.sqrt(700)
    assert row["ci_high"] - row["estimate"] == pytest.approx(1.959964 * error)
    assert "clusters of authors" in row["method"]


def test_two_articles_are_one_comparison_with_both_counts():
    found = compare_groups(table(VALUES, article_id=np.where(INSIDE, "a", "b")), resamples=999)
    [row] = found.to_dict("records")
    assert (row["group"], row["n"], row["n_others"]) == ("a", 6, 6)
    assert row["difference"] == pytest.approx(13 / 30)
    exact = stats.permutation_test(
        (VALUES[INSIDE], VALUES[~INSIDE]), lambda a, b: a.mean() - b.mean(), n_resamples=np.inf
    ).pvalue
    assert row["p_value"] == row["p_holm"] == pytest.approx(exact)  # 924 ways: all are looked at
    assert row["ci_low"] < row["difference"] < row["ci_high"]
    assert row["delta_low"] < row["cliffs_delta"] < row["delta_high"]


def test_a_comment_with_two_topics_stands_on_one_side_only():
    topics = [["x", "y"], ["x"], ["y"], []] * 8
    found = compare_groups(table(np.linspace(-1, 1, 32), seeded_topics=topics), resamples=199)
    assert found["group"].tolist() == ["x", "y", "none of these"]
    assert (found["n"] + found["n_others"] == 32).all()
    assert (found["p_holm"] >= found["p_value"]).all()


def test_a_side_of_one_author_is_not_tested():
    rows = table(VALUES.tolist() * 2, article_id=["a", "b"] * 12, author=["u", None] * 12)
    row = compare_groups(rows).iloc[0]
    assert np.isnan(row["p_value"])
    assert row["note"] == "the comments of one side come from 1 author: too few to compare"


def test_few_or_equal_comments_get_a_reason():
    few = compare_groups(table(VALUES[:8], article_id=list("aabbbbbb"))).iloc[0]
    assert few["note"] == "2 comments are too few on one side to compare (at least 6)"
    alike = compare_groups(table([0.2] * 12, article_id=list("ab") * 6)).iloc[0]
    assert alike["note"] == "all comments have the same score"
    assert compare_groups(table([])).empty


def test_shares_of_a_label_are_compared():
    labels = np.where(INSIDE, "negative", "neutral")
    rows = table(VALUES, article_id=np.where(INSIDE, "a", "b"), **{SENTIMENT_LABEL: labels})
    row = compare_groups(rows, column=SENTIMENT_LABEL, label="negative", resamples=199).iloc[0]
    assert (row["mean"], row["mean_others"]) == (1.0, 0.0)


def test_the_order_of_rows_changes_nothing():
    rows = table(np.tile(VALUES, 4), article_id=np.tile(np.where(INSIDE, "a", "b"), 4),
                 author=[f"u{n % 17}" for n in range(48)])  # fmt: skip
    found = compare_groups(rows, resamples=199)
    again = compare_groups(rows.sample(frac=1, random_state=1), resamples=199)
    pd.testing.assert_frame_equal(found.drop(columns="ids"),
                                  again.drop(columns="ids"))  # fmt: skip


def test_large_groups_use_the_clustered_t():
    random = np.random.default_rng(5)
    values = np.repeat(random.normal(size=1200), 2)
    inside = np.repeat(np.arange(1200) % 2 == 0, 2)
    rows = table(values, article_id=np.where(inside, "a", "b"),
                 author=np.repeat(np.arange(1200).astype(str), 2))  # fmt: skip
    row = compare_groups(rows).iloc[0]
    difference, error = clustered_t(values, inside, np.repeat(np.arange(1200), 2))
    assert row["test"] == "cluster-robust t (authors)"
    assert row["ci_high"] - difference == pytest.approx(stats.t.ppf(0.975, 1199) * error)
