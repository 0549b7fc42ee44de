"""GEXF: the network of authors who answer each other."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.writers.details import Details
from toolkit.writers.gexf import write_network
from toolkit.writers.network import author_network

description = "GEXF 1.3, the authors and how often each answers each, with means of the scores"
ending = ".gexf"
carries = None  # the network says itself what it has no place for


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:  # noqa: ARG001
    """Write a node an author, and a weighted edge to each author answered."""
    return write_network(author_network(table), path)
