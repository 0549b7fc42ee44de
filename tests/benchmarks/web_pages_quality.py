"""How well pages are read: ``python tests/benchmarks/web_pages_quality.py [FOLDER]``.

A folder holds cases: a folder each with ``page.*``, ``comments.json`` (the records written by
hand) and perhaps ``meta.json`` (``captured_at``). Without an argument the project's own fixtures
are read. ``fixtures/printed`` holds the same pages as three programs print them as text (visual
indents, lines wrapped at 80 columns, Markdown), with the records as far as each still tells them;
``--ending -markdown`` reads one of the three.

``--hash-names`` first replaces all class names and ids by meaningless ones, so that only structure
and words tell what is what. ``--pages`` prints a line a page.

Records are paired one to one by likeness of their texts (0.85, or one held in the other with a
small surplus). F1 counts pairs against records found and wanted; author, date, reply and kind are
shares of the pairs that have one.
"""

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from toolkit.documents import make_document
from toolkit.formats import parse_comments

FIXTURES = Path(__file__).parents[1] / "fixtures" / "web_page"
PRINTED = FIXTURES.with_name("printed")
FLOORS = Path(__file__).with_name("floors.json")
ALIKE = 0.85
NAMES = ("f1", "author", "date", "reply", "kind")
_NAMED = re.compile(r"""(\s(?:class|id|name|for)\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)
_FRAGMENT = re.compile(r"""(\shref\s*=\s*["'][^"'#]*#)([^"']+)""", re.IGNORECASE)


def hash_names(page: str) -> str:
    """The page with every class name and id replaced, the same by the same.

    >>> hash_names('<p class="comment">') == hash_names("<p class='comment'>").replace("'", '"')
    True
    """

    def hashed(match: re.Match[str]) -> str:
        quote, value = match[2][0], match[2][1:-1]
        return f"{match[1]}{quote}{' '.join(map(_hash, value.split()))}{quote}"

    return _FRAGMENT.sub(lambda m: m[1] + _hash(m[2]), _NAMED.sub(hashed, page))


def _hash(name: str) -> str:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return "".join(chr(ord("a") + int(sign, 16)) for sign in digest[:8])


def read_cases(folder: Path, *, hashed: bool = False, ending: str = "") -> dict[str, Counter[str]]:
    """The counts of each page of a folder, by the case's name; of those with an ending alone."""
    counts = {}
    for case in sorted(path.parent for path in folder.glob(f"*{ending}/comments.json")):
        source = next(case.glob("page.*"))
        wanted = json.loads((case / "comments.json").read_text(encoding="utf-8"))
        meta_path = case / "meta.json"
        meta = json.loads(meta_path.read_text(encoding="utf-8")) if meta_path.exists() else {}
        data = source.read_bytes()
        if hashed:
            data = hash_names(data.decode("utf-8", "surrogateescape")).encode(
                "utf-8", "surrogateescape"
            )
        moment = meta.get("captured_at")
        captured = dt.datetime.fromisoformat(moment) if moment else None
        document = make_document(data, source=source.name)
        found = parse_comments([document], captured_at=captured).comments
        places = {identity: place for place, identity in enumerate(found["id"])}
        records = [
            {
                "author": _plain(row["author"]),
                "timestamp": _plain(row["timestamp"]),
                "text": row["text"],
                "kind": row["kind"],
                "reply_to": places.get(row["reply_to"]),
            }
            for _, row in found.iterrows()
        ]
        counts[case.name] = count_page(wanted, records)
    return counts


def _plain(value: object) -> str | None:
    return value if isinstance(value, str) else None


def count_page(wanted: list[dict[str, object]], found: list[dict[str, object]]) -> Counter[str]:
    """What the figures of a page are made of."""
    pairs = _pair(wanted, found)
    partner = dict(pairs)
    counts = Counter(wanted=len(wanted), found=len(found), paired=len(pairs))
    for one, other in pairs:
        gold, mine = wanted[one], found[other]
        counts["kind"] += gold.get("kind", "comment") == mine["kind"]
        if gold.get("author"):
            counts["authors"] += 1
            counts["author"] += normalise(gold["author"]) == normalise(mine["author"])
        if gold.get("timestamp"):
            counts["dates"] += 1
            counts["date"] += str(mine["timestamp"] or "").startswith(str(gold["timestamp"]))
        if gold.get("reply_to") is not None:
            counts["replies"] += 1
            above = mine["reply_to"]
            counts["reply"] += above is not None and partner.get(gold["reply_to"]) == above
    if not wanted:
        counts["false"] = len(found)
    return counts


def _pair(wanted: list[dict[str, object]], found: list[dict[str, object]]) -> list[tuple[int, int]]:
    ranked = []
    for i, gold in enumerate(wanted):
        for j, mine in enumerate(found):
            like = likeness(_text(gold), _text(mine))
            if like >= ALIKE:
                same = normalise(gold.get("author")) == normalise(mine["author"])
                ranked.append((-like, not same, abs(i - j), i, j))
    pairs: list[tuple[int, int]] = []
    for *_, i, j in sorted(ranked):
        if all(i != one and j != other for one, other in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _text(record: dict[str, object]) -> str:
    """The text by which a record goes; of a pingback without one the linking page's title."""
    return normalise(record["text"]) or normalise(record.get("author"))


def normalise(value: object) -> str:
    text = unicodedata.normalize("NFKC", str(value or "")).casefold()
    return " ".join(text.replace("\u200b", "").split())


def likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    if short in long and len(long) - len(short) <= max(25, 0.25 * len(short)):
        return ALIKE
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def figures(counts: Counter[str]) -> dict[str, float | None]:
    """F1 and the shares of right fields; None where there is nothing to be right about."""

    def share(right: str, of: str) -> float | None:
        return counts[right] / counts[of] if counts[of] else None

    total = counts["wanted"] + counts["found"]
    return {
        "f1": 2 * counts["paired"] / total if total else None,
        "author": share("author", "authors"),
        "date": share("date", "dates"),
        "reply": share("reply", "replies"),
        "kind": share("kind", "paired"),
    }


def summarise(pages: dict[str, Counter[str]]) -> dict[str, float]:
    """The figures over all records of all pages, and the false records on pages without any."""
    total = sum(pages.values(), Counter())
    found = {name: value for name, value in figures(total).items() if value is not None}
    return {**found, "false": total["false"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--hash-names", action="store_true")
    parser.add_argument("--ending", default="", help="only cases whose names end in this")
    parser.add_argument("--pages", action="store_true", help="a line a page too")
    args = parser.parse_args()
    pages = read_cases(args.folder, hashed=args.hash_names, ending=args.ending)
    if not pages:
        sys.exit(f"{args.folder} holds no cases: expected folders with page.html and comments.json")
    width = max(map(len, pages))
    print(f"{'':{width}}" + "".join(f"{name:>9}" for name in (*NAMES, "false")))
    rows = [(name, {**figures(counts), "false": counts["false"]}) for name, counts in pages.items()]
    for name, values in [*(rows if args.pages else []), ("all records", summarise(pages))]:
        cells = [values.get(key) for key in (*NAMES, "false")]
        shown = [
            "-" if v is None else f"{v:.3f}" if isinstance(v, float) else str(v) for v in cells
        ]
        print(f"{name:{width}}" + "".join(f"{value:>9}" for value in shown))
    print(f"{len(pages)} pages, {sum(c['wanted'] for c in pages.values())} records wanted, "
          f"{sum(c['found'] for c in pages.values())} found")  # fmt: skip


if __name__ == "__main__":
    main()
