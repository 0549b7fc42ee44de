"""The command `toolkit validate`: the machine checked against people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands.options import check_not_input
from toolkit.errors import SettingsError
from toolkit.terminal import Terminal

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.seeded import Topic

_DRAWING = ("n", "rating")
_READING = ("drawn", "blank_means_no")


@click.command(short_help="Check scores and topics against people who code a sample.")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder to write; an earlier one of the same kind is replaced if nobody changed it.",
)
@click.option(
    "--sample",
    "n",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    help="Comments to draw for coding.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of draw and resampling.")
@click.option("--rating", is_flag=True, help="Ask for a rating from -4 to 4, too.")
@click.option(
    "--topics",
    "topics_file",
    type=click.Path(path_type=Path),
    help="The analyst's topics file: a column each on the sheet. Without it, the topics that the "
    "table has in seeded_topics.",
)
@click.option(
    "--coded",
    "sheets",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="SHEET",
    help="A sheet that somebody filled in (.csv or .xlsx, named after the coder); once a coder.",
)
@click.option(
    "--drawn",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --coded: the sample.csv of the draw, for the weights; found by itself in the "
    "folder of the first sheet or the one above.",
)
@click.option(
    "--blank-means-no",
    is_flag=True,
    help="With --coded: an empty cell of a topic means no, if the row has any code.",
)
@click.pass_obj
def validate(
    terminal: Terminal,
    table: Path,
    output: Path,
    n: int,
    seed: int,
    rating: bool,
    topics_file: Path | None,
    sheets: tuple[Path, ...],
    drawn: Path | None,
    blank_means_no: bool,
) -> None:
    """Check the scores and topics of a table against people.

    Without --coded, a sample is drawn: DIR/for_coders gets the coding sheet (CSV and XLSX) and the
    codebook, and nothing of what the machine said; DIR/sample.csv keeps the weights. Give the
    folder for_coders to each coder.

    With --coded, the filled-in sheets are read: DIR gets validation.md, validation.json and
    tables, with how far people agree with each other and each scorer with them. Put them into a
    report with `toolkit report --validation DIR`.
    """
    from toolkit.seeded import read_topics
    from toolkit.tables import read_table

    check_not_input(output, [str(table), str(topics_file), *map(str, sheets)])
    _check_options(bool(sheets))
    rows = read_table(table)
    topics = read_topics(topics_file) if topics_file else ()
    if sheets:
        names = [topic.name for topic in topics]
        _compare(terminal, rows, sheets, output, drawn, names, blank_means_no, seed)
    else:
        _draw(terminal, rows, output, n, seed, topics, rating)


def _check_options(reading: bool) -> None:
    """Refuse options of the other of the two uses."""
    context = click.get_current_context()
    for name in _DRAWING if reading else _READING:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            option = {"n": "--sample"}.get(name, f"--{name.replace('_', '-')}")
            why = "draws a sample, --coded reads one" if reading else "is used with --coded only"
            raise SettingsError(f"{option}: {why}; leave one of them out")


def _draw(
    terminal: Terminal,
    rows: pd.DataFrame,
    output: Path,
    n: int,
    seed: int,
    topics: Sequence[Topic],
    rating: bool,
) -> None:
    from toolkit.seeded import Topic
    from toolkit.validation import draw_sample, write_coding_sheet
    from toolkit.validation.machine import find_topics

    if not topics:
        topics = [Topic(name=name, label=name, seeds=()) for name in find_topics(rows)]
    sample = draw_sample(rows, n=n, seed=seed)
    for note in write_coding_sheet(rows, sample, output, topics=topics, rating=rating):
        terminal.warn(note)
    by = ", ".join(sample.strata_by) or "nothing: a simple random sample"
    drawn = len(sample.key)
    terminal.say(f"{drawn:,} of {sample.population:,} reader comments drawn, stratified by {by}")
    if drawn < n:
        terminal.warn(f"there are only {drawn:,} reader comments; all of them are on the sheet")
    terminal.say(f"for the coders: {output / 'for_coders'}; weights, not for them: "
                 f"{output / 'sample.csv'}")  # fmt: skip


def _compare(
    terminal: Terminal,
    rows: pd.DataFrame,
    sheets: Sequence[Path],
    output: Path,
    drawn: Path | None,
    topics: Sequence[str],
    blank_means_no: bool,
    seed: int,
) -> None:
    from toolkit.validation import (
        read_codings,
        read_strata,
        validate_scores,
        write_validation,
    )
    from toolkit.validation.sentences import say_coders, say_scorer, say_topics

    codings = read_codings(sheets, rows, topics=topics, blank_means_no=blank_means_no)
    key = drawn or _find_key(sheets)
    if key is not None:
        terminal.say(f"weights of the sample: {key}")
    strata = read_strata(key, rows) if key is not None else None
    with terminal.steps() as step:
        step("comparing")
        found = validate_scores(rows, codings, strata=strata, seed=seed)
    write_validation(found, output)
    for note in found.notes:
        terminal.warn(note)
    said = [*say_coders(found)]
    about = found.measures.groupby("about")["name"].unique().to_dict()
    said += [say_scorer(found, name) for name in about.get("scorer", ())]
    for name in about.get("topics", ()):
        said += say_topics(found, name)
    for sentence in filter(None, said):
        terminal.say(sentence)
    terminal.say(f"validation: {output / 'validation.md'}")


def _find_key(sheets: Sequence[Path]) -> Path | None:
    """The sample.csv beside the first sheet, or in the folder above."""
    from toolkit.validation import KEY

    folder = sheets[0].resolve().parent
    places = (folder / KEY, folder.parent / KEY)
    return next((place for place in places if place.is_file()), None)
