"""Proposed topics as a scikit-learn estimator over texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import TransformerMixin
from sklearn.utils.validation import check_is_fitted

from toolkit.discovered.features import Embed
from toolkit.proposed.model import ProposalModel
from toolkit.proposed.saving import load_model, save_model
from toolkit.seeded.estimator import SeededTopics
from toolkit.seeded.topics_file import Topic
from toolkit.text_estimator import TextEstimator, read_texts


class ProposedTopics(TransformerMixin, TextEstimator):
    """Topics that a model proposes, in a pipeline.

    Texts are given as a list, array or Series of texts, or a table of one column; what is missing
    (None, NaN) has no topic. From the texts the model learns which words go with the seeds; ``y``
    is not looked at. Below 50 different texts, or if fewer than two topics have a seed in them,
    nothing is proposed.

    Args:
        topics: The analyst's topics, or the path of a topics file.
        embed: Gives a vector for each of a list of texts, to learn from meanings as well as from
            words; a text's vector must depend on that text alone. None for words only.

    Attributes:
        topics_: The topics, as a tuple.
        model_: What was learnt (:class:`toolkit.proposed.ProposalModel`); ``model_.reason`` says
            why nothing is proposed, "" if something is.

    >>> sea = Topic(name="sea", label="Sea", seeds=("ship",))
    >>> food = Topic(name="food", label="Food", seeds=("bread",))
    >>> texts = [f"{noun} {one} {other}" for noun, own in (
    ...              ("ship", "captain sailor storm wave deck tide mast crew"),
    ...              ("bread", "butter flour oven yeast crust dough salt rye"))
    ...          for one in own.split() for other in own.split() if one < other]
    >>> model = ProposedTopics([sea, food]).fit(texts)
    >>> model.predict(["A captain and a storm", "yeast in flour", "..."]).tolist()
    ['sea', 'food', '']
    """

    def __init__(
        self, topics: Sequence[Topic] | str | Path = (), embed: Embed | None = None
    ) -> None:
        self.topics = topics
        self.embed = embed

    def fit(self, X: Iterable[str | None], y: object = None) -> Self:  # noqa: ARG002
        """Learn from texts without labels.

        Args:
            X: Texts; repeated ones count once.
            y: Ignored.

        Raises:
            SettingsError: No topics, a seed or rule that can't be used, or ``embed`` gives no
                vectors.
            TextsError: ``X`` doesn't hold texts.
        """
        texts = read_texts(X)
        rules = SeededTopics(self.topics).fit([])
        self.topics_: tuple[Topic, ...] = rules.topics_
        self.model_ = ProposalModel.fit(
            texts, self.topics_, rules.evidence(texts), embed=self.embed
        )
        return self

    def propose(self, X: Iterable[str | None]) -> pd.DataFrame:
        """The proposals.

        Returns:
            One row a text: ``proposed_topics`` (names, most probable first; ``[]`` for none),
            ``proposed_topic`` (the best guess, "" where there is nothing to go by),
            ``proposed_probability`` (that the best guess is right, NA without one).

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        return self._fitted_model().propose(read_texts(X))

    def predict(self, X: Iterable[str | None]) -> npt.NDArray[np.object_]:
        """The best guess for each text, also where it is not probable; "" where there is none.

        Returns:
            Shape (texts,): names of topics.

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        return self.propose(X)["proposed_topic"].to_numpy(dtype=object)

    def predict_topics(self, X: Iterable[str | None]) -> npt.NDArray[np.bool_]:
        """Which topics are proposed for each text, as scikit-learn's multi-label metrics take them.

        Returns:
            Shape (texts, topics); a row without any is of none of them.

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        proposed = self.propose(X)["proposed_topics"]
        column = {topic.name: place for place, topic in enumerate(self.topics_)}
        found = np.zeros((len(proposed), len(column)), dtype=bool)
        for row, names in enumerate(proposed):
            found[row, [column[name] for name in names]] = True
        return found

    def transform(self, X: Iterable[str | None]) -> npt.NDArray[np.float64]:
        """How much speaks for each topic, against the others.

        These are shares of what the model finds, not probabilities: a text that is of none of the
        topics, or of several, has a sum of 1 too. Only for the best topic is there a probability
        that was measured (:meth:`propose`).

        Returns:
            Shape (texts, topics): rows sum to 1, or are 0 where there is nothing to go by.

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        texts = read_texts(X)
        model = self._fitted_model()
        column = {topic.name: place for place, topic in enumerate(self.topics_)}
        shares = np.zeros((len(texts), len(column)))
        shares[:, [column[name] for name in model.names]] = model.share(texts)
        return shares

    def get_feature_names_out(
        self,
        input_features: object = None,  # noqa: ARG002
    ) -> npt.NDArray[np.object_]:
        """The topics' names, the columns of :meth:`transform`."""
        check_is_fitted(self, "model_")
        return np.array([topic.name for topic in self.topics_], dtype=object)

    def save(self, folder: str | Path) -> None:
        """Write the fitted model to a folder, whole or not at all (:mod:`toolkit.model_files`).

        ``embed`` isn't written; give it again when loading.

        Raises:
            OutputError: The folder holds something else, or can't be written.
        """
        model = self._fitted_model()
        save_model(Path(folder), self.topics_, model)

    @classmethod
    def load(cls, folder: str | Path, *, embed: Embed | None = None) -> Self:
        """A fitted model that :meth:`save` wrote, with the same proposals.

        Args:
            folder: The folder.
            embed: What the model was fitted with.

        Raises:
            SourceError: It isn't there, isn't such a model, or is damaged.
            SettingsError: The model was fitted with vectors, and there is no ``embed``.
        """
        topics, fitted = load_model(Path(folder), embed)
        model = cls(topics, embed)
        model.topics_, model.model_ = topics, fitted
        return model

    def _fitted_model(self) -> ProposalModel:
        check_is_fitted(self, "model_")
        return self.model_
