"""The report of an export speaks of records and of the export, not of a page's lines."""

from pathlib import Path

import pytest

from toolkit.cli import main

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "out"
    export = next((FIXTURES / "guardian").glob("*/export.json"))
    with pytest.raises(SystemExit) as stop:
        main(["-q", "report", str(export), "-o", str(folder)])
    assert stop.value.code == 0
    return folder


def test_it_counts_records(report):
    told = (report / "report.md").read_text(encoding="utf-8")
    assert "**Reading the export.**" in told
    assert "**Reading the page.**" not in told
    assert "\nRecords: " in told
    assert "\nLines: " not in told


def test_it_does_not_speak_of_the_page(report):
    for name in ("report.md", "report.html"):
        told = (report / name).read_text(encoding="utf-8")
        assert "times as the export gives them" in told
        assert "the page" not in told.split("How the thread was read")[0]
