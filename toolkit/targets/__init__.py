"""Sentiment toward targets: what comments say of somebody or something that the analyst names.

::

    targets.toml ──read_targets──▶ targets ─┐
    text ──phrases──▶ mentions ──clauses──▶ clauses with mentions ──attribution──▶ values of words
                                                    by target ──scoring──▶ a row a comment, target
"""

from toolkit.targets.scoring import TARGET_COLUMNS, score_targets
from toolkit.targets.targets_file import Target, read_targets

__all__ = ["TARGET_COLUMNS", "Target", "read_targets", "score_targets"]
