"""Discovered topics as a scikit-learn estimator: its contract."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import estimator_checks, validation
from sklearn.utils.validation import check_is_fitted

from toolkit.discovered import DiscoveredTopics
from toolkit.errors import SettingsError
from toolkit.text_estimator import TextsError

SEA, KITCHEN = "ship harbour captain sailor wave", "oven recipe butter flour sugar"
TEXTS = [f"{' '.join(words.split()[i : i + 3])} {words.split()[i % 2]} day{i}"
         for words in (SEA, KITCHEN) for i in range(3) for _ in range(2)]  # fmt: skip


class OfNumbers(DiscoveredTopics):
    """Writes each row of numbers as a text: scikit-learn's checks bring numbers, never texts."""

    def fit(self, X, y=None):
        return super().fit(self._write(X, reset=True), y)

    def transform(self, X):
        return super().transform(self._write(X))

    def predict(self, X):
        return super().predict(self._write(X))

    def _write(self, X, *, reset=False):
        if not reset:
            check_is_fitted(self)
        numbers = validation.validate_data(self, X, reset=reset)
        return [" ".join(f"word{column}x{round(float(value) * 4)}"
                         for column, value in enumerate(row)) for row in numbers]  # fmt: skip

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = False
        tags.input_tags.two_d_array = True
        return tags


def test_check_estimator_leaves_texts_out_and_has_nothing_against_the_rest() -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        estimator_checks.check_estimator(DiscoveredTopics())
    assert all("requires input" in str(one.message) for one in said)


@pytest.mark.skipif(not hasattr(validation, "validate_data"), reason="scikit-learn before 1.6")
@estimator_checks.parametrize_with_checks([OfNumbers(n_topics=3)])
def test_scikit_learn_checks(estimator: OfNumbers, check: Callable[[OfNumbers], None]) -> None:
    check(estimator)


def test_groups_are_numbered_by_size_and_predicted_again() -> None:
    model = DiscoveredTopics(n_topics=2)
    labels = model.fit_predict([*TEXTS, "oven recipe flour", None, "it is what it is"])
    assert labels.tolist() == model.predict([*TEXTS, "oven recipe flour", None, ""]).tolist()
    assert np.bincount(labels[:-2]).tolist() == [7, 6]
    assert labels[-2:].tolist() == [-1, -1]
    assert model.names_ == model.get_feature_names_out().tolist()
    shares = model.transform(["ship wave", "oven butter", ""])
    assert shares.sum(axis=1) == pytest.approx([1, 1, 0])
    assert shares[:2].argmax(axis=1).tolist() == [1, 0]


def test_names_of_topics_tell_nothing_and_order_makes_no_difference() -> None:
    straight = DiscoveredTopics(n_topics=2).fit(TEXTS)
    turned = DiscoveredTopics(n_topics=2).fit(TEXTS[::-1])
    assert straight.labels_.tolist() == turned.labels_.tolist()[::-1]
    assert straight.names_ == turned.names_
    assert np.array_equal(straight.transform(TEXTS), turned.transform(TEXTS))


def test_in_a_pipeline() -> None:
    model = DiscoveredTopics(n_topics=2)
    upper = FunctionTransformer(lambda texts: [text.lower() for text in texts])
    pipeline = make_pipeline(upper, clone(model))
    assert pipeline.fit_predict(TEXTS).tolist() == model.fit(TEXTS).labels_.tolist()
    union = FeatureUnion([("topics", clone(model))]).fit(TEXTS)
    assert union.get_feature_names_out().tolist() == [f"topics__{name}" for name in model.names_]
    table = clone(model).set_output(transform="pandas").fit(TEXTS).transform(TEXTS)
    assert isinstance(table, pd.DataFrame)
    assert table.columns.tolist() == model.names_


def test_what_cannot_be_used() -> None:
    with pytest.raises(NotFittedError):
        DiscoveredTopics().predict(TEXTS)
    with pytest.raises(TextsError):
        DiscoveredTopics().fit("one text")
    with pytest.raises(SettingsError, match="n_topics is 1"):
        DiscoveredTopics(n_topics=1).fit(TEXTS)


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_hardly_any_texts(n: int) -> None:
    model = DiscoveredTopics().fit(TEXTS[:n])
    assert model.n_topics_ == 0
    assert model.labels_.tolist() == [-1] * n
    assert model.transform(TEXTS).shape == (len(TEXTS), 0)
    assert "too few" in model.stability_.reason
