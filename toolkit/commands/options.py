"""Inputs and options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from toolkit.errors import OutputError, SettingsError
from toolkit.terminal import Terminal

if TYPE_CHECKING:
    from toolkit.privacy.keys import Replaced

_Command = TypeVar("_Command", bound=Callable[..., Any])


def output_option(command: _Command) -> _Command:
    """The option ``-o`` of the commands that write one table."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        required=True,
        help="Table to write: .jsonl, .csv, .parquet or .xlsx.",
    )(command)


def targets_option(command: _Command) -> _Command:
    """The option ``--targets`` of the commands that score toward targets."""
    return click.option(
        "--targets",
        "targets_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Whom or what the comments speak of: a TOML file of [[target]] tables with name and "
        "aliases.",
    )(command)


def lexicon_option(command: _Command) -> _Command:
    """The option ``--lexicon`` of the commands that score sentiment."""
    return click.option(
        "--lexicon",
        "lexicon_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The analyst's own words: a TOML file of [[word]] tables with word or phrase, valence "
        "and why, and [[entity]] tables with the names that are neither praise nor blame.",
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


def privacy_options(command: _Command) -> _Command:
    """The options of the commands that can write pseudonyms."""
    for decorate in (
        click.option(
            "--secret",
            "secret_file",
            type=click.Path(path_type=Path),
            envvar="TOOLKIT_SECRET_FILE",
            metavar="FILE",
            help="The file of the secret behind the pseudonyms; made where there is none. By "
            "default one in your configuration folder.",
        ),
        click.option(
            "--pseudonymise",
            is_flag=True,
            help="Write stable pseudonyms instead of authors' names, also in the texts.",
        ),
    ):
        command = decorate(command)
    return command


def find_secret(
    terminal: Terminal, pseudonymise: bool, secret_file: Path | None, inputs: Sequence[str] = ()
) -> bytes | None:
    """The secret of ``--pseudonymise``, made on first use; None without the option."""
    if not pseudonymise:
        source = click.get_current_context().get_parameter_source("secret_file")
        if secret_file is not None and source is ParameterSource.COMMANDLINE:
            raise SettingsError("--secret: is used with --pseudonymise only; add it")
        return None
    from toolkit.privacy.secret import FILE, FOLDER, is_open_to_others, make_secret, read_secret

    path = secret_file or Path(click.get_app_dir(FOLDER)) / FILE
    check_not_input(path, inputs)
    if path.exists():
        if is_open_to_others(path):
            terminal.warn(f"{path}: others can read this secret; run: chmod 600 {path}")
        return read_secret(path)
    secret = make_secret(path)
    terminal.warn(
        f"{path}: a new secret; keep it, it is needed to give the same names again, and keep it to "
        f"yourself; it is never written to an output"
    )
    return secret


def say_replaced(terminal: Terminal, replaced: Replaced) -> None:
    """Say how much was replaced, and what that is worth."""
    from toolkit.pseudonyms import WARNING

    terminal.say(replaced.sentence())
    for note in replaced.notes:
        terminal.warn(note)
    if terminal.verbose and replaced.left_names:
        most = sorted(replaced.left_names.items(), key=lambda item: (-item[1], item[0]))[:20]
        terminal.say("left in texts: " + ", ".join(f"{name} ({n:,})" for name, n in most))
    terminal.warn(WARNING)


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
