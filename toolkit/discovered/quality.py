"""How good discovered topics are: figures with intervals, each explained in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from toolkit.clusters import RESAMPLES, find_clusters
from toolkit.discovered.coherence import count_meetings, topic_coherence
from toolkit.discovered.coherence_intervals import coherence_intervals
from toolkit.discovered.stability import MINIMUM_AGREEMENT, Stability
from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.word_forms import base_form
from toolkit.shares import effective_n, share_interval
from toolkit.text import find_words

QUALITY_COLUMNS = (
    "name", "topic", "label", "n", "estimate", "ci_low", "ci_high", "method", "explanation", "note",
)  # fmt: skip
EXPLANATIONS = {
    "coherence_npmi": (
        "How much oftener than by chance two of the topic’s words stand in one comment: from −1 "
        "(never together) over 0 (as chance would have it) to 1 (always together); above about 0.1 "
        "the words belong together, near 0 or below they may be a random list."
    ),
    "mean_coherence_npmi": (
        "The topics’ coherence on the average: from −1 over 0 (words put together by chance) to 1; "
        "it is measured in the very comments that the topics were made of, which flatters them."
    ),
    "diversity": (
        "The share of the topics’ words that stand in one topic only: 1 means that no two topics "
        "share a word, values far below it that topics repeat each other."
    ),
    "unassigned": (
        "The share of the comments that are in no discovered topic, from 0 to 1: the higher, the "
        "less of the thread the topics speak for."
    ),
    "stability": (
        "Whether the same groups come back when comments are drawn anew: 1 is the same groups each "
        f"time, 0 is chance; below {MINIMUM_AGREEMENT:.1f} they are not called topics."
    ),
}
Grouped = Sequence[Sequence[str]]
_Row = tuple[str, str, str, int, float, float, float, str, str, str]


def measure_topic_quality(
    comments: pd.DataFrame,
    topics: pd.DataFrame,
    stability: Stability | None = None,
    *,
    words: int = 10,
    window: int | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Coherence, diversity, share unassigned and stability of topics.

    Args:
        comments: With ``id`` and ``text``; with ``discovered_topic`` the share unassigned is told.
        topics: With ``topic``, ``name`` and ``top_words``, as of
            :func:`toolkit.discovered.discover_topics`.
        stability: As of the same; its row is left out where it isn't given.
        words: Words of each topic that count, from the first.
        window: Count words as together within so many words, instead of in the same comment.
        resamples: Bootstrap draws for the coherence.
        seed: Their seed.
        confidence: Coverage of the intervals, between 0 and 1.

    Returns:
        One row a figure, columns :data:`QUALITY_COLUMNS`: ``coherence_npmi`` of each topic (NPMI,
        see :mod:`toolkit.discovered.coherence`), ``mean_coherence_npmi`` (of those topics that
        have one), ``diversity`` (Dieng, Ruiz & Blei 2020), ``unassigned`` and ``stability``.
        ``n`` is the comments measured on (of a topic's coherence all, of diversity the words).
        Intervals of coherence are those of :mod:`toolkit.discovered.coherence_intervals`, for the
        words as they are. ``explanation`` says in plain
        words what the figure means, ``note`` why there is no interval or figure.

    Raises:
        SchemaError: A needed column is missing.

    >>> table = pd.DataFrame({"id": list("abcd"), "text": ["sea ship", "ship, sea", "oven", "sea"]})
    >>> topics = pd.DataFrame({"topic": [0], "name": ["sea, ship"], "top_words": [["sea", "ship"]]})
    >>> measure_topic_quality(table, topics)[["name", "n", "estimate"]].round(3).values.tolist()
    [['coherence_npmi', 4, 0.415], ['mean_coherence_npmi', 4, 0.415], ['diversity', 2, 1.0]]
    """
    check_columns(comments, ["id", "text"])
    check_columns(topics, ["topic", "name", "top_words"], where="the topics table")
    readers = reader_comments(comments)
    readers = readers.assign(_order=readers["id"].astype(str)).sort_values("_order")
    top = [list(dict.fromkeys(base_form(str(word)) for word in list(own)[:words]))
           for own in topics["top_words"]]  # fmt: skip
    rows = [
        *_coherence(readers, topics, top, window, resamples, seed, confidence),
        _diversity(top, words),
        *_unassigned(readers, confidence),
        *_stability(stability),
    ]
    return pd.DataFrame(rows, columns=list(QUALITY_COLUMNS))


def _coherence(
    readers: pd.DataFrame,
    topics: pd.DataFrame,
    top: Grouped,
    window: int | None,
    resamples: int,
    seed: int,
    confidence: float,
) -> Iterator[_Row]:
    texts = [[base_form(word.form) for word in find_words(text)]
             for text in readers["text"].astype(str)]  # fmt: skip
    meetings = count_meetings(texts, top, window=window)
    n = len(texts)
    own = topic_coherence(meetings)[0] if n else np.full(len(top), np.nan)
    measured = coherence_intervals(
        readers, meetings, own, resamples=resamples, seed=seed, confidence=confidence
    )
    where = "the same comment" if window is None else f"{window} words in a row"
    counted = f"NPMI of pairs of top words in {where}, unsmoothed"
    labels = [*topics["name"].astype(str), "all topics"]
    for place, topic in enumerate([*topics["topic"].astype(str), ""]):
        name = "coherence_npmi" if place < len(top) else "mean_coherence_npmi"
        one = measured[place]
        said = f"{counted}; {one.method}" if one.method else counted
        yield (name, topic, labels[place], n, one.estimate, one.low, one.high, said,
               EXPLANATIONS[name], one.note)  # fmt: skip


def _diversity(top: Grouped, words: int) -> _Row:
    """The share of different words among the topics' top words (Dieng et al. 2020, section 6)."""
    every = [word for own in top for word in own]
    share = len(set(every)) / len(every) if every else np.nan
    note = "counted in full, not a sample"
    if len([own for own in top if own]) < 2:
        note = "fewer than two topics: nothing to repeat"
    method = f"share of different words (by their base forms) among the top {words} of each topic"
    return ("diversity", "", "all topics", len(every), share, np.nan, np.nan, method,
            EXPLANATIONS["diversity"], note)  # fmt: skip


def _unassigned(readers: pd.DataFrame, confidence: float) -> Iterator[_Row]:
    if "discovered_topic" not in readers:
        return
    inside = readers["discovered_topic"].fillna(-1).astype("int64").lt(0).to_numpy(dtype=bool)
    n, total = int(inside.sum()), len(readers)
    low, high, note = share_interval(
        n, total, effective_n(inside, find_clusters(readers)) if total else 0.0,
        confidence=confidence,
    )  # fmt: skip
    if total and n == total:
        note = "; ".join(filter(None, ["no comment is in a discovered topic", note]))
    method = "" if np.isnan(low) else f"Wilson's interval of a share, {confidence:.0%}"
    yield ("unassigned", "", "all topics", total, n / total if total else np.nan, low, high, method,
           EXPLANATIONS["unassigned"], note)  # fmt: skip


def _stability(stability: Stability | None) -> Iterator[_Row]:
    if stability is not None:
        yield ("stability", "", "all topics", stability.n, stability.estimate, stability.ci_low,
               stability.ci_high, stability.method, EXPLANATIONS["stability"],
               "" if stability.stands else stability.reason)  # fmt: skip
