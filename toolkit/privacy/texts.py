"""Names and mentions in texts replaced by pseudonyms.

What is replaced: any @handle (and ``u/handle``); the full name of an author of the same article,
in any case of letters; a part of such a name where somebody is addressed by it. A name that is an
ordinary word stays ("Hope", "China"), unless a greeting stands before it or "you" after it; of
several ordinary words ("Common Sense"), the name is replaced where it has its own capitals.
"""

from __future__ import annotations

import re
from typing import Any

from toolkit.privacy.addresses import mask_addresses
from toolkit.privacy.keys import SHAPE, Pseudonyms, Replaced, normalise_name
from toolkit.privacy.names import (
    EVERYWHERE,
    Found,
    Names,
    Token,
    begins_sentence,
    find_tokens,
    fold,
    greeted,
    is_called,
)
from toolkit.privacy.ordinary import is_ordinary

_HANDLE = re.compile(r"\w+(?:[.\-]\w+)*(?:@[\w-]+(?:\.[\w-]+)+)?")
_USER_PATHS = ("u", "user", "users", "profile", "people", "members")
_YOU = frozenset(
    "you your you're youre ur yours du dein deine sie ihr tu vous votre ton ta tú usted ustedes "
    "você lei voi jij je u jullie ty вы ты".split()
)
_HINT = re.compile(rf"[@＠]|(?:\A|[\s(\[/])(?:{'|'.join(_USER_PATHS)})/", re.IGNORECASE)
_SLUG_WORD = re.compile(r"[^\W_]+")


class Replacer:
    """Replaces the names of authors.

    Args:
        pseudonyms: What stands for a name.
        names: The authors' names.
        replaced: Is filled with what was replaced.
    """

    def __init__(self, pseudonyms: Pseudonyms, names: Names, replaced: Replaced) -> None:
        self.pseudonyms = pseudonyms
        self.names = names
        self.replaced = replaced
        self._slugs: dict[str, str] | None = None

    def text(
        self, text: Any, scope: int = EVERYWHERE, *, head: bool = False, lines: bool = False
    ) -> Any:
        """A text without authors' names; what is no text stays as it is.

        Args:
            text: Any text.
            scope: Of the article, from :meth:`Names.scope`.
            head: Whether it heads a comment, where ordinary words are names, too.
            lines: Whether a name that runs over line ends leaves these behind.
        """
        if not isinstance(text, str):
            return text
        text, masked = mask_addresses(text)
        self.replaced.masked.update(masked)
        if not (_HINT.search(text) or self.names.may_stand(text)):
            return text
        tokens, starts = find_tokens(text), self.names.starts
        hinted = bool(_HINT.search(text))
        pieces: list[str] = []
        end = at = 0
        while at < len(tokens):
            if not hinted and tokens[at].form not in starts:
                at += 1
                continue
            if (edit := self._edit(text, tokens, at, scope, head)) is None:
                at += 1
                continue
            stop, pseudonym = edit
            gone = text[tokens[at].start : stop]
            ends = "\n" * gone.count("\n") if lines else ""
            pieces += [text[end : tokens[at].start], pseudonym, ends]
            end = stop
            while at < len(tokens) and tokens[at].start < stop:
                at += 1
        return "".join((*pieces, text[end:])) if pieces else text

    def name(self, text: str) -> str:
        """A name that the analyst gives, or its pseudonym if it is an author's."""
        return str(self.text(text, head=True))

    def path(self, text: Any) -> Any:
        """A path, an address or an id without authors' names between its signs."""
        if not isinstance(text, str):
            return text
        slugs = self._slugs if self._slugs is not None else self._find_slugs()
        words = [Token(m.start(), m.end(), fold(m.group())) for m in _SLUG_WORD.finditer(text)]
        pieces: list[str] = []
        end = at = 0
        while at < len(words):
            last, slug = at, ""
            for upto in range(at, min(at + 6, len(words))):
                slug = f"{slug} {words[upto].form}" if slug else words[upto].form
                if slug in slugs:
                    last, key = upto + 1, slugs[slug]
            if last > at:
                pieces += [text[end : words[at].start], self.pseudonyms.of_key(key)]
                end = words[last - 1].end
                at = last
            else:
                at += 1
        return "".join((*pieces, text[end:])) if pieces else text

    def locator(self, locator: Any) -> Any:
        """A locator without names that are keys on the way to the record."""
        if not isinstance(locator, str) or "pointer=" not in locator:
            return locator
        steps = locator.split("/")
        named = [
            self.pseudonyms.of(step) if normalise_name(step) in self.names.authors
            and not step.isdigit() else step
            for step in steps[1:]
        ]  # fmt: skip
        return "/".join([steps[0], *named])

    def _edit(
        self, text: str, tokens: list[Token], at: int, scope: int, head: bool
    ) -> tuple[int, str] | None:
        """What is replaced from a word on: where it ends, and by what; None for nothing."""
        token = tokens[at]
        before = text[token.start - 1 : token.start] if token.start else " "
        if before in "@＠" or self._is_user_path(text, tokens, at):
            return self._mention(text, tokens, at, scope)
        if token.form not in self.names.starts:
            return None
        found = self.names.find(text, tokens, at, scope)
        if found is not None:
            return self._name(text, tokens, found, head)
        key = self.names.part(token.form, scope)
        if key is None or not self._is_addressed(text, tokens, at):
            return None
        self.replaced.addressed += 1
        return token.end, self.pseudonyms.of_key(key)

    def _name(
        self, text: str, tokens: list[Token], found: Found, head: bool
    ) -> tuple[int, str] | None:
        """The name of an author, replaced if it is meant as one."""
        end = tokens[found.last - 1].end
        piece = text[tokens[found.first].start : end]
        if SHAPE.fullmatch(piece):
            return None
        if head or self._is_meant(text, tokens, found, piece):
            self.replaced.in_texts += 1
            return end, self._pseudonym(piece, found.name.keys)
        word = normalise_name(piece)
        self.replaced.left_names[word] = self.replaced.left_names.get(word, 0) + 1
        return None

    def _mention(
        self, text: str, tokens: list[Token], at: int, scope: int
    ) -> tuple[int, str] | None:
        token = tokens[at]
        match = _HANDLE.match(text, token.start)
        handle = match.group() if match else text[token.start : token.end]
        if handle.isdigit() or SHAPE.fullmatch(handle):
            return None
        self.replaced.mentions += 1
        end = token.start + len(handle)
        found = self.names.find(text, tokens, at, scope)
        if found is not None and normalise_name(handle) not in self.names.authors:
            last = tokens[found.last - 1].end
            if last >= end or text[last] == ".":
                piece = text[token.start : last]
                return last, self._pseudonym(piece, found.name.keys)
        return end, self.pseudonyms.of(handle)

    def _is_user_path(self, text: str, tokens: list[Token], at: int) -> bool:
        """Whether a word is the handle of ``u/handle`` or of a profile's address."""
        if not at or tokens[at - 1].form not in _USER_PATHS:
            return False
        left = tokens[at - 1]
        if text[left.end : tokens[at].start] != "/":
            return False
        before = text[max(0, left.start - 1) : left.start]
        return before == "/" or (left.form == "u" and not before.strip("([ \t\n\"'"))

    def _pseudonym(self, piece: str, keys: set[str]) -> str:
        """Of what stands in a text: of the author of that name, else of the words as they are."""
        key = normalise_name(piece)
        if key not in keys and len(keys) == 1:
            key = next(iter(keys))
        return self.pseudonyms.of_key(key)

    def _is_meant(self, text: str, tokens: list[Token], found: Found, piece: str) -> bool:
        """Whether words that are a name are meant as one."""
        name = found.name
        if not name.ordinary:
            return True
        if piece != piece.lower():
            if found.last - found.first > 1 and piece in name.spellings:
                return True
            if greeted(text, tokens, found.first):
                return True
        return self._before_you(text, tokens, found.first, found.last)

    def _is_addressed(self, text: str, tokens: list[Token], at: int) -> bool:
        token = tokens[at]
        if is_ordinary(token.form):
            capital = text[token.start].isupper()
            named = capital and greeted(text, tokens, at)
            return named or self._before_you(text, tokens, at, at + 1)
        return is_called(text, tokens, at)

    def _before_you(self, text: str, tokens: list[Token], at: int, last: int) -> bool:
        """Whether words begin a sentence, with a capital, a comma after them, and "you"."""
        start, end = tokens[at].start, tokens[last - 1].end
        return (
            last < len(tokens)
            and text[start].isupper()
            and tokens[last].form in _YOU
            and bool(re.fullmatch(r",\s", text[end : tokens[last].start]))
            and begins_sentence(text, start)
        )

    def _find_slugs(self) -> dict[str, str]:
        """Names as they stand in paths: their words in small letters."""
        self._slugs = {}
        for author in sorted(self.names.authors):
            words = [fold(word) for word in _SLUG_WORD.findall(author)]
            if len(words) <= 6 and not all(map(is_ordinary, words)):
                self._slugs.setdefault(" ".join(words), author)
        return self._slugs
