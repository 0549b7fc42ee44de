"""Topics over time: the share of each period's comments that have each topic."""

from __future__ import annotations

import pandas as pd

from toolkit.schema import check_columns
from toolkit.shares import MINIMUM_N
from toolkit.stats import NO_DATE
from toolkit.topics.membership import Kind, find_memberships, order_readers
from toolkit.topics.periods import NO_CLOCK, Period, find_periods, say_zones
from toolkit.topics.share_counter import ShareCounter

OVER_TIME_COLUMNS = (
    "kind", "topic", "label", "group_by", "group", "start", "end", "n", "total", "share", "ci_low",
    "ci_high", "method", "note", "ids",
)  # fmt: skip
_NOTES = {
    NO_DATE: "without a full date: counted apart",
    NO_CLOCK: "with a day but no time of day: in no hour, counted apart",
}


def topics_over_time(
    comments: pd.DataFrame,
    kind: Kind = "seeded",
    *,
    period: Period | None = None,
    topics: pd.DataFrame | None = None,
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """How large a share of each period's reader comments each topic has.

    Args:
        comments: With ``id``, ``text``, ``timestamp``, and ``seeded_topics`` or
            ``discovered_topic``. Where ``author``, ``conversation_id`` or ``article_id`` show
            that comments belong together, the intervals are as much wider as these tell less.
        kind: ``seeded`` or ``discovered``.
        period: ``hour``, ``day``, ``week``, ``month``, ``quarter`` or ``year``; by default the
            shortest that leaves about ten comments a period
            (:func:`toolkit.topics.periods.find_periods`).
        topics: Names, labels and order of the topics: columns ``topic`` and ``label`` or ``name``.
        confidence: Coverage of the intervals, between 0 and 1.
        minimum_n: Fewest comments of a period that get intervals.

    Returns:
        One row a topic and period, columns :data:`OVER_TIME_COLUMNS`: topics in their order, last
        ``""``, the comments without any; periods from the first to the last, also those without a
        comment. ``group_by`` is the length of the periods and ``group`` the period ("2012-08"),
        ``start`` and ``end`` (exclusive) its bounds as datetimes without a zone; ``n`` of the
        period's ``total`` comments have the topic, whose ids are ``ids``. Shares may add to more
        than 1, since a comment can have several topics. Comments without a date are the last
        period, "no date", without bounds and interval. ``note`` says why there is no interval,
        and where times with and without a zone stand in one period.

    Raises:
        SchemaError: A needed column is missing.
        SettingsError: No such period, or one too short for the time that the comments span.

    >>> table = pd.DataFrame({"id": list("abcdefgh"), "text": "x", "timestamp": "2012-08-30",
    ...                       "seeded_topics": [["war"]] * 3 + [[]] * 5})
    >>> found = topics_over_time(table)
    >>> found[["topic", "group", "n", "total", "ci_low"]].round(3).values.tolist()
    [['war', '2012-08-30', 3, 8, 0.137], ['', '2012-08-30', 5, 8, 0.306]]
    """
    check_columns(comments, ["id", "text", "timestamp"])
    readers = order_readers(comments)
    periods = find_periods(readers["timestamp"], period)
    names = periods.names.to_numpy(dtype=object)
    apart = [(name, pd.NaT, pd.NaT) for name in _NOTES if (names == name).any()]
    places = {str(name): rows for name, rows in periods.names.groupby(names).groups.items()}
    rows: list[dict[str, object]] = []
    memberships = find_memberships(readers, kind, topics)
    for name, start, end in (*periods.bounds, *apart):
        own = readers.loc[places.get(name, readers.index[:0])]
        zones = "" if name in _NOTES else say_zones(periods.zones.loc[own.index])
        share = ShareCounter(own, confidence, minimum_n, apart=_NOTES.get(name, ""))
        for order, one in enumerate(memberships):
            found = share.count(one)
            found["note"] = "; ".join(filter(None, [str(found["note"]), zones]))
            rows.append({
                "kind": kind, "topic": one.topic, "label": one.label, "group_by": periods.length,
                "group": name, "start": start, "end": end, "_order": order, **found,
            })  # fmt: skip
    table = pd.DataFrame(rows, columns=[*OVER_TIME_COLUMNS, "_order"])
    table = table.sort_values("_order", kind="stable", ignore_index=True)
    table = table.drop(columns="_order")
    return table.astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def describe_periods(comments: pd.DataFrame, *, period: Period | None = None) -> tuple[str, ...]:
    """Sentences on the periods: why they are so long, comments without a date, mixed zones."""
    check_columns(comments, ["id", "text", "timestamp"])
    readers = order_readers(comments)
    periods = find_periods(readers["timestamp"], period)
    said = [periods.why]
    for name, why in _NOTES.items():
        n = int((periods.names == name).sum())
        if n:
            said.append(f"{n:,} of {len(readers):,} comments {why}.")
    zones = say_zones(periods.zones[~periods.names.isin(list(_NOTES))])
    return (*said, f"{zones[:1].upper()}{zones[1:]}.") if zones else tuple(said)
