"""Properties of the reader of web pages that hold for any input, and cases it once failed on."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents import make_document
from toolkit.errors import SchemaError, SourceError, ToolkitError
from toolkit.formats import parse_comments
from toolkit.html.datings import read_machine
from toolkit.pages import ROLES, text_at

PIECES = st.one_of(
    st.sampled_from([
        "<div class='comment'>", "</div>", "<li id='comment-1'>", "</li>", "<ul class='children'>",
        "</ul>", "<p>", "</p>", "<br>", "<b>Ann</b>", "<cite class='fn'>Bo</cite>", "<table><tr>",
        "<td>", "</table>", "3 May 2014", "<time datetime='2014-05-03T10:00:00Z'>3 May</time>",
        "2 hours ago", "Reply", "A text that somebody wrote beneath a page, of some length.",
        "<blockquote>", "</blockquote>", "<pre>a\n b</pre>", "<textarea>", "<form>", "</form>",
        "<template>", "<script>", "</script>", "Pingback: <a href='x'>A page</a>", "<h3>Comments",
        "</h3>", "&nbsp;", "&#0;", "\u200b", "<!--", "-->", "<svg><title>x</title></svg>", "<dt>",
        "<dd>", "<span style='display:none'>", "</span>", "<div hidden>", "[deleted]", "12",
        "<hr>", "<li class='pingback'><a href='//x.example'>A page</a>", "<h2>9 comments</h2>",
        "<script type='application/ld+json'>", '{"comment":[{"text":"So it is.","author":"Ann"}]}',
        "</script>", '{"@type":"Comment",',
    ]),
    st.text(max_size=20),
)  # fmt: skip
PAGES = st.lists(PIECES, max_size=40).map(lambda pieces: "<html>" + "".join(pieces))


def parse(text):
    document = make_document(text.encode("utf-8", "replace"), source="page.html")
    return document, parse_comments([document], format_name="web_page")


@settings(max_examples=150)
@given(PAGES)
def test_any_page_is_read_or_refused(text):
    try:
        document, parsed = parse(text)
    except ToolkitError:
        return
    assert parsed.lines["line"].tolist() == [line.number for line in document.lines]
    assert set(parsed.lines["role"]) <= set(ROLES)
    for _, record in parsed.comments.iterrows():
        assert text_at(document, record["locator"]) == record["text"]
    assert parsed.comments["id"].is_unique


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        make_document(b"<html>" + data, source="page.html")
    except ToolkitError:
        return


@pytest.mark.parametrize("depth", [10, 1_000, 5_000])
def test_deep_nesting(depth):
    pieces = [
        f"<li class='comment'><b class='fn'>Ann</b> <i>3 May 2014</i><p>So it is {'x' * i}.</p><ul>"
        for i in (n % 97 for n in range(depth))
    ]
    document, parsed = parse("<html><ul id='comments'>" + "".join(pieces))
    assert len(parsed.comments) > min(depth, 100) / 2
    assert len(document.lines) >= len(parsed.comments)


def test_encodings():
    page = "<html><head><meta charset='{}'></head><body><p>Größe „so“</p>"
    for name in ("utf-8", "windows-1252", "iso-8859-1"):
        data = page.format(name).encode("cp1252" if name != "utf-8" else name)
        document = make_document(data, source="page.html")
        assert document.lines[0].text == "Größe „so“"
        assert not document.encoding_guessed
    data = page.format("windows-1251").replace("Größe", "Размер").encode("cp1251")
    assert make_document(data, source="page.html").lines[0].text.startswith("Размер")
    undeclared = make_document("<html><p>Größe</p>".encode("cp1252"), source="page.html")
    assert undeclared.encoding_guessed
    assert undeclared.lines[0].text == "Größe"


def test_locators_of_another_form():
    document, _ = parse("<html><p>One</p>")
    assert text_at(document, "xpath=/html[1]/body[1]/p[1];char=0,3") == "One"
    for locator in (
        "xpath=/html[1]/p[9];char=0,1",
        "xpath=/html[1]/body[1];char=0,99",
        "xpath=//p",
    ):
        with pytest.raises(SchemaError):
            text_at(document, locator)


def test_an_empty_page_is_refused():
    with pytest.raises(SourceError):
        make_document(b"<!-- nothing -->", source="page.html")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020-04-09T08:34:03+0200", "2020-04-09T08:34:03+02:00"),
        ("2020-04-09 08:34", "2020-04-09T08:34"),
        ("1538053911000", "2018-09-27T13:11:51+00:00"),
        ("2020-13-09", None),
        ("comment_date", None),
    ],
)
def test_attributes_of_dates(value, expected):
    assert read_machine(value) == expected


def test_texts_that_only_a_script_publishes():
    data = '{"comment": {"@type": ["Comment"], "author": [{"name": "Ann"}], "text": "a<br>b &lt;"}}'
    page = f"<html><body><p>x<script type='application/ld+json'>{data}</script>"
    document, parsed = parse(page)
    assert parsed.comments["text"].tolist() == ["a\nb <"]
    assert parsed.comments["author"].tolist() == ["Ann"]
    locator = parsed.comments["locator"][0]
    assert text_at(document, locator) == "a\nb <"
    for other in (locator.replace("=1", "=2"), locator + "/0", "json-ld=1;pointer=/comment"):
        with pytest.raises(SchemaError):
            text_at(document, other)


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[" * 5000,
        '{"@type": "FAQPage", "mainEntity": {"@type": "Question", "acceptedAnswer": {"text": "x"}}'
        "}",
        '{"comment": [{"text": "nobody said so"}, 1, null, "x"]}',
        '{"review": [{"@type": "Review", "author": "Ann", "reviewBody": "Good."}]}',
        '{"comment": {"@type": "Comment", "author": "Ann", "text": ""}}',
    ],
)
def test_data_that_publishes_no_comment(data):
    page = f"<html><body><p>x<script type='application/ld+json'>{data}</script>"
    assert parse(page)[1].comments.empty


def test_a_published_author_of_all_is_not_believed():
    names = ("Ann", "Bo", "Cy")
    texts = ["Dig deeper, I say.", "With whose money?", "The quarry pumps day and night."]
    data = [{"author": "The Editors", "text": text} for text in texts]
    shown = "".join(
        f"<div class=comment><b class=author>{name}</b> <i>May {n}, 2014</i><p>{text}</div>"
        for n, (name, text) in enumerate(zip(names, texts, strict=True), start=1)
    )
    script = json.dumps({"comment": data})
    page = f"<html><div id=comments>{shown}</div><script type=application/ld+json>{script}"
    assert parse(page)[1].comments["author"].tolist() == list(names)


def test_an_announced_count_that_is_right_is_no_warning():
    item = "<div class=comment><b class=author>{}</b> <i class=date>May 3, 2014</i><p>So it is."
    page = "<html><div id=comments><h3>{} comments</h3>" + item.format("Ann") + "</div>" + (
        item.format("Bo") + "</div>"
    )  # fmt: skip
    for number, warned in ((2, False), (3, True)):
        warnings = parse(page.format(number))[1].sources.iloc[0]["warnings"]
        assert any("announces" in warning for warning in warnings) == warned


@pytest.mark.parametrize(("words", "said"), [
    ("load more comments (400 replies)", "at 1 place to load 400 more comments"),
    ("1,204 more comments", "at 1 place to load 1,204 more comments"),
    ("12 weitere Antworten anzeigen", "at 1 place to load 12 more comments"),
    ("Afficher 5 réponses supplémentaires", "at 1 place to load 5 more comments"),
    ("Load more comments", "at 1 place to load more comments"),
    ("continue this thread", "at 1 place to load more comments"),
    ("View all 12 replies", None),
    ("More posts", None),
    ("I want more comments", None),
])  # fmt: skip
def test_comments_that_the_page_offers_to_load_are_said(words, said):
    item = "<div class=comment><b class=author>{}</b> <i class=date>May 3, 2014</i><p>{}</div>"
    shown = item.format("Ann", "So it is.") + item.format("Bo", "No, it is not.")
    page = (
        f"<html><div id=comments><h3>Comments</h3>{shown}<div class=more><a>{words}</a></div></div>"
    )
    parsed = parse(page)[1]
    warnings = parsed.sources.iloc[0]["warnings"]
    assert len(parsed.comments) == 2
    assert [w for w in warnings if "offers" in w] == (
        [f"the page offers {said}; they are not in it"] if said else []
    )


@pytest.mark.parametrize(("scores", "votes"), [
    (("311 points", "312 points", "313 points"), 312),
    (("-1 points", "0 points", "1 point"), 0),
    (("-3 points", "-2 points", "-1 points"), None),
    (("1,233 points", "1,234 points", "1,235 points"), 1234),
    (("1,234 points",), 1234),
    (("3 points", "5 points", "7 points"), 3),
])  # fmt: skip
def test_scores_that_wait_for_the_readers_vote_are_not_the_comments(scores, votes):
    spans = "".join(f"<span class=score>{score}</span> " for score in scores)
    item = "<div class=comment><b class=author>{}</b> {}<i class=date>May 3, 2014</i><p>So?</div>"
    page = "<html><div id=comments><h3>Comments</h3>" + "".join(
        item.format(name, spans) for name in ("Ann", "Bo"))  # fmt: skip
    found = parse(page)[1].comments["upvotes"]
    assert found.fillna(-99).tolist() == [-99 if votes is None else votes] * 2


def test_captured_at_is_left_to_the_attribute():
    head = "<html><div id=comments><h3>2 Comments</h3>"
    item = "<div class=comment><b class=author>{}</b> <time{}>{}</time><p>{}</p></div>"
    page = head + item.format("Ann", " datetime='2021-02-01T09:05:00Z'", "2 days ago", "So it is.")
    page += item.format("Bo", "", "3 days ago", "No, I do not think that it is.")
    assert parse(page)[1].comments["timestamp"].isna().tolist() == [False, True]


def test_a_page_that_nests_too_deep_is_read_and_says_so():
    deep = "<html><body>" + "".join(f"<div>x{i}" for i in range(6000)) + "</div>" * 6000 + "<p>end"
    document, parsed = parse(deep)
    assert [line.text for line in document.lines] == [*(f"x{i}" for i in range(6000)), "end"]
    assert "nests deeper than 5,000" in parsed.sources.iloc[0]["warnings"][0]
    shallow = make_document(b"<html><body><p>x</p>", source="page.html")
    assert not parse_comments([shallow]).sources.iloc[0]["warnings"]


def test_a_page_too_deep_to_be_read_is_cut_and_says_so():
    deep = "<html><body><p>begin</p>" + "</i>" * 40_000 + "<b>x" * 20_000
    document, parsed = parse(deep)
    assert document.lines[0].text == "begin"
    assert "what lies deeper is missing" in parsed.sources.iloc[0]["warnings"][0]


def test_elements_that_hold_nothing_take_no_text_with_them():
    page = "<html><p>Donau<wbr>dampf<i>schiff</i></p><p>a<embed src=x>b</p><p>c<keygen>d</p>"
    document, _ = parse(page)
    assert [line.text for line in document.lines] == ["Donaudampfschiff", "ab", "cd"]


def page_of(dates, language="en"):
    texts = ("The quarry pumps day and night.", "With whose money, I ask.", "Dig deeper, I say.")
    items = "".join(
        f"<div class=comment><b>{name}</b> <span>{date}</span><div>{text}</div></div>"
        for name, date, text in zip(("Ann", "Bo", "Carla"), dates, texts, strict=True)
    )
    return f"<html lang={language}><body><h1>The well runs dry</h1>{items}</body></html>"


@pytest.mark.parametrize("dates", [
    ("wczoraj", "przedwczoraj", "dzisiaj"), ("вчера", "сегодня", "позавчера"),
    ("昨日", "今日", "一昨日"), ("an hour ago", "yesterday", "last Monday"),
])  # fmt: skip
def test_days_without_digits_are_dates(dates):
    _, parsed = parse(page_of(dates))
    assert parsed.comments["timestamp_text"].tolist() == list(dates)
    assert parsed.comments["author"].tolist() == ["Ann", "Bo", "Carla"]


@pytest.mark.parametrize(("language", "month"), [("hr", 10), ("pl", 11), ("en", None)])
def test_the_pages_language_settles_a_month(language, month):
    dates = [f"{day}. listopada 2021" for day in (7, 8, 9)]
    _, parsed = parse(page_of(dates, language))
    wanted = [f"2021-{month}-{day:02}" if month else "" for day in (7, 8, 9)]
    assert parsed.comments["timestamp"].fillna("").tolist() == wanted
