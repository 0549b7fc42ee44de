"""A map of the comments by their words, and how far its neighbourhoods can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

from toolkit.discovered import Discovery
from toolkit.discovered.content_words import content_words, count_words
from toolkit.discovered.features import DIMENSIONS, reduce_features, weigh_counts
from toolkit.discovered.mixture import Features
from toolkit.discovered.sample import choose_sample
from toolkit.plain_words import percent
from toolkit.schema import reader_comments

MOST_COMMENTS = 2_000
"""Comments on the map at most."""
NEIGHBOURS = 10
LEAST_TRUSTWORTHINESS = 0.9
"""Venna and Kaski's (2001) trustworthiness below which there is no map: 1 is without false
neighbours, about one half is a layout by chance."""
MOST_DISTORTION = 0.1
"""How far the share of neighbours of the same topic may differ between map and full space."""
_PERPLEXITY = 30
_ITERATIONS = 500
_EMPTY = ("id", "x", "y", "topic")
_NEAR = ("topic", "n", "same_on_map", "same_in_full")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class TopicMap:
    """Places of comments on a map.

    Attributes:
        places: One row a comment: ``id``, ``x``, ``y`` (from 0 to 1), ``topic``. Empty where there
            is no faithful map.
        neighbours: One row a topic on the map: ``topic``, ``n`` comments, and of their ten nearest
            neighbours the share that is of the same topic, ``same_on_map`` and ``same_in_full``
            (the full space).
        total: Comments that have a discovered topic; more than are on the map where there were too
            many.
        layout: ``principal components`` or ``t-SNE``, "" where none was tried.
        trustworthiness: Venna and Kaski's (2001), of ten neighbours: 1 means that nobody is a
            neighbour on the map who is none in the full space. NaN where none was tried.
        same_on_map: The share of the comments' ten nearest neighbours on the map that are of the
            same topic.
        same_in_full: The same in the full space.
        reason: Why there is no map, a sentence; "" if there is one.
    """

    places: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(_EMPTY)))
    neighbours: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(_NEAR)))
    total: int = 0
    layout: str = ""
    trustworthiness: float = float("nan")
    same_on_map: float = float("nan")
    same_in_full: float = float("nan")
    reason: str = "There are no discovered topics to be shown on a map."


def lay_out_topics(discovery: Discovery, *, seed: int = 0) -> TopicMap:
    """Lay the comments of discovered topics out on a plane, if it can be done faithfully.

    The full space is that of latent semantic analysis (at most 40 dimensions, rows of length 1),
    in which the groups are looked for. Its two principal components are taken if their
    trustworthiness reaches :data:`LEAST_TRUSTWORTHINESS`; else t-SNE (van der Maaten 2014), which
    starts from these components, if its own does. Repeated texts are laid out once.

    Args:
        discovery: What was found.
        seed: Non-negative.

    Returns:
        The same for the same comments in any order. t-SNE follows rounding: another kind of
        processor may put the points elsewhere, which the figures of faithfulness then tell of.
    """
    if not discovery.stability.stands:
        return TopicMap()
    readers = reader_comments(discovery.table)
    readers = readers[readers["discovered_topic"].fillna(-1) >= 0]
    readers = readers.iloc[np.argsort(readers["id"].astype(str).to_numpy(object), kind="stable")]
    texts = readers["text"].astype(str).tolist()
    chosen = readers.iloc[choose_sample(texts, MOST_COMMENTS)]
    if len(chosen) <= 3 * NEIGHBOURS:
        few = f"{len(chosen):,} different comments are too few for a map of topics."
        return TopicMap(total=len(readers), reason=few)
    topics = chosen["discovered_topic"].to_numpy(dtype=np.int64)
    with threadpool_limits(limits=1):
        space = _full_space(discovery, chosen["text"].astype(str).tolist(), seed)
        layout, plane, trusted = _choose_layout(space, seed)
        on_map, in_full = (_shares_same(points, topics) for points in (plane, space))
    places = pd.DataFrame({
        "id": chosen["id"].to_numpy(), "x": plane[:, 0], "y": plane[:, 1], "topic": topics
    })  # fmt: skip
    shares = pd.DataFrame({"topic": topics, "same_on_map": on_map, "same_in_full": in_full})
    near = shares.groupby("topic", as_index=False).mean()
    near.insert(1, "n", shares.groupby("topic").size().to_numpy())
    same = float(on_map.mean()), float(in_full.mean())
    found = TopicMap(
        places=places, neighbours=near, total=len(readers), layout=layout, trustworthiness=trusted,
        same_on_map=same[0], same_in_full=same[1], reason=_object(trusted, *same),
    )  # fmt: skip
    return replace(found, places=places.iloc[:0]) if found.reason else found


def _full_space(discovery: Discovery, texts: list[str], seed: int) -> Floats:
    model = discovery.model
    counts = count_words((content_words(text) for text in texts), model.vocabulary_)
    space = reduce_features(Features(weigh_counts(counts, model.idf_), None), seed=seed)
    space = space[:, :DIMENSIONS]
    lengths = np.sqrt((space**2).sum(axis=1, keepdims=True))
    # rounded, so that another machine's last bits don't set t-SNE on another way
    unit: Floats = (space / np.where(lengths > 0, lengths, 1)).round(6)
    return unit


def _choose_layout(space: Floats, seed: int) -> tuple[str, Floats, float]:
    plane = PCA(2, svd_solver="full").fit_transform(space)
    plane *= np.where(plane[np.abs(plane).argmax(axis=0), [0, 1]] < 0, -1, 1)
    trusted = float(trustworthiness(space, plane, n_neighbors=NEIGHBOURS))
    if trusted >= LEAST_TRUSTWORTHINESS:
        return "principal components", _to_unit(plane), trusted
    start = (plane / plane[:, 0].std() * 1e-4).round(12)
    perplexity = min(_PERPLEXITY, (len(space) - 1) / 3)
    bent = TSNE(
        2, init=start, random_state=seed, perplexity=perplexity, max_iter=_ITERATIONS, n_jobs=1
    ).fit_transform(space).astype(np.float64)  # fmt: skip
    return "t-SNE", _to_unit(bent), float(trustworthiness(space, bent, n_neighbors=NEIGHBOURS))


def _to_unit(plane: Floats) -> Floats:
    """The same picture, its longer side from 0 to 1."""
    moved = plane - plane.min(axis=0)
    unit: Floats = (moved / max(float(moved.max()), 1e-12)).round(6)
    return unit


def _shares_same(points: Floats, topics: npt.NDArray[np.int64]) -> Floats:
    """Of each comment's nearest neighbours the share that is of its topic."""
    near = NearestNeighbors(n_neighbors=NEIGHBOURS).fit(points).kneighbors(return_distance=False)
    same: Floats = (topics[near] == topics[:, np.newaxis]).mean(axis=1)
    return same


def _object(trusted: float, on_map: float, in_full: float) -> str:
    """Why the layout is no map to be shown; "" if it is one."""
    if trusted < LEAST_TRUSTWORTHINESS:
        return (
            f"No map of the topics is drawn, because it would show false neighbours: its "
            f"trustworthiness is {trusted:.2f} and {LEAST_TRUSTWORTHINESS:.2f} is needed."
        )
    if abs(on_map - in_full) > MOST_DISTORTION:
        more = "more" if on_map > in_full else "less"
        return (
            f"No map of the topics is drawn, because it would show them {more} apart than they "
            f"are: {percent(on_map)} of each comment’s {NEIGHBOURS} nearest neighbours would be of "
            f"its topic, in the full space it is {percent(in_full)}."
        )
    return ""
