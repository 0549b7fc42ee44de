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
    from toolkit.topics.sorting import SortedComments


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
@click.option(
    "--embeddings",
    is_flag=True,
    help="Discover and propose topics by sentence vectors too (needs the extra embeddings; some 50 "
    "comments a second).",
)
@click.option(
    "--n-topics",
    type=click.IntRange(min=2),
    metavar="N",
    help="Discover so many topics; by default as many as come back best in resamples.",
)
@click.option(
    "--save-model",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Save the discovered topics as a model, for other comments.",
)
@click.option(
    "--model",
    "model_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Give the comments the topics of a saved model instead of discovering some.",
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
    embeddings: bool,
    n_topics: int | None,
    save_model: Path | None,
    model_folder: Path | None,
    output: Path,
) -> None:
    """Sort a table with the columns id and text into topics, keeping its rows in order.

    Adds seeded_topics (all that the seeds show) and seeded_topic (the main one), from the topics
    file; proposed_topics, proposed_topic and proposed_probability, a model's guesses from the seeds
    and all texts; and discovered_topic (-1 for none) and discovered_name, found in the texts
    themselves.
    """
    from toolkit.discovered import DiscoveredTopics
    from toolkit.discovered.edits_file import check_new, read_edits, write_edits
    from toolkit.seeded import read_topics, say_suggestions, suggest_seeds
    from toolkit.tables import check_ending, read_table, write_table
    from toolkit.topics.sorting import sort_comments
    from toolkit.topics.tables import make_topic_tables, write_topic_tables

    _check_together(
        ("--suggest", suggest, "--topics FILE", topics_file),
        ("--by", by, "--tables DIR", folder),
        ("--period", period, "--tables DIR", folder),
    )
    if model_folder and n_topics:
        raise SettingsError("--n-topics: a saved model has its topics; leave out one of the two")
    check_not_input(output, [str(table), str(topics_file), str(edits_file), str(save_edits)])
    check_ending(output)
    if save_edits:
        check_new(save_edits)
    edits = read_edits(edits_file) if edits_file else ()
    chosen = read_topics(topics_file) if topics_file else ()
    embed = None
    if embeddings:
        from toolkit.scorers.sentence_vectors import load_model

        embed = load_model()
    model = DiscoveredTopics.load(model_folder, embed=embed) if model_folder else None
    rows = read_table(table)
    with terminal.steps() as step:
        sorted_ = sort_comments(
            rows,
            chosen,
            edits=edits,
            embed=embed,
            n_topics=n_topics,
            seed=seed,
            keep_unstable=keep_unstable,
            model=model,
            on_step=step,
        )
        discovery = sorted_.discovery
        suggestions = suggest_seeds(discovery.table, chosen) if suggest else None
        if folder:
            step("making the tables")
            tables = make_topic_tables(discovery, sorted_.seeded, by=by, period=period, seed=seed)
            terminal.say(f"{folder}: {len(write_topic_tables(tables, folder))} files")
    if save_edits:
        write_edits(sorted_.edited.edits, save_edits)
    if save_model:
        discovery.model.save(save_model)
    write_table(discovery.table, output)
    _say(terminal, sorted_)
    if suggestions is not None:
        for note in suggestions.notes:
            terminal.warn(note)
        for line in say_suggestions(suggestions, chosen):
            click.echo(printable(line))


def _check_together(*needed: tuple[str, object, str, object]) -> None:
    """Check that each option that was given has the other one that it needs."""
    for option, given, other, there in needed:
        if given and not there:
            raise SettingsError(f"{option}: needs {other} too; add it, or leave {option} out")


def _say(terminal: Terminal, sorted_: SortedComments) -> None:
    for warning in sorted_.warnings:
        terminal.warn(warning)
    for _, topic in sorted_.seeded.iterrows() if sorted_.proposals else ():
        terminal.say(f"{topic['label']}: {topic['n']:,}")
    for note in sorted_.notes:
        terminal.say(note)
    terminal.say(sorted_.discovery.stability.reason)
