"""From texts to numbers: word counts, their TF-IDF weights, and vectors that a model gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer

from toolkit.discovered.mixture import Features, Floats
from toolkit.errors import SettingsError

DIMENSIONS = 40

Embed = Callable[[Sequence[str]], np.ndarray]


def weigh_counts(counts: sparse.csr_matrix, idf: Floats) -> sparse.csr_matrix:
    """TF-IDF with sublinear term frequency, rows scaled to length 1 (scikit-learn's).

    Args:
        counts: Texts by words.
        idf: The words' inverse document frequencies (:func:`rarity`).
    """
    transformer = TfidfTransformer(sublinear_tf=True)
    transformer.idf_ = idf
    return sparse.csr_matrix(transformer.transform(counts))


def rarity(counts: sparse.csr_matrix) -> Floats:
    """The inverse document frequency of each word, smoothed as scikit-learn does."""
    idf: Floats = TfidfTransformer().fit(counts).idf_
    return idf


def reduce_features(features: Features, *, seed: int) -> Floats:
    """Coordinates for k-means: the texts' vectors, or else their words, in 40 dimensions at most.

    Latent semantic analysis (Deerwester et al. 1990), the most important dimensions first.
    """
    wide = features.weights if features.vectors is None else sparse.csr_matrix(features.vectors)
    if min(wide.shape) <= DIMENSIONS + 1:
        return np.asarray(wide.toarray(), dtype=np.float64)
    reduced = TruncatedSVD(DIMENSIONS, random_state=seed).fit_transform(wide)
    return np.asarray(reduced, dtype=np.float64)


def embed_texts(embed: Embed, texts: Sequence[str]) -> Floats:
    """Vectors of texts, checked.

    Raises:
        SettingsError: Not one row of finite numbers for each text.
    """
    vectors = np.asarray(embed(texts), dtype=np.float64)
    if vectors.ndim != 2 or len(vectors) != len(texts) or vectors.shape[1] == 0:
        raise SettingsError(
            f"the vectors of {len(texts):,} texts are of shape {vectors.shape}; `embed` must give "
            f"one row of numbers for each text"
        )
    if not np.isfinite(vectors).all():
        raise SettingsError("a text's vector has a number that is not finite")
    return vectors


def centre_vectors(vectors: Floats, mean: Floats) -> Floats:
    """Vectors less what all have in common, scaled to length 1."""
    centred = vectors - mean
    lengths = np.sqrt((centred**2).sum(axis=1, keepdims=True))
    unit: Floats = centred / np.where(lengths > 1e-12, lengths, 1)
    return unit
