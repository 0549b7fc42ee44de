"""Exports made to harm: each ends in an error that says what is wrong, or in counted repairs."""

import json
import os
import re
import struct
import zipfile
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from toolkit import tables
from toolkit.cli import main
from toolkit.documents import make_document, read_documents
from toolkit.errors import FormatError, SchemaError, SourceError, ToolkitError
from toolkit.formats import parse_comments
from toolkit.records import Post, export, find_exports, gather, store, tabular, xml_elements
from toolkit.records.xml_tree import load_xml
from toolkit.tables import read_table


def row(number, **more):
    return {"id": f"c{number}", "body": f"Words {number}", "author": "ann", "link_id": "t3_p",
            "parent_id": "t3_p", "created_utc": 1_600_000_000, "score": 1, "subreddit": "x",
            **more}  # fmt: skip


def lines(*rows):
    return "".join(json.dumps(one) + "\n" for one in rows).encode()


def parse(data):
    return parse_comments([make_document(data, source="x")])


def xml(root, entities, text):
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]><{root}><a>{text}</a></{root}>'


@pytest.mark.parametrize(
    ("entities", "text"),
    [
        ('<!ENTITY l0 "lol">'
         + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)), "&l11;"),
        (f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 20_000),
        ('<!ENTITY o SYSTEM "file:///etc/passwd">', "&o;"),
        ('<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd">%p;', "x"),
        ("", "<b>" * 5000),
    ],
)  # fmt: skip
def test_entities_and_depth(entities, text):
    page = xml("feed", entities, text).encode()
    if re.search("(?:&l0;|x{100})", entities):
        with pytest.raises(FormatError, match="as only files made to fill the memory do"):
            load_xml(page, "x")
        return
    root, _ = load_xml(page, "x")
    assert len("".join(root.itertext())) < 2_000_000
    assert "root:" not in "".join(root.itertext())


def test_names_that_lead_out_of_an_archive(tmp_path):
    path = tmp_path / "folder" / "x.zip"
    path.parent.mkdir()
    link = zipfile.ZipInfo("link.ndjson")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../out.ndjson", lines(row(1)))
        archive.writestr("/absolute.ndjson", lines(row(2)))
        archive.writestr(link, "/etc/passwd")
    parsed = parse_comments(read_documents(path))
    assert sorted(parsed.comments["text"]) == ["Words 1", "Words 2"]
    assert [p.name for p in tmp_path.rglob("*")] == ["folder", "x.zip"]


def _zip(content):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.ndjson", content)
    return data.getvalue()


@pytest.mark.parametrize("cut", [30, 100, 2000])
def test_archive_cut_short(cut):
    whole = _zip(lines(*(row(n) for n in range(500))))
    with pytest.raises(SourceError, match="can't be unpacked"):
        parse(whole[:-cut])


def test_archive_of_overlapping_members():
    """Many entries of the list lead to one place in the archive (as in 42.zip's successors)."""
    whole = _zip(lines(row(1)))
    listed, end = whole.rfind(b"PK\x01\x02"), whole.rfind(b"PK\x05\x06")
    entries = whole[listed:end] * 20_000
    count = struct.pack("<HHIIH", 20_000, 20_000, len(entries), listed, 0)
    with pytest.raises(SourceError, match="holds 20,000 files"):
        parse(whole[:listed] + entries + whole[end : end + 8] + count)


def test_reply_chains_are_no_depth():
    chain = [row(n, parent_id=f"t1_c{n - 1}" if n else "t3_p") for n in range(10_000)]
    parsed = parse(lines(*reversed(chain)))
    assert parsed.comments["conversation_id"].nunique() == 1
    assert parsed.comments["reply_to"].notna().sum() == 9_999


def test_numbers_without_end():
    data = lines(row(1), row(2, created_utc="9" * 5000), row(3, created_utc=1e300), row(4))
    parsed = parse(data + lines(row(5)).replace(b'"score": 1', b'"score": ' + b"9" * 5000))
    assert parsed.comments["timestamp"].notna().sum() == 2
    assert len(parsed.comments) >= 4


@pytest.mark.parametrize(
    "data",
    [
        b"PAR1PAR1",
        b"PAR1" + b"x" * 1000,
        b"PAR1" + b"x" * 1000 + struct.pack("<I", 2**31 - 1) + b"PAR1",
        b"\x28\xb5\x2f\xfd\x00\xf8" + b"\xff" * 100,
        b"[" * 100_000,
        b'{"a":[' * 50_000,
        b"\0" * 10_000,
        b"id,author,comment\n1,ann,He\0llo\n" * 20,
        lines(row(1)) * 5 + b"\0" * 1000 + b"\n" + lines(row(2)),
    ],
)
def test_errors_that_say_what_is_wrong(data):
    with pytest.raises(ToolkitError):
        parse(data)


def test_as_many_cells_as_one_likes():
    wide = b"id,author,comment\n" + b"1,ann,Hello\n" * 9 + b"1,ann,Hello" + b",x" * 50_000 + b"\n"
    parsed = parse(wide)
    assert parsed.comments["text"].tolist() == ["Hello"] * 10
    assert sum(parsed.sources["repairs"].iloc[0].values()) == 1


def test_archive_of_many_members_that_grow():
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{number}.json", b" " * 8_000_000)
    with pytest.raises(SourceError, match=r"what is in it unpacks to .* as only decompression"):
        find_exports("x.zip", data.getvalue())


@pytest.mark.parametrize("reader", [find_exports, read_documents, read_table])
def test_pipes_and_devices(reader, tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    device = tmp_path / "device.csv"
    device.symlink_to("/dev/zero")
    for path, what in ((pipe, "a pipe"), (device, "a device")):
        with pytest.raises(SourceError, match=f"is {what}, not a file"):
            reader(path)


def test_texts_of_parquet_repeated_without_end(monkeypatch):
    monkeypatch.setattr(tabular, "LONGEST_LINE", 1000)
    monkeypatch.setattr(tabular, "_BATCH_TEXT", 5000)
    texts = pa.array(["x" * 2000] * 300 + ["y" * 7]).dictionary_encode()
    table = pa.table({"id": [str(n) for n in range(301)], "author": ["a"] * 301, "comment": texts})
    parquet.write_table(table, data := BytesIO())
    found = parse(data.getvalue())
    assert found.comments["text"].str.len().tolist() == [1000] * 300 + [7]
    assert "texts longer than 0 MB cut" in found.sources["repairs"].iloc[0]
    [one], _ = find_exports("x", data.getvalue())
    with tabular._parquet(one) as file:
        assert max(batch.num_rows for batch in tabular._parquet_batches(one, file)) == 5


def test_parquet_with_a_broken_page():
    table = pa.table({"id": ["1", "2"], "author": ["a", "b"], "comment": ["Hello", "x" * 900]})
    parquet.write_table(table, data := BytesIO(), compression="zstd")
    place = parquet.ParquetFile(data).metadata.row_group(0).column(2).data_page_offset
    broken = bytearray(data.getvalue())
    broken[place + 4 : place + 40] = b"\xff" * 36
    with pytest.raises(FormatError, match="is no Parquet file that can be read"):
        parse(bytes(broken))


def test_long_texts_of_json(monkeypatch):
    monkeypatch.setattr(export, "LONGEST_LINE", 100)
    rows = [{"id": 1, "body": "x" * 500}, {"id": 2, "body": "fine"}]
    found = parse(json.dumps(rows).encode())
    assert found.comments["text"].str.len().tolist() == [100, 4]
    assert found.sources["repairs"].iloc[0] == {"texts longer than 0 MB cut": 1}


def test_long_texts_make_small_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "PART_SIZE", 100_000)
    posts = [Post(str(number), "x" * 1000, f"row={number}") for number in range(1000)]
    monkeypatch.setattr(gather, "BATCH_TEXT", 10_000)
    parts = store.DiskParts(tmp_path)
    for batch in gather.gather(posts, "x", gather.Tally()):
        parts.add(batch)
    parts.flush()
    parts.wait()
    assert sum(parts.lengths) == 1000
    assert max(parts.lengths) < 400


def test_steps_of_large_items_are_short(tmp_path):
    taken = []

    def posts():
        for number in range(300):
            taken.append(number)
            yield Post(str(number), "x" * 5_000_000, f"row={number}")

    next(gather.gather(posts(), "x", gather.Tally()))
    assert len(taken) == 10
    path = tmp_path / "x.jsonl"
    path.write_bytes(lines(*(row(number, body="x" * 8_000_000) for number in range(15))))
    [one], _ = find_exports(path)
    assert [len(chunk) for _, chunk in one.line_chunks()] == [10, 5]


def test_table_of_parquet_that_repeats_its_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "_LARGEST", 100_000)
    texts = pa.array(["x" * 2000] * 300).dictionary_encode()
    table = pa.table({"id": [str(number) for number in range(300)], "text": texts})
    parquet.write_table(table, tmp_path / "x.parquet")
    with pytest.raises(SourceError, match="its texts take more than 0 MB"):
        read_table(tmp_path / "x.parquet")


def workbook(sheet, data=None):
    """A workbook whose sheet is changed."""
    pd.DataFrame({"id": ["1"], "author": ["a"], "comment": ["Hi"]}).to_excel(
        data := data or BytesIO(), index=False
    )
    changed = BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, sheet(text.decode()) if "sheet1" in name else text)
    return changed.getvalue()


def test_workbook_that_says_a_wrong_size():
    def lengthen(text, size):
        row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="C{0}" t="str"><v>More</v></c></row>'
        rows = "".join(row.format(number) for number in range(3, 6))
        text = re.sub("<dimension[^>]*>", f'<dimension ref="{size}"/>', text)
        return text.replace("</sheetData>", f"{rows}</sheetData>")

    for size in ("A1", "A1:C2", "A1:XFD1048576"):
        found = parse(workbook(lambda text, size=size: lengthen(text, size)))
        assert found.comments["text"].tolist() == ["Hi", "More", "More", "More"]
        assert found.sources["repairs"].iloc[0] == {}
        assert "column 4" not in str(found.sources["warnings"].iloc[0])


@pytest.mark.parametrize("cell", ['<c r="A2" t="s"><v>999</v></c>', '<c r="ZZZZZ2"><v>1</v></c>'])
def test_workbook_with_made_up_cells(cell):
    with pytest.raises(FormatError, match="is no Excel file that can be read"):
        parse(workbook(lambda text: text.replace("</sheetData>", f"<row>{cell}</row></sheetData>")))


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_table_of_too_many_columns(ending, tmp_path):
    path = tmp_path / f"x{ending}"
    names = ["id", "text", *(f"c{number}" for number in range(5000))]
    if ending == ".csv":
        path.write_text(",".join(names) + "\n" + ",".join(names) + "\n")
    elif ending == ".jsonl":
        path.write_text(json.dumps(dict.fromkeys(names, "x")))
    else:
        parquet.write_table(pa.table({name: ["x"] for name in names}), path)
    with pytest.raises(SchemaError, match="5,002 columns; a table of at most 4,096"):
        read_table(path)


def test_too_little_memory_is_no_defect(monkeypatch, capsys, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("id,text\n1,x\n")

    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr(pd, "read_csv", fail)
    with pytest.raises(SystemExit) as ended:
        main(["export", str(path), "--to", "csv", "-o", str(tmp_path / "y.csv")])
    assert ended.value.code == 2
    assert "more memory than there is" in capsys.readouterr().err


def test_text_of_xml_without_end(monkeypatch):
    monkeypatch.setattr(xml_elements, "_FARTHEST", 2_000_000)
    page = (
        '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
        '<post dsq:id="1"><message>' + "x" * 5_000_000 + "</message></post></disqus>"
    )
    with pytest.raises(FormatError, match="a text of that length"):
        parse(page.encode())
