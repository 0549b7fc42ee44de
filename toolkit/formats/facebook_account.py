"""Accounts downloaded from Facebook and Instagram: the comments that their holder wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.markup import from_plain
from toolkit.records.places import point
from toolkit.records.shapes import JSON, JSON_LINES
from toolkit.records.times import seconds
from toolkit.records.values import as_text, listed, objects

description = "comments in an account downloaded from Facebook or Instagram (JSON)"
times = "times are UTC, as the format documents"
by_rows = False
_MENDED = "texts mended whose letters were written as single bytes"
_UNKNOWN = "which comment or post each answers is told only in words, if at all; reply_to is empty"
_COMMENT = (  # what a comment's text is called in the account's language
    "comment", "kommentar", "commentaire", "comentario", "comentário", "commento", "reactie",
    "комментарий", "yorum", "komentarz", "komentář", "コメント", "댓글", "评论", "留言", "تعليق",
    "टिप्पणी", "komentar", "bình luận", "kommentti", "hozzászólás", "σχόλιο", "comentariu",
)  # fmt: skip
_Found = tuple[Mapping[str, Any], tuple[str | int, ...]]


def detect(export: Export) -> bool:
    """Whether its entries hold comments as these accounts do."""
    return export.shape in (JSON, JSON_LINES) and any(
        _is_entry(entry) for row in export.sample for entry, _ in _entries(row, ())[:5]
    )


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The comments in the file's order; they have neither ids nor parents."""
    export.notes.append(_UNKNOWN)
    for steps, row in objects(export):
        for entry, at in _entries(row, steps):
            if "data" in entry:
                yield from _of_facebook(entry, at, export)
            elif _is_entry(entry):
                yield from _of_instagram(entry, at, export)
            else:
                yield Other("entry that is no comment", point(*at))


def _entries(row: Mapping[str, Any], steps: tuple[str | int, ...]) -> list[_Found]:
    """The entries in a row: itself, or those of its lists of comments."""
    if "string_map_data" in row or "label_values" in row:
        return [(row, steps)]
    return [
        (entry, (*steps, name, number))
        for name, value in row.items() if "comment" in name
        for number, entry in enumerate(listed(value)) if isinstance(entry, Mapping)
    ]  # fmt: skip


def _is_entry(entry: Mapping[str, Any]) -> bool:
    if any(isinstance(_comment(part), Mapping) for part in listed(entry.get("data"))):
        return True
    fields = _fields(entry)
    told = "media_list_data" in entry or any(_is_text(name) for name, _ in fields)
    return told and any(_moment(field) for _, field in fields) | bool(entry.get("timestamp"))


def _comment(part: Any) -> Any:
    return part.get("comment") if isinstance(part, Mapping) else None


def _fields(entry: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The fields of an Instagram entry with their names, in the older form and the newer."""
    older, newer = entry.get("string_map_data"), entry.get("label_values")
    pairs = list(older.items()) if isinstance(older, Mapping) else []
    pairs += [(as_text(f.get("label")) or "", f) for f in listed(newer) if isinstance(f, Mapping)]
    return [(mend(name), field) for name, field in pairs if isinstance(field, Mapping)]


def _is_text(name: str) -> bool:
    return name.strip().casefold() in _COMMENT


def _moment(field: Mapping[str, Any]) -> int | None:
    return seconds(field.get("timestamp") or field.get("timestamp_value"))


def _of_facebook(
    entry: Mapping[str, Any], at: tuple[str | int, ...], export: Export
) -> Iterator[Item]:
    if not listed(entry["data"]):  # a picture alone, or nothing
        yield Other("entry that is no comment", point(*at))
    for number, part in enumerate(listed(entry["data"])):
        place, comment = point(*at, "data", number), _comment(part)
        if not isinstance(comment, Mapping):
            yield Other("entry that is no comment", place)
            continue
        written = comment.get("timestamp") or entry.get("timestamp")
        yield Post(
            None,
            from_plain(_shown(comment.get("comment"), place, export) or ""),
            place,
            author=mend(as_text(comment.get("author")) or "") or None,
            timestamp=seconds(written),
            timestamp_text=as_text(written),
        )


def _of_instagram(
    entry: Mapping[str, Any], at: tuple[str | int, ...], export: Export
) -> Iterator[Item]:
    fields, place = _fields(entry), point(*at)
    valued = [(name, field["value"]) for name, field in fields if as_text(field.get("value"))]
    text = next((value for name, value in valued if _is_text(name)),
                next((value for _, value in valued), None))  # fmt: skip
    written = next((when for _, field in fields if (when := _moment(field))), None)
    written = written or seconds(entry.get("timestamp"))
    media = next((one for one in listed(entry.get("media_list_data")) if isinstance(one, Mapping)),
                 {})  # fmt: skip
    address = as_text(media.get("uri"))
    if address:
        yield Article(None, key=address, address=address)
    yield Post(
        None,
        from_plain(_shown(text, place, export) or ""),
        place,
        article=address,
        timestamp=written,
        timestamp_text=as_text(written),
    )


def _shown(value: Any, place: str, export: Export) -> str | None:
    text = as_text(value)
    if text is None:
        return None
    mended = mend(text)
    if mended != text:
        export.repair(_MENDED, place)
    return mended


def mend(text: str) -> str:
    """A text whose UTF-8 bytes were written as letters, as those letters; others as they are.

    >>> mend("Caf\\u00c3\\u00a9"), mend("Café"), mend("10 €")
    ('Café', 'Café', '10 €')
    """
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
