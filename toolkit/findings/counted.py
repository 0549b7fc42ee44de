"""Findings that are counts: when the comments came, what they name, how they are labelled."""

from __future__ import annotations

from itertools import chain

import pandas as pd

from toolkit.accounting import medium_of
from toolkit.figures.readings import say_validated
from toolkit.figures.timeline import find_burst, find_silence
from toolkit.figures.wording import duration as spelled_duration
from toolkit.figures.wording import listed, long_date, signed
from toolkit.findings.finding import Finding, Piece, ids_of, make_pieces, say_share, select
from toolkit.pipeline import Analysis
from toolkit.schema import local_times
from toolkit.stats import LABELS
from toolkit.wording import format_count, format_period

MOST_TOPICS = 5


def state_times(analysis: Analysis, readers: pd.DataFrame) -> Finding | None:
    """When the comments came: the burst, or the time until half were in; the longest silence."""
    timed = readers.assign(time=local_times(readers["timestamp"])).dropna(subset=["time"])
    timed = timed.sort_values(["time", "position"], kind="stable")
    if timed.empty:
        return None
    count, ids, times = len(timed), ids_of(timed), timed["time"]
    first, last = times.iloc[0], times.iloc[-1]
    undated = ids_of(readers[~readers["id"].isin(ids)])
    kind = "dated comment" if undated else "comment"
    medium = medium_of(analysis.sources)
    burst, silence = find_burst(times), find_silence(times)
    said: tuple[Piece | str, ...]
    if first.date() == last.date():
        who = f"The only {kind}" if count == 1 else f"All {count:,} {kind}s"
        said = (Piece(who, ids), f" came on {long_date(first)}")
        silence = None
    elif burst is not None:
        inside = ids_of(timed[times.between(burst.start, burst.end)])
        within = f" came within {format_count(burst.days, 'day')}"
        said = (
            Piece(f"{len(inside):,} of the {count:,} {kind}s", inside),
            f"{within}, {format_period(burst.start, burst.end)}",
        )
    else:
        half = (count + 1) // 2
        soon = _say_duration(times.iloc[half - 1] - first)
        said = (Piece(f"The {count:,} {kind}s", ids), f" came from {format_period(first, last)}")
        if count > 3:
            said += (
                ", ",
                Piece(f"{half:,} of them", ids[:half], f"the first {half:,}"),
                f" within the first {soon}",
            )
    if silence is not None:
        length = spelled_duration(silence.end - silence.start)
        pause = f"{length}, {format_period(silence.start, silence.end)}"
        said += (f"; the longest silence lasted {pause}",)
    if undated:
        said += ("; ", Piece(f"{len(undated):,} more", undated), " without a date")
    return Finding(
        kind="when",
        certainty="counted",
        pieces=make_pieces(*said, "."),
        basis=f"n = {count:,}{' with a date' if undated else ''}; "
        f"times as the {medium} gives them.",
    )


def _say_duration(duration: pd.Timedelta) -> str:
    if duration >= pd.Timedelta(days=2):
        return format_count(-(-duration // pd.Timedelta(days=1)), "day")
    if duration >= pd.Timedelta(hours=1):
        return format_count(-(-duration // pd.Timedelta(hours=1)), "hour")
    return format_count(max(1, -(-duration // pd.Timedelta(minutes=1))), "minute")


def state_topics(analysis: Analysis, readers: pd.DataFrame) -> Finding | None:
    """How many comments name each of the analyst's topics, and how many none."""
    topics, count = analysis.topics, len(readers)
    found = topics[(topics["topic"] != "") & (topics["n"] > 0)]
    if found.empty:
        return None
    found = found.sort_values("n", ascending=False, kind="stable")
    groups = [
        (str(row["topic"]), str(row["label"]), tuple(row["ids"])) for _, row in found.iterrows()
    ]
    shown = groups[:MOST_TOPICS]
    pieces: list[Piece | str] = []
    for place, (_, label, ids) in enumerate(shown):
        if place == 0:
            of = f"{len(ids):,} of the {count:,} comments" if count > 1 else "the only comment"
            pieces += [f"{label} comes up in ", Piece(of, ids, label)]
        else:
            joint = " and " if place == len(shown) - 1 else ", "
            pieces += [f"{joint}{label} in ", Piece(f"{len(ids):,}", ids, label)]
    rest: tuple[str, ...] = tuple(chain.from_iterable(select(topics, topic="")["ids"]))
    if rest:
        verb = "names" if len(rest) == 1 else "name"
        pieces += [
            "; ",
            Piece(f"{len(rest):,}", rest, "none of the topics"),
            f" {verb} none of the analyst’s topics",
        ]
    shares = [
        f"{label} {say_share(analysis, 'topic', (label, topic))}" for topic, label, _ in shown
    ]
    several = int((readers["seeded_topics"].map(len) > 1).sum())
    notes = [f"n = {count:,}; share with 95 % interval: {listed(shares)}."]
    if several:
        notes.append(f"A comment can name several topics; {several:,} {_do(several)}.")
    if len(groups) > len(shown):
        notes.append(f"{format_count(len(groups) - len(shown), 'smaller topic')} not named here.")
    return Finding(
        kind="topics", certainty="counted", pieces=make_pieces(*pieces, "."), basis=" ".join(notes)
    )


def _do(count: int) -> str:
    return "does" if count == 1 else "do"


def state_no_topics(analysis: Analysis, readers: pd.DataFrame) -> str | None:
    """The topics that no comment names."""
    named = select_topics(analysis)
    if named.empty:
        return "Topics of the analyst’s own: no topics file was given."
    missing = [str(label) for label in named.loc[named["n"] == 0, "label"]]
    if not missing:
        return None
    count = len(readers)
    return (
        f"Comments on {listed(missing)}: the seed words occur in "
        f"{f'none of the {count:,} comments' if count > 1 else 'no part of the only comment'}."
    )


def select_topics(analysis: Analysis) -> pd.DataFrame:
    """The analyst's topics, without the row for none of them."""
    return analysis.topics[analysis.topics["topic"] != ""]


def state_labels(analysis: Analysis, readers: pd.DataFrame) -> Finding | None:
    """How many comments the lexicon labels positive, neutral and negative."""
    count = len(readers)
    labels = readers["vader_normalised_label"].fillna("")
    groups = {label: ids_of(readers[labels == label]) for label in LABELS}
    if count == 1:
        label = str(labels.iloc[0])
        value = signed(readers["vader_normalised_compound"].iloc[0])
        pieces = make_pieces(
            "The lexicon VADER reads ", Piece("the only comment", groups[label]),
            f" as {label} ({value} on a scale from −1 to 1)",
        )  # fmt: skip
    else:
        (first, ids), *others = groups.items()
        parts: list[Piece | str] = [Piece(f"{len(ids):,} of the {count:,} comments", ids, first)]
        parts.append(f" as {first}, ")
        for (label, group), joint in zip(others, (" and ", ""), strict=True):
            parts += [Piece(f"{len(group):,}", group, label), f" as {label}{joint}"]
        pieces = make_pieces("The lexicon VADER reads ", *parts)
    changed = changed_by_quotes(readers)
    notes = [f"n = {count:,}."]
    shares = [say_share(analysis, "label", (label,)) for label in LABELS]
    if count > 1 and all(shares):
        said = listed([f"{label} {share}" for label, share in zip(LABELS, shares, strict=True)])
        with_interval = any("(" in share for share in shares)
        what = "share with 95 % interval" if with_interval else "too few for intervals; share"
        notes = [f"n = {count:,}; {what}: {said}."]
    end: tuple[Piece | str, ...] = (".",)
    if changed:
        relabelled = readers["vader_label"] != readers["vader_normalised_label"]
        new = ids_of(readers[relabelled.fillna(False)])
        noun = "score" if len(changed) == 1 else "scores"
        end = (
            "; reading curly quotes, dashes and emoji as meant changes ",
            Piece(f"{len(changed):,} {noun}", changed, "changed by quotes"),
        )
        end += (f" and {format_count(len(new), 'label')}.",) if new else (" but no label.",)
    notes.append("A count of words’ values, not of readers’ moods.")
    notes.append(say_validated(analysis))
    return Finding(
        kind="labels",
        certainty="scored",
        pieces=make_pieces(*pieces, *end),
        basis=" ".join(notes),
    )


def changed_by_quotes(table: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the comments that score differently with their characters as typed and as meant."""
    raw, straight = table["vader_compound"], table["vader_normalised_compound"]
    return ids_of(table[(raw - straight).abs() > 1e-9])


def state_no_quotes(_: Analysis, readers: pd.DataFrame) -> str | None:
    """That no score depends on which quotes, dashes and emoji were typed."""
    if changed_by_quotes(readers):
        return None
    return (
        "An effect of curly quotes, dashes and emoji on the scores: read as meant VADER gives "
        f"{'the comment' if len(readers) == 1 else 'every comment'} the same score."
    )


def state_no_replies(analysis: Analysis, readers: pd.DataFrame) -> str | None:
    """That nothing shows who answers whom."""
    if readers["reply_to"].notna().any() or len(readers) < 2:
        return None
    medium = medium_of(analysis.sources)
    return f"Conversations: the {medium} doesn’t show which comment answers which."
