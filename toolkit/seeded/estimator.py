"""The analyst's topics as a scikit-learn estimator over texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import TransformerMixin
from sklearn.utils.validation import check_is_fitted

from toolkit.seeded.matching import Match, Matcher, rank_topics
from toolkit.seeded.saving import load_model, save_model
from toolkit.seeded.topics_file import Topic, check_topics, read_topics
from toolkit.text_estimator import TextEstimator, read_texts


class SeededTopics(TransformerMixin, TextEstimator):
    """Topics shown by seeds and rules, in a pipeline.

    Texts are given as a list, array or Series of texts, or a table of one column; what is missing
    (None, NaN) has no topic. Nothing is learnt from the texts or from ``y``.

    Args:
        topics: The analyst's topics, or the path of a topics file.

    Attributes:
        topics_: The topics, as a tuple.

    >>> war = Topic(name="war", label="War", seeds=("war",), exclude=("price war",))
    >>> food = Topic(name="food", label="Food", rules=("aid NEAR/3 food",))
    >>> model = SeededTopics([war, food]).fit([])
    >>> texts = ["Food aid in the war", "A price war", "War after war"]
    >>> model.predict(texts).tolist()
    ['food', '', 'war']
    >>> model.transform(texts).tolist()
    [[1.0, 2.0], [0.0, 0.0], [2.0, 0.0]]
    """

    def __init__(self, topics: Sequence[Topic] | str | Path = ()) -> None:
        self.topics = topics

    def fit(self, X: Iterable[str | None], y: object = None) -> Self:  # noqa: ARG002
        """Read and check the topics.

        Args:
            X: Texts; checked, not learnt from.
            y: Ignored.

        Raises:
            SettingsError: No topics, or a seed or rule that can't be used.
            TextsError: ``X`` doesn't hold texts.
        """
        read_texts(X)
        if isinstance(self.topics, str | Path):
            self.topics_ = read_topics(self.topics)
        else:
            self.topics_ = tuple(self.topics)
            check_topics(self.topics_)
        return self

    def transform(self, X: Iterable[str | None]) -> npt.NDArray[np.float64]:
        """How much evidence of each topic each text holds.

        Returns:
            Shape (texts, topics): numbers of matches, 0 for none.

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        return self._count(X)

    def predict(self, X: Iterable[str | None]) -> npt.NDArray[np.object_]:
        """The name of each text's main topic, "" for none.

        Returns:
            Shape (texts,).

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        ranked = [rank_topics(matches) for matches in self._find(X)]
        names = [self.topics_[own[0].topic].name if own else "" for own in ranked]
        return np.array(names, dtype=object)

    def predict_topics(self, X: Iterable[str | None]) -> npt.NDArray[np.bool_]:
        """Which topics each text has, as scikit-learn's multi-label metrics take them.

        Returns:
            Shape (texts, topics).

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        return self._count(X) > 0

    def evidence(self, X: Iterable[str | None]) -> pd.DataFrame:
        """The words that show the topics.

        Returns:
            One row a match: ``row`` (of the text, from 0), ``topic``, ``seed``, ``start``,
            ``end``, ``word``, as :func:`toolkit.seeded.find_evidence` gives them.

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        texts = read_texts(X)
        written = [topic.shown_by for topic in self._fitted_topics()]
        rows = [
            (row, self.topics_[match.topic].name, written[match.topic][match.seed],
             match.start, match.end, texts[row][match.start : match.end])
            for row, matches in enumerate(self._find(texts))
            for match in matches
        ]  # fmt: skip
        names = ["row", "topic", "seed", "start", "end", "word"]
        kinds = ["int64", "string", "string", "int64", "int64", "string"]
        return pd.DataFrame(rows, columns=names).astype(dict(zip(names, kinds, strict=True)))

    def get_feature_names_out(
        self,
        input_features: object = None,  # noqa: ARG002
    ) -> npt.NDArray[np.object_]:
        """The topics' names, the columns of :meth:`transform`."""
        return np.array([topic.name for topic in self._fitted_topics()], dtype=object)

    def save(self, folder: str | Path) -> None:
        """Write the fitted model to a folder, whole or not at all (:mod:`toolkit.seeded.saving`).

        Raises:
            OutputError: The folder holds something else, or can't be written.
        """
        save_model(Path(folder), self._fitted_topics())

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """A fitted model that :meth:`save` wrote.

        Raises:
            SourceError: It isn't there, isn't such a model, or is damaged.
        """
        topics = load_model(Path(folder))
        model = cls(topics)
        model.topics_ = topics
        return model

    def _fitted_topics(self) -> tuple[Topic, ...]:
        check_is_fitted(self, "topics_")
        return self.topics_

    def _count(self, X: Iterable[str | None]) -> npt.NDArray[np.float64]:
        found = self._find(X)
        counts = np.zeros((len(found), len(self.topics_)))
        for row, matches in enumerate(found):
            for match in matches:
                counts[row, match.topic] += 1
        return counts

    def _find(self, X: Iterable[str | None]) -> list[list[Match]]:
        matcher = Matcher(self._fitted_topics())
        return [matcher.find(text) for text in read_texts(X)]
