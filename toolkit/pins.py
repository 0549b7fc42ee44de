"""Layout files: where the fields of a page's comments stand, said by the user.

::

    [web_page]                        # selectors: CSS, or XPath (begins with / or .)
    item = "div.post"                 # one element a comment; needed
    author = "b.name"                 # in it: the author,
    date = "span.when"                # the date,
    text = "div.body"                 # the text (all elements that match),
    votes = "span.votes"              # a number of votes,
    parent = "a.answers"              # a link to the comment answered, or its author's name
    drop = ["div.signature"]          # and what is no part of a comment

    [pasted]                          # regular expressions, each for a whole line
    head = ['(?P<author>.+)', '(?P<date>.+ \\d{4})']   # the lines that head a comment; needed
    text = "below"                    # where the text stands: below the head, or above it
    lead = '(?P<author>\\w+ \\w+)'      # a line that may stand right above the head
    foot = 'Reply'                    # a line that ends a text
    begin = 'Comments'                # the line after which the comments begin
    end = 'Related articles'          # the line at which they end
    drop = ['Like \\d*']               # lines that are no part of a text

What a file leaves out of ``[web_page]`` is learnt as without it. The groups of a line pattern are
``author``, ``date``, ``number`` (which the page gives the comment) and ``answers`` (the author or
number of the comment answered). A line of more than 300 characters matches no pattern.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import SettingsError
from toolkit.settings import check_keys, name_type, read_toml

LONGEST_PATTERN = 500  # characters of a selector or regular expression
MOST_PATTERNS = 20  # in one list
LONGEST_LINE = 300  # characters of a line that a pattern is tried on
SECONDS = 0.5  # for one pattern on one line
GROUPS = ("author", "date", "number", "answers")
_WEB_KEYS = ("item", "author", "date", "text", "votes", "parent", "drop")
_PASTED_KEYS = ("head", "text", "lead", "foot", "begin", "end", "drop")
_EXAMPLE = "begin it with [web_page] and item = \"li.comment\", or with [pasted] and head = '...'"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPin:
    """The ``[web_page]`` table of a layout file: selectors, None or empty where it has none."""

    file: str
    item: str
    author: str | None = None
    date: str | None = None
    text: str | None = None
    votes: str | None = None
    parent: str | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePattern:
    """A regular expression for whole lines, and where it stands, for messages."""

    where: str
    source: str
    compiled: Any

    def match(self, line: str) -> Mapping[str, str | None] | None:
        """The groups of a line that the pattern fits, or None.

        Raises:
            SettingsError: It takes too long to tell.
        """
        if len(line) > LONGEST_LINE:
            return None
        try:
            found = self.compiled.fullmatch(line, timeout=SECONDS)
        except TimeoutError:
            raise SettingsError(
                f"{self.where}: the pattern {self.source!r} takes too long on the line "
                f"{line[:60]!r}; write it without repeats within repeats"
            ) from None
        return None if found is None else dict(found.groupdict())


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPin:
    """The ``[pasted]`` table of a layout file: patterns, None or empty where it has none."""

    file: str
    head: tuple[LinePattern, ...]
    side: str = "below"
    lead: LinePattern | None = None
    foot: LinePattern | None = None
    begin: LinePattern | None = None
    end: LinePattern | None = None
    drop: tuple[LinePattern, ...] = ()


@dataclass(frozen=True, slots=True)
class PinnedLayout:
    """A layout file.

    Attributes:
        file: Its path.
        web_page: What it says of web pages, or None.
        pasted: What it says of pasted text, or None.
    """

    file: str
    web_page: WebPin | None
    pasted: TextPin | None


def read_layout(path: str | Path) -> PinnedLayout:
    """Read a layout file.

    Raises:
        SettingsError: The file can't be read, isn't TOML, or holds a key, selector or pattern
            that can't be used; the sentence says where and what to do.
    """
    path = Path(path)
    content = read_toml(path, what="layout file", example=_EXAMPLE)
    check_keys(content, ("web_page", "pasted"), str(path))
    for name, table in content.items():
        if not isinstance(table, dict):
            raise SettingsError(f"{path}: {name} must be a table; write [{name}] in a line alone")
    if not content:
        raise SettingsError(f"{path}: says nothing of a layout; {_EXAMPLE}")
    web, pasted = content.get("web_page"), content.get("pasted")
    return PinnedLayout(
        file=str(path),
        web_page=None if web is None else _read_web_page(web, path),
        pasted=None if pasted is None else _read_pasted(pasted, path),
    )


def _read_web_page(table: Mapping[str, object], path: Path) -> WebPin:
    where = f"{path}: [web_page]"
    check_keys(table, _WEB_KEYS, where)
    if "item" not in table:
        raise SettingsError(
            f"{where}: has no item; add the selector of the elements that hold one comment each, "
            f'as item = "li.comment"'
        )
    texts = {key: _one(table, key, where) for key in _WEB_KEYS if key not in ("drop", "item")}
    item = _one(table, "item", where) or ""
    return WebPin(file=str(path), item=item, drop=_several(table, "drop", where), **texts)


def _read_pasted(table: Mapping[str, object], path: Path) -> TextPin:
    where = f"{path}: [pasted]"
    check_keys(table, _PASTED_KEYS, where)
    if "head" not in table:
        raise SettingsError(
            f"{where}: has no head; add the pattern of the line that heads each comment, as "
            f"head = '(?P<author>.+), (?P<date>.+)'"
        )
    side = _one(table, "text", where) or "below"
    if side not in ("below", "above"):
        raise SettingsError(
            f'{where} text: found {side!r}; write "below" or "above", where the text stands '
            f"as seen from its head"
        )
    head = _patterns(table, "head", where)
    groups = {group for pattern in head for group in pattern.compiled.groupindex}
    if not groups & {"author", "date"}:
        raise SettingsError(
            f"{where} head: names neither an author nor a date; put what is one in "
            f"(?P<author>...) or (?P<date>...)"
        )
    single = {
        key: next(iter(_patterns(table, key, where)), None)
        for key in ("lead", "foot", "begin", "end")
    }
    drop = _patterns(table, "drop", where)
    return TextPin(file=str(path), head=head, side=side, drop=drop, **single)


def _one(table: Mapping[str, object], key: str, where: str) -> str | None:
    """A text that the table holds under a key, or None."""
    if key not in table:
        return None
    value = table[key]
    if not isinstance(value, str):
        raise SettingsError(f"{where} {key}: must be a text in quotes, found {name_type(value)}")
    if not value.strip():
        raise SettingsError(f"{where} {key}: is empty; write something between the quotes")
    if len(value) > LONGEST_PATTERN:
        raise SettingsError(
            f"{where} {key}: has {len(value)} characters; at most {LONGEST_PATTERN} can be used"
        )
    return value.strip()


def _several(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    """A text, or a list of texts, that the table holds under a key."""
    value = table.get(key, [])
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_PATTERNS:
        raise SettingsError(f"{where} {key}: lists {len(values)}; at most {MOST_PATTERNS} are used")
    return tuple(text for one in values if (text := _one({key: one}, key, where)))


def _patterns(table: Mapping[str, object], key: str, where: str) -> tuple[LinePattern, ...]:
    import regex  # noqa: PLC0415 - late: only layout files need it

    patterns = []
    for source in _several(table, key, where):
        try:
            compiled = regex.compile(source)
        except (regex.error, ValueError, OverflowError, RecursionError) as error:
            raise SettingsError(
                f"{where} {key}: {source!r} is no regular expression ({error}); mend it there, "
                f"and write it in single quotes, so that backslashes stay as they are"
            ) from None
        check_keys(compiled.groupindex, GROUPS, f"{where} {key}: in {source!r}")
        patterns.append(LinePattern(where=f"{where} {key}", source=source, compiled=compiled))
    return tuple(patterns)
