"""Which reader comments have which topic, for seeded and discovered topics alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.cells import LIST_SEPARATOR
from toolkit.errors import SchemaError
from toolkit.schema import check_columns, reader_comments
from toolkit.stats import NO_TOPIC

Kind = Literal["seeded", "discovered"]
Mask = npt.NDArray[np.bool_]

NEEDED = {"seeded": "seeded_topics", "discovered": "discovered_topic"}


@dataclass(frozen=True, kw_only=True)
class Membership:
    """One topic and its comments.

    Attributes:
        topic: The seeded topic's name or the discovered one's number; "" for none of them.
        label: How a person calls it.
        inside: Whether each comment has it, shape (comments,).
    """

    topic: str
    label: str
    inside: Mask


def order_readers(comments: pd.DataFrame, *, regardless: str | None = None) -> pd.DataFrame:
    """The reader comments, ordered by their ids as texts, so that no number hangs on row order.

    Args:
        comments: With ``id`` and ``text``.
        regardless: ``kind`` or ``state``, if it is what is looked at: then records count whatever
            it says of them.
    """
    table = comments.reset_index(drop=True)
    hidden = [regardless] if regardless in ("kind", "state") else []
    readers = table.loc[reader_comments(table.drop(columns=hidden)).index]
    order = np.argsort(readers["id"].astype(str).to_numpy(dtype=object), kind="stable")
    return readers.iloc[order].reset_index(drop=True)


def find_memberships(
    readers: pd.DataFrame, kind: Kind, topics: pd.DataFrame | None = None
) -> list[Membership]:
    """The topics of a kind with their comments, and last the comments without any.

    Args:
        readers: Comments with ``seeded_topics`` (lists, or texts joined by ``|``) or
            ``discovered_topic`` (-1 for none) and, if there, ``discovered_name``.
        kind: ``seeded`` or ``discovered``.
        topics: Names, labels and order of the topics, which may have no comment: columns
            ``topic`` and ``label`` or ``name``. Without it, those that some comment has.

    Raises:
        SchemaError: The column is missing, or holds what is no topic.

    >>> table = pd.DataFrame({"id": ["a", "b"], "seeded_topics": [["war"], []]})
    >>> [(one.topic, one.inside.tolist()) for one in find_memberships(table, "seeded")]
    [('war', [True, False]), ('', [False, True])]
    """
    check_columns(readers, [NEEDED[kind]])
    lists = _seeded(readers) if kind == "seeded" else _discovered(readers)
    places: dict[str, list[int]] = {}
    for place, names in enumerate(lists):
        for name in dict.fromkeys(names):
            places.setdefault(name, []).append(place)
    labels = _labels(readers, kind, topics)
    known = sorted(set(places) - set(labels), key=_by_number)
    labels |= {name: name for name in known}
    found = []
    for name in labels:
        inside = np.zeros(len(readers), dtype=np.bool_)
        inside[places.get(name, [])] = True
        found.append(Membership(topic=name, label=labels[name], inside=inside))
    none = np.array([not names for names in lists], dtype=np.bool_)
    return [*found, Membership(topic="", label=NO_TOPIC, inside=none)]


def _seeded(readers: pd.DataFrame) -> list[list[str]]:
    return [_topics_of(value) for value in readers["seeded_topics"].tolist()]


def _topics_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [name for name in value.split(LIST_SEPARATOR) if name]
    if isinstance(value, list | tuple | np.ndarray):
        return [str(name) for name in value if str(name)]
    return []


def _discovered(readers: pd.DataFrame) -> list[list[str]]:
    try:
        numbers = pd.to_numeric(readers["discovered_topic"]).astype("Int64").fillna(-1)
    except (ValueError, TypeError) as error:
        raise SchemaError(
            f"column 'discovered_topic' holds a value that is no topic's number ({error})"
        ) from error
    return [[str(number)] if number >= 0 else [] for number in numbers.tolist()]


def _labels(readers: pd.DataFrame, kind: Kind, topics: pd.DataFrame | None) -> dict[str, str]:
    if topics is not None:
        column = "label" if "label" in topics else "name"
        named = zip(topics["topic"].tolist(), topics[column].tolist(), strict=True)
        return {str(topic): str(label) for topic, label in named if str(topic)}
    if kind == "seeded" or "discovered_name" not in readers:
        return {}
    named = zip(_discovered(readers), readers["discovered_name"].tolist(), strict=True)
    pairs = {own[0]: str(name) for own, name in named if own and pd.notna(name)}
    return {number: pairs[number] for number in sorted(pairs, key=_by_number)}


def _by_number(name: str) -> tuple[int, str]:
    return (int(name) if len(name) < 19 and name.isascii() and name.isdigit() else -1, name)
