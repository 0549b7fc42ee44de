"""What the report says of the check against people."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.figures.readings import SCORER, say_validated
from toolkit.pipeline import Analysis
from toolkit.validation.sentences import say_coders, say_references, say_scorer, say_topics

_HOW_TO = (
    "Draw a sample, have it coded and put the result here: `toolkit validate`, then `toolkit "
    "report --validation`."
)


def say_validation(analysis: Analysis) -> Iterator[str]:
    """How far people agree with the scores shown, in a few sentences; or that nobody looked."""
    found = analysis.validation
    yield say_validated(analysis)
    if found is None:
        yield _HOW_TO
        return
    yield from (said for said in say_coders(found) if said.startswith("sentiment:"))
    said = say_scorer(found, SCORER)
    if said:
        yield said
    for system in ("seeded", "proposed"):
        yield from say_topics(found, system)


def say_how_validated(analysis: Analysis) -> Iterator[str]:
    """Who coded what, and what a reader has to know of it."""
    found = analysis.validation
    if found is None:
        yield "It was not done for this report."
        return
    people = "one person" if len(found.coders) == 1 else f"{len(found.coders)} people"
    yield (
        f"For this report {people} coded {len(found.ids):,} of {found.population:,} comments "
        f"(seed {found.settings.get('seed', 'unknown')}); validation.csv has all figures."
    )
    yield from (f"{note[:1].upper()}{note[1:]}." for note in found.notes)
    others = sorted(
        {str(name) for name in found.measures.loc[found.measures["about"] == "scorer", "name"]}
        - {SCORER}
    )
    yield from filter(None, (say_scorer(found, name) for name in others))
    if len(found.coders) > 1:
        yield say_references(found).replace("scorers.csv", "validation.csv")
