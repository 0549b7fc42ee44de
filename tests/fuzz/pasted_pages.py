"""What holds for the reading of any bytes as pasted text, and a fuzzer that looks for exceptions.

``python tests/fuzz/pasted_pages.py FOLDER -max_total_time=600`` needs Atheris; see
``web_pages.py``, whose options it has. It starts from the pasted and printed pages of
``tests/fixtures``.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path

from web_pages import FIXTURES, check_reading

SECONDS, SECONDS_A_BYTE = 2.0, 2e-3  # what a page may take, the fuzzer's own work included


def check_text(data: bytes) -> int | None:
    """Read bytes as pasted text and check what was read; the number of records, None if refused.

    Raises:
        AssertionError: Something doesn't hold.
    """
    from toolkit.documents import make_document  # noqa: PLC0415 - after the fuzzer's own imports
    from toolkit.errors import ToolkitError  # noqa: PLC0415
    from toolkit.pages import read_page  # noqa: PLC0415

    start = time.process_time()
    try:
        document = make_document(data, source="page.txt")
        if document.media_type != "text/plain":
            return None
        reading = read_page(document, article_id="a")
    except ToolkitError:
        return None
    seconds = time.process_time() - start
    assert seconds < SECONDS + SECONDS_A_BYTE * len(data), f"took {seconds:.1f} s"
    lines = [line for line in document.lines if not line.is_blank]
    assert [entry.line.number for entry in reading.entries] == [line.number for line in lines]
    return check_reading(document, reading)


def main() -> None:
    """Check the files named, or fuzz."""
    if sys.argv[1:2] == ["--check"]:
        for name in sys.argv[2:]:
            print(name, check_text(Path(name).read_bytes()))
        return
    import atheris  # noqa: PLC0415 - not a dependency

    with atheris.instrument_imports(include=["toolkit"]):
        for name in ("toolkit.documents", "toolkit.pages"):
            import_module(name)
    kinds = [folder for kind in ("pasted", "printed") for folder in (FIXTURES / kind).iterdir()]
    folders = [str(folder) for folder in kinds if folder.is_dir()]
    atheris.Setup([*sys.argv, *folders], check_text_only)
    atheris.Fuzz()


def check_text_only(data: bytes) -> None:
    """As the fuzzer calls it: nothing is given back."""
    check_text(data)


if __name__ == "__main__":
    main()
