"""All that `toolkit topics` adds to a table, in one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.discovered import DiscoveredTopics, Discovery, discover_topics
from toolkit.discovered.edits import Edited, apply_edits
from toolkit.discovered.edits_file import Edits
from toolkit.discovered.features import Embed
from toolkit.proposed import ProposalModel, add_proposals, describe_proposals, fit_proposals
from toolkit.proposed.vectors import Remembered
from toolkit.seeded import Topic, assign_topics, summarise_topics, topic_warnings


@dataclass(frozen=True, kw_only=True)
class SortedComments:
    """A table sorted into topics.

    Attributes:
        discovery: The discovered topics, edited if there were edits; its ``table`` has all columns.
        edited: The edits after this run, and what became of them.
        proposals: The model that proposed topics; None without topics of the analyst's.
        seeded: The seeded topics with their counts (:func:`toolkit.seeded.summarise_topics`).
        warnings: What the analyst should know of the topics, a sentence each.
        notes: What was proposed and edited, a sentence each.
    """

    discovery: Discovery
    edited: Edited
    proposals: ProposalModel | None
    seeded: pd.DataFrame
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def sort_comments(
    table: pd.DataFrame,
    topics: Sequence[Topic] = (),
    *,
    edits: Edits = (),
    embed: Embed | None = None,
    n_topics: int | None = None,
    seed: int = 0,
    keep_unstable: bool = False,
    model: DiscoveredTopics | None = None,
    on_step: Callable[[str], None] = lambda _: None,
) -> SortedComments:
    """Assign seeded topics, propose further ones, and discover the data's.

    Args:
        table: Any table with ``id`` and ``text``.
        topics: The analyst's topics.
        edits: The analyst's edits of the discovered topics.
        embed: Gives texts a row of numbers each, for proposals and discovery.
        n_topics: How many topics to discover; by default as many as come back best.
        seed: Seed of the grouping.
        keep_unstable: Put discovered groups into the table even if they don't stand.
        model: Discovered topics of an earlier run, to be given to these comments.
        on_step: Called with each step's name as it begins.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed, a number or vectors that can't be used.
    """
    on_step(f"assigning {len(topics)} topics to {len(table):,} texts")
    assigned = assign_topics(table, topics)
    remembered = Remembered(embed) if embed else None
    proposals, notes = None, []
    if topics:
        on_step("proposing topics")
        proposals = fit_proposals(table, topics, embed=remembered)
        assigned = add_proposals(assigned, proposals)
        notes.append(describe_proposals(assigned, proposals))
    on_step(f"grouping {len(table):,} texts")
    discovery = discover_topics(
        assigned,
        n_topics=n_topics,
        embed=remembered,
        seed=seed,
        keep_unstable=keep_unstable,
        model=model,
    )
    edited = apply_edits(discovery, edits)
    return SortedComments(
        discovery=edited.discovery if edits else discovery,
        edited=edited,
        proposals=proposals,
        seeded=summarise_topics(assigned, topics),
        warnings=tuple(topic_warnings(assigned, topics)),
        notes=(*notes, *(edited.notes if edits else ())),
    )
