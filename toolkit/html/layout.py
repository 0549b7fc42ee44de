"""Which parts of the items are author, date and text: one layout, learnt from all of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from toolkit.html import markup
from toolkit.html.datings import Dating
from toolkit.html.groups import Item
from toolkit.html.tree import Page
from toolkit.pages import vocabulary as words
from toolkit.pages.marks import is_proper_name, looks_like_name, strip_connectors

SAMPLE = 120  # items from which a layout is learnt
LONGEST_NAME = 60
SURE_ALONE = 3.5  # points, coverage not counted, with which a rarer place is an author's too
_PARTICLE = re.compile(r"(le|el|la|da|di|il|on|at|am|de)\s+(\S.*)", re.IGNORECASE)
_BY = re.compile(r"(?:^|\W)(?:by|par|von|por|door|av|af|przez|от|od|by:)\s", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WRAPPERS = frozenset("a span b strong i em u font bdi".split())


@dataclass(slots=True)
class View:
    """An item as the fields are read from it.

    Attributes:
        item: The item.
        root: The element from which paths in it are counted.
        pieces: Its own pieces of text, in page order.
        paths: Of each of these pieces, the number of its path in the item.
        dating: The item's date, or None.
    """

    item: Item
    root: int
    pieces: list[int]
    paths: list[int]
    dating: Dating | None = None


@dataclass(slots=True)
class Paths:
    """Paths of elements within items, numbered; the same number means the same place."""

    page: Page
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    of_node: dict[int, int] = field(default_factory=dict)
    furniture: dict[int, bool] = field(default_factory=dict)

    def number(self, node: int, root: int) -> int:
        """The path from the item's root (exclusive) to an element; -1 for the root itself."""
        chain = []
        while node != root and node >= 0 and node not in self.of_node:
            chain.append(node)
            node = self.page.parents[node]
        path = -1 if node == root or node < 0 else self.of_node[node]
        for inner in reversed(chain):
            key = (path, self._sign(inner))
            known = self.numbers.get(key)
            if known is None:
                known = self.numbers[key] = len(self.names)
                self.names.append(key[1])
                self.above.append(path)
            path = self.of_node[inner] = known
        return path

    def plain(self, path: int) -> int:
        """The path without links and bare wrappers at its end: a name may be linked or not."""
        while path >= 0 and (
            self.names[path] in _WRAPPERS or self.names[path].startswith("a.")
        ) and self.above[path] >= 0:
            path = self.above[path]
        return path

    def is_furniture(self, node: int, root: int) -> bool:
        """Whether an element stands in one of the item that is named for furniture."""
        chain = []
        result = False
        while node != root and node >= 0:
            known = self.furniture.get(node)
            if known is not None:
                result = known
                break
            chain.append(node)
            node = self.page.parents[node]
        for inner in reversed(chain):
            called = self.page.words(inner)
            result = result or self.page.tags[inner] == "button" or (
                bool(called) and _names_furniture(called)
            )
            self.furniture[inner] = result
        return result

    def name(self, path: int) -> str:
        """The path in words."""
        steps = []
        while path >= 0:
            steps.append(self.names[path])
            path = self.above[path]
        return "/".join(reversed(steps)) or "the item itself"

    def _sign(self, node: int) -> str:
        found = self.page.attributes[node]
        sign = self.page.tags[node]
        if found:
            classes = found.get("class", "").split()
            if classes:
                sign += "." + _DIGITS.sub("#", classes[0])
            if "itemprop" in found:
                sign += f"[{found['itemprop']}]"
        return sign


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
    """

    authors: list[tuple[int, int]]
    by_line: bool
    date: tuple[int, bool] | None
    body: int | None
    side: str
    recurring: set[str]

    def describe(self, paths: Paths) -> str:
        """The layout in words."""
        if self.authors:
            author = f"author in {paths.name(self.authors[0][0])}"
        else:
            author = "author beside the date" if self.by_line else "no author shown"
        date = f"date in {paths.name(self.date[0])}" if self.date else "no date"
        body = paths.name(self.body) if self.body is not None else f"the item, {self.side} them"
        return f"{author}, {date}, text in {body}"


def view_items(page: Page, items: Sequence[Item], forms: Sequence[int], paths: Paths) -> list[View]:
    """The items with the paths of their own pieces; forms in them are left out."""
    hidden = {i for node in forms for i in range(page.first[node], page.last[node])}
    views = []
    for item in items:
        root = item.node if item.last == item.node else page.parents[item.node]
        pieces = [
            index for start, end in item.spans for index in range(start, end)
            if index not in hidden
        ]  # fmt: skip
        numbers = [paths.number(page.owners[index], root) for index in pieces]
        views.append(View(item, root, pieces, numbers))
    return views


def learn_names(page: Page, views: Sequence[View], paths: Paths) -> list[str]:
    """The authors that items seem to have, so far as they have any."""
    date = _learn_date(page, views, paths)
    for view in views:
        view.dating = _date_of(view, date, paths)
    authors, by_line = _learn_author(page, views, paths)
    layout = Layout(authors, by_line, date, None, "below", set())
    names = []
    for view in views:
        piece = author_piece(page, view, layout, paths)
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
    authors, by_line = _learn_author(page, sample, paths)
    layout = Layout(authors, by_line, date, None, "below", recurring)
    layout.body = _learn_body(page, sample, paths, layout)
    layout.side = _learn_side(page, sample, paths, layout)
    return layout


def key_of(text: str) -> str:
    """A short text without its numbers, by which recurring ones are told."""
    return _DIGITS.sub("0", text.casefold()) if len(text) <= 60 else ""


def clean_name(text: str) -> str:
    """A name without the words that stand around names.

    >>> clean_name("von Anna Müller:"), clean_name("Bob says:")
    ('Anna Müller', 'Bob')
    """
    if match := words.ATTRIBUTION.fullmatch(text):
        text = match["name"]
    text = text.strip()
    name = strip_connectors(text)
    if match := _PARTICLE.match(text):
        rest = strip_connectors(match[2])
        if rest and rest == match[2].strip(words.SEPARATORS):
            name = f"{match[1]} {rest}"  # "Le Pen": part of the name
    if text.startswith("@") and text[1:].startswith(name):
        name = "@" + name
    return name + ")" if name.count("(") > name.count(")") and name + ")" in text else name


def date_pieces(view: View) -> range:
    """The pieces of an item's date."""
    return range(view.dating.start, view.dating.end) if view.dating else range(0)


def beside_date(page: Page, view: View) -> str | None:
    """The name that stands in the line of an item's date, or None."""
    dating = view.dating
    if dating is None or dating.start == dating.end or not dating.printed:
        return None
    block = page.block_of[dating.start]
    own = [i for i in view.pieces if page.block_of[i] == block]
    if not own:
        return None
    line = " ".join(page.texts[i] for i in own)
    at = line.find(dating.printed)
    if at < 0 or len(line) > 200:
        return None
    rests = [line[:at], line[at + len(dating.printed) :]]
    if _BY.search(rests[1]) and not _BY.search(rests[0]):
        rests.reverse()
    for rest in rests:
        name = clean_name(rest)
        if name and looks_like_name(name) and not words.BUTTON.fullmatch(name):
            return name
    return None


def _date_key(dating: Dating, view: View, paths: Paths) -> tuple[int, bool]:
    return paths.number(dating.node, view.root), dating.printed is not None


def _learn_date(page: Page, views: Sequence[View], paths: Paths) -> tuple[int, bool] | None:
    """The place whose dates most items have, that names itself so, and that tell the most."""
    held: dict[tuple[int, bool], list[Dating]] = defaultdict(list)
    for view in views:
        for key, dating in {_date_key(d, view, paths): d for d in reversed(view.item.datings)}.items():
            held[key].append(dating)
    best, best_score = None, 0.0
    for key, datings in held.items():
        name = _names_of(page, datings[0].node, None)
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


def _labelled(page: Page, dating: Dating) -> bool:
    """Whether the words before a date say that it is of another thing (a membership, an edit)."""
    if not dating.start:
        return False
    text = page.texts[dating.start - 1]
    return bool(re.search(r"(?:join|regist|member|since|seit|mitglied|edited|bearbeitet|geändert|"
                          r"inscri|dabei|updated)", text[-60:].lower()))  # fmt: skip


def _date_of(view: View, key: tuple[int, bool] | None, paths: Paths) -> Dating | None:
    for dating in view.item.datings:
        if _date_key(dating, view, paths) == key:
            return dating
    printed = [d for d in view.item.datings if d.printed]
    return printed[0] if printed else view.item.datings[0] if view.item.datings else None


def _names_of(page: Page, node: int, root: int | None) -> str:
    """The names that the markup gives an element and the two around it, within the item."""
    found = []
    for up in page.up(node):
        if up == root or len(found) == 3:
            break
        found.append(page.tags[up] + " " + page.words(up))
    return " ".join(found)


def _recurring(page: Page, views: Sequence[View]) -> set[str]:
    seen: Counter[str] = Counter()
    for view in views:
        seen.update({key_of(page.texts[i]) for i in view.pieces if len(page.texts[i]) <= 60})
    return {key for key, count in seen.items() if key and count >= max(3, 0.5 * len(views))}


def _learn_author(
    page: Page, views: Sequence[View], paths: Paths
) -> tuple[list[tuple[int, int]], bool]:
    held: dict[tuple[int, int], list[tuple[View, int, str]]] = defaultdict(list)
    for view in views:
        dated = date_pieces(view)
        for place, path, index in _placed(view, paths):
            text = page.texts[index]
            if place > 2 or len(text) > LONGEST_NAME or index in dated:
                continue
            name = clean_name(text)
            if name and looks_like_name(name):
                held[path, place].append((view, index, name))
    best, best_score = None, 2.8
    others = []
    for candidate, found in held.items():
        score = _author_score(page, views, found)
        if 2 * len(found) >= len(views) and score > best_score:
            best, best_score = candidate, score
        if score - 2 * len(found) / len(views) >= SURE_ALONE:
            others.append((-score, candidate))
    beside = [beside_date(page, view) for view in views]
    names = [name for name in beside if name]
    if best_score < 5 and 2 * len(names) >= len(views) and (len(names) < 3 or len(set(names)) > 1):
        share = len(names) / len(views)
        proper = sum(map(is_proper_name, names)) / len(names)
        if 2 * share + 1.5 + proper > best_score - 0.5 * (best is None):
            owner = {name for _, _, name in held[best]} if best else set()
            if not owner & set(names):
                return [], True
    if best is None:
        return [], bool(names)
    return [best, *(candidate for _, candidate in sorted(others) if candidate != best)], False


def _placed(view: View, paths: Paths) -> Iterator[tuple[int, int, int]]:
    """Each piece with its place among those of its path, links and bare wrappers left out."""
    places: Counter[int] = Counter()
    for index, path in zip(view.pieces, view.paths, strict=True):
        plain = paths.plain(path)
        yield places[plain], plain, index
        places[plain] += 1


def _author_score(
    page: Page, views: Sequence[View], found: Sequence[tuple[View, int, str]]
) -> float:
    names = [name for _, _, name in found]
    score = 2 * len(found) / len(views) + sum(map(is_proper_name, names)) / len(names)
    distinct = len(set(names))
    if distinct == 1 and len(names) >= 3:
        score -= 2 if len(names) == 3 else 3
    else:
        score += min(1.0, 1.5 * distinct / len(names))
    if all(words.BUTTON.fullmatch(name) for name in names):
        score -= 3
    view, index, _ = found[0]
    called = _names_of(page, page.owners[index], view.root)
    if markup.AUTHOR.search(called):
        score += 2
    own = page.tags[page.owners[index]] + " " + page.words(page.owners[index])
    if markup.NOT_AUTHOR.search(own):
        score -= 2.5
    elif markup.NOT_AUTHOR.search(called):
        score -= 0.8
    score += 0.4 * (page.tags[page.owners[index]] in ("cite", "b", "strong", "a", "h3", "h4", "h5"))
    far = 0.0
    for view, index, _ in found:
        near = view.dating.start if view.dating else view.pieces[0]
        far += min(10, abs(index - near))
    return score + 1 / (1 + far / len(found) / 2)


def _is_furniture(page: Page, index: int, view: View, paths: Paths, recurring: set[str]) -> bool:
    text = page.texts[index]
    if len(text) <= 60 and (key_of(text) in recurring or words.BUTTON.fullmatch(text)):
        return True
    return paths.is_furniture(page.owners[index], view.root)


@lru_cache(maxsize=8192)
def _names_furniture(called: str) -> bool:
    return bool(markup.NOT_BODY.search(called)) and not markup.BODY.search(called)


def headers(page: Page, view: View, layout: Layout, paths: Paths) -> list[int]:
    """The pieces of an item that are its date and its author."""
    found = [i for i in date_pieces(view)]
    author = author_piece(page, view, layout, paths)
    return sorted({*found, *([author] if author is not None else [])})


def author_piece(page: Page, view: View, layout: Layout, paths: Paths) -> int | None:
    """The piece of text that holds an item's author."""
    if not layout.authors:
        return None
    dated = date_pieces(view)
    placed = {
        (path, place): index
        for place, path, index in _placed(view, paths)
        if index not in dated and place <= 2
    }
    for candidate in layout.authors:
        index = placed.get(candidate)
        if index is not None and len(page.texts[index]) <= LONGEST_NAME:
            if looks_like_name(clean_name(page.texts[index]).rstrip(".!?…")):
                return index
    return None


def _learn_body(
    page: Page, views: Sequence[View], paths: Paths, layout: Layout
) -> int | None:
    """The innermost path that holds nearly all loose text, once an item, and no header."""
    mass: Counter[int] = Counter()
    held: Counter[int] = Counter()
    elements: Counter[int] = Counter()
    total = filled = 0.0
    barred: set[int] = set()
    for view in views:
        heads = set(headers(page, view, layout, paths))
        own: Counter[int] = Counter()
        nodes: dict[int, set[int]] = defaultdict(set)
        for index, path in zip(view.pieces, view.paths, strict=True):
            if index in heads:
                while path >= 0:
                    barred.add(path)
                    path = paths.above[path]
                continue
            if _is_furniture(page, index, view, paths, layout.recurring):
                continue
            size = min(len(page.texts[index]), 300)
            own[-1] += size
            node = page.owners[index]
            while path >= 0:
                own[path] += size
                nodes[path].add(node)
                path = paths.above[path]
                node = page.parents[node]
        if own[-1]:
            filled += 1
            total += 1
            for path, size in own.items():
                mass[path] += size / own[-1]
                held[path] += 1
            for path, of_path in nodes.items():
                elements[path] += len(of_path)
    if not total:
        return None
    fit = []
    for path in mass:
        if path < 0 or path in barred or held[path] < 0.75 * filled:
            continue
        if elements[path] > 1.02 * held[path]:
            continue
        share = mass[path] / total
        named = bool(markup.BODY.search(paths.names[path].lower()))
        if share >= (0.6 if named else 0.8):
            fit.append((round(share, 1) + 0.2 * named, named, path))
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
            sides[max(sorted(own), key=own.__getitem__)] += 1
    order = ("below", "between", "above")
    return max(order, key=lambda side: (sides[side], -order.index(side)))
