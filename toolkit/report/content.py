"""What the report says, before it becomes HTML or Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from toolkit.accounting import medium_of
from toolkit.figures.wording import listed
from toolkit.findings import Finding, Piece, conclude, state_absences, state_findings
from toolkit.pipeline import Analysis
from toolkit.report.disagreement import find_disagreements
from toolkit.report.doubts import state_doubts
from toolkit.report.links import Link, Statement, link_pieces, polish
from toolkit.report.marks import show_controls
from toolkit.report.method import (
    EXPORTS,
    GROUPING,
    MAP,
    METHODS,
    PRIVACY,
    QUALITY,
    READING,
    TOPICS,
    TOWARD,
    VALIDATION,
    Method,
)
from toolkit.report.pictures import Picture
from toolkit.report.rows import Row, make_rows
from toolkit.report.topics import Topics, state_topics_part
from toolkit.report.toward import find_quotes, state_entries, state_target
from toolkit.report.traps import Trap, find_traps
from toolkit.report.validated import say_how_validated, say_validation
from toolkit.schema import local_times, reader_comments
from toolkit.wording import format_count, format_period

MOST_LINES = 3000
ROLES = ("title", "article", "comment", "pingback", "furniture")


@dataclass(frozen=True, kw_only=True)
class Toward:
    """What the comments say of a target, and the sentences: (link or None, sentences, score)."""

    statement: Statement
    quotes: tuple[tuple[Link | None, tuple[str, ...], str], ...]
    left_out: int


@dataclass(frozen=True, kw_only=True)
class Account:
    """How one input was read: a page by its lines, an export by its records."""

    source: str
    sha256: str
    encoding: str
    format: str
    reading: str
    confidence: str
    warnings: tuple[str, ...]
    unit: str
    counts: tuple[tuple[str, int], ...]
    lines: tuple[tuple[int, str, str, str], ...]
    left_out: int


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that a report says, in its reading order."""

    title: str
    sources: tuple[str, ...]
    period: str
    counts: tuple[tuple[str, str], ...]
    conclusion: str
    statements: tuple[Statement, ...]
    absences: tuple[str, ...]
    pictures: tuple[Picture, ...]
    warnings: tuple[str, ...]
    topics: Topics
    validated: tuple[str, ...]
    traps: tuple[Statement, ...]
    disagreements: tuple[Statement, ...]
    toward: tuple[Toward, ...]
    entries: tuple[Statement, ...]
    rows: tuple[Row, ...]
    records: int
    doubts: Statement | None
    accounts: tuple[Account, ...]
    methods: tuple[Method, ...]
    settings: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    command: str
    citation: str
    medium: str


def make_content(
    analysis: Analysis,
    pictures: Sequence[Picture],
    *,
    command: str | None = None,
) -> Content:
    """Gather what a report says.

    Args:
        analysis: The tables of one analysis.
        pictures: Its figures, those left out among them.
        command: How to make the report again; the analysis's own ``command`` if not given.
    """
    rows = make_rows(analysis)
    numbers = {
        str(identity): Link(row.number, row.anchor)
        for identity, row in zip(analysis.comments["id"], rows, strict=False)
    }
    readers = reader_comments(analysis.comments)
    findings = state_findings(analysis)
    parameters = {str(name): value for name, value in analysis.parameters.items()}
    said = command or str(parameters.pop("command", "") or "")
    parameters.pop("command", None)
    return Content(
        title=show_controls(analysis.title) or "Untitled page",
        sources=tuple(show_controls(str(source)) for source in analysis.sources["source"]),
        period=_say_period(readers),
        counts=_head_counts(analysis, readers),
        conclusion=polish(conclude(analysis)),
        statements=tuple(_state(finding, numbers) for finding in findings),
        absences=tuple(show_controls(polish(said)) for said in state_absences(analysis)),
        pictures=_without_repeated_reasons(analysis, pictures),
        warnings=tuple(show_controls(warning) for warning in analysis.warnings),
        topics=state_topics_part(analysis, numbers),
        validated=tuple(show_controls(polish(said)) for said in say_validation(analysis)),
        traps=tuple(_state_trap(trap, numbers) for trap in find_traps(analysis)),
        disagreements=tuple(_state_trap(one, numbers) for one in find_disagreements(analysis)),
        toward=tuple(
            _state_target(analysis, place, numbers) for place in range(len(analysis.target_summary))
        ),
        entries=tuple(
            link_pieces(f"entry-{place}", show_controls(name), said, "", numbers)
            for place, (name, said) in enumerate(state_entries(analysis), start=1)
        ),
        rows=rows,
        records=len(analysis.comments),
        doubts=_state_doubts(analysis, numbers),
        accounts=tuple(_account(analysis, row) for _, row in analysis.sources.iterrows()),
        methods=_methods(analysis, METHODS if len(readers) else ()),
        settings=tuple(sorted((name, _say(value)) for name, value in parameters.items())),
        versions=tuple(sorted((str(k), str(v)) for k, v in analysis.versions.items())),
        command=show_controls(said),
        citation=_cite(analysis),
        medium=medium_of(analysis.sources),
    )


def _without_repeated_reasons(
    analysis: Analysis, pictures: Sequence[Picture]
) -> tuple[Picture, ...]:
    """The figures, less those left out for a reason that stands in their section already."""
    stands, given = analysis.stability.stands, (analysis.topics["topic"] != "").any()
    of_topics = [one.name for one in pictures if one.section == "topics"]
    said = set() if given else set(of_topics[1:])
    said |= set() if stands else {one.name for one in pictures if one.section == "discovered"}
    return tuple(one for one in pictures if not (one.reason and one.name in said))


def _say(value: object) -> str:
    """A setting's value, nested ones in brackets."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name} ({_say(inner)})" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_say(inner) for inner in value)
    return show_controls(str(value))


def _methods(analysis: Analysis, methods: Sequence[Method]) -> tuple[Method, ...]:
    """How the sources were read, then the methods, with what the analysis itself says of them."""
    ways = {"page": (READING,), "export": (EXPORTS,)}
    reading = ways.get(medium_of(analysis.sources), (READING, EXPORTS))
    said = {
        GROUPING: polish(analysis.stability.method),
        PRIVACY: show_controls(" ".join(analysis.privacy)),
        TOPICS: show_controls(_say_rules(analysis)),
        VALIDATION: show_controls(polish(" ".join(say_how_validated(analysis)))),
    }
    own_methods = (
        *((QUALITY, MAP) if analysis.stability.stands else ()),
        *((TOWARD,) if len(analysis.target_summary) else ()),
    )
    return tuple(
        replace(method, text=f"{method.text} {own}") if (own := said.get(method)) else method
        for method in (*reading, PRIVACY, *methods, *own_methods)
    )


def _say_rules(analysis: Analysis) -> str:
    """The rules and exclusions of the topics; empty where there are none."""
    words = {"rules": "by rule", "exclude": "not counted", "unless": "not in comments with"}
    topics = analysis.parameters.get("topic_rules")
    said = [
        f"{name}: " + "; ".join(f"{words[key]}: {', '.join(own)}" for key, own in lists.items())
        for name, lists in (topics.items() if isinstance(topics, Mapping) else ())
    ]
    return f"Topics with more than seeds: {'. '.join(said)}." if said else ""


def _say_period(readers: pd.DataFrame) -> str:
    times = local_times(readers["timestamp"]).dropna()
    if times.empty:
        return "no dated comments" if len(readers) else "no comments"
    return format_period(times.min(), times.max())


def _head_counts(analysis: Analysis, readers: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    times = local_times(readers["timestamp"]).dropna()
    days = (times.max().normalize() - times.min().normalize()).days + 1 if len(times) else 0
    names = int(readers["author"].nunique())
    pingbacks = int(analysis.comments["kind"].isin(["pingback", "trackback"]).sum())
    counted = (
        (len(readers), "reader comment", "reader comments"),
        (names, "commenter known by name", "commenters known by name"),
        (pingbacks, "pingback", "pingbacks"),
        (days, "calendar day, first to last", "calendar days, first to last"),
    )
    return tuple((f"{n:,}", one if n == 1 else many) for n, one, many in counted)


def _state(finding: Finding, numbers: Mapping[str, Link]) -> Statement:
    return link_pieces(
        f"finding-{finding.kind}",
        finding.certainty,
        finding.pieces,
        finding.basis,
        numbers,
    )


def _state_trap(trap: Trap, numbers: Mapping[str, Link]) -> Statement:
    name = trap.name.lower().replace(" ", "-")
    pieces = (
        Piece(format_count(len(trap.ids), "comment"), trap.ids, trap.name.lower()),
        Piece(f": {trap.reason}."),
    )
    return link_pieces(f"trap-{name}", trap.name, pieces, "", numbers)


def _state_target(analysis: Analysis, place: int, numbers: Mapping[str, Link]) -> Toward:
    target = analysis.target_summary.iloc[place]
    name = show_controls(str(target["target"]))
    quotes = find_quotes(analysis, str(target["target"]))
    return Toward(
        statement=link_pieces(f"target-{place + 1}", name, state_target(target), "", numbers),
        quotes=tuple(
            (numbers.get(quote.id), tuple(map(show_controls, quote.sentences)), polish(quote.score))
            for quote in quotes
        ),
        left_out=int(target["n_said"]) - len(quotes),
    )


def _state_doubts(analysis: Analysis, numbers: Mapping[str, Link]) -> Statement | None:
    """Which records were read with doubts, or None."""
    pieces = state_doubts(analysis.comments)
    return (
        link_pieces("reading-doubts", "Read with doubts", pieces, "", numbers) if pieces else None
    )


def _account(analysis: Analysis, source: pd.Series) -> Account:
    lines = analysis.lines[analysis.lines["source"] == source["source"]]
    shown = lines.head(MOST_LINES)
    told = source.get("input")
    return Account(
        source=show_controls(str(source["source"])),
        sha256=str(source["sha256"]),
        encoding=str(source["encoding"]),
        format=str(source["format"]),
        reading=show_controls(str(source["reading"])),
        confidence=str(source["confidence"]),
        warnings=tuple(
            show_controls(str(said)) for said in (*source["doubts"], *source["warnings"])
        ),
        unit="Records" if told else "Lines",
        counts=(
            (*told["by_name"].items(), ("in all", told["records"]))
            if told
            else (
                *((role, int(source[f"{role}_lines"])) for role in ROLES),
                ("blank", int(source["blank"])),
                ("in all", int(source["lines"])),
            )
        ),
        lines=tuple(
            (int(line), str(role), show_controls(str(name)), show_controls(str(text)))
            for line, role, name, text in zip(
                shown["line"], shown["role"], shown["name"], shown["text"], strict=True
            )
        ),
        left_out=len(lines) - len(shown),
    )


def _cite(analysis: Analysis) -> str:
    version = analysis.versions.get("reader-comment-toolkit", analysis.versions.get("toolkit", ""))
    seed = analysis.parameters.get("seed", "none")
    hashes = listed([f"{str(value)[:12]}…" for value in analysis.sources["sha256"].head(3)])
    more = len(analysis.sources) - 3
    others = f" and {more:,} more" if more > 0 else ""
    return (
        f"Reader comments on “{show_controls(analysis.title)}”. Report made with "
        f"reader-comment-toolkit {version}, seed {seed}, from input with SHA-256 {hashes}{others}."
    )
