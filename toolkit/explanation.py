"""Why a page was read as it was: what was taken, what was not, where the fields stand.

Readers make an :class:`Explanation` from what they weighed; the terminal, the summary and the
report only show it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that counted for a group of items being comments, or against it."""

    points: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A group of items that was weighed as the page's comments.

    Attributes:
        name: What the items have in common.
        items: How many there are.
        points: The sum of the grounds.
        needed: Points from which such a group is taken.
        grounds: What counted, as it was found.
        reason: Why it was not taken where the points alone don't tell, else empty.
    """

    name: str
    items: int
    points: float
    needed: float
    grounds: tuple[Ground, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: in how many of the records it was found there.

    Attributes:
        field: ``author``, ``date``, ``text`` or ``reply``.
        where: The place in words.
        found: Records in which it was found there.
        of: Records that were looked at.
    """

    field: str
    where: str
    found: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a source was read as it was.

    Attributes:
        how: What the reading rests on, a sentence.
        taken: The groups of items taken for comments, the first the one that settled it.
        rejected: Groups that were weighed and not taken, the likeliest first.
        places: Where the fields stand.
        layout: The layout learnt as a layout file (:mod:`toolkit.pins`), or empty.
        given: Whether nothing was guessed: by the format's specification or a layout file.
    """

    how: str
    taken: tuple[Weighed, ...] = ()
    rejected: tuple[Weighed, ...] = ()
    places: tuple[Place, ...] = ()
    layout: str = ""
    given: bool = False

    def to_json(self) -> dict[str, Any]:
        """The same as JSON-ready data, key for attribute."""
        return asdict(self)


UNEXPLAINED = Explanation(how="")


def by_specification(name: str) -> Explanation:
    """The explanation of a format whose specification says what each field is.

    >>> by_specification("WXR").how
    'read as the specification of WXR says'
    """
    return Explanation(how=f"read as the specification of {name} says", given=True)
