"""The analyst's edits of discovered topics: they survive, and they leave the others alone."""

from __future__ import annotations

import dataclasses
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.discovered import DiscoveredTopics, Discovery, discover_topics
from toolkit.discovered.edits import Edited, apply_edits
from toolkit.discovered.edits_file import Edits, Listed, read_edits, write_edits
from toolkit.discovered.matching import match_topics
from toolkit.discovered.names import name_groups
from toolkit.discovered.splitting import split_members, split_texts, top_words
from toolkit.discovered.stability import no_groups
from toolkit.errors import OutputError, SettingsError, ToolkitError

SUBJECTS = {
    "sea": "ship harbour captain sailor anchor wave tide storm island coast vessel deck".split(),
    "school": "teacher pupil lesson classroom exam homework grade uniform headmaster desk".split(),
    "kitchen": "oven recipe butter flour sugar baker dough cake pastry spice spoon".split(),
    "court": "judge lawyer verdict jury trial appeal evidence witness prosecutor sentence".split(),
}


def make_texts(n: int, seed: int = 1) -> pd.DataFrame:
    source = random.Random(seed)
    names = list(SUBJECTS)
    rows = [(f"c{i:03d}", names[i % 4], " ".join(source.sample(SUBJECTS[names[i % 4]], 6)))
            for i in range(n)]  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "subject", "text"])


def group(table: pd.DataFrame, labels: list[int]) -> Discovery:
    """What a grouping with these labels would give, its numbers as they are."""
    numbers = [number for number in sorted(set(labels)) if number >= 0]
    ids = [[one for one, label in zip(table["id"], labels, strict=True) if label == number]
           for number in numbers]  # fmt: skip
    words = top_words(ids, dict(zip(table["id"], table["text"], strict=True)))
    names = name_groups(words)
    topics = pd.DataFrame({
        "topic": numbers, "name": names, "n": [len(own) for own in ids], "top_words": words,
        "representative_ids": [own[:5] for own in ids], "ids": ids,
    })  # fmt: skip
    found = dict(zip(numbers, names, strict=True)) | {-1: ""}
    with_topics = table.assign(
        discovered_topic=pd.Series(labels, dtype="Int64", index=table.index),
        discovered_name=[found[label] for label in labels],
    )
    return Discovery(
        table=with_topics,
        topics=topics,
        stability=no_groups(len(table), "Not asked."),
        model=DiscoveredTopics(),
    )


def by_subject(table: pd.DataFrame, order: list[str]) -> Discovery:
    return group(table, [order.index(subject) for subject in table["subject"]])


def names_of(edited: Edited) -> dict[str, str]:
    topics = edited.discovery.topics
    return dict(zip(topics["id"], topics["name"], strict=True))


def subject_of(edited: Edited, identity: str) -> set[str]:
    table = edited.discovery.table.set_index("id")
    topics = edited.discovery.topics.set_index("id")
    return set(table.loc[topics.loc[identity, "ids"], "subject"])


def change(edits: Edits, identity: str, **changes: object) -> Edits:
    return tuple(dataclasses.replace(one, **changes) if one.id == identity else one
                 for one in edits)  # fmt: skip


ORDER = list(SUBJECTS)
TABLE = make_texts(80)
FIRST = apply_edits(by_subject(TABLE, ORDER))


def check_contract(edited: Edited) -> None:
    table, topics = edited.discovery.table, edited.discovery.topics
    assert topics["topic"].tolist() == list(range(len(topics)))
    assert topics["n"].tolist() == [len(ids) for ids in topics["ids"]]
    assert topics["n"].is_monotonic_decreasing
    assert topics["name"].is_unique
    for row in topics.itertuples():
        own = table[table["id"].isin(row.ids)]
        assert set(own["discovered_topic"]) == {row.topic}
        assert set(own["discovered_name"]) == {row.name}
        assert set(row.representative_ids) <= set(row.ids)
    assert table.loc[table["discovered_topic"] == -1, "discovered_name"].eq("").all()
    assert table["discovered_topic"].ge(0).sum() == topics["n"].sum()


def test_the_first_run_lists_every_topic() -> None:
    assert [one.id for one in FIRST.edits] == ["t1", "t2", "t3", "t4"]
    assert [one.n for one in FIRST.edits] == [20] * 4
    assert FIRST.discovery.topics["edited"].eq("").all()
    assert FIRST.notes == ()
    assert set(FIRST.edits[0].ids) == set(TABLE.loc[TABLE["subject"] == "sea", "id"])
    check_contract(FIRST)


@settings(max_examples=25, deadline=None)
@given(st.permutations(ORDER), st.integers(0, 9), st.booleans(), st.sampled_from(ORDER))
def test_names_survive_shuffling_renumbering_and_more_comments(
    order: list[str], seed: int, other_ids: bool, renamed: str
) -> None:
    """A fifth more comments, other numbers, rows in another order, some comments wrongly grouped;
    or no comment in common at all."""
    source = random.Random(seed)
    edits = change(FIRST.edits, f"t{ORDER.index(renamed) + 1}", name="Mine")
    table = pd.concat([TABLE, make_texts(16, seed + 50).assign(id=[f"n{i}" for i in range(16)])])
    if other_ids:
        table = table.assign(id=["x" + one for one in table["id"]])
    table = table.sample(frac=1, random_state=seed).reset_index(drop=True)
    labels = [order.index(subject) if source.random() > 0.1 else source.randrange(4)
              for subject in table["subject"]]  # fmt: skip
    again = apply_edits(group(table, labels), edits)
    expected = {one.id: one.name for one in FIRST.edits} | {f"t{ORDER.index(renamed) + 1}": "Mine"}
    assert names_of(again) == expected
    for identity, subject in zip(["t1", "t2", "t3", "t4"], ORDER, strict=True):
        ids = again.discovery.topics.set_index("id").loc[identity, "ids"]
        most = table[table["id"].isin(ids)]["subject"].mode().iloc[0]
        assert most == subject
    assert again.notes == ()
    check_contract(again)
    assert [one.id for one in again.edits] == ["t1", "t2", "t3", "t4"]
    phrases = again.discovery.topics.set_index("id")["edited"]
    assert phrases[f"t{ORDER.index(renamed) + 1}"].startswith("renamed, found as “")
    assert (phrases != "").sum() == 1


def test_edits_survive_groups_that_are_really_found_anew() -> None:
    first = apply_edits(discover_topics(TABLE, keep_unstable=True))
    edits = change(first.edits, "t2", name="Mine")
    more = pd.concat([TABLE, make_texts(16, 9).assign(id=[f"n{i}" for i in range(16)])])
    again = apply_edits(discover_topics(more.sample(frac=1, random_state=4), keep_unstable=True),
                        edits)  # fmt: skip
    assert names_of(again) == names_of(first) | {"t2": "Mine"}
    assert subject_of(again, "t2") == subject_of(first, "t2")
    check_contract(again)


def test_merged_topics_are_one_and_the_others_stay() -> None:
    merged = apply_edits(by_subject(TABLE, ORDER), change(FIRST.edits, "t1", merge=("t3",)))
    assert set(names_of(merged)) == {"t1", "t2", "t4"}
    assert subject_of(merged, "t1") == {"sea", "kitchen"}
    row = merged.discovery.topics.set_index("id").loc["t1"]
    assert row["n"] == 40
    assert row["edited"].startswith("merged of t1 “")
    assert set(row["top_words"]) <= {*SUBJECTS["sea"], *SUBJECTS["kitchen"]}
    assert {name for one, name in names_of(merged).items() if one != "t1"} == {
        FIRST.edits[1].name, FIRST.edits[3].name
    }  # fmt: skip
    check_contract(merged)
    # through each other, and again with what was written
    chain = change(change(FIRST.edits, "t1", merge=("t3",)), "t3", merge=("t4",))
    once = apply_edits(by_subject(TABLE, ORDER), chain)
    assert subject_of(once, "t1") == {"sea", "kitchen", "court"}
    twice = apply_edits(by_subject(TABLE, ORDER[::-1]), once.edits)
    assert names_of(twice) == names_of(once)
    assert subject_of(twice, "t1") == {"sea", "kitchen", "court"}


def test_a_topic_is_split_and_its_parts_keep_their_names() -> None:
    both = group(TABLE, [{"sea": 0, "kitchen": 0, "school": 1, "court": 2}[one]
                         for one in TABLE["subject"]])  # fmt: skip
    first = apply_edits(both)
    split = apply_edits(both, change(first.edits, "t1", split=2))
    assert set(names_of(split)) == {"t1.1", "t1.2", "t2", "t3"}
    assert {frozenset(subject_of(split, part)) for part in ("t1.1", "t1.2")} == {
        frozenset({"sea"}), frozenset({"kitchen"})
    }  # fmt: skip
    assert all(name.startswith(f"{first.edits[0].name}: ") for one, name in names_of(split).items()
               if one.startswith("t1."))  # fmt: skip
    check_contract(split)
    [whole] = [one for one in split.edits if one.id == "t1"]
    sea = next(part.id for part in whole.parts if subject_of(split, part.id) == {"sea"})
    renamed = tuple(dataclasses.replace(part, name="Sea") if part.id == sea else part
                    for part in whole.parts)  # fmt: skip
    more = pd.concat([TABLE, make_texts(16, 9).assign(id=[f"n{i}" for i in range(16)])])
    more = more.sample(frac=1, random_state=1).reset_index(drop=True)
    again = apply_edits(
        group(more, [{"sea": 2, "kitchen": 2, "school": 0, "court": 1}[one]
                     for one in more["subject"]]),
        change(split.edits, "t1", parts=renamed),
    )  # fmt: skip
    assert names_of(again) == names_of(split) | {sea: "Sea"}
    assert subject_of(again, sea) == {"sea"}
    assert [part.id for part in again.edits[0].parts] == [part.id for part in whole.parts]


def test_a_topic_that_does_not_fall_apart_stays_whole_and_it_is_said() -> None:
    table = pd.DataFrame({"id": list("abcdef"), "subject": "x", "text": "The same ship."})
    found = group(table, [0] * 6)
    split = apply_edits(found, change(apply_edits(found).edits, "t1", split=2))
    assert set(names_of(split)) == {"t1"}
    assert "can’t be split" in split.notes[0]


def test_new_and_vanished_topics_are_said_and_kept() -> None:
    no_court = TABLE[TABLE["subject"] != "court"].reset_index(drop=True)
    gone = apply_edits(by_subject(no_court, ORDER), FIRST.edits)
    assert [one.vanished for one in gone.edits] == [False, False, False, True]
    assert gone.notes == (
        f"Topic t4 “{FIRST.edits[3].name}” was not found again; it stays listed as vanished.",
    )
    back = apply_edits(by_subject(TABLE, ORDER), gone.edits)
    assert back.notes == (f"Topic t4 “{FIRST.edits[3].name}” is back.",)
    assert names_of(back) == names_of(FIRST)
    three = apply_edits(by_subject(no_court, ORDER))
    new = apply_edits(by_subject(TABLE, ORDER), three.edits)
    assert [one.id for one in new.edits] == ["t1", "t2", "t3", "t4"]
    assert "t4" in new.notes[0]
    assert new.notes[0].endswith("(20 comments) is new.")


def test_a_merge_into_a_vanished_topic_keeps_its_name() -> None:
    edits = change(FIRST.edits, "t4", merge=("t1",), name="Both")
    no_court = TABLE[TABLE["subject"] != "court"].reset_index(drop=True)
    found = apply_edits(by_subject(no_court, ORDER), edits)
    assert names_of(found)["t4"] == "Both"
    assert subject_of(found, "t4") == {"sea"}


def test_an_unlike_topic_does_not_inherit_a_name() -> None:
    """Ids that stand for other comments (row numbers of another table) match nothing."""
    listed = [Listed(id="t1", name="War", found="War", n=4, words=("war", "army"),
                     ids=("1", "2", "3", "4")),
              Listed(id="t2", name="Sea", found="Sea", n=4, words=("sea", "ship"),
                     ids=("5", "6", "7", "8"))]  # fmt: skip
    group_of = {str(number): number % 2 for number in range(1, 9)}
    assert match_topics(listed, [["oven", "cake"], ["exam", "pupil"]], group_of) == {}
    assert match_topics(listed, [["ships", "sea"], ["exam"]], group_of) == {0: 1}


def test_a_sample_of_ids_stands_for_all_of_a_topic() -> None:
    """Ten of 1,000 comments weigh more than ten of 10: 1000 / 1010 against 10 / 1010."""
    small = Listed(id="t1", name="A", found="A", n=10, ids=tuple(f"a{i}" for i in range(10)))
    large = Listed(id="t2", name="B", found="B", n=1000, ids=tuple(f"b{i}" for i in range(10)))
    group_of = dict.fromkeys([*small.ids, *large.ids], 0)
    assert match_topics([small, large], [["x"]], group_of) == {0: 1}
    assert match_topics([large, small], [["x"]], group_of) == {0: 0}


def test_of_large_topics_a_sample_of_ids_is_listed_and_enough() -> None:
    large = make_texts(1200)
    first = apply_edits(by_subject(large, ORDER))
    assert [(one.n, len(one.ids)) for one in first.edits] == [(300, 100)] * 4
    more = pd.concat([large, make_texts(240, 8).assign(id=[f"n{i}" for i in range(240)])])
    words_lost = tuple(dataclasses.replace(one, words=()) for one in first.edits)
    again = apply_edits(by_subject(more.reset_index(drop=True), ORDER[::-1]), words_lost)
    assert names_of(again) == names_of(first)
    assert again.discovery.topics["n"].sum() == 1440


def test_the_file_gives_back_what_was_written(tmp_path) -> None:
    names = ['a"b', "it's", "back\\slash", "tab\\t", "<script>", "=1+1", "“q” 😀", "\u202erlo"]
    part = Listed(id="t0.1", name="Part", found="part", n=2, words=("x",), ids=("\x1b[0m", "é"))
    edits = tuple(
        Listed(id=f"t{number}", name=name.replace("\u202e", ""), found=name.replace("\u202e", ""),
               n=number, words=(name, "\x00"), ids=("]", "#", "\n", name), vanished=number == 2,
               merge=("t3",) if number == 1 else (), split=2 if number == 0 else 0,
               parts=(part,) if number == 0 else ())
        for number, name in enumerate(names)
    )  # fmt: skip
    path = tmp_path / "edits.toml"
    write_edits(edits, path)
    assert read_edits(path) == edits
    text = path.read_text(encoding="utf-8")
    assert "\u202e" not in text
    assert "\x1b" not in text
    with pytest.raises(OutputError, match="is there already"):
        write_edits(edits, path)
    assert path.read_text(encoding="utf-8") == text
    write_edits((), tmp_path / "none.toml")
    assert read_edits(tmp_path / "none.toml") == ()


TWO = '[[topic]]\nid = "t1"\nname = "A"\n{}\n[[topic]]\nid = "t2"\nname = "B"\n{}\n'


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ('merge = ["t9"]', "", "'t9', which is no topic"),
        ('merge = ["T2"]', "", "did you mean 't2'"),
        ('merge = ["t1"]', "", "merges itself"),
        ('merge = ["t2"]', 'merge = ["t1"]', "in a circle"),
        ('merge = ["t2"]', "split = 2", "merged and split at once"),
        ('merge = ["t2"]\nsplit = 2', "", "merged and split at once"),
        ("split = 1", "", "from 2 to 20, found 1"),
        ("split = true", "", "from 2 to 20"),
        ('split = "2"', "", "found a text"),
        ('merge = "t2"', "", "must be a list of texts"),
        ("merge = [2]", "", "must be a list of texts"),
        ('nane = "C"', "", "did you mean 'name'"),
        ("vanished = 1", "", "true or false"),
        ("ids = 3", "", "must be a list of texts"),
        ("", '[[topic]]\nid = "t3"\nname = "a "', "have the name"),
        ("", '[[topic]]\nid = "t1"\nname = "C"', "stands twice"),
        ("", '[[topic]]\nid = "t3"', "has no name"),
        ("", '[[topic]]\nname = "C"', "has no id"),
        ("", '[[topic]]\nid = "t3"\nname = "C"\nmerge = ["t2"]\n[[topic]]\nid = "t4"\n'
             'name = "D"\nmerge = ["t2"]', "is merged into 't3' and 't4'"),
        ("", "[topic.part]", "double brackets"),
        ("", "[[rule]]", "unknown key 'rule'"),
        ("", "[[topic]", "not valid TOML"),
    ],
)  # fmt: skip
def test_edits_that_cannot_be_made(tmp_path, first: str, second: str, said: str) -> None:
    path = tmp_path / "edits.toml"
    path.write_text(TWO.format(first, second), encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        read_edits(path)
    assert str(path) in str(caught.value)


def test_long_chains_of_merges_take_no_recursion() -> None:
    edits = tuple(
        Listed(id=f"t{n}", name=f"N{n}", found="x", n=0, merge=(f"t{n + 1}",) * (n < 4999))
        for n in range(5000)
    )
    assert apply_edits(by_subject(TABLE[:0], ORDER), edits).discovery.topics.empty


@pytest.mark.parametrize("n", [0, 1, 2, 11, 49])
def test_small_tables(n: int) -> None:
    found = discover_topics(make_texts(n), keep_unstable=True)
    first = apply_edits(found)
    check_contract(first)
    assert names_of(apply_edits(found, first.edits)) == names_of(first)
    gone = apply_edits(found, FIRST.edits)
    check_contract(gone)


def test_groups_that_do_not_stand_stay_out_of_the_table() -> None:
    found = discover_topics(make_texts(24))
    edited = apply_edits(found, change(apply_edits(found).edits, "t1", name="Mine"))
    assert edited.discovery.table["discovered_topic"].eq(-1).all()
    assert "Mine" in set(edited.discovery.topics["name"])


WORDS = [word for own in SUBJECTS.values() for word in own[:3]]


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=14)
    | st.lists(st.text(max_size=12), max_size=9),
    st.integers(2, 4),
    st.randoms(),
)
@settings(max_examples=60, deadline=None)
def test_splits_hang_on_no_order(texts: list[str], k: int, source: random.Random) -> None:
    by_id = {f"c{number}": text for number, text in enumerate(texts)}
    ids = list(by_id)
    parts = split_members(ids, by_id, k, split_texts)
    assert sorted(one for part in parts for one in part) == sorted(ids)
    source.shuffle(ids)
    again = split_members(ids, by_id, k, split_texts)
    assert {frozenset(part) for part in parts} == {frozenset(part) for part in again}


def test_a_split_is_made_where_the_comments_only_share_their_words() -> None:
    """One subject, whose texts a mixture of words would leave together."""
    found = by_subject(TABLE, ORDER)
    split = apply_edits(found, change(FIRST.edits, "t3", split=2))
    assert set(names_of(split)) == {"t1", "t2", "t3.1", "t3.2", "t4"}
    assert split.discovery.topics["n"].sum() == 80
    assert split_texts(["sea", "sea sea", "sea sea sea"], 2) == [0, 0, 0]


def test_a_splitter_of_ones_own() -> None:
    found = by_subject(TABLE, ORDER)
    edits = change(FIRST.edits, "t1", split=3)
    thirds = apply_edits(found, edits, splitter=lambda texts, k: [i % k for i in range(len(texts))])
    assert thirds.discovery.topics["n"].tolist() == [20, 20, 20, 7, 7, 6]


def test_the_edits_are_not_changed() -> None:
    before = FIRST.edits
    found = by_subject(TABLE, ORDER)
    table, topics = found.table.copy(), found.topics.copy()
    apply_edits(found, before)
    assert before == FIRST.edits
    pd.testing.assert_frame_equal(found.table, table)
    pd.testing.assert_frame_equal(found.topics, topics)
    with pytest.raises(ToolkitError):
        apply_edits(found, change(before, "t1", merge=("t1",)))
