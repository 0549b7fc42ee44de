"""Discovered and seeded topics beside BERTopic's: ``topic_peers.py SET.csv... --peer-python PATH``.

PATH is the Python of an environment with ``bertopic==0.17.4``; without it only the toolkit is
measured. A set has the columns ``text`` and ``label``; rows without either, and texts that occurred
before, are left out. The peer is given vectors of all-MiniLM-L6-v2 (int8, the extra
``embeddings``), which are kept in the folder of ``--vectors`` as ``vectors_SET.npy``. Each program
runs in a process of its own with one thread (``run_toolkit.py``, ``run_bertopic.py``); with
``--kept FOLDER`` the peer's answers are kept there, and sets that were measured before aren't
measured again, while only the toolkit changes. Printed, as means of seeds 0, 1, 2 (``--seeds``)
with least and most where they differ:

- ``ARI``, ``NMI``: over all rows, those without a topic being one cluster of their own; ``ARI of
  assigned``: over the rows with a topic;
- ``none``: share of rows without a topic; ``stands``: whether the toolkit calls the groups stable
  (groups are judged here whether they stand or not);
- ``CPU s``: processor time (user and system, all threads) of one fit, after a first fit on some 200
  texts of the set that isn't counted, since UMAP's code is compiled then. The peer's is that of
  ``fit_transform`` with vectors given: UMAP, clustering, c-TF-IDF. The toolkit's is that of
  ``discover_topics`` less that of finding the content words, which stands behind ``+``;
- ``of peer``: the toolkit's share of the peer's seconds with the number of topics found likewise;
- ``shuffled``, ``process``: whether the groups are the same with the rows shuffled, and in another
  process, with the same seed; else the ARI between both; ``no seed``: that of two processes of the
  peer without a seed, as it comes.

If a topics file SET.toml lies beside SET.csv, its topics named as the labels, accuracy follows
with the shares of rows without a topic (which count as wrong): of the toolkit's main topic by
rules, and of guided BERTopic with the same seed words (without ``*``). A topic of BERTopic is
taken for the label whose seed words' vector is nearest (cosine) to the topic's own
(``topic_embeddings_``); ``by majority`` takes it for the label that most of its rows have, which
an analyst doesn't know; ``lost`` counts labels that no topic is nearest to.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from topic_runs import Found, Run, Task
from topic_sets import Labelled, make_task, read_set, seed_words

from toolkit.scorers.sentence_vectors import load_model
from toolkit.seeded import assign_topics

HERE = Path(__file__).parent
THREADS = ("OMP", "OPENBLAS", "MKL", "NUMBA", "NUMEXPR")


class Way(NamedTuple):
    """A way of grouping."""

    name: str
    peer: bool = False
    given: bool = False
    vectors: bool = False
    guided: bool = False


class Plan(NamedTuple):
    """Runs of a first process, and of another one after it."""

    first: list[Run]
    again: list[Run]


class Runs(NamedTuple):
    """What the runs of a plan found."""

    first: list[Found]
    again: list[Found]


OWN = (
    Way("toolkit"),
    Way("toolkit, k given", given=True),
    Way("toolkit with vectors", vectors=True),
    Way("toolkit with vectors, k given", given=True, vectors=True),
)
GUIDED = Way("BERTopic, guided", peer=True, guided=True)
PEERS = (Way("BERTopic", peer=True), Way("BERTopic, k given", peer=True, given=True), GUIDED)


class Measured(NamedTuple):
    """The figures of one way on one set."""

    topics: list[float]
    ari: list[float]
    ari_assigned: list[float]
    nmi: list[float]
    none: list[float]
    seconds: list[float]
    tokenising: float
    stands: str
    shuffled: float
    process: float
    no_seed: float


def plan(way: Way, labelled: Labelled, seeds: int) -> Plan:
    """The runs of one way on one set."""
    run = Run(
        k=len(set(labelled.labels)) if way.given else None,
        seed=0, shuffled=False, vectors=way.vectors,
        seed_words=seed_words(labelled.topics) if way.guided else None,
    )  # fmt: skip
    seeded: list[Run] = [{**run, "seed": seed} for seed in range(seeds)]
    if way.guided:
        return Plan(seeded, [])
    as_it_comes: list[Run] = [{**run, "seed": None}] if way.peer else []
    return Plan([*seeded, {**run, "shuffled": True}, *as_it_comes], [run, *as_it_comes])


def ask(command: Sequence[str], tasks: Sequence[Task]) -> list[list[Found]]:
    """Let a program do some tasks in a process of its own, with one thread."""
    one_thread = {f"{name}_NUM_THREADS": "1" for name in THREADS}
    environment = os.environ | one_thread | {"PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "tasks.json"), Path(folder, "found.json")
        asked.write_text(json.dumps(tasks), encoding="utf-8")
        subprocess.run([*command, str(asked), str(answered)], check=True, env=environment)
        found: list[list[Found]] = json.loads(answered.read_text(encoding="utf-8"))
    return found


def ask_kept(
    command: Sequence[str], tasks: Sequence[Task], folder: Path | None
) -> list[list[Found]]:
    """Let a program do those of the tasks whose answers aren't kept in a folder."""
    if folder is None:
        return ask(command, tasks)
    files = [folder / f"{Path(command[1]).stem}_{digest(task)}.json" for task in tasks]
    missing = [(task, file) for task, file in zip(tasks, files, strict=True) if not file.exists()]
    if missing:
        found = ask(command, [task for task, _ in missing])
        for (_, file), own in zip(missing, found, strict=True):
            file.write_text(json.dumps(own), encoding="utf-8")
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def digest(task: Task) -> str:
    """Names a task by all that is asked, wherever its vectors lie."""
    asked = json.dumps({**task, "vectors": "", "seed_vectors": []}, sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def run_ways(
    ways: Sequence[Way],
    sets: Sequence[Labelled],
    tasks: Sequence[Task],
    python: str,
    seeds: int,
    kept: Path | None = None,
) -> dict[tuple[str, Way], Runs]:
    """Run the ways of one program on all sets, in two processes one after the other."""
    command = [python, str(HERE / ("run_bertopic.py" if ways[0].peer else "run_toolkit.py"))]
    plans = [
        {way: plan(way, one, seeds) for way in ways if one.topics or not way.guided} for one in sets
    ]
    answers: list[list[Iterator[Found]]] = []
    for place in range(2):
        runs = [[run for one in own.values() for run in one[place]] for own in plans]
        asked: list[Task] = [{**task, "runs": own} for task, own in zip(tasks, runs, strict=True)]
        answers.append([iter(found) for found in ask_kept(command, asked, kept)])
    return {
        (one.name, way): Runs(*(list(islice(found[row], len(part)))
                                for found, part in zip(answers, plans[row][way], strict=True)))
        for row, one in enumerate(sets)
        for way in plans[row]
    }  # fmt: skip


def measure(way: Way, labelled: Labelled, runs: Runs, seeds: int) -> Measured:
    """Measure one way on one set."""
    fits, shuffled = runs.first[:seeds], runs.first[seeds]
    assigned = [np.array(fit["topics"]) >= 0 for fit in fits]
    truth = np.array(labelled.labels)
    stands = [bool(fit["told"].get("stands")) for fit in fits]
    return Measured(
        topics=[len(set(fit["topics"]) - {-1}) for fit in fits],
        ari=[adjusted_rand_score(truth, fit["topics"]) for fit in fits],
        ari_assigned=[
            adjusted_rand_score(truth[rows], np.array(fit["topics"])[rows])
            for fit, rows in zip(fits, assigned, strict=True)
        ],
        nmi=[normalized_mutual_info_score(truth, fit["topics"]) for fit in fits],
        none=[1 - rows.mean() for rows in assigned],
        seconds=[fit["seconds"] - fit["told"].get("tokenising", 0) for fit in fits],
        tokenising=float(np.mean([fit["told"].get("tokenising", 0) for fit in fits])),
        stands="" if way.peer else "yes" if all(stands) else f"{sum(stands)} of {seeds}",
        shuffled=agreement(fits[0], shuffled),
        process=agreement(fits[0], runs.again[0]),
        no_seed=agreement(runs.first[-1], runs.again[-1]) if way.peer else np.nan,
    )


def agreement(one: Found, other: Found) -> float:
    """The ARI of two groupings of the same rows; 1 only if they are the same."""
    return float(adjusted_rand_score(one["topics"], other["topics"]))


def by_majority(topics: Sequence[int], labels: Sequence[str]) -> dict[int, str]:
    """The label that most rows of each topic have; the first by name where two are as frequent."""
    counted: dict[int, Counter[str]] = {}
    for topic, label in zip(topics, labels, strict=True):
        counted.setdefault(topic, Counter())[label] += 1
    return {
        topic: min(own, key=lambda label: (-own[label], label)) for topic, own in counted.items()
    }


def accuracy(topics: Sequence[int], names: dict[int, str], labels: Sequence[str]) -> float:
    """Share of rows whose topic (-1 for none, always wrong) stands for their label."""
    right = [
        topic >= 0 and names[topic] == label for topic, label in zip(topics, labels, strict=True)
    ]
    return float(np.mean(right))


def guided_row(labelled: Labelled, runs: Runs | None) -> list[str]:
    """A row of the table of seeded topics."""
    table = pd.DataFrame({"id": map(str, range(len(labelled.texts))), "text": labelled.texts})
    ours = assign_topics(table, labelled.topics)["seeded_topic"]
    cells = [labelled.name, f"{(ours == labelled.labels).mean():.3f}", f"{(ours == '').mean():.2f}"]
    if runs is None:
        return cells
    nearest, majority, lost, none, count = [], [], [], [], []
    for fit in runs.first:
        topics = fit["topics"]
        names = {int(topic): labelled.topics[seed].name
                 for topic, seed in fit["told"]["nearest_seed"].items()}  # fmt: skip
        nearest.append(accuracy(topics, names, labelled.labels))
        majority.append(accuracy(topics, by_majority(topics, labelled.labels), labelled.labels))
        lost.append(len(set(labelled.labels) - {names[topic] for topic in names if topic >= 0}))
        none.append(topics.count(-1) / len(topics))
        count.append(len(set(topics) - {-1}))
    return [*cells, spread(nearest), spread(majority), spread(none, 2), spread(count, 0),
            spread(lost, 0)]  # fmt: skip


def spread(values: Sequence[float], digits: int = 3) -> str:
    """The mean, with the least and the most where they differ as printed."""
    low, high = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    mean = f"{np.mean(values):.{digits}f}"
    return mean if low == high else f"{mean} ({low}–{high})"


def same(agreement: float) -> str:
    """Whether two groupings are the same, or how far they agree."""
    return "" if np.isnan(agreement) else "same" if agreement == 1 else f"{agreement:.2f}"


def print_sets(console: Console, found: Sequence[tuple[Labelled, dict[Way, Measured]]]) -> None:
    """Print the table of discovered topics, and the means of the sets."""
    table = Table("", "topics", "ARI", "ARI of assigned", "NMI", "none", "stands", "CPU s",
                  "of peer", "shuffled", "process", "no seed")  # fmt: skip
    shares: dict[Way, list[float]] = {}
    for labelled, ways in found:
        table.add_section()
        table.add_row(f"[bold]{labelled.name}")
        table.add_row(f"{len(labelled.texts):,} texts", f"{len(set(labelled.labels))}")
        for way, one in ways.items():
            peer = next((w for w in ways if w.peer and not way.peer and w.given == way.given), None)
            share = np.mean(one.seconds) / np.mean(ways[peer].seconds) if peer else np.nan
            shares.setdefault(way, []).append(float(share))
            tokenising = f" + {one.tokenising:.1f}" if one.tokenising else ""
            table.add_row(
                way.name, spread(one.topics, 0), spread(one.ari), spread(one.ari_assigned),
                spread(one.nmi), spread(one.none, 2), one.stands,
                f"{spread(one.seconds, 1)}{tokenising}", f"{share:.3f}" if peer else "",
                same(one.shuffled), same(one.process), same(one.no_seed),
            )  # fmt: skip
    table.add_section()
    table.add_row(f"[bold]mean of {len(found)}", "", "", "", "", "", "", "", "geometric")
    for way, own in shares.items():
        ones = [ways[way] for _, ways in found]
        ari, assigned, nmi, none = (
            f"{np.mean([np.mean(values) for values in column]):.3f}"
            for column in zip(*[(m.ari, m.ari_assigned, m.nmi, m.none) for m in ones], strict=True)
        )
        mean = "" if np.isnan(own).any() else f"{np.exp(np.mean(np.log(own))):.3f}"
        table.add_row(way.name, "", ari, assigned, nmi, none, "", "", mean)
    console.print(table)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--peer-python", default="")
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--kept", type=Path, help="folder of the peer's answers of earlier runs")
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    console = Console(width=180)
    model = load_model(threads=1)
    sets = [read_set(path) for path in given.sets]
    tasks = [make_task(labelled, given.vectors, model) for labelled in sets]
    runs = run_ways(OWN, sets, tasks, sys.executable, given.seeds)
    if given.peer_python:
        runs |= run_ways(PEERS, sets, tasks, given.peer_python, given.seeds, given.kept)
    ways = [way for way in (*OWN, *PEERS) if not way.guided and (given.peer_python or not way.peer)]
    print_sets(console, [
        (labelled, {way: measure(way, labelled, runs[labelled.name, way], given.seeds)
                    for way in ways})
        for labelled in sets
    ])  # fmt: skip
    guided = Table("accuracy", "toolkit, rules", "none", "BERTopic, nearest seeds", "by majority",
                   "none", "topics", "lost")  # fmt: skip
    for labelled in sets:
        if labelled.topics:
            guided.add_row(*guided_row(labelled, runs.get((labelled.name, GUIDED))))
    if guided.rows:
        console.print(guided)


if __name__ == "__main__":
    main()
