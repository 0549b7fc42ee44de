"""Exports of any size to one table, in bounded memory; an interrupted run can be gone on with.

The comments are written to parts in a hidden folder beside the output, where they wait until
all are read and linked; then the output is written whole and gets its name.
"""

from __future__ import annotations

import gc
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from toolkit._version import __version__
from toolkit.accounting import line_table, source_table
from toolkit.documents import Document, export_document
from toolkit.errors import OutputError
from toolkit.formats import (
    BY_CHUNKS,
    EXPORTS,
    Parsed,
    article_table,
    find_export_format,
    name_source,
)
from toolkit.formats.reading import Told, finish_export, keeps_addresses
from toolkit.pages import Reading
from toolkit.records import Export, find_exports
from toolkit.records.account import add_accounts
from toolkit.records.ahead import run_ahead
from toolkit.records.gather import Batch, Tally, gather, gather_chunks
from toolkit.records.shapes import JSON_LINES
from toolkit.records.store import DiskParts
from toolkit.schema import to_table

_STATE = "state.json"
# a reader of some columns of all comments, and the tables: to tables and a change of the account
Hide = Callable[
    [Callable[[Sequence[str]], Iterator[pd.DataFrame]], Iterator[pa.Table]],
    tuple[Iterator[pa.Table], Callable[[Parsed], Parsed]],
]


class Stream:
    """Exports on their way into one table.

    Args:
        exports: Each with the name of its format.
        output: The table to be written; its folder holds the parts. None for a temporary folder.
        resume: Whether to go on with an interrupted run, if there is one of the same inputs.

    Raises:
        OutputError: There is no such run to resume, or the folder of parts is something else.
    """

    def __init__(
        self, exports: Sequence[tuple[Export, str]], output: Path | None, *, resume: bool = False
    ) -> None:
        self._exports = exports
        self._folder = parts_folder(output) if output else Path(tempfile.mkdtemp())
        self._output = output
        self._gathered: list[tuple[Export, str, str, DiskParts, Tally]] = []
        self._reading: DiskParts | None = None
        self._told: list[tuple[Export, str, str, Told]] = []
        self._state: dict[str, Any] = {"version": __version__, "inputs": _identify(exports),
                                       "sources": {}}  # fmt: skip
        self.resumed = 0
        if output and self._folder.exists():
            saved = self._saved()
            if not resume:
                shutil.rmtree(self._folder)
            elif {**saved, "sources": {}} != self._state:
                raise OutputError(
                    f"{output}: the interrupted run was of other inputs or another version; run "
                    f"it without --resume to start anew"
                )
            else:
                self._state = saved
                self.resumed = sum(sum(s["lengths"]) for s in saved["sources"].values())
        elif resume:
            raise OutputError(f"{output}: no interrupted run to go on with; leave out --resume")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._save()

    def read(self) -> None:
        """Read all inputs into parts."""
        seen: dict[str, None] = {}
        for number, (export, name) in enumerate(self._exports):
            stem = name_source(export.source, seen, _head_digest(export))
            seen[stem] = None
            parts, tally = self._gather(number, export, name, stem)
            self._gathered.append((export, name, stem, parts, tally))

    def tables(self) -> Iterator[pa.Table]:
        """All comments that were read, linked, as tables with the known columns."""
        for export, name, stem, parts, tally in self._gathered:
            for found in finish_export(export, EXPORTS[name], parts, tally):
                if isinstance(found, Told):
                    self._told.append((export, name, stem, found))
                else:
                    yield found

    def columns(self, names: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Some columns of all comments that were read, not linked yet."""
        for *_, parts, _ in self._gathered:
            for number in range(len(parts.lengths)):
                yield parts.part(number, names).to_pandas()

    def parsed(self) -> Parsed:
        """The account of all that was read, with a comments table that is empty."""
        readings: list[tuple[Document, str, str, Reading]] = []
        accounts: dict[int, dict[str, Any]] = {}
        for number, (export, name, stem, told) in enumerate(self._told):
            digest = self._state["sources"][str(number)].get("sha256")
            readings.append((export_document(export, digest), name, stem, told.reading))
            accounts[number] = told.account
        return Parsed(
            comments=to_table([]),
            lines=line_table(()),
            sources=add_accounts(source_table(readings), accounts),
            articles=article_table(row for *_, told in self._told for row in told.articles),
        )

    def close(self, *, keep: bool) -> bool:
        """Remove the parts, or keep them to go on with if any were written; whether they are."""
        if self._reading is not None:
            with suppress(OSError):
                self._reading.wait()
        whole = any(source["lengths"] for source in self._state["sources"].values())
        if keep and self._output and whole:
            return True
        shutil.rmtree(self._folder, ignore_errors=True)
        return False

    def _gather(self, number: int, export: Export, name: str, stem: str) -> tuple[DiskParts, Tally]:
        saved = self._state["sources"].get(str(number), {})
        tally, skip = Tally(), 0
        export.restart()
        place = (saved.get("tally") or {}).get("last_place") or ""
        row = EXPORTS[name].by_rows and bool(re.fullmatch(r"(?:row|line)=\d+", place))
        if saved.get("done") or row:
            tally = Tally.from_json(saved["tally"])
            export.recall(saved["export"])
            skip = int(place.partition("=")[2]) if row else 0
        else:
            saved = {}
        parts = DiskParts(
            self._folder / str(number),
            saved.get("lengths", ()),
            lambda: self._keeper(number, export, parts, tally),
        )
        self._reading = parts
        if saved.get("done"):
            return parts, tally
        batches = _batches(export, name, stem, tally, skip)
        export.ahead = True
        with _without_collector():
            for batch in batches:
                parts.add(batch)
        export.ahead = False
        parts.flush()
        parts.wait()
        self._keeper(number, export, parts, tally, done=True)()
        return parts, tally

    def _keeper(
        self, number: int, export: Export, parts: DiskParts, tally: Tally, *, done: bool = False
    ) -> Callable[[], None]:
        """What was read so far, as a function that notes it down."""
        state = {"lengths": list(parts.lengths), "tally": tally.as_json(),
                 "export": export.remember(), "done": done}  # fmt: skip
        if done:
            state["sha256"] = export.digest()
        noted = json.dumps(state)  # now: counting goes on while the part is written

        def keep() -> None:
            self._state["sources"][str(number)] = json.loads(noted)
            self._save()

        return keep

    def _save(self) -> None:
        part = self._folder / f"{_STATE}.part"
        part.write_text(json.dumps(self._state), encoding="utf-8")
        part.replace(self._folder / _STATE)

    def _saved(self) -> dict[str, Any]:
        try:
            saved = json.loads((self._folder / _STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            saved = None
        if not isinstance(saved, dict) or "sources" not in saved:
            raise OutputError(
                f"{self._folder}: is in the way and holds no interrupted run; move it elsewhere"
            )
        return saved


def find_streams(
    inputs: Iterable[str], format_name: str | None, mapping: Mapping[str, str]
) -> tuple[list[tuple[Export, str]] | None, bytes]:
    """The exports among the inputs with their formats; None if any input is a page.

    Returns:
        The exports, and what was read of standard input, which is gone from there.

    Raises:
        SourceError: An input that can't be read.
    """
    found: list[tuple[Export, str]] = []
    head = b""
    for source in inputs:
        exports, raw = find_exports(source, as_table=bool(mapping))
        head = raw if source == "-" else head
        claimed = []
        for export in exports:
            export.mapping = mapping
            if name := find_export_format(export, format_name):
                claimed.append((export, name))
            if export.source == export.container and claimed:
                break  # the archive as a whole
        if not claimed:
            return None, head
        if exports[0].container is not None and claimed[0][0] is not exports[0]:
            prefix = f"{exports[0].source}/"
            read = {export.source.removeprefix(prefix) for export, _ in claimed}
            claimed[0][0].left = tuple(n for n in exports[0].members if n not in read)
        found += claimed
    return found, head


def parts_folder(output: Path) -> Path:
    """The folder where the parts of an output wait."""
    return output.parent / f".{output.name}.parts"


def _batches(export: Export, name: str, stem: str, tally: Tally, skip: int) -> Iterator[Batch]:
    if name in BY_CHUNKS and export.shape == JSON_LINES:
        return gather_chunks(BY_CHUNKS[name](export, skip=skip), stem, tally)
    items = EXPORTS[name].read(export, skip=skip)
    return gather(
        items, stem, tally,
        whole_ids=export.whole_ids, whole_authors=keeps_addresses(export, EXPORTS[name]),
    )  # fmt: skip


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small tuples come and go; looking for cycles among them takes a third longer."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _identify(exports: Iterable[tuple[Export, str]]) -> list[dict[str, Any]]:
    """What tells whether the inputs are the same as those of an earlier run."""
    found = []
    for export, name in exports:
        stamp = None
        with suppress(OSError):
            stamp = Path(export.container or export.source).stat().st_mtime_ns
        found.append({"source": str(Path(export.source).absolute()), "size": export.size,
                      "changed": stamp, "head": _head_digest(export), "format": name,
                      "mapping": dict(export.mapping)})  # fmt: skip
    return found


def _head_digest(export: Export) -> str:
    return hashlib.sha256(export.head.encode("utf-8", "replace")).hexdigest()


def read_stream(
    exports: Sequence[tuple[Export, str]],
    output: Path | None,
    write: Callable[[Iterator[pa.Table]], None],
    *,
    resume: bool = False,
    on_resume: Callable[[int], None] = lambda _: None,
    hide: Hide | None = None,
) -> Parsed:
    """Read exports into one table that is written as it comes.

    Args:
        exports: Each with the name of its format.
        output: The table's path, or None.
        write: Writes the tables that it is given, the output whole or not at all.
        resume: Whether to go on with an interrupted run.
        on_resume: Called with the number of comments that were read before.
        hide: Gives the tables, and then the account, without the names of authors.

    Returns:
        The account; its comments table is empty.
    """
    stream = Stream(exports, output, resume=resume)
    try:
        if stream.resumed:
            on_resume(stream.resumed)
        stream.read()
        tables = stream.tables()
        if hide is not None:
            tables, hide_account = hide(stream.columns, tables)
        write(run_ahead(tables, 1))
        parsed = stream.parsed()
        if hide is not None:
            parsed = hide_account(parsed)
    except KeyboardInterrupt:
        if not stream.close(keep=True):
            raise
        raise KeyboardInterrupt(
            "what was read is kept; the same command with --resume goes on"
        ) from None
    except Exception:
        stream.close(keep=True)
        raise
    stream.close(keep=False)
    return parsed
