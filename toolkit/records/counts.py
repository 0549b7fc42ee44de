"""Counts of finished comments, table after table: kinds, states, authors, times, articles."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


class Counts:
    """What the comments of one source are, added up over its tables.

    Args:
        most_articles: How many articles are counted one by one; None for all.

    Attributes:
        most: How many articles are counted one by one; None for all.
        is_cut: Whether there were more articles than that.
    """

    def __init__(self, most_articles: int | None = None) -> None:
        self.most = most_articles
        self.is_cut = False
        self.kinds: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self.articles: Counter[str] = Counter()
        self.rows = self.authors = self.times = 0
        self._first: str | None = None
        self._last: str | None = None

    def add(self, table: pa.Table) -> None:
        """Count a table with the columns of :data:`toolkit.schema.COLUMNS`."""
        self.rows += table.num_rows
        for counter, name in ((self.kinds, "kind"), (self.states, "state")):
            counter.update(_counted(table[name]))
        for article, number in _counted(table["article_id"]).items():
            if article in self.articles or self.most is None or len(self.articles) < self.most:
                self.articles[article] += number
            else:
                self.is_cut = True
        self.authors += table.num_rows - table["author"].null_count
        self.times += table.num_rows - table["timestamp"].null_count
        ends = pc.min_max(table["timestamp"]).as_py()
        found = [stamp for stamp in (self._first, ends["min"]) if stamp]
        self._first = min(found, default=None)
        found = [stamp for stamp in (self._last, ends["max"]) if stamp]
        self._last = max(found, default=None)

    def as_json(self) -> dict[str, Any]:
        """The counts as the summary has them under ``records``."""
        return {
            "total": self.rows,
            "by_kind": dict(self.kinds),
            "by_state": dict(self.states),
            "with_author": self.authors,
            "with_timestamp": self.times,
            "first_timestamp": self._first,
            "last_timestamp": self._last,
        }


def _counted(column: Any) -> dict[str, int]:
    return {pair["values"]: pair["counts"] for pair in pc.value_counts(column).to_pylist()}
