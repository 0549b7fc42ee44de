"""The command line as its users meet it: outputs, exit codes, one clear sentence for bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from toolkit.cli import cli, main
from toolkit.schema import COLUMNS
from toolkit.terminal import printable

ROOT = Path(__file__).parents[1]
DIPLOMAT = ROOT / "data/diplomat-north-korea/diplomat-north-koreas-six-trillion-dollar-question.txt"
TOPICS = ROOT / "data/diplomat-north-korea/topics.toml"
CNBC = ROOT / "data/cnbc-rare-earth/cnbc-why-china-wants-north-koreas-rare-earth-minerals.txt"


@pytest.fixture
def run(capfdbinary):
    def run(*arguments):
        with pytest.raises(SystemExit) as exited:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return exited.value.code, out.decode(), err.decode()

    return run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "comments.jsonl"
    rows = [{"id": "b", "text": "It isn’t good."}, {"id": "a", "text": "US sanctions hurt us"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_parse_writes_json_lines_to_standard_output(run):
    code, out, err = run("parse", DIPLOMAT)
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(records) == 16
    assert all(tuple(record) == COLUMNS for record in records)
    assert records[14]["author"] == "Mark Thomason"
    assert records[14]["timestamp"] == "2012-08-30T07:25"
    assert records[0]["timestamp"] is None
    assert records[0]["source"] == str(DIPLOMAT)
    assert "16 records: 11 comments, 5 pingbacks" in err
    assert "newsletter" in err


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_parse_writes_tables(run, tmp_path, ending):
    code, out, _ = run("-q", "parse", DIPLOMAT, "-o", tmp_path / f"t.{ending}")
    assert (code, out) == (0, "")
    read = {"jsonl": lambda p: pd.read_json(p, lines=True), "csv": pd.read_csv,
            "parquet": pd.read_parquet}[ending]  # fmt: skip
    table = read(tmp_path / f"t.{ending}")
    assert list(table.columns) == list(COLUMNS)
    assert (table["kind"] == "comment").sum() == 11


def test_summary_accounts_for_every_line(run, tmp_path):
    code, _, err = run("parse", DIPLOMAT, CNBC, "-o", tmp_path / "t.csv", "--summary",
                       tmp_path / "s.json")  # fmt: skip
    summary = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert (code, err) == (0, "")
    assert [source["records"]["total"] for source in summary["sources"]] == [16, 0]
    for source, path in zip(summary["sources"], (DIPLOMAT, CNBC), strict=True):
        shown = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        assert len(source["accounting"]) == len(shown)


def test_a_page_without_comments_is_no_error(run):
    code, out, err = run("parse", CNBC)
    assert (code, out) == (0, "")
    assert "No comments: no line of the page is a date line" in err


def test_quiet_and_verbose(run):
    assert run("-q", "parse", CNBC)[2] == ""
    assert "title/title: Why China wants" in run("-v", "parse", CNBC)[2]


def test_captured_at(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("2 comments\n\nAnn\n2 days ago\nYes.\n\nBob\n3 hours ago\nNo.\n")
    _, out, _ = run("parse", page, "--captured-at", "2024-05-03T14:00")
    stamps = [json.loads(line)["timestamp"] for line in out.splitlines()]
    assert stamps == ["2024-05-01", "2024-05-03"]


def test_score_keeps_rows_and_columns(run, table, tmp_path):
    code, _, err = run("score", table, "-o", tmp_path / "scored.csv")
    scored = pd.read_csv(tmp_path / "scored.csv")
    assert code == 0
    assert scored["id"].tolist() == ["b", "a"]
    raw = ["vader_neg", "vader_neu", "vader_pos", "vader_compound", "vader_label"]
    assert list(scored.columns)[:7] == ["id", "text", *raw]
    assert scored["vader_compound"].iloc[0] == 0.4404
    assert scored["vader_normalised_compound"].iloc[0] == -0.3412
    assert "1 of them score differently" in err


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_topics_keeps_rows_and_columns(run, table, tmp_path, ending):
    path = tmp_path / f"topics.{ending}"
    code, _, err = run("topics", table, "--topics", TOPICS, "-o", path)
    assert code == 0
    if ending == "csv":
        rows = pd.read_csv(path, keep_default_na=False).to_dict("records")
        assert [row["seeded_topics"] for row in rows] == ["", "sanctions"]
    else:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert [row["seeded_topics"] for row in rows] == [[], ["sanctions"]]
    assert [row["id"] for row in rows] == ["b", "a"]
    assert [row["seeded_topic"] for row in rows] == ["", "sanctions"]
    assert [row["discovered_topic"] for row in rows] == [-1, -1]
    assert [row["discovered_name"] for row in rows] == ["", ""]
    assert "too few" in err


def test_topics_without_a_topics_file(run, table, tmp_path):
    code, _, _ = run("topics", table, "-o", tmp_path / "topics.jsonl")
    assert code == 0
    row = json.loads((tmp_path / "topics.jsonl").read_text().splitlines()[0])
    assert (row["seeded_topics"], row["seeded_topic"]) == ([], "")


def test_topics_proposes_beside_the_seeded_topics(run, tmp_path):
    subjects = {"sea": "ship harbour captain sailor wave", "court": "judge lawyer trial jury law"}
    words = {name: own.split() for name, own in subjects.items()}
    table, topics = tmp_path / "c.jsonl", tmp_path / "t.toml"
    texts = [
        f"{own[n % 5]} {own[(n // 5) % 5]} {own[(n + 2) % 5]} {n}x"
        for n in range(40) for own in words.values()
    ]  # fmt: skip
    lines = [json.dumps({"id": str(row), "text": text}) for row, text in enumerate(texts)]
    table.write_text("\n".join(lines), encoding="utf-8")
    topics.write_text("".join(
        f'[[topic]]\nname = "{name}"\nseeds = ["{own[0]}", "{own[1]}"]\n'
        for name, own in words.items()
    ))  # fmt: skip
    out = tmp_path / "out.jsonl"
    code, _, err = run("topics", table, "--topics", topics, "-o", out)
    assert code == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    unshown = [row for row in rows if not row["seeded_topics"]]
    assert unshown
    assert all(row["seeded_topic"] == "" for row in unshown)
    right = [row["proposed_topic"] == ("sea", "court")[int(row["id"]) % 2] for row in rows]
    assert sum(right) >= 76
    listed = sum(bool(row["proposed_topics"]) for row in unshown)
    assert f"{listed} of {len(unshown)} comments without evidence got a proposal" in err


def test_topics_says_which_extra_embeddings_need(run, table, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    out = tmp_path / "out.jsonl"
    code, _, err = run("topics", table, "--topics", TOPICS, "--embeddings", "-o", out)
    assert code == 2
    assert "reader-comment-toolkit[embeddings]" in err
    assert not out.exists()


def bad_inputs(folder):
    """Arguments that can't work, and what the one sentence must say."""
    files = {
        "empty.txt": b"", "binary.txt": b"text\x00\x01\x02", "scan.pdf": b"%PDF-1.7 ...",
        "feed.xml": b"<?xml version='1.0'?><rss></rss>", "list.json": b'[{"a": 1}]',
        "legacy.txt": b"\x81\x8d\x8f\x90 caf\xe9 \xff\xfe", "body.csv": b"id,body\n1,x\n",
        "good.csv": b"id,text\n1,x\n", "twice.csv": b"id,text\n1,x\n1,y\n",
        "key.toml": b'[[topic]]\nname = "a"\nseeds = ["x"]\ncolour = "red"\n',
        "seeds.toml": b'[[topic]]\nname = "a"\nseeds = []\n', "broken.toml": b"[[topic]\n",
        "page.txt": b"Hello there.\n",
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_bytes(content)
    at = {name: folder / name for name in files}
    out, good = folder / "out.csv", folder / "good.csv"
    (folder / "other").mkdir()
    (folder / "other/notes.txt").write_text("mine")
    return [
        (["parse", folder / "none.txt"], "no such file"),
        (["parse", folder], "is a folder"),
        (["parse", at["empty.txt"]], "is empty"),
        (["parse", at["binary.txt"]], "is not text (a NUL byte at byte 4)"),
        (["parse", at["scan.pdf"]], "a PDF file"),
        (["parse", at["feed.xml"]], "an XML file"),
        (["parse", at["list.json"]], "a JSON file"),
        (["parse", at["legacy.txt"]], "is not valid UTF-8"),
        (["parse", at["page.txt"], "-o", folder / "out.txt"], "rename the output"),
        (["parse", at["page.txt"], "-o", folder / "no/out.csv"], "its folder does not exist"),
        (["parse", at["page.txt"], "--summary", at["page.txt"]], "inputs are never changed"),
        (["parse", at["page.txt"], "--format", "nope"], "choose one of: pasted"),
        (["parse", at["page.txt"], "--captured-at", "noon"], "2024-05-03T14:00"),
        (["parse"], "Missing argument"),
        (["parse", at["page.txt"], "--nope"], "No such option"),
        (["nope"], "No such command"),
        (["score", at["body.csv"], "-o", out], "no column 'text'"),
        (["score", at["twice.csv"], "-o", out], "more than once"),
        (["score", at["page.txt"], "-o", out], "a table is read from"),
        (["score", good, "-o", good], "inputs are never changed"),
        (["topics", good, "-o", out, "--topics", at["key.toml"]], "colour"),
        (["topics", good, "-o", out, "--topics", at["seeds.toml"]], "seeds"),
        (["topics", good, "-o", out, "--topics", at["broken.toml"]], "broken.toml"),
        (["topics", good, "-o", out, "--topics", folder / "none.toml"], "none.toml"),
        (["report", at["page.txt"], "-o", folder / "other"], "other"),
        (["report", at["page.txt"], "-o", at["empty.txt"]], "empty.txt"),
        (["report", folder / "none.txt", "-o", folder / "report"], "no such file"),
    ]


NUMBER_OF_BAD_INPUTS = 27


@pytest.mark.parametrize("number", range(NUMBER_OF_BAD_INPUTS))
def test_bad_input_gets_one_sentence(run, tmp_path, number):
    cases = bad_inputs(tmp_path)
    assert len(cases) == NUMBER_OF_BAD_INPUTS
    arguments, message = cases[number]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_a_defect_is_no_traceback(run, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("boom")

    monkeypatch.setattr("toolkit.formats.parse_comments", fail)
    code, _, err = run("parse", DIPLOMAT)
    assert code == 1
    assert "a defect of the toolkit itself (RuntimeError: boom)" in err
    assert "Traceback" not in err


def test_module_and_version():
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("toolkit, version 0.")


def test_standard_input_and_a_closed_pipe():
    command = f"{sys.executable} -m toolkit -q parse - < '{DIPLOMAT}' | head -c 20"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('{"id": "standard-inp')


def test_every_command_and_option_has_help():
    for name, command in cli.commands.items():
        assert command.help, name
        for option in command.params:
            assert getattr(option, "help", None) or option.param_type_name == "argument", option


def test_terminal_output_is_harmless(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("\x1b]0;owned\x07 [bold]title[/bold] of a page\u202e\n\nText.\n")
    _, _, err = run("-v", "parse", page)
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "[bold]title[/bold]" in err
    assert printable("\x1b[31m") == "\\x1b[31m"
