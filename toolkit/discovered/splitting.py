"""Groups that an analyst made of others: their words, their typical comments, and splits."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from toolkit.discovered.choosing import choose_groups
from toolkit.discovered.content_words import (
    choose_vocabulary,
    content_words,
    count_words,
    usual_forms,
)
from toolkit.discovered.features import rarity, reduce_features, weigh_counts
from toolkit.discovered.mixture import Features, Floats
from toolkit.discovered.names import find_distinctive_words
from toolkit.seeded.word_forms import base_form

Splitter = Callable[[Sequence[str], int], Sequence[int]]
"""From texts and a number of groups to the group of each text, from 0; the same for the same."""
_REPRESENTATIVES = 5
_STARTS = 10


def split_texts(texts: Sequence[str], k: int) -> list[int]:
    """Group texts into k groups (or one, where their words are too few to tell them apart).

    >>> split_texts(["ship sea", "sea ship wave", "oven cake", "cake oven butter"], 2)
    [0, 0, 1, 1]
    """
    tokens = [content_words(text) for text in texts]
    words = choose_vocabulary(tokens)
    if len(words) < 2 or len({tuple(sorted(own)) for own in tokens}) < k:
        return [0] * len(texts)
    with threadpool_limits(limits=1):
        counts = count_words(tokens, words)
        features = Features(weigh_counts(counts, rarity(counts)))
        reduced = reduce_features(features, seed=0)
        labels = choose_groups(features, reduced, [k], seed=0).labels
        if len(set(labels.tolist())) < k:  # the mixture put them together; the analyst wants k
            with warnings.catch_warnings():  # fewer different vectors than parts: fewer parts
                warnings.simplefilter("ignore", ConvergenceWarning)
                labels = KMeans(k, n_init=_STARTS, random_state=0).fit(reduced).labels_
    order = list(dict.fromkeys(int(label) for label in labels))
    return [order.index(int(label)) for label in labels]


def split_members(
    ids: Sequence[str], texts: Mapping[str, str], k: int, splitter: Splitter
) -> list[list[str]]:
    """The parts of a topic's comments, largest first, whatever the comments' order.

    Comments with the same text stay together.
    """
    by_text: dict[str, list[str]] = {}
    for identity in ids:
        by_text.setdefault(texts.get(identity, ""), []).append(identity)
    ordered = sorted(by_text, key=_digest)
    labels = splitter(ordered, k) if len(ordered) >= k else [0] * len(ordered)
    parts: dict[int, list[str]] = {}
    for text, label in zip(ordered, labels, strict=True):
        parts.setdefault(int(label), []).extend(by_text[text])
    place = {identity: at for at, identity in enumerate(ids)}
    sized = sorted(parts.values(), key=lambda own: -len(own))
    return [sorted(own, key=place.__getitem__) for own in sized]


class CountedTexts:
    """The content words of comments, counted once.

    Args:
        texts: By comment id.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._places = {identity: place for place, identity in enumerate(texts)}
        tokens = [content_words(text) for text in texts.values()]
        self._words = choose_vocabulary(tokens)
        self._counts = count_words(tokens, self._words)
        self._usual = usual_forms(texts.values())

    def top_words(self, groups: Sequence[Sequence[str]]) -> list[list[str]]:
        """The words that tell each group of ids from all others, as they are mostly spelled."""
        if not self._words:
            return [[] for _ in groups]
        rows = [self._rows(own) for own in groups]
        taken = {row for own in rows for row in own}
        rows.append([row for row in range(len(self._places)) if row not in taken])
        own_counts = [self._counts[own] for own in rows]
        found = find_distinctive_words(
            self._words,
            np.array([np.asarray(own.sum(axis=0)).ravel() for own in own_counts]).T,
            np.array([np.diff(own.tocsc().indptr) for own in own_counts], dtype=np.float64).T,
            np.array([len(own) for own in rows], dtype=np.int64),
        )[:-1]
        return [[self._usual[word] for word in own] for own in found]

    def sums(self, groups: Sequence[Sequence[str]]) -> Floats:
        """How often each word stands in each group of ids, shape (groups, words)."""
        found: Floats = np.array(
            [np.asarray(self._counts[self._rows(own)].sum(axis=0)).ravel() for own in groups]
        ).reshape(len(groups), len(self._words))
        return found

    def _rows(self, ids: Sequence[str]) -> list[int]:
        return [self._places[one] for one in ids if one in self._places]


def top_words(groups: Sequence[Sequence[str]], texts: Mapping[str, str]) -> list[list[str]]:
    """The words that tell each group of comment ids from the others, as they are mostly spelled."""
    return CountedTexts(texts).top_words(groups)


def typical_ids(ids: Sequence[str], texts: Mapping[str, str], words: Sequence[str]) -> list[str]:
    """The comments that hold most of a group's top words, the shorter first, at most five."""
    wanted = {base_form(word) for word in words}

    def rank(identity: str) -> tuple[int, int, str]:
        own = content_words(texts.get(identity, ""))
        return -len(wanted & set(own)), len(own), identity

    return sorted(ids, key=rank)[:_REPRESENTATIVES]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
