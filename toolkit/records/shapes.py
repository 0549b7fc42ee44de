"""The shape of an input, told from its first bytes: JSON, JSON lines, a table, XML, messages.

A page and its text have none of these shapes.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from itertools import islice
from pathlib import Path

from toolkit.errors import SourceError
from toolkit.records.columns import guess_columns
from toolkit.records.csv_rows import count_cells, csv_rows
from toolkit.records.xml_mending import after_prolog
from toolkit.signatures import name_file
from toolkit.sources import decode

JSON, JSON_LINES, CSV, XML = "JSON", "JSON lines", "CSV", "XML"
PARQUET, EXCEL, MESSAGES, FOLDER = "Parquet", "Excel", "messages", "folder"
SQLITE = "SQLite"
HEAD = 2**20  # bytes that tell the shape
SAMPLE = 20  # records looked at
_HEADER = 65_536  # characters of a header
_PROLOG = 65_536  # characters that may stand before the first element
DELIMITERS = ",\t;|"

_CALL = re.compile(r"\s*(?:/\*.{0,200}?\*/\s*)?[A-Za-z_$][\w$.]{0,200}\s*\(\s*[{\[]", re.DOTALL)
_ELEMENT = re.compile(r"<(?![?!])(?:[\w-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_ROOT = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|disqus|rdf|opml)\b", re.IGNORECASE)
_PAGE = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|div|meta|title|link|script|style|section|article|main|"
    r"table|ul|ol|p|h[1-6]|span|center|font|svg)[\s>/]",
    re.IGNORECASE,
)
_FIELD = r"(?:[A-Za-z][\w-]{1,75}:[^\n]*\n(?:[ \t][^\n]*\n)*)"
_MESSAGE = re.compile(
    r"(?:From (?:[^\n]{0,250}\b\d\d?:\d\d[^\n]{0,60}|-?\d{5,}[ \t]*)\n|#! rnews \d+\n|\x01{4}\n)"
    rf"(?:>From [^\n]*\n)?{_FIELD}{{2}}|{_FIELD}{{3}}"
)
_SENDER = re.compile(r"^From:", re.IGNORECASE | re.MULTILINE)
_ARTICLE = re.compile(r"^(?:Message-ID|Newsgroups):", re.IGNORECASE | re.MULTILINE)


def find_shape(
    head: bytes, source: str, *, whole: bool, as_table: bool = False
) -> tuple[str, str] | None:
    """The shape of an input and its encoding; None for a page, a text and what can't be read.

    Args:
        head: Its first bytes, at most :data:`HEAD`, unpacked.
        source: Its name, for messages.
        whole: Whether that is all of it.
        as_table: Whether a text of no other shape is a table, whatever its columns are called.

    >>> find_shape(b'{"a": 1}\\n{"a": 2}\\n', "x", whole=True)
    ('JSON lines', 'utf-8')
    >>> find_shape(b"Comments\\n\\nAnn\\nMay 3, 2014\\nFine.", "x", whole=True) is None
    True
    """
    if head.startswith(b"PAR1"):
        return PARQUET, "utf-8"
    if head.startswith(b"SQLite format 3\0"):
        return SQLITE, "utf-8"
    if is_messages(head):
        return MESSAGES, "utf-8"
    decoded = _decode_head(head, source)
    if decoded is None:
        return None
    text, encoding = decoded
    start = text[:4096].lstrip()
    if start[:1] in ("{", "["):
        shape = _json_shape(text, whole)
    elif _CALL.match(start) and _MORE_JSON.search(start):
        shape = JSON
    elif _is_xml(text[:_PROLOG].lstrip()):
        shape = XML
    elif as_table or _BARE_ROW.match(start) or _is_table(text, whole):
        shape = CSV
    else:
        return None
    return (shape, encoding) if shape else None


def is_messages(head: bytes) -> bool:
    """Whether bytes begin with the headers of a message, which has an id or stands in an mbox.

    >>> is_messages(b"From ann at site.example  Mon Jan  5 10:00:00 2004\\nFrom: A\\nDate: B\\n")
    True
    >>> is_messages(b"Note: read this\\nFrom: Ann\\nTo: Bob\\n\\nHello")
    False
    """
    text = head[:_HEADER].lstrip().decode("latin-1").replace("\r\n", "\n")
    if not _MESSAGE.match(text):
        return False
    if text.startswith(("From ", "#! rnews", "\x01")):
        return True
    fields = text.split("\n\n", 1)[0]
    return bool(_ARTICLE.search(fields)) and bool(_SENDER.search(fields))


def find_delimiter(text: str) -> str:
    """What stands between the cells of a table, told by its first line."""
    lines = re.split("[\r\n]", text[: 16 * _HEADER])
    line = next((line for line in lines if line.strip()), "")[:_HEADER]
    return max(DELIMITERS, key=lambda mark: count_cells(line, mark))


# a first row that is no header: three ids or addresses, then an instant, then more
_BARE_ROW = re.compile(
    r"\"?[\w-]{1,80}\"?,\"?[^\s\",]{0,80}\"?,\"?[^\s\",]{1,400}\"?,"
    r"\"?\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^\s\",]{0,24}\"?,"
)
_MORE_JSON = re.compile(r"[{\[]\s*(?:\"|\{|\[)")


def _decode_head(head: bytes, source: str) -> tuple[str, str] | None:
    """The first text and its encoding; a letter cut in two at the end is left out."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is None and name_file(head):
        return None
    for encoding in (marked,) if marked else ("utf-8",):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        zeros = text[:4096].count("\0")
        if not zeros or (zeros < 40 and text.lstrip("\ufeff \n").startswith("<?xml")):
            return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), encoding
    try:
        found = decode(head[: len(head) // 4 * 4], Path(source))
    except SourceError:
        start = head[:4096].decode("utf-8", "replace")
        looks = start.lstrip()[:1] in ("{", "[") and "\0" not in start
        return (head.decode("utf-8", "replace"), "utf-8") if looks else None
    return found.text, found.encoding


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _json_shape(text: str, whole: bool) -> str | None:
    """JSON lines where whole values stand one a line, else JSON."""
    lines = [line for line in text.split("\n")[: SAMPLE * 4] if line.strip()]
    cut = not whole and len(text.split("\n", SAMPLE * 4)) <= SAMPLE * 4
    complete = lines[:-1] if cut else lines
    good = sum(1 for line in complete[:SAMPLE] if _is_container(line))
    if len(lines) > 1 and good and good * 2 >= len(complete[:SAMPLE]):
        return JSON_LINES
    return JSON if _JSON_BEGIN.match(text) else None


# how an object or an array begins (RFC 8259, 4 and 5): a pasted page can begin with "[" as well
_JSON_BEGIN = re.compile(
    r"\s*(?:\{\s*(?:\"(?:[^\"\\]|\\.){0,4096}\"\s*(?::|\Z)|\}\s*\Z|\Z|\"[^\"]*\Z)|"
    r"\[\s*(?:[\[{]\s*[\[{\"\]}\d-]|\]\s*\Z|\Z|\"(?:[^\"\\]|\\.){0,65536}\"\s*(?:,|\]\s*\Z|\Z)|"
    r"(?:-?\d[\d.eE+-]*|true|false|null)\s*(?:,|\]\s*\Z|\Z)))"
)


def _is_container(line: str) -> bool:
    if line.lstrip()[:1] not in ("{", "["):
        return False
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    # a list of objects in a line is a page of them: the file is several lists, one after the other
    return isinstance(value, dict) or not (value and isinstance(value[0], dict))


def _is_xml(start: str) -> bool:
    """Whether the first element is of XML; a stray sign may stand before it."""
    place = start.find("<")
    if not 0 <= place <= 16:
        return False
    markup = start[place:]
    first = after_prolog(markup)
    if not markup.startswith("<?xml") and not _ROOT.match(markup, first):
        return False
    element = _ELEMENT.search(markup, first)
    return element is not None and not _PAGE.match(element[0]) and "<!doctype html" not in (
        markup[:first].lower()
    )  # fmt: skip


def _is_table(text: str, whole: bool) -> bool:
    """Whether rows of like length follow a header that names a column of texts, and another."""
    sample = text[: 256 * 1024]
    delimiter = find_delimiter(sample)
    lines = io.StringIO(sample)
    found_rows = csv_rows(lines, delimiter, on_repair=lambda _what, _number, _lost: None)
    rows = [row for row in islice(found_rows, SAMPLE * 3) if row]
    if not rows or len(rows[0]) < 2 or any(len(cell) > 80 for cell in rows[0]):
        return False
    header, others = rows[0], rows[1:]
    if others and (len(sample) < len(text) or not whole) and len(rows) < SAMPLE * 3:
        others = others[:-1]
    alike = sum(1 for row in others if len(row) == len(header))
    if alike < len(others) * 0.8:
        return False
    segments = any(cell.startswith(('{"text":', '{"takeoutSegments"')) for row in others
                   for cell in row)  # fmt: skip
    found = guess_columns(header)
    return segments or ("text" in found and len(found) > 1)
