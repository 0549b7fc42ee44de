"""VADER's scores equal those of its authors' package to the last bit, whatever the text."""

import os
import random
import struct
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SENTIMENT_LADEN_IDIOMS,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from toolkit.scorers import VaderScorer, vader_sums, vader_words
from toolkit.scorers.vader import score_text
from toolkit.scorers.vader_sums import score_texts, value_texts

ROOT = Path(__file__).parents[1]


class Recorder(SentimentIntensityAnalyzer):
    """The package's analyzer, which also keeps the words' final values."""

    def score_valence(self, sentiments, text):
        self.values = [value for value in sentiments if value != 0]
        return super().score_valence(sentiments, text)


PACKAGE = Recorder()
RULE_WORDS = (
    "kind of no or nor never so this without doubt least at very but No NO BUT So THIS Never "
    "LEAST Kind OF no, so. isn't ISN'T xn'ty don’t however just enough sort quite"
).split()
# each has half or twice the value of another, so that "but" goes wrong
COLLIDING = "evil problem rich fair love xp agony good great bad GOOD Bad horrible happy".split()
ODD = (
    "table TABLE 12 ! ?? !!! — “ … ’ ❤ ❤️ 😀 😡 👍🏽 🔛 © ® ‼ 👩‍👩‍👧 🇬🇧 1️⃣ "
    ":) :-( ;D xD <3 ' \" -- . n't "
    "\x00 \u200b \ufeff \u202e ß İ ı K ﬁne ǅ Σ ΑΣ é e\u0301 好 \ud800 ，"
).split()
# what str.split parts words at, and what it doesn't
SPACES = [" "] * 20 + list("\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2003\u2009\u2028")
SPACES += ["\u2029\u202f\u205f\u3000", "  ", "", "", "-", "\u200b", "\n\n", ", "]
ENDS = [""] * 10 + [".", ",", "!", "?", "!!", "???", "!?!?!?", '"', "”", "’", ")", "...", "😀", "️"]
PHRASES = [*SPECIAL_CASES, *SENTIMENT_LADEN_IDIOMS, "never so", "never this", "without doubt"]
WORDS = st.one_of(
    st.sampled_from(sorted(PACKAGE.lexicon)),
    st.sampled_from(COLLIDING),
    st.sampled_from(COLLIDING),
    st.sampled_from(RULE_WORDS),
    st.sampled_from(RULE_WORDS),
    st.sampled_from(ODD),
    st.sampled_from(sorted(BOOSTER_DICT)),
    st.sampled_from(NEGATE),
    st.sampled_from(PHRASES),
    st.sampled_from(sorted(PACKAGE.emojis)),
    st.text(max_size=4),
)
CASES = st.sampled_from([str, str, str, str, str.upper, str.title, str.swapcase])
TOKENS = st.tuples(
    st.sampled_from(["", "", "", "", "“", "'", "("]),
    st.tuples(CASES, WORDS).map(lambda pair: pair[0](pair[1])),
    st.sampled_from(ENDS),
    st.sampled_from(SPACES),
)
SOUPS = st.lists(TOKENS, max_size=16).map(lambda tokens: "".join("".join(t) for t in tokens))


def expected(text):
    scores = PACKAGE.polarity_scores(text)
    return struct.pack("4d", *(scores[name] for name in ("neg", "neu", "pos", "compound")))


def packed(row):
    return struct.pack("4d", *row)


def made_text(rng):
    """A text of many words: longer ones than hypothesis makes."""
    pools = [sorted(PACKAGE.lexicon), COLLIDING, RULE_WORDS, ODD, sorted(BOOSTER_DICT), NEGATE,
             PHRASES, sorted(PACKAGE.emojis), ["the", "a", "is"]]  # fmt: skip
    pieces = []
    for _ in range(rng.choice([3, 10, 30, 100])):
        word = rng.choice(rng.choice(pools))
        change = rng.choice([str, str, str, str.upper, str.title])
        pieces += [change(word), rng.choice(ENDS), rng.choice(SPACES)]
    return "".join(pieces)


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(SOUPS)
def test_any_soup_of_words(text):
    assert packed(score_text(text)) == expected(text)
    # words by words, and whole numbers where the package has them: 3.12 adds these otherwise
    values = [value for value in value_texts([text]).values if value != 0]
    assert [repr(value) for value in values] == [repr(value) for value in PACKAGE.values]


def test_long_soups_in_one_batch():
    rng = random.Random(0)
    texts = [made_text(rng) for _ in range(1000)]
    assert [packed(row) for row in score_texts(texts)] == [expected(text) for text in texts]


def test_every_row_of_the_lexicons_and_lists():
    words = [*PACKAGE.lexicon, *BOOSTER_DICT, *NEGATE, *SPECIAL_CASES, *PACKAGE.emojis]
    texts = [
        form.replace("{}", change(word))
        for word in words
        for change in (str, str.upper)
        for form in ("{}", "it was not {} good, so {} BAD!")
    ]
    got = score_texts(texts)
    different = [t for t, row in zip(texts, got, strict=True) if packed(row) != expected(t)]
    assert different == []


def test_every_text_of_the_data():
    texts = set()
    for path in sorted((ROOT / "data").rglob("*.*")):
        whole = path.read_text(encoding="utf-8")
        texts |= {whole, *whole.split("\n\n"), *whole.splitlines()}
    assert len(texts) > 100
    ordered = sorted(texts)
    assert [packed(row) for row in score_texts(ordered)] == [expected(text) for text in ordered]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\u2003",
        "😀" * 300,
        "😀 " * 300,
        "good " * 2000,
        "evil but problem rich fair " * 300,
        "GOOD so never this no kind of " * 200,
        "!" * 5000,
        "x" * 100_000,
        "\x00" * 50,
        "“good” — it isn’t " * 200,
    ],
    ids=range(11),
)
def test_hostile_texts(text):
    assert packed(score_text(text)) == expected(text)


@pytest.mark.parametrize("piece", ["It isn't good, but BAD! ", "😀", "x", "good "])
def test_a_million_characters(piece):
    # the package would take hours: more of the same gives the same shares, and the sum saturates
    short, long = piece * 400, piece * (1_000_000 // len(piece))
    few, many = score_text(short), score_text(long)
    assert abs(many.compound - few.compound) <= 0.01
    assert all(0 <= value <= 1 for value in many[:3])
    assert sum(many[:3]) == pytest.approx(1, abs=0.002)
    if "but" not in piece:
        assert many[:3] == pytest.approx(few[:3], abs=0.01)


def test_neighbours_order_and_chunks_do_not_matter(monkeypatch):
    rng = random.Random(1)
    texts = ["", *(made_text(rng) for _ in range(300)), "", "good", "NO"]
    whole = score_texts(texts).tolist()
    assert score_texts(texts[::-1]).tolist() == whole[::-1]
    assert [list(score_text(text)) for text in texts] == whole
    monkeypatch.setattr(vader_sums, "_CHUNK", 100)
    assert score_texts(texts).tolist() == whole
    assert score_texts([]).shape == (0, 4)


def test_the_memory_of_words_is_bounded_and_changes_nothing(monkeypatch):
    rng = random.Random(2)
    texts = [made_text(rng) for _ in range(100)]
    whole = score_texts(texts).tolist()
    monkeypatch.setattr(vader_words, "_KEPT_WORDS", 10)
    monkeypatch.setattr(vader_words, "_KEPT_LENGTH", 5)
    vader_words.word_classes().clear()
    assert score_texts(texts).tolist() == whole
    assert 0 < len(vader_words.word_classes()) <= 10
    assert max(map(len, vader_words.word_classes())) <= 5


def test_processes_agree():
    program = (
        "from toolkit.scorers.vader_sums import score_texts\n"
        "print(score_texts(['so GOOD but bad :)', 'no “kind” of death 😀!', 'never so evil']))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1


def test_results_for_texts_with_nothing_in_them():
    scores = VaderScorer().score(pd.Series(["", " \n", None, "😀", "❤️", "🇬🇧", "table"]))
    raw = scores[[f"vader_{m}" for m in ("neg", "neu", "pos", "compound")]]
    assert raw.iloc[0].tolist() == raw.iloc[1].tolist() == [0, 0, 0, 0]
    assert raw.iloc[2].isna().all()
    assert scores["vader_label"].tolist()[:2] == ["neutral", "neutral"]
    assert scores["vader_label"].isna().tolist() == [False, False, True] + [False] * 4
    assert scores["vader_normalised_label"].tolist()[3:] == [
        "positive", "positive", "neutral", "neutral"
    ]  # fmt: skip
    assert raw.iloc[6].tolist() == [0, 1, 0, 0]
