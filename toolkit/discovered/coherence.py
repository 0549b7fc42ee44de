"""Coherence of words: how much oftener than chance they stand together (NPMI).

Bouma (2009), "Normalized (pointwise) mutual information in collocation extraction"; as a measure of
topics Lau, Newman & Baldwin (2014), "Machine reading tea leaves". Counted in the comments
themselves, a comment or each window of it being one place in which two words can meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy import sparse

from toolkit.clusters import Floats


@dataclass(frozen=True)
class Meetings:
    """How often words and pairs of them stand in each comment.

    Attributes:
        places: Windows of each comment, shape (comments,).
        words: Windows of each comment with each word, shape (comments, words).
        pairs: Windows of each comment with both words of each pair, shape (comments, pairs).
        pair_words: The two words of each pair, as places among the words, shape (pairs, 2).
        topic_pairs: The pairs of each topic, as places among the pairs.
    """

    places: Floats
    words: sparse.csr_matrix
    pairs: sparse.csr_matrix
    pair_words: npt.NDArray[np.int64]
    topic_pairs: tuple[npt.NDArray[np.int64], ...]


def count_meetings(
    texts: Sequence[Sequence[str]], topics: Sequence[Sequence[str]], *, window: int | None = None
) -> Meetings:
    """Count where the words of topics meet.

    Args:
        texts: The words of each comment, in order.
        topics: The words of each topic; each word once.
        window: Words that a window is long; every run of so many words is one, a shorter comment
            is one. By default a comment is one whatever its length.
    """
    words = sorted({word for own in topics for word in own})
    number = {word: place for place, word in enumerate(words)}
    pairs = sorted({tuple(sorted((number[a], number[b])))
                    for own in topics for a, b in combinations(dict.fromkeys(own), 2)})  # fmt: skip
    pair_number = {pair: place for place, pair in enumerate(pairs)}
    partners: dict[int, set[int]] = {}
    for first, second in pairs:
        partners.setdefault(first, set()).add(second)
    cells: dict[str, list[tuple[int, int]]] = {"words": [], "pairs": []}
    places = np.empty(len(texts))
    for row, text in enumerate(texts):
        own = [number.get(word, -1) for word in text]
        windows = _windows(own, window)
        places[row] = max(1, len(own) - window + 1) if window else 1
        for found in windows:
            cells["words"] += [(row, word) for word in found]
            for first in sorted(found & partners.keys()):
                both = sorted(found & partners[first])
                cells["pairs"] += [(row, pair_number[first, second]) for second in both]
    return Meetings(
        places=places,
        words=_matrix(cells["words"], (len(texts), len(words))),
        pairs=_matrix(cells["pairs"], (len(texts), len(pairs))),
        pair_words=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        topic_pairs=tuple(
            np.array(sorted({pair_number[tuple(sorted((number[a], number[b])))]
                             for a, b in combinations(dict.fromkeys(own), 2)}), dtype=np.int64)
            for own in topics
        ),
    )  # fmt: skip


def topic_coherence(meetings: Meetings, weights: Floats | None = None) -> Floats:
    """The mean NPMI of each topic's pairs of words.

    ``npmi = log(p(a, b) / (p(a) * p(b))) / -log(p(a, b))``, with probabilities counted as they
    are, without smoothing: a pair that never meets has the limit -1 (Bouma 2009, section 3.3), one
    that stands everywhere 1, and a pair with a word that no comment has is left out.

    Args:
        meetings: What :func:`count_meetings` gives.
        weights: Of the comments, shape (draws, comments); 1 each by default.

    Returns:
        Shape (draws, topics), from -1 to 1; NaN for a topic without a pair.

    >>> found = count_meetings([["sea", "ship"], ["sea", "ship"], ["oven"], ["sea"]],
    ...                        [["sea", "ship"], ["sea", "oven"]])
    >>> topic_coherence(found).round(3).tolist()
    [[0.415, -1.0]]
    """
    if weights is None:
        weights = np.ones((1, len(meetings.places)))
    npmi = _npmi(meetings, weights)
    found = [_mean(npmi[:, own]) for own in meetings.topic_pairs]
    columns: Floats = np.column_stack(found) if found else np.empty((len(weights), 0))
    return columns


def _npmi(meetings: Meetings, weights: Floats) -> Floats:
    total = (weights @ meetings.places)[:, None]
    words = np.asarray((meetings.words.T @ weights.T).T) / total
    both = np.asarray((meetings.pairs.T @ weights.T).T) / total
    first, second = words[:, meetings.pair_words[:, 0]], words[:, meetings.pair_words[:, 1]]
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(both / (first * second)) / -np.log(both)
    npmi[both == 0] = -1
    npmi[both >= 1] = 1
    npmi[(first == 0) | (second == 0)] = np.nan
    found: Floats = npmi
    return found


def _mean(npmi: Floats) -> Floats:
    known = np.isfinite(npmi)
    count = known.sum(axis=1)
    total = np.where(known, npmi, 0.0).sum(axis=1)
    means: Floats = np.full(len(npmi), np.nan)
    np.divide(total, count, out=means, where=count > 0)
    return means


def _windows(own: Sequence[int], window: int | None) -> list[set[int]]:
    """The counted words of each window; windows without any are left out."""
    if window is None or len(own) <= window:
        found = set(own) - {-1}
        return [found] if found else []
    sets = (set(own[start : start + window]) - {-1} for start in range(len(own) - window + 1))
    return [found for found in sets if found]


def _matrix(cells: Sequence[tuple[int, int]], shape: tuple[int, int]) -> sparse.csr_matrix:
    rows = np.array([row for row, _ in cells], dtype=np.int64)
    columns = np.array([column for _, column in cells], dtype=np.int64)
    return sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=shape)


def coherence_influence(meetings: Meetings) -> Floats:
    """How much each comment moves each topic's coherence, to first order, times their number.

    The mean of a column is 0 and its standard error that of the coherence (the delta method, for
    many comments). Shape (comments, topics).
    """
    total = meetings.places.sum()
    words = np.asarray(meetings.words.sum(axis=0)).ravel() / total
    both = np.asarray(meetings.pairs.sum(axis=0)).ravel() / total
    first, second = words[meetings.pair_words[:, 0]], words[meetings.pair_words[:, 1]]
    moved = (both > 0) & (both < 1)
    surprise = -np.log(np.where(moved, both, 0.5))
    with np.errstate(divide="ignore"):
        logs = np.log(first) + np.log(second)
    by_pair = np.where(
        moved, -np.where(moved, logs, 0) / (surprise**2 * np.where(moved, both, 1)), 0
    )
    by_word = np.where(moved, -1 / surprise, 0)
    columns = []
    for own in meetings.topic_pairs:
        slopes, pair_slopes = np.zeros(len(words)), np.zeros(len(both))
        known = own[(first[own] > 0) & (second[own] > 0)]
        size = max(1, len(known))
        pair_slopes[known] = by_pair[known] / size
        for side, shares in enumerate((first, second)):
            np.add.at(
                slopes, meetings.pair_words[known, side], by_word[known] / shares[known] / size
            )
        centre = (words * slopes).sum() + (both * pair_slopes).sum()
        sums = meetings.words @ slopes + meetings.pairs @ pair_slopes
        columns.append((sums - centre * meetings.places) * (len(meetings.places) / total))
    return np.column_stack(columns) if columns else np.empty((len(meetings.places), 0))
