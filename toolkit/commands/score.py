"""The command `toolkit score`: sentiment for a table."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands.options import check_not_input, lexicon_option, targets_option
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
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Table to write: .jsonl, .csv, .parquet or .xlsx. Can be left out with --targets-output.",
)
@lexicon_option
@targets_option
@click.option(
    "--targets-output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Table to write with --targets, a row for each comment and target.",
)
@click.pass_obj
def score(
    terminal: Terminal,
    table: Path,
    scorers: str,
    output: Path | None,
    lexicon_file: Path | None,
    targets_file: Path | None,
    targets_output: Path | None,
) -> None:
    """Add sentiment to a table with the columns id and text, keeping its rows in order.

    vader adds vader_neg, vader_neu, vader_pos, vader_compound and vader_label (the package's own
    values), the same as vader_normalised_... for the text with curly quotes, dashes and emoji
    read as meant, and vader_reason: why these mean nothing for a text that isn't English;
    vader_sentence_mean, the mean of its sentences' values, which doesn't grow with length; and
    vader_own_words_compound and vader_quoted_compound, of what the comment says itself and of what
    it quotes. With --lexicon, vader_overlay_... are the values with the analyst's own words.

    lexicons and embedding (needs the extra embeddings) add NAME_score, the mean rating that
    people would give the text from -1 to 1, NAME_low and NAME_high, its 90 % interval,
    NAME_label, and NAME_reason where there is no score.

    --targets-output gets the columns id, target, mentions, score, low, high and evidence.
    """
    from toolkit.commands.scoring import add_scores, check_outputs, score_toward
    from toolkit.scorers.lexicon_file import read_lexicon
    from toolkit.tables import read_table, write_table
    from toolkit.targets import read_targets

    check_outputs(output, targets_file, targets_output)
    inputs = [str(path) for path in (table, lexicon_file, targets_file) if path]
    for path in filter(None, (output, targets_output)):
        check_not_input(path, inputs)
    names = list(dict.fromkeys(name.strip() for name in scorers.split(",")))
    lexicon = read_lexicon(lexicon_file) if lexicon_file else None
    targets = read_targets(targets_file) if targets_file else ()
    rows = read_table(table)
    if output:
        write_table(add_scores(terminal, rows, names, lexicon), output)
        terminal.say(f"{len(rows):,} texts scored into {output}")
    if targets_output:
        write_table(score_toward(terminal, rows, targets, lexicon), targets_output)
        terminal.say(f"scores toward {len(targets):,} targets in {targets_output}")
