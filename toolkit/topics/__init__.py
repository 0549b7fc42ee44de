"""Topics of both kinds: the analyst's (seeded) and the data's (discovered), in tables.

::

    comments with topics ---topics_over_time--> share of each topic by period
           | `--------------topics_by_group---> share of each topic by author, article, label ...
           `----------------compare_topics----> how the two kinds overlap
                                `--------------describe_overlap--> in sentences
"""

from toolkit.topics.by_group import BY_GROUP_COLUMNS, topics_by_group
from toolkit.topics.over_time import OVER_TIME_COLUMNS, describe_periods, topics_over_time
from toolkit.topics.overlap_sentences import SENTENCE_COLUMNS, describe_overlap
from toolkit.topics.together import OVERLAP_COLUMNS, compare_topics
from toolkit.topics.unassigned import unassigned_words

__all__ = [
    "BY_GROUP_COLUMNS",
    "OVERLAP_COLUMNS",
    "OVER_TIME_COLUMNS",
    "SENTENCE_COLUMNS",
    "compare_topics",
    "describe_overlap",
    "describe_periods",
    "topics_by_group",
    "topics_over_time",
    "unassigned_words",
]
