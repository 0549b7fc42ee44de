"""Files that are no pages, told by their first bytes, so that an error can say what they are."""

from __future__ import annotations

_SAVE = "save it as plain text"
_SIGNATURES = (
    (b"%PDF", "a PDF file: open it and copy its text"),
    (b"{\\rtf", f"a rich-text document (RTF): {_SAVE}"),
    (b"\xd0\xcf\x11\xe0", f"an old office document: {_SAVE}"),
    (b"%!PS", "a PostScript file: open it and copy its text"),
    (b"\x89PNG", "a picture (PNG): save the page, not a picture of it"),
    (b"\xff\xd8\xff", "a picture (JPEG): save the page, not a picture of it"),
    (b"GIF8", "a picture (GIF): save the page, not a picture of it"),
    (b"II*\x00", "a picture (TIFF): save the page, not a picture of it"),
    (b"MM\x00*", "a picture (TIFF): save the page, not a picture of it"),
    (b"bplist00", "a Safari web archive: save the page as its source (HTML), or copy its text"),
    (b"WARC/", "a web archive of many pages (WARC): take the page out of it first"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"Rar!", "a RAR archive: unpack it, and give the pages in it"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it, and give the pages in it"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PAR1", "a Parquet table: it goes to `toolkit score` and `toolkit topics`"),
)
_IN_ZIP = (  # what the names of a ZIP archive's first members tell
    (b"word/", f"a Word document (.docx): {_SAVE}"),
    (b"xl/", "an Excel workbook (.xlsx): save the sheet as CSV, for `toolkit score`"),
    (b"ppt/", f"a PowerPoint file (.pptx): {_SAVE}"),
    (b"application/vnd.oasis.opendocument", f"an OpenDocument file: {_SAVE}"),
    (b"application/epub+zip", "an e-book (EPUB): open it and copy its text"),
)


def name_file(data: bytes) -> str | None:
    """What a file is that holds no page's text, and what to do; None if nothing is known.

    >>> name_file(b"%PDF-1.7")
    'a PDF file: open it and copy its text'
    """
    if data.startswith(b"PK\x03\x04"):
        head = data[:65536] + data[-65536:]
        known = (found for mark, found in _IN_ZIP if mark in head)
        return next(known, "a ZIP archive: unpack it, and give the pages in it")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a picture (WebP): save the page, not a picture of it"
    if data[4:8] == b"ftyp":
        return "a video or picture: save the page, not a picture of it"
    return next((found for mark, found in _SIGNATURES if data.startswith(mark)), None)
