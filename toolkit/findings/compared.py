"""Findings that are estimates: means, differences between groups, distinctive words, groups."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from toolkit.figures.readings import say_validated
from toolkit.figures.wording import interval, listed, signed
from toolkit.findings.finding import (
    Finding,
    Piece,
    has_interval,
    ids_of,
    make_pieces,
    say_interval,
    select,
)
from toolkit.keyness import ARTICLE_CONTRAST, is_distinctive
from toolkit.pipeline import Analysis
from toolkit.schema import local_times
from toolkit.stats import NO_DATE, NO_TOPIC, SENTIMENT
from toolkit.wording import format_number, format_timestamp

MOST_WORDS = 3
LEVEL = 0.05
PERIODS = ("day", "month", "year")


def state_mean(analysis: Analysis, readers: pd.DataFrame) -> Finding | None:
    """The mean sentiment with its interval, and whether it differs from neutral."""
    rows = select(analysis.estimates, name="mean_compound", group_by="all")
    if rows.empty or len(readers) < 2:
        return None
    row = rows.iloc[0]
    if not row["n"]:
        return None
    mean = Piece(signed(row["estimate"]), tuple(row["ids"]), "all with a score")
    if not has_interval(row):
        judged = "; without an interval it says nothing beyond them"
    elif row["ci_low"] > 0:
        judged = ", above neutral"
    elif row["ci_high"] < 0:
        judged = ", below neutral"
    else:
        judged = ", which can’t be told from neutral"
    return Finding(
        kind="mean",
        certainty="estimated",
        pieces=make_pieces("The mean sentiment of the comments is ", mean, f"{judged}."),
        basis=f"{_say_n(row)}. Scale from −1 to 1. {say_validated(analysis)}",
    )


def state_contrast(group_by: str) -> Callable[[Analysis, pd.DataFrame], Finding | None]:
    """A maker of the finding that a topic (or a period) differs from the others in sentiment.

    It is written only where the corrected p-value is below 5 % and the interval of the difference
    excludes none, for the widest such difference.
    """

    def state(analysis: Analysis, readers: pd.DataFrame) -> Finding | None:
        rows = _compared(analysis, group_by)
        apart = [row for row in rows if _differs(row)]
        if not apart:
            return None
        row = max(apart, key=lambda row: abs(float(row["difference"])))
        lower = "lower" if row["difference"] < 0 else "higher"
        others = "in the others" if group_by == "period" else "in those that don’t"
        tested = sum(math.isfinite(row["p_value"]) for row in rows)
        corrected = f", Holm’s correction for {tested:,} comparisons" if tested > 1 else ""
        among = f" The widest of {len(apart):,} differences found." if len(apart) > 1 else ""
        return Finding(
            kind=group_by,
            certainty="estimated",
            pieces=make_pieces(
                f"Sentiment is {lower} in comments {_say_group(row)} (mean ",
                Piece(signed(row["mean"]), tuple(row["ids"]), _say_name(row)),
                f") than {others} (",
                Piece(signed(row["mean_others"]), _others(readers, row, group_by), "the others"),
                ").",
            ),
            basis=(
                f"n = {row['n']:,} and {row['n_others']:,}; difference {signed(row['difference'])}"
                f", 95 % interval {interval(row['ci_low'], row['ci_high'])} (resampled by "
                f"{row['resampled']}); Cliff’s delta {signed(row['cliffs_delta'])}; p "
                f"{_say_p(row['p_holm'])} ({row['test']}{corrected}).{among}"
            ),
        )

    return state


def state_no_contrast(group_by: str) -> Callable[[Analysis, pd.DataFrame], str | None]:
    """A maker of the sentence that no topic (or period) differs from the others."""
    wanted = {
        "topic": "A difference in sentiment between topics",
        "period": "A change of sentiment over time",
    }[group_by]

    def state(analysis: Analysis, readers: pd.DataFrame) -> str | None:
        means = _group_means(analysis, group_by)
        if len(means) < 2 or state_contrast(group_by)(analysis, readers) is not None:
            return None
        noun = group_by if group_by == "topic" else str(means[0]["group_by"])
        tested = [row for row in _compared(analysis, group_by) if math.isfinite(row["p_value"])]
        if not tested:
            return (
                f"{wanted}: none of the {len(means)} {noun}s has enough comments, on both sides, "
                f"to be compared with the others."
            )
        least = min(float(row["p_holm"]) for row in tested)
        corrected = "" if len(tested) == 1 else ", after Holm’s correction"
        which = (
            f"the one comparison of {noun}s"
            if len(tested) == 1
            else (f"{len(tested)} comparisons of a {noun} with the others")
        )
        return (
            f"{wanted}: {which} found none (least p {_say_p(least)}{corrected}), so no difference "
            f"is claimed; that there is none is not shown either."
        )

    return state


def _compared(analysis: Analysis, group_by: str) -> list[pd.Series]:
    """The comparisons of a grouping."""
    wanted = PERIODS if group_by == "period" else (group_by,)
    rows = analysis.comparisons
    rows = rows[rows["group_by"].isin(wanted) & ~rows["group"].isin([NO_TOPIC, NO_DATE])]
    return [row for _, row in rows.iterrows()]


def _others(readers: pd.DataFrame, row: pd.Series, group_by: str) -> tuple[str, ...]:
    """The comments that a group was compared with."""
    kept = readers[SENTIMENT].notna() & ~readers["id"].isin(row["ids"])
    if group_by == "period":
        kept &= local_times(readers["timestamp"]).notna()
    return ids_of(readers[kept])


def _differs(row: pd.Series) -> bool:
    """Whether a comparison shows a difference: its corrected test and its interval both."""
    return bool(row["p_holm"] < LEVEL and (row["ci_low"] > 0 or row["ci_high"] < 0))


def _say_p(p_value: float) -> str:
    """A p-value in words.

    >>> _say_p(0.0312), _say_p(0.0002)
    ('= .031', '< .001')
    """
    if p_value < 0.001:
        return "< .001"
    return f"= {p_value:.3f}".replace("0.", ".")


def _group_means(analysis: Analysis, group_by: str) -> list[pd.Series]:
    """The means of the groups that have comments, lowest first; not of the undated or the rest."""
    wanted = PERIODS if group_by == "period" else (group_by,)
    rows = select(analysis.estimates, name="mean_compound")
    rows = rows[rows["group_by"].isin(wanted) & ~rows["group"].isin([NO_TOPIC, NO_DATE])]
    means = [row for _, row in rows[rows["n"] > 0].iterrows()]
    return sorted(means, key=lambda row: float(row["estimate"]))


def _say_group(row: pd.Series) -> str:
    return f"{'that name' if row['group_by'] == 'topic' else 'from'} {_say_name(row)}"


def _say_name(row: pd.Series) -> str:
    name = str(row["group"])
    return name if row["group_by"] == "topic" else format_timestamp(name)


def _say_n(row: pd.Series) -> str:
    if not has_interval(row):
        return f"n = {row['n']:,}; {say_interval(row)}"
    method = str(row["method"]).split(",")[0]
    return f"n = {row['n']:,}; {say_interval(row)} ({method})"


def state_words(analysis: Analysis, _: pd.DataFrame) -> Finding | None:
    """Words that readers use more than the article, and the reverse."""
    rows, tested = _distinctive(analysis)
    if rows.empty:
        return None
    article = rows[rows["log_odds"] > 0].sort_values("z", ascending=False, kind="stable")
    readers = rows[rows["log_odds"] < 0].sort_values("z", kind="stable")
    pieces: list[Piece | str] = []
    shown: list[pd.Series] = []
    for who, other, found in (
        ("readers use", "the article", readers),
        ("the article uses", "its readers", article),
    ):
        if found.empty:
            continue
        pieces.append(f"; {who} " if pieces else f"{who[0].upper()}{who[1:]} ")
        top = [row for _, row in found.head(MOST_WORDS).iterrows()]
        for place, row in enumerate(top):
            joint = "" if place == 0 else " and " if place == len(top) - 1 else ", "
            pieces += [joint, Piece(f"“{row['word']}”", tuple(row["ids"]))]
        pieces.append(f" more often than {other}")
        shown += top
    values = [
        f"“{row['word']}” {format_number(row['log_odds'], 1)} ({format_number(row['ci_low'], 1)} "
        f"to {format_number(row['ci_high'], 1)})"
        for row in shown
    ]
    return Finding(
        kind="words",
        certainty="estimated",
        pieces=make_pieces(*pieces, "."),
        basis=(
            f"Log-odds with 95 % interval, positive for the article: {listed(values)}; past "
            f"Bonferroni’s limit for {tested:,} words compared."
        ),
    )


def state_no_words(analysis: Analysis, readers: pd.DataFrame) -> str | None:
    """That no word sets article and readers apart."""
    rows, tested = _distinctive(analysis)
    if len(rows) or not tested or readers.empty:
        return None
    return (
        f"Words that set article and readers apart: of {tested:,} compared none passes "
        "Bonferroni’s limit."
    )


def _distinctive(analysis: Analysis) -> tuple[pd.DataFrame, int]:
    """The words past Bonferroni's limit, and how many were compared."""
    rows = select(analysis.keyness, contrast=ARTICLE_CONTRAST)
    rows = rows[rows["z"].notna()]
    if rows.empty:
        return rows, 0
    return rows[is_distinctive(rows)], len(rows)


def state_groups(analysis: Analysis, __: pd.DataFrame) -> Finding | None:
    """The groups that the comments fall into by themselves, if they stand."""
    stability, found = analysis.stability, analysis.discovered
    if not stability.stands or found.empty:
        return None
    pieces: list[Piece | str] = [f"By their words alone the comments fall into {len(found)} groups"]
    for place, (_, row) in enumerate(found.iterrows()):
        pieces += [": " if place == 0 else ", ", f"{row['name']} ("]
        pieces += [Piece(f"{len(row['ids']):,}", tuple(row["ids"]), str(row["name"])), ")"]
    return Finding(
        kind="groups",
        certainty="estimated",
        pieces=make_pieces(*pieces, "."),
        basis=f"n = {stability.n:,}; {_say_stability(analysis)}.",
    )


def state_no_groups(analysis: Analysis, _: pd.DataFrame) -> str | None:
    """Why no groups are reported."""
    if analysis.stability.stands:
        return None
    reason = analysis.stability.reason.strip().rstrip(".")
    return f"Topics that the comments form by themselves: {reason}."


def _say_stability(analysis: Analysis) -> str:
    stability = analysis.stability
    low, high = format_number(stability.ci_low), format_number(stability.ci_high)
    return (
        f"agreement under resampling {format_number(stability.estimate)} ({low} to {high}; 0 is "
        "chance, 1 is perfect)"
    )
