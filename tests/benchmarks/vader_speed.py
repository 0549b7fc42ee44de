"""How fast VADER's scores are made, against its authors' package: ``vader_speed.py [TEXTS...]``.

Texts are made here from words drawn by Zipf's law, with the words of the lexicon, degree words and
negations as frequent as in comments; files named on the command line (a comment a line) are
measured instead. Printed for each kind of text, each the best of several runs of one core in the
same process, first scoring included in none:

- ``package``: the package's processor time over the scorer's, each scoring the same texts;
- ``split``: the scorer's time over that of ``str.split`` on these texts;
- ``scorer``, ``one``, ``why``: that ratio for both readings as a table (``VaderScorer.score``),
  for one text at a time (``score_text``), and for explanations (``explain_texts``).

``equal`` counts the texts whose four numbers are the package's to the last bit. Below that stands
how time a word grows with one text's length (1 is linear).
"""

from __future__ import annotations

import functools
import math
import random
import struct
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SentimentIntensityAnalyzer

from toolkit.scorers import VaderScorer
from toolkit.scorers.explanations import explain_texts
from toolkit.scorers.vader import score_text
from toolkit.scorers.vader_sums import score_texts

PACKAGE = SentimentIntensityAnalyzer()
MEASURES = ("neg", "neu", "pos", "compound")
VOCABULARY = 30_000
PACKAGE_WORDS = 40_000  # about so many words are given to the package
LENGTHS = (1_000, 8_000, 64_000, 500_000)
MARKS = [*",,,,,,,,,........!?", "’s", "...", " “so”", " 😀"]
WALLS = {
    "words": "",
    "hits": "good bad evil problem ",
    "but": "good but bad ",
    "capitals": "VERY good NOT so BAD ",
    "emoji": "😀",
}


class Maker:
    """Makes comments from a seed."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        letters = "etaoinshrdlucmfwypvbgkjq"
        words = ["".join(self.random.choices(letters, k=self.random.randint(2, 11)))
                 for _ in range(VOCABULARY)]  # fmt: skip
        self.weights = [1 / rank for rank in range(1, VOCABULARY + 1)]
        self.words = words
        self.rule_words = [*BOOSTER_DICT, *NEGATE, "but", "so", "this", "no", "least"]
        self.lexicon = [word for word in PACKAGE.lexicon if word.isalpha()]

    def text(self, length: int) -> str:
        """A comment of so many words."""
        words = self.random.choices(self.words, self.weights, k=length)
        for place in range(length):
            drawn = self.random.random()
            if drawn < 0.09:
                words[place] = self.random.choice(self.lexicon)
            elif drawn < 0.12:
                words[place] = self.random.choice(self.rule_words)
            if drawn % 0.1 < 0.005:
                words[place] = words[place].upper()
            elif drawn % 0.1 < 0.02:
                words[place] += self.random.choice(MARKS)
        return " ".join(words)

    def mix(self, count: int) -> Iterator[str]:
        """Comments of log-normal lengths: 60 words in the mean, 2,000 at most."""
        for _ in range(count):
            drawn = self.random.lognormvariate(math.log(60) - 0.5, 1.0)
            yield self.text(min(2_000, max(1, round(drawn))))


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Processor seconds, the least of several rounds."""
    best = math.inf
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def equal_to_package(texts: list[str]) -> int:
    """How many texts have the package's numbers to the last bit."""
    count = 0
    for text, row in zip(texts, score_texts(texts).tolist(), strict=True):
        scores = PACKAGE.polarity_scores(text)
        count += struct.pack("4d", *row) == struct.pack("4d", *(scores[m] for m in MEASURES))
    return count


def measure(name: str, texts: list[str]) -> None:
    """Print a row of ratios for some texts."""
    words = sum(len(text.split()) for text in texts)
    some = texts[:: max(1, words // PACKAGE_WORDS)]
    series = pd.Series(texts)
    equal = equal_to_package(some)
    VaderScorer().score(series)
    split = seconds(lambda: [len(text.split()) for text in texts], 9)
    ours = seconds(lambda: score_texts(texts), 9)
    package = seconds(lambda: [PACKAGE.polarity_scores(text) for text in some], 2)
    ours_some = seconds(lambda: score_texts(some), 9)
    scorer = seconds(lambda: VaderScorer().score(series), 3)
    one = seconds(lambda: [score_text(text) for text in some], 2)
    split_some = seconds(lambda: [len(text.split()) for text in some], 9)
    why = seconds(lambda: list(explain_texts(texts)), 1)
    mean = words / len(texts)
    print(
        f"{name:22}{len(texts):>7}{mean:>8.0f}{package / ours_some:>10.1f}{ours / split:>8.1f}"
        f"{scorer / split:>8.1f}{one / split_some:>8.1f}{why / split:>8.1f}"
        f"{equal:>7} of {len(some)}",
        flush=True,
    )


def measure_growth(name: str, piece: str, maker: Maker) -> None:
    """Print the time a word of longer and longer texts, over that of the shortest."""
    times = []
    for length in LENGTHS:
        text = piece * (length // (len(piece.split()))) if piece else maker.text(length)
        rounds = max(2, 200_000 // length)
        work = functools.partial(score_texts, [text])
        times.append(seconds(work, min(rounds, 50)) / length)
    print(f"{name:22}" + "".join(f"{one / times[1]:>10.2f}" for one in times[1:]), flush=True)


def main() -> None:
    """Print both tables."""
    maker = Maker()
    kinds = {
        "10 words": [maker.text(10) for _ in range(5_000)],
        "30 words": [maker.text(30) for _ in range(4_000)],
        "100 words": [maker.text(100) for _ in range(2_000)],
        "mix, mean 60 words": list(maker.mix(4_000)),
        "2,000 words": [maker.text(2_000) for _ in range(100)],
    }
    if sys.argv[1:]:
        kinds = {
            Path(name).name[:21]: Path(name).read_text(encoding="utf-8").splitlines()
            for name in sys.argv[1:]
        }
    heads = f"{'package':>10}{'split':>8}{'scorer':>8}{'one':>8}{'why':>8}{'equal':>12}"
    print(f"{'texts':22}{'number':>7}{'words':>8}{heads}")
    for name, texts in kinds.items():
        measure(name, texts)
    print(f"\n{'one text, words':22}" + "".join(f"{length:>10,}" for length in LENGTHS[1:]))
    for name, piece in WALLS.items():
        measure_growth(name, piece, maker)


if __name__ == "__main__":
    main()
