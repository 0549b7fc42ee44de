"""What holds for the reading of any bytes as a web page, and a fuzzer that looks for exceptions.

``python tests/fuzz/web_pages.py FOLDER -max_total_time=600`` needs Atheris (``pip install
atheris``), which isn't a dependency. It starts from the pages of ``tests/fixtures``, keeps what
reaches new code in FOLDER, and writes what fails to ``crash-*``; other options are libFuzzer's.
``python tests/fuzz/web_pages.py --check FILE ...`` checks single files, without Atheris.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.documents import Document
    from toolkit.pages import Reading

SECONDS, SECONDS_A_BYTE = 2.0, 400e-6  # what a page may take, the fuzzer's own work included
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def check_page(data: bytes) -> int | None:
    """Read bytes as a web page and check what was read; the number of records, None if refused.

    Raises:
        AssertionError: Something doesn't hold.
    """
    from toolkit.documents import make_document  # noqa: PLC0415 - after the fuzzer's own imports
    from toolkit.errors import ToolkitError  # noqa: PLC0415
    from toolkit.html.reading import read_web_page  # noqa: PLC0415

    start = time.process_time()
    try:
        document = make_document(data, source="page.html")
        if document.media_type != "text/html":
            return None
        reading = read_web_page(document, article_id="a")
    except ToolkitError:
        return None
    seconds = time.process_time() - start
    assert seconds < SECONDS + SECONDS_A_BYTE * len(data), f"took {seconds:.1f} s"

    assert [entry.line for entry in reading.entries] == list(document.lines)
    return check_reading(document, reading)


def check_reading(document: Document, reading: Reading) -> int:
    """Check what holds for the reading of any page; the number of records.

    Raises:
        AssertionError: Something doesn't hold.
    """
    from toolkit.pages import ROLES, text_at  # noqa: PLC0415

    assert all(entry.line.text for entry in reading.entries)
    assert {entry.role for entry in reading.entries} <= set(ROLES)
    items = {entry.item for entry in reading.entries} - {None}
    assert items <= set(range(len(reading.records)))

    place = {record.id: number for number, record in enumerate(reading.records)}
    assert len(place) == len(reading.records), "ids aren't unique"
    for record in reading.records:
        shown = text_at(document, record.locator or "")
        assert shown == record.text, f"{record.locator} gives {shown!r}, not {record.text!r}"
        seen = {record.id}
        above = record.reply_to
        while above is not None:
            assert above in place, f"{above} is no record"
            assert above not in seen, "replies go round in a circle"
            seen.add(above)
            above = reading.records[place[above]].reply_to
    return len(reading.records)


def main() -> None:
    """Check the files named, or fuzz."""
    if sys.argv[1:2] == ["--check"]:
        for name in sys.argv[2:]:
            print(name, check_page(Path(name).read_bytes()))
        return
    import atheris  # noqa: PLC0415 - not a dependency

    with atheris.instrument_imports(include=["toolkit"]):
        for name in ("toolkit.documents", "toolkit.html.reading", "toolkit.pages"):
            import_module(name)
    folders = [str(folder) for folder in (FIXTURES / "web_page").iterdir()]
    words = f"-dict={Path(__file__).with_name('html.dict')}"
    atheris.Setup([*sys.argv, *folders, words], check_page_only)
    atheris.Fuzz()


def check_page_only(data: bytes) -> None:
    """As the fuzzer calls it: nothing is given back."""
    check_page(data)


if __name__ == "__main__":
    main()
