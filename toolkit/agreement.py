"""Agreement between people who code the same comments: Krippendorff's alpha.

alpha = 1 - D_o / D_e: the disagreement observed among the codes of one unit over the one expected
if codes were dealt out by chance. 1 is perfect agreement, 0 is chance, below 0 is worse than
chance. Any number of coders, with codes missing; units with fewer than two codes tell nothing
(Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.clusters import Floats
from toolkit.errors import SettingsError

LEVELS = ("nominal", "interval")


def krippendorff_alpha(
    codes: pd.DataFrame, *, level: str = "nominal", weights: npt.ArrayLike | None = None
) -> float:
    """Krippendorff's alpha of a table of codes.

    Args:
        codes: One row a unit, one column a coder, shape (units, coders); NA where a code is
            missing.
        level: ``nominal`` (codes are names: they agree or not) or ``interval`` (codes are
            numbers: disagreement grows with the square of their difference).
        weights: How many units of a larger table each one stands for, shape (units,); all alike
            if not given.

    Returns:
        At most 1; NaN where it is undefined: no unit has two codes, or all codes are the same, so
        that agreement can't be told from chance.

    Raises:
        SettingsError: An unknown level.

    Reference: Krippendorff, K. (2019). Content Analysis (4th ed.), chapter 12.

    >>> codes = pd.DataFrame({"Ben": list("aabbdcccedda"), "Gerry": list("babbbccceddd")})
    >>> round(krippendorff_alpha(codes), 3)  # the worked example B of Krippendorff (2011)
    0.692
    """
    shares = AlphaParts(codes, level=level)
    given = np.ones(len(codes)) if weights is None else np.asarray(weights, dtype=np.float64)
    return float(shares.alpha(given[None, :])[0])


def percent_agreement(codes: pd.DataFrame, weights: npt.ArrayLike | None = None) -> float:
    """Share of the pairs of codes of one unit that are the same, averaged over units.

    Args:
        codes: One row a unit, one column a coder; NA where a code is missing.
        weights: Weight of each unit; all alike if not given.

    Returns:
        From 0 to 1; NaN where no unit has two codes.

    >>> round(percent_agreement(pd.DataFrame({"Ann": [1, 2, 2], "Bo": [1, 2, 1]})), 2)
    0.67
    """
    shares = AlphaParts(codes, level="nominal")
    given = np.ones(len(codes)) if weights is None else np.asarray(weights, dtype=np.float64)
    return float(shares.agreement(given[None, :])[0])


class AlphaParts:
    """What alpha is made of, so that it can be computed for many weightings of the same units.

    Attributes:
        values: The different codes, in order.
        paired: Whether each unit has at least two codes.
    """

    def __init__(self, codes: pd.DataFrame, *, level: str) -> None:
        if level not in LEVELS:
            raise SettingsError(f"level {level!r}: choose one of {', '.join(LEVELS)}")
        counts, self.values = _count_values(codes)
        coded = counts.sum(axis=1)
        self.paired = coded > 1
        self._counts = np.where(self.paired[:, None], counts, 0.0)
        self._distance = self._distances(level)
        pairs = np.maximum(coded - 1, 1)
        # per unit: the sum of distances over ordered pairs of its codes, over the codes less one
        within = np.einsum("uc,ck,uk->u", self._counts, self._distance, self._counts)
        self._within = within / pairs
        same = (self._counts * (self._counts - 1)).sum(axis=1)
        self._same = np.where(self.paired, same / np.maximum(coded * pairs, 1), 0.0)

    def _distances(self, level: str) -> Floats:
        if level == "nominal":
            return 1.0 - np.eye(len(self.values))
        numbers = np.asarray(self.values, dtype=np.float64)
        squared: Floats = (numbers[:, None] - numbers[None, :]) ** 2
        return squared

    def alpha(self, weights: Floats) -> Floats:
        """Alpha for each row of weights, shape (weightings, units); NaN where undefined."""
        paired = weights * self.paired
        units, drawn = self.paired.sum(), paired.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            # weights count units: scaled so that the codes are as many as were given
            scaled = paired * (units / drawn)[:, None]
            totals = scaled @ self._counts
            expected = np.einsum("rc,ck,rk->r", totals, self._distance, totals)
            observed = scaled @ self._within
            found = 1 - (totals.sum(axis=1) - 1) * observed / expected
        return np.where((drawn > 0) & (expected > 1e-12), found, np.nan)

    def agreement(self, weights: Floats) -> Floats:
        """Percent agreement for each row of weights; NaN where no unit has two codes."""
        drawn = (weights * self.paired).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(drawn > 0, weights @ self._same / drawn, np.nan)


def _count_values(codes: pd.DataFrame) -> tuple[Floats, list[object]]:
    """How often each unit got each value, shape (units, values)."""
    cells = [codes.iloc[:, place].tolist() for place in range(codes.shape[1])]
    known = {cell for column in cells for cell in column if not pd.isna(cell)}
    values = sorted(known, key=lambda value: (str(type(value)), value))
    places = {value: place for place, value in enumerate(values)}
    counts = np.zeros((len(codes), len(values)))
    for column in cells:
        for row, cell in enumerate(column):
            if not pd.isna(cell):
                counts[row, places[cell]] += 1
    return counts, values
