"""The model that proposes topics for texts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from toolkit.discovered.mixture import Floats
from toolkit.errors import SettingsError
from toolkit.proposed.calibration import Surroundings, choose_topics
from toolkit.proposed.scores import Opinions, Scores
from toolkit.proposed.stems import find_stems
from toolkit.proposed.vectors import Embed, Remembered
from toolkit.seeded.topics_file import Topic

MINIMUM_TEXTS = 50  # different texts with content words below which nothing is proposed
_SAMPLE = 20_000  # texts that the model is fitted on
_CHUNK = 20_000


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
            embed: Gives a vector for each of a list of texts (single words too).
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
            once = None if embed is None else Remembered(embed)
            scores = Scores.learn(kept, kept_stems, told, shown_by, once)
            surroundings = Surroundings.measure(scores.look(kept, once, kept_stems))
        return cls(tuple(topic.name for topic in told), "", scores, surroundings, embed)

    def propose(self, texts: Sequence[str | None]) -> pd.DataFrame:
        """The proposals for texts, whether it was fitted on them or not.

        Returns:
            A row a text: ``proposed_topics``, ``proposed_topic``, ``proposed_probability``, as
            :func:`toolkit.proposed.propose_topics` tells.

        Raises:
            SettingsError: The model was fitted with sentence vectors and loaded without ``embed``.
        """
        names: list[list[str]] = [[] for _ in texts]
        main = [""] * len(texts)
        probability = np.full(len(texts), np.nan)
        for rows, opinions in self._look(texts):
            if self.surroundings is None:
                break
            found = choose_topics(opinions, self.surroundings)
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

    def share(self, texts: Sequence[str | None]) -> Floats:
        """What speaks for each topic against the others.

        Returns:
            Shape (texts, names): rows sum to 1, or are 0 where there is nothing to go by.

        Raises:
            SettingsError: The model was fitted with sentence vectors and loaded without ``embed``.
        """
        shares = np.zeros((len(texts), len(self.names)))
        for rows, opinions in self._look(texts):
            if self.surroundings is not None:
                shares[rows] = self.surroundings.share(opinions)
        return shares

    def _look(self, texts: Sequence[str | None]) -> Iterator[tuple[list[int], Opinions]]:
        """In chunks, the rows of texts that aren't blank, and what is found in them."""
        if self.scores is None:
            return
        if self.scores.by_vectors is not None and self.embed is None:
            raise SettingsError(
                "the model was fitted with sentence vectors; give embed, the same as then"
            )
        told = [row for row, text in enumerate(texts) if isinstance(text, str) and text.strip()]
        for start in range(0, len(told), _CHUNK):
            rows = told[start : start + _CHUNK]
            with threadpool_limits(limits=1):
                yield rows, self.scores.look([str(texts[row]) for row in rows], self.embed)


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


def _content(topic: Topic) -> tuple[list[str], str, str]:
    return sorted(topic.seeds), topic.label, topic.name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
