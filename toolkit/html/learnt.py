"""Groups as they were read, and whether a record's fields stand where the layout has them."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.html.fields import Fields
from toolkit.html.items import Group
from toolkit.html.layout import Layout
from toolkit.html.tree import Page
from toolkit.html.views import Paths


@dataclass(frozen=True, slots=True)
class Learnt:
    """A group as it was read: its layout, and the paths that the layout is told in."""

    group: Group
    layout: Layout
    paths: Paths


def author_stands(page: Page, fields: Fields, layout: Layout, paths: Paths) -> bool:
    """Whether an author was found at the place learnt for authors."""
    if not layout.authors:
        return fields.author is not None and layout.by_line
    if fields.named is None or fields.author is None:
        return False
    path = paths.number(page.owners[fields.named], fields.view.root)
    return paths.plain(path) == layout.authors[0][0]


def date_stands(fields: Fields, layout: Layout, paths: Paths) -> bool:
    """Whether a date was found at the place learnt for dates."""
    if fields.dating is None or layout.date is None:
        return False
    return paths.number(fields.dating.node, fields.view.root) == layout.date[0]


def text_stands(page: Page, fields: Fields, layout: Layout, paths: Paths) -> bool:
    """Whether a text was found at the place learnt for texts."""
    if not fields.body or layout.body is None:
        return bool(fields.body)
    path = paths.number(page.owners[fields.body.start], fields.view.root)
    return layout.body in set(paths.up(path))
