"""TEI: posts as the schema wants them, with what the table has and no more."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.seeded import Topic
from toolkit.writers import Details, export_table
from toolkit.writers.details import ArticleDetails
from toolkit.writers.tei_text import text_blocks
from toolkit.writers.xml_text import from_xml_name

SPACE = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "tei_posts.rng"))


def write(table, tmp_path, details=None):
    result = export_table(table, "tei", tmp_path / "posts.xml", details)
    root = etree.parse(tmp_path / "posts.xml").getroot()
    SCHEMA.assertValid(root.getroottree())
    return root, result


def posts(root):
    return {from_xml_name(post.get(ID)): post for post in root.iterfind(".//t:post", SPACE)}


def plain(element):
    """An element without the namespace."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return text.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")


TABLE = pd.DataFrame(
    {
        "id": ["lake:1", "lake:2", "hill 1", "lake:3"],
        "article_id": ["lake", "lake", "hill", "lake"],
        "source": ["lake.html", "lake.html", "hill.json", "lake.html"],
        "reply_to": [None, "lake:1", None, "gone:7"],
        "author": ["Ann & Co", "Ann & Co", "Cy", None],
        "timestamp": ["2012-08-30", "2012-08-30T07:25", "2012-08-30T07:25:11+02:00", "2012-31-31"],
        "timestamp_text": ["30 Aug 2012", None, None, "long ago"],
        "text": ["> Why?\n\nSo.\nIt goes.", "Well <b>", "Ping", "Withdrawn by its author"],
        "kind": ["comment", "comment", "pingback", "comment"],
        "state": ["visible", "held", "visible", "deleted"],
        "upvotes": pd.array([3, None, None, None], dtype="Int64"),
        "locator": ["xpath=/a[1];char=0,5", "xpath=/a[2];char=0,5", "pointer=/a", "char=1,2"],
        "vader_compound": [0.5, None, None, None],
        "seeded_topics": [["war", "trade"], [], [], ["trade"]],
    }
)


def test_a_post(tmp_path):
    root, _ = write(TABLE, tmp_path)
    assert plain(posts(root)["lake:1"]) == (
        '<post xml:id="c.lake_3a_1" modality="written" indentLevel="0" type="comment" '
        'notBefore="2012-08-30" notAfter="2012-08-30" who="#person.1" source="#source.1" '
        'ana="#topic.war #topic.trade"><time generatedBy="system">30 Aug 2012</time>'
        "<quote><p>Why?</p></quote><p>So.<lb/>It goes.</p>"
        '<fs type="record"><f name="upvotes"><numeric value="3"/></f>'
        '<f name="locator"><string>xpath=/a[1];char=0,5</string></f>'
        '<f name="vader_compound"><numeric value="0.5"/></f></fs></post>'
    )


def test_persons_stand_once(tmp_path):
    root, _ = write(TABLE, tmp_path)
    persons = {p.get(ID): p.findtext("t:persName", None, SPACE) for p in root.iter("{*}person")}
    assert persons == {"person.1": "Ann & Co", "person.2": "Cy"}
    assert "Ann" not in "".join(etree.tostring(post).decode() for post in root.iter("{*}post"))
    assert posts(root)["lake:2"].get("who") == "#person.1"
    assert posts(root)["lake:3"].get("who") is None


def test_times_as_precise_as_the_source(tmp_path):
    found = posts(write(TABLE, tmp_path)[0])
    assert found["lake:2"].get("when-iso") == "2012-08-30T07:25"
    assert found["hill 1"].get("when") == "2012-08-30T07:25:11+02:00"
    assert not {"when", "when-iso", "notBefore"} & set(found["lake:3"].attrib)
    assert "<string>2012-31-31</string>" in plain(found["lake:3"])


def test_a_reply_of_a_page_may_be_inferred(tmp_path):
    root, result = write(TABLE, tmp_path)
    assert posts(root)["lake:2"].get("replyTo") is None
    assert posts(root)["lake:2"].get("indentLevel") == "1"
    assert [dict(one.attrib) for one in root.iter("{*}relation")] == [
        {"name": "replyTo", "active": "#c.lake_3a_2", "passive": "#c.lake_3a_1"}
    ]
    assert result.notes[0].startswith("1 reply may be read from an indent or a name")


@pytest.mark.parametrize(
    "locator",
    [
        "pointer=/a/1",
        "line=3",
        "line=3;pointer=/a",
        "row=4",
        "xpath=/a/b[2]",
        "table=c;rowid=5",
        "file=a b.jsonl;line=1",
    ],
)
def test_a_reply_of_an_export_is_technical(locator, tmp_path):
    root, _ = write(TABLE.assign(locator=locator), tmp_path)
    assert posts(root)["lake:2"].get("replyTo") == "#c.lake_3a_1"
    assert not list(root.iter("{*}relation"))


@pytest.mark.parametrize(
    "locator",
    ["char=1,2", "json-ld=1;pointer=/a/text", "xpath=/a[1];char=0,9", "file=a;char=0,9", None],
)
def test_a_reply_that_the_table_does_not_tell_is_inferred(locator, tmp_path):
    root, _ = write(TABLE.assign(locator=locator), tmp_path)
    assert posts(root)["lake:2"].get("replyTo") is None
    assert len(list(root.iter("{*}relation"))) == 1


def test_orphan_tombstone_pingback_and_state(tmp_path):
    root, result = write(TABLE, tmp_path)
    found = posts(root)
    assert '<f name="reply_to"><string>gone:7</string></f>' in plain(found["lake:3"])
    assert '<p><gap reason="deleted"><desc>Withdrawn by its author</desc></gap></p>' in plain(
        found["lake:3"]
    )
    assert found["lake:3"].get("subtype") == "deleted"
    assert found["lake:2"].get("subtype") == "held"
    assert (found["hill 1"].get("type"), found["hill 1"].get("generatedBy")) == (
        "pingback",
        "system",
    )
    assert "generatedBy" not in found["lake:2"].attrib
    assert any("not in the table: 1 reply" in note for note in result.notes)


def test_header_and_threads(tmp_path):
    details = Details(
        articles={"lake": ArticleDetails(title="The <Lake>", address="https://example.org/?a&b")},
        topic_labels={"war": "War & peace"},
        topics=(Topic(name="war", label="War & peace", seeds=("war",)),),
    )
    root, _ = write(TABLE, tmp_path, details)
    threads = root.findall(".//t:div", SPACE)
    assert [div.get("corresp") for div in threads] == ["#article.lake", "#article.hill"]
    assert [len(div.findall("t:post", SPACE)) for div in threads] == [3, 1]
    assert threads[0].findtext("t:head", None, SPACE) == "The <Lake>"
    assert plain(root.find(".//t:bibl", SPACE)) == (
        '<bibl xml:id="article.lake"><title>The &lt;Lake&gt;</title><idno type="article_id">lake'
        '</idno><idno type="URL">https://example.org/?a&amp;b</idno></bibl>'
    )
    assert [c.findtext("t:catDesc", None, SPACE) for c in root.iter("{*}category")] == [
        "War & peace", "trade",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("> a\n> b\nc", "<quote><p>a<lb/>b</p></quote><p>c</p>"),
        ("> > a\n> b", "<quote><quote><p>a</p></quote><p>b</p></quote>"),
        ("> a\n>\n> b", "<quote><p>a</p><p>b</p></quote>"),
        (">:( no\n>5 yes", "<p>&gt;:( no<lb/>&gt;5 yes</p>"),
        ("a\r\nb\rc", "<p>a<lb/>b<lb/>c</p>"),
        (">\n> ", ""),
        ("", ""),
    ],
)
def test_text(text, blocks):
    assert "".join(plain(block) for block in text_blocks(text)) == blocks


def test_quotes_without_end_stay_shallow(tmp_path):
    root, _ = write(TABLE[:1].assign(text="> " * 5000 + "deep"), tmp_path)
    assert len(list(root.iter("{*}quote"))) == 20


@settings(deadline=None, max_examples=40)
@given(
    cells=st.fixed_dictionaries(
        {name: st.none() | st.text() for name in ("text", "author", "timestamp", "timestamp_text",
         "kind", "state", "reply_to", "article_id", "source", "locator", "seeded_topics", "a b")}
    ),
    identity=st.text(min_size=1),
)  # fmt: skip
def test_any_texts_are_valid(cells, identity, tmp_path_factory):
    cells = {"id": identity} | cells
    table = pd.DataFrame({name: pd.Series([cell], dtype="object") for name, cell in cells.items()})
    root, _ = write(table, tmp_path_factory.mktemp("tei"))
    assert list(posts(root)) == [identity]
