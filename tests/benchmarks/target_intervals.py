"""How far human ratings lie from the scores that sentences get toward targets.

Run `python tests/benchmarks/target_intervals.py FOLDER`, FOLDER with the files
`*_GroundTruth.txt` of VADER's authors (id, mean rating from -4 to 4, text; tab-separated). It
prints, by how many sentences of one document a score rests on, the half-width that holds 95 % of
the ratings, and the share that :data:`toolkit.targets.intervals.HALF_WIDTHS` holds.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from toolkit.scorers.explanations import explain_texts
from toolkit.targets.attribution import find_hits
from toolkit.targets.intervals import HALF_WIDTHS
from toolkit.targets.scoring import squash, value_sentence

SEED = 0
FEWEST = 50


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    for path in sorted(folder.glob("*_GroundTruth.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        fields = [line.split("\t", 2) for line in lines if line]
        ratings = np.array([float(rating) for _, rating, _ in fields])
        hits = [find_hits(steps, 0) for steps in explain_texts([text for *_, text in fields])]
        scores = np.array([value_sentence([hit.value for hit in own]) for own in hits])
        documents: dict[str, list[int]] = {}
        for row, (identity, _, _) in enumerate(fields):
            if hits[row]:
                documents.setdefault(identity.split("_")[0], []).append(row)
        for number, half in enumerate(HALF_WIDTHS, start=1):
            far = _distances(list(documents.values()), ratings, scores, number)
            if len(far) >= FEWEST:
                print(
                    f"{path.name}: {number} sentences, n = {len(far):,}: "
                    f"95 % within {np.quantile(far, 0.95):.2f}; "
                    f"{np.mean(far <= half):.1%} within {half}"
                )


def _distances(
    documents: list[list[int]], ratings: np.ndarray, scores: np.ndarray, number: int
) -> np.ndarray:
    generator = np.random.default_rng(SEED)
    far = []
    for rows in documents:
        for _ in range(len(rows) // number):
            some = generator.choice(rows, number, replace=False)
            far.append(abs(squash(float(ratings[some].mean())) - scores[some].mean()))
    return np.array(far)


if __name__ == "__main__":
    main()
