"""The command `toolkit score`: sentiment for a table."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands.options import check_not_input, output_option
from toolkit.terminal import Terminal


@click.command(short_help="Add sentiment to a table of comments.")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--scorers",
    metavar="NAME,...",
    default="vader",
    show_default=True,
    help="Which scores to add, by commas: vader, lexicons, embedding.",
)
@output_option
@click.pass_obj
def score(terminal: Terminal, table: Path, scorers: str, output: Path) -> None:
    """Add sentiment to a table with the columns id and text, keeping its rows in order.

    vader adds vader_neg, vader_neu, vader_pos, vader_compound and vader_label (the package's own
    values), the same as vader_normalised_... for the text with curly quotes, dashes and emoji
    read as meant, and vader_reason: why these mean nothing for a text that isn't English.

    lexicons and embedding (needs the extra embeddings) add NAME_score, the mean rating that
    people would give the text from -1 to 1, NAME_low and NAME_high, its 90 % interval,
    NAME_label, and NAME_reason where there is no score.
    """
    from toolkit.scorers import score_comments
    from toolkit.scorers.languages import add_language_reason
    from toolkit.tables import check_ending, read_table, write_table

    check_not_input(output, [str(table)])
    check_ending(output)
    names = list(dict.fromkeys(name.strip() for name in scorers.split(",")))
    rows = read_table(table)
    with terminal.steps() as step:
        step(f"scoring {len(rows):,} texts")
        scored = score_comments(rows, scorers=names)
        if "vader" in names:
            scored = add_language_reason(scored, "vader_reason")
    write_table(scored, output)
    terminal.say(f"{len(scored):,} texts scored into {output}")
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
