"""What a validation says, in plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from toolkit.plain_words import listed, percent
from toolkit.stats import LABELS
from toolkit.validation.machine import NONE
from toolkit.validation.results import CONSENSUS, Validation

NOT_VALIDATED = "Not validated against human coding on these comments."


def say_figure(row: pd.Series | None, *, share: bool = False) -> str:
    """A figure with its interval, or "undefined" with the reason.

    >>> say_figure(pd.Series({"estimate": 0.6112, "ci_low": 0.5, "ci_high": 0.7, "note": ""}))
    '.61 (95 % interval .50 to .70)'
    """
    if row is None:
        return "not computed"
    if not math.isfinite(row["estimate"]):
        return f"undefined ({row['note']})" if row["note"] else "undefined"
    say = percent if share else plain
    said = say(row["estimate"])
    if not math.isfinite(row["ci_low"]):
        return f"{said} (no interval: {row['note']})"
    return f"{said} (95 % interval {say(row['ci_low'])} to {say(row['ci_high'])})"


def plain(value: float) -> str:
    """A coefficient without the zero before its point.

    >>> plain(0.613), plain(-0.05), plain(1.0)
    ('.61', '−.05', '1.00')
    """
    if not math.isfinite(value):
        return "–"
    text = f"{abs(value):.2f}".removeprefix("0")
    return f"−{text}" if value < 0 and float(text) else text


def say_coders(found: Validation) -> Iterator[str]:
    """How far people agree with each other."""
    rows = found.measures[found.measures["about"] == "coders"]
    for name in dict.fromkeys(rows["name"]):
        alpha = found.figure("coders", name, "alpha")
        share = found.figure("coders", name, "percent_agreement")
        if share is None:
            yield f"{name}: {alpha['note'] if alpha is not None else 'not computed'}."
            continue
        weighted = found.figure("coders", name, "alpha_weighted")
        also = f"; weighted to the table {say_figure(weighted)}" if weighted is not None else ""
        yield (
            f"{name}: Krippendorff’s alpha {say_figure(alpha)}{also}; the same code in "
            f"{percent(share['estimate'])} of pairs; n = {share['n']:,} comments coded twice or "
            f"more.{_judge(alpha)}"
        )


def _judge(alpha: pd.Series | None) -> str:
    """Krippendorff's own limits (2019, chapter 12), for the interval's lower end."""
    if alpha is None or not math.isfinite(alpha["estimate"]):
        return ""
    low = alpha["ci_low"] if math.isfinite(alpha["ci_low"]) else alpha["estimate"]
    if low >= 0.8:
        return " Reliable by Krippendorff’s limit of .80."
    if low >= 0.667:
        return " Enough for tentative conclusions (.667), not for firm ones (.80)."
    return (
        " Not shown to reach .667, the least that Krippendorff takes for tentative conclusions: "
        "what the machine is compared with is itself uncertain."
    )


def say_scorer(found: Validation, name: str) -> str:
    """One scorer against the people who coded, in a sentence or two; "" without figures."""
    accuracy = found.figure("scorer", name, "accuracy")
    if accuracy is None:
        r = found.figure("scorer", name, "r")
        return (
            "" if r is None else f"{name}: r with people’s ratings {say_figure(r)}; n = {r['n']:,}."
        )
    if not accuracy["n"]:
        return f"{name}: no comment has both a label of its own and a decided one of people."
    parts = [
        f"{name}: the same label as {_people(found)} in {say_figure(accuracy, share=True)} of the "
        f"comments; macro-F1 {say_figure(found.figure('scorer', name, 'macro_f1'))}"
    ]
    for measure, what in (("r", "r with people’s ratings"), ("r_labels", "r with their labels")):
        row = found.figure("scorer", name, measure)
        if row is not None:
            parts.append(f"{what} {say_figure(row)}")
            break
    return f"{'; '.join(parts)}; n = {accuracy['n']:,}{_say_each(found, name)}."


def say_topics(found: Validation, system: str) -> Iterator[str]:
    """The topics of one system against the people who coded."""
    micro = found.figure("topics", system, "micro_f1")
    if micro is None:
        return
    yield (
        f"{system} topics: micro-F1 {say_figure(micro)}, macro-F1 "
        f"{say_figure(found.figure('topics', system, 'macro_f1'))}; F1 of comments with none of "
        f"the topics {say_figure(found.figure('topics', system, 'f1', part=NONE))}; "
        f"n = {micro['n']:,}."
    )


def say_in_report(found: Validation | None, scorer: str, shown: set[str]) -> str:
    """What a figure of sentiment carries: how far people agree with it, or that nobody looked.

    Args:
        found: The validation, or None.
        scorer: Whose scores the figure shows.
        shown: Ids of the comments that the report is about.
    """
    if found is None:
        return NOT_VALIDATED
    accuracy = found.figure("scorer", scorer, "accuracy")
    if accuracy is None or not math.isfinite(accuracy["estimate"]):
        return f"{NOT_VALIDATED[:-1]}: the coded comments tell nothing of {scorer}."
    here = len(shown & set(found.ids))
    where = "" if here == len(found.ids) else f", {here:,} of them of these comments"
    return (
        f"Checked against {_people(found)} on {accuracy['n']:,} comments{where}: the same label "
        f"in {say_figure(accuracy, share=True)}{_say_each(found, scorer)}{_say_alpha(found)}."
    )


def _say_each(found: Validation, name: str) -> str:
    """Agreement with each coder alone: not only on the comments on which people agree."""
    if len(found.coders) < 2:
        return ""
    rows = [found.figure("scorer", name, "accuracy", against=coder) for coder in found.coders]
    shares = sorted(float(row["estimate"]) for row in rows if row is not None)
    if not shares or not math.isfinite(shares[0]):
        return ""
    low, high = percent(shares[0]), percent(shares[-1])
    return f"; with each person alone {low if low == high else f'{low} to {high}'}"


def _say_alpha(found: Validation) -> str:
    alpha = found.figure("coders", "sentiment", "alpha")
    if len(found.coders) < 2 or alpha is None:
        return ""
    if not math.isfinite(alpha["estimate"]):
        return "; agreement between people is undefined"
    return f"; agreement between people: alpha {plain(alpha['estimate'])}"


def _people(found: Validation) -> str:
    n = len(found.coders)
    return "one person" if n == 1 else f"the majority of {n} people"


def say_labels(found: Validation, name: str) -> Iterator[tuple[str, ...]]:
    """Cells of a table: each label with precision, recall and F1."""
    for label in LABELS:
        rows = [found.figure("scorer", name, what, part=label)
                for what in ("precision", "recall", "f1")]  # fmt: skip
        yield (label, *(say_cell(row) for row in rows))


def say_cell(row: pd.Series | None) -> str:
    """A figure with its interval as short as a table needs it."""
    if row is None or not math.isfinite(row["estimate"]):
        return "–"
    if not math.isfinite(row["ci_low"]):
        return plain(row["estimate"])
    return f"{plain(row['estimate'])} ({plain(row['ci_low'])}–{plain(row['ci_high'])})"


def say_references(found: Validation) -> str:
    """Whom the machine is compared with."""
    if len(found.coders) == 1:
        return f"The reference is one coder, {found.coders[0]}."
    return (
        f"The reference is the code of more than half of the coders ({listed(found.coders)}), "
        f"called “{CONSENSUS}”; each coder alone is in scorers.csv."
    )
