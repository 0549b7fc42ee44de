"""Which words set two bodies of text apart: log-odds with an informative Dirichlet prior.

Monroe, Colaresi & Quinn (2008), "Fightin' Words: Lexical Feature Selection and Evaluation for
Identifying the Content of Political Conflict", Political Analysis 16(4), 372-403.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from toolkit.errors import SettingsError
from toolkit.schema import check_columns, reader_comments
from toolkit.text import STOP_WORDS, Word, find_words, is_shouted

ARTICLE_CONTRAST = "article vs readers"
TOPIC_CONTRAST = "topic: "
DISCOVERED_CONTRAST = "discovered topic: "
KEYNESS_COLUMNS = (
    "contrast", "word", "count", "other_count", "log_odds", "ci_low", "ci_high", "z", "ids"
)  # fmt: skip


def compare_words(
    first: Mapping[str, int],
    second: Mapping[str, int],
    *,
    prior: Mapping[str, float] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Log-odds-ratio of each word between two groups of counts, with a Dirichlet prior.

    With counts y, group sizes n, prior counts a of each word and their sum a0, the estimate is
    (eq. 16)::

        delta = log((y1 + a) / (n1 + a0 - y1 - a)) - log((y2 + a) / (n2 + a0 - y2 - a))

    Its variance is the sum of the reciprocals of the four terms (without the paper's shortcut of
    leaving out the two large ones, which a short text doesn't allow), and z is delta divided by
    its standard error (eq. 22). The prior is informative (eq. 23): the words' shares in both
    groups together, worth as many words as the smaller group has. It pulls rare words to zero.

    Args:
        first: Word counts of the first group; positive log-odds mean more in this one.
        second: Word counts of the second group.
        prior: Prior counts, above 0 for every counted word; used instead of the default.
        confidence: Coverage of the intervals, between 0 and 1, each for its word alone.

    Returns:
        One row a word of either group: ``word``, ``count``, ``other_count``, ``log_odds``,
        ``variance``, ``ci_low``, ``ci_high``, ``z``; highest ``z`` first, ties by word. Empty
        where a group has no words or there are fewer than two different ones.

    Raises:
        SettingsError: The prior lacks a word or is not above 0.

    >>> compare_words({"ore": 3, "war": 1}, {"ore": 1, "war": 3}).round(2)[
    ...     ["word", "count", "other_count", "log_odds", "z"]].values.tolist()
    [['ore', 3, 1, 1.02, 0.99], ['war', 1, 3, -1.02, -0.99]]
    """
    words = sorted({word for counts in (first, second) for word, n in counts.items() if n > 0})
    y1 = np.array([first.get(word, 0) for word in words], dtype=float)
    y2 = np.array([second.get(word, 0) for word in words], dtype=float)
    n1, n2 = y1.sum(), y2.sum()
    if min(n1, n2) == 0 or len(words) < 2:
        words, y1, y2 = [], y1[:0], y2[:0]
    alpha = _prior_counts(words, y1 + y2, min(n1, n2), prior)
    ours, theirs = y1 + alpha, y2 + alpha
    ours_rest, theirs_rest = n1 + alpha.sum() - ours, n2 + alpha.sum() - theirs
    delta = np.log(ours / ours_rest) - np.log(theirs / theirs_rest)
    variance = 1 / ours + 1 / ours_rest + 1 / theirs + 1 / theirs_rest
    reach = stats.norm.ppf((1 + confidence) / 2) * np.sqrt(variance)
    table = pd.DataFrame(
        {
            "word": pd.Series(words, dtype="string"),
            "count": y1.astype("int64"),
            "other_count": y2.astype("int64"),
            "log_odds": delta,
            "variance": variance,
            "ci_low": delta - reach,
            "ci_high": delta + reach,
            "z": delta / np.sqrt(variance),
        }
    )
    # rounded for the order only: words that tie but for the last bit stay in alphabetical order
    order = table.assign(z=table["z"].round(9)).sort_values(["z", "word"], ascending=[False, True])
    return table.loc[order.index].reset_index(drop=True)


def contrast_words(
    comments: pd.DataFrame,
    article_text: str,
    topics: pd.DataFrame,
    *,
    discovered: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare the article's words with the readers', and each topic's comments with the rest.

    Args:
        comments: A comments table with ``id``, ``text`` and ``seeded_topics``.
        article_text: The article; empty where there is none, then that contrast is left out.
        topics: The topics table, columns ``topic`` and ``label``. A topic of no or of all
            comments has no rest to be compared with and is left out.
        discovered: The discovered topics, a column ``topic``; compared likewise if the comments
            have ``discovered_topic``, by the words that stand twice or more in them.

    Returns:
        One row a contrast and content word, columns :data:`KEYNESS_COLUMNS`; ``contrast`` is
        ``article vs readers``, ``topic: `` and the topic's name, or ``discovered topic: `` and its
        number; ``ids`` are the reader comments in which the word stands.

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["Ore! Ore.", "War and ore"],
    ...                       "seeded_topics": [["mining"], []]})
    >>> topics = pd.DataFrame({"topic": ["mining", ""], "label": ["Mining", "none of these"]})
    >>> contrast_words(table, "", topics)[["contrast", "word", "count", "ids"]].values.tolist()
    [['topic: mining', 'ore', 2, ['a', 'b']], ['topic: mining', 'war', 0, ['b']]]
    """
    check_columns(comments, ["id", "text"])
    readers = reader_comments(comments)
    words = [content_words(text) for text in readers["text"].astype(str)]
    where = _comments_by_word(readers["id"].tolist(), words)
    everything = _count(words)
    tables = [
        compare_words(first, second).assign(contrast=contrast)
        for contrast, first, second in [
            (ARTICLE_CONTRAST, Counter(content_words(article_text)), everything),
            *_topic_counts(readers, words, everything, topics),
            *_discovered_counts(readers, words, everything, discovered),
        ]
    ]
    table = pd.concat(tables, ignore_index=True)
    table["ids"] = pd.Series([where.get(word, []) for word in table["word"]], dtype="object")
    table["contrast"] = table["contrast"].astype("string")
    return table[list(KEYNESS_COLUMNS)]


def is_distinctive(table: pd.DataFrame, *, confidence: float = 0.95) -> pd.Series:
    """Whether each word's log-odds differ from 0 once all words compared are allowed for.

    Args:
        table: The rows of a keyness table that are looked at together; rows whose z is NaN
            weren't compared.
        confidence: That no word at all passes by chance (Bonferroni's correction).

    Returns:
        Booleans on the table's index.

    >>> is_distinctive(pd.DataFrame({"z": [2.1, -3.1, float("nan")]})).tolist()
    [False, True, False]
    """
    compared = int(table["z"].notna().sum())
    limit = stats.norm.isf((1 - confidence) / 2 / max(1, compared))
    return pd.Series(table["z"].abs() > limit, index=table.index, dtype=bool)


def content_words(text: str) -> list[str]:
    """The words of a text that carry content: no stop words, numbers or single letters.

    A stop word in capitals, or with dots, among words that aren't is a name: it is kept, in
    capitals.

    >>> content_words("In 2010 the US and N. Korea’s mines told us that weren't the 3rd richest.")
    ['US', 'korea', 'mines', 'told', '3rd', 'richest']
    """
    words = find_words(text)
    kept = []
    for index, word in enumerate(words):
        if word.form not in STOP_WORDS:
            if any(letter.isalpha() for letter in word.form) and (
                len(word.form) > 1 or not word.form.isascii()
            ):
                kept.append(word.form)
        elif _is_acronym(text, words, index):
            kept.append(word.form.upper())
    return kept


def _is_acronym(text: str, words: Sequence[Word], index: int) -> bool:
    surface = text[words[index].start : words[index].end]
    letters = surface.replace(".", "")
    return letters.isupper() and len(letters) > 1 and (
        "." in surface or not is_shouted(text, words, index)
    )  # fmt: skip


def _prior_counts(
    words: Sequence[str], pooled: np.ndarray, weight: float, prior: Mapping[str, float] | None
) -> np.ndarray:
    if prior is None:
        return pooled * (weight / pooled.sum()) if len(words) else pooled
    for word in words:
        if not prior.get(word, 0) > 0:
            raise SettingsError(
                f"the prior of the word {word!r} is {prior.get(word)!r}; every counted word needs "
                f"a number above 0"
            )
    return np.array([float(prior[word]) for word in words])


def _topic_counts(
    readers: pd.DataFrame,
    words: Sequence[Sequence[str]],
    everything: Counter[str],
    topics: pd.DataFrame,
) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    if "seeded_topics" not in readers or "topic" not in topics:
        return
    for name in topics["topic"]:
        if name:
            has_topic = [name in names for names in readers["seeded_topics"]]
            inside = _count(own for own, has in zip(words, has_topic, strict=True) if has)
            yield f"{TOPIC_CONTRAST}{name}", inside, everything - inside


def _discovered_counts(
    readers: pd.DataFrame,
    words: Sequence[Sequence[str]],
    everything: Counter[str],
    discovered: pd.DataFrame | None,
) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    if discovered is None or "discovered_topic" not in readers:
        return
    own_topics = readers["discovered_topic"].fillna(-1).astype("int64").tolist()
    everything = Counter({word: n for word, n in everything.items() if n > 1})
    words = [[word for word in own if word in everything] for own in words]
    for topic in sorted(set(own_topics) & set(discovered["topic"])):
        inside = _count(own for own, has in zip(words, own_topics, strict=True) if has == topic)
        yield f"{DISCOVERED_CONTRAST}{topic}", inside, everything - inside


def _count(words: Iterable[Sequence[str]]) -> Counter[str]:
    return Counter(word for own in words for word in own)


def _comments_by_word(ids: Sequence[str], words: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    where: dict[str, list[str]] = {}
    for identifier, own in zip(ids, words, strict=True):
        for word in dict.fromkeys(own):
            where.setdefault(word, []).append(identifier)
    return where
