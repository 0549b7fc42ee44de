"""GraphML: the network of replies (http://graphml.graphdrawing.org/specification.html).

Every attribute declares its type, missing values are left out, lists are joined by ``|``, dates
are ISO 8601 strings. ``label`` and ``weight`` are called as Gephi wants them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.writers.columns import Column, Value
from toolkit.writers.details import Details
from toolkit.writers.network import Network, comment_network, value_rows
from toolkit.writers.xml_stream import element, xml_document
from toolkit.writers.xml_text import XmlText

description = "GraphML, the comments and who answers whom, with all columns as attributes"
ending = ".graphml"
carries = None

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {"boolean": "boolean", "integer": "long", "number": "double", "text": "string"}


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:  # noqa: ARG001
    """Write a node a comment, and an edge from each reply to the comment answered."""
    return write_network(comment_network(table), path)


def write_network(network: Network, path: Path) -> list[str]:
    """Write a network, node by node; gives what a person should know."""
    text = XmlText()
    nodes, edges = network.nodes, network.measures
    if all(column.name != "label" for column in nodes):
        nodes = [Column(name="label", kind="text", cells=network.labels), *nodes]
    if network.weights is not None:
        edges = [Column(name="weight", kind="number", cells=network.weights), *edges]
    with xml_document(path, "graphml", _NAMESPACE) as document:
        for what, columns in (("node", nodes), ("edge", edges)):
            for key in _keys(what, columns, text):
                document.put(key)
        with document.inside("graph", {"id": "G", "edgedefault": "directed"}):
            for name, values in zip(network.ids, value_rows(nodes, len(network.ids)), strict=True):
                document.put(element("node", {"id": name}, None, *_data("n", values, text)))
            rows = value_rows(edges, len(network.edges))
            for number, ((source, target), values) in enumerate(
                zip(network.edges, rows, strict=True)
            ):
                place = {
                    "id": f"e{number}",
                    "source": network.ids[source],
                    "target": network.ids[target],
                }
                document.put(element("edge", place, None, *_data("e", values, text)))
    return [*network.notes, *text.notes()]


def _keys(what: str, columns: list[Column], text: XmlText) -> list[Any]:
    return [
        element(
            "key",
            {
                "id": f"{what[0]}{number}",
                "for": what,
                "attr.name": text.clean(column.name),
                "attr.type": _TYPES[column.kind],
            },
        )
        for number, column in enumerate(columns)
    ]


def _data(prefix: str, values: tuple[Value, ...], text: XmlText) -> list[Any]:
    return [
        element("data", {"key": f"{prefix}{number}"}, text.clean(print_value(value)))
        for number, value in enumerate(values)
        if value is not None
    ]


def print_value(value: Value) -> str:
    """A value as XML Schema prints it: ``true``, ``3``, ``0.5``.

    >>> print_value(True), print_value(0.5)
    ('true', '0.5')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)
