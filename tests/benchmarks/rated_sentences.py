"""The four sets of sentences rated by people that VADER was published with, and their measures.

Hutto, C.J. & Gilbert, E.E. (2014), VADER, ICWSM-14: ``hutto_ICWSM_2014.tar.gz`` in the folder
``additional_resources`` of the repository cjhutto/vaderSentiment on GitHub, MIT licence. Unpack it
and name the folder with the four ``..._GroundTruth.txt``.
"""

from __future__ import annotations

import hashlib
import html
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

DOMAINS = {
    "NYT": "nytEditorialSnippets_GroundTruth.txt",
    "movies": "movieReviewSnippets_GroundTruth.txt",
    "Amazon": "amazonReviewSnippets_GroundTruth.txt",
    "tweets": "tweets_GroundTruth.txt",
}
HIGHEST_RATING = 4
# people's mean rating within this of 0 is taken for neutral, on the scale -1 to 1
NEUTRAL = 0.125


class Rated(NamedTuple):
    """Rated sentences.

    Attributes:
        domains: Index in :data:`DOMAINS` of each sentence's set.
        ratings: People's mean rating of each, from -4 to 4 divided by 4.
        raw: The texts as in the files (tweets with HTML entities).
        texts: The texts as a reader sees them.
        sha256: The hash of each file, by domain.
    """

    domains: Rows
    ratings: Numbers
    raw: list[str]
    texts: list[str]
    sha256: dict[str, str]


def read_rated(folder: Path) -> Rated:
    """Read the four files in a folder."""
    domains: list[int] = []
    ratings: list[float] = []
    raw: list[str] = []
    hashes: dict[str, str] = {}
    for number, (domain, name) in enumerate(DOMAINS.items()):
        content = (folder / name).read_bytes()
        hashes[domain] = hashlib.sha256(content).hexdigest()
        for line in content.decode("utf-8").split("\r\n"):
            if line:
                _, rating, text = line.split("\t", 2)
                domains.append(number)
                ratings.append(float(rating) / HIGHEST_RATING)
                raw.append(text)
    texts = [html.unescape(text) for text in raw]
    return Rated(np.array(domains), np.array(ratings), raw, texts, hashes)


def correlation(one: Numbers, other: Numbers) -> float:
    """Pearson's r."""
    return float(np.corrcoef(one, other)[0, 1])


def classes(values: Numbers, threshold: float) -> Rows:
    """1 from the threshold, -1 from its negative, else 0."""
    return (values >= threshold).astype(np.intp) - (values <= -threshold)


def precision_recall_f1(truth: Rows, told: Rows) -> list[tuple[float, float, float, int]]:
    """Precision, recall, F1 and number of each class that occurs: -1, 0, 1."""
    rows = []
    for which in (-1, 0, 1):
        right = int(((truth == which) & (told == which)).sum())
        said, there = int((told == which).sum()), int((truth == which).sum())
        precision, recall = right / said if said else 0.0, right / there if there else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        if there:
            rows.append((precision, recall, f1, there))
    return rows


def macro_f1(truth: Rows, told: Rows) -> float:
    """The mean of the classes' F1."""
    return float(np.mean([f1 for _, _, f1, _ in precision_recall_f1(truth, told)]))
