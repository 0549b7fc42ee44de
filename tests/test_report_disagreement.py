"""Where VADER and the second score disagree: a comment stands with the first reason that holds."""

from types import SimpleNamespace

import pandas as pd

from toolkit.report.disagreement import find_disagreements, say_second


def make_analysis(rows, worded):
    columns = ("id", "text", "vader_normalised_compound", "vader_normalised_label",
               "vader_sentence_mean", "lexicons_score", "lexicons_label")  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    explanations = pd.DataFrame({"id": list(worded)})
    return SimpleNamespace(comments=table, explanations=explanations)


def test_each_comment_has_one_reason():
    analysis = make_analysis(
        [
            ("same", "Good.", 0.44, "positive", 0.44, 0.3, "positive"),
            ("opposite", "A wicked win.", 0.3, "positive", 0.3, -0.2, "negative"),
            ("unknown", "Shoddy.", 0.0, "neutral", 0.0, -0.3, "negative"),
            ("long", "Good. It rains. So it is.", 0.9, "positive", 0.3, 0.05, "neutral"),
            ("strong", "Good!", 0.6, "positive", 0.6, 0.05, "neutral"),
            ("foreign", "Schön.", 0.0, "neutral", 0.0, None, None),
        ],
        worded=("same", "opposite", "long", "strong"),
    )
    found = {trap.name: trap.ids for trap in find_disagreements(analysis)}
    assert found == {
        "Another label": ("opposite", "unknown", "long", "strong"),
        "Opposite signs": ("opposite",),
        "Only the other lists know a word": ("unknown",),
        "Many sentences added up": ("long",),
        "Words weigh differently": ("strong",),
        "Without a second score": ("foreign",),
    }


def test_agreement_says_nothing():
    row = ("a", "Good.", 0.44, "positive", 0.44, 0.3, "positive")
    assert find_disagreements(make_analysis([row], worded=("a",))) == ()


def test_a_score_or_why_there_is_none():
    record = pd.Series({"lexicons_score": 0.25, "lexicons_low": -0.5, "lexicons_high": 1.0,
                        "lexicons_label": "positive", "lexicons_reason": None})  # fmt: skip
    assert say_second(record) == "+0.25 (−0.50 to +1.00), positive"
    without = pd.Series({"lexicons_score": None, "lexicons_reason": "not English (de)"})
    assert say_second(without) == "none: not English (de)"
    assert say_second(pd.Series({"id": "a"})) == ""
