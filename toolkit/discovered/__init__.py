"""Discovered topics: the data's, found by grouping comments that share words.

::

    comments ---discover_topics--> groups that share words, if they last under resampling
"""

from toolkit.discovered.discovered import Discovery, discover_topics
from toolkit.discovered.stability import Stability

__all__ = ["Discovery", "Stability", "discover_topics"]
