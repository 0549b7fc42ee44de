"""The share of some comments that have a topic, with what the comments' clusters make of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.clusters import few_clusters, find_clusters
from toolkit.shares import effective_n, share_interval
from toolkit.topics.membership import Membership


class ShareCounter:
    """Counts topics among some of the reader comments.

    Args:
        own: These comments; their index holds their places among all reader comments.
        confidence: Coverage of the intervals, between 0 and 1.
        minimum_n: Fewest comments that get intervals.
        apart: Why these comments get no interval however many there are; "" for nothing.
    """

    def __init__(
        self, own: pd.DataFrame, confidence: float, minimum_n: int, *, apart: str = ""
    ) -> None:
        self._places = own.index.to_numpy(dtype=int)
        self._ids = own["id"].to_numpy(dtype=object)
        self._confidence, self._minimum, self._apart = confidence, minimum_n, apart
        estimated = len(own) >= minimum_n and not apart
        self._clusterings = find_clusters(own) if estimated else ()
        self._few = few_clusters(own) if estimated else ()

    def count(self, one: Membership) -> dict[str, object]:
        """``n``, ``total``, ``share``, ``ci_low``, ``ci_high``, ``method``, ``note``, ``ids``."""
        inside = one.inside[self._places]
        n, total = int(inside.sum()), len(inside)
        found: dict[str, object] = {
            "n": n, "total": total, "share": n / total if total else np.nan, "ci_low": np.nan,
            "ci_high": np.nan, "method": "", "note": self._apart, "ids": self._ids[inside].tolist(),
        }  # fmt: skip
        if self._apart:
            return found
        if not total:
            return found | {"note": "no comments"}
        effective = effective_n(inside, self._clusterings) if self._clusterings else float(total)
        low, high, note = share_interval(
            n, total, effective, confidence=self._confidence, minimum_n=self._minimum
        )
        if np.isnan(low):
            return found | {"note": note}
        return found | {
            "ci_low": low, "ci_high": high,
            "method": f"Wilson's interval of a share, {self._confidence:.0%}",
            "note": "; ".join(filter(None, [note, *self._few])),
        }  # fmt: skip
