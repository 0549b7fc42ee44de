"""An explanation as a person reads it: which group was taken, which not, where the fields stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from toolkit.terminal import Terminal, count, printable

if TYPE_CHECKING:
    from toolkit.explanation import Explanation, Weighed


def show_explanations(terminal: Terminal, explanations: Mapping[str, Explanation]) -> None:
    """Print for each source why it was read so; asked for, so that quiet doesn't hide it."""
    for source, explanation in explanations.items():
        _print(terminal, f"why {source} was read so: {explanation.how}")
        if explanation.taken or explanation.rejected:
            terminal.console.print(_grounds(explanation))
        if explanation.places:
            terminal.console.print(_places(explanation))
        if explanation.layout:
            _print(terminal, "  the layout learnt, to be saved, changed, and given as --layout:")
            _print(terminal, "")
            _print(terminal, explanation.layout)


def _grounds(explanation: Explanation) -> Table:
    table = _table("taken", "items", "points", "why")
    for one in explanation.taken:
        _add(table, "yes", one)
    for one in explanation.rejected:
        _add(table, "no", one)
    return table


def _add(table: Table, taken: str, one: Weighed) -> None:
    grounds = [f"{ground.text} {ground.points:+g}" for ground in one.grounds]
    why = one.reason or ", ".join(grounds) or "nothing speaks for it"
    table.add_row(
        taken,
        _safe(f"{one.items} × {one.name}"),
        f"{one.points:g} of {one.needed:g}",
        _safe(why),
    )


def _places(explanation: Explanation) -> Table:
    table = _table("field", "stands", "found there")
    for place in explanation.places:
        found = f"{place.found} of {count(place.of, 'record')}"
        table.add_row(place.field, _safe(place.where), found)
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=True, show_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _safe(text: str) -> str:
    return escape(printable(text))


def _print(terminal: Terminal, text: str) -> None:
    terminal.console.print(_safe(text))
