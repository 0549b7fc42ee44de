"""The command `toolkit formats`: what can be read and written."""

from __future__ import annotations

import click


@click.command()
def formats() -> None:
    """List the formats that can be read, and those that `toolkit export` writes."""
    from toolkit.formats import FORMATS
    from toolkit.writers import WRITERS

    for name, known in FORMATS.items():
        click.echo(f"read\t{name}\t{known.description}")
    for name, writer in WRITERS.items():
        click.echo(f"write\t{name}\t{writer.description}")
