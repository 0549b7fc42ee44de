"""Seeded topics: every matching rule by hand-worked cases, then the tables."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import SchemaError, SettingsError
from toolkit.seeded import (
    Topic,
    assign_topics,
    find_evidence,
    read_topics,
    summarise_topics,
    topic_scores,
    topic_warnings,
)


def make_topic(name: str, *seeds: str) -> Topic:
    return Topic(name=name, label=name.title(), seeds=seeds)


def make_table(*texts: str | None) -> pd.DataFrame:
    return pd.DataFrame(
        {"id": pd.Series([f"c{i}" for i in range(len(texts))], dtype="string"),
         "text": pd.Series(texts, dtype="string")}
    )  # fmt: skip


def find(text: str, *seeds: str) -> list[str]:
    """The words in the text that the seeds of one topic match."""
    return [
        str(word) for word in find_evidence(make_table(text), [make_topic("t", *seeds)])["word"]
    ]


@pytest.mark.parametrize(
    ("seed", "text"),
    [
        # plural, possessive
        ("sanction", "sanctions"), ("country", "countries"), ("embargo", "embargoes"),
        ("tax", "taxes"), ("church", "churches"), ("boss", "bosses"), ("crisis", "crises"),
        ("China", "China's"), ("China", "China’s"), ("leader", "leaders’"), ("key", "keys"),
        # -ed, -ing
        ("sanction", "sanctioned"), ("sanction", "sanctioning"), ("ban", "banned"),
        ("ban", "banning"), ("war", "warring"), ("deny", "denied"), ("deny", "denying"),
        ("vaccinate", "vaccinating"), ("vaccinate", "vaccinated"), ("tie", "tying"),
        ("travel", "travelled"), ("travel", "traveled"), ("panic", "panicking"),
        ("agree", "agreed"), ("agree", "agreeing"), ("play", "played"), ("fix", "fixed"),
        ("quit", "quitting"), ("mine", "mining"),
        # irregular
        ("woman", "women"), ("child", "children"), ("life", "lives"), ("sell", "sold"),
        ("buy", "bought"), ("steal", "stolen"), ("war crime", "war crimes"),
        # an inflected seed stands for the word
        ("sanctions", "sanction"), ("sanctions", "sanctioned"), ("policies", "policy"),
        ("banned", "bans"), ("gambling", "gambled"), ("women", "woman"), ("taxes", "tax"),
        ("cookies", "cookie"), ("houses", "housing"), ("sold", "selling"), ("hoping", "hope"),
        # case, quotes
        ("china", "CHINA"), ("China", "china"), ("Sanctions", "sanction"),
        ("people's republic", "People’s Republic"), ("o’neill", "O'Neill"),
        # capitals
        ("US", "US"), ("US", "U.S."), ("US", "the U.S and"), ("U.S.", "US"), ("US", "US's"),
        ("NGO", "NGOs"), ("NGO", "NGO’s"), ("WTO", "WTO-led"), ("EU", "(EU)"), ("CIA", "CIA!"),
        ("US", "The US, EU, WTO and UN"), ("USA", "U.S.A."),
        # phrases
        ("rare earth", "rare earths"), ("rare earth", "Rare-earth"), ("rare earth", "rare\nearth"),
        ("rare earth", "rare  earth"), ("rare earth", "rare-\nearth"),
        ("rare earth", "‘rare’ earth"),
        ("rare earth", "rare‑earth"), ("rare earth", "rare_earth"), ("rare-earth", "rare earth"),
        ("trade ban", "trade bans"), ("trade ban", "trade banned"), ("trade war", "trades wars"),
        ("rule of law", "rules of law"), ("US sanction", "U.S. sanctions"),
        ("N. Korea", "N. Korea"), ("N. Korea", "N Korea"), ("N Korea", "N. Korea"),
        ("R&D", "R&D"), ("never again", "Never again!"), ("cut off", "cutting off"),
        ("Vietnam War", "Vietnam’s war"),
        # open endings
        ("sanction*", "sanctionable"), ("sanction*", "Sanction"),
        ("rare earth*", "rare earthlings"),
        ("EU*", "EUR"), ("vaccin*", "vaccination"),
        # other languages: as it is, accents kept
        ("größe", "Größe"), ("café", "Café"), ("санкции", "Санкции"), ("санкци*", "санкциями"),
        ("制裁", "制裁"), ("guerra", "Guerra"), ("l'état", "L’État"),
        # other
        ("60s", "60s"), ("1979", "in 1979"), ("G20", "G20"), ("fire", "fires"), ("bill", "bill"),
    ],
)  # fmt: skip
def test_seed_matches(seed: str, text: str) -> None:
    assert len(find(f"So {text} then.", seed)) == 1
    assert len(find(text, seed)) == 1


@pytest.mark.parametrize(
    ("seed", "text"),
    [
        # parts of words, other words
        ("aid", "said"), ("aid", "aide"), ("aid", "aides"), ("war", "warm"), ("war", "ward"),
        ("war", "wared"), ("war", "toward"), ("ban", "bane"), ("ban", "band"), ("ban", "banner"),
        ("bank", "banker"), ("plan", "plane"), ("plan", "planed"), ("star", "stared"),
        ("car", "care"), ("car", "cared"), ("china", "chin"), ("rat", "rate"), ("hop", "hoping"),
        ("hoping", "hop"), ("fee", "feed"), ("new", "news"), ("news", "new"), ("good", "goods"),
        ("goods", "good"), ("evening", "even"), ("arms", "arm"), ("unit", "united"),
        ("politics", "politic"), ("glass", "glas"), ("Beijing", "Beij"), ("Reading", "reads"),
        ("person", "impersonal"), ("sanction", "sanctionable"), ("Viet", "Vietnam"),
        # capitals
        ("US", "us"), ("US", "Us"), ("US", "thus"), ("US", "USA"), ("US", "bus"), ("EU", "eu"),
        ("WHO", "who"), ("IT", "It"), ("CIA", "cia"), ("AIDS", "aids"), ("US", "U. S."),
        ("US", "LET US GO NOW"), ("WHO", "WHO ARE YOU PEOPLE"), ("US", "US’S THIS FOR REAL"),
        ("US", "u.s."),
        # phrases
        ("rare earth", "rare. Earth"), ("rare earth", "rare, earth"), ("rare earth", "earth rare"),
        ("rare earth", "rare new earth"), ("rare earth", "rare\n\nearth"), ("rare earth", "rare"),
        ("rare earth", "rare – earth"), ("rare earth", "rare earthling"),
        ("rare earth", "rareearth"),
        ("trade war", "trade (war"), ("rule of law", "rule in law"), ("R&D", "R, D"),
        ("us and them", "used and them"),
        # open endings
        ("sanction*", "unsanctioned"), ("sanction*", "sanctio"), ("EU*", "eureka"),
        # other languages
        ("größe", "größen"), ("größe", "grosse"), ("café", "cafe"), ("cafe", "café"),
        ("санкция", "санкции"), ("制裁", "制"),
    ],
)  # fmt: skip
def test_seed_does_not_match(seed: str, text: str) -> None:
    assert find(text, seed) == []


@pytest.mark.parametrize("seed", ["the", "in", "of", "us", "I", "it's", " the ", "", "?", "a*b"])
def test_unusable_seed_is_refused_outside_a_file_too(seed: str) -> None:
    with pytest.raises(SettingsError):
        assign_topics(make_table("a text"), [make_topic("t", seed)])


def test_longest_match_wins_within_a_topic_only() -> None:
    text = "A trade war is a war; trade wars on trade."
    assert find(text, "war", "trade", "trade war") == ["trade war", "war", "trade wars", "trade"]
    assert find("new trade war", "new trade", "trade war", "new") == ["new trade"]
    assert find("a b c d e", "b c", "c d e") == ["c d e"]
    both = find_evidence(make_table(text), [make_topic("a", "trade war"), make_topic("b", "war")])
    assert both["topic"].tolist() == ["a", "b", "b", "a", "b"]


def test_evidence_rows_are_exact() -> None:
    table = make_table(None, "China’s “trade  wars”, U.S. sanctions", "", "warm")
    topics = [make_topic("china", "China"), make_topic("trade", "trade war", "sanction*", "US")]
    assert find_evidence(table, topics).to_numpy().tolist() == [
        ["c1", "china", "China", 0, 7, "China’s"],
        ["c1", "trade", "trade war", 9, 20, "trade  wars"],
        ["c1", "trade", "US", 23, 27, "U.S."],
        ["c1", "trade", "sanction*", 28, 37, "sanctions"],
    ]


def test_order_of_strength() -> None:
    topics = [make_topic("a", "alpha", "aleph"), make_topic("b", "beta", "bet")]
    texts = [
        "beta, then alpha and alpha",  # more evidence
        "beta beta alpha aleph",  # as much, of more seeds
        "beta alpha",  # as many seeds, earlier
        "nothing of either",
    ]
    table = make_table(*texts)
    assigned = assign_topics(table, topics)
    assert assigned["seeded_topics"].tolist() == [["a", "b"], ["a", "b"], ["b", "a"], []]
    assert assigned["seeded_topic"].tolist() == ["a", "a", "b", ""]
    same = [make_topic("later", "war"), make_topic("earlier", "war")]
    assert assign_topics(make_table("war"), same)["seeded_topics"].tolist() == [
        ["later", "earlier"]
    ]
    scores = topic_scores(table, topics)
    assert scores["id"].tolist() == ["c0", "c0", "c1", "c1", "c2", "c2"]
    assert scores["topic"].tolist() == ["a", "b", "a", "b", "b", "a"]
    assert scores["score"].tolist() == pytest.approx([2 / 3, 1 / 3, 0.5, 0.5, 0.5, 0.5])
    assert scores["n_evidence"].tolist() == [2, 1, 2, 2, 1, 1]
    assert scores["main"].tolist() == [True, False] * 3


def test_summary_counts_reader_comments_only() -> None:
    table = make_table("war and trade", "war", "war", "peace", "war war")
    table["kind"] = ["comment", "comment", "pingback", "comment", "comment"]
    table["state"] = ["visible", "visible", "visible", "visible", "deleted"]
    topics = [make_topic("war", "war"), make_topic("trade", "trade"), make_topic("sea", "sea")]
    summary = summarise_topics(table, topics)
    assert summary.to_numpy().tolist() == [
        ["war", "War", ["war"], 2, 2, ["c0", "c1"]],
        ["trade", "Trade", ["trade"], 1, 0, ["c0"]],
        ["sea", "Sea", ["sea"], 0, 0, []],
        ["", "none of these", [], 1, 1, ["c3"]],
    ]
    assert assign_topics(table, topics)["seeded_topic"].tolist()[2] == "war"


def test_empty_tables_and_no_topics() -> None:
    topics = [make_topic("war", "war")]
    empty = make_table()
    assert assign_topics(empty, topics)["seeded_topic"].tolist() == []
    assert len(find_evidence(empty, topics)) == len(topic_scores(empty, topics)) == 0
    assert summarise_topics(empty, topics)["n"].tolist() == [0, 0]
    assert topic_warnings(empty, topics) == []
    assert assign_topics(make_table("war"), [])["seeded_topics"].tolist() == [[]]
    assert summarise_topics(make_table("war"), [])["label"].tolist() == ["none of these"]


def test_argument_and_index_stay_as_they_are() -> None:
    table = make_table("war", None, "peace").set_index(pd.Index([7, 7, 3]))
    before = table.copy(deep=True)
    assigned = assign_topics(table, [make_topic("war", "war")])
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(assigned[["id", "text"]], before)
    assert assigned["seeded_topics"].tolist() == [["war"], [], []]
    assert assigned["seeded_topic"].dtype == "string"


@pytest.mark.parametrize("step", [assign_topics, find_evidence, topic_scores, summarise_topics])
def test_a_table_without_needed_columns_is_refused(step: object) -> None:
    assert callable(step)
    with pytest.raises(SchemaError, match="text"):
        step(pd.DataFrame({"id": ["a"]}), [make_topic("war", "war")])


def test_warnings() -> None:
    table = make_table(*["war at sea"] * 9, "peace", "war at sea")
    topics = [make_topic("war", "war"), make_topic("sea", "sea"), make_topic("air", "air")]
    warnings = topic_warnings(table, topics)
    assert len(warnings) == 4
    assert "'war': its seeds stand in 10 of 11" in warnings[0]
    assert "'sea': its seeds stand in 10 of 11" in warnings[1]
    assert "'air': no comment" in warnings[2]
    assert "'war' and 'sea' share 10 of the 10" in warnings[3]
    fine = make_table(*["war"] * 8, *["sea"] * 8, *["war and sea in the air"] * 2)
    assert topic_warnings(fine, topics) == []
    assert topic_warnings(make_table("war and sea in the air"), topics) == []  # too few to tell


# A careful reading of the thread, newest comment first; the main topic stands first.
READING = [
    ("I absolutely beg differ", []),
    ("Will it suddenly become like Apartheid-era South Africa", []),
    ("china for years and years has been buying up all the scrap metal's", ["china_role"]),
    ("US sanctions has little to do…. chinese companies rather than western ones…I wonder how good "
     "are chinese ethics", ["china_role", "sanctions"]),
    ("the war in Vietnam, the Vietnamization of the war, ARVN won, to play up China",
     ["vietnam_history", "china_role"]),
    ("with the Chinese assistance, the Vietnamese defeated various chinese dynasties of Han, even "
     "the current CCP in 1979? Learn your own history book.", ["vietnam_history", "china_role"]),
    ("you Viet; without China support during the Vietnam War, Vietnam will never",
     ["vietnam_history", "china_role"]),
    ("Don’t you think the US sanctions on North Korea have anything to do with", ["sanctions"]),
    ("while the Chinese are sucking NKorea dry", ["china_role"]),
    ("divert some of their own resources from the military", []),
    ("a lot of mineral wealth in Afghanistan too", []),
]  # fmt: skip


def test_short_forms_of_the_diplomat_comments_get_the_reading() -> None:
    path = Path(__file__).parents[1] / "data" / "diplomat-north-korea" / "topics.toml"
    texts, wanted = zip(*READING, strict=True)
    assigned = assign_topics(make_table(*texts), read_topics(path))
    assert assigned["seeded_topics"].tolist() == list(wanted)


SEEDS = ("war", "trade war", "US", "sanction*", "N. Korea", "größe", "rule of law", "us and them")
PIECES = st.sampled_from([*SEEDS, "wars", "U.S.", "us", "’", "\n", " ", ".", "-", "*", "İ", "\x00"])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))


@given(st.lists(TEXTS, max_size=4))
def test_evidence_gives_the_word_back_and_never_overlaps(texts: list[str]) -> None:
    table = make_table(*texts)
    topics = [make_topic("all", *SEEDS), make_topic("one", "war")]
    by_id = dict(zip(table["id"], texts, strict=True))
    ends: dict[tuple[str, str], int] = {}
    evidence = find_evidence(table, topics)
    for row in evidence.itertuples():
        assert by_id[row.id][row.start : row.end] == row.word != ""
        assert row.start >= ends.get((row.id, row.topic), 0)
        ends[row.id, row.topic] = row.end
    scores = topic_scores(table, topics)
    assert scores.groupby("id")["score"].sum().tolist() == pytest.approx(
        [1] * scores["id"].nunique()
    )
    main = scores[scores["main"]].set_index("id")["topic"].to_dict()
    assigned = assign_topics(table, topics)
    assert {
        i: t for i, t in zip(assigned["id"], assigned["seeded_topic"], strict=True) if t
    } == main
    assert set(zip(evidence["id"], evidence["topic"], strict=True)) == {
        (identity, name)
        for identity, names in zip(assigned["id"], assigned["seeded_topics"], strict=True)
        for name in names
    }


@given(st.text(min_size=1, max_size=12))
def test_any_seed_is_refused_or_matches_itself(seed: str) -> None:
    try:
        found = find(seed.removesuffix("*"), seed)
    except SettingsError:
        return
    assert len(found) == 1 or "\n" in seed or seed != seed.strip() or seed.upper() == seed


@given(st.lists(TEXTS, min_size=2, max_size=6), st.randoms())
def test_row_order_makes_no_difference(texts: list[str], source: random.Random) -> None:
    table = make_table(*texts)
    order = source.sample(range(len(texts)), len(texts))
    topics = [make_topic("all", *SEEDS), make_topic("one", "war", "law")]
    straight = assign_topics(table, topics).set_index("id")["seeded_topics"]
    shuffled = assign_topics(table.iloc[order], topics).set_index("id")["seeded_topics"]
    assert straight.to_dict() == shuffled.to_dict()
