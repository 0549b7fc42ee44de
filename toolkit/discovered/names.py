"""Names for discovered groups: the words that tell each from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from toolkit.discovered.mixture import Floats, Labels
from toolkit.keyness import compare_words

_TOP_WORDS = 10
_NAME_WORDS = 3


def find_distinctive_words(
    words: Sequence[str], in_group: Floats, in_texts: Floats, sizes: Labels
) -> list[list[str]]:
    """The words that are more frequent in each group than in the others, most distinctive first.

    Ranked by the z-score of the log-odds ratio with an informative Dirichlet prior (Monroe et
    al. 2008), see :func:`toolkit.keyness.compare_words`.

    Args:
        words: The vocabulary.
        in_group: How often each word stands in each group, words by groups.
        in_texts: In how many texts of each group it stands, words by groups.
        sizes: Texts of each group.

    Returns:
        Up to 10 words for each group; a word stands in at least two of the group's texts if the
        group has more than three, and no two are forms of one word ("vaccine", "vaccination").
    """
    total = in_group.sum(axis=1)
    ranked = []
    for group, size in enumerate(sizes):
        own = in_group[:, group]
        texts = dict(zip(words, in_texts[:, group], strict=True))
        compared = compare_words(
            dict(zip(words, own.astype(int), strict=True)),
            dict(zip(words, (total - own).astype(int), strict=True)),
        )
        least = 2 if size > 3 else 1
        kept: list[str] = []
        for word in compared.loc[compared["z"] > 0, "word"]:
            if len(kept) == _TOP_WORDS:
                break
            if texts[word] >= least and not _near_any(word, kept):
                kept.append(word)
        ranked.append(kept)
    return ranked


def name_groups(top_words: Sequence[Sequence[str]]) -> list[str]:
    """A name for each group: its three most distinctive words, joined by ", "; all different.

    >>> name_groups([["war", "army", "peace", "tank"], ["war", "army", "peace"], []])
    ['war, army, peace', 'war, army, peace (2)', 'no distinctive words']
    """
    names: list[str] = []
    for words in top_words:
        name = plain = ", ".join(words[:_NAME_WORDS]) or "no distinctive words"
        number = 1
        while name in names:
            number += 1
            name = f"{plain} ({number})"
        names.append(name)
    return names


def _near_any(word: str, others: Sequence[str]) -> bool:
    """Whether the word shares its beginning with another one, as forms of one word do."""
    return any(_shared(word, other) >= max(4, 0.7 * min(len(word), len(other))) for other in others)


def _shared(word: str, other: str) -> int:
    pairs = zip(word, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
