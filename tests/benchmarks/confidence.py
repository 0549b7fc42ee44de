"""Whether confidence tells right records from wrong: ``python tests/benchmarks/confidence.py``.

Without arguments the project's own fixtures are read; else ``FOLDER`` of cases (a folder each with
``page.*``, ``comments.json`` and perhaps ``meta.json``), or ``GOLD.jsonl PAGE...``: one JSON line a
record with ``id`` (a page's file name up to its first dot), ``index``, ``author``, ``date``,
``text`` and ``parent`` (an index), and perhaps ``variants``, ``author_text``, ``date_visible``.

Printed is for each level the number of records, the share whose text, author, date and reply are
right, and the share that is right in all four with Wilson's interval at 95 %. A record that nobody
wrote is wrong in all. Pages are counted by their own level; one is right if all its records are,
and none are missing.
"""

import datetime as dt
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from scipy.stats import binomtest
from web_pages_quality import ALIKE, likeness, normalise

from toolkit.documents import read_document
from toolkit.formats import parse_comments
from toolkit.schema import CONFIDENCES

FIXTURES = Path(__file__).parents[1] / "fixtures"
FIELDS = ("text", "author", "date", "reply", "all")
_ZONE = re.compile(r"(?<=\d\d:\d\d)(?::\d\d)?[+-]\d\d:?\d\d$")


def read_cases(folder: Path) -> list[tuple[Path, str | None, list[dict[str, object]]]]:
    """Pages with the moment of capture and the records written by hand."""
    cases = []
    for path in sorted(folder.rglob("comments.json")):
        if path.with_name("layout.toml").exists():
            continue  # a page that is not to be read without its layout
        meta_path = path.with_name("meta.json")
        meta = json.loads(meta_path.read_text(encoding="utf-8")) if meta_path.exists() else {}
        wanted = json.loads(path.read_text(encoding="utf-8"))
        cases.append((next(path.parent.glob("page.*")), meta.get("captured_at"), wanted))
    return cases


def read_gold(gold: Path, pages: list[Path]) -> list[tuple[Path, None, list[dict[str, object]]]]:
    """Pages with their records of one file of JSON lines."""
    records = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        records[one["id"]].append(one)
    cases = []
    for page in pages:
        own = sorted(records[page.name.split(".")[0]], key=lambda one: one["index"])
        places = {one["index"]: place for place, one in enumerate(own)}
        cases.append((page, None, [
            {**one, "timestamp": one["date"], "reply_to": places.get(one["parent"])} for one in own
        ]))  # fmt: skip
    return cases


def judge_page(
    wanted: list[dict[str, object]], found: list[dict[str, object]]
) -> list[dict[str, bool]]:
    """Of each record found which of its fields are right."""
    ranked = []
    for i, gold in enumerate(wanted):
        texts = [normalise(text) for text in (gold["text"], *gold.get("variants", ()))]
        texts = [text for text in texts if text] or [normalise(gold.get("author"))]
        for j, mine in enumerate(found):
            own = normalise(mine["text"]) or normalise(mine["author"])
            like = max(likeness(text, own) for text in texts)
            if like >= ALIKE:
                ranked.append((-like, not _same_author(gold, mine), abs(i - j), i, j))
    partner: dict[int, int] = {}
    for *_, i, j in sorted(ranked):
        if i not in partner.values() and j not in partner:
            partner[j] = i
    judged = []
    for j, mine in enumerate(found):
        if j not in partner:
            judged.append(dict.fromkeys(FIELDS, False))
            continue
        gold, above = wanted[partner[j]], mine["reply_to"]
        right = {
            "text": True,
            "author": _same_author(gold, mine),
            "date": _same_date(gold, mine),
            "reply": (None if above is None else partner.get(above, -1)) == gold.get("reply_to"),
        }
        judged.append({**right, "all": all(right.values())})
    return judged


def _same_author(gold: dict[str, object], mine: dict[str, object]) -> bool:
    names = {normalise(gold.get(key)) for key in ("author", "author_text")} - {""}
    own = normalise(mine["author"])
    return own in names if names else not own


def _same_date(gold: dict[str, object], mine: dict[str, object]) -> bool:
    """Equal as precisely as the wanted date is, on the clock that the page shows."""
    own = _ZONE.sub("", str(mine["timestamp"] or ""))
    wanted = [_ZONE.sub("", str(d)) for k in ("timestamp", "date_visible") if (d := gold.get(k))]
    return any(own.startswith(date) for date in wanted) if wanted else not own


def measure(cases: list[tuple[Path, str | None, list[dict[str, object]]]]) -> dict[str, Counter]:
    """For each level, and each level of pages, how many there are and how many are right."""
    counts: dict[str, Counter] = {}
    for page, moment, wanted in cases:
        captured = dt.datetime.fromisoformat(moment) if moment else None
        parsed = parse_comments([read_document(page)], captured_at=captured)
        comments = parsed.comments.astype(object).where(parsed.comments.notna(), None)
        places = {identity: place for place, identity in enumerate(comments["id"])}
        found = [{**row, "reply_to": places.get(row["reply_to"])}
                 for row in comments.to_dict("records")]  # fmt: skip
        judged = judge_page(wanted, found)
        for record, right in zip(found, judged, strict=True):
            own = counts.setdefault(record["confidence"], Counter())
            own.update({"n": 1, **{name: int(is_right) for name, is_right in right.items()}})
        of_page = counts.setdefault(f"page {parsed.sources.iloc[0]['confidence']}", Counter())
        whole = len(found) == len(wanted) and all(right["all"] for right in judged)
        of_page.update(n=1, all=int(whole))
    return counts


def main() -> None:
    arguments = [Path(argument) for argument in sys.argv[1:]]
    if arguments and arguments[0].suffix == ".jsonl":
        cases = read_gold(arguments[0], arguments[1:])
    else:
        cases = read_cases(arguments[0] if arguments else FIXTURES)
    counts = measure(cases)
    print(f"{'':12}{'n':>6}" + "".join(f"{name:>8}" for name in FIELDS) + "  95 % of all")
    for level in [*CONFIDENCES, *(f"page {level}" for level in CONFIDENCES)]:
        own = counts.get(level, Counter())
        n = own["n"]
        shares = [f"{own[name] / n:.3f}" if n and name in own else "-" for name in FIELDS]
        low, high = binomtest(own["all"], n).proportion_ci(method="wilson") if n else (0.0, 1.0)
        cells = "".join(f"{share:>8}" for share in shares)
        print(f"{level:12}{n:>6}{cells}  {low:.3f} to {high:.3f}")


if __name__ == "__main__":
    main()
