"""How often the sentiment toward a target has the sign that a reader sees.

Run `python tests/benchmarks/target_signs.py` for the table of the README: the sentences of
tests/fixtures/targets/gold.tsv, every second one held out. `--rules` measures what each rule is
worth, on the sentences developed on alone; `--wrong` lists what is wrong there.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pandas as pd
from scipy import stats

from toolkit.scorers import score_comments
from toolkit.scorers.vader import label_compound
from toolkit.targets import read_targets, score_targets
from toolkit.targets.attribution import ALL_RULES, Rules

FOLDER = Path(__file__).parents[1] / "fixtures" / "targets"
SIGNS = {"positive": "+", "negative": "-", "neutral": "0"}


def read_gold() -> pd.DataFrame:
    """A row for each sentence and target: ``id``, ``half``, ``text``, ``target``, ``gold``."""
    rows = []
    for name in ("gold", "pronouns"):
        lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            text, _, gold = line.partition("\t")
            half = "held out" if number % 2 else "developed on"
            for pair in filter(None, gold.split("|")):
                target, sign = pair.rsplit(":", 1)
                part = half if name == "gold" else "pronouns"
                rows.append((f"{name} {number + 1}", part, text, target, sign))
    return pd.DataFrame(rows, columns=["id", "half", "text", "target", "gold"])


def read_signs(gold: pd.DataFrame, rules: Rules = ALL_RULES) -> pd.DataFrame:
    """The gold with the sign of the score toward the target, and of the comment's own."""
    table = gold[["id", "text"]].drop_duplicates()
    scores = score_targets(table, read_targets(FOLDER / "targets.toml"), rules=rules)
    merged = gold.merge(scores, on=["id", "target"], how="left", validate="one_to_one")
    merged["sign"] = [
        "0" if pd.isna(score) else SIGNS[label_compound(score)] for score in merged["score"]
    ]
    whole = score_comments(table).set_index("id")["vader_normalised_label"]
    merged["plain"] = merged["id"].map(whole).map(SIGNS)
    return merged


def accuracy(signs: pd.DataFrame, column: str) -> str:
    """The share that is right, with Wilson's interval at 95 %."""
    right, n = int((signs[column] == signs["gold"]).sum()), len(signs)
    interval: Any = stats.binomtest(right, n).proportion_ci(method="wilson")
    return f"{right}/{n} = {right / n:.2f} [{interval.low:.2f}, {interval.high:.2f}]"


def main() -> None:
    """Print the table, or what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    gold = read_gold()
    developed = gold[gold["half"] == "developed on"]
    if options.rules:
        for half in ("developed on", "pronouns"):
            part = gold[gold["half"] == half]
            print(f"{half}, all rules:", accuracy(read_signs(part), "sign"))
            for rule, used in ALL_RULES._asdict().items():
                other = read_signs(part, ALL_RULES._replace(**{rule: not used}))
                print(f"{half}, {'without' if used else 'with'} {rule}:", accuracy(other, "sign"))
        return
    signs = read_signs(developed if options.wrong else gold)
    if options.wrong:
        wrong = signs[signs["sign"] != signs["gold"]]
        for _, row in wrong.iterrows():
            print(row["gold"], row["sign"], row["target"], "|", row["text"])
        return
    for half, part in signs.groupby("half"):
        print(f"{half}, sign toward the target:", accuracy(part, "sign"))
        print(f"{half}, sign of the whole comment:", accuracy(part, "plain"))
        said = part[part["gold"] != "0"]
        print(f"{half}, where something is said:", accuracy(said, "sign"))
        print(f"{half}, the same, whole comment:", accuracy(said, "plain"))
        said_of = part[part["score"].notna()]
        decided = part[part["sign"] != "0"]
        print(f"{half}, where the score has a sign:", accuracy(decided, "sign"))
        held = [
            {"+": high > 0, "-": low < 0, "0": low < 0 < high}[gold]
            for gold, low, high in said_of[["gold", "low", "high"]].itertuples(index=False)
        ]
        print(f"{half}, the interval holds the gold sign: {sum(held)}/{len(held)}")
        several = part[part.groupby("id")["target"].transform("size") > 1]
        if len(several):
            print(f"{half}, several targets:", accuracy(several, "sign"))
            print(f"{half}, the same, whole comment:", accuracy(several, "plain"))


if __name__ == "__main__":
    main()
