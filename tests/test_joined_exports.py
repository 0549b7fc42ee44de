"""Exports of several files, databases, and objects that hold others."""

import json
import random
import sqlite3
import zipfile
from pathlib import Path

import pytest

from toolkit import streaming
from toolkit.cli import main
from toolkit.documents import make_document, read_document, read_documents
from toolkit.errors import FormatError, ToolkitError
from toolkit.formats import EXPORTS, four_cat, parse_comments
from toolkit.records import gather, opening, store, streams

FIXTURES = Path(__file__).parent / "fixtures"
JOINED = ["coral/dump", "convokit/corpus", "nyt/with_articles", "socc/with_articles"]


def lines(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def parse(data):
    return parse_comments([make_document(data.encode(), source="x")])


def parse_path(path):
    return parse_comments(read_documents(path))


def warned(parsed):
    return " | ".join(parsed.sources["warnings"].iloc[0])


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


@pytest.mark.parametrize("name", JOINED)
def test_an_archive_gives_what_the_folder_gives(tmp_path, name):
    folder = FIXTURES / name / "export"
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"deep/er/{file.name}")
        archive.writestr("__MACOSX/deep/er/._comments.json", b"\0\5\x16\7")
    unpacked, packed = parse_path(folder), parse_path(path)
    same = ["id", "reply_to", "author", "timestamp", "text", "state"]
    assert packed.comments[same].equals(unpacked.comments[same])
    assert packed.sources["source"].tolist() == [str(path)]
    assert all("file=deep/er/" in place for place in packed.comments["locator"])
    assert (
        packed.articles["title"].dropna().tolist() == unpacked.articles["title"].dropna().tolist()
    )
    assert run("-q", "parse", path, "-o", tmp_path / "o.jsonl") == 0
    written = map(json.loads, (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines())
    assert [row["id"] for row in written] == unpacked.comments["id"].tolist()


def test_tables_without_their_articles_are_read_one_by_one(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.write(FIXTURES / "nyt/kaggle/export.csv", "a.csv")
    parsed = parse_path(tmp_path / "x.zip")
    assert parsed.sources["source"].tolist() == [f"{tmp_path}/x.zip/a.csv"]


def test_damage_in_a_file_of_a_folder_is_told_with_its_name(tmp_path):
    good = (FIXTURES / "coral/dump/export/comments.json").read_text(encoding="utf-8")
    (tmp_path / "comments.json").write_text(good + '{"id": "e", "story', encoding="utf-8")
    parsed = parse_path(tmp_path)
    assert len(parsed.comments) == 4
    assert "(file=comments.json;line=5)" in warned(parsed)
    assert parsed.sources["input"].iloc[0]["by_name"]["line that is not read"] == 1


def test_a_folder_of_very_many_files_is_not_looked_into(tmp_path, monkeypatch):
    (tmp_path / "comments.json").write_text(lines({"id": "a"}), encoding="utf-8")
    (tmp_path / "users.json").write_text(lines({"id": "b"}), encoding="utf-8")
    monkeypatch.setattr(opening, "_MOST_PARTS", 1)
    with pytest.raises(FormatError, match="is a folder; give the files in it"):
        parse_path(tmp_path)


def test_import_tables_with_users_and_stories(tmp_path):
    (tmp_path / "c.csv").write_text(
        'c1,u1,s1,2019-04-05T06:07:08Z,hello,,\nc2,u2,s1,2019-04-05T06:07:09Z,"re, hello",c1,'
        "REJECTED\n", encoding="utf-8")  # fmt: skip
    (tmp_path / "u.csv").write_text("u1,a@mail.example,Ann,,,\nu2,b@mail.example,Bob,,,\n")
    (tmp_path / "s.csv").write_text("s1,https://town.example/x,A fair,Zed,,,\n")
    parsed = parse_path(tmp_path)
    assert parsed.comments["author"].tolist() == ["Ann", "Bob"]
    assert parsed.comments["state"].tolist() == ["visible", "removed"]
    assert parsed.comments["reply_to"].notna().tolist() == [False, True]
    assert parsed.articles["title"].tolist() == ["A fair"]
    assert "mail.example" not in parsed.comments.to_json() + parsed.sources.to_json()


@pytest.mark.parametrize("text", ["one,two,three,2019-04-05 was a day\n\nAnn\nMay 3, 2014\nFine.\n",
                                  "Ann said,so did,Bob,2019-04-05T10:00,\nand more\n"])  # fmt: skip
def test_pages_are_no_tables_for_import(text):
    assert make_document(text.encode(), source="x").export is None


def test_answers_to_a_comment_that_were_loaded_later():
    node = {"id": "z", "author": {"username": "Q"}, "body": "late",
            "createdAt": "2022-01-01T10:00:00.000Z"}  # fmt: skip
    data = {"data": {"comment": {"id": "a", "replies": {"edges": [{"node": node}]}}}}
    parsed = parse(json.dumps([{"data": {"viewer": None}}, data]))
    assert parsed.sources["missing_parents"].iloc[0] == ["x:a"]


def test_a_thread_hundreds_deep():
    node = None
    for number in range(200):  # four levels of brackets each
        node = {"id": str(number), "body": "x", "createdAt": "2022-01-01T10:00:00Z",
                "replies": {"edges": [{"node": node}] if node else []}}  # fmt: skip
    story = {"id": "s", "comments": {"edges": [{"node": node}]}}
    parsed = parse(json.dumps({"data": {"story": story}}))
    assert len(parsed.comments) == 200
    assert parsed.comments["conversation_id"].nunique() == 1


def make_database(path, *statements, mode="DELETE"):
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA journal_mode = {mode}")
        for statement in statements:
            database.execute(statement)
    database.close()


THREADS = "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri TEXT, title TEXT)"
COMMENTS = "CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, created FLOAT, text TEXT)"


def test_a_database_in_use_is_read_and_left_as_it_is(tmp_path):
    path = tmp_path / "x.db"
    rows = ("INSERT INTO threads VALUES (1, '/a', 'A fair')",
            "INSERT INTO comments VALUES (1, 7, 1600000000, 'Hello')")  # fmt: skip
    make_database(path, THREADS, COMMENTS, *rows, mode="WAL")
    before = path.read_bytes()
    parsed = parse_path(path)
    assert parsed.comments["id"].tolist() == ["x/1:7"]
    assert "was in use" in warned(parsed)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["x.db"]


def test_databases_of_something_else(tmp_path):
    make_database(tmp_path / "a.db", "CREATE TABLE x (a)")
    endless = "WITH RECURSIVE t(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM t) "
    make_database(tmp_path / "b.db", THREADS, "CREATE VIEW comments AS " + endless +
                  "SELECT id, 1 AS tid, 0 AS created, '' AS text FROM t")  # fmt: skip
    (tmp_path / "c.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 500)
    for name in "abc":
        with pytest.raises(FormatError, match="an SQLite database without the tables"):
            parse_path(tmp_path / f"{name}.db")


def test_damaged_databases():
    whole = (FIXTURES / "isso/database/export.db").read_bytes()
    chance = random.Random(3)
    read = 0
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(16, len(data))] = chance.randrange(256)
        try:
            read += len(parse_comments([make_document(bytes(data), source="x")]).comments) > 0
        except ToolkitError:
            continue
    assert read > 4


META = {"__import_meta": {"source_platform": "somewhere"}}


def note(number, *answers):
    made = {"id": f"n{number}", "note_id": "p", "content": f"No. {number}", "create_time": 1.6e12}
    return {**made, "sub_comments": list(answers), **META}


def test_answers_inside_captured_comments():
    parsed = parse(lines(note(1, note(2), note(3)), note(4)))
    assert parsed.comments["text"].tolist() == ["No. 2", "No. 3", "No. 1", "No. 4"]
    assert parsed.comments["reply_to"].fillna("").tolist() == ["x/p:n1", "x/p:n1", "", ""]
    assert parsed.comments["locator"].tolist()[:3] == [
        "line=1;pointer=/sub_comments/0", "line=1;pointer=/sub_comments/1", "line=1"]  # fmt: skip


@pytest.mark.parametrize("after", [4, 11, 12])
def test_captured_comments_with_answers_inside_can_be_gone_on_with(tmp_path, monkeypatch, after):
    path, output = tmp_path / "x.ndjson", tmp_path / "o.jsonl"
    path.write_text(lines(*(note(3 * n, note(3 * n + 1), note(3 * n + 2)) for n in range(9))))
    assert run("-q", "parse", path, "-o", tmp_path / "whole.jsonl") == 0
    monkeypatch.setattr(gather, "BATCH", 2)
    monkeypatch.setattr(gather, "_STEP", 2)
    monkeypatch.setattr(streams, "_FEW", 2)
    monkeypatch.setattr(store, "PART", 2)
    read = four_cat.read

    class Interrupted:
        description, times, by_rows = four_cat.description, four_cat.times, True
        detect = staticmethod(four_cat.detect)

        @staticmethod
        def read(export, *, skip=0):
            for number, item in enumerate(read(export, skip=skip)):
                if number > after:
                    raise KeyboardInterrupt
                yield item

    monkeypatch.setitem(EXPORTS, "four_cat", Interrupted)
    assert run("-q", "parse", path, "-o", output) == 130
    monkeypatch.setitem(EXPORTS, "four_cat", four_cat)
    assert streaming.parts_folder(output).exists()
    assert run("-q", "parse", path, "-o", output, "--resume") == 0
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def message(own, thread, answered=None):
    legacy = {"full_text": own, "created_at": "Wed Oct 10 20:19:24 +0200 2018",
              "conversation_id_str": thread, "in_reply_to_status_id_str": answered}  # fmt: skip
    return {"rest_id": own, "legacy": legacy, **META}


def test_answers_to_an_opening_and_to_answers():
    parsed = parse(lines(message("1", "1"), message("2", "1", "1"), message("3", "1", "2")))
    assert parsed.comments["text"].tolist() == ["2", "3"]
    assert parsed.comments["reply_to"].fillna("").tolist() == ["", "x/1:2"]
    assert parsed.comments["timestamp"].tolist()[0] == "2018-10-10T20:19:24+02:00"
    assert parsed.sources["orphans"].iloc[0] == 0


def test_comments_of_a_post_in_a_graph():
    node = {"legacy_fbid": "1", "body": {"text": "Hello"}, "author": {"name": "Ann"},
            "created_time": 1600000000}  # fmt: skip
    comments = {"total_count": 5, "edges": [{"node": node}, {"node": None}, None]}
    held = {"comment_rendering_instance_for_feed_location": {"comments": comments}}
    row = {"id": "feedback:9", **held, **META}
    parsed = parse(lines(row, row))
    assert parsed.comments["text"].tolist() == ["Hello", "Hello"]
    assert "the file says 5 comments" in warned(parsed)


def test_own_corpora_in_a_folder_keep_their_ids(tmp_path):
    data = (FIXTURES / "convokit/own/export.jsonl").read_bytes()
    (tmp_path / "utterances.jsonl").write_bytes(data)
    known = {"page/t3_p:1": {"meta": {"article_id": "page/t3_p", "title": "A fair"}}}
    (tmp_path / "conversations.json").write_text(json.dumps(known))
    parsed = parse_path(tmp_path)
    assert parsed.comments["id"].tolist() == ["page/t3_p:1", "page/t3_p:2~2"]
    assert parsed.articles["article_id"].tolist() == ["page/t3_p"]
    assert parsed.articles["title"].tolist() == ["A fair"]


def test_a_title_is_written_as_in_an_address_or_not():
    comment = {"id": 1, "author": "", "text": "x", "created": "2005-02-24 04:03:37", "email": ""}
    titles = ["A+fair", "C%C3%A9", "1 + 1", "", None]
    rows = [{"id": f"/{n}", "title": t, "comments": [comment]} for n, t in enumerate(titles)]
    found = parse(json.dumps(rows)).articles["title"].fillna("").tolist()
    assert found == ["A fair", "Cé", "1 + 1", "", ""]


def test_votes_beyond_all_counts():
    row = {"id": "a", "pid": "", "text": "x", "user": {}, "locator": {"url": "/"},
           "score": "9" * 400}  # fmt: skip
    assert parse(lines(row, row)).comments["upvotes"].isna().all()


def test_read_document_takes_a_folder():
    assert read_document(FIXTURES / "coral/dump/export").media_type == "inode/directory"
