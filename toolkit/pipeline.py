"""The whole flow, one call a step; figures and report read only its result."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.accounting import medium_of
from toolkit.comparisons import compare_groups
from toolkit.discovered import Stability, discover_topics
from toolkit.errors import SettingsError
from toolkit.formats import Parsed
from toolkit.keyness import contrast_words
from toolkit.privacy.keys import say_masked
from toolkit.privacy.masking import mask_parsed
from toolkit.scorers import (
    Lexicon,
    explain_scores,
    report_overlay,
    score_comments,
    score_overlay,
    score_parts,
    score_sentences,
)
from toolkit.seeded import Topic, assign_topics, find_evidence, summarise_topics, topic_warnings
from toolkit.shares import MINIMUM_N
from toolkit.stats import count_comments, estimate_sentiment
from toolkit.targets import Target, score_targets, summarise_targets
from toolkit.topics.map_layout import TopicMap, lay_out_topics
from toolkit.topics.tables import make_topic_tables

if TYPE_CHECKING:
    from toolkit.validation import Validation

SECOND = "lexicons"  # the score that stands beside VADER's in a report
PACKAGES = (
    "reader-comment-toolkit",
    "matplotlib",
    "numpy",
    "pandas",
    "scikit-learn",
    "scipy",
    "seaborn",
    "vaderSentiment",
)


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """All tables of one analysis, and what they were made with.

    Attributes:
        title: The article's title; the file's name where the page has none.
        sources: One row an input (:func:`toolkit.accounting.source_table`).
        lines: The accounting (:func:`toolkit.accounting.line_table`).
        comments: The comments with scores and topics.
        sentences: Their sentences with scores (:func:`toolkit.scorers.score_sentences`).
        explanations: What made each score (:func:`toolkit.scorers.explain_scores`).
        topic_evidence: The seed words found (:func:`toolkit.seeded.find_evidence`).
        topics: The seeded topics (:func:`toolkit.seeded.summarise_topics`).
        discovered: The groups found in the data, whether or not they stand.
        estimates: Means and medians with intervals (:func:`toolkit.stats.estimate_sentiment`).
        counts: Counts and shares with intervals (:func:`toolkit.stats.count_comments`).
        comparisons: Groups against the others (:func:`toolkit.comparisons.compare_groups`).
        keyness: Words that tell texts apart (:func:`toolkit.keyness.contrast_words`).
        stability: Whether the discovered groups stand, and why.
        target_scores: A row for each comment and target (:func:`toolkit.targets.score_targets`).
        target_summary: A row for each target (:func:`toolkit.targets.summarise_targets`).
        lexicon: What the analyst's own words did (:func:`toolkit.scorers.report_overlay`).
        topic_tables: By name (:func:`toolkit.topics.tables.make_topic_tables`), those on
            discovered topics only where these stand.
        topic_map: The comments by their discovered topics on a plane, and how far to trust it
            (:func:`toolkit.topics.map_layout.lay_out_topics`).
        validation: How far people agree with the scores, None where nobody has coded.
        warnings: What the analyst should know of the topics, a sentence each.
        privacy: What of persons was replaced before anything was computed, a sentence each.
        parameters: Seed, thresholds, resamples.
        versions: Package and Python versions.
    """

    title: str
    sources: pd.DataFrame
    lines: pd.DataFrame
    comments: pd.DataFrame
    sentences: pd.DataFrame
    explanations: pd.DataFrame
    topic_evidence: pd.DataFrame
    topics: pd.DataFrame
    discovered: pd.DataFrame
    estimates: pd.DataFrame
    counts: pd.DataFrame
    comparisons: pd.DataFrame
    keyness: pd.DataFrame
    stability: Stability
    target_scores: pd.DataFrame = field(default_factory=pd.DataFrame)
    target_summary: pd.DataFrame = field(default_factory=pd.DataFrame)
    lexicon: pd.DataFrame = field(default_factory=pd.DataFrame)
    topic_tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    topic_map: TopicMap = field(default_factory=TopicMap)
    validation: Validation | None = None
    warnings: tuple[str, ...] = ()
    privacy: tuple[str, ...] = ()
    parameters: Mapping[str, object]
    versions: Mapping[str, str]


def analyse(
    parsed: Parsed,
    *,
    topics: Sequence[Topic] = (),
    targets: Sequence[Target] = (),
    lexicon: Lexicon | None = None,
    validation: Validation | None = None,
    seed: int = 0,
    resamples: int = 9999,
    on_step: Callable[[str], None] = lambda _: None,
) -> Analysis:
    """Score, sort into topics, count and compare what was parsed.

    E-mail and IP addresses are masked before anything is computed, so that every number is one of
    the text that is shown (:mod:`toolkit.privacy.addresses`).

    Args:
        parsed: What :func:`toolkit.formats.parse_comments` gives.
        topics: The analyst's topics (:func:`toolkit.seeded.read_topics`).
        targets: The analyst's targets (:func:`toolkit.targets.read_targets`).
        lexicon: The analyst's own words (:func:`toolkit.scorers.read_lexicon`).
        validation: How far people agree with the machine
            (:func:`toolkit.validation.read_validation`).
        seed: Seed of everything drawn at random.
        resamples: Bootstrap resamples of each interval.
        on_step: Called with each step's name as it begins.

    Returns:
        The same tables for the same input, whatever the machine.

    Raises:
        SettingsError: The validation is of other comments than these.
    """
    parsed, masked = mask_parsed(parsed)
    _check_validation(validation, parsed.comments)
    on_step("scoring sentiment")
    scored = score_parts(score_comments(parsed.comments, scorers=("vader", SECOND)))
    if lexicon:
        scored = score_overlay(scored, lexicon)
    toward = score_targets(scored, targets, lexicon=lexicon)
    sentences = score_sentences(parsed.comments)
    explanations = explain_scores(parsed.comments)
    on_step("assigning topics")
    assigned = assign_topics(scored, topics)
    evidence = find_evidence(assigned, topics)
    topic_table = summarise_topics(assigned, topics)
    on_step("discovering topics")
    discovery = discover_topics(assigned, seed=seed)
    on_step("estimating")
    comments = discovery.table
    tables = make_topic_tables(discovery, topic_table, seed=seed)
    article = "\n\n".join(text for text in parsed.sources["article_text"] if text)
    return Analysis(
        title=_title(parsed.sources),
        sources=parsed.sources,
        lines=parsed.lines,
        comments=comments,
        sentences=sentences,
        explanations=explanations,
        topic_evidence=evidence,
        topics=topic_table,
        discovered=discovery.topics,
        estimates=estimate_sentiment(comments, topics=topic_table, resamples=resamples, seed=seed),
        counts=count_comments(comments, topics=topic_table),
        comparisons=compare_groups(comments, topics=topic_table, seed=seed),
        keyness=contrast_words(comments, article, topic_table, discovered=discovery.topics),
        stability=discovery.stability,
        target_scores=toward,
        target_summary=summarise_targets(comments, toward, targets, resamples=resamples, seed=seed),
        lexicon=report_overlay(scored, lexicon) if lexicon else pd.DataFrame(),
        topic_tables=_worth_telling(tables, stands=discovery.stability.stands),
        topic_map=lay_out_topics(discovery, seed=seed),
        validation=validation,
        warnings=tuple(topic_warnings(assigned, topics)),
        privacy=_say_privacy(parsed, masked),
        parameters={
            "seed": seed,
            "resamples": resamples,
            "confidence": 0.95,
            "minimum_n": MINIMUM_N,
            "vader_thresholds": [-0.05, 0.05],
            "topics": {topic.name: list(topic.seeds) for topic in topics},
            **_say_rules(topics),
            **({"targets": {one.name: list(one.aliases) for one in targets}} if targets else {}),
            **({"lexicon": _say_entries(lexicon)} if lexicon else {}),
        },
        versions={
            **{package: version(package) for package in PACKAGES},
            "python": ".".join(platform.python_version_tuple()[:2]),
        },
    )


def _check_validation(validation: Validation | None, comments: pd.DataFrame) -> None:
    if validation is not None and not set(validation.ids) & set(comments["id"].astype(str)):
        raise SettingsError(
            "--validation: none of the comments that people coded is among these; give the "
            "validation of this thread's table (with --pseudonymise, of the pseudonymised one)"
        )


def _worth_telling(tables: Mapping[str, pd.DataFrame], *, stands: bool) -> dict[str, pd.DataFrame]:
    """The tables that have rows; those on discovered topics only where these stand."""
    kept = {name: table for name, table in tables.items() if len(table) and name != "discovered"}
    of_seeded = ("seeded_over_time", "sentences", "unassigned_words")
    return kept if stands else {name: kept[name] for name in of_seeded if name in kept}


def _say_privacy(parsed: Parsed, masked: Mapping[str, int]) -> tuple[str, ...]:
    said = [parsed.privacy] if parsed.privacy else []
    if masked:
        said.append(f"In the comments, {say_masked(masked)} masked.")
    return tuple(said)


def _say_rules(topics: Sequence[Topic]) -> dict[str, object]:
    """Rules and exclusions of the topics that have any."""
    said: dict[str, dict[str, list[str]]] = {}
    for topic in topics:
        lists = {"rules": topic.rules, "exclude": topic.exclude, "unless": topic.unless}
        if any(lists.values()):
            said[topic.name] = {key: list(written) for key, written in lists.items() if written}
    return {"topic_rules": said} if said else {}


def _say_entries(lexicon: Lexicon) -> dict[str, object]:
    return {
        entry.name: "a name" if entry.valence is None else entry.valence
        for entry in lexicon.entries
    }


def _title(sources: pd.DataFrame) -> str:
    if len(sources) > 1:
        return f"{len(sources)} {medium_of(sources)}s"
    title = sources["title"].iloc[0]
    return str(title) if title else Path(sources["source"].iloc[0]).stem
