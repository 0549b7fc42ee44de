"""Outputs that are folders: whole or not at all, and never over another's work."""

import json
import types

import pandas as pd
import pytest

from toolkit.errors import OutputError
from toolkit.writers import FOLDER, WRITERS, export_table

TABLE = pd.DataFrame({"id": ["a", "b"], "text": ["Fine.", "Not so."]})


def write(table, path, details):  # noqa: ARG001
    (path / "deep").mkdir()
    (path / "deep" / "texts.txt").write_text("\n".join(table["text"]))
    (path / "ids.txt").write_text("\n".join(table["id"]))
    if "fail" in table:
        raise OSError(28, "No space left on device")
    return []


@pytest.fixture(autouse=True)
def known(monkeypatch):
    made = types.SimpleNamespace(description="", ending=FOLDER, carries=None, write=write)
    monkeypatch.setattr("toolkit.writers.WRITERS", {**WRITERS, "twofiles": made, "other": made})


def snapshot(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
            if p.is_file()}  # fmt: skip


def test_replaced_as_a_whole(tmp_path):
    folder = tmp_path / "new" / "made"
    export_table(TABLE, "twofiles", folder)
    assert set(snapshot(folder)) == {"deep/texts.txt", "ids.txt", "manifest.json"}
    assert json.loads((folder / "manifest.json").read_text())["format"] == "twofiles"
    export_table(TABLE.head(1), "twofiles", folder)
    assert (folder / "ids.txt").read_text() == "a"
    assert [path.name for path in folder.parent.iterdir()] == ["made"]


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "made").mkdir()
    export_table(TABLE, "twofiles", tmp_path / "made")
    assert (tmp_path / "made" / "ids.txt").read_text() == "a\nb"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", "mine", "holds notes.txt, which is no part of the earlier"),
        ("ids.txt", "changed since", "holds ids.txt, which is no part of the earlier"),
        ("manifest.json", "{}", "is not empty and holds no twofiles export of ours"),
        ("manifest.json", "[1", "is not empty and holds no twofiles export of ours"),
    ],
)
def test_what_is_not_ours_stays(tmp_path, name, content, said):
    folder = tmp_path / "made"
    export_table(TABLE, "twofiles", folder)
    (folder / name).write_text(content)
    before = snapshot(folder)
    with pytest.raises(OutputError, match=said):
        export_table(TABLE.head(1), "twofiles", folder)
    assert snapshot(folder) == before


def test_an_export_of_another_format_stays(tmp_path):
    export_table(TABLE, "twofiles", tmp_path / "made")
    with pytest.raises(OutputError, match="no other export of ours"):
        export_table(TABLE, "other", tmp_path / "made")


def test_a_failure_leaves_things_as_they_were(tmp_path):
    export_table(TABLE, "twofiles", tmp_path / "made")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match="No space left"):
        export_table(TABLE.assign(fail=1), "twofiles", tmp_path / "made")
    assert snapshot(tmp_path) == before
    with pytest.raises(OutputError, match="No space left"):
        export_table(TABLE.assign(fail=1), "twofiles", tmp_path / "deep" / "new")
    assert snapshot(tmp_path) == before
    assert not (tmp_path / "deep").exists()


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "made").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        export_table(TABLE, "twofiles", tmp_path / "made")
