"""What the report says of topics beside the figures: those that the comments form by themselves,
how they go with the analyst's, what the analyst's leave out, and all of them over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from toolkit.figures.wording import percent
from toolkit.findings import Piece
from toolkit.pipeline import Analysis
from toolkit.report.links import Link, LinkedTable, Lists, Statement, link_pieces, polish
from toolkit.report.marks import show_controls
from toolkit.report.rows import topic_labels
from toolkit.schema import reader_comments
from toolkit.stats import NO_TOPIC, SMALL_N
from toolkit.wording import format_count, format_number, format_period_name

MOST_COLUMNS = 12
"""Topics or periods side by side in a table at most; larger ones are in the files alone."""
GROUP_WORDS = 6
DISSOLVES = 0.5
"""A topic whose stability is lower comes back in fewer than half of its comments (Hennig 2007)."""
_NAMES = {
    "mean_coherence_npmi": "Coherence, mean (NPMI)",
    "diversity": "Diversity",
    "unassigned": "Share unassigned",
    "stability": "Stability",
}
BOTH_KINDS = (
    "“Seeded” topics are the analyst’s; “discovered” ones are groups that the comments form by "
    "their words alone."
)

Cell = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Topics:
    """What is said of topics.

    Attributes:
        without: Of the comments that none of the analyst's topics is in.
        groups: Why the groups are no topics, a sentence; "" where they are or none were looked for.
        tried: Groups that are no topics.
        together: How the two kinds overlap.
        tables: Of the analyst's topics over time.
        found: Tables of discovered topics; empty where they don't stand.
    """

    without: tuple[Statement, ...] = ()
    groups: str = ""
    tried: tuple[Statement, ...] = ()
    together: tuple[Statement, ...] = ()
    tables: tuple[LinkedTable, ...] = ()
    found: tuple[LinkedTable, ...] = ()


def state_topics_part(analysis: Analysis, numbers: Mapping[str, Link]) -> Topics:
    """Gather what is said of topics.

    Args:
        analysis: The tables of one analysis.
        numbers: Where the comments stand in the report, by id.
    """
    readers = reader_comments(analysis.comments)
    if readers.empty:
        return Topics()
    if not analysis.stability.stands:
        return Topics(
            without=tuple(_without(analysis, readers, numbers)),
            groups=polish(analysis.stability.reason),
            tried=tuple(_tried(row, numbers) for _, row in analysis.discovered.iterrows()),
            tables=tuple(_over_time(analysis, "seeded", numbers)),
        )
    return Topics(
        without=tuple(_without(analysis, readers, numbers)),
        together=tuple(_together(analysis, numbers)),
        tables=tuple(_over_time(analysis, "seeded", numbers)),
        found=(
            _topics_table(analysis, numbers),
            *_quality(analysis, numbers),
            *_overlaps(analysis, numbers),
            *_over_time(analysis, "discovered", numbers),
        ),
    )


def _without(
    analysis: Analysis, readers: pd.DataFrame, numbers: Mapping[str, Link]
) -> Iterator[Statement]:
    """What the comments without a topic of the analyst's hold."""
    sentences = analysis.topic_tables.get("sentences")
    if sentences is None:
        return
    none = sentences[sentences["about"] == "none"]
    if none.empty or not none["n"].iloc[0]:
        return
    if len(readers) < SMALL_N:
        n, ids = int(none["n"].iloc[0]), tuple(map(str, none["ids"].iloc[0]))
        pieces = (
            Piece(f"{format_count(n, 'comment')}", ids, "none of the analyst’s topics"),
            Piece(
                f" {'names' if n == 1 else 'name'} none of the analyst’s topics: too few to say "
                "what they have in common, few enough to be read."
            ),
        )
        yield link_pieces("topics-none", "In none of these topics", pieces, "", numbers)
        return
    titles = {
        "none": "In none of these topics",
        "none_words": "Their words",
        "none_examples": "Examples",
    }
    for about, title in titles.items():
        for _, row in sentences[sentences["about"] == about].iterrows():
            yield _sentence(row, f"topics-{about}".replace("_", "-"), title, numbers)


def _together(analysis: Analysis, numbers: Mapping[str, Link]) -> Iterator[Statement]:
    """What the discovered topics add to the analyst's, and which of these they split."""
    sentences = analysis.topic_tables.get("sentences")
    if sentences is None:
        return
    titles = {"adds": "New", "splits": "Split", "nothing": "Looked for and not found"}
    chosen = sentences[sentences["about"].isin(titles)]
    for place, (_, row) in enumerate(chosen.iterrows(), start=1):
        yield _sentence(row, f"topics-together-{place}", titles[str(row["about"])], numbers)


def _sentence(row: pd.Series, anchor: str, title: str, numbers: Mapping[str, Link]) -> Statement:
    """A sentence of :func:`toolkit.topics.describe_overlap`, with a link to its comments."""
    ids = tuple(map(str, row["ids"]))
    pieces = [Piece(str(row["sentence"]))]
    if ids:
        what = "this comment" if len(ids) == 1 else f"these {format_count(len(ids), 'comment')}"
        pieces += [Piece(" See "), Piece(what, ids, title), Piece(".")]
    return link_pieces(anchor, title, pieces, "", numbers)


def _tried(group: pd.Series, numbers: Mapping[str, Link]) -> Statement:
    """A group that is no topic, by its distinctive words."""
    words = ", ".join(group["top_words"][:GROUP_WORDS])
    ids = tuple(map(str, group["ids"]))
    pieces = (
        Piece(format_count(len(ids), "comment"), ids, words),
        Piece(f" with words such as {words}."),
    )
    name = f"Group {int(group['topic']) + 1}"
    return link_pieces(f"group-{int(group['topic'])}", name, pieces, "", numbers)


def _topics_table(analysis: Analysis, numbers: Mapping[str, Link]) -> LinkedTable:
    """The discovered topics: size, words, examples, how they come back, coherence."""
    lists = Lists("topics-found", numbers)
    quality = analysis.topic_tables.get("quality", pd.DataFrame(columns=["name", "topic"]))
    coherence = quality[quality["name"] == "coherence_npmi"]
    rows = []
    for _, row in analysis.discovered.iterrows():
        name, typical = str(row["name"]), tuple(map(str, row["representative_ids"]))
        rows.append((
            f"group-{int(row['topic'])}",
            (
                _plain(name),
                _number(lists, f"{row['n']:,}", row["ids"], name),
                _plain(", ".join(row["top_words"])),
                _comments(typical, numbers),
                _plain(_say_stability(row.get("stability"))),
                _plain(_say_coherence(coherence, str(row["topic"]))),
            ),
        ))  # fmt: skip
    return LinkedTable(
        anchor="topics-found",
        title="The topics",
        caption=(
            "The topics, largest first. Stability: when 70 % of the comments are drawn again and "
            "grouped anew, how much of the topic and of the new group most like it is shared "
            "(Jaccard index, mean of the resamples; 1 is the same comments each time); below 0.5 "
            "it comes back in fewer than half. Coherence: how much oftener than by chance its "
            "words stand in one comment (NPMI, −1 to 1; near 0 is chance), with 95 % interval."
        ).replace(" %", "\u00a0%"),
        header=("Topic", "Comments", "Words", "Most typical", "Stability", "Coherence"),
        rows=tuple(rows),
        behind=lists.behind,
        file="discovered.csv",
    )


def _say_stability(value: float | None) -> str:
    if value is None or pd.isna(value):
        return "–"
    flag = "; comes back in fewer than half of its comments" if value < DISSOLVES else ""
    return f"{format_number(float(value))}{flag}"


def _say_coherence(rows: pd.DataFrame, topic: str) -> str:
    own = rows[rows["topic"] == topic]
    return _estimate(own.iloc[0]) if len(own) else "–"


def _estimate(row: pd.Series) -> str:
    if pd.isna(row["estimate"]):
        return f"– ({row['note']})" if row["note"] else "–"
    said = format_number(row["estimate"])
    if pd.isna(row["ci_low"]):
        return f"{said} ({str(row['note']).split(': ')[0]})" if row["note"] else said
    return f"{said} ({format_number(row['ci_low'])} to {format_number(row['ci_high'])})"


def _quality(analysis: Analysis, numbers: Mapping[str, Link]) -> Iterator[LinkedTable]:
    """How good the topics are together, each figure explained."""
    table = analysis.topic_tables.get("quality")
    if table is None:
        return
    lists, rows = Lists("topics-quality", numbers), []
    for _, row in table[table["name"].isin(_NAMES)].iterrows():
        value: Cell = _plain(_estimate(row))
        if row["name"] == "unassigned":
            readers = reader_comments(analysis.comments)
            ids = readers.loc[readers["discovered_topic"].fillna(-1) < 0, "id"]
            value = _number(lists, _estimate(row), ids, "in no discovered topic")
        rows.append(
            ("", (_plain(_NAMES[str(row["name"])]), value, _plain(str(row["explanation"]))))
        )
    yield LinkedTable(
        anchor="topics-quality",
        title="How good these topics are",
        caption="How good the topics are, with 95\u00a0% intervals.",
        header=("Measure", "Value", "What it means"),
        rows=tuple(rows),
        behind=lists.behind,
        file="topics/quality.csv",
        with_ids=False,
    )


def _overlaps(analysis: Analysis, numbers: Mapping[str, Link]) -> Iterator[LinkedTable]:
    """How many comments each discovered topic shares with each of the analyst's."""
    pairs = analysis.topic_tables.get("together")
    if pairs is None:
        return
    seeded = list(dict.fromkeys(pairs["seeded"]))
    if len(seeded) > MOST_COLUMNS + 1:
        return
    labels = {**topic_labels(analysis), "": NO_TOPIC}
    lists, rows = Lists("topics-together", numbers), []
    for topic, own in pairs.groupby("discovered", sort=False):
        if topic == "" and not own["n_discovered"].iloc[0]:
            continue
        name = str(own["discovered_label"].iloc[0]) if topic else "no discovered topic"
        cells = [
            _number(lists, f"{n:,}", ids, f"{labels.get(other, str(other))} and {name}")
            for other, n, ids in zip(own["seeded"], own["n"], own["ids"], strict=True)
        ]
        total = _plain(f"{own['n_discovered'].iloc[0]:,}")
        rows.append(("", (_plain(name), total, *cells)))
    yield LinkedTable(
        anchor="topics-together",
        title="These topics by the analyst’s",
        caption=(
            "Comments of each discovered topic (rows) by the analyst’s topics (columns). A comment "
            "can have several of the analyst’s."
        ),
        header=(
            "Discovered topic", "Comments", *(labels.get(one, str(one)) for one in seeded)
        ),
        rows=tuple(rows),
        behind=lists.behind,
        file="topics/together.csv",
    )  # fmt: skip


def _over_time(analysis: Analysis, kind: str, numbers: Mapping[str, Link]) -> Iterator[LinkedTable]:
    """The share of each period's comments that have each topic; not where there is one period."""
    table = analysis.topic_tables.get(f"{kind}_over_time")
    if table is None or table.loc[table["topic"] != "", "topic"].empty:
        return
    periods = list(dict.fromkeys(table["group"]))
    if table.loc[table["start"].notna(), "group"].nunique() < 2 or len(periods) > 2 * MOST_COLUMNS:
        return
    if table["topic"].nunique() > MOST_COLUMNS + 1:
        return
    if len(reader_comments(analysis.comments)) < SMALL_N:
        return
    none = table["topic"] == ""
    if not table.loc[none, "n"].any():
        table = table[~none]
    labels = {**topic_labels(analysis), "": NO_TOPIC}
    topics = table.groupby("topic", sort=False)
    heads = [
        str(own["label"].iloc[0]) if kind == "discovered" and topic else labels.get(str(topic), "")
        for topic, own in topics
    ]
    length = str(table["group_by"].iloc[0])
    first = "Week of" if length == "week" else length.capitalize()
    lists, rows = Lists(f"topics-{kind}-over-time", numbers), []
    for period in periods:
        own = table[table["group"] == period]
        name = format_period_name(str(period), length).removeprefix("week of ")
        cells = [
            _share(lists, row, f"{head}, {name}")
            for head, (_, row) in zip(heads, own.iterrows(), strict=True)
        ]
        rows.append(("", (_plain(name), _plain(f"{own['total'].iloc[0]:,}"), *cells)))
    yield LinkedTable(
        anchor=f"topics-{kind}-over-time",
        title=f"{'The analyst’s' if kind == 'seeded' else 'These'} topics over time, as a table",
        caption=(
            f"Comments of each {length} by topic, with their share of that {length}’s comments and "
            "its 95\u00a0% interval."
        ),
        header=(first, "Comments", *map(show_controls, heads)),
        rows=tuple(rows),
        behind=lists.behind,
        file=f"topics/{kind}_over_time.csv",
    )


def _share(lists: Lists, row: pd.Series, label: str) -> Cell:
    number = _number(lists, f"{row['n']:,}", row["ids"], label)
    if not row["total"] or not row["n"]:
        return number
    said = percent(float(row["share"]))
    if pd.notna(row["ci_low"]):
        low, high = (percent(float(row[end])).replace(" %", "") for end in ("ci_low", "ci_high"))
        said += f", {low} to {high}"
    return (*number, (polish(f" ({said})"), ""))


def _plain(text: str) -> Cell:
    return ((show_controls(text), ""),)


def _number(lists: Lists, text: str, ids: Iterable[str], label: str) -> Cell:
    return ((show_controls(text), lists.target(ids, label)),)


def _comments(ids: tuple[str, ...], numbers: Mapping[str, Link]) -> Cell:
    """Links to single comments by their numbers; those beyond the table are counted."""
    shown = [numbers[one] for one in ids if one in numbers]
    if not shown:
        return ((f"{len(ids)} in comments.csv", ""),) if ids else _plain("–")
    pieces: list[tuple[str, str]] = []
    for place, link in enumerate(shown):
        pieces += [(", ", "")] * (place > 0) + [(f"{link.number:,}", link.anchor)]
    return tuple(pieces)
