"""The command `toolkit parse`: from pages and exports to a table."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.commands.options import (
    check_not_input,
    find_secret,
    page_options,
    privacy_options,
    read_pages,
    say_replaced,
)
from toolkit.errors import SettingsError
from toolkit.terminal import Terminal, print_lines, show_accounting

if TYPE_CHECKING:
    from toolkit.formats import Parsed
    from toolkit.privacy.keys import Replaced
    from toolkit.streaming import Hide


@click.command(short_help="Read the comments of pages into a table.")
@page_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Table to write: .jsonl, .csv, .parquet or .xlsx. By default JSON lines on standard "
    "output.",
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
@privacy_options
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
    pseudonymise: bool,
    secret_file: Path | None,
) -> None:
    """Read the comments of pages and exports into a table, one record a comment, in their order.

    INPUT is a saved HTML page, a page's text as pasted from a browser, an export (see `toolkit
    formats`), or a zip archive or folder of one; `-` is standard input. Every line of a page is
    accounted for: title, article, comment, pingback, or page furniture by name; every record of
    an export, too. Exports are read in bounded memory, however large they are.
    """
    from toolkit.appending import json_lines, write_tables
    from toolkit.explained import show_explanations
    from toolkit.files import check_writable
    from toolkit.privacy.keys import Replaced
    from toolkit.records.columns import read_mapping
    from toolkit.streaming import find_streams, read_stream
    from toolkit.tables import check_ending, to_json_lines, write_table

    for path in filter(None, (output, summary)):
        check_not_input(path, inputs)
        check_writable(path)
    if output:
        check_ending(output)
    outputs = [str(path) for path in (output, summary) if path]
    secret = find_secret(terminal, pseudonymise, secret_file, [*inputs, *outputs])
    replaced = Replaced()
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
                hide=_stream_hider(secret, replaced),
            )  # fmt: skip
    elif resume:
        raise SettingsError("--resume: only exports are read in parts; leave it out for pages")
    else:
        parsed = read_pages(inputs, format_name, captured_at, layout, given, head)
        if secret is not None:
            from toolkit.pseudonyms import pseudonymise_parsed

            parsed, _ = pseudonymise_parsed(parsed, secret, replaced)
    if summary:
        _write_summary(parsed, summary)
    if output and not streams:
        write_table(parsed.comments, output)
    elif not streams:
        print_lines(to_json_lines(parsed.comments))
    if not summary and not terminal.quiet:
        show_accounting(terminal, parsed)
    if secret is not None:
        say_replaced(terminal, replaced)
    if explain:
        show_explanations(terminal, parsed.explanations)


def _stream_hider(secret: bytes | None, replaced: Replaced) -> Hide | None:
    """What puts pseudonyms into tables that come one after the other, where they are asked for."""
    if secret is None:
        return None
    from toolkit.pseudonyms import pseudonymise_stream

    return partial(pseudonymise_stream, secret=secret, replaced=replaced)


def _write_summary(parsed: Parsed, path: Path) -> None:
    from toolkit.accounting import summarise
    from toolkit.files import whole_file

    account = summarise(parsed.sources, parsed.lines, parsed.comments, parsed.explanations)
    if len(parsed.articles):
        account["articles"] = json.loads(parsed.articles.to_json(orient="records"))
    with whole_file(path) as part:
        part.write_text(
            json.dumps(account, ensure_ascii=False, indent=2) + "\n",
            encoding="utf-8",
            errors="replace",
        )
