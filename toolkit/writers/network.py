"""The networks of a table: comments that answer comments, and authors who answer authors.

::

    comments: a node each, with all columns; an edge from each answer to what it answers
    authors:  a node each; an edge from who answers to who is answered, as heavy as often
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

import pandas as pd

from toolkit.wording import format_count
from toolkit.writers.answers import find_answers, find_authors
from toolkit.writers.columns import Column, Value, typed_columns
from toolkit.writers.xml_text import xml_name

_NO_MEASURES = ("position", "discovered_topic")  # numbers of which a mean says nothing


@dataclass(frozen=True, kw_only=True)
class Network:
    """Nodes and directed edges, with typed attributes.

    Attributes:
        ids: Of each node, a name that XML takes.
        labels: Of each node, for people.
        nodes: Attributes of the nodes, a value a node.
        edges: Source and target of each edge, as places among the nodes.
        weights: Of each edge, or None where all weigh the same.
        measures: Attributes of the edges, a value an edge.
        notes: What is not in it, a sentence each.
    """

    ids: list[str]
    labels: list[str]
    nodes: list[Column]
    edges: list[tuple[int, int]]
    weights: list[int] | None = None
    measures: list[Column] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def comment_network(table: pd.DataFrame) -> Network:
    """The reply network: every comment, and an edge from each answer to the comment answered.

    All columns become attributes of the nodes, ``id`` as ``comment_id`` (a node's own id must be
    a name in XML).
    """
    found = find_answers(table)
    ids = [str(identity) for identity in table["id"]]
    labels = [name or identity for name, identity in zip(find_authors(table), ids, strict=True)]
    identities = Column(name="comment_id", kind="text", cells=ids)
    notes = []
    if found.missing:
        notes.append(
            f"without an edge, because the comment answered is not in the table: "
            f"{format_count(found.missing, 'reply', 'replies')}; the attribute reply_to names it"
        )
    return Network(
        ids=[xml_name("c", identity) for identity in ids],
        labels=labels,
        nodes=[identities, *typed_columns(table, leave_out=("id", "comment_id"))],
        edges=[(row, above) for row, above in enumerate(found.parents) if above is not None],
        notes=notes,
    )


def author_network(table: pd.DataFrame) -> Network:
    """Who answers whom: every author, and an edge to each author answered.

    A node has ``author``, ``comments`` (written), ``replies`` (written) and ``answers``
    (received); an edge weighs as many replies. Columns of numbers become means: over an author's
    comments, and over an edge's replies. An author is a name as shown; comments of nobody
    (:func:`toolkit.writers.answers.find_authors`) are left out and counted.
    """
    found = find_answers(table)
    names = find_authors(table)
    place = {name: n for n, name in enumerate(dict.fromkeys(filter(None, names)))}
    at = [None if name is None else place[name] for name in names]
    links = {
        row: (own, other)
        for row, (own, above) in enumerate(zip(at, found.parents, strict=True))
        if own is not None and above is not None and (other := at[above]) is not None
    }
    weights = Counter(links.values())
    edges = list(weights)
    written = Counter(own for own in at if own is not None)
    given, taken = Counter[int](), Counter[int]()
    for own, other in links.values():
        given[own] += 1
        taken[other] += 1
    counts = {"comments": written, "replies": given, "answers": taken}
    nodes = [Column(name="author", kind="text", cells=list(place))]
    for name, count in counts.items():
        cells = [count[n] for n in range(len(place))]
        nodes.append(Column(name=name, kind="integer", cells=cells))
    authors = {row: n for row, n in enumerate(at) if n is not None}
    edge_of = {edge: n for n, edge in enumerate(edges)}
    replies = {row: edge_of[link] for row, link in links.items()}
    return Network(
        ids=[xml_name("a", name) for name in place],
        labels=list(place),
        nodes=[*nodes, *_means(table, authors, len(place))],
        edges=edges,
        weights=list(weights.values()),
        measures=_means(table, replies, len(edges)),
        notes=[*_left_out(names, found.parents, len(links)), *_not_carried(table)],
    )


def _not_carried(table: pd.DataFrame) -> list[str]:
    """A sentence with the columns that say something of single comments only."""
    carried = {"id", "author", "reply_to", *(column.name for column in _measures(table))}
    counts = {
        str(name): int(table.iloc[:, place].notna().sum())
        for place, name in enumerate(table.columns)
        if name not in carried
    }
    left = ", ".join(f"{name!r} ({n:,} of {len(table):,})" for name, n in counts.items() if n)
    return [f"not carried, because it is of single comments: {left}"] if left else []


def _measures(table: pd.DataFrame) -> list[Column]:
    columns = typed_columns(table, leave_out=_NO_MEASURES)
    return [column for column in columns if column.kind in ("integer", "number")]


def _left_out(names: list[str | None], parents: list[int | None], linked: int) -> list[str]:
    nameless = sum(name is None for name in names)
    replies = sum(above is not None for above in parents) - linked
    notes = []
    if nameless:
        notes.append(f"in no node, because no author is named: {format_count(nameless, 'comment')}")
    if replies:
        notes.append(
            f"in no edge, because who answers or who is answered is not named: "
            f"{format_count(replies, 'reply', 'replies')}"
        )
    return notes


def _means(table: pd.DataFrame, group_of: dict[int, int], groups: int) -> list[Column]:
    """Of each column of numbers its mean in each group of rows, missing where none has a value."""
    means = []
    for column in _measures(table):
        sums, counts = [0.0] * groups, [0] * groups
        for row, value in enumerate(column.values()):
            group = group_of.get(row)
            if group is not None and value is not None:
                sums[group] += float(value)
                counts[group] += 1
        cells = [total / n if n else None for total, n in zip(sums, counts, strict=True)]
        if any(counts):
            means.append(Column(name=f"mean_{column.name}", kind="number", cells=cells))
    return means


def value_rows(columns: list[Column], n: int) -> Iterator[tuple[Value, ...]]:
    """The values of the columns, a tuple a row; ``n`` empty ones where there are no columns."""
    if not columns:
        return repeat((), n)
    return zip(*(column.values() for column in columns), strict=True)
