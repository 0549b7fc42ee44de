"""How the time to parse a pasted page grows with the page: ``python tests/benchmarks/parsing.py``.

Each page repeats one piece; printed is the time for eight times the piece over the time for it
once. Linear growth gives about 8.
"""

import time

from toolkit.documents import make_document
from toolkit.formats import parse_comments

PIECES = {
    "comments": "Ann B.\nMay 3, 2014 at 10:00\nFine, and I say so at some length.\n\n",
    "dates": "May 3, 2014\n",
    "excerpts": "[...] x [...]\n\n",
    "open excerpts": "[...] x\n",
    "headings": "Comments\n",
    "headings, dates": "Comments\nMay 3, 2014\nHm.\n",
    "blogger style": "Ann said...\nHm.\nMay 3, 2014\n",
    "buttons": "Reply\n",
    "naming lines": "Ann says:\n",
    "digits": "1" * 50 + "\n",
    "separators": "· | " * 30 + "\n",
    "connecting words": "by " * 50 + "\n",
    "one line": "word " * 50,
}
SIZES = (2_000, 16_000)


def seconds(piece: str, times: int) -> float:
    """Processor seconds to parse a page of so many pieces."""
    document = make_document((piece * times).encode(), source="page.txt")
    start = time.process_time()
    parse_comments([document], format_name="pasted")
    return time.process_time() - start


if __name__ == "__main__":
    seconds(PIECES["comments"], 100)
    print(f"{'page of':20}{'lines/s':>10}{'growth (8 is linear)':>24}")
    for name, piece in PIECES.items():
        small, large = (seconds(piece, size) for size in SIZES)
        speed = SIZES[1] * max(1, piece.count("\n")) / large
        print(f"{name:20}{speed:>10.0f}{large / small:>24.1f}")
