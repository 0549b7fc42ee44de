"""Seeded and discovered topics together: how far the two ways of sorting comments overlap."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.clusters import Clusters, find_clusters
from toolkit.schema import check_columns
from toolkit.shares import MINIMUM_N, effective_n, share_interval
from toolkit.topics.membership import Mask, Membership, find_memberships, order_readers

OVERLAP_COLUMNS = (
    "seeded", "seeded_label", "discovered", "discovered_label", "n", "n_seeded", "n_discovered",
    "total", "share_of_discovered", "of_discovered_low", "of_discovered_high", "share_of_seeded",
    "of_seeded_low", "of_seeded_high", "lift", "method", "note", "ids",
)  # fmt: skip


def compare_topics(
    comments: pd.DataFrame,
    *,
    seeded: pd.DataFrame | None = None,
    discovered: pd.DataFrame | None = None,
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """How many comments each seeded topic shares with each discovered one.

    Args:
        comments: With ``id``, ``text``, ``seeded_topics`` and ``discovered_topic``.
        seeded: The seeded topics: columns ``topic`` and ``label``; names, labels, order.
        discovered: The discovered ones: columns ``topic`` and ``name``. Both as in the comments
            if not given.
        confidence: Coverage of the intervals, between 0 and 1.
        minimum_n: Fewest comments that a share is given an interval of.

    Returns:
        One row a pair, columns :data:`OVERLAP_COLUMNS`: seeded topics in their order and last
        ``""`` (comments without a seeded topic), for each the discovered topics and last ``""``.
        ``n`` comments, whose ids are ``ids``, have both; ``n_seeded``, ``n_discovered`` and
        ``total`` are the comments of the one, of the other, and all. ``share_of_discovered`` is
        the share of the discovered topic's comments that have the seeded one, from 0 to 1,
        ``share_of_seeded`` the reverse, each with Wilson's interval (wider where authors,
        conversations or articles occur twice). ``lift`` is how many times as many comments have
        both as if the two had nothing to do with each other (1; 0 is none at all; NaN where one
        of them has no comment).

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": list("abcd"), "text": "x", "discovered_topic": [0, 0, 1, -1],
    ...                       "seeded_topics": [["war"], [], ["war"], []]})
    >>> pairs = compare_topics(table)
    >>> pairs.loc[:1, ["seeded", "discovered", "n", "share_of_seeded", "lift"]].values.tolist()
    [['war', '0', 1, 0.5, 1.0], ['war', '1', 1, 0.5, 2.0]]
    """
    check_columns(comments, ["id", "text", "seeded_topics", "discovered_topic"])
    readers = order_readers(comments)
    ids = readers["id"].to_numpy(dtype=object)
    ours = find_memberships(readers, "seeded", seeded)
    theirs = find_memberships(readers, "discovered", discovered)
    total = len(readers)
    shares = _Shares(readers, confidence, minimum_n)
    rows = []
    for first in ours:
        for second in theirs:
            both = first.inside & second.inside
            n, n_seeded, n_discovered = (
                int(mask.sum()) for mask in (both, first.inside, second.inside)
            )
            of_discovered = shares.of(both, second)
            of_seeded = shares.of(both, first)
            lift = n * total / (n_seeded * n_discovered) if n_seeded and n_discovered else np.nan
            notes = dict.fromkeys(filter(None, [of_discovered[3], of_seeded[3]]))
            method = "" if np.isnan([of_discovered[1], of_seeded[1]]).all() else shares.method
            rows.append((
                first.topic, first.label, second.topic, second.label, n, n_seeded, n_discovered,
                total, *of_discovered[:3], *of_seeded[:3], lift, method, "; ".join(notes),
                ids[both].tolist(),
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(OVERLAP_COLUMNS))


class _Shares:
    """Shares among the comments of one topic, with intervals; each topic is clustered once."""

    def __init__(self, readers: pd.DataFrame, confidence: float, minimum_n: int) -> None:
        self._readers, self._confidence, self._minimum = readers, confidence, minimum_n
        self._clusters: dict[int, tuple[Clusters, ...]] = {}
        self.method = f"Wilson's interval of a share, {confidence:.0%}"

    def of(self, both: Mask, whole: Membership) -> tuple[float, float, float, str]:
        """The share of a topic's comments that are in ``both``, its interval, and a note."""
        inside = both[whole.inside]
        total = len(inside)
        if not total:
            return np.nan, np.nan, np.nan, f"{whole.label}: no comments"
        share = float(inside.mean())
        if total < self._minimum:
            return share, *share_interval(int(inside.sum()), total, minimum_n=self._minimum)
        key = id(whole)
        if key not in self._clusters:
            self._clusters[key] = find_clusters(self._readers[whole.inside])
        effective = effective_n(inside, self._clusters[key])
        low, high, note = share_interval(
            int(inside.sum()), total, effective,
            confidence=self._confidence, minimum_n=self._minimum,
        )  # fmt: skip
        return share, low, high, note
