"""`toolkit score` and `toolkit report` with targets and the analyst's own words."""

import json

import pandas as pd
import pytest

from toolkit.cli import main

EVIL = '<script>alert(1)</script> [x](javascript:y) | "&'
TARGETS = '[[target]]\nname = "China"\naliases = ["Chinese"]\n[[target]]\nname = "<b>|US"\n'
LEXICON = '[[word]]\nword = "zorgle"\nvalence = -3\nwhy = "<i>why</i>"\n[[entity]]\nname = "Xu"\n'


@pytest.fixture
def run(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as exited:
            main([str(argument) for argument in arguments])
        return exited.value.code, capsys.readouterr().err

    return run


@pytest.fixture
def files(tmp_path):
    rows = [
        {"id": "b", "text": f"China is great {EVIL}. China is zorgle."},
        {"id": "a", "text": "=China sells coal."},
        {"id": "c", "text": None},
    ]
    table = tmp_path / "table.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "targets.toml").write_text(TARGETS, encoding="utf-8")
    (tmp_path / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_scores_toward_targets(run, files, ending):
    out = files / f"out.{ending}"
    code, err = run(
        "score", files / "table.jsonl", "--targets", files / "targets.toml",
        "--targets-output", out,
    )  # fmt: skip
    read = {"jsonl": lambda path: pd.read_json(path, lines=True), "csv": pd.read_csv,
            "parquet": pd.read_parquet}[ending]  # fmt: skip
    table = read(out)
    assert code == 0
    assert list(table.columns) == [
        "id", "target", "mentions", "score", "low", "high", "evidence"
    ]  # fmt: skip
    assert table["id"].tolist() == ["b", "b", "a", "a", "c", "c"]
    assert table["mentions"].tolist() == [2, 0, 1, 0, 0, 0]
    assert table["score"].notna().tolist() == [True, *[False] * 5]
    assert "China: named in 2 texts, something said in 1" in err
    assert "'<b>|US': no text names it" in err


def test_lexicon_and_targets_together(run, files):
    code, err = run(
        "score", files / "table.jsonl", "-o", files / "s.csv", "--lexicon",
        files / "lexicon.toml", "--targets", files / "targets.toml", "--targets-output",
        files / "t.csv",
    )  # fmt: skip
    plain = run("score", files / "table.jsonl", "-o", files / "plain.csv")
    scored, before = (pd.read_csv(files / name) for name in ("s.csv", "plain.csv"))
    assert (code, plain[0]) == (0, 0)
    pd.testing.assert_frame_equal(scored[before.columns], before)
    assert scored["vader_overlay_compound"].iloc[0] < scored["vader_normalised_compound"].iloc[0]
    assert "zorgle: 1 times in 1 text, compound -" in err
    assert "'Xu' of the lexicon stands in no text" in err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--targets", "targets.toml", "-o", "o.csv"], "without --targets-output"),
        (["--targets-output", "o.csv", "-o", "p.csv"], "without --targets;"),
        ([], "Missing option '-o'"),
        (["--targets", "targets.toml", "--targets-output", "o.txt"], "written to"),
        (["--targets", "targets.toml", "--targets-output", "o.csv", "-o", "o.csv"], "both outputs"),
        (["--targets", "targets.toml", "--targets-output", "table.jsonl"], "is an input"),
        (["--targets", "none.toml", "--targets-output", "o.csv"], "no such targets file"),
        (["--targets", "lexicon.toml", "--targets-output", "o.csv"], "unknown key 'word'"),
        (["--lexicon", "targets.toml", "-o", "o.csv"], "unknown key 'target'"),
    ],
)
def test_options_that_cannot_be(run, files, monkeypatch, options, message):
    monkeypatch.chdir(files)
    code, err = run("score", "table.jsonl", *options)
    assert code == 2
    assert message in err
    assert not (files / "o.csv").exists()


def test_the_report_escapes_and_links(run, files):
    code, _ = run(
        "report", files / "table.jsonl", "--targets", files / "targets.toml", "--lexicon",
        files / "lexicon.toml", "-o", files / "report",
    )  # fmt: skip
    assert code == 0
    html = (files / "report" / "report.html").read_text(encoding="utf-8")
    toward = html[html.index('id="toward"') : html.index('id="words"')]
    assert "<script>alert" not in html
    assert '<q dir="auto">China is great &lt;script&gt;alert(1)&lt;/script&gt;' in toward
    assert "<bdi>&lt;b&gt;|US</bdi>" in toward
    assert "&lt;i&gt;why&lt;/i&gt;" in toward
    anchor = toward.split('<a href="#c-')[1].split('"')[0]
    assert f'id="c-{anchor}"' in html
    markdown = (files / "report" / "report.md").read_text(encoding="utf-8")
    assert "### Toward whom" in markdown
    assert "- **China.** Named in" in markdown
    assert "<script>" not in markdown
    assert "mentioned, nothing said" in markdown
    table = pd.read_csv(files / "report" / "targets.csv")
    assert len(table) == 2 * len(pd.read_csv(files / "report" / "comments.csv"))
    assert pd.read_csv(files / "report" / "lexicon.csv")["matches"].tolist() == [1, 0]


def test_without_targets_the_report_says_nothing_of_them(run, files):
    assert run("report", files / "table.jsonl", "-o", files / "plain")[0] == 0
    assert "Toward whom" not in (files / "plain" / "report.md").read_text(encoding="utf-8")
    assert not (files / "plain" / "targets.csv").exists()
