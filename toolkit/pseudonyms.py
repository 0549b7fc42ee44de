"""Stable pseudonyms in the place of authors' names, under a secret that stays with the user.

::

    table ──authors, per article──▶ Names ──┐
      │                                     ▼
      └──authors, ids, texts, paths──▶ Replacer ──▶ table, Replaced (how much was)

A pseudonym is an HMAC-SHA256 of the name as it is compared: the same in every file under the same
secret, and not to be computed without it. Pseudonymised is not anonymous: the texts can be
searched on the Web, and their style, times and places tell, too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from toolkit.errors import SettingsError
from toolkit.privacy.accounts import hide_parsed
from toolkit.privacy.keys import Pseudonyms, Replaced
from toolkit.privacy.names import MOST, Names
from toolkit.privacy.tables import Read, learn_names, of_table, replace_in_table
from toolkit.privacy.texts import Replacer
from toolkit.schema import check_columns, set_types

if TYPE_CHECKING:
    from toolkit.formats import Parsed
    from toolkit.writers import Details

__all__ = [
    "WARNING",
    "Replaced",
    "pseudonymise",
    "pseudonymise_export",
    "pseudonymise_parsed",
    "pseudonymise_stream",
]

SHORTEST = 16  # bytes of a secret
WARNING = (
    "pseudonymised is not anonymous: the texts can be searched on the Web, and their style, times "
    "and places tell, too"
)


def pseudonymise(
    table: pd.DataFrame, secret: bytes, *, replaced: Replaced | None = None
) -> pd.DataFrame:
    """A table of comments with pseudonyms in the place of names.

    Authors get pseudonyms such as ``Reader7KQ2M9XA4TPW``; names that differ in capitals, spaces
    or an @ before them are one. In texts, any @mention is replaced, the full names of authors of
    the same article, and parts of them where somebody is addressed ("Thanks John"); names that
    are ordinary words ("Hope", "China") stay, and are counted. Ids become others, since those of
    platforms lead to the author and some are computed from the name. E-mail addresses in texts
    are masked. Locators still point into the original source, which holds the names.

    Limits: the texts can be searched on the Web, so that the result is not anonymous. Nicknames,
    misspelt names, names with endings ("Johna") and first names in the midst of a sentence stay;
    so do names of two signs in scripts without spaces between words.

    Args:
        table: Comments with at least ``id`` and ``text``. Other columns of text than those of
            :data:`toolkit.schema.COLUMNS` get the same treatment as texts; columns that are called
            as authors are (``user``, ``author_id``), as authors.
        secret: At least 16 bytes; keep it, it is needed to give the same names again.
        replaced: Is filled with how much was replaced, if given.

    Returns:
        A new table with the same rows and columns.

    Raises:
        SchemaError: The table has no ``id`` or ``text``, or an id twice.
        SettingsError: The secret is too short.

    >>> table = pd.DataFrame({"id": ["a", "b"], "author": ["Ann Lee", None],
    ...                       "text": ["I hope so.", "Thanks Ann Lee! And @bo?"]})
    >>> hidden = pseudonymise(table, b"a secret of the user's own")
    >>> hidden["author"][0] in hidden["text"][1], hidden["text"][0], hidden["author"].count().item()
    (True, 'I hope so.', 1)
    """
    counted = replaced if replaced is not None else Replaced()
    check_columns(table, ["id", "text"])
    names = learn_names(of_table(table), most=sys.maxsize)
    return replace_in_table(table, make_replacer(secret, names, counted))


def pseudonymise_parsed(
    parsed: Parsed, secret: bytes, replaced: Replaced
) -> tuple[Parsed, Replacer]:
    """What was read, with pseudonyms everywhere: lines, sources, articles, explanations, too.

    Args:
        parsed: What :func:`toolkit.formats.parse_comments` gives.
        secret: At least 16 bytes.
        replaced: Is filled with how much was replaced.

    Returns:
        The same with pseudonyms, and what replaces names in anything else that is written.
    """
    own_words = [
        (row["article_id"], "\n\n".join(filter(None, (row["title"], row["article_text"]))))
        for _, row in parsed.sources.iterrows()
    ]
    own_words += [
        (row["article_id"], row["title"])
        for _, row in parsed.articles.iterrows()
        if isinstance(row["title"], str)
    ]
    names = learn_names(of_table(parsed.comments), own_words, most=sys.maxsize)
    replacer = make_replacer(secret, names, replaced)
    return hide_parsed(parsed, replacer), replacer


def pseudonymise_stream(
    read: Read,
    tables: Iterable[pa.Table],
    secret: bytes,
    replaced: Replaced,
    *,
    most: int = MOST,
) -> tuple[Iterator[pa.Table], Callable[[Parsed], Parsed]]:
    """Tables that come one after the other, with pseudonyms, in bounded memory.

    Where there are more names than can be kept, names in texts are those of the authors in the
    same table alone, which a note says; authors get their pseudonyms in any case.

    Args:
        read: Gives some columns of all rows, to learn the names.
        tables: The tables (:data:`toolkit.records.finish.OUTPUT_SCHEMA`).
        secret: At least 16 bytes.
        replaced: Is filled with how much was replaced.
        most: How many names are kept, each counted for each of its articles.

    Returns:
        The tables with pseudonyms, and a function that gives the same of the account.
    """
    names = learn_names(read, most=most)
    replacer = make_replacer(secret, names, replaced)
    if names.is_full:
        replaced.notes.append(
            f"more than {names.most:,} names: a name in a text is found only where its author "
            f"commented within the same stretch of the file; the number of authors is not known"
        )

    def hide() -> Iterator[pa.Table]:
        for part in tables:
            table = set_types(part.to_pandas())
            own = replacer
            if names.is_full:
                own = Replacer(replacer.pseudonyms, learn_names(of_table(table)), replaced)
            hidden = replace_in_table(table, own)
            yield pa.Table.from_pandas(hidden, schema=part.schema, preserve_index=False)

    return hide(), lambda parsed: hide_parsed(parsed, replacer)


def pseudonymise_export(
    table: pd.DataFrame, details: Details, secret: bytes, replaced: Replaced
) -> tuple[pd.DataFrame, Details]:
    """A table and what is known beyond it, for :func:`toolkit.writers.export_table`."""
    check_columns(table, ["id", "text"])
    own_words = [(key, told.title) for key, told in details.articles.items() if told.title]
    names = learn_names(of_table(table), own_words, most=sys.maxsize)
    replacer = make_replacer(secret, names, replaced)
    articles = {
        replacer.path(key): replace(
            told,
            title=replacer.text(told.title),
            address=replacer.path(replacer.text(told.address)),
        )
        for key, told in details.articles.items()
    }
    return replace_in_table(table, replacer), replace(details, articles=articles)


def make_replacer(secret: bytes, names: Names, replaced: Replaced) -> Replacer:
    """What replaces names that were learnt; ``replaced`` gets the number of authors.

    Raises:
        SettingsError: The secret is too short.
    """
    if len(secret) < SHORTEST:
        raise SettingsError(f"the secret has {len(secret)} bytes; give at least {SHORTEST}")
    replaced.authors = len(names.authors)
    replaced.merged = len(names.spellings) - len(names.authors)
    return Replacer(Pseudonyms(secret), names, replaced)
