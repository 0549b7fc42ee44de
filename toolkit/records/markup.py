"""Markup of exports to plain text: paragraphs apart, quotations marked ``> ``."""

from __future__ import annotations

import html
import re

from toolkit.errors import FormatError
from toolkit.html.texts import render
from toolkit.html.tree import parse_page

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff]+")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_TRAILING = re.compile(r"[ \t]+(?=\n)")
_MANY = re.compile(r"\n{3,}")
_MARKED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff]")
_KEPT = re.compile(  # its line ends stand as they are
    r"(<pre\b(?:(?!<pre\b).)*?</pre>)", re.IGNORECASE | re.DOTALL
)
_BETWEEN = re.compile(
    r"(?<=>)\n\s*(?=</?(?:li|ul|ol|dl|dt|dd|tr|td|th|tbody|table)\b)", re.IGNORECASE
)
_TITLE = re.compile(r"\btitle\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_CUT_LINK = re.compile(
    r"<a\b[^<>]{0,2000}?\bhref\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')[^<>]{0,2000}>([^<>]*?)(?:\.\.\.|…)\s*</a>",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"<img\b[^<>]{0,2000}?\balt\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')[^<>]{0,2000}>", re.IGNORECASE
)


def from_plain(text: str) -> str:
    """Plain text (Markdown too) with its line ends as ``\\n`` and without control characters.

    >>> from_plain("  One\\r\\n\\r\\n\\r\\n\\r\\nTwo\\x0b ")
    'One\\n\\nTwo'
    """
    if text.isprintable():
        return text.strip()
    if _MARKED.search(text):
        text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    if "\n" in text:
        text = _MANY.sub("\n\n", _TRAILING.sub("", text))
    return text.strip()


def from_escaped(text: str) -> str:
    """Plain text in which ``<``, ``>`` and ``&`` are written as entities.

    >>> from_escaped("&gt; quoted\\n\\nR&amp;D")
    '> quoted\\n\\nR&D'
    """
    return from_plain(html.unescape(text) if "&" in text else text)


def from_html(text: str) -> str:
    """The text of a piece of HTML; links whose text was cut get their address.

    >>> from_html("One<p>Two &amp; three<blockquote>said</blockquote>")
    'One\\n\\nTwo & three\\n\\n> said'
    >>> from_html('<a href="https://site.example/a/long/way">https://site.example/a/lo...</a>')
    'https://site.example/a/long/way'
    >>> from_html('<a href="/out?to=1" title="https://site.example/long">site.example/lo...</a>')
    'https://site.example/long'
    """
    if "<" not in text:
        return from_escaped(text)
    if "..." in text or "…" in text:
        text = _CUT_LINK.sub(_whole_link, text)
    text = _PICTURE.sub(lambda match: match[1] or match[2] or "", text)
    try:
        page = parse_page(f"<html><body><div>{text}</div>")
    except FormatError:
        return from_escaped(text)
    return render(page, 0, page.first[0], page.last[0]) if page.texts else ""


def from_lines_and_html(text: str) -> str:
    """The text of HTML in which line ends count too, as bloggers' programs store it.

    >>> from_lines_and_html("One\\nTwo\\n\\n<b>Three</b>")
    'One\\nTwo\\n\\nThree'
    >>> from_lines_and_html("<ul>\\n<li>One</li>\\n<li>Two</li>\\n</ul>")
    'One\\nTwo'
    """
    plain = _LINE_ENDS.sub("\n", text).strip()
    if "<" not in plain:
        return from_escaped(plain)
    return from_html("".join(
        piece if _KEPT.match(piece) else re.sub(r"\n\s*\n", "<p>", _BETWEEN.sub("", piece))
        .replace("\n", "<br>")
        for piece in _KEPT.split(plain)
    ))  # fmt: skip


def _whole_link(match: re.Match[str]) -> str:
    address, shown = html.unescape(match[1] or match[2] or ""), html.unescape(match[3])
    bare = re.sub(r"^https?://(?:www\.)?", "", shown.strip())
    title = _TITLE.search(match[0])
    named = html.unescape(title[1] or title[2] or "") if title else ""  # where href only redirects
    whole = next((one for one in (address, named) if bare and bare in one), None)
    return match[0] if whole is None else html.escape(whole)
