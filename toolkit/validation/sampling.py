"""The comments that people code: a seeded, stratified sample with the weights that undo it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.errors import SchemaError, SettingsError
from toolkit.schema import check_columns, reader_comments
from toolkit.validation.items import item_names
from toolkit.validation.machine import NONE, find_scorers

PER_STRATUM = 5
"""Strata are made finer only as long as the sample has so many comments for each on average."""
KEY_COLUMNS = ("item", "id", "stratum", "stratum_size", "stratum_sample", "weight")
_LENGTHS = ("short", "middle", "long")


@dataclass(frozen=True)
class Sample:
    """A sample of comments to be coded.

    Attributes:
        comments: The sampled rows of the table, in the shuffled order of the sheet.
        key: One row a sampled comment in the same order, columns :data:`KEY_COLUMNS`: ``weight``
            is the number of comments of the table that it stands for. Not for the coders, since
            ``stratum`` holds what the machine said.
        strata_by: What the strata are made of.
        population: Reader comments that could be drawn.
        seed: Seed of the draw.
    """

    comments: pd.DataFrame
    key: pd.DataFrame
    strata_by: tuple[str, ...]
    population: int
    seed: int


def draw_sample(table: pd.DataFrame, *, n: int = 200, seed: int = 0) -> Sample:
    """Draw the reader comments that people will code.

    Strata are crossed from the first scorer's label, the main topic, the other scorers' labels
    and the length (thirds by characters), in this order, each taken only if the sample then still
    has :data:`PER_STRATUM` comments a stratum on average. The sample is dealt out by the square
    root of the strata's sizes (power allocation, Bankier 1988), with at least two comments each
    where there are so many, so that rare labels and topics are seen often enough. Weights
    (a stratum's size over its sample) undo this in all later figures.

    Args:
        table: With ``id`` and ``text``; scores and topics make it stratified.
        n: Comments to draw; all if the table has fewer.
        seed: Seed of the draw and of the sheet's order.

    Returns:
        The same sample for the same comments and seed, whatever the order of the rows.

    Raises:
        SchemaError: A needed column is missing, or there is no reader comment.
        SettingsError: ``n`` is below 1.

    >>> table = pd.DataFrame({"id": range(40), "text": "x",
    ...                       "vader_label": ["negative"] * 4 + ["neutral"] * 36})
    >>> key = draw_sample(table, n=10).key
    >>> key.groupby("stratum")["weight"].agg(["size", "sum"]).values.tolist()
    [[3.0, 4.0], [7.0, 36.0]]
    """
    check_columns(table, ["id", "text"])
    if n < 1:
        raise SettingsError(f"--sample {n}: draw at least 1 comment")
    readers = reader_comments(table)
    if readers.empty:
        raise SchemaError("the table has no reader comment with a text, so there is none to code")
    readers = readers.sort_values("id", key=lambda ids: ids.astype(str), ignore_index=True)
    n = min(n, len(readers))
    strata, by = _stratify(readers, n)
    random = np.random.default_rng(seed)
    sizes = strata.value_counts().sort_index()
    drawn = _deal_out(sizes.to_numpy(), n)
    places = []
    for (name, _), count in zip(sizes.items(), drawn, strict=True):
        members = np.flatnonzero(strata == name)
        places += random.permutation(members)[:count].tolist()
    order = random.permutation(np.sort(places))
    comments = readers.iloc[order].reset_index(drop=True)
    own = strata.iloc[order].reset_index(drop=True)
    sampled = own.map(dict(zip(sizes.index, drawn, strict=True))).astype("int64")
    size = own.map(sizes.to_dict()).astype("int64")
    key = pd.DataFrame(
        {
            "item": item_names(comments["id"]),
            "id": comments["id"].astype("string"),
            "stratum": own.astype("string"),
            "stratum_size": size,
            "stratum_sample": sampled,
            "weight": size / sampled,
        }
    )
    return Sample(comments, key, by, len(readers), seed)


def _stratify(readers: pd.DataFrame, n: int) -> tuple[pd.Series, tuple[str, ...]]:
    """The stratum of each comment, and what they are made of."""
    strata = pd.Series([""] * len(readers), dtype="object")
    by: list[str] = []
    for name, values in _candidates(readers).items():
        joined = f"{name}: " + values.reset_index(drop=True)
        finer = joined if not by else strata + "; " + joined
        if finer.nunique() <= max(1, n // PER_STRATUM) and values.nunique() > 1:
            strata, by = finer, [*by, name]
    return strata.where(strata != "", "all"), tuple(by)


def _candidates(readers: pd.DataFrame) -> dict[str, pd.Series]:
    labels = {
        scorer.label: readers[scorer.label].astype("object").fillna("no label").astype(str)
        for scorer in find_scorers(readers)
        if scorer.label
    }
    found = dict(list(labels.items())[:1])
    if "seeded_topic" in readers:
        main = readers["seeded_topic"].astype("object").fillna("").astype(str)
        found["seeded_topic"] = main.where(main != "", NONE)
    found |= labels
    lengths = readers["text"].astype("string").str.len().to_numpy(dtype="float64")
    thirds = np.searchsorted(np.quantile(lengths, [1 / 3, 2 / 3]), lengths)
    found["length"] = pd.Series([_LENGTHS[third] for third in thirds])
    return found


def _deal_out(sizes: np.ndarray, n: int) -> list[int]:
    """How many to draw of each stratum: by square roots, at least two, at most all."""
    least = np.minimum(sizes, 2)
    if least.sum() > n:
        least = np.minimum(sizes, 1)
    drawn = least.copy()
    roots = np.sqrt(sizes.astype("float64"))
    for _ in range(int(n - drawn.sum())):
        # the next comment goes to the stratum that has least of its share (Webster's method)
        wanting = np.where(drawn < sizes, roots / (drawn + 0.5), -1.0)
        drawn[int(np.argmax(wanting))] += 1
    return [int(count) for count in drawn]
