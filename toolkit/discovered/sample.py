"""Which texts a model is fitted on: some of them, whatever their order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

SAMPLE = 5_000  # different texts that the groups are fitted on; all are assigned to them
SPELLED = 1_000  # of these, the texts that tell how a word is mostly spelled


def choose_sample(texts: Sequence[str], size: int) -> list[int]:
    """Rows of up to so many different texts, chosen and ordered by the texts' digests alone."""
    digests = np.fromiter((_digest(text) for text in texts), dtype=np.uint64, count=len(texts))
    _, first = np.unique(digests, return_index=True)
    return [int(row) for row in first[:size]]


def _digest(text: str) -> int:
    """A short digest of a text, the same on any machine."""
    encoded = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(encoded, digest_size=8).digest(), "big")
