"""Reader comments beneath an article, from the page to a report that one can defend.

::

    page ──read_document──▶ Document ──parse_comments──▶ Parsed (comments, lines, sources)
                                                            │
           comments ──score_comments──▶ + sentiment ──assign_topics, discover_topics──▶ + topics
                                                            │
                    Parsed ──analyse──▶ Analysis ──draw_figures, write_report──▶ report

Each step is one function from table to table that changes no argument; tables are plain pandas
DataFrames (columns: :mod:`toolkit.schema`), so any step can be left out or replaced.

>>> import toolkit
>>> page = toolkit.read_document("data/diplomat-north-korea/"
...                              "diplomat-north-koreas-six-trillion-dollar-question.txt")
>>> comments = toolkit.parse_comments([page]).comments
>>> comments["kind"].value_counts().to_dict()
{'comment': 11, 'pingback': 5}
>>> toolkit.score_comments(comments)["vader_label"].value_counts().sum().item()
16
"""

from importlib import import_module
from typing import TYPE_CHECKING

from toolkit._version import __version__

if TYPE_CHECKING:
    from toolkit.discovered import discover_topics
    from toolkit.documents import Document, read_document
    from toolkit.errors import ToolkitError
    from toolkit.figures import draw_figures
    from toolkit.formats import Parsed, parse_comments
    from toolkit.pipeline import Analysis, analyse
    from toolkit.pseudonyms import pseudonymise
    from toolkit.report import write_report
    from toolkit.scorers import explain_text, score_comments
    from toolkit.seeded import assign_topics, read_topics
    from toolkit.tables import read_table, write_table

__all__ = [
    "Analysis",
    "Document",
    "Parsed",
    "ToolkitError",
    "__version__",
    "analyse",
    "assign_topics",
    "discover_topics",
    "draw_figures",
    "explain_text",
    "parse_comments",
    "pseudonymise",
    "read_document",
    "read_table",
    "read_topics",
    "score_comments",
    "write_report",
    "write_table",
]

# where each public name lives: imported when first used, so that `toolkit parse` needs no more
# than pandas and starts at once
_HOMES = {
    "discovered": ("discover_topics",),
    "documents": ("Document", "read_document"),
    "errors": ("ToolkitError",),
    "figures": ("draw_figures",),
    "formats": ("Parsed", "parse_comments"),
    "pipeline": ("Analysis", "analyse"),
    "pseudonyms": ("pseudonymise",),
    "report": ("write_report",),
    "scorers": ("explain_text", "score_comments"),
    "seeded": ("assign_topics", "read_topics"),
    "tables": ("read_table", "write_table"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"toolkit.{home}"), name)
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
