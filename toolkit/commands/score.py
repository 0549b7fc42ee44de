"""The command `toolkit score`: sentiment for a table."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands.options import check_not_input, output_option
from toolkit.terminal import Terminal


@click.command(short_help="Add sentiment to a table of comments.")
@click.argument("table", type=click.Path(path_type=Path))
@output_option
@click.pass_obj
def score(terminal: Terminal, table: Path, output: Path) -> None:
    """Add sentiment to a table with the columns id and text, keeping its rows in order.

    Adds vader_neg, vader_neu, vader_pos, vader_compound and vader_label (the package's own
    values), and the same as vader_normalised_... for the text with curly quotes, dashes and emoji
    read as meant.
    """
    from toolkit.scorers import score_comments
    from toolkit.tables import check_ending, read_table, write_table

    check_not_input(output, [str(table)])
    check_ending(output)
    rows = read_table(table)
    with terminal.steps() as step:
        step(f"scoring {len(rows):,} texts")
        scored = score_comments(rows)
    write_table(scored, output)
    differ = int((scored["vader_compound"] - scored["vader_normalised_compound"]).abs().gt(0).sum())
    terminal.say(f"{len(scored):,} texts scored into {output}")
    if differ:
        terminal.say(
            f"{differ:,} of them score differently once quotes, dashes and emoji are read as meant"
        )
