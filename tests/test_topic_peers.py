"""The benchmark of topics beside a peer's: what it makes of labels and answers."""

import json
import sys

import numpy as np
import pytest
from topic_peers import OWN, accuracy, ask_kept, by_majority, plan, run_ways, same, spread
from topic_runs import Embed, fit_in_order
from topic_sets import Labelled, read_set, read_vectors

SET = Labelled("four", list("abcd"), ["x", "x", "y", "y"], 0, ())
TASK = {"name": "four", "texts": SET.texts, "vectors": "", "seed_texts": [], "seed_vectors": []}
RUN = {"k": None, "seed": 0, "shuffled": False, "vectors": False, "seed_words": None}


def test_a_topic_is_the_label_most_of_its_rows_have():
    topics, labels = [0, 0, 0, 1, 1, -1], ["b", "b", "a", "b", "a", "a"]
    names = by_majority(topics, labels)
    assert names == {0: "b", 1: "a", -1: "a"}  # of two as frequent the first by name
    assert accuracy(topics, names, labels) == pytest.approx(3 / 6)  # the row without is wrong


def test_rows_without_text_or_label_and_repeated_texts_are_left_out(tmp_path):
    path = tmp_path / "set.csv"
    path.write_text("text,label\nNA,a\none,b\n ,b\none,c\ntwo,\n", encoding="utf-8")
    found = read_set(path)
    assert (found.texts, found.labels, found.left_out) == (["NA", "one"], ["a", "b"], 3)


def test_a_label_without_a_seeded_topic_is_an_error(tmp_path):
    (tmp_path / "set.csv").write_text("text,label\nwar,a\npeace,b\n", encoding="utf-8")
    (tmp_path / "set.toml").write_text('[[topic]]\nname = "a"\nseeds = ["war"]\n')
    with pytest.raises(SystemExit, match="label 'b'"):
        read_set(tmp_path / "set.csv")


def test_vectors_of_other_texts_are_refused(tmp_path):
    axes = np.eye(3)

    def model(texts):
        return axes[["abc".index(text) for text in texts]]

    path = tmp_path / "vectors.npy"
    read_vectors(["a", "b"], path, model)
    read_vectors(["a", "b"], path, model)
    assert np.load(path).tolist() == axes[:2].tolist()
    for others in (["a", "b", "c"], ["a", "c"]):
        with pytest.raises(SystemExit, match="other texts"):
            read_vectors(others, path, model)


def test_topics_of_shuffled_rows_stand_in_the_texts_order():
    texts = [str(number) for number in range(50)]
    vectors = np.arange(50, dtype=np.float32)[:, None]
    seen = []

    def fit(own, rows, _run, embed):
        seen.append(own)
        assert rows[:, 0].tolist() == [float(text) for text in own] == embed(own)[:, 0].tolist()
        return {"topics": [int(text) for text in own], "seconds": 0.0, "told": {}}

    found = fit_in_order(fit, texts, vectors, {**RUN, "shuffled": True}, Embed(texts, vectors))
    assert found["topics"] == list(range(50))
    assert seen[0] != texts
    assert sorted(seen[0]) == sorted(texts)


def test_answers_go_back_to_their_way_and_kept_ones_are_not_asked_again(tmp_path):
    program = tmp_path / "echo.py"
    program.write_text(
        "import json, sys\n"
        "tasks = json.load(open(sys.argv[1]))\n"
        "found = [[{'topics': [0], 'seconds': 0, 'told': run} for run in task['runs']]\n"
        "         for task in tasks]\n"
        "json.dump(found, open(sys.argv[2], 'w'))\n"
    )
    task = {**TASK, "runs": [RUN, {**RUN, "seed": 1}]}
    command = [sys.executable, str(program)]
    found = ask_kept(command, [task], tmp_path)
    assert [answer["told"] for answer in found[0]] == task["runs"]
    program.write_text("raise SystemExit(1)")
    assert ask_kept(command, [{**task, "vectors": "elsewhere"}], tmp_path) == found
    [kept] = tmp_path.glob("echo_*.json")
    assert json.loads(kept.read_text()) == found[0]


def test_the_ways_of_a_program_run_in_two_processes(monkeypatch):
    calls = []

    def ask(_command, tasks):
        calls.append([task["runs"] for task in tasks])
        return [[{"told": run} for run in task["runs"]] for task in tasks]

    monkeypatch.setattr("topic_peers.ask", ask)
    ways = (OWN[0], OWN[0]._replace(name="given", given=True))
    found = run_ways(ways, [SET], [{**TASK, "runs": []}], "python", 2)
    assert len(calls) == 2
    for way in ways:
        first, again = found["four", way]
        assert [run["told"] for run in first] == plan(way, SET, 2).first
        assert [run["told"] for run in again] == plan(way, SET, 2).again
    assert [run["told"]["k"] for run in found["four", ways[1]].first] == [2, 2, 2]


def test_means_are_told_with_their_range_and_agreement_in_words():
    assert spread([0.5, 0.7]) == "0.600 (0.500–0.700)"
    assert spread([7, 7], 0) == "7"
    assert [same(value) for value in (1.0, 0.987, np.nan)] == ["same", "0.99", ""]
