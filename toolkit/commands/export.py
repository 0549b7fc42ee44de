"""The command `toolkit export`: a table in the format of another tool."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands.options import (
    check_not_input,
    find_secret,
    privacy_options,
    say_replaced,
)
from toolkit.terminal import Terminal


@click.command(short_help="Write a table of comments in the format of another tool.")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--to", "name", required=True, metavar="FORMAT", help="See `toolkit formats` for the names."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write, or the folder where the format is one.",
)
@click.option(
    "--topics",
    "topics_file",
    type=click.Path(path_type=Path),
    help="The analyst's topics file, for the labels of the topics and the words that show them.",
)
@click.option(
    "--summary",
    type=click.Path(path_type=Path),
    help="What `toolkit parse --summary` wrote, for the articles' titles and addresses.",
)
@privacy_options
@click.pass_obj
def export(
    terminal: Terminal,
    table: Path,
    name: str,
    output: Path,
    topics_file: Path | None,
    summary: Path | None,
    pseudonymise: bool,
    secret_file: Path | None,
) -> None:
    """Write a table with the columns id and text in the format of another tool.

    What the format has no place for is said on standard error, with how many comments have it.
    """
    from toolkit.pseudonyms import Replaced, pseudonymise_export
    from toolkit.seeded import read_topics
    from toolkit.tables import read_table
    from toolkit.writers import Details, export_table, find_writer, read_articles

    check_not_input(output, [str(table), str(topics_file), str(summary)])
    find_writer(name)
    topics = read_topics(topics_file) if topics_file else ()
    details = Details(
        articles=read_articles(summary) if summary else {},
        topic_labels={topic.name: topic.label for topic in topics},
        topics=topics,
    )
    given = [str(table), str(topics_file), str(summary), str(output)]
    secret = find_secret(terminal, pseudonymise, secret_file, given)
    rows, replaced = read_table(table), Replaced()
    if secret is not None:
        rows, details = pseudonymise_export(rows, details, secret, replaced)
    written = export_table(rows, name, output, details)
    terminal.say(f"{written.comments:,} comments written to {output}")
    for note in written.notes:
        terminal.warn(note)
    if secret is not None:
        say_replaced(terminal, replaced)
