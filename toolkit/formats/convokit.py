"""ConvoKit corpora: the folder or archive of one, or its utterances alone; pickles are left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.joining import find_parts, note_unread, part_rows, part_value
from toolkit.records.markup import from_plain
from toolkit.records.shapes import FOLDER, JSON, JSON_LINES
from toolkit.records.times import from_epoch, from_iso
from toolkit.records.values import as_number, as_text
from toolkit.schema import KINDS, STATES

description = "ConvoKit corpora (folder, zip, utterances as JSON lines or JSON)"
times = "numbers of seconds since 1970 are taken for UTC"
by_rows = True
_CARRIED = ("article_id", "state", "kind", "upvotes", "downvotes", "timestamp", "timestamp_text",
            "author", "score", "reply_to", "position")  # fmt: skip
_EARLIEST = 10**8  # 1973
_GONE = {"[deleted]": "deleted", "[removed]": "removed"}
_CONVERSATIONS = "conversations.json"  # a corpus names its files so


def detect(export: Export) -> bool:
    """Whether its records, or those of a file in it, are utterances."""
    if export.shape == FOLDER:
        return bool(find_parts(export, _is_utterance))
    return export.shape in (JSON, JSON_LINES) and any(map(_is_utterance, export.sample))


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:
    """An utterance a record; the conversations of a folder tell titles."""
    lost: dict[str, None] = {}
    if export.shape != FOLDER:
        for place, row in export.rows(skip=skip):
            yield _post(row, place, lost, whole=export.whole_ids)
    else:
        utterances = find_parts(export, _is_utterance)
        conversations = [name for name in export.parts if name.rpartition("/")[2] == _CONVERSATIONS]
        for name in conversations:
            yield from _conversations(part_value(export, name), whole=export.whole_ids)
        for name in utterances:
            for place, row in part_rows(export, name):
                yield _post(row, place, lost, whole=export.whole_ids)
        note_unread(export, [*utterances, *conversations])
    if lost:
        export.notes.append(f"metadata of utterances that is not carried over: {', '.join(lost)}")


def _is_utterance(row: Mapping[str, Any]) -> bool:
    return (
        {"id", "text"} <= row.keys()
        and ("speaker" in row or "user" in row)
        and ("conversation_id" in row or "root" in row)
        and ("reply-to" in row or "reply_to" in row or "meta" in row)
    )


def _conversations(value: Any, *, whole: bool) -> Iterator[Item]:
    """What is known of the conversations: titles and addresses, where their metadata has any."""
    for key, one in value.items() if isinstance(value, dict) else ():
        meta = one.get("meta", one) if isinstance(one, dict) else None
        if isinstance(meta, dict):
            article = _name(meta.get("article_id"))
            if whole and article is None:
                continue
            address = as_text(meta.get("url")) or as_text(meta.get("address"))
            yield Article(
                None, key=article or key, title=as_text(meta.get("title")), address=address
            )


def _post(row: Mapping[str, Any], place: str, lost: dict[str, None], *, whole: bool) -> Item:
    if not _is_utterance({"reply-to": None, "root": None, "user": None, **row}):
        return Other("object that is no utterance", place)
    meta = row.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    lost.update(dict.fromkeys(name for name in meta if name not in _CARRIED))
    own = _name(row.get("id"))
    parent = _name(row.get("reply-to", row.get("reply_to"))) or _name(meta.get("reply_to"))
    article = _name(meta.get("article_id"))
    if whole and article:
        own = own and own.removeprefix(f"{article}:")
        parent = parent and parent.removeprefix(f"{article}:")
    text = from_plain(as_text(row.get("text")) or "")
    gone = None if "state" in meta else _GONE.get(text)
    kind, state = as_text(meta.get("kind")), as_text(meta.get("state")) or gone
    told, written = meta.get("timestamp"), row.get("timestamp")
    exact = from_iso(told) is not None or (whole and told is None)
    votes = meta.get("upvotes", meta.get("score"))
    return Post(
        own,
        "" if gone else text,
        place,
        parent,
        article or _name(row.get("conversation_id", row.get("root"))),
        _name(meta.get("author")) if whole else _speaker(row.get("speaker", row.get("user"))),
        from_iso(told) if exact else from_iso(written) or _instant(written),
        as_text(meta.get("timestamp_text")) or (None if whole else as_text(written)),
        kind if kind in KINDS else "comment",
        state if state in STATES else "visible",
        as_number(votes),
        as_number(meta.get("downvotes")),
    )


def _name(value: Any) -> str | None:
    """An id, exactly as it is written."""
    return None if value in (None, "") else as_text(value)


def _speaker(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("id") or value.get("name")
    return None if value in _GONE else _name(value)


def _instant(value: Any) -> str | None:
    """Seconds since 1970, as the corpus documents; milliseconds where they would be far ahead."""
    number = as_number(value)
    if number is None or number < _EARLIEST:  # corpora without times number their utterances
        return None
    return from_epoch(number, unit=1000 if number > 10**11 else 1)
