"""Krippendorff's alpha: published examples, another library's values, invariances, limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.agreement import krippendorff_alpha, percent_agreement
from toolkit.errors import SettingsError

# the reliability data of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability"
FOUR = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
BINARY = {"Meg": "0 1 0 0 0 0 0 0 1 0", "Owen": "1 1 1 0 0 1 0 0 0 0"}


def coded(rows):
    return pd.DataFrame(
        {name: [None if code == "." else float(code) for code in codes.split()]
         for name, codes in rows.items()}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "level", "published"),
    [(FOUR, "nominal", 0.743), (FOUR, "interval", 0.849), (BINARY, "nominal", 0.095)],
)
def test_published_examples(rows, level, published):
    assert krippendorff_alpha(coded(rows), level=level) == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "theirs"), [("nominal", 0.45945945945945943), ("interval", 0.9030303030303031)]
)
def test_the_package_krippendorff_gives_the_same(level, theirs):
    """Values of krippendorff 0.9.0 for negative ratings with gaps."""
    rows = {"A": "1 2 . 4 2 -3 0 1", "B": "1 3 0 4 . -2 0 -1", "C": ". 2 0 3 2 -3 1 1"}
    assert krippendorff_alpha(coded(rows), level=level) == pytest.approx(theirs)


def test_two_coders_by_hand():
    """Of 2 x 4 codes 5 are a and 3 b; one of four pairs differs: 1 - 7 * (1/4) / (2*5*3 / 8)."""
    codes = pd.DataFrame({"Ann": list("aaab"), "Bo": list("aabb")})
    assert krippendorff_alpha(codes) == pytest.approx(1 - 7 * 2 / 30)
    assert percent_agreement(codes) == 0.75


def test_perfect_worst_and_undefined():
    assert krippendorff_alpha(pd.DataFrame({"A": list("ab"), "B": list("ab")})) == 1
    assert krippendorff_alpha(pd.DataFrame({"A": list("ab"), "B": list("ba")})) < 0
    for codes in (
        {"A": list("aa"), "B": list("aa")},
        {"A": ["a", None], "B": [None, "b"]},
        {"A": []},
    ):
        assert np.isnan(krippendorff_alpha(pd.DataFrame(codes)))
    assert np.isnan(percent_agreement(pd.DataFrame({"A": ["a", None], "B": [None, "b"]})))


def test_chance_gives_about_nothing():
    random = np.random.default_rng(0)
    codes = pd.DataFrame(random.integers(0, 3, (4000, 2)))
    assert abs(krippendorff_alpha(codes)) < 0.05


CODES = st.lists(
    st.lists(st.one_of(st.none(), st.integers(-4, 4)), min_size=3, max_size=3),
    min_size=2,
    max_size=12,
)


@given(CODES, st.randoms(use_true_random=False), st.sampled_from(["nominal", "interval"]))
def test_order_of_coders_and_comments_changes_nothing(rows, random, level):
    codes = pd.DataFrame(rows, columns=list("ABC"), dtype="object")
    coders = random.sample(list("ABC"), 3)
    shuffled = codes[coders].sample(frac=1, random_state=random.randint(0, 99))
    same = krippendorff_alpha(codes, level=level)
    assert krippendorff_alpha(shuffled, level=level) == pytest.approx(same, nan_ok=True)


@given(CODES)
def test_names_of_codes_and_units_of_ratings_change_nothing(rows):
    codes = pd.DataFrame(rows, columns=list("ABC"), dtype="object")
    named = codes.map(lambda code: None if code is None else f"label {7 - code}")
    assert krippendorff_alpha(named) == pytest.approx(krippendorff_alpha(codes), nan_ok=True)
    scaled = codes.map(lambda code: None if code is None else 10 - 3 * code)
    assert krippendorff_alpha(scaled, level="interval") == pytest.approx(
        krippendorff_alpha(codes, level="interval"), nan_ok=True
    )


def test_weights_pull_towards_the_units_that_weigh_more():
    codes = pd.DataFrame({"A": list("abab"), "B": list("abba")})
    agreed = krippendorff_alpha(codes, weights=[9, 9, 1, 1])
    assert agreed > krippendorff_alpha(codes) > krippendorff_alpha(codes, weights=[1, 1, 9, 9])
    assert krippendorff_alpha(codes, weights=[5, 5, 5, 5]) == krippendorff_alpha(codes)


def test_an_unknown_level_is_refused():
    with pytest.raises(SettingsError, match="nominal, interval"):
        krippendorff_alpha(coded(FOUR), level="ratio")
