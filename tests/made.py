"""An analysis made by hand, without parser, scorers and topic models."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.comparisons import compare_groups
from toolkit.discovered import DiscoveredTopics, Discovery
from toolkit.discovered.stability import Stability
from toolkit.keyness import contrast_words
from toolkit.pipeline import Analysis
from toolkit.schema import Comment, to_table
from toolkit.stats import count_comments, estimate_sentiment
from toolkit.text import find_words
from toolkit.topics import topics_over_time
from toolkit.topics.map_layout import TopicMap
from toolkit.topics.tables import make_topic_tables

ARTICLE = (
    "Rare earth minerals could change the economy of the North.\n\n"
    "Investment in the mineral sector comes from China. Minerals need investment."
)
SEEDS = {"trade": ["trade", "export"], "war": ["war"], "china": ["China"]}
WORDS = [
    *"China minerals trade war lost wonder pay border beautiful hopeful idea corrupt".split(),
    *"regime ruins every good plan exports coal fell again last winter long grows".split(),
]
SENTENCES = (
    "China buys the minerals and the trade grows.",
    "The war was lost long ago.",
    "I wonder who will pay for all of this.",
    "Trade with China brought war to the border.",
    "What a beautiful and hopeful idea!",
    "A corrupt regime ruins every good plan.",
    "Exports of coal fell again last winter.",
)


def make_analysis(
    n: int = 11,
    *,
    seed: int = 0,
    pingbacks: int = 2,
    days: float = 40,
    dated: bool = True,
    topics: dict[str, list[str]] | None = None,
    labels: dict[str, str] | None = None,
    score: float | None = None,
    texts: list[str] | None = None,
    authors: list[str] | None = None,
    title: str = "A Six Trillion Dollar Question",
    article: str = ARTICLE,
    discovered: int = 0,
    even: bool = False,
) -> Analysis:
    """An analysis of ``n`` reader comments with made-up texts, dates and scores.

    Args:
        n: Reader comments.
        seed: Seed of the made-up scores, dates and choices.
        pingbacks: Pingbacks after the comments, the first of them undated.
        days: Length of the thread; most comments come early.
        dated: Whether comments have dates.
        topics: Topic names with their seeds, :data:`SEEDS` if not given; {} for no topics file.
        labels: Labels of topics, else their names in title case.
        score: One score for all comments instead of made-up ones.
        texts: Texts, used in turn instead of made-up ones.
        authors: Authors, used in turn; every third comment has none.
        title: The article's title.
        article: The article's text.
        discovered: Discovered topics that stand; made-up ones, of every so-many-th comment.
        even: Comments at equal distances over the whole length of the thread.
    """
    random = np.random.default_rng(seed)
    seeds = SEEDS if topics is None else topics
    comments = _comments(n, pingbacks, random, days if dated else None, texts, authors)
    if even:
        times = pd.date_range("2012-08-30", periods=n, freq=pd.Timedelta(days=days) / max(1, n))
        comments.loc[comments["kind"] == "comment", "timestamp"] = times[::-1].strftime(
            "%Y-%m-%dT%H:%M"
        )
    comments = _scored(comments, random, score)
    evidence = _evidence(comments, seeds)
    comments = _with_topics(comments, evidence, seeds)
    table = _topics(comments, seeds, labels or {})
    comments, found = _discovered(comments, discovered)
    stability = _stability(n, discovered)
    discovery = Discovery(
        table=comments, topics=found, stability=stability, model=DiscoveredTopics()
    )
    tables = {"seeded_over_time": topics_over_time(comments, topics=table)}
    return Analysis(
        title=title,
        sources=_sources(comments, title, article),
        lines=_lines(comments, title),
        comments=comments,
        sentences=_sentences(comments),
        explanations=_explanations(comments),
        topic_evidence=evidence,
        topics=table,
        discovered=found,
        estimates=estimate_sentiment(comments, topics=table, resamples=199),
        counts=count_comments(comments, topics=table),
        comparisons=compare_groups(comments, topics=table, resamples=199),
        keyness=contrast_words(comments, article, table, discovered=found),
        stability=stability,
        topic_tables=make_topic_tables(discovery, table) if discovered else tables,
        topic_map=_map(comments) if discovered else TopicMap(),
        parameters={"seed": 0, "resamples": 199, "minimum_n": 6, "command": "made by hand"},
        versions={"toolkit": "0.1.0"},
    )  # fmt: skip


def _comments(
    n: int,
    pingbacks: int,
    random: np.random.Generator,
    days: float | None,
    texts: list[str] | None,
    authors: list[str] | None,
) -> pd.DataFrame:
    start = pd.Timestamp("2012-08-30T00:47")
    after = np.sort(random.beta(0.5, 2.5, n) * (days or 0))[::-1]  # newest first
    records = []
    for position in range(n + pingbacks):
        reader = position < n
        time = start + pd.Timedelta(days=float(after[position])) if reader else start
        shown = days is not None and position != n
        if texts:
            text = texts[position % len(texts)]
        else:
            chosen = random.choice(len(SENTENCES), size=1 + position % 3, replace=False)
            text = " ".join(SENTENCES[number] for number in chosen)
        identifier = f"made:{position:04d}"
        records.append(
            Comment(
                id=identifier,
                source="made.txt",
                article_id="made",
                conversation_id=identifier,
                author=(authors or ["Ann", "Ben"])[position % len(authors or [0, 0])]
                if reader and position % 3
                else None,
                timestamp=time.isoformat(timespec="minutes") if shown else None,
                timestamp_text=f"{time:%B %d, %Y at %H:%M}" if shown else None,
                text=text if reader else f"[...] {text} [...]",
                kind="comment" if reader else "pingback",
                position=position,
                locator=f"char={position * 100},{position * 100 + len(text)}",
            )
        )
    return to_table(records)


def _label(scores: pd.Series) -> pd.Series:
    names = np.select([scores >= 0.05, scores <= -0.05], ["positive", "negative"], "neutral")
    return pd.Series(names, index=scores.index, dtype="string")


def _scored(
    comments: pd.DataFrame, random: np.random.Generator, score: float | None
) -> pd.DataFrame:
    drawn = random.choice([-1, 0, 1], len(comments), p=[0.4, 0.2, 0.4]) * random.uniform(
        0.1, 0.95, len(comments)
    )
    values = pd.Series(drawn.round(4), index=comments.index)
    values = values if score is None else values * 0 + score
    table = comments.copy()
    for prefix in ("vader", "vader_normalised"):
        own = values.copy()
        if prefix == "vader" and len(own) and score is None:
            own.iloc[0] = -own.iloc[0]  # one comment whose raw score differs
        table[f"{prefix}_neg"] = (-own).clip(lower=0) / 2
        table[f"{prefix}_neu"] = 1 - own.abs() / 2
        table[f"{prefix}_pos"] = own.clip(lower=0) / 2
        table[f"{prefix}_compound"] = own
        table[f"{prefix}_label"] = _label(own)
    return table


def _evidence(comments: pd.DataFrame, seeds: dict[str, list[str]]) -> pd.DataFrame:
    rows = [
        (identifier, topic, stem, word.start, word.end, text[word.start : word.end])
        for identifier, text in zip(comments["id"], comments["text"], strict=True)
        for word in find_words(text)
        for topic, stems in seeds.items()
        for stem in stems
        if word.form in (stem.lower(), f"{stem.lower()}s")
    ]
    return pd.DataFrame(rows, columns=["id", "topic", "seed", "start", "end", "word"])


def _with_topics(
    comments: pd.DataFrame, evidence: pd.DataFrame, seeds: dict[str, list[str]]
) -> pd.DataFrame:
    found = {
        identifier: [topic for topic in seeds if topic in set(part["topic"])]
        for identifier, part in evidence.groupby("id")
    }
    table = comments.copy()
    names = [found.get(identifier, []) for identifier in table["id"]]
    table["seeded_topics"] = pd.Series(names, index=table.index, dtype="object")
    table["seeded_topic"] = pd.Series(
        [own[0] if own else "" for own in names], index=table.index, dtype="string"
    )
    table["discovered_topic"] = pd.Series(-1, index=table.index, dtype="Int64")
    table["discovered_name"] = pd.Series("", index=table.index, dtype="string")
    return table


def _topics(
    comments: pd.DataFrame, seeds: dict[str, list[str]], labels: dict[str, str]
) -> pd.DataFrame:
    readers = comments[comments["kind"] == "comment"]
    rows: list[dict[str, Any]] = []
    for name in [*seeds, ""]:
        label = labels.get(name, name.replace("_", " ").title()) if name else "none of these"
        inside = [name in own if name else not own for own in readers["seeded_topics"]]
        main = readers["seeded_topic"] == name
        rows.append(
            {"topic": name, "label": label, "seeds": seeds.get(name, []), "n": sum(inside),
             "n_main": int(main.sum()), "ids": readers["id"][inside].tolist()}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["topic", "label", "seeds", "n", "n_main", "ids"])


def _discovered(comments: pd.DataFrame, many: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    readers = comments["kind"] == "comment"
    names = [f"{word} {number}, more, words" for number, word in enumerate(WORDS[:many])]
    table = comments.copy()
    if many:
        numbers = (table["position"].astype("int64") % many).where(readers, -1)
        table["discovered_topic"] = numbers.astype("Int64")
        table["discovered_name"] = pd.Series(
            [names[number] if number >= 0 else "" for number in numbers],
            index=table.index, dtype="string",
        )  # fmt: skip
    ids = [
        table.loc[readers & (table["discovered_topic"] == number), "id"].tolist()
        for number in range(many)
    ]
    topics = {
        "topic": range(many), "name": names, "n": [len(own) for own in ids],
        "top_words": [["trade", "war", WORDS[number]] for number in range(many)],
        "representative_ids": [own[:5] for own in ids], "ids": ids,
        "stability": [0.9 - 0.5 * (number % 2) for number in range(many)],
    }  # fmt: skip
    return table, pd.DataFrame(topics)


def _stability(n: int, discovered: int) -> Stability:
    if discovered:
        return Stability(
            n=n, k=discovered, estimate=0.8, ci_low=0.7, ci_high=0.9, method="Made up.",
            stands=True, reason="The groups come back.", by_group=(0.9,) * discovered,
        )  # fmt: skip
    return Stability(
        n=n, k=0, estimate=float("nan"), ci_low=float("nan"), ci_high=float("nan"),
        method="Not tried.", stands=False, reason=f"{n} comments are too few to group.",
    )  # fmt: skip


def _map(comments: pd.DataFrame) -> TopicMap:
    """Topics in a ring, their comments scattered about."""
    own = comments[comments["discovered_topic"] >= 0]
    random = np.random.default_rng(1)
    topics = own["discovered_topic"].to_numpy(dtype=float)
    angle = 2 * np.pi * topics / (topics.max() + 1)
    x, y = (0.5 + 0.35 * part(angle) + random.uniform(-0.1, 0.1, len(own))
            for part in (np.cos, np.sin))  # fmt: skip
    places = pd.DataFrame({"id": own["id"], "x": x, "y": y, "topic": topics.astype("int64")})
    near = places.groupby("topic", as_index=False).agg(n=("id", "size"))
    return TopicMap(
        places=places.reset_index(drop=True), total=len(own), layout="t-SNE", trustworthiness=0.96,
        neighbours=near.assign(same_on_map=0.8, same_in_full=0.5 + near["topic"] / 100),
        same_on_map=0.8, same_in_full=0.75, reason="",
    )  # fmt: skip


def _sources(comments: pd.DataFrame, title: str, article: str) -> pd.DataFrame:
    n = int((comments["kind"] == "comment").sum())
    row = {
        "source": "made.txt", "article_id": "made", "sha256": "0" * 64, "encoding": "utf-8",
        "title": title, "format": "pasted", "lines": 3 * len(comments) + 2,
        "blank": len(comments) + 1, "title_lines": 1, "article_lines": 0,
        "comment_lines": 2 * n, "pingback_lines": 2 * (len(comments) - n), "furniture_lines": 0,
        "comments": n, "pingbacks": len(comments) - n, "records": len(comments),
        "reading": "Read as a pasted thread.", "confidence": "high", "doubts": [],
        "doubtful": 0, "warnings": [], "article_text": article,
    }  # fmt: skip
    return pd.DataFrame([row])


def _lines(comments: pd.DataFrame, title: str) -> pd.DataFrame:
    rows: list[tuple[Any, ...]] = [("made.txt", 1, 0, len(title), "title", "title", pd.NA, title)]
    for number, record in enumerate(comments.itertuples()):
        start = number * 100
        rows.append(
            ("made.txt", number + 3, start, start + len(str(record.text)), str(record.kind),
             "text", record.id, record.text)
        )  # fmt: skip
    return pd.DataFrame(
        rows, columns=["source", "line", "start", "end", "role", "name", "id", "text"]
    )


def _sentences(comments: pd.DataFrame) -> pd.DataFrame:
    scores = [f"vader_normalised_{part}" for part in ("neg", "neu", "pos", "compound", "label")]
    table = comments[["id", "text", *scores]].reset_index(drop=True)
    return table.assign(sentence=0, start=0, end=table["text"].str.len().astype("int64"))[
        ["id", "sentence", "start", "end", "text", *scores]
    ]


def _explanations(comments: pd.DataFrame) -> pd.DataFrame:
    """The first word of each comment bears its whole score: compound = x / sqrt(x^2 + 15)."""
    rows = []
    for identifier, text, score in zip(
        comments["id"], comments["text"], comments["vader_normalised_compound"], strict=True
    ):
        words = find_words(text)
        if words and score and abs(score) < 1:
            amount = score * (15 / (1 - score**2)) ** 0.5
            first = words[0]
            rows.append(
                (identifier, first.start, first.end, text[first.start : first.end], amount,
                 "lexicon", amount)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "start", "end", "word", "valence", "rule", "amount"])
