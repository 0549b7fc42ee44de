"""Quality of discovered topics: coherence as another library has it, diversity, unassigned."""

from __future__ import annotations

import math
import random

import numpy as np
import pandas as pd
import pytest

from toolkit.discovered.coherence import coherence_influence, count_meetings, topic_coherence
from toolkit.discovered.quality import EXPLANATIONS, measure_topic_quality
from toolkit.discovered.stability import Stability, no_groups
from toolkit.errors import SchemaError

TEXTS = [text.split() for text in (
    "ship sea captain wave", "sea ship wave storm", "captain ship sea", "oven cake butter sea",
    "cake oven flour butter", "butter oven cake ship", "wave sea storm captain", "flour cake oven",
    "ship captain storm wave sea oven cake butter flour sea", "oven butter",
)]  # fmt: skip
TOPICS = [
    ["sea", "ship", "captain", "wave"], ["oven", "cake", "butter", "flour"],
    ["sea", "oven", "cake", "ship"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (None, [0.437434492, 0.5276032841, 0.0072017994]),
        (100, [0.437434492, 0.5276032841, 0.0072017994]),
        (3, [0.1447419835, 0.2782023909, -0.1230124651]),
    ],
)
def test_npmi_as_gensim_has_it(window: int | None, expected: list[float]) -> None:
    """gensim 4.4.0, CoherenceModel(coherence="c_npmi", window_size=100 and 3); every pair meets."""
    found = topic_coherence(count_meetings(TEXTS, TOPICS, window=window))
    assert found[0] == pytest.approx(expected, abs=1e-9)


def test_npmi_by_hand() -> None:
    """In 8 texts a stands in 4, b in 2, both in 1: log(1/8 / (4/8 * 2/8)) / log 8 = 0."""
    texts = [["a", "b"], ["a"], ["a"], ["a"], ["b"], ["x"], ["x"], ["x"]]
    pairs = [["a", "b"], ["a", "x"], ["a", "nowhere"], ["a"]]
    found = topic_coherence(count_meetings(texts, pairs))[0]
    assert found[:2].tolist() == [0, -1]
    assert np.isnan(found[2:]).all()
    # a and c always together, in 2 of 4: log(1/2 / (1/2 * 1/2)) / log 2 = 1
    assert topic_coherence(count_meetings([["a", "c"]] * 2 + [["x"]] * 2, [["a", "c"]])) == [[1]]
    assert topic_coherence(count_meetings([["a", "c"]] * 2, [["a", "c"]])) == [[1]]


def test_the_influence_is_the_derivative() -> None:
    """Against a difference quotient: one comment's weight a little larger."""
    for window in (None, 3):
        meetings = count_meetings(TEXTS, TOPICS, window=window)
        influence = coherence_influence(meetings)
        step = 1e-6
        weights = np.ones((len(TEXTS), len(TEXTS))) + step * np.eye(len(TEXTS))
        moved = (topic_coherence(meetings, weights) - topic_coherence(meetings)) / step
        np.testing.assert_allclose(influence / len(TEXTS), moved, atol=1e-5)


def make_table(texts: list[str], **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"c{place:04d}" for place in range(len(texts))], "text": texts}
                        | columns)  # fmt: skip


def make_topics(*words: list[str]) -> pd.DataFrame:
    names = [", ".join(own[:3]) for own in words]
    return pd.DataFrame({"topic": range(len(words)), "name": names, "top_words": list(words)})


def draw(n: int, seed: int = 1) -> pd.DataFrame:
    """Texts of two subjects of six words each."""
    source = random.Random(seed)
    subjects = ["ship sea captain wave storm sailor", "oven cake butter flour sugar baker"]
    texts = [" ".join(source.sample(subjects[i % 2].split() + ["people"] * 3, 5)) for i in range(n)]
    return make_table(texts, discovered_topic=pd.Series([i % 2 for i in range(n)], dtype="Int64"))


SUBJECTS = make_topics("ships sea captains waves".split(), "oven cakes butter flour".split())


def figure(found: pd.DataFrame, name: str, topic: str = "") -> pd.Series:
    return found[(found["name"] == name) & (found["topic"] == topic)].iloc[0]


def test_words_count_in_all_their_forms() -> None:
    table = make_table([" ".join(text).replace("ship wave", "ship waves") for text in TEXTS])
    topics = make_topics("seas ships captains waves".split())
    found = figure(measure_topic_quality(table, topics), "coherence_npmi", "0")
    assert found["estimate"] == pytest.approx(0.437434492, abs=1e-9)


def test_intervals_hold_the_estimate_and_what_more_comments_show() -> None:
    found = measure_topic_quality(draw(300), SUBJECTS)
    large = measure_topic_quality(draw(6000, seed=2), SUBJECTS)
    for name, topic in [
        ("coherence_npmi", "0"),
        ("coherence_npmi", "1"),
        ("mean_coherence_npmi", ""),
    ]:
        row, limit = figure(found, name, topic), figure(large, name, topic)
        assert row["ci_low"] <= row["estimate"] <= row["ci_high"]
        assert row["ci_low"] < limit["estimate"] < row["ci_high"]
        assert limit["ci_high"] - limit["ci_low"] < 0.5 * (row["ci_high"] - row["ci_low"])
        assert "basic bootstrap of comments" in row["method"]
        assert "delta method" in limit["method"]


def test_pairs_that_never_meet_leave_no_interval() -> None:
    found = measure_topic_quality(draw(100), make_topics(["ship", "sea", "oven", "cake"]))
    row = figure(found, "coherence_npmi", "0")
    assert row["estimate"] < -0.3  # four of six pairs at -1
    assert math.isnan(row["ci_low"])
    assert row["note"].startswith("4 of 6 pairs of words never meet and count as −1: too many")
    assert "no interval" in figure(found, "mean_coherence_npmi")["note"]


def test_diversity_by_hand() -> None:
    topics = make_topics(["war", "army"], ["wars", "peace"], ["tank", "army"])
    row = figure(measure_topic_quality(draw(10), topics), "diversity")
    assert (row["n"], row["estimate"]) == (6, pytest.approx(4 / 6))
    assert row["note"] == "counted in full, not a sample"
    first = figure(measure_topic_quality(draw(10), topics, words=1), "diversity")
    assert first["estimate"] == pytest.approx(2 / 3)
    alone = figure(measure_topic_quality(draw(10), make_topics(["war", "army"])), "diversity")
    assert alone["note"] == "fewer than two topics: nothing to repeat"


def test_the_share_unassigned_as_published() -> None:
    """15 of 148: Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    table = draw(148)
    table["discovered_topic"] = pd.Series([-1] * 15 + [0] * 133, dtype="Int64")
    row = figure(measure_topic_quality(table, SUBJECTS), "unassigned")
    assert (row["n"], row["ci_low"], row["ci_high"]) == (
        148, pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5)
    )  # fmt: skip


def test_stability_is_told_with_its_reason() -> None:
    stands = Stability(n=60, k=2, estimate=0.9, ci_low=0.8, ci_high=1.0, method="Agreement.",
                       stands=True, reason="The groups come back.")  # fmt: skip
    row = figure(measure_topic_quality(draw(60), SUBJECTS, stands), "stability")
    assert (row["n"], row["estimate"], row["ci_low"], row["ci_high"]) == (60, 0.9, 0.8, 1.0)
    assert row["note"] == ""
    row = figure(
        measure_topic_quality(draw(2), SUBJECTS[:0], no_groups(2, "Too few.")), "stability"
    )
    assert math.isnan(row["estimate"])
    assert row["note"] == "Too few."


def test_row_order_duplicates_and_names() -> None:
    table = draw(80)
    first = measure_topic_quality(table, SUBJECTS, resamples=200)
    shuffled = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(first, measure_topic_quality(shuffled, SUBJECTS, resamples=200))
    twice = pd.concat([table, table.assign(id=table["id"] + "b")], ignore_index=True)
    second = measure_topic_quality(twice, SUBJECTS, resamples=200)
    np.testing.assert_allclose(first["estimate"], second["estimate"])
    renamed = SUBJECTS.assign(name=["A", "B"])
    again = measure_topic_quality(table, renamed, resamples=200)
    pd.testing.assert_frame_equal(first.drop(columns="label"), again.drop(columns="label"))


@pytest.mark.parametrize("n", [0, 1, 2, 11, 49])
@pytest.mark.parametrize("topics", [SUBJECTS, SUBJECTS[:1], SUBJECTS[:0]])
def test_small_tables(n: int, topics: pd.DataFrame) -> None:
    found = measure_topic_quality(draw(n), topics, no_groups(n, "Too few."), resamples=50)
    assert len(found) == len(topics) + 4
    assert set(found["name"]) <= set(EXPLANATIONS)
    assert found["estimate"].dropna().between(-1, 1).all()
    missing = found[found["ci_low"].isna()]
    assert (missing["note"] != "").all()
    assert (found["explanation"].str.count(r"[.](?=\s|$)") == 1).all()  # one sentence


def test_hostile_texts_and_needed_columns() -> None:
    table = make_table(["\x00<b>&", "", "=1+1 ship sea", "\u202e" * 500, "ship " * 500 + "sea"])
    found = measure_topic_quality(table, SUBJECTS.assign(name=["<script>", "\x1b[0m"]))
    assert figure(found, "coherence_npmi", "0")["label"] == "<script>"
    with pytest.raises(SchemaError, match="top_words"):
        measure_topic_quality(table, SUBJECTS.drop(columns="top_words"))
