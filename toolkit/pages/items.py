"""One record of a thread, as a reader of pasted pages handles it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a thread, as indices into the marks.

    Attributes:
        kind: ``comment``, ``pingback`` or ``trackback``.
        author: Name as shown.
        answers: Whom the item says it answers ("Bob in reply to Ann").
        number: The number that the page gives the item, or None.
        answers_number: The number of the item that it says it answers, or None.
        author_line, date_line: Their marks.
        body: Marks of the text, without gaps in between.
        dropped: Marks in the item's zone that are furniture, with their names.
        column: Column at which the item begins.
    """

    kind: str
    author: str | None = None
    answers: str | None = None
    number: str | None = None
    answers_number: str | None = None
    author_line: int | None = None
    date_line: int | None = None
    body: range = range(0)
    dropped: dict[int, str] = field(default_factory=dict)
    column: int = 0

    @property
    def first_line(self) -> int | None:
        """The first mark of the item's head, or None without one."""
        return min(head_lines(self), default=None)

    @property
    def first(self) -> int:
        """The item's first mark."""
        parts = [self.author_line, self.date_line, self.body.start if self.body else None]
        return min(part for part in parts if part is not None)


def head_lines(item: Item) -> list[int]:
    """The lines of an item's head."""
    return [i for i in (item.author_line, item.date_line) if i is not None]
