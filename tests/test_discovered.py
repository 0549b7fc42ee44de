"""Discovered topics: found again where there are some, admitted where there are none."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_info, threadpool_limits
from toolkit.discovered.groups import Vectors, count_words, fit_groups, make_vectors

from toolkit.discovered import Discovery, discover_topics, discovered
from toolkit.discovered.content_words import content_words
from toolkit.discovered.names import find_distinctive_words, name_groups
from toolkit.discovered.stability import choose_groups, measure_stability
from toolkit.errors import SchemaError
from toolkit.seeded.word_forms import base_form

SUBJECTS = {
    "sea": "ship harbour captain sailor anchor wave tide storm island coast vessel deck".split(),
    "school": "teacher pupil lesson classroom exam homework grade uniform headmaster desk".split(),
    "kitchen": "oven recipe butter flour sugar baker dough cake pastry spice spoon".split(),
    "court": "judge lawyer verdict jury trial appeal evidence witness prosecutor sentence".split(),
}
COMMON = "people country year world thing problem money idea".split()


def make_subject_texts(n: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """Texts of four subjects: six words of the subject's own, two that all share."""
    source = random.Random(seed)
    names = [list(SUBJECTS)[i % len(SUBJECTS)] for i in range(n)]
    texts = [
        " ".join(["The", *source.choices(SUBJECTS[name], k=6), "and", *source.choices(COMMON, k=2)])
        for name in names
    ]
    return texts, names


def make_noise(n: int, seed: int = 1) -> list[str]:
    """Texts of words drawn independently, some frequent and some rare."""
    source = random.Random(seed)
    letters = "bcdfgklmnprt"
    words = [f"{a}o{b}u{c}" for a in letters for b in letters for c in letters[:5]]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [" ".join(source.choices(words, weights, k=source.randint(5, 30))) for _ in range(n)]


def make_table(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"c{i}" for i in range(len(texts))], "text": texts})


def groups_by_id(found: Discovery) -> dict[str, int]:
    return dict(zip(found.table["id"], found.table["discovered_topic"], strict=True))


@pytest.fixture(scope="module")
def subjects() -> tuple[Discovery, list[str]]:
    texts, names = make_subject_texts(120)
    return discover_topics(make_table(texts)), names


def test_subjects_are_found_again_and_stand(subjects: tuple[Discovery, list[str]]) -> None:
    found, names = subjects
    assert adjusted_rand_score(names, found.table["discovered_topic"]) > 0.9
    assert found.stability.stands
    assert found.stability.k == len(found.topics) == 4
    assert found.stability.n == 120
    assert 0.9 < found.stability.estimate <= 1
    assert found.stability.ci_low <= found.stability.estimate <= found.stability.ci_high
    assert "come back" in found.stability.reason


def test_topics_table_agrees_with_the_comments(subjects: tuple[Discovery, list[str]]) -> None:
    found, names = subjects
    subject_of = dict(zip(found.table["id"], names, strict=True))
    assert found.topics["topic"].tolist() == [0, 1, 2, 3]
    assert found.topics["n"].is_monotonic_decreasing
    assert found.topics["name"].is_unique
    for row in found.topics.itertuples():
        mine = found.table[found.table["discovered_topic"] == row.topic]
        assert mine["id"].tolist() == row.ids
        assert len(row.ids) == row.n
        assert set(mine["discovered_name"]) == {row.name}
        assert row.name == ", ".join(row.top_words[:3])
        assert len(row.representative_ids) == 5
        assert set(row.representative_ids) <= set(row.ids)
        (subject,) = {subject_of[identity] for identity in row.representative_ids}
        assert set(row.top_words[:5]) <= set(SUBJECTS[subject])


def test_noise_does_not_stand() -> None:
    found = discover_topics(make_table(make_noise(80)))
    assert not found.stability.stands
    assert found.stability.estimate < 0.3
    assert "no stable topics" in found.stability.reason
    assert set(found.table["discovered_topic"]) == {-1}
    assert set(found.table["discovered_name"]) == {""}
    assert found.topics["n"].sum() == 80  # the tentative groups


def test_row_order_makes_no_difference(subjects: tuple[Discovery, list[str]]) -> None:
    found, _ = subjects
    shuffled = discover_topics(found.table[["id", "text"]].sample(frac=1, random_state=5))
    assert groups_by_id(shuffled) == groups_by_id(found)
    assert shuffled.stability == found.stability
    columns = ["topic", "name", "n", "top_words", "representative_ids"]
    pd.testing.assert_frame_equal(shuffled.topics[columns], found.topics[columns])


def test_row_order_makes_no_difference_with_repeated_texts() -> None:
    texts = [*make_noise(30), *make_noise(30)[:20], *["same words here"] * 5]
    table = make_table(texts)
    straight = discover_topics(table, keep_unstable=True)
    shuffled = discover_topics(table.sample(frac=1, random_state=2), keep_unstable=True)
    assert groups_by_id(straight) == groups_by_id(shuffled)
    by_text = straight.table.groupby("text")["discovered_topic"].nunique()
    assert by_text.max() == 1
    assert straight.topics["representative_ids"].tolist() == (
        shuffled.topics["representative_ids"].tolist()
    )


def test_another_process_with_other_threads_gives_the_same() -> None:
    texts = make_noise(30)
    program = (
        "import json, sys, pandas as pd\n"
        "from toolkit.discovered import discover_topics\n"
        "found = discover_topics(pd.DataFrame(json.load(sys.stdin)), keep_unstable=True)\n"
        "print(json.dumps([found.table['discovered_topic'].tolist(), found.stability.estimate,\n"
        "                  found.topics['name'].tolist()]))\n"
    )
    table = make_table(texts)
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(table.to_dict("list")),
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": threads},
            capture_output=True, text=True, check=True,
        ).stdout
        for hash_seed, threads in (("1", "1"), ("2", "2"))
    ]  # fmt: skip
    found = discover_topics(table, keep_unstable=True)
    here = [found.table["discovered_topic"].tolist(), found.stability.estimate,
            found.topics["name"].tolist()]  # fmt: skip
    assert [json.loads(output) for output in outputs] == [here, here]


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_hardly_any_comments(n: int) -> None:
    found = discover_topics(make_table(make_subject_texts(n)[0]), keep_unstable=True)
    assert len(found.topics) == 0
    assert list(found.topics) == ["topic", "name", "n", "top_words", "representative_ids", "ids"]
    assert found.table["discovered_topic"].tolist() == [-1] * n
    assert found.table["discovered_topic"].dtype == "Int64"
    assert found.table["discovered_name"].tolist() == [""] * n
    assert not found.stability.stands
    assert found.stability.n == n
    assert found.stability.k == 0
    assert math.isnan(found.stability.estimate)
    assert "too few" in found.stability.reason
    assert found.stability.reason.startswith("No " if n == 0 else f"{n} ")


@pytest.mark.parametrize("n", [11, 49])
def test_few_comments_get_tentative_groups_and_a_warning(n: int) -> None:
    table = make_table(make_subject_texts(n)[0])
    found = discover_topics(table)
    assert not found.stability.stands  # well separated, yet too few
    assert f"{n} comments are too few" in found.stability.reason
    assert "tentative" in found.stability.reason
    assert set(found.table["discovered_topic"]) == {-1}
    assert found.topics["n"].sum() == n
    assert found.stability.k == len(found.topics) >= 2
    assert -0.5 <= found.stability.ci_low <= found.stability.ci_high <= 1
    kept = discover_topics(table, keep_unstable=True)
    assert sorted(set(kept.table["discovered_topic"])) == found.topics["topic"].tolist()
    assert kept.stability == found.stability


def test_fifty_comments_are_enough() -> None:
    assert discover_topics(make_table(make_subject_texts(50)[0])).stability.stands


def test_only_reader_comments_with_content_words_are_grouped() -> None:
    texts, _ = make_subject_texts(60)
    texts += ["it is what it is", "42 1979", "", "?!", "ship harbour captain", "ship harbour tide"]
    table = make_table(texts)
    table["kind"] = ["comment"] * 64 + ["pingback", "comment"]
    table["state"] = ["visible"] * 65 + ["deleted"]
    table["text"] = table["text"].astype("string")
    table.loc[63, "text"] = pd.NA
    before = table.copy(deep=True)
    found = discover_topics(table)
    pd.testing.assert_frame_equal(table, before)
    assert found.stability.n == 60
    assert found.table["discovered_topic"].iloc[60:].tolist() == [-1] * 6
    assert (found.table["discovered_topic"].iloc[:60] >= 0).all()
    assert {i for ids in found.topics["ids"] for i in ids} == {f"c{i}" for i in range(60)}


def test_the_same_text_over_and_over_is_no_topic() -> None:
    found = discover_topics(make_table(["the ship left the harbour"] * 80))
    assert not found.stability.stands
    assert len(found.topics) == 0
    assert "1 different comment" in found.stability.reason


def test_comments_beyond_the_sample_are_assigned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovered, "_SAMPLE", 60)
    texts, names = make_subject_texts(200)
    found = discover_topics(make_table(texts))
    assert found.stability.n == 60
    assert found.topics["n"].sum() == 200
    assert adjusted_rand_score(names, found.table["discovered_topic"]) > 0.9


def test_a_table_without_text_is_refused() -> None:
    with pytest.raises(SchemaError, match="text"):
        discover_topics(pd.DataFrame({"id": ["a"]}))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=9))
def test_any_texts_are_survived(texts: list[str]) -> None:
    found = discover_topics(make_table(texts), keep_unstable=True)
    assert found.table["text"].tolist() == texts
    grouped = found.table[found.table["discovered_topic"] >= 0]
    assert len(grouped) == found.topics["n"].sum()
    assert all(content_words(text) for text in grouped["text"])


def test_distinctive_words_are_ranked_by_the_published_log_odds() -> None:
    own = {"tide": 30, "ship": 6, "people": 40}
    other = {"tide": 10, "ship": 0, "people": 41, "oven": 30}
    words = sorted(other)
    counts = sparse.csr_matrix([[float(group.get(word, 0)) for word in words]
                                for group in (own, other)])  # fmt: skip
    # Monroe et al. 2008, equations 16 and 22, the prior worth the smaller group's 76 words

    def z(word: str) -> float:
        terms = []
        for group in (own, other):
            prior = 76 * (own.get(word, 0) + other[word]) / 157
            here = group.get(word, 0) + prior
            terms += [here, sum(group.values()) + 76 - here]
        delta = math.log(terms[0] / terms[1]) - math.log(terms[2] / terms[3])
        return delta / math.sqrt(sum(1 / term for term in terms))

    scores = {word: z(word) for word in words}
    ranked = sorted((word for word in words if scores[word] > 0), key=lambda word: -scores[word])
    assert ranked == ["tide", "ship", "people"]  # not the exclusive but rare word first
    top = find_distinctive_words(words, counts, np.array([0, 1]), 2)
    assert top == [ranked, ["oven"]]


def test_names_have_no_stop_words_and_no_two_forms_of_a_word() -> None:
    words = ["vaccinated", "vaccination", "vaccine", "virus", "child", "china", "chinese"]
    counts = sparse.csr_matrix(
        np.array([[5, 5, 6, 3, 2, 0, 0], [0, 0, 0, 0, 0, 4, 4]], dtype=float)
    )
    top = find_distinctive_words(words, counts, np.array([0, 1]), 2)
    assert top == [["vaccine", "virus", "child"], ["china"]]
    assert name_groups([["a", "b", "c", "d"], []]) == ["a, b, c", "no distinctive words"]
    assert name_groups([["a"], ["a"], ["a"]]) == ["a", "a (2)", "a (3)"]


def test_names_show_words_as_they_are_written_most() -> None:
    texts = [text.replace("wave", "waves") for text in make_subject_texts(40)[0]]
    found = discover_topics(make_table([*texts, "wave"]))
    shown = {word for own in found.topics["top_words"] for word in own}
    assert "waves" in shown
    assert "wave" not in shown
    assert not shown & {"the", "and"}


def test_comments_that_all_fall_into_one_group() -> None:
    texts = [f"the sanctions and {word}" for word in "tax trade oil gas coal iron".split()]
    found = discover_topics(make_table(texts), keep_unstable=True)
    assert len(found.topics) == 0
    assert found.table["discovered_topic"].tolist() == [-1] * 6
    assert "all were put into one" in found.stability.reason


def test_a_word_of_one_text_only_names_no_larger_group() -> None:
    counts = sparse.csr_matrix(
        np.array([[9, 1, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]], dtype=float)
    )
    top = find_distinctive_words(["rant", "ship", "oven"], counts, np.array([0, 0, 0, 0, 1]), 2)
    assert top == [["ship"], ["oven"]]


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("sanctions", "sanction"), ("countries", "country"), ("taxes", "tax"), ("boxes", "box"),
        ("women", "woman"), ("children", "child"), ("houses", "house"), ("glass", "glass"),
        ("news", "news"), ("crisis", "crisis"), ("virus", "virus"), ("politics", "politics"),
        ("lost", "lost"), ("sanctioned", "sanctioned"), ("größes", "größes"), ("bus", "bus"),
    ],
)  # fmt: skip
def test_base_form(word: str, base: str) -> None:
    assert base_form(word) == base


def test_content_words() -> None:
    text = "The U.S. has 3 systems, e.g. bills — it’s China’s fire."
    assert content_words(text) == ["system", "bill", "china", "fire"]
    assert content_words("größe l'état 制裁") == ["größe", "l'état", "制裁"]


def test_words_are_counted_by_text() -> None:
    words, counts = count_words([["b", "a", "b"], ["b"], []])
    assert words == ("a", "b")
    assert counts.toarray().tolist() == [[1, 2], [0, 1], [0, 0]]
    assert count_words([["b", "a", "b"], ["b"]], min_texts=2)[0] == ("b",)
    assert count_words([["b", "x"]], ("b", "c"))[1].toarray().tolist() == [[1, 0]]
    assert count_words([], ("b",))[1].shape == (0, 1)
    assert count_words([["x"]], ())[1].shape == (1, 0)


def test_mixture_is_the_smoothed_share_of_words() -> None:
    words, counts = count_words([["a", "a"], ["a"], ["b", "b", "b"], ["b"]])
    vectors = make_vectors(words, counts, seed=0)
    labels, mixture = fit_groups(counts, vectors.reduced, 2, seed=0, starts=3)
    assert labels[0] == labels[1] != labels[2] == labels[3]
    # Laplace: group a has 3 a and 0 b, so (3+1)/(3+2) and 1/5; group b has 4 b: 1/6 and 5/6
    of_a = np.exp(mixture.word_log_probability[:, labels[0]])
    of_b = np.exp(mixture.word_log_probability[:, labels[2]])
    assert of_a == pytest.approx([4 / 5, 1 / 5], abs=0.1)
    assert of_b == pytest.approx([1 / 6, 5 / 6], abs=0.1)
    assert np.exp(mixture.group_log_probability) == pytest.approx([0.5, 0.5], abs=0.1)


def test_groups_are_a_fixed_point_of_expectation_maximisation() -> None:
    words, counts = count_words([content_words(text) for text in make_noise(80)])
    vectors = make_vectors(words, counts, seed=0)
    labels, mixture = fit_groups(counts, vectors.reduced, 4, seed=0, starts=3)
    log = counts.toarray() @ mixture.word_log_probability + mixture.group_log_probability
    shares = np.exp(log - log.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    in_group = counts.toarray().T @ shares + 1
    expected = np.log(in_group / in_group.sum(axis=0))
    assert mixture.word_log_probability == pytest.approx(expected, abs=0.02)
    assert labels.tolist() == shares.argmax(axis=1).tolist()


def test_linear_algebra_runs_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def record(words: tuple[str, ...], counts: sparse.csr_matrix, *, seed: int) -> Vectors:
        threads.extend(pool["num_threads"] for pool in threadpool_info())
        return make_vectors(words, counts, seed=seed)

    monkeypatch.setattr(discovered, "make_vectors", record)
    with threadpool_limits(limits=2):
        discover_topics(make_table(make_subject_texts(12)[0]))
    assert threads
    assert set(threads) == {1}


def test_number_of_groups_is_the_one_that_comes_back() -> None:
    texts, names = make_subject_texts(100, seed=4)
    words, counts = count_words([content_words(text) for text in texts])
    vectors = make_vectors(words, counts, seed=0)
    labels, _, k = choose_groups(vectors, range(2, 7), seed=0)
    assert k == 4
    right = measure_stability(vectors, labels, 4, seed=0)
    wrong, _ = fit_groups(counts, vectors.reduced, 8, seed=0, starts=3)
    assert right.estimate > measure_stability(vectors, wrong, 8, seed=0).estimate + 0.1
    assert adjusted_rand_score(names, labels) > 0.9
    words, counts = count_words([["a", "b"]] * 60)  # always in one group, which tells nothing
    alike = make_vectors(words, counts, seed=0)
    one_group = measure_stability(alike, np.zeros(60, dtype=np.int64), 2, seed=0)
    assert one_group.estimate == 0
    assert not one_group.stands
    with pytest.raises(ValueError, match="empty"):
        choose_groups(vectors, [], seed=0)
