"""The command line: parse, score, topics, report, formats.

Standard output carries data only; summaries, warnings and progress go to standard error.
Exit codes: 0 done (also for a page without comments), 2 bad input or usage, 1 a defect of the
toolkit itself, 130 interrupted.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from toolkit import __version__
from toolkit.errors import OutputError, SettingsError, ToolkitError
from toolkit.terminal import Terminal, count, print_lines, printable, show_accounting

_Command = TypeVar("_Command", bound=Callable[..., Any])
_EPILOG = """Examples:

\b
  toolkit parse page.txt -o comments.jsonl      comments of a page as a table
  toolkit report page.txt -o report             the whole report, in a folder
  toolkit score comments.csv -o scored.csv      sentiment for any table with id and text
  toolkit topics comments.csv --topics topics.toml -o sorted.csv
"""


def output_option(command: _Command) -> _Command:
    """The option ``-o`` of the commands that write one table."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        required=True,
        help="Table to write: .jsonl, .csv or .parquet.",
    )(command)


def page_options(command: _Command) -> _Command:
    """The inputs and options of the commands that read pages."""
    for decorate in (
        click.option(
            "--captured-at",
            metavar="ISO",
            help="When the pages were saved (2024-05-03T14:00), to compute dates like "
            "'3 hours ago'; without it they stay as printed.",
        ),
        click.option(
            "--format",
            "format_name",
            metavar="NAME",
            help="Format of the inputs; by default told from their content (see `toolkit "
            "formats`).",
        ),
        click.option(
            "--map",
            "mapping",
            multiple=True,
            metavar="WHAT=COLUMN",
            help="For a table: the column that holds text, author, timestamp, id, reply_to, "
            "article_id, title, address, upvotes or downvotes; by default guessed and shown.",
        ),
        click.option(
            "--layout",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Where the fields of the comments stand, where the guess is wrong: a TOML file "
            "with selectors or line patterns (`toolkit parse --explain` prints one).",
        ),
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    ):
        command = decorate(command)
    return command


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="toolkit")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but warnings and errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: every line's role, every step.")
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool) -> None:
    """Turn the reader comments beneath an article into a report that one can defend.

    Save a page's text (select all, copy, paste into a file), then `toolkit report` it. Each step
    can be run alone: parse a page into a table, score its sentiment, sort it into topics.
    """
    context.obj = Terminal(quiet=quiet, verbose=verbose, arguments=context.obj or ())


@cli.command(short_help="Read the comments of pages into a table.")
@page_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Table to write: .jsonl, .csv or .parquet. By default JSON lines on standard output.",
)
@click.option(
    "--resume", is_flag=True, help="Go on with an interrupted run of the same inputs and output."
)
@click.option(
    "--summary",
    type=click.Path(path_type=Path),
    help="Write the accounting of every line there as JSON, instead of a table on standard error.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Say on standard error which group of items was taken for comments and which weren't, "
    "why, where the fields stand, and the layout as a file to start from.",
)
@click.pass_obj
def parse(
    terminal: Terminal,
    inputs: tuple[str, ...],
    output: Path | None,
    summary: Path | None,
    resume: bool,
    explain: bool,
    format_name: str | None,
    captured_at: str | None,
    mapping: tuple[str, ...],
    layout: Path | None,
) -> None:
    """Read the comments of pages and exports into a table, one record a comment, in their order.

    INPUT is a saved HTML page, a page's text as pasted from a browser, an export (see `toolkit
    formats`), or a zip archive or folder of one; `-` is standard input. Every line of a page is
    accounted for: title, article, comment, pingback, or page furniture by name; every record of
    an export, too. Exports are read in bounded memory, however large they are.
    """
    from toolkit.accounting import summarise
    from toolkit.appending import json_lines, write_tables
    from toolkit.explained import show_explanations
    from toolkit.files import check_writable, whole_file
    from toolkit.records.columns import read_mapping
    from toolkit.streaming import find_streams, read_stream
    from toolkit.tables import check_ending, to_json_lines, write_table

    for path in filter(None, (output, summary)):
        check_not_input(path, inputs)
        check_writable(path)
    if output:
        check_ending(output)
    given = read_mapping(mapping)
    streams, head = find_streams(inputs, format_name, given)
    if streams:

        def write(tables: Any) -> None:
            if output:
                write_tables(tables, output)
            else:
                print_lines(json_lines(tables))

        with terminal.reading([export for export, _ in streams]):
            parsed = read_stream(
                streams, output, write, resume=resume,
                on_resume=lambda n: terminal.say(f"going on after {n:,} comments"),
            )  # fmt: skip
    elif resume:
        raise SettingsError("--resume: only exports are read in parts; leave it out for pages")
    else:
        parsed = read_pages(inputs, format_name, captured_at, layout, given, head)
    if summary:
        account = summarise(parsed.sources, parsed.lines, parsed.comments, parsed.explanations)
        if len(parsed.articles):
            account["articles"] = json.loads(parsed.articles.to_json(orient="records"))
        with whole_file(summary) as part:
            part.write_text(
                json.dumps(account, ensure_ascii=False, indent=2) + "\n",
                encoding="utf-8",
                errors="replace",
            )
    if output and not streams:
        write_table(parsed.comments, output)
    elif not streams:
        print_lines(to_json_lines(parsed.comments))
    if not summary and not terminal.quiet:
        show_accounting(terminal, parsed)
    if explain:
        show_explanations(terminal, parsed.explanations)


@cli.command(short_help="Add sentiment to a table of comments.")
@click.argument("table", type=click.Path(path_type=Path))
@output_option
@click.pass_obj
def score(terminal: Terminal, table: Path, output: Path) -> None:
    """Add sentiment to a table with the columns id and text, keeping its rows in order.

    Adds vader_neg, vader_neu, vader_pos, vader_compound and vader_label (the package's own
    values), and the same as vader_normalised_... for the text with straight quotes.
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
        terminal.say(f"{differ:,} of them score differently once curly quotes are made straight")


@cli.command(short_help="Sort a table of comments into topics.")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--topics",
    "topics_file",
    type=click.Path(path_type=Path),
    help="The analyst's topics: a TOML file of [[topic]] tables with name, label and seeds.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of the grouping.")
@click.option(
    "--keep-unstable",
    is_flag=True,
    help="Keep discovered groups that don't come back under resampling (default: -1 for all).",
)
@output_option
@click.pass_obj
def topics(
    terminal: Terminal,
    table: Path,
    topics_file: Path | None,
    seed: int,
    keep_unstable: bool,
    output: Path,
) -> None:
    """Sort a table with the columns id and text into topics, keeping its rows in order.

    Adds seeded_topics (all that the seeds show) and seeded_topic (the main one), from the topics
    file, and discovered_topic (-1 for none) and discovered_name, found in the texts themselves.
    """
    from toolkit.tables import check_ending, read_table, write_table
    from toolkit.topics import (
        assign_topics,
        discover_topics,
        read_topics,
        summarise_topics,
        topic_warnings,
    )

    check_not_input(output, [str(table), str(topics_file)])
    check_ending(output)
    chosen = read_topics(topics_file) if topics_file else ()
    rows = read_table(table)
    with terminal.steps() as step:
        step(f"assigning {len(chosen)} topics to {len(rows):,} texts")
        assigned = assign_topics(rows, chosen)
        step(f"grouping {len(rows):,} texts")
        discovery = discover_topics(assigned, seed=seed, keep_unstable=keep_unstable)
    write_table(discovery.table, output)
    for warning in topic_warnings(assigned, chosen):
        terminal.warn(warning)
    for _, topic in summarise_topics(assigned, chosen).iterrows():
        terminal.say(f"{topic['label']}: {topic['n']:,}")
    terminal.say(discovery.stability.reason)


@cli.command(short_help="The whole job: from pages to a report with figures.")
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
    help="The analyst's topics: a TOML file of [[topic]] tables with name, label and seeds.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of all resampling.")
@click.pass_obj
def report(
    terminal: Terminal,
    inputs: tuple[str, ...],
    output: Path,
    topics_file: Path | None,
    seed: int,
    format_name: str | None,
    captured_at: str | None,
    mapping: tuple[str, ...],
    layout: Path | None,
) -> None:
    """The whole job: read pages, score, sort into topics, and write a report with figures.

    DIR gets report.html (one file, opens anywhere), report.md, the figures as PNG, SVG and CSV,
    the tables, and manifest.json with what is needed to make it again.
    """
    from toolkit.pipeline import analyse
    from toolkit.records.columns import read_mapping
    from toolkit.report import check_folder, write_report
    from toolkit.topics import read_topics

    check_folder(output)
    chosen = read_topics(topics_file) if topics_file else ()
    with terminal.steps() as step:
        step("reading")
        parsed = read_pages(inputs, format_name, captured_at, layout, read_mapping(mapping))
        analysis = analyse(parsed, topics=chosen, seed=seed, on_step=step)
        step("drawing and writing")
        write_report(analysis, output, command=terminal.command)
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


@cli.command()
def formats() -> None:
    """List the formats that can be read."""
    from toolkit.formats import FORMATS

    for name, known in FORMATS.items():
        click.echo(f"{name}\t{known.description}")


def read_pages(
    inputs: Sequence[str],
    format_name: str | None,
    captured_at: str | None,
    layout: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    head: bytes = b"",
) -> Any:
    """Read and parse the inputs of a command; ``head`` was read of standard input already."""
    from toolkit.documents import read_documents
    from toolkit.formats import parse_comments
    from toolkit.pins import read_layout

    pinned = read_layout(layout) if layout else None
    moment = read_moment(captured_at) if captured_at else None
    documents = (
        d for source in inputs for d in read_documents(source, head=head, as_table=bool(mapping))
    )
    return parse_comments(
        documents, format_name=format_name, captured_at=moment, mapping=mapping, layout=pinned
    )


def read_moment(text: str) -> dt.datetime:
    """The moment of ``--captured-at``.

    >>> read_moment("2024-05-03T14:00")
    datetime.datetime(2024, 5, 3, 14, 0)
    """
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"--captured-at {text!r}: not an ISO 8601 date and time; write it as 2024-05-03T14:00"
        ) from None


def check_not_input(output: Path, inputs: Sequence[str]) -> None:
    """Refuse to write over an input."""
    if any(Path(source).resolve() == output.resolve() for source in inputs):
        raise OutputError(f"{output}: is an input; choose another name, inputs are never changed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    try:
        given = list(sys.argv[1:] if arguments is None else arguments)
        code = cli.main(args=given, obj=given, standalone_mode=False)
    except ToolkitError as error:
        click.echo(f"toolkit: {printable(str(error))}", err=True)
        code = 2
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt) as error:
        cause = error.__context__ if isinstance(error, click.Abort) else error
        click.echo(f"toolkit: interrupted; {cause or 'nothing was written'}", err=True)
        code = 130
    except Exception as error:
        if "-v" in sys.argv or "--verbose" in sys.argv:
            traceback.print_exc()
        click.echo(
            f"toolkit: a defect of the toolkit itself ({type(error).__name__}: "
            f"{printable(str(error))}); please report it with the output of `toolkit -v ...`",
            err=True,
        )
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
