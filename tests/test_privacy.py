"""Names and addresses: nothing of them in any output, and the same pseudonyms everywhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import json
import re
import stat
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.errors import SettingsError
from toolkit.privacy.addresses import mask_addresses, without_address
from toolkit.privacy.keys import SHAPE, Pseudonyms, Replaced
from toolkit.privacy.ordinary import is_ordinary
from toolkit.pseudonyms import pseudonymise, pseudonymise_stream
from toolkit.records.finish import OUTPUT_SCHEMA
from toolkit.schema import Comment, to_table

SECRET = b"one secret of the tests, thirty-two bytes"
OTHER = b"another secret of the tests, as long as it"


def table_of(*rows, article="a"):
    """Comments as (author, text)."""
    return to_table(
        Comment(
            id=f"{article}:{number}", source="a.json", article_id=article,
            conversation_id=f"{article}:{min(number, 1)}",
            reply_to=f"{article}:0" if number else None,
            author=author, text=text, position=number, locator=f"pointer=/{number}",
        )
        for number, (author, text) in enumerate(rows)
    )  # fmt: skip


def texts_of(*rows, secret=SECRET):
    return pseudonymise(table_of(*rows), secret)["text"].tolist()


def reader(name, secret=SECRET):
    return Pseudonyms(secret).of(name)


@pytest.fixture
def run(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.setenv("TOOLKIT_SECRET_FILE", str(tmp_path / "own" / "secret"))

    def run(*arguments):
        with pytest.raises(SystemExit) as exited:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return exited.value.code, out.decode(), err.decode()

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I agree with Ruthven Oake.", "I agree with {0}."),
        ("ruthven  oake's point, RUTHVEN OAKE", "{0}'s point, {0}"),
        ("Ruthven\nOake said", "{0} said"),
        ("Ruthven, you are wrong.", "{0}, you are wrong."),
        ("So it is. Ruthven: no.", "So it is. {0}: no."),
        ("Thanks Ruthven", "Thanks {0}"),
        ("You are right, Ruthven.", "You are right, {0}."),
        ("Dear Mr Oake, no", "Dear Mr {0}, no"),
        ("@Ruthven Oake and @zork99.", "@{0} and @{1}."),
        ("ask u/zork99 or /user/Zork99", "ask u/{1} or /user/{1}"),
        ("@nobody_here, hello", "@{2}, hello"),
        ("ruthvenoake and zork999", "ruthvenoake and zork999"),  # other words
        ("An oake grew and Ruthven went", "An oake grew and Ruthven went"),  # no address
    ],
)
def test_names_in_texts(text, expected):
    shown = texts_of(("Ruthven Oake", text), ("zork99", "Hm."))[0]
    assert shown == expected.format(*map(reader, ("Ruthven Oake", "zork99", "nobody_here")))


@pytest.mark.parametrize("name", ["Hope", "China", "Will", "Guest", "May", "Common Sense"])
def test_a_name_that_is_an_ordinary_word_leaves_the_texts_alone(name):
    text = f"There is {name.lower()} yet. They will see what {name.lower()} may do."
    replaced = Replaced()
    hidden = pseudonymise(table_of((name, text), ("Ruthven Oake", "Hm.")), SECRET,
                          replaced=replaced)  # fmt: skip
    assert hidden["text"][0] == text
    assert hidden["author"][0] == reader(name)
    assert replaced.left == len(re.findall(rf"\b{name}\b", text, re.IGNORECASE))
    greeted = texts_of((name, "Hm."), ("Bo Ruthven", f"Thanks {name}! {name}, you know it."))[1]
    assert greeted == f"Thanks {reader(name)}! {reader(name)}, you know it."


def test_a_word_that_stands_far_more_often_than_its_author_comments_is_no_name():
    rows = [("Zorkland", "Hm.")] + [("Bo", "They say Zorkland is far away.")] * 11
    assert texts_of(*rows)[1:] == [text for _, text in rows[1:]]
    rows = rows[:4]
    assert texts_of(*rows)[1:] == [f"They say {reader('Zorkland')} is far away."] * 3


def test_a_first_name_of_two_authors_is_nobody_s_but_hidden():
    rows = [("Ruthven Oake", "Hm."), ("Ruthven Ancrum", "Hm."), ("Bo", "Ruthven, you are wrong.")]
    shown = texts_of(*rows)[2]
    assert shown == f"{reader('ruthven')}, you are wrong."


def test_names_are_known_in_their_own_article_only():
    table = pd.concat([table_of(("Zork", "Hm."), article="a"),
                       table_of(("Bo", "I met Zork there."), article="b")])  # fmt: skip
    assert pseudonymise(table, SECRET)["text"].tolist()[1] == "I met Zork there."


def test_scripts_without_spaces():
    assert texts_of(("名前太郎", "Hm."), ("Bo", "私は名前太郎さんに賛成です"))[1] == (
        f"私は{reader('名前太郎')}さんに賛成です"
    )


def test_authors_ids_and_nobody():
    table = table_of(("Ruthven Oake", "Hm."), (None, "Hm."), ("[deleted]", "Hm."))
    hidden = pseudonymise(table, SECRET)
    assert hidden["author"].isna().tolist() == [False, True, True]
    assert list(hidden.columns) == list(table.columns)
    assert hidden.dtypes.tolist() == table.dtypes.tolist()
    assert hidden["reply_to"][1] == hidden["id"][0]
    assert not set(hidden["id"]) & set(table["id"])
    assert hidden["locator"].tolist() == table["locator"].tolist()
    pd.testing.assert_frame_equal(pseudonymise(hidden, SECRET), hidden)


def test_other_columns_of_a_table():
    table = pd.DataFrame({
        "id": ["1"], "text": ["Hm."], "User Name": ["Ruthven Oake"], "author_id": [77],
        "note": ["by Ruthven Oake, bo@mail.example"], "score": [3],
    })  # fmt: skip
    hidden = pseudonymise(table, SECRET).iloc[0]
    assert hidden["User Name"] == reader("Ruthven Oake")
    assert hidden["author_id"] == reader("77")
    assert hidden["note"] == f"by {reader('Ruthven Oake')}, [e-mail address]"
    assert hidden["score"] == 3


def test_a_short_secret_is_refused():
    with pytest.raises(SettingsError, match="at least 16"):
        pseudonymise(table_of(("Bo", "Hm.")), b"short")


words = st.text("abdeghijklmnoprstuvz", min_size=5, max_size=9).filter(lambda w: not is_ordinary(w))
names = st.lists(words, min_size=1, max_size=3).map(lambda own: " ".join(own).title())


@given(st.lists(names, min_size=1, max_size=8, unique_by=str.casefold), st.randoms())
def test_pseudonyms_depend_on_secret_and_name_alone(authors, random):
    rows = [(author, f"Thanks {random.choice(authors)}, said @{author}") for author in authors]
    first = pseudonymise(table_of(*rows), SECRET)
    random.shuffle(rows)
    again = pseudonymise(table_of(*rows, article="other"), SECRET)
    assert set(first["author"]) == set(again["author"])
    assert set(first["text"]) == set(again["text"])
    assert first["author"].nunique() == len(authors)
    assert all(SHAPE.fullmatch(author) for author in first["author"])
    other = pseudonymise(table_of(*rows), OTHER)
    assert not set(other["author"]) & set(first["author"])
    assert not set(other["id"]) & set(first["id"])


def test_the_pseudonym_of_a_name_stays_in_later_versions():
    key = hmac.digest(SECRET, b"toolkit pseudonyms 1", hashlib.sha256)
    signs = base64.b32encode(hmac.digest(key, b"name\x1fruthven oake", hashlib.sha256))[:12]
    crockford = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
                         strict=True))  # fmt: skip
    assert reader(" @Ruthven  OAKE") == "Reader" + "".join(crockford[s] for s in signs.decode())


def page_of(authors, random):
    """A pasted thread whose texts name the authors."""
    lines = ["On bridges", "", "The bridge is long and it took years.", "",
             f"{len(authors)} Comments", ""]  # fmt: skip
    for number, author in enumerate(authors, start=1):
        named = random.choice(authors)
        lines += [
            author, f"May {number}, 2014 at 10:0{number % 10} am",
            f"Thanks {named}, I see. @{named.split()[0]} knows what {named.upper()} said, and so "
            f"does <{named}>. Write to {named.split()[0].lower()}@mail.example then.", "",
        ]  # fmt: skip
    return "\n".join(lines)


@settings(max_examples=3)
@given(st.lists(names, min_size=3, max_size=5, unique_by=str.casefold), st.randoms())
def test_no_name_survives_in_any_file_of_a_report(authors, random):
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        slug = authors[0].replace(" ", "-")
        page = base / f"{slug}.txt"
        page.write_text(page_of(authors, random), encoding="utf-8")
        secret = base / "secret"
        for command in (
            ["report", page, "-o", base / "out" / "report"],
            ["parse", page, "-o", base / "out" / "t.csv", "--summary", base / "out" / "s.json"],
        ):
            with pytest.raises(SystemExit) as exited:
                main(["-q", *map(str, command), "--pseudonymise", "--secret", str(secret)])
            assert exited.value.code == 0
        said = secret.read_text(encoding="utf-8").strip()
        files = [path for path in (base / "out").rglob("*") if path.is_file()]
        assert len(files) > 15
        for path in files:
            found = path.read_bytes().decode("utf-8", "replace")
            for text in (found, html.unescape(found)):
                flat = " ".join(text.replace("\\", "").casefold().split())
                for name in authors:
                    assert not re.search(rf"\b{name.casefold()}\b", flat), (path, name)
                assert "mail.example" not in flat
                assert said not in text


def test_the_secret_is_made_once_for_its_owner_alone(run, tmp_path):
    table = tmp_path / "t.jsonl"
    table.write_text('{"id": "1", "text": "Hm.", "author": "Ruthven Oake"}\n')
    code, _, err = run("export", table, "--to", "csv", "-o", tmp_path / "a.csv", "--pseudonymise")
    secret = tmp_path / "own" / "secret"
    assert code == 0
    assert "keep it" in err
    assert "not anonymous" in err
    assert "pseudonyms for 1 author;" in err
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text().strip() not in err
    code, _, err = run("export", table, "--to", "csv", "-o", tmp_path / "b.csv", "--pseudonymise")
    assert "keep it" not in err
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    author = pd.read_csv(tmp_path / "a.csv")["author"][0]
    assert author == reader("Ruthven Oake", secret.read_bytes().strip())


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (["--secret", "{short}", "--pseudonymise"], "is no secret (found 5 bytes"),
        (["--secret", "{short}"], "is used with --pseudonymise only"),
        (["--secret", "{table}", "--pseudonymise"], "is an input"),
    ],
)
def test_a_secret_that_can_t_be_used_is_told(run, tmp_path, given_, said):
    table, short = tmp_path / "t.jsonl", tmp_path / "short"
    table.write_text('{"id": "1", "text": "Hm."}\n')
    short.write_text("short")
    options = [option.format(short=short, table=table) for option in given_]
    code, _, err = run("export", table, "--to", "csv", "-o", tmp_path / "a.csv", *options)
    assert code == 2
    assert said in err
    assert not (tmp_path / "a.csv").exists()


def test_an_export_read_in_parts_gives_what_a_report_gives(run, tmp_path):
    rows = [("Ruthven Oake", "Hm."), ("zork99", "Thanks Ruthven. Ruthven Oake knows."),
            (None, "zork99, you are wrong")]  # fmt: skip
    table = tmp_path / "t.csv"
    pd.DataFrame(rows, columns=["user", "text"]).assign(id=["x", "y", "z"]).to_csv(table)
    code, out, err = run("parse", table, "--pseudonymise", "--summary", tmp_path / "s.json")
    records = [json.loads(line) for line in out.splitlines()]
    secret = (tmp_path / "own" / "secret").read_bytes().strip()
    ruthven, zork = reader("Ruthven Oake", secret), reader("zork99", secret)
    assert code == 0
    assert [record["author"] for record in records] == [ruthven, zork, None]
    assert [record["text"] for record in records] == [
        "Hm.", f"Thanks {ruthven}. {ruthven} knows.", f"{zork}, you are wrong"
    ]  # fmt: skip
    assert "pseudonyms for 2 authors; in texts 0 @mentions, 2 names and 1 address by" in err


def test_more_names_than_are_kept_are_found_in_their_own_stretch():
    parts = [table_of(("Ruthven Oake", "Hm."), ("Bo Ancrum", "So says Ruthven Oake.")),
             table_of(("Zorka Quill", "As Ruthven Oake, Zorka Quill said."))]  # fmt: skip
    arrow = [pa.Table.from_pandas(part, schema=OUTPUT_SCHEMA) for part in parts]
    replaced = Replaced()
    tables, _ = pseudonymise_stream(
        lambda columns: (part[list(columns)] for part in parts), arrow, SECRET, replaced, most=2
    )
    texts = [text for part in tables for text in part["text"].to_pylist()]
    ruthven, zorka = reader("Ruthven Oake"), reader("Zorka Quill")
    assert texts == ["Hm.", f"So says {ruthven}.", f"As Ruthven Oake, {zorka} said."]
    assert any("same stretch" in note for note in replaced.notes)


@pytest.mark.parametrize(
    "text",
    [
        "version 192.168.1.77", "v10.48.2.1", "1.2.3.4", "10.15.7.1", "12.05.20.14", "1.2.2024",
        "192.168.1", "300.1.1.1", "1.2.3.4.5", "§ 45.3.2.1", "at 12:30:45", "std::vector a::b",
        "@ann@social.example", "me@home", "3:16", "a @ b.example", "192.168.1.256",
    ],
)  # fmt: skip
def test_what_is_no_address_stays(text):
    assert mask_addresses(text) == (text, {})


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ann.lee+x@mail.example.org!", "[e-mail address]!"),
        ("(mailto:ann@mail.example)", "([e-mail address])"),
        ("ann@mail.example, bo@mail.example", "[e-mail address], [e-mail address]"),
        ("my IP is 10.0.0.1.", "my IP is [IP address]."),
        ("192.0.2.77:8080", "[IP address]"),
        ("2001:db8:85a3::8a2e:370:7334", "[IP address]"),
        ("::ffff:192.0.2.128", "[IP address]"),
    ],
)
def test_addresses_are_masked(text, masked):
    assert mask_addresses(text)[0] == masked


@given(st.text("ann@mail.example1:/- 192"))
def test_masking_again_changes_nothing(text):
    masked = mask_addresses(text)[0]
    assert mask_addresses(masked) == (masked, {})


def test_authors_that_are_addresses():
    assert without_address('"Ann Lee" <ann@mail.example>') == "Ann Lee"
    assert without_address("ann@mail.example (Ann Lee)") == "Ann Lee"
    assert without_address("ann@mail.example") == "ann@…"
    assert without_address("192.0.2.77") is None
    assert without_address("@ann@social.example") == "@ann@social.example"


@pytest.fixture
def logins(tmp_path):
    path = tmp_path / "logins.csv"
    path.write_text(
        "id,login,comment\n1,ann@mail.example,Write to me@mail.example at 192.0.2.77.\n"
        "2,ann@post.example,It is good.\n3,192.0.2.78,It is bad.\n"
    )
    return path


def test_a_column_of_addresses_is_read_only_where_it_is_named(run, logins):
    _, out, err = run("parse", logins)
    assert [json.loads(line)["author"] for line in out.splitlines()] == [None] * 3
    assert "not read: login" in err
    _, out, _ = run("parse", logins, "--map", "author=login")
    assert json.loads(out.splitlines()[0])["author"] == "ann@mail.example"


def test_single_addresses_among_authors_are_not_read(run, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "id,user,comment\n1,Ann,Fine.\n2,Bo,Good.\n3,Cy,So.\n4,dee@mail.example,Hm.\n5,192.0.2.7,Oh\n"
    )
    _, out, err = run("parse", path)
    authors = [json.loads(line)["author"] for line in out.splitlines()]
    assert authors == ["Ann", "Bo", "Cy", "dee@…", None]
    assert "2 × authors given as e-mail or IP addresses" in err


def test_a_report_holds_no_address(run, logins, tmp_path):
    folder = tmp_path / "report"
    assert run("report", logins, "--map", "author=login", "-o", folder)[0] == 0
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        found = html.unescape(path.read_bytes().decode("utf-8", "replace")).replace("\\", "")
        assert not re.search(r"@(?:mail|post)\.example|192\.0\.2", found), path
    comments = pd.read_csv(folder / "comments.csv")
    assert comments["author"].tolist() == ["ann@…", "ann@… (2)", "[IP address]"]
    assert comments["text"][0] == "Write to [e-mail address] at [IP address]."
    said = (folder / "report.md").read_text(encoding="utf-8")
    assert "1 e-mail address and 1 IP address masked" in said
