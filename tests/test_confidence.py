"""How sure a reading is: what each doubt needs, how doubts make a level, and the page's own."""

import dataclasses
import json
from pathlib import Path

import confidence as benchmark
import pytest

from toolkit.cli import main
from toolkit.confidence import assess, doubt_records
from toolkit.documents import make_document, read_document
from toolkit.doubts import (
    ALONE,
    AS_PRINTED,
    CONTESTED,
    COUNTED,
    DATED,
    DOUBTFUL,
    EDGED,
    ELSEWHERE,
    EMPTIED,
    EMPTY,
    FORM,
    LONG,
    NEARLY,
    NO_AUTHOR,
    NO_DATE,
    ORPHAN,
    SAME,
    SCARCELY,
    UNKNOWN,
    WEIGHTS,
)
from toolkit.explanation import Explanation, Ground, Weighed, by_specification
from toolkit.formats import parse_comments
from toolkit.pages import Reading
from toolkit.schema import CONFIDENCES, Comment

FIXTURES = Path(__file__).parent / "fixtures"
DIPLOMAT = "data/diplomat-north-korea/diplomat-north-koreas-six-trillion-dollar-question.txt"
NAMES = ("Ann", "Bob", "Cid", "Dee", "Eve")
TEXTS = (
    "Fine, and I say so at some length.",
    "I see no reason to close the bridge.",
    "Who would pay for a second one?",
    "The ferry was slow, and cold in winter.",
    "My father built the first one.",
)


def make_records(**changes):
    """Five records like each other; of a changed field the last record gets the value."""
    rows = [
        Comment(
            id=f"a:{n}", source="a.txt", article_id="a", conversation_id=f"a:{n}", author=name,
            timestamp=f"2014-05-0{n + 1}", timestamp_text=f"May {n + 1}, 2014", text=TEXTS[n],
            position=n, locator="char=0,1",
        )
        for n, name in enumerate(NAMES)
    ]  # fmt: skip
    return [*rows[:-1], dataclasses.replace(rows[-1], **changes)]


def weighed(points, needed=2.5, **more):
    return Weighed(name="date lines", items=5, points=points, needed=needed, **more)


def reading(records, *, points=9.0, noticed=(), **more):
    explanation = more.pop("explanation", None) or Explanation(how="", taken=(weighed(points),))
    return Reading(
        title=None, records=tuple(records), entries=more.pop("entries", ()), layout=None,
        reason="", warnings=(), explanation=explanation, noticed=noticed, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "doubt", "level"),
    [
        ({}, None, "high"),
        ({"author": None}, NO_AUTHOR, "medium"),
        ({"author": None, "state": "deleted"}, None, "high"),
        ({"timestamp": None, "timestamp_text": None}, NO_DATE, "medium"),
        ({"timestamp": None, "timestamp_text": "long ago"}, AS_PRINTED, "high"),
        ({"text": "word " * 400}, LONG, "low"),
        ({"text": "word " * 100}, None, "high"),
        ({"text": ""}, EMPTY, "low"),
        ({"text": TEXTS[0]}, SAME, "medium"),
        ({"text": "I see.\n\nMay 9, 2014 at 10:00\n\nSo do I."}, DATED, "low"),
        ({"text": "I was there on May 9, 2014, and saw how they closed it."}, None, "high"),
        ({"text": "", "author": None}, f"{NO_AUTHOR}; {EMPTY}", "low"),
        ({"kind": "pingback", "author": None, "text": ""}, None, "high"),
    ],
)
def test_record(changes, doubt, level):
    records = assess(reading(make_records(**changes))).records
    assert (records[-1].doubts, records[-1].confidence) == (doubt, level)
    if doubt != SAME:
        assert all(record.doubts is None for record in records[:-1])


def test_few_authors_are_no_habit():
    """Where one of five has a name, the four without one are as the page is."""
    records = [
        dataclasses.replace(record, author=None if n else "Ann")
        for n, record in enumerate(make_records())
    ]
    assert all(not doubts for doubts in doubt_records(records))


def test_lines_that_the_page_repeats():
    records = make_records()
    ended = [dataclasses.replace(r, text=f"{r.text}\n\nAgree 3") for r in records[:2]]
    assert doubt_records([*ended, *records[2:]])[:3] == [[EDGED], [EDGED], []]
    signed = [dataclasses.replace(r, author="Ann", text=f"{r.text}\n\nYours, Ann") for r in records]
    assert all(EDGED not in doubts for doubts in doubt_records(signed))


def test_single_comment():
    assert assess(reading(make_records()[:1])).records[0].doubts == ALONE


@pytest.mark.parametrize("phrase", [ELSEWHERE, FORM, ORPHAN])
def test_what_readers_notice(phrase):
    noticed = ((), (), (), (), (phrase,))
    record = assess(reading(make_records(), noticed=noticed)).records[-1]
    assert record.doubts == phrase
    assert record.confidence == CONFIDENCES[WEIGHTS[phrase]]


@pytest.mark.parametrize(
    ("points", "level", "doubts"),
    [(2.5, "low", [SCARCELY]), (3.9, "medium", [SCARCELY]), (4.5, "high", []), (30, "high", [])],
)
def test_page_by_its_points(points, level, doubts):
    """2.5 points are needed; records are no surer than what told them."""
    page = assess(reading(make_records(), points=points))
    assert (page.confidence, list(page.doubts)) == (level, doubts)
    assert {record.confidence for record in page.records} == {level}


def test_page_that_much_speaks_against():
    grounds = (Ground(12.0, "for it"), Ground(-2.0, "with bylines"), Ground(-2.0, "cut off"))
    taken = weighed(8.0, grounds=grounds)
    page = assess(reading(make_records(), explanation=Explanation(how="", taken=(taken,))))
    assert page.confidence == "low"
    assert page.doubts == (f"{CONTESTED} (with bylines, cut off)",)


@pytest.mark.parametrize(
    ("points", "level"), [(2.0, "low"), (1.0, "medium"), (0.0, "high"), (-4.0, "high")]
)
def test_page_without_comments(points, level):
    explanation = Explanation(how="no comments", rejected=(weighed(points),))
    page = assess(reading([], explanation=explanation))
    assert page.confidence == level
    assert list(page.doubts) == ([] if level == "high" else [NEARLY])


def test_items_without_any_text():
    page = assess(reading([]))
    assert (page.confidence, page.doubts) == ("low", (EMPTIED,))


def test_page_with_many_doubtful_records():
    records = [dataclasses.replace(record, text="") for record in make_records()[:3]]
    page = assess(reading([*records, *make_records()[3:]]))
    assert page.confidence == "medium"
    assert page.doubts == (f"{DOUBTFUL} (3 of 5)",)
    assert [record.confidence for record in page.records] == ["low"] * 3 + ["medium"] * 2


def test_formats_that_say_what_each_field_is():
    page = assess(reading(make_records(), explanation=by_specification("WXR")))
    assert page.confidence == "high"


COUNTS = b"Ann\nMay 3, 2014 at 10:00\nFine, I say.\n\nBob\nMay 4, 2014 at 11:00\nI see it, too.\n"


@pytest.mark.parametrize(
    ("printed", "doubts"), [(b"2", []), (b"7", [f"{COUNTED} (7, 2 were found)"])]
)
def test_the_count_that_the_page_prints(printed, doubts):
    document = make_document(printed + b" Comments\n\n" + COUNTS, source="page.txt")
    source = parse_comments([document]).sources.iloc[0]
    assert source["comments"] == 2
    assert source["doubts"] == doubts


def test_lines_after_the_comments_are_said_and_lower_nothing():
    prose = b"Here stands something else that nobody has ever written as a comment on a page.\n\n"
    document = make_document(b"2 Comments\n\n" + COUNTS + b"\nLeave a comment\n\n" + prose * 4,
                             source="page.txt")  # fmt: skip
    source = parse_comments([document]).sources.iloc[0]
    assert source["confidence"] == "high"
    assert source["doubts"] in ([], [f"{UNKNOWN} (4)"])


def test_the_diplomat_page_is_read_surely():
    """Ten of its eleven comments have no author, which is how the page is."""
    parsed = parse_comments([read_document(DIPLOMAT)])
    assert set(parsed.comments["confidence"]) == {"high"}
    assert parsed.comments["doubts"].isna().all()
    source = parsed.sources.iloc[0]
    assert (source["confidence"], source["doubts"], source["doubtful"]) == ("high", [], 0)


def test_summary_and_terminal(tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_bytes(b"Comments\n\nAnn\nMay 3, 2014\nFine, I say.\n")
    with pytest.raises(SystemExit) as end:
        main(["parse", str(page)])
    assert end.value.code == 0
    shown = capsys.readouterr()
    record = json.loads(shown.out)
    assert list(record)[-2:] == ["confidence", "doubts"]
    assert (record["confidence"], record["doubts"]) == ("medium", ALONE)
    assert "Confidence: high. Records below high confidence: 1 of 1." in shown.err
    with pytest.raises(SystemExit):
        main(["-q", "parse", str(page), "--summary", str(tmp_path / "summary.json")])
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    source = summary["sources"][0]
    assert (source["confidence"], source["doubts"]) == ("high", [])
    assert source["records"]["by_confidence"] == {"medium": 1}


def test_the_benchmark_counts_by_hand():
    wanted = [
        {"text": "Dig deeper.", "author": "Ann", "timestamp": "2012-05-03", "reply_to": None},
        {"text": "With whose money?", "author": "Bo", "timestamp": None, "reply_to": 0},
    ]
    found = [
        {"text": "With whose money?", "author": "Bo", "timestamp": None, "reply_to": 1},
        {"text": "Dig deeper. Reply", "author": "X", "timestamp": "2012-05-03", "reply_to": None},
        {"text": "Nobody wrote this.", "author": None, "timestamp": None, "reply_to": None},
    ]
    judged = benchmark.judge_page(wanted, found)
    assert judged[0] == {"text": True, "author": True, "date": True, "reply": True, "all": True}
    assert judged[1] == {"text": True, "author": False, "date": True, "reply": True, "all": False}
    assert not any(judged[2].values())
