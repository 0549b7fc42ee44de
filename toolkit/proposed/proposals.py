"""Proposed topics: a model's guesses which of the analyst's topics further comments belong to.

The rules label a comment only where a seed stands in it. From the seeds and from all comments,
without any labels, a model learns which other words (and, on request, meanings) go with each
topic, and proposes topics for the comments. Proposals are guesses: they stand beside the seeded
topics, never in their place, each with the probability that it is right.

How it is done: seeds count as if they had been seen in their topics, naive-Bayes expectation
maximisation spreads that to the words beside them, a ridge regression smooths the result
(:mod:`toolkit.proposed.spreading`); with vectors, likeness of the text and of its words to the
topic's label and seeds has a say, and a second regression learns from all (:mod:`toolkit.proposed.
vectors`). Whether any topic suits is told by the texts with seeds (:mod:`toolkit.proposed.
nearness`). How probable a proposal is was measured on labelled texts (:mod:`toolkit.proposed.
calibration`).

Measured with five seeds a topic, up to 1,500 texts a set: of six sets of distinct topics the best
guess was right for .95 of the texts by words and for .96 with vectors (.67 by the seeds alone), of
these and ten harder ones for .83 and .89. Where half of the texts belonged to none of the topics,
micro-F1 was .73 by words and .79 with vectors (.70 by the seeds alone), F1 of none .76 and .79
(.76). Where all belonged to one, none was listed for .14 and .07 of the texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.proposed.model import ProposalModel
from toolkit.proposed.vectors import Embed
from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.seeded import find_evidence
from toolkit.seeded.topics_file import Topic


def propose_topics(
    table: pd.DataFrame, topics: Sequence[Topic], *, embed: Embed | None = None, seed: int = 0
) -> pd.DataFrame:
    """Add a model's guesses which topics each reader comment belongs to.

    Args:
        table: Any table with ``id`` and ``text``. Other columns stay, seeded topics among them.
        topics: The analyst's topics, as from :func:`toolkit.seeded.read_topics`.
        embed: Gives a vector for each of a list of texts (and of single words), such as
            :func:`toolkit.scorers.sentence_vectors.load_model` returns; by default only words
            are looked at.
        seed: Taken for the sake of a uniform interface; nothing in the model is random.

    Returns:
        The table with ``proposed_topics`` (lists of names, most probable first; ``[]`` where none
        is probable enough), ``proposed_topic`` (the best guess, also where it is not probable; ""
        where there is nothing to go by) and ``proposed_probability`` (Float64, that
        ``proposed_topic`` is right, NA without one). Below 50 different comments, or if fewer than
        two topics have a seed in them, nothing is proposed. The same whatever the order of rows,
        topics and seeds; a comment that stands there several times counts once.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed that can't be used, or ``embed`` gives no vectors.

    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["Two wars.", "Free trade."]})
    >>> war, trade = (Topic(name=n, label=n, seeds=(n,)) for n in ("war", "trade"))
    >>> propose_topics(table, [war, trade])["proposed_topics"].tolist()
    [[], []]
    """
    return add_proposals(table, fit_proposals(table, topics, embed=embed, seed=seed))


def fit_proposals(
    table: pd.DataFrame, topics: Sequence[Topic], *, embed: Embed | None = None, seed: int = 0
) -> ProposalModel:
    """Fit a model to a table's reader comments, as :func:`propose_topics` does.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed that can't be used, or ``embed`` gives no vectors.
    """
    check_columns(table, ["id", "text"])
    readers = _readers(table)
    evidence = find_evidence(readers, topics)
    return ProposalModel.fit(readers["text"].tolist(), topics, evidence, embed=embed, seed=seed)


def add_proposals(table: pd.DataFrame, model: ProposalModel) -> pd.DataFrame:
    """The table with the three columns; rows that aren't reader comments get no proposal."""
    check_columns(table, ["id", "text"])
    readers = _readers(table.reset_index(drop=True))
    rows = readers.index.tolist()
    proposed = model.propose(readers["text"].tolist())
    names: list[list[str]] = [[] for _ in range(len(table))]
    for row, own in zip(rows, proposed["proposed_topics"], strict=True):
        names[row] = own
    all_rows = proposed.set_axis(rows).reindex(range(len(table))).set_axis(table.index)
    added = table.copy()
    added["proposed_topics"] = pd.Series(names, index=table.index, dtype="object")
    added["proposed_topic"] = all_rows["proposed_topic"].fillna("")
    added["proposed_probability"] = all_rows["proposed_probability"]
    return added


def describe_proposals(table: pd.DataFrame, model: ProposalModel) -> str:
    """A sentence on what was proposed in a table with seeded and proposed topics.

    >>> describe_proposals(pd.DataFrame(), ProposalModel((), "no topics are given"))
    'No topics were proposed: no topics are given.'
    """
    if model.reason:
        return f"No topics were proposed: {model.reason}."
    readers = _readers(table)
    unshown = readers["seeded_topic"] == ""
    listed = readers["proposed_topics"].str.len() > 0
    return (
        f"{int((unshown & listed).sum()):,} of {int(unshown.sum()):,} comments without evidence "
        f"got a proposal (proposed_topics): a model's guess, which the seeded topics don't hold."
    )


def _readers(table: pd.DataFrame) -> pd.DataFrame:
    return reader_comments(table.assign(text=table["text"].astype("string")))
