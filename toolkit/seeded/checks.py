"""What the analyst should know about the topics before trusting them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from toolkit.plain_words import listed
from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.matching import Matcher
from toolkit.seeded.topics_file import Topic

_TOO_MANY = 0.8  # share of comments above which a topic tells little
_SAME = 0.9  # Jaccard index above which two topics are one
_ENOUGH = 10  # comments below which neither can be told
# comments below which it says little that a seed is in none: even of 100, as many as 3 in a
# hundred of all comments may hold it (the upper end of a 95 % interval, 3 / n)
_ENOUGH_FOR_ABSENCE = 100


def topic_warnings(table: pd.DataFrame, topics: Sequence[Topic]) -> list[str]:
    """What the analyst should know about the topics: sentences, none if all is well.

    Told are topics that no reader comment has; seeds and rules that none holds (from 100 comments
    on); topics that more than 80 % of the comments have, and by which one seed alone if so; and
    pairs of topics that hold almost the same comments (Jaccard index 0.9 or more). The latter two
    from 10 comments on.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed or rule that can't be used.
    """
    check_columns(table, ["id", "text"])
    readers = reader_comments(table.assign(text=table["text"].astype("string")))
    matcher = Matcher(topics)
    held = [matcher.find_true(text) for text in readers["text"].to_numpy(dtype="object")]
    n_seed = Counter(one for own in held for one in own)
    rows = [{row for row, own in enumerate(held) if any(topic == number for topic, _ in own)}
            for number in range(len(topics))]  # fmt: skip
    return [
        *(
            sentence
            for number, topic in enumerate(topics)
            for sentence in _check_topic(
                topic, len(rows[number]), len(held),
                [n_seed[number, seed] for seed in range(len(topic.shown_by))],
            )
        ),
        *_check_overlap(topics, rows),
    ]  # fmt: skip


def _check_topic(topic: Topic, n: int, total: int, n_by_seed: Sequence[int]) -> Iterator[str]:
    """Sentences on one topic, which ``n`` of ``total`` comments have."""
    said = f"topic {topic.name!r}"
    by_seed = dict(zip(topic.shown_by, n_by_seed, strict=True))
    if n == 0 and total:
        what = "any of its seeds" if topic.seeds else "what its rules ask for"
        yield f"{said}: no comment holds {what}; add seeds"
    elif total >= _ENOUGH and n > _TOO_MANY * total:
        most = max(by_seed, key=lambda seed: by_seed[seed])
        if by_seed[most] > _TOO_MANY * total and len(by_seed) > 1:
            yield (
                f"{said}: {most!r} alone stands in {by_seed[most]:,} of {total:,} comments, so "
                f"that the topic tells little; remove or narrow it"
            )
        else:
            yield (
                f"{said}: its seeds stand in {n:,} of {total:,} comments, so it tells little; use "
                f"narrower seeds"
            )
    absent = [repr(seed) for seed, n_seed in by_seed.items() if n_seed == 0]
    if n and absent and total >= _ENOUGH_FOR_ABSENCE:
        verb = "matches" if len(absent) == 1 else "match"
        yield f"{said}: {listed(absent)} {verb} none of {total:,} comments; check the spelling"


def _check_overlap(topics: Sequence[Topic], rows: Sequence[set[int]]) -> Iterator[str]:
    for place, first in enumerate(topics):
        for other in range(place + 1, len(topics)):
            both, either = len(rows[place] & rows[other]), len(rows[place] | rows[other])
            if either >= _ENOUGH and both >= _SAME * either:
                yield (
                    f"topics {first.name!r} and {topics[other].name!r} share {both:,} of the "
                    f"{either:,} comments that have either; put them together or use narrower seeds"
                )
