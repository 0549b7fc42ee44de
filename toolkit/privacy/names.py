"""The names of authors, article by article, and where they stand in texts.

A name is a run of words; words are looked up one by one in a dictionary, whatever the number of
names, so that the time grows with the texts alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from toolkit.privacy.keys import normalise_name
from toolkit.privacy.ordinary import SHORTEST, is_ordinary

EVERYWHERE = 0  # the scope of all articles together
LONGEST = 12  # words of a name by which it is known
MOST = 500_000  # names, each counted for each of its articles, that are kept (about 200 MB)
OFTEN_SMALL, OFTEN = 3, 10  # a word stands that much more often than its author comments: no name

# scripts that put no spaces between words, and Korean, whose names take endings: sign by sign
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
)
# of the basic plane: sets of characters beyond it are searched one by one
_MARKS = "".join(chr(c) for c in range(0x10000) if unicodedata.category(chr(c))[0] == "M")
_WORD = re.compile(
    rf"[{_SINGLE}]|(?:[^\W_{_SINGLE}]++[{_MARKS}]*+)++(?:_++(?:[^\W_{_SINGLE}]++[{_MARKS}]*+)++)*+"
)
_IS_SINGLE = re.compile(rf"[{_SINGLE}]")
_SIMPLE_GAP = re.compile(r"[\s\u200b-\u200d]{0,4}|[-_.'’·]|\.\s")


class Token(NamedTuple):
    """A word of a text, and its form for comparing."""

    start: int
    end: int
    form: str


@dataclass(slots=True)
class Name:
    """A run of words that is the name of an author.

    Attributes:
        keys: The names that have these words, as they are compared.
        spellings: How they are written.
        gaps: What stands between the words, of each spelling.
        comments: How many comments have it as their author.
        ordinary: Whether all its words are ordinary ones.
        small, other: How often it stands in texts in small letters, and otherwise.
    """

    keys: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    gaps: set[tuple[str, ...]] = field(default_factory=set)
    comments: int = 0
    ordinary: bool = False
    small: int = 0
    other: int = 0


class Found(NamedTuple):
    """A name in a text: which words, which name."""

    first: int
    last: int
    name: Name


class Names:
    """The names of authors, each known in the articles that it comments on.

    Attributes:
        is_full: Whether there were more names than are kept.
        authors: Names as they are compared, with their spellings.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.is_full = False
        self.authors: dict[str, int] = {}
        self.spellings: set[str] = set()
        self.words: dict[str, Name] = {}
        self.starts: set[str] = set()
        self._scopes: dict[str, int] = {}
        self._known: set[tuple[int, str]] = set()
        self._longest: dict[tuple[int, str], int] = {}
        self._parts: dict[tuple[int, str], str] = {}

    def scope(self, article: str | None) -> int:
        """The number of an article's scope; everywhere for None or an unknown one."""
        return EVERYWHERE if article is None else self._scopes.get(article, EVERYWHERE)

    def add(self, author: str, article: str | None = None, comments: int = 1) -> None:
        """Learn that an author commented on an article, ``comments`` times."""
        key = normalise_name(author)
        words = find_tokens(author)[:LONGEST]
        if key not in self.authors and len(self.authors) >= self.most:
            self.is_full = True
            return
        self.authors[key] = self.authors.get(key, 0) + comments
        self.spellings.add(author.strip())
        if not words:
            return
        joined = " ".join(word.form for word in words)
        name = self.words.get(joined)
        if name is None:
            name = self.words[joined] = Name(ordinary=_is_ordinary(words))
            self._learn(EVERYWHERE, joined, words, key)
        name.comments += comments
        if len(name.keys) < LONGEST:  # more than enough to see that it is several
            name.keys.add(key)
            name.spellings.add(author.strip())
            name.gaps.add(tuple(_gaps(author, words)))
        if article is not None:
            scope = self._scopes.setdefault(article, len(self._scopes) + 1)
            if (scope, joined) not in self._known:
                self._learn(scope, joined, words, key)

    def may_stand(self, text: str) -> bool:
        """Whether any word of a text is one that a name begins with, or a part of one."""
        return not self.starts.isdisjoint(_WORD.findall(fold(text)))

    def find(self, text: str, tokens: Sequence[Token], at: int, scope: int) -> Found | None:
        """The longest name that begins with a word of a text."""
        longest = self._longest.get((scope, tokens[at].form), 0)
        for last in range(min(at + longest, len(tokens)), at, -1):
            joined = " ".join(token.form for token in tokens[at:last])
            if (scope, joined) in self._known:
                name = self.words[joined]
                if _gaps_fit(_gaps(text, tokens[at:last]), name.gaps):
                    return Found(at, last, name)
        return None

    def part(self, word: str, scope: int) -> str | None:
        """Whose name a word is a part of: a name as it is compared; the word itself of several."""
        key = self._parts.get((scope, word))
        return word if key == "" else key

    def weigh(self, texts: Iterable[tuple[str, int]], *, at_home: bool = False) -> None:
        """Count how often names that are single words stand in texts, each with its scope.

        Args:
            texts: Texts with scopes.
            at_home: Whether these are the article's own words: what is said there is no name.
        """
        for text, scope in texts:
            if not self.may_stand(text):
                continue
            tokens = find_tokens(text)
            for at, token in enumerate(tokens):
                if token.form not in self.starts:
                    continue
                name = self.words.get(token.form)
                if name is None or name.ordinary or not token.form.isalpha():
                    continue
                if (scope, token.form) not in self._known or is_called(text, tokens, at):
                    continue
                if at_home:
                    name.ordinary = True
                elif text[token.start : token.end].islower():
                    name.small += 1
                else:
                    name.other += 1

    def settle(self) -> None:
        """Take for ordinary words those that stand far more often than their author comments."""
        for name in self.words.values():
            many = name.small + name.other > OFTEN * max(1, name.comments)
            small = name.small > max(name.other, OFTEN_SMALL * max(1, name.comments))
            if many or small:
                name.ordinary = True

    def _learn(self, scope: int, joined: str, words: Sequence[Token], key: str) -> None:
        if len(self._known) >= self.most:
            self.is_full = True
            return
        self._known.add((scope, joined))
        first = words[0].form
        self.starts.add(first)
        self._longest[scope, first] = max(self._longest.get((scope, first), 0), len(words))
        if len(words) == 1:
            return
        for word in words:
            if word.form.isalpha() and len(word.form) >= SHORTEST:
                self.starts.add(word.form)
                known = self._parts.setdefault((scope, word.form), key)
                if known != key:
                    self._parts[scope, word.form] = ""


def fold(text: str) -> str:
    """A text as its words are compared.

    >>> fold("Ann"), fold("JOSE\\u0301")
    ('ann', 'josé')
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def find_tokens(text: str) -> list[Token]:
    """The words of a text with their places.

    >>> [token.form for token in find_tokens("Ann_K's 大人")]
    ['ann_k', 's', '大', '人']
    """
    if text.isascii():
        return [Token(m.start(), m.end(), m.group()) for m in _WORD.finditer(text.lower())]
    return [Token(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]


def is_single(form: str) -> bool:
    """Whether a word is one sign of a script without spaces between words."""
    return bool(_IS_SINGLE.match(form))


def begins_sentence(text: str, place: int) -> bool:
    """Whether a sentence begins at a place of a text.

    >>> begins_sentence("No. Ann", 4), begins_sentence("and Ann", 4), begins_sentence('> "Ann', 3)
    (True, False, True)
    """
    before = text[max(0, place - 12) : place].rstrip(" \t\"'“”„«»‘’(*_>[")
    return before[-1:] in ".!?…:;\n—–" if before else place <= 12


def is_called(text: str, tokens: Sequence[Token], at: int, last: int | None = None) -> bool:
    """Whether words of a text are how somebody is addressed: "Ann, …", "Thanks Ann", "…, Ann."."""
    start, end = tokens[at].start, tokens[at if last is None else last - 1].end
    if text[start - 1 : start] in ("@", "＠") and start:
        return True
    if greeted(text, tokens, at):
        return True
    after = text[end : end + 3]
    if begins_sentence(text, start):
        return bool(re.match(r"\s?[,:!\n]|\s[-–—]|\Z", after))
    return bool(re.search(r",\s\Z", text[max(0, start - 2) : start])) and bool(
        re.match(r"[.!?…\n]|\Z", after)
    )


def greeted(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before greets, thanks or titles somebody, in the same sentence."""
    if not at or tokens[at - 1].form not in GREETINGS:
        return False
    return bool(re.fullmatch(r"[.,]?[ \t]{1,2}", text[tokens[at - 1].end : tokens[at].start]))


GREETINGS = frozenset(
    "hi hello hey dear thanks thank thx ty cheers sorry welcome mr mrs ms miss dr prof sir "
    "madam hallo hej hei hoi danke lieber liebe herr frau sehr bonjour salut merci cher chère "
    "monsieur madame hola gracias estimado estimada señor señora don doña ciao grazie caro cara "
    "signor signora olá oi obrigado obrigada caro prezado senhor senhora bedankt beste meneer "
    "mevrouw tack kære hei takk witaj cześć dzięki pan pani привет спасибо здравствуйте уважаемый "
    "уважаемая".split()
)


def _gaps(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    for left, right in pairwise(tokens):
        yield text[left.end : right.start]


def _gaps_fit(found: Iterable[str], known: set[tuple[str, ...]]) -> bool:
    gaps = tuple(found)
    if gaps in known:
        return True
    stripped = [gap.strip() for gap in gaps]
    return any(
        all(
            own == other.strip()
            or (bool(_SIMPLE_GAP.fullmatch(gap)) and bool(_SIMPLE_GAP.fullmatch(other)))
            for gap, own, other in zip(gaps, stripped, name, strict=True)
        )
        for name in known
    )


def _is_ordinary(words: Sequence[Token]) -> bool:
    if all(is_single(word.form) for word in words):
        return len(words) < SHORTEST or is_ordinary("".join(word.form for word in words))
    return all(is_ordinary(word.form) for word in words)
