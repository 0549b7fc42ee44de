"""Plain text as paragraphs and quotations of TEI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from toolkit.writers.xml_stream import element

_QUOTED = re.compile(r">(?: (.*))?")
_DEEPEST = 20  # quotations in quotations; deeper ones stay as they are printed


def text_blocks(text: str, depth: int = 0) -> Iterator[Any]:
    """The paragraphs (``p``, its lines with ``lb`` between) and quotations (``quote``) of a text.

    A blank line ends a paragraph; lines that begin with ``> `` are a quotation, which may quote
    in its turn.

    >>> from lxml import etree
    >>> [etree.tostring(block) for block in text_blocks("> So?\\n\\nYes.\\nNo.")]
    [b'<quote><p>So?</p></quote>', b'<p>Yes.<lb/>No.</p>']
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for quoted, run in groupby(lines, key=lambda line: _QUOTED.fullmatch(line) is not None):
        if quoted and depth < _DEEPEST:
            inner = "\n".join(line[2:] for line in run)
            blocks = list(text_blocks(inner, depth + 1))
            if blocks:
                yield element("quote", None, None, *blocks)
        else:
            yield from _paragraphs(run)


def _paragraphs(lines: Iterator[str]) -> Iterator[Any]:
    for blank, run in groupby(lines, key=lambda line: not line.strip()):
        if blank:
            continue
        first, *rest = run
        breaks = []
        for line in rest:
            breaks.append(element("lb"))
            breaks[-1].tail = line
        yield element("p", None, first, *breaks)
