"""The quality of reading web pages stays at least where it was; figures checked by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest
import web_pages_quality as quality

BENCHMARKS = Path(__file__).parent / "benchmarks"
FLOORS = json.loads((BENCHMARKS / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("hashed", [False, True], ids=["names_as_written", "names_hashed"])
def test_floors(hashed):
    floors = FLOORS["names_hashed" if hashed else "names_as_written"]
    found = quality.summarise(quality.read_cases(quality.FIXTURES, hashed=hashed))
    for name in quality.NAMES:
        assert found[name] >= floors[name], (name, found)
    assert found["false"] <= floors["false"], found


@pytest.mark.parametrize("layout", ["indented", "wrapped", "markdown"])
def test_printed_floors(layout):
    floors = FLOORS[f"printed_{layout}"]
    found = quality.summarise(quality.read_cases(quality.PRINTED, ending=f"-{layout}"))
    for name in floors.keys() - {"false"}:
        assert found[name] >= floors[name], (name, found)
    assert found["false"] <= floors["false"], found


def record(text, **fields):
    empty = {"author": None, "timestamp": None, "kind": "comment", "reply_to": None}
    return {**empty, "text": text, **fields}


def test_counts_by_hand():
    wanted = [
        record("Dig deeper.", author="Ann", timestamp="2012-05-03"),
        record("With whose money?", author="Bo", timestamp="2012-05-03T10:12", reply_to=0),
        record("", author="A page", kind="pingback"),
        record("The quarry pumps day and night."),
    ]
    found = [
        record("Dig deeper. Reply", author="Ann", timestamp="2012-05-03T10:00"),
        record("With whose money?", author="Bo X", timestamp="2012-05-03T10:13", reply_to=0),
        record("A page", author="A page", kind="comment"),
        record("Something else that nobody wrote."),
    ]
    counts = quality.count_page(wanted, found)
    assert counts["paired"] == 3
    assert quality.figures(counts) == {
        "f1": 0.75, "author": 2 / 3, "date": 0.5, "reply": 1.0, "kind": 2 / 3,
    }  # fmt: skip


def test_false_records_are_counted():
    counts = quality.count_page([], [record("Nobody wrote this.")])
    assert quality.summarise({"page": counts})["false"] == 1
    assert quality.figures(Counter())["f1"] is None


def test_hashed_names():
    page = '<li id="c-1" class="comment odd"><a class=\'odd\' href="x#c-1">class="</a>'
    hashed = quality.hash_names(page)
    assert "comment" not in hashed
    assert "odd" not in hashed
    identity = hashed.split('id="')[1].split('"')[0]
    assert f"x#{identity}" in hashed
    assert quality.hash_names("<p>no names</p>") == "<p>no names</p>"
