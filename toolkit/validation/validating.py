"""The whole comparison: people with each other, and the machine with people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.clusters import RESAMPLES, few_clusters
from toolkit.errors import SchemaError
from toolkit.schema import check_columns, reader_comments
from toolkit.validation.coders import agree, confuse
from toolkit.validation.codes import UNCLEAR
from toolkit.validation.machine import ScorerColumns, find_scorers
from toolkit.validation.measuring import Drawing
from toolkit.validation.reading import Coding
from toolkit.validation.results import (
    BIN_COLUMNS,
    CONFUSION_COLUMNS,
    CONSENSUS,
    SMALL_N,
    Measure,
    Validation,
    measure_table,
)
from toolkit.validation.scorers import (
    bin_scores,
    compare_labels,
    compare_probabilities,
    compare_scores,
    confuse_labels,
)
from toolkit.validation.topics import compare_topics, confuse_topics
from toolkit.validation.units import Units, join_units, references


def validate_scores(
    table: pd.DataFrame,
    codings: Sequence[Coding],
    *,
    strata: pd.DataFrame | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> Validation:
    """Compare coders with each other, and each scorer and the topics of a table with them.

    The reference is the code that more than half of a comment's coders gave it, of ratings the
    mean; a comment without such a code, or on which people agree that it is unclear, is left out
    and counted. Since that keeps the easy comments, each coder alone is a reference too. Intervals
    are percentiles of a bootstrap of clusters (:mod:`toolkit.clusters`).

    Args:
        table: Comments with ``id``, ``text`` and what the machine said of them
            (:mod:`toolkit.validation.machine`).
        codings: What people coded (:func:`~toolkit.validation.read_codings`).
        strata: Strata of the sample (:func:`~toolkit.validation.read_strata`); without them all
            coded comments weigh alike, and figures are of them alone.
        resamples: Bootstrap draws.
        seed: Seed of the draws.
        confidence: Coverage of the intervals.

    Returns:
        The same figures whatever the order of rows, columns and coders.

    Raises:
        SchemaError: A needed column is missing, or nothing is coded.

    >>> from toolkit.validation import Coding
    >>> table = pd.DataFrame({"id": list("abcd"), "text": "x",
    ...                       "vader_label": ["positive", "negative", "neutral", "negative"]})
    >>> codes = pd.DataFrame({"sentiment": ["positive", "negative", "negative", "negative"]},
    ...                      index=list("abcd"))
    >>> found = validate_scores(table, [Coding("Ann", codes, "ann.csv")])
    >>> row = found.figure("scorer", "vader", "accuracy")
    >>> print(row["n"], row["estimate"], row["note"])
    4 0.75 4 comments are too few for an interval (at least 6)
    """
    check_columns(table, ["id", "text"])
    if not codings:
        raise SchemaError("no coder's sheet was given; give at least one")
    units = join_units(table, codings, strata, Drawing(resamples, seed, confidence))
    if units.rows.empty:
        raise SchemaError("none of the coded comments is in the table; give the table they are of")
    scorers = find_scorers(table)
    population = len(reader_comments(table))
    measures: list[Measure] = agree(units)
    confusion = confuse(units)
    for scorer in scorers:
        measures += compare_labels(units, scorer)
        measures += compare_scores(units, scorer)
        measures += compare_probabilities(units, scorer)
        confusion += confuse_labels(units, scorer)
    measures += compare_topics(units)
    confusion += confuse_topics(units)
    bins = [one for scorer in scorers for one in bin_scores(units, scorer)]
    return Validation(
        coders=tuple(units.codes),
        ids=tuple(units.rows["id"].astype(str)),
        population=population,
        weighted=strata is not None,
        measures=measure_table(measures),
        confusion=pd.DataFrame(confusion, columns=list(CONFUSION_COLUMNS)),
        bins=pd.DataFrame(bins, columns=list(BIN_COLUMNS)),
        items=_items(units),
        missing=_missing(units, codings, strata),
        notes=tuple(_notes(units, codings, scorers, strata, population)),
        settings={"resamples": resamples, "seed": seed, "confidence": confidence},
    )


def _items(units: Units) -> pd.DataFrame:
    """Every coded comment with its codes, so that disagreements can be read."""
    items = pd.DataFrame({"id": units.rows["id"].astype(str)})
    for name in units.columns:
        for against, codes in references(units, name).items():
            items[f"{name} ({against})"] = codes.to_numpy()
    everything = pd.Series(True, index=items.index).to_numpy()
    items["weight"] = units.weights(everything)
    return items


def _missing(
    units: Units, codings: Sequence[Coding], strata: pd.DataFrame | None
) -> dict[str, dict[str, int]]:
    """Codes that are missing, of those drawn, or of those that anybody coded."""
    asked = len(units.rows) if strata is None else len(strata)
    return {
        coding.coder: {
            str(name): asked - int(coding.codes[name].notna().sum()) for name in coding.codes
        }
        for coding in sorted(codings, key=lambda one: one.coder)
    }


def _notes(
    units: Units,
    codings: Sequence[Coding],
    scorers: Sequence[ScorerColumns],
    strata: pd.DataFrame | None,
    population: int,
) -> list[str]:
    notes = [note for coding in codings for note in coding.notes]
    n = len(units.rows)
    if n < SMALL_N:
        notes.append(
            f"only {n} comments are coded: each one moves every figure, and intervals come out "
            f"too narrow"
        )
    if strata is None and n < population:
        notes.append(
            "the sample's weights are not known, so all coded comments weigh alike: the figures "
            "are of these comments, and of the table only if they were drawn from it at random"
        )
    if strata is not None:
        notes += _sample_notes(units, strata, population)
    for name in units.columns:
        notes += _undecided(units, name)
    if not scorers:
        notes.append("the table has no scorer's columns, so no scorer is compared")
    notes += few_clusters(units.rows)
    return notes


def _sample_notes(units: Units, strata: pd.DataFrame, population: int) -> list[str]:
    notes = []
    drawn = strata.drop_duplicates("stratum")
    total = int(drawn["stratum_size"].sum())
    if total != population:
        notes.append(
            f"the sample was drawn from {total:,} comments, the table has {population:,} now: the "
            f"weights are those of the draw"
        )
    coded = set(units.strata["stratum"]) if units.strata is not None else set()
    without = drawn[~drawn["stratum"].isin(coded)]
    if len(without):
        notes.append(
            f"{len(without)} strata with {int(without['stratum_size'].sum()):,} comments have no "
            f"coded comment: the figures don't speak of these"
        )
    return notes


def _undecided(units: Units, name: str) -> list[str]:
    """How many comments a column leaves out of the comparison, and why."""
    codes = units.column(name)
    found = references(units, name)
    pool = found.get(CONSENSUS, next(iter(found.values())))
    notes = []
    ties = int((pool.isna() & codes.notna().any(axis=1)).sum())
    if ties and name != "rating":
        notes.append(
            f"{name}: on {ties} of {len(codes)} comments no code has a majority; they are left "
            f"out of the comparison with the consensus, which is thus one with the easier comments"
        )
    unclear = int(pool.eq(UNCLEAR).fillna(False).sum())
    if unclear:
        notes.append(f"{name}: {unclear} of {len(codes)} comments are unclear to people")
    return notes
