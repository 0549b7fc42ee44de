"""VADER's normalised reading with the analyst's own words laid over its lexicon.

Each entry that is found is read as one word with the entry's value, which all of VADER's rules
treat like a word of the lexicon; the words of a name are read as words without value. The
columns of :class:`~toolkit.scorers.vader.VaderScorer` stay as they are.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from toolkit.phrases import Found, PhraseFinder
from toolkit.schema import check_columns
from toolkit.scorers.base import text_values
from toolkit.scorers.lexicon_file import HIGHEST, Lexicon
from toolkit.scorers.vader import MEASURES, label_compound, score_columns
from toolkit.scorers.vader_reading import Reading, trace_comment
from toolkit.scorers.vader_sums import score_texts
from toolkit.scorers.vader_tables import Traits, tables
from toolkit.scorers.vader_words import word_classes

OVERLAY_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        f"vader_overlay_{measure}": f"{meaning}; with the analyst's own words"
        for measure, meaning in MEASURES.items()
    }
)
# what stands for an entry in a text: three times a character that no text has, since those that
# a text has are replaced
_FIRST = 0xF0000
_STEPS = 10 * HIGHEST
_NO_VALUE = 2 * _STEPS + 1
_STANDS = re.compile("[\U000f0000-\U000f00ff]")
_LENGTH = 3
_TOKEN = re.compile(r"\S+")


class Overlaid(NamedTuple):
    """A text with stand-ins for what entries were found, and these (places in the text)."""

    reading: Reading
    found: list[Found]


class Overlay:
    """Reads texts with a lexicon laid over VADER's.

    >>> from toolkit.scorers.lexicon_file import Entry
    >>> entry = Entry(name="regime", phrases=("regime",), valence=-2.0)
    >>> Overlay(Lexicon((entry,))).read("The regime’s ways").found
    [Found(start=4, end=12, entry=0)]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._valences = [entry.valence for entry in lexicon.entries]
        self._finder = PhraseFinder([entry.phrases for entry in lexicon.entries])

    def read(self, text: str) -> Overlaid:
        """The text as VADER should read it (:mod:`toolkit.scorers.vader_reading`)."""
        plain = trace_comment(_STANDS.sub("\ufffd", text))
        found = [
            match for match in self._finder.find(plain.text) if _stands_alone(plain.text, match)
        ]
        pieces: list[str] = []
        origins: list[int] = []
        done = 0
        for match in found:
            pieces.append(plain.text[done : match.start])
            origins += plain.origins[done : match.start]
            for start, end in self._spans(plain.text, match):
                if start > match.start:
                    pieces.append(" ")
                    origins.append(plain.origins[start - 1])
                value = self._valences[match.entry]
                pieces.append(_stand_in(value, plain.text[start:end].isupper()))
                origins += [plain.origins[start]] * (_LENGTH - 1) + [plain.origins[end - 1]]
            done = match.end
        pieces.append(plain.text[done:])
        origins += plain.origins[done:]
        places = [
            Found(plain.origins[match.start], plain.origins[match.end - 1] + 1, match.entry)
            for match in found
        ]
        return Overlaid(Reading("".join(pieces), origins), places)

    def _spans(self, text: str, match: Found) -> Iterator[tuple[int, int]]:
        """A phrase with a value is one word; each word of a name stays one."""
        if self._valences[match.entry] is not None:
            yield match.start, match.end
        else:
            for token in _TOKEN.finditer(text, match.start, match.end):
                yield token.span()


def classify_overlaid(text: str) -> bytes:
    """The class of each word of an overlaid text, a byte each."""
    return bytes(map(_class_of, text.split()))


def score_overlay(table: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Add the columns ``vader_overlay_...`` (:data:`OVERLAY_COLUMNS`) to a table of comments.

    Args:
        table: One row a text, with the columns ``id`` and ``text``; NA where there is no text.
        lexicon: As from :func:`toolkit.scorers.lexicon_file.read_lexicon`.

    Raises:
        SchemaError: No ``id`` or ``text`` column, an id missing or repeated, a text that is not
            a string.
    """
    check_columns(table, ["id", "text"])
    overlay = Overlay(lexicon)
    values = text_values(table["text"])
    known = [row for row, text in enumerate(values) if text is not None]
    readings = [overlay.read(values[row] or "").reading.text for row in known]
    scores = score_texts(readings, classify=classify_overlaid)
    scored = table.copy()
    for column, cells in score_columns(scores, "vader_overlay_", known, table.index).items():
        scored[column] = cells.array
    return scored


def report_overlay(table: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Which entries were found, how often, and what they changed.

    Args:
        table: One row a text, with the columns ``id`` and ``text``.
        lexicon: The entries.

    Returns:
        A row for each entry, in file order: ``entry``, ``valence`` (NA for a name), ``why``,
        ``matches`` (places), ``comments`` (with a match), ``mean_change`` (of the compound in
        these, against the normalised reading; all entries together), ``changed_labels`` (comments
        with another label), ``ids`` (list of the comments with a match), ``changed_ids`` (list).
    """
    scored = score_overlay(table, lexicon)
    plain = score_texts([trace_comment(text or "").text for text in text_values(table["text"])])
    before = pd.Series(plain[:, -1], index=table.index)
    shift = (scored["vader_overlay_compound"] - before).to_numpy()
    differs = [
        isinstance(label, str) and label != label_compound(value)
        for label, value in zip(scored["vader_overlay_label"], before, strict=True)
    ]
    overlay = Overlay(lexicon)
    found: list[list[int]] = [[] for _ in lexicon.entries]  # rows, one a match
    for row, text in enumerate(text_values(table["text"])):
        for match in overlay.read(text or "").found:
            found[match.entry].append(row)
    ids = table["id"].tolist()
    rows = []
    for entry, matches in zip(lexicon.entries, found, strict=True):
        own = list(dict.fromkeys(matches))
        changed = [ids[row] for row in own if differs[row]]
        mean = float(shift[own].mean()) if own else float("nan")
        rows.append((entry.name, entry.valence, entry.why, len(matches), len(own), mean,
                     len(changed), [ids[row] for row in own], changed))  # fmt: skip
    columns = ["entry", "valence", "why", "matches", "comments", "mean_change", "changed_labels",
               "ids", "changed_ids"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"entry": "string", "valence": "float64", "why": "string"}
    )


def _stand_in(valence: float | None, capitals: bool) -> str:
    step = _NO_VALUE if valence is None or valence == 0 else round(10 * valence) + _STEPS
    return chr(_FIRST + 2 * step + capitals) * _LENGTH


def _class_of(token: str) -> int:
    word = token.strip(string.punctuation)
    code = ord(word[0]) - _FIRST if len(word) == _LENGTH else -1
    if not 0 <= code < 256:
        return word_classes()[token]
    step, capitals = divmod(code, 2)
    traits = Traits() if step == _NO_VALUE else Traits((step - _STEPS) / 10)
    return tables().classes[traits, bool(capitals)]


def _stands_alone(text: str, match: Found) -> bool:
    """Whether nothing but marks parts an entry from the white space around it, as VADER's words."""
    return _is_clear(text, match.start - 1, -1) and _is_clear(text, match.end, 1)


def _is_clear(text: str, place: int, step: int) -> bool:
    while 0 <= place < len(text) and not text[place].isspace():
        if text[place] not in string.punctuation:
            return False
        place += step
    return True
