"""Exports: the same records come back, and what a format can't carry is said."""

import csv
import datetime as dt
import hashlib
import json
import re
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from toolkit import excel_writing
from toolkit.cli import main
from toolkit.documents import read_document
from toolkit.errors import OutputError, SchemaError, SettingsError
from toolkit.formats import FORMATS, parse_comments
from toolkit.schema import COLUMNS, KINDS, STATES
from toolkit.tables import read_table
from toolkit.writers import FOLDER, WRITERS, Details, export_table, find_writer
from toolkit.writers.details import ArticleDetails

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "''@x",
    "#N/A",
    "=",
    "TRUE",
    "007",
    "1e5",
]
ANY = st.characters(exclude_categories=[])
TEXT = st.one_of(
    st.sampled_from([*FORMULAS, "_x000D_", "_x005F_", " lead", "trail \n", "\ud83d", "\x0b\0\r\n",
                     "</script><!--", "a|b", "NA", "null", "<##bin{0}&&@**>"]),
    st.text(ANY, max_size=30),
)  # fmt: skip
NAME = st.one_of(
    st.sampled_from(["007", "1", "1e5", "=1", "True", "é", "a:b", "a b", "[deleted]"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
)
TIMES = st.sampled_from([
    None, "2012-08-30", "2012-08-30T07:25", "2012-08-30T07:25:01", "2012-08-30T07:25+02:00",
    "2012-08-30T07:25:01-11:30", "1969-12-31T23:59:59+00:00", "9999-12-31T23:59:59-02:00",
])  # fmt: skip


def nullable(values):
    return st.one_of(st.none(), values)


@st.composite
def tables(draw):
    """Tables that no parser gives: orphans, circles, any text, numbers of any size."""
    ids = draw(st.lists(NAME, unique=True, min_size=1, max_size=6))
    n = len(ids)

    def column(values):
        return draw(st.lists(values, min_size=n, max_size=n))

    table = pd.DataFrame({
        "id": [f"page:{own}" for own in ids],
        "source": "page.html",
        "article_id": "page",
        "conversation_id": column(st.sampled_from(ids).map("page:{}".format)),
        "reply_to": column(nullable(st.sampled_from([*ids, "no such one"]).map("page:{}".format))),
        "author": column(nullable(st.one_of(TEXT, NAME))),
        "timestamp": column(TIMES),
        "timestamp_text": column(nullable(TEXT)),
        "text": column(TEXT),
        "kind": column(st.sampled_from(KINDS)),
        "state": column(st.sampled_from(STATES)),
        "locator": "char=0,1",
        "seeded_topics": column(st.lists(st.sampled_from(["mining", "war"]), max_size=2)),
        "remark": column(nullable(TEXT)),
    }, dtype=object)  # fmt: skip
    table["upvotes"] = pd.array(column(nullable(st.integers(-5, 2**62))), dtype="Int64")
    table["downvotes"] = pd.array(column(nullable(st.integers(0, 9))), dtype="Int64")
    table["position"] = pd.array(range(n), dtype="Int64")
    table["vader_compound"] = np.array(column(st.floats(-1, 1, width=32)), dtype=float)
    table["flag"] = pd.Series(column(nullable(st.booleans())), dtype=object)
    table["huge"] = pd.Series(column(nullable(st.integers(-(10**30), 10**30))), dtype=object)
    return table


def shown(value):
    """A value as any file can hold it: nothing, an empty text and an empty list are alike."""
    if isinstance(value, list | tuple | np.ndarray):
        return "|".join(map(str, value)) or None
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, float | np.floating):
        return f"{value:.10g}"
    return re.sub("[\ud800-\udfff]", "\ufffd", str(value)) or None


def lines_alike(value):
    """As CSV has a text: one kind of line end, no NUL."""
    text = shown(value)
    return text and re.sub("\r\n?", "\n", text.replace("\0", "\ufffd"))


@pytest.mark.parametrize(
    ("name", "as_held"),
    [("jsonl", shown), ("parquet", shown), ("excel", shown), ("csv", lines_alike)],
)
@settings(max_examples=40)
@given(table=tables())
def test_tables_come_back(tmp_path_factory, name, as_held, table):
    path = tmp_path_factory.mktemp("t") / f"t{WRITERS[name].ending}"
    before = table.copy()
    written = export_table(table, name, path)
    pd.testing.assert_frame_equal(table, before)
    assert written.comments == len(table)
    back = read_table(path)
    assert list(back.columns) == list(table.columns)
    for column in table.columns:
        found = back[column].tolist()
        if column in ("vader_compound", "upvotes", "downvotes", "position", "huge"):
            expected = [None if shown(v) is None else float(v) for v in table[column]]
            found = [None if shown(v) is None else float(v) for v in found]
            assert found == [None if v is None else pytest.approx(v) for v in expected]
        else:
            assert list(map(as_held, found)) == list(map(as_held, table[column])), column


def words(text):
    """A text's words; readers of exports take control characters out, and blank lines together."""
    return "".join(c for c in text if c.isprintable() or c == "\n").split()


def links(ids, wanted):
    """The row that each one answers; circles are cut where a walk from the top meets them."""
    place = {own: row for row, own in enumerate(ids)}
    return [place.get(parent) for parent in wanted]


READ_BACK = [name for name in ("four_cat", "convokit", "schema_org") if name in FORMATS]
MARKUP = re.compile(r"[<>&]")


@pytest.mark.parametrize("name", READ_BACK)
@settings(max_examples=40)
@given(table=tables(), one_article=st.booleans())
def test_other_formats_come_back(tmp_path_factory, name, table, one_article):
    """What the format carries, through the reader of the format."""
    table = table.drop(columns=["remark", "huge"])
    if not one_article:
        table = table.drop(columns=["article_id"])
    texts = [f"x{MARKUP.sub('', text)}x" for text in table["text"]]
    table["text"] = pd.Series(texts, dtype=object)
    path = tmp_path_factory.mktemp("t") / f"t{WRITERS[name].ending.strip('/')}"
    export_table(table, name, path)
    back = parse_comments([read_document(path)], format_name=name).comments
    assert len(back) == len(table)
    assert [words(v) for v in back["text"]] == [words(lines_alike(v)) for v in texts]
    expected = links(table["id"], table["reply_to"])
    found = links(back["id"], back["reply_to"].fillna(""))
    cut = [row for row, (old, new) in enumerate(zip(expected, found, strict=True)) if old != new]
    assert all(found[row] is None and is_in_circle(expected, row) for row in cut)
    if name != "schema_org":
        assert back["kind"].tolist() == table["kind"].tolist()
        assert back["state"].tolist() == table["state"].tolist()
    assert [shown(v) for v in back["timestamp"]] == [shown(v) for v in table["timestamp"]]
    assert [shown(v) for v in back["downvotes"]] == [shown(v) for v in table["downvotes"]]


def is_in_circle(parents, row):
    at = parents[row]
    for _ in parents:
        if at is None or at == row:
            return at == row
        at = parents[at]
    return False
