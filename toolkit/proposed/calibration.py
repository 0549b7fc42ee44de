"""How probable it is that a proposed topic is right, and that a text is of none.

Both are logistic functions of what can be seen without labels, with coefficients that were fitted
once (``tests/benchmarks/seeded_quality.py calibrate``), on 16 labelled sets (news, newsgroups,
questions, definitions; 5 to 16 topics with about five seeds each) with the seeds of all, most or
half of the topics, and on the key points of four debates. On kinds of text that were left out when
fitting, the expected calibration error of "right" was .12 on average by words and .11 with vectors,
at worst .36 and .50: read it as "likely" or "doubtful", not as a percentage. What holds for all
texts of a set alike (how many hold a seed) was no help in telling none, and is not looked at there.

Topics are listed unless it is more probable that the text is of none than that the best is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from toolkit.discovered.mixture import Floats
from toolkit.proposed.scores import Opinions
from toolkit.proposed.spreading import find_sharpness, softmax

_SURE = 0.8
# of the log odds, by what is told: that the best topic is right, and that none is
_WORDS: Mapping[str, Mapping[str, float]] = {
    "right": {
        "constant": -6.784,
        "margin": 0.237,
        "agrees": 1.051,
        "disagrees": -0.151,
        "length": 0.048,
        "seeds": 4.841,
        "shown": 0.378,
        "near_words": 0.538,
        "near_any": -0.215,
        "agreement": 4.924,
        "coverage": 1.938,
    },
    "none": {
        "constant": 0.139,
        "margin": -0.02,
        "agrees": -0.628,
        "disagrees": 0.562,
        "length": 0.32,
        "seeds": -5.847,
        "shown": -0.599,
        "near_words": -0.421,
        "near_any": -0.463,
    },
}
_VECTORS: Mapping[str, Mapping[str, float]] = {
    "right": {
        "constant": -3.914,
        "margin": 0.164,
        "agrees": -0.251,
        "disagrees": -0.351,
        "likeness": 7.159,
        "vectors_lift": 0.993,
        "vectors_agree": 0.198,
        "seeds": -0.686,
        "shown": 0.564,
        "near_words": 0.166,
        "near_vectors": 0.491,
        "vectors_agreement": 3.247,
        "coverage": -0.347,
    },
    "none": {
        "constant": 0.789,
        "margin": 0.147,
        "agrees": -0.531,
        "disagrees": 0.006,
        "likeness": -10.315,
        "vectors_lift": 1.275,
        "vectors_agree": -0.06,
        "seeds": -3.503,
        "shown": 0.116,
        "near_words": -0.286,
        "near_vectors": -0.788,
    },
}
_UNITS = -5.0, 10.0  # within which nearness counts
_MOST_NEAR = 5.0
_SHOWN = 0.3  # weight of a seed from which a text counts as covered
_ANOTHER = 0.4  # share of the best topic's probability from which another is listed too


def choose_topics(
    opinions: Opinions, surroundings: Surroundings
) -> list[tuple[list[int], int, float]]:
    """For each text the topics listed (best first), the best one and its probability.

    The best one is -1, with NaN, where nothing in the text is known. Without a seed in the text,
    all topics at once are none.
    """
    found = surroundings.describe(opinions)
    weights = _WORDS if opinions.likeness is None else _VECTORS
    right, none = _probability(found, weights["right"]), _probability(found, weights["none"])
    listed = right >= none
    share = surroundings.share(opinions)
    chosen: list[tuple[list[int], int, float]] = []
    for row, own in enumerate(share):
        if not own.any():
            chosen.append(([], -1, float("nan")))
            continue
        order = np.argsort(-own, kind="stable")
        best = int(order[0])
        names = [int(topic) for topic in order if own[topic] >= _ANOTHER * own[best]]
        tells = len(names) < len(own) or opinions.shown[row].any()
        chosen.append((names if listed[row] and tells else [], best, float(right[row])))
    return chosen


@dataclass(frozen=True)
class Surroundings:
    """What holds for all texts that a model was fitted on.

    Attributes:
        sharpness: Brings the total scores to a mean probability of .8.
        agreement: Share of the texts with seed words whose best topic is the one that they show.
        vectors_agreement: Share of the texts whose prototype and words say the same.
        coverage: Share of the texts with a seed.
    """

    sharpness: float
    agreement: float
    vectors_agreement: float
    coverage: float

    @classmethod
    def measure(cls, opinions: Opinions) -> Surroundings:
        """Of the texts that a model was fitted on."""
        best = opinions.total.argmax(axis=1)
        shown = opinions.seeds.max(axis=1) > 0
        same = opinions.seeds.argmax(axis=1) == best
        agree = 0.0
        if opinions.likeness is not None:
            agree = float(
                (opinions.likeness.argmax(axis=1) == opinions.words.argmax(axis=1)).mean()
            )
        return cls(
            sharpness=find_sharpness(opinions.total, _SURE),
            agreement=float(same[shown].mean()) if shown.any() else 0.0,
            vectors_agreement=agree,
            coverage=float((opinions.shown.max(axis=1) > _SHOWN).mean()),
        )

    def share(self, opinions: Opinions) -> Floats:
        """What speaks for each topic against the others: texts by topics, rows sum to 1, or are 0
        where nothing in the text is known."""
        share = softmax(opinions.total * self.sharpness)
        if opinions.likeness is None:
            share[opinions.known == 0] = 0
        return share

    def describe(self, opinions: Opinions) -> dict[str, Floats]:
        """What the probabilities are computed from, a number a text each."""
        row = np.arange(len(opinions.total))
        best = opinions.total.argmax(axis=1)
        ordered = np.sort(softmax(opinions.total * self.sharpness), axis=1)
        shown = opinions.seeds.max(axis=1) > 0
        same = opinions.seeds.argmax(axis=1) == best
        any_near = np.clip(opinions.near[-1].shares, 0, None).sum(axis=1)
        found = {
            "margin": np.log(ordered[:, -1] + 1e-12) - np.log(ordered[:, -2] + 1e-12),
            "agrees": (shown & same).astype(float),
            "disagrees": (shown & ~same).astype(float),
            "length": np.log1p(opinions.known),
            "seeds": opinions.seeds.max(axis=1),
            "shown": opinions.shown.max(axis=1),
            "near_words": np.clip(opinions.near[0].units[row, best], *_UNITS),
            "near_any": np.clip(any_near, 0, _MOST_NEAR),
            "agreement": np.full(len(row), self.agreement),
            "coverage": np.full(len(row), self.coverage),
        }
        if opinions.likeness is not None and opinions.vectors is not None:
            agree = opinions.likeness.argmax(axis=1) == opinions.words.argmax(axis=1)
            found |= {
                "likeness": opinions.likeness[row, best],
                "vectors_lift": opinions.vectors[row, best],
                "vectors_agree": agree.astype(float),
                "near_vectors": np.clip(opinions.near[1].units[row, best], *_UNITS),
                "vectors_agreement": np.full(len(row), self.vectors_agreement),
            }
        return found


def list_columns(told: str, *, by_vectors: bool) -> list[str]:
    """What the probability of ``right`` or ``none`` is computed from."""
    return list((_VECTORS if by_vectors else _WORDS)[told])[1:]


def _probability(found: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    told = (weight * found[name] for name, weight in weights.items() if name != "constant")
    odds = sum(told, np.array(weights["constant"]))
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
