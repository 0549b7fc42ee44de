"""Mailing lists and newsgroups: mbox files, Mailman archives, Usenet articles (RFC 5322, 5536).

The file is what is commented on: a list or a newsgroup has no article, so all messages of a file
share one ``article_id``, and each thread is a conversation, whose first message answers none.
Answers are told by ``References`` and ``In-Reply-To`` alone, never by the subject.

The writer is the name that ``From`` shows. E-mail addresses are not read: where one stands in a
text, ``…@…`` stands in its place; only where there is no name at all, what stands before the
``@`` tells the writers apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from toolkit.mime import split_head
from toolkit.records import Article, Export, Item, Other, Post
from toolkit.records.mail_headers import (
    HIDDEN,
    Fields,
    answered,
    fields_of,
    find_id,
    header,
    headers,
    hide_addresses,
    id_of,
    moment,
    name_of,
)  # fmt: skip
from toolkit.records.mail_parts import Body, read_body
from toolkit.records.mail_text import mark_others
from toolkit.records.messages import Known, Message, split_messages
from toolkit.records.shapes import MESSAGES

description = "mailing lists and newsgroups (mbox, Mailman archives, Usenet articles)"
times = "times have the offset that each message writes, if it writes one"
by_rows = False
_REPLY = re.compile(r"\s*(?:\[[^\]]{1,60}\]\s*)?[^\W\d_]{2,4}(?:\[\d+\]|\^\d+)?\s*[:：]\s*\S")
_VIA = re.compile(r"['\"]?(.+?)['\"]? via \S.*")
_SENDER = re.compile(r"([^\s<>()\"',:;@]{1,64})(?:@| at )[\w-]")
_TIME = re.compile(r".*?((?:[A-Z][a-z]{2},? )?(?:[A-Z][a-z]{2} [ \d]?\d|\d?\d [A-Z][a-z]{2}) .*)")
_MOST_NAMES = 5  # attachments that are named
_MOST_LISTS = 50  # names of lists that are kept


def detect(export: Export) -> bool:
    """Whether it has the shape of messages."""
    return export.shape == MESSAGES


def read(export: Export, *, skip: int = 0) -> Iterator[Item]:  # noqa: ARG001 - not by rows
    """The messages in the file's order; read twice, to know which of them are there."""
    heads = split_messages(export.blocks(counted=False), heads=True)
    known = Known(filter(None, (find_id(message.data) for message in heads)))
    seen: dict[str, str] = {}
    lists: dict[str, None] = {}
    attached: dict[str, None] = {}
    said: Counter[str] = Counter()
    for message in split_messages(export.blocks()):
        head, data = split_head(message.data)
        fields = fields_of(head)
        if not fields:
            export.records_read += 1
            yield Other("text between messages", f"line={message.line}")
            continue
        post, names = _read_message(export, message, fields, read_body(head, data), known)
        export.records_read += 1 + len(names)
        if len(lists) < _MOST_LISTS and (name := _list_name(fields)):
            lists.setdefault(name)
        said.update(_said(fields))
        if post.parent is None and _REPLY.match(header(fields, "Subject") or ""):
            said["answers by their subject that name no message and begin a conversation"] += 1
        if post.id is not None and known.is_repeated(post.id) and _is_copy(post, seen):
            yield Other("copy of a message", post.place)
        else:
            yield post
        for number, name in enumerate(names, start=1):
            yield Other("attachment", f"{post.place};part={number}")
            if name and len(attached) <= _MOST_NAMES:
                attached.setdefault(name)
    if len(lists) == 1:
        yield Article(None, title=next(iter(lists)))
    export.notes += [f"{what}: {count:,}" for what, count in said.items()]
    if attached:
        more = " …" if len(attached) > _MOST_NAMES else ""
        export.notes.append(f"attachments not read: {', '.join([*attached][:_MOST_NAMES])}{more}")


def _read_message(
    export: Export, message: Message, head: Fields, body: Body, known: Known
) -> tuple[Post, list[str]]:
    """A message as a comment, and the names of the files in it."""
    place = f"line={message.line}"
    sender = header(head, "From")
    text, hidden = mark_others(body.text, own=_before_at(sender))
    own = id_of(header(head, "Message-ID"))
    wanted = [one for one in answered(headers(head, "References"), headers(head, "In-Reply-To"))
              if one != own]  # fmt: skip
    parent = next((one for one in wanted if one in known), None)
    if parent is not None and parent != wanted[0]:
        export.repair("answers to a message that is not here, linked to one before it", place)
    for doubt in [*dict.fromkeys(body.doubts), *(["messages too long, cut"] * message.is_cut)]:
        export.repair(doubt, place)
    if hidden:
        export.repair(f"texts with e-mail addresses, written {HIDDEN}", place)
    stamp, printed = _date(head, message.envelope)
    if printed is not None and printed != header(head, "Date"):
        export.repair("broken dates, taken from where the message was received", place)
    post = Post(
        own, text, place, parent or (wanted[0] if wanted else None), None,
        _author(head, sender), stamp, printed and hide_addresses(printed)[0],
        "system" if header(head, "Control") else "comment",
    )  # fmt: skip
    return post, body.attached


def _author(head: Fields, sender: str | None) -> str | None:
    """The writer's name; lists that rewrite it say ``Ann via List``."""
    name = name_of(sender)
    if name and (match := _VIA.fullmatch(name)) and any(
        header(head, key) for key in ("List-Id", "X-BeenThere", "Mailing-List", "List-Post")
    ):  # fmt: skip
        return match[1]
    return name


def _before_at(sender: str | None) -> str | None:
    match = _SENDER.search(sender or "")
    return match[1] if match else None


def _date(head: Fields, envelope: bytes) -> tuple[str | None, str | None]:
    """The moment of a message and the text that tells it; one with an offset is preferred."""
    sources = [
        header(head, "Date"),
        header(head, "NNTP-Posting-Date"),
        header(head, "Injection-Date"),
        *(value.rpartition(";")[2].strip() for value in headers(head, "Received")[::-1]),
        header(head, "X-List-Received-Date"),
        _TIME.sub(r"\1", envelope[:300].decode("ascii", "replace")),
    ]
    local = None
    for printed in filter(None, sources):
        stamp, tells_offset = moment(printed)
        if stamp and tells_offset:
            return stamp, printed
        if stamp and local is None:
            local = stamp, printed
        if local and printed == sources[0]:
            return local
    return local or (None, sources[0])


def _said(head: Fields) -> Iterator[str]:
    """What a message says of itself or another."""
    if (header(head, "X-No-Archive") or header(head, "Archive") or "").lower() in ("yes", "no"):
        asked = header(head, "X-No-Archive")
        if (asked or "no").lower() == ("yes" if asked else "no"):
            yield "messages that ask not to be archived (X-No-Archive)"
    if header(head, "Supersedes"):
        yield "messages that take the place of an earlier one (Supersedes)"
    control = (header(head, "Control") or "").split()
    if control[:1] == ["cancel"]:
        yield "messages that cancel an earlier one, which is read all the same (Control)"


def _list_name(head: Fields) -> str | None:
    """What the list or the newsgroup of a message is called."""
    name = header(head, "List-Id")
    if name:
        shown = re.sub(r"\s*<[^<>]*>\s*\Z", "", name).strip("\"' ")
        return hide_addresses(shown or name.strip("<> "))[0]
    groups = (header(head, "Newsgroups") or "").replace(",", " ").split()
    return groups[0] if len(groups) == 1 else None


def _is_copy(post: Post, seen: dict[str, str]) -> bool:
    """Whether a message with the same id said the same in the writer's own words."""
    own = [line for line in post.text.split("\n") if not line.startswith(">")]
    words = "\x1f".join([post.author or "", *" ".join(own).split()])
    digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    known = seen.get(post.id or "")
    seen.setdefault(post.id or "", digest)
    return known == digest
