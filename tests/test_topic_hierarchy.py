"""The hierarchy of discovered topics: distances and merges worked by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from toolkit.discovered.hierarchy import build_hierarchy, draw_hierarchy, word_distances
from toolkit.errors import SchemaError


def make(groups: dict[str, list[str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [(name, text) for name, texts in groups.items() for text in texts]
    table = pd.DataFrame({"id": [f"c{place}" for place in range(len(rows))],
                          "text": [text for _, text in rows]})  # fmt: skip
    ids = [[f"c{place}" for place, (own, _) in enumerate(rows) if own == name] for name in groups]
    topics = pd.DataFrame({"topic": range(len(groups)), "name": list(groups), "ids": ids})
    topics["n"] = [len(own) for own in ids]
    return table, topics


FOUR = make({
    "ships": ["ship sea", "ship sea", "ship sea"], "waves": ["wave sea", "wave sea"],
    "ovens": ["oven cake", "oven cake"], "cakes": ["cake butter"],
})  # fmt: skip


def test_distances_by_hand() -> None:
    """ship 1/2, sea 1/2 against sea 1/2, wave 1/2: affinity 1/2, distance sqrt(1/2)."""
    found = word_distances([[1, 1, 0, 0], [0, 3, 3, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
    half = math.sqrt(0.5)
    assert found.tolist() == [
        pytest.approx([0, half, 1, 1]), pytest.approx([half, 0, 1, 1]), [1, 1, 0, 1], [1, 1, 1, 0]
    ]  # fmt: skip


def test_merges_by_hand() -> None:
    found = build_hierarchy(*FOUR)
    half = round(math.sqrt(0.5), 6)
    assert found[["node", "left", "right", "distance", "topics", "n"]].to_numpy().tolist() == [
        [4, 0, 1, half, [0, 1], 5], [5, 2, 3, half, [2, 3], 3], [6, 4, 5, 1.0, [0, 1, 2, 3], 8]
    ]  # fmt: skip
    assert found["name"].iloc[2] == "all topics"
    assert found["top_words"].iloc[0][0] == "sea"
    assert found["ids"].iloc[1] == ["c5", "c6", "c7"]


def test_linkage_is_by_the_average() -> None:
    """Distances sqrt(1/2), sqrt(1 - sqrt(1/8)) = 0.804019 and 1; the mean of the latter two."""
    table, topics = make({"a": ["xx yy"], "b": ["xx zz"], "c": ["yy ww ww ww"]})
    found = build_hierarchy(table, topics)
    assert found["distance"].tolist() == pytest.approx([0.707107, (0.804019 + 1) / 2], abs=1e-6)


def test_the_tree_is_drawn() -> None:
    assert draw_hierarchy(build_hierarchy(*FOUR), FOUR[1]).splitlines() == [
        "all topics (8 comments), joined at 1.00",
        "├─ sea, ship, wave (5 comments), joined at 0.71",
        "│  ├─ ships (3 comments)",
        "│  └─ waves (2 comments)",
        "└─ cake, oven, butter (3 comments), joined at 0.71",
        "   ├─ ovens (2 comments)",
        "   └─ cakes (1 comment)",
    ]


def test_rows_duplicates_and_names_make_no_difference() -> None:
    table, topics = FOUR
    found = build_hierarchy(table, topics)
    shuffled = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(found, build_hierarchy(shuffled, topics))
    again = build_hierarchy(table, topics.assign(name=list("abcd")))
    pd.testing.assert_frame_equal(found, again)
    twice = pd.concat([table, table.assign(id=table["id"] + "b")])
    doubled = topics.assign(ids=[[*own, *(f"{one}b" for one in own)] for own in topics["ids"]])
    many = build_hierarchy(twice, doubled)
    assert many["topics"].tolist() == found["topics"].tolist()
    assert many["distance"].tolist() == pytest.approx(found["distance"].tolist())


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_few_topics(k: int) -> None:
    table, topics = FOUR
    found = build_hierarchy(table, topics[:k])
    assert len(found) == max(0, k - 1)
    drawn = draw_hierarchy(found, topics[:k])
    assert len(drawn.splitlines()) == (0 if not k else 2 * k - 1)


def test_names_are_harmless_and_deep_trees_are_drawn() -> None:
    table, topics = FOUR
    found = build_hierarchy(table, topics)
    drawn = draw_hierarchy(found, topics.assign(name=["\x1b[31mred", "a\nb", "\u202er", "<b>"]))
    assert len(drawn.splitlines()) == 7
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
    deep = pd.DataFrame({"node": range(3000, 5999), "left": [0, *range(3000, 5998)]})
    deep = deep.assign(right=range(1, 3000), distance=1.0, n=1, name="x")
    leaves = pd.DataFrame({"topic": range(3000), "name": "y", "n": 1})
    assert len(draw_hierarchy(deep, leaves).splitlines()) == 5999


def test_needed_columns() -> None:
    with pytest.raises(SchemaError, match="ids"):
        build_hierarchy(FOUR[0], FOUR[1].drop(columns="ids"))
