"""What `toolkit score` does with the analyst's lexicon and targets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import pandas as pd

from toolkit.errors import OutputError
from toolkit.scorers import score_comments, score_parts
from toolkit.scorers.languages import add_language_reason
from toolkit.scorers.lexicon_file import Lexicon
from toolkit.scorers.overlay import report_overlay, score_overlay
from toolkit.tables import check_ending
from toolkit.targets import Target, score_targets
from toolkit.terminal import Terminal, count


def check_outputs(
    output: Path | None, targets_file: Path | None, targets_output: Path | None
) -> None:
    """Refuse options that don't go together, and outputs that can't be written."""
    if targets_file and not targets_output:
        raise click.UsageError(
            "--targets is given without --targets-output; name the table to write, as "
            "--targets-output targets.csv"
        )
    if targets_output and not targets_file:
        raise click.UsageError(
            "--targets-output is given without --targets; name the targets file, as "
            "--targets targets.toml"
        )
    outputs = [path for path in (output, targets_output) if path]
    if not outputs:
        raise click.UsageError(
            "Missing option '-o' / '--output'; name the table to write, as -o scored.csv"
        )
    for path in outputs:
        check_ending(path)
    if output and targets_output and output.resolve() == targets_output.resolve():
        raise OutputError(
            f"{output}: is named for both outputs; choose another name for --targets-output"
        )


def add_scores(
    terminal: Terminal, rows: pd.DataFrame, names: Sequence[str], lexicon: Lexicon | None
) -> pd.DataFrame:
    """Add the columns of the scorers, and say what a person should know of them."""
    with terminal.steps() as step:
        step(f"scoring {len(rows):,} texts")
        scored = score_comments(rows, scorers=names)
        if "vader" in names:
            scored = add_language_reason(score_parts(scored), "vader_reason")
    if "vader" in names:
        raw, read = scored["vader_compound"], scored["vader_normalised_compound"]
        if differ := int((raw - read).abs().gt(0).sum()):
            terminal.say(
                f"{differ:,} of them score differently once quotes, dashes and emoji are read as "
                "meant"
            )
        if foreign := int(scored["vader_reason"].notna().sum()):
            terminal.say(
                f"{foreign:,} are not in English (vader_reason): VADER's values say nothing of them"
            )
    for name in names:
        if name != "vader" and (missing := int(scored[f"{name}_reason"].notna().sum())):
            terminal.say(f"{missing:,} have no {name} score ({name}_reason says why)")
    return _score_with_lexicon(terminal, scored, lexicon) if lexicon else scored


def _score_with_lexicon(terminal: Terminal, table: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Add the columns of the overlay, and say what each entry did."""
    scored = score_overlay(table, lexicon)
    for _, entry in report_overlay(table, lexicon).iterrows():
        if not entry["matches"]:
            terminal.warn(f"{entry['entry']!r} of the lexicon stands in no text")
            continue
        terminal.say(
            f"{entry['entry']}: {entry['matches']:,} times in {count(entry['comments'], 'text')}, "
            f"compound {entry['mean_change']:+.2f} on average there, another label in "
            f"{entry['changed_labels']:,}"
        )
    return scored


def score_toward(
    terminal: Terminal, table: pd.DataFrame, targets: Sequence[Target], lexicon: Lexicon | None
) -> pd.DataFrame:
    """The scores toward the targets, said in short."""
    with terminal.steps() as step:
        step(f"scoring {len(table):,} texts toward {len(targets):,} targets")
        scores = score_targets(table, targets, lexicon=lexicon)
    for target in targets:
        own = scores[scores["target"] == target.name]
        mentioned, said = int((own["mentions"] > 0).sum()), int(own["score"].notna().sum())
        terminal.say(
            f"{target.name}: named in {count(mentioned, 'text')}, something said in {said:,}"
        )
        if not mentioned:
            terminal.warn(f"target {target.name!r}: no text names it; add aliases")
    return scores
