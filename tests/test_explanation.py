"""Why a page was read as it was: what the explanation says, and how it is shown."""

import json
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.documents import read_document
from toolkit.formats import FORMATS, parse_comments

FIXTURES = Path(__file__).parent / "fixtures"
WEB = FIXTURES / "web_page" / "wordpress_classic" / "page.html"
TEXT = FIXTURES / "pasted" / "german" / "page.txt"
NOTHING = FIXTURES / "web_page" / "none_press_releases" / "page.html"
CASES = [
    (name, folder)
    for name in FORMATS
    if (FIXTURES / name).is_dir()
    for folder in sorted((FIXTURES / name).iterdir())
    if any(folder.glob("page.*"))
]


def explain(path):
    parsed = parse_comments([read_document(path)])
    return parsed, parsed.explanations[str(path)]


@pytest.mark.parametrize(("name", "folder"), CASES, ids=lambda value: getattr(value, "name", value))
def test_every_reading_is_explained(name, folder):
    parsed, explanation = explain(next(folder.glob("page.*")))
    assert explanation.how
    count = len(parsed.comments)
    told = bool(explanation.taken) or explanation.given
    comments = int((parsed.comments["kind"] == "comment").sum())
    assert told or not comments, name
    for one in explanation.taken:
        assert one.points >= one.needed
        assert not one.reason
    for one in explanation.rejected:
        assert one.points < one.needed or one.reason
    for one in (*explanation.taken, *explanation.rejected):
        assert sum(ground.points for ground in one.grounds) == pytest.approx(one.points, abs=0.15)
    for place in explanation.places:
        assert 0 <= place.found <= place.of <= count


def test_a_web_page():
    parsed, explanation = explain(WEB)
    assert explanation.how == "comments were told by 4 elements li.comment"
    assert [(one.name, one.items) for one in explanation.taken] == [("li.comment", 4)]
    assert "under a heading of comments" in [ground.text for ground in explanation.taken[0].grounds]
    found = {place.field: (place.found, place.of) for place in explanation.places}
    assert found == {"author": (4, 4), "date": (4, 4), "text": (4, 4), "reply": (2, 4)}
    assert explanation.layout.startswith("[web_page]\nitem = 'li.comment'\n")
    assert len(parsed.comments) == 4


def test_a_pasted_page():
    _, explanation = explain(TEXT)
    assert [(one.name, one.items) for one in explanation.taken] == [
        ("date lines, lines 4 to 18", 3)
    ]
    found = {place.field: (place.found, place.of) for place in explanation.places}
    assert found["author"] == found["date"] == found["text"] == (3, 3)
    assert explanation.layout.startswith("[pasted]\nhead = ['(?P<author>")


def test_a_page_without_comments():
    parsed, explanation = explain(NOTHING)
    assert parsed.comments.empty
    assert not explanation.taken
    assert explanation.rejected
    assert all(one.points < one.needed or one.reason for one in explanation.rejected)
    assert not explanation.layout


def test_the_terminal(tmp_path, capsys):
    """One block a source, on standard error, quiet or not; the exit code stays."""
    with pytest.raises(SystemExit) as end:
        main(["-q", "parse", "--explain", str(WEB), str(TEXT), "-o", str(tmp_path / "all.jsonl")])
    assert end.value.code == 0
    shown = capsys.readouterr()
    assert not shown.out
    said = " ".join(shown.err.split())
    assert said.count("was read so:") == 2
    for part in (f"why {WEB} was read so: comments were told by 4 elements li.comment",
                 "4 × li.comment", "of 4", "4 of 4 records", "inside the comment answered",
                 "[web_page] item = 'li.comment'", "[pasted] head = "):  # fmt: skip
        assert part in said


def test_the_summary(tmp_path):
    path = tmp_path / "summary.json"
    with pytest.raises(SystemExit):
        main(["-q", "parse", str(WEB), "-o", str(tmp_path / "a.jsonl"), "--summary", str(path)])
    explained = json.loads(path.read_text(encoding="utf-8"))["sources"][0]["explanation"]
    assert list(explained) == ["how", "taken", "rejected", "places", "layout", "given"]
    taken = explained["taken"][0]
    assert (taken["name"], taken["items"], taken["reason"]) == ("li.comment", 4, "")
    assert {"points": 2.0, "text": "under a heading of comments"} in taken["grounds"]
    assert explained["places"][0].keys() == {"field", "where", "found", "of"}


def test_hostile_names_are_shown_safely(tmp_path, capsys):
    page = tmp_path / "page.html"
    item = '<li class="comment [red]\x1b[31m"><b class=by>{}</b> <i>May {}, 2014</i><p>{}</p></li>'
    items = [item.format(name, day, "I say so, and [bold]loudly[/bold]. " * 3)
             for day, name in enumerate(("Ann", "Bob", "Cid"), start=1)]  # fmt: skip
    page.write_text(f"<html><h2>Comments</h2><ul>{''.join(items)}</ul></html>", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["-q", "parse", "--explain", str(page), "-o", str(tmp_path / "all.jsonl")])
    assert end.value.code == 0
    assert "\x1b" not in capsys.readouterr().err
