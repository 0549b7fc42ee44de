"""How time grows with the input: ``python tests/benchmarks/growth.py``.

Each input repeats one piece; printed is the processor time for eight times as many pieces over
the time for the smaller number. Linear growth gives about 8, quadratic growth 64.
"""

import time
from collections.abc import Callable

import pandas as pd

from toolkit.documents import make_document
from toolkit.formats import parse_comments
from toolkit.scorers import explain_text
from toolkit.seeded import Topic, find_evidence
from toolkit.text import find_sentences, find_words

PAGES = {
    "comments": "Ann B.\nMay 3, 2014 at 10:00\nFine, and I say so at some length.\n\n",
    "dates": "May 3, 2014\n",
    "excerpts": "[...] x [...]\n\n",
    "open excerpts": "[...] x\n",
    "headings": "Comments\n",
    "headings, dates": "Comments\nMay 3, 2014\nHm.\n",
    "date below": "Ann said...\nHm.\nMay 3, 2014\n",
    "buttons": "Reply\n",
    "naming lines": "Ann says:\n",
    "digits": "1" * 50 + "\n",
    "separators": "· | " * 30 + "\n",
    "connecting words": "by " * 50 + "\n",
    "one line": "word " * 50,
}
TEXTS = [".", "!)", ". ", "...", "\n", '."', "1,", "a.", "a'", "e\u0301", "((", "。", "U.S. "]
SEEDS = [tuple(f"word{i}x{j}" for j in range(100)) for i in range(20)]
TOPICS = [
    Topic(name=f"t{i}", label=f"t{i}", seeds=seeds)
    for i, seeds in enumerate([*SEEDS, ("war", "war war", "war war peace")])
]


def parse(text: str) -> None:
    """Parse a page."""
    parse_comments([make_document(text.encode(), source="page.txt")], format_name="pasted")


def split(text: str) -> None:
    """Find the words and the sentences of a text."""
    find_words(text)
    find_sentences(text)


def seed(text: str) -> None:
    """Find topics in a text by 2,003 seeds."""
    find_evidence(pd.DataFrame({"id": ["a"], "text": [text]}), TOPICS)


def seconds(work: Callable[[str], object], piece: str, times: int) -> float:
    """Processor seconds for a text of so many pieces."""
    text = piece * times
    start = time.process_time()
    work(text)
    return time.process_time() - start


def measure(name: str, work: Callable[[str], object], piece: str, times: int) -> None:
    """Print how fast the larger input is read, and how much longer it takes than the smaller."""
    small, large = (seconds(work, piece, size) for size in (times, 8 * times))
    speed = 8 * times * len(piece) / large / 1e6
    print(f"{name:34}{speed:>14.2f}{large / max(small, 1e-9):>10.1f}")


if __name__ == "__main__":
    parse(PAGES["comments"] * 100)
    seed("war ")
    print(f"{'input':34}{'characters/µs':>14}{'growth':>10}")
    for name, piece in PAGES.items():
        measure(f"page of {name}", parse, piece, 2_000)
    for piece in TEXTS:
        measure(f"words, sentences of {piece!r}", split, piece, 100_000 // len(piece))
    measure("score explained", explain_text, "It isn’t good but very bad 😁! ", 2_000)
    for piece in ("the quick brown fox ", "war ", "U.S."):
        measure(f"topics in {piece!r}", seed, piece, 4_000)
