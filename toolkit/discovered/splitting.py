"""Groups that an analyst made of others: their words, their typical comments, and splits."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from toolkit.discovered.groups import Floats, count_words, fit_groups, make_vectors
from toolkit.discovered.names import find_distinctive_words
from toolkit.seeded.word_forms import base_form
from toolkit.text import STOP_WORDS, find_words

Splitter = Callable[[Sequence[str], int], Sequence[int]]
"""From texts and a number of groups to the group of each text, from 0; the same for the same."""
_REPRESENTATIVES = 5
_STARTS = 10


def split_texts(texts: Sequence[str], k: int) -> list[int]:
    """Group texts into k groups (or one, where their words are too few to tell them apart).

    >>> split_texts(["ship sea", "sea ship wave", "oven cake", "cake oven butter"], 2)
    [0, 0, 1, 1]
    """
    tokens = [content_forms(text) for text in texts]
    words, counts = count_words([[base_form(form) for form in own] for own in tokens])
    if len(words) < 2 or len({tuple(sorted(own)) for own in tokens}) < k:
        return [0] * len(texts)
    with threadpool_limits(limits=1):
        vectors = make_vectors(words, counts, seed=0)
        labels, _ = fit_groups(vectors.counts, vectors.reduced, k, seed=0, starts=_STARTS)
        if len(set(labels.tolist())) < k:  # the mixture put them together; the analyst wants k
            with warnings.catch_warnings():  # fewer different vectors than parts: fewer parts
                warnings.simplefilter("ignore", ConvergenceWarning)
                labels = KMeans(k, n_init=_STARTS, random_state=0).fit(vectors.reduced).labels_
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
        forms = [content_forms(text) for text in texts.values()]
        bases = [[base_form(form) for form in own] for own in forms]
        self._words, self._counts = count_words(bases)
        counted = Counter(form for own in forms for form in own)
        self._spelled: dict[str, str] = {}
        for form, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            self._spelled.setdefault(base_form(form), form)

    def top_words(self, groups: Sequence[Sequence[str]]) -> list[list[str]]:
        """The words that tell each group of ids from all others, as they are mostly spelled."""
        labels = np.full(len(self._places), -1, dtype=np.int64)
        for number, own in enumerate(groups):
            labels[[self._places[identity] for identity in own if identity in self._places]] = (
                number
            )
        if not self._words:
            return [[] for _ in groups]
        found = find_distinctive_words(self._words, self._counts, labels, len(groups))
        return [[self._spelled[word] for word in own] for own in found]

    def sums(self, groups: Sequence[Sequence[str]]) -> Floats:
        """How often each word stands in each group of ids, shape (groups, words)."""
        rows = [[self._places[one] for one in own if one in self._places] for own in groups]
        found: Floats = np.array(
            [np.asarray(self._counts[own].sum(axis=0)).ravel() for own in rows]
        ).reshape(len(groups), len(self._words))
        return found


def top_words(groups: Sequence[Sequence[str]], texts: Mapping[str, str]) -> list[list[str]]:
    """The words that tell each group of comment ids from the others, as they are mostly spelled."""
    return CountedTexts(texts).top_words(groups)


def typical_ids(ids: Sequence[str], texts: Mapping[str, str], words: Sequence[str]) -> list[str]:
    """The comments that hold most of a group's top words, the shorter first, at most five."""
    wanted = {base_form(word) for word in words}

    def rank(identity: str) -> tuple[int, int, str]:
        own = [base_form(form) for form in content_forms(texts.get(identity, ""))]
        return -len(wanted & set(own)), len(own), identity

    return sorted(ids, key=rank)[:_REPRESENTATIVES]


def content_forms(text: str) -> list[str]:
    """The content words of a text as they are spelled there, in lower case."""
    forms = (word.form for word in find_words(text))
    return [form for form in forms
            if len(form) > 1 and form not in STOP_WORDS and not form.isnumeric()]  # fmt: skip


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
