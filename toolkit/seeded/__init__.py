"""Seeded topics: the analyst's, shown by the words that stand in a comment.

::

    topics.toml --read_topics--> Topics --assign_topics, find_evidence--> seeded topics, evidence
                                   |--topic_warnings, suggest_seeds--> what to change in the file
                                   `--SeededTopics--> the same as a scikit-learn estimator

Within the package: seeds, rules, rule_syntax (what the analyst wrote) -> patterns -> topics_file;
term_index, lazy_words (where words stand) -> matching -> seeded, checks, suggestions, estimator.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from toolkit.seeded.checks import topic_warnings
from toolkit.seeded.seeded import assign_topics, find_evidence, summarise_topics, topic_scores
from toolkit.seeded.topics_file import Topic, describe_topic, read_topics

if TYPE_CHECKING:
    from toolkit.seeded.estimator import SeededTopics
    from toolkit.seeded.suggestions import Suggestions, say_suggestions, suggest_seeds

__all__ = [
    "SeededTopics",
    "Suggestions",
    "Topic",
    "assign_topics",
    "describe_topic",
    "find_evidence",
    "read_topics",
    "say_suggestions",
    "suggest_seeds",
    "summarise_topics",
    "topic_scores",
    "topic_warnings",
]

# imported when first used: they need more of scikit-learn and SciPy than matching does
_HOMES = {
    "SeededTopics": "estimator",
    "Suggestions": "suggestions",
    "say_suggestions": "suggestions",
    "suggest_seeds": "suggestions",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"toolkit.seeded.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'toolkit.seeded' has no attribute {name!r}")
