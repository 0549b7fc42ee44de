"""Mail and news: messages told apart, headers, texts with others' words marked, hostile ones."""

import email
import gzip
import io
import json
import sys
import zipfile
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.documents import make_document, read_documents
from toolkit.formats import parse_comments
from toolkit.records import messages
from toolkit.records.mail_headers import hide_addresses, moment, name_of, readable
from toolkit.records.mail_parts import read_body
from toolkit.records.mail_text import mark_others
from toolkit.records.messages import split_messages


def post(number, body="Hello.", *, more="", envelope="From a@b.example Mon Jan  5 10:00:00 2004\n"):
    return (
        f"{envelope}From: Ann <ann@site.example>\nDate: Mon, 5 Jan 2004 10:00:00 +0100\n"
        f"Message-ID: <{number}@site.example>\nSubject: Words\n{more}\n{body}\n\n"
    )


def parse(text):
    data = text if isinstance(text, bytes) else text.encode()
    return parse_comments([make_document(data, source="x")])


def texts(text):
    return parse(text).comments["text"].tolist()


def answers(*numbers):
    return "References: " + " ".join(f"<{n}@site.example>" for n in numbers) + "\n"


@pytest.mark.parametrize(
    "line",
    [
        "From what I saw at 10:30 on 5 May 2004",
        "From 12345678",
        "From a@b.example Mon Jan  5 10:00:00 2004",
    ],
)
def test_lines_that_begin_like_a_message(line):
    """RFC 4155: what follows must be a header."""
    assert texts(post(1, f"One.\n\n{line}\nand more.") + post(2)) == [
        f"One.\n\n{line.replace('a@b.example', '…@…')}\nand more.", "Hello.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "envelope",
    [
        "From a at b.example  Mon Jan  5 10:00:00 2004\n",
        "From -5859853454354354\n",
        "From 1599187449567@xxx Mon May 09 12:46:05 +0000 2016\n",
        "From MAILER-DAEMON Mon Jan  5 10:00:00 2004\n>From me Mon Jan  5 10:00:00 2004\n",
        "#! rnews 200\n",
        "\x01\x01\x01\x01\n",
    ],
)
def test_what_divides_messages(envelope):
    data = post(1, envelope=envelope) + post(2, envelope=envelope)
    assert texts(data) == ["Hello."] * 2
    assert texts(data.replace("\n", "\r\n")) == ["Hello."] * 2


@given(st.lists(st.text(alphabet="ab >\n", max_size=60), min_size=1, max_size=6))
def test_messages_come_back(bodies):
    """Written the way the standard library's mailbox escapes them."""
    written = "".join(
        f"From x Mon Jan  5 10:00:00 2004\nSubject: {number}\n\n{body}\n\n"
        for number, body in enumerate(bodies)
    )
    found = [m.data.decode() for m in split_messages([written.encode()])]
    assert [email.message_from_string(one)["Subject"] for one in found] == [
        str(number) for number in range(len(bodies))
    ]
    assert [one.partition("\n\n")[2].strip("\n") for one in found] == [
        body.strip("\n") for body in bodies
    ]


@pytest.mark.parametrize("size", [1, 7, 1000, 5000])
def test_messages_in_stretches_of_any_size(size):
    data = "".join(
        post(n, f"From me\n\nFrom 1 at 10:00 2004\n{'word ' * (n * 37)}\n>From you")
        for n in range(30)
    ).encode()
    whole = list(split_messages([data]))
    assert len(whole) == 30
    lines = data.split(b"\n")
    assert [lines[m.line - 1] for m in whole] == [b"From " + m.envelope for m in whole]
    assert list(split_messages(data[i : i + size] for i in range(0, len(data), size))) == whole
    heads = list(split_messages((data,), heads=True))
    assert [m.line for m in heads] == [m.line for m in whole]


def test_parents():
    parsed = parse(
        post(3, more=answers(1, 2)) + post(2, more=answers(1)) + post(1)
        + post(5, more=answers(1, 4))
        + post(6, more="In-Reply-To: Ann's message of Monday <3@site.example>\n")
        + post(7, more="In-Reply-To: <9@site.example>\n")
    )  # fmt: skip
    own = dict(zip(parsed.comments["id"], parsed.comments["reply_to"].fillna(""), strict=True))
    assert {k[2:3]: v[2:3] for k, v in own.items()} == {
        "3": "2", "2": "1", "1": "", "5": "1", "6": "3", "7": "",
    }  # fmt: skip
    assert parsed.comments["conversation_id"].nunique() == 2
    source = parsed.sources.iloc[0]
    assert source["missing_parents"] == ["x:9@site.example"]
    assert source["repairs"] == {
        "answers to a message that is not here, linked to one before it": 1
    }


def test_copies_and_other_words_under_one_id():
    footer = "_" * 40 + "\nThe list\nlist@lists.example\n"
    parsed = parse(post(1) + post(1, f"Hello.\n\n{footer}") + post(1, "Other words."))
    assert parsed.comments["id"].tolist() == ["x:1@site.example", "x:1@site.example~2"]
    source = parsed.sources.iloc[0]
    assert source["input"]["by_name"] == {"comment": 2, "copy of a message": 1}
    assert source["repeated_ids"] == 1


def test_circles_and_answers_to_themselves():
    parsed = parse(post(1, more=answers(2)) + post(2, more=answers(1)) + post(3, more=answers(3)))
    assert parsed.sources["cycles"].tolist() == [1]
    assert parsed.comments["reply_to"].notna().sum() == 1


def test_control_messages():
    parsed = parse(post(1) + post(2, "cancelled", more="Control: cancel <1@site.example>\n"))
    assert parsed.comments["kind"].tolist() == ["comment", "system"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Mon, 17 Mar 2008 10:35:05 +0100 (CET)", ("2008-03-17T10:35:05+01:00", True)),
        ("17 Mar 2008 10:35 EST", ("2008-03-17T10:35-05:00", True)),
        ("Mon, 17 Mar 2008 10:35:05 -0000", ("2008-03-17T10:35:05+00:00", True)),
        ("Mon, 17 Mar 2008 10:35:05", ("2008-03-17T10:35:05", False)),
        ("Mon Mar 17 10:35:05 2008", ("2008-03-17T10:35:05", False)),
        ("Mon, 17 Mar 2008 10:35:05 XYZ", ("2008-03-17T10:35:05", False)),
        ("Mon, 17 Mar 2008 10:35:05 CEST", ("2008-03-17T10:35:05+02:00", True)),
        ("Mon, 31 Feb 2008 10:35:05 +0100", (None, False)),
        ("Mon, 17 Mar 2008 10:35:05 +9999", ("2008-03-17T10:35:05", False)),
        ("Mon, 17 Mar 1900 10:35:05 +0100", (None, False)),
        ("Mon, 17 Mar 2008 10:35:05 표준시", (None, False)),
        ("", (None, False)),
        (None, (None, False)),
    ],
)
def test_moments(printed, expected):
    assert moment(printed) == expected


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ('"Able, Ann" <ann@site.example>', "Able, Ann"),
        ('"Ann \\"Birdie\\" Able" <a@b.example>', 'Ann "Birdie" Able'),
        ('"ann@site.example" <ann@site.example>', "ann"),
        ("'ann at site.example' via Birds <l@lists.example>", "ann"),
        ("ann at site.example (Ann Able)", "Ann Able"),
        ("ann@site.example (Ann (the first) Able)", "Ann (the first) Able"),
        ("ann at site.example ()", "ann"),
        ("(unknown)", "(unknown)"),
        ("<>", None),
        ("<@>", None),
        (None, None),
    ],
)
def test_names(printed, name):
    assert name_of(printed) == name


def test_names_in_other_encodings():
    assert readable("=?utf-8?B?w4Q=?= =?utf-8?Q?rger?= x") == "Ärger x"
    assert readable("=?nonsense?Q?a=20b?=") == "a b"
    assert readable("=?utf-8?B?!!!?=") == "=?utf-8?B?!!!?="
    assert readable(b"Zo\xc3\xab".decode("ascii", "surrogateescape")) == "Zoë"


@pytest.mark.parametrize(
    "introducing",
    [
        "On Mon, 5 Jan 2004 at 10:00, Ann Able wrote:",
        "Am 05.01.2004 um 10:00 schrieb Ann Able:",
        "Le lun. 5 janv. 2004 à 10:00, Ann Able <ann@site.example>\na écrit :",
        "2004-01-05 10:00 GMT+01:00 Ann Able <ann at site.example>:",
        "2004年1月5日(月) 10:00 Ann Able <ann@site.example>:",
        "In article <12@site.example>, ann@site.example (Ann Able) says:",
        "El 5 de enero de 2004, 10:00, Ann Able <\nann@site.example> dijo:",
        "Ann Able wrote:",
        "Пн, 5 янв. 2004 г. в 10:00, Ann Able <ann@site.example>:",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_that_say_who_is_quoted(introducing, gap):
    text, _ = mark_others(f"So I think.\n{introducing}{gap}> One\n>> Two\nMy answer:\nyes.")
    own = [line for line in text.split("\n") if line and not line.startswith("> ")]
    assert own == ["So I think.", "My answer:", "yes."]
    assert "@s" not in text
    assert text.endswith("> One\n> > Two\n\nMy answer:\nyes.")


@pytest.mark.parametrize("own", ["I disagree with this:", "You said:", "I have in 2004:"])
def test_a_writers_own_line_before_a_quotation(own):
    assert mark_others(f"{own}\n> One")[0] == f"{own}\n\n> One"


@pytest.mark.parametrize("sign", [": ", "| ", "|", "} "])
def test_other_signs_of_quotations(sign):
    text = f"Ann Able (ann@site.example) wrote:\n{sign}One\n\n{sign}Two\n\nMy answer."
    assert mark_others(text)[0] == "> Ann Able (…@…) wrote:\n> One\n\n> Two\n\nMy answer."


@pytest.mark.parametrize(
    "text",
    ["Measured at 10:30:\n| 1 | 2 |\n| 3 | 4 |", "Prices:\n: high", "Bob wrote:\n:-) that"],
)
def test_such_signs_without_a_writer_are_own_words(text):
    assert mark_others(text)[0] == text


def test_forwarded_and_signed():
    text = (
        "See below.\n\n-----Ursprüngliche Nachricht-----\nVon: Bob [mailto:bob@site.example]\n"
        "Gesendet: 5. Januar 2004 10:00\nAn: Ann\n\nOld words.\n"
    )
    marked = mark_others(text)[0]
    assert marked.startswith("See below.\n\n> -----")
    assert marked.endswith("> Old words.")
    assert mark_others("----- next -----\nNote: mine\nMore")[0].count("> ") == 0
    assert mark_others("Yes.\n-- \nAnn\n\n\nGarden 1")[0] == "Yes.\n\n> --\n> Ann\n\n> Garden 1"


def test_wrapped_paragraphs_are_joined():
    wrapped = (
        "This is the first line of a paragraph that was wrapped by a mail program\n"
        "at seventy columns or so, as they all did for many years, and it goes\n"
        "on.\n\nShort lines\nare kept.\n"
        "    indented code of a line that is as long as the others are\n"
    )
    assert mark_others(wrapped)[0].split("\n") == [
        wrapped.replace("\n", " ").partition("  ")[0].strip(), "", "Short lines", "are kept.",
        "    indented code of a line that is as long as the others are",
    ]  # fmt: skip


def test_files_written_into_texts():
    body = (
        "Look:\n\nbegin 644 bird.gif\nM1234\n`\nend\n\n=ybegin line=128 size=3 name=b.bin\nxx\n"
        "=yend size=3\nbegin 5 is no file\n-----BEGIN PGP SIGNATURE-----\n\nabc=\n"
        "-----END PGP SIGNATURE-----\nend"
    )
    parsed = parse(post(1, body))
    assert parsed.comments["text"].tolist() == ["Look:\n\nbegin 5 is no file\nend"]
    assert "bird.gif, b.bin" in " ".join(parsed.sources["warnings"].iloc[0])


def test_no_address_comes_out():
    parsed = parse(
        post(1, "Ask bob@home.example.\n> or ann at site.example\nor ann at site.example",
             more="Reply-To: eve@home.example\nX-Originating-IP: [10.1.2.3]\n")
        + "From x Mon Jan  5 10:00:00 2004\nFrom: cy@home.example\n"
        "List-Id: cy@home.example <l.example>\nDate: now cy@home.example\n\n"
        "-- \ncy at home.example\n"
    )  # fmt: skip
    assert parsed.comments["author"].tolist() == ["Ann", "cy"]
    shown = parsed.comments.drop(columns=["id", "conversation_id", "reply_to"]).to_json()
    shown += parsed.sources.drop(columns=["address"]).to_json()
    for secret in ("home.example", "ann@", "ann at", "cy@", "eve", "10.1.2.3"):
        assert secret not in shown, secret


def test_hidden_addresses_are_those_of_people():
    kept = "look at site.example; a @ b; @ann; 5 at 3.50; x@; git@ host; user@localhost"
    assert hide_addresses(kept) == (kept, 0)


@pytest.mark.parametrize("charset", ["", "charset=us-ascii", "charset=utf-8", "charset=nonsense"])
def test_wrong_encodings(charset):
    body = "Grüße vom Grünen See, die Gänse ziehen wieder über die Dörfer.".encode("latin-1")
    head = post(1, more=f"Content-Type: text/plain; {charset}\n").encode().replace(b"Hello.", body)
    assert texts(head) == [body.decode("latin-1")]
    assert texts(post(1, "Grüße", more=f"Content-Type: text/plain; {charset}\n")) == ["Grüße"]


def test_mixed_encodings_in_one_file():
    first = post(1, more="Content-Type: text/plain; charset=utf-8\n").replace("Hello.", "Zoë")
    second = post(2, more="Content-Type: text/plain; charset=iso-8859-2\n").encode()
    assert texts(first.encode() + second.replace(b"Hello.", b"\xb1\x00")) == ["Zoë", "ą"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("multipart/mixed; boundary=x", "--x\n" * 5000),
        ("multipart/mixed", "No boundary."),
        ("multipart/mixed; boundary=x", "No part."),
        ("text/plain; charset=" + "x" * 70000, "Long."),
        ('text/plain; name="' + ';"' * 20000, "Odd."),
        ("message/rfc822", "From: x\n\nInner"),
        ("text/plain; charset*0*=a'b", "Odd."),
        ("text/plain; charset=rot13", "Odd."),
        ("text/plain; format=flowed", "> " * 5000),
        ("text/html", "<div>" * 5000 + "x"),
    ],
)
def test_hostile_messages(head, body):
    parsed = parse(post(1, body, more=f"Content-Type: {head}\n") + post(2))
    assert len(parsed.comments) == 2
    assert parsed.comments["text"].tolist()[-1] == "Hello."


def test_deep_parts():
    inner = "Content-Type: text/plain\n\nDeep.\n"
    for number in range(500):
        head = f"Content-Type: multipart/mixed; boundary=b{number}\n\n"
        inner = f"{head}--b{number}\n{inner}--b{number}--\n"
    data = "From x Mon Jan  5 10:00:00 2004\nFrom: Ann\n" + inner
    parsed = parse(data + "\n" + post(2))
    assert len(parsed.comments) == 2
    assert "messages whose parts can't be told apart" in parsed.sources["repairs"].iloc[0]


def test_long_messages_are_cut(monkeypatch):
    monkeypatch.setattr(messages, "LONGEST_MESSAGE", 2000)
    parsed = parse(post(1, "word\n" * 1000) + post(2))
    first, second = parsed.comments["text"]
    assert 1500 < len(first) < 2000
    assert second == "Hello."
    assert parsed.sources["repairs"].iloc[0] == {"messages too long, cut": 1}


def test_packed_and_in_archives(tmp_path):
    data = (post(1) + post(2, more=answers(1))).encode()
    assert len(parse(gzip.compress(data)).comments) == 2
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a/list.mbox", data)
        archive.writestr("b.html", "<html><p>Hi")
    parsed = parse_comments(read_documents(tmp_path / "x.zip"))
    assert parsed.comments["reply_to"].notna().sum() == 1


def test_standard_input_is_read_twice(tmp_path, monkeypatch):
    data = "".join(post(n, "word " * 200, more=answers(n + 1)) for n in range(3000)).encode()
    assert len(data) > 2**21
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    with pytest.raises(SystemExit) as ended:
        main(["-q", "parse", "-", "-o", str(tmp_path / "o.jsonl")])
    assert ended.value.code == 0
    rows = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text().splitlines()]
    assert len(rows) == 3000
    assert sum(row["reply_to"] is not None for row in rows) == 2999


@pytest.mark.parametrize(
    "text",
    ["From Ann\nDate: yesterday\nSubject: x\n\nHello", "Note: a\nFrom: Ann\nTo: Bob\n\nHello",
     "Message-ID: x\n\nHello"],
)  # fmt: skip
def test_pages_are_no_messages(text):
    assert make_document(text.encode(), source="x").export is None


def test_an_attachment_scrubbed_in_another_language():
    rule = "-" * 14
    scrubbed = (f"{rule} nächster Teil {rule}\nEin Dateianhang mit HTML-Daten wurde abgetrennt...\n"
                "URL: <https://lists.example/attachments/1.html>\n")  # fmt: skip
    body = read_body(email.message.Message(), f"Es schneit.\n{scrubbed}".encode())
    assert (body.text.strip(), body.attached) == ("Es schneit.", [""])
    own = f"Eins\n{rule} Abschnitt zwei {rule}\nMehr davon.\nZwei"
    assert read_body(email.message.Message(), own.encode()).text == own
