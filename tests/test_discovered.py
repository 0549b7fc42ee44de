"""Discovered topics: found again where there are some, admitted where there are none."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_info, threadpool_limits

from toolkit.discovered import DiscoveredTopics, Discovery, discover_topics, estimator
from toolkit.discovered.choosing import Grouping, choose_groups
from toolkit.discovered.content_words import choose_vocabulary, content_words, count_words
from toolkit.discovered.features import rarity, reduce_features, weigh_counts
from toolkit.discovered.mixture import Features, Mixture, fit_mixtures
from toolkit.discovered.names import find_distinctive_words, name_groups
from toolkit.discovered.resampling import adjusted_rand
from toolkit.discovered.stability import measure_stability
from toolkit.errors import SchemaError, SettingsError, SourceError
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
    columns = ["topic", "name", "n", "top_words", "representative_ids", "ids", "stability"]
    assert list(found.topics) == columns
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
    monkeypatch.setattr(estimator, "SAMPLE", 60)
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
    in_group = np.array([[float(group.get(word, 0)) for group in (own, other)] for word in words])
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
    top = find_distinctive_words(words, in_group, in_group > 0, np.array([1, 1]))
    assert top == [ranked, ["oven"]]


def test_names_have_no_stop_words_and_no_two_forms_of_a_word() -> None:
    words = ["vaccinated", "vaccination", "vaccine", "virus", "child", "china", "chinese"]
    in_group = np.array([[5, 5, 6, 3, 2, 0, 0], [0, 0, 0, 0, 0, 4, 4]], dtype=float).T
    top = find_distinctive_words(words, in_group, in_group > 0, np.array([1, 1]))
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


def test_comments_that_all_fall_into_one_group(monkeypatch: pytest.MonkeyPatch) -> None:
    def put_together(features: Features, *_: object, **__: object) -> Grouping:
        words = features.weights.shape[1]
        together = np.zeros(len(features), dtype=np.int64)
        return Grouping(2, together, Mixture(np.zeros((words, 2)), np.zeros(2)))

    monkeypatch.setattr(estimator, "choose_groups", put_together)
    found = discover_topics(make_table(make_subject_texts(60)[0]), keep_unstable=True)
    assert len(found.topics) == 0
    assert found.table["discovered_topic"].tolist() == [-1] * 60
    assert "all were put into one" in found.stability.reason


def test_a_word_of_one_text_only_names_no_larger_group() -> None:
    in_group = np.array([[9, 0], [4, 0], [0, 1]], dtype=float)
    in_texts = np.array([[1, 0], [4, 0], [0, 1]], dtype=float)
    top = find_distinctive_words(["rant", "ship", "oven"], in_group, in_texts, np.array([4, 1]))
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
    assert content_words(text) == ("system", "bill", "china", "fire")
    assert content_words("größe l'état 制裁") == ("größe", "l'état", "制裁")


def test_words_are_counted_by_text() -> None:
    texts = [["b", "a", "b"], ["b"], []]
    assert choose_vocabulary(texts) == ("a", "b")
    assert choose_vocabulary(texts, min_texts=2) == ("b",)
    assert count_words(texts, ("a", "b")).toarray().tolist() == [[1, 2], [0, 1], [0, 0]]
    assert count_words([["b", "x"]], ("b", "c")).toarray().tolist() == [[1, 0]]
    assert count_words([], ("b",)).shape == (0, 1)
    assert count_words([["x"]], ()).shape == (1, 0)


def make_features(texts: Sequence[Sequence[str]]) -> Features:
    counts = count_words(texts, choose_vocabulary(texts))
    return Features(weigh_counts(counts, rarity(counts)))


def test_weights_are_tf_idf_of_length_one() -> None:
    # by hand: a stands in 1 of 2 texts, b in both; idf = ln((1 + n) / (1 + df)) + 1
    weights = make_features([["a", "b", "b"], ["b"]]).weights.toarray()
    of_a, of_b = math.log(3 / 2) + 1, 1 + math.log(2)
    length = math.hypot(of_a, of_b)
    assert weights == pytest.approx(np.array([[of_a / length, of_b / length], [0, 1]]))


def test_mixture_is_the_smoothed_share_of_weights() -> None:
    features = make_features([["a"]] * 90 + [["b"]] * 30)
    mixture = fit_mixtures(features, np.array([[0] * 90 + [1] * 30]), 2)
    # every row is one word of weight 1: group a has 90 of a, so (90 + .1) / (90 + .2); sizes + 1
    assert np.exp(mixture.words) == pytest.approx(
        np.array([[90.1 / 90.2, 0.1 / 30.2], [0.1 / 90.2, 30.1 / 30.2]]), abs=0.01
    )
    assert np.exp(mixture.sizes) == pytest.approx([91 / 122, 31 / 122], abs=0.01)
    assert mixture.assign(features).tolist() == [0] * 90 + [1] * 30
    assert mixture.membership(features).sum(axis=1) == pytest.approx(np.ones(120))


def test_mixtures_side_by_side_are_those_fitted_alone() -> None:
    features = make_features([content_words(text) for text in make_noise(60)])
    source = np.random.default_rng(3)
    starts = source.integers(-1, 3, size=(4, 60))
    together = fit_mixtures(features, starts, 3, rounds=7)
    for number, start in enumerate(starts):
        alone = fit_mixtures(features, start[np.newaxis], 3, rounds=7)
        own = slice(number * 3, number * 3 + 3)
        assert together.words[:, own] == pytest.approx(alone.words)
        assert together.sizes[own] == pytest.approx(alone.sizes)


def test_groups_are_a_fixed_point_of_expectation_maximisation() -> None:
    texts, names = make_subject_texts(80)
    features = make_features([content_words(text) for text in texts])
    starts = np.array([[sorted(set(names)).index(name) for name in names]])
    mixture = fit_mixtures(features, starts, 4, rounds=200)
    weights = features.weights.toarray()
    log = weights @ mixture.words + mixture.sizes
    shares = np.exp(log - log.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    in_group = weights.T @ shares + 0.1
    assert mixture.words == pytest.approx(np.log(in_group / in_group.sum(axis=0)), abs=0.02)
    sizes = shares.sum(axis=0) + 1
    assert mixture.sizes == pytest.approx(np.log(sizes / sizes.sum()), abs=0.02)


def test_vectors_have_a_say() -> None:
    # words that tell nothing, and two directions
    vectors = np.array([[1.0, 0.0]] * 10 + [[0.0, 1.0]] * 10)
    alike = make_features([["same"]] * 20).weights
    starts = np.array([[0, 1] * 10])
    starts[0, 0] = starts[0, 19] = -1
    features = Features(alike, vectors)
    mixture = fit_mixtures(features, np.array([[0] * 9 + [1] * 11]), 2)
    assert len(set(mixture.assign(features)[:10])) == 1
    assert mixture.assign(features)[0] != mixture.assign(features)[10]
    assert mixture.centres is not None
    assert np.sqrt((mixture.centres**2).sum(axis=0)) == pytest.approx([1, 1])


def test_linear_algebra_runs_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def record(features: Features, *, seed: int) -> np.ndarray:
        threads.extend(pool["num_threads"] for pool in threadpool_info())
        return reduce_features(features, seed=seed)

    monkeypatch.setattr(estimator, "reduce_features", record)
    with threadpool_limits(limits=2):
        discover_topics(make_table(make_subject_texts(12)[0]))
    assert threads
    assert set(threads) == {1}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=40))
def test_agreement_is_scikit_learns(pairs: list[tuple[int, int]]) -> None:
    first, second = (np.array(column) for column in zip(*pairs, strict=True))
    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second))


def test_number_of_groups_is_the_one_that_comes_back() -> None:
    texts, names = make_subject_texts(100, seed=4)
    features = make_features([content_words(text) for text in texts])
    reduced = reduce_features(features, seed=0)
    found = choose_groups(features, reduced, range(2, 9), seed=0)
    assert len(set(found.labels.tolist())) == 4
    assert adjusted_rand_score(names, found.labels) > 0.9
    right = measure_stability(features, reduced, found, seed=0)
    source = np.random.default_rng(1)
    blurred = np.where(source.random(100) < 0.4, source.integers(0, 4, 100), found.labels)
    wrong = measure_stability(features, reduced, Grouping(4, blurred, found.mixture), seed=0)
    assert right.estimate > wrong.estimate + 0.1
    assert min(right.by_group) > 0.8
    alike = make_features([["a", "b"]] * 60)  # always in one group, which tells nothing
    nothing = Grouping(2, np.zeros(60, dtype=np.int64), Mixture(np.zeros((2, 2)), np.zeros(2)))
    one_group = measure_stability(alike, reduce_features(alike, seed=0), nothing, seed=0)
    assert one_group.estimate == 0
    assert not one_group.stands
    with pytest.raises(ValueError, match="empty"):
        choose_groups(features, reduced, [], seed=0)


def test_repeated_comments_change_no_group(subjects: tuple[Discovery, list[str]]) -> None:
    found, _ = subjects
    again = found.table[["id", "text"]].assign(id=lambda rows: rows["id"] + "again")
    doubled = discover_topics(pd.concat([found.table[["id", "text"]], again]))
    assert {one: group for one, group in groups_by_id(doubled).items() if "again" not in one} == (
        groups_by_id(found)
    )
    assert doubled.stability == found.stability
    assert doubled.topics["n"].tolist() == (2 * found.topics["n"]).tolist()
    assert doubled.topics["name"].tolist() == found.topics["name"].tolist()


def test_number_of_topics_can_be_given() -> None:
    texts, names = make_subject_texts(120)
    found = discover_topics(make_table(texts), n_topics=4)
    assert adjusted_rand_score(names, found.table["discovered_topic"]) > 0.9
    assert len(discover_topics(make_table(texts), n_topics=2).topics) == 2
    with pytest.raises(SettingsError, match="2 groups or more"):
        discover_topics(make_table(texts), n_topics=1)


def test_vectors_decide_where_words_do_not() -> None:
    source = random.Random(5)
    side = {f"w{i} v{source.randint(0, 9)} u{i % 7}": i % 2 for i in range(80)}
    table = make_table(list(side))

    def embed(texts: Sequence[str]) -> np.ndarray:
        return np.array([[1.0, 0.1] if side[text] else [0.1, 1.0] for text in texts])

    found = discover_topics(table, n_topics=2, embed=embed)
    assert adjusted_rand_score(list(side.values()), found.table["discovered_topic"]) > 0.9
    assert found.stability.stands
    with pytest.raises(SettingsError, match="one row of numbers"):
        discover_topics(table, embed=lambda texts: np.zeros(len(texts)))
    with pytest.raises(SettingsError, match="not finite"):
        discover_topics(table, embed=lambda texts: np.full((len(texts), 2), np.nan))


def test_a_saved_model_gives_other_comments_the_same_groups(tmp_path: Path) -> None:
    texts, _ = make_subject_texts(200)
    found = discover_topics(make_table(texts[:120]))
    found.model.save(tmp_path / "model")
    loaded = DiscoveredTopics.load(tmp_path / "model")
    assert loaded.stability_ == found.stability
    assert loaded.predict(texts).tolist() == found.model.predict(texts).tolist()
    assert np.array_equal(loaded.transform(texts), found.model.transform(texts))
    again = discover_topics(make_table(texts[120:]), model=loaded)
    assert again.table["discovered_topic"].tolist() == loaded.predict(texts[120:]).tolist()
    assert again.topics["name"].tolist() == found.topics["name"].tolist()
    program = (
        "import sys; from toolkit.discovered import DiscoveredTopics\n"
        "print(DiscoveredTopics.load(sys.argv[1]).predict(sys.argv[2:]).tolist())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "model"), *texts[:20]],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(run.stdout) == loaded.predict(texts[:20]).tolist()


def test_a_saved_model_without_groups(tmp_path: Path) -> None:
    model = DiscoveredTopics().fit(["one text"])
    model.save(tmp_path / "model")
    loaded = DiscoveredTopics.load(tmp_path / "model")
    assert loaded.predict(["one text", None]).tolist() == [-1, -1]
    assert loaded.transform(["one text"]).shape == (1, 0)
    assert math.isnan(loaded.stability_.estimate)


def test_a_foreign_or_damaged_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no saved model here"):
        DiscoveredTopics.load(tmp_path / "none")
    DiscoveredTopics().fit(make_subject_texts(60)[0]).save(tmp_path / "model")
    arrays = tmp_path / "model" / "arrays.npz"
    arrays.write_bytes(arrays.read_bytes()[:-9])
    with pytest.raises(SourceError, match="damaged"):
        DiscoveredTopics.load(tmp_path / "model")


def test_a_model_with_vectors_needs_them_again(tmp_path: Path) -> None:
    def embed(texts: Sequence[str]) -> np.ndarray:
        return np.array([[len(text), 1.0] for text in texts])

    texts, _ = make_subject_texts(60)
    model = DiscoveredTopics(embed=embed).fit(texts)
    model.save(tmp_path / "model")
    with pytest.raises(SettingsError, match="the same `embed`"):
        DiscoveredTopics.load(tmp_path / "model")
    loaded = DiscoveredTopics.load(tmp_path / "model", embed=embed)
    assert loaded.predict(texts).tolist() == model.labels_.tolist()


def test_words_shuffled_among_comments_make_no_topics() -> None:
    texts, _ = make_subject_texts(150)
    words = [word for text in texts for word in text.split()]
    random.Random(2).shuffle(words)
    shuffled = [" ".join(words[i : i + 10]) for i in range(0, len(words), 10)]
    assert not discover_topics(make_table(shuffled)).stability.stands


@pytest.mark.parametrize("k", [2, 3, 4])
def test_few_topics_are_found_as_few(k: int) -> None:
    texts, names = make_subject_texts(160)
    kept = [row for row, name in enumerate(names) if name in list(SUBJECTS)[:k]]
    found = discover_topics(make_table([texts[row] for row in kept]))
    assert len(found.topics) == k
