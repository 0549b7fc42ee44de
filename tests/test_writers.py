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
from toolkit.schema import KINDS, STATES
from toolkit.tables import read_table
from toolkit.writers import FOLDER, WRITERS, Details, export_table, find_writer
from toolkit.writers.details import ArticleDetails
from toolkit.writers.rows import is_known

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
    """A text's visible characters: readers of exports mend blanks and control characters."""
    return "".join(c for c in text if c.isprintable() and not c.isspace() and c != "\ufffd")


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
    texts = [
        f"x{text if name == 'schema_org' else MARKUP.sub('', text)}x" for text in table["text"]
    ]
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
    assert back["kind"].tolist() == table["kind"].tolist()
    assert back["state"].tolist() == table["state"].tolist()
    known = [author if name == "convokit" or is_known(shown(author)) else None
             for author in table["author"]]  # fmt: skip
    if name != "schema_org":  # there a name may hold entities
        assert [words(shown(v) or "") for v in back["author"]] == [
            words(lines_alike(v) or "") for v in known
        ]
    assert [shown(v) for v in back["timestamp"]] == [shown(v) for v in table["timestamp"]]
    assert [shown(v) for v in back["downvotes"]] == [shown(v) for v in table["downvotes"]]


def is_in_circle(parents, row):
    at = parents[row]
    for _ in parents:
        if at is None or at == row:
            return at == row
        at = parents[at]
    return False


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


def small(**more):
    return pd.DataFrame({"id": ["a", "b", "c"], "text": ["One.", "Two.", "Three."], **more},
                        dtype=object)  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("table", [small().head(0), small()], ids=["none", "bare"])
def test_tables_of_little(tmp_path, name, table):
    path = tmp_path / f"t{WRITERS[name].ending}"
    assert export_table(table, name, path).comments == len(table)
    assert export_table(table, name, path).comments == len(table)  # again in its place


@pytest.mark.parametrize("name", WRITERS)
def test_same_bytes(tmp_path, name, monkeypatch):
    table = small(author=["ann", None, "bob"], reply_to=[None, "a", "gone"])
    hashes = set()
    for place in ("x", "y"):
        path = tmp_path / f"{place}{WRITERS[name].ending}"
        export_table(table, name, path)
        files = [path] if path.is_file() else sorted(path.iterdir())
        hashes.add("".join(hashlib.sha256(f.read_bytes()).hexdigest() for f in files))
        monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
        monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert len(hashes) == 1


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_writer_says_what_it_is(name):
    writer = WRITERS[name]
    assert writer.description
    assert writer.ending == FOLDER or writer.ending.startswith(".")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("xlsx", "excel"), (".XLSX", "excel"), ("ndjson", "jsonl"), ("jsonld", "schema_org"),
     ("JSON-LD", "schema_org"), ("schema.org", "schema_org"), ("4cat", "four_cat"),
     ("fourcat", "four_cat"), ("ConvoKit", "convokit")],
)  # fmt: skip
def test_names_that_people_use(said, meant):
    assert find_writer(said) == meant


def test_a_column_twice(tmp_path):
    table = pd.DataFrame([["a", "x", "y"]], columns=["id", "text", "text"])
    with pytest.raises(SchemaError, match="'text' more than once"):
        export_table(table, "jsonl", tmp_path / "t.jsonl")


def test_an_unknown_name():
    with pytest.raises(SettingsError, match="no format is called 'word'; choose one of: csv, "):
        find_writer("word")


# --- Excel


def test_excel_types(tmp_path):
    table = small(
        author=["=1+1", "#N/A", "007"], n=[1, 10**16, None], flag=[True, None, False],
        score=[0.5, float("nan"), 2.0], timestamp=["2012-08-30T07:25+02:00", "2012-08-30", None],
    )  # fmt: skip
    notes = export_table(table, "excel", tmp_path / "t.xlsx").notes
    assert notes == ("1 numbers have more digits than Excel keeps and are texts",)
    book = load_workbook(tmp_path / "t.xlsx")
    sheet = book["comments"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["id", "text", "author", "n", "flag", "score", "timestamp"],
        ["a", "One.", "=1+1", 1, True, 0.5, "2012-08-30T07:25+02:00"],
        ["b", "Two.", "#N/A", "10000000000000000", None, None, "2012-08-30"],
        ["c", "Three.", "007", None, False, 2, None],
    ]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n", "b"}  # no formula, error or date
    assert sheet["C2"].quotePrefix
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].width > 50
    assert sheet.auto_filter.ref == "A1:G4"


def test_excel_long_texts_go_on(tmp_path):
    longest = "x" * 32_767
    table = small(
        remark=[longest, longest + "y", "😀" * 20_000 + "_x000D_" * 9_000 + "\x0b" * 9_000]
    )
    notes = export_table(table, "excel", tmp_path / "t.xlsx").notes
    assert notes == (
        "2 cells of 'remark' are longer than the 32,767 characters that a cell of Excel holds and "
        "go on in further columns",
    )
    sheet = load_workbook(tmp_path / "t.xlsx")["comments"]
    assert sheet["D1"].value == "remark (continued 2)"
    assert sheet["C3"].value == longest
    assert sheet["D3"].value == "y"
    sizes = [len(str(cell.value or "").encode("utf-16-le")) // 2
             for row in sheet.iter_rows() for cell in row]  # fmt: skip
    assert max(sizes) <= 32_767
    back = read_table(tmp_path / "t.xlsx")
    assert list(back.columns) == ["id", "text", "remark"]
    assert back["remark"].tolist() == table["remark"].tolist()


def test_excel_control_characters_as_excel_writes_them(tmp_path):
    export_table(small(author=["a\x0bb", "_x0041_", "c\r"]), "excel", tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "a_x000B_b" in sheet
    assert "_x005F_x0041_" in sheet
    assert "c_x000D_" in sheet


def test_excel_goes_on_on_further_sheets(tmp_path, monkeypatch):
    monkeypatch.setattr(excel_writing, "MOST_ROWS", 3)
    notes = export_table(small(author=["x", "y", "z"]), "excel", tmp_path / "t.xlsx").notes
    assert notes == ("a sheet holds 3 rows: the comments stand on 2 sheets",)
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["comments", "comments 2"]
    assert read_table(tmp_path / "t.xlsx")["author"].tolist() == ["x", "y", "z"]
    parsed = parse_comments([read_document(tmp_path / "t.xlsx")])
    assert parsed.comments["text"].tolist() == ["One.", "Two.", "Three."]


def test_excel_has_so_many_columns(tmp_path, monkeypatch):
    monkeypatch.setattr(excel_writing, "MOST_COLUMNS", 3)
    with pytest.raises(OutputError, match="needs 4 columns; a sheet of Excel has 3"):
        export_table(small(a=1, b=2), "excel", tmp_path / "t.xlsx")


def test_excel_that_is_none(tmp_path, capfd):
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert run("export", tmp_path / "t.xlsx", "--to", "csv", "-o", tmp_path / "t.csv") == 2
    assert "is no Excel file that can be read" in capfd.readouterr().err


def test_excel_dates_that_a_person_typed(tmp_path):
    pd.DataFrame({"id": [1, 2], "text": ["x", "y"],
                  "timestamp": [dt.datetime(2020, 1, 2, 3, 4, 5), dt.datetime(2020, 1, 2)]}
                 ).to_excel(tmp_path / "t.xlsx", index=False)  # fmt: skip
    stamps = read_table(tmp_path / "t.xlsx")["timestamp"].tolist()
    assert stamps == ["2020-01-02T03:04:05", "2020-01-02"]


# --- ConvoKit

THREAD = {
    "id": ["a", "b", "c", "d", "e", "f"],
    "text": ["One", "Two", "", "Four", "Five", "Six"],
    "reply_to": [None, "a", "b", "gone", "f", "e"],
    "author": ["ann", "bob", None, "[deleted]", "[deleted]", "ann"],
    "timestamp": ["1970-01-01T02:00:09+02:00", "2020-01-01", "2020-01-01T10:00", None, None, None],
    "state": ["visible", "visible", "deleted", "visible", "visible", "visible"],
    "article_id": ["p"] * 6,
}


def load(path):
    text = path.read_text(encoding="ascii")
    return (
        [json.loads(x) for x in text.splitlines()] if path.suffix == ".jsonl" else json.loads(text)
    )


def test_convokit(tmp_path):
    folder = tmp_path / "corpus"
    details = Details(articles={"p": ArticleDetails(title="Title", address="https://a.example")})
    written = export_table(pd.DataFrame(THREAD, dtype=object), "convokit", folder, details)
    rows = load(folder / "utterances.jsonl")
    assert [(r["id"], r["reply-to"], r["conversation_id"], r["timestamp"]) for r in rows] == [
        ("a", None, "a", 9), ("b", "a", "a", None), ("c", "b", "a", None), ("d", None, "d", None),
        ("e", "f", "f", None), ("f", None, "f", None),
    ]  # fmt: skip
    speakers = [r["speaker"] for r in rows]
    assert speakers[0] == speakers[5] == "ann"
    assert len(set(speakers)) == 5  # no author is nobody else
    assert set(load(folder / "speakers.json")) == set(speakers)
    assert rows[2]["meta"] == {
        "reply_to": "b", "author": None, "timestamp": "2020-01-01T10:00", "state": "deleted",
        "article_id": "p", "kind": "comment",
    }  # fmt: skip
    conversations = load(folder / "conversations.json")
    assert set(conversations) == {"a", "d", "f"}
    assert conversations["a"]["meta"]["title"] == "Title"
    index = load(folder / "index.json")
    assert index["utterances-index"]["state"] == ["<class 'str'>"]
    assert "bin" not in json.dumps(index)
    said = " | ".join(written.notes)
    assert "1 comments answer one that is not in the table" in said
    assert "1 comments would answer themselves" in said
    assert "3 comments name no author" in said
    assert "2 times tell no zone or only a day" in said


# --- schema.org and 4CAT


def test_schema_org(tmp_path):
    table = pd.DataFrame(THREAD, dtype=object)
    table["kind"] = ["comment"] * 5 + ["pingback"]
    table["text"] = ["</script><script>alert(1)", *table["text"].tolist()[1:]]
    table.loc[1, "id"] = "b c"
    export_table(table, "schema_org", tmp_path / "t.jsonld")
    text = (tmp_path / "t.jsonld").read_text(encoding="utf-8")
    assert "<" not in text
    page = json.loads(text)
    assert (page["@context"], page["@type"]) == ("https://schema.org", "Article")
    comments = page["comment"]
    assert page["commentCount"] == len(comments) == 6
    assert comments[0] == {
        "@type": "Comment", "@id": "#a", "identifier": "a",
        "author": {"@type": "Person", "name": "ann"},
        "datePublished": "1970-01-01T02:00:09+02:00", "encodingFormat": "text/plain",
        "text": "</script><script>alert(1)",
    }  # fmt: skip
    assert comments[1]["@id"] == "#b%20c"
    assert comments[1]["parentItem"] == {"@type": "Comment", "@id": "#a"}
    assert comments[2]["creativeWorkStatus"] == "deleted"
    assert comments[5]["additionalType"] == "pingback"
    assert all("author" not in comments[row] for row in (2, 3, 4))


def test_schema_org_of_several_articles(tmp_path):
    table = small(article_id=["p", "q", "p"])
    export_table(table, "schema_org", tmp_path / "t.jsonld")
    graph = json.loads((tmp_path / "t.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert [(one["identifier"], len(one["comment"])) for one in graph] == [("p", 2), ("q", 1)]


def test_four_cat(tmp_path):
    table = pd.DataFrame(THREAD, dtype=object)
    table["text"] = ["=1+1", *table["text"].tolist()[1:]]
    details = Details(articles={"p": ArticleDetails(title="Title", address="https://a.example")})
    written = export_table(table, "four_cat", tmp_path / "t.csv", details)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:8] == ["id", "thread_id", "author", "body", "timestamp",
                                 "unix_timestamp", "subject", "url"]  # fmt: skip
    assert rows[0]["timestamp"] == "1970-01-01 00:00:09"
    assert rows[0]["unix_timestamp"] == "9"
    assert (rows[0]["subject"], rows[0]["url"]) == ("Title", "https://a.example")
    assert rows[0]["body"] == "'=1+1"
    assert {row["thread_id"] for row in rows} == {"p"}
    assert [row["timestamp"] for row in rows[1:]] == [""] * 5
    assert rows[2]["timestamp_as_read"] == "2020-01-01T10:00"
    assert [row["author"] for row in rows] == ["ann", "bob", "", "", "", "ann"]
    assert "2 times tell no zone or only a day" in " | ".join(written.notes)
    assert "1 cells that a spreadsheet would run" in " | ".join(written.notes)


# --- the command


@pytest.fixture
def table_file(tmp_path):
    export_table(pd.DataFrame(THREAD, dtype=object), "jsonl", tmp_path / "t.jsonl")
    return tmp_path / "t.jsonl"


def test_export_says_what_is_not_carried(tmp_path, table_file, capfd):
    assert run("export", table_file, "--to", "jsonld", "-o", tmp_path / "t.jsonld") == 0
    said = capfd.readouterr().err
    assert "6 comments written to" in said
    assert "1 comments answer one that is not in the table" in said
    assert run("export", table_file, "--to", "xlsx", "-o", tmp_path / "t.xlsx") == 0
    again = ("-q", "score", tmp_path / "t.xlsx", "-o", tmp_path / "scored.xlsx")
    assert run(*again) == 0
    assert "vader_compound" in read_table(tmp_path / "scored.xlsx")


@pytest.mark.parametrize(
    ("name", "output", "said"),
    [
        ("word", "o.docx", "no format is called 'word'; choose one of: csv,"),
        ("csv", "t.jsonl", "t.jsonl"),
        ("csv", "missing/o.csv", "its folder does not exist"),
        ("csv", "folder", "is a folder"),
        ("convokit", "folder", "is not empty and holds no convokit export of ours"),
        ("convokit", "t2.jsonl", "is a file"),
    ],
)
def test_exports_that_are_refused(tmp_path, table_file, capfd, name, output, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("mine")
    (tmp_path / "t2.jsonl").write_text("mine")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert run("export", table_file, "--to", name, "-o", tmp_path / output) == 2
    told = capfd.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_the_names_are_listed(capfd):
    assert run("formats") == 0
    listed = capfd.readouterr().out
    assert all(f"write\t{name}\t" in listed for name in WRITERS)
