"""Properties of the page reader that hold for any text, and the cases that once broke it."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents import make_document
from toolkit.errors import SchemaError, ToolkitError
from toolkit.formats import parse_comments
from toolkit.pages import ROLES, text_at

LINES = st.one_of(
    st.sampled_from([
        "", "", "August 30, 2012 at 07:25", "3 May 2014", "03/04/2012", "3 hours ago", "Anna says:",
        "Mark Thomason", "[...] an excerpt [...]", "[…]", "Pingback: A page", "2 comments", "Reply",
        "Comments", "Leave a comment", "Your Name", "This comment was deleted.", "12", "Like 3",
        "By Jane Doe | May 3, 2014", "Sign up for our newsletter", "— Bob, 4 May 2014", " ", "\t",
        "A paragraph of an article that is long enough to be taken for one, with many words in it "
        "and a full stop at its end.",
    ]),
    st.text(max_size=60),
)  # fmt: skip
PAGES = st.lists(LINES, max_size=40).map("\n".join)


def parse(text, source="page.txt"):
    document = make_document(text.encode("utf-8", "replace"), source=source)
    return document, parse_comments([document], format_name="pasted")


def try_parse(text):
    try:
        return parse(text)
    except ToolkitError:
        return None


@given(PAGES)
def test_every_line_has_exactly_one_role(text):
    read = try_parse(text)
    if read is None:
        return
    document, parsed = read
    assert parsed.lines["line"].tolist() == [line.number for line in document.lines if line.text]
    assert set(parsed.lines["role"]) <= set(ROLES)
    source = parsed.sources.iloc[0]
    assert source["lines"] == source["blank"] + sum(source[f"{role}_lines"] for role in ROLES)


@given(PAGES)
def test_locators_give_the_text_back(text):
    read = try_parse(text)
    if read is None:
        return
    document, parsed = read
    for _, record in parsed.comments.iterrows():
        assert text_at(document, record["locator"]) == record["text"]


@given(PAGES)
def test_text_lines_of_records_are_the_records_text(text):
    read = try_parse(text)
    if read is None:
        return
    _, parsed = read
    lines = parsed.lines[parsed.lines["name"] == "text"].dropna(subset="id")
    for _, record in parsed.comments.iterrows():
        own = " ".join(lines.loc[lines["id"] == record["id"], "text"])
        assert own.split() == record["text"].split()


@given(PAGES)
def test_ids_are_unique_and_stable(text):
    read = try_parse(text)
    if read is None:
        return
    _, parsed = read
    assert parsed.comments["id"].is_unique
    assert parsed.comments["id"].tolist() == parse(text)[1].comments["id"].tolist()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(ToolkitError):
        parse_comments([make_document(data, source="page.txt")])


def test_ids_survive_a_longer_capture():
    page = "Ann\nMay 3, 2014 at 10:00\n\nFine.\n\nBob\nMay 2, 2014 at 10:00\n\nI see.\n"
    _, before = parse(page)
    _, after = parse("Cem\nMay 4, 2014 at 10:00\n\nOh.\n\n" + page)
    assert after.comments["id"].tolist()[1:] == before.comments["id"].tolist()


def test_same_comment_twice_gets_two_ids():
    one = "Ann\nMay 3, 2014 at 10:00\n\nFine.\n\n"
    _, parsed = parse("3 comments\n\n" + one * 3)
    ids = parsed.comments["id"].tolist()
    assert len(set(ids)) == 3
    assert ids[1] == f"{ids[0]}-2"


def test_line_ends_and_marks_do_not_matter():
    page = "Ann\nMay 3, 2014 at 10:00\n\nFine.\n\nBob\nMay 2, 2014 at 10:00\n\n“I see.”\n"
    _, plain = parse(page)
    for data in (
        page.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + page.encode(),
        page.encode("utf-16"),
        page.encode("cp1252"),
    ):
        document = make_document(data, source="page.txt")
        assert parse_comments([document]).comments.equals(plain.comments)


def test_a_guessed_encoding_is_said():
    page = "Ann\nMay 3, 2014 at 10:00\n\n“Fine.”\n".encode("cp1252")
    source = parse_comments([make_document(page, source="page.txt")]).sources.iloc[0]
    assert source["encoding"] == "cp1252"
    assert "read as cp1252" in source["warnings"][0]


def test_two_files_of_one_name():
    one = make_document(b"Comments\n\nAnn\nMay 3, 2014\nFine.", source="a/page.txt")
    two = make_document(b"Comments\n\nBob\nMay 4, 2014\nI see.", source="b/page.txt")
    articles = parse_comments([one, two]).comments["article_id"].tolist()
    assert articles[0] == "page"
    assert re.fullmatch(r"page-[0-9a-f]{8}", articles[1])
    with pytest.raises(ToolkitError, match="the same content as an earlier input"):
        parse_comments([one, two, two])


@pytest.mark.parametrize("locator", ["char=0,99", "char=5,2", "line=1", ""])
def test_bad_locators(locator):
    with pytest.raises(SchemaError, match="expected char=START,END"):
        text_at(make_document(b"Hello", source="page.txt"), locator)


def test_replies_in_a_circle_are_broken():
    page = "Comments\n\nAnn in reply to Bob\nMay 3, 2014\nFine, thank you.\n\n" \
           "Bob in reply to Ann\nMay 4, 2014\nI see what you mean.\n"  # fmt: skip
    _, parsed = parse(page)
    replies = dict(zip(parsed.comments["id"], parsed.comments["reply_to"], strict=True))
    assert sum(isinstance(above, str) for above in replies.values()) == 1
    for start in parsed.comments["id"]:
        seen, place = set(), start
        while isinstance(place, str):
            assert place not in seen
            seen.add(place)
            place = replies[place]


def test_a_text_in_cells_has_a_locator_of_several_stretches():
    rows = "".join(
        f"{name:<16}Posted: May {day}, 2014 at 10:00\n{'Member':<16}I think that {word} is fine,\n"
        f"{'Posts: 1' + str(day):<16}and I say so.\n\n"
        for day, name, word in ((3, "Ann", "this"), (4, "Bob", "that"), (5, "Cem", "it all"))
    )
    document, parsed = parse(f"3 comments\n\n{rows}")
    assert parsed.comments["author"].tolist() == ["Ann", "Bob", "Cem"]
    first = parsed.comments.iloc[0]
    assert " ".join(first["text"].split()) == "I think that this is fine, and I say so."
    assert first["locator"].count("char=") == 2
    assert text_at(document, first["locator"]) == first["text"]


def test_markdown_is_taken_off_and_indents_tell_replies():
    page = (
        "## 2 comments\n\n"
        "  * [Ann](/u/1) [3\\. May 2014](/c/1)\n\nIt is **fine**, see [here](/x).\n\n"
        "[Reply](/r/1)\n\n"
        "    * [Bob](/u/2) [4\\. May 2014](/c/2)\n\nIs it\\? I doubt it.\n\n[Reply](/r/2)\n"
    )
    _, parsed = parse(page)
    assert parsed.comments["text"].tolist() == ["It is fine, see here.", "Is it? I doubt it."]
    assert parsed.comments["timestamp"].tolist() == ["2014-05-03", "2014-05-04"]
    assert parsed.comments["reply_to"].tolist()[1] == parsed.comments["id"][0]
