"""REFI-QDA project (``.qdpx``), for programs of qualitative analysis.

::

    threads ──▶ sources (plain text) ──▶ selections: whole comments, words of evidence ──▶ codings
    comments ──▶ cases with variables

A zip with ``project.qde`` and a folder of sources. Positions count Unicode code points from 0, and
the end is the place after the last character. Source: https://www.qdasoftware.org (version 1.0).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.wording import format_count
from toolkit.writers.details import PROGRAM, Details
from toolkit.writers.qda_cases import case_elements, variable_elements
from toolkit.writers.qda_codes import SEEDED, Codes, code_elements, find_codes, guid
from toolkit.writers.qda_sources import Thread, find_threads
from toolkit.writers.times import latest_day
from toolkit.writers.xml_stream import XmlStream, element, xml_document
from toolkit.writers.xml_text import XmlText

description = "REFI-QDA project: threads as sources, topics coded, comments as cases"
ending = ".qdpx"
carries = None

_NAMESPACE = "urn:QDA-XML:project:1.0"
_TIME = (1980, 1, 1, 0, 0, 0)  # of the files in the zip: none, as zip writes it
_ABOUT = (
    "Each source is a thread: the comments of one article, each below a line with its number, "
    "author and date. Each comment is a case, which refers to the selection of its text and holds "
    "its other values as variables. Positions count Unicode code points from 0, a line end counts "
    "one, and endPosition is the place after the last character. Codings of whole comments are "
    "the topics that the table has; codings of single words are the seed words found. Times of "
    "creation are the last day of the comments, so that the same table gives the same file."
)
_NAMED = 80  # characters of a selection's name


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:
    """Write a source a thread, a case a comment, and the codings of topics and their words."""
    text = XmlText()
    table = table.reset_index(drop=True)
    codes = find_codes(table, details)
    titles = {name: known.title for name, known in details.articles.items() if known.title}
    with zipfile.ZipFile(path, "w") as packed:
        with packed.open(_entry("project.qde"), "w", force_zip64=True) as file:
            _write_project(file, table, codes, titles, details, text)
        for thread in find_threads(table, titles, XmlText()):
            name = f"Sources/{_source_guid(thread)}.txt"
            packed.writestr(_entry(name), thread.text.encode("utf-8"))
    notes = []
    if codes.differing:
        notes.append(
            f"other topics by the topics file than by the column seeded_topics: "
            f"{format_count(codes.differing, 'comment')}; whole comments are coded as the column "
            f"says, words as the file"
        )
    return [*notes, *text.notes()]


def _write_project(
    file: Any,
    table: pd.DataFrame,
    codes: Codes,
    titles: dict[str, str],
    details: Details,
    text: XmlText,
) -> None:
    user = guid("user", PROGRAM)
    made = f"{latest_day(table) or '1970-01-01'}T00:00:00Z"
    place = {"name": "Reader comments", "origin": PROGRAM, "creatingUserGUID": user,
             "creationDateTime": made}  # fmt: skip
    with xml_document(file, "Project", _NAMESPACE, place) as document:
        author = element("User", {"guid": user, "name": PROGRAM})
        document.put(element("Users", None, None, author))
        if folders := code_elements(codes, details, text):
            document.put(element("CodeBook", None, None, element("Codes", None, None, *folders)))
        if variables := variable_elements(table, text):
            document.put(element("Variables", None, None, *variables))
        if len(table):
            with document.inside("Cases"):
                for case in case_elements(table, text):
                    document.put(case)
            with document.inside("Sources"):
                for thread in find_threads(table, titles, text):
                    _put_source(document, thread, table, codes, {"creatingUser": user,
                                "creationDateTime": made})  # fmt: skip
        document.put(element("Description", None, _ABOUT))


def _put_source(
    document: XmlStream, thread: Thread, table: pd.DataFrame, codes: Codes, made: dict[str, str]
) -> None:
    source = _source_guid(thread)
    place = {"guid": source, "name": thread.name, "plainTextPath": f"internal://{source}.txt"}
    with document.inside("TextSource", place | made):
        for row, start, end in zip(thread.rows, thread.starts, thread.ends, strict=True):
            identity = str(table["id"].iat[row])
            if start == end:
                continue
            whole = guid("selection", identity)
            document.put(_selection(whole, thread, start, end, codes.comments[row], made))
            for n, found in enumerate(codes.evidence.get(row, ())):
                word = guid("evidence", identity, str(n))
                code = guid(SEEDED, found.topic)
                at = start + found.start, start + found.end
                document.put(_selection(word, thread, *at, [code], made))


def _selection(
    identity: str, thread: Thread, start: int, end: int, codes: list[str], made: dict[str, str]
) -> Any:
    name = " ".join(thread.text[start : min(end, start + _NAMED)].split())
    place = {"guid": identity, "name": name, "startPosition": str(start), "endPosition": str(end)}
    codings = [
        element(
            "Coding",
            {"guid": guid("coding", identity, code)} | made,
            None,
            element("CodeRef", {"targetGUID": code}),
        )
        for code in codes
    ]
    return element("PlainTextSelection", place | made, None, *codings)


def _source_guid(thread: Thread) -> str:
    return guid("source", thread.article or "")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
