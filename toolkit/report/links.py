"""Numbers that lead to the comments behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.findings import Piece
from toolkit.report.marks import show_controls
from toolkit.wording import format_count

MOST_PRINTED = 60


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a comment's row."""

    number: int
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The comments behind a number: those in the table as links, the others counted."""

    anchor: str
    label: str
    links: tuple[Link, ...]
    absent: int


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence whose numbers link to comments: pieces of (text, target or "")."""

    anchor: str
    certainty: str
    pieces: tuple[tuple[str, str], ...]
    basis: str
    behind: tuple[Behind, ...]
    closing: tuple[str, str]

    @property
    def short(self) -> bool:
        """Whether all its lists are short enough to be printed."""
        return sum(len(group.links) for group in self.behind) <= MOST_PRINTED


@dataclass(frozen=True, kw_only=True)
class LinkedTable:
    """A table whose numbers link to comments.

    Attributes:
        anchor: Of the table.
        title: What it is.
        caption: What it shows, and how to read it.
        header: The columns' names.
        rows: A row's anchor ("" for none) and its cells, the first one its name: pieces of
            (text, target or "").
        behind: The lists of comments.
        file: Where the whole table stands, relative to the report's folder.
        with_ids: Whether it lists the comments behind each number there.
    """

    anchor: str
    title: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]
    behind: tuple[Behind, ...]
    file: str
    with_ids: bool = True

    @property
    def short(self) -> bool:
        """Whether all its lists are short enough to be printed."""
        return sum(len(group.links) for group in self.behind) <= MOST_PRINTED


def polish(sentence: str) -> str:
    """A sentence of ours with true minus signs and percent signs that stay with their number.

    >>> polish("-0.2 to 95 %")
    '−0.2 to 95\xa0%'
    """
    return re.sub(r"(?<=\d) %", "\u00a0%", re.sub(r"(?<![\w.-])-(?=\d)", "−", sentence))


class Lists:
    """The lists of comments behind the numbers of one statement or table, each list once.

    Args:
        anchor: Begins the lists' anchors, so that these are unique on the page.
        numbers: Where the comments stand, by id.
    """

    def __init__(self, anchor: str, numbers: Mapping[str, Link]) -> None:
        self._anchor, self._numbers = anchor, numbers
        self._lists: dict[tuple[str, ...], Behind] = {}

    def target(self, ids: Iterable[str], label: str) -> str:
        """Where a number of these comments leads: to their list, or to the only one itself."""
        key = tuple(sorted(map(str, ids)))
        if not key:
            return ""
        if key not in self._lists:
            links = sorted(
                (self._numbers[one] for one in key if one in self._numbers),
                key=lambda link: link.number,
            )
            self._lists[key] = Behind(
                anchor=f"behind-{self._anchor}-{len(self._lists) + 1}",
                label=show_controls(polish(label)),
                links=tuple(links),
                absent=len(key) - len(links),
            )
        behind = self._lists[key]
        return behind.links[0].anchor if len(key) == 1 == len(behind.links) else behind.anchor

    def piece(self, piece: Piece) -> tuple[str, str]:
        """A piece's text and its target."""
        return show_controls(polish(piece.text)), self.target(piece.ids, piece.label or piece.text)

    @property
    def behind(self) -> tuple[Behind, ...]:
        """The lists, in the order in which they were first asked for."""
        return tuple(self._lists.values())


def link_pieces(
    anchor: str,
    certainty: str,
    said: Sequence[Piece],
    basis: str,
    numbers: Mapping[str, Link],
) -> Statement:
    """Give each number of a sentence its list of comments, and the sentence a closing link."""
    lists = Lists(anchor, numbers)
    pieces = tuple(lists.piece(piece) for piece in said)
    union = tuple(dict.fromkeys(one for piece in said for one in piece.ids))
    closing = "this comment" if len(union) == 1 else f"these {format_count(len(union), 'comment')}"
    together = lists.target(union, "together")
    return Statement(
        anchor=anchor,
        certainty=certainty,
        pieces=pieces,
        basis=show_controls(polish(basis)),
        closing=(closing, together),
        behind=lists.behind,
    )
