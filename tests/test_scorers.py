"""VADER's scores against its authors' published examples, and the tables that hold them."""

import math
from types import MappingProxyType

import pandas as pd
import pytest

from toolkit.errors import SchemaError, SettingsError
from toolkit.scorers import SCORERS, VaderScorer, score_comments, score_sentences, vader

# (neg, neu, pos, compound) as printed in the README of github.com/cjhutto/vaderSentiment
PUBLISHED = {
    "VADER is smart, handsome, and funny.": (0.0, 0.254, 0.746, 0.8316),
    "VADER is smart, handsome, and funny!": (0.0, 0.248, 0.752, 0.8439),
    "VADER is very smart, handsome, and funny.": (0.0, 0.299, 0.701, 0.8545),
    "VADER is VERY SMART, handsome, and FUNNY.": (0.0, 0.246, 0.754, 0.9227),
    "VADER is VERY SMART, handsome, and FUNNY!!!": (0.0, 0.233, 0.767, 0.9342),
    "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!": (0.0, 0.294, 0.706, 0.9469),
    "VADER is not smart, handsome, nor funny.": (0.646, 0.354, 0.0, -0.7424),
    "The book was good.": (0.0, 0.508, 0.492, 0.4404),
    "At least it isn't a horrible book.": (0.0, 0.678, 0.322, 0.431),
    "The book was only kind of good.": (0.0, 0.697, 0.303, 0.3832),
    "The plot was good, but the characters are uncompelling and the dialog is not great.": (
        0.327, 0.579, 0.094, -0.7042,
    ),
    "Today SUX!": (0.779, 0.221, 0.0, -0.5461),
    "Today only kinda sux! But I'll get by, lol": (0.127, 0.556, 0.317, 0.5249),
    "Make sure you :) or :D today!": (0.0, 0.294, 0.706, 0.8633),
    "Not bad at all": (0.0, 0.513, 0.487, 0.431),
}  # fmt: skip
MEASURES = ["neg", "neu", "pos", "compound"]


@pytest.fixture
def table():
    return pd.DataFrame(
        {"id": ["x", "y", "z"], "text": ["it isn’t good", None, "It’s great.\n\nSo what? “Great”!"]}
    )


@pytest.mark.parametrize("text", PUBLISHED)
def test_published_examples(text):
    scores = VaderScorer().score(pd.Series([text]))
    for prefix in ("vader_", "vader_normalised_"):
        row = scores[[prefix + measure for measure in MEASURES]].iloc[0]
        assert tuple(row) == PUBLISHED[text]


# worked by hand: good 1.9, great 3.1, x / sqrt(x² + 15) to 4 decimals
@pytest.mark.parametrize(
    ("text", "raw", "normalised"),
    [
        ("it isn’t good", 1.9, 1.9 * -0.74),
        ("it isn't good", 1.9 * -0.74, 1.9 * -0.74),
        ("it isn`t good", 1.9, 1.9 * -0.74),
        ("“great”", 0, 3.1),
        ("«great»", 0, 3.1),
        ("‘great’ and good", 1.9, 5.0),
    ],
)
def test_quotes_are_straightened_in_the_normalised_reading_only(text, raw, normalised):
    scores = VaderScorer().score(pd.Series([text])).iloc[0]
    assert scores["vader_compound"] == round(raw / math.sqrt(raw**2 + 15), 4)
    expected = round(normalised / math.sqrt(normalised**2 + 15), 4)
    assert scores["vader_normalised_compound"] == expected


def test_curly_apostrophe_changes_the_label(table):
    scored = score_comments(table).set_index("id")
    assert scored.loc["x", "vader_compound"] == 0.4404
    assert scored.loc["x", "vader_label"] == "positive"
    assert scored.loc["x", "vader_normalised_compound"] == -0.3412
    assert scored.loc["x", "vader_normalised_label"] == "negative"


@pytest.mark.parametrize(
    ("text", "compound", "neutral"),
    [("", 0.0, 0.0), ("  \n", 0.0, 0.0), (".", 0.0, 1.0), ("the table", 0.0, 1.0)],
)
def test_text_without_sentiment_is_neutral(text, compound, neutral):
    scores = VaderScorer().score(pd.Series([text])).iloc[0]
    assert (scores["vader_compound"], scores["vader_neu"]) == (compound, neutral)
    assert scores["vader_label"] == "neutral"


def test_emoji_alone_are_scored_by_their_names():
    # "beaming face with smiling eyes": smiling 2.0; 2 / sqrt(4 + 15) = 0.4588
    assert VaderScorer().score(pd.Series(["😁"]))["vader_compound"].item() == 0.4588


@pytest.mark.parametrize(
    ("compound", "label"),
    [(1, "positive"), (0.05, "positive"), (0.0499, "neutral"), (0.0, "neutral"),
     (-0.0499, "neutral"), (-0.05, "negative"), (-1, "negative")],
)  # fmt: skip
def test_labels_at_the_published_thresholds(compound, label):
    assert vader.label_compound(compound) == label


def test_score_columns_and_their_types(table):
    scored = score_comments(table)
    measures = [*MEASURES, "label"]
    expected = [f"{prefix}{m}" for prefix in ("vader_", "vader_normalised_") for m in measures]
    assert list(scored.columns) == ["id", "text", *expected]
    labels = [column for column in expected if column.endswith("label")]
    assert all(scored[column].dtype == "string" for column in labels)
    assert all(scored[column].dtype == "float64" for column in expected if column not in labels)


def test_same_text_is_not_scored_twice(monkeypatch):
    scored = []

    def counting(texts):
        scored.extend(texts)
        return score_texts(texts)

    score_texts = vader.score_texts
    monkeypatch.setattr(vader, "score_texts", counting)
    VaderScorer().score(pd.Series(["It is good.", "It’s good.", None]))
    assert sorted(scored) == ["It is good.", "It's good.", "It’s good."]


def test_old_scores_are_replaced_where_they_stand(table):
    old = table.assign(vader_compound=9.0, mine=1)
    scored = score_comments(old)
    assert list(scored.columns[:4]) == ["id", "text", "vader_compound", "mine"]
    assert scored.columns.is_unique
    pd.testing.assert_frame_equal(scored[score_comments(table).columns], score_comments(table))


def test_unknown_scorer_is_refused_with_the_known_ones(table):
    with pytest.raises(
        SettingsError, match=r"no scorer 'irony'; choose one of: embedding, lexicons, vader"
    ):
        score_comments(table, scorers=["irony"])


def test_a_scorer_is_one_line_in_the_dict(table, monkeypatch):
    class LengthScorer:
        columns = MappingProxyType({"length_characters": "characters, 0 or more"})

        def score(self, texts):
            return pd.DataFrame({"length_characters": texts.str.len().astype("Int64")})

    monkeypatch.setitem(SCORERS, "length", LengthScorer)
    scored = score_comments(table, scorers=["length"])
    assert scored["length_characters"].fillna(-1).tolist() == [13, -1, 30]
    assert "vader_compound" not in scored
    assert "vader_compound" in score_comments(table, scorers=["length", "vader"])


@pytest.mark.parametrize("score", [score_comments, score_sentences])
def test_tables_that_cannot_be_scored(score):
    with pytest.raises(SchemaError, match="no column 'text'"):
        score(pd.DataFrame({"id": ["a"]}))
    with pytest.raises(SchemaError, match="no column 'id'"):
        score(pd.DataFrame({"text": ["a"]}))
    with pytest.raises(SchemaError, match="more than once"):
        score(pd.DataFrame({"id": ["a", "a"], "text": ["x", "y"]}))
    with pytest.raises(SchemaError, match="row 1 is of type int"):
        score(pd.DataFrame({"id": ["a"], "text": [1]}))


def test_sentences_of_comments(table):
    before = table.copy(deep=True)
    sentences = score_sentences(table)
    pd.testing.assert_frame_equal(table, before)
    assert sentences[["id", "sentence", "start", "end", "text"]].values.tolist() == [
        ["x", 0, 0, 13, "it isn’t good"],
        ["z", 0, 0, 11, "It’s great."],
        ["z", 1, 13, 21, "So what?"],
        ["z", 2, 22, 30, "“Great”!"],
    ]
    # 1.9 × -0.74; 3.1; nothing; 3.1 + 0.292, each squashed
    assert sentences["vader_normalised_compound"].tolist() == [-0.3412, 0.6249, 0.0, 0.6588]
    assert sentences["vader_normalised_label"].tolist() == [
        "negative", "positive", "neutral", "positive"
    ]  # fmt: skip
    assert list(sentences.columns[5:]) == [f"vader_normalised_{m}" for m in [*MEASURES, "label"]]


@pytest.mark.parametrize("texts", [[], [None], ["", "  \n "]])
@pytest.mark.parametrize("id_type", ["string", "int64", "object"])
def test_no_sentences_still_make_a_typed_table(table, texts, id_type):
    ids = pd.Series(range(len(texts))).astype(id_type)
    empty = score_sentences(pd.DataFrame({"id": ids, "text": pd.Series(texts, dtype=object)}))
    assert len(empty) == 0
    assert empty["id"].dtype == id_type
    pd.testing.assert_series_equal(
        empty.dtypes.drop("id"), score_sentences(table).dtypes.drop("id")
    )
