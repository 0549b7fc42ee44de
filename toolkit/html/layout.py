"""Which parts of the items are author, date and text: one layout, learnt from all of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.html import markup
from toolkit.html.authors import author_piece, beside_date, clean_name, learn_author
from toolkit.html.datings import Dating
from toolkit.html.tree import Page
from toolkit.html.views import Paths, View, date_pieces, key_of, names_of
from toolkit.pages import vocabulary as words
from toolkit.pages.unloaded import UNLOADED

SENTENCE = 3  # words of a piece that can be a sentence
SAMPLE = 120  # items from which a layout is learnt
_HEADING = re.compile(r"h[1-6](?:\.|$)")


@dataclass(slots=True)
class Layout:
    """Where the fields of a page's items stand.

    Attributes:
        authors: Where an author may stand, the likeliest first: a path, and the place among
            the short pieces of that path.
        by_line: Whether the author stands in the date's line, parted only by words.
        date: The key of the dates' place.
        body: Path of the element that holds nothing but the text, or None.
        side: Where loose text stands: ``below``, ``above`` or ``between`` author and date.
        recurring: Short texts that stand in most items.
        inline: Whether loose text begins in the line of author and date.
    """

    authors: list[tuple[int, int]]
    by_line: bool
    date: tuple[int, bool] | None
    body: int | None
    side: str
    recurring: set[str]
    inline: bool = False

    def describe(self, paths: Paths) -> str:
        """The layout in words."""
        if self.authors:
            author = f"author in {paths.name(self.authors[0][0])}"
        else:
            author = "author beside the date" if self.by_line else "no author shown"
        date = f"date in {paths.name(self.date[0])}" if self.date else "no date"
        body = paths.name(self.body) if self.body is not None else f"the item, {self.side} them"
        return f"{author}, {date}, text in {body}"


def learn_names(page: Page, views: Sequence[View], paths: Paths) -> list[str]:
    """The authors that items seem to have, so far as they have any."""
    date = _learn_date(page, views, paths)
    for view in views:
        view.dating = _date_of(view, date, paths)
    authors, by_line = learn_author(page, views, paths)
    names = []
    for view in views:
        piece = author_piece(page, view, authors, paths)
        if piece is not None:
            names.append(clean_name(page.texts[piece]))
        elif by_line and (name := beside_date(page, view)):
            names.append(name)
    return names


def learn_layout(page: Page, views: Sequence[View], paths: Paths) -> Layout:
    """Learn one layout from a page's items, and give each its date."""
    date = _learn_date(page, views, paths)
    for view in views:
        view.dating = _date_of(view, date, paths)
    step = max(1, len(views) // SAMPLE)
    sample = views[::step]
    recurring = _recurring(page, sample)
    authors, by_line = learn_author(page, sample, paths)
    layout = Layout(authors, by_line, date, None, "below", recurring)
    layout.body = _learn_body(page, sample, paths, layout)
    layout.side = _learn_side(page, sample, paths, layout)
    layout.inline = layout.body is None and _is_inline(page, sample, paths, layout)
    return layout


def headers(page: Page, view: View, layout: Layout, paths: Paths) -> list[int]:
    """The pieces of an item that are its date and its author."""
    found = list(date_pieces(view))
    author = author_piece(page, view, layout.authors, paths)
    return sorted({*found, *([author] if author is not None else [])})


def _learn_date(page: Page, views: Sequence[View], paths: Paths) -> tuple[int, bool] | None:
    """The place whose dates most items have, that names itself so, and that tell the most."""
    held: dict[tuple[int, bool], list[Dating]] = defaultdict(list)
    for view in views:
        for key, dating in {
            _date_key(d, view, paths): d for d in reversed(view.item.datings)
        }.items():
            held[key].append(dating)
    best, best_score = None, 0.0
    for key, datings in held.items():
        name = names_of(page, datings[0].node, None)
        clocks = sum(1 for d in datings if (d.date and (d.date.hour is not None or d.date.unit))
                     or (d.machine and "T" in d.machine))  # fmt: skip
        score = 4 * len(datings) / len(views) + clocks / len(datings)
        score += 0.5 * key[1] + 0.5 * bool(markup.DATE.search(name))
        score -= 2 * bool(markup.NOT_DATE.search(name))
        if _labelled(page, datings[0]):
            score -= 2
        if score > best_score:
            best, best_score = key, score
    return best


def _date_key(dating: Dating, view: View, paths: Paths) -> tuple[int, bool]:
    return paths.number(dating.node, view.root), dating.printed is not None


def _date_of(view: View, key: tuple[int, bool] | None, paths: Paths) -> Dating | None:
    for dating in view.item.datings:
        if _date_key(dating, view, paths) == key:
            return dating
    printed = [d for d in view.item.datings if d.printed]
    return printed[0] if printed else view.item.datings[0] if view.item.datings else None


def _labelled(page: Page, dating: Dating) -> bool:
    """Whether the words before a date say that it is of another thing (a membership, an edit)."""
    if not dating.start:
        return False
    text = page.texts[dating.start - 1]
    return bool(re.search(r"(?:join|regist|member|since|seit|mitglied|edited|bearbeitet|geändert|"
                          r"inscri|dabei|updated)", text[-60:].lower()))  # fmt: skip


def _recurring(page: Page, views: Sequence[View]) -> set[str]:
    """Short texts of most items, their numbers apart; but what an item alone says is none."""
    seen: Counter[str] = Counter()
    for view in views:
        keys = {key_of(page.texts[i]) for i in view.pieces if len(page.texts[i]) <= 60}
        seen.update(keys - {_only_sentence(page, view)})
    return {key for key, count in seen.items() if key and count >= max(3, 0.5 * len(views))}


def _only_sentence(page: Page, view: View) -> str:
    """The key of an item's only sentence, if numbers tell it from others; else nothing."""
    dated = date_pieces(view)
    sentences = [
        text for i in view.pieces
        if len((text := page.texts[i]).split()) >= SENTENCE and i not in dated
        and not words.BUTTON.fullmatch(text) and not words.EDITED.fullmatch(text)
    ]  # fmt: skip
    if len(sentences) != 1 or not any(map(str.isdigit, sentences[0])):
        return ""
    return key_of(sentences[0])


def _is_furniture(page: Page, index: int, view: View, paths: Paths, recurring: set[str]) -> bool:
    text = page.texts[index]
    if len(text) <= 60 and (
        key_of(text) in recurring or words.BUTTON.fullmatch(text) or UNLOADED.fullmatch(text)
    ):
        return True
    return paths.is_furniture(page.owners[index], view.root)


def _learn_body(page: Page, views: Sequence[View], paths: Paths, layout: Layout) -> int | None:
    """The innermost path that holds nearly all loose text, once an item, and no header."""
    mass: defaultdict[int, float] = defaultdict(float)
    held: Counter[int] = Counter()
    elements: Counter[int] = Counter()
    total = 0
    barred: set[int] = set()
    for view in views:
        heads = set(headers(page, view, layout, paths))
        own: Counter[int] = Counter()
        nodes: set[tuple[int, int]] = set()
        for index, path in zip(view.pieces, view.paths, strict=True):
            if index in heads:
                barred.update(paths.up(path))
            elif not _is_furniture(page, index, view, paths, layout.recurring):
                size = min(len(page.texts[index]), 300)
                own[-1] += size
                for above, node in zip(paths.up(path), page.up(page.owners[index]), strict=False):
                    own[above] += size
                    nodes.add((above, node))
        if own[-1]:
            total += 1
            for path, size in own.items():
                mass[path] += size / own[-1]
                held[path] += 1
            elements.update(path for path, _ in nodes)
    barred.add(-1)
    fit = []
    for path, weight in mass.items():
        once = elements[path] <= 1.02 * held[path]
        if path in barred or not once or held[path] < 0.75 * total:
            continue
        share = weight / total
        named = bool(markup.BODY.search(paths.names[path].lower()))
        if share >= (0.6 if named else 0.8):
            titled = bool(_HEADING.match(paths.names[path]))
            fit.append((round(share, 1) + 0.2 * named - 0.3 * titled, named, path))
    if not fit:
        return None
    best = max(score for score, _, _ in fit)
    near = [(named, path) for score, named, path in fit if score >= best - 0.05]
    depth = {path: paths.name(path).count("/") for _, path in near}
    called = [path for named, path in near if named and not paths.names[path].startswith("p")]
    if called:
        return max(called, key=lambda path: (depth[path], path))
    return min((path for _, path in near), key=lambda path: (depth[path], path))


def _learn_side(page: Page, views: Sequence[View], paths: Paths, layout: Layout) -> str:
    order = ("below", "between", "above")
    sides: Counter[str] = Counter()
    for view in views:
        heads = headers(page, view, layout, paths)
        if not heads:
            continue
        own: Counter[str] = Counter()
        for index in view.pieces:
            if index in heads or _is_furniture(page, index, view, paths, layout.recurring):
                continue
            side = "above" if index < heads[0] else "below" if index > heads[-1] else "between"
            own[side] += min(len(page.texts[index]), 400)
        if own:
            sides[max(order, key=lambda side: (own[side], -order.index(side)))] += 1
    return max(order, key=lambda side: (sides[side], -order.index(side)))


def _is_inline(page: Page, views: Sequence[View], paths: Paths, layout: Layout) -> bool:
    """Whether nearly all items have words after their heads in the same line, some no others."""
    begun = alone = 0
    for view in views:
        heads = headers(page, view, layout, paths)
        blocks = {page.block_of[i] for i in heads}
        loose = [
            i for i in view.pieces
            if heads and i > heads[-1] and any(map(str.isalpha, page.texts[i]))
            and not _is_furniture(page, i, view, paths, layout.recurring)
        ]  # fmt: skip
        inline = sum(page.block_of[i] in blocks for i in loose)
        begun += inline > 0
        alone += 0 < inline == len(loose)
    return begun >= 0.8 * len(views) and alone > 0
