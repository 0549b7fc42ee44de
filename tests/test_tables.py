import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import OutputError, SchemaError, SourceError
from toolkit.schema import (
    COLUMNS,
    Comment,
    local_times,
    reader_comments,
    timestamp_precision,
    to_table,
)
from toolkit.tables import read_table, write_table

ENDINGS = [".jsonl", ".csv", ".parquet", ".xlsx"]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=40)


def comment(number, text="Fine.", **more):
    return Comment(
        id=f"page:{number}", source="page.txt", article_id="page", conversation_id=f"page:{number}",
        text=text, position=number, locator="char=0,5", **more,
    )  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_round_trip(tmp_path, ending):
    table = to_table([
        comment(0, "=1+1", author="@eve", upvotes=3),
        comment(1, "'quoted", timestamp="2012-08-30T07:25"),
        comment(2, "a\n\nb, \"c\" | d", state="deleted"),
    ])  # fmt: skip
    write_table(table, tmp_path / f"t{ending}")
    back = read_table(tmp_path / f"t{ending}")
    assert list(back.columns) == list(COLUMNS)
    pd.testing.assert_frame_equal(back.astype("string"), table.astype("string"), check_dtype=False)


@pytest.mark.parametrize("ending", ENDINGS)
@given(texts=st.lists(TEXT, min_size=1, max_size=5))
def test_any_text_survives(tmp_path_factory, ending, texts):
    path = tmp_path_factory.mktemp("t") / f"t{ending}"
    table = pd.DataFrame({"id": [str(n) for n in range(len(texts))], "text": texts})
    write_table(table, path)
    back = read_table(path)["text"].fillna("").tolist()
    assert back == texts


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1"])
def test_formulas_are_disarmed_in_csv(tmp_path, cell):
    write_table(pd.DataFrame({"id": ["a"], "text": [cell]}), tmp_path / "t.csv")
    written = pd.read_csv(tmp_path / "t.csv", dtype=str)["text"].iloc[0]
    assert written == f"'{cell}"
    assert read_table(tmp_path / "t.csv")["text"].iloc[0] == cell


def test_a_nul_does_not_break_csv(tmp_path):
    write_table(pd.DataFrame({"id": ["a"], "text": ["x\0y"]}), tmp_path / "t.csv")
    assert read_table(tmp_path / "t.csv")["text"].iloc[0] == "x\ufffdy"


def test_half_characters_are_replaced(tmp_path):
    (tmp_path / "t.jsonl").write_text('{"id": "a", "text": "oh \\ud83d no \\ud83d\\ude00"}\n')
    assert read_table(tmp_path / "t.jsonl")["text"].iloc[0] == "oh ? no 😀"


def test_numbers_stay_numbers_in_csv(tmp_path):
    write_table(pd.DataFrame({"id": ["a"], "text": ["x"], "score": [-0.5]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text() == "id,text,score\na,x,-0.5\n"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_without_rows(tmp_path, ending):
    write_table(to_table([]), tmp_path / f"t{ending}")
    back = read_table(tmp_path / f"t{ending}")
    assert (len(back), list(back.columns)) == (0, list(COLUMNS))


def test_lists(tmp_path):
    table = pd.DataFrame({"id": ["a", "b"], "text": ["x", "y"], "topics": [["p", "q"], []]})
    write_table(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text() == "id,text,topics\na,x,p|q\nb,y,\n"
    write_table(table, tmp_path / "t.jsonl")
    assert '"topics": ["p", "q"]' in (tmp_path / "t.jsonl").read_text()


def test_ids_stay_as_they_are(tmp_path):
    (tmp_path / "t.csv").write_text("id,text\n007,x\n1e5,NA\n")
    back = read_table(tmp_path / "t.csv")
    assert back["id"].tolist() == ["007", "1e5"]
    assert back["text"].tolist() == ["x", "NA"]
    (tmp_path / "t.jsonl").write_text('{"id": 7, "text": "x"}\n')
    write_table(read_table(tmp_path / "t.jsonl"), tmp_path / "u.jsonl")
    assert (tmp_path / "u.jsonl").read_text() == '{"id": 7, "text": "x"}\n'


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("t.csv", "id,body\n1,x\n", SchemaError, "no column 'text' (it has: id, body)"),
        ("t.csv", "id,text\n1,x\n1,y\n", SchemaError, "the id '1' more than once"),
        ("t.csv", "id,text\n,x\n", SchemaError, "no id in row 1"),
        ("t.csv", "", SourceError, "is empty"),
        ("t.csv", "id,text\n1,x,z\n2,y,z\n", SchemaError, "one length"),
        ("t.csv", "id;text\n1;x\n", SchemaError, "commas between the columns"),
        ("t.jsonl", '{"id": 1}\n', SchemaError, "no column 'text'"),
        ("t.jsonl", '{"id": 1, "text": "x"}\n[1]\n', SchemaError, "line 2: a JSON list"),
        ("t.jsonl", '{"id": 1, "te\n', SchemaError, "line 1: not JSON"),
        ("t.parquet", "not parquet", SourceError, "not a Parquet file"),
        ("t.txt", "id,text\n", SourceError, "read from .csv, .jsonl, .ndjson, .parquet or .xlsx"),
        ("t.csv", "id,text,position\n1,x,first\n", SchemaError, "column 'position'"),
    ],
)
def test_bad_tables(tmp_path, name, content, error, message):
    (tmp_path / name).write_text(content)
    with pytest.raises(error) as raised:
        read_table(tmp_path / name)
    assert message in str(raised.value)
    assert name in str(raised.value) or "column" in str(raised.value)


def test_unwritable_outputs(tmp_path):
    table = to_table([comment(0)])
    for path, message in [
        (tmp_path / "t.txt", "a table is written to .csv"),
        (tmp_path / "missing/t.csv", "its folder does not exist"),
        (tmp_path, "a table is written to"),
    ]:
        with pytest.raises(OutputError, match=message.replace(".", "\\.")):
            write_table(table, path)


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "t.parquet"
    write_table(to_table([comment(0)]), path)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="Parquet"):
        write_table(pd.DataFrame({"id": ["a", "b"], "text": ["x", 1]}), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["t.parquet"]


def test_precision_and_local_times():
    stamps = pd.Series(["2012-08-30", "2012-08-30T07:25", "2012-08-30T07:25:01+02:00", None])
    assert timestamp_precision(stamps).fillna("none").tolist() == [
        "day",
        "minute",
        "second",
        "none",
    ]
    assert local_times(stamps).astype("string").fillna("none").tolist() == [
        "2012-08-30 00:00:00", "2012-08-30 07:25:00", "2012-08-30 07:25:01", "none",
    ]  # fmt: skip


def test_reader_comments():
    table = to_table([
        comment(0), comment(1, kind="pingback"), comment(2, state="removed"), comment(3, " "),
    ])  # fmt: skip
    assert reader_comments(table)["id"].tolist() == ["page:0"]
    assert len(reader_comments(table[["id", "text"]])) == 3
