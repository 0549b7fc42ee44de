"""The accounting of sources: tables, a JSON summary, and what a person reads of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from toolkit.documents import Document
from toolkit.explanation import Explanation
from toolkit.pages import ROLES, Reading

OF_EXPORTS = (
    "input", "orphans", "missing_parents", "stubs", "stands_for", "expected", "repeated_ids",
    "cycles", "repairs",
)  # fmt: skip
LINE_COLUMNS = ("source", "line", "start", "end", "role", "name", "id", "text")


def line_table(readings: Iterable[tuple[Document, Reading]]) -> pd.DataFrame:
    """One row for each line that isn't blank, with its role and the record it belongs to."""
    rows = [
        (
            document.source,
            entry.line.number,
            entry.line.start,
            entry.line.end,
            entry.role,
            entry.name,
            None if entry.item is None else reading.records[entry.item].id,
            entry.line.text,
        )
        for document, reading in readings
        for entry in reading.entries
    ]
    table = pd.DataFrame(rows, columns=list(LINE_COLUMNS))
    texts = dict.fromkeys(("source", "role", "name", "id", "text"), "string")
    return table.astype({**texts, **dict.fromkeys(("line", "start", "end"), "int64")})


def source_table(readings: Iterable[tuple[Document, str, str, Reading]]) -> pd.DataFrame:
    """One row a source: what it is, how it was read, how many lines and records it has."""
    rows = []
    for document, format_name, article_id, reading in readings:
        kinds = [record.kind for record in reading.records]
        counts = {f"{role}_lines": 0 for role in ROLES}
        for entry in reading.entries:
            counts[f"{entry.role}_lines"] += 1
        article = [entry.line.text for entry in reading.entries if entry.role == "article"]
        warnings = [*document.warnings, *reading.warnings]
        rows.append(
            {
                "source": document.source,
                "article_id": article_id,
                "address": document.address,
                "title": reading.title,
                "sha256": document.sha256,
                "encoding": document.encoding,
                "format": format_name,
                "lines": _count_lines(document),
                "blank": _count_lines(document) - len(reading.entries),
                **counts,
                "comments": kinds.count("comment"),
                "pingbacks": kinds.count("pingback") + kinds.count("trackback"),
                "records": len(kinds),
                "reading": _sentence(reading),
                "confidence": reading.confidence,
                "doubts": list(reading.doubts),
                "doubtful": sum(record.confidence != "high" for record in reading.records),
                "warnings": warnings,
                "article_text": "\n\n".join(article),
            }
        )
    return pd.DataFrame(rows)


def medium_of(sources: pd.DataFrame) -> str:
    """What the comments were read from: ``page``, ``export``, or ``source`` where it is both.

    >>> medium_of(pd.DataFrame({"input": [None, {"records": 3}]}))
    'source'
    """
    told = sources["input"].notna() if "input" in sources else pd.Series(False, sources.index)
    return "export" if told.all() else "source" if told.any() else "page"


def summarise(
    sources: pd.DataFrame,
    lines: pd.DataFrame,
    comments: pd.DataFrame,
    explanations: Mapping[str, Explanation] | None = None,
) -> dict[str, Any]:
    """The accounting as JSON-ready data: totals, and for each source its counts and lines.

    Returns:
        ``records``, ``comments``, ``pingbacks`` in all; ``sources``, a list with for each
        source its path, digest, title, reading, ``confidence``, ``doubts``, ``warnings``,
        counts of ``lines`` by role, counts of ``records`` by kind, state and confidence,
        ``accounting``: every line that isn't blank, with ``line``, ``role``, ``name``, ``id``
        and ``text``, and ``explanation`` (:class:`toolkit.explanation.Explanation`) or None.
    """
    explained = explanations or {}
    return {
        "records": int(sources["records"].sum()),
        "comments": int(sources["comments"].sum()),
        "pingbacks": int(sources["pingbacks"].sum()),
        "sources": [
            _summarise_source(
                source,
                lines[lines["source"] == source["source"]],
                comments[comments["source"] == source["source"]],
                explained.get(source["source"]),
            )
            for source in sources.to_dict("records")
        ],
    }


def describe_lines(lines: pd.DataFrame) -> list[tuple[str, str, int, str]]:
    """One source's accounting for reading: role, name, number of lines, the lines as ranges.

    A range runs over blank lines, never over a line of another name.

    >>> rows = pd.DataFrame({"line": [1, 3, 5, 7], "role": ["title", *["article"] * 3],
    ...                      "name": ["title", *["paragraph"] * 3]})
    >>> describe_lines(rows)
    [('title', 'title', 1, '1'), ('article', 'paragraph', 3, '3-7')]
    """
    runs: dict[tuple[str, str], list[list[int]]] = {}
    before = None
    for line, role, name in zip(lines["line"], lines["role"], lines["name"], strict=True):
        of_name = runs.setdefault((role, name), [])
        if before == (role, name):
            of_name[-1].append(line)
        else:
            of_name.append([line])
        before = (role, name)
    return [
        (role, name, sum(map(len, found)), ", ".join(map(_range, found)))
        for (role, name), found in sorted(runs.items(), key=lambda run: ROLES.index(run[0][0]))
    ]


def _summarise_source(
    source: dict[Any, Any],
    lines: pd.DataFrame,
    comments: pd.DataFrame,
    explanation: Explanation | None,
) -> dict[str, Any]:
    stamps = sorted(comments["timestamp"].dropna())
    accounting = lines[["line", "role", "name", "id", "text"]].to_dict("records")
    same = (
        "source",
        "article_id",
        "address",
        "title",
        "sha256",
        "encoding",
        "format",
        "reading",
        "confidence",
        "doubts",
        "warnings",
    )
    return {
        **{name: source[name] for name in same},
        "lines": {
            "total": source["lines"],
            "blank": source["blank"],
            **{role: source[f"{role}_lines"] for role in ROLES},
        },
        **{key: source[key] for key in OF_EXPORTS if source.get("input") is not None},
        "records": source.get("counts")
        or {
            "total": source["records"],
            "by_kind": comments["kind"].value_counts(sort=False).to_dict(),
            "by_state": comments["state"].value_counts(sort=False).to_dict(),
            "by_confidence": comments["confidence"].value_counts(sort=False).to_dict(),
            "with_author": int(comments["author"].notna().sum()),
            "with_timestamp": len(stamps),
            "first_timestamp": stamps[0] if stamps else None,
            "last_timestamp": stamps[-1] if stamps else None,
        },
        "accounting": [
            {name: None if value is pd.NA else value for name, value in row.items()}
            for row in accounting
        ],
        "explanation": explanation.to_json() if explanation else None,
    }


def _count_lines(document: Document) -> int:
    """Lines of a document; a line end at the very end begins no further line."""
    if document.media_type == "text/html":
        return len(document.lines)  # blocks of text, whatever the markup ends with
    return len(document.lines) - (document.text[-1:] == "\n")


def _sentence(reading: Reading) -> str:
    text = reading.reason + (f"; {reading.layout}" if reading.layout else "")
    return f"{text[0].upper()}{text[1:]}."


def _range(run: list[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"
