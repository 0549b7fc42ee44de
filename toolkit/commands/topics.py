"""The command `toolkit topics`: the comments of a table sorted into topics."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands.options import check_not_input, output_option
from toolkit.errors import SettingsError
from toolkit.terminal import Terminal, printable


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
    "--embeddings",
    is_flag=True,
    help="Propose topics by sentence vectors too (needs the extra embeddings; 50 texts a second).",
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
    embeddings: bool,
    output: Path,
) -> None:
    """Sort a table with the columns id and text into topics, keeping its rows in order.

    Adds seeded_topics (all that the seeds show) and seeded_topic (the main one), from the topics
    file; proposed_topics, proposed_topic and proposed_probability, a model's guesses from the seeds
    and all texts; and discovered_topic (-1 for none) and discovered_name, found in the texts
    themselves.
    """
    from toolkit.discovered import discover_topics
    from toolkit.seeded import (
        assign_topics,
        read_topics,
        say_suggestions,
        suggest_seeds,
        summarise_topics,
        topic_warnings,
    )
    from toolkit.seeded.proposals import describe_proposals, fit_proposals
    from toolkit.tables import check_ending, read_table, write_table

    if suggest and topics_file is None:
        raise SettingsError("--suggest: no topics to suggest seeds for; give them with --topics")
    check_not_input(output, [str(table), str(topics_file)])
    check_ending(output)
    chosen = read_topics(topics_file) if topics_file else ()
    embed = None
    if embeddings and chosen:
        from toolkit.scorers.sentence_vectors import load_model

        embed = load_model()
    rows = read_table(table)
    with terminal.steps() as step:
        step(f"assigning {len(chosen)} topics to {len(rows):,} texts")
        assigned = assign_topics(rows, chosen)
        step(f"proposing topics for {len(rows):,} texts")
        model = fit_proposals(assigned, chosen, embed=embed, seed=seed)
        assigned = model.add_to(assigned)
        step(f"grouping {len(rows):,} texts")
        discovery = discover_topics(assigned, seed=seed, keep_unstable=keep_unstable)
        suggestions = suggest_seeds(assigned, chosen) if suggest else None
    write_table(discovery.table, output)
    for warning in topic_warnings(assigned, chosen):
        terminal.warn(warning)
    for _, topic in summarise_topics(assigned, chosen).iterrows():
        terminal.say(f"{topic['label']}: {topic['n']:,}")
    if chosen:
        terminal.say(describe_proposals(assigned, model))
    terminal.say(discovery.stability.reason)
    if suggestions is not None:
        for note in suggestions.notes:
            terminal.warn(note)
        for line in say_suggestions(suggestions, chosen):
            click.echo(printable(line))
