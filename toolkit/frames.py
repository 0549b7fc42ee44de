"""Frames saved with a page, put in their places; and the address that a page was saved from."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

Finder = Callable[[str], tuple[str, str] | None]

MOST_FRAMES = 200
_MOST_LOOKED_FOR = 2000
MOST_TEXT = 128 * 2**20  # characters of a page with all its frames
_DEEPEST = 8
_TAG = re.compile(  # scripts, styles and comments are passed over, also those that never end
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|"
    r"<(?P<frame>iframe|frame)\b(?P<attributes>[^<>]{0,4000})>(?:\s{0,99}</iframe\s*>)?",
    re.IGNORECASE | re.DOTALL,
)
_SRC = re.compile(r"""(?:^|\s)src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^<>]{0,4000}>|</head\s*>", re.IGNORECASE)
_ENDS = tuple(re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("body", "html"))
_FRAMESET = re.compile(r"<(/?)frameset\b", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000}?)\s*-->", re.IGNORECASE)
_HEAD_TAG = re.compile(r"<([lL][iI][nN][kK]|[mM][eE][tT][aA])\b([^<>]{0,3000})>")
_TELLS_ADDRESS = re.compile(r"canonical|og:url", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z:-]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_WEB = re.compile(r"https?://[^\s<>\"]{1,2000}\Z", re.IGNORECASE)


def put_frames(text: str, find: Finder) -> tuple[str, list[str]]:
    """Put the frames that are at hand into a page, each once, where the page shows it.

    A frame becomes an element ``saved-frame``, so that a path into it says so.

    Args:
        text: The page's HTML.
        find: Gives a frame's name and HTML for a ``src``, or None if it isn't at hand.

    Returns:
        The page with its frames, and the names of those put in.

    >>> put_frames('<body><iframe src="a"></iframe>', {"a": ("a", "<body><p>Hi</p>")}.get)
    ('<body><saved-frame data-src="a"><p>Hi</p></saved-frame>', ['a'])
    """
    taken: list[str] = []
    size, looked = [len(text)], [0]

    def _replace(text: str, depth: int) -> str:
        parts, done = [], 0
        for match in _TAG.finditer(text):
            frame = _frame(match, find, taken, size, looked) if match["frame"] and depth else None
            if frame is None:
                continue
            src, inner = frame
            whole = _replace(_inside(inner), depth - 1)
            opened = f'<saved-frame data-src="{html.escape(src)}">'
            parts += [text[done : match.start()], opened, whole, "</saved-frame>"]
            done = match.end()
        parts.append(text[done:])
        return "".join(parts)

    whole = _replace(text, _DEEPEST)
    if taken:  # a frameset shows nothing but frames, and is not read itself
        whole = _FRAMESET.sub(r"<\1div", whole)
    return whole, taken


def _frame(
    match: re.Match[str], find: Finder, taken: list[str], size: list[int], looked: list[int]
) -> tuple[str, str] | None:
    src = _SRC.search(match["attributes"])
    looked[0] += 1
    if src is None or len(taken) >= MOST_FRAMES or looked[0] > _MOST_LOOKED_FOR:
        return None
    found = find(html.unescape(src[1] or src[2] or src[3] or "").strip())
    if found is None or found[0] in taken or size[0] + len(found[1]) > MOST_TEXT:
        return None
    taken.append(found[0])
    size[0] += len(found[1])
    return found


def _inside(text: str) -> str:
    """What a page shows: the content of its body."""
    opening = None
    for opening in _BODY.finditer(text):
        if opening[0][1] != "/":
            break
    start = opening.end() if opening else 0
    for end in _ENDS:
        places = [match.start() for match in end.finditer(text, start)]
        if places:
            return text[start : places[-1]]
    return text[start:]


def folder_finder(page: Path, read: Callable[[Path], str], missing: list[str]) -> Finder:
    """Find frames in the folder that a browser saves beside a page (``page_files``).

    Only files in a folder beside the page whose name begins with the page's are read; links
    that lead out of it are not followed.

    Args:
        page: The page's file.
        read: Gives the text of a file; what it can't read it raises as an OSError.
        missing: Frames that should be there, but are not or can't be read, are added to it.
    """

    def _find(src: str) -> tuple[str, str] | None:
        relative = unquote(re.split(r"[?#]", src, maxsplit=1)[0]).replace("\\", "/")
        parts = [part for part in relative.split("/") if part not in ("", ".")]
        if not parts or ":" in parts[0] or relative.startswith("/") or ".." in parts:
            return None
        if len(parts) < 2:  # a frame's own frames lie beside it
            parts = [*companions, *parts][-2:] if companions else parts
        if len(parts) < 2 or not parts[0].startswith(page.stem):
            return None
        try:
            folder = (page.parent / parts[0]).resolve()
            path = folder.joinpath(*parts[1:]).resolve()
            if folder.parent != page.parent.resolve() or not path.is_relative_to(folder):
                return None
            return "/".join(parts), read(path)
        except (OSError, ValueError):
            missing.append("/".join(parts))
            return None

    companions = list(_companions(page))
    return _find


def _companions(page: Path) -> Iterator[str]:
    """The folder saved with a page, if there is exactly one."""
    try:
        found = [
            entry.name for entry in page.parent.iterdir()
            if entry.name.startswith(f"{page.stem}_") and entry.is_dir()
        ]  # fmt: skip
    except OSError:
        return
    if len(found) == 1:
        yield found[0]


def find_address(text: str) -> str | None:
    """The address of a saved page: from the browser's comment, else as the page calls itself.

    >>> find_address("<!-- saved from url=(0022)https://news.example/a -->")
    'https://news.example/a'
    >>> find_address('<link rel="canonical" href="https://news.example/b">')
    'https://news.example/b'
    """
    head = text[:200_000]
    if (saved := _SAVED_FROM.search(head[:4000])) and _WEB.match(saved[1]):
        return saved[1]
    known: dict[str, str] = {}
    for tag in _HEAD_TAG.finditer(head):
        if not _TELLS_ADDRESS.search(tag[2]):
            continue
        found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag[2])}
        if tag[1].lower() == "link" and found.get("rel", "").lower() == "canonical":
            known.setdefault("canonical", found.get("href", ""))
        elif "og:url" in (found.get("property"), found.get("name")):
            known.setdefault("og:url", found.get("content", ""))
    addresses = (
        html.unescape(known[name]).strip() for name in ("canonical", "og:url") if name in known
    )
    return next((address for address in addresses if _WEB.match(address)), None)
