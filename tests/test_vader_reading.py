"""A comment is read as it is meant, and VADER scores that reading."""

import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.scorers import VaderScorer
from toolkit.scorers.vader import score_text
from toolkit.scorers.vader_reading import read_comment, trace_comment

# each pair must score alike; the second is ASCII, and the first must not when read as it stands
ALIKE = [
    ("it isn’t good", "it isn't good"),
    ("it isnʼt good", "it isn't good"),
    ("it isn′t good", "it isn't good"),
    ("it isn＇t good", "it isn't good"),
    ("“great”", '"great"'),
    ("«great»", '"great"'),
    ("„great“", '"great"'),
    ("‹great›", "'great'"),
    ("「great」", '"great"'),
    ("【great】", "(great)"),
    ("（great）", "(great)"),
    ("good—bad", "good bad"),
    ("good – bad", "good bad"),
    ("not–good", "not good"),
    ("short‑sighted man", "short-sighted man"),
    ("self‐confident", "self-confident"),
    ("great…", "great"),
    ("not…good", "not good"),
    ("good⋯bad", "good bad"),
    ("•great", "great"),
    ("¡great!", "great!"),
    ("great。", "great"),
    ("great‼", "great!!"),
    ("great⁉", "great!?"),
    ("ｇｒｅａｔ！", "great!"),
    ("𝐠𝐫𝐞𝐚𝐭", "great"),
    ("that is ﬁne", "that is fine"),
    ("gre\u00adat", "great"),
    ("gre\u2060at", "great"),
    ("\ufeffgreat", "great"),
    ("bad\u200bgreat", "bad great"),
    ("gr\u202aeat", "great"),
    ("❤️", "❤"),
    ("❤︎ it", "❤ it"),
    ("☹️good", "☹ good"),
    ("😀good", "😀 good"),
    ("👍🏽 great", "👍 great"),
    (":–)", ":-)"),
    (":—(", ":-("),
    ("−5 great—", "-5 great"),
]


def normalised(text):
    row = VaderScorer().score(pd.Series([text])).iloc[0]
    return [row[f"vader_normalised_{measure}"] for measure in ("neg", "neu", "pos", "compound")]


@pytest.mark.parametrize(("text", "plain"), ALIKE)
def test_what_is_meant_alike_scores_alike(text, plain):
    assert normalised(text) == list(score_text(plain))
    assert list(score_text(text)) != list(score_text(plain))
    assert normalised(plain) == normalised(text)


# worked by hand: good 1.9, bad -2.5, great 3.1 squashed by x / sqrt(x² + 15)
@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("It was good--not bad", 0.6956),
        ("good...bad", -0.1531),
        ("good.....great", 0.7906),
        ("it isn`t great", -0.5096),
    ],
)
def test_plain_characters_that_part_words(text, compound):
    assert normalised(text)[3] == compound
    assert score_text(text).compound != compound


@pytest.mark.parametrize(
    "text",
    [
        "war/peace", "smart,handsome", "no, ok.", "--> :-) :--( ;-- <-- x-d", ":-###..", "a - b",
        "the well-known £5 at 20 °C", "naïve Straße 好的 №5 nº 5 m² ½ ™ ℹ", "it's \"good\"",
        "http://example.org/a.b-c", "", " \n ", "x.y",
    ],
)  # fmt: skip
def test_what_is_read_as_it_stands(text):
    reading = read_comment(text)
    assert reading.split() == text.split()


def test_emoji_keep_their_own_names():
    assert normalised("™ ℹ 〰")[1] == 1.0
    assert read_comment("™ℹ") == "™ ℹ "


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab .-—–…’“”\n!?)(:'`❤😀\ufe0f\u200d\u200b\u00ad‼ﬁ🏽#/,"),
        st.characters(),
    ),
    max_size=30,
)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(TEXTS)
def test_traced_reading_is_the_same_and_knows_its_places(text):
    reading, origins = trace_comment(text)
    assert reading == read_comment(text)
    assert len(origins) == len(reading)
    assert list(origins) == sorted(origins)
    assert all(0 <= place < len(text) for place in origins)
    for character, place in zip(reading, origins, strict=True):
        if character.isalnum() and text[place].isascii():
            assert character == text[place]
    assert score_text(read_comment(reading)) == score_text(reading)


def test_every_character_is_read_and_white_space_stays():
    for code in [*range(0x3400), *range(0x3400, sys.maxunicode, 97), *range(0xFE00, 0x10000)]:
        character = chr(code)
        reading = read_comment(character)
        if character.isspace():
            assert reading == character
        if character.isalnum() and not character.isascii():
            assert reading.strip()
        assert read_comment(f"a{character}")[:1] == "a"


@pytest.mark.parametrize("piece", ["—", "--", ".", "…", "❤️", "-—", "a--", "’", "\u200d"])
def test_walls_of_marks_are_read(piece):
    text = piece * 100_000
    assert trace_comment(text).text == read_comment(text)
