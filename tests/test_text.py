"""Words and sentences with their offsets; each case is one that a real comment may hold."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.text import (
    STOP_WORDS,
    find_sentences,
    find_word_forms,
    find_words,
    straighten_quotes,
)

# letters, marks and white space that the rules look at
SIGNS = [*"aZé4.!?…,'\"’“”«()[] \n\t\u00a0\u0301。」😀-_", "U.S.", " no. ", "[...]", "etc."]
MESSY = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


def sentences(text):
    return [text[start:end] for start, end in find_sentences(text)]


def forms(text):
    return [word.form for word in find_words(text)]


def test_straight_quotes():
    assert (
        straighten_quotes("‘isn’t’ “good” «bad» don`t 5′ 6″")
        == "'isn't' \"good\" \"bad\" don't 5' 6\""
    )


@settings(deadline=None, derandomize=True)
@given(st.text() | MESSY)
def test_straightening_keeps_every_offset(text):
    straight = straighten_quotes(text)
    assert len(straight) == len(text)
    assert straighten_quotes(straight) == straight
    changed = {old for old, new in zip(text, straight, strict=True) if old != new}
    assert not any(character.isalnum() and character != "ʼ" for character in changed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China’s U.S. policy", ["china", "us", "policy"]),
        ("the U.S and the U.S.A.", ["the", "us", "and", "the", "usa"]),
        ("isn’t don`t won't it's", ["isn't", "don't", "won't", "it's"]),
        ("readers' 'quoted' boss’s", ["readers", "quoted", "boss"]),
        ("Taiwan-like and/or snake_case", ["taiwan", "like", "and", "or", "snake", "case"]),
        ("$10,000 or 3.5% in 2012.", ["10,000", "or", "3.5", "in", "2012"]),
        ("F-16s, covid19, 1990s", ["f", "16s", "covid19", "1990s"]),
        ("café cafe\u0301", ["café", "café"]),
        ("it.And www.example.com", ["it", "and", "www", "example", "com"]),
        ("Größe мир 制裁", ["größe", "мир", "制裁"]),
        ("😀 … ' — 's", ["s"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert forms(text) == expected


@settings(deadline=None, derandomize=True)
@given(st.text() | MESSY)
def test_words_stand_in_the_text_in_order_and_none_is_lost(text):
    words = find_words(text)
    ends = [0, *(word.end for word in words)]
    assert all(end <= word.start < word.end for end, word in zip(ends, words, strict=False))
    assert all(word.form for word in words)
    inside = {place for word in words for place in range(word.start, word.end)}
    assert all(place in inside for place, sign in enumerate(text) if sign.isalnum())


def test_stop_words_are_word_forms():
    assert {"the", "isn't", "it's", "don't"} <= STOP_WORDS
    assert "sanctions" not in STOP_WORDS
    assert all(forms(word) == [word] for word in STOP_WORDS)


@pytest.mark.parametrize(
    "expected",
    [
        ["Will we see N. Korea change?", "I doubt it."],
        ["The U.S. policy and Dr. Kim vs. Mr. Lee."],
        ["It began in the U.S.", "They left."],
        ["It was him and I.", "Nobody came."],
        ["I said no.", "Nobody heard."],
        ["See No. 5 and p. 12."],
        ["Coal, iron, etc. are sold.", "Also gold etc.", "The rest stays."],
        ["He came at 5 p.m. on Monday."],
        ["What?!", "Never…", "Well... maybe."],
        ["“Stop!” he said.", "“Why?”", "She left."],
        ["[...] North Korea’s wealth […]"],
        ["It grew 3.5 percent.", "(It was 2012.)", "Now?"],
        ["no capital here.", "still a sentence"],
        ["他来了。", "真的？」", "好！"],
        ["J. F. Kennedy (e.g. here) spoke."],
    ],
)
def test_sentences(expected):
    assert sentences(" ".join(expected)) == expected


def test_a_line_ends_a_sentence_and_white_space_is_left_out():
    assert sentences("  One\n two.\n\n \n Three \n") == ["One", "two.", "Three"]
    assert sentences("in the U.S.\nkorea") == ["in the U.S.", "korea"]
    assert sentences("") == sentences(" \n\t\n ") == []


@settings(deadline=None, derandomize=True)
@given(st.text() | MESSY)
def test_sentences_hold_all_of_the_text_but_white_space(text):
    spans = find_sentences(text)
    ends = [0, *(end for _, end in spans)]
    assert all(end <= start < stop for end, (start, stop) in zip(ends, spans, strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(sign.isspace() for place, sign in enumerate(text) if place not in inside)


@settings(derandomize=True, max_examples=500)
@given(st.text("aB1.,'`_- ", max_size=9) | st.text(st.characters(codec="ascii"), max_size=60))
@example("it's5 U.S.A 1,0.5m a`b")
def test_words_of_ascii_texts_are_those_of_any_text(text: str) -> None:
    # a sign that is no word, no apostrophe and no separator makes the text other than ASCII
    there = find_words(text)
    assert there == find_words(f"{text} \N{BULLET}")
    assert [word.form for word in there] == find_word_forms(text)
