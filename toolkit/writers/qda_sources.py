"""Threads as plain text for coding, with the places of the comments in them.

::

    [1] Ann, 30 August 2012
    Rare earths are not rare.

    [2] Bo, 30 August 2012, in reply to [1]
    They are in my phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from toolkit.writers.answers import find_answers, find_authors, stripped_texts
from toolkit.writers.rows import texts_of
from toolkit.writers.xml_text import XmlText

_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|\n\r\t', " "))
_LONGEST_NAME = 80  # characters of a source's name, which programs make a file's name of


@dataclass(frozen=True, kw_only=True)
class Thread:
    """The comments of an article as one text.

    Attributes:
        article: The article's id, or None.
        name: What to call it; no other thread is called so.
        text: The text, lines ended by a line feed.
        rows: The comments' rows in the table.
        starts: Where each comment's own text begins, in characters (Unicode code points).
        ends: Where it ends; ``text[start:end]`` is the comment.
    """

    article: str | None
    name: str
    text: str
    rows: list[int]
    starts: list[int]
    ends: list[int]


def plain_lines(text: str) -> str:
    """The text with its line ends as line feeds, so that each counts one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def find_threads(table: pd.DataFrame, titles: dict[str, str], text: XmlText) -> Iterator[Thread]:
    """The threads, one an article, in the order in which the articles come.

    Args:
        table: The comments.
        titles: Titles by ``article_id``.
        text: Makes texts fit for XML.
    """
    heads = _heads(table)
    texts = [cell or "" for cell in texts_of(table, "text")]
    rows_of: dict[str | None, list[int]] = {}
    for row, article in enumerate(stripped_texts(table, "article_id")):
        rows_of.setdefault(article, []).append(row)
    used: set[str] = set()
    for article, rows in rows_of.items():
        parts: list[str] = []
        starts, ends, at = [], [], 0
        for row in rows:
            words = text.clean(plain_lines(texts[row]))
            head = text.clean(heads[row]) + "\n"
            starts.append(at + len(head))
            ends.append(starts[-1] + len(words))
            parts += [head, words, "\n\n"]
            at = ends[-1] + 2
        name = unused(_file_name(titles.get(article or "") or article or "", text), used)
        yield Thread(
            article=article, name=name, text="".join(parts), rows=rows, starts=starts, ends=ends
        )


def _heads(table: pd.DataFrame) -> list[str]:
    """The line above each comment: its number on the page, author, date, whom it answers."""
    parents = find_answers(table).parents
    numbers, counts = [], dict[str | None, int]()
    articles = stripped_texts(table, "article_id")
    for article in articles:
        counts[article] = counts.get(article, 0) + 1
        numbers.append(counts[article])
    printed = stripped_texts(table, "timestamp_text")
    stamps = stripped_texts(table, "timestamp")
    states = stripped_texts(table, "state")
    heads = []
    for row, name in enumerate(find_authors(table)):
        above = parents[row]
        if above is not None and articles[above] != articles[row]:
            above = None  # its number would be another's; the variable reply_to has it
        parts = [
            f"[{numbers[row]}] {name or '(no name)'}",
            stamps[row] or printed[row],
            None if above is None else f"in reply to [{numbers[above]}]",
            None if states[row] in (None, "visible") else states[row],
        ]
        heads.append(" ".join(", ".join(filter(None, parts)).split()))
    return heads


def unused(name: str, used: set[str]) -> str:
    """The name, with a number behind it if it was used; it is used from now on.

    >>> used = {"war"}
    >>> unused("War", used), unused("War", used)
    ('War (2)', 'War (3)')
    """
    found, number = name, 1
    while found.casefold() in used:
        number += 1
        found = f"{name} ({number})"
    used.add(found.casefold())
    return found


def _file_name(wanted: str, text: XmlText) -> str:
    """A name that can be a file's."""
    plain = " ".join(text.clean(wanted).translate(_UNSAFE).split())
    return plain[:_LONGEST_NAME].strip(" .") or "Reader comments"
