"""The sheets that coders fill in, and what they are told to do.

::

    Sample ──sheet_table──▶ one row a comment, empty columns ──▶ coding_sheet.csv, coding_sheet.xlsx
      │                                                          codebook.md
      └─ key ──────────────▶ sample.csv (ids, strata, weights), which coders don't get
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from toolkit.errors import MissingExtraError
from toolkit.schema import check_columns
from toolkit.seeded import Topic
from toolkit.tables import write_table
from toolkit.validation.codebook import write_codebook
from toolkit.validation.codes import TOPIC
from toolkit.validation.sampling import Sample
from toolkit.validation.workbook import write_workbook
from toolkit.writers.folders import whole_export

FOR_CODERS = "for_coders"
KEY = "sample.csv"
DRAW = "sample.json"
KIND = "coding sheet"


def write_coding_sheet(
    table: pd.DataFrame,
    sample: Sample,
    folder: str | Path,
    *,
    topics: Sequence[Topic] = (),
    rating: bool = False,
) -> list[str]:
    """Write the sheets, the codebook and the key of a sample into a folder.

    Coders get the folder ``for_coders`` alone: nothing in it says what the machine thinks, and its
    rows are in random order. Texts are safe to open in a spreadsheet.

    Args:
        table: The table that the sample was drawn from, for what the comments answer.
        sample: What :func:`~toolkit.validation.draw_sample` gives.
        folder: Missing, empty, or with an earlier draw that nobody changed; a sheet that somebody
            has begun to fill in is never replaced.
        topics: A column each.
        rating: Whether to ask for a rating from -4 to 4 beside the sentiment.

    Returns:
        What the analyst should know, a sentence each.

    Raises:
        OutputError: The folder holds something else or can't be written.
    """
    sheet = sheet_table(table, sample, topics=topics, rating=rating)
    notes = []
    with whole_export(Path(folder), KIND) as part:
        (part / FOR_CODERS).mkdir()
        write_table(sheet, part / FOR_CODERS / "coding_sheet.csv")
        codebook = write_codebook(topics, rating=rating)
        (part / FOR_CODERS / "codebook.md").write_text(codebook, encoding="utf-8")
        try:
            workbook = io.BytesIO()
            write_workbook(sheet, codebook, workbook)
            (part / FOR_CODERS / "coding_sheet.xlsx").write_bytes(workbook.getvalue())
        except MissingExtraError as error:
            notes.append(f"no coding_sheet.xlsx: {error}")
        write_table(sample.key, part / KEY)
        draw = {
            "seed": sample.seed,
            "n": len(sample.key),
            "population": sample.population,
            "strata_by": list(sample.strata_by),
            "topics": [topic.name for topic in topics],
        }
        (part / DRAW).write_text(f"{json.dumps(draw, indent=2)}\n", encoding="utf-8")
    return notes


def sheet_table(
    table: pd.DataFrame, sample: Sample, *, topics: Sequence[Topic] = (), rating: bool = False
) -> pd.DataFrame:
    """The sheet: ``item``, what a coder needs to see, and empty columns for the codes.

    ``answers`` is the text of the comment answered, where the table knows it; ``article_id`` is
    there where the comments are of several articles. Neither author nor score is.

    >>> from toolkit.validation.sampling import draw_sample
    >>> table = pd.DataFrame({"id": ["a"], "text": ["Hm."], "author": ["Ann"]})
    >>> sheet_table(table, draw_sample(table)).columns.tolist()
    ['item', 'text', 'sentiment', 'note']
    """
    check_columns(table, ["id", "text"])
    comments = sample.comments
    columns: dict[str, object] = {"item": sample.key["item"].to_numpy()}
    if "article_id" in comments and comments["article_id"].nunique() > 1:
        columns["article_id"] = comments["article_id"].to_numpy()
    if "reply_to" in comments and comments["reply_to"].notna().any():
        texts = dict(zip(table["id"].astype(str), table["text"], strict=True))
        parents = comments["reply_to"].astype("object")
        columns["answers"] = [None if pd.isna(one) else texts.get(str(one)) for one in parents]
    columns["text"] = comments["text"].to_numpy()
    empty = ["sentiment", *(["rating"] if rating else [])]
    empty += [f"{TOPIC}{topic.name}" for topic in topics]
    columns |= dict.fromkeys([*empty, "note"])
    return pd.DataFrame(columns).astype("object")
