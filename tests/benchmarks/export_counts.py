"""Whether exports give the counts that are expected of them.

    python tests/benchmarks/export_counts.py FOLDER EXPECTATIONS

EXPECTATIONS is a CSV file with the columns ``file`` (its path in FOLDER), ``expected`` and, if you
like, ``what``: what is counted, ``records`` by default. Others: any of ``articles``, ``authors``,
``replies`` (``reply_to`` is known), ``answers`` (known or missing), ``orphans``, ``stubs``,
``stands_for``, ``repairs``, ``first``, ``last`` (timestamps), a kind (``pingback``), a state
(``deleted``), or a name of the account (``stub``, ``article``); several joined by ``+`` are
added up. Prints the table of file, what, expected and found, and how many agree.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from toolkit.documents import read_documents
from toolkit.errors import ToolkitError
from toolkit.formats import Parsed, parse_comments
from toolkit.schema import KINDS, STATES


def count(parsed: Parsed, what: str) -> Any:
    """One count of what was read."""
    if "+" in what:
        return sum(count(parsed, part) for part in what.split("+"))
    comments, sources = parsed.comments, parsed.sources
    replies = int(comments["reply_to"].notna().sum())
    counts: dict[str, Any] = {
        "records": len(comments),
        "articles": int((sources["input"].map(lambda told: (told or {}).get("by_name", {}).get(
            "article", 0))).sum()),
        "authors": comments["author"].nunique(),
        "replies": replies,
        "answers": replies + int(sources["orphans"].sum()),
        "orphans": int(sources["orphans"].sum()),
        "stubs": int(sources["stubs"].sum()),
        "stands_for": int(sources["stands_for"].sum()),
        "repairs": sum(sum((repairs or {}).values()) for repairs in sources["repairs"]),
        "first": comments["timestamp"].min() if comments["timestamp"].notna().any() else None,
        "last": comments["timestamp"].max() if comments["timestamp"].notna().any() else None,
        **{kind: int((comments["kind"] == kind).sum()) for kind in KINDS},
        **{state: int((comments["state"] == state).sum()) for state in STATES},
    }  # fmt: skip
    if what in counts:
        return counts[what]
    return sum((told or {}).get("by_name", {}).get(what, 0) for told in sources["input"])


def main() -> None:
    """Read the files, print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("expectations", type=Path)
    given = options.parse_args()
    folder, expectations = given.folder, given.expectations
    table = Table("file", "format", "what", "expected", "found", "")
    known: dict[str, Parsed | str] = {}
    right = total = 0
    with expectations.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, what = row["file"], row.get("what") or "records"
            if name not in known:
                try:
                    known[name] = parse_comments(read_documents(folder / name))
                except ToolkitError as error:
                    known[name] = str(error)
            parsed = known[name]
            if isinstance(parsed, str):
                form, found = "-", parsed[:60]
            else:
                form, found = parsed.sources["format"].iloc[0], str(count(parsed, what))
            total += 1
            right += found == row["expected"]
            table.add_row(name, form, what, row["expected"], found,
                          "" if found == row["expected"] else "differs")  # fmt: skip
    Console(width=160).print(table)
    print(f"{right} of {total} agree")


if __name__ == "__main__":
    main()
