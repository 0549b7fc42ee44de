"""Topics: the analyst's, shown by seed words, and the data's, found by grouping.

::

    topics.toml --read_topics--> Topics --assign_topics, find_evidence--> seeded topics, evidence
    comments ---discover_topics--> groups that share words, if they last under resampling
"""

from toolkit.topics.discovered import Discovery, discover_topics
from toolkit.topics.seeded import (
    assign_topics,
    find_evidence,
    summarise_topics,
    topic_scores,
    topic_warnings,
)
from toolkit.topics.stability import Stability
from toolkit.topics.topics_file import Topic, read_topics

__all__ = [
    "Discovery",
    "Stability",
    "Topic",
    "assign_topics",
    "discover_topics",
    "find_evidence",
    "read_topics",
    "summarise_topics",
    "topic_scores",
    "topic_warnings",
]
