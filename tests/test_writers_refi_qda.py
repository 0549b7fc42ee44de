"""REFI-QDA: the places of comments and words, cases with variables, and topics as codes."""

import uuid
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.seeded import Topic
from toolkit.writers import Details, export_table
from toolkit.writers.details import ArticleDetails

SPACE = {"q": "urn:QDA-XML:project:1.0"}
WAR = Topic(name="war", label="War & peace", seeds=("war",))
TRADE = Topic(name="trade", label="Trade", seeds=("trade war", "trade"))
DETAILS = Details(
    articles={"lake": ArticleDetails(title="The/Lake: a <story>")},
    topic_labels={"war": "War & peace", "trade": "Trade"},
    topics=(WAR, TRADE),
)
TABLE = pd.DataFrame(
    {
        "id": ["lake:1", "lake:2", "hill:1"],
        "article_id": ["lake", "lake", "hill"],
        "reply_to": [None, "lake:1", None],
        "author": ["Ann", None, "Cy"],
        "timestamp": ["2012-08-30", "2012-08-31T07:25", None],
        "text": ["\U0001f600 A trade war.\r\nNo war!", "", "Fine"],
        "upvotes": pd.array([3, None, 0], dtype="Int64"),
        "vader_compound": [1e-05, None, -0.5],
        "seeded_topics": [["war", "trade"], [], ["trade"]],
        "discovered_topic": pd.array([0, -1, -1], dtype="Int64"),
        "discovered_name": ["War & peace", "", ""],
    }
)


def write(table, path, details=None):
    """The project, and the sources' texts by the name of the file."""
    result = export_table(table, "refi_qda", path, details)
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    return etree.fromstring(files.pop("project.qde")), files, result


@pytest.fixture
def project(tmp_path):
    return write(TABLE, tmp_path / "a.qdpx", DETAILS)


def coded(root, files):
    """Each selection's text with the names of its codes."""
    names = {code.get("guid"): code.get("name") for code in root.iterfind(".//q:Code", SPACE)}
    for source in root.iterfind(".//q:TextSource", SPACE):
        text = files["Sources/" + source.get("plainTextPath").removeprefix("internal://")].decode()
        for selection in source.iterfind("q:PlainTextSelection", SPACE):
            codes = [ref.get("targetGUID") for ref in selection.iterfind(".//q:CodeRef", SPACE)]
            place = slice(int(selection.get("startPosition")), int(selection.get("endPosition")))
            yield text[place], [names[code] for code in codes]


def test_sources_are_threads(project):
    root, files, _ = project
    assert [text.decode() for text in files.values()] == [
        "[1] Ann, 2012-08-30\n\U0001f600 A trade war.\nNo war!\n\n"
        "[2] (no name), 2012-08-31T07:25, in reply to [1]\n\n\n",
        "[1] Cy\nFine\n\n",
    ]
    names = [source.get("name") for source in root.iterfind(".//q:TextSource", SPACE)]
    assert names == ["The Lake a story", "hill"]


def test_whole_comments_and_words_are_coded(project):
    root, files, result = project
    assert list(coded(root, files)) == [
        ("\U0001f600 A trade war.\nNo war!", ["War & peace", "Trade", "War & peace (2)"]),
        ("trade war", ["Trade"]),
        ("war", ["War & peace"]),
        ("war", ["War & peace"]),
        ("Fine", ["Trade"]),
    ]
    # "\U0001f600" counts one: the line above has 20 characters, "A trade" begins 2 after it
    word = root.findall(".//q:PlainTextSelection", SPACE)[1]
    assert (word.get("startPosition"), word.get("endPosition")) == ("24", "33")
    assert result.notes == (
        "other topics by the topics file than by the column seeded_topics: 1 comment; whole "
        "comments are coded as the column says, words as the file",
    )


def test_code_book(project):
    root, *_ = project
    folders = root.findall("q:CodeBook/q:Codes/q:Code", SPACE)
    assert [(f.get("name"), f.get("isCodable")) for f in folders] == [
        ("Seeded topics", "false"), ("Discovered topics", "false"),
    ]  # fmt: skip
    seeds = [code.findtext("q:Description", None, SPACE) for code in folders[0]]
    assert seeds == ["Seeds: war", "Seeds: trade war, trade"]


def test_cases(project):
    root, *_ = project
    variables = {v.get("guid"): v for v in root.iterfind("q:Variables/q:Variable", SPACE)}
    kinds = {v.get("name"): v.get("typeOfVariable") for v in variables.values()}
    assert kinds["author"] == "Text"
    assert kinds["upvotes"] == "Integer"
    assert kinds["vader_compound"] == "Float"
    first, second, _ = root.findall("q:Cases/q:Case", SPACE)
    assert first.get("name") == "lake:1"
    values = {variables[v[0].get("targetGUID")].get("name"): v[1].text for v in first[:-1]}
    assert values == {
        "article_id": "lake", "author": "Ann", "timestamp": "2012-08-30", "upvotes": "3",
        "vader_compound": "0.00001", "seeded_topics": "war|trade", "discovered_topic": "0",
        "discovered_name": "War & peace",
    }  # fmt: skip
    whole = root.find(".//q:PlainTextSelection", SPACE).get("guid")
    assert first.find("q:SelectionRef", SPACE).get("targetGUID") == whole
    assert second.find("q:SelectionRef", SPACE) is None  # nothing to select


def test_order_ids_and_times(project, tmp_path):
    root, *_ = project
    assert [etree.QName(child).localname for child in root] == [
        "Users", "CodeBook", "Variables", "Cases", "Sources", "Description",
    ]  # fmt: skip
    guids = [one.get("guid") for one in root.iter() if one.get("guid")]
    assert len(guids) == len(set(guids))
    assert all(str(uuid.UUID(guid)) == guid for guid in guids)
    targets = {one.get("targetGUID") for one in root.iter() if one.get("targetGUID")}
    assert targets <= set(guids)
    times = {one.get("creationDateTime") for one in root.iter()} - {None}
    assert times == {"2012-08-31T00:00:00Z"}
    write(TABLE, tmp_path / "b.qdpx", DETAILS)
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


def test_topics_of_the_file_where_the_table_has_none(tmp_path):
    table = TABLE.drop(columns=["seeded_topics", "discovered_name"])
    root, files, result = write(table, tmp_path / "a.qdpx", DETAILS)
    assert next(coded(root, files))[1] == ["Trade", "War & peace"]
    assert result.notes == ()


def test_sources_have_names_of_their_own(tmp_path):
    table = pd.DataFrame({"id": list("abc"), "text": "x", "article_id": ["a/b", "A b", "a:b"]})
    root, *_ = write(table, tmp_path / "a.qdpx")
    names = [source.get("name") for source in root.iterfind(".//q:TextSource", SPACE)]
    assert names == ["a b", "A b (2)", "a b (3)"]


@settings(deadline=None, max_examples=40)
@given(texts=st.lists(st.text(), max_size=4), authors=st.lists(st.text(), min_size=4, max_size=4))
def test_selections_give_the_comments_back(texts, authors, tmp_path_factory):
    table = pd.DataFrame(
        {
            "id": [str(n) for n in range(len(texts))],
            "text": pd.Series(texts, dtype="object"),
            "author": pd.Series(authors[: len(texts)], dtype="object"),
        }
    )
    root, files, _ = write(table, tmp_path_factory.mktemp("qda") / "a.qdpx")
    wanted = [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts if text]
    found = [text for text, _ in coded(root, files)]
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert all(a in (b, "\ufffd") for a, b in zip(one, other, strict=True))
