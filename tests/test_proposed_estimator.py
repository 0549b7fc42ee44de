"""Proposed topics as a scikit-learn estimator: its contract, saving and loading."""

from __future__ import annotations

import hashlib
import json
import pickle
import random
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from number_texts import OfNumbers
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import f1_score
from sklearn.pipeline import FeatureUnion
from sklearn.utils import estimator_checks, validation

from toolkit.errors import SettingsError, SourceError
from toolkit.proposed import ProposedTopics, propose_topics
from toolkit.seeded import SeededTopics, Topic
from toolkit.text_estimator import TextsError

SUBJECTS = {
    "sea": "ship harbour captain sailor anchor wave tide storm island coast boat deck".split(),
    "school": "teacher pupil lesson classroom exam homework grade uniform headmaster desk".split(),
    "court": "judge lawyer verdict jury trial appeal evidence witness prosecutor prison".split(),
}
TOPICS = tuple(
    Topic(name=name, label=name.title(), seeds=tuple(words[:3])) for name, words in SUBJECTS.items()
)
SPACE = Topic(name="space", label="Space", seeds=("rocket",))


def make_texts(n: int, seed: int = 1) -> tuple[list[str], list[str]]:
    source = random.Random(seed)
    subjects = [source.choice(sorted(SUBJECTS)) for _ in range(n)]
    return [" ".join(source.sample(SUBJECTS[subject], 5)) for subject in subjects], subjects


TEXTS, TRUTH = make_texts(120)
ODD = [None, "", " \n", "...", "größe 制裁", "rocket", "ship ship", "x" * 5000, "\ud800 judge"]


def embed(texts):
    return np.array([[sum(word in text for word in own) for own in SUBJECTS.values()] + [0.1]
                     for text in texts], dtype=float)  # fmt: skip


def fitted(**options) -> ProposedTopics:
    return ProposedTopics((SPACE, *TOPICS), **options).fit(TEXTS)


class ProposedNumbers(OfNumbers, ProposedTopics):
    def text(self, row):
        words = SUBJECTS["sea" if row[0] > 0 else "court"]
        return " ".join(words[int(abs(number) * 7) % len(words)] for number in row)


def test_check_estimator_leaves_texts_out_and_has_nothing_against_the_rest() -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        estimator_checks.check_estimator(ProposedTopics(TOPICS))
    assert all("requires input" in str(one.message) for one in said)


@pytest.mark.parametrize("least", [2, 50])
@pytest.mark.skipif(not hasattr(validation, "validate_data"), reason="scikit-learn before 1.6")
@estimator_checks.parametrize_with_checks([ProposedNumbers(TOPICS)])
def test_scikit_learn_checks(
    estimator: ProposedNumbers,
    check: Callable[[ProposedNumbers], None],
    least: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With and without a model: the checks bring few rows."""
    monkeypatch.setattr("toolkit.proposed.model.MINIMUM_TEXTS", least)
    check(estimator)


@pytest.mark.parametrize("options", [{}, {"embed": embed}])
def test_it_finds_what_the_functions_on_tables_find(options) -> None:
    table = pd.DataFrame({"id": [str(row) for row in range(len(TEXTS))], "text": TEXTS})
    by_table = propose_topics(table, (SPACE, *TOPICS), **options)
    model = fitted(**options)
    names = ["space", *SUBJECTS]
    assert model.get_feature_names_out().tolist() == names
    assert model.predict(TEXTS).tolist() == by_table["proposed_topic"].tolist()
    pd.testing.assert_frame_equal(model.propose(TEXTS), by_table[model.propose(TEXTS).columns])
    several = [[name in own for name in names] for own in by_table["proposed_topics"]]
    assert model.predict_topics(TEXTS).tolist() == several
    truth = [[name == own for name in names] for own in TRUTH]
    assert f1_score(truth, model.predict_topics(TEXTS), average="micro") > 0.9
    assert (model.predict(TEXTS) == np.array(TRUTH, dtype=object)).mean() > 0.95


def test_shares_of_topics() -> None:
    model = fitted()
    shares = model.transform([*TEXTS, *ODD])
    assert shares.shape == (len(TEXTS) + len(ODD), 4)
    assert (shares[:, 0] == 0).all()  # no text shows it
    sums = shares.sum(axis=1)
    assert sums[: len(TEXTS)] == pytest.approx(1)
    best = model.predict([*TEXTS, *ODD])
    assert ((sums == 0) == (best == "")).all()
    names = model.get_feature_names_out()
    told = sums > 0
    assert (names[shares.argmax(axis=1)][told] == best[told]).all()


@pytest.mark.parametrize("n", [0, 1, 2, 11, 49])
def test_few_texts_give_no_model_and_no_proposals(n: int) -> None:
    model = ProposedTopics(TOPICS).fit(TEXTS[:n])
    assert "too few" in model.model_.reason
    assert model.predict(TEXTS).tolist() == [""] * len(TEXTS)
    assert model.transform(TEXTS).tolist() == [[0, 0, 0]] * len(TEXTS)
    assert not model.predict_topics(TEXTS).any()
    assert fitted().transform(TEXTS[:n]).shape == fitted().predict_topics(TEXTS[:n]).shape == (n, 4)
    assert len(fitted().propose(TEXTS[:n])) == len(fitted().predict(TEXTS[:n])) == n


def test_input_is_not_changed_and_order_and_kind_make_no_difference() -> None:
    texts = list(TEXTS)
    model = ProposedTopics((SPACE, *TOPICS))
    assert model.fit(texts) is model
    assert texts == TEXTS
    assert model.get_params() == {"topics": (SPACE, *TOPICS), "embed": None}
    order = np.random.default_rng(0).permutation(len(TEXTS))
    shuffled = ProposedTopics((*TOPICS[::-1], SPACE)).fit([TEXTS[row] for row in order])
    assert shuffled.predict(texts).tolist() == model.predict(texts).tolist()
    expected = model.transform([*TEXTS[:9], None])
    nine = TEXTS[:9]
    for given in (
        pd.Series([*nine, pd.NA]),
        np.array([[text] for text in [*nine, None]]),
        pd.DataFrame({"text": [*nine, np.nan]}),
        iter([*nine, None]),
    ):
        assert (model.transform(given) == expected).all()
    one_by_one = np.vstack([model.transform([text]) for text in TEXTS[:9]])
    assert one_by_one == pytest.approx(expected[:9], abs=1e-12)


@pytest.mark.parametrize("method", ["transform", "predict", "predict_topics", "propose"])
def test_not_fitted(method: str) -> None:
    with pytest.raises(NotFittedError):
        getattr(ProposedTopics(TOPICS), method)(["ship"])
    with pytest.raises(NotFittedError):
        ProposedTopics(TOPICS).get_feature_names_out()
    with pytest.raises(NotFittedError):
        ProposedTopics(TOPICS).save("nowhere")


@pytest.mark.parametrize("given", ["war", [1], np.array([[1.0]]), None, 3, np.array([["a", "b"]])])
def test_what_is_no_list_of_texts_is_refused(given: object) -> None:
    model = fitted()
    for call in (ProposedTopics(TOPICS).fit, model.predict, model.transform, model.propose):
        with pytest.raises(TextsError, match="expected"):
            call(given)


@pytest.mark.parametrize("topics", [(), ("war",), (*TOPICS, TOPICS[0]), "no/such/file.toml"])
def test_unusable_topics_are_refused_when_fitting(topics: object) -> None:
    with pytest.raises(SettingsError):
        ProposedTopics(topics).fit(TEXTS)


def test_it_works_within_scikit_learn() -> None:
    union = FeatureUnion([("seeds", SeededTopics(TOPICS)), ("model", ProposedTopics(TOPICS))])
    names = union.fit(TEXTS).get_feature_names_out()
    assert names.tolist() == [f"{part}__{name}" for part in ("seeds", "model") for name in SUBJECTS]
    out = ProposedTopics(TOPICS).set_output(transform="pandas").fit_transform(pd.Series(TEXTS))
    assert out.columns.tolist() == list(SUBJECTS)
    copy = clone(fitted(embed=embed))
    assert not hasattr(copy, "model_")
    assert copy.embed is embed
    again = pickle.loads(pickle.dumps(fitted()))
    assert again.predict(TEXTS).tolist() == fitted().predict(TEXTS).tolist()


# saving ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("own_embed", [None, embed])
def test_the_same_proposals_after_loading(tmp_path: Path, own_embed) -> None:
    folder = tmp_path / "model"
    model = fitted(embed=own_embed)
    model.save(folder)
    loaded = ProposedTopics.load(str(folder), embed=own_embed)
    assert loaded.topics_ == (SPACE, *TOPICS)
    texts = [*make_texts(40, seed=2)[0], *ODD]
    pd.testing.assert_frame_equal(loaded.propose(texts), model.propose(texts), check_exact=True)
    assert (loaded.transform(texts) == model.transform(texts)).all()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    loaded.save(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    fitted(embed=own_embed).save(tmp_path / "again")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == before


def test_the_same_proposals_in_another_process(tmp_path: Path) -> None:
    model = fitted()
    model.save(tmp_path / "model")
    texts = make_texts(40, seed=2)[0]
    code = (
        "import json, sys; from toolkit.proposed import ProposedTopics\n"
        "texts = json.load(sys.stdin)\n"
        "model = ProposedTopics.load(sys.argv[1])\n"
        "print(json.dumps([model.propose(texts).to_json(), model.transform(texts).tolist()]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "model"], input=json.dumps(texts),
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert json.loads(said.stdout) == [
        model.propose(texts).to_json(),
        model.transform(texts).tolist(),
    ]


def test_a_model_that_proposes_nothing_is_saved_too(tmp_path: Path) -> None:
    ProposedTopics(TOPICS).fit([]).save(tmp_path / "model")
    loaded = ProposedTopics.load(tmp_path / "model")
    assert "too few" in loaded.model_.reason
    assert loaded.predict(["ship"]).tolist() == [""]


def test_a_model_of_vectors_needs_them(tmp_path: Path) -> None:
    fitted(embed=embed).save(tmp_path / "model")
    with pytest.raises(SettingsError, match="with the same `embed`"):
        ProposedTopics.load(tmp_path / "model")


def replace(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(manifest))


def test_another_kind_of_model_is_refused(tmp_path: Path) -> None:
    SeededTopics(TOPICS).fit([]).save(tmp_path / "model")
    with pytest.raises(SourceError, match="of proposed topics"):
        ProposedTopics.load(tmp_path / "model")


@pytest.mark.parametrize(
    ("name", "content"),
    [("proposals.json", b"[]"), ("proposals.json", b"{"), ("proposals.json", b'{"form": 99}'),
     ("proposals.json", b"[" * 100_000), ("topics.json", b"[]"), ("arrays.npz", b"PK"),
     ("topics.json", b'[{"name": "other", "label": "A", "seeds": ["ship"]}]')],
)  # fmt: skip
def test_damaged_models_are_refused_even_with_the_right_sum(tmp_path, name, content) -> None:
    fitted().save(tmp_path / "model")
    replace(tmp_path / "model", name, content)
    with pytest.raises(SourceError, match="damaged"):
        ProposedTopics.load(tmp_path / "model")


@pytest.mark.parametrize("wrong", [lambda old: old[:-1], lambda old: old.astype(str)])
def test_arrays_that_do_not_fit_are_refused(tmp_path, wrong) -> None:
    fitted().save(tmp_path / "model")
    path = tmp_path / "model" / "arrays.npz"
    with np.load(path) as saved:
        arrays = dict(saved)
    np.savez(tmp_path / "other.npz", **{**arrays, "rarity": wrong(arrays["rarity"])})
    replace(tmp_path / "model", "arrays.npz", (tmp_path / "other.npz").read_bytes())
    with pytest.raises(SourceError, match="damaged"):
        ProposedTopics.load(tmp_path / "model")


def test_each_text_is_embedded_once_when_fitting() -> None:
    asked: list[str] = []

    def counting(texts):
        asked.extend(texts)
        return embed(texts)

    ProposedTopics(TOPICS, counting).fit(TEXTS)
    assert set(TEXTS) <= set(asked)
    assert len(asked) == len(set(asked))
