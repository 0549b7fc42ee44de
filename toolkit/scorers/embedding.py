"""Sentiment from sentence embeddings and VADER: the best score here, and the slowest.

A linear model over the vectors of all-MiniLM-L6-v2 (Reimers & Gurevych 2019, arXiv:1908.10084),
VADER's numbers and two word lists, fitted on sentences rated by people. Its card, with data,
figures and limits, is ``models/embedding.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from toolkit.errors import SettingsError
from toolkit.scorers.heads import read_head
from toolkit.scorers.rated import Embed, name_columns, rate_texts
from toolkit.scorers.sentence_features import Numbers

_head = functools.cache(read_head)


class EmbeddingScorer:
    """The mean rating that people would give a text, told from the meanings of its sentences.

    Args:
        embed: Gives a list of English passages a row each of the model's vector, of length 1;
            by default the model of the extra ``embeddings``, which is loaded when first used.
            A vector must depend on its passage alone.
    """

    columns: Mapping[str, str] = name_columns("embedding")

    def __init__(self, embed: Embed | None = None) -> None:
        self._embed = embed

    def score(self, texts: pd.Series) -> pd.DataFrame:
        """Score the texts (:func:`toolkit.scorers.rated.rate_texts`).

        Raises:
            SchemaError: A value that is neither a string nor NA.
            MissingExtraError: No ``embed``, and the extra ``embeddings`` isn't installed.
            SettingsError: Vectors that are not of the model's shape.
        """
        embed = self._embed or _default_model()
        return rate_texts(texts, "embedding", _head("embedding"), _checked(embed))


@functools.cache
def _default_model() -> Embed:
    from toolkit.scorers.sentence_vectors import load_model  # noqa: PLC0415

    return load_model()


def _checked(embed: Embed) -> Embed:
    def embed_checked(passages: Sequence[str]) -> Numbers:
        vectors = np.asarray(embed(passages), dtype=np.float64)
        expected = (len(passages), len(_head("embedding").vector_weights))
        if vectors.shape != expected:
            raise SettingsError(
                f"the vectors of {len(passages):,} passages are of shape {vectors.shape}, not "
                f"{expected}; give vectors of the model that the scorer was fitted with"
            )
        if not np.isfinite(vectors).all():
            raise SettingsError("a passage's vector has a number that is not finite")
        return vectors

    return embed_checked
