"""XML that no strict parser reads, made readable stretch by stretch, in linear time.

What people's tools write between tags and forget to escape is escaped; control characters go;
the entities of HTML are known; doctypes, comments and instructions are left out.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from html.entities import html5

from toolkit.errors import FormatError

LONGEST_TAG = 2**16  # characters; a longer one is text
DEEPEST = 1000  # levels; tags beyond are text
_LONGEST_REFERENCE = 48
_LONGEST_VALUE = 200  # characters of an entity that is put in
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")
_ENTITY = re.compile(r"&(?:#(?P<decimal>\d{1,7})|#[xX](?P<hexadecimal>[\da-fA-F]{1,6})|"
                     r"(?P<name>[A-Za-z_][\w.-]{0,40}));|&")  # fmt: skip
_HALVES = re.compile(
    r"&#(?:x(d[89ab][\da-f]{2})|(5[56]\d{3}));&#(?:x(d[c-f][\da-f]{2})|(5[67]\d{3}));",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"(?P<open><!\[CDATA\[|<!--|<\?)|(?P<doctype><!DOCTYPE)|"
    r"(?P<tag></?[A-Za-z_:](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>|</?[A-Za-z_:][^<>]*>)|<"
)
_DOCTYPE = re.compile("<!DOCTYPE", re.IGNORECASE)
_SPACE = re.compile(r"\s*")
_STRAY = 17  # characters among which a document begins
_BRACKET_CLOSED = re.compile(r"\]\s*>")
_CDATA = "<![CDATA["
_CLOSERS = {_CDATA: "]]>", "<!--": "-->", "<?": "?>"}
_NAME = re.compile(r"</?([^\s/>]+)")
_BEGUN = re.compile(r"</?(?:[A-Za-z_:]|\Z)")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_BARE_VALUE = re.compile(r"(?<=[\w:.-])\s*=\s*([^\s\"'<>=]+?)(?=\s|/?>\Z)")
_DECLARED = re.compile(
    r"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s%&;\"']+)\s+"
    r"(?P<outside>(?:SYSTEM|PUBLIC)\b[^>]*|\"(?P<value>[^\"]*)\"|'(?P<other>[^']*)')"
)
_REFERS = re.compile(r"&(?!#)|%\s*[A-Za-z_]")


def declared_entities(head: str, source: str) -> dict[str, str] | None:
    """The entities of a document's own type declaration; None where it has none of its own.

    Raises:
        FormatError: They hold one another, as no export's do, and entities that grow.

    >>> declared_entities('<!DOCTYPE rss [<!ENTITY shop "Fish &#38; Co">]><rss/>', "x")
    {'shop': 'Fish & Co'}
    """
    subset = _read_prolog(head)[1]
    if subset is None:
        return None
    found = {}
    for match in _DECLARED.finditer(subset):
        value = match["value"] if match["value"] is not None else match["other"]
        if match["parameter"] or value is None:
            continue  # from outside: never fetched
        if _REFERS.search(value) or len(value) > _LONGEST_VALUE:
            raise FormatError(
                f"{source}: its DOCTYPE declares the entity {match['name'][:40]!r}, which is long "
                f"or holds others, as only files made to fill the memory do; it is not "
                f"read; take the DOCTYPE out if the file is from a source that you trust"
            )
        found[match["name"]] = html.unescape(value)
    return found


def mend(
    texts: Iterable[str], entities: Mapping[str, str] | None = None, *, apart: Container[str] = ()
) -> Iterator[str]:
    """The text of XML documents with nothing in it that a tolerant parser would lose.

    Tags that nobody closed are closed where the element around them ends.

    Args:
        texts: Stretches of it, cut anywhere.
        entities: Those that the document declares, with their values.
        apart: Names of elements that never stand in one of the same name: where one was not
            closed, the next one's beginning closes it.

    >>> "".join(mend(["<a x=1>R&D &nb", "sp; 1 < 2<br><![CDATA[<b>]]", "></a>\\x0b"]))
    '<a x="1">R&amp;D \\xa0 1 &lt; 2<br>&lt;b&gt;</br></a>'
    """
    mender, held = _Mender(entities or {}, apart), ""
    for text in texts:
        mended, held = mender.mend(held + _CONTROLS.sub("", text))
        yield mended
    if held and mender.within == _CDATA:
        yield html.escape(held, quote=False)
    elif held and not mender.within and not held.startswith("<"):
        yield _escape_entities(held, mender.known)


class _Mender:
    """What is open where a stretch ends."""

    def __init__(self, known: Mapping[str, str], apart: Container[str]) -> None:
        self.known = known
        self.within = ""
        self._apart = apart
        self._open: list[str] = []
        self._often: Counter[str] = Counter()

    def mend(self, buffer: str) -> tuple[str, str]:
        """What is ready of a stretch, and what must wait for more."""
        parts: list[str] = []
        place = 0
        while place < len(buffer):
            if self.within:
                place = self._pass_over(buffer, place, parts)
                if self.within:
                    return "".join(parts), buffer[place:]
                continue
            match = _MARKUP.search(buffer, place)
            start = match.start() if match else _last_reference(buffer, place)
            parts.append(_escape_entities(buffer[place:start], self.known))
            if match is None:
                return "".join(parts), buffer[start:]
            if match.lastgroup is None and _may_go_on(buffer, start):
                return "".join(parts), buffer[start:]
            place = match.end()
            if match["open"]:
                self.within = match["open"]
            elif match["doctype"]:
                place = _after_doctype(buffer, start)
            else:
                parts.append(self._mend_tag(match["tag"]) if match["tag"] else "&lt;")
        return "".join(parts), ""

    def _pass_over(self, buffer: str, place: int, parts: list[str]) -> int:
        """Where what is passed over ends, or may go on; the text of CDATA is kept."""
        closer = _CLOSERS[self.within]
        end = buffer.find(closer, place)
        until = end if end >= 0 else max(place, len(buffer) - len(closer) + 1)
        if self.within == _CDATA:
            parts.append(html.escape(buffer[place:until], quote=False))
        if end >= 0:
            self.within = ""
            return end + len(closer)
        return until

    def _mend_tag(self, tag: str) -> str:
        name = _NAME.match(tag)
        assert name is not None
        if tag.startswith("</"):
            return self._close(name[1])
        closed = ""
        if self._often[name[1]] and name[1].rpartition(":")[2] in self._apart:
            closed = self._close(name[1])
        if not tag.endswith("/>"):
            if len(self._open) >= DEEPEST:
                return html.escape(tag, quote=False)
            self._open.append(name[1])
            self._often[name[1]] += 1
        if "=" in tag:
            pieces = _QUOTED.split(tag)
            pieces[::2] = [_BARE_VALUE.sub(r'="\1"', piece) for piece in pieces[::2]]
            tag = "".join(pieces)
        return closed + _escape_entities(tag, self.known)

    def _close(self, name: str) -> str:
        """The end tags of an open element and of those left open in it; none where none is."""
        if not self._often[name]:
            return ""
        parts = []
        while True:
            last = self._open.pop()
            self._often[last] -= 1
            parts.append(f"</{last}>")
            if last == name:
                return "".join(parts)


def _last_reference(buffer: str, place: int) -> int:
    """Where a text ends, without a reference at its end that may go on."""
    cut = buffer.rfind("&", max(place, len(buffer) - _LONGEST_REFERENCE))
    return len(buffer) if cut < 0 or ";" in buffer[cut:] else cut


def _may_go_on(buffer: str, start: int) -> bool:
    """Whether what begins there may be markup whose end is not at hand yet."""
    if buffer.find("<", start + 1) >= 0 or len(buffer) - start >= LONGEST_TAG:
        return False
    rest = buffer[start:]
    if ">" in rest:
        return False
    return _BEGUN.match(rest) is not None or any(map(str.startswith, ("<!--", _CDATA), (rest,) * 2))


def _escape_entities(text: str, known: Mapping[str, str]) -> str:
    if "&" not in text:
        return text

    def escaped(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            digits, base = match["decimal"] or match["hexadecimal"], 10 if match["decimal"] else 16
            return "&amp;" if digits is None else _character(int(digits, base))
        if name in ("amp", "lt", "gt", "quot", "apos"):
            return match[0]
        value = known.get(name, html5.get(f"{name};"))
        return f"&amp;{name};" if value is None else html.escape(value)

    return _ENTITY.sub(escaped, _HALVES.sub(_whole, text))


def _character(code: int) -> str:
    """A character as text of XML, or nothing for those that XML can't hold."""
    if (code < 0x20 and code not in (9, 10, 13)) or code in (0xFFFE, 0xFFFF):
        return ""
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return html.escape(chr(code)) if code != 13 else "&#13;"


def _whole(match: re.Match[str]) -> str:
    """One letter of two halves, each written as a reference of its own."""
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return match[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def after_prolog(text: str) -> int:
    """Where the first element of a document begins, after declaration, comments and doctype.

    >>> after_prolog("`<?xml version='1.0'?> <!-- <a> --><!DOCTYPE b [<!ELEMENT c ANY>]>\\n<b/>")
    67
    """
    return _read_prolog(text)[0]


def _read_prolog(text: str) -> tuple[int, str | None]:
    """Where a document's prolog ends, and what its type declaration holds between brackets."""
    place, subset = text.find("<", 0, _STRAY), None
    while 0 <= place < len(text):
        if text.startswith(("<?", "<!--"), place):
            closer = "?>" if text.startswith("<?", place) else "-->"
            end = text.find(closer, place)
            place = end + len(closer) if end >= 0 else len(text)
        elif _DOCTYPE.match(text, place):
            end = _after_doctype(text, place)
            declaration = text[place:end]
            subset = declaration.partition("[")[2] if "[" in declaration else subset
            place = end
        else:
            break
        space = _SPACE.match(text, place)
        place = space.end() if space else place
    return min(max(place, 0), len(text)), subset


def _after_doctype(text: str, start: int) -> int:
    """Where a declaration ends that begins there, with what it holds in brackets.

    Beyond the end of the text where it does not end in it.
    """
    end = text.find(">", start)
    bracket = text.find("[", start, end if end >= 0 else len(text))
    if bracket >= 0:
        closing = _BRACKET_CLOSED.search(text, bracket)
        return closing.end() if closing else len(text) + 1
    return end + 1 if end >= 0 else len(text) + 1
