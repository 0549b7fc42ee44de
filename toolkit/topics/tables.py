"""All tables on topics, and a folder of them that appears whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from toolkit.discovered import Discovery
from toolkit.discovered.hierarchy import build_hierarchy, draw_hierarchy
from toolkit.discovered.quality import measure_topic_quality
from toolkit.files import list_files
from toolkit.tables import to_csv
from toolkit.topics.by_group import topics_by_group
from toolkit.topics.membership import Kind
from toolkit.topics.over_time import topics_over_time
from toolkit.topics.overlap_sentences import describe_overlap
from toolkit.topics.periods import Period
from toolkit.topics.together import compare_topics
from toolkit.topics.unassigned import unassigned_words
from toolkit.writers.folders import whole_export

_FOLDER = "topics"


def make_topic_tables(
    discovery: Discovery,
    seeded: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    period: Period | None = None,
    seed: int = 0,
) -> dict[str, pd.DataFrame]:
    """Every table on topics that the comments allow.

    Args:
        discovery: What was found in comments that have seeded topics
            (:func:`toolkit.seeded.assign_topics`).
        seeded: Those, from :func:`toolkit.seeded.summarise_topics`.
        by: Columns whose groups are compared.
        period: Of the tables over time, chosen by itself if not given.
        seed: Seed of everything drawn.

    Returns:
        By name: ``discovered``, ``quality``, ``hierarchy``; ``seeded_over_time``,
        ``seeded_by_COLUMN``, the same of ``discovered`` where some comment has a discovered
        topic; and ``together``, ``sentences``, ``unassigned_words`` where there are seeded topics.

    Raises:
        SchemaError: A column that is compared is missing.
        SettingsError: No such period or groups.
    """
    comments, topics = discovery.table, discovery.topics
    tables = {
        "discovered": topics,
        "quality": measure_topic_quality(comments, topics, discovery.stability, seed=seed),
        "hierarchy": build_hierarchy(comments, topics),
    }
    kinds: list[tuple[Kind, pd.DataFrame]] = []
    if (seeded["topic"] != "").any():
        kinds.append(("seeded", seeded))
    if comments["discovered_topic"].ge(0).any():
        kinds.append(("discovered", topics))
    for kind, named in kinds or [("seeded", seeded)]:
        if "timestamp" in comments or period:
            tables[f"{kind}_over_time"] = topics_over_time(
                comments, kind, period=period, topics=named
            )
        for column in by:
            tables[_unused(f"{kind}_by_{column}", tables)] = topics_by_group(
                comments, column, kind, topics=named, seed=seed
            )
    if any(kind == "seeded" for kind, _ in kinds):
        stands = topics if kinds[-1][0] == "discovered" else None
        tables["together"] = compare_topics(comments, seeded=seeded, discovered=stands)
        tables["sentences"] = describe_overlap(comments, tables["together"])
        tables["unassigned_words"] = unassigned_words(comments)
    return tables


def write_topic_tables(tables: Mapping[str, pd.DataFrame], folder: str | Path) -> tuple[str, ...]:
    """Write each table as a CSV file, and the hierarchy as a tree of text.

    Lists (ids, words) are joined by ``|``. An earlier folder of this kind is replaced if nobody
    changed its files.

    Returns:
        The names of the files.

    Raises:
        OutputError: The folder holds something else, or can't be written.
    """
    with whole_export(Path(folder), _FOLDER) as part:
        for name, table in tables.items():
            (part / f"{name}.csv").write_bytes(to_csv(table))
        if len(tables.get("hierarchy", ())):
            drawn = draw_hierarchy(tables["hierarchy"], tables["discovered"])
            (part / "hierarchy.txt").write_text(f"{drawn}\n", encoding="utf-8", errors="replace")
        return tuple(list_files(part))


def _unused(name: str, taken: Mapping[str, object]) -> str:
    """A name for a file, of letters, digits and underscores."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")[:60]
    number, found = 1, plain
    while found in taken:
        number += 1
        found = f"{plain}_{number}"
    return found
