"""Seeded topics: the analyst's, shown by the words that stand in a comment.

::

    topics.toml --read_topics--> Topics --assign_topics, find_evidence--> seeded topics, evidence
"""

from toolkit.seeded.checks import topic_warnings
from toolkit.seeded.seeded import assign_topics, find_evidence, summarise_topics, topic_scores
from toolkit.seeded.topics_file import Topic, describe_topic, read_topics

__all__ = [
    "Topic",
    "assign_topics",
    "describe_topic",
    "find_evidence",
    "read_topics",
    "summarise_topics",
    "topic_scores",
    "topic_warnings",
]
