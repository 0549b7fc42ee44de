"""TEI P5 with its module for computer-mediated communication (``<post>``; TEI 4.8 and later).

::

    table ──▶ header: sources, topics, persons ──▶ a div an article, a post a comment ──▶ replies
              (each named once)                     text, and a feature structure         inferred

Source: https://www.tei-c.org/release/doc/tei-p5-doc/en/html/CMC.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.wording import format_count
from toolkit.writers.answers import find_answers, find_authors, find_technical, stripped_texts
from toolkit.writers.columns import names_in, typed_columns
from toolkit.writers.details import Details
from toolkit.writers.network import value_rows
from toolkit.writers.tei_header import ARTICLE, TOPIC, put_header
from toolkit.writers.tei_post import post_element
from toolkit.writers.xml_stream import XmlStream, element, xml_document
from toolkit.writers.xml_text import XmlText, xml_name

description = "TEI P5, module for computer-mediated communication: a post a comment"
ending = ".xml"
carries = None

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_PLACED = ("id", "article_id", "source", "seeded_topics")  # never among the features


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:
    """Write a post a comment, article by article, each in the order of the table."""
    table = _by_article(table)
    articles = stripped_texts(table, "article_id")
    names = find_authors(table)
    persons = _number("person", names)
    sources = _number("source", stripped_texts(table, "source"))
    answers = find_answers(table)
    technical = find_technical(table)
    ids = [xml_name("c", str(identity)) for identity in table["id"]]
    text = XmlText()
    pointers = {
        "who": [name and persons[name] for name in names],
        "replyTo": [
            None if above is None or not sure else ids[above]
            for above, sure in zip(answers.parents, technical, strict=True)
        ],
        "source": [file and sources[file] for file in stripped_texts(table, "source")],
    }
    topics = [[xml_name(TOPIC, name) for name in own] for own in _topics(table)]
    posts = (
        post_element(
            identity,
            record,
            {name: values[row] for name, values in pointers.items()} | {"ana": topics[row]},
            indent=answers.depths[row],
            answered=answers.parents[row] is not None,
            text=text,
        )
        for row, (identity, record) in enumerate(zip(ids, _records(table), strict=True))
    )
    with xml_document(path, "TEI", _NAMESPACE) as document:
        put_header(
            document,
            comments=len(table),
            articles=list(dict.fromkeys(filter(None, articles))),
            sources=sources,
            topics=list(dict.fromkeys(name for own in _topics(table) for name in own)),
            persons=persons,
            details=details,
            text=text,
        )
        with document.inside("text"), document.inside("body"):
            if not len(table):
                document.put(element("div", {"type": "thread"}, None, element("p")))
            for article, run in groupby(
                zip(articles, posts, strict=True), key=lambda pair: pair[0]
            ):
                _put_thread(document, article, (post for _, post in run), details, text)
        inferred = [
            (ids[row], ids[above])
            for row, above in enumerate(answers.parents)
            if above is not None and not technical[row]
        ]
        _put_inferred(document, inferred)
    return [*_notes(len(inferred), answers.missing), *text.notes()]


def _by_article(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of one article together, in the order in which the articles come."""
    first = {
        article: n for n, article in reversed(list(enumerate(stripped_texts(table, "article_id"))))
    }
    order = [first[article] for article in stripped_texts(table, "article_id")]
    rows = sorted(range(len(table)), key=order.__getitem__)
    return table.iloc[rows].reset_index(drop=True)


def _put_thread(
    document: XmlStream, article: str | None, posts: Iterator[Any], details: Details, text: XmlText
) -> None:
    place = {"type": "thread"}
    if article is not None:
        place["corresp"] = f"#{xml_name(ARTICLE, article)}"
    known = details.articles.get(article or "")
    with document.inside("div", place):
        if known and known.title:
            document.put(element("head", None, text.clean(known.title)))
        for post in posts:
            document.put(post)


def _put_inferred(document: XmlStream, replies: list[tuple[str, str]]) -> None:
    """The replies that the source may not name itself, apart from the text."""
    if not replies:
        return
    with document.inside("standOff"), document.inside("listRelation", {"type": "inferred"}):
        for reply, answered in replies:
            ends = {"name": "replyTo", "active": f"#{reply}", "passive": f"#{answered}"}
            document.put(element("relation", ends))


def _notes(inferred: int, missing: int) -> list[str]:
    notes = []
    if inferred:
        notes.append(
            f"{format_count(inferred, 'reply', 'replies')} may be read from an indent or a name, "
            f"which the table doesn't tell apart: relations after the text, not @replyTo"
        )
    if missing:
        notes.append(
            f"without @replyTo, because the comment answered is not in the table: "
            f"{format_count(missing, 'reply', 'replies')}; the feature reply_to names it"
        )
    return notes


def _records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Of each row the values that there are, by column."""
    columns = typed_columns(table, leave_out=_PLACED)
    names = [column.name for column in columns]
    for values in value_rows(columns, len(table)):
        pairs = zip(names, values, strict=False)
        yield {name: value for name, value in pairs if value is not None}


def _topics(table: pd.DataFrame) -> Iterator[list[str]]:
    if "seeded_topics" in table:
        yield from map(names_in, table["seeded_topics"])
    else:
        yield from ([] for _ in range(len(table)))


def _number(prefix: str, texts: list[str | None]) -> dict[str, str]:
    """An id for each different text, in the order in which they come."""
    different = dict.fromkeys(text for text in texts if text is not None)
    return {text: f"{prefix}.{n}" for n, text in enumerate(different, 1)}
