"""Sentiment toward targets: what comments say of somebody or something that the analyst names.

::

    targets.toml ──read_targets──▶ targets ─┐
    text ──phrases──▶ mentions ──clauses──▶ clauses with mentions ──attribution──▶ values of words
       ──score_targets──▶ a row for each comment and target ──summarise_targets──▶ one a target
"""

from toolkit.targets.scoring import TARGET_COLUMNS, score_targets
from toolkit.targets.summary import SUMMARY_COLUMNS, summarise_targets
from toolkit.targets.targets_file import Target, read_targets, rename_targets

__all__ = [
    "SUMMARY_COLUMNS",
    "TARGET_COLUMNS",
    "Target",
    "read_targets",
    "rename_targets",
    "score_targets",
    "summarise_targets",
]
