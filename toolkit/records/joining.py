"""Files of a folder or an archive that belong together, told by what is in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from toolkit.records.account import name_some
from toolkit.records.export import MOST_PLACES, Export
from toolkit.records.places import in_file
from toolkit.records.shapes import FOLDER


def find_parts(export: Export, is_wanted: Callable[[Mapping[str, Any]], bool]) -> list[str]:
    """The names of the files of a folder or an archive that begin with such records, sorted.

    Args:
        export: A folder or an archive; of anything else no file is found.
        is_wanted: Whether a record is one of those looked for.
    """
    if export.shape != FOLDER:
        return []
    return sorted(name for name, part in export.parts.items() if any(map(is_wanted, part.glance)))


def part_rows(export: Export, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of one of the files, each with a locator in the folder or the archive."""
    with _counted(export, name) as part:
        for place, row in part.rows():
            yield in_file(name, place), row


def part_cells(export: Export, name: str) -> Iterator[tuple[str, list[Any]]]:
    """The rows of one of the tables as cells, of a table without a header."""
    with _counted(export, name) as part:
        for place, cells in part.cells():
            yield in_file(name, place), cells


def part_value(export: Export, name: str) -> Any:
    """The JSON value of one of the files; it is not kept.

    Raises:
        FormatError: It holds none, or one that nests too deep.
        SourceError: It is larger than is read at once.
    """
    with _counted(export, name) as part:
        return part.value


@contextmanager
def _counted(export: Export, name: str) -> Iterator[Export]:
    """One of the files, begun anew; in the end what was read of it counts as read of the whole."""
    part = export.parts[name]
    part.restart()
    part.ahead, part.on_read = export.ahead, export.on_read
    try:
        yield part
    finally:
        export.records_read += part.records_read
        export.passed_over.update(part.passed_over)
        export.repairs.update(part.repairs)
        for what, places in part.places.items():
            kept = export.places.setdefault(what, [])
            kept += [in_file(name, place) for place in places][: MOST_PLACES - len(kept)]
        export.notes += [f"{name}: {note}" for note in part.notes]
        part.restart()
        part.__dict__.pop("head", None)


def note_unread(export: Export, read: Collection[str]) -> None:
    """Say which files of a folder or an archive were not read."""
    left = [name for name in export.members if name not in read]
    if left:
        what = "folder" if export.container is None else "archive"
        export.notes.append(f"not read of the {what}: {name_some(left)}")
