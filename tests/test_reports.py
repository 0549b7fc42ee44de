"""The committed reports are current: made again, their findings and numbers are the same."""

import json
from pathlib import Path

import pandas as pd
import pytest

from toolkit.cli import main

ROOT = Path(__file__).parents[1]
REPORTS = sorted(path.parent.name for path in (ROOT / "reports").glob("*/manifest.json"))


@pytest.fixture(scope="module", params=REPORTS)
def pair(request, tmp_path_factory):
    """A committed report's folder, and the one that its own command makes."""
    committed = ROOT / "reports" / request.param
    command = json.loads((committed / "manifest.json").read_text(encoding="utf-8"))["command"]
    arguments = command.split()[1:]
    made = tmp_path_factory.mktemp("report") / request.param
    arguments[arguments.index("-o") + 1] = str(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        with pytest.raises(SystemExit) as exited:
            main(["-q", *arguments])
    assert exited.value.code == 0
    return committed, made


def test_both_seed_pages_have_a_report():
    assert REPORTS == ["cnbc-rare-earth", "diplomat-north-korea"]


def test_the_same_files(pair):
    committed, made = (
        sorted(str(file.relative_to(folder)) for file in folder.rglob("*")) for folder in pair
    )
    assert made == committed


def test_the_same_sentences(pair):
    committed, made = (
        findings((folder / "report.md").read_text(encoding="utf-8")) for folder in pair
    )
    assert made == committed
    assert committed


def test_the_same_numbers(pair):
    committed, made = pair
    tables = sorted(committed.rglob("*.csv"))
    assert tables
    for path in tables:
        old = pd.read_csv(path)
        new = pd.read_csv(made / path.relative_to(committed))
        pd.testing.assert_frame_equal(new, old, rtol=1e-6)


def findings(report):
    """The report up to its first figure."""
    return report.split("\n## Who spoke when")[0].split("\n## How the thread was read")[0]
