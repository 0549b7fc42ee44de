"""The words of a text, made only when they are asked for: most texts are only looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from toolkit.seeded.seeds import find_seedable_words, may_be_joined
from toolkit.text import Word, find_word_forms, find_word_spans


class LazyWords(Sequence[Word]):
    """What :func:`toolkit.seeded.seeds.find_seedable_words` gives, the places found when needed.

    Attributes:
        forms: Each word's form.
    """

    __slots__ = ("_spans", "_text", "forms")

    def __init__(
        self, text: str, forms: Sequence[str], spans: Sequence[tuple[int, int]] | None = None
    ) -> None:
        self.forms = forms
        self._text = text
        self._spans = spans

    def __len__(self) -> int:
        return len(self.forms)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...

    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        if self._spans is None:
            self._spans = find_word_spans(self._text)
        if isinstance(index, slice):
            pairs = zip(self._spans[index], self.forms[index], strict=True)
            return [Word(*span, form) for span, form in pairs]
        return Word(*self._spans[index], self.forms[index])


def read_words(text: str) -> LazyWords:
    """The words of a text with straight quotes.

    >>> words = read_words("the U.S and China")
    >>> words.forms, words[3]
    (['the', 'us', 'and', 'china'], Word(start=12, end=17, form='china'))
    """
    if not may_be_joined(text):
        return LazyWords(text, find_word_forms(text))
    words = find_seedable_words(text)
    return LazyWords(text, [word.form for word in words], [word[:2] for word in words])
