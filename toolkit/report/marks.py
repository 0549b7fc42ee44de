"""Comment text made safe to show: controls made visible, spans marked, everything else escaped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,150}")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text to be marked: its offsets, its CSS class and what to say of it."""

    start: int
    end: int
    name: str
    title: str


def show_controls(text: str) -> str:
    """Replace characters that act without being seen by visible signs.

    Control characters, direction marks and overrides, invisible operators and lone surrogates
    become their code points. Tabs and line ends stay.

    >>> show_controls("a\\x1b[31m \\u202egnp.exe")
    'a[U+001B][31m [U+202E]gnp.exe'
    """
    return _HIDDEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


def mark_text(text: str, spans: Iterable[Span]) -> Markup:
    """Escape a text and mark spans of it, which may overlap.

    Args:
        text: Any text.
        spans: Spans with offsets into it; empty ones and those outside it are left out.

    Returns:
        HTML in which nothing of the text is markup.

    >>> str(mark_text("a <b> good", [Span(6, 10, "positive", "+1.9")]))
    'a &lt;b&gt; <mark class="positive" title="+1.9">good</mark>'
    """
    kept = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    edges = sorted({0, len(text), *(e for span in kept for e in (span.start, span.end))})
    opening: dict[int, list[Span]] = {}
    for span in kept:
        opening.setdefault(span.start, []).append(span)
    pieces: list[Markup] = []
    active: list[Span] = []
    for start, end in pairwise(edges):
        active = [span for span in active if span.end > start] + opening.get(start, [])
        piece = escape(show_controls(text[start:end]))
        pieces.append(_mark(piece, active) if active else piece)
    return Markup("").join(pieces)


def mark_paragraphs(text: str, spans: Sequence[Span]) -> list[Markup]:
    """The paragraphs of a text (separated by blank lines), each marked."""
    paragraphs = []
    for match in re.finditer(r"(?:(?!\n[ \t]*\n).)+", text, re.DOTALL):
        piece = match.group().strip("\n")
        start = match.start() + match.group().index(piece)
        own = [
            Span(max(span.start - start, 0), min(span.end - start, len(piece)), *_label(span))
            for span in spans
            if span.start < start + len(piece) and span.end > start
        ]
        if piece.strip():
            paragraphs.append(mark_text(piece, own))
    return paragraphs


def make_anchor(identity: str) -> str:
    """The permanent anchor of a comment's row: its id, or a digest where it isn't plain.

    >>> make_anchor("a:1f"), make_anchor("<b>")[:8]
    ('c-a:1f', 'c--507ca')
    """
    if _PLAIN_ID.fullmatch(identity):
        return f"c-{identity}"
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return f"c--{digest[:32]}"


def _label(span: Span) -> tuple[str, str]:
    return span.name, span.title


def _mark(piece: Markup, active: Sequence[Span]) -> Markup:
    names = " ".join(dict.fromkeys(span.name for span in active))
    titles = "; ".join(dict.fromkeys(show_controls(span.title) for span in active))
    return Markup('<mark class="{}" title="{}">{}</mark>').format(names, titles, piece)
