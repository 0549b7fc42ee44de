"""Proposed topics: a model's guesses, beside the seeded topics and never in their place.

::

    seeded topics, evidence, texts --propose_topics--> guesses with probabilities
                                    `--ProposedTopics--> the same as a scikit-learn estimator

Within the package: stems (words as they are counted) -> spreading (what goes with the seeds),
nearness (whether any topic does), meanings, vectors -> scores (all that speaks for a topic) ->
calibration (how probable, and which are listed) -> model -> proposals (tables), arrays -> saving ->
estimator.
"""

from toolkit.proposed.estimator import ProposedTopics
from toolkit.proposed.model import ProposalModel
from toolkit.proposed.proposals import (
    add_proposals,
    describe_proposals,
    fit_proposals,
    propose_topics,
)

__all__ = [
    "ProposalModel",
    "ProposedTopics",
    "add_proposals",
    "describe_proposals",
    "fit_proposals",
    "propose_topics",
]
