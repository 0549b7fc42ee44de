"""What every scorer must keep to, whatever it measures."""

import pandas as pd
import pytest

from toolkit.errors import SchemaError
from toolkit.scorers import SCORERS, score_comments

TEXTS = [
    "VADER is smart, handsome, and funny.",
    "it isn’t good",
    "",
    None,
    " \n ",
    "😀😀",
    "It isn't good, but it works.",
    "!!!",
    "it isn’t good",
    "制裁没有用。",
    "x" * 3_000,
    "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202e\u0000",
]
INDEX = ["r", "r", 7, "a", "b", "c", "d", "e", "f", "g", "h", "i"]  # unordered, one twice


@pytest.fixture(params=sorted(SCORERS))
def scorer(request):
    return SCORERS[request.param]()


@pytest.fixture
def texts():
    return pd.Series(TEXTS, index=INDEX, dtype="string")


def test_columns_are_described_and_carry_the_scorers_name(scorer, texts):
    names = {name for name, make in SCORERS.items() if make().columns == scorer.columns}
    assert list(scorer.score(texts).columns) == list(scorer.columns)
    assert all(column.startswith(f"{name}_") for name in names for column in scorer.columns)
    assert all(meaning.strip() for meaning in scorer.columns.values())


def test_index_is_kept_and_the_input_unchanged(scorer, texts):
    before = texts.copy(deep=True)
    scores = scorer.score(texts)
    pd.testing.assert_series_equal(texts, before)
    pd.testing.assert_index_equal(scores.index, before.index)


def test_missing_text_gives_missing_scores_and_only_it_does(scorer, texts):
    scores = scorer.score(texts)
    assert scores.loc[texts.isna().to_numpy()].isna().all(axis=None)
    told = scores.loc[texts.notna().to_numpy()]
    reasons = [column for column in scores if column.endswith("_reason")]
    for column in reasons:
        # a text has all its scores, or none and a reason
        assert told.drop(columns=column).notna().eq(told[column].isna(), axis=0).all(axis=None)
    assert reasons or told.notna().all(axis=None)


def test_row_order_and_neighbours_do_not_matter(scorer, texts):
    scores = scorer.score(texts)
    pd.testing.assert_frame_equal(scorer.score(texts.iloc[::-1]).iloc[::-1], scores)
    alone = pd.concat([scorer.score(texts.iloc[[row]]) for row in range(len(texts))])
    pd.testing.assert_frame_equal(alone, scores)


def test_a_second_run_gives_the_same(scorer, texts):
    pd.testing.assert_frame_equal(scorer.score(texts), scorer.score(texts))
    repeated = scorer.score(texts)[(texts == TEXTS[1]).fillna(False).to_numpy(dtype=bool)]
    assert len(repeated) == 2
    assert len(repeated.drop_duplicates()) == 1


@pytest.mark.parametrize("dtype", ["string", "object", "str"])
def test_types_of_the_columns_do_not_depend_on_the_rows(scorer, texts, dtype):
    expected = scorer.score(texts).dtypes
    texts = texts.astype(object).where(texts.notna(), None).astype(dtype)
    if dtype == "str":
        texts = texts.drop("a")  # pandas before 3 would make it the word "None"
    for rows in ([], [0], slice(None)):
        pd.testing.assert_series_equal(scorer.score(texts.iloc[rows]).dtypes, expected)
    all_missing = pd.Series([None, None], dtype=object)
    pd.testing.assert_series_equal(scorer.score(all_missing).dtypes, expected)


@pytest.mark.parametrize("value", [7, 2.5, b"good", ["good"], True])
def test_what_is_no_text_is_refused_with_its_row(scorer, value):
    with pytest.raises(SchemaError, match=r"row 2 is of type (int|float|bytes|list|bool)"):
        scorer.score(pd.Series(["good", value], dtype=object))


@pytest.mark.parametrize("name", sorted(SCORERS))
def test_score_comments_needs_only_id_and_text(name):
    table = pd.DataFrame({"text": TEXTS, "id": range(len(TEXTS))}, index=INDEX)
    before = table.copy(deep=True)
    scored = score_comments(table, scorers=[name])
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(scored[["text", "id"]], before)
    assert list(scored.columns) == ["text", "id", *SCORERS[name]().columns]
    pd.testing.assert_frame_equal(score_comments(scored, scorers=[name]), scored)
