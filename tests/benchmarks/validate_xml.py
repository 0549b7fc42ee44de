"""Validate files against the schema of their format, which is not part of this project.

    python tests/benchmarks/validate_xml.py SCHEMA FILE...

SCHEMA is RelaxNG (``.rng``) or W3C XML Schema (``.xsd``); of a ``.qdpx`` its project is validated.
For TEI take ``tei_all.rng`` of version 4.8 or later (https://tei-c.org/guidelines/p5), for
REFI-QDA ``Project.xsd`` (https://www.qdasoftware.org).
"""

import sys
import zipfile
from pathlib import Path

from lxml import etree

PROJECT = "project.qde"


def read(path: Path):
    """The document in a file, or that of a REFI-QDA project."""
    if not zipfile.is_zipfile(path):
        return etree.parse(path)
    with zipfile.ZipFile(path) as packed, packed.open(PROJECT) as file:
        return etree.parse(file)


def main(schema: str, *files: str) -> int:
    """Say of each file if it is valid, and the first errors if not."""
    kind = etree.RelaxNG if schema.endswith(".rng") else etree.XMLSchema
    validator = kind(etree.parse(schema))
    failed = 0
    for name in files:
        valid = validator.validate(read(Path(name)))
        print(f"{name}: {'valid' if valid else 'NOT VALID'}")
        for error in [] if valid else list(validator.error_log)[:5]:
            print(f"  line {error.line}: {error.message}")
        failed += not valid
    return int(failed > 0)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
