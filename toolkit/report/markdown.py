"""The report as Markdown (CommonMark with tables), the same content as the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from toolkit.report.content import Account, Content
from toolkit.report.disagreement import ABOUT
from toolkit.report.links import LinkedTable, Statement
from toolkit.report.method import DISTRUST, LIMITS
from toolkit.report.pictures import SECTIONS
from toolkit.report.rows import Row
from toolkit.report.topics import BOTH_KINDS
from toolkit.report.toward import INTERVALS, TOWARD_LIMITS

_SYNTAX = re.compile(r"([\\`*_\[\]{}|~$#@^])")
_LINE_START = re.compile(r"^([-+=>:]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"(?i)(?<=www)\.|:(?=//)|(?<=javascript):|(?<=mailto):|(?<=data):")


def render_markdown(content: Content) -> str:
    """Write the report; text from outside stands in it literally, whatever it holds."""
    lines = [
        *_head(content),
        *_findings(content),
        *(_figures_and_comments(content) if content.records else ()),
        "## How the thread was read",
        "",
        *_doubts(content),
        *(line for account in content.accounts for line in _account(account)),
        *_method(content),
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def escape_markdown(text: str) -> str:
    """Text for a paragraph or list item of its own, on one line.

    >>> escape_markdown("- <b> *x* [a](javascript:b)")
    '\\\\- &lt;b&gt; \\\\*x\\\\* \\\\[a\\\\](javascript\\\\:b)'
    """
    return _LINE_START.sub(_guard_start, _inline(text))


def _inline(text: str) -> str:
    """Text within a line or a table cell."""
    flat = re.sub(r"\s+", " ", text).strip()
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ADDRESS.sub(r"\\\g<0>", _SYNTAX.sub(r"\\\1", flat))


def _guard_start(match: re.Match[str]) -> str:
    """A list's or heading's mark at the start of a line, as a character."""
    mark = match.group()
    return f"{mark}\\" if mark[0].isdigit() else f"\\{mark}"


def _head(content: Content) -> Iterator[str]:
    counts = "; ".join(f"**{number}** {noun}" for number, noun in content.counts)
    sources = ", ".join(escape_markdown(source) for source in content.sources)
    yield from (f"# Reader comments on {escape_markdown(content.title)}", "")
    yield from (f"{sources} · {content.period}", "", counts, "", content.conclusion, "")


def _findings(content: Content) -> Iterator[str]:
    yield from ("## Findings", "")
    for number, statement in enumerate(content.statements, start=1):
        yield from (f"{number}. {_statement(statement)}", "")
    if not content.statements:
        for account in content.accounts:
            yield from (escape_markdown(account.reading), "")
        yield from ("There is therefore nothing to draw or to score.", "")
    if content.absences:
        yield from ("### Looked for and not found", "")
        yield from (f"- {escape_markdown(sentence)}" for sentence in content.absences)
        yield ""


def _statement(statement: Statement) -> str:
    said = "".join(_piece(text) for text, _ in statement.pieces)
    behind = "; ".join(
        f"{_inline(group.label)}: "
        + ", ".join(f"[{link.number}](#{link.anchor})" for link in group.links)
        + (f" and {group.absent:,} more in comments.csv" if group.absent else "")
        for group in statement.behind
    )
    basis = f" {_inline(statement.basis)}" if statement.basis else ""
    certainty = escape_markdown(statement.certainty[:1].upper() + statement.certainty[1:])
    comments = f" Comments: {behind}." if behind else ""
    return f"**{certainty}.** {said}{basis}{comments}"


def _piece(text: str) -> str:
    """A piece of a sentence, with the spaces around it."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return f"{left}{_inline(text)}{right}"


def _figures_and_comments(content: Content) -> Iterator[str]:
    for section, heading in SECTIONS.items():
        yield from (f"## {heading}", "")
        if section == "sentiment":
            yield from (f"**Where the score can’t be trusted.** {DISTRUST}", "")
            first, *others = map(_inline, content.validated)
            yield from (f"**Do people agree with it?** {first}", "")
            yield from (line for said in others for line in (said, ""))
            for trap in content.traps:
                yield f"- {_statement(trap)}"
            yield ""
            if content.rows:
                yield from (f"**Where two scores disagree.** {escape_markdown(ABOUT)}", "")
                yield from (f"- {_statement(one)}" for one in content.disagreements)
                if not content.disagreements:
                    yield "They give every comment the same label."
                yield ""
        yield from _pictures(content, section)
        if section == "sentiment":
            yield from _toward(content)
        if section == "topics":
            yield from _topics(content)
    yield from _comments(content)


def _pictures(content: Content, section: str) -> Iterator[str]:
    for picture in content.pictures:
        if picture.section != section:
            continue
        title = escape_markdown(picture.title)
        if picture.reason:
            yield from (f"**{title}:** {escape_markdown(picture.reason)}", "")
            continue
        files = ", ".join(f"[{name}]({path})" for name, path in picture.files)
        yield from (f"![{escape_markdown(picture.alt)}]({picture.file})", "")
        yield from (f"{escape_markdown(picture.caption)} Files: {files}.", "")


def _topics(content: Content) -> Iterator[str]:
    """What stands on topics beside the figures of the analyst's."""
    topics = content.topics
    for sentence in content.warnings:
        yield from (escape_markdown(sentence), "")
    if len(topics.without) > 1:
        yield from (BOTH_KINDS, "")
    for statement in topics.without:
        yield from (_statement(statement), "")
    for table in topics.tables:
        yield from _linked(table)
    yield from (escape_markdown(topics.groups), "")
    yield from (f"- {_statement(group)}" for group in topics.tried)
    yield ""
    if topics.found:
        yield from ("### Topics that the comments form by themselves", "")
        yield from _linked(topics.found[0])
        yield from _pictures(content, "discovered")
    if topics.together:
        yield from ("#### Beside the analyst’s topics", "")
        yield from (f"- {_statement(statement)}" for statement in topics.together)
        yield ""
    for table in topics.found[1:]:
        yield from _linked(table)


def _linked(table: LinkedTable) -> Iterator[str]:
    """A table; only numbers that stand for one comment link to it, the file has the others."""
    yield from (f"**{_inline(table.title)}.** {_inline(table.caption)}", "")
    yield from _table(
        tuple(map(_inline, table.header)),
        (tuple("".join(map(_linked_piece, cell)) for cell in cells) for _, cells in table.rows),
    )
    ids = ", with the ids of the comments behind each number" if table.with_ids else ""
    yield from (f"As a file{ids}: [{table.file}]({table.file}).", "")


def _linked_piece(piece: tuple[str, str]) -> str:
    text, target = piece
    return f"[{_inline(text)}](#{target})" if target.startswith("c-") else _piece(text)


def _toward(content: Content) -> Iterator[str]:
    """The targets and the analyst's own words, where there are any."""
    if content.toward:
        yield from ("### Toward whom", "", TOWARD_LIMITS, "")
        for toward in content.toward:
            yield from (f"- {_statement(toward.statement)}", "")
            for link, sentences, score in toward.quotes:
                place = f"[comment {link.number}](#{link.anchor})" if link else "in comments.csv"
                said = " ".join(f"“{_inline(sentence)}”" for sentence in sentences)
                yield f"  - {place}, {score}: {said}"
            if toward.left_out:
                yield f"  - {toward.left_out:,} more in [targets.csv](targets.csv)"
            yield ""
        yield from (INTERVALS, "")
    if content.entries:
        yield from ("### The analyst’s own words", "")
        yield from (f"- {_statement(entry)}" for entry in content.entries)
        yield ""


def _comments(content: Content) -> Iterator[str]:
    yield from ("## All comments", "")
    if content.records > len(content.rows):
        yield from (
            f"The first {len(content.rows):,} of {content.records:,} records; "
            "[comments.csv](comments.csv) has all.",
            "",
        )
    header = ("No.", "Date", "Author", "Kind", "Sentiment", "Topics", "Working", "Place")
    yield from _table(header, (_cells(row) for row in content.rows))
    for row in content.rows:
        yield from (f'<a id="{row.anchor}"></a>', "")
        author = f", {_inline(row.author)}" if row.author else ""
        yield from (f"**{row.number}** ({row.date}{author}; {row.sentiment} {row.label})", "")
        for line in filter(str.strip, row.text.split("\n")):
            yield from (f"> {escape_markdown(line)}", ">")
        yield ""


def _cells(row: Row) -> tuple[str, ...]:
    raw = f"; with its characters as typed {row.raw}" if row.raw else ""
    working = "; ".join(f"{step.word} {step.rule} {step.amount}" for step in row.steps)
    return (
        f"[{row.number}](#{row.anchor})",
        _inline(row.date),
        _inline(row.author) or "no name",
        _inline(f"{row.kind}; {row.doubts}" if row.doubts else row.kind),
        f"{row.sentiment} {row.label}{raw}",
        _inline(", ".join(row.topics)) or "none",
        _inline(working) or "no word of the lexicon",
        _inline(row.place),
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _doubts(content: Content) -> Iterator[str]:
    if content.doubts:
        yield from (_statement(content.doubts), "")
    elif content.records:
        yield from ("No record was read with doubts.", "")


def _account(account: Account) -> Iterator[str]:
    yield from (f"### {_inline(account.source)}", "")
    yield from (f"{escape_markdown(account.reading)} Confidence: {account.confidence}.", "")
    listed = " Each line with its role: [lines.csv](lines.csv)." if account.lines else ""
    yield from (f"{_tally(account)}{listed}", "")
    if account.warnings:
        yield from ("What was uncertain:", "")
        yield from (f"- {escape_markdown(warning)}" for warning in account.warnings)
        yield ""
    rows = (
        (f"{number:,}", _inline(role if name == role else f"{role}: {name}"), _inline(text))
        for number, role, name, text in account.lines
    )
    if account.lines:
        yield from _table(("Line", "Read as", "Text"), rows)


def _tally(account: Account) -> str:
    counts = ", ".join(f"{count:,} {role}" for role, count in account.counts[:-1])
    return f"{account.unit}: {counts}; {account.counts[-1][1]:,} in all."


def _method(content: Content) -> Iterator[str]:
    yield from ("## Method, limits, manifest", "", "### Method", "")
    for method in content.methods:
        formula = f" Formula: {_inline(method.formula)}." if method.formula else ""
        reference = f" {_inline(method.reference)}" if method.reference else ""
        yield from (f"**{method.name}.** {_inline(method.text)}{formula}{reference}", "")
    if content.records:
        yield from ("### Limits", "", *(f"- {limit}" for limit in LIMITS), "")
    yield from ("### Manifest", "")
    for account in content.accounts:
        yield f"- Input: {_inline(account.source)}, SHA-256 {account.sha256}"
    settings = "; ".join(f"{name}: {value}" for name, value in content.settings)
    yield f"- Settings: {_inline(settings)}"
    versions = ", ".join(f"{name} {version}" for name, version in content.versions)
    yield f"- Versions: {_inline(versions)}"
    if content.command:
        yield f"- To run it again: {_inline(content.command)}"
    yield f"- To cite it: {_inline(content.citation)}"
    yield "- All files: [manifest.json](manifest.json) lists every file with its SHA-256."
