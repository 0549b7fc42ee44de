"""Which aggregate of a text's sentences agrees best with human ratings, beside the squashed sum.

Run `python tests/benchmarks/sentence_means.py FOLDER`, FOLDER with the files
`*_GroundTruth.txt` of VADER's authors (id, mean rating from -4 to 4, text; tab-separated). Two
kinds of texts are made of them: the rated ones that have several sentences themselves, and, where
ids tell the document (`12_3`), all sentences of a document put together, with their mean rating.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from toolkit.scorers.vader_reading import read_comment
from toolkit.scorers.vader_sums import score_texts
from toolkit.text import find_sentences

MANY = 15
FEWEST = 30


def aggregates(texts: list[str]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Each aggregate of the texts, and how many sentences they have."""
    pieces = [
        (row, text[start:end])
        for row, text in enumerate(texts)
        for start, end in find_sentences(text)
    ]
    owners = np.array([row for row, _ in pieces])
    scores = score_texts([read_comment(piece) for _, piece in pieces])[:, -1]
    words = np.array([len(piece.split()) for _, piece in pieces], dtype=float)

    def mean(weights: np.ndarray) -> np.ndarray:
        sums = np.bincount(owners, weights * scores, len(texts))
        return np.asarray(sums / np.maximum(np.bincount(owners, weights, len(texts)), 1e-9))

    made = {
        "squashed sum": score_texts([read_comment(text) for text in texts])[:, -1],
        "mean": mean(np.ones_like(scores)),
        "mean by words": mean(words),
        "mean by root of words": mean(np.sqrt(words)),
        "mean by strength": mean(np.abs(scores) + 1e-6),
        "mean without zeros": mean((scores != 0) + 1e-6),
    }
    return made, np.bincount(owners, minlength=len(texts))


def main() -> None:
    """Print the correlations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    for path in sorted(folder.glob("*_GroundTruth.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        fields = [line.split("\t", 2) for line in lines if line]
        ratings = np.array([float(rating) for _, rating, _ in fields])
        made, count = aggregates([text for *_, text in fields])
        _print(f"{path.name}, several sentences", made, ratings, count > 1)
        documents: dict[str, list[int]] = {}
        for row, (identity, _, _) in enumerate(fields):
            if "_" in identity:
                documents.setdefault(identity.split("_")[0], []).append(row)
        if not documents:
            continue
        whole = [rows for rows in documents.values() if len(rows) > 2]
        made, count = aggregates([" ".join(fields[row][2] for row in rows) for rows in whole])
        means = np.array([ratings[rows].mean() for rows in whole])
        _print(f"{path.name}, documents", made, means, count > 0)
        _print(f"{path.name}, documents of {MANY} sentences on", made, means, count >= MANY)


def _print(what: str, made: dict[str, np.ndarray], ratings: np.ndarray, chosen: np.ndarray) -> None:
    if chosen.sum() < FEWEST:
        return
    figures = ", ".join(
        f"{name} {np.corrcoef(values[chosen], ratings[chosen])[0, 1]:.2f}"
        for name, values in made.items()
    )
    extreme = np.mean(np.abs(made["squashed sum"][chosen]) > 0.9)
    print(f"{what} (n = {chosen.sum():,}; beyond .9: {extreme:.0%}): {figures}")


if __name__ == "__main__":
    main()
