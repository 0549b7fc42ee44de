"""How fast, and in how much memory, a dump of JSON lines is read, beside a bare loop over it.

    python tests/benchmarks/exports_speed.py [LINES] [--keys 17]

Makes its own dump of Reddit comments (2,000,000 lines by default; with 17 keys a line, as in 2005,
or about 70, as in 2024), reads it with `orjson.loads` line by line and nothing else, then with
`toolkit parse` into Parquet, and prints the ratio of the speeds and the peak memory, for a tenth of
the lines too: it should not grow with them.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import orjson

_WORDS = (
    "the of and to a in that it is was for on as with they at be this from have or by one had not "
    "but what all were when we there can an your which their said if do will each about how"
).split()
_BARE = """
import sys, orjson
with open(sys.argv[1], "rb") as file:
    for line in file:
        orjson.loads(line)
"""


def make_lines(number: int, keys: int) -> Iterator[bytes]:
    """Comments of threads of about 40, a third of them answering the thread itself."""
    chance = random.Random(0)
    filler = {f"key_{n:02d}": (None, False, [], "text", 0)[n % 5] for n in range(keys - 10)}
    texts = [" ".join(chance.choices(_WORDS, k=chance.randint(3, 90))) for _ in range(5000)]
    for place in range(number):
        thread = place // 40
        first = thread * 40
        parent = chance.randint(first, place - 1) if place > first else None
        answers = f"t1_{parent:x}" if parent is not None and place % 3 else f"t3_{thread:x}"
        row = {
            "author": f"user{chance.randint(0, number // 20)}",
            "body": texts[chance.randrange(5000)],
            "controversiality": 0,
            "created_utc": 1_400_000_000 + place,
            "id": f"{place:x}",
            "link_id": f"t3_{thread:x}",
            "parent_id": answers,
            "score": chance.randint(-5, 500),
            "subreddit": "town",
            "subreddit_id": "t5_2",
            **filler,
        }
        yield orjson.dumps(row) + b"\n"


def run(*command: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a command."""
    inner = (
        "import resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], check=True)\n"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(time.perf_counter() - start, peak)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", inner, *command], check=True, capture_output=True, text=True
    )
    seconds, peak = told.stdout.split()[-2:]
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return float(seconds), float(peak) / scale


def main() -> None:
    """Make the dumps, read them, print."""
    options = argparse.ArgumentParser()
    options.add_argument("lines", type=int, nargs="?", default=2_000_000)
    options.add_argument("--keys", type=int, default=17)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number in (chosen.lines // 10, chosen.lines):
            dump, output = Path(folder) / "dump.ndjson", Path(folder) / "out.parquet"
            with dump.open("wb") as file:
                file.writelines(make_lines(number, chosen.keys))
            bare, _ = run(sys.executable, "-c", _BARE, str(dump))
            read, peak = run(
                sys.executable, "-m", "toolkit", "-q", "parse", str(dump), "-o", str(output)
            )
            size = dump.stat().st_size / 2**20
            print(
                f"{number:>10,} lines, {size:7,.0f} MB: bare loop {bare:6.1f} s, toolkit "
                f"{read:6.1f} s, {bare / read:.2f} of its speed, "
                f"{number / read:,.0f} comments a second, peak {peak:,.0f} MB"
            )


if __name__ == "__main__":
    main()
