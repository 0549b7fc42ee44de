"""The explained steps must add up to what VADER's own code computes, word by word."""

import math
import random

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    normalize,
)

from toolkit.errors import SchemaError
from toolkit.scorers import RULES, explain_scores, explain_text
from toolkit.scorers.explanations import explain_texts
from toolkit.scorers.vader import score_text
from toolkit.scorers.vader_reading import read_comment


class Recorder(SentimentIntensityAnalyzer):
    """The package's analyzer, which also keeps the words' final values, their sum and emphasis."""

    def score_valence(self, sentiments, text):
        self.values = [float(value) for value in sentiments if value != 0]
        self.sum = float(sum(sentiments))
        self.emphasis = self._punctuation_emphasis(text)
        return super().score_valence(sentiments, text)


RECORDER = Recorder()

HITS = (
    "good bad great GREAT evil problem rich fair no No NO shit ass death die heart beating bomb "
    "stop badass yeah sux :) xD best horrible, “lol” kind kiss like"
)
OTHERS = (
    "so this never without doubt least at very VERY or nor but BUT Least to for of the The bus "
    "right isn’t isn`t just enough sort kind table TABLE 12 ! ?? — “ … ❤ ❤️ 😀 😡 good😀 😀good © "
    "no, x not NOT n't"
)
TOKENS = st.one_of(
    st.sampled_from(HITS.split()),
    st.sampled_from(HITS.split()),
    st.sampled_from(OTHERS.split()),
    st.sampled_from(sorted(SPECIAL_CASES)),
    st.sampled_from(sorted(BOOSTER_DICT)),
    st.sampled_from(sorted(BOOSTER_DICT)).map(str.upper),
    st.sampled_from(NEGATE),
    st.sampled_from(sorted(RECORDER.lexicon)),
    st.sampled_from(sorted(RECORDER.emojis)),
    st.text(max_size=3),
)
ENDS = st.sampled_from(["", "", "", ".", ",", "!", "?", "!!", "???", "’", "”", "!?!?!?"])
SPACES = st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "", "-"])
SOUPS = st.lists(st.tuples(SPACES, TOKENS, ENDS), max_size=14).map(
    lambda parts: "".join(piece for part in parts for piece in part)
)


@pytest.mark.parametrize("normalised", [True, False])
@settings(max_examples=500, deadline=None, derandomize=True)
@given(SOUPS)
@example("evil but problem")
@example("rich but fair but evil problem")
@example("It is really kind of death and not such a badass")
@example("was found this good, no one or bad")
@example("She never saw so good a beating heart !!!! ????")
def test_amounts_add_up_to_the_packages_sum(normalised, text):
    assert_adds_up(text, normalised, explain_text(text, normalised=normalised))


def test_ten_thousand_made_texts_add_up():
    rng = random.Random(0)
    pools = [HITS.split(), HITS.split(), OTHERS.split(), sorted(BOOSTER_DICT), NEGATE,
             sorted(SPECIAL_CASES), sorted(RECORDER.lexicon), sorted(RECORDER.emojis)]  # fmt: skip
    texts = []
    for _ in range(10_000):
        words = [rng.choice(rng.choice(pools)) for _ in range(rng.randrange(20))]
        words = [word.upper() if rng.random() < 0.1 else word for word in words]
        spaces = [rng.choice(["", ",", "!", "?", "…"] + [" "] * 15) + " " for _ in words]
        texts.append("".join(map("".join, zip(words, spaces, strict=True))))
    for normalised, some in ((True, texts[::2]), (False, texts[1::2])):
        for text, steps in zip(some, explain_texts(some, normalised=normalised), strict=True):
            assert_adds_up(text, normalised, steps)


def assert_adds_up(text, normalised, steps):
    """The steps, word by word and in all, are the package's numbers for the text."""
    scores = RECORDER.polarity_scores(read_comment(text) if normalised else text)
    total = math.fsum(step.amount for step in steps)
    emphasis = math.copysign(RECORDER.emphasis, RECORDER.sum) if RECORDER.sum else 0.0
    if abs(RECORDER.sum) > 1e-9:  # else nothing but the sign of the last bit
        assert total == pytest.approx(RECORDER.sum + emphasis, abs=1e-9)
    assert normalize(total) == pytest.approx(scores["compound"], abs=0.50001e-4)

    # word by word, which a sum would hide
    values = [value for value in word_values(steps) if abs(value) > 1e-12]
    assert values == pytest.approx(RECORDER.values, abs=1e-9)
    marks = math.fsum(step.amount for step in steps if step.rule == "punctuation")
    assert marks == pytest.approx(emphasis, abs=1e-9)

    ends = [0]
    for step in steps:
        assert text[step.start : step.end] == step.word != ""
        assert step.rule in RULES
        assert step.rule == "punctuation" or step.start >= ends[-1] or step.end == ends[-1]
        ends.append(step.end)
        if step.cue is not None:
            assert text[step.cue_start : step.cue_end] == step.cue != ""


def word_values(steps):
    values = []
    for step in steps:
        if step.rule in ("lexicon", "emoji"):
            values.append([])
        if step.rule != "punctuation":
            values[-1].append(step.amount)
    return [math.fsum(amounts) for amounts in values]


# worked by hand with the lexicon's values: good 1.9, great 3.1, bad -2.5, smart 1.7, shit -2.6,
# compelling 0.9, death -2.9, war -2.9, evil -3.4, problem -1.7, sux -1.5, no -1.2, smiling 2.0
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The book was good.", [("good", "lexicon", 1.9, None)]),
        ("VERY SMART of them", [("SMART", "lexicon", 1.7, None), ("SMART", "capitals", 0.733, None),
                                ("SMART", "booster", 0.293 + 0.733, "VERY")]),
        ("very, very good", [("good", "lexicon", 1.9, None), ("good", "booster", 0.293, "very"),
                             ("good", "booster", 0.293 * 0.95, "very")]),
        ("really not a great", [("great", "lexicon", 3.1, None),
                                ("great", "negation", 3.1 * -1.74, "not"),
                                ("great", "booster", -0.293 * 0.9, "really")]),
        ("it isn’t “good”", [("good", "lexicon", 1.9, None),
                             ("good", "negation", 1.9 * -1.74, "isn’t")]),
        ("They’ve never been this good", [("good", "lexicon", 1.9, None),
                                          ("good", "emphasis", 1.9 * 0.25,
                                           "never been this")]),
        ("It was found this good", [("good", "lexicon", 1.9, None),
                                    ("good", "emphasis", 1.9 * 0.25, "this")]),
        ("never so good", [("good", "lexicon", 1.9, None), ("good", "booster", 0.293, "so"),
                           ("good", "emphasis", 2.193 * 0.25, "never so")]),
        ("the least compelling", [("compelling", "lexicon", 0.9, None),
                                  ("compelling", "least", 0.9 * -1.74, "least")]),
        ("That was the shit", [("shit", "lexicon", -2.6, None),
                               ("shit", "idiom", 5.6, "the shit")]),
        ("It is kind of  bad", [("bad", "lexicon", -2.5, None),
                                ("bad", "booster", -0.293, "kind of")]),
        ("no war", [("no", "lexicon", -1.2, None), ("no", "no", 1.2, "war"),
                    ("war", "lexicon", -2.9, None), ("war", "negation", 2.9 * 1.74, "no")]),
        ("good, but bad", [("good", "lexicon", 1.9, None), ("good", "but", -0.95, "but"),
                           ("bad", "lexicon", -2.5, None), ("bad", "but", -1.25, "but")]),
        # the package looks values up by the first equal one: -3.4 becomes -1.7, then that -0.85
        ("evil but problem", [("evil", "lexicon", -3.4, None), ("evil", "but", 2.55, "but"),
                              ("problem", "lexicon", -1.7, None)]),
        ("so good!", [("good", "lexicon", 1.9, None), ("good", "booster", 0.293, "so"),
                      ("!", "punctuation", 0.292, None)]),
        ("Bad?! ??", [("Bad", "lexicon", -2.5, None), ("!", "punctuation", -0.292, None),
                      *3 * [("?", "punctuation", -0.18, None)]]),
        ("bad" + "?!" * 6, [("bad", "lexicon", -2.5, None),
                            *4 * [("!", "punctuation", -0.292, None)],
                            *4 * [("?", "punctuation", -0.24, None)]]),
        ("😁", [("😁", "emoji", 2.0, None)]),
        ("what?! the table!!!", []),
        ("", []),
    ],
)  # fmt: skip
def test_hand_worked_steps(text, expected):
    steps = [(step.word, step.rule, step.amount, step.cue) for step in explain_text(text)]
    assert [step[:2] + step[3:] for step in steps] == [step[:2] + step[3:] for step in expected]
    assert [step[2] for step in steps] == pytest.approx([step[2] for step in expected], abs=1e-9)


def test_offsets_with_emoji_and_repeated_white_space():
    text = " \n 😁 bad\t\tand 😁😁\n\n“good”!"
    spans = [(step.start, step.end) for step in explain_text(text)]
    assert spans == [(3, 4), (5, 8), (14, 15), (15, 16), (19, 23), (24, 25)]


def test_offsets_where_characters_are_read_as_others():
    text = "so\u00adso❤️“good”…but ba\u200dd—— not\ufe0f nice‼"
    steps = explain_text(text)
    assert {(step.start, step.word) for step in steps if step.rule == "lexicon"} == {
        (8, "good"), (18, "ba\u200dd"), (30, "nice"),
    }  # fmt: skip
    assert next(step.cue for step in steps if step.rule == "negation") == "not"
    assert [step.start for step in steps if step.rule == "punctuation"] == [34, 34]


def test_the_text_as_it_stands_is_explained_on_request():
    assert explain_text("it isn’t “good”", normalised=False) == []
    (step,) = explain_text("it isn’t good", normalised=False)
    assert (step.rule, step.amount) == ("lexicon", 1.9)
    table = pd.DataFrame({"id": ["a"], "text": ["it isn’t good"]})
    assert explain_scores(table, normalised=False)["amount"].tolist() == [1.9]
    assert score_text("it isn’t good").compound == round(normalize(1.9), 4)


def test_a_long_text_is_explained():
    text = "It isn’t good, but 😁 bad! " * 4_000
    steps = explain_text(text)
    assert len(steps) == 4_000 * 7 + 4
    assert text[steps[-5].start : steps[-5].end] == "bad"


def test_lexicon_value_stands_beside_each_step():
    steps = explain_text("NOT bad at all!")
    assert [step.valence for step in steps] == [-2.5, -2.5, None]


def test_table_of_explanations():
    table = pd.DataFrame(
        {"id": [30, 10, 20], "text": ["a good day!", None, "it isn’t bad"]}, index=[5, 5, 6]
    )
    before = table.copy(deep=True)
    explained = explain_scores(table)
    pd.testing.assert_frame_equal(table, before)
    assert explained["id"].tolist() == [30, 30, 20, 20]
    assert explained["word"].tolist() == ["good", "!", "bad", "bad"]
    assert list(explained.columns) == [
        "id", "start", "end", "word", "valence", "rule", "amount", "cue_start", "cue_end", "cue"
    ]  # fmt: skip
    assert explained["valence"].isna().tolist() == [False, True, False, False]
    assert explained["cue"].tolist() == [pd.NA, pd.NA, pd.NA, "isn’t"]
    assert explained.groupby("id", sort=False)["amount"].sum().tolist() == pytest.approx(
        [1.9 + 0.292, -2.5 * -0.74]
    )
    pd.testing.assert_frame_equal(explain_scores(table), explained)


@pytest.mark.parametrize("texts", [[], [None], ["the table"]])
def test_nothing_to_explain_makes_a_typed_table(texts):
    table = pd.DataFrame({"id": pd.Series(range(len(texts)), dtype="string"), "text": texts})
    full = explain_scores(pd.DataFrame({"id": ["a"], "text": ["good"]}).astype("string"))
    empty = explain_scores(table)
    assert len(empty) == 0
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)


def test_tables_that_cannot_be_explained():
    with pytest.raises(SchemaError, match="no column 'text'"):
        explain_scores(pd.DataFrame({"id": ["a"]}))
    with pytest.raises(SchemaError, match="row 1 is of type int"):
        explain_scores(pd.DataFrame({"id": ["a"], "text": [1]}))
