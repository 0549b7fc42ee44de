"""The command `toolkit report`: the whole job."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands.options import (
    find_secret,
    lexicon_option,
    page_options,
    privacy_options,
    read_pages,
    say_replaced,
    targets_option,
)
from toolkit.terminal import Terminal, count


@click.command(short_help="The whole job: from pages to a report with figures.")
@page_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder of the report; an earlier report there is replaced as a whole.",
)
@click.option(
    "--topics",
    "topics_file",
    type=click.Path(path_type=Path),
    help="The analyst's topics: a TOML file of [[topic]] tables with name, label, seeds, rules, "
    "exclude and unless.",
)
@targets_option
@lexicon_option
@click.option(
    "--validation",
    "validation_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="What `toolkit validate --coded` wrote: how far people agree with the scores.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of all resampling.")
@privacy_options
@click.pass_obj
def report(
    terminal: Terminal,
    inputs: tuple[str, ...],
    output: Path,
    topics_file: Path | None,
    targets_file: Path | None,
    lexicon_file: Path | None,
    validation_folder: Path | None,
    seed: int,
    format_name: str | None,
    captured_at: str | None,
    mapping: tuple[str, ...],
    layout: Path | None,
    pseudonymise: bool,
    secret_file: Path | None,
) -> None:
    """The whole job: read pages, score, sort into topics, and write a report with figures.

    DIR gets report.html (one file, opens anywhere), report.md, the figures as PNG, SVG and CSV,
    the tables, and manifest.json with what is needed to make it again.
    """
    from toolkit.pipeline import analyse
    from toolkit.pseudonyms import Replaced, pseudonymise_parsed
    from toolkit.records.columns import read_mapping
    from toolkit.report import check_folder, write_report
    from toolkit.scorers import read_lexicon
    from toolkit.seeded import read_topics
    from toolkit.targets import read_targets, rename_targets
    from toolkit.validation import read_validation

    check_folder(output)
    chosen = read_topics(topics_file) if topics_file else ()
    targets = read_targets(targets_file) if targets_file else ()
    lexicon = read_lexicon(lexicon_file) if lexicon_file else None
    validation = read_validation(validation_folder) if validation_folder else None
    secret = find_secret(terminal, pseudonymise, secret_file, inputs)
    replaced, command = Replaced(), terminal.command
    with terminal.steps() as step:
        step("reading")
        parsed = read_pages(inputs, format_name, captured_at, layout, read_mapping(mapping))
        if secret is not None:
            parsed, replacer = pseudonymise_parsed(parsed, secret, replaced)
            command = replacer.path(command)
            targets = rename_targets(targets, replacer.name)
        analysis = analyse(
            parsed, topics=chosen, targets=targets, lexicon=lexicon, validation=validation,
            seed=seed, on_step=step,
        )  # fmt: skip
        step("drawing and writing")
        write_report(analysis, output, command=command)
    if secret is not None:
        say_replaced(terminal, replaced)
    for warning in analysis.warnings:
        terminal.warn(warning)
    for _, source in parsed.sources.iterrows():
        terminal.say(
            f"{source['source']}: {count(source['comments'], 'comment')}, "
            f"{count(source['pingbacks'], 'pingback')}"
        )
        if not source["records"]:
            terminal.say(str(source["reading"]))
    terminal.say(f"report: {output / 'report.html'}")
