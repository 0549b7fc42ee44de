"""What a person sees of a command: messages and progress on standard error, data on output."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TransferSpeedColumn,
)
from rich.table import Table

if TYPE_CHECKING:
    from toolkit.formats import Parsed
    from toolkit.records import Export


class Terminal:
    """Where messages for the person go: standard error, as loud as asked for."""

    def __init__(self, *, quiet: bool, verbose: bool, arguments: Sequence[str] = ()) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.quiet = quiet
        self.verbose = verbose
        self.command = shlex.join(["toolkit", *arguments])

    def say(self, text: str) -> None:
        """Print a line, unless quiet."""
        if not self.quiet:
            self.console.print(escape(printable(text)))

    def warn(self, text: str) -> None:
        """Print a warning; quiet doesn't hide it."""
        self.console.print(f"[yellow]note:[/] {escape(printable(text))}")

    @contextmanager
    def steps(self) -> Iterator[Callable[[str], None]]:
        """Show the step that is running, on a terminal only."""
        if self.quiet or not self.console.is_terminal:
            yield (lambda text: self.say(f"{text} ...")) if self.verbose else (lambda _: None)
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task("starting", total=None)
            yield lambda text: progress.update(task, description=text)

    @contextmanager
    def reading(self, exports: Sequence[Export]) -> Iterator[None]:
        """Show how far the exports are read, on a terminal only."""
        if self.quiet or not self.console.is_terminal:
            yield
            return
        sizes = [export.size for export in exports]
        total = None if None in sizes else sum(filter(None, sizes))
        columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
                   TimeElapsedColumn())  # fmt: skip
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task("reading", total=total)
            for export in exports:
                export.on_read = lambda size: progress.advance(task, size)
            yield


def printable(text: str) -> str:
    """A text with control and direction characters made visible, safe for a terminal.

    >>> printable("a\\x1b[31m\\u202eb")
    'a\\\\x1b[31m\\\\u202eb'
    """
    return "".join(
        c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode("ascii")
        for c in text
    )


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "comment"), count(2_000, "comment")
    ('1 comment', '2,000 comments')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def print_lines(lines: Iterable[str]) -> None:
    """Print data to standard output, as long as somebody reads it."""
    try:
        for line in lines:
            sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def describe_confidence(source: Mapping[Any, Any]) -> str:
    """How sure a source's reading is, as one line.

    >>> describe_confidence({"confidence": "medium", "records": 9, "doubtful": 1,
    ...                      "doubts": ["single comment"]})
    'Confidence: medium (single comment). Records below high confidence: 1 of 9.'
    """
    doubts = "; ".join(source["doubts"])
    line = f"Confidence: {source['confidence']}{f' ({doubts})' if doubts else ''}."
    if source["records"]:
        line += f" Records below high confidence: {source['doubtful']} of {source['records']}."
    return line


def show_accounting(terminal: Terminal, parsed: Parsed) -> None:
    """Print how each source was read: roles, names, number of lines, and which."""
    from toolkit.accounting import describe_lines  # late: it needs pandas

    for _, source in parsed.sources.iterrows():
        title = source["title"] if isinstance(source["title"], str) else None
        lines = parsed.lines[parsed.lines["source"] == source["source"]]
        if source["input"] is not None:  # an export: its sentence counts the records
            told = (parsed.articles["source"] == source["source"]).sum()
            about = count(told, "article") if told > 1 else "no title given"
            terminal.say(f"{source['source']}: {title or about}")
            terminal.say(f"  {source['reading']}")
            for warning in source["warnings"]:
                terminal.warn(warning)
            continue
        terminal.say(f"{source['source']}: {title or 'no title found'}")
        terminal.say(
            f"  {count(source['records'], 'record')}: {count(source['comments'], 'comment')}, "
            f"{count(source['pingbacks'], 'pingback')}. {source['reading']}"
        )
        terminal.say(f"  {describe_confidence(source.to_dict())}")
        table = Table(box=None, pad_edge=True, show_edge=False, header_style="dim")
        for heading, side in (
            ("role", "left"),
            ("what", "left"),
            ("n", "right"),
            ("lines", "left"),
        ):
            table.add_column(heading, justify=side)  # type: ignore[arg-type]
        for role, name, number, ranges in describe_lines(lines):
            table.add_row(role, name, str(number), ranges)
        table.add_row("", "blank", str(source["blank"]), "")
        table.add_row("", "all", str(source["lines"]), "")
        terminal.console.print(table)
        if terminal.verbose:
            for _, line in lines.iterrows():
                terminal.say(f"  {line['line']:>5} {line['role']}/{line['name']}: {line['text']}")
        for warning in source["warnings"]:
            terminal.warn(warning)
