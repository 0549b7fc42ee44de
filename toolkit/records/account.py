"""The account of an export: every record read is something by name, and what was mended is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.records.export import Export
from toolkit.records.gather import Tally
from toolkit.records.links import Links
from toolkit.records.xml_tree import ENDS_EARLY, NOT_WELL_FORMED

_SAID = (ENDS_EARLY, NOT_WELL_FORMED)  # in notes of their own
_NAMED = 5  # missing parents named in the warning
_OF_EXPORTS = {
    "input": None, "orphans": 0, "missing_parents": (), "stubs": 0, "stands_for": 0,
    "expected": None, "repeated_ids": 0, "cycles": 0, "repairs": None, "counts": None,
}  # fmt: skip


def account_export(
    export: Export,
    tally: Tally,
    links: Links,
    missing: Sequence[str],
    *,
    kinds: Mapping[str, int],
    times: str,
    description: str,
) -> dict[str, Any]:
    """What a person should know of an export, JSON-ready.

    Args:
        export: The export, read to its end.
        tally: What its records were.
        links: How its comments are linked.
        missing: The ids that orphans want, the first of them at least.
        kinds: How many comments there are of each kind.
        times: How the format tells the zone of its times, in words.
        description: What the format is, in words.

    Returns:
        ``reading`` (a sentence), ``warnings``, ``input`` (``records`` read and ``by_name``, whose
        numbers add up to it), ``orphans``, ``missing_parents``, ``stubs``, ``stands_for``,
        ``expected`` (comments that the file says there are, or None), ``repeated_ids``,
        ``cycles``, ``repairs`` (a number for each repair).
    """
    by_name = Counter(dict(kinds))
    by_name.update(tally.others)
    by_name.update(export.passed_over)
    records = sum(by_name.values())
    expected = [told["expected"] for told in tally.articles.values() if "expected" in told]
    repairs = dict(export.repairs)
    if tally.without_id:
        repairs["comments without an id of their own, which got one"] = tally.without_id
    if tally.addresses:
        repairs["authors given as e-mail or IP addresses, shown without them"] = tally.addresses
    warnings = [
        *([f"not read of the archive: {name_some(export.left)}"] if export.left else []),
        *export.notes,
        *_differences(tally, links, missing, expected),
        *(
            f"{count:,} × {what}{_where(export.places.get(what, []))}"
            for what, count in repairs.items()
            if what not in _SAID
        ),
    ]
    counted = ", ".join(_count(number, name) for name, number in by_name.items()) or "none"
    return {
        "reading": f"{description[0].upper()}{description[1:]}. {_count(records, 'record')} read: "
        f"{counted}. {times[0].upper()}{times[1:]}.",
        "warnings": warnings,
        "kinds": dict(kinds),
        "input": {"records": records, "by_name": dict(by_name)},
        "orphans": links.orphans,
        "missing_parents": list(missing),
        "stubs": tally.stubs,
        "stands_for": tally.stands_for,
        "expected": sum(expected) if expected else None,
        "repeated_ids": links.repeated,
        "cycles": links.cycles,
        "repairs": repairs,
    }


def add_accounts(sources: pd.DataFrame, accounts: Mapping[int, Mapping[str, Any]]) -> pd.DataFrame:
    """The sources with the accounts of those that are exports, by row; pages have none.

    Pages get empty values in the columns that only exports fill.
    """
    added = sources.copy()
    for name, none in _OF_EXPORTS.items():
        added[name] = pd.Series(
            [accounts[row][name] if row in accounts else none for row in range(len(added))],
            index=added.index, dtype=object,
        )  # fmt: skip
    for row, account in accounts.items():
        kinds = account["kinds"]
        pingbacks = kinds.get("pingback", 0) + kinds.get("trackback", 0)
        for name, value in (
            ("records", sum(kinds.values())), ("comments", kinds.get("comment", 0)),
            ("pingbacks", pingbacks), ("reading", account["reading"]),
            ("address", account["address"]), ("title", account["title"]),
            ("article_text", account["article_text"]),
            ("warnings", [*added["warnings"].iloc[row], *account["warnings"]]),
        ):  # fmt: skip
            added[name] = [
                value if place == row else kept for place, kept in enumerate(added[name])
            ]
    return added


def _differences(
    tally: Tally, links: Links, missing: Sequence[str], expected: Sequence[int]
) -> list[str]:
    found = []
    if expected and sum(expected) != tally.posts:
        of = f" beneath {len(expected):,} articles" if len(expected) > 1 else ""
        found.append(
            f"the file says {_count(sum(expected), 'comment')}{of}, {tally.posts:,} are here"
        )
    if tally.stubs:
        found.append(
            f"{_count(tally.stubs, 'stub')} stand{'s' * (tally.stubs == 1)} for "
            f"{_count(tally.stands_for, 'comment')} not in the file"
        )
    found += [
        f"the file counts {number:,} more {what} than are in it"
        for what, number in tally.absent.items()
        if number
    ]
    if links.orphans:
        named = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        found.append(
            f"{_count(links.orphans, 'comment')} answer{'s' * (links.orphans == 1)} what is not in "
            f"the file ({named}); reply_to is empty there"
        )
    if links.repeated:
        found.append(
            f"{_count(links.repeated, 'comment')} had an id that occurred before; ~2, ~3 … tells "
            f"them apart"
        )
    if links.cycles:
        found.append(f"{_count(links.cycles, 'cycle')} of comments answering each other cut")
    return found


def name_some(names: Sequence[str]) -> str:
    """Names in a sentence, the first of them where they are many."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _where(places: Sequence[str]) -> str:
    return f" ({', '.join(places)})" if places else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
