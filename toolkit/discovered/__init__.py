"""Discovered topics: the data's, found by grouping comments that share words.

::

    comments ──discover_topics──▶ groups that share words, if they last under resampling
    texts ──DiscoveredTopics.fit, predict──▶ the same as a scikit-learn estimator

    content_words ──▶ features ──▶ mixture ──▶ stability (how many, do they last) ──▶ names
"""

from toolkit.discovered.discovered import Discovery, discover_topics
from toolkit.discovered.estimator import DiscoveredTopics
from toolkit.discovered.stability import Stability

__all__ = ["DiscoveredTopics", "Discovery", "Stability", "discover_topics"]
