"""Discovered topics of a table: groups of comments that share words, if there are any that last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.discovered.content_words import content_words, count_words
from toolkit.discovered.estimator import DiscoveredTopics
from toolkit.discovered.features import Embed, weigh_counts
from toolkit.discovered.sample import SAMPLE, choose_sample
from toolkit.discovered.stability import Stability
from toolkit.schema import check_columns, reader_comments

_REPRESENTATIVES = 5


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """What was found.

    Attributes:
        table: The comments with ``discovered_topic`` (Int64, -1 for none) and ``discovered_name``
            (string, "" for none).
        topics: One row a group, largest first: ``topic`` (from 0), ``name``, ``n``, ``top_words``,
            ``representative_ids`` (most like the group's mean first), ``ids`` (in the table's
            order), ``stability`` (0 to 1, how well the group comes back in resamples, see
            :class:`toolkit.discovered.Stability`). Groups that don't stand are listed here too, as
            tentative ones.
        stability: Whether they stand, and why.
        model: The fitted estimator, which gives other comments their groups.
    """

    table: pd.DataFrame
    topics: pd.DataFrame
    stability: Stability
    model: DiscoveredTopics


def discover_topics(
    table: pd.DataFrame,
    *,
    n_topics: int | None = None,
    embed: Embed | None = None,
    seed: int = 0,
    keep_unstable: bool = False,
    model: DiscoveredTopics | None = None,
) -> Discovery:
    """Group the reader comments by their words.

    Args:
        table: Any table with ``id`` and ``text``. Rows that aren't visible reader comments, and
            texts without a word of the vocabulary (content words; from 50 comments on those in at
            least two comments), get -1.
        n_topics: The number of groups to look for; by default the one that comes back best.
        embed: Gives texts a row of numbers each (:class:`toolkit.discovered.DiscoveredTopics`);
            by default the groups are made of words alone.
        seed: Non-negative; for k-means' starts and the resamples.
        keep_unstable: Put the groups into the table even if they don't stand.
        model: A fitted model whose groups are used, instead of finding some; then ``n_topics``,
            ``embed`` and ``seed`` are the model's.

    Returns:
        The same whatever the rows' order, and however often a text is repeated. Below 6 different
        comments no group is tried; below 50, or if the groups don't come back in resamples, they
        are in ``topics`` only.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: ``n_topics`` below 2, or vectors that can't be used.

    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["No war.", "Free trade!"]})
    >>> discover_topics(table).stability.reason
    '2 different comments with content words are too few for groups (at least 6 are needed).'
    """
    check_columns(table, ["id", "text"])
    readers = reader_comments(table.assign(text=table["text"].astype("string")))
    by_id = readers.iloc[readers["id"].astype(str).argsort(kind="stable")]
    ids, texts = by_id["id"].astype(str).tolist(), by_id["text"].astype(str).tolist()
    if model is None:
        model = DiscoveredTopics(n_topics=n_topics, embed=embed, seed=seed).fit(texts)
        labels = model.labels_
    else:
        labels = model.predict(texts)
    group_of = dict(zip(ids, labels.tolist(), strict=True))
    members: dict[int, list[str]] = defaultdict(list)
    for identity in readers["id"].astype(str):
        members[group_of[identity]].append(identity)
    topics = _topics_table(model, members, _most_typical(model, texts, ids, labels))
    stands = model.stability_.stands
    return Discovery(
        table=_add_columns(table, group_of if stands or keep_unstable else {}, topics),
        topics=topics,
        stability=model.stability_,
        model=model,
    )


def _most_typical(
    model: DiscoveredTopics, texts: Sequence[str], ids: Sequence[str], labels: np.ndarray
) -> list[list[str]]:
    """For each group the comments most like (cosine) its mean of words, a text once."""
    if not model.n_topics_:
        return []
    rows = choose_sample(texts, SAMPLE)
    counts = count_words((content_words(texts[row]) for row in rows), model.vocabulary_)
    weights, groups = weigh_counts(counts, model.idf_), labels[rows]
    typical = []
    for group in range(model.n_topics_):
        members = np.flatnonzero(groups == group)
        mean = np.asarray(weights[members].sum(axis=0)).ravel()
        closeness = np.asarray(weights[members] @ mean)
        order = np.argsort(-closeness.round(9), kind="stable")[:_REPRESENTATIVES]
        typical.append([ids[rows[row]] for row in members[order]])
    return typical


def _topics_table(
    model: DiscoveredTopics, members: Mapping[int, list[str]], typical: list[list[str]]
) -> pd.DataFrame:
    groups = list(range(model.n_topics_))
    ids = [list(members.get(group, [])) for group in groups]
    columns = {
        "topic": pd.Series(groups, dtype="int64"),
        "name": pd.Series(list(model.names_), dtype="string"),
        "n": pd.Series([len(own) for own in ids], dtype="int64"),
        "top_words": pd.Series([list(words) for words in model.top_words_], dtype="object"),
        "representative_ids": pd.Series(typical, dtype="object"),
        "ids": pd.Series(ids, dtype="object"),
        "stability": pd.Series(list(model.stability_.by_group), dtype="float64"),
    }
    return pd.DataFrame(columns)


def _add_columns(
    table: pd.DataFrame, group_of: Mapping[str, int], topics: pd.DataFrame
) -> pd.DataFrame:
    names = {-1: "", **dict(zip(topics["topic"], topics["name"], strict=True))}
    groups = [group_of.get(str(identity), -1) for identity in table["id"]]
    added = table.copy()
    added["discovered_topic"] = pd.Series(groups, index=table.index, dtype="Int64")
    added["discovered_name"] = pd.Series(
        [names[group] for group in groups], index=table.index, dtype="string"
    )
    return added
