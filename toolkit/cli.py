"""The command line: one command a step, and one for the whole job.

Standard output carries data only; summaries, warnings and progress go to standard error.
Exit codes: 0 done (also for a page without comments), 2 bad input or usage, 1 a defect of the
toolkit itself, 130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import click

from toolkit import __version__
from toolkit.commands import COMMANDS
from toolkit.errors import ToolkitError
from toolkit.terminal import Terminal, printable

_EPILOG = """Examples:

\b
  toolkit parse page.txt -o comments.jsonl      comments of a page as a table
  toolkit report page.txt -o report             the whole report, in a folder
  toolkit score comments.csv -o scored.csv      sentiment for any table with id and text
  toolkit topics comments.csv --topics topics.toml -o sorted.csv
  toolkit validate scored.csv -o draw           a sheet for people, to check the scores
"""


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


for _command in COMMANDS:
    cli.add_command(_command)


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
    except MemoryError:
        click.echo(
            "toolkit: this needs more memory than there is; give less at once: cut the input into "
            "several files, or read it with `toolkit parse` into .jsonl",
            err=True,
        )
        code = 2
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
