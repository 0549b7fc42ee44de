"""How well scores agree with people: ``sentiment_quality.py FOLDER [--vectors FILE] [--seeds N]``.

FOLDER holds the four rated sets (see ``rated_sentences.py``); without ``--vectors`` (a file of
``train_scorers.py``, made if it isn't there) the scorer ``embedding`` is left out, and it says so.
Printed:

1. the table of VADER's paper, made again with vaderSentiment 3.3.2, beside the printed figures;
2. Pearson's r of the three scorers with people, in-domain (fitted on a half of the domain, tested
   on the other, both ways) and cross-domain (fitted on the three other domains), with 95 %
   intervals by bootstrap of the sentences, and r less VADER's of the same sentences;
3. macro-F1 of the labels, with people's mean within 0.125 of 0 as neutral, and how often the
   90 % intervals hold people's mean, all fitted on the three other domains.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from fitting import (
    LEVEL,
    Measured,
    choose_threshold,
    fit,
    fit_errors,
    hold_out,
    measure,
    predict,
    take,
)
from rated_sentences import (
    DOMAINS,
    HIGHEST_RATING,
    NEUTRAL,
    Numbers,
    Rated,
    Rows,
    classes,
    correlation,
    macro_f1,
    precision_recall_f1,
    read_rated,
)
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits
from train_scorers import keep_vectors

from toolkit.scorers.vader import LABEL_THRESHOLD
from toolkit.scorers.vader_sums import score_texts

PAPER = {
    "NYT": (0.492, 0.69, 0.49, 0.55),
    "movies": (0.451, 0.70, 0.55, 0.61),
    "Amazon": (0.565, 0.78, 0.55, 0.63),
    "tweets": (0.881, 0.99, 0.94, 0.96),
}
RESAMPLES = 1000


def paper_table(rated: Rated) -> Table:
    """VADER as in the paper: r, and precision, recall and F1 averaged by the size of classes."""
    table = Table("VADER", "sentences", "r", "P", "R", "F1", "paper: r", "P", "R", "F1")
    compound = score_texts(rated.raw)[:, 3]
    for number, (domain, printed) in enumerate(PAPER.items()):
        rows = rated.domains == number
        truth = classes(rated.ratings[rows] * HIGHEST_RATING, LABEL_THRESHOLD)
        parts = precision_recall_f1(truth, classes(compound[rows], LABEL_THRESHOLD))
        sizes = [size for *_, size in parts]
        means = [np.average([part[place] for part in parts], weights=sizes) for place in range(3)]
        figures = [correlation(compound[rows], rated.ratings[rows]), *means]
        table.add_row(
            domain,
            f"{rows.sum():,}",
            *(f"{figure:.4f}" if place == 0 else f"{figure:.3f}" for place, figure in
              enumerate(figures)),
            *(f"{figure:g}" for figure in printed),
        )  # fmt: skip
    return table


def split_halves(
    name: str, measured: Measured, ratings: Numbers, domains: Rows, seed: int
) -> Numbers:
    """Score each half of each domain by a model fitted on its other half."""
    scores = np.zeros(len(ratings))
    random = np.random.default_rng(seed)
    for domain in range(len(DOMAINS)):
        rows = random.permutation(np.flatnonzero(domains == domain))
        halves = np.sort(rows[: len(rows) // 2]), np.sort(rows[len(rows) // 2 :])
        for train, test in (halves, halves[::-1]):
            # both halves of the training half stand for domains, so that words are chosen
            own = np.arange(len(train)) % 2
            fitted = fit(name, take(measured, train), ratings[train], own)
            scores[test] = predict(fitted, take(measured, test))
    return scores


def r_table(title: str, told: dict[str, list[Numbers]], ratings: Numbers, domains: Rows) -> Table:
    """r for each scorer and domain, with intervals; the mean of the domains last."""
    table = Table(title, *DOMAINS, "mean")
    draws = {
        domain: np.random.default_rng(domain).integers(
            0, (size := int((domains == domain).sum())), (RESAMPLES, size)
        )
        for domain in range(len(DOMAINS))
    }
    base = told["vader"][0]
    for name, runs in told.items():
        plain, less = [], []
        spread: list[Numbers] = []
        for domain in range(len(DOMAINS)):
            rows = domains == domain
            plain.append(np.mean([correlation(run[rows], ratings[rows]) for run in runs]))
            less.append(plain[-1] - correlation(base[rows], ratings[rows]))
            one, truth = runs[0][rows], ratings[rows]
            spread.append(np.array([correlation(one[d], truth[d]) for d in draws[domain]]))
        cells = [*zip(plain, less, spread, strict=True)]
        cells.append((np.mean(plain), np.mean(less), np.mean(spread, axis=0)))
        table.add_row(
            name,
            *(
                f"{r:.3f} [{np.quantile(drawn, 0.025):.3f}, {np.quantile(drawn, 0.975):.3f}]\n"
                f"{more:+.3f}"
                for r, more, drawn in cells
            ),
        )
    return table


def judged_table(measures: dict[str, Measured], ratings: Numbers, domains: Rows) -> Table:
    """Macro-F1 and the intervals' coverage and mean width, on domains wholly unseen."""
    table = Table("unseen domain", *DOMAINS, "mean")
    truth = classes(ratings, NEUTRAL)
    compound = next(iter(measures.values())).features.values[:, 0]
    told: dict[str, list[tuple[float, ...]]] = {"vader": []}
    for domain in range(len(DOMAINS)):
        rows = domains == domain
        told["vader"].append((macro_f1(truth[rows], classes(compound[rows], LABEL_THRESHOLD)),))
    for name, measured in measures.items():
        told[name] = []
        for domain in range(len(DOMAINS)):
            train, test = np.flatnonzero(domains != domain), np.flatnonzero(domains == domain)
            known, kinds = take(measured, train), domains[train]
            held = hold_out(name, known, ratings[train], kinds)
            errors = fit_errors(held, known.features.disagreement, ratings[train], kinds)
            threshold = choose_threshold(held, ratings[train], kinds)
            scores = predict(fit(name, known, ratings[train], kinds), take(measured, test))
            reach = errors.reach(measured.features.disagreement[test])
            low, high = np.maximum(scores - reach, -1), np.minimum(scores + reach, 1)
            inside = (ratings[test] >= low) & (ratings[test] <= high)
            f1 = macro_f1(truth[test], classes(scores, threshold))
            told[name].append((f1, float(inside.mean()), float((high - low).mean())))
    for name, cells in told.items():
        cells.append(tuple(np.mean(cells, axis=0)))
        table.add_row(f"{name}: macro-F1", *(f"{cell[0]:.3f}" for cell in cells))
        if len(cells[0]) > 1:
            table.add_row(f"{name}: {LEVEL:.0%} interval holds", *(f"{c[1]:.3f}" for c in cells))
            table.add_row(f"{name}: its width", *(f"{cell[2]:.2f}" for cell in cells))
    return table


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    console = Console(width=150)
    rated = read_rated(given.folder)
    console.print(paper_table(rated))
    with threadpool_limits(1):
        embed = keep_vectors(given.vectors) if given.vectors else None
        measured, ratings, domains = measure(rated, embed)
        measures = {"lexicons": measured._replace(vectors=measured.vectors[:, :0])}
        if embed is None:
            console.print("embedding is left out: name a file of vectors with --vectors")
        else:
            measures["embedding"] = measured
        compound = measured.features.values[:, 0]
        seeds = range(given.seeds)
        inside = {"vader": [compound]} | {
            name: [split_halves(name, part, ratings, domains, seed) for seed in seeds]
            for name, part in measures.items()
        }
        across = {"vader": [compound]} | {
            name: [hold_out(name, part, ratings, domains)] for name, part in measures.items()
        }
        console.print(f"{len(rated.ratings) - len(ratings)} sentences without a word left out; ")
        console.print(f"VADER of the normalised reading below; {given.seeds} splits")
        console.print(r_table("in-domain: r", inside, ratings, domains))
        console.print(r_table("cross-domain: r", across, ratings, domains))
        console.print(judged_table(measures, ratings, domains))


if __name__ == "__main__":
    main()
