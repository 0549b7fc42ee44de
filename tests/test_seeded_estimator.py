"""Seeded topics as a scikit-learn estimator: its contract, its numbers, saving and loading."""

from __future__ import annotations

import hashlib
import json
import pickle
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
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, make_scorer
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.utils import estimator_checks, validation

from toolkit.errors import OutputError, SettingsError, SourceError
from toolkit.seeded import SeededTopics, Topic, assign_topics, find_evidence
from toolkit.text_estimator import TextsError

WAR = Topic(name="war", label="War", seeds=("war",), exclude=("price war",))
FOOD = Topic(name="food", label="Food", seeds=("rice",), rules=("aid NEAR/3 food",))
TEXTS = ["Food aid in the war", "A price war", "War after war", "rice", None, "", "größe 制裁"]
COUNTS = [[1, 2], [0, 0], [2, 0], [0, 1], [0, 0], [0, 0], [0, 0]]
MAIN = ["food", "", "war", "food", "", "", ""]


def fitted() -> SeededTopics:
    return SeededTopics((WAR, FOOD)).fit(TEXTS)


# scikit-learn's own checks ------------------------------------------------------------------


class SeededNumbers(OfNumbers, SeededTopics):
    def text(self, row):
        return "war " * int(abs(row[0]) * 3 % 5) + "food aid" * int(row[-1] > 0)


def test_check_estimator_leaves_texts_out_and_has_nothing_against_the_rest() -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        estimator_checks.check_estimator(SeededTopics((WAR, FOOD)))
    assert all("requires input" in str(one.message) for one in said)


@pytest.mark.skipif(not hasattr(validation, "validate_data"), reason="scikit-learn before 1.6")
@estimator_checks.parametrize_with_checks([SeededNumbers((WAR, FOOD))])
def test_scikit_learn_checks(
    estimator: SeededNumbers, check: Callable[[SeededNumbers], None]
) -> None:
    check(estimator)


# what the other checks of transformers ask for, with texts in the place of numbers


def test_fit_learns_nothing_changes_nothing_and_gives_itself_back() -> None:
    texts = list(TEXTS)
    model = SeededTopics((WAR, FOOD))
    assert model.fit(texts) is model
    assert texts == TEXTS
    assert model.get_params() == {"topics": (WAR, FOOD)}
    before = dict(vars(model))
    for method in (model.transform, model.predict, model.predict_topics, model.evidence):
        method(texts)
    assert vars(model) == before
    assert model.fit(["x"], [1]).predict(TEXTS).tolist() == MAIN
    assert SeededTopics((WAR, FOOD)).fit_transform(TEXTS).tolist() == COUNTS


@pytest.mark.parametrize("method", ["transform", "predict", "predict_topics", "evidence"])
def test_not_fitted(method: str) -> None:
    with pytest.raises(NotFittedError):
        getattr(SeededTopics((WAR,)), method)(["war"])
    with pytest.raises(NotFittedError):
        SeededTopics((WAR,)).get_feature_names_out()
    with pytest.raises(NotFittedError):
        SeededTopics((WAR,)).save("nowhere")


@pytest.mark.parametrize(
    "given", ["war", b"war", [b"war"], [1], np.array([[1.0]]), np.array(5), None, 3,
              pd.DataFrame({"a": ["war"], "b": ["war"]}), np.array([["a", "b"]])],
)  # fmt: skip
def test_what_is_no_list_of_texts_is_refused(given: object) -> None:
    for call in (SeededTopics((WAR,)).fit, fitted().predict, fitted().transform):
        with pytest.raises(TextsError, match="expected"):
            call(given)
        with pytest.raises(ValueError, match="expected"):
            call(given)


@pytest.mark.parametrize(
    "topics", [(), [], (WAR, WAR), ("war",), (Topic(name="a", label="A"),),
               (Topic(name="a", label="A", rules=("x y",)),), "no/such/file.toml"],
)  # fmt: skip
def test_unusable_topics_are_refused_when_fitting(topics: object) -> None:
    with pytest.raises(SettingsError):
        SeededTopics(topics).fit(["war"])


# numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [TEXTS, tuple(TEXTS), np.array(TEXTS, dtype=object), pd.Series(TEXTS, dtype="string"),
     pd.Series(TEXTS), pd.DataFrame({"text": TEXTS}), iter(TEXTS),
     [*TEXTS[:4], np.nan, pd.NA, "x"]],
)  # fmt: skip
def test_counts_of_all_kinds_of_input(given: object) -> None:
    assert fitted().transform(given).tolist() == COUNTS


def test_predictions() -> None:
    model = fitted()
    assert model.predict(TEXTS).tolist() == MAIN
    assert model.predict(TEXTS).dtype == object
    assert model.predict_topics(TEXTS).tolist() == (np.array(COUNTS) > 0).tolist()
    assert model.get_feature_names_out().tolist() == ["war", "food"]
    truth = np.array([[1, 1], [1, 0], [1, 0], [0, 1], [0, 0], [0, 0], [0, 0]])
    assert f1_score(truth, model.predict_topics(TEXTS), average="micro") == pytest.approx(8 / 9)
    for n in (0, 1, 2):
        assert model.transform(TEXTS[:n]).shape == model.predict_topics(TEXTS[:n]).shape == (n, 2)
        assert model.predict(TEXTS[:n]).tolist() == MAIN[:n]
        assert model.evidence(TEXTS[:n]).shape[1] == 6


def test_same_as_the_functions_on_tables() -> None:
    table = pd.DataFrame({"id": [str(i) for i in range(len(TEXTS))], "text": TEXTS})
    model = fitted()
    assert (
        model.predict(TEXTS).tolist() == assign_topics(table, [WAR, FOOD])["seeded_topic"].tolist()
    )
    evidence = model.evidence(TEXTS)
    expected = find_evidence(table, [WAR, FOOD])
    assert evidence["row"].astype("string").tolist() == expected["id"].tolist()
    pd.testing.assert_frame_equal(evidence.drop(columns="row"), expected.drop(columns="id"))


def test_row_by_row_and_shuffled() -> None:
    model = fitted()
    order = np.random.default_rng(0).permutation(len(TEXTS))
    texts = [TEXTS[i] for i in order]
    assert (model.transform(texts) == np.array(COUNTS)[order]).all()
    assert np.vstack([model.transform([text]) for text in TEXTS]).tolist() == COUNTS


def test_it_works_within_scikit_learn(tmp_path: Path) -> None:
    texts = [text or "nothing" for text in TEXTS] * 6
    y = [int(bool(name)) for name in MAIN] * 6
    table = pd.DataFrame({"text": texts, "length": [len(text) for text in texts]})
    union = FeatureUnion([("topics", SeededTopics((WAR, FOOD))), ("words", TfidfVectorizer())])
    names = union.fit(texts).get_feature_names_out()
    assert names[:2].tolist() == ["topics__war", "topics__food"]
    assert make_pipeline(SeededTopics((WAR, FOOD)), LogisticRegression()).fit(texts, y).score(
        texts, y
    ) == pytest.approx(1)
    for column in ("text", ["text"]):
        columns = ColumnTransformer([("topics", SeededTopics((WAR,)), column)], remainder="drop")
        assert columns.fit_transform(table).tolist()[:3] == [[1], [0], [2]]
    path = tmp_path / "topics.toml"
    path.write_text("[[topic]]\nname = 'war'\nseeds = ['war', 'rice', 'aid']\n", encoding="utf-8")
    search = GridSearchCV(
        make_pipeline(SeededTopics((FOOD,)), LogisticRegression()),
        {"seededtopics__topics": [(FOOD,), (WAR, FOOD), str(path), path]}, cv=2,
        scoring=make_scorer(f1_score),
    ).fit(texts, y)  # fmt: skip
    assert search.best_params_ == {"seededtopics__topics": (WAR, FOOD)}
    out = (
        SeededTopics((WAR, FOOD))
        .set_output(transform="pandas")
        .fit_transform(table.set_index(table.index + 5)["text"])
    )
    assert out.columns.tolist() == ["war", "food"]
    assert out.index[0] == 5
    copy = clone(fitted())
    assert not hasattr(copy, "topics_")
    assert copy.topics == (WAR, FOOD)
    assert pickle.loads(pickle.dumps(fitted())).predict(TEXTS).tolist() == MAIN


# saving ---------------------------------------------------------------------------------------


def test_the_same_predictions_after_loading_and_in_another_process(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    fitted().save(folder)
    loaded = SeededTopics.load(str(folder))
    assert loaded.topics_ == (WAR, FOOD)
    assert loaded.transform(TEXTS).tolist() == COUNTS
    code = (
        "import json, sys; from toolkit.seeded import SeededTopics\n"
        "texts = json.load(sys.stdin)\n"
        "model = SeededTopics.load(sys.argv[1])\n"
        "print(json.dumps([model.predict(texts).tolist(), model.transform(texts).tolist()]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, folder], input=json.dumps(TEXTS), capture_output=True,
        text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert json.loads(said.stdout) == [MAIN, COUNTS]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    loaded.save(folder)  # an earlier model is replaced; the same bytes
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_nothing_else_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"letter|not empty"):
        fitted().save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    file = tmp_path / "letter.txt"
    with pytest.raises(OutputError):
        fitted().save(file)


def change(folder: Path, **changed: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changed}))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "no saved model here"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"\xff{"), "it is no JSON"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"[" * 100_000), "it is no JSON"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"[]"), "no manifest of a saved"),
        (lambda folder: change(folder, kind="report"), "no manifest of a saved"),
        (lambda folder: change(folder, format=99), "has format 99"),
        (lambda folder: change(folder, files={}), "doesn't list"),
        (lambda folder: change(folder, files={"topics.json": 3}), "doesn't list"),
        (lambda folder: change(folder, files={"topics.json": "", "../x": ""}), "doesn't list"),
        (lambda folder: (folder / "topics.json").write_bytes(b"[]\n"), "SHA-256"),
        (lambda folder: (folder / "topics.json").unlink(), "can't be read"),
    ],
)
def test_foreign_and_damaged_models_are_refused(tmp_path: Path, damage, said) -> None:
    fitted().save(tmp_path / "model")
    damage(tmp_path / "model")
    with pytest.raises(SourceError, match=said):
        SeededTopics.load(tmp_path / "model")


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b"[1]", b'[{"name": "a"}]', b'[{"name": 1, "label": "A"}]',
                b'[{"name": "a", "label": "A", "seeds": ["the"]}]', b'[{"zzz": 1}]', b"[" * 100_000,
                b'[{"name": "a", "label": "A", "seeds": [1]}]', b"null", b"\x80\x04N."],
)  # fmt: skip
def test_topics_that_are_none_are_refused_even_with_the_right_sum(tmp_path, content) -> None:
    folder = tmp_path / "model"
    fitted().save(folder)
    (folder / "topics.json").write_bytes(content)
    change(folder, files={"topics.json": hashlib.sha256(content).hexdigest()})
    with pytest.raises(SourceError, match="damaged"):
        SeededTopics.load(folder)
