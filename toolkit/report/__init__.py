"""The report: one folder with a self-contained page, the same as Markdown, tables and figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.files import list_files
from toolkit.pipeline import Analysis
from toolkit.privacy.addresses import mask_addresses
from toolkit.report.content import make_content
from toolkit.report.folder import check_folder, whole_folder
from toolkit.report.html import render_html
from toolkit.report.manifest import write_manifest
from toolkit.report.markdown import render_markdown
from toolkit.report.pictures import make_pictures
from toolkit.tables import write_table

__all__ = ["check_folder", "write_report"]


def write_report(
    analysis: Analysis, folder: str | Path, *, command: str | None = None
) -> list[Path]:
    """Write the whole report of an analysis, or nothing.

    The folder gets ``report.html``, ``report.md``, the tables as CSV (comments also as JSON
    lines), ``topics/`` with tables on the topics, ``figures/`` and ``manifest.json``. The same
    analysis gives the same bytes.

    Args:
        analysis: The tables of one analysis.
        folder: Where to write: a missing or empty folder, or one with an earlier report and
            nothing else, which is replaced as a whole at the very end.
        command: The command line that makes the report again, as the manifest tells it.

    Returns:
        The files written, in order of their names.

    Raises:
        OutputError: The folder holds something else or can't be written; it stays as it was.
    """
    folder = Path(folder)
    command = mask_addresses(command)[0] if command else command
    with whole_folder(folder) as part:
        if analysis.topic_tables:
            (part / "topics").mkdir()
        for name, table in _tables(analysis).items():
            write_table(table, part / name)
        pictures = make_pictures(analysis, part)
        content = make_content(analysis, pictures, command=command)
        (part / "report.html").write_bytes(render_html(content).encode("utf-8"))
        (part / "report.md").write_bytes(render_markdown(content).encode("utf-8"))
        write_manifest(analysis, part, command=command)
        names = list_files(part)
    return sorted(folder / name for name in names)


def _tables(analysis: Analysis) -> dict[str, pd.DataFrame]:
    """The tables of the folder by file name."""
    own = {"targets.csv": analysis.target_scores, "lexicon.csv": analysis.lexicon}
    if analysis.validation is not None:
        own["validation.csv"] = analysis.validation.measures
    return {
        **{name: table for name, table in own.items() if len(table)},
        "comments.csv": analysis.comments,
        "comments.jsonl": analysis.comments,
        "comparisons.csv": analysis.comparisons,
        "counts.csv": analysis.counts,
        "discovered.csv": analysis.discovered,
        "estimates.csv": analysis.estimates,
        "explanations.csv": analysis.explanations,
        "keyness.csv": analysis.keyness,
        "lines.csv": analysis.lines,
        "sentences.csv": analysis.sentences,
        "topic_evidence.csv": analysis.topic_evidence,
        "topics.csv": analysis.topics,
        **{f"topics/{name}.csv": table for name, table in analysis.topic_tables.items()},
    }
