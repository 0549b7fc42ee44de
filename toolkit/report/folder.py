"""A report's folder, which appears whole or not at all."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from toolkit import files
from toolkit.report.manifest import read_files

_KIND = "report"


def check_folder(folder: Path) -> None:
    """Raise :class:`OutputError` unless a report can be written to ``folder``.

    It may be missing, empty, or hold an earlier report and nothing else.
    """
    files.check_folder(folder, read_files, kind=_KIND)


def whole_folder(folder: Path) -> AbstractContextManager[Path]:
    """A temporary folder beside ``folder``, as of :func:`toolkit.files.whole_folder`."""
    return files.whole_folder(folder, read_files, kind=_KIND)
