"""ConvoKit corpora: the five files that ``convokit.Corpus`` loads, and no pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.writers.details import PROGRAM, ArticleDetails, Details
from toolkit.writers.folders import FOLDER
from toolkit.writers.rows import (
    Answers,
    find_answers,
    instant,
    is_known,
    local_note,
    plain_rows,
    texts_of,
)

description = "ConvoKit corpus (a folder), all other columns as metadata of the utterances"
ending = FOLDER
carries = None
# metadata that tells our corpora from others, of tables that lack the columns
_USUAL = {"article_id": None, "author": None, "kind": "comment", "state": "visible"}
_MEANINGS = {
    "timestamp": "seconds since 1970 (UTC) where the source tells the zone, null elsewhere; the "
    "utterance's metadata 'timestamp' is the time as precise as the source, local where it has no "
    "offset, and 'timestamp_text' the time as printed",
    "speaker": "the name as shown; an utterance without one has a speaker of its own, whose "
    "metadata 'known' is false",
    "conversation": "a comment with its answers, named by the comment's id",
}  # fmt: skip


def write(table: pd.DataFrame, path: Path, details: Details) -> list[str]:
    """Write the corpus: a conversation is a comment at the top with all answers to it."""
    ids = [str(own) for own in texts_of(table, "id")]
    wanted = texts_of(table, "reply_to")
    answers = find_answers(ids, wanted)
    authors, times = texts_of(table, "author"), texts_of(table, "timestamp")
    speakers = _speakers(ids, authors)
    roots = [ids[root] for root in answers.roots]
    named = texts_of(table, "conversation_id")
    left = {"id", "text"}
    if not answers.orphans and not answers.circles:
        left.add("reply_to")
    others = sum(old is not None and old != new for old, new in zip(named, roots, strict=True))
    if not others:
        left.add("conversation_id")
    names = [name for name in dict.fromkeys(table.columns) if str(name) not in left]
    types: dict[str, dict[str, None]] = {str(name): {} for name in (*_USUAL, *names)}
    texts = texts_of(table, "text")
    with (path / "utterances.jsonl").open("w", encoding="ascii", newline="\n") as file:
        for row, known in enumerate(plain_rows(table, names)):
            parent = answers.parents[row]
            meta = {**_USUAL, **known}
            for name, value in meta.items():
                if value is not None:
                    types[name][str(type(value))] = None
            file.write(_json({
                "id": ids[row],
                "conversation_id": roots[row],
                "text": texts[row] or "",
                "speaker": speakers[row],
                "meta": meta,
                "reply-to": None if parent is None else ids[parent],
                "timestamp": instant(times[row]),
                "vectors": [],
            }) + "\n")  # fmt: skip
    people = _people(speakers, authors)
    conversations = _conversations(table, ids, answers, details)
    corpus = {
        "generator": PROGRAM,
        "meanings": _MEANINGS,
        "topic_labels": dict(details.topic_labels),
    }
    _write(path / "speakers.json", {name: _component(meta) for name, meta in people.items()})
    _write(path / "conversations.json",
           {name: _component(meta) for name, meta in conversations.items()})  # fmt: skip
    _write(path / "corpus.json", corpus)
    _write(path / "index.json", {
        "utterances-index": {name: list(found) for name, found in types.items()},
        "speakers-index": _index(people),
        "conversations-index": _index(conversations),
        "overall-index": {name: [str(type(value))] for name, value in corpus.items()},
        "version": 1,
        "vectors": [],
    })  # fmt: skip
    notes = answers.notes()
    if others:
        notes.append(
            f"{others:,} comments stand in another conversation than the table says, because "
            f"ConvoKit names one by its first comment; the table's is kept as metadata"
        )
    if unknown := sum(not is_known(author) for author in authors):
        notes.append(f"{unknown:,} comments name no author; each has a speaker of its own")
    return notes + local_note(
        times, "their timestamp is null, the time as written is metadata; order by 'position'"
    )


def _speakers(ids: list[str], authors: list[str | None]) -> list[str]:
    """The speaker of each comment; without an author it is nobody else's."""
    taken = {author for author in authors if author is not None}
    speakers = []
    for own, author in zip(ids, authors, strict=True):
        if author is not None and is_known(author):
            speakers.append(author)
            continue
        name = f"[author of {own}]"
        while name in taken:
            name = f"[{name}]"
        speakers.append(name)
    return speakers


def _people(speakers: list[str], authors: list[str | None]) -> dict[str, dict[str, Any]]:
    people: dict[str, dict[str, Any]] = {}
    for name, author in zip(speakers, authors, strict=True):
        people.setdefault(name, {"name": author, "known": is_known(author)})
    return people


def _conversations(
    table: pd.DataFrame, ids: list[str], answers: Answers, details: Details
) -> dict[str, dict[str, Any]]:
    """The metadata of each conversation, those of its first comment."""
    articles, sources = texts_of(table, "article_id"), texts_of(table, "source")
    conversations = {}
    for row, root in enumerate(answers.roots):
        if row == root:
            known = details.articles.get(articles[row] or "", ArticleDetails())
            conversations[ids[row]] = {
                "article_id": articles[row],
                "source": sources[row],
                "title": known.title,
                "address": known.address,
            }
    return conversations


def _component(meta: Mapping[str, Any]) -> dict[str, Any]:
    return {"meta": meta, "vectors": []}


def _index(components: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The types of the metadata by name, as ConvoKit lists them; none for a name without values."""
    types: dict[str, dict[str, None]] = {}
    for meta in components.values():
        for name, value in meta.items():
            found = types.setdefault(name, {})
            if value is not None:
                found[str(type(value))] = None
    return {name: list(found) for name, found in types.items()}


def _write(path: Path, value: Any) -> None:
    path.write_text(_json(value) + "\n", encoding="ascii", newline="\n")


def _json(value: Any) -> str:
    """JSON in ASCII: ConvoKit opens its files in whatever encoding the computer has."""
    return json.dumps(value, ensure_ascii=True)
