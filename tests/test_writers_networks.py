"""The networks in GraphML and GEXF: what another program reads of them is what the table has."""

import networkx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.writers import WRITERS, export_table, find_writer
from toolkit.writers.columns import names_in
from toolkit.writers.xml_text import from_xml_name, is_name, xml_name

READ = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


def thread(**columns):
    """Five comments: Bo answers Ann twice, Ann answers Bo, a nameless one answers Bo."""
    table = pd.DataFrame(
        {
            "id": ["t:1", "t:2", "t:3", "t:4", "t:5"],
            "text": ["Hi <all> & you", "No.", "Yes.\n\nNo.", "Why?", "[gone]"],
            "reply_to": [None, "t:1", "t:1", "t:2", "t:2"],
            "author": ["Ann", "Bo", "Bo", "Ann", None],
            "state": ["visible", "visible", "visible", "visible", "deleted"],
            "upvotes": pd.array([4, 1, 2, None, None], dtype="Int64"),
            "vader_compound": [0.5, -0.5, 0.25, 0.0, None],
            "seeded_topics": [["war", "trade"], [], ["war"], [], []],
        }
    )
    return table.assign(**columns)


def written(table, name, tmp_path):
    path = tmp_path / f"network{WRITERS[name].ending}"
    result = export_table(table, name, path)
    return READ[name.partition("_")[0]](path), result, path


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_comments(name, tmp_path):
    graph, result, _ = written(thread(), name, tmp_path)
    assert {(from_xml_name(a), from_xml_name(b)) for a, b in graph.edges()} == {
        ("t:2", "t:1"), ("t:3", "t:1"), ("t:4", "t:2"), ("t:5", "t:2"),
    }  # fmt: skip
    assert graph.nodes[xml_name("c", "t:1")] == {
        "label": "Ann", "comment_id": "t:1", "text": "Hi <all> & you", "author": "Ann",
        "state": "visible", "upvotes": 4, "vader_compound": 0.5, "seeded_topics": "war|trade",
    }  # fmt: skip
    gone = graph.nodes[xml_name("c", "t:5")]
    assert gone["label"] == "t:5"
    assert not gone.keys() & {"author", "upvotes", "vader_compound"}
    assert result.notes == ()


@pytest.mark.parametrize("name", ["graphml_authors", "gexf_authors"])
def test_authors(name, tmp_path):
    graph, result, _ = written(thread(), name, tmp_path)
    ann, bo = xml_name("a", "Ann"), xml_name("a", "Bo")
    assert graph.nodes[ann] == {
        "label": "Ann", "author": "Ann", "comments": 2, "replies": 1, "answers": 2,
        "mean_upvotes": 4.0, "mean_vader_compound": 0.25,
    }  # fmt: skip
    assert graph.nodes[bo]["replies"] == 2
    assert graph.edges[bo, ann]["weight"] == 2
    assert graph.edges[bo, ann]["mean_vader_compound"] == -0.125
    assert graph.edges[bo, ann]["mean_upvotes"] == 1.5
    assert graph.edges[ann, bo]["weight"] == 1
    assert "mean_upvotes" not in graph.edges[ann, bo]
    assert result.notes[:2] == (
        "in no node, because no author is named: 1 comment",
        "in no edge, because who answers or who is answered is not named: 1 reply",
    )
    assert result.notes[2:] == (
        "not carried, because it is of single comments: 'text' (5 of 5), 'state' (5 of 5), "
        "'seeded_topics' (5 of 5)",
    )


def test_gone_authors_are_nobody(tmp_path):
    names = ["[deleted]", "Deleted user", "Deleted user", "Cy", "[deleted]"]
    states = ["visible", "deleted", "removed", "deleted", "visible"]
    graph, *_ = written(thread(author=names, state=states), "graphml_authors", tmp_path)
    assert set(graph) == {"a.Cy"}


def test_missing_parent_is_said(tmp_path):
    table = thread(reply_to=[None, "x:9", "t:1", "t:3", None])
    graph, result, _ = written(table, "graphml", tmp_path)
    assert len(graph.edges) == 2
    assert graph.nodes["c.t_3a_2"]["reply_to"] == "x:9"
    assert result.notes[0].startswith("without an edge, because the comment answered is not in")


@pytest.mark.parametrize(
    ("stamps", "starts"),
    [
        (["2020-01-02", "2020-01-02T03:04", None, "soon", "2020-13-01"],
         ["2020-01-02", "2020-01-02T03:04:00", None, None, None]),
        (["2020-01-02T03:04Z", "2020-01-02T03:04:05", None, None, None], [None] * 5),
    ],
)  # fmt: skip
def test_start_in_time(stamps, starts, tmp_path):
    graph, result, path = written(thread(timestamp=stamps), "gexf", tmp_path)
    assert [data.get("start") for _, data in graph.nodes(data=True)] == starts
    assert [data.get("timestamp") for _, data in graph.nodes(data=True)] == stamps
    assert 'lastmodifieddate="2020-01-02"' in path.read_text(encoding="utf-8")
    assert any("zone" in note for note in result.notes) == (starts[0] is None)


VALUES = {
    "boolean": st.booleans(),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "text": st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    ),
}  # fmt: skip


@st.composite
def tables(draw):
    ids = draw(st.lists(st.text(min_size=1), min_size=1, max_size=6, unique=True))
    table = pd.DataFrame({"id": pd.Series(ids, dtype="object"), "text": "x"})
    answered = st.none() | st.sampled_from(ids)
    table["reply_to"] = pd.Series([draw(answered) for _ in ids], dtype="object")
    for kind, values in VALUES.items():
        cells = [draw(st.none() | values) for _ in ids]
        table[f"a {kind}"] = pd.Series(cells, dtype="object")
    return table


@settings(deadline=None, max_examples=60)
@given(table=tables(), name=st.sampled_from(["graphml", "gexf"]))
def test_everything_survives(table, name, tmp_path_factory):
    graph, *_ = written(table, name, tmp_path_factory.mktemp("network"))
    assert [from_xml_name(node) for node in graph] == table["id"].tolist()
    wanted = list(zip(table["id"].tolist(), table["reply_to"].tolist(), strict=True))
    edges = [(from_xml_name(a), from_xml_name(b)) for a, b in graph.edges()]
    assert sorted(edges) == sorted(pair for pair in wanted if pair[1] is not None)
    for kind in VALUES:
        read = [data.get(f"a {kind}") for _, data in graph.nodes(data=True)]
        cells = table[f"a {kind}"].tolist()
        if kind == "text":  # texts that are all numbers are written as numbers; "" is nothing
            read, cells = ([None if x in (None, "") else str(x) for x in y] for y in (read, cells))
        assert read == cells, kind


@given(st.text())
def test_names_lead_back(text):
    assert is_name(xml_name("c", text))
    assert from_xml_name(xml_name("c", text)) == text


def test_illegal_characters_are_counted(tmp_path):
    table = thread(
        text=pd.Series(["a\x00b\x0bc", "\ud83d", "\uffff", "fine\t\n", "\x85"], dtype=object)
    )
    for name in ("graphml", "gexf"):
        graph, result, _ = written(table, name, tmp_path)
        texts = [data["text"] for _, data in graph.nodes(data=True)]
        assert texts[:3] == ["a\ufffdb\ufffdc", "\ufffd", "\ufffd"]
        assert texts[3] == "fine\t\n"
        assert any(note.startswith("3 characters that XML can't hold") for note in result.notes)
        assert any("half" in note for note in result.notes)


@pytest.mark.parametrize(
    "name", ["tei", "refi_qda", "graphml", "graphml_authors", "gexf", "gexf_authors"]
)
class TestEach:
    def test_same_bytes(self, name, tmp_path):
        paths = [tmp_path / "one", tmp_path / "two"]
        before = thread()
        table = thread()
        for path in paths:
            export_table(table, name, path)
        assert paths[0].read_bytes() == paths[1].read_bytes()
        pd.testing.assert_frame_equal(table, before)

    def test_no_comments(self, name, tmp_path):
        assert export_table(thread()[:0], name, tmp_path / "none").comments == 0
        assert (tmp_path / "none").stat().st_size

    def test_only_id_and_text(self, name, tmp_path):
        assert export_table(thread()[["id", "text"]], name, tmp_path / "two").comments == 5


@pytest.mark.parametrize(
    ("said", "name"),
    [("TEI-CMC", "tei"), ("qdpx", "refi_qda"), ("REFI-QDA", "refi_qda"), ("refiqda", "refi_qda"),
     ("GEXF", "gexf"), ("graphml-authors", "graphml_authors")],
)  # fmt: skip
def test_other_names(said, name):
    assert find_writer(said) == name


@pytest.mark.parametrize(
    ("cell", "names"),
    [(["a", "b"], ["a", "b"]), ("a|b", ["a", "b"]), ("", []), (None, []), (pd.NA, [])],
)
def test_names_in(cell, names):
    assert names_in(cell) == names


def test_scores_of_csv_are_numbers(tmp_path):
    table = thread(
        vader_compound=["0.5", "-0.5", "0.25", "1e-05", None], code=["007", "1", "", "2", "3"]
    )
    graph, *_ = written(table, "graphml", tmp_path)
    assert graph.nodes["c.t_3a_4"]["vader_compound"] == 1e-05
    assert graph.nodes["c.t_3a_1"]["code"] == "007"
