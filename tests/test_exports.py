"""Exports: shapes, packing, hostile files, links, and streaming that can be gone on with."""

import gzip
import json
import subprocess
import sys
import zipfile
from io import BytesIO
from itertools import islice

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import streaming
from toolkit.cli import main
from toolkit.compression import zstandard
from toolkit.documents import make_document, read_document, read_documents
from toolkit.errors import FormatError, SourceError
from toolkit.formats import BY_CHUNKS, EXPORTS, parse_comments, pushshift, reading
from toolkit.records import export, find_exports, gather, opening, store, streams
from toolkit.records.csv_rows import csv_rows
from toolkit.records.links import link_rows
from toolkit.schema import COLUMNS


def row(number, parent="t3_p", **more):
    return {"id": f"c{number}", "body": f"Words {number}", "author": f"a{number % 7}",
            "link_id": "t3_p", "parent_id": parent, "created_utc": 1_600_000_000 + number,
            "score": number, "subreddit": "x", **more}  # fmt: skip


def lines(rows):
    return "".join(json.dumps(r) + "\n" for r in rows).encode()


def parse(data, **options):
    return parse_comments([make_document(data, source="x")], **options)


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


def warned(parsed):
    return " | ".join(parsed.sources["warnings"].iloc[0])


THREAD = [row(0), row(1, "t1_c0"), row(2, "t1_c1"), row(3, "t1_c9")]


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zstandard().compress(data)])
def test_packed(pack):
    assert len(parse(pack(lines(THREAD))).comments) == 4


def test_zip_of_one_export_and_something_else(tmp_path):
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("folder/comments.json", lines(THREAD))
        archive.writestr("folder/notes.html", "<html><p>Hello")
        archive.writestr("settings.json", '{"dark": true}')
    parsed = parse_comments(read_documents(path))
    assert parsed.sources["source"].tolist() == [f"{path}/folder/comments.json"]
    assert "notes.html" in warned(parsed)
    assert "settings.json" in warned(parsed)
    assert run("-q", "parse", path, "-o", tmp_path / "out.parquet") == 0
    assert len(pd.read_parquet(tmp_path / "out.parquet")) == 4


def test_zip_with_nothing_to_read(tmp_path, capfd):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.html", "<html><p>Hello")
    assert run("parse", path) == 2
    assert "holds nothing in a format that is known" in capfd.readouterr().err


def test_zip_bomb():
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.json", b" " * (100 * 2**20))
    with pytest.raises(SourceError, match="decompression bomb"):
        find_exports("x.zip", data.getvalue())


def test_packed_json_that_is_too_large(monkeypatch):
    monkeypatch.setattr(streams, "LARGEST_WHOLE", 10_000)
    with pytest.raises(SourceError, match="more than is read at once"):
        parse(gzip.compress(b'[{"a": "' + b"x" * 50_000 + b'"}]'))


def test_deep_json():
    deep = b"[" * 10_000 + b"]" * 10_000
    with pytest.raises(FormatError, match="nests deeper"):
        parse(b'{"children": ' + deep + b"}")
    parsed = parse(lines(THREAD) + b'{"a": ' + deep + b"}\n")
    assert len(parsed.comments) == 4
    assert "nested deeper" in warned(parsed)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_json_cut_short(cut):
    whole = json.dumps([{"id": n, "author": "ann", "body": f"No. {n}", "date": "2020-01-01"}
                        for n in range(100)])  # fmt: skip
    parsed = parse(whole[: int(len(whole) * cut)].encode())
    assert 100 * cut - 2 <= len(parsed.comments) <= 100 * cut + 1
    assert "ends too early" in warned(parsed)


def test_json_that_is_none():
    with pytest.raises(FormatError, match="looks like JSON and is none"):
        parse(b'{"a": nothing at all')


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("between", ["", "\n", ",\n\n"])
def test_json_of_several_pages(indent, between):
    """Lists one after the other, as when answers are appended to one file."""
    rows = [{"id": n, "author": "ann", "body": f"No. {n}", "date": "2020-01-01"} for n in range(4)]
    data = between.join(json.dumps(page, indent=indent) for page in (rows[:1], rows[1:]))
    parsed = parse(data.encode())
    assert parsed.comments["text"].tolist() == ["No. 0", "No. 1", "No. 2", "No. 3"]
    parsed = parse(data[: data.index("No. 3")].encode())
    assert parsed.comments["text"].tolist() == ["No. 0", "No. 1", "No. 2"]
    assert "ends too early" in warned(parsed)


def test_long_line(monkeypatch):
    monkeypatch.setattr(streams, "LONGEST_LINE", 1000)
    monkeypatch.setattr(streams.read_lines, "__kwdefaults__", {"longest": 1000})
    data = lines(THREAD[:2]) + lines([row(5, x="y" * 5_000_000)]) + lines(THREAD[2:])
    parsed = parse(data)
    assert parsed.comments["id"].str[-2:].tolist() == ["c0", "c1", "c2", "c3"]
    assert "longer than" in warned(parsed)
    assert parsed.comments["locator"].tolist() == ["line=1", "line=2", "line=4", "line=5"]


def test_only_a_long_line(monkeypatch):
    monkeypatch.setattr(streams.read_lines, "__kwdefaults__", {"longest": 1000})
    found = []
    blocks = iter([b"x" * 600] * 5 + [b""])
    assert list(streams.read_lines(lambda: next(blocks), found.append)) == []
    assert found == [1]


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-16", None), ("utf-8-sig", None), ("cp1252", None)]
)
def test_encodings_of_tables(encoding, said):
    text = "id,author,comment\n1,Zoë,Größe über alles – schön war’s für Käthe\n2,Jürgen,Äpfel\n"
    parsed = parse(text.encode(encoding))
    assert parsed.comments["author"].tolist() == ["Zoë", "Jürgen"]
    assert said is None or said in warned(parsed)


def test_line_ends_of_old_programs():
    parsed = parse(b'id,author,comment\r1,ann,Hello\r2,bob,"Yes, and no"\r')
    assert parsed.comments["text"].tolist()[0] == "Hello"
    assert parsed.comments["author"].tolist() == ["ann", "bob"]


def test_encodings_of_lines():
    text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in [row(0, author="Zoë")])
    assert parse(text.encode("utf-16")).comments["author"].tolist() == ["Zoë"]
    one = json.dumps(row(8, author="Zoë"), ensure_ascii=False)
    broken = f"{one}\n".encode() * 30 + one.encode("cp1252")
    assert parse(broken).comments["author"].tolist()[-1] == "Zo\ufffd"


def test_halves_of_letters_and_numbers_that_json_has_not():
    data = b'{"id": 1, "author": "a\\ud83d", "body": "x\\u0000y", "score": NaN}\n' * 2
    parsed = parse(data)
    assert parsed.comments["author"].tolist() == ["a\ufffd"] * 2
    assert parsed.comments["text"].tolist() == ["xy"] * 2


POSTS = [{"id": 3, "date": "2024-01-05T10:00:00", "slug": "a-post", "author": 2,
          "title": {"rendered": "A post"}, "content": {"rendered": "<p>Hello</p>"}}]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"code": "rest_forbidden", "message": "You may not.", "data": {"status": 401}},
         "rest_forbidden: You may not."),
        ({"message": "Forbidden", "error": 403}, "403: Forbidden"),
        ({"error": {"code": 403, "message": "Quota exceeded", "errors": [{"domain": "x"}]}},
         "403: Quota exceeded"),
        ({"timestamp": "2024-01-05T10:00:00Z", "status": 404, "error": "Not Found",
          "message": "No such page", "path": "/comments"}, "404: No such page"),
        ({"error": "Record not found"}, "Record not found"),
        ([{"code": 5, "message": "Wait {source} a little"}], "5: Wait {source} a little"),
    ],
)  # fmt: skip
def test_errors_that_a_program_answered(value, said):
    with pytest.raises(FormatError, match="an error that a program answered") as raised:
        parse(json.dumps(value).encode())
    assert f"({said})" in str(raised.value)


@pytest.mark.parametrize(
    "value",
    [
        POSTS,
        [{"id": 1, "title": "A story", "author": "ann", "comments": 12}],
        [{"url": "https://site.example/a", "content": "A page's text"}],
        [{"message": "Built", "data": {"a": 1}}],
    ],
)
def test_objects_that_are_no_comments(value):
    with pytest.raises(FormatError, match="--map text=NAME"):
        parse(json.dumps(value).encode())


def test_comments_called_messages():
    rows = [{"code": 1, "id": "a", "message": "Hello"}, {"code": 2, "id": "b", "message": "12"}]
    assert parse(json.dumps(rows).encode()).comments["text"].tolist() == ["Hello", "12"]


def test_unclosed_quotation_mark():
    parsed = parse(b'id,author,comment\n1,a,fine\n2,b,"never closed\nat all\n3,c,more\n')
    assert parsed.comments["text"].tolist() == ["fine", "never closed\nat all", "more"]
    assert repairs(parsed) == {"rows with a quotation mark that never closes, ended there": 1}


def test_table_that_ends_within_a_text():
    parsed = parse(b'id,author,comment\n1,a,fine\n2,b,"One, two, or\nthree.\nBut\n')
    assert parsed.comments["text"].tolist() == ["fine", "One, two, or\nthree.\nBut"]
    assert repairs(parsed) == {"the file ends within a quotation mark": 1}


def test_quotation_mark_that_closes_nowhere_near():
    whole = [["id", "comment"], ["1", "fine"]]
    found, told = cells(["id,comment\n", "1,fine\n", '2,"op\n', "x\n", "y\n", "z\n", "3,c\n"], 8)
    assert found == [*whole, [], ["3", "c"]]
    assert told == [("rows skipped: longer than 0 MB", 3, 1),
                    ("lines skipped: within a quotation mark that never closes", 3, 1)]  # fmt: skip
    found, told = cells(["id,comment\n", "1,fine\n", '2,"op\n', "3,c\n", '4,"d"\n', "5,e\n"], 12)
    assert found == [*whole, ["2", "op\n"], ["3", "c"], ["4", "d"], ["5", "e"]]
    assert [row for _, row, _ in told] == [3]


def cells(lines, longest):
    told = []
    rows = csv_rows(lines, ",", on_repair=lambda *seen: told.append(seen), longest=longest)
    return list(rows), told


def test_long_first_text_of_a_table():
    parsed = parse(b"id,author,comment\n1,a," + b"x" * 200_000 + b"\n2,b,fine\n")
    assert parsed.comments["text"].str.len().tolist() == [200_000, 4]


def repairs(parsed):
    return parsed.sources["repairs"].iloc[0]


@pytest.mark.parametrize("text", ["Home, News, Sport\n\nAnn\nMay 3, 2014\nFine, I think.\n",
                                  "Comments, 3\nAnn, May 3, 2014\nHello\n"])  # fmt: skip
def test_pages_are_no_tables(text):
    assert make_document(text.encode(), source="x").export is None


def test_excel_and_parquet_and_json_list(tmp_path):
    table = pd.DataFrame({"id": [7, 8], "user": ["ann", None], "body": ["One", "Two"],
                          "date": pd.to_datetime(["2020-01-01 10:00", None])})  # fmt: skip
    for name, write in (("t.xlsx", "to_excel"), ("t.parquet", "to_parquet")):
        getattr(table, write)(tmp_path / name, index=False)
        parsed = parse_comments([read_document(tmp_path / name)])
        assert parsed.comments["id"].tolist() == ["t:7", "t:8"]
        assert parsed.comments["timestamp"].fillna("").tolist() == ["2020-01-01T10:00:00", ""]
        assert parsed.comments["author"].fillna("").tolist() == ["ann", ""]
    listed = parse(json.dumps([{"id": 7, "user": "ann", "body": "One"}]).encode())
    assert listed.comments["locator"].tolist() == ["pointer=/0"]


def test_mapping(tmp_path, capfd):
    path = tmp_path / "t.csv"
    path.write_text("words;who;n\nHello;ann;1\n", encoding="utf-8")
    assert run("-q", "parse", path, "--map", "text=words", "--map", "author=who") == 0
    assert json.loads(capfd.readouterr().out)["author"] == "ann"
    assert run("parse", path, "--map", "text=word") == 2
    assert "no column 'word' (it has: words, who, n)" in capfd.readouterr().err
    assert run("parse", path, "--map", "txt=words") == 2
    assert "nothing is called 'txt'" in capfd.readouterr().err


def test_nested_mapping():
    data = lines([{"key": 1, "data": {"words": "Hello"}}] * 2)
    assert parse(data, mapping={"text": "data.words"}).comments["text"].tolist() == ["Hello"] * 2


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet", ".xlsx"])
def test_own_tables_give_the_same_records(tmp_path, ending):
    first, again = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    (tmp_path / "x.ndjson").write_bytes(lines([*THREAD, row(3), row(5, "t1_c5", body="=1+1")]))
    assert run("-q", "parse", tmp_path / "x.ndjson", "-o", first) == 0
    assert run("-q", "parse", first, "-o", again) == 0
    read = pd.read_parquet if ending == ".parquet" else lambda p: parse_comments(
        [read_document(p)]).comments  # fmt: skip
    same = [name for name in COLUMNS if name not in ("source", "locator")]
    left, right = (read(path)[same].astype("string").fillna("") for path in (first, again))
    assert left["id"].iloc[4].endswith("c3~2")
    pd.testing.assert_frame_equal(left, right)


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 14)), max_size=30), st.integers(1, 5))
def test_links_are_those_of_a_plain_walk(pairs, width):
    """Against dictionaries: parents, orphans, repeated ids; and that every walk ends."""
    ids = np.array([own for own, _ in pairs], dtype=np.uint64)
    wanted = np.array([parent for _, parent in pairs], dtype=np.uint64)

    def stretches(values):
        return lambda: (values[i : i + width] for i in range(0, len(values), width))

    links = link_rows(stretches(ids), stretches(wanted), len(pairs))
    first = {}
    for index, (own, _) in enumerate(pairs):
        first.setdefault(own, index)
    assert links.repeated == len(pairs) - len(first)
    cut = 0
    for index, (_, parent) in enumerate(pairs):
        expected = -1 if parent == 0 else first.get(parent, -2)
        cut += links.parent[index] == -3
        assert links.parent[index] in (expected, -3)
    assert cut == links.cycles
    for index in range(len(pairs)):
        at, steps = index, 0
        while links.parent[at] >= 0:
            at, steps = links.parent[at], steps + 1
            assert steps <= len(pairs)
        assert links.root[index] == at


def small_parts(monkeypatch):
    monkeypatch.setattr(gather, "BATCH", 10)
    monkeypatch.setattr(gather, "_STEP", 5)
    monkeypatch.setattr(store, "PART", 30)
    monkeypatch.setattr(export, "_CHUNK", 10)


def many():
    rows = [row(n, f"t1_c{n * 7 % 400}" if n % 3 else "t3_p") for n in range(300)]
    data = lines(rows).split(b"\n")
    data[100] = b"{broken"
    return b"\n".join([*data, lines([row(5), row(299)])])


def test_parts_give_what_memory_gives(tmp_path, monkeypatch):
    (tmp_path / "x.ndjson").write_bytes(many())
    whole = parse_comments([read_document(tmp_path / "x.ndjson")])
    small_parts(monkeypatch)
    assert run("-q", "parse", tmp_path / "x.ndjson", "-o", tmp_path / "o.parquet",
               "--summary", tmp_path / "s.json") == 0  # fmt: skip
    parts = pd.read_parquet(tmp_path / "o.parquet")
    left, right = (t.astype("string").fillna("") for t in (whole.comments, parts))
    pd.testing.assert_frame_equal(left, right)
    told = json.loads((tmp_path / "s.json").read_text())["sources"][0]
    source = whole.sources.iloc[0]
    assert told["records"] == source["counts"]
    assert told["sha256"] == source["sha256"]
    for key in ("input", "orphans", "missing_parents", "repeated_ids", "cycles", "repairs"):
        assert told[key] == source[key], key
    assert told["cycles"] > 0
    assert told["input"]["by_name"] == {"comment": 301, "line that is not read": 1}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["o.parquet", "s.json", "x.ndjson"]


@pytest.mark.parametrize("after", [5, 95, 250])
def test_interrupted_and_resumed(tmp_path, monkeypatch, capfd, after):
    path, output = tmp_path / "x.ndjson", tmp_path / "o.jsonl"
    path.write_bytes(many())
    assert run("-q", "parse", path, "-o", tmp_path / "whole.jsonl",
               "--summary", tmp_path / "whole.json") == 0  # fmt: skip
    small_parts(monkeypatch)
    read = pushshift.read_chunks

    def interrupted(export, *, skip=0):
        for chunk in read(export, skip=skip):
            if int(chunk.place.removeprefix("line=")) > after:
                raise KeyboardInterrupt
            yield chunk

    monkeypatch.setitem(BY_CHUNKS, "pushshift", interrupted)
    assert run("-q", "parse", path, "-o", output) == 130
    assert not output.exists()
    assert streaming.parts_folder(output).exists() == (after > 30)
    assert ("--resume" in capfd.readouterr().err) == (after > 30)
    seen = []

    def resumed(export, *, skip=0):
        seen.append(skip)
        return read(export, skip=skip)

    monkeypatch.setitem(BY_CHUNKS, "pushshift", resumed)
    code = run("parse", path, "-o", output, "--resume", "--summary", tmp_path / "s.json")
    if after < 30:
        assert code == 2
        assert "no interrupted run" in capfd.readouterr().err
        return
    assert code == 0
    assert seen[0] > 0
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    first, again = (json.loads((tmp_path / name).read_text()) for name in ("whole.json", "s.json"))
    assert first == again
    assert not streaming.parts_folder(output).exists()


def test_resume_of_other_inputs(tmp_path, monkeypatch, capfd):
    path, output = tmp_path / "x.ndjson", tmp_path / "o.jsonl"
    path.write_bytes(many())
    small_parts(monkeypatch)
    read = pushshift.read_chunks

    def interrupted(export, *, skip=0):
        yield from islice(read(export, skip=skip), 10)
        raise KeyboardInterrupt

    monkeypatch.setitem(BY_CHUNKS, "pushshift", interrupted)
    assert run("-q", "parse", path, "-o", output) == 130
    monkeypatch.setitem(BY_CHUNKS, "pushshift", read)
    path.write_bytes(many() + lines([row(1000)]))
    assert run("-q", "parse", path, "-o", output, "--resume") == 2
    assert "of other inputs" in capfd.readouterr().err
    assert run("-q", "parse", path, "-o", output) == 0


def test_folder_of_something_else_is_left_alone(tmp_path, capfd):
    (tmp_path / "x.ndjson").write_bytes(many())
    folder = streaming.parts_folder(tmp_path / "o.jsonl")
    folder.mkdir()
    (folder / "precious.txt").write_text("mine", encoding="utf-8")
    assert run("parse", tmp_path / "x.ndjson", "-o", tmp_path / "o.jsonl") == 2
    assert (folder / "precious.txt").read_text(encoding="utf-8") == "mine"
    assert "in the way" in capfd.readouterr().err


def test_packed_file_that_ends_too_early(tmp_path):
    path = tmp_path / "x.ndjson.gz"
    path.write_bytes(gzip.compress(lines(row(n) for n in range(5000)))[:-5000])
    parsed = parse_comments([read_document(path)])
    assert 100 < len(parsed.comments) < 5000
    assert "damaged or ends too early" in warned(parsed)
    assert parsed.comments["article_id"].iloc[0] == "x/t3_p"


def test_no_addresses_of_people():
    parsed = parse(b"id,author,email,ip,comment\n1,ann,ann@mail.example,10.1.2.3,Hello\n")
    held = parsed.comments.to_json()
    assert "mail.example" not in held
    assert "10.1.2.3" not in held


def test_a_stream_is_opened_from_its_head(monkeypatch):
    monkeypatch.setattr(opening, "_RAW_HEAD", 300)
    (export,), _ = find_exports("x", lines(THREAD))
    assert len(list(export.rows())) == 4


_TEXTS = st.text(max_size=12) | st.sampled_from(
    ["[deleted]", "[removed]", "a &amp; b", "&gt; q\n\nno", " x ", "a\n\n\n\nb", "a \nb", "\x85y"]
)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["a", "b", "c", "d~2"]),
            "body": _TEXTS,
            "link_id": st.sampled_from(["t3_x", "t3_y"]),
            "parent_id": st.sampled_from(["t3_x", "t1_a", "t1_zz", "t3_y", None, "odd"]),
            "created_utc": st.sampled_from([1, 1.5, "7", None, "never", 10**14, True]),
        },
        optional={
            "author": st.sampled_from(["ann", "[deleted]", None, "", 3]),
            "score": st.sampled_from([3, None, "x", 2**70, -1, True]),
            "score_hidden": st.booleans(),
            "_meta": st.sampled_from([None, {"removal_type": "deleted"}, {"removal_type": 5}, 7]),
            "selftext": st.just("x"),
        },
    ),
    min_size=1,
    max_size=8,
)


@given(_ROWS)
def test_many_rows_at_once_are_read_as_one_by_one(rows):
    (found,), _ = find_exports("x", lines([row(0), row(1), *rows]))
    slow, fast = gather.Tally(), gather.Tally()
    one = list(gather.gather(EXPORTS["pushshift"].read(found), "x", slow))
    counted = found.remember()
    found.restart()
    many = list(gather.gather_chunks(pushshift.read_chunks(found), "x", fast))
    assert [batch.table.to_pylist() for batch in one] == [b.table.to_pylist() for b in many]
    assert np.array_equal(one[0].ids, many[0].ids)
    assert np.array_equal(one[0].wanted, many[0].wanted)
    assert slow == fast
    assert counted == found.remember()


def test_many_articles_are_listed_in_part(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ARTICLES", 3)
    path = tmp_path / "x.ndjson"
    path.write_bytes(lines(row(n, link_id=f"t3_{n}") for n in range(9)))
    assert run("-q", "parse", path, "-o", tmp_path / "o.csv", "--summary", tmp_path / "s.json") == 0
    told = json.loads((tmp_path / "s.json").read_text())
    assert len(told["articles"]) == 3
    assert any("more than 3 articles" in warning for warning in told["sources"][0]["warnings"])
    assert told["records"] == 9


def test_large_json_from_a_pipe(tmp_path):
    """What detection read of a pipe is there again for the reader."""
    rows = [{"id": n, "author": "ann", "body": "word " * 30, "date": "2020-01-01"}
            for n in range(20_000)]  # fmt: skip
    command = [sys.executable, "-m", "toolkit", "-q", "parse", "-", "-o", str(tmp_path / "o.jsonl")]
    subprocess.run(command, input=json.dumps(rows).encode(), check=True)
    assert (tmp_path / "o.jsonl").read_text().count("\n") == 20_000


def test_one_endless_line_is_no_table():
    assert make_document(b"a, b " * 60_000, source="x").export is None
