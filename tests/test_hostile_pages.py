"""Pages that are broken, or made to break a reader of them: read whole or refused with a reason."""

import importlib.util
from pathlib import Path

import pytest

from toolkit.conversations import find_roots
from toolkit.documents import make_document
from toolkit.errors import FormatError, SourceError
from toolkit.html.reading import read_web_page
from toolkit.html.tree import parse_page
from toolkit.pages import read_page, text_at

_SPEC = importlib.util.spec_from_file_location(
    "web_pages", Path(__file__).parent / "fuzz" / "web_pages.py"
)
WEB_PAGES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(WEB_PAGES)
PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Bees</title></head><body><h1>Bees</h1>"
    "<p>An article about bees that live in the roof of the town hall, and about their honey.</p>"
    "<div id=comments><h3>3 comments</h3><ol>"
    "<li class=comment id=c1><b class=author>Ann</b> <i>3 May 2014, 10:00</i><p>I like bees.</p>"
    "<ol><li class=comment id=c2><b class=author>Bo</b> <i>4 May 2014, 11:30</i><p>So do I, as "
    "long as they stay out.</p></li></ol></li>"
    "<li class=comment id=c3><b class=author>Carla</b> <i>5 May 2014, 09:15</i><p>They stung me "
    "twice — «never» again.</p></li></ol></div></body></html>"
)
NAMES = ("Ann", "Bo", "Carla", "Dora", "Emil")


def read(page):
    data = page if isinstance(page, bytes) else page.encode()
    document = make_document(data, source="page.html")
    return document, read_web_page(document, article_id="a")


def word(number):
    """A word of its own for each number: texts that differ in numbers only are furniture."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


def lines(page):
    return [line.text for line in read(page)[0].lines]


def test_a_page_cut_anywhere_is_read_or_refused():
    data = PAGE.encode()
    counts = [WEB_PAGES.check_page(data[:size]) for size in range(len(data) + 1)]
    assert counts[-1] == 3
    assert {count for count in counts if count is not None} == {0, 1, 2, 3}


def test_a_page_with_a_byte_changed_is_read_or_refused():
    data = PAGE.encode()
    for place in range(0, len(data), 3):
        for byte in (b"<", b">", b"\0", b"\xff", b"'", b"&", b"/"):
            WEB_PAGES.check_page(data[:place] + byte + data[place + 1 :])


@pytest.mark.parametrize(
    "piece", ["reply---", "[ ", ". ", "like.reply", "[reply](x)", "1 ", "- ", "1.1.", "    a"]
)
def test_a_line_of_buttons_without_end_takes_no_time_without_end(piece):
    """A test that fails by running for minutes: separators must not overlap."""
    endless = piece * 5_000 + "x"
    text = (
        f"2 comments\n\nAnn\n3 May 2014, 10:00\n{endless}\nReply\n\nBo\n4 May 2014, 11:00\nYes.\n"
    )
    document = make_document(text.encode(), source="page.txt")
    records = read_page(document, article_id="a").records
    assert [record.author for record in records] == ["Ann", "Bo"]
    assert WEB_PAGES.check_page(
        PAGE.replace("I like bees.", f"I like bees.<a>{endless}</a>").encode()
    )


def test_null_bytes_are_refused_and_null_characters_dropped():
    with pytest.raises(SourceError, match="NUL byte"):
        make_document(PAGE.replace("bees", "be\0es").encode(), source="page.html")
    assert WEB_PAGES.check_page(PAGE.replace("bees", "be&#0;es").encode()) == 3
    assert WEB_PAGES.check_page(b"\xff\xfe" + PAGE.encode("utf-16-le")) == 3


def test_entities_of_a_document_type_stay_unread():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    page = f"<!DOCTYPE html [<!ENTITY e0 'ha'>{bomb}]><html><body><p>&e11;</p><p>end</p>"
    assert sum(map(len, lines(page))) < 10 * len(page)
    assert lines(page)[-1] == "end"
    secret = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>[&x;]</p>'
    assert lines(secret)[-1] == "[&x;]"


def test_a_line_of_a_megabyte():
    words = "word " * 200_000
    document, reading = read(PAGE.replace("I like bees.", words))
    assert reading.records[0].text == words.strip()
    assert text_at(document, reading.records[0].locator) == words.strip()
    assert lines(f"<html><p>{'x' * 1_000_000}</p><p>end</p>") == ["x" * 1_000_000, "end"]
    attribute = f"<html><p title='{'3 May 2014 ' * 90_000}' class='{'a ' * 90_000}'>x</p>"
    assert WEB_PAGES.check_page(attribute.encode()) == 0


def test_very_many_elements_that_hold_nothing():
    for piece in ("<div></div>", "<div>", "<br>", "<p>", "</div>", "<li><ul>", "<!-- -->"):
        page = "<html><body>" + piece * 100_000 + "<p>end</p>"
        assert lines(page) == ["end"], piece


def test_a_page_whose_every_line_is_a_date():
    page = "<html><body>" + "<p>3 May 2014</p>" * 5_000
    assert WEB_PAGES.check_page(page.encode()) is not None
    assert lines(page) == ["3 May 2014"] * 5_000


@pytest.mark.parametrize("closing", ["", "</ul></li>" * 1_000])
def test_replies_a_thousand_deep_are_read_whole(closing):
    items = (
        f"<li class=comment id=c{n}><div><b class=author>{NAMES[n % 5]}</b> <i>3 May 2014</i>"
        f"<p>{word(n)}, I say.</p></div><div class=replies><ul>"
        for n in range(1_000)
    )
    document, reading = read(f"<html><body><ul id=comments>{''.join(items)}{closing}")
    records = reading.records
    assert [record.text for record in records] == [f"{word(n)}, I say." for n in range(1_000)]
    assert [record.reply_to for record in records[1:]] == [record.id for record in records[:-1]]
    assert {record.conversation_id for record in records} == {records[0].id}
    assert text_at(document, records[-1].locator) == f"{word(999)}, I say."


def test_tags_left_open_take_nothing_away():
    items = [
        f"<div class=comment><font><b class=author>Ann</b> <i>3 May 2014</i><p>Thing {n} here."
        for n in range(3_000)
    ]
    shown = lines("<html><body>" + "".join(items))
    assert [text for text in shown if text.startswith("Thing")] == [
        f"Thing {n} here." for n in range(3_000)
    ]


def test_a_reply_may_name_a_later_item_or_itself_through_others():
    item = (
        "<div class=comment id=c{0} data-parent-id={1}><b class=author>{3}</b> "
        "<i>{2} May 2014, 10:00</i><p>{4} and I have more to say about this thing.</p></div>"
    )
    pairs = [(101, 102), (102, 103), (103, 101), (104, 105), (105, 0)]
    page = "<html><div id=comments><h3>5 comments</h3>" + "".join(
        item.format(own, parent, day, NAMES[day % 5], " ".join(NAMES[: day - 2]))
        for day, (own, parent) in enumerate(pairs, start=3)
    )
    assert WEB_PAGES.check_page(page.encode()) == 5
    records = read(page)[1].records
    assert records[3].reply_to == records[4].id
    assert records[3].conversation_id == records[4].id == records[4].conversation_id
    assert any(record.reply_to is None for record in records[:3])


def test_roots_of_long_chains():
    assert find_roots([None, *range(9_999)]) == [0] * 10_000
    assert find_roots([*range(1, 10_000), None]) == [9_999] * 10_000


def test_elements_of_odd_names_have_locators_that_lead_back():
    page = PAGE.replace("<div id=comments>", "<d]iv[1]><o;x></o;x><d]iv id=comments>")
    document, reading = read(page)
    assert [text_at(document, record.locator) for record in reading.records] == [
        record.text for record in reading.records
    ]
    assert "/d]iv[1]/" in reading.records[0].locator


def test_hidden_parts_count_among_their_like_in_locators():
    page = PAGE.replace("<li class=comment id=c3>", "<li hidden>Draft</li><li id=c3 class=comment>")
    document, reading = read(page)
    assert "Draft" not in [line.text for line in document.lines]
    assert reading.records[2].locator.startswith("xpath=/html[1]/body[1]/div[1]/ol[1]/li[3]")
    assert text_at(document, reading.records[2].locator) == reading.records[2].text


@pytest.mark.parametrize(
    "page",
    ["<html>", "<!-- ", "<html hidden>", "<script>", "<html><head><title>", "<p", "<html></html>",
     "<!doctype html>", "<frameset>", "<svg><p>x", "<html><plaintext>a</p>", "<html>\ufffe"],
)  # fmt: skip
def test_pages_of_next_to_nothing(page):
    assert WEB_PAGES.check_page(page.encode()) in (0, None)


def test_what_is_no_page_is_refused_as_such():
    with pytest.raises(FormatError, match=r"page\.html: expected a web page"):
        read("Ann\n3 May 2014\nI like bees.")


def test_titles_and_published_data_of_unfinished_heads():
    assert parse_page("<html><head><title>Bees").head_title == "Bees"
    page = parse_page("<html><head><title></title><script type='application/ld+json'>{}")
    assert (page.head_title, page.scripts) == (None, ["{}"])
