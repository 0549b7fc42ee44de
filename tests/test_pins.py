"""Layout files: pages that are guessed wrongly and read right by one, and what is refused."""

import json
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.documents import make_document, read_document
from toolkit.errors import SettingsError
from toolkit.formats import PINNED, parse_comments
from toolkit.pages import text_at
from toolkit.pins import read_layout

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent for path in (FIXTURES / "pinned").glob("*/layout.toml"))
PAGE = b"""<html><body><h1>Lake</h1>
<div class="q" id="k11"><i>Ann</i> <u>3 May 2014</u><p>Fine by me.</p><b>3</b></div>
<div class="q" id="k12"><i>Bob</i> <u>4 May 2014</u><p>I fell <s>Like</s> in.</p><b>no</b></div>
</body></html>"""
TEXT = b"Lake\n\nVoices\nAnn, 3 May 2014\nFine.\nLike\nBob, 4 May 2014\nI fell in.\nLike\nMore\n"


@pytest.fixture(params=CASES, ids=[case.name for case in CASES])
def case(request):
    folder = request.param
    document = read_document(next(folder.glob("page.*")))
    wanted = json.loads((folder / "comments.json").read_text(encoding="utf-8"))
    return document, folder / "layout.toml", wanted


def records(parsed, wanted):
    """The records' fields that the wanted ones have, replies by place."""
    rows = parsed.comments.astype(object).where(parsed.comments.notna(), None)
    places = {identity: place for place, identity in enumerate(rows["id"])}
    names = wanted[0].keys()
    return [
        {name: places.get(row[name]) if name == "reply_to" else row[name] for name in names}
        for row in rows.to_dict("records")
    ]


def pin(tmp_path, text, document):
    path = tmp_path / "layout.toml"
    path.write_text(text, encoding="utf-8")
    return parse_comments([document], layout=read_layout(path))


def web(tmp_path, text, page=PAGE):
    return pin(tmp_path, f"[web_page]\n{text}\n", make_document(page, source="page.html"))


def pasted(tmp_path, text, page=TEXT):
    return pin(tmp_path, f"[pasted]\n{text}\n", make_document(page, source="page.txt"))


def test_guessed_wrongly_and_pinned_right(case):
    document, layout, wanted = case
    assert records(parse_comments([document]), wanted) != wanted
    assert records(parse_comments([document], layout=read_layout(layout)), wanted) == wanted


def test_every_line_is_accounted_for_and_texts_come_back(case):
    document, layout, _ = case
    parsed = parse_comments([document], layout=read_layout(layout))
    assert parsed.lines["line"].tolist() == [line.number for line in document.lines if line.text]
    assert set(parsed.comments["id"]) >= set(parsed.lines["id"].dropna())
    for _, record in parsed.comments.iterrows():
        assert text_at(document, record["locator"]) == record["text"]


def test_pinned_readings_say_so(case):
    document, layout, wanted = case
    parsed = parse_comments([document], layout=read_layout(layout))
    explanation = parsed.explanations[document.source]
    assert explanation.how.startswith(f"pinned by {layout}: {len(wanted)} ")
    assert explanation.given
    assert not explanation.taken
    assert str(layout) in parsed.sources.iloc[0]["reading"]


# pages whose layout can't be written down whole: the author stands apart from the date
APART = ("name_on_top_date_below", "said_above_date_below")
# what was learnt besides: buttons at a text's end
TRIMMED = ("spip",)


@pytest.mark.parametrize("name", PINNED)
def test_the_layout_that_is_printed_reads_the_same(name, tmp_path):
    """Nearly all fixtures are read the same by the layout file that --explain prints of them."""
    written = 0
    for folder in sorted((FIXTURES / name).iterdir()):
        document = read_document(next(folder.glob("page.*")))
        learnt = parse_comments([document])
        layout = learnt.explanations[document.source].layout
        if not layout or folder.name in (*APART, *TRIMMED):
            continue
        written += 1
        pinned = pin(tmp_path, layout, document).comments
        for column in ("author", "timestamp", "text", "reply_to"):
            same = [table.loc[table["kind"] == "comment", column].fillna("").tolist()
                    for table in (learnt.comments, pinned)]  # fmt: skip
            assert same[0] == same[1], (folder.name, column, layout)
    assert written >= 18


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("itme = 'a'", "unknown key 'itme' (did you mean 'item'?)"),
        ("author = 'i'", "has no item"),
        ("item = 3", "item: must be a text in quotes, found a number"),
        ("item = ' '", "item: is empty"),
        (f"item = '{'a' * 501}'", "has 501 characters; at most 500"),
        ("item = 'div['", "item: 'div[' is neither a CSS selector nor an XPath"),
        ("item = 'div:nope(1)'", "is neither a CSS selector nor an XPath"),
        ("item = '//div['", "is neither a CSS selector nor an XPath"),
        ("item = '//a:b'", "can't be followed"),
        ("item = '//div[1] = 3'", "gives true or false, not elements"),
        ("item = 'div.nope'", "'div.nope' matches no element with text in page.html"),
        ("item = 'div.q'\nauthor = 'em'", "author: 'em' matches no element with text in the 2"),
        ("item = 'div.q'\ndate = './em'", "date: './em' matches no element with text in the 2"),
        ("item = 'div.q'\ntext = '//h1'", "text: '//h1' matches no element with text in the 2"),
        ("item = 'div.q'\ndrop = [3]", "drop: must be a text in quotes, found a number"),
    ],
)
def test_web_pages_errors(tmp_path, text, said):
    with pytest.raises(SettingsError) as error:
        web(tmp_path, text)
    assert said in str(error.value)
    assert "layout.toml: [web_page]" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("haed = 'a'", "unknown key 'haed' (did you mean 'head'?)"),
        ("text = 'below'", "has no head"),
        ("head = '.*'", "names neither an author nor a date"),
        ("head = '(?P<author>.*'", "is no regular expression"),
        ("head = '(?P<autor>.*)'", "unknown key 'autor' (did you mean 'author'?)"),
        ("head = '(?P<author>Zoe)'", "fits none of the 9 lines of page.txt"),
        ("head = '(?P<author>.+)'\ntext = 'beside'", "found 'beside'; write \"below\" or"),
        ("head = '(?P<author>.+)'\nbegin = 'Nope'", "begin: 'Nope' fits none of the 9 lines"),
        ("head = '(?P<author>.+)'\nend = 'Nope'", "end: 'Nope' fits none"),
        (f"head = {['(?P<author>a)'] * 21}", "head: lists 21; at most 20 are used"),
    ],
)
def test_pasted_errors(tmp_path, text, said):
    with pytest.raises(SettingsError) as error:
        pasted(tmp_path, text)
    assert said in str(error.value)
    assert "layout.toml: [pasted]" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "says nothing of a layout"),
        ("[webpage]\n", "unknown key 'webpage' (did you mean 'web_page'?)"),
        ("web_page = 3\n", "web_page must be a table"),
        ("[web_page\n", "not valid TOML"),
        ("[pasted]\nhead = '(?P<author>a)'\n", "has no [web_page] table, and page.html is"),
    ],
)
def test_file_errors(tmp_path, text, said):
    with pytest.raises(SettingsError) as error:
        pin(tmp_path, text, make_document(PAGE, source="page.html"))
    assert said in str(error.value)


def test_missing_file(tmp_path):
    with pytest.raises(SettingsError, match="no such layout file"):
        read_layout(tmp_path / "none.toml")


def test_the_command_line_says_it_in_one_line(tmp_path, capsys):
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "layout.toml").write_text("[web_page]\nitem = 'div['\n", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["parse", str(tmp_path / "page.html"), "--layout", str(tmp_path / "layout.toml")])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("toolkit: ")
    assert said.count("\n") == 1


def test_patterns_that_do_not_end(tmp_path, monkeypatch):
    """A pattern that would try more ways than there are atoms ends with an error."""
    monkeypatch.setattr("toolkit.pins.SECONDS", 0.02)
    line = b"ab" * 100 + b"!\n"
    head = r"head = '(?P<author>(.*)(.*)(.*)(.*)(.*)(.*)\2\3\4\5\6!!?)x?!'"
    with pytest.raises(SettingsError, match=r"head: the pattern .* takes too long on the line"):
        pasted(tmp_path, head, line * 3)


def test_long_lines_fit_no_pattern(tmp_path):
    page = b"Ann\nFine.\n" + b"B" * 301 + b"\nI fell in.\n"
    assert pasted(tmp_path, "head = '(?P<author>Ann|B+)'", page).comments["author"].tolist() == [
        "Ann"
    ]


def test_what_is_not_pinned_is_learnt(tmp_path):
    comments = web(tmp_path, "item = 'div.q'").comments
    assert comments["author"].tolist() == ["Ann", "Bob"]
    assert comments["timestamp"].tolist() == ["2014-05-03", "2014-05-04"]


def test_votes_that_are_none(tmp_path):
    comments = web(tmp_path, "item = 'div.q'\nvotes = 'b'").comments
    assert comments["upvotes"].fillna(-1).tolist() == [3, -1]


def test_what_is_dropped_amid_a_text_stays_and_is_said(tmp_path):
    parsed = web(tmp_path, "item = 'div.q'\ntext = 'p'\ndrop = 's'")
    assert parsed.comments["text"].tolist() == ["Fine by me.", "I fell Like in."]
    assert any("stays in them" in warning for warning in parsed.sources.iloc[0]["warnings"])


def test_a_selector_that_may_match_nothing_is_a_warning(tmp_path):
    parsed = web(tmp_path, "item = 'div.q'\nparent = 'a.up'")
    assert any("'a.up' matches nothing" in said for said in parsed.sources.iloc[0]["warnings"])


def test_attributes(tmp_path):
    page = b'<div data-who="Ann"><p>Fine.</p></div><div data-who="Bob"><p>No.</p></div>'
    comments = web(tmp_path, "item = '//div'\nauthor = './@data-who'\ntext = 'p'", page).comments
    assert comments["author"].tolist() == ["Ann", "Bob"]


def test_nested_items_keep_their_own_fields(tmp_path):
    page = b"""<div><b>Ann</b><p>Fine.</p><div><b>Bob</b><p>No.</p></div></div>"""
    parsed = web(tmp_path, "item = 'div'\nauthor = 'b'\ntext = 'p'", page)
    assert parsed.comments["author"].tolist() == ["Ann", "Bob"]
    assert parsed.comments["text"].tolist() == ["Fine.", "No."]
    assert parsed.comments["reply_to"].iloc[1] == parsed.comments["id"].iloc[0]


def test_a_lead_leaves_the_text_above_it(tmp_path):
    page = b"3 May 2014\nFine\nBob Roe\n4 May 2014\nI see\n5 May 2014\nNo.\n"
    layout = "head = '(?P<date>.+ 2014)'\nlead = '(?P<author>[^.]+)'"
    comments = pasted(tmp_path, layout, page).comments
    assert comments["author"].fillna("-").tolist() == ["-", "Bob Roe", "-"]
    assert comments["text"].tolist() == ["Fine", "I see", "No."]


def test_pingbacks_among_pinned_comments_stay_pingbacks(tmp_path):
    page = b"Ann, 3 May 2014\nFine.\n\n[...] words of another page [...]\n\nBob, 4 May 2014\nNo.\n"
    comments = pasted(tmp_path, r"head = '(?P<author>\w+), (?P<date>.+)'", page).comments
    assert comments["kind"].tolist() == ["comment", "pingback", "comment"]
    assert comments["text"].iloc[0] == "Fine."


def test_hostile_pages_can_be_pinned(tmp_path):
    """Names and attributes that XML does not allow, texts with control characters, deep nests."""
    deep = b"<i>" * 3000 + b"Ann\x0c"
    page = b'<html><x:y @click="a" a:b="c">\x01<div class=q>' + deep + b"</div></x:y>"
    assert web(tmp_path, "item = 'div.q'\ntext = 'div.q'", page).comments["text"].tolist() == [
        "Ann"
    ]
