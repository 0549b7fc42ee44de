"""Discovered topics: groups of comments that share words, if the data hold any that last.

The comments are put in an order of their own (by a digest of the text), so that the rows' order
makes no difference. The number of groups is the one that comes back best in resamples; whether the
groups stand at all is told by :class:`toolkit.discovered.Stability`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from toolkit.discovered.groups import Floats, Labels, count_words, make_vectors
from toolkit.discovered.names import find_distinctive_words, name_groups
from toolkit.discovered.stability import (
    MINIMUM_COMMENTS,
    Stability,
    choose_groups,
    measure_stability,
    no_groups,
)
from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.word_forms import base_form
from toolkit.text import STOP_WORDS, find_words

_LEAST = 6  # different comments below which no grouping is tried
_SAMPLE = 3_000  # comments that the groups are fitted on; the others are assigned to them
_KS = (*range(2, 13), 15, 20, 25, 30)
_REPRESENTATIVES = 5
# nouns among the stop words
_STOP = STOP_WORDS - {"bill", "fire", "interest", "mill", "system"}


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """What was found.

    Attributes:
        table: The comments with ``discovered_topic`` (Int64, -1 for none) and ``discovered_name``
            (string, "" for none).
        topics: One row a group, largest first: ``topic`` (from 0), ``name``, ``n``, ``top_words``,
            ``representative_ids`` (nearest to the centre first), ``ids`` (in the table's order).
            Groups that don't stand are listed here too, as tentative ones.
        stability: Whether they stand, and why.
    """

    table: pd.DataFrame
    topics: pd.DataFrame
    stability: Stability


def discover_topics(
    table: pd.DataFrame, *, seed: int = 0, keep_unstable: bool = False
) -> Discovery:
    """Group the reader comments by their words.

    Args:
        table: Any table with ``id`` and ``text``. Rows that aren't visible reader comments, and
            texts without a word of the vocabulary (content words; from 50 comments on those in at
            least two comments), get -1.
        seed: Non-negative; for k-means' starts and the resamples.
        keep_unstable: Put the groups into the table even if they don't stand.

    Returns:
        The same whatever the rows' order. Below 6 different comments no group is tried; below 50,
        or if the groups don't come back in resamples, they are in ``topics`` only.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.

    >>> table = pd.DataFrame({"id": ["a", "b"], "text": ["No war.", "Free trade!"]})
    >>> discover_topics(table).stability.reason
    '2 different comments with content words are too few for groups (at least 6 are needed).'
    """
    check_columns(table, ["id", "text"])
    readers = reader_comments(table.assign(text=table["text"].astype("string")))
    texts = [str(text) for text in readers["text"]]
    ids = [str(identity) for identity in readers["id"]]
    order = sorted(range(len(ids)), key=lambda row: (_digest(texts[row]), ids[row]))
    with threadpool_limits(limits=1):
        found = _group([texts[row] for row in order], [ids[row] for row in order], seed)
    topics, labels, stability = found
    group_of = {ids[row]: int(label) for row, label in zip(order, labels, strict=True)}
    members: dict[int, list[str]] = defaultdict(list)
    for identity in ids:
        members[group_of[identity]].append(identity)
    topics["ids"] = pd.Series([members[topic] for topic in topics["topic"]], dtype="object")
    kept = group_of if stability.stands or keep_unstable else {}
    return Discovery(table=_add_columns(table, kept, topics), topics=topics, stability=stability)


def content_words(text: str) -> list[str]:
    """The words that tell what a text is about, as they are counted.

    No stop words, no numbers, no single letters; plurals count as their singular.

    >>> content_words("The sanctions of 2012 didn't work: X lost.")
    ['sanction', 'work', 'lost']
    """
    return [base_form(form) for form in _content_forms(text)]


def _content_forms(text: str) -> list[str]:
    forms = (word.form for word in find_words(text))
    return [form for form in forms if len(form) > 1 and form not in _STOP and not form.isnumeric()]


def _group(
    texts: Sequence[str], ids: Sequence[str], seed: int
) -> tuple[pd.DataFrame, Labels, Stability]:
    """Group texts in a fixed order: the topics table (without ids), a label each, stability."""
    forms = [_content_forms(text) for text in texts]
    tokens = [[base_form(form) for form in own] for own in forms]
    sample = [row for row, own in enumerate(tokens) if own][:_SAMPLE]
    least = 2 if len(sample) >= MINIMUM_COMMENTS else 1
    words, counts = count_words([tokens[row] for row in sample], min_texts=least)
    known = np.flatnonzero(np.diff(counts.indptr))  # the others have rare words only
    sample, counts = [sample[place] for place in known], counts[known]
    labels = np.full(len(texts), -1, dtype=np.int64)
    different = len({tuple(sorted(tokens[row])) for row in sample})
    if different < _LEAST:
        return _topics_table(labels, [], []), labels, no_groups(len(sample), _too_few(different))

    vectors = make_vectors(words, counts, seed=seed)
    ks = [k for k in _KS if k <= max(2, different // 5)]
    fitted, mixture, k = choose_groups(vectors, ks, seed=seed)
    if len(np.unique(fitted)) < 2:
        reason = f"The {len(sample)} comments fall into no groups: all were put into one."
        return _topics_table(labels, [], []), labels, no_groups(len(sample), reason)
    stability = measure_stability(vectors, fitted, k, seed=seed)

    _, all_counts = count_words(tokens, words)
    has_words = np.flatnonzero(np.diff(all_counts.indptr))
    labels[has_words] = mixture.assign(all_counts[has_words])
    labels = _largest_first(labels)
    n_groups = int(labels.max()) + 1
    spellings = _spellings(forms)
    top_words = [
        [spellings[word] for word in own]
        for own in find_distinctive_words(words, all_counts, labels, n_groups)
    ]
    nearest = _nearest_to_centre(vectors.reduced, labels[sample], n_groups)
    representatives = [[ids[sample[place]] for place in own] for own in nearest]
    topics = _topics_table(labels, top_words, representatives)
    return topics, labels, dataclasses.replace(stability, k=n_groups)


def _too_few(different: int) -> str:
    return (
        f"{different or 'No'} different {'comment' if different == 1 else 'comments'} with content "
        f"words {'is' if different == 1 else 'are'} too few for groups "
        f"(at least {_LEAST} are needed)."
    )


def _largest_first(labels: Labels) -> Labels:
    """Number the groups from 0 by size, then by their first member; empty ones vanish."""
    groups, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(
        (place for place, group in enumerate(groups) if group >= 0),
        key=lambda place: (-sizes[place], first[place]),
    )
    renumbered = np.full(len(labels), -1, dtype=np.int64)
    for new, place in enumerate(order):
        renumbered[labels == groups[place]] = new
    return renumbered


def _spellings(forms: Iterable[Sequence[str]]) -> dict[str, str]:
    """The most frequent form of each base form."""
    counted = Counter(form for own in forms for form in own)
    spellings: dict[str, str] = {}
    for form, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        spellings.setdefault(base_form(form), form)
    return spellings


def _nearest_to_centre(reduced: Floats, labels: Labels, n_groups: int) -> list[list[int]]:
    """For each group the rows most like (cosine) its mean vector."""
    nearest = []
    for group in range(n_groups):
        members = np.flatnonzero(labels == group)
        closeness = reduced[members] @ reduced[members].sum(axis=0)
        order = np.argsort(-closeness.round(9), kind="stable")[:_REPRESENTATIVES]
        nearest.append([int(row) for row in members[order]])
    return nearest


def _topics_table(
    labels: Labels, top_words: list[list[str]], representatives: list[list[str]]
) -> pd.DataFrame:
    groups = list(range(len(top_words)))
    columns = {
        "topic": pd.Series(groups, dtype="int64"),
        "name": pd.Series(name_groups(top_words), dtype="string"),
        "n": pd.Series([int((labels == group).sum()) for group in groups], dtype="int64"),
        "top_words": pd.Series(top_words, dtype="object"),
        "representative_ids": pd.Series(representatives, dtype="object"),
    }
    return pd.DataFrame(columns)


def _add_columns(
    table: pd.DataFrame, group_of: Mapping[str, int], topics: pd.DataFrame
) -> pd.DataFrame:
    names = {-1: "", **dict(zip(topics["topic"], topics["name"], strict=True))}
    groups = [group_of.get(str(identity), -1) for identity in table["id"]]
    added = table.copy()
    added["discovered_topic"] = pd.Series(groups, index=table.index, dtype="Int64")
    added["discovered_name"] = pd.Series(
        [names[group] for group in groups], index=table.index, dtype="string"
    )
    return added


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
