"""Markdown marks taken off a line: links, emphasis, headings, escapes (CommonMark 0.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

_RULE = re.compile(r"[-:]{3,}(?:\s*\|\s*[-:]{3,})*|(?:[*_-]\s*){3,}")
_TARGET = r"\((?:[^()\n\\]|\\.|\([^()]*\)){0,2000}\)"
_LINK_MARK = re.compile(rf"\]{_TARGET}")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_IMAGE = re.compile(rf"!\[([^\]\[]*)\]{_TARGET}")
_LINK = re.compile(rf"(?<!\\)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\]){{0,2000}})\]{_TARGET}")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_STRONG = re.compile(r"\*\*(?=\S|\s*\S+\s*\*\*)(.+?)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w\\])_(?=\S)([^_]+?)(?<=[^\s\\])_(?!\w)")
_EMPTY = re.compile(r"(?<!\w)__+(?!_)|\*{4,}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
FEWEST_LINKS = 3


@dataclass(frozen=True, slots=True)
class Plain:
    """A line without its Markdown marks.

    Attributes:
        text: What is left to read.
        heading: Level of the heading it is, 0 for none.
        linked: Share of the text that stands in links, from 0 to 1.
    """

    text: str
    heading: int = 0
    linked: float = 0.0


def is_markdown(text: str) -> bool:
    """Whether a page's text is Markdown: it has links with targets, or several headings.

    >>> is_markdown("[Ann](https://a.example) [Bob](/b)\\n\\n[Cem](/c)"), is_markdown("# 1 (a)")
    (True, False)
    """
    return next(islice(_LINK_MARK.finditer(text), FEWEST_LINKS - 1, None), None) is not None


def is_rule(line: str) -> bool:
    """Whether a line is the rule below a table's head (``---|---``), or across the page."""
    return bool(_RULE.fullmatch(line))


def read_plain(line: str) -> Plain:
    """Take the marks off a line.

    >>> read_plain(r"#### [Ann Lee](/u/7) — 3\\. May **2014**")
    Plain(text='Ann Lee — 3. May 2014', heading=4, linked=0.3333333333333333)
    """
    if is_rule(line):
        return Plain("")
    line = line.strip("| ") if line.count("|") > 1 else line
    heading = _HEADING.match(line)
    text = line[heading.end() :] if heading else line
    if "[" in text:
        text = _IMAGE.sub(_image, text)
        linked = sum(len(match[1].strip()) for match in _LINK.finditer(text))
        for _ in range(2):  # an image or a bracket inside a link
            text = _LINK.sub(r"\1", text)
    else:
        linked = 0
    text = _AUTOLINK.sub(r"\1", text)
    if "*" in text or "_" in text:
        text = _STRONG.sub(lambda match: (match[1] or match[2]).strip(), text)
        text = _EMPTY.sub("", _EMPHASIS.sub(r"\1", text))
    text = re.sub(r"[ \t]+", " ", _ESCAPE.sub(r"\1", text)).strip()
    share = min(1.0, linked / len(text)) if text else 0.0
    return Plain(text, len(heading[0].strip()) if heading else 0, share)


def _image(match: re.Match[str]) -> str:
    """Of an image only what stands for a sign (":)", "😀")."""
    alternative = match[1].strip()
    return alternative if len(alternative) <= 8 and not alternative.isalpha() else ""
