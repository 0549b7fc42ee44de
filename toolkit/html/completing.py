"""Fields of shown comments confirmed and completed by what the page publishes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from toolkit.html.authors import clean_name
from toolkit.html.datings import Dating
from toolkit.html.fields import Fields
from toolkit.html.page import Page
from toolkit.html.published import Published, beginning


def complete_fields(
    page: Page,
    published: Sequence[Published],
    found: Sequence[Fields],
    parents: Sequence[int | None],
) -> list[int | None]:
    """Give shown comments the moments, authors and votes published of them; return the parents.

    What is shown stays where both say something: a published moment only makes a shown date
    more exact, and an author is only taken where none was read, or where the published name
    stands in the item and the one read doesn't belong to anybody.
    """
    matches = _match(published, found)
    place = {match: index for index, match in enumerate(matches) if match is not None}
    names = {one.author for one in published}
    trusted = len(names) > 1 or len(published) < 3
    linked = list(parents)
    for index, (fields, match) in enumerate(zip(found, matches, strict=True)):
        if match is None:
            continue
        one = published[match]
        _date(fields, one)
        if trusted and one.author and fields.author != one.author:
            shown = next((i for i in fields.view.pieces
                          if clean_name(page.texts[i]) == one.author), None)  # fmt: skip
            if fields.author is None or (shown is not None and fields.author not in names):
                fields.author = one.author
                fields.named = shown
        if fields.upvotes is None:
            fields.upvotes = one.upvotes
        if fields.downvotes is None:
            fields.downvotes = one.downvotes
        above = place.get(one.parent) if one.parent is not None else None
        if above is not None and above < index and linked[index] is None:
            linked[index] = above
    return linked


def _match(published: Sequence[Published], found: Sequence[Fields]) -> list[int | None]:
    """For each shown comment the number of the published one that it is, or None."""
    known: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for number in reversed(range(len(published))):
        begun = beginning(published[number].text)
        known[begun, published[number].author].append(number)
        known[begun, ""].append(number)
    taken: set[int] = set()
    matches: list[int | None] = []
    for fields in found:
        best = None
        begun = beginning(fields.text)
        for waiting in (known.get((begun, fields.author)), known.get((begun, ""))):
            while begun and waiting and best is None:
                number = waiting.pop()
                best = number if number not in taken else None
        if best is not None:
            taken.add(best)
        matches.append(best)
    return matches


def _date(fields: Fields, one: Published) -> None:
    if one.timestamp is None:
        return
    if fields.dating is None:
        node = fields.view.item.node
        fields.dating = Dating(node, 0, 0, None, None, one.timestamp)
    elif fields.dating.machine is None:
        fields.dating.machine = one.timestamp
