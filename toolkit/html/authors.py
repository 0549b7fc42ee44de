"""Who wrote an item: the place of the names on a page, learnt from all items."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from toolkit.html import markup, phrases
from toolkit.html.items import size_of
from toolkit.html.microformats import is_entry_name
from toolkit.html.tree import Page, block_text
from toolkit.html.views import Paths, View, date_pieces, key_of, names_of, placed
from toolkit.pages import vocabulary as words
from toolkit.pages.names import is_proper_name, looks_like_name, strip_connectors

AUTHOR_KEYS = frozenset(("data-author", "data-comment-author", "data-username",
                         "data-user-name", "author"))  # fmt: skip
LONGEST_NAME = 60
LONGEST_SIGNS = 16  # signs of a name in a script that parts no words
MOST_CASELESS = 3  # words of a name in a script without capitals
SURE_ALONE = 3.5  # points, coverage not counted, with which a rarer place is an author's too
_PARTICLE = re.compile(r"(le|el|la|da|di|il|on|at|am|de)\s+(\S.*)", re.IGNORECASE)
_BY = re.compile(r"(?:^|\W)(?:by|par|von|por|door|av|af|przez|от|od|by:)\s", re.IGNORECASE)

_SENTENCE = re.compile(r"[。！？、，；：]|\S：")
_PLACE = re.compile(r"\A#?\d{1,4}\s*[.):–-]\s+(?=\D)")  # "12. ": its place in the list
_CLOCK = re.compile(r"\W*\d{1,2}[:.hH]\d\d")
_BY_BEFORE = re.compile(
    r"(?:^|\W)(?:by|par|von|por|door|av|af|przez|da|di|от|автор|gönderen|writer|作者)\W+$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def clean_name(text: str) -> str:
    """A name without the words that stand around names.

    >>> clean_name("von Anna Müller:"), clean_name("Bob says:")
    ('Anna Müller', 'Bob')
    """
    if match := words.ATTRIBUTION.fullmatch(text):
        text = match["name"]
    text = _PLACE.sub("", text.strip())
    name = strip_connectors(text)
    if match := _PARTICLE.match(text):
        rest = strip_connectors(match[2])
        if rest and rest == match[2].strip(words.SEPARATORS):
            name = f"{match[1]} {rest}"  # "Le Pen": part of the name
    if text.startswith("@") and text[1:].startswith(name):
        name = "@" + name
    return name + ")" if name.count("(") > name.count(")") and name + ")" in text else name


@lru_cache(maxsize=4096)
def may_be_name(text: str) -> bool:
    """Whether a text can be a name, in scripts without capitals and spaces too.

    >>> [may_be_name(text) for text in ("Ann", "משה ל.", "小明", "时代变了。", "Not so.")]
    [True, True, True, False, False]
    """
    if _CLOCK.match(text):
        return False
    if text.isascii() or text.lower() != text.upper():
        return looks_like_name(text)
    if _SENTENCE.search(text) or (size_of(text) > 2 * LONGEST_SIGNS and max(text) > "\u2e80"):
        return False
    rest, _, last = text.rpartition(" ")
    return looks_like_name(text.rstrip(".") if rest and len(last) <= 2 else text)


@lru_cache(maxsize=4096)
def is_proper(name: str) -> bool:
    """Whether a text looks like a name by its capitals, where its script has any.

    >>> [is_proper(name) for name in ("Ann Lee", "Ferry to stop", "أحمد سالم", "x_1987")]
    [True, False, True, True]
    """
    if name.lower() == name.upper():
        return may_be_name(name) and len(name.split()) <= MOST_CASELESS
    return is_proper_name(name)


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
        if name and ": " not in name and may_be_name(name) and not words.BUTTON.fullmatch(name):
            return name
    return None


def learn_author(
    page: Page, views: Sequence[View], paths: Paths
) -> tuple[list[tuple[int, int]], bool]:
    """Where authors may stand, the likeliest first, and whether they stand beside the date."""
    held: dict[tuple[int, int], list[tuple[View, int, str]]] = defaultdict(list)
    for view in views:
        dated = date_pieces(view)
        for place, path, index in placed(view, paths):
            text = page.texts[index]
            if place > 2 or len(text) > LONGEST_NAME or index in dated:
                continue
            name = clean_name(text)
            if name and may_be_name(name) and not is_entry_name(page, page.owners[index]):
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
    if best and _says_by(page, views, beside) and not _is_named_author(page, held[best]):
        return [], True
    if (
        best_score < 5
        and 2 * len(names) >= len(views)
        and (len(names) < 3 or len({key_of(name) for name in names}) > 1)
    ):
        share = len(names) / len(views)
        proper = sum(map(is_proper, names)) / len(names)
        if 2 * share + 1.5 + proper > best_score - 0.5 * (best is None):
            owner = {name for _, _, name in held[best]} if best else set()
            if not owner & set(names):
                return [], True
    if best is None:
        return [], bool(names)
    return [best, *(candidate for _, candidate in sorted(others) if candidate != best)], False


def _says_by(page: Page, views: Sequence[View], beside: Sequence[str | None]) -> bool:
    """Whether the lines of the dates say who wrote: "submitted by Ann on 3 May 2014"."""
    said = 0
    for view, name in zip(views, beside, strict=True):
        if view.dating and name:
            block = page.block_of[view.dating.start]
            line = block_text(page, page.starts[block], page.starts[block + 1])
            at = line.find(name)
            said += at > 0 and bool(_BY_BEFORE.search(line[:at]))
    return said >= 0.8 * len(views)


def _is_named_author(page: Page, found: Sequence[tuple[View, int, str]]) -> bool:
    view, index, _ = found[0]
    return bool(markup.AUTHOR.search(names_of(page, page.owners[index], view.root)))


def _repeats_text(page: Page, view: View, index: int) -> bool:
    """Whether the item's text goes on from this piece's words: it is a title made of them."""
    words_ = page.texts[index].rstrip(".… ")
    return len(words_.split()) > 1 and any(
        page.texts[i].startswith(words_) and len(page.texts[i]) > len(words_)
        for i in view.pieces
        if i > index
    )


def _author_score(
    page: Page, views: Sequence[View], found: Sequence[tuple[View, int, str]]
) -> float:
    names = [name for _, _, name in found]
    score = 2 * len(found) / len(views) + sum(map(is_proper, names)) / len(names)
    distinct = len(set(names))
    if distinct == 1 and len(names) >= 3:
        score -= 2 if len(names) == 3 else 3
    else:
        score += min(1.0, 1.5 * distinct / len(names))
    if all(words.BUTTON.fullmatch(name) or phrases.is_answer(name) for name in names):
        score -= 3
    view, index, _ = found[0]
    called = names_of(page, page.owners[index], view.root)
    if markup.AUTHOR.search(called):
        score += 2
    elif 2 * sum(_repeats_text(page, v, i) for v, i, _ in found) > len(found):
        score -= 3
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


def author_piece(
    page: Page, view: View, authors: Sequence[tuple[int, int]], paths: Paths
) -> int | None:
    """The piece of text that holds an item's author."""
    if not authors:
        return None
    dated = date_pieces(view)
    pieces = {
        (path, place): index
        for place, path, index in placed(view, paths)
        if index not in dated and place <= 2
    }
    for candidate in authors:
        index = pieces.get(candidate)
        text = page.texts[index] if index is not None else ""
        if 0 < len(text) <= LONGEST_NAME and may_be_name(clean_name(text).rstrip(".!?…")):
            return index
    return None
