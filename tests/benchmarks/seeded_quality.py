"""How good the proposed topics are, on labelled texts that you bring.

::

    python tests/benchmarks/seeded_quality.py sets FOLDER [--embeddings] [--sizes 50,100,400]
        [--seeded .5]
    python tests/benchmarks/seeded_quality.py key-points FOLDER [--embeddings] [--motions 0,2,4,6]
    python tests/benchmarks/seeded_quality.py calibrate FOLDER KEY_POINTS_FOLDER [--embeddings]

``sets``: each ``NAME.csv`` (text, label) with ``NAME.toml`` beside it, a topics file whose names
are the labels. ``key-points``: ``argkp_arguments.csv`` and ``argkp_key_points.csv``; topics are the
key points of a motion, seeds their words; scored are the rows that are clear. ``calibrate`` prints
the coefficients of the probabilities, fitted on both, and their error on each family of sets (up to
the first "_") left out. ``--seeded .5`` leaves out the seeds of half of the topics; their texts
then belong to none.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from toolkit.proposed import ProposalModel, add_proposals, fit_proposals
from toolkit.proposed.calibration import list_columns
from toolkit.seeded import Topic, assign_topics, read_topics
from toolkit.seeded.word_forms import FUNCTION_WORDS
from toolkit.text import find_words

Embed = Callable[[Sequence[str]], np.ndarray]
MOST = 1_000  # texts of a set


@dataclass(frozen=True)
class Case:
    """Texts with the topics that people gave them; only rows that are clear are scored."""

    name: str
    table: pd.DataFrame
    topics: tuple[Topic, ...]
    gold: list[set[str]]
    clear: list[bool]

    def draw(self, n: int, seed: int = 0, *, topics: int | None = None) -> Case:
        """Some of its texts, and of its topics; what is of the others is of none."""
        source = random.Random(f"{self.name} {n} {seed} {topics}")
        rows = sorted(source.sample(range(len(self.gold)), min(n, len(self.gold))))
        own = self.topics if topics is None else tuple(source.sample(self.topics, topics))
        names = {topic.name for topic in own}
        return Case(
            self.name, self.table.iloc[rows].reset_index(drop=True), own,
            [self.gold[row] & names for row in rows], [self.clear[row] for row in rows],
        )  # fmt: skip


def read_sets(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.csv")):
        file = path.with_suffix(".toml")
        if not file.is_file():
            continue
        rows = pd.read_csv(path, keep_default_na=False).drop_duplicates("text")
        order = sorted(rows.index, key=lambda row: _digest(rows["text"][row]))
        rows = rows.loc[order].head(MOST).reset_index(drop=True)
        table = pd.DataFrame({"id": [str(row) for row in rows.index], "text": rows["text"]})
        yield Case(path.stem, table, read_topics(file), [{str(label)} for label in rows["label"]],
                   [True] * len(rows))  # fmt: skip


def read_key_points(folder: Path, motions: Sequence[int], *, label: str = "name") -> Iterator[Case]:
    arguments = pd.read_csv(folder / "argkp_arguments.csv", keep_default_na=False)
    arguments = arguments.drop_duplicates("text")
    points = pd.read_csv(folder / "argkp_key_points.csv", keep_default_na=False)
    for motion in [sorted(arguments["motion"].unique())[place] for place in motions]:
        rows = arguments[arguments["motion"] == motion].reset_index(drop=True)
        topics = tuple(
            Topic(name=name, label=name if label == "name" else text, seeds=_content_words(text))
            for name, text in points.loc[
                points["motion"] == motion, ["key_point", "text"]
            ].itertuples(index=False)
        )
        gold = [set(told.split("|")) - {""} for told in rows["key_points"]]
        yield Case(motion, rows[["id", "text"]], topics, gold, (rows["clear"] == 1).tolist())


def count_pairs(gold: Sequence[set[str]], found: Sequence[set[str]]) -> dict[str, float]:
    """Micro-F1 over (comment, topic), with none as a topic of its own and without, F1 of none."""
    right = sum(len(a & b) for a, b in zip(gold, found, strict=True))
    all_pairs = sum(map(len, gold)) + sum(map(len, found))
    none = sum(not a and not b for a, b in zip(gold, found, strict=True))
    all_none = sum(not a for a in gold) + sum(not b for b in found)
    return {
        "micro-F1": 2 * (right + none) / max(1, all_pairs + all_none),
        "without none": 2 * right / max(1, all_pairs),
        "F1 of none": 2 * none / max(1, all_none),
    }


def calibration_error(probability: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equally many."""
    parts = np.array_split(np.argsort(probability, kind="stable"), min(bins, len(right)))
    gaps = [abs(probability[part].mean() - right[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(right))


def score_case(case: Case, embed: Embed | None) -> tuple[dict[str, float], pd.DataFrame]:
    """Figures of a case, and a row a clear text: probability, right, rules right."""
    model = fit_proposals(case.table, case.topics, embed=embed)
    proposed = add_proposals(assign_topics(case.table, case.topics), model)[case.clear]
    gold = [own for own, clear in zip(case.gold, case.clear, strict=True) if clear]
    best = [topic in own for topic, own in zip(proposed["proposed_topic"], gold, strict=True)]
    rules = [topic in own for topic, own in zip(proposed["seeded_topic"], gold, strict=True)]
    rows = pd.DataFrame({
        "probability": proposed["proposed_probability"].astype(float).fillna(0).to_numpy(),
        "right": best, "rules": rules,
    })  # fmt: skip
    several = count_pairs(gold, [set(names) for names in proposed["proposed_topics"]])
    by_rules = count_pairs(gold, [set(names) for names in proposed["seeded_topics"]])
    figures = {
        "n": len(rows), "rules": rows["rules"].mean(), "accuracy": rows["right"].mean(),
        "mean probability": rows["probability"].mean(),
        "calibration error": calibration_error(
            rows["probability"].to_numpy(), rows["right"].to_numpy()
        ),
        "none proposed": float((proposed["proposed_topics"].str.len() == 0).mean()),
        **several, "rules' micro-F1": by_rules["micro-F1"],
        "rules' none": by_rules["F1 of none"],
    }  # fmt: skip
    return figures, rows


def describe_case(case: Case, embed: Embed | None) -> pd.DataFrame:
    """What the probabilities are computed from, a row a clear text; whether the best topic is
    right, whether none is."""
    model: ProposalModel = fit_proposals(case.table, case.topics, embed=embed)
    if model.scores is None or model.surroundings is None:
        return pd.DataFrame()
    opinions = model.scores.look(case.table["text"].tolist(), embed)
    rows = pd.DataFrame(model.surroundings.describe(opinions))
    best = opinions.total.argmax(axis=1)
    rows["right"] = [model.names[topic] in own for topic, own in zip(best, case.gold, strict=True)]
    rows["none"] = [not own for own in case.gold]
    rows["family"] = case.name.split("_")[0]
    rows = rows[case.clear]
    return rows.assign(weight=1 / max(1, len(rows)))


def draw_cases(case: Case) -> Iterator[Case]:
    """The case with the seeds of all topics, of all but an eighth, and of half of them."""
    k = len(case.topics)
    for n, topics, seed in (
        (MOST, None, 0), (200, None, 0),
        (MOST, (k + 1) // 2, 0), (300, (k + 1) // 2, 0),
        (MOST, k - max(1, round(k / 8)), 0), (250, k - max(1, round(k / 8)), 0),
        (250, k - max(1, round(k / 8)), 1),
    ):  # fmt: skip
        yield case.draw(n, seed, topics=topics)


def calibrate(sets: Sequence[Case], points: Sequence[Case], embed: Embed | None) -> None:
    """Fit the probabilities on sets, as :func:`draw_cases` draws them, and on key points."""
    parts = [describe_case(drawn, embed) for case in sets for drawn in draw_cases(case)]
    parts += [describe_case(case, embed).assign(family="points") for case in points]
    rows = pd.concat(parts, ignore_index=True)
    for told in ("right", "none"):
        columns = list_columns(told, by_vectors=embed is not None)
        for family in sorted(rows["family"].unique()):
            left = (rows["family"] == family).to_numpy()
            constant, weights = _fit(rows[~left], columns, told)
            odds = rows.loc[left, columns].to_numpy() @ weights + constant
            said, true = 1 / (1 + np.exp(-odds)), rows.loc[left, told].to_numpy(dtype=float)
            error = calibration_error(said, true)
            print(f"{family}: {told} {true.mean():.3f}, probability {said.mean():.3f}, "
                  f"calibration error {error:.3f}")  # fmt: skip
        constant, weights = _fit(rows, columns, told)
        named = zip(columns, weights, strict=True)
        print(
            f'{told}: "constant": {constant:.3f}', *(f'"{c}": {w:.3f}' for c, w in named), sep=", "
        )


def _fit(rows: pd.DataFrame, columns: list[str], told: str) -> tuple[float, np.ndarray]:
    features = rows[columns].to_numpy()
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=2000)
    model.fit((features - mean) / spread, rows[told].astype(int), rows["weight"].to_numpy() * 100)
    weights = model.coef_[0] / spread
    return float(model.intercept_[0] - mean @ weights), weights


def show(named: dict[str, dict[str, float]]) -> None:
    table = pd.DataFrame(named).T
    table.loc["mean"] = table.mean()
    print(table.round(3).to_string())


def load_embed(wanted: bool) -> Embed | None:
    if not wanted:
        return None
    from toolkit.scorers.sentence_vectors import load_model  # noqa: PLC0415

    model, known = load_model(), {}

    def embed(texts: Sequence[str]) -> np.ndarray:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, model(new) if new else [], strict=True))
        return np.array([known[text] for text in texts])

    return embed


def _content_words(text: str) -> tuple[str, ...]:
    forms = [word.form for word in find_words(text)]
    return tuple(dict.fromkeys(form for form in forms if form not in FUNCTION_WORDS))


def _seeded(case: Case, share: float) -> int | None:
    return None if share == 1 else int(np.ceil(share * len(case.topics)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=["sets", "key-points", "calibrate"])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--embeddings", action="store_true")
    parser.add_argument("--motions", type=_numbers, default=[0, 2, 4, 6])
    parser.add_argument("--label", choices=["name", "text"], default="name")
    parser.add_argument("--sizes", type=_numbers, default=[MOST])
    parser.add_argument("--seeded", type=float, default=1.0, help="share of topics with seeds")
    given = parser.parse_args()
    embed = load_embed(given.embeddings)
    if given.what == "calibrate":
        points = [
            case
            for label in ("name", "text")
            for case in read_key_points(given.folders[1], given.motions, label=label)
        ]
        calibrate(list(read_sets(given.folders[0])), points, embed)
        return
    if given.what == "sets":
        cases = list(read_sets(given.folders[0]))
    else:
        cases = list(read_key_points(given.folders[0], given.motions, label=given.label))
    for size in given.sizes:
        print(f"at most {size} texts", file=sys.stdout)
        drawn = [case.draw(size, topics=_seeded(case, given.seeded)) for case in cases]
        show({case.name: score_case(case, embed)[0] for case in drawn})


if __name__ == "__main__":
    main()
