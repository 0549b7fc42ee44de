"""Seeded and discovered topics together: overlaps worked by hand, and what is said of them."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from toolkit.errors import SchemaError
from toolkit.topics import compare_topics, describe_overlap, unassigned_words

SEA = "The ship left harbour with its captain."
OVEN = "The oven baked a cake with butter."


def make_table(rows: list[tuple[int, list[str], int, str]]) -> pd.DataFrame:
    """Rows of how often, seeded topics, discovered topic, text."""
    every = [row for row in rows for _ in range(row[0])]
    return pd.DataFrame({
        "id": [f"c{place:03d}" for place in range(len(every))],
        "text": [f"{row[3]} Or {'bcdfghj'[place % 7] * 3}." for place, row in enumerate(every)],
        "seeded_topics": [row[1] for row in every],
        "discovered_topic": pd.Series([row[2] for row in every], dtype="Int64"),
        "discovered_name": [{0: "ship, harbour", 1: "oven, cake", -1: ""}[row[2]] for row in every],
    })  # fmt: skip


# war: 30 comments, 20 of group 0 and 10 of group 1; none: 40 comments, 35 of them of group 1
SPLIT = make_table([(20, ["war"], 0, SEA), (10, ["war"], 1, SEA), (35, [], 1, OVEN),
                    (5, [], -1, OVEN)])  # fmt: skip


def pair(table: pd.DataFrame, seeded: str, discovered: str) -> pd.Series:
    found = compare_topics(table)
    return found[(found["seeded"] == seeded) & (found["discovered"] == discovered)].iloc[0]


def said(table: pd.DataFrame, about: str) -> list[str]:
    found = describe_overlap(table)
    return found.loc[found["about"] == about, "sentence"].tolist()


def test_shares_and_lift_by_hand() -> None:
    row = pair(SPLIT, "war", "0")
    assert (row["n"], row["n_seeded"], row["n_discovered"], row["total"]) == (20, 30, 20, 70)
    assert row["share_of_discovered"] == 1
    assert row["share_of_seeded"] == pytest.approx(2 / 3)
    assert row["lift"] == pytest.approx((20 / 70) / ((30 / 70) * (20 / 70)))
    # of 20 comments all: Wilson's lower end is 20 / (20 + 1.96 ** 2)
    assert row["of_discovered_low"] == pytest.approx(20 / (20 + 1.959964**2), abs=1e-6)
    assert row["ids"] == [f"c{place:03d}" for place in range(20)]
    assert pair(SPLIT, "", "0")["lift"] == 0
    assert pair(SPLIT, "", "")["n"] == 5


def test_every_comment_is_in_one_pair_where_topics_are_single() -> None:
    found = compare_topics(SPLIT)
    assert len(found) == 2 * 3
    assert found["n"].sum() == 70
    assert sorted(identity for ids in found["ids"] for identity in ids) == SPLIT["id"].tolist()


def test_what_is_added_and_what_splits() -> None:
    [adds] = said(SPLIT, "adds")
    assert adds.startswith("The discovered topic “oven, cake” adds to the seeded ones: 35 of 45 of")
    [splits] = said(SPLIT, "splits")
    assert splits == (
        "The 30 comments of the seeded topic “war” are of several discovered ones: “ship, harbour” "
        "(20) and “oven, cake” (10)."
    )
    assert said(SPLIT, "none") == [
        "40 of 70 comments have no seeded topic; of discovered topics they hold “oven, cake” (35)."
    ]
    [words] = said(SPLIT, "none_words")
    assert words.startswith("Words that set them apart from the other comments: “")
    assert "“oven” (40)" in words
    found = describe_overlap(SPLIT).set_index("about")
    assert found.loc["adds", "n"] == len(found.loc["adds", "ids"]) == 35
    assert set(found.loc["none_examples", "ids"]) <= set(SPLIT["id"][30:])
    assert not said(SPLIT, "nothing")


def test_what_an_interval_does_not_carry_is_not_said() -> None:
    """6 of 9 is a majority, but its interval reaches below one half; 2 of 30 is no part."""
    table = make_table([(28, ["war"], 0, SEA), (2, ["war"], 1, OVEN), (1, ["trade"], 1, OVEN),
                        (6, [], 1, OVEN)])  # fmt: skip
    assert not said(table, "adds")
    assert not said(table, "splits")
    assert said(table, "nothing") == [
        "None of the two discovered topics is clearly (by its interval) made mostly of comments "
        "without a seeded topic.",
        "None of the two seeded topics clearly holds more than 10 % of two discovered topics each.",
    ]


def test_without_stable_groups_none_is_told_by_words() -> None:
    table = SPLIT.assign(discovered_topic=-1, discovered_name="")
    assert said(table, "none") == ["40 of 70 comments have no seeded topic."]
    assert "“oven” (40)" in said(table, "none_words")[0]
    assert "No stable discovered topics" in said(table, "nothing")[0]


def test_unassigned_words_are_counted_by_comment() -> None:
    found = unassigned_words(SPLIT).set_index("word")
    assert found.loc["oven", ["count", "other_count"]].tolist() == [40, 0]
    assert found.loc["oven", "ids"] == SPLIT["id"][30:].tolist()
    assert found.loc["ship", "ids"] == []
    assert found.loc["oven", "log_odds"] > 0 > found.loc["ship", "log_odds"]


def test_row_order_duplicates_and_names() -> None:
    shuffled = SPLIT.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(compare_topics(SPLIT), compare_topics(shuffled))
    pd.testing.assert_frame_equal(describe_overlap(SPLIT), describe_overlap(shuffled))
    twice = pd.concat([SPLIT, SPLIT.assign(id=SPLIT["id"] + "b")], ignore_index=True)
    first, second = compare_topics(SPLIT), compare_topics(twice)
    for column in ("share_of_discovered", "share_of_seeded", "lift"):
        np.testing.assert_allclose(first[column], second[column])
    assert (second["n"] == 2 * first["n"]).all()
    renamed = SPLIT.assign(
        seeded_topics=[["Krieg"] if own else [] for own in SPLIT["seeded_topics"]]
    )
    again = compare_topics(renamed)
    pd.testing.assert_frame_equal(
        first.drop(columns=["seeded", "seeded_label"]),
        again.drop(columns=["seeded", "seeded_label"]),
    )


@pytest.mark.parametrize("n", [0, 1, 2, 11, 49])
@pytest.mark.parametrize("topics", [[], ["war"]])
@pytest.mark.parametrize("group", [-1, 0])
def test_small_tables(n: int, topics: list[str], group: int) -> None:
    table = make_table([(n, topics, group, SEA)])
    pairs, sentences = compare_topics(table), describe_overlap(table)
    assert pairs["n"].sum() == n
    assert len(sentences) == 0 if not n else "none" in set(sentences["about"])
    for row in sentences.itertuples():
        assert row.n == len(row.ids)
        assert row.sentence.endswith(".")
        assert "nan" not in row.sentence


def test_names_and_texts_are_hostile() -> None:
    source = random.Random(1)
    signs = "<>&\"'\\\x00\x1b\u202e|=ab \n"
    names = ["".join(source.choices(signs, k=9)) or "x" for _ in range(5)]
    table = SPLIT.assign(
        seeded_topics=[[source.choice(names)] for _ in range(70)],
        text=["".join(source.choices(signs, k=30)) + "x" for _ in range(70)],
    )
    assert set(compare_topics(table)["seeded"]) <= {*names, ""}
    assert len(describe_overlap(table))


def test_needed_columns() -> None:
    with pytest.raises(SchemaError, match="discovered_topic"):
        compare_topics(SPLIT.drop(columns="discovered_topic"))
