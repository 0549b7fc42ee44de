"""The analyst's edits put onto topics found anew: names kept, topics merged and split.

::

    Discovery, edits file --match_topics--> which topic is which --merge, split--> Edited
                                                                       |
                              the edits as they are now (write_edits) <'
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import pandas as pd

from toolkit.discovered.discovered import Discovery
from toolkit.discovered.edits_file import Edits, Listed, check_edits, merged_into
from toolkit.discovered.matching import match_topics
from toolkit.discovered.splitting import (
    Splitter,
    split_members,
    split_texts,
    top_words,
    typical_ids,
)
from toolkit.plain_words import listed as say_list
from toolkit.schema import reader_comments
from toolkit.wording import format_count

_KEPT_IDS = 100
_REPRESENTATIVES = 5
_PART_WORDS = 2


@dataclass(frozen=True, kw_only=True)
class Edited:
    """Discovered topics with the analyst's edits.

    Attributes:
        discovery: As before, with the edited topics: numbered from 0 by size, and in ``topics``
            two columns more: ``id`` (stable, as in the edits file) and ``edited`` (what the
            analyst did to it, a phrase; "" for nothing).
        edits: The edits as they are now: topics found anew added, vanished ones marked; to be
            written by :func:`toolkit.discovered.edits_file.write_edits`.
        notes: What an analyst should know, sentences: new topics, vanished ones, splits that
            couldn't be made.
    """

    discovery: Discovery
    edits: Edits
    notes: tuple[str, ...]


@dataclass
class _Group:
    """A topic on its way: its listed entry, its comments, its words."""

    listed: Listed
    ids: list[str]
    words: list[str]
    typical: list[str]
    edited: list[str]
    changed: bool = False
    whole: Listed | None = None  # what it is a part of


def apply_edits(
    discovery: Discovery, edits: Edits = (), *, splitter: Splitter = split_texts
) -> Edited:
    """Find the listed topics again, and name, merge and split them as the analyst said.

    Topics that aren't edited keep the id and the name that the list has. Without edits every
    topic is new: ``.edits`` is then the list to begin with.

    Args:
        discovery: What was found; its groups may be tentative.
        edits: What :func:`toolkit.discovered.edits_file.read_edits` gives.
        splitter: Groups the texts of a topic that is split; they come in an order of their own,
            whatever that of the rows.

    Raises:
        SettingsError: The edits contradict each other.

    >>> from toolkit.discovered import discover_topics
    >>> texts = ["ship sea wave", "sea ship", "ship wave", "oven cake", "cake oven flour", "oven"]
    >>> found = discover_topics(pd.DataFrame({"id": list("abcdef"), "text": texts}))
    >>> listed = apply_edits(found).edits
    >>> [one.id for one in listed] == [f"t{n}" for n in range(1, len(found.topics) + 1)]
    True
    """
    check_edits(edits)
    texts = _texts(discovery.table)
    found = discovery.topics.reset_index(drop=True)
    groups = [
        _Group(_new(row), [str(one) for one in row["ids"]], list(row["top_words"]),
               [str(one) for one in row["representative_ids"]], [])
        for _, row in found.iterrows()
    ]  # fmt: skip
    group_of = dict.fromkeys(texts, -1)
    group_of |= {one: number for number, group in enumerate(groups) for one in group.ids}
    matched = match_topics(edits, [group.words for group in groups], group_of)
    notes = list(_identify(groups, edits, matched))
    new = [group.listed for number, group in enumerate(groups) if number not in matched]
    at = {group.listed.id: group for group in groups}
    kept = tuple(_update(one, at.get(one.id)) for one in (*edits, *new))
    merged = _merge(groups, kept)
    final: list[_Group] = []
    for group in merged:
        if not group.listed.split:
            final.append(group)
            continue
        parts, said = _split(group, texts, group_of, splitter)
        final += parts
        notes += said
    _describe_changed(final, texts)
    _name_parts(final)
    kept = tuple(_with_parts(one, final) for one in kept)
    return Edited(discovery=_rebuild(discovery, final), edits=kept, notes=tuple(notes))


def _texts(table: pd.DataFrame) -> dict[str, str]:
    readers = reader_comments(table.assign(text=table["text"].astype("string")))
    return {str(one): str(text) for one, text in zip(readers["id"], readers["text"], strict=True)}


def _new(row: pd.Series) -> Listed:
    name = str(row["name"])
    return Listed(id="", name=name, found=name, n=int(row["n"]))


def _identify(groups: list[_Group], edits: Edits, matched: dict[int, int]) -> Iterator[str]:
    """Give each group its listed entry or a new id; yield what is new and what is gone."""
    numbers = [int(one.id[1:]) for one in edits if re.fullmatch(r"t[0-9]{1,9}", one.id)]
    following = max(numbers, default=0) + 1
    taken = {_plain(one.name) for own in edits for one in (own, *own.parts)}
    for number, group in enumerate(groups):
        if number in matched:
            group.listed = edits[matched[number]]
            if group.listed.vanished:
                yield f"Topic {group.listed.id} “{group.listed.name}” is back."
            continue
        name = _unused(group.listed.name, taken)
        taken.add(_plain(name))
        group.listed = dataclasses.replace(group.listed, id=f"t{following}", name=name, found=name)
        following += 1
        if edits:
            yield (
                f"Topic {group.listed.id} “{name}” ({format_count(len(group.ids), 'comment')}) "
                f"is new."
            )
    again = set(matched.values())
    for place, one in enumerate(edits):
        if place not in again and not one.vanished:
            yield f"Topic {one.id} “{one.name}” was not found again; it stays listed as vanished."


def _update(one: Listed, group: _Group | None) -> Listed:
    """The entry as this run saw it."""
    if group is None:
        return dataclasses.replace(one, vanished=True)
    rest = sorted(set(group.ids) - set(group.typical), key=_digest)
    ids = [*group.typical, *rest][:_KEPT_IDS]
    group.listed = dataclasses.replace(
        one, n=len(group.ids), words=tuple(group.words), ids=tuple(ids), vanished=False
    )
    return group.listed


def _merge(groups: Sequence[_Group], kept: Edits) -> list[_Group]:
    """The groups with merged ones put together; one whose own topic vanished may be all merged."""
    into = merged_into(kept)
    entries = {one.id: one for one in kept}
    roots: dict[str, list[_Group]] = {}
    for group in groups:
        roots.setdefault(into.get(group.listed.id, group.listed.id), []).append(group)
    merged = []
    for root, own in roots.items():
        entry = entries[root]
        edited = [f"renamed, found as “{entry.found}”"] if entry.name != entry.found else []
        if len(own) == 1 and own[0].listed.id == root:
            merged.append(dataclasses.replace(own[0], listed=entry, edited=edited))
            continue
        names = [f"{one.listed.id} “{one.listed.found}”" for one in own]
        rounds = max(len(one.typical) for one in own)
        typical = [one.typical[at] for at in range(rounds) for one in own if at < len(one.typical)]
        ids = [identity for one in own for identity in one.ids]
        edited.append(f"merged of {say_list(names)}")
        merged.append(_Group(entry, ids, [], typical[:_REPRESENTATIVES], edited, changed=True))
    return merged


def _split(
    group: _Group, texts: dict[str, str], group_of: dict[str, int], splitter: Splitter
) -> tuple[list[_Group], list[str]]:
    """The parts of a group, as listed before where they can be found again."""
    entry = group.listed
    members = split_members(group.ids, texts, entry.split, splitter)
    if len(members) < 2:
        why = f"Topic {entry.id} “{entry.name}” can’t be split: its comments don’t fall apart."
        return [group], [why]
    words = top_words(members, {one: texts[one] for one in group.ids if one in texts})
    part_of = dict.fromkeys(group_of, -1)
    part_of |= {one: number for number, own in enumerate(members) for one in own}
    matched = match_topics(entry.parts, words, part_of)
    known = {part.id for part in entry.parts}
    unused = (one for one in map(f"{entry.id}.{{}}".format, count(1)) if one not in known)
    parts = []
    for number, own in enumerate(members):
        typical = typical_ids(own, texts, words[number])
        listed = (
            entry.parts[matched[number]]
            if number in matched
            else Listed(id=next(unused), name="", found="", n=len(own))
        )
        edited = [f"part of {entry.id} “{entry.name}”, split in {len(members)}"]
        if listed.name != listed.found:
            edited.append(f"renamed, found as “{listed.found}”")
        parts.append(_Group(listed, own, words[number], typical, edited, whole=entry))
    notes = []
    if len(members) < entry.split:
        notes.append(f"Topic {entry.id} “{entry.name}” falls into {len(members)} parts only, "
                     f"not {entry.split}.")  # fmt: skip
    return parts, notes


def _describe_changed(groups: list[_Group], texts: dict[str, str]) -> None:
    if any(group.changed for group in groups):
        words = top_words([group.ids for group in groups], texts)
        for group, own in zip(groups, words, strict=True):
            if group.changed:
                group.words = own


def _name_parts(groups: list[_Group]) -> None:
    """Names for the parts that have none yet: the topic's name and their own words."""
    taken = {_plain(group.listed.name) for group in groups if group.listed.name}
    for group in groups:
        if group.whole and not group.listed.name:
            words = ", ".join(group.words[:_PART_WORDS]) or "no distinctive words"
            name = _unused(f"{group.whole.name}: {words}", taken)
            taken.add(_plain(name))
            group.listed = dataclasses.replace(group.listed, name=name, found=name)


def _with_parts(one: Listed, final: Sequence[_Group]) -> Listed:
    if not one.split:
        return one
    own = {part.id: part for part in one.parts}
    seen = [group for group in final if group.whole and group.whole.id == one.id]
    if not seen:
        return one
    now = {group.listed.id: _update(group.listed, group) for group in seen}
    parts = [now.get(part.id) or dataclasses.replace(part, vanished=True) for part in own.values()]
    return dataclasses.replace(
        one, parts=(*parts, *(now[identity] for identity in sorted(now) if identity not in own))
    )


def _rebuild(discovery: Discovery, final: list[_Group]) -> Discovery:
    place = {str(one): at for at, one in enumerate(discovery.table["id"])}
    ordered = sorted(final, key=lambda group: (-len(group.ids), group.listed.id))
    topics = pd.DataFrame({
        "topic": pd.Series(range(len(ordered)), dtype="int64"),
        "name": pd.Series([group.listed.name for group in ordered], dtype="string"),
        "n": pd.Series([len(group.ids) for group in ordered], dtype="int64"),
        "top_words": pd.Series([group.words for group in ordered], dtype="object"),
        "representative_ids": pd.Series([group.typical for group in ordered], dtype="object"),
        "ids": pd.Series([sorted(group.ids, key=place.__getitem__) for group in ordered],
                         dtype="object"),
        "id": pd.Series([group.listed.id for group in ordered], dtype="string"),
        "edited": pd.Series(["; ".join(group.edited) for group in ordered], dtype="string"),
    })  # fmt: skip
    number = {one: at for at, group in enumerate(ordered) for one in group.ids}
    table = discovery.table.copy()
    assigned = table["discovered_topic"].ge(0).fillna(False).tolist()
    numbers = [number.get(str(one), -1) if kept else -1
               for one, kept in zip(table["id"], assigned, strict=True)]  # fmt: skip
    names = [ordered[at].listed.name if at >= 0 else "" for at in numbers]
    table["discovered_topic"] = pd.Series(numbers, index=table.index, dtype="Int64")
    table["discovered_name"] = pd.Series(names, index=table.index, dtype="string")
    return dataclasses.replace(discovery, table=table, topics=topics)


def _unused(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while _plain(found) in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
