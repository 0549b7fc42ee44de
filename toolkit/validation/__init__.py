"""The machine checked against people who code the same comments.

::

    table ──draw_sample──▶ Sample ──write_coding_sheet──▶ sheets for coders   sample.csv (weights)
                                                              │ filled in        │
    table ──────────────read_codings──────────────────────────┘     read_strata──┘
      │                      │                                          │
      └───validate_scores────┴──────────────────────────────────────────┘
               │
           Validation ──write_validation──▶ validation.json ──read_validation──▶ the report

Sheets are blind: they show neither scores nor authors, in random order.
"""

from toolkit.validation.reading import Coding, read_codings
from toolkit.validation.results import Validation
from toolkit.validation.sampling import Sample, draw_sample
from toolkit.validation.sheet import KEY, sheet_table, write_coding_sheet
from toolkit.validation.units import read_strata
from toolkit.validation.validating import validate_scores
from toolkit.validation.writing import read_validation, to_markdown, write_validation

__all__ = [
    "KEY",
    "Coding",
    "Sample",
    "Validation",
    "draw_sample",
    "read_codings",
    "read_strata",
    "read_validation",
    "sheet_table",
    "to_markdown",
    "validate_scores",
    "write_coding_sheet",
    "write_validation",
]
