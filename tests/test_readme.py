"""The README's tables of formats are the registries'; run this file to write them anew."""

from pathlib import Path

from toolkit.formats import FORMATS
from toolkit.writers import WRITERS

README = Path(__file__).parents[1] / "README.md"
NOTE = "written by tests/test_readme.py -->\n"
TABLES = {
    (f"<!-- formats: {NOTE}", "<!-- end of formats -->"): FORMATS,
    (f"<!-- formats to write: {NOTE}", "<!-- end of formats to write -->"): WRITERS,
}


def with_formats(text):
    for (start, end), formats in TABLES.items():
        rows = [f"| `{name}` | {known.description} |" for name, known in formats.items()]
        before, _, rest = text.partition(start)
        table = "\n".join(["| format | what it is |", "| --- | --- |", *rows])
        text = f"{before}{start}{table}\n{end}{rest.partition(end)[2]}"
    return text


def test_the_tables_of_formats_are_current():
    text = README.read_text(encoding="utf-8")
    assert all(text.count(mark) == 1 for marks in TABLES for mark in marks)
    assert with_formats(text) == text, "run `python tests/test_readme.py`"


if __name__ == "__main__":
    README.write_text(with_formats(README.read_text(encoding="utf-8")), encoding="utf-8")
