"""Topics by group: the share of each group's comments with a topic, against the other groups."""

from __future__ import annotations

import pandas as pd

from toolkit.errors import SettingsError
from toolkit.schema import check_columns
from toolkit.shares import MINIMUM_N
from toolkit.topics.grouping import compare_each, find_groups
from toolkit.topics.membership import Kind, find_memberships, order_readers
from toolkit.topics.share_counter import ShareCounter

BY_GROUP_COLUMNS = (
    "kind", "topic", "label", "group_by", "group", "n", "total", "share", "ci_low", "ci_high",
    "method", "n_others", "total_others", "share_others", "difference", "difference_low",
    "difference_high", "test", "p_value", "p_holm", "comparison_note", "note", "ids",
)  # fmt: skip
_RESAMPLES = 1_000


def topics_by_group(
    comments: pd.DataFrame,
    by: str,
    kind: Kind = "seeded",
    *,
    topics: pd.DataFrame | None = None,
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
    resamples: int = _RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """How large a share of each group's comments each topic has, and the difference to the others.

    Args:
        comments: With ``id``, ``text``, the column ``by``, and ``seeded_topics`` or
            ``discovered_topic``.
        by: The column whose values make the groups: ``author``, ``article_id``, a sentiment
            label, any other; with ``kind``, pingbacks and trackbacks are counted too.
        kind: ``seeded`` or ``discovered``.
        topics: Names, labels and order of the topics: columns ``topic`` and ``label`` or ``name``.
        confidence: Coverage of the intervals, between 0 and 1.
        minimum_n: Fewest comments of a group that get intervals and are compared.
        resamples: Bootstrap draws of each difference.
        seed: Seed of everything drawn.

    Returns:
        One row a topic and group, columns :data:`BY_GROUP_COLUMNS`: topics in their order, last
        ``""``, the comments without any; groups by size, then name. ``n`` of the group's ``total``
        comments have the topic, whose ids are ``ids``. ``difference`` is the group's share less
        that of the others together, with interval and test as in
        :func:`toolkit.comparisons.compare_groups`; ``p_holm`` is corrected for all comparisons of
        the table. The twelve largest groups are compared; of two groups that are each other's
        rest, the second has the first one's test. Groups of fewer than ``minimum_n`` comments,
        and comments without a value (``"no value"``, the last group), are listed without interval
        and comparison: ``note`` and ``comparison_note`` say why. Beyond a thousand groups the
        smaller ones share a row.

    Raises:
        SchemaError: A needed column is missing.
        SettingsError: The column holds lists, or is the text or the id.

    >>> table = pd.DataFrame({"id": range(40), "text": "x", "paper": ["Left", "Right"] * 20,
    ...                       "seeded_topics": [["war"], []] * 15 + [[], []] * 5})
    >>> row = topics_by_group(table, "paper").iloc[0]
    >>> print(row["group"], row["share"], row["difference"], row["p_holm"] < 0.01)
    Left 0.75 0.75 True
    """
    check_columns(comments, ["id", "text", by])
    if by in ("id", "text"):
        raise SettingsError(f"--by {by}: would make a group of each comment; name another column")
    readers = order_readers(comments, regardless=by if kind == "seeded" else None)
    groups = find_groups(readers, by)
    memberships = find_memberships(readers, kind, topics)
    compared = compare_each(
        readers, by, groups, memberships,
        minimum_n=minimum_n, resamples=resamples, seed=seed, confidence=confidence,
    )  # fmt: skip
    rows: list[dict[str, object]] = []
    for group in groups:
        counter = ShareCounter(readers.iloc[group.places], confidence, minimum_n, apart=group.apart)
        for order, one in enumerate(memberships):
            rows.append({
                "kind": kind, "topic": one.topic, "label": one.label, "group_by": by,
                "group": group.name, **counter.count(one), **compared[group.name, one.topic],
                "_order": order,
            })  # fmt: skip
    table = pd.DataFrame(rows, columns=[*BY_GROUP_COLUMNS, "_order"])
    return table.sort_values("_order", kind="stable", ignore_index=True).drop(columns="_order")
