"""`toolkit topics` with tables and edits: a folder whole or not at all, edits never overwritten."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from toolkit.cli import main
from toolkit.discovered import discover_topics
from toolkit.discovered.edits_file import read_edits
from toolkit.errors import OutputError
from toolkit.seeded import Topic, assign_topics, summarise_topics
from toolkit.topics.tables import make_topic_tables, write_topic_tables

SUBJECTS = {
    "sea": "ship harbour captain sailor anchor wave tide storm island".split(),
    "kitchen": "oven recipe butter flour sugar baker dough cake pastry".split(),
}
SEA = Topic(name="sea", label="Sea", seeds=("ship", "storm"))
ALWAYS = {"discovered", "quality", "hierarchy"}


def make_table(n: int) -> pd.DataFrame:
    source = random.Random(1)
    names = list(SUBJECTS)
    rows = [(f"c{i:02d}", " ".join(source.sample(SUBJECTS[names[i % 2]], 5)), "2024-05-01T10:00",
             f"a{i % 9}") for i in range(n)]  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "text", "timestamp", "author"])


@pytest.fixture
def run(capfdbinary):
    def run(*arguments):
        with pytest.raises(SystemExit) as exited:
            main([str(argument) for argument in arguments])
        return exited.value.code, capfdbinary.readouterr()[1].decode()

    return run


@pytest.fixture
def files(tmp_path):
    make_table(60).to_csv(tmp_path / "comments.csv", index=False)
    (tmp_path / "topics.toml").write_text(
        '[[topic]]\nname = "sea"\nseeds = ["ship", "storm"]\n', encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("n", [0, 1, 2, 11, 49])
@pytest.mark.parametrize("topics", [[], [SEA]])
def test_tables_of_few_comments(n: int, topics: list[Topic]) -> None:
    assigned = assign_topics(make_table(n), topics)
    tables = make_topic_tables(discover_topics(assigned), summarise_topics(assigned, topics),
                               by=["author"])  # fmt: skip
    seeded = {"together", "sentences", "unassigned_words"} if topics else set()
    assert set(tables) == ALWAYS | seeded | {"seeded_over_time", "seeded_by_author"}


def test_the_command_writes_a_folder_of_tables(run, files) -> None:
    out, folder = files / "out.csv", files / "tables"
    arguments = ("topics", files / "comments.csv", "--topics", files / "topics.toml", "-o", out,
                 "--tables", folder)  # fmt: skip
    code, said = run(*arguments, "--by", "author", "--period", "day")
    assert code == 0, said
    names = {path.name for path in folder.iterdir()}
    both = {f"{kind}_{what}.csv" for kind in ("seeded", "discovered")
            for what in ("over_time", "by_author")}  # fmt: skip
    assert names == both | {f"{name}.csv" for name in ALWAYS} | {
        "together.csv", "sentences.csv", "unassigned_words.csv", "hierarchy.txt", "manifest.json"
    }  # fmt: skip
    over_time = pd.read_csv(folder / "seeded_over_time.csv", keep_default_na=False)
    assert over_time["group"].tolist() == ["2024-05-01"] * 2
    assert over_time["ids"].str.count("c").sum() == 60
    assert (folder / "hierarchy.txt").read_text(encoding="utf-8").startswith("all topics (60 comm")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, _ = run(*arguments, "--by", "author", "--period", "day")
    assert code == 0
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "mine.txt").write_text("notes", encoding="utf-8")
    out.unlink()
    code, said = run(*arguments)
    assert code == 2
    assert "mine.txt" in said
    assert not out.exists()


def test_edits_are_listed_changed_and_used(run, files) -> None:
    comments, first, second = files / "comments.csv", files / "first.toml", files / "second.toml"
    out = files / "out.csv"
    code, said = run("topics", comments, "--save-edits", first, "-o", out)
    assert code == 0, said
    listed = read_edits(first)
    assert [one.id for one in listed] == ["t1", "t2"]
    text = first.read_text(encoding="utf-8")
    text = text.replace(f'name = "{listed[0].name}"', 'name = "Mine" # mine')
    first.write_text(text, encoding="utf-8")
    code, said = run("topics", comments, "--edits", first, "--save-edits", second, "-o", out)
    assert code == 0, said
    assert set(pd.read_csv(out)["discovered_name"]) == {"Mine", listed[1].name}
    assert [one.name for one in read_edits(second)] == ["Mine", listed[1].name]
    assert first.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--save-edits", "first.toml"], "is there already"),
        (["--save-edits", "nowhere/first.toml", "--tables", "tables"], "does not exist"),
        (["--edits", "none.toml"], "no such file of edits"),
        (["--edits", "first.toml"], "no topic"),
        (["--by", "author"], "needs --tables"),
        (["--period", "day"], "needs --tables"),
        (["--tables", "tables", "--by", "mood"], "mood"),
        (["--tables", "tables", "--by", "text"], "another column"),
        (["--tables", "comments.csv"], "is a file"),
    ],
)
def test_errors_leave_nothing_behind(run, files, monkeypatch, options, said) -> None:
    monkeypatch.chdir(files)
    bad = '[[topic]]\nid = "t1"\nname = "A"\nmerge = ["t9"]\n'
    (files / "first.toml").write_text(bad, encoding="utf-8")
    code, err = run("topics", "comments.csv", "-o", "out.csv", *options)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not (files / "out.csv").exists()
    assert not (files / "tables").exists()
    assert (files / "first.toml").read_text(encoding="utf-8") == bad


def test_hostile_columns_make_harmless_file_names(tmp_path) -> None:
    table = make_table(12).assign(**{"../../x": "a", "..\\..\\x": "b", "": "c"})
    assigned = assign_topics(table, [SEA])
    tables = make_topic_tables(discover_topics(assigned), summarise_topics(assigned, [SEA]),
                               by=["../../x", "..\\..\\x", ""])  # fmt: skip
    assert {"seeded_by_x", "seeded_by_x_2", "seeded_by"} <= set(tables)
    written = write_topic_tables(tables, tmp_path / "tables")
    assert len(written) == len(tables) + 1  # the tree
    assert {path.name for path in tmp_path.iterdir()} == {"tables"}
    (tmp_path / "tables" / "quality.csv").write_text("changed", encoding="utf-8")
    with pytest.raises(OutputError, match=r"quality\.csv"):
        write_topic_tables(tables, tmp_path / "tables")
