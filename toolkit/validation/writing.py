"""A validation as files: for people, for programs, and read again for the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit._version import __version__
from toolkit.cells import plain_value
from toolkit.errors import SettingsError
from toolkit.files import GENERATOR
from toolkit.tables import write_table
from toolkit.validation.codes import YES
from toolkit.validation.results import (
    BIN_COLUMNS,
    CONFUSION_COLUMNS,
    MEASURE_COLUMNS,
    Validation,
    measure_table,
)
from toolkit.validation.sentences import (
    say_cell,
    say_coders,
    say_labels,
    say_references,
    say_scorer,
    say_topics,
)
from toolkit.writers.folders import whole_export

RESULT = "validation.json"
KIND = "validation"
_FORM = 1


def write_validation(found: Validation, folder: str | Path) -> None:
    """Write ``validation.json``, ``validation.md`` and the tables as CSV into a folder.

    Raises:
        OutputError: The folder holds something else or can't be written.
    """
    with whole_export(Path(folder), KIND) as part:
        (part / RESULT).write_text(to_json(found), encoding="utf-8")
        (part / "validation.md").write_text(to_markdown(found), encoding="utf-8")
        rows = found.measures
        for about, name in (("coders", "agreement"), ("scorer", "scorers"), ("topics", "topics")):
            write_table(rows[rows["about"] == about], part / f"{name}.csv")
        write_table(found.confusion, part / "confusion.csv")
        write_table(found.bins, part / "calibration.csv")
        write_table(found.items, part / "codes.csv")


def to_json(found: Validation) -> str:
    """The validation as JSON: ``generator``, ``kind``, ``form`` and all that it holds."""
    held = {
        "generator": GENERATOR,
        "version": __version__,
        "kind": KIND,
        "form": _FORM,
        "coders": list(found.coders),
        "population": found.population,
        "weighted": found.weighted,
        "settings": dict(found.settings),
        "notes": list(found.notes),
        "missing": {coder: dict(columns) for coder, columns in found.missing.items()},
        "measures": _records(found.measures),
        "confusion": _records(found.confusion),
        "calibration": _records(found.bins),
        "items": _records(found.items),
    }
    return f"{json.dumps(held, ensure_ascii=False, indent=1)}\n"


def read_validation(path: str | Path) -> Validation:
    """Read a validation that :func:`write_validation` wrote.

    Args:
        path: The folder, or its ``validation.json``.

    Raises:
        SettingsError: It is missing or is no validation; the sentence says what was found.
    """
    path = Path(path)
    file = path / RESULT if path.is_dir() else path
    try:
        held: Any = json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"{file}: can't be read ({error.strerror or error}); give the folder that `toolkit "
            f"validate --coded` wrote"
        ) from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{file}: is no JSON ({error})") from error
    if not isinstance(held, dict) or (held.get("generator"), held.get("kind")) != (GENERATOR, KIND):
        raise SettingsError(
            f"{file}: is no validation of this toolkit; give the folder that `toolkit validate "
            f"--coded` wrote"
        )
    try:
        if held["form"] != _FORM:
            raise SettingsError(
                f"{file}: was written by version {held.get('version')} in another form; validate "
                f"again with this one"
            )
        items = pd.DataFrame(held["items"])
        measures = pd.DataFrame(held["measures"], columns=list(MEASURE_COLUMNS))
        return Validation(
            coders=tuple(map(str, held["coders"])),
            ids=tuple(items["id"].astype(str)),
            population=int(held["population"]),
            weighted=bool(held["weighted"]),
            measures=measure_table(measures.itertuples(index=False)),  # type: ignore[arg-type]
            confusion=pd.DataFrame(held["confusion"], columns=list(CONFUSION_COLUMNS)),
            bins=pd.DataFrame(held["calibration"], columns=list(BIN_COLUMNS)),
            items=items,
            missing={str(coder): dict(columns) for coder, columns in held["missing"].items()},
            notes=tuple(map(str, held["notes"])),
            settings=dict(held["settings"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise SettingsError(
            f"{file}: is a validation that was changed or cut short ({error!r}); validate again"
        ) from error


def to_markdown(found: Validation) -> str:
    """The validation in plain words."""
    lines = [
        "# The machine checked against people",
        "",
        f"{len(found.ids):,} of {found.population:,} reader comments were coded by "
        f"{', '.join(map(_plain, found.coders))}. "
        + (
            "Weights undo the sample’s strata, so that figures are of all reader comments."
            if found.weighted
            else "All coded comments weigh alike."
        ),
        "",
        *(f"- {_plain(_sentence(note))}" for note in found.notes),
        "",
        "## Do people agree with each other?",
        "",
        *(f"- {_plain(said)}" for said in say_coders(found)),
        "",
        *_missing(found),
        "## Does the machine agree with people?",
        "",
        say_references(found) if len(found.coders) > 1 else _plain(say_references(found)),
        "",
        *(line for name in _names(found, "scorer") for line in _scorer(found, name)),
        *(line for name in _names(found, "topics") for line in _topics(found, name)),
        "## How the figures were made",
        "",
        _HOW.format(**{"resamples": found.settings.get("resamples", "?"),
                       "seed": found.settings.get("seed", "?")}),
    ]  # fmt: skip
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


_HOW = (
    "Krippendorff’s alpha is 1 − observed / expected disagreement, nominal for labels and topics, "
    "interval for ratings; “unclear” counts as a code of its own (Krippendorff 2011, Computing "
    "Krippendorff’s Alpha-Reliability). A comment whose codes have no majority, or that is "
    "unclear to most, is left out of the comparison of labels. Macro-F1 is the mean F1 of the "
    "labels that occur; micro-F1 counts all topics’ hits together. Intervals are percentiles of "
    "{resamples} bootstrap resamples (seed {seed}) of whole clusters: of authors, conversations "
    "and articles, whichever gives the widest interval, or of comments where nothing occurs twice. "
    "Differences between what people and machine mean by a label count as errors of the machine."
)


def _scorer(found: Validation, name: str) -> Iterator[str]:
    yield from (f"### {_plain(name)}", "")
    if said := say_scorer(found, name):
        yield from (_plain(said), "")
    reference = found.reference("scorer")
    rows = found.measures
    extra = rows[(rows["about"] == "scorer") & (rows["name"] == name)
                 & (rows["against"] == reference) & rows["measure"].isin(_EXTRA)]  # fmt: skip
    for _, row in extra.iterrows():
        yield f"- {_EXTRA[row['measure']]}: {say_cell(row)}, n = {row['n']:,}"
    yield ""
    if found.figure("scorer", name, "accuracy") is not None:
        yield from _table(("label", "precision", "recall", "F1"), say_labels(found, name))
        cells = found.confusion
        cells = cells[(cells["about"] == "scorer") & (cells["name"] == name)
                      & (cells["against"] == reference)]  # fmt: skip
        machine = list(dict.fromkeys(cells["column"]))
        wide = cells.pivot_table(index="row", columns="column", values="n", sort=False)
        yield from ("Coded comments, each counted once:", "")
        yield from _table(
            ("people say", *(f"{name} says {label}" for label in machine)),
            ((str(row), *(str(int(wide.loc[row, label])) for label in machine))
             for row in wide.index),
        )  # fmt: skip


_EXTRA = {
    "alpha": "Alpha of machine and people",
    "labelled": "Share of the coded comments that it labels",
    "coverage": "Share of the ratings within its interval",
    "interval_width": "Mean width of its interval (of 2)",
    "score_calibration_error": "Mean gap between score and rating ÷ 4, in bins of score",
    "expected_calibration_error": "Expected calibration error of its probabilities",
}


def _topics(found: Validation, system: str) -> Iterator[str]:
    yield from (f"### {system.capitalize()} topics", "")
    yield from (_plain(said) for said in say_topics(found, system))
    yield ""
    own = found.measures[found.measures["about"] == "topics"]
    parts = [part for part in dict.fromkeys(own["part"]) if part != "all"]
    measures = ("precision", "recall", "f1", "alpha")
    rows = []
    for part in parts:
        people = found.figure("coders", f"topic: {part}", "alpha")
        figures = [found.figure("topics", system, what, part=part) for what in measures]
        count = _count_of(found, system, part)
        rows.append((part, count, *(say_cell(row) for row in figures), say_cell(people)))
    header = ("topic", "n by people", "precision", "recall", "F1",
              "alpha, machine and people", "alpha between people")  # fmt: skip
    yield from _table(header, rows)
    error = found.figure("topics", system, "expected_calibration_error")
    if error is not None:
        yield from (f"{_EXTRA['expected_calibration_error']}: {say_cell(error)}", "")


def _count_of(found: Validation, system: str, part: str) -> str:
    cells = found.confusion
    kept = (cells["about"] == "topics") & (cells["name"] == system) & (cells["part"] == part)
    kept &= (cells["against"] == found.reference("topics")) & (cells["row"] == YES)
    return str(int(cells.loc[kept, "n"].sum()))


def _missing(found: Validation) -> Iterator[str]:
    columns = list(dict.fromkeys(name for own in found.missing.values() for name in own))
    if any(count for own in found.missing.values() for count in own.values()):
        yield from ("Codes that are missing:", "")
        yield from _table(
            ("coder", *columns),
            ((coder, *(str(own.get(name, "–")) for name in columns))
             for coder, own in found.missing.items()),
        )  # fmt: skip


def _names(found: Validation, about: str) -> list[str]:
    rows = found.measures
    return [str(name) for name in dict.fromkeys(rows.loc[rows["about"] == about, "name"])]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_plain, header))} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(map(_plain, row))} |" for row in rows)
    yield ""


def _sentence(note: str) -> str:
    return f"{note[:1].upper()}{note[1:]}{'' if note.endswith('.') else '.'}"


def _plain(text: str) -> str:
    """Text from outside (names of coders and topics) as Markdown shows it."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*\[\]|])", r"\\\1", flat)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in table.columns]
    columns = [table.iloc[:, place].tolist() for place in range(len(names))]
    return [
        {name: plain_value(value) for name, value in zip(names, row, strict=True)}
        for row in zip(*columns, strict=True)
    ]
