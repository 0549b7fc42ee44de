"""The README's table of formats is the registry's; run this file to write it anew."""

from pathlib import Path

from toolkit.formats import FORMATS

README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- formats: written by tests/test_readme.py -->\n", "<!-- end of formats -->"


def with_formats(text):
    rows = [f"| `{name}` | {known.description} |" for name, known in FORMATS.items()]
    before, _, rest = text.partition(START)
    table = "\n".join(["| format | what it is |", "| --- | --- |", *rows])
    return f"{before}{START}{table}\n{END}{rest.partition(END)[2]}"


def test_the_table_of_formats_is_current():
    text = README.read_text(encoding="utf-8")
    assert START in text
    assert with_formats(text) == text, "run `python tests/test_readme.py`"


if __name__ == "__main__":
    README.write_text(with_formats(README.read_text(encoding="utf-8")), encoding="utf-8")
