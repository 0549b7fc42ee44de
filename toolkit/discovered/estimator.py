"""Discovered topics as a scikit-learn estimator over texts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import ClusterMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from toolkit.discovered.choosing import Grouping, choose_groups
from toolkit.discovered.content_words import (
    choose_vocabulary,
    content_words,
    count_words,
    usual_forms,
)
from toolkit.discovered.features import (
    Embed,
    centre_vectors,
    embed_texts,
    rarity,
    reduce_features,
    weigh_counts,
)
from toolkit.discovered.mixture import Features, Floats, Labels, Mixture
from toolkit.discovered.names import find_distinctive_words, name_groups
from toolkit.discovered.sample import SAMPLE, SPELLED, choose_sample
from toolkit.discovered.saving import load_arrays, save_arrays
from toolkit.discovered.stability import (
    MINIMUM_COMMENTS,
    Stability,
    measure_stability,
    no_groups,
)
from toolkit.errors import SettingsError
from toolkit.text_estimator import TextEstimator, read_texts

LEAST = 6  # different texts below which no grouping is tried
CHUNK = 20_000
KS = (*range(2, 9), 10, 12, 15, 20, 25)


class DiscoveredTopics(ClusterMixin, TransformerMixin, TextEstimator):
    """Groups of texts that share words, if there are any that last.

    TF-IDF, latent semantic analysis, k-means, then a mixture model
    (:mod:`toolkit.discovered.mixture`); the number of groups is the one that comes back best in
    resamples (:mod:`toolkit.discovered.stability`). Texts are put in an order of their own and
    repeated ones are counted once, so neither order nor repetition makes a difference.

    Args:
        n_topics: The number of groups to look for (2 or more); None for the one that comes back
            best. Fewer may be found.
        embed: Gives a list of texts a row of numbers each, to group by meaning as well as by words;
            a text's row must depend on that text alone. None for words only.
        seed: Non-negative; for k-means' starts and the resamples.

    Attributes:
        labels_: The group of each text fitted on, numbered from 0 by size; -1 for a text without a
            word of the vocabulary (and all, where no grouping could be tried).
        n_topics_: Groups found.
        stability_: Whether they stand (:class:`toolkit.discovered.Stability`). An estimator gives
            its groups in any case; :func:`toolkit.discovered.discover_topics` only those that do.
        vocabulary_: The words counted, as a tuple.
        top_words_: Up to ten words for each group, the most distinctive first.
        names_: A name for each group, of its words.

    >>> texts = [f"{word} {other}" for word in ("ship sail", "oven bread")
    ...          for other in ("storm", "butter", "captain", "wave", "flour")]
    >>> model = DiscoveredTopics(n_topics=2).fit(texts)
    >>> bool(model.predict(["a ship"])[0] == model.predict(["sail on"])[0])
    True
    """

    def __init__(
        self, n_topics: int | None = None, embed: Embed | None = None, seed: int = 0
    ) -> None:
        self.n_topics = n_topics
        self.embed = embed
        self.seed = seed

    def fit(self, X: Iterable[str | None], y: object = None) -> Self:  # noqa: ARG002
        """Find the groups.

        Args:
            X: Texts; None and NaN have no words.
            y: Ignored.

        Raises:
            TextsError: ``X`` doesn't hold texts.
            SettingsError: ``n_topics`` below 2, or vectors that can't be used.
        """
        if self.n_topics is not None and self.n_topics < 2:
            raise SettingsError(f"n_topics is {self.n_topics}; look for 2 groups or more")
        texts = read_texts(X)
        with threadpool_limits(limits=1):  # the number of threads changes rounding
            self._fit(texts)
        return self

    def fit_predict(self, X: Iterable[str | None], y: object = None) -> Labels:
        """The group of each text, as :meth:`fit` found it."""
        return self.fit(X, y).labels_

    def predict(self, X: Iterable[str | None]) -> Labels:
        """The group of each text, -1 for none.

        Returns:
            Shape (texts,).

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        check_is_fitted(self, "stability_")
        with threadpool_limits(limits=1):
            parts = [self._assign(features) for features, _ in self._features(read_texts(X))]
        return np.concatenate([np.empty(0, dtype=np.int64), *parts])

    def transform(self, X: Iterable[str | None]) -> Floats:
        """How much of each group is in each text by the mixture; no calibrated probabilities.

        Returns:
            Shape (texts, groups); rows sum to 1, or are 0 for a text of no group.

        Raises:
            TextsError: ``X`` doesn't hold texts.
        """
        check_is_fitted(self, "stability_")
        parts = [np.empty((0, self.n_topics_))]
        with threadpool_limits(limits=1):
            for features, _ in self._features(read_texts(X)):
                shares = np.zeros((len(features), self.n_topics_))
                known = np.flatnonzero(_is_known(features))
                if self.n_topics_:
                    shares[known] = self.mixture_.membership(features.take(known))
                parts.append(shares)
        return np.concatenate(parts)

    def get_feature_names_out(
        self,
        input_features: object = None,  # noqa: ARG002
    ) -> npt.NDArray[np.object_]:
        """The groups' names, the columns of :meth:`transform`."""
        check_is_fitted(self, "stability_")
        return np.array(self.names_, dtype=object)

    def save(self, folder: str | Path) -> None:
        """Write the fitted model to a folder, whole or not at all (:mod:`toolkit.model_files`).

        ``embed`` isn't written; give it again when loading.

        Raises:
            OutputError: The folder holds something else, or can't be written.
        """
        check_is_fitted(self, "stability_")
        save_arrays(Path(folder), self)

    @classmethod
    def load(cls, folder: str | Path, *, embed: Embed | None = None) -> Self:
        """A fitted model that :meth:`save` wrote, with the same predictions.

        Args:
            folder: The folder.
            embed: What the model was fitted with.

        Raises:
            SourceError: It isn't there, isn't such a model, or is damaged.
            SettingsError: The model was fitted with vectors, and there is no ``embed``.
        """
        model = cls(embed=embed)
        load_arrays(Path(folder), model)
        return model

    def _fit(self, texts: Sequence[str]) -> None:
        rows = choose_sample(texts, SAMPLE)
        tokens = [content_words(texts[row]) for row in rows]
        self.vocabulary_ = choose_vocabulary(
            tokens, min_texts=2 if sum(map(bool, tokens)) >= MINIMUM_COMMENTS else 1
        )
        counts = count_words(tokens, self.vocabulary_)
        known = np.flatnonzero(np.diff(counts.indptr))
        counts, rows = counts[known], [rows[place] for place in known]
        self.idf_ = rarity(counts) if counts.nnz else np.empty(0)
        self.mean_: Floats | None = None
        different = len({tuple(sorted(set(tokens[place]))) for place in known})
        if different < LEAST:
            self._found_none(len(texts), len(rows), _too_few(different))
            return
        vectors = None
        if self.embed is not None:
            raw = embed_texts(self.embed, [texts[row] for row in rows])
            self.mean_ = raw.mean(axis=0)
            vectors = centre_vectors(raw, self.mean_)
        features = Features(weigh_counts(counts, self.idf_), vectors)
        reduced = reduce_features(features, seed=self.seed)
        ks = [k for k in KS if k <= max(2, different // 5)]
        asked = ks if self.n_topics is None else [min(self.n_topics, len(rows))]
        grouping = choose_groups(features, reduced, asked, seed=self.seed)
        if len(np.unique(grouping.labels)) < 2:
            reason = f"The {len(rows)} comments fall into no groups: all were put into one."
            self._found_none(len(texts), len(rows), reason)
            return
        stability = measure_stability(features, reduced, grouping, seed=self.seed)
        self._describe(texts, grouping, stability)

    def _describe(self, texts: Sequence[str], grouping: Grouping, stability: Stability) -> None:
        """Give all texts a group, number the groups by size, and name them."""
        self.mixture_, self.n_topics_ = grouping.mixture, len(grouping.mixture.sizes)
        in_group = np.zeros((len(self.vocabulary_), self.n_topics_))
        in_texts = np.zeros_like(in_group)
        labels = []
        for features, counts in self._features(texts):
            own = self._assign(features)
            labels.append(own)
            known = np.flatnonzero(own >= 0)
            member = sparse.csr_matrix(
                (np.ones(len(known)), (known, own[known])), shape=(len(own), self.n_topics_)
            )
            in_group += (counts.T @ member).toarray()
            in_texts += ((counts > 0).T @ member).toarray()
        found = np.concatenate(labels)
        sizes = np.bincount(found[found >= 0], minlength=self.n_topics_)
        by_group = np.zeros(self.n_topics_)
        by_group[np.unique(grouping.labels)] = stability.by_group
        heaviest = in_group.round(6)
        order = sorted(
            np.flatnonzero(sizes), key=lambda group: (-sizes[group], tuple(-heaviest[:, group]))
        )
        new = np.full(self.n_topics_ + 1, -1, dtype=np.int64)
        new[order] = np.arange(len(order))
        self.labels_ = new[found]
        mixture = self.mixture_
        centres = None if mixture.centres is None else mixture.centres[:, order]
        self.mixture_ = Mixture(mixture.words[:, order], mixture.sizes[order], centres)
        self.n_topics_ = len(order)
        usual = usual_forms(texts[row] for row in choose_sample(texts, SPELLED))
        self.top_words_ = [
            [usual.get(word, word) for word in words]
            for words in find_distinctive_words(
                self.vocabulary_, in_group[:, order], in_texts[:, order], sizes[order]
            )
        ]
        self.names_ = name_groups(self.top_words_)
        shares = tuple(float(share) for share in by_group[order])
        self.stability_ = dataclasses.replace(stability, k=self.n_topics_, by_group=shares)

    def _found_none(self, n: int, n_with_words: int, reason: str) -> None:
        self.n_topics_, self.top_words_, self.names_ = 0, [], []
        self.labels_ = np.full(n, -1, dtype=np.int64)
        self.mixture_ = Mixture(np.empty((len(self.vocabulary_), 0)), np.empty(0))
        self.stability_ = no_groups(n_with_words, reason)

    def _assign(self, features: Features) -> Labels:
        labels = np.full(len(features), -1, dtype=np.int64)
        known = np.flatnonzero(_is_known(features))
        if self.n_topics_ and len(known):
            labels[known] = self.mixture_.assign(features.take(known))
        return labels

    def _features(self, texts: Sequence[str]) -> Iterator[tuple[Features, sparse.csr_matrix]]:
        """The texts' features and word counts, in chunks."""
        for start in range(0, len(texts), CHUNK):
            chunk = texts[start : start + CHUNK]
            counts = count_words(map(content_words, chunk), self.vocabulary_)
            weights = weigh_counts(counts, self.idf_) if len(self.idf_) else counts
            yield Features(weights, self._vectors(chunk)), counts

    def _vectors(self, texts: Sequence[str]) -> Floats | None:
        if self.mean_ is None:
            return None
        if self.embed is None:
            raise SettingsError(
                "the model was fitted with vectors; load it with the same `embed` as it had"
            )
        return centre_vectors(embed_texts(self.embed, texts), self.mean_)


def _is_known(features: Features) -> npt.NDArray[np.bool_]:
    """Which texts have a word of the vocabulary."""
    return np.asarray(np.diff(features.weights.indptr) > 0)


def _too_few(different: int) -> str:
    return (
        f"{different or 'No'} different {'comment' if different == 1 else 'comments'} with content "
        f"words {'is' if different == 1 else 'are'} too few for groups "
        f"(at least {LEAST} are needed)."
    )
