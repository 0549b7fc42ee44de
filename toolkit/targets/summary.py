"""Counts and means of the scores toward targets, over the reader comments."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.schema import reader_comments
from toolkit.stats import estimate_sentiment
from toolkit.targets.targets_file import Target

SUMMARY_COLUMNS = (
    "target", "aliases", "n_mentioned", "n_said", "n_nothing_said", "estimate", "ci_low",
    "ci_high", "method", "note", "said_ids", "nothing_said_ids",
)  # fmt: skip


def summarise_targets(
    comments: pd.DataFrame,
    scores: pd.DataFrame,
    targets: Sequence[Target],
    *,
    resamples: int = 9999,
    seed: int = 0,
) -> pd.DataFrame:
    """How many reader comments name each target and say something of it, and the mean of these.

    The mean's interval resamples the comments (:func:`toolkit.stats.estimate_sentiment`); how
    wrong each score may be is not in it.

    Args:
        comments: The comments table.
        scores: As from :func:`toolkit.targets.score_targets`.
        targets: The targets.
        resamples: Bootstrap resamples of each interval.
        seed: Seed of the resampling.

    Returns:
        A row for each target, in order, columns :data:`SUMMARY_COLUMNS`: ``n_mentioned`` comments
        name it, ``n_said`` say something of it, ``n_nothing_said`` only name it; ``estimate`` is
        the mean score of the former, with ``note`` where it has no interval.
    """
    readers = reader_comments(comments)
    rows = []
    for target in targets:
        own = scores[(scores["target"] == target.name) & scores["id"].isin(readers["id"])]
        said = own[own["score"].notna()]
        nothing = own[(own["mentions"] > 0) & own["score"].isna()]
        table = pd.DataFrame({"id": said["id"], "text": "said", "score": said["score"]})
        estimates = estimate_sentiment(table, column="score", resamples=resamples, seed=seed)
        mean = estimates[estimates["name"] == "mean_compound"].iloc[0]
        rows.append(
            (target.name, list(target.aliases), int((own["mentions"] > 0).sum()), len(said),
             len(nothing), mean["estimate"], mean["ci_low"], mean["ci_high"], mean["method"],
             mean["note"], said["id"].tolist(), nothing["id"].tolist())
        )  # fmt: skip
    summary = pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))
    return summary.astype({"target": "string", "estimate": "float64", "ci_low": "float64",
                           "ci_high": "float64"})  # fmt: skip
