"""The command `toolkit formats`: what can be read and written."""

from __future__ import annotations

import click


@click.command()
def formats() -> None:
    """List the formats that can be read."""
    from toolkit.formats import FORMATS

    for name, known in FORMATS.items():
        click.echo(f"{name}\t{known.description}")
