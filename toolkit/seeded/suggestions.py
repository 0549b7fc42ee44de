"""Better seeds from the data: words that set a topic's comments apart, for the analyst to choose.

Words and pairs of words are counted once a comment, comments of the same text once, and compared
between the comments with the topic and those without by log-odds with an informative prior
(:mod:`toolkit.keyness`). Words that topics' seeds match already, and what says almost the same as
a better suggestion, are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from toolkit.keyness import compare_words, content_words, is_distinctive
from toolkit.schema import check_columns, reader_comments
from toolkit.seeded.matching import Matcher
from toolkit.seeded.rules import terms_of
from toolkit.seeded.seeds import is_function_word, parse_seed
from toolkit.seeded.topics_file import Topic, parse_topic
from toolkit.seeded.word_forms import base_form, word_forms
from toolkit.settings import quote
from toolkit.text import find_words, straighten_quotes

SUGGESTION_COLUMNS = (
    "topic", "seed", "n_with", "n_without", "log_odds", "ci_low", "ci_high", "z", "ids"
)  # fmt: skip
_ENOUGH = 20  # comments with and without a topic, below which nothing can be suggested
_FEW = 3  # comments of the topic that a suggestion must stand in
_MOST = 10  # suggestions a topic
_EXAMPLES = 3  # ids
_JOINT = re.compile(r"[ \t]{1,2}|\n|[-‐‑]")  # between the words of a phrase
_MOSTLY = 0.8  # share of a word's comments from which on a phrase stands for the word


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """Seeds to think about.

    Attributes:
        table: One row a suggestion, columns :data:`SUGGESTION_COLUMNS`, best first by topic:
            ``seed`` (to be written as it stands), ``n_with`` and ``n_without`` (comments with and
            without the topic that hold it), ``log_odds`` with its 95 % interval and ``z``, ``ids``
            (list of a few comments of the topic that hold it).
        notes: Why a topic has none, a sentence each.
    """

    table: pd.DataFrame
    notes: tuple[str, ...]


def suggest_seeds(table: pd.DataFrame, topics: Sequence[Topic]) -> Suggestions:
    """Words and two-word phrases that are more frequent in a topic's comments than elsewhere.

    A suggestion stands in at least 3 comments of the topic, and its log-odds differ from 0 once
    all words compared are allowed for (Bonferroni). Read them in their comments first: a word
    may stand beside a topic without being of it.

    Args:
        table: Any table with ``id`` and ``text``; reader comments are looked at.
        topics: The analyst's topics.

    Raises:
        SchemaError: ``id`` or ``text`` is missing, or an id is repeated.
        SettingsError: A seed or rule that can't be used.
    """
    check_columns(table, ["id", "text"])
    readers = reader_comments(table.assign(text=table["text"].astype("string")))
    readers = readers.sort_values("id").drop_duplicates("text")
    texts = [str(text) for text in readers["text"].to_numpy(dtype="object")]
    ids = [str(identity) for identity in readers["id"]]
    matcher = Matcher(topics)
    shown = [{match.topic for match in matcher.find(text)} for text in texts]
    held = [_candidates(text) for text in texts]
    known = Matcher([_loosened(topic) for topic in topics])
    parts, notes = [], []
    for number, topic in enumerate(topics):
        has = [number in own for own in shown]
        n_with, n_without = sum(has), len(has) - sum(has)
        if min(n_with, n_without) < _ENOUGH:
            notes.append(
                f"topic {topic.name!r}: no suggestions from {n_with:,} comments with it and "
                f"{n_without:,} without; {_ENOUGH} of each are needed"
            )
            continue
        found = _suggest(held, has, ids, known)
        if found.empty:
            notes.append(
                f"topic {topic.name!r}: no further word sets its {n_with:,} comments apart from "
                f"the {n_without:,} without it"
            )
        parts.append(found.assign(topic=topic.name))
    return Suggestions(table=_join(parts), notes=tuple(notes))


def say_suggestions(suggestions: Suggestions, topics: Sequence[Topic]) -> list[str]:
    """Suggestions as lines: a table, and for each topic the line of seeds to put in its file."""
    lines = []
    for topic in topics:
        own = suggestions.table[suggestions.table["topic"] == topic.name]
        if own.empty:
            continue
        width = max(len("seed"), *own["seed"].str.len())
        lines += ["", f"# {topic.name}: suggested, with comments with and without the topic"]
        lines.append(f"# {'seed':{width}}  {'with':>6}  {'without':>7}  {'z':>5}  for example")
        lines += [
            f"# {seed:{width}}  {n_with:>6,}  {n_without:>7,}  {z:>5.1f}  {', '.join(ids)}"
            for seed, n_with, n_without, z, ids in zip(
                *(own[name].tolist() for name in ("seed", "n_with", "n_without", "z", "ids")),
                strict=True,
            )
        ]
        seeds = ", ".join(quote(seed) for seed in [*topic.seeds, *own["seed"]])
        lines.append(f"seeds = [{seeds}]")
    return lines[1:]


def _suggest(
    held: Sequence[dict[str, str]], has: Sequence[bool], ids: Sequence[str], known: Matcher
) -> pd.DataFrame:
    """The suggestions of one topic, which the comments have or not."""
    inside, outside = Counter[str](), Counter[str]()
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    for own, with_topic, identity in zip(held, has, ids, strict=True):
        (inside if with_topic else outside).update(own.keys())
        if with_topic:
            for key, spelling in own.items():
                spelled[key][spelling] += 1
                examples[key].append(identity)
    compared = compare_words(inside, outside)
    compared = compared[compared["count"] >= _FEW]
    compared = compared[is_distinctive(compared) & (compared["z"] > 0)]
    counts = dict(zip(compared["word"], compared["count"], strict=True))
    seeds = {key: _commonest(spelled[key]) for key in counts}
    kept = _without_repeats({key: n for key, n in counts.items() if not known.find(seeds[key])})
    rows = compared[compared["word"].isin(kept)].head(_MOST)
    return rows.rename(columns={"count": "n_with", "other_count": "n_without"}).assign(
        seed=[seeds[key] for key in rows["word"]],
        ids=pd.Series([sorted(examples[key])[:_EXAMPLES] for key in rows["word"]],
                      index=rows.index, dtype="object"),
    )  # fmt: skip


def _without_repeats(counts: dict[str, int]) -> set[str]:
    """Of candidates, best first, those that share no word, inflected or not, with a better one.

    A word that mostly stands in a phrase that is a candidate too gives way to the phrase.
    """
    phrases = {word: key for key in counts if " " in key for word in key.split()
               if counts[key] >= _MOSTLY * counts.get(word, 0)}  # fmt: skip
    taken: set[str] = set()
    kept: set[str] = set()
    for key in counts:
        words = set(key.split())
        if key in phrases or words & taken:
            continue
        taken.update(*map(word_forms, words))
        kept.add(key)
    return kept


def _candidates(text: str) -> dict[str, str]:
    """The content words and pairs of them in a text by what makes them the same, as they stand."""
    straight = straighten_quotes(text)
    found: dict[str, str] = {}
    words = find_words(straight)
    content = [_spell(straight[word.start : word.end]) for word in words]
    for place, spelling in enumerate(content):
        if not spelling:
            continue
        found.setdefault(_key(spelling), spelling)
        if place and (before := content[place - 1]):
            gap = straight[words[place - 1].end : words[place].start]
            if _JOINT.fullmatch(gap):
                pair = f"{before} {spelling}"
                found.setdefault(f"{_key(before)} {_key(spelling)}", pair)
    return found


@lru_cache(maxsize=1 << 14)
def _spell(surface: str) -> str:
    """A content word as a seed would be written, "" for another word."""
    words = content_words(surface)
    if len(words) != 1:
        return ""
    capital = surface.isupper() and len(words[0]) > 1
    return words[0].upper() if capital else words[0]


def _key(spelling: str) -> str:
    return base_form(spelling.lower())


def _commonest(spellings: Counter[str]) -> str:
    """The spelling that most comments have; of equals the shortest, then the first by letters."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], len(spelling), spelling))


def _loosened(topic: Topic) -> Topic:
    """The topic as if each word of its seeds and rules showed it alone."""
    terms = {term for rule in parse_topic(topic).shows for term in terms_of(rule, evidence=True)}
    alone = [term for term in sorted(terms)
             if not is_function_word(parse_seed(term, function_words=True))]  # fmt: skip
    return Topic(name=topic.name, label=topic.label, rules=tuple(f'"{one}"' for one in alone))


def _join(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    names = list(SUGGESTION_COLUMNS)
    if not parts:
        empty = pd.DataFrame({name: pd.Series(dtype="object") for name in names})
        return empty.astype({"topic": "string", "seed": "string", "n_with": "int64",
                             "n_without": "int64"})  # fmt: skip
    joined = pd.concat(parts, ignore_index=True)[names]
    return joined.astype({"topic": "string", "seed": "string"})
