"""How probable it is that a proposed topic is right, and when none is proposed.

The probability is a logistic function of what can be seen without labels, with coefficients that
were fitted once, on 16 labelled sets (news, newsgroups, questions, definitions; 5 to 16 topics with
about five seeds each) and the key points of four debates, with 50 to 1,000 texts each, and again
with the seeds of half of the topics only. On sets of a kind that was left out when fitting, with
1,000 texts, the expected calibration error was .12 on average by words and .10 with vectors, at
worst .29 and .37: read the probability as "likely" or "doubtful", not as a percentage.

No topic is listed where the log odds and twice the evidence (against the other texts' mean, in
standard deviations) fall below a threshold, chosen on the same
debates. It is lower where the
topics can hardly be told apart, since F1 is best served by a threshold in proportion to what can
be reached (Lipton, Elkan & Naryanaswamy 2014, Theorem 1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from toolkit.discovered.mixture import Floats
from toolkit.proposed.scores import Opinions
from toolkit.proposed.spreading import find_sharpness, softmax

_SURE = 0.8
_BY_WORDS = {
    "constant": -7.547, "margin": 0.456, "agrees": 2.064, "disagrees": 0.94, "length": 0.244,
    "agreement": 4.171, "reach": 7.314,
}  # fmt: skip
_BY_VECTORS = {
    "constant": -3.7, "margin": 0.153, "agrees": 0.343, "disagrees": -0.102, "likeness": 7.989,
    "vectors_lift": 1.402, "vectors_agree": 0.159, "vectors_agreement": 4.134,
    "vectors_reach": -1.837,
}  # fmt: skip
WORDS_COLUMNS = tuple(_BY_WORDS)[1:]
VECTORS_COLUMNS = tuple(_BY_VECTORS)[1:]
_NONE_BY_WORDS, _NONE_BY_VECTORS = -2.75, -1.4  # below which no topic is listed,
_BELOW_WORDS, _BELOW_VECTORS = 2.75, 1.9  # or so far below the mean, where that is lower
_EVIDENCE = 2.0  # what a standard deviation of evidence adds to the log odds
_ANOTHER = 0.4  # share of the best topic's probability from which another is listed too


def choose_topics(
    opinions: Opinions, surroundings: Surroundings
) -> list[tuple[list[int], int, float]]:
    """For each text the topics listed (best first), the best one and its probability.

    The best one is -1, with NaN, where nothing in the text is known.
    """
    by_vectors = opinions.likeness is not None
    odds = _log_odds(surroundings.describe(opinions), by_vectors)
    probable = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    threshold = (
        min(_NONE_BY_VECTORS, surroundings.mean_odds - _BELOW_VECTORS)
        if by_vectors
        else min(_NONE_BY_WORDS, surroundings.mean_odds - _BELOW_WORDS)
    )
    listed = odds + _EVIDENCE * surroundings.weigh_evidence(opinions) >= threshold
    share = surroundings.share(opinions)
    chosen: list[tuple[list[int], int, float]] = []
    for row, own in enumerate(share):
        if not own.any():
            chosen.append(([], -1, float("nan")))
            continue
        order = np.argsort(-own, kind="stable")
        best = int(order[0])
        names = [int(topic) for topic in order if own[topic] >= _ANOTHER * own[best]]
        chosen.append((names if listed[row] else [], best, float(probable[row])))
    return chosen


@dataclass(frozen=True)
class Surroundings:
    """What holds for all texts that a model was fitted on.

    Attributes:
        sharpness: Brings the total scores to a mean probability of .8.
        agreement: Share of the texts with seed words whose best topic is the one that they show.
        reach: Mean score of the best topic by words.
        vectors_agreement: Share of the texts whose prototype and words say the same.
        vectors_reach: Mean score of the best topic by vectors.
        evidence_mean, evidence_spread: Mean and standard deviation of the best likeness to the
            seeds of a topic and of the best score by words.
        mean_odds: Mean log odds that the best topic is right.
    """

    sharpness: float
    agreement: float
    reach: float
    vectors_agreement: float
    vectors_reach: float
    evidence_mean: tuple[float, ...]
    evidence_spread: tuple[float, ...]
    mean_odds: float = 0.0

    @classmethod
    def measure(cls, opinions: Opinions) -> Surroundings:
        """Of the texts that a model was fitted on."""
        row = np.arange(len(opinions.total))
        best = opinions.total.argmax(axis=1)
        shown = opinions.seeds.max(axis=1) > 0
        same = opinions.seeds.argmax(axis=1) == best
        agree, reach = 0.0, 0.0
        if opinions.likeness is not None and opinions.vectors is not None:
            own = opinions.likeness.argmax(axis=1) == opinions.words.argmax(axis=1)
            agree, reach = float(own.mean()), float(opinions.vectors[row, best].mean())
        evidence = _evidence(opinions)
        without_odds = cls(
            sharpness=find_sharpness(opinions.total, _SURE),
            agreement=float(same[shown].mean()) if shown.any() else 0.0,
            reach=float(opinions.words[row, best].mean()),
            vectors_agreement=agree,
            vectors_reach=reach,
            evidence_mean=tuple(float(kind.mean()) for kind in evidence),
            evidence_spread=tuple(float(kind.std()) for kind in evidence),
        )
        odds = _log_odds(without_odds.describe(opinions), opinions.likeness is not None)
        return replace(without_odds, mean_odds=float(odds.mean()))

    def share(self, opinions: Opinions) -> Floats:
        """What speaks for each topic against the others: texts by topics, rows sum to 1, or are 0
        where nothing in the text is known."""
        share = softmax(opinions.total * self.sharpness)
        if opinions.likeness is None:
            share[opinions.known == 0] = 0
        return share

    def describe(self, opinions: Opinions) -> Floats:
        """What the probability is computed from: texts by :data:`WORDS_COLUMNS` or, with vectors,
        :data:`VECTORS_COLUMNS`."""
        row = np.arange(len(opinions.total))
        best = opinions.total.argmax(axis=1)
        ordered = np.sort(softmax(opinions.total * self.sharpness), axis=1)
        shown = opinions.seeds.max(axis=1) > 0
        same = opinions.seeds.argmax(axis=1) == best
        n = len(row)
        found: dict[str, Floats] = {
            "margin": np.log(ordered[:, -1] + 1e-12) - np.log(ordered[:, -2] + 1e-12),
            "agrees": (shown & same).astype(float),
            "disagrees": (shown & ~same).astype(float),
            "length": np.log1p(opinions.known),
            "agreement": np.full(n, self.agreement),
            "reach": np.full(n, self.reach),
        }
        if opinions.likeness is None or opinions.vectors is None:
            return np.column_stack([found[column] for column in WORDS_COLUMNS])
        agree = opinions.likeness.argmax(axis=1) == opinions.words.argmax(axis=1)
        found |= {
            "likeness": opinions.likeness[row, best],
            "vectors_lift": opinions.vectors[row, best],
            "vectors_agree": agree.astype(float),
            "vectors_agreement": np.full(n, self.vectors_agreement),
            "vectors_reach": np.full(n, self.vectors_reach),
        }
        return np.column_stack([found[column] for column in VECTORS_COLUMNS])

    def weigh_evidence(self, opinions: Opinions) -> Floats:
        """Evidence for any topic at all, against the other texts' (mean 0, in their units)."""
        kinds = _evidence(opinions)
        total = np.zeros(len(opinions.total))
        for kind, mean, spread in zip(kinds, self.evidence_mean, self.evidence_spread, strict=True):
            total += (kind - mean) / (spread or 1.0)
        return np.asarray(total / len(kinds))


def _log_odds(columns: Floats, by_vectors: bool) -> Floats:
    weights = list((_BY_VECTORS if by_vectors else _BY_WORDS).values())
    return np.asarray(columns @ np.array(weights[1:]) + weights[0])


def _evidence(opinions: Opinions) -> tuple[Floats, Floats]:
    return np.asarray(opinions.seeds.max(axis=1)), np.asarray(opinions.words.max(axis=1))
