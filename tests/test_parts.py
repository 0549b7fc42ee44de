"""What a comment quotes, and its scores by parts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.quotations import find_quotations, without_quotations
from toolkit.scorers import PART_COLUMNS, VaderScorer, score_parts


def quoted(text):
    return [text[start:end] for start, end in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> one\n> two\n\nmine", ["> one", "> two"]),
        (">quoted\nmine", [">quoted"]),
        ("> > deep\n> less", ["> > deep", "> less"]),
        (">50% of us", []),
        (">:( no", []),
        ("a > b", []),
        ("“one two three four five six” mine", ["“one two three four five six”"]),
        ('"one two three four five six."', ['"one two three four five six."']),
        ("„eins zwei drei vier fünf sechs“", ["„eins zwei drei vier fünf sechs“"]),
        ("« un deux trois quatre cinq six »", ["« un deux trois quatre cinq six »"]),
        ("the “so called” plan", []),
        ('a 6" pipe and then we all went home by 8" pipe', []),
        ('"one two three four\n\nfive six seven eight"', []),
        ("[...] an excerpt of this [...]", ["[...] an excerpt of this [...]"]),
        ("[…] an excerpt […]\n\nmine", ["[…] an excerpt […]"]),
        ("I left out [...] this", []),
        ("‘one two three four five six seven’", []),
        ("", []),
    ],
)
def test_quotations(text, expected):
    assert quoted(text) == expected


@given(st.text(alphabet='>"“”„«» \n[].…ab', max_size=80))
def test_quotations_are_in_order_and_apart(text):
    spans = find_quotations(text)
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    assert all(start < end <= len(text) for start, end in spans)
    own = without_quotations(text, 0, len(text), spans)
    left = "".join(ch for i, ch in enumerate(text) if not any(a <= i < b for a, b in spans))
    assert own.replace(" ", "") == left.replace(" ", "")


def parts(text):
    scored = score_parts(pd.DataFrame({"id": ["a"], "text": [text]}))
    return [None if pd.isna(value) else value for value in scored[list(PART_COLUMNS)].iloc[0]]


def compound(text):
    return VaderScorer().score_normalised(pd.Series([text]))["vader_normalised_compound"].item()


def test_a_comment_by_parts():
    text = "> It is a horrible, stupid idea.\n\nI like it. It isn’t great!"
    mean = (compound("I like it.") + compound("It isn’t great!")) / 2
    own = compound("I like it. It isn’t great!")
    quote = compound("It is a horrible, stupid idea.")
    assert parts(text) == [2, pytest.approx(mean, abs=1e-4), own, quote, 6]


def test_length_alone_does_not_move_the_mean():
    once, often = "It was good. Then it rained.", "It was good. Then it rained. " * 40
    assert parts(often)[1] == parts(once)[1] == pytest.approx(0.4404 / 2)
    assert parts(often)[2] > 0.99 > parts(once)[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, [None] * 5),
        ("", [0, None, 0.0, None, 0]),
        ("!!!", [0, None, 0.0, None, 0]),
        ("[...] war [...]", [0, None, None, compound("war"), 1]),
        ("😀", [1, compound("😀"), compound("😀"), None, 0]),
    ],
)
def test_texts_without_words_of_their_own(text, expected):
    assert parts(text) == expected


def test_rows_and_index_stay():
    table = pd.DataFrame({"id": [3, 1], "text": ["good", None]}, index=["r", "r"])
    before = table.copy(deep=True)
    scored = score_parts(table)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(scored[["id", "text"]], before)
    assert list(scored.columns) == ["id", "text", *PART_COLUMNS]
    assert scored.iloc[:0].dtypes.tolist() == score_parts(table.iloc[:0]).dtypes.tolist()
