"""What vaderSentiment 3.3.2 does that its paper doesn't say, kept to the last bit.

Values stand here as the package printed them; each is also asked of the installed package.
"""

import math
import struct

import numpy as np
import pandas as pd
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from toolkit.errors import SchemaError
from toolkit.scorers import VaderScorer
from toolkit.scorers.vader import score_text
from toolkit.scorers.vader_sums import round_as_python, score_texts

PACKAGE = SentimentIntensityAnalyzer()
COMPOUNDS = {
    "only the ASCII apostrophe negates": [
        ("The train wasn't nice", -0.3252),
        ("The train wasn’t nice", 0.4215),
    ],
    "other quotes, dashes and ellipses hide words, and so do marks inside a token": [
        ("awful", -0.4588), ("‘awful’", 0.0), ("an ‘awful’ meal", 0.0), ("awful–sad", 0.0),
        ("awful…sad", 0.0), ("love/hate", 0.0), ("kind,gentle", 0.0),
    ],
    "up to two letters keep the marks around them": [
        ("no", -0.296), ('she said "no"', 0.0), ("ok", 0.296), ("ok,", 0.0),
    ],
    "rows of the lexicon with a space never match; those in capitals do by their twins": [
        ("they fed up us", 0.0), (":P", 0.25), (":p", 0.25), ("XP", 0.3818),
    ],
    "emoji are read one code point at a time and stick to what is after them": [
        ("❤", 0.6369), ("❤️", 0.0), ("☹️", -0.34), ("🙂happy", 0.4033), ("happy🙂", 0.7512),
    ],
    "a text without words of the lexicon": [("?!", 0.0), (" \t\n", 0.0), ("", 0.0)],
    "'but' changes the first equal value: love 3.2 is halved twice, xp 1.6 not raised": [
        ("love but xp", round(2.4 / math.sqrt(2.4**2 + 15), 4)), ("fun but win", 0.81),
    ],
    "only the first 'but' counts, and no other word like it": [
        ("fun but sad but win", 0.4939), ("nice, however awful", -0.0516),
    ],
    "'so' and 'this' emphasise from the fourth word on, and swallow a negation": [
        ("it was quite so nice", 0.6078), ("it was quite such nice", 0.4728),
        ("not once so nice", 0.5598), ("so nice", 0.4754),
    ],
    "idioms count from the fourth word on": [
        ("the bomb", -0.4939), ("It was the bomb", 0.6124), ("bad ass", -0.7906),
        ("that is one bad ass guy", 0.6124), ("She sat at the bus stop", 0.0),
    ],
    "idioms replace the value, negation and meaning alike": [
        ("He threw the bomb", 0.6124), ("He did not see the bomb", 0.6124),
        ("that is such a badass", 0.34),
    ],
    "'sort of' dampens from the fourth word on, towards the negative": [
        ("sort of nice", 0.4215), ("It is sort of nice", 0.3626),
        ("It is sort of awful", -0.5095), ("It is awful", -0.4588),
    ],
    "'no' turns one and two words on, three only before 'or' and 'nor'": [
        ("no love", -0.5216), ("no table", -0.296), ("no nice or love", -0.6908),
        ("nor no one or love", -0.357), ("no one nor nice", -0.0553), ("no love no", -0.357),
    ],
    "a negation reaches three words, over stops and lexicon words": [
        ("not. Fine, nice", -0.4449), ("never bad nice", 0.1326), ("not a single nice", -0.3252),
        ("not a single such nice", 0.4215),
    ],
    "what negates and what doesn't": [
        ("nobody is nice", 0.4215), ("hardly nice", 0.3626), ("against nice", 0.4215),
        ("fooln'tbar nice", -0.3252), ("without doubt nice", 0.6007), ("no doubt nice", -0.0572),
    ],
    "capitals count where some word has none, digits among these": [
        ("NICE DAY", 0.4215), ("NICE DAY 7", 0.5473), ("NICE day", 0.5473), ("WTF is it", -0.6739),
    ],
    "question and exclamation marks": [
        ("so nice?", 0.4754), ("so nice??", 0.5351), ("so nice???", 0.5622),
        ("so nice????", 0.6191), ("so nice?????", 0.6191), ("so nice!", 0.5244),
        ("so nice!!!!", 0.6441), ("so nice!!!!!!!", 0.6441),
        ("so nice. " + 9 * "So what! ", 0.6441),
    ],
    "a degree word is added before the negation turns the value": [
        ("not nice", -0.3252), ("not very nice", -0.3713),
    ],
    "the sum saturates with length": [
        ("sad", -0.4767), ("sad sad sad", -0.8519), ("sad " * 10, -0.9834),
        ("nice sad", -0.0772), ("nice sad " * 4, -0.296),
    ],
    "names with words of the lexicon in them": [
        ("United Kingdom", 0.4215), ("Justice Secretary", 0.5267), ("sanctions", 0.0),
    ],
    "'least' but not 'at least'; 'kind of' has no value": [
        ("least nice", -0.3252), ("at least nice", 0.4215), ("the very least nice", 0.4728),
        ("kind of people", 0.0), ("a kind man", 0.5267),
    ],
    "the release's lexicon, not that of its repository": [
        ("she has a beating heart", 0.875), ("a broken heart", 0.2732),
    ],
}  # fmt: skip


def numbers(text):
    scores = PACKAGE.polarity_scores(text)
    return [scores[measure] for measure in ("neg", "neu", "pos", "compound")]


@pytest.mark.parametrize(
    ("text", "compound"), [case for cases in COMPOUNDS.values() for case in cases]
)
def test_compound(text, compound):
    assert score_text(text).compound == compound == numbers(text)[3]
    assert list(score_text(text)) == numbers(text)


def test_shares():
    # shares count a hit as its value and one more: sad 2.1 + 1 against one neutral word
    assert score_text("sad table").neg == round(3.1 / 4.1, 3)
    # white space alone has no words, marks alone are one neutral word
    assert score_text("\n").neu == 0.0
    assert score_text("?!").neu == 1.0
    # the sum of three is saturated, the share isn't
    assert score_text("sad sad sad table table table").neg == score_text("sad table").neg
    # 'no' keeps its value unless the next word is a hit: both shares
    both = score_text("no table sad")
    assert min(both.pos, both.neg) > 0


def test_signs_of_trade_are_emoji_and_so_words():
    # the only emoji below U+0100: "nice registered day" has three words
    assert score_text("nice® day") == score_text("nice registered day")
    assert score_text("nice© day") == score_text("nice copyright day")
    assert score_text("nice® day").neu != score_text("nice day").neu


@pytest.mark.parametrize("value", [b"nice", 7, ["nice"]])
def test_what_is_no_string_is_refused(value):
    # the package raises a TypeError from its emoji loop
    with pytest.raises(SchemaError, match="not str"):
        VaderScorer().score(pd.Series([value], dtype=object))


def test_sum_runs_from_left_to_right():
    # 0.1 + 0.2 - 0.3 and its like: the order shows in the last bits, so in a sign of zero
    words = ["nice", "sad", "xp", "awful", "ok", "love", "hate", "fun", "dull", "win"]
    rng = np.random.default_rng(1)
    texts = [" ".join(rng.permutation(words * 3)) for _ in range(300)]
    got = score_texts(texts).tolist()
    assert [packed(row) for row in got] == [packed(numbers(text)) for text in texts]


def test_rounding_is_pythons():
    rng = np.random.default_rng(1)
    ties = np.arange(0, 1000) / 1000 + 0.0005
    values = np.concatenate([ties, np.nextafter(ties, 0), np.nextafter(ties, 2), rng.random(2000)])
    values = np.concatenate([values, -values])
    expected = [round(value, 3) for value in values.tolist()]
    assert packed(round_as_python(values, 3)) == packed(expected)
    assert packed(np.round(values, 3)) != packed(expected)


def test_negative_zero_is_kept():
    # no two values of the lexicon are this close; were they, the package would print -0.0
    assert packed(round_as_python(np.array([-1e-9]), 4)) == packed([round(-1e-9, 4)])
    assert packed(round_as_python(np.array([-1e-9]), 4)) != packed([0.0])


def packed(values):
    return struct.pack(f"{len(values)}d", *values)
