"""A web page read as a whole: dates, groups, layout, fields, replies, account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from toolkit.conversations import find_roots, without_circles
from toolkit.documents import Document
from toolkit.errors import FormatError
from toolkit.html.account import account_blocks, find_title
from toolkit.html.building import DEEPEST
from toolkit.html.collector import collector_paused
from toolkit.html.completing import complete_fields
from toolkit.html.counts import announced_count, count_unloaded
from toolkit.html.datings import find_datings
from toolkit.html.explaining import explain_thread
from toolkit.html.fields import Fields, read_fields
from toolkit.html.layout import Layout, learn_layout
from toolkit.html.learnt import Learnt
from toolkit.html.linkbacks import find_linkbacks
from toolkit.html.microformats import declared_comments
from toolkit.html.noticing import notice_records
from toolkit.html.pinned import explain_pinned, pin_page
from toolkit.html.pinned_fields import pin_fields, pin_parents
from toolkit.html.published import Published, read_published
from toolkit.html.replies import link_replies
from toolkit.html.thread import Thread, find_thread, with_undated
from toolkit.html.timestamps import read_timestamps
from toolkit.html.tree import Page, parse_page
from toolkit.html.views import Paths, view_items
from toolkit.identities import name_records
from toolkit.pages.reading import Reading
from toolkit.pages.vocabulary import STATES
from toolkit.pins import WebPin
from toolkit.schema import Comment


@collector_paused()
def read_web_page(
    document: Document,
    *,
    article_id: str,
    captured_at: dt.datetime | None = None,
    pin: WebPin | None = None,
) -> Reading:
    """Read a web page: its comments, its article, and what each block of text is.

    Args:
        document: The page, decoded.
        article_id: Identifier of the page, used in the records' ids.
        captured_at: When the page was saved; without it relative dates stay unread.
        pin: The layout, where it is not to be learnt.

    Raises:
        FormatError: The document is no HTML page, or nothing in it can be read as HTML.
        SettingsError: The layout does not fit the page.
    """
    if document.media_type != "text/html":
        raise FormatError(
            f"{document.source}: expected a web page (text/html), found {document.media_type}; "
            "give it to the format that reads such files"
        )
    page = parse_page(document.text)
    datings = find_datings(page)
    pinned = pin_page(page, datings, pin, document.source) if pin else None
    published = read_published(page)
    thread = (
        pinned.thread if pinned
        else find_thread(
            page, datings, [comment.text for comment in published], declared_comments(page)
        )
    )  # fmt: skip
    found, learnt = _read_groups(page, thread)
    found, doubts = pin_fields(page, found, pinned) if pinned else (found, [])
    parents = link_replies(page, found)
    parents = pin_parents(page, found, pinned, parents) if pinned else parents
    if published and found:
        parents = complete_fields(page, published, found, parents)
    timestamps, warnings = read_timestamps(page, found, datings, captured_at)
    title = find_title(page)
    records = _records(document, found, timestamps, parents, article_id)
    reason = thread.reason
    layouts = [one.layout.describe(one.paths) for one in learnt]
    explanation = explain_thread(page, thread, learnt, found, parents)
    if pinned:
        warnings += [*pinned.warnings, *doubts]
        learnt, layouts = [], []
        explanation = explain_pinned(pinned, found, parents)
    if published and not found:
        records = _published_records(document, published, article_id)
        reason = f"{len(records)} comments stand in the page's JSON-LD only, none in what it shows"
        explanation = replace(explanation, how=reason, given=True)
        warnings.append(
            "the comments were read from data for machines (JSON-LD); the page shows none of them"
        )
    warnings += [f"not taken for comments: {rejected}" for rejected in thread.rejected]
    announced = announced_count(page, min((f.view.pieces[0] for f in found if f.view.pieces),
                                          default=None))  # fmt: skip
    if announced is not None and announced > len(records):
        warnings.append(
            f"the page announces {announced} comments, {len(records)} were found in it: the rest "
            "may stand on other pages or be loaded by a script"
        )
    places, unloaded = count_unloaded(page, {index for f in found for index in f.body})
    if places and records:
        warnings.append(
            f"the page offers at {_count(places, 'place')} to load "
            + (f"{_count(unloaded, 'more comment')}" if unloaded else "more comments")
            + "; they are not in it"
        )
    if page.is_cut:
        warnings.insert(0, "the page nests deeper than can be read; what lies deeper is missing")
    elif page.is_flattened:
        warnings.insert(
            0, f"the page nests deeper than {DEEPEST:,} elements; deeper ones are read side by side"
        )
    return Reading(
        title=title,
        records=tuple(records),
        entries=tuple(account_blocks(page, document.lines, found, title)),
        layout="; ".join(layouts) or None,
        reason=reason,
        warnings=tuple(warnings),
        explanation=explanation,
        noticed=notice_records(page, learnt, found, parents),
    )


def _read_groups(page: Page, thread: Thread) -> tuple[list[Fields], list[Learnt]]:
    found: list[Fields] = []
    learnt = []
    for group in thread.groups:
        paths = Paths(page)
        items = group.items if thread.given else with_undated(page, group)
        views = view_items(page, items, thread.forms, paths)
        layout = learn_layout(page, [v for v in views if v.item.datings] or views, paths)
        learnt.append(Learnt(group, layout, paths))
        found += read_fields(page, views, layout, paths)
    linkbacks = find_linkbacks(page, [fields.view.item for fields in found])
    if linkbacks:
        paths = Paths(page)
        views = view_items(page, linkbacks, thread.forms, paths)
        apart = read_fields(page, views, Layout([], False, None, None, "below", set()), paths)
        found += [fields for fields in apart if fields.kind != "comment"]
    found.sort(key=lambda fields: fields.view.item.node)
    kept = [f for number, f in enumerate(found)
            if f.text or f.kind != "comment" or thread.given
            or _is_wordless(page, found, number)]  # fmt: skip
    return kept, learnt


def _is_wordless(page: Page, found: Sequence[Fields], number: int) -> bool:
    """Whether an item without a text is a comment: by somebody, dated, right beside comments.

    A picture may be all that it says; its frame is an element as those of its neighbours.
    """
    fields = found[number]
    if fields.author is None or fields.dating is None:
        return False
    node = fields.view.item.node
    beside = [found[near] for near in (number - 1, number + 1) if 0 <= near < len(found)]
    return bool(beside) and all(
        bool(near.text) and near.kind == "comment" and near.author is not None
        and near.dating is not None
        and page.tags[near.view.item.node] == page.tags[node]
        for near in beside
    )  # fmt: skip


def _records(
    document: Document,
    found: Sequence[Fields],
    timestamps: Sequence[str | None],
    parents: Sequence[int | None],
    article_id: str,
) -> list[Comment]:
    records: list[Comment] = []
    parents = without_circles(parents)
    roots = find_roots(parents)
    dates = [fields.dating.printed if fields.dating else None for fields in found]
    identities = name_records(
        article_id,
        ((fields.kind, fields.author, printed, fields.text)
         for fields, printed in zip(found, dates, strict=True)),
    )  # fmt: skip
    for position, (fields, timestamp, parent) in enumerate(
        zip(found, timestamps, parents, strict=True)
    ):
        records.append(
            Comment(
                id=identities[position],
                source=document.source,
                article_id=article_id,
                conversation_id=identities[roots[position]],
                reply_to=None if parent is None else identities[parent],
                author=fields.author,
                timestamp=timestamp,
                timestamp_text=dates[position],
                text=fields.text,
                kind=fields.kind,
                state=fields.state,
                upvotes=fields.upvotes,
                downvotes=fields.downvotes,
                position=position,
                locator=fields.locator,
            )
        )
    return records


def _published_records(
    document: Document, published: Sequence[Published], article_id: str
) -> list[Comment]:
    records: list[Comment] = []
    identities = name_records(
        article_id, (("comment", one.author, one.timestamp, one.text) for one in published)
    )
    for position, (one, identity) in enumerate(zip(published, identities, strict=True)):
        above = records[one.parent] if one.parent is not None and one.parent < position else None
        records.append(
            Comment(
                id=identity,
                source=document.source,
                article_id=article_id,
                conversation_id=above.conversation_id if above else identity,
                reply_to=above.id if above else None,
                author=one.author,
                timestamp=one.timestamp,
                text=one.text,
                kind="comment",
                state=next((name for name, p in STATES if p.fullmatch(one.text)), "visible"),
                upvotes=one.upvotes,
                downvotes=one.downvotes,
                position=position,
                locator=one.locator,
            )
        )
    return records


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
