"""The items of a page's comment thread: groups weighed against each other, the best taken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from toolkit.html import markup
from toolkit.html.datings import Dating
from toolkit.html.evidence import Case, weigh
from toolkit.html.families import is_named
from toolkit.html.fields import is_linkback
from toolkit.html.groups import find_groups, find_undated, without_strays
from toolkit.html.items import Group, Item, is_whole, own_spans
from toolkit.html.published import beginning
from toolkit.html.tree import Page

ENOUGH = 4.0  # points with which a group of several counts as comments
ENOUGH_ALONE = 6.0  # and a single item
ENOUGH_UNDATED = 7.0  # and items without dates
MOST_POINTS = 12  # points beyond which more count no more
MOST_WEIGHT = 1 + MOST_POINTS / 5  # what the points can multiply a group's value by
MOST_WEIGHED = 40
MOST_REJECTED = 5


@dataclass(frozen=True, slots=True)
class Thread:
    """The items taken for comments.

    Attributes:
        groups: The groups taken, the largest first.
        reason: Why they were taken, or why none.
        rejected: Groups that weren't, with what spoke against them.
        forms: Elements of forms to answer.
        weighed: The groups that were weighed, with their cases.
        given: Whether a layout file named the items.
    """

    groups: tuple[Group, ...]
    reason: str
    rejected: tuple[str, ...]
    forms: tuple[int, ...]
    weighed: tuple[tuple[Group, Case], ...] = ()
    given: bool = False


def find_thread(
    page: Page,
    datings: Sequence[Dating],
    published: Sequence[str] = (),
    declared: Mapping[int, str] = MappingProxyType({}),
) -> Thread:
    """Find the items of a page's thread among the groups of dated elements.

    Args:
        page: The page.
        datings: Its dates.
        published: Texts of comments that the page publishes for machines.
        declared: Elements that are comments by their classes, and their texts.
    """
    known = frozenset(
        beginning(part)
        for text in (*published, *declared.values())
        for part in (text, text.split("\n")[0])
    )
    forms = _forms(page, datings)
    reply_form = forms[-1] if forms else None
    weighed: list[tuple[Group, Case]] = []
    settled: dict[tuple[int, int, int], bool] = {}
    best, held = 0.0, set[int]()
    for group in find_groups(page, datings):
        if len(weighed) >= MOST_WEIGHED:
            break
        first, last = group.items[0].datings[0], group.items[-1].datings[-1]
        key = (len(group.items), id(first), id(last))
        words = page.words(group.items[0].node)
        named = is_named(page, group.items[0].node) or bool(markup.POST.search(words))
        if len(group.items) > 1 and key in settled and (settled[key] or not named):
            continue  # the same items, one element further in
        if group.value * MOST_WEIGHT <= best and any(
            id(dating) in held for item in group.items for dating in item.datings
        ):
            continue  # a part of the best so far, and whatever speaks for it, not as good
        case = weigh(page, group, reply_form=reply_form, published=known)
        settled[key] = _stands(group, case)
        weighed.append((group, case))
        if settled[key] and (rank := _rank(group, case)[0]) > best:
            best = rank
            held = {id(dating) for item in group.items for dating in item.datings}
    accepted = [(g, c) for g, c in weighed if _stands(g, c)]
    taken: list[Group] = []
    grounds = ""
    if not accepted:
        accepted = _undated(page, reply_form, known, sorted(declared))
        weighed += accepted
    while accepted:
        group, case = max(accepted, key=lambda pair: _rank(*pair))
        if not taken:
            grounds = ", ".join(case.grounds)
        taken.append(without_strays(page, group))
        held = {id(dating) for item in group.items for dating in item.datings}
        accepted = [
            (g, c) for g, c in accepted
            if g is not group and c.sure and is_whole(g) and g.items[0].node == g.items[0].last
            and not any(id(d) in held for item in g.items for d in item.datings)
            and not _overlap(page, g, taken)
        ]  # fmt: skip
    rejected = tuple(
        f"{len(g.items)} × {g.name}: {', '.join(c.grounds) or 'nothing speaks for it'}"
        for g, c in weighed[:MOST_WEIGHED] if not _stands(g, c)
    )[:MOST_REJECTED]  # fmt: skip
    taken.sort(key=lambda group: -len(group.items))
    reason = _reason(taken, grounds, datings, rejected)
    return Thread(tuple(taken), reason, rejected, tuple(forms), tuple(weighed))


def _undated(
    page: Page, reply_form: int | None, known: frozenset[str], declared: Sequence[int]
) -> list[tuple[Group, Case]]:
    """The best group of elements named for comments, where those that are dated are none."""
    for group in find_undated(page, declared)[:12]:
        case = weigh(page, group, reply_form=reply_form, published=known)
        placed = (case.answered or case.headed) if case.sure else (case.answered and case.headed)
        if (
            (case.published or (case.named and placed))
            and is_whole(group)
            and case.points >= ENOUGH_UNDATED
        ):
            return [(group, case)]
    return []


def with_undated(page: Page, group: Group) -> list[Item]:
    """The group's items, and the undated ones beside them: pingbacks, deleted comments."""
    items = [item for item in group.items if item.node == item.last]
    if len(items) < len(group.items) or not items:
        return group.items
    nodes = {item.node for item in items}
    shared = set.intersection(
        *({*page.attributes[node].get("class", "").split()} for node in nodes)
    )
    found = set(nodes)
    for parent in sorted({page.parents[node] for node in nodes}):
        child = parent + 1
        while child < page.ends[parent]:
            if child not in nodes and page.tags[child] == page.tags[items[0].node]:
                classes = page.attributes[child].get("class", "")
                linkback = markup.LINKBACK.search(classes.lower())
                like = shared and shared <= set(classes.split())
                shown = page.first[child] < page.last[child]
                if shown and (linkback or like or is_linkback(page.texts[page.first[child]])):
                    found.add(child)
            child = page.ends[child]
    if len(found) == len(nodes):
        return group.items
    members = sorted(found)
    dates = {item.node: item.datings for item in items}
    spans = own_spans(page, members)
    return [Item(node, node, own, dates.get(node, [])) for node, own in
            zip(members, spans, strict=True)]  # fmt: skip


def _stands(group: Group, case: Case) -> bool:
    if not is_whole(group):
        return False
    if len(group.items) == 1:
        return case.sure and case.points >= ENOUGH_ALONE
    return case.points >= ENOUGH


def _rank(group: Group, case: Case) -> tuple[float, int]:
    share = group.value / len(group.items)
    return round(
        group.value * (0.5 + 0.5 * share) * (1 + min(case.points, MOST_POINTS) / 5), 2
    ), group.mass


def _overlap(page: Page, group: Group, taken: Sequence[Group]) -> bool:
    """Whether a group's items hold items taken: it is their frame, not a group of its own."""
    nodes = sorted(item.node for other in taken for item in other.items)
    for item in group.items:
        place = bisect_right(nodes, item.node)
        if place < len(nodes) and nodes[place] < page.ends[item.last]:
            return True
    return False


def _forms(page: Page, datings: Sequence[Dating]) -> list[int]:
    """Forms with room for a text, without dated items in them."""
    dated = sorted(dating.node for dating in datings)
    found: list[int] = []
    for node, tag in enumerate(page.tags):
        if tag != "textarea":
            continue
        form = node
        for up in page.up(node):
            place = bisect_left(dated, up)
            if place < len(dated) and dated[place] < page.ends[up]:
                break
            size = page.last[up] - page.first[up]
            if size > 60 or page.tags[up] in ("body", "html"):
                break
            if page.tags[up] == "form":
                form = up
                break
            if size <= 15:
                form = up
        if not found or found[-1] != form:
            found.append(form)
    return found


def _reason(
    taken: Sequence[Group], grounds: str, datings: Sequence[Dating], rejected: Sequence[str]
) -> str:
    if taken:
        parts = " and ".join(f"{len(group.items)} elements {group.name}" for group in taken)
        return f"comments were told by {parts} ({grounds})"
    if rejected:
        return f"no comments: no group of dated elements reads as comments ({rejected[0]})"
    if datings:
        return "no comments: no dated element of the page holds a text of its own"
    return "no comments: nothing on the page is dated"
