"""The command `toolkit topics`: the comments of a table sorted into topics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands.options import check_not_input, output_option
from toolkit.errors import SettingsError
from toolkit.terminal import Terminal, printable

if TYPE_CHECKING:
    from toolkit.topics.periods import Period


@click.command(short_help="Sort a table of comments into topics.")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--topics",
    "topics_file",
    type=click.Path(path_type=Path),
    help="The analyst's topics: a TOML file of [[topic]] tables with name, label, seeds, rules, "
    "exclude and unless.",
)
@click.option(
    "--suggest",
    is_flag=True,
    help="Print words that set each topic's comments apart, to add to its seeds; changes no file.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of the grouping.")
@click.option(
    "--keep-unstable",
    is_flag=True,
    help="Keep discovered groups that don't come back under resampling (default: -1 for all).",
)
@click.option(
    "--edits",
    "edits_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Discovered topics as you renamed, merged or split them (see --save-edits).",
)
@click.option(
    "--save-edits",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the list of discovered topics to edit: a new TOML file, never over another.",
)
@click.option(
    "--tables",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write tables on the topics, as CSV: quality, over time, by group, seeded and discovered "
    "together, hierarchy.",
)
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="With --tables: compare the topics of this column's groups (author, article_id ...).",
)
@click.option(
    "--period",
    type=click.Choice(["hour", "day", "week", "month", "quarter", "year"]),
    help="With --tables: length of the periods; by default chosen by span and number of comments.",
)
@output_option
@click.pass_obj
def topics(
    terminal: Terminal,
    table: Path,
    topics_file: Path | None,
    suggest: bool,
    seed: int,
    keep_unstable: bool,
    edits_file: Path | None,
    save_edits: Path | None,
    folder: Path | None,
    by: tuple[str, ...],
    period: Period | None,
    output: Path,
) -> None:
    """Sort a table with the columns id and text into topics, keeping its rows in order.

    Adds seeded_topics (all that the seeds show) and seeded_topic (the main one), from the topics
    file, and discovered_topic (-1 for none) and discovered_name, found in the texts themselves.
    """
    from toolkit.discovered import discover_topics
    from toolkit.discovered.edits import apply_edits
    from toolkit.discovered.edits_file import check_new, read_edits, write_edits
    from toolkit.seeded import (
        assign_topics,
        read_topics,
        say_suggestions,
        suggest_seeds,
        summarise_topics,
        topic_warnings,
    )
    from toolkit.tables import check_ending, read_table, write_table
    from toolkit.topics.tables import make_topic_tables, write_topic_tables

    if suggest and topics_file is None:
        raise SettingsError("--suggest: no topics to suggest seeds for; give them with --topics")
    check_not_input(output, [str(table), str(topics_file), str(edits_file), str(save_edits)])
    check_ending(output)
    if (by or period) and not folder:
        raise SettingsError("--by and --period: go into the tables; add --tables DIR")
    if save_edits:
        check_new(save_edits)
    edits = read_edits(edits_file) if edits_file else ()
    chosen = read_topics(topics_file) if topics_file else ()
    rows = read_table(table)
    with terminal.steps() as step:
        step(f"assigning {len(chosen)} topics to {len(rows):,} texts")
        assigned = assign_topics(rows, chosen)
        step(f"grouping {len(rows):,} texts")
        discovery = discover_topics(assigned, seed=seed, keep_unstable=keep_unstable)
        suggestions = suggest_seeds(assigned, chosen) if suggest else None
        edited = apply_edits(discovery, edits)
        discovery = edited.discovery if edits else discovery
        if folder:
            step("making the tables")
            seeded = summarise_topics(assigned, chosen)
            tables = make_topic_tables(discovery, seeded, by=by, period=period, seed=seed)
            terminal.say(f"{folder}: {len(write_topic_tables(tables, folder))} files")
    if save_edits:
        write_edits(edited.edits, save_edits)
    write_table(discovery.table, output)
    for warning in topic_warnings(assigned, chosen):
        terminal.warn(warning)
    for _, topic in summarise_topics(assigned, chosen).iterrows():
        terminal.say(f"{topic['label']}: {topic['n']:,}")
    for note in edited.notes if edits else ():
        terminal.say(note)
    terminal.say(discovery.stability.reason)
    if suggestions is not None:
        for note in suggestions.notes:
            terminal.warn(note)
        for line in say_suggestions(suggestions, chosen):
            click.echo(printable(line))
