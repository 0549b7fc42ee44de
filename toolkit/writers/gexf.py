"""GEXF 1.3: the network of replies (https://gexf.net/schema.html).

A node's ``start`` is its comment's time, where all times of the table tell their zone or none
does; a minute is written with ``:00`` seconds, as the format wants; the attribute ``timestamp``
keeps what the source told.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.writers.columns import Column, Value
from toolkit.writers.details import PROGRAM, Details
from toolkit.writers.graphml import print_value
from toolkit.writers.network import Network, comment_network, value_rows
from toolkit.writers.times import latest_day, schema_times
from toolkit.writers.xml_stream import XmlStream, element, xml_document
from toolkit.writers.xml_text import XmlText

description = "GEXF 1.3, the comments in time and who answers whom, with all columns as attributes"
ending = ".gexf"
carries = None

_NAMESPACE = "http://gexf.net/1.3"
_TYPES = {"boolean": "boolean", "integer": "long", "number": "double", "text": "string"}


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:  # noqa: ARG001
    """Write a node a comment, and an edge from each reply to the comment answered."""
    times = schema_times(table)
    zoned = {_tells_zone(time) for time in times if time and "T" in time}
    notes = []
    if len(zoned) > 1:
        times = [None] * len(times)
        notes = ["some times tell their zone and some don't, so that no node has a start in time"]
    return [*write_network(comment_network(table), path, times, latest_day(table)), *notes]


def write_network(
    network: Network, path: Path, times: list[str | None] | None = None, day: str | None = None
) -> list[str]:
    """Write a network, node by node; gives what a person should know.

    Args:
        network: The network.
        path: The file.
        times: Of each node when it begins, if it does.
        day: The day of the data.
    """
    text = XmlText()
    times = times or [None] * len(network.ids)
    timed = any(times)
    graph = {"defaultedgetype": "directed", "idtype": "string"}
    if timed:
        # not "dateTime": there are readers that know "date" only, and none minds a time in it
        graph |= {"mode": "dynamic", "timeformat": "date"}
    with xml_document(path, "gexf", _NAMESPACE, {"version": "1.3"}) as document:
        modified = {"lastmodifieddate": day} if day else {}
        document.put(element("meta", modified, None, element("creator", None, PROGRAM)))
        with document.inside("graph", graph):
            for what, columns in (("node", network.nodes), ("edge", network.measures)):
                if columns:
                    document.put(_attributes(what, columns, text))
            with document.inside("nodes"):
                _put_nodes(document, network, times, text)
            with document.inside("edges"):
                _put_edges(document, network, text)
    return [*network.notes, *text.notes()]


def _put_nodes(
    document: XmlStream, network: Network, times: list[str | None], text: XmlText
) -> None:
    rows = value_rows(network.nodes, len(network.ids))
    for name, label, time, values in zip(network.ids, network.labels, times, rows, strict=True):
        place = {"id": name, "label": text.clean(label)} | ({"start": time} if time else {})
        document.put(element("node", place, None, *_values(values, text)))


def _put_edges(document: XmlStream, network: Network, text: XmlText) -> None:
    rows = value_rows(network.measures, len(network.edges))
    weights: Sequence[int | None] = network.weights or [None] * len(network.edges)
    for number, ((source, target), weight, values) in enumerate(
        zip(network.edges, weights, rows, strict=True)
    ):
        place = {"id": f"e{number}", "source": network.ids[source], "target": network.ids[target]}
        if weight is not None:
            place["weight"] = str(weight)
        document.put(element("edge", place, None, *_values(values, text)))


def _attributes(what: str, columns: list[Column], text: XmlText) -> Any:
    declared = [
        element(
            "attribute",
            {"id": str(number), "title": text.clean(column.name), "type": _TYPES[column.kind]},
        )
        for number, column in enumerate(columns)
    ]
    return element("attributes", {"class": what}, None, *declared)


def _values(values: tuple[Value, ...], text: XmlText) -> list[Any]:
    """The element of the values, if there is one."""
    given = [
        element("attvalue", {"for": str(number), "value": text.clean(print_value(value))})
        for number, value in enumerate(values)
        if value is not None
    ]
    return [element("attvalues", None, None, *given)] if given else []


def _tells_zone(time: str) -> bool:
    return time.endswith("Z") or time[-6] in "+-"
