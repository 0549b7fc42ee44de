"""Proposed topics: a model's guesses which of the analyst's topics further comments belong to.

The rules label a comment only where a seed stands in it. From the seeds and from all comments,
without any labels, a model learns which other words (and, on request, meanings) go with each
topic, and proposes topics for the comments. Proposals are guesses: they stand beside the seeded
topics, never in their place, each with the probability that it is right.

How it is done: seeds count as if they had been seen in their topics, naive-Bayes expectation
maximisation spreads that to the words beside them, a ridge regression smooths the result
(:mod:`toolkit.seeded.mixture`); with sentence vectors, likeness to the topic's label and seeds has
a say, and a second regression learns from both (:mod:`toolkit.seeded.proposal_scores`). How
probable a proposal is was measured on labelled texts (:mod:`toolkit.seeded.proposal_calibration`).

Measured with five seeds a topic, up to 1,500 texts a set: of six sets of distinct topics the best
guess was right for .95 of the texts by words and for .96 with vectors (.67 by the seeds alone), of
these and ten harder ones for .83 and .89. Where half of the texts belonged to none of the topics,
proposals by words were worse than the seeds alone (micro-F1 .50, against .70; F1 of none .20, .75)
and those with vectors no better (.70; .64).
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits

from toolkit.errors import SettingsError
from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.mixture import Linear
from toolkit.seeded.proposal_calibration import Surroundings, choose_topics
from toolkit.seeded.proposal_scores import Embed, Scores, VectorScores
from toolkit.seeded.proposal_words import Weighting, find_stems
from toolkit.seeded.seeded import find_evidence
from toolkit.seeded.topics_file import Topic

MINIMUM_TEXTS = 50  # different texts with content words below which nothing is proposed
_SAMPLE = 20_000  # texts that the model is fitted on
_CHUNK = 20_000
_FORM = 1  # of what to_arrays gives


def propose_topics(
    table: pd.DataFrame, topics: Sequence[Topic], *, embed: Embed | None = None, seed: int = 0
) -> pd.DataFrame:
    """Add a model's guesses which topics each reader comment belongs to.

    Args:
        table: Any table with ``id`` and ``text``. Other columns stay, seeded topics among them.
        topics: The analyst's topics, as from :func:`toolkit.seeded.read_topics`.
        embed: Gives a vector for each of a list of texts, such as
            :func:`toolkit.scorers.sentence_vectors.load_model` returns; by default only words
            are looked at.
        seed: Taken for the sake of a uniform interface; nothing in the model is random.

    Returns:
        The table with ``proposed_topics`` (lists of names, most probable first; ``[]`` where none
        is probable enough), ``proposed_topic`` (the best guess, also where it is not probable; ""
        where there is nothing to go by) and ``proposed_probability`` (Float64, that
        ``proposed_topic`` is right, NA without one). Below 50 different comments, or if fewer than
        two topics have a seed in them, nothing is proposed. The same whatever the order of rows,
        topics and seeds; a comment that stands there several times counts once.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed that can't be used, or ``embed`` gives no vectors.

    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["Two wars.", "Free trade."]})
    >>> war, trade = (Topic(name=n, label=n, seeds=(n,)) for n in ("war", "trade"))
    >>> propose_topics(table, [war, trade])["proposed_topics"].tolist()
    [[], []]
    """
    return fit_proposals(table, topics, embed=embed, seed=seed).add_to(table)


def fit_proposals(
    table: pd.DataFrame, topics: Sequence[Topic], *, embed: Embed | None = None, seed: int = 0
) -> ProposalModel:
    """Fit a model to a table's reader comments, as :func:`propose_topics` does.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed that can't be used, or ``embed`` gives no vectors.
    """
    check_columns(table, ["id", "text"])
    readers = _readers(table)
    evidence = find_evidence(readers, topics)
    return ProposalModel.fit(readers["text"].tolist(), topics, evidence, embed=embed, seed=seed)


@dataclass(frozen=True)
class ProposalModel:
    """A fitted model, which proposes topics for any texts.

    Attributes:
        names: The topics it proposes, in an order of its own.
        reason: Why it proposes nothing, "" if it does.
        scores: What was learnt; None if it proposes nothing.
        surroundings: What the probabilities are computed from; None if it proposes nothing.
        embed: Gives a vector for each of a list of texts, or None.
    """

    names: tuple[str, ...]
    reason: str
    scores: Scores | None = None
    surroundings: Surroundings | None = None
    embed: Embed | None = None

    @classmethod
    def fit(
        cls,
        texts: Sequence[str | None],
        topics: Sequence[Topic],
        evidence: pd.DataFrame | None = None,
        *,
        embed: Embed | None = None,
        seed: int = 0,  # noqa: ARG003
    ) -> ProposalModel:
        """Learn from texts without labels.

        Args:
            texts: All of them, repeated or missing ones too; more than 20,000 different ones are
                sampled by a digest of the text.
            topics: The analyst's topics.
            evidence: What shows them, a row a match with ``topic`` and ``word``, as from
                :func:`toolkit.seeded.find_evidence`; without it, the words of the seeds alone.
            embed: Gives a vector for each of a list of texts.
            seed: Nothing in the model is random.

        Raises:
            SettingsError: ``embed`` gives no vectors.
        """
        shown_by: dict[str, list[str]] = defaultdict(list)
        if evidence is not None:
            for topic, word in zip(evidence["topic"], evidence["word"], strict=True):
                shown_by[topic].append(word)
        different = sorted({text for text in texts if isinstance(text, str)}, key=_digest)
        kept: list[str] = []
        kept_stems: list[list[str]] = []
        words: set[str] = set()
        for text in different[: 2 * _SAMPLE]:
            stems = find_stems(text)
            if stems and len(kept) < _SAMPLE:
                kept.append(text)
                kept_stems.append(stems)
                words.update(stems)
        told = [
            topic
            for topic in sorted(topics, key=_content)
            if any(
                not words.isdisjoint(find_stems(text))
                for text in (*topic.seeds, *shown_by.get(topic.name, ()))
            )
        ]
        reason = _why_not(len(topics), len(told), len(kept))
        if reason:
            return cls((), reason)
        with threadpool_limits(limits=1):
            scores = Scores.learn(kept, kept_stems, told, shown_by, embed)
            surroundings = Surroundings.measure(scores.look(kept, embed, kept_stems))
        return cls(tuple(topic.name for topic in told), "", scores, surroundings, embed)

    def propose(self, texts: Sequence[str | None]) -> pd.DataFrame:
        """The proposals for texts, whether it was fitted on them or not.

        Returns:
            A row a text: ``proposed_topics``, ``proposed_topic``, ``proposed_probability``, as
            :func:`propose_topics` tells.

        Raises:
            SettingsError: The model was fitted with sentence vectors and loaded without ``embed``.
        """
        names: list[list[str]] = [[] for _ in texts]
        main = [""] * len(texts)
        probability = np.full(len(texts), np.nan)
        told = [row for row, text in enumerate(texts) if isinstance(text, str) and text.strip()]
        for start in range(0, len(told) if self.scores else 0, _CHUNK):
            rows = told[start : start + _CHUNK]
            found = self._choose([str(texts[row]) for row in rows])
            for row, (chosen, best, likely) in zip(rows, found, strict=True):
                names[row] = [self.names[topic] for topic in chosen]
                if best >= 0:
                    main[row], probability[row] = self.names[best], likely
        return pd.DataFrame(
            {
                "proposed_topics": pd.Series(names, dtype="object"),
                "proposed_topic": pd.Series(main, dtype="string"),
                "proposed_probability": pd.Series(
                    pd.array(probability, dtype="Float64"), dtype="Float64"
                ),
            }
        )

    def add_to(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with the three columns; rows that aren't reader comments get no proposal."""
        check_columns(table, ["id", "text"])
        readers = _readers(table.reset_index(drop=True))
        rows = readers.index.tolist()
        proposed = self.propose(readers["text"].tolist())
        names: list[list[str]] = [[] for _ in range(len(table))]
        for row, own in zip(rows, proposed["proposed_topics"], strict=True):
            names[row] = own
        all_rows = proposed.set_axis(rows).reindex(range(len(table))).set_axis(table.index)
        added = table.copy()
        added["proposed_topics"] = pd.Series(names, index=table.index, dtype="object")
        added["proposed_topic"] = all_rows["proposed_topic"].fillna("")
        added["proposed_probability"] = all_rows["proposed_probability"]
        return added

    def _choose(self, texts: Sequence[str]) -> list[tuple[list[int], int, float]]:
        if self.scores is None or self.surroundings is None:
            return [([], -1, np.nan)] * len(texts)
        if self.scores.by_vectors is not None and self.embed is None:
            raise SettingsError(
                "the model was fitted with sentence vectors; give embed, the same as then"
            )
        with threadpool_limits(limits=1):
            opinions = self.scores.look(texts, self.embed)
            return choose_topics(opinions, self.surroundings)

    def to_arrays(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[np.float64]]]:
        """The model as what JSON can hold and as named arrays (``embed`` is not in them)."""
        settings: dict[str, Any] = {"form": _FORM, "names": list(self.names), "reason": self.reason}
        if self.scores is None or self.surroundings is None:
            return settings, {}
        scores, part = self.scores, self.scores.by_vectors
        settings["vocabulary"] = list(scores.weighting.words)
        settings["words_sharpness"] = scores.words_sharpness
        settings["surroundings"] = dataclasses.asdict(self.surroundings)
        arrays = {
            "rarity": scores.weighting.rarity,
            "seeds": scores.seeds,
            "words_weights": scores.words.weights,
            "words_constant": scores.words.constant,
        }
        if part is not None:
            settings["likeness_sharpness"] = part.likeness_sharpness
            settings["vectors_sharpness"] = part.sharpness
            arrays |= {
                "centre": part.centre,
                "prototypes": part.prototypes,
                "vectors_weights": part.model.weights,
                "vectors_constant": part.model.constant,
            }
        return settings, arrays

    @classmethod
    def from_arrays(
        cls,
        settings: Mapping[str, Any],
        arrays: Mapping[str, npt.NDArray[np.float64]],
        *,
        embed: Embed | None = None,
    ) -> ProposalModel:
        """A model as :meth:`to_arrays` gave it; its proposals are the same.

        Raises:
            SettingsError: Another version of the toolkit wrote it, or something is missing.
        """
        if settings.get("form") != _FORM:
            raise SettingsError(
                f"a model of proposals in the form {settings.get('form')!r}, not {_FORM}; "
                f"fit it anew with this version"
            )
        try:
            return cls._read(settings, arrays, embed)
        except (KeyError, TypeError) as error:
            raise SettingsError(f"a model of proposals that isn't whole ({error})") from None

    @classmethod
    def _read(
        cls,
        settings: Mapping[str, Any],
        arrays: Mapping[str, npt.NDArray[np.float64]],
        embed: Embed | None,
    ) -> ProposalModel:
        names, reason = tuple(settings["names"]), str(settings["reason"])
        if reason:
            return cls(names, reason)
        part = None
        if "centre" in arrays:
            part = VectorScores(
                arrays["centre"],
                arrays["prototypes"],
                settings["likeness_sharpness"],
                Linear(arrays["vectors_weights"], arrays["vectors_constant"]),
                settings["vectors_sharpness"],
            )
        scores = Scores(
            Weighting(tuple(settings["vocabulary"]), arrays["rarity"]),
            arrays["seeds"],
            Linear(arrays["words_weights"], arrays["words_constant"]),
            settings["words_sharpness"],
            part,
        )
        told = settings["surroundings"]
        pairs = {key: tuple(told[key]) for key in ("evidence_mean", "evidence_spread")}
        return cls(names, reason, scores, Surroundings(**{**told, **pairs}), embed)


def describe_proposals(table: pd.DataFrame, model: ProposalModel) -> str:
    """A sentence on what was proposed in a table with seeded and proposed topics.

    >>> describe_proposals(pd.DataFrame(), ProposalModel((), "no topics are given"))
    'No topics were proposed: no topics are given.'
    """
    if model.reason:
        return f"No topics were proposed: {model.reason}."
    readers = _readers(table)
    unshown = readers["seeded_topic"] == ""
    listed = readers["proposed_topics"].str.len() > 0
    return (
        f"{int((unshown & listed).sum()):,} of {int(unshown.sum()):,} comments without evidence "
        f"got a proposal (proposed_topics): a model's guess, which the seeded topics don't hold."
    )


def _why_not(n_topics: int, n_told: int, n_texts: int) -> str:
    if not n_topics:
        return "no topics are given"
    if n_texts < MINIMUM_TEXTS:
        return (
            f"{n_texts} different comments with content words are too few to learn from "
            f"(at least {MINIMUM_TEXTS} are needed)"
        )
    if n_told < 2:
        return (
            f"{n_told} of {n_topics} topics {'has' if n_told == 1 else 'have'} a seed word in the "
            f"comments, and the model needs two to tell apart"
        )
    return ""


def _readers(table: pd.DataFrame) -> pd.DataFrame:
    return reader_comments(table.assign(text=table["text"].astype("string")))


def _content(topic: Topic) -> tuple[list[str], str, str]:
    return sorted(topic.seeds), topic.label, topic.name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
