"""Groups of comments by a column's values, and how they differ in their topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.comparisons import compare_values, correct_holm
from toolkit.errors import SettingsError
from toolkit.shares import comments_are
from toolkit.topics.membership import Membership

NO_VALUE = "no value"
_COMPARED = 12
_LISTED = 1_000
_NUMBERS = ("difference_low", "difference_high", "p_value", "p_holm")


@dataclass(frozen=True, eq=False)
class Group:
    """Comments that have the same value.

    Attributes:
        name: The value as a text; :data:`NO_VALUE` for those without one.
        places: The comments' places in the table, ascending.
        apart: Why it isn't compared and gets no interval, however large; "" for nothing.
    """

    name: str
    places: npt.NDArray[np.int64]
    apart: str = ""


def find_groups(readers: pd.DataFrame, by: str) -> list[Group]:
    """The groups that a column makes, largest first, then by name.

    Beyond a thousand the smaller ones make one group; comments without a value are the last.

    Raises:
        SettingsError: The column holds lists.

    >>> found = find_groups(pd.DataFrame({"author": ["Bo", "Ann", "Bo", None]}), "author")
    >>> [(group.name, len(group.places)) for group in found]
    [('Bo', 2), ('Ann', 1), ('no value', 1)]
    """
    places: dict[str, list[int]] = {}
    for place, value in enumerate(readers[by].tolist()):
        if isinstance(value, list | tuple | dict | set | np.ndarray):
            raise SettingsError(
                f"--by {by}: the column holds lists; name one with a single value a comment"
            )
        places.setdefault("" if pd.isna(value) else str(value).strip(), []).append(place)
    without = places.pop("", [])
    ordered = sorted(places, key=lambda name: (-len(places[name]), name))
    groups = [Group(name, np.array(places[name])) for name in ordered[:_LISTED]]
    if rest := ordered[_LISTED:]:
        together = np.sort(np.concatenate([np.array(places[name]) for name in rest]))
        apart = f"beyond the {_LISTED:,} largest groups: not told apart"
        groups.append(Group(f"{len(rest):,} smaller groups", together, apart))
    if without:
        groups.append(Group(NO_VALUE, np.array(without), "without a value: not compared"))
    return groups


def compare_each(
    readers: pd.DataFrame,
    by: str,
    groups: Sequence[Group],
    memberships: Sequence[Membership],
    *,
    minimum_n: int,
    resamples: int,
    seed: int,
    confidence: float,
) -> dict[tuple[str, str], dict[str, object]]:
    """Of each group and topic the difference to the other comments that have a value.

    Returns:
        By the names of group and topic: ``n_others``, ``total_others``, ``share_others``,
        ``difference``, its interval and test, ``p_holm`` (corrected for all comparisons made
        here), and ``comparison_note``, which says why there is no test.
    """
    known = np.ones(len(readers), dtype=np.bool_)
    for group in groups:
        known[group.places] = group.name != NO_VALUE or not group.apart
    places = np.flatnonzero(known)
    chosen = [one for one in groups if not one.apart and len(one.places) >= minimum_n][:_COMPARED]
    inside = {one.name: np.isin(places, one.places) for one in chosen}
    tested: dict[tuple[str, str], dict[str, object]] = {}
    for topic in memberships:
        rows = compare_values(readers.iloc[places], topic.inside[known], inside, by=by,
                              resamples=resamples, seed=seed, confidence=confidence)  # fmt: skip
        for _, row in rows.iterrows():
            tested[str(row["group"]), topic.topic] = {
                "difference_low": row["ci_low"], "difference_high": row["ci_high"],
                "test": row["test"], "p_value": row["p_value"], "comparison_note": row["note"],
            }  # fmt: skip
    corrected = correct_holm([float(str(test["p_value"])) for test in tested.values()])
    for own, p_value in zip(tested.values(), corrected, strict=True):
        own["p_holm"] = p_value
    found: dict[tuple[str, str], dict[str, object]] = {}
    for group in groups:
        for topic in memberships:
            others = _others(group, topic, known)
            test = tested.get((group.name, topic.topic)) if group in chosen else None
            if test is None and len(chosen) == 2 and group in chosen:
                test = _mirrored(tested.get((chosen[0].name, topic.topic)), chosen[0].name)
            found[group.name, topic.topic] = others | (
                test or _untested(group, others, minimum_n, compared=group in chosen)
            )
    return found


def _others(group: Group, topic: Membership, known: npt.NDArray[np.bool_]) -> dict[str, object]:
    n, own = int(topic.inside[group.places].sum()), len(group.places)
    if group.name == NO_VALUE and group.apart:
        return {"n_others": 0, "total_others": 0, "share_others": np.nan, "difference": np.nan}
    total = int(known.sum()) - own
    n_others = int(topic.inside[known].sum()) - n
    share = n_others / total if total else np.nan
    return {"n_others": n_others, "total_others": total, "share_others": share,
            "difference": n / own - share}  # fmt: skip


def _mirrored(row: dict[str, object] | None, name: str) -> dict[str, object] | None:
    """The comparison of a group's rest, where that is one group."""
    if row is None:
        return None
    note = f"the comparison of {name!r} from the other side"
    said = "; ".join(filter(None, [note, str(row["comparison_note"])]))
    low, high = float(str(row["difference_low"])), float(str(row["difference_high"]))
    return row | {"difference_low": -high, "difference_high": -low, "comparison_note": said}


def _untested(
    group: Group, others: dict[str, object], minimum_n: int, *, compared: bool
) -> dict[str, object]:
    n = len(group.places)
    why = group.apart
    if not why and n < minimum_n:
        why = f"{comments_are(n)} too few to compare (at least {minimum_n})"
    elif not why and not others["total_others"]:
        why = "there are no others"
    elif not why and not compared:
        why = f"only the {_COMPARED} largest groups are compared"
    return dict.fromkeys(_NUMBERS, np.nan) | {"test": "none", "comparison_note": why}
