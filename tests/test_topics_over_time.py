"""Topics over time and by group: shares with their intervals, periods, differences."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from toolkit.errors import SchemaError, SettingsError
from toolkit.topics import describe_periods, topics_by_group, topics_over_time
from toolkit.topics.periods import NO_CLOCK, find_periods, say_zones

HOSTILE = ["<script>alert(1)</script>", "=1+1", "\x1b[31mred", "a|b"[:1], "none of these", ""]


def make_table(times: list[str | None], topics: list[list[str]], **columns: object) -> pd.DataFrame:
    return pd.DataFrame({
        "id": [f"c{place:03d}" for place in range(len(times))], "text": "Some words.",
        "timestamp": pd.Series(times, dtype="string"), "seeded_topics": topics, **columns,
    })  # fmt: skip


def cells(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    return table[list(columns)].to_numpy().tolist()


def test_shares_and_wilsons_intervals_as_published() -> None:
    """1 of 29 and 0 of 20: Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    table = make_table(["2012-08-30"] * 29 + ["2012-08-31"] * 20, [["war"]] + [[]] * 48)
    found = topics_over_time(table, period="day")
    assert cells(found[found["topic"] == "war"], "group", "n", "total") == [
        ["2012-08-30", 1, 29], ["2012-08-31", 0, 20]
    ]  # fmt: skip
    ends = found.loc[found["topic"] == "war", ["ci_low", "ci_high"]].to_numpy()
    assert ends == pytest.approx(np.array([[0.0061, 0.1718], [0, 0.1611]]), abs=5e-5)
    assert found["ids"].iloc[0] == ["c000"]


def test_comments_with_several_topics_and_with_none() -> None:
    table = make_table(["2012"] * 0 + ["2012-08-30"] * 4, [["war", "trade"], ["war"], [], []])
    found = topics_over_time(table)
    assert cells(found, "topic", "label", "n", "share") == [
        ["trade", "trade", 1, 0.25], ["war", "war", 2, 0.5], ["", "none of these", 2, 0.5],
    ]  # fmt: skip
    assert found["ci_low"].isna().all()
    assert set(found["note"]) == {"4 comments are too few for an interval (at least 6)"}


def test_periods_in_which_nobody_wrote_are_there() -> None:
    found = topics_over_time(make_table(["2012-01-05", "2012-03-01"], [[], []]), period="month")
    assert cells(found, "group", "total", "note") == [
        ["2012-01", 1, "1 comment is too few for an interval (at least 6)"],
        ["2012-02", 0, "no comments"],
        ["2012-03", 1, "1 comment is too few for an interval (at least 6)"],
    ]
    assert found["start"].dt.strftime("%Y-%m-%d").tolist() == [
        "2012-01-01", "2012-02-01", "2012-03-01"
    ]  # fmt: skip
    assert found["end"].dt.strftime("%Y-%m-%d").tolist()[-1] == "2012-04-01"


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("hour", "2012-08-30T23"), ("day", "2012-08-30"), ("week", "2012-08-27"),
        ("month", "2012-08"), ("quarter", "2012-Q3"), ("year", "2012"),
    ],
)  # fmt: skip
def test_names_of_periods(period: str, first: str) -> None:
    """30 August 2012 was a Thursday; its week began on Monday the 27th."""
    found = topics_over_time(make_table(["2012-08-30T23:59:59+02:00"], [[]]), period=period)
    assert found["group"].tolist() == [first]


def test_comments_without_a_date_are_counted_apart() -> None:
    table = make_table(["2012-08-30T10:00"] * 7 + [None, "yesterday", "2012-02-30"], [["war"]] * 10)
    found = topics_over_time(table, period="hour")
    rows = found[found["topic"] == "war"]
    assert cells(rows, "group", "n") == [["2012-08-30T10", 7], ["no date", 3]]
    assert rows["ci_low"].isna().tolist() == [False, True]
    assert "counted apart" in rows["note"].iloc[1]
    assert "3 of 10 comments without a full date: counted apart." in describe_periods(table)


def test_days_without_a_time_are_in_no_hour() -> None:
    table = make_table(["2012-08-30T10:00"] * 8 + ["2012-08-30"], [[]] * 9)
    found = topics_over_time(table, period="hour")
    assert cells(found, "group", "n") == [["2012-08-30T10", 8], [NO_CLOCK, 1]]
    assert set(topics_over_time(table)["group_by"]) == {"day"}  # not chosen by itself


def test_times_with_and_without_a_zone_are_not_compared_silently() -> None:
    mixed = make_table(["2012-08-30T10:00+02:00"] * 6 + ["2012-08-30T10:00"] * 6, [["war"]] * 12)
    note = topics_over_time(mixed)["note"].iloc[0]
    assert note == ("six of twelve comments tell their zone and six do not: clock times as printed "
                    "are compared")  # fmt: skip
    zones = make_table(["2012-08-30T10:00+02:00", "2012-08-30T10:00Z"] * 6, [["war"]] * 12)
    assert "of 2 zones" in topics_over_time(zones)["note"].iloc[0]
    assert any("2 zones" in said for said in describe_periods(zones))
    alike = make_table(["2012-08-30T10:00Z"] * 12, [["war"]] * 12)
    assert topics_over_time(alike)["note"].iloc[0] == ""
    assert say_zones(pd.Series([], dtype="string")) == ""


@pytest.mark.parametrize(
    ("n", "days", "expected"),
    [(600, 3, "day"), (3000, 2, "hour"), (300, 150, "week"), (100, 150, "month"),
     (60, 360, "quarter"), (11, 150, "year"), (49, 0, "hour"), (1, 0, "hour"), (2, 0, "hour")],
)  # fmt: skip
def test_the_length_follows_span_and_number(n: int, days: int, expected: str) -> None:
    start = pd.Timestamp("2012-03-01T00:00")
    step = pd.Timedelta(days=days) / max(1, n - 1)
    times = pd.Series([(start + step * place).isoformat(timespec="minutes") for place in range(n)])
    assert find_periods(times).length == expected


def test_few_comments_have_few_periods_and_it_is_said() -> None:
    times = [f"20{year}-0{month}-01" for year in (10, 11) for month in (1, 3, 5, 7, 9)]
    found = topics_over_time(make_table([*times, "2011-12-01"], [["war"]] * 11))
    assert found["group"].unique().tolist() == ["2010", "2011"]
    table = make_table([*times, "2011-12-01"], [["war"]] * 11)
    assert describe_periods(table) == (
        "Eleven dated comments are too few for periods shorter than a year.",
    )


@pytest.mark.parametrize("n", [0, 1, 2, 11, 49])
@pytest.mark.parametrize("kind", ["seeded", "discovered"])
def test_small_tables_without_dates(n: int, kind: str) -> None:
    table = make_table(
        [None] * n, [["war"]] * n, discovered_topic=pd.Series([-1] * n, dtype="Int64")
    )
    found = topics_over_time(table, kind)
    assert found["total"].eq(n).all()
    assert len(found) == (0 if not n else 2 if kind == "seeded" else 1)
    hours = topics_over_time(table, kind, period="hour")
    pd.testing.assert_frame_equal(hours.drop(columns="group_by"), found.drop(columns="group_by"))
    assert found["start"].dtype == "datetime64[s]"
    grouped = topics_by_group(table.assign(author=None), "author", kind)
    assert len(grouped) == len(found)
    assert describe_periods(table)[0].startswith("No comment shows a full date")


def test_authors_of_several_comments_widen_the_interval() -> None:
    topics = [["war"] if place < 20 else [] for place in range(40)]
    alone = topics_over_time(make_table(["2012-08-30"] * 40, topics))
    by_ten = [f"a{place // 4}" for place in range(40)]
    together = topics_over_time(make_table(["2012-08-30"] * 40, topics, author=by_ten))
    assert together["ci_low"].iloc[0] < alone["ci_low"].iloc[0]
    assert "effective n" in together["note"].iloc[0]


def test_row_order_makes_no_difference_and_labels_are_carried() -> None:
    source = random.Random(3)
    times = [f"2012-08-{source.randint(1, 5):02d}" for _ in range(60)]
    topics = [source.choice([["war"], ["trade", "war"], []]) for _ in range(60)]
    table = make_table(times, topics, author=[source.choice("uvwxyz123") for _ in range(60)])
    shuffled = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(topics_over_time(table), topics_over_time(shuffled))
    grouped = topics_by_group(table, "author")
    pd.testing.assert_frame_equal(grouped, topics_by_group(shuffled, "author"))
    renamed = table.assign(seeded_topics=[[name.upper() for name in own] for own in topics])
    again = topics_by_group(renamed, "author")
    pd.testing.assert_frame_equal(
        grouped.drop(columns=["topic", "label"]), again.drop(columns=["topic", "label"])
    )
    labels = pd.DataFrame({"topic": ["war", "trade", "sport"], "label": ["War", "Trade", "Sport"]})
    found = topics_over_time(table, topics=labels)
    assert found["label"].unique().tolist() == ["War", "Trade", "Sport", "none of these"]
    assert found.loc[found["topic"] == "sport", "n"].eq(0).all()


def test_topics_joined_in_a_cell_of_csv_are_the_same() -> None:
    table = make_table(["2012-08-30"] * 3, [["war", "trade"], [], ["war"]])
    cell = table.assign(seeded_topics=["war|trade", None, "war"])
    pd.testing.assert_frame_equal(topics_over_time(table), topics_over_time(cell))


def test_discovered_topics_have_their_names() -> None:
    table = make_table(["2012-08-30"] * 12, [[]] * 12).assign(
        discovered_topic=pd.Series([10] * 2 + [2] * 5 + [-1] * 5, dtype="Int64"),
        discovered_name=["ship, sea"] * 2 + ["oven, cake"] * 5 + [""] * 5,
    )
    found = topics_over_time(table, "discovered")
    assert cells(found, "topic", "label", "n") == [
        ["2", "oven, cake", 5], ["10", "ship, sea", 2], ["", "none of these", 5]
    ]  # fmt: skip


def test_a_difference_of_two_groups_by_fishers_test() -> None:
    """Convictions of twins (Fisher 1935), 10 of 12 and 3 of 18; R: fisher.test, p = 0.0005367."""
    topics = [["war"]] * 10 + [[]] * 2 + [["war"]] * 3 + [[]] * 15
    table = make_table([None] * 30, topics, paper=["one"] * 12 + ["two"] * 18)
    found = topics_by_group(table, "paper").set_index(["topic", "group"])
    one, two = found.loc[("war", "one")], found.loc[("war", "two")]
    assert (one["n"], one["total"], one["n_others"], one["total_others"]) == (10, 12, 3, 18)
    assert one["difference"] == pytest.approx(10 / 12 - 3 / 18)
    assert one["p_value"] == pytest.approx(0.0005367, abs=5e-8)
    assert one["test"] == two["test"] == "Fisher's exact"
    assert one["p_holm"] == two["p_holm"] == pytest.approx(2 * 0.0005367, abs=1e-7)  # with ""
    assert one["difference_low"] == -two["difference_high"]
    assert 0 < one["difference_low"] < one["difference"] < one["difference_high"] < 1
    sides = {one["comparison_note"], two["comparison_note"]}
    assert "" in sides
    assert any("from the other side" in side for side in sides)


def test_small_groups_and_missing_values_are_said_not_hidden() -> None:
    authors = ["Ann"] * 8 + ["Bo"] * 7 + ["Cy"] * 2 + [None] * 3
    table = make_table([None] * 20, [["war"], []] * 10, author=authors)
    found = topics_by_group(table, "author")
    rows = found[found["topic"] == "war"]
    assert cells(rows, "group", "total") == [["Ann", 8], ["Bo", 7], ["Cy", 2], ["no value", 3]]
    assert rows["ci_low"].isna().tolist() == [False, False, True, True]
    assert rows["comparison_note"].tolist()[2:] == [
        "2 comments are too few to compare (at least 6)", "without a value: not compared"
    ]  # fmt: skip
    assert rows["total_others"].tolist() == [9, 10, 15, 0]


def test_many_groups() -> None:
    table = make_table([None] * 1500, [["war"]] * 1500, reader=[f"r{i}" for i in range(1500)])
    rows = topics_by_group(table, "reader")
    rows = rows[rows["topic"] == "war"]
    assert len(rows) == 1001
    assert rows["n"].sum() == 1500
    assert rows["group"].iloc[-1] == "500 smaller groups"


def test_pingbacks_are_counted_by_kind_only() -> None:
    kinds = ["comment"] * 3 + ["pingback"] * 2
    table = make_table([None] * 5, [["war"]] * 5, kind=kinds)
    found = topics_by_group(table, "kind")
    assert cells(found[found["topic"] == "war"], "group", "n") == [["comment", 3], ["pingback", 2]]
    assert topics_by_group(table.assign(side="a"), "side")["total"].max() == 3


def test_hostile_names_stay_as_they_are() -> None:
    table = make_table([None] * 6, [[name] if name else [] for name in HOSTILE], who=HOSTILE)
    found = topics_by_group(table, "who")
    assert set(HOSTILE) <= set(found["topic"])
    assert set(HOSTILE) - {""} <= set(found["group"])


@pytest.mark.parametrize(
    ("table", "by", "error", "said"),
    [
        (make_table([None], [[]]), "mood", SchemaError, "mood"),
        (make_table([None], [[]]), "text", SettingsError, "another column"),
        (make_table([None], [[]]), "seeded_topics", SettingsError, "holds lists"),
        (
            make_table([None], [[]]).drop(columns="seeded_topics"),
            "timestamp",
            SchemaError,
            "seeded",
        ),
    ],
)
def test_errors_of_groups(table: pd.DataFrame, by: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        topics_by_group(table, by)


def test_errors_of_periods() -> None:
    table = make_table(["0001-01-01", "9999-12-31"], [[], []])
    with pytest.raises(SettingsError, match="choose a longer one"):
        topics_over_time(table, period="hour")
    with pytest.raises(SettingsError, match="choose one of hour"):
        topics_over_time(table, period="decade")
    assert topics_over_time(table)["group"].tolist() == ["0001", "9999"]
    with pytest.raises(SchemaError, match="no topic's number"):
        topics_over_time(table.assign(discovered_topic=["x", "y"]), "discovered")
